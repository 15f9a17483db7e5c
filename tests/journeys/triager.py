"""Somebody who plays a scenario in the real window: keys for every act, and a look at the screen after each."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, assert_never

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from app.services.desk import Desk
from app.services.lead_page import LeadView
from app.ui.strips.move_strip import MISSING
from app.ui.tables.checklist_view import ChecklistView
from app.ui.widgets.text import Link
from app.ui.window import Window
from tests.journeys.hands import Hands
from tests.journeys.scenarios import (
    HEADER,
    Answers,
    AskedOfUs,
    AsksLater,
    Basics,
    Blocked,
    Called,
    Moves,
    Scenario,
    Step,
    Suggests,
)

MONDAY = datetime(2026, 11, 16, 14, tzinfo=UTC)
STAGE_KEYS = {"mql": "1", "sql": "2"}
PATH_KEYS = {"nurture": "T", "technical_presales": "P", "needs_research": "R", "not_now": "H"}


def monday() -> datetime:
    """The moment at which the scenarios are played."""
    return MONDAY


def sit_down(desk: Desk) -> Window:
    """The window on a fresh, empty workspace, on a Monday."""
    window = Window("Mia")
    window.remembers = False
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    window.take(desk, place="imports")
    return window


class Triager(Hands):
    """Plays one scenario on a workspace that holds nothing else."""

    def __init__(self, window: Window, scenario: Scenario, folder: Path) -> None:
        super().__init__(window)
        self.scenario, self.folder = scenario, folder
        self.before_last_act: LeadView | None = None

    def play(self) -> None:
        """From the file to the last step."""
        self.import_file("leads.csv", self.scenario.rows(), self.becoming())
        self.find_in_today()
        for step in self.scenario.steps:
            self.take(step)

    def take(self, step: Step) -> None:
        """One step of the scenario."""
        match step:
            case Suggests():
                self.see_suggestion(step)
            case Basics():
                for row in self.page.mql.list.checklist.rows:
                    if row.required:
                        self.answer(self.page.mql.list, row.id, "Y", step.role if row.id == "mql_role" else "")
            case Answers():
                for criterion, words in step.evidence:
                    self.answer(self.page.sql.list, criterion, "Y" if step.yes else "N", words)
            case Called():
                self.log_call(step.outcome)
            case AsksLater():
                row = self.scenario.row(step.words, step.kind, "2026-11-16")
                self.import_file("later.csv", [row], ["signal" if self.has_asked() else "update"])
                self.find_in_leads()
                assert self.sees(step.words)
            case Blocked():
                self.stay(step)
            case Moves():
                self.move(step)
            case AskedOfUs():
                self.note_gap(step)
            case _:
                assert_never(step)

    # --- from a file to a lead on screen -----------------------------------------------------------------------------

    def has_asked(self) -> bool:
        """True where a row of the first file says what they want; the first that does fills a blank of the lead."""
        return any(asked for asked, _, _ in self.scenario.did)

    def becoming(self) -> list[str]:
        """What becomes of the rows of the first file: one person, and a signal for each further act of theirs."""
        asked = [asked for asked, _, _ in self.scenario.did]
        later = range(1, len(asked))
        return ["create", *("update" if asked[at] and not any(asked[:at]) else "signal" for at in later)]

    def import_file(self, name: str, rows: list[str], acts: list[str]) -> None:
        """Drop a file, go on to its plan, see what becomes of its rows, and import it; a known shape is at its plan."""
        path = self.folder / name
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(path))])
        copy, left, bare = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.window.dropEvent(QDropEvent(QPointF(200, 200), copy, files, left, bare))
        self.wait()
        wizard = self.page.wizard
        while wizard.step < 2:
            self.key(Qt.Key.Key_Return, hold=Qt.KeyboardModifier.ControlModifier)
        plan = wizard.plan
        planned = [plan.table.row_at(at) for at in range(plan.table.rowCount())]
        assert [row.act for row in planned] == acts, [f"{row.act}: {row.reason}" for row in planned]
        self.tab_to(wizard.next)
        self.key(Qt.Key.Key_Space)
        assert self.sees(name)
        assert self.sees("Done")

    def find_in_today(self) -> None:
        """The cockpit shows who it is, and why they are here."""
        self.control("1")
        self.until(self.page.header.name.isVisible)
        assert self.words_of(self.page.header.name).startswith(self.scenario.person)
        asked, content, _ = self.scenario.did[-1]
        assert self.sees(asked or content)

    def find_in_leads(self) -> None:
        """Filter the table by name, see the one row, open it in full."""
        self.control("2")
        self.key("/")
        self.write(self.scenario.person)
        self.key(Qt.Key.Key_Return)
        self.until(lambda: self.page.table.rowCount() == 1)
        assert self.sees(self.scenario.person)
        self.key(Qt.Key.Key_Return)
        self.until(lambda: self.window.view is not None and self.window.view.place == "lead")
        self.wait()
        assert self.words_of(self.page.header.name).startswith(self.scenario.person)

    # --- acts --------------------------------------------------------------------------------------------------------

    def answer(self, checklist: ChecklistView, criterion: str, key: str, words: str) -> None:
        """Answer one criterion with its evidence; without words, what the facts suggest is confirmed."""
        self.tab_to(checklist)
        if self.line(checklist).id != criterion:  # after an answer the next open line is in hand already
            self.key(Qt.Key.Key_Home)
        for _ in checklist.checklist.rows:
            if self.line(checklist).id != criterion:
                self.key(Qt.Key.Key_Down)
        before = self.line(checklist)
        assert before.id == criterion
        self.key(key)
        assert self.sees(before.question)
        assert self.focus is self.strip.evidence
        if words:
            self.write(words)
            self.tab_to("Who said it")
            self.write("Said on the call")
        else:
            assert self.strip.evidence.text() == before.suggestion
        self.key(Qt.Key.Key_Return)
        (given,) = [row for row in checklist.checklist.rows if row.id == criterion]
        assert (given.answer, given.evidence) == ({"Y": "yes", "N": "no"}[key], words or before.suggestion)
        assert given.certainty == ("told" if words else "document")

    @staticmethod
    def line(checklist: ChecklistView) -> Any:
        """The line of a checklist that is in hand."""
        return checklist.current

    def log_call(self, outcome: str) -> None:
        """A call in which they answered."""
        self.key("L")
        first = self.focus
        self.tab_to(self.strip.reached)
        self.key(Qt.Key.Key_Space)
        self.back_to(first)
        self.write(outcome)
        self.key(Qt.Key.Key_Return)
        assert self.page.acts.open_strip is None
        assert any(line.kind == "touch" and outcome in line.text for line in self.the_lead().timeline)

    def note_gap(self, step: AskedOfUs) -> None:
        """An open question that stops the deal."""
        self.key("G")
        first = self.focus
        self.write(step.question)
        self.tab_to("Severity: Slows it")
        self.key(Qt.Key.Key_Left)
        self.tab_to(self.strip.area)
        self.key(*step.area[:3])
        self.back_to(first)
        self.key(Qt.Key.Key_Return)
        (gap,) = self.the_lead().gaps
        assert (gap.question, gap.area, gap.severity) == (step.question, step.area, "stops")

    def move(self, step: Moves) -> None:
        """Stage and path are two acts of the keyboard; the cockpit goes on after the first: look the lead up."""
        in_today = self.window.view is not None and self.window.view.place == "today"
        if step.stage:
            self.decide(STAGE_KEYS[step.stage], step)
            if in_today:
                self.find_in_leads()
        if step.path and step.path != self.the_lead().path:
            self.decide(PATH_KEYS.get(step.path) or self.path_label(step.path), step)
        lead = self.the_lead()
        assert (lead.path, lead.next_step, str(lead.due)) == (step.path, step.next_step, step.due)
        self.see_standing(lead)

    def decide(self, key: str, step: Moves) -> None:
        """Open the strip of a move, write both parts of the reason and the date, settle it with Enter."""
        self.before_last_act = self.the_lead()
        self.open_move(key)
        self.write_reason(step)
        self.key(Qt.Key.Key_Return)
        assert self.page.acts.open_strip is None, self.words()
        after = self.the_lead()
        assert any(line.kind == "move" and step.learned in line.text for line in after.timeline)
        assert (after.stage, after.path) != (self.before_last_act.stage, self.before_last_act.path)
        assert self.sees(f"Undo: Move {self.scenario.person}")

    def open_move(self, key: str) -> None:
        """By its key; a path that has none is chosen from the list of all moves."""
        if len(key) == 1:
            self.key(key)
        else:
            self.key("M")
            self.until(self.in_dialog)
            self.write(key)
            self.key(Qt.Key.Key_Return)
            self.until(lambda: not self.in_dialog())
            self.window.activateWindow()  # what a window manager does when a dialog closes; not every screen has one
        self.until(lambda: self.focus is self.strip.learned)

    def in_dialog(self) -> bool:
        """True while a dialog has the keyboard."""
        focus = QApplication.focusWidget()
        return focus is not None and focus.window() is not self.window

    def write_reason(self, step: Moves) -> None:
        """What was learned, what happens next, and when; Tab goes from one to the next."""
        strip = self.strip
        for field, words in ((strip.learned, step.learned), (strip.next, step.next_step), (strip.due, step.due)):
            self.tab_to(field)
            self.write(words)

    def stay(self, step: Blocked) -> None:
        """The gate refuses, says what is missing and what to ask; nothing changes."""
        before = self.the_lead()
        self.open_move(STAGE_KEYS[step.stage])
        strip = self.strip
        questions = [self.question(criterion) for criterion in step.missing]
        shown = [one.accessibleName() for one in strip.findChildren(Link) if one.isVisible()]
        assert [words for words in shown if words.startswith("Go to: ")] == [f"Go to: {q}" for q in questions[:MISSING]]
        assert self.sees(f"Not proven yet ({len(questions)}):")
        assert len(questions) <= MISSING or self.sees(f"and {len(questions) - MISSING} more")
        assert sum(words.startswith("Ask ") for words in self.words_in(strip)) >= min(len(questions), MISSING)
        self.write_reason(Moves("Wants to", "Call"))
        self.key(Qt.Key.Key_Return)
        assert self.strip.problem.isVisible()
        assert questions[0] in self.strip.problem.text()
        self.key(Qt.Key.Key_Escape)
        assert self.page.acts.open_strip is None
        assert self.the_lead() == before

    def question(self, criterion: str) -> str:
        """The words on screen of something that is missing."""
        gaps = {f"gap:{gap.id}": gap.question for gap in self.the_lead().gaps}
        rows = (*self.page.mql.list.checklist.rows, *self.page.sql.list.checklist.rows)
        return gaps.get(criterion) or next(row.question for row in rows if row.id == criterion)

    # --- what is on screen -------------------------------------------------------------------------------------------

    def see_suggestion(self, step: Suggests) -> None:
        """The score and the path that the routing proposes, with its reason."""
        lead = self.the_lead()
        assert lead.route.path == step.path
        assert self.sees(f"Suggested path: {self.path_label(step.path)}")
        assert self.sees(lead.route.why)
        score = lead.score
        assert (score.fit_band, score.intent_band) == (step.fit, step.intent)
        assert self.sees(f"Fit {score.fit} of 100, {step.fit}; intent {score.intent} of 100, {step.intent}")

    def see_standing(self, lead: LeadView) -> None:
        """Stage, path and next step as the desk has them."""
        assert self.words_of(self.page.header.stage) == f"Stage: {lead.stage_label}"
        assert self.words_of(self.page.header.path) == f"Path: {lead.path_label}"
        assert self.sees(lead.next_step)

    def path_label(self, path: str) -> str:
        """The team's word for a path."""
        view = self.window.view
        assert view is not None
        return view.bench.label("path", path)
