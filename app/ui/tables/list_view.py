"""A list on screen: proposes some of its columns, and remembers by name which are shown, in which order, how wide."""

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal

from app.ui import settings
from app.ui.tables.list_table import ListTable
from app.ui.tables.row_view import RowView

_SOON = 200  # milliseconds without another change of a width, before it is remembered


class ListView(RowView):
    """A RowView over a list with more columns than fit; tells when other columns are to be read."""

    columns_chosen = Signal(object)  # the ids of the columns that are shown

    def __init__(self, table: ListTable, name: str, remembered_as: str, proposed: Sequence[str]) -> None:
        self._proposed, self._kept_as = tuple(proposed), f"columns/{remembered_as}"
        self._read: tuple[str, ...] = ()
        super().__init__(table, name)
        self._later = QTimer(self, singleShot=True, interval=_SOON)
        self._later.timeout.connect(self._write)
        ids, widths = self._remembered()
        self.arrange_columns(ids, widths)
        header = self.horizontalHeader()
        header.sectionResized.connect(self._on_header_changed)
        header.sectionMoved.connect(self._on_header_changed)
        table.columnsInserted.connect(self._on_inserted)
        self._tell()

    def arrange_columns(self, ids: Sequence[str], widths: Mapping[str, int]) -> None:
        """Show these columns; those that are proposed where none is named."""
        super().arrange_columns(ids or self._proposed, widths)

    def columns_as_at_first(self) -> None:
        """The columns that are proposed, with the widths they were made with."""
        super().columns_as_at_first()
        header = self.horizontalHeader()
        places = {column.id: at for at, column in enumerate(self.table.columns)}
        for place, id in enumerate(id for id in self._proposed if id in places):
            header.moveSection(header.visualIndex(places[id]), place)
        for id, at in places.items():
            self.setColumnHidden(at, id not in self._proposed)

    def _on_inserted(self) -> None:
        ids, _ = self._remembered()
        for at, column in enumerate(self.table.columns):
            if column.id not in self._read:
                self.setColumnHidden(at, column.id not in ids)
        self._on_header_changed()

    def _on_header_changed(self, *_: object) -> None:
        self._later.start()
        QTimer.singleShot(0, self, self._tell)  # several columns are often shown or hidden at once

    def _tell(self) -> None:
        shown = tuple(self.shown_ids())
        if set(shown) != set(self._read):
            self._read = shown
            self.columns_chosen.emit(shown)

    def _remembered(self) -> tuple[Sequence[str], Mapping[str, int]]:
        try:
            kept = json.loads(settings.text(self._kept_as, "{}"))
            widths = {str(id): int(wide) for id, wide in kept.items()}
        except (ValueError, AttributeError, TypeError):  # written by hand, or by another version
            widths = {}
        return tuple(widths), widths

    def _write(self) -> None:
        settings.remember(self._kept_as, json.dumps(self.widths()))
