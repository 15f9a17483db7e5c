"""The calls with an account: what comes next first, then what was and what came of it; opened and planned by key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.language import later, tr
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.calls.call_head import HUES
from app.ui.calls.words import EMPTY, PARTS_OF_PLACE, exit_of, when_of
from app.ui.command_table import told_of
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.empty import Empty
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import button, column, row

if TYPE_CHECKING:
    from app.services.calls.places import CallRow


def _came_of_it(call: "CallRow") -> str:
    return " · ".join(part for part in (call.learned, call.next_step, dates.day(call.due)) if part)


def _with(call: "CallRow") -> str:
    return ", ".join(call.theirs)


COLUMNS = (
    Column("when", later("When"), 156, when_of, "strong", tip=lambda r: dates.there(r.at)),
    Column("state", later("State"), 96, lambda r: tr(PARTS_OF_PLACE[r.when]), "chip",
           hue=lambda r: HUES.get(r.when, "muted")),
    Column("with", later("With"), 150, _with, tip=_with),
    Column("goal", later("Goal"), 180, lambda r: r.goal, tip=lambda r: r.goal),
    Column("exit", later("Exit"), 160, exit_of, tip=exit_of),
    Column("came", later("What came of it"), 200, _came_of_it, "muted", tip=_came_of_it),
)  # fmt: skip


class AccountCalls(QWidget):
    """The page fills the table and says with which lead a call is planned."""

    def __init__(
        self, bench: Bench, page: QWidget, is_free: Callable[[], bool], whom: Callable[[], int | None]
    ) -> None:
        super().__init__()
        self.bench, self._is_free, self._whom = bench, is_free, whom
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Calls"))
        self.view.give_way("with", "goal", "exit", "came")
        self.view.opened.connect(self._open)
        self.plan = button(tr("Plan a call"), "phone-plus")
        self.plan.setToolTip(told_of("call.plan"))
        self.plan.clicked.connect(lambda: bench.commands.act("call.plan"))
        bench.guard(self.plan)
        title, about = EMPTY["planned"]
        self.nothing = Empty("phone", tr(title), tr(about), tr("Plan a call"), lambda: bench.commands.act("call.plan"))
        self.stack = Stack()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        whole = column(row(self.plan, None, edges=(0, theme.SMALL, 0, 0)), self.stack)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        bench.commands.bind("call.plan", page, self._plan, self._may_plan)
        bench.commands.bind("lead.call", page, self._open_first, lambda: is_free() and bool(self.table.rowCount()))

    def show_what_there_is(self) -> None:
        """The rows, or how the first call is planned."""
        some = bool(self.table.rowCount())
        self.stack.setCurrentWidget(self.view if some else self.nothing)
        self.plan.setVisible(some)

    def _may_plan(self) -> bool:
        return self._is_free() and not self.bench.read_only and self._whom() is not None

    def _plan(self) -> None:
        from app.ui.calls.plan_dialog import PlanDialog

        PlanDialog(self.bench, self._whom(), self._go, self.window()).open()

    def _open_first(self) -> None:
        """The call in hand where the list is on screen; else the next one, or the last."""
        self._open(max(0, self.view.currentIndex().row()) if self.view.isVisible() else 0)

    def _open(self, at: int) -> None:
        call = self.table.row_at(at)
        if call is not None:
            self._go(call.id)

    def _go(self, call_id: int) -> None:
        self.bench.place_wanted.emit(("call", call_id))
