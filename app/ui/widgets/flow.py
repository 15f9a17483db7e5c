"""Widgets beside each other, going on in the next line where there is no more room: chips never widen the window."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from app.ui import theme


class Flow(QLayout):
    """As many lines as the width asks for."""

    def __init__(self, edges: tuple[int, int, int, int] = (0, 0, 0, 0), space: int = theme.TIGHT) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._space = space
        self.setContentsMargins(*edges)

    def addItem(self, item: QLayoutItem) -> None:
        """Put something at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        """An item by its place; nothing beyond the last."""
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        """Take an item out."""
        self.invalidate()
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are together."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, box: QRect) -> None:
        """Lay the items out."""
        super().setGeometry(box)
        self._arrange(box, place=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self._space * max(len(sizes) - 1, 0)
        return self._with_edges(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """The largest item must fit."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return self._with_edges(
            QSize(max((one.width() for one in sizes), default=0), max((one.height() for one in sizes), default=0))
        )

    def _with_edges(self, size: QSize) -> QSize:
        edges = self.contentsMargins()
        if size.isEmpty():
            return QSize(0, 0)
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _arrange(self, box: QRect, *, place: bool) -> int:
        edges = self.contentsMargins()
        left, right = box.left() + edges.left(), box.right() - edges.right()
        x, y, high = left, box.top() + edges.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > left and x + size.width() - 1 > right:
                x, y, high = left, y + high + self._space, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(min(size.width(), right - left + 1), size.height())))
            x += size.width() + self._space
            high = max(high, size.height())
        return y + high + edges.bottom() - box.top() if high else 0
