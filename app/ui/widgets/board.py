"""A board: columns of cards that arrows walk and that are dragged, or pushed by keys, from column to column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QStyledItemDelegate, QWidget

from app.domain.counting import counted
from app.language import later, number, tr
from app.ui import theme
from app.ui.tables.row_table import Index
from app.ui.widgets.card_line import CardLine, said
from app.ui.widgets.own_keys import ENTER, OwnKeys, plain
from app.ui.widgets.text import Elided, Link, column, label, row, tip

MIME = "application/x-assay-lead"
NARROWEST = 180  # pixels of a column at 100 %
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class CardLook:
    """How the cards of a board look and what they are called; those of leads unless a board says otherwise."""

    line: Callable[["Cards", "CardList"], QStyledItemDelegate] = CardLine
    said: Callable[[Any], str] = said  # a card in words
    one: str = "lead"
    many: str = "leads"
    nothing: str = later("No lead here")
    listed: str = later("List all {count} leads in {label}")
    drags: bool = True  # cards may be moved to another column
    narrowest: int = NARROWEST


LEADS = CardLook()


class Cards(QAbstractListModel):
    """The cards of one column; `by` says what the column stands for, so that the card shows the other."""

    def __init__(self, parent: QObject, look: CardLook = LEADS) -> None:
        super().__init__(parent)
        self.rows: Sequence[Any] = ()
        self.by = "stage"
        self.look = look

    def show_rows(self, rows: Sequence[Any], by: str) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.rows, self.by = rows, by
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many cards there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card in words, for screen readers and as a tooltip."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.look.said(self.rows[index.row()])
        return tip(self.look.said(self.rows[index.row()])) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged; columns, not cards, take them."""
        may = index.isValid() and self.look.drags
        drag = Qt.ItemFlag.ItemIsDragEnabled if may else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | drag

    def mimeTypes(self) -> list[str]:
        """What is dragged."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The lead of the card that is dragged."""
        made = QMimeData()
        made.setData(MIME, QByteArray(str(self.rows[indexes[0].row()].id).encode()))
        return made


