"""Step 2 of an import: which column holds which field, with samples and how sure the guess is; corrected by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.domain.counting import counted
from app.domain.playbook import Playbook
from app.language import later, number, tr
from app.ui import theme
from app.ui.dialogs.chooser import Choice, FixedChooser
from app.ui.pages.importing.words import EXTRA, FIELDS, field_words
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.finder import Finder
from app.ui.widgets.text import button, column, label, row

_SAMPLES = 4


GUESSED = "wait"  # the hue of a column that somebody should look at


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of the file and what it is taken for."""

    index: int
    name: str
    samples: tuple[str, ...]
    field: str  # "" where it is kept as an extra fact
    after: str  # the column that is asked first for this field, "" for that column itself
    sureness: str
    hue: str


def file_columns(table: Any, settled: Mapping[str, Any]) -> list[FileColumn]:
    """Every column of a table in the order of the file; `settled` is the mapping that was corrected by hand."""
    taken: dict[int, tuple[str, str, float]] = {}
    for field, mapped in table.mapping.items():
        taken[mapped.index] = (field, "", mapped.confidence)
        for index in mapped.also:
            taken[index] = (
                field,
                mapped.column.strip() or tr("Column {index}", index=mapped.index + 1),
                mapped.confidence,
            )
    names = table.columns or ("",) * max((len(line.cells) for line in table.sample), default=0)
    samples = _samples(table, len(names))
    found = []
    for index, name in enumerate(names):
        field, after, confidence = taken.get(index, ("", "", 0.0))
        sureness, hue = (tr("By hand"), "note") if field in settled else _sureness(field, confidence)
        title = " ".join(name.split()) or tr("Column {index}", index=index + 1)
        found.append(FileColumn(index, title, samples[index], field, after, sureness, hue))
    return found


def _sureness(field: str, confidence: float) -> tuple[str, str]:
    if not field:
        return "", "muted"
    if confidence >= 0.9:
        return tr("Sure"), "good"
    return (tr("Likely"), "accent") if confidence >= 0.7 else (tr("A guess"), GUESSED)


def _samples(table: Any, width: int) -> list[tuple[str, ...]]:
    """The first different values of every column, gone through once."""
    found: list[dict[str, None]] = [{} for _ in range(width)]
    for line in table.sample:
        for values, cell in zip(found, line.cells, strict=False):
            if len(values) < _SAMPLES and cell and not cell.isspace():
                values.setdefault(" ".join(cell.split())[:80])
    return [tuple(values) for values in found]


COLUMNS = (
    Column("name", later("Column of the file"), 190, lambda c: c.name, "strong", tip=lambda c: c.name),
    Column("samples", later("What it holds"), 330, lambda c: "  ·  ".join(c.samples), "muted", stretch=True),
    Column(
        "field",
        later("Goes to"),
        180,
        lambda c: field_words(c.field) if c.field else tr(EXTRA),
        "chip",
        hue=lambda c: "accent" if c.field else "muted",
    ),
    Column("sureness", later("How sure"), 80, lambda c: c.sureness, "chip", hue=lambda c: c.hue),
    Column(
        "after",
        later("Asked"),
        180,
        lambda c: tr("where “{after}” is blank", after=c.after) if c.after else "",
        "muted",
    ),
)


