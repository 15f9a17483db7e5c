"""Step 1 of an import: what was found in a file and how it was read; each part can be read otherwise at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.domain.counting import counted
from app.language import later, number, tr
from app.ui import theme
from app.ui.pages.importing.words import OUTCOMES, letters, sentence
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import button, clear, column, label, row

ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1", "iso-8859-15", "cp1250", "cp1251", "mac_roman",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp437", "cp850",
)  # fmt: skip
DELIMITERS = ((",", later("Comma")), (";", later("Semicolon")), ("\t", "Tab"), ("|", later("Pipe")))
ORDERS = (
    ("", later("From the file")),
    ("dmy", later("Day first")),
    ("mdy", later("Month first")),
    ("ymd", later("Year first")),
)
_ROWS = 6  # where the rows stand in the page
MOST_COLUMNS = 60  # of the preview; the columns page shows all


@dataclass(frozen=True, slots=True)
class _Sentence:
    kind: str
    hue: str
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One record of the file and what it was taken for."""

    number: int
    part: str
    hue: str
    cells: Sequence[str]


SENTENCES = (
    Column("kind", later("About"), 84, lambda s: s.kind, "chip", hue=lambda s: s.hue),
    Column("text", later("What the file says about itself"), 300, lambda s: s.text, stretch=True, tip=lambda s: s.text),
)
TABLES = (
    Column("name", later("Table"), 170, lambda t: t.name or tr("Without a title"), "strong"),
    Column("rows", later("Rows"), 64, lambda t: number(t.data_rows) + ("" if t.complete else " +"), "number"),
    Column(
        "header",
        later("Header"),
        62,
        lambda t: tr("none") if t.header_record is None else f"{t.header_record + 1}",
        "number",
    ),
    Column(
        "primary",
        later("Becomes"),
        92,
        lambda t: tr("Leads") if t.primary else tr("Left out"),
        "chip",
        hue=lambda t: "good" if t.primary else "muted",
        stretch=True,
    ),
)


