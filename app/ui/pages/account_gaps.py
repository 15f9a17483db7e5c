"""The gaps of an account and of its leads: noted, opened and settled by key, with the way to the register."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.gaps import severities, sides, statuses
from app.language import later, number, tr
from app.services.gaps import of_account
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.dialogs.gap_choice import open_gap, settle_one
from app.ui.dialogs.gap_dialog import GapDialog
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import Link, button, column, row

SEVERITY = {"stops": "bad", "slows": "wait", "nice": "muted"}
COLUMNS = (
    Column("question", later("Open question"), 300, lambda r: r.question, stretch=True, tip=lambda r: r.question),
    Column("severity", later("Severity"), 132, lambda r: severities().get(r.severity, r.severity), "chip",
           hue=lambda r: SEVERITY.get(r.severity, "wait")),
    Column("owed", later("Owed by"), 118, lambda r: sides().get(r.owed_by, r.owed_by)),
    Column("owner", later("Owner"), 120, lambda r: r.owner, "muted"),
    Column("due", later("Due"), 100, lambda r: dates.day(r.due), "due", hue=lambda r: "bad" if r.overdue else ""),
    Column("age", later("Age in days"), 108, lambda r: number(r.age), "number"),
    Column("status", later("Status"), 124, lambda r: statuses().get(r.status, r.status), "muted"),
    Column("whose", later("Lead"), 140, lambda r: r.person or tr("the whole account"), "muted"),
    Column("area", later("Area"), 110, lambda r: r.area_label, "muted"),
)  # fmt: skip


class AccountGaps(QWidget):
    """The page says whose gaps these are and fills the table; G and Shift+G are answered for the whole page."""

    def __init__(self, bench: Bench, page: QWidget, is_free: Callable[[], bool]) -> None:
        super().__init__()
        self.bench, self._is_free = bench, is_free
        self.account_id: int | None = None
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Gaps"))
        self.view.opened.connect(lambda at: open_gap(bench, self.table.row_at(at).id, self.window()))
        note, register = button(tr("Note a gap"), "plus"), Link(tr("All of them in the register"))
        note.setToolTip(tr("Note an open technical question  (G)"))
        note.clicked.connect(self.note)
        bench.guard(note)
        register.clicked.connect(lambda: bench.place_wanted.emit(("gaps", of_account(self.account_id or 0))))
        whole = column(row(note, register, None, edges=(0, theme.SMALL, 0, 0)), self.view)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        bench.commands.bind("lead.gap", page, self.note, self._may_change)
        bench.commands.bind("gap.status", page, self.settle, self._may_change)

    def note(self) -> None:
        """Note a gap of the whole account, or of one of its leads."""
        GapDialog(self.bench, self.window(), account_id=self.account_id).open()

    def settle(self) -> None:
        """Settle the gap in hand, where the list is on screen; else it is asked which."""
        current = self.table.row_at(self.view.currentIndex().row()) if self.view.isVisible() else None
        every = [self.table.row_at(at) for at in range(self.table.rowCount())]
        settle_one(self.bench, every if current is None else [current], self.window())

    def _may_change(self) -> bool:
        return self._is_free() and not self.bench.read_only
