"""A checklist as a list: mark, question, answer; with its evidence where there is room."""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.language import later, spoken, tr
from app.ui import dates, icons, theme
from app.ui.labels import labelled
from app.ui.tables.row_table import Index
from app.ui.widgets import painted
from app.ui.widgets.text import tip

ANSWERS = {"yes": later("Yes"), "no": later("No"), "unknown": later("Unknown")}
CERTAINTIES = {"told": later("told"), "document": later("document"), "guess": later("our guess")}
KINDS = {  # what evidence is, and its icon
    "signal": "activity",
    "call": "phone",
    "e-mail": "mail",
    "meeting": "users",
    "message": "message",
    "visit": "building",
    "note": "note",
}
LINE, WRAPPED, WHOLE = 0, 1, 2  # how much of a line is shown
BELOW = 16  # the height of one line under a question
_NOWHERE = QModelIndex()
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ChecklistModel(QAbstractListModel):
    """The lines of a ChecklistView of the services."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Any, ...] = ()

    def show_rows(self, rows: tuple[Any, ...]) -> None:
        """Show other lines; lines of the same criteria are only drawn again, so that the focus stays."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many criteria there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line in words, for screen readers, and all that is known about it as a tooltip."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = (f"{row.question} {tr(ANSWERS[str(row.answer)])}.", told(row), against(row), _suggested(row))
            return " ".join(part for part in said if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = [row.question, row.guidance, told(row), against(row), _suggested(row), _asks(row)]
            parts += [tr("Counts: {example}", example=example) for example in row.qualifies[:2]]
            parts += [tr("Does not count: {example}", example=example) for example in row.does_not[:2]]
            return tip("\n".join(part for part in parts if part))
        return None


def told(row: Any) -> str:
    """The evidence of an answer in one line: what it rests on, what was said, who, how certain, when."""
    kind = labelled(row.kind) if row.kind else ""
    parts = ["" if row.evidence.startswith(kind) else kind, row.evidence, row.lost, row.who]
    if str(row.answer) != "unknown":
        parts += [tr(CERTAINTIES.get(str(row.certainty), "")), dates.ago(row.at)]
    return " · ".join(part for part in parts if part)


def against(row: Any) -> str:
    """The earlier answer that a line contradicts, with its own source; empty where it contradicts none."""
    if row.earlier is None:
        return ""
    one = row.earlier
    parts = (
        one.evidence or tr("no evidence"),
        one.who,
        tr("written by {by}", by=one.by) if one.by else "",
        dates.ago(one.at),
    )
    return " · ".join((tr("Before: {answer}", answer=tr(ANSWERS[one.answer])), *(part for part in parts if part)))


def _suggested(row: Any) -> str:
    return tr("Suggested Yes, because: {suggestion}", suggestion=row.suggestion) if row.suggestion else ""


def _asks(row: Any) -> str:
    """Who would know, and the question that would prove it."""
    return " · ".join(part for part in (row.knows, *row.proof_questions[:1]) if part)


def _below(row: Any, level: int) -> list[tuple[str, str]]:
    """The lines under a question, each with its icon: evidence and what contradicts it, else what to do about it."""
    if row.at is not None and told(row):
        lines = [(KINDS.get(row.kind, "link") if row.kind else "", told(row))]
    elif row.suggestion:
        lines = [("bulb", _suggested(row))]
    else:
        asked = row.proof_questions[0] if row.proof_questions else ""
        lines = [("user", row.knows), ("message-question", asked)] if level == WHOLE else []
    before = ("arrows-diff", against(row)) if row.earlier is not None else ("", "")
    return [line for line in (*lines, before) if line[1]]


class ChecklistView(QListView):
    """Answers are given by the page's commands for the line in hand."""

    taken = Signal(object)  # this list came in hand
    evidence_wanted = Signal(object)  # the line whose evidence was clicked

    def __init__(self, name: str, *, roomy: bool = False) -> None:
        super().__init__()
        self._always_roomy = roomy
        self.level = WHOLE if roomy else LINE
        self.setAccessibleName(name)
        self.checklist = ChecklistModel(self)
        self.setModel(self.checklist)
        self._line = _Line(self.checklist, self)
        self.setItemDelegate(self._line)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_checklist(self, checklist: Any) -> None:
        """Show a checklist; the first line that does not hold comes in hand when other criteria are shown."""
        same = [row.id for row in checklist.rows] == [row.id for row in self.checklist.rows]
        self.checklist.show_rows(checklist.rows)
        self._fit()
        if not same or not self.currentIndex().isValid():
            self.choose_open()

    def _fit(self) -> None:
        """Show as much of every line as fits without scrolling: with evidence, the whole question, or one line."""
        room = self.viewport().height()
        fitting = (level for level in (WHOLE, WRAPPED) if sum(self._line.heights(level)) <= room)
        self.level = WHOLE if self._always_roomy else next(fitting, LINE)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room may allow another form."""
        super().resizeEvent(event)
        self._fit()

    @property
    def current(self) -> Any | None:
        """The line in hand."""
        at = self.currentIndex().row()
        return self.checklist.rows[at] if 0 <= at < len(self.checklist.rows) else None

    def choose_open(self, after: int = -1) -> bool:
        """Take the next line that nobody answered yet in hand; False where there is none."""
        rows = self.checklist.rows
        for at in [*range(after + 1, len(rows)), *range(after + 1)]:
            if str(rows[at].answer) == "unknown":
                self.setCurrentIndex(self.checklist.index(at))
                return True
        self.setCurrentIndex(self.checklist.index(max(after, 0)))
        return False

    def choose(self, criterion: str) -> bool:
        """Take a line in hand by its criterion."""
        for at, row in enumerate(self.checklist.rows):
            if row.id == criterion:
                self.setCurrentIndex(self.checklist.index(at))
                self.setFocus()
                return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that this list is in hand."""
        super().focusInEvent(event)
        self.taken.emit(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words under a question asks for what they rest on."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and self.level != LINE:
            row, box = self.checklist.rows[index.row()], self.visualRect(index)
            if row.source and at.y() > box.bottom() - self._line.below(self.level, row):
                self.evidence_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk the lines; everything else is a command of the page."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()


class _Line(QStyledItemDelegate):
    """Paints one criterion."""

    def __init__(self, checklist: ChecklistModel, view: "ChecklistView") -> None:
        super().__init__(view)
        self._checklist, self._view = checklist, view
        self._measured: tuple[Any, ...] = ()  # the lines whose heights are known
        self._heights: dict[tuple[int, int, str, str], list[int]] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint mark, question, chips on the right, evidence below."""
        row, c, box = self._checklist.rows[index.row()], theme.colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(c.soft("accent")))
            if self._view.hasFocus():
                painter.setPen(QPen(QColor(c.accent), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        line = theme.px(24)
        mark = QRectF(box.left() + 6, box.top() + (line - 14) / 2 + (4 if self._view.level else 0), 14, 14)
        painted.answer_mark(painter, mark, str(row.answer))
        left = box.left() + 28
        right = self._chips(
            painter, row, QRect(left, box.top() + (4 if self._view.level else 0), box.right() - 6 - left, line)
        )
        painter.setFont(theme.font())
        painter.setPen(QColor(c.text if row.required else c.muted))
        if self._view.level:
            beside = QRect(left, box.top() + 4, right - left, box.height() - 8)
            self._roomy_words(painter, beside, box.right() - 6 - left, row)
        else:
            words = painter.fontMetrics().elidedText(row.question, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, box.top(), right - left, box.height()), _START, words)
        painter.restore()

    def _roomy_words(self, painter: QPainter, box: QRect, below: int, row: Any) -> None:
        """The question beside the chips, and the lines under it, which are as wide as `below`."""
        asked = painter.fontMetrics().boundingRect(box, _WRAP, row.question).height()
        painter.drawText(QRect(box.left(), box.top(), box.width(), max(asked, theme.px(24))), _WRAP, row.question)
        painter.setFont(theme.font(theme.FINE))
        side, top = theme.px(13), box.top() + max(asked, theme.px(24))
        for number, (icon, words) in enumerate(_below(row, self._view.level)):
            hue = "wait" if icon == "arrows-diff" else "muted"
            line = QRect(box.left(), top + number * theme.px(BELOW), below, theme.px(BELOW + 2))
            if icon:
                mark = QRect(line.left(), line.top() + (line.height() - side) // 2, side, side)
                icons.icon(icon, hue).paint(painter, mark)
                line.adjust(side + theme.TIGHT, 0, 0, 0)
            painter.setPen(QColor(theme.colours().text if hue == "wait" else theme.colours().muted))
            text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, _START, text)

    def _chips(self, painter: QPainter, row: Any, box: QRect) -> int:
        """Paint the chips from the right; returns where the question must end."""
        painter.setFont(theme.font(theme.FINE, bold=True))
        right = box.right()
        for words, hue in _chips(row):
            wide = painted.chip_width(painter.fontMetrics(), words)
            right -= wide
            painted.chip(painter, QRectF(right, box.top(), wide, box.height()), words, hue)
            right -= theme.TIGHT
        return right - theme.TIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line, or as high as the question and one line of evidence."""
        return QSize(100, self.heights(self._view.level)[index.row()])

    def heights(self, level: int) -> list[int]:
        """How high each line is at a level of detail; the same lines are measured once for each room they are given."""
        rows, font = self._checklist.rows, theme.font().key()
        if self._measured is not rows:
            self._measured, self._heights = rows, {}
        known = (level, self._view.viewport().width(), font, spoken())
        if known not in self._heights:
            self._heights[known] = [self._height(level, row, font) for row in rows]
        return self._heights[known]

    def _height(self, level: int, row: Any, font: str) -> int:
        if level == LINE:
            return theme.px(24)
        chips = sum(_chip_width(words, font) + 4 for words, _ in _chips(row))
        room = max(self._view.viewport().width() - 42 - chips, 80)
        return int(max(_wrapped_height(row.question, room, font), theme.px(24)) + self.below(level, row) + 6)

    def below(self, level: int, row: Any) -> int:
        """How much of a line's height is under its question."""
        return 0 if level == LINE else int(len(_below(row, level)) * theme.px(BELOW))


# Every line is measured several times for each lead that is shown, and most leads ask what the one before asked.
@lru_cache(maxsize=1_000)
def _wrapped_height(question: str, room: int, _font: str) -> int:
    """How high a question is where it has so much room, in the letters of now."""
    metrics = QFontMetrics(theme.font())
    return metrics.boundingRect(QRect(0, 0, room, 1000), _WRAP, question).height()


@lru_cache(maxsize=100)
def _chip_width(words: str, _font: str) -> int:
    return painted.chip_width(QFontMetrics(theme.font(theme.FINE, bold=True)), words)


def _chips(row: Any) -> list[tuple[str, str]]:
    answer = str(row.answer)
    chips = [(tr(ANSWERS[answer]), {"yes": "good", "no": "bad"}.get(answer, "muted"))]
    if row.contradicted:
        chips.append((tr("contradicted"), "wait"))
    elif answer == "unknown" and row.suggestion:
        chips = [(tr("suggested Yes"), "note")]
    elif answer == "unknown" and not row.required:
        chips = [(tr("optional"), "muted")]
    return chips
