"""A tour of the window: every page and main dialog on the sample workspace, one by one, for whoever wants to look."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QItemSelectionModel, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.domain.listing import ListFilter
from app.services.account_page import account_view
from app.services.accounts import account_ids
from app.services.calls.places import call_rows
from app.services.calls.sheet import call_of_lead
from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids
from app.services.pasting import Block
from app.services.views import ViewSettings, save_view
from app.services.workspaces import RecentRow
from app.ui.calls.technical_dialog import TechnicalDialog
from app.ui.command_table import PLACES
from app.ui.dialogs.bulk_move import BulkMoveDialog
from app.ui.dialogs.finding import FindingDialog
from app.ui.dialogs.finding_replay import FindingReplayDialog
from app.ui.dialogs.gap_whose import WhoseChooser
from app.ui.dialogs.paste import PasteDialog
from app.ui.overdue_notice import sentence
from app.ui.pages.start import StartPage
from app.ui.review.parts.listing import PARTS
from app.ui.review.presenting import Presentation
from app.ui.tables.editing import CellEditing
from app.ui.window import Window

SIZE = (1280, 800)
HALF = 640
LEVELS = 12  # of widgets in widgets
SETTLED = 25  # milliseconds in which nothing is answered any more: the rest of a long page is asked for after 20
PAUSES = 150  # milliseconds at most for which a field waits for the next letter
BOARDS = (("board", "leads.board"), ("board-paths", "board.by"))
STRIPS = (("answer", "answer.yes"), ("move", "move.sql"), ("touch", "lead.touch"), ("owner", "lead.owner"))
DIALOGS = (
    ("ledger", "lead.ledger"),
    ("routes", "lead.routes"),
    ("edit", "lead.edit"),
    ("handoff", "lead.handoff"),
    ("nurture", "go.nurture"),
    ("history", "edit.history"),
    ("search", "edit.search"),
    ("palette", "edit.palette"),
    ("help", "help.page"),
    ("settings", "workspace.settings"),
    ("keys", "help.keys"),
    ("about", "help.about"),
    ("new-workspace", "workspace.new"),
)
OF_LEADS = (("columns", "view.columns"), ("condition", "edit.by_column"), ("save-view", "list.save_view"))
_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
OF_A_PERSON = ("story", "leads", "seats", "files", "facts", "history")
OF_A_REVIEW = {
    "movement": ("weeks",),
    "funnel": ("cohorts",),
    "conversion": ("Source",),
    "acceptance": ("reasons", "qualifiers", "packages"),
    "clocks": ("ages", "touched"),
    "metrics": ("definitions",),
    "quality": ("trend",),
    "checks": ("restated",),
}
OF_A_DRAFT = (("Changes", "changes"), ("Replay", "replay"), ("Versions", "versions"), ("Calibration", "calibration"))

VIEWS = (("leads", "Hospitals due this week", False), ("leads", "Nobody's", True), ("people", "Directors", False))


class Tour:
    """Drives the real window from stop to stop; `see` is called with what is on screen and the name of the stop."""

    def __init__(self, app: QApplication, scratch: Path, desk: Desk, see: Callable[[QWidget, str], None]) -> None:
        self.app, self._scratch, self._desk, self._see = app, scratch, desk, see
        self.window = Window("Robin Vale")
        self.window.remembers = False
        self.window.resize(*SIZE)
        self.window.show()
        now = datetime.now(UTC)
        lately = (("Team", timedelta(hours=2), True), ("Booth in May", timedelta(days=40), False))
        folder_shown = Path.home() / "Documents"
        self._lately = [RecentRow(folder_shown / f"{name}.assay", name, now - age, is_) for name, age, is_ in lately]

    def go(self) -> None:
        """See everything once."""
        self._start()
        if self.window.view is None:
            self.window.take(self._desk, place="today")
        self._places()
        self._leads()
        self._today()
        self._in_full()
        self._calls()
        self._gaps()
        self._review()
        self._playbook()
        self._dialogs()
        self._notice()
        self._import()

    # --- pages --------------------------------------------------------------------------------------------------------

    @property
    def _view(self) -> Any:
        assert self.window.view is not None
        return self.window.view

    def _start(self) -> None:
        """The start page with workspaces that nobody has, one of them gone; the sample stays open behind it."""
        page = StartPage(self.window.commands, lambda _: None, lambda: self._lately)
        self.window.stack.addWidget(page)
        before = self.window.stack.currentWidget()
        self.window.toast.hide()
        self.window.stack.setCurrentWidget(page)
        page.refresh()
        page.recent.setCurrentRow(1)
        self._stop("start")
        if before is not None:
            self.window.stack.setCurrentWidget(before)
        self.window.stack.removeWidget(page)
        page.deleteLater()

    def _places(self) -> None:
        for place, name, team in VIEWS:
            self._view.bench.do(save_view, place, name, ViewSettings(), team=team, say=False)
        self.settle()
        for place, _, _ in PLACES:
            self._view.go(place)
            self._stop(place)
        for place in ("people", "leads"):
            self._view.go(place)
            self.window.commands.act("list.count")
            self._stop(f"{place}-counts")
            self.window.commands.act("list.count")

    def _leads(self) -> None:
        act = self.window.commands.act
        self._view.go("leads")
        for name, command in BOARDS:
            act(command)
            self._stop(f"leads-{name}")
        act("board.by")
        self.settle()
        act("board.on")
        self._stop("leads-board-move")
        self._view.pages["leads"].board.open_strip.left.emit()
        act("leads.grid")
        self._stop("leads-grid")
        act("leads.list")
        self.settle()
        for name, command in OF_LEADS:
            act(command)
            self._dialog(name)
        self._typing()

    def _typing(self) -> None:
        """A cell that cannot hold what was typed, a block before it is pasted, a bulk move that the gate stops."""
        view = self._view.pages["leads"].view
        (editing,) = view.findChildren(CellEditing)
        view.choose_cell(view.table.ids[4], [column.id for column in view.table.columns].index("due"))
        editing.begin()
        editing.editor.write("soon")
        editing.commit((0, 0))
        self._stop("leads-typed")
        editing.leave()
        for at in range(6):
            view.selectionModel().select(view.table.index(at, 0), _ROWS)
        ids = view.chosen_ids()
        pasted = Block(tuple(("2027-01-04" if at else "soon", "Kim Osei") for at in range(len(ids))))
        PasteDialog(self._view.bench, "leads", pasted, ("", ""), (ids, ("due", "owner"), True), self.window).open()
        self._dialog("paste")
        self.window.commands.act("move.any")
        self.settle()
        dialog = self.window.findChildren(BulkMoveDialog)[-1]
        dialog.target.setCurrentIndex(dialog.target.count() - 2)
        dialog.learned.setText("All were at the congress")
        dialog.next.setText("Call them")
        dialog.due.setText("+3d")
        dialog.commit()
        self._dialog("move-many")

    def _today(self) -> None:
        self._view.go("today")
        self.settle()
        for name, command in STRIPS:
            self.window.commands.act(command)
            self._stop(f"today-{name}")
            self._view.pages["today"].acts.leave()

    def _in_full(self) -> None:
        act = self.window.commands.act
        act("lead.wide")
        self._stop("lead")
        act("lead.person")
        self._person()
        act("go.back")
        self.settle()
        act("lead.account")
        self._stop("account")
        self._view.go("account", self._best_known())
        self._stop("committee")
        self._committee()
        for kind in ("people", "rows"):
            self._view.go("duplicates", kind)
            self._stop(f"duplicates-{kind}")

    def _gaps(self) -> None:
        """The register, one gap of it answered and noted anew, and the gaps of an account."""
        act = self.window.commands.act
        act("go.gaps")
        self._stop("gaps")
        pane = self._view.pages["calls"].gaps
        pane.parts.chosen.emit("theirs")
        self._stop("gaps-theirs")
        pane.pane.view.selectAll()
        self._stop("gaps-chosen")
        pane.status.click()
        self._dialog("gaps-status")
        pane.pane.view.choose(pane.pane.table.ids[0])
        act("gap.status")
        self._dialog("gap")
        act("lead.gap")
        self._dialog("gap-new")
        WhoseChooser(self._view.bench, lambda *_: None, self.window).open()
        self._dialog("gap-whose")
        pane.pane.show_filter(ListFilter())
        page = self._go_to_account(self._best_known())
        page.tabs.setCurrentWidget(page.gaps)
        self._stop("account-gaps")

    def _go_to_account(self, account_id: int) -> Any:
        self._view.go("account", account_id)
        self.settle()
        return self._view.pages["account"]

    def _committee(self) -> None:
        """The map in its other views, the strip in which a reason is asked, and the ways to build and export it."""
        act, panel = self.window.commands.act, self._view.pages["account"].committee
        for view in ("tree", "table", "team", "lanes"):
            act(f"map.{view}")
            self._stop(f"committee-{view}")
        act("map.rename")
        self._stop("committee-name")
        panel.strip.leave()
        for name in ("edit", "build", "export"):
            act(f"map.{name}")
            self._dialog(f"committee-{name}")

    def _calls(self) -> None:
        """Every part of the place, then a call: its questions, its strips, its dialogs, half a screen."""
        self._view.go("calls")
        for part in ("planned", "to_close", "done", "cancelled", "today"):
            self._view.pages["calls"].calls.show_part(part)
            self._stop(f"calls-{part}")
        rows = self._desk.ask(call_rows)
        over = next((one.id for one in rows if one.state == "done"), None)
        if over is not None:
            self._view.go("call", over)
            self._stop("call-done")
        planned = sorted((one for one in rows if one.state == "planned"), key=lambda one: one.when != "today")
        waiting = next((one.id for one in planned), None)
        if waiting is not None:
            self._view.go("call", waiting)
            self._stop("call")
            self._live()
        alone = next(id for id in self._desk.ask(lead_ids, LeadFilter()) if self._desk.ask(call_of_lead, id) is None)
        self._view.go("call", ("lead", alone))
        self._stop("call-none")
        self.window.commands.act("call.plan")
        self._dialog("call-plan")

    def _live(self) -> None:
        """What is typed in a call, in the whole window and in half a screen."""
        act, page = self.window.commands.act, self._view.pages["call"]
        for name in ("gap", "person", "reword", "close"):
            act(f"call.{name}")
            self._stop(f"call-{name}")
            page.capture.notes.leave()
        page.capture.leave_closing()
        self.window.resize(HALF, SIZE[1])
        self._stop("call-half")
        act("call.panes")
        self._stop("call-half-sheet")
        act("call.panes")
        self.window.resize(*SIZE)
        for name in ("edit", "paper"):
            act(f"call.{name}")
            self._dialog(f"call-{name}")
        act("call.technical")
        self.settle()
        dialog = self.window.findChildren(TechnicalDialog)[-1]
        for at in range(1, dialog.tabs.count()):
            dialog.tabs.setCurrentIndex(at)
            self.settle()
            self._see(dialog, f"dialog-call-technical-{at}")
        dialog.tabs.setCurrentIndex(0)
        self._dialog("call-technical")

    def _person(self) -> None:
        """Every part of a person, and the strip of a touch."""
        self.settle()
        page = self._view.pages["person"]
        for at, part in enumerate(OF_A_PERSON):
            page.tabs.setCurrentIndex(at)
            self._stop(f"person-{part}")
        page.tabs.setCurrentIndex(0)
        self.window.commands.act("lead.touch")
        self._stop("person-touch")
        page.foot.close_strip()

    def _review(self) -> None:
        """Every part with its tables, the rows behind a number, one week beside another, and some leads only."""
        act = self.window.commands.act
        self._view.go("review")
        page = self._view.pages["review"]
        for part, _ in PARTS:
            page.show_part(part)
            self.settle()
            page.enter()
            self._stop(f"review-{part}")
            for sheet in OF_A_REVIEW.get(part, ()):
                page.part.show_sheet(sheet)
                self._stop(f"review-{part}-{sheet}")
        page.show_part("movement")
        self.settle()
        page.part.table.choose_cell(0, 7)
        act("review.as_table")
        self._stop("review-movement-chart")
        page.part.table.setFocus()
        act("review.rows")
        self._stop("review-rows")
        page.leave_rows()
        page.head.against.step(2)
        self._stop("review-compared")
        page.show_part("summary")
        self._stop("review-summary-compared")
        page.head.against.step(-page.head.against.currentIndex())
        page.head.segments.step(1)
        self._stop("review-filtered")
        act("review.everything")
        self.settle()
        self._deciding(page)
        self._meeting()

    def _deciding(self, page: Any) -> None:
        """The strips of decisions and of the sample, and what a diagnosis suggests, replayed."""
        act, bench = self.window.commands.act, self._view.bench
        page.show_part("decisions")
        self.settle()
        for name in ("new", "done"):
            act(f"decisions.{name}")
            self._stop(f"review-decisions-{name}")
            page.part.strip.left.emit()
        page.show_part("sample")
        self.settle()
        act("sample.right")
        self.settle()
        page.part.view.choose(0)
        act("sample.note")
        self._stop("review-sample-note")
        page.part.strip.left.emit()
        for finding in (one for one in page.sight.review.findings if one.diagnosis == "stale_criteria"):
            FindingDialog(bench, finding, self.window).open()
            self._dialog("finding")
            FindingReplayDialog(bench, finding, self.window).open()
            self._dialog("finding-replay")

    def _meeting(self) -> None:
        """The slides of the meeting, each kind once, and a decision on a diagnosis."""
        self.window.commands.act("review.present")
        self.settle()
        (meeting,) = self.window.findChildren(Presentation)
        meeting.showNormal()
        meeting.resize(*SIZE)
        kinds = {type(slide): at for at, slide in reversed(tuple(enumerate(meeting.slides)))}
        for kind, at in sorted(kinds.items(), key=lambda one: one[1]):
            meeting.go(at)
            self.settle()
            self._see(meeting, f"meeting-{kind.__name__.removesuffix('Slide').lower()}")
        meeting.go(1)
        meeting.decide()
        self.settle()
        self._see(meeting, "meeting-decide")
        meeting.strip.left.emit()
        meeting.leave()
        self.settle()

    def _playbook(self) -> None:
        self._view.go("playbook")
        for title, name in OF_A_DRAFT:
            self._view.pages["playbook"].open(title)
            self._stop(f"playbook-{name}")
        self._view.pages["playbook"].open("Criteria")

    # --- dialogs ------------------------------------------------------------------------------------------------------

    def _dialogs(self) -> None:
        self._view.go("today")
        self.settle()
        for name, command in DIALOGS:
            self.window.commands.act(command)
            self._dialog(name)

    def _notice(self) -> None:
        """What is said on opening."""
        words = sentence(datetime.now(UTC) - timedelta(days=3), (("first_outreach", 3), ("verdict", 1)))
        self.window.banner.say("Overdue", "wait", words, [("Show them", lambda: None), ("Dismiss", lambda: None)])
        self._stop("today-overdue")
        self.window.banner.hide()

    def _import(self) -> None:
        self.window.take_files([self._leads_file()])
        imports = self._view.pages["imports"]
        for step, name in enumerate(("import-found", "import-columns", "import-plan")):
            imports.wizard.go(step)
            self._stop(name)
        imports.wizard.go_on()
        self._stop("import-result")
        imports.result.take_back.click()
        self.settle()
        imports.sources.remembered.click()
        self._dialog("mappings")

    def _leads_file(self) -> Path:
        """A small file, so that the plan of an import can be seen."""
        path = self._scratch / "webinar.csv"
        lines = [
            "Webinar attendees, exported",
            "",
            "First name;Last name;E-mail;Phone;Organisation;Job title;Country;Comments",
            "Ida;Norrby;ida@lakeside-clinic.example;+46 8 555 010;Lakeside Clinic;Office lead;Sweden;Wants a demo",
            "Tom;Reyes;t.reyes@northgate.example;(202) 555-0143;Northgate Hospital;Lab operations manager;USA;",
            "Mia;Okafor;mia.okafor@harbor-health.example;;Harbor Health;Benefits lead;USA;Wants the programme guide",
            "Tom;Reyes;t.reyes@northgate.example;;Northgate Hospital;Lab operations manager;USA;Second session",
            ";;not an address;;;;;",
        ]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def _best_known(self) -> int:
        """The account of whose committee most is known."""

        def known(account_id: int) -> int:
            committee = self._desk.ask(account_view, account_id, None).committee
            return sum(not row.ghost for row in committee.rows)

        return max(self._desk.ask(account_ids, "", "name", False), key=known)

    # --- stopping -----------------------------------------------------------------------------------------------------

    def _stop(self, name: str) -> None:
        """Look at the window once everything it asked for has come."""
        self.settle()
        self._see(self.window, name)

    def _dialog(self, name: str) -> None:
        """Look at the dialog that is open, over its window, and close it."""
        self.settle()
        open_now = [w for w in self.app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        for shown in open_now:
            self._see(shown, f"dialog-{name}")
            shown.close()
        self.settle()

    def settle(self) -> None:
        """Wait until the readers have been idle for two moments, and no field waits for another letter.

        What an answer starts may fill the whole of the first one, as the first chart does, and go on in the second.
        """
        quiet = 0
        while quiet < 2:
            quiet = quiet + 1 if self._quiet() else 0
        for _ in range(LEVELS):  # each level of widgets asks the one above it to lay out again
            self.app.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _quiet(self) -> bool:
        """Wait a moment, or until an answer is drawn; True where none came and nothing is about to be asked."""
        runner, loop = self.window.runner, QEventLoop()
        moment = QTimer(singleShot=True, interval=SETTLED)
        moment.timeout.connect(loop.quit)
        if runner is not None:
            runner.rested.connect(loop.quit)
        moment.start()
        loop.exec()
        waiting = (one for one in self.window.findChildren(QTimer) if one.isSingleShot() and one.isActive())
        return not (
            moment.isActive()
            or (runner is not None and runner.busy)
            or any(one.interval() <= PAUSES for one in waiting)
        )