class FoundPanel(QWidget):
    """Draws one FoundFile; tells what should be read otherwise."""

    reading_changed = Signal(object)  # changes of the file's Choices

    def __init__(self) -> None:
        super().__init__()
        self._file: Any = None
        self._drawn: Any = None  # the file whose header was brought in hand
        self.outcome = Chip("", about=tr("This file"))
        self.reason = label("", wrap=True)
        self.controls = QVBoxLayout()
        self._line = QHBoxLayout()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(tr("Password of the workbook"))
        self.password.setAccessibleName(tr("Password of the workbook"))
        self.password.setMinimumWidth(theme.px(220))
        self.password.setMaximumWidth(theme.px(260))
        self.unlock = button(tr("Open with it"), "lock-open")
        self.password.returnPressed.connect(self._unlock)
        self.unlock.clicked.connect(self._unlock)
        self.own = label("")
        self.not_own = button(tr("They are not ours"))
        self.not_own.clicked.connect(self._take_in)
        self.tables = HeldTable(TABLES, self)
        self.tables_view = RowView(
            self.tables, tr("Tables in this file; Enter takes one in or leaves it out"), "found-tables"
        )
        self.tables_view.opened.connect(self._toggle)
        self.sentences = HeldTable(SENTENCES, self)
        self.sentences_view = RowView(self.sentences, tr("What the file says about itself"), "found-sentences")
        self.sentences_view.empty = tr("Nothing unusual.")
        self.lines = HeldTable(_line_columns(()), self)
        self.lines_view = self._lines_view()
        self.by_hand = label(tr("Enter on a row makes it the header."), theme.FINE, tone="muted")
        top = row(self.outcome, self.reason)
        top.setStretch(1, 1)
        for view in (self.tables_view, self.sentences_view):
            view.setFixedHeight(theme.px(132))
        self._about = row(self.tables_view, self.sentences_view, space=theme.MIDDLE)
        self._about.setStretch(0, 2)
        self._about.setStretch(1, 3)
        self._rows = column(self.lines_view)
        self._first_rows = label(tr("THE FIRST ROWS"), theme.FINE, tone="muted", bold=True)
        self._whole = whole = column(
            top,
            row(self.password, self.unlock, None),
            self.controls,
            row(self.own, self.not_own, None),
            self._about,
            row(self._first_rows, None, self.by_hand),
            self._rows,
            None,
        )
        self.setLayout(whole)

    def _lines_view(self) -> RowView:
        view = RowView(self.lines, tr("The first rows of the file; Enter makes one the header"))
        view.empty = tr("No rows to show.")
        view.opened.connect(self._take_header)
        return view

    def draw(self, file: Any, settled: Any) -> None:
        """Show another file, or the same one read otherwise."""
        self._file = file
        words, hue = OUTCOMES[str(file.outcome)]
        words = tr(words)
        self.outcome.say(tr("Password") if file.wants_password else words, hue)
        self.reason.setText(file.reason or _summary(file))
        for part in (self.password, self.unlock):
            part.setVisible(file.wants_password)
        self._draw_controls(file, settled)
        self.own.setText(tr("Left out as our own people: {names}", names=", ".join(sorted(file.own_domains))))
        for each in (self.own, self.not_own):
            each.setVisible(bool(file.own_domains))
        self.tables.show_rows(file.tables)
        self.sentences.show_rows(_sentences(file))
        readable = bool(file.tables)
        for view in (self.tables_view, self.lines_view, self.by_hand, self._first_rows):
            view.setVisible(readable)
        self._whole.setStretch(_ROWS, 1 if readable else 0)
        self._whole.setStretch(_ROWS + 1, 0 if readable else 1)  # what is left of a page stays at its top
        self.sentences_view.setVisible(readable or bool(self.sentences.rowCount()))
        if not readable:
            self.lines.show_rows(())

    def draw_records(self, records: Sequence[Sequence[str]]) -> None:
        """Show the first records of the file, each with what it was taken for."""
        table = self._file.primary or (self._file.tables[0] if self._file.tables else None)
        if table is None:
            return
        columns = _line_columns(_widths(records))
        if [column.width for column in self.lines.columns] != [column.width for column in columns]:
            old = self.lines_view
            self.lines = HeldTable(columns, self)
            self.lines_view = self._lines_view()
            self._rows.replaceWidget(old, self.lines_view)
            had = old.hasFocus()
            old.hide()
            old.deleteLater()
            if had:
                self.lines_view.setFocus()
        self.lines.show_rows([_line(at, cells, self._file.tables) for at, cells in enumerate(records)])
        if self._file is not self._drawn:
            self._drawn = self._file
            self.lines_view.choose(table.header_record or table.first_record)

    def focus(self) -> None:
        """Give the keyboard to what should be decided first."""
        (self.password if self._file is not None and self._file.wants_password else self.lines_view).setFocus()

    # --- reading otherwise -------------------------------------------------------------------------------------------

    def _draw_controls(self, file: Any, settled: Any) -> None:
        clear(self.controls)
        self._next_line()
        self._line.addWidget(label(file.format.upper(), bold=True))
        if file.encoding is not None:
            others = [(name, name) for name in dict.fromkeys((file.encoding, *ENCODINGS))]
            self._choice(tr("Encoding"), others, file.encoding, "encoding")
        if file.delimiter is not None:
            known = dict(DELIMITERS)
            own = () if file.delimiter in known else ((file.delimiter, file.delimiter),)
            self._choice(
                tr("Separated by"), (*own, *((id, tr(shown)) for id, shown in DELIMITERS)), file.delimiter, "delimiter"
            )
        table = file.primary
        if len(file.sheets) > 1:
            sheets = [(name, name if shown else tr("{name} (hidden)", name=name)) for name, shown in file.sheets]
            self._choice(tr("Sheet"), sheets, settled.sheet or (table.name if table else ""), "sheet")
        if theme.px(100) > 115:  # large text: the rest stands in a line of its own
            self._line.addStretch(1)
            self._next_line()
        if table is not None:
            header = QSpinBox()
            header.setAccessibleName(tr("Header row"))
            header.setRange(0 if table.header_record is None else 1, 10_000)
            header.setSpecialValueText(tr("None") if table.header_record is None else "")
            header.setValue(0 if table.header_record is None else table.header_record + 1)
            header.editingFinished.connect(lambda: self._set_header(header.value() - 1))
            self._line.addLayout(row(label(tr("Header in row"), tone="muted"), header, space=theme.TIGHT))
            self._choice(tr("Dates"), [(id, tr(shown)) for id, shown in ORDERS], settled.date_order or "", "date_order")
        self._line.addStretch(1)

    def _next_line(self) -> None:
        self._line = row(space=theme.MIDDLE)
        self.controls.addLayout(self._line)

    def _choice(self, words: str, choices: Sequence[tuple[str, str]], value: str, part: str) -> None:
        box = QComboBox()
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(9)
        for id, shown in choices:
            box.addItem(shown, id)
        box.setCurrentIndex(max(box.findData(value), 0))
        box.activated.connect(lambda _: self.reading_changed.emit({part: box.currentData() or None}))
        self._line.addLayout(row(label(words, tone="muted"), box, space=theme.TIGHT))

    def _set_header(self, record: int) -> None:
        table = self._file.primary
        if record >= 0 and (table is None or record != table.header_record):
            self.reading_changed.emit({"header_record": record})

    def _take_header(self, at: int) -> None:
        self._set_header(self.lines.row_at(at).number - 1)

    def _toggle(self, at: int) -> None:
        """Take a table in, or leave it out; the last one that gives leads stays."""
        table = self.tables.row_at(at)
        taken = [each for each in self._file.tables if each.primary]
        if not table.primary or len(taken) > 1:
            wanted = [each for each in self._file.tables if each.primary != (each is table)]
            self.reading_changed.emit({"tables": frozenset(each.mark for each in wanted)})

    def _take_in(self) -> None:
        """The domains that the file makes look like ours are others' domains."""
        self.reading_changed.emit({"not_own": self._file.own_domains})

    def _unlock(self) -> None:
        if self.password.text():
            self.reading_changed.emit({"password": self.password.text()})
            self.password.clear()


