"""What a list asks for: its rows in an order, the first screen of another list ahead of the rest; how many in all."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.listing import Order
from app.services.lists.places import AnyFilter, column_view, columns_of, place_of
from app.services.lists.reading import count
from app.services.views import ViewSettings
from app.ui.bench import Bench
from app.ui.pages.listed.answer import ListAnswer, list_answer
from app.ui.pages.listed.sorting import kept_order, remember_order
from app.ui.pages.listed.ways import key_of
from app.ui.tables.list_table import ListTable
from app.ui.tables.row_table import WINDOW

SOON = 20  # milliseconds: what came is painted by then


class Asking(QObject):
    """Puts the rows into the table as they come; what is asked of them is told with each question."""

    answered = Signal(object)  # ListAnswer, which is in the table
    refused = Signal(object)  # the error
    counted = Signal()  # how many there are in all is known

    def __init__(self, bench: Bench, table: ListTable, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._table, self._place = bench, table, table.place
        self._key = key_of(table.place)
        self._anew = True  # another list than before: its first screen shows at once, the rest of the ids right after
        self.cut = False  # only the first screen is there
        self.order = kept_order(table.place)
        self.whole: int | None = None  # how many there are, whatever the filter

    def sort_by(self, order: Order) -> None:
        """Put the rows into another order from now on, and remember it."""
        self.order = order
        remember_order(self._place, order)

    def begin_anew(self) -> None:
        """Another list is asked for next."""
        self._anew, self.cut = True, False

    def rows(self, filter: AnyFilter, columns: Sequence[str]) -> None:
        """Ask for the ids and the first rows."""
        self._table.read(columns)
        limit = WINDOW if self._anew else None
        wish = (self._place, filter, (self.order,), columns, limit)
        self._bench.ask(list_answer, *wish, then=self._answer, key=self._key, failed=self._refuse)

    def _answer(self, answer: ListAnswer) -> None:
        self.cut, self._anew = self._anew and len(answer.ids) == WINDOW, False
        self._table.show_ids(answer.ids, answer.first)
        self.answered.emit(answer)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(error)

    def soon(self, then: Callable[[], None]) -> None:
        """Go on once what came is painted."""
        QTimer.singleShot(SOON, self, then)

    def all_columns(self) -> None:
        """Ask which columns there are besides those that every workspace has."""
        self._bench.recall(columns_of, self._place, then=self._table.add_columns, key=f"{self._key}/columns")

    def take_view(self, wish: ViewSettings) -> None:
        """Ask from now on in the order of a saved view; the columns that it names come into the table."""
        named = (*wish.columns, *(one.column for one in wish.order))
        self._table.add_columns([column_view(self._place, id) for id in named if id not in self._table.views])
        self.order = (*wish.order, place_of(self._place).order)[0]

    def count_all(self, everything: AnyFilter) -> None:
        """Ask how many rows there are, whatever is filtered by."""
        self._bench.recall(count, self._place, everything, then=self._count, key=f"{self._key}/whole")

    def _count(self, whole: int) -> None:
        self.whole = whole
        self.counted.emit()
