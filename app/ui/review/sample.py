"""The sample of the week for the talk with sales: a digit gives the verdict on a lead, and the next one comes."""

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.domain.review.flow import state_label
from app.domain.review.sampling import VERDICTS
from app.language import later, number, tr, tr_many
from app.services.review_sample import SampleRow, SampleSaid, SampleView, judge_sampled, sample_said, sample_view
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.calls.keys import written
from app.ui.command_table import COMMANDS, key_text
from app.ui.review.half_typed import HalfTyped, Place
from app.ui.review.part import Part
from app.ui.review.sample_note import NoteStrip
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.flow import Flow
from app.ui.widgets.own_keys import OwnKeys
from app.ui.widgets.painted import stage_hue
from app.ui.widgets.text import button, column, label, row

if TYPE_CHECKING:
    from app.services.review_sight import Sight

NEAR = "sample"
_HUES = {"right": "good", "too_early": "wait", "too_late": "note", "never": "bad"}
_EMPTY = later("No lead became MQL in the 13 weeks up to this one, so there is nobody to talk about.")
_TO_SAY = later("not talked about yet")


def _verdict(one: SampleRow) -> str:
    return tr(VERDICTS[one.verdict]) if one.verdict else tr(_TO_SAY)


COLUMNS = (
    Column("person", later("Person"), 142, lambda r: r.person, "strong"),
    Column("account", later("Account"), 140, lambda r: r.account),
    Column("side", later("Became SQL"), 92, lambda r: tr("Yes") if r.became_sql else tr("No"), "chip",
           hue=lambda r: "good" if r.became_sql else "muted"),
    Column("verdict", later("Verdict of both teams"), 190, _verdict, "chip",
           hue=lambda r: _HUES.get(r.verdict, "muted"), tip=lambda r: told(r)),
    Column("stage", later("Stands at"), 76, lambda r: state_label(r.stage), "stage", hue=lambda r: stage_hue(r.stage)),
    Column("source", later("Source"), 100, lambda r: r.source, "muted"),
    Column("qualifier", later("Qualified by"), 96, lambda r: r.qualifier, "muted"),
    Column("note", later("Note"), 90, lambda r: r.note, stretch=True, tip=lambda r: r.note),
)  # fmt: skip