class CardList(QListView):
    """The cards of one column."""

    taken = Signal()  # a card of this column came in hand
    opened = Signal(object)  # id
    side_wanted = Signal(object)  # -1: the column to the left, 1: to the right
    dropped = Signal(object)  # id of a lead that was let go over this column

    def __init__(self, look: CardLook = LEADS) -> None:
        super().__init__()
        self.cards = Cards(self, look)
        self.setModel(self.cards)
        self.setItemDelegate(look.line(self.cards, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setDragEnabled(look.drags)
        self.setAcceptDrops(look.drags)
        self.setProperty("part", "cards")
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cards.rows[index.row()].id))
        OwnKeys(self, plain(*ENTER))

    @property
    def current_id(self) -> int | None:
        """The lead in hand."""
        at = self.currentIndex().row()
        return int(self.cards.rows[at].id) if 0 <= at < len(self.cards.rows) else None

    @property
    def current_card(self) -> Any | None:
        """The card in hand."""
        at = self.currentIndex().row()
        return self.cards.rows[at] if 0 <= at < len(self.cards.rows) else None

    def take(self, at: int) -> None:
        """Take the card at a place, or the last one, in hand."""
        self.setFocus()
        if self.cards.rows:
            self.setCurrentIndex(self.cards.index(min(max(at, 0), len(self.cards.rows) - 1)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another card came in hand."""
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.taken.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A column that the keyboard comes to has a card in hand, if it has one."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.rows:
            self.setCurrentIndex(self.cards.index(0))
        self.taken.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk the cards, left and right the columns, Enter opens; the others are commands of the page."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() in ENTER and self.current_id is not None:
            self.opened.emit(self.current_id)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.side_wanted.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
                             Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):  # fmt: skip
            super().keyPressEvent(event)
        else:
            event.ignore()

    # --- dragging -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A card of another column may be let go here."""
        self._answer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The same while it moves."""
        self._answer(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went on."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """It was let go here: the page opens the move, nothing has moved yet."""
        self._mark(False)
        if event.mimeData().hasFormat(MIME) and event.source() is not self:
            event.acceptProposedAction()
            self.dropped.emit(int(bytes(event.mimeData().data(MIME).data()).decode()))
        else:
            event.ignore()

    def _answer(self, event: QDragMoveEvent) -> None:
        welcome = event.mimeData().hasFormat(MIME) and event.source() is not self
        self._mark(welcome)
        event.setAccepted(welcome)

    def _mark(self, on: bool) -> None:
        if self.property("welcome") != on:
            self.setProperty("welcome", on)
            self.style().unpolish(self)
            self.style().polish(self)


class BoardColumn(QWidget):
    """A heading with the count, the cards, and how many have none."""

    def __init__(self, look: CardLook = LEADS) -> None:
        super().__init__()
        self.id = ""
        self._look = look
        self.title, self.count = Elided("", theme.BODY, bold=True), label("", theme.FINE, tone="muted", bold=True)
        self.list = CardList(look)
        self.more = Link("")
        self.empty = label(tr(look.nothing), theme.FINE, tone="muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        head = row(self.title, self.count)
        head.setStretch(0, 1)
        head.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        box = column(head, self.empty, self.list, self.more, space=theme.TIGHT)
        box.setStretch(2, 1)
        box.setAlignment(self.more, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(box)
        self.setMinimumWidth(theme.px(look.narrowest))

    def draw(self, shown: Any, by: str) -> None:
        """Show a column of a board, keeping the card in hand if it is still here."""
        held, at = self.list.current_id, self.list.currentIndex().row()
        same, self.id = self.id == shown.id, shown.id
        self.title.say(shown.label)
        self.count.setText(number(shown.count))
        self.list.setAccessibleName(f"{shown.label}, {counted(shown.count, self._look.one, self._look.many)}")
        self.list.cards.show_rows(shown.cards, by)
        self.more.setText(tr("and {more} more", more=number(shown.more)))
        self.more.setAccessibleName(tr(self._look.listed, count=number(shown.count), label=shown.label))
        self.more.setVisible(shown.more > 0)
        self.empty.setVisible(not shown.count)
        place = next((i for i, card in enumerate(shown.cards) if card.id == held), at if same else -1)
        if shown.cards and place >= 0:
            self.list.setCurrentIndex(self.list.cards.index(min(place, len(shown.cards) - 1)))


class Board(QScrollArea):
    """Draws a BoardView of the services and tells what is wished; moves nothing itself."""

    current_changed = Signal(object)  # id of the card in hand, or None
    opened = Signal(object)  # id
    move_wanted = Signal(object)  # (id of the lead, id of the column it shall go to)
    list_wanted = Signal(object)  # id of the column whose leads shall be listed

    def __init__(self, name: str, look: CardLook = LEADS) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("part", "inside")
        self._row = row(space=theme.SMALL, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        self._inside.setLayout(self._row)
        self.setWidget(self._inside)
        self.columns: list[BoardColumn] = []
        self._in_hand = 0  # the column with the card in hand

    def draw(self, view: Any) -> None:
        """Show a board; the card in hand stays in hand, also where it moved to another column."""
        held = self.current_id
        while len(self.columns) < len(view.columns):
            self._add()
        for at, made in enumerate(self.columns):
            made.setVisible(at < len(view.columns))
        for made, shown in zip(self.columns, view.columns, strict=False):
            made.draw(shown, view.by)
        self._shown = len(view.columns)
        for at, shown in enumerate(view.columns):
            if held is not None and any(card.id == held for card in shown.cards):
                had_focus = any(made.list.hasFocus() for made in self.columns)
                self._in_hand = at
                place = next(i for i, card in enumerate(shown.cards) if card.id == held)
                self.columns[at].list.setCurrentIndex(self.columns[at].list.cards.index(place))
                if had_focus:
                    self.columns[at].list.setFocus()
        self._in_hand = min(self._in_hand, max(self._shown - 1, 0))

    @property
    def current_id(self) -> int | None:
        """The lead in hand."""
        return self.columns[self._in_hand].list.current_id if self.columns else None

    @property
    def current_card(self) -> Any | None:
        """The card in hand."""
        return self.columns[self._in_hand].list.current_card if self.columns else None

    def take_focus(self) -> None:
        """Give the keyboard to the column in hand, or to the first that has a card."""
        shown = [made for made in self.columns if not made.isHidden()]
        if not shown:
            return
        chosen = self.columns[self._in_hand]
        if not chosen.list.cards.rows:
            chosen = next((made for made in shown if made.list.cards.rows), shown[0])
        chosen.list.take(chosen.list.currentIndex().row())

    def push(self, by: int) -> None:
        """Wish the card in hand into the next column to the left or right."""
        to = self._in_hand + by
        if self.current_id is not None and 0 <= to < self._shown and self.columns[to].id:
            self.move_wanted.emit((self.current_id, self.columns[to].id))

    def step(self, by: int) -> None:
        """Go to the next or previous card of the column."""
        cards = self.columns[self._in_hand].list if self.columns else None
        if cards is not None and 0 <= cards.currentIndex().row() + by < len(cards.cards.rows):
            cards.setCurrentIndex(cards.cards.index(cards.currentIndex().row() + by))

    def _add(self) -> None:
        at, made = len(self.columns), BoardColumn(self._look)
        self.columns.append(made)
        self._row.addWidget(made, 1)
        made.list.taken.connect(partial(self._took, at))
        made.list.opened.connect(self.opened)
        made.list.side_wanted.connect(self._go_aside)
        made.list.dropped.connect(lambda id: self.move_wanted.emit((id, made.id)) if made.id else None)
        made.more.clicked.connect(lambda: self.list_wanted.emit(made.id))

    def _took(self, at: int) -> None:
        self._in_hand = at
        self.ensureWidgetVisible(self.columns[at], 0, 0)
        self.current_changed.emit(self.current_id)

    def _go_aside(self, by: int) -> None:
        """To the column beside it, at the same height on screen."""
        at = self._in_hand + by
        if not 0 <= at < self._shown:
            return
        here, there = self.columns[self._in_hand].list, self.columns[at].list
        height = here.visualRect(here.currentIndex()).center().y()
        index = there.indexAt(QPoint(theme.px(20), height))
        there.take(index.row() if index.isValid() else len(there.cards.rows) - 1)