class ColumnsPanel(QWidget):
    """Draws the mapping of one file; tells which column should go elsewhere."""

    mapped = Signal(object)  # (column, field, or "" to keep it as an extra fact)
    confirmed = Signal()  # the columns of a file that names none are what they were taken for
    default_changed = Signal(object)  # (field, value) for rows that name none

    def __init__(self) -> None:
        super().__init__()
        self._all: list[FileColumn] = []
        self.says = label("", tone="muted", wrap=True)
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Columns of the file; Enter chooses the field"), "import-columns")
        self.view.opened.connect(lambda at: self.choose(self.table.row_at(at)))
        self.view.current_changed.connect(lambda _: self._enable())
        self.view.empty = tr("No column fits.")
        self.view.installEventFilter(self)
        self.text = Finder(tr("Find a column, a value or a field"), tr("Find a column"), self.view)
        self.text.setMinimumWidth(min(theme.px(290), 320))
        self.text.setMaximumWidth(theme.px(290))
        self.text.typed.connect(self._show)
        self.pick = button(tr("Choose its field"), "edit")
        self.pick.clicked.connect(lambda: self.choose(self._current()))
        self.aside = button(tr("Keep as an extra fact"))
        self.aside.clicked.connect(self._set_aside)
        self.confirm = button(tr("These fields are right"), "check")
        self.confirm.clicked.connect(self.confirmed)
        self.line = QComboBox()
        self.line.setAccessibleName(tr("Service line, where none is named"))
        self.line.activated.connect(lambda _: self.default_changed.emit(("service_line", self.line.currentData())))
        self.source = QComboBox()
        self.source.setAccessibleName(tr("Source, where none is named"))
        self.source.activated.connect(lambda _: self.default_changed.emit(("source", self.source.currentData())))
        self.campaign = QLineEdit()
        self.campaign.setAccessibleName(tr("Campaign, where none is named"))
        self.campaign.setMinimumWidth(theme.px(120))
        self.campaign.editingFinished.connect(self._name_campaign)
        head = row(self.text, self.says)
        head.setStretch(1, 1)
        defaults = row(
            label(tr("Where a row names none:"), tone="muted"),
            row(label(tr("Service line"), tone="muted"), self.line, space=theme.TIGHT),
            row(label(tr("Source"), tone="muted"), self.source, space=theme.TIGHT),
            row(label(tr("Campaign"), tone="muted"), self.campaign, space=theme.TIGHT),
            space=theme.MIDDLE,
        )
        defaults.setStretch(3, 1)
        self._campaign = ""
        whole = column(head, self.view, row(self.pick, self.aside, self.confirm, None), defaults)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def draw(self, file: Any, settled: Any, defaults: Mapping[str, str], playbook: Playbook | None) -> None:
        """Show the mapping of a file."""
        table = file.primary
        self._all = file_columns(table, settled.mapping) if table is not None else []
        used = sum(bool(each.field) for each in self._all)
        unsure = sum(each.hue == GUESSED for each in self._all)
        parts = [
            tr("{columns} of {count} go to fields", columns=counted(used, "column"), count=number(len(self._all))),
            tr("the others stay with the lead as extra facts") if used < len(self._all) else "",
            tr("{guesses} to look at", guesses=counted(unsure, "guess", "guesses")) if unsure else "",
        ]
        self.says.setText(", ".join(part for part in parts if part) + ".")
        self.confirm.setVisible(bool(used) and table.header_record is None and _asks(file) and not settled.mapping)
        self._show()
        if playbook is not None:
            lines = [("", tr("None")), *((line.id, line.label) for line in playbook.service_lines)]
            _offer(self.line, lines, defaults.get("service_line", ""))
            sources = [("", tr("None")), *((entry.id, entry.label) for entry in playbook.words("source"))]
            _offer(self.source, sources, defaults.get("source", ""))
        self._campaign = defaults.get("campaign", "")
        if not self.campaign.hasFocus():
            self.campaign.setText(self._campaign)

    def choose(self, wanted: FileColumn | None) -> None:
        """Ask for the field of a column."""
        if wanted is None:
            return
        others = {each.field: each.name for each in self._all if each.field and not each.after}
        choices = [Choice(tr(EXTRA), "", partial(self._map, wanted, ""))]
        for field in FIELDS:
            held = others.get(field, "")
            detail = (
                tr("now “{held}”", held=held)
                if held and field != wanted.field
                else tr("now")
                if field == wanted.field
                else ""
            )
            choices.append(Choice(field_words(field), detail, partial(self._map, wanted, field)))
        FixedChooser(tr("Field of “{name}”", name=wanted.name), tr("Type a field"), choices, self).open()

    def focus(self) -> None:
        """Give the keyboard to the columns."""
        self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes a column out of its field."""
        pressed = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._set_aside()
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        words = self.text.text().casefold().split()
        self.table.show_rows([each for each in self._all if not words or _fits(each, words)])
        self._enable()

    def _current(self) -> FileColumn | None:
        found: FileColumn | None = self.table.row_at(self.view.currentIndex().row())
        return found

    def _enable(self) -> None:
        current = self._current()
        self.pick.setEnabled(current is not None)
        self.aside.setEnabled(current is not None and bool(current.field))

    def _set_aside(self) -> None:
        current = self._current()
        if current is not None:
            self._map(current, "")

    def _map(self, wanted: FileColumn, field: str) -> None:
        if field != wanted.field or wanted.after:
            self.mapped.emit((wanted, field))

    def _name_campaign(self) -> None:
        text = self.campaign.text().strip()
        if text != self._campaign:
            self._campaign = text
            self.default_changed.emit(("campaign", text))


def _asks(file: Any) -> bool:
    return str(file.outcome) == "ask"


def _fits(each: FileColumn, words: Sequence[str]) -> bool:
    text = " ".join((each.name, field_words(each.field) if each.field else tr(EXTRA), *each.samples)).casefold()
    return all(word in text for word in words)


def _offer(box: QComboBox, choices: Sequence[tuple[str, str]], value: str) -> None:
    box.blockSignals(True)
    box.clear()
    for id, words in choices:
        box.addItem(words, id)
    box.setCurrentIndex(max(box.findData(value), 0))
    box.blockSignals(False)