class SamplePart(Part):
    """The same leads for everybody; what is said of them is kept and counted."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.week = ""
        self._view: SampleView | None = None
        self._stale = False  # something happened to leads since they were drawn
        self._keys = {QKeySequence(c.key).toString(): c.id for c in COMMANDS if c.near == NEAR}
        self.title = label(tr("Sample for the talk with sales"), theme.LEAD, bold=True)
        self.says = label("", tone="muted")
        self.about = label(
            tr(
                "Drawn by chance, the same for everybody: MQLs of the last 13 weeks that became SQL, and some that "
                "did not. Go through them together; a digit says what both teams think."
            ),
            tone="muted",
            wrap=True,
        )
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Leads of the sample"), "review/sample")
        self.view.empty = tr(_EMPTY)
        keys = {c.id: key_text(c) for c in COMMANDS if c.near == NEAR}
        self.verdicts = {id: button(f"{keys[f'{NEAR}.{id}']}  {tr(words)}", name=tr(words))
                         for id, words in VERDICTS.items()}  # fmt: skip
        self.note = button(f"{keys[f'{NEAR}.note']}  {tr('Note')}", "message", name=tr("Note on the lead in hand"))
        self.counted = label("", wrap=True)
        self.ever = label("", tone="muted", wrap=True)
        self.strip = NoteStrip(bench)
        self._build()
        self._connect()

    def _build(self) -> None:
        acts = Flow()
        for one in (*self.verdicts.values(), self.note):
            acts.addWidget(one)
        counts = column(self.counted, self.ever, space=theme.TIGHT)
        edges = (theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        head = row(self.title, self.says, None)
        whole = column(head, self.about, self.view, acts, self.strip, counts, edges=edges)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.strip.hide()
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.opened.connect(lambda _: self.open_lead())
        self.view.current_changed.connect(lambda _: self._enable())
        self.note.clicked.connect(self.write_note)
        self.strip.settled.connect(lambda _: self._leave_strip())
        self.strip.left.connect(self._leave_strip)
        bind = self.bench.commands.bind
        for id, pressed in self.verdicts.items():
            pressed.clicked.connect(partial(self._on_pressed, id))
            bind(f"{NEAR}.{id}", self, partial(self.judge, id), lambda: self.current is not None)
        bind(f"{NEAR}.note", self, self.write_note, lambda: self.current is not None)
        bind(f"{NEAR}.lead", self, self.open_lead, lambda: self.current is not None)
        self.bench.guard(*self.verdicts.values(), self.note)
        self.bench.runner.changed.connect(self._on_changed)
        OwnKeys(self, self._takes, self._on_key)
        OwnKeys(self.view, self._takes, self._on_key)

    # --- showing -----------------------------------------------------------------------------------------------------

    def draw(self, sight: "Sight") -> None:
        """Show the sample of the week of a sight."""
        self.show_week(sight.week)

    def show_week(self, week: str) -> None:
        """Show the sample of a week; one that is shown already keeps its leads."""
        if week == self.week and self._view is not None and not self._stale:
            self._ask_said()
            return
        if week != self.week:
            self.week, self._view = week, None
            self.bench.runner.drop("review/sample/said")  # what was said of the other week is not said of this one
            self.table.show_rows(())
        self.refresh()

    def refresh(self) -> None:
        """Draw the leads, which takes long in a large workspace, and what was said of them."""
        if self.week:
            self._stale = False
            self.says.setText(tr("Drawing the leads…"))
            self.bench.study(sample_view, self.week, then=self._draw, key="review/sample")

    def _ask_said(self) -> None:
        """Ask what was said alone: drawing the leads anew would let everybody wait between two digits."""
        self.bench.ask(sample_said, self.week, then=self._draw_said, key="review/sample/said")

    def take_focus(self) -> None:
        """The keyboard goes to the list."""
        self.view.setFocus()

    @property
    def holds_input(self) -> bool:
        """True while a note is half-typed."""
        return bool(HalfTyped.of(self.bench))

    def _on_changed(self, changed: Any) -> None:
        """Only what moves leads can change who is drawn."""
        told_alone = changed.places == {"reviews"}
        self._stale = self._stale or not told_alone
        if self.isVisible() and self._view is not None:
            self.show_week(self.week)

    def _draw(self, view: SampleView) -> None:
        if view.week != self.week:
            return
        self._view = view
        self._show()

    def _draw_said(self, said: SampleSaid) -> None:
        if self._view is not None:
            self._view = self._view.told(said)
            self._show()

    def _show(self) -> None:
        view = self._view
        assert view is not None
        at = max(self.view.currentIndex().row(), 0)
        with QSignalBlocker(self.view):
            self.table.show_rows(view.rows)
            if view.rows:
                self.view.choose(min(at, len(view.rows) - 1))
        talked = sum(bool(one.verdict) for one in view.rows)
        self.says.setText(tr("{talked} of {count} talked about", talked=number(talked), count=number(len(view.rows))))
        self.counted.setText("\n".join((_side(view, True), _side(view, False))) if view.rows else "")
        self.ever.setText(_ever(view))
        self._enable()

    def _enable(self) -> None:
        possible = self.current is not None and not self.bench.read_only
        for one in (*self.verdicts.values(), self.note):
            one.setEnabled(possible)
        self.bench.commands.refresh()

    @property
    def current(self) -> SampleRow | None:
        """The lead in hand."""
        at = self.view.currentIndex().row()
        rows = self._view.rows if self._view is not None else ()
        return rows[at] if 0 <= at < len(rows) else None

    # --- acting ------------------------------------------------------------------------------------------------------

    def judge(self, verdict: str) -> None:
        """Keep what both teams say of the lead in hand, and go on to the next one that nobody talked about."""
        found = self.current
        if found is not None and not self.bench.read_only:
            self.bench.do(judge_sampled, self.week, found.lead_id, verdict, say=False)
            self._go_on()

    def _on_pressed(self, verdict: str, checked: bool = False) -> None:
        self.judge(verdict)

    def write_note(self) -> None:
        """Why: a sentence beside the verdict."""
        found = self.current
        if found is None or self.bench.read_only:
            return
        if not found.verdict:
            self.bench.toast.say(tr("First say with a digit what both teams think; the note stands beside it."))
            return
        self.strip.note(Place("note", self.week, id=found.lead_id), found)

    def open_lead(self) -> None:
        """Open the lead in hand."""
        if self.current is not None:
            self.bench.lead_wanted.emit(self.current.lead_id)

    def _go_on(self) -> None:
        rows, at = (self._view.rows if self._view is not None else ()), self.view.currentIndex().row()
        coming = [*range(at + 1, len(rows)), *range(at)]
        untold = next((one for one in coming if not rows[one].verdict), None)
        if untold is not None:
            self.view.choose(untold)

    def _leave_strip(self) -> None:
        self.strip.hide()
        self.view.setFocus()

    # --- keys --------------------------------------------------------------------------------------------------------

    def _takes(self, event: QKeyEvent) -> bool:
        return not self.strip.isVisible() and written(event) in self._keys

    def _on_key(self, event: QKeyEvent) -> None:
        self.bench.commands.act(self._keys[written(event)])


def told(one: SampleRow) -> str:
    """What was said of a lead, by whom and when."""
    who = tr("{by}, {day}", by=one.by, day=dates.day_there(one.at)) if one.at is not None else ""
    return " · ".join(part for part in (_verdict(one), one.note, who) if part)


def _side(view: SampleView, became_sql: bool) -> str:
    drawn = sum(one.became_sql is became_sql for one in view.rows)
    given = [tr("{verdict} {count}", verdict=tr(VERDICTS[one.verdict]), count=number(one.times))
             for one in view.counted if one.became_sql is became_sql]  # fmt: skip
    said = ", ".join(given) or tr(_TO_SAY)
    if became_sql:
        return tr_many("{count} became SQL: {said}", "{count} became SQL: {said}", drawn, said=said)
    return tr_many("{count} did not: {said}", "{count} did not: {said}", drawn, said=said)


def _ever(view: SampleView) -> str:
    times: Counter[str] = Counter(dict(view.ever))
    if not times:
        return tr("No week was talked about yet.")
    said = ", ".join(
        tr("{verdict} {count}", verdict=tr(words), count=number(times[id]))
        for id, words in VERDICTS.items()
        if times[id]
    )
    return tr("All weeks: {said}", said=said)
