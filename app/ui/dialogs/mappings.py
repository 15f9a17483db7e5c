"""What imports remember: the mapping of every layout that was confirmed, to be forgotten or shared as a file."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.language import later, number, tr
from app.services.mappings import export_mappings, forget_mapping, mappings, take_mappings
from app.services.own_domains import OwnDomains, set_own_domains
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row

FILES = later("Mappings (*.yaml *.yml)")


def _fields(mapping: Any) -> str:
    return ", ".join(f"{name.strip()} → {field.replace('_', ' ')}" for field, name in mapping.fields.items() if name)


COLUMNS = (
    Column(
        "columns",
        later("Columns of the file"),
        250,
        lambda m: ", ".join(m.columns),
        "strong",
        tip=lambda m: ", ".join(m.columns),
    ),
    Column("fields", later("Go to"), 300, _fields, stretch=True, tip=_fields),
    Column("used", later("Used"), 56, lambda m: number(m.used), "number"),
    Column("at", later("Confirmed"), 90, lambda m: dates.ago(m.at), "muted", tip=lambda m: dates.exact(m.at)),
    Column("by", later("By"), 110, lambda m: m.by, "muted"),
)


class MappingsDialog(QDialog):
    """The remembered mappings, the latest first."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Remembered mappings"))
        self._bench = bench
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, tr("Remembered mappings"), "mappings")
        self.view.empty = tr("Nothing is remembered yet. A mapping is remembered with the import that confirms it.")
        self.view.current_changed.connect(lambda _: self._enable())
        self.forget = button(tr("Forget it"), "trash")
        self.save = button(tr("Save all as a file"), "download")
        self.take = button(tr("Take from a file"), "upload")
        close = button(tr("Close"), part="main")
        self.forget.clicked.connect(self._forget)
        self.save.clicked.connect(self._save)
        self.take.clicked.connect(self._take)
        close.clicked.connect(self.accept)
        bench.guard(self.take)
        about = tr("A file of these columns needs no mapping any more. What was imported before stays as it is.")
        self.setLayout(
            column(
                label(tr("Remembered mappings"), theme.LEAD, bold=True),
                label(about, theme.FINE, tone="muted", wrap=True),
                self.view,
                row(self.forget, self.take, self.save, None, close),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(min(theme.px(900), 1240), min(theme.px(460), 760))
        bench.runner.changed.connect(self._ask)
        self._ask()

    def _ask(self, changed: Any = None) -> None:
        self._bench.ask(mappings, then=self._draw, key="mappings")

    def _draw(self, found: Any) -> None:
        self.table.show_rows(found)
        self._enable()

    def _enable(self) -> None:
        held = bool(self.table.rowCount())
        self.save.setEnabled(held)
        self.forget.setEnabled(held and not self._bench.read_only)

    def _forget(self) -> None:
        mapping = self.table.row_at(self.view.currentIndex().row())
        if mapping is not None:
            self._bench.do(forget_mapping, mapping.mark)

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save mappings"), str(Path.home() / "mappings.yaml"), tr(FILES))
        if path:
            told = self._bench.toast.say
            self._bench.ask(
                export_mappings, Path(path), then=lambda count: told(tr("{count} mappings saved.", count=count))
            )

    def _take(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Take mappings from a file"), str(Path.home()), tr(FILES))
        if path:
            self._bench.do(take_mappings, Path(path))


def edit_own_domains(bench: Bench, known: OwnDomains, parent: QWidget) -> FormDialog:
    """Change which mail domains are ours: whoever writes from one is staff and never becomes a lead."""

    def save(form: FormDialog, changes: dict[str, Any]) -> None:
        wanted = str(changes.get("domains", ", ".join(known.kept))).replace(",", " ").split()
        bench.do(set_own_domains, wanted, then=form.done_with, failed=form.refuse)

    hint = tr("acme.example, acme-group.example")
    field = Field("domains", tr("Our mail domains"), hint=hint)
    values = {"domains": ", ".join(known.kept)}
    dialog = FormDialog(bench, tr("Our own mail domains"), [field], values, tr("Save"), save, parent)
    dialog.open()
    return dialog
