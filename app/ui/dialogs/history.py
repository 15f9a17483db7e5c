"""History: who did what and when, and "undo this" for any act that still stands."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.services.undoing import history, undo
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row


def _state(action: Any) -> str:
    if action.undoes is not None:
        return f"undoes {action.undoes}"
    return "" if action.in_effect else "undone"


COLUMNS = (
    Column("action", "No.", 50, lambda action: str(action.action), "number"),
    Column("at", "When", 100, lambda action: dates.ago(action.at), "muted", tip=lambda action: dates.exact(action.at)),
    Column("by", "Who", 110, lambda action: action.by, "muted"),
    Column("label", "What", 340, lambda action: action.label, stretch=True),
    Column("rows", "Rows", 60, lambda action: f"{action.rows:,}", "number"),
    Column("state", "State", 110, _state, "chip"),
)


class HistoryDialog(QDialog):
    """The latest acts of the workspace, or of one lead or account."""

    def __init__(
        self, bench: Bench, parent: QWidget, lead_id: int | None = None, account_id: int | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("History")
        self._bench, self._of = bench, {"lead_id": lead_id, "account_id": account_id}
        self.table = HeldTable(COLUMNS, self)
        self.shown = RowView(self.table, "History", "history")
        self.act = button("Undo this", "arrow-back-up", part="main")
        self.act.clicked.connect(self.undo)
        self.act.setEnabled(False)
        close = button("Close")
        close.clicked.connect(self.accept)
        self.shown.current_changed.connect(self._on_current)
        title = "History of this lead" if lead_id else "History of this account" if account_id else "History"
        self.setLayout(
            column(
                label(title, theme.LEAD, bold=True),
                label(
                    "Any act can be taken back, days later too. What was edited since is kept and listed.",
                    theme.FINE,
                    tone="muted",
                    wrap=True,
                ),
                self.shown,
                row(None, close, self.act),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(860), theme.px(520))
        bench.runner.changed.connect(self._ask)
        self._ask()

    def _ask(self, changed: Any = None) -> None:
        self._bench.ask(history, then=self.table.show_rows, key="history", **self._of)

    def _current(self) -> Any:
        return self.table.row_at(self.shown.currentIndex().row())

    def _on_current(self, at: int | None) -> None:
        action = self._current()
        self.act.setEnabled(bool(action is not None and action.can_undo and not self._bench.read_only))

    def undo(self) -> None:
        """Take the act in hand back."""
        action = self._current()
        if action is not None:
            self._bench.do(undo, action.action)
