"""Step 3 of an import: the plan. What becomes of every row, why, and what it changes; each can be settled otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.language import later, number, tr
from app.ui import theme
from app.ui.dialogs.chooser import Choice, FixedChooser
from app.ui.pages.importing.words import ACTS, difference, field_words, sentence
from app.ui.pages.importing.words import FIELDS as FIELDS_IN_ORDER
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.finder import Finder
from app.ui.widgets.text import button, column, label, row


def _lead(line: Any, *names: str) -> str:
    return " ".join(line.lead.get(name, "") for name in names).strip()


def _why(line: Any) -> str:
    """Why the row becomes what it becomes, and what was noticed about it."""
    return ". ".join(map(sentence, (line.reason, *line.remarks)))


COLUMNS = (
    Column("file", later("File"), 96, lambda r: r.file, "muted", tip=lambda r: r.file),
    Column("record", later("Row"), 56, lambda r: number(r.record + 1), "number"),
    Column("act", later("Becomes"), 108, lambda r: tr(ACTS[r.act][0]), "chip", hue=lambda r: ACTS[r.act][1]),
    Column(
        "person", later("Person"), 150, lambda r: _lead(r, "full_name") or _lead(r, "first_name", "last_name"), "strong"
    ),
    Column("company", later("Account"), 160, lambda r: _lead(r, "company")),
    Column("email", later("E-mail"), 190, lambda r: _lead(r, "email"), "muted"),
    Column("reason", later("Why"), 160, _why, stretch=True, tip=_why),
    Column("changes", later("What changes"), 170, difference, "muted", tip=difference),
)


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of the row in hand: what is known, and what the file says."""

    name: str
    known: str
    said: str


FIELDS = (
    Column("name", later("Field"), 118, lambda f: f.name, "muted"),
    Column("known", later("Known"), 120, lambda f: f.known),
    Column("said", later("In the file"), 180, lambda f: f.said, "strong", stretch=True, tip=lambda f: f.said),
)


