"""The plan of an import on screen: how each file was read and may be read instead, and what becomes of every row."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QComboBox, QPushButton, QSpinBox, QTabWidget, QWidget

from app.domain.playbook import Playbook
from app.ui import theme
from app.ui.pages.import_mapping import MappingPanel
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import Elided, button, column, label, row, tone

ACTS = {
    "create": ("New", "good"),
    "update": ("Update", "accent"),
    "signal": ("Signal added", "note"),
    "skip": ("Skipped", "muted"),
    "doubtful": ("Doubtful", "wait"),
    "reject": ("Rejected", "bad"),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1", "iso-8859-15", "cp1250", "cp1251", "mac_roman")
DELIMITERS = ((",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Pipe"))
ORDERS = (("", "From the file"), ("dmy", "Day first"), ("mdy", "Month first"), ("ymd", "Year first"))


def _lead(row: Any, *names: str) -> str:
    return " ".join(row.lead.get(name, "") for name in names).strip()


def _difference(row: Any) -> str:
    return "; ".join(
        f"{name.replace('_', ' ')}: {old or 'blank'} → {new}" for name, (old, new) in row.differences.items()
    )


COLUMNS = (
    Column("record", "Row", 56, lambda r: f"{r.record + 1:,}", "number"),
    Column("act", "Becomes", 108, lambda r: ACTS[r.act][0], "chip", hue=lambda r: ACTS[r.act][1]),
    Column("person", "Person", 150, lambda r: _lead(r, "full_name") or _lead(r, "first_name", "last_name"), "strong"),
    Column("company", "Account", 160, lambda r: _lead(r, "company")),
    Column("email", "E-mail", 180, lambda r: _lead(r, "email"), "muted"),
    Column("reason", "Why", 260, lambda r: r.reason, stretch=True),
    Column("differences", "What changes", 180, _difference, "muted"),
)


def _detail(row: Any) -> str:
    """All that the plan says about one row, with the cells as the file has them."""
    says = [f"Row {row.record + 1}: {row.reason}", _difference(row), *row.remarks]
    cells = " | ".join(cell for cell in row.cells if cell.strip())
    return " · ".join(part for part in (*says, f"In the file: {cells}" if cells else "") if part)


class PlanPanel(QWidget):
    """Draws an ImportPlan; passes on what the person wants read otherwise."""

    reading_changed = Signal(object)  # (path, changes of the reading)
    row_settled = Signal(object)  # (index, act)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan: Any = None
        self._act = ""
        self.title = Elided("", theme.LEAD, bold=True)
        self.says = label("", wrap=True)
        self.questions = label("", tone="wait", wrap=True)
        self.files = QTabWidget()
        self.files.setDocumentMode(True)
        self.files.tabBar().setDrawBase(False)
        self.files.tabBar().setAccessibleName("Files of this import")
        self.files.setMaximumHeight(theme.px(268))
        self._filters = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        bar = row(space=theme.TIGHT)
        for id, words in (("", "All"), *((act, words) for act, (words, _) in ACTS.items())):
            made = button(words, part="segment", name=f"Show rows: {words}")
            made.setCheckable(True)
            made.clicked.connect(partial(self._filter, id))
            self._filters.addButton(made)
            self.filters[id] = made
            bar.addWidget(made)
        self.filters[""].setChecked(True)
        bar.addStretch(1)
        self.detail = label("", theme.FINE, wrap=True)
        self.as_new, self.skip = button("Import as new"), button("Leave out")
        self.as_new.clicked.connect(partial(self._settle, "create"))
        self.skip.clicked.connect(partial(self._settle, "skip"))
        line = row(self.detail, self.as_new, self.skip)
        line.setStretch(0, 1)
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, "Plan, row by row", "plan")
        self.view.current_changed.connect(lambda _: self._enable())
        self.commit = button("Import", "check", part="main")
        leave = button("Leave without importing")
        leave.clicked.connect(self.left)
        foot = row(self.says, leave, self.commit)
        foot.setStretch(0, 1)
        whole = column(self.title, self.questions, self.files, bar, self.view, line, foot, edges=(theme.MIDDLE,) * 4)
        whole.setStretch(4, 1)
        self.setLayout(whole)

    def wait(self, paths: list[Path]) -> None:
        """Files are being read."""
        self.title.say("Reading " + ", ".join(path.name for path in paths))
        self.commit.setEnabled(False)

    def draw(self, plan: Any, playbook: Playbook | None) -> None:
        """Show a plan."""
        self._plan = plan
        total = sum(plan.counts.values())
        names = ", ".join(file.path.name for file in plan.files)
        self.title.say(f"{names}: {total:,} rows, and what becomes of each")
        at = self.files.currentIndex()
        while self.files.count():
            gone = self.files.widget(0)
            self.files.removeTab(0)
            if gone is not None:
                gone.deleteLater()
        for file in plan.files:
            self.files.addTab(_FilePanel(file, plan.choices, self._reading, playbook), file.path.name)
        several = len(plan.files) > 1
        self.files.tabBar().setVisible(several)
        # a hidden bar that still asks for the keyboard would hold Tab for good
        self.files.setFocusPolicy(Qt.FocusPolicy.TabFocus if several else Qt.FocusPolicy.NoFocus)
        self.files.setCurrentIndex(max(at, 0))
        for act, made in self.filters.items():
            count = plan.counts[act] if act else total
            made.setText(f"{ACTS[act][0] if act else 'All'} {count:,}")
            made.setVisible(bool(count) or not act)
        if self._act and not plan.counts[self._act]:
            self._act = ""
            self.filters[""].setChecked(True)
        self._show()
        refused = [f"{file.path.name}: {file.reason}" for file in plan.files if str(file.outcome) == "refuse"]
        self.questions.setText("  ".join(plan.questions))
        self.questions.setVisible(bool(plan.questions))
        notes = [*refused, *plan.warnings]
        made_new = plan.counts["create"]
        self.says.setText(
            " ".join(notes[:2]) or "Nothing is written before you press Import; it can be undone, days later too."
        )
        tone(self.says, "bad" if refused else "wait" if notes else "muted")
        self.says.setToolTip("\n".join(notes))
        self.commit.setText(f"Import {made_new:,} new, change {plan.counts['update'] + plan.counts['signal']:,}")
        self.commit.setEnabled(plan.can_commit)
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.view.setFocus()

    def _reading(self, path: Path, changes: dict[str, Any]) -> None:
        self.reading_changed.emit((path, changes))

    def _filter(self, act: str, *_: Any) -> None:
        self._act = act
        self._show()

    def _show(self) -> None:
        rows = self._plan.rows if self._plan is not None else ()
        self.table.show_rows([line for line in rows if line.act == self._act] if self._act else rows)
        self._enable()

    def _enable(self) -> None:
        line = self.table.row_at(self.view.currentIndex().row())
        self.detail.setText(_detail(line) if line is not None else "")
        self.as_new.setEnabled(line is not None and line.act == "doubtful")
        self.skip.setEnabled(line is not None and line.act not in ("reject", "skip"))

    def _settle(self, act: str, *_: Any) -> None:
        line = self.table.row_at(self.view.currentIndex().row())
        if line is not None:
            self.row_settled.emit((line.index, act))


class _FilePanel(QWidget):
    """How one file was read, each part changeable, with its mapping."""

    def __init__(self, file: Any, choices: Any, tell: Any, playbook: Playbook | None) -> None:
        super().__init__()
        self._file, self._tell = file, tell
        settled = choices.by_file.get(file.path, choices.reading)
        parts = row(label(file.format.upper(), bold=True))
        if file.encoding is not None:
            others = [(name, name) for name in dict.fromkeys((file.encoding, *ENCODINGS))]
            parts.addLayout(self._choice("Encoding", others, file.encoding, "encoding"))
        if file.delimiter is not None:
            known = (
                DELIMITERS if file.delimiter in dict(DELIMITERS) else ((file.delimiter, file.delimiter), *DELIMITERS)
            )
            parts.addLayout(self._choice("Separated by", known, file.delimiter, "delimiter"))
        table = file.primary
        if len(file.sheets) > 1:
            sheets = [(name, name if shown else f"{name} (hidden)") for name, shown in file.sheets]
            parts.addLayout(self._choice("Sheet", sheets, table.name if table else "", "sheet"))
        if table is not None and table.header_record is not None:
            header = QSpinBox()
            header.setAccessibleName("Header row")
            header.setRange(1, 10_000)
            header.setValue(table.header_record + 1)
            header.editingFinished.connect(lambda: self._header(header.value() - 1))
            parts.addLayout(row(label("Header in row", tone="muted"), header, space=theme.TIGHT))
        first = parts
        if theme.px(100) > 115:  # large text: the rest stands in a line of its own
            first.addStretch(1)
            parts = row()
        parts.addLayout(self._choice("Dates", ORDERS, settled.date_order or "", "date_order"))
        if playbook is not None:
            lines = [("", "From the file"), *((line.id, line.label) for line in playbook.service_lines)]
            line = choices.defaults.get("service_line", "")
            parts.addLayout(self._default("Service line, where none is named", lines, line))
        parts.addStretch(1)
        body: QWidget
        if table is None:
            body = label(file.reason or "No table with people was found in this file.", tone="bad", wrap=True)
        else:
            body = MappingPanel(table)
            body.mapped.connect(lambda mapping: tell(file.path, {"mapping": mapping}))
        box = column(first, edges=(0, theme.SMALL, 0, 0))
        if parts is not first:
            box.addLayout(parts)
        box.addWidget(body, 1)
        self.setLayout(box)

    def _choice(self, words: str, choices: Any, value: str, part: str) -> Any:
        box = self._box(words, choices, value)
        box.activated.connect(lambda _: self._tell(self._file.path, {part: box.currentData() or None}))
        return row(label(words, tone="muted"), box, space=theme.TIGHT)

    def _default(self, words: str, choices: Any, value: str) -> Any:
        box = self._box(words, choices, value)
        box.activated.connect(
            lambda _: self._tell(self._file.path, {"defaults": {"service_line": box.currentData() or ""}})
        )
        return row(label("Service line", tone="muted"), box, space=theme.TIGHT)

    def _box(self, words: str, choices: Any, value: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(words)
        box.setToolTip(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(9)
        for id, shown in choices:
            box.addItem(shown, id)
        box.setCurrentIndex(max(box.findData(value), 0))
        return box

    def _header(self, record: int) -> None:
        if record != self._file.primary.header_record:
            self._tell(self._file.path, {"header_record": record})
