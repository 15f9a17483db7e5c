"""Decisions of every review until they are done: written, given to somebody, done, and read back from the workbook."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from app.language import later, tr, tr_many
from app.services.review_decisions import DecisionsView, DecisionView, decisions_to_see, reopen_decision
from app.ui import theme
from app.ui.bench import Bench
from app.ui.calls.keys import written
from app.ui.command_table import COMMANDS, told_of, with_key
from app.ui.review.deciding import DecideStrip, DoneStrip
from app.ui.review.decision_columns import DECISIONS, when
from app.ui.review.half_typed import HalfTyped
from app.ui.review.part import Part
from app.ui.review.reading_back import ReadingBack
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.flow import Flow
from app.ui.widgets.own_keys import OwnKeys
from app.ui.widgets.text import Elided, Link, button, column, label, row

if TYPE_CHECKING:
    from app.services.review_sight import Sight

NEAR = "decisions"
_EMPTY = later("Nothing is open. N writes a decision down: a sentence, who sees to it, by when. It stays until done.")


class DecisionsPart(Part):
    """Open decisions of all weeks, the oldest first; done ones behind a switch. `week` is that of a new one."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.week = ""
        self._found: DecisionsView | None = None
        self._rows: tuple[DecisionView, ...] = ()
        self._wanted: int | None = None  # the decision that is to be in hand once the answer is there
        self._stale = False
        self._keys = {QKeySequence(c.key).toString(): c.id for c in COMMANDS if c.near == NEAR}
        self.title = label(tr("Decisions"), theme.LEAD, bold=True)
        self.says = Elided("", tone="muted")
        self.add = _act("new", tr("New decision"), "plus", part="main")
        self.change = _act("edit", tr("Edit"))
        self.done = _act("done", tr("Done"))
        self.open_again = _act("reopen", tr("Open again"))
        self.read = _act("read", tr("Read back a workbook"), "file-import")
        self.also_done = QCheckBox(with_key(tr("Done ones too"), f"{NEAR}.all"))
        self.also_done.setAccessibleName(tr("Done ones too"))
        self.table = HeldTable(DECISIONS, self)
        self.view = RowView(self.table, tr("Decisions, the oldest first"), "review/decisions")
        self.view.empty = tr(_EMPTY)
        self.in_hand = QWidget()  # gives its room to a workbook that is read back
        self.whole = label("", wrap=True)
        self.more = label("", theme.FINE, tone="muted", wrap=True)
        self.lead = Link("", tr("Open the lead of the decision"))
        self.strip, self.done_strip, self.reading = DecideStrip(bench), DoneStrip(bench), ReadingBack(bench)
        self._build()
        self._connect()
        self._bind()

    def _build(self) -> None:
        head = row(self.title, self.says)
        head.setStretch(1, 1)
        below = row(self.more, self.lead)
        below.setStretch(0, 1)
        acts = Flow()
        self.also_done.setMinimumHeight(self.add.sizeHint().height())
        for one in (self.add, self.change, self.done, self.open_again, self.read, self.also_done):
            acts.addWidget(one)
        self.in_hand.setLayout(column(self.whole, below, acts, space=theme.TIGHT))
        edges = (theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        whole = column(head, self.view, self.in_hand, self.strip, self.done_strip, self.reading, edges=edges)
        whole.setStretch(1, 3)
        whole.setStretch(5, 4)
        self.setLayout(whole)
        self.strip.hide()
        self.done_strip.hide()
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.add.clicked.connect(self.write)
        self.change.clicked.connect(self.edit)
        self.done.clicked.connect(self.finish)
        self.open_again.clicked.connect(self.reopen)
        self.read.clicked.connect(self.reading.choose)
        self.also_done.toggled.connect(lambda _: self._show())
        self.view.opened.connect(lambda _: self.edit())
        self.view.current_changed.connect(lambda _: self._show_current())
        self.lead.clicked.connect(self.open_lead)
        self.strip.settled.connect(lambda changed: self._settled(changed.outcome or self.strip.place.id))
        self.done_strip.settled.connect(lambda _: self._settled(None))
        for strip in (self.strip, self.done_strip):
            strip.left.connect(self._leave_strips)
        self.reading.shown.connect(self._on_reading)
        self.reading.left.connect(self._on_reading_left)
        self.bench.runner.changed.connect(self._on_changed)
        OwnKeys(self, self._takes, self._on_key)
        OwnKeys(self.view, self._takes, self._on_key)

    def _bind(self) -> None:
        acts: tuple[tuple[str, Callable[[], None], Callable[[], bool]], ...] = (
            ("new", self.write, lambda: True),
            ("edit", self.edit, lambda: self.current is not None),
            ("done", self.finish, lambda: self.current is not None and not self.current.done),
            ("reopen", self.reopen, lambda: self.current is not None and self.current.done),
            ("lead", self.open_lead, lambda: self.current is not None and self.current.lead_id is not None),
            ("read", self.reading.choose, lambda: True),
            ("all", self.also_done.toggle, lambda: True),
        )
        for name, act, possible in acts:
            self.bench.commands.bind(f"{NEAR}.{name}", self, act, possible)

    # --- showing -----------------------------------------------------------------------------------------------------

    def draw(self, sight: "Sight") -> None:
        """The week that a new decision is of; the decisions are those of every week."""
        self.show_week(sight.week)

    def show_week(self, week: str) -> None:
        """New decisions are of this week from now on."""
        self.week = week
        self.refresh()

    def refresh(self) -> None:
        """Ask for the decisions."""
        self._stale = False
        self.bench.ask(decisions_to_see, then=self._draw, key="review/decisions")

    def take_focus(self) -> None:
        """The keyboard goes to what is half-done, else to the list."""
        if self._stale:
            self.refresh()
        (self.reading.view if self.reading.isVisible() else self.view).setFocus()

    @property
    def holds_input(self) -> bool:
        """True while something is half-typed, or a workbook is in hand."""
        return self.reading.holds_input or bool(HalfTyped.of(self.bench))

    def _on_changed(self, changed: Any) -> None:
        if "reviews" in changed.places or changed.leads:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _draw(self, found: DecisionsView) -> None:
        self._found = found
        self.strip.offer(found.names)
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        before, wanted = self.current, self._wanted
        self._rows = found.rows if self.also_done.isChecked() else found.open
        self.table.show_rows(self._rows)
        self._say_how_many()
        self._wanted = None
        self.choose(wanted if wanted is not None else before.id if before is not None else 0)

    def _say_how_many(self) -> None:
        found = self._found
        if found is None:
            return
        late = sum(row.overdue for row in found.open)
        parts = [tr_many("{count} open", "{count} open", len(found.open))]
        parts += [tr_many("{count} overdue", "{count} overdue", late)] if late else []
        done = len(found.rows) - len(found.open)
        parts += [tr_many("{count} done", "{count} done", done)] if done else []
        half = HalfTyped.of(self.bench).new_of(self.week)
        parts += [tr("a new one is half-typed: N goes on with it")] if half else []
        self.says.say(" · ".join(parts))

    def choose(self, id: int) -> None:
        """Take a decision in hand; another one where it is not shown."""
        places = [at for at, row in enumerate(self._rows) if row.id == id]
        at = places[0] if places else min(max(self.view.currentIndex().row(), 0), len(self._rows) - 1)
        if self._rows:
            self.view.choose(at)
        self._show_current()

    @property
    def current(self) -> DecisionView | None:
        """The decision in hand."""
        at = self.view.currentIndex().row()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show_current(self) -> None:
        """The whole of the decision in hand below the list, where nothing is cut."""
        found = self.current
        writable = not self.bench.read_only
        self.change.setEnabled(writable and found is not None)
        self.done.setVisible(found is None or not found.done)
        self.done.setEnabled(writable and found is not None)
        self.open_again.setVisible(found is not None and found.done)
        self.bench.guard(self.add, self.read, self.open_again)
        self.whole.setText(found.text if found is not None else "")
        self.more.setText("" if found is None else told(found))
        self.lead.setVisible(found is not None and found.lead_id is not None)
        if found is not None and found.lead_id is not None:
            name = found.person or tr("lead {lead}", lead=found.lead_id)
            self.lead.setText(with_key(tr("Open {name}", name=name), f"{NEAR}.lead"))
            self.lead.setAccessibleName(tr("Open {name}", name=name))
        self.bench.commands.refresh()

    # --- acting ------------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write a new decision; one that was left half-typed in this week comes first."""
        if self.bench.read_only or not self.week:
            return
        self._leave_strips()
        half = HalfTyped.of(self.bench).new_of(self.week)
        rule = half[0].rule if half else ""
        self.strip.decide(self.week, rule, self._label_of(rule))

    def edit(self) -> None:
        """Put the decision in hand in other words, or give it to somebody else."""
        found = self.current
        if found is not None and not self.bench.read_only:
            self._leave_strips()
            self.strip.edit(found)

    def finish(self) -> None:
        """The decision in hand is done: ask what came of it."""
        found = self.current
        if found is not None and not found.done and not self.bench.read_only:
            self._leave_strips()
            self.done_strip.finish(found)

    def reopen(self) -> None:
        """It is not done after all."""
        found = self.current
        if found is not None and found.done:
            self._wanted = found.id
            self.bench.do(reopen_decision, found.id)

    def open_lead(self) -> None:
        """Open the lead that the decision in hand is about."""
        found = self.current
        if found is not None and found.lead_id is not None:
            self.bench.lead_wanted.emit(found.lead_id)

    def look(self, paths: Sequence[Path]) -> None:
        """Look at review workbooks that came back."""
        self._leave_strips()
        self.reading.look(paths)

    def _label_of(self, rule: str) -> str:
        return next((one.label for one in self.bench.playbook.diagnoses if one.id == rule), "") if rule else ""

    def _settled(self, id: Any) -> None:
        self._wanted = id if isinstance(id, int) else None
        self._leave_strips()

    def _leave_strips(self) -> None:
        self.strip.hide()
        self.done_strip.hide()
        self._say_how_many()
        self.view.setFocus()

    def _on_reading_left(self) -> None:
        self.in_hand.show()
        self.view.setFocus()

    def _on_reading(self) -> None:
        self.in_hand.hide()
        self.strip.hide()
        self.done_strip.hide()

    # --- keys --------------------------------------------------------------------------------------------------------

    def _takes(self, event: QKeyEvent) -> bool:
        busy = self.strip.isVisible() or self.done_strip.isVisible() or self.reading.isAncestorOf(self._focus())
        return not busy and written(event) in self._keys

    def _focus(self) -> Any:
        return self.window().focusWidget() or self

    def _on_key(self, event: QKeyEvent) -> None:
        self.bench.commands.act(self._keys[written(event)])


def _act(name: str, words: str, icon: str = "", *, part: str = "") -> QPushButton:
    """A button that does a command of this part, with its key on it."""
    made = button(with_key(words, f"{NEAR}.{name}"), icon, part=part, name=words)
    made.setToolTip(told_of(f"{NEAR}.{name}"))
    return made


def told(row: DecisionView) -> str:
    """Where a decision comes from and how it stands: the week, what it answers, whose it is, what came of it."""
    owner = tr("{owner} sees to it", owner=row.owner) if row.owner else tr("nobody sees to it yet")
    parts = [
        tr("Taken in {week}", week=row.week),
        tr("answers {diagnosis}", diagnosis=row.answers) if row.answers else "",
        owner,
        when(row)[0],
        tr("what came of it: {outcome}", outcome=row.outcome) if row.outcome else "",
    ]
    return " · ".join(part for part in parts if part)