class PlanPanel(QWidget):
    """Draws an ImportPlan; tells which row should be settled otherwise."""

    row_settled = Signal(object)  # (row of the plan, act, or "" for what the plan says by itself)
    errors_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan: Any = None
        self._act = ""
        self._filters = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        bar = row(space=theme.TIGHT)
        for id, words in (("", tr("All")), *((act, tr(words)) for act, (words, _) in ACTS.items())):
            made = button(words, part="segment", name=tr("Show rows: {words}", words=words))
            made.setCheckable(True)
            made.clicked.connect(partial(self.show_act, id))
            self._filters.addButton(made)
            self.filters[id] = made
            bar.addWidget(made)
        self.filters[""].setChecked(True)
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Plan, row by row; Enter settles the row in hand"), "plan")
        self.view.empty = tr("No row fits.")
        self.view.current_changed.connect(lambda _: self._enable())
        self.view.opened.connect(lambda _: self.settle())
        self.view.installEventFilter(self)
        self.text = Finder(tr("Search these rows"), tr("Search the rows of the plan"), self.view)
        self.text.setMinimumWidth(100)
        self.text.setMaximumWidth(theme.px(260))
        self.text.typed.connect(self._show)
        bar.addStretch(1)
        bar.addWidget(self.text, 2)
        self.detail = label("", theme.FINE, wrap=True)
        self.change = button(tr("Settle this row"), "edit")
        self.change.clicked.connect(self.settle)
        self.skip = button(tr("Leave it out"))
        self.skip.clicked.connect(partial(self._settle, "skip"))
        self.fields = HeldTable(FIELDS, self)
        self.fields_view = RowView(self.fields, tr("Fields of the row in hand"), "plan-fields")
        self.fields_view.empty = tr("Choose a row.")
        self.fields_view.setFixedHeight(theme.px(158))
        self.errors = button(tr("Save rows left aside"), "download", name=tr("Save the rows that would not come in"))
        self.errors.clicked.connect(self.errors_wanted)
        side = column(self.detail, None, row(self.change, self.skip, self.errors, None))
        below = row(self.fields_view, side, space=theme.MIDDLE)
        below.setStretch(0, 3)
        below.setStretch(1, 2)
        whole = column(bar, self.view, below)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def draw(self, plan: Any) -> None:
        """Show a plan."""
        self._plan = plan
        self.view.setColumnHidden(0, len(plan.files) < 2)
        for act, made in self.filters.items():
            count = plan.counts[act] if act else len(plan.rows)
            made.setText(f"{tr(ACTS[act][0]) if act else tr('All')} {number(count)}")
            made.setVisible(bool(count) or not act)
        self.errors.setVisible(bool(plan.counts["reject"] + plan.counts["doubtful"]))
        if self._act and not plan.counts[self._act]:
            self._act = ""
            self.filters[""].setChecked(True)
        self._show()

    def forget(self) -> None:
        """The plan is old; nothing of it may be settled any more."""
        self._plan = None
        self.table.show_rows(())
        self._enable()

    def clear(self) -> None:
        """There is no plan, and the last one was of other files."""
        self.forget()
        self._act = ""
        self.text.clear()
        for act, made in self.filters.items():
            made.setText(tr(ACTS[act][0]) if act else tr("All"))
            made.setVisible(not act)
        self.filters[""].setChecked(True)
        self.errors.setVisible(False)

    def focus(self) -> None:
        """Give the keyboard to the rows."""
        self.view.setFocus()

    def show_act(self, act: str, *_: Any) -> None:
        """Show the rows of one fate only."""
        self._act = act
        self.filters[act].setChecked(True)
        self._show()

    def settle(self, *_: Any) -> None:
        """Ask what should become of the row in hand."""
        line = self._current()
        if line is None or line.act == "reject":
            return
        choices = [
            Choice(tr("Import as new"), "", partial(self._settle, "create")),
            Choice(tr("Leave it out"), "Delete", partial(self._settle, "skip")),
            Choice(tr("As the plan says by itself"), "", partial(self._settle, "")),
        ]
        if line.act in ("doubtful", "update", "signal"):
            choices.insert(
                1, Choice(tr("It is the same person"), tr("what is new is added"), partial(self._settle, "update"))
            )
        FixedChooser(
            tr("Row {record}: what becomes of it?", record=line.record + 1), tr("Type or choose"), choices, self
        ).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete leaves a row out."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            self._settle("skip")
            return True
        return super().eventFilter(watched, event)

    def _current(self) -> Any:
        return self.table.row_at(self.view.currentIndex().row())

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        text = self.text.text().strip()
        some = bool(self._act or text)
        self.table.show_rows(_Picked(plan.rows, plan.where(self._act, text)) if some else plan.rows)
        self._enable()

    def _enable(self) -> None:
        line = self._current()
        self.detail.setText(_detail(line) if line is not None else "")
        self.fields.show_rows(_fields(line) if line is not None else ())
        self.change.setEnabled(line is not None and line.act != "reject")
        self.skip.setEnabled(line is not None and line.act not in ("reject", "skip"))

    def _settle(self, act: str, *_: Any) -> None:
        line = self._current()
        if line is not None and line.act != "reject":
            self.row_settled.emit((line, act))


class _Picked(Sequence[Any]):
    """Some rows of a plan by their indexes; a row is made when it is looked at."""

    def __init__(self, rows: Sequence[Any], indexes: Sequence[int]) -> None:
        self._rows, self._indexes = rows, indexes

    def __len__(self) -> int:
        return len(self._indexes)

    def __getitem__(self, at: Any) -> Any:
        """One row, or several."""
        if isinstance(at, slice):
            return [self._rows[index] for index in self._indexes[at]]
        return self._rows[self._indexes[at]]


def _detail(line: Any) -> str:
    """Where the row comes from, why it becomes what it becomes, and what was noticed about it."""
    place = f"{line.file}, {line.table}" if line.table else line.file
    says = [
        tr("Row {record} of {place}", record=line.record + 1, place=place),
        sentence(line.reason),
        *map(sentence, line.remarks),
    ]
    cells = " | ".join(cell for cell in line.cells if cell.strip())
    return ". ".join(
        part.strip().rstrip(".") for part in (*says, tr("In the file: {cells}", cells=cells) if cells else "") if part
    )


def _fields(line: Any) -> Sequence[_Field]:
    """Every field of the row, those that change something first."""
    changed = [_Field(field_words(name), old or "–", new) for name, (old, new) in line.differences.items()]
    order = {name: at for at, name in enumerate(FIELDS_IN_ORDER)}
    held = sorted(line.lead.items(), key=lambda pair: order.get(pair[0], len(order)))
    same = [_Field(field_words(name), "", value) for name, value in held if name not in line.differences]
    return [*changed, *same]
