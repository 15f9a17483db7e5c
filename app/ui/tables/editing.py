"""Typing into a table: F2 edits the cell in hand, Ctrl+V lays a block of a spreadsheet over the rows.

Any table whose rows are those of a list of the services can be typed into: see `let_edit`.
"""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.listing import Kind
from app.domain.problems import Problem
from app.language import tr
from app.services.lists.places import ColumnView, columns, place_of
from app.services.table_edits import EDITED, Cell, cell_choices, edit_cells, fixed_because
from app.ui import dates
from app.ui.bench import Bench
from app.ui.tables.cell_editor import CellEditor, Step
from app.ui.tables.column import typed_form
from app.ui.tables.paste_over import PasteOver
from app.ui.tables.row_view import RowView

_LINES = ("notes", "account_notes", "asked_for")  # fields in which people write more than a line
_STAY = QItemSelectionModel.SelectionFlag.NoUpdate


def let_edit(bench: Bench, view: RowView, place: str) -> "CellEditing":
    """Let the cells of a table be typed and pasted. Its ids are those of the list of this place."""
    editing = CellEditing(bench, view, place)
    if place in EDITED:  # elsewhere pasted rows are an import
        editing.take_pasted(view)
    return editing


class CellEditing(QObject):
    """The cell being typed, if any; it goes from cell to cell until Escape."""

    def __init__(self, bench: Bench, view: RowView, place: str) -> None:
        super().__init__(view)
        self._bench, self._view, self._place = bench, view, place
        self._columns = {one.id: one for one in columns(place)} if place in EDITED else {}
        self.editor: CellEditor | None = None
        self._at: tuple[int, int] = (0, 0)  # the id of the row, the place of the column
        self._began = ""
        self._awaited: tuple[int, int] | None = None  # a cell whose row is being fetched...
        self._held: list[QKeyEvent] = []  # ...and the keys that are meant for it
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.table.modelReset.connect(self._follow)
        view.table.dataChanged.connect(self._on_arrived)
        view.horizontalHeader().sectionResized.connect(self._follow)
        view.horizontalHeader().sectionMoved.connect(self._follow)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._follow)
        bench.commands.bind("edit.cell", view, self.begin, self._may_begin)

    def take_pasted(self, owner: QWidget) -> None:
        """Let a widget answer Ctrl+V for the table, which may be hidden itself, as while a list is empty."""
        over = PasteOver(self._bench, self._view, self._place, self)
        self._bench.commands.bind("import.paste", owner, over.paste, lambda: not self._bench.read_only)

    # --- one cell ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Type into the cell in hand; where it is fixed, say why beside it."""
        index = self._view.currentIndex()
        if index.isValid() and self._view.current_id is not None:
            at = index.column() if not self._view.isColumnHidden(index.column()) else self._view.shown_places()[0]
            self._open(self._view.current_id, at)

    def type_into(self, id: int, column: str, text: str) -> None:
        """Type one cell for the person; refused, it stays open to be put right."""
        self._open(id, next(at for at, one in enumerate(self._view.table.columns) if one.id == column))
        if self.editor is not None and not self.editor.is_fixed:
            self.editor.write(text)
            self.commit((0, 0))

    def _may_begin(self) -> bool:
        return bool(self._columns) and self._view.current_id is not None and not self._bench.read_only

    def _open(self, id: int, at: int) -> None:
        self._close()
        self._awaited = None
        there = self._view.choose_cell(id, at)
        row = self._view.table.row_at(self._view.table.place_of(id)) if there else None
        if row is None:
            self._awaited = (id, at) if there else None
            self._view.setFocus()
            return
        column = self._view.table.columns[at]
        one = self._columns.get(column.id)
        text = typed_form(column, row)
        name = tr("{column} of {name}", column=column.heading, name=self._view.table.columns[0].text(row))
        numeric = one is not None and one.numeric
        editor = CellEditor(
            self._view.viewport(), name, text, lines=one is not None and one.field in _LINES, numeric=numeric
        )
        self.editor, self._at, self._began = editor, (id, at), editor.text
        editor.done.connect(self.commit)
        editor.left.connect(self.leave)
        self._follow()
        editor.open()
        self._help(editor, column.id, one)

    def _help(self, editor: CellEditor, id: str, one: ColumnView | None) -> None:
        """Offer words, say how a day is read, or why the cell is fixed."""
        fixed = fixed_because(place_of(self._place).column(id))
        if fixed or one is None:
            editor.fix(fixed)
        elif one.kind is Kind.DATE:
            editor.reads(lambda text: _day_in_words(text))
        else:
            self._bench.ask(
                cell_choices,
                self._place,
                id,
                then=lambda found: editor.propose(found) if self.editor is editor else None,
                key="cell",
            )

    def commit(self, step: Step | None) -> None:
        """Change the cell as it is typed, and go where the step leads; refused, it stays and says why."""
        editor = self.editor
        if editor is None:
            return
        text, after = editor.text, self._after(step)
        if text == self._began or editor.is_fixed:
            self._go(after, to_table=step is not None)
            return
        editor.wait()
        self._bench.do(
            edit_cells,
            self._place,
            [Cell(self._at[0], self._view.table.columns[self._at[1]].id, text)],
            say=False,
            then=lambda changed: self._done(editor, changed, after, to_table=step is not None),
            failed=lambda error: self._refused(editor, error),
        )

    def _done(self, editor: CellEditor, changed: Any, after: tuple[int, int] | None, *, to_table: bool) -> None:
        if changed.kept:
            self._bench.toast.say(changed.kept[0])
        if self.editor is editor:
            self._go(after, to_table=to_table)

    def _refused(self, editor: CellEditor, error: Exception) -> None:
        stays = self.editor is editor
        if not stays or not isinstance(error, Problem):
            self._bench.problems.show(error)
        if stays:
            editor.refuse(error.message if isinstance(error, Problem) else "")

    def _go(self, after: tuple[int, int] | None, *, to_table: bool) -> None:
        """Go on with another cell, or end; keys that came meanwhile are meant for it."""
        keys = self._close()
        if after is not None:
            self._open(*after)
        elif to_table:
            self._view.setFocus()
        if self._awaited is not None:
            self._held = keys
            return
        for key in keys:
            QApplication.sendEvent(self.editor.field if self.editor is not None else self._view, key)

    def _on_arrived(self) -> None:
        """Go on with the cell whose row has come."""
        if self._awaited is None:
            return
        (id, at), held = self._awaited, self._held
        if self._view.current_id != id:  # somebody went elsewhere meanwhile
            self._give_up()
            return
        self._open(id, at)
        if self.editor is not None:
            self._held = []
            for key in held:
                QApplication.sendEvent(self.editor.field, key)

    def leave(self) -> None:
        """Give up what is typed."""
        self._close()
        self._view.setFocus()

    def _close(self) -> list[QKeyEvent]:
        editor, self.editor = self.editor, None
        return editor.close() if editor is not None else []

    # --- where it stands ---------------------------------------------------------------------------------------------

    def _typed(self) -> list[int]:
        """The columns on screen that can be typed, from left to right."""
        typed = {id for id, one in self._columns.items() if one.field}
        return [at for at in self._view.shown_places() if self._view.table.columns[at].id in typed]

    def _after(self, step: Step | None) -> tuple[int, int] | None:
        """The cell that a step leads to: down or up in the column, or the next one to the side that can be typed."""
        if step is None:
            return None
        (id, at), (right, down), ids = self._at, step, self._view.table.ids
        row = self._view.table.place_of(id)
        if right:
            typed = self._typed()
            places = typed if at in typed else sorted({*typed, at}, key=self._view.shown_places().index)
            place = places.index(at) + right
            down, at = place // len(places), places[place % len(places)]
        row += down
        return (ids[row], at) if 0 <= row < len(ids) else None

    def _follow(self, *_: object) -> None:
        """Stand where the cell stands now, and go where it is gone."""
        if self.editor is None:
            return
        id, at = self._at
        row = self._view.table.place_of(id)
        if row < 0:
            self.leave()
            return
        cell = self._view.visualRect(self._view.table.index(row, at))
        self.editor.stand_at(QRect(cell))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and Right choose the cell and leave the selection; the editor keeps its place."""
        if event.type() == QEvent.Type.Resize and self.editor is not None:
            self._follow()
        elif self._awaited is not None and watched is self._view and isinstance(event, QKeyEvent):
            return self._hold(event)
        elif event.type() == QEvent.Type.KeyPress and watched is self._view and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self._step_aside(1 if event.key() == Qt.Key.Key_Right else -1)
                return True
        return False

    def _give_up(self) -> None:
        """Await no cell any more; the keys meant for it mean no other."""
        self._awaited, self._held = None, []

    def _hold(self, event: QKeyEvent) -> bool:
        """Keep a key for the cell that is awaited; else the page would take it for a command.

        Escape gives it up, and so does going to another row.
        """
        assert self._awaited is not None
        if self._view.current_id != self._awaited[0]:
            self._give_up()
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif event.type() == QEvent.Type.KeyPress:
            self._held.append(event.clone())
        event.accept()
        return event.type() != QEvent.Type.KeyRelease

    def _step_aside(self, by: int) -> None:
        index, shown = self._view.currentIndex(), self._view.shown_places()
        if index.isValid() and shown:
            place = shown.index(index.column()) + by if index.column() in shown else 0
            at = shown[max(min(place, len(shown) - 1), 0)]
            self._view.selectionModel().setCurrentIndex(self._view.table.index(index.row(), at), _STAY)


def _day_in_words(text: str) -> str:
    day = dates.typed(text)
    return dates.in_full(day) if day is not None else ""
