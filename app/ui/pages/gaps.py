"""The register of gaps: what we owe and what they owe, as a list that is filtered, typed into and settled by key."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.gaps import statuses
from app.domain.listing import ListFilter
from app.language import later, number, tr
from app.services.gaps import set_gap_due, set_gap_owner, set_gaps_status
from app.services.views_built_in import OVERDUE, STOPS, THEY_OWE, WE_OWE
from app.ui import theme
from app.ui.bench import Bench
from app.ui.dialogs.bulk import ask_many, rehearse
from app.ui.dialogs.form import Field
from app.ui.dialogs.gap_dialog import GapDialog
from app.ui.dialogs.gap_whose import WhoseChooser
from app.ui.pages.listed.list_pane import ListPane
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, column, frame, row

PARTS = (
    ("all", later("All"), ListFilter()),
    ("ours", later("We owe"), WE_OWE),
    ("theirs", later("They owe"), THEY_OWE),
    ("stops", later("Stops the deal"), STOPS),
    ("overdue", later("Overdue"), OVERDUE),
)


class GapsPane(QWidget):
    """One list; Enter opens a gap, F2 types into it, G notes another one for the same lead or account."""

    counted = Signal(object)  # how many rows there are, in words
    drawn = Signal(object)  # the number of rows

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.pane = ListPane(bench, "gaps", besides=("lead", "account_number"))
        self.parts = Segmented(tr("Gaps shown"), [(id, tr(words)) for id, words, _ in PARTS])
        self.parts.choose("all")
        self.parts.chosen.connect(self._on_part)
        self.note = button(tr("Note a gap"), "plus", part="main")
        self.note.setToolTip(tr("Note an open technical question  (G)"))
        self.note.clicked.connect(self.add)
        bench.guard(self.note)
        bar = frame("bar")
        bar.setLayout(row(self.parts, None, edges=(theme.MIDDLE, theme.TIGHT, theme.MIDDLE, 0)))
        self.pane.bar.end_with(self.note)
        self._offer_acts()
        self.pane.opened.connect(self.open)
        self.pane.filtered.connect(self._show_part)
        self.pane.counted.connect(self.counted)
        self.pane.drawn.connect(self._on_drawn)
        whole = column(bar, self.pane, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._bind()

    def _offer_acts(self) -> None:
        self.owner = button(tr("Owner"), "user", name=tr("Owner of the selected gaps"))
        self.due = button(tr("Date"), "calendar", name=tr("Date of the selected gaps"))
        self.status = button(tr("Status"), "circle-check", name=tr("Status of the selected gaps"))
        acts = ((self.owner, self._ask_owner), (self.due, self._ask_due), (self.status, self._ask_status))
        for pressed, act in acts:
            pressed.clicked.connect(act)
            self.pane.selection.offer(pressed)
        self.bench.guard(self.owner, self.due, self.status)

    def _bind(self) -> None:
        bind = self.bench.commands.bind
        bind("lead.gap", self, self.add, lambda: not self.bench.read_only)
        bind("lead.wide", self, lambda: self.open(self.pane.current_id), lambda: self.pane.current_id is not None)
        bind("gap.status", self, self.settle, self._may_settle)
        bind("lead.account", self, self._open_account, lambda: self._number("account_number") is not None)
        bind("lead.call", self, self._open_call, lambda: self._number("lead") is not None)

    def _may_settle(self) -> bool:
        return self.pane.current_id is not None and not self.bench.read_only

    # --- as a list ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the rows."""
        self.pane.refresh()

    def take_focus(self) -> None:
        """Give the keyboard to the rows."""
        self.pane.take_focus()

    def _on_part(self, part: str) -> None:
        self.pane.show_filter(next(filter for id, _, filter in PARTS if id == part), keep_focus=True)

    def _show_part(self, filter: ListFilter) -> None:
        """The switch says what the filter says, however it came to be asked for."""
        found = [id for id, _, asked in PARTS if set(asked.conditions) <= set(filter.conditions)]
        self.parts.choose(found[-1] if found[-1:] and filter.conditions else "all")

    def _on_drawn(self, count: int) -> None:
        self.drawn.emit(count)

    # --- one gap -----------------------------------------------------------------------------------------------------

    def open(self, gap_id: int | None) -> None:
        """Open a gap."""
        if gap_id is not None:
            GapDialog(self.bench, self.window(), gap_id=gap_id).open()

    def settle(self) -> None:
        """Open the gap in hand to be answered."""
        GapDialog(self.bench, self.window(), gap_id=self.pane.current_id, status="answered").open()

    def add(self) -> None:
        """Note another gap of whose gap is in hand; without one it is asked first whose it is."""
        lead, account = self._number("lead"), self._number("account_number")
        if lead is None and account is None:
            WhoseChooser(self.bench, self._add_of, self.window()).open()
        else:
            self._add_of(lead, account)

    def _add_of(self, lead_id: int | None, account_id: int | None) -> None:
        whose = {"lead_id": lead_id} if lead_id is not None else {"account_id": account_id}
        GapDialog(self.bench, self.window(), **whose).open()

    def _number(self, column: str) -> int | None:
        current = self.pane.current
        value = current.values.get(column) if current is not None else None
        return value if isinstance(value, int) else None

    def _open_account(self) -> None:
        self.bench.account_wanted.emit(self._number("account_number"))

    def _open_call(self) -> None:
        self.bench.place_wanted.emit(("call", ("lead", self._number("lead"))))

    # --- many --------------------------------------------------------------------------------------------------------

    def _ask_owner(self) -> None:
        self._ask(tr("Owner"), [Field("owner", tr("Owner"), hint=tr("Ada Berg"))], self._give_owner)

    def _give_owner(self, ids: Sequence[int], changes: dict[str, Any]) -> None:
        rehearse(self.bench, self.window(), tr("Give them"), set_gap_owner, ids, str(changes.get("owner", "")))

    def _ask_due(self) -> None:
        self._ask(tr("Date"), [Field("due", tr("Due"), "day")], self._give_due)

    def _give_due(self, ids: Sequence[int], changes: dict[str, Any]) -> None:
        if isinstance(day := changes.get("due"), date):
            rehearse(self.bench, self.window(), tr("Change the date"), set_gap_due, ids, day)

    def _ask_status(self) -> None:
        fields = [
            Field("status", tr("Status"), "choice", list(statuses().items())),
            Field("words", tr("Answer"), hint=tr("The answer, or why")),
            Field("due", tr("Due"), "day"),
        ]
        self._ask(tr("Status"), fields, self._give_status)

    def _give_status(self, ids: Sequence[int], changes: dict[str, Any]) -> None:
        given = (str(changes.get("status", "")), str(changes.get("words", "")), changes.get("due") or None)
        rehearse(self.bench, self.window(), tr("Change the status"), set_gaps_status, ids, *given)

    def _ask(self, title: str, fields: Sequence[Field], act: Callable[[Sequence[int], dict[str, Any]], None]) -> None:
        ids = self.pane.view.chosen_ids()
        words = tr("{title} of {count} gaps", title=title, count=number(len(ids)))
        ask_many(self.bench, self.window(), words, fields, partial(act, ids))
