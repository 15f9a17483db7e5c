"""What waits to be settled: a list at the left, the one in hand beside it; J goes on and Shift+J back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import later
from app.ui import theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.empty import Empty
from app.ui.widgets.text import column, frame, label, row

ON = (("J", later("next")), ("⇧J", later("previous")))  # as its line of hints names them


class WaitingPanel(QWidget):
    """Shows what waits, or that nothing does; what the one in hand is and how it is settled is the panel's own."""

    def __init__(self, bench: Bench, columns: Sequence[Column], name: str, kept_as: str, empty: Empty) -> None:
        super().__init__()
        self.bench = bench
        self.says = label("", tone="muted")
        self.waiting = HeldTable(tuple(columns), self)
        self.list = RowView(self.waiting, name, kept_as)
        self.list.setFixedWidth(min(theme.px(330), 360))
        self.title = label("", theme.LEAD, bold=True, wrap=True)
        self.empty = empty

    def lay_out(self, parts: Sequence[QWidget], acts: Sequence[QWidget], of_all: Sequence[QWidget] = ()) -> QVBoxLayout:
        """Lay out the parts of the one in hand, of which the last grows, and what settles it; `of_all` stands above."""
        side = column(self.title, *parts, row(*acts), edges=(theme.MIDDLE,) * 4)
        side.setStretch(len(parts), 1)
        self._right = frame("card")
        self._right.setLayout(side)
        middle = row(self.list, self._right, space=theme.MIDDLE)
        middle.setStretch(1, 1)
        whole = column(row(self.says, None, *of_all), self.empty, middle)
        whole.setStretch(1, 1)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.empty.hide()
        return side

    def show_waiting(self, rows: Sequence[object]) -> None:
        """Show what waits; the one in hand stays in hand where it still does."""
        self.waiting.show_rows(rows)
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._right.setVisible(bool(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J goes on and Shift+J back."""
        if event.text().upper() == "J":
            self.list.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
