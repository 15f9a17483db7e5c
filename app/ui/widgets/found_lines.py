"""Lines that were found: headings, an icon, a name with what matched in bold, a sentence below, a key at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons, theme

Marks = tuple[tuple[int, int], ...]
_ROOT = QModelIndex()
_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what it does; a line without an act says why not, a heading only stands over others."""

    text: str
    detail: str = ""
    act: Callable[[], None] | None = None
    icon: str = ""
    key: str = ""
    marks: Marks = ()
    detail_marks: Marks = ()
    where: str = ""  # what the sentence below is from
    below: str = ""
    below_marks: Marks = ()
    why_not: str = ""
    heading: bool = False

    @property
    def spoken(self) -> str:
        """Everything the line says, for who listens."""
        parts = (self.text, self.detail, f"{self.where}: {self.below}" if self.below else "", self.key, self.why_not)
        return ", ".join(part for part in parts if part)


class LinesModel(QAbstractListModel):
    """The lines as they are; painting reads them directly."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a line, for who listens and for typing tests."""
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headings are not taken in hand."""
        if not 0 <= index.row() < len(self.lines) or self.lines[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class FoundLines(QListView):
    """The list; the field above keeps the keyboard."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(self.lines, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the first that can be taken is in hand."""
        self.lines.show_lines(lines)
        self.step(1)

    @property
    def in_hand(self) -> Line | None:
        """The line in hand."""
        at = self.currentIndex().row()
        return self.lines.lines[at] if 0 <= at < len(self.lines.lines) else None

    def step(self, by: int) -> None:
        """Take another line in hand, so many on; headings are stepped over."""
        lines, here = self.lines.lines, self.currentIndex().row()
        places = [at for at, line in enumerate(lines) if not line.heading]
        if not places:
            return
        now = places.index(here) if here in places else -1
        at = places[min(max(now + by, 0), len(places) - 1)]
        self.setCurrentIndex(self.lines.index(at))
        if at == places[0]:
            self.scrollToTop()  # the heading over the first


class _LineDelegate(QStyledItemDelegate):
    """Paints a line from the line itself."""

    def __init__(self, model: LinesModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Headings are low, lines with a sentence are high."""
        line = self._model.lines[index.row()]
        return QSize(100, theme.px(26 if line.heading else 46 if line.below or line.why_not else 30))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        line, c, box = self._model.lines[index.row()], theme.colours(), QRect(option.rect)
        if line.heading:
            painter.setFont(theme.font(theme.FINE, bold=True))
            painter.setPen(QColor(c.muted))
            painter.drawText(box.adjusted(theme.SMALL, 0, 0, 0), _MIDDLE, line.text.upper())
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(c.soft("accent")))
            painter.fillRect(box.left(), box.top(), 3, box.height(), QColor(c.accent))
        inner = box.adjusted(theme.MIDDLE, 0, -theme.MIDDLE, 0)
        size = theme.px(16)
        if line.icon:
            top = inner.top() + (theme.px(30) - size) // 2
            icons.icon(line.icon).paint(painter, QRect(inner.left(), top, size, size))
        inner.setLeft(inner.left() + size + theme.SMALL)
        first = QRect(inner.left(), inner.top(), inner.width(), theme.px(30))
        self._first(painter, first, line)
        if line.below or line.why_not:
            second = QRect(inner.left(), inner.top() + theme.px(25), inner.width(), theme.px(18))
            self._second(painter, second, line)

    def _first(self, painter: QPainter, box: QRect, line: Line) -> None:
        c = theme.colours()
        if line.key:
            painter.setFont(theme.font(theme.FINE))
            painter.setPen(QColor(c.muted))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.key)
            box.setRight(box.right() - painter.fontMetrics().horizontalAdvance(line.key) - theme.MIDDLE)
        text = c.off if line.why_not else c.text
        used = _run(painter, box, line.text, line.marks, theme.BODY, text)
        if line.detail and box.width() - used > theme.px(40):
            rest = box.adjusted(used + theme.SMALL, 0, 0, 0)
            _run(painter, rest, line.detail, line.detail_marks, theme.BODY, c.muted)

    def _second(self, painter: QPainter, box: QRect, line: Line) -> None:
        c = theme.colours()
        if line.why_not:
            _run(painter, box, line.why_not, (), theme.FINE, c.muted)
            return
        used = _run(painter, box, line.where, (), theme.FINE, c.note) + theme.SMALL if line.where else 0
        _run(painter, box.adjusted(used, 0, 0, 0), line.below, line.below_marks, theme.FINE, c.muted, c.text)


def _run(painter: QPainter, box: QRect, text: str, marks: Marks, size: int, hue: str, marked: str = "") -> int:
    """Paint a text on one line, what is marked in bold; returns the width used."""
    plain, strong = theme.font(size), theme.font(size, bold=True)
    left = box.left()
    for part, bold in _parts(text, marks):
        room = box.right() - left
        if room <= 0:
            break
        font: QFont = strong if bold else plain
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(part, _RIGHT, room)
        painter.setFont(font)
        painter.setPen(QColor((marked or hue) if bold else hue))
        painter.drawText(QRect(left, box.top(), room + 1, box.height()), _MIDDLE, shown)
        left += metrics.horizontalAdvance(shown)
        if shown != part:
            break
    return left - box.left()


def _parts(text: str, marks: Marks) -> list[tuple[str, bool]]:
    parts, at = [], 0
    for begin, end in marks:
        parts += [(text[at:begin], False), (text[begin:end], True)]
        at = end
    return [(part, bold) for part, bold in (*parts, (text[at:], False)) if part]
