"""How the parts of the live capture share its height: the question first, then strips, then the list of questions."""

from PySide6.QtWidgets import QLayout, QLayoutItem, QScrollArea, QWidget

from app.ui import theme
from app.ui.calls.questions import QuestionList
from app.ui.widgets.stack import Stack

LOW = 600  # pixels of height at 100 % below which everything says less
LEAST = 3  # rows of the list


class Room:
    """Gives the list what the question in hand and all that stands around it leave."""

    def __init__(self, host: QWidget, questions: QuestionList, middle: Stack) -> None:
        self._host, self._list, self._middle = host, questions, middle

    @property
    def is_low(self) -> bool:
        """True where there is little height for all of it."""
        return self._host.height() < theme.px(LOW)

    def share(self, *, with_list: bool, with_strip: bool) -> None:
        """Cut the list to the rows there is room for; while a strip is open and there is room for few, it goes."""
        least, left = self._list.height_of(LEAST), self._left()
        self._list.setVisible(with_list and not (with_strip and (self.is_low or left < least)))
        self._list.be_cut_to(LEAST if self.is_low else max(LEAST, self._list.rows_in(left)))

    def _left(self) -> int:
        """What all the others leave of the height for the list."""
        host, width = self._host, max(1, self._host.width())
        box = host.layout()
        if box is None:
            return host.height()
        items = [item for at in range(box.count()) if (item := box.itemAt(at)) is not None]
        around = [item for item in items if item.widget() is not self._list and item.widget() is not self._middle]
        parts = [height for item in around if (height := _height(item, width))]
        shown = self._middle.currentWidget()
        inside = shown.widget() if isinstance(shown, QScrollArea) else shown
        within = _height(inside.layout(), width) if inside is not None else 0
        return host.height() - sum(parts) - within - (len(parts) + 1) * box.spacing()


def _height(item: QLayoutItem | QLayout | None, width: int) -> int:
    """How high something wants to be where it is so wide; nothing where it is not shown."""
    if item is None or item.isEmpty():
        return 0
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
