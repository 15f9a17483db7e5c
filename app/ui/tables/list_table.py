"""The rows of a list of the services as a table; only the columns that are shown are read."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex

from app.services.lists.places import ColumnView
from app.services.lists.reading import ListRow, rows
from app.services.work import Work
from app.ui.runner import Runner
from app.ui.tables.list_cells import ListCells, shown_as
from app.ui.tables.row_table import RowTable


class ListTable(RowTable):
    """Knows every column there is, and asks for those that somebody looks at."""

    def __init__(
        self, place: str, views: Sequence[ColumnView], paths: Callable[[], Mapping[str, str]], runner: Runner
    ) -> None:
        self.place, self._paths = place, paths
        self.views = {one.id: one for one in views}
        made = [shown_as(place, one, paths) for one in views]
        super().__init__(made, runner, partial(list_cells, place=place, columns=()))

    def add_columns(self, views: Sequence[ColumnView]) -> None:
        """Columns that came since, such as another fact of an import; they stand at the end."""
        new = [one for one in views if one.id not in self.views]
        if not new:
            return
        at = len(self.columns)
        self.beginInsertColumns(QModelIndex(), at, at + len(new) - 1)
        self.views.update({one.id: one for one in new})
        self.columns = (*self.columns, *(shown_as(self.place, one, self._paths) for one in new))
        self.endInsertColumns()

    def read(self, columns: Sequence[str]) -> None:
        """From now on read these columns of a row."""
        self.rows_question = partial(list_cells, place=self.place, columns=tuple(columns))


def list_cells(work: Work, ids: Sequence[int], place: str, columns: Sequence[str]) -> list[ListCells]:
    """These rows with these columns, by id."""
    return as_cells(rows(work, place, ids, columns), columns)


def as_cells(found: Sequence[ListRow], columns: Sequence[str]) -> list[ListCells]:
    """Rows of the services as the cells of a table find them."""
    return [ListCells(row.id, dict(zip(columns, row.values, strict=True)), row.refused, row.overdue) for row in found]
