"""Settings: how it looks, who acts, what stands beside the lists, where backups go. Everything holds at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from app.language import percent, tr, tr_many
from app.services.desk import system_user
from app.services.kept_copies import kept_copies
from app.services.own_domains import own_domains
from app.services.workspaces import forget_all
from app.ui import dates, look, settings, theme, tongue
from app.ui.bench import Bench
from app.ui.dialogs.handoff_dialog import shown_path
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Link, button, column, label, row


class SettingsDialog(QDialog):
    """Passes every choice on as it is made; there is nothing to save. Without a workspace, its part is left out."""

    named = Signal(object)  # who acts from now on
    panel_toggled = Signal()
    outgrown = Signal()  # the text has another size or language, and this is to be made anew

    def __init__(self, chosen: look.Look, by: str, bench: Bench | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Settings"))
        self._look, self._bench, self._by = chosen, bench, by
        self.said = label("", theme.FINE, tone="muted", wrap=True)
        close = button(tr("Close"), part="main")
        close.clicked.connect(self.accept)
        parts: list[Any] = [*self._looks(), *self._person()]
        parts += self._workspace(bench) if bench is not None else []
        parts += self._remembered()
        foot = row(self.said, close)
        foot.setStretch(0, 1)
        whole = column(*parts, theme.SMALL, None, foot, edges=(theme.LARGE,) * 4)
        self.setLayout(whole)
        self.setMinimumWidth(theme.px(560))

    # --- parts -------------------------------------------------------------------------------------------------------

    def _looks(self) -> tuple[Any, ...]:
        self.palette_chosen = Segmented(tr("Palette"), look.CHOICES)
        self.palette_chosen.choose(look.chosen())
        self.palette_chosen.chosen.connect(self._look.dress)
        self.size_chosen = Segmented(tr("Text size"), [(f"{scale:g}", percent(scale)) for scale in look.SCALES])
        self.size_chosen.choose(f"{look.scale():g}")
        self.size_chosen.chosen.connect(self._on_size)
        self.panel = Segmented(tr("Side panel"), (("yes", tr("Shown")), ("no", tr("Hidden"))))
        self.panel.choose(settings.text("panel", "yes"))
        self.panel.chosen.connect(self._on_panel)
        self.tongue_chosen = Segmented(tr("Language"), tongue.choices())
        self.tongue_chosen.choose(tongue.chosen())
        self.tongue_chosen.chosen.connect(self._on_tongue)
        lines = _lines(
            (tr("Palette"), row(self.palette_chosen, None)),
            (tr("Text size"), row(self.size_chosen, None)),
            (tr("Side panel"), row(self.panel, None)),
            (tr("Language"), row(self.tongue_chosen, None)),
        )
        return _head(tr("LOOK AND LANGUAGE")), lines

    def _person(self) -> tuple[Any, ...]:
        self.name = QLineEdit(self._by)
        self.name.setAccessibleName(tr("Your name"))
        self.name.setPlaceholderText(system_user())
        self.name.editingFinished.connect(self._on_name)
        about = label(tr("Stands in the history beside what you do from now on."), theme.FINE, tone="muted", wrap=True)
        return _head(tr("YOU")), _lines((tr("Your name"), self.name), ("", about))

    def _workspace(self, bench: Bench) -> tuple[Any, ...]:
        copies = kept_copies(bench.runner.desk.path)
        self.where = QLineEdit(shown_path(copies.folder))
        self.where.setReadOnly(True)
        self.where.setAccessibleName(tr("Where backups go"))
        said = (
            tr_many(
                "{count} copy, the newest {ago}",
                "{count} copies, the newest {ago}",
                copies.count,
                ago=dates.ago(copies.newest),
            )
            if copies.newest
            else tr("None made yet")
        )
        kept = label(
            tr("{said}. Kept are {plan}.", said=said, plan=tr(copies.plan)), theme.FINE, tone="muted", wrap=True
        )
        links = (
            _link(tr("Our own mail domains"), self._edit_own),
            _link(tr("How sure duplicates must be"), partial(self._go, "duplicates")),
            _link(tr("Remembered mappings of imports"), self._show_mappings),
        )
        lines = _lines(
            (tr("Backups go to"), self.where), ("", kept), (tr("See also"), links[0]), ("", links[1]), ("", links[2])
        )
        return _head(tr("THIS WORKSPACE")), lines

    def _remembered(self) -> tuple[Any, ...]:
        layout = button(tr("Forget sizes and columns"), name=tr("Forget sizes, columns and orders"))
        recent = button(tr("Forget recent workspaces"), name=tr("Forget the list of recent workspaces"))
        layout.clicked.connect(self._forget_layout)
        recent.clicked.connect(self._forget_recent)
        return _head(tr("REMEMBERED ON THIS COMPUTER")), _lines(("", row(layout, recent, None)))

    # --- what they do ------------------------------------------------------------------------------------------------

    def _on_size(self, size: str) -> None:
        self.accept()
        self._look.resize(float(size))
        self.outgrown.emit()

    def _on_tongue(self, code: str) -> None:
        self.accept()
        self._look.speak(code)
        self.outgrown.emit()

    def _on_panel(self, wanted: str) -> None:
        settings.remember("panel", wanted)
        self.panel_toggled.emit()

    def _on_name(self) -> None:
        name = self.name.text().strip()
        settings.remember("by", name)
        self.named.emit(name or system_user())

    def _edit_own(self) -> None:
        if self._bench is not None:
            self._bench.ask(own_domains, then=self._draw_own, key="own")

    def _draw_own(self, known: Any) -> None:
        from app.ui.dialogs.mappings import edit_own_domains

        if self._bench is not None:
            edit_own_domains(self._bench, known, self)

    def _show_mappings(self) -> None:
        from app.ui.dialogs.mappings import MappingsDialog

        if self._bench is not None:
            MappingsDialog(self._bench, self).open()

    def _go(self, place: str) -> None:
        if self._bench is not None:
            self.accept()
            self._bench.place_wanted.emit((place, None))

    def _forget_layout(self) -> None:
        settings.forget_layout()
        self.said.setText(tr("Forgotten: what is opened next has its first sizes and columns."))

    def _forget_recent(self) -> None:
        forget_all()
        self.said.setText(tr("The list of recent workspaces is empty; the files stay where they are."))


def _head(words: str) -> QWidget:
    made = label(words, theme.FINE, tone="muted", bold=True)
    made.setContentsMargins(0, theme.SMALL, 0, 0)
    return made


def _lines(*lines: tuple[str, Any]) -> QFormLayout:
    form = QFormLayout()
    form.setSpacing(theme.SMALL)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for words, field in lines:
        said = label(words)
        said.setMinimumWidth(theme.px(104))  # one edge for all parts
        if isinstance(field, QWidget):
            said.setBuddy(field)
        form.addRow(said, field)
    return form


def _link(words: str, call: Callable[[], None]) -> Link:
    made = Link(words)
    made.clicked.connect(lambda: call())
    return made
