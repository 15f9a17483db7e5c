"""A form: named fields, the problem beside them, one verb. Only what was changed is passed on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QGridLayout, QLineEdit, QScrollArea, QWidget

from app.domain.problems import Problem
from app.language import tr
from app.ui import theme
from app.ui.bench import Bench
from app.ui.widgets.date_field import DateField
from app.ui.widgets.text import button, column, label, row

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: text, a choice (of the playbook's words or given ones), several choices, or a day."""

    id: str
    title: str
    kind: str = "text"  # text, choice, several, day
    choices: Choices = ()
    hint: str = ""


class FormDialog(QDialog):
    """Collects changes and hands them to `save`, which runs a use case with `done` and `failed`."""

    def __init__(
        self,
        bench: Bench,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        act: str,
        save: Callable[["FormDialog", dict[str, Any]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._save, self._before = bench, save, dict(values)
        self.inputs: dict[str, QWidget] = {}
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.act = button(act, part="main")
        self.act.setDefault(True)
        self.act.clicked.connect(self.commit)
        leave = button(tr("Cancel"))
        leave.clicked.connect(self.reject)
        inside = QWidget()
        inside.setProperty("part", "inside")
        form = QFormLayout(inside)
        form.setSpacing(theme.SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in fields:
            form.addRow(field.title, self._input(field, values.get(field.id)))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(
            column(
                label(title, theme.LEAD, bold=True),
                area,
                self.problem,
                row(None, leave, self.act),
                space=theme.MIDDLE,
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(520), min(theme.px(140) + theme.px(38) * len(fields), theme.px(640), 760))

    def _input(self, field: Field, value: Any) -> QWidget:
        made: QWidget
        if field.kind == "choice":
            made = _choice(field.choices, str(value or ""))
        elif field.kind == "several":
            made = _Several(field.choices, value or ())
        elif field.kind == "day":
            made = DateField(field.title)
            made.show_day(value)
        else:
            made = QLineEdit(str(value) if value is not None else "")
            made.setPlaceholderText(field.hint)
        made.setAccessibleName(field.title)
        self.inputs[field.id] = made
        return made

    def changes(self) -> dict[str, Any]:
        """What differs from what was there before."""
        now = {id: _value(made) for id, made in self.inputs.items()}
        return {id: value for id, value in now.items() if value != _plain(self._before.get(id))}

    def commit(self) -> None:
        """Save the changes; nothing changed means nothing to do, and nothing written that something is missing."""
        for made in self.inputs.values():
            if isinstance(made, DateField) and made.text().strip() and made.day is None:
                self.refuse(Problem(tr("Write the date like +3d, fri or 2026-12-01.")))
                made.setFocus()
                return
        changes = self.changes()
        if not changes and not self._before:
            first = next(iter(self.inputs.values()))
            self.refuse(
                Problem(
                    tr("Nothing is written yet. Begin with “{accessibleName}”.", accessibleName=first.accessibleName())
                )
            )
            first.setFocus()
            return
        if not changes:
            self.reject()
            return
        self.act.setEnabled(False)
        self._save(self, changes)

    def done_with(self, changed: Any) -> None:
        """The act is saved."""
        self.accept()

    def refuse(self, error: Exception) -> None:
        """Say a problem below the fields; trouble and bugs go to those who show them."""
        self.act.setEnabled(True)
        if isinstance(error, Problem):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self._bench.problems.show(error)


class _Several(QWidget):
    """Several choices as toggles, of many three in a row."""

    def __init__(self, choices: Choices, chosen: Sequence[str]) -> None:
        super().__init__()
        self._ids = [id for id, _ in choices]
        self._toggles = []
        box = QGridLayout()
        box.setSpacing(0)
        box.setContentsMargins(0, 0, 0, 0)
        across = 3 if len(choices) > 4 else len(choices)
        box.setColumnStretch(across, 1)
        for at, (id, words) in enumerate(choices):
            toggle = button(words, part="segment")
            toggle.setCheckable(True)
            toggle.setChecked(id in chosen)
            self._toggles.append(toggle)
            box.addWidget(toggle, *divmod(at, across))
        self.setLayout(box)

    @property
    def ids(self) -> tuple[str, ...]:
        """The chosen ids."""
        return tuple(id for id, toggle in zip(self._ids, self._toggles, strict=True) if toggle.isChecked())


def _choice(choices: Choices, value: str) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)  # long words are cut
    box.setMinimumContentsLength(12)
    box.addItem("–", "")
    for id, words in choices:
        box.addItem(words, id)
    at = box.findData(value)
    if at < 0:  # a value as it was written in a file, outside the vocabulary: kept and shown
        box.addItem(value, value)
        at = box.count() - 1
    box.setCurrentIndex(at)
    return box


def _value(made: QWidget) -> Any:
    if isinstance(made, QComboBox):
        return str(made.currentData() or "")
    if isinstance(made, _Several):
        return made.ids
    if isinstance(made, DateField):
        return made.day or ""
    return made.text().strip() if isinstance(made, QLineEdit) else None


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, date):
        return value if value is not None else ""
    return tuple(value) if isinstance(value, (list, tuple)) else str(value)
