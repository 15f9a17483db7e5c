"""Pasting over a table: a block of a spreadsheet laid over its rows, looked at in a dialog before anything changes."""

from typing import Protocol

from PySide6.QtCore import QObject

from app.domain.problems import Problem
from app.language import tr
from app.services.pasting import Block, block
from app.ui.bench import Bench
from app.ui.tables import clipboard
from app.ui.tables.row_view import RowView


class Typing(Protocol):
    """What types one cell for the person."""

    def type_into(self, id: int, column: str, text: str) -> None:
        """Type a text into a cell; refused, it stays open to be put right."""
        ...


class PasteOver(QObject):
    """Finds the rows and columns that a block is meant for; one cell is typed at once."""

    def __init__(self, bench: Bench, view: RowView, place: str, editing: Typing) -> None:
        super().__init__(view)
        self._bench, self._view, self._place, self._editing = bench, view, place, editing

    def paste(self) -> None:
        """Lay what the clipboard holds over the selected rows, or from the row in hand on down."""
        found = clipboard.held()
        if found is None:
            self._bench.problems.show(Problem(tr("There are no rows on the clipboard. Copy them in the spreadsheet.")))
        else:
            self._bench.ask(block, self._place, *found, then=lambda pasted: self._pasted(pasted, found), key="paste")

    def _pasted(self, pasted: Block, clip: tuple[str, str]) -> None:
        rows, whole = self._rows(pasted)
        across = self._across()
        if len(rows) == 1 and not pasted.is_table and pasted.body:
            self._editing.type_into(rows[0], across[0], pasted.body[0][0])
            return
        from app.ui.dialogs.paste import PasteDialog  # met where somebody pastes

        PasteDialog(self._bench, self._place, pasted, clip, (rows, across, whole), self._view.window()).open()

    def _rows(self, pasted: Block) -> tuple[list[int], bool]:
        """The rows that a block is meant for, and whether they were selected one and all."""
        if not self._view.isVisible():
            return [], False
        chosen = self._view.chosen_ids()
        if len(chosen) > 1:
            return chosen, True
        start = self._view.currentIndex().row()
        return list(self._view.table.ids[start : start + len(pasted.body)]) if start >= 0 else [], False

    def _across(self) -> list[str]:
        """The columns on screen from the one in hand on."""
        shown, at = self._view.shown_places(), self._view.currentIndex().column()
        from_here = shown[shown.index(at) :] if at in shown else shown
        return [self._view.table.columns[one].id for one in from_here]