def _summary(file: Any) -> str:
    table = file.primary
    if table is None:
        return ""
    rows = sum(each.data_rows for each in file.lead_tables)
    more = "" if table.complete else tr(" or more")
    export = f"{table.export}. " if table.export else ""
    return f"{export}{counted(rows, 'row')}{more}, {counted(len(table.columns), 'column')}."


def _sentences(file: Any) -> list[_Sentence]:
    return [
        *(_Sentence(tr("Decide"), "wait", text) for text in file.questions),
        *(_Sentence(tr("Look"), "wait", text) for text in file.warnings),
        *(_Sentence(tr("Note"), "note", text) for text in file.said),
    ]


def _line(at: int, cells: Sequence[str], tables: Sequence[Any]) -> _Line:
    """A record with the part it plays in the tables that were found."""
    for table in tables:
        if at in table.header_rows or at == table.header_record:
            return _Line(at + 1, tr("Header"), "accent", cells)
        if at in table.ignored_because:
            return _Line(at + 1, sentence(tr(table.ignored_because[at])), "muted", cells)
        if table.first_record <= at <= table.last_record:
            if not any(cell.strip() for cell in cells):
                return _Line(at + 1, tr("Blank"), "muted", cells)
            return _Line(
                at + 1, tr("Lead") if table.primary else tr("Left out"), "good" if table.primary else "muted", cells
            )
    return _Line(at + 1, tr("Above") if any(cell.strip() for cell in cells) else tr("Blank"), "muted", cells)


def _cell(at: int, line: Any) -> str:
    return " ".join(line.cells[at].split())[:200] if at < len(line.cells) else ""


def _widths(records: Sequence[Sequence[str]]) -> list[int]:
    """A width for every column of the preview that shows most of its cells whole."""
    longest: list[int] = []
    for cells in records:
        cells = cells[:MOST_COLUMNS]
        longest += [0] * (len(cells) - len(longest))
        for at, cell in enumerate(cells):
            longest[at] = max(longest[at], min(len(cell), 40))
    return [min(max(64, 24 + 7 * letters), 232) for letters in longest]


def _line_columns(widths: Sequence[int]) -> tuple[Column, ...]:
    return (
        Column("number", tr("Row"), 48, lambda line: number(line.number), "number"),
        Column("part", tr("Read as"), 96, lambda line: line.part, "chip", hue=lambda line: line.hue),
        *(Column(f"cell{at}", letters(at), width, partial(_cell, at)) for at, width in enumerate(widths)),
    )
