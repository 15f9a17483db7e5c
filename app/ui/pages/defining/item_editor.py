"""The form of one item of the playbook: a field under its name, what it is for, and what is wrong with it beside it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from app.domain.playbook.drafting import Fault
from app.domain.playbook.sections import Field, Section
from app.language import tr
from app.ui import theme
from app.ui.pages.defining.conditions import ConditionInput
from app.ui.pages.defining.inputs import (
    ChoiceInput,
    Input,
    LineInput,
    LongInput,
    NumberInput,
    Options,
    PairsInput,
    WordsInput,
    YesNoInput,
)
from app.ui.pages.defining.owners import OwnerInput
from app.ui.pages.defining.several import ChoicesInput, NeedsInput
from app.ui.widgets.text import clear, column, label, tone

OptionsOf = Callable[[str], Options]


class ItemEditor(QFrame):
    """Shows one item; tells every field that a person settled on."""

    edited = Signal(object)  # (key of the item, Field, value)

    def __init__(self, options: OptionsOf) -> None:
        super().__init__()
        self.setProperty("part", "side")
        self._options = options
        self._shown: tuple[str, str] | None = None
        self.inputs: dict[str, Input] = {}
        self._says: dict[str, QLabel] = {}
        self._refused: dict[str, str] = {}
        self._faults: Mapping[str, Sequence[Fault]] = {}
        self.title = label("", theme.BODY, bold=True, wrap=True)
        self.about = label("", theme.FINE, tone="muted", wrap=True)
        self._form = column(space=theme.TIGHT)
        inside = QWidget()
        inside.setProperty("part", "inside")
        inside.setLayout(column(self._form, None, edges=(0, 0, theme.SMALL, 0)))
        inside.setMaximumWidth(theme.px(680))  # lines that the eye can follow
        area = QScrollArea()
        area.setAccessibleName(tr("Fields of the item"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have the keyboard, and scroll it
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.setLayout(
            column(self.title, self.about, area, edges=(theme.MIDDLE, theme.SMALL, theme.TIGHT, theme.SMALL))
        )

    def show_item(
        self,
        section: Section,
        key: str,
        title: str,
        item: Mapping[str, Any] | None,
        faults: Sequence[Fault],
        *,
        fresh: bool,
    ) -> None:
        """Show an item with its faults; a field that somebody is writing in is left alone. `fresh` ids may change."""
        if item is None:
            self._clear(section)
            return
        if self._shown != (section.id, key):
            self._build(section, key, fresh=fresh)
        self.title.setText(title or tr(section.label))
        by_field: dict[str, list[Fault]] = {}
        for fault in faults:
            by_field.setdefault(fault.field if fault.field in self.inputs else "", []).append(fault)
        self._faults = by_field
        for field in section.fields:
            self.inputs[field.id].show_value(item.get(field.id))
        for id in self._says:
            self._say(id)

    @property
    def holds_input(self) -> bool:
        """True while something half-typed stands in a field."""
        return any(made.half_typed and made.dirty for made in self.inputs.values())

    def settle(self) -> None:
        """Settle what is half-typed, as leaving the field does."""
        for made in self.inputs.values():
            if made.half_typed and made.dirty:
                made.settle()

    def begin(self, field: str = "", *, after_title: bool = False) -> None:
        """Give the keyboard to a field, or to the first that can be written in; of a new item its title is known."""
        free = [made for made in self.inputs.values() if made.isEnabled()]
        first = free[1 if after_title and len(free) > 1 else 0] if free else None
        wanted = self.inputs.get(field) or first
        if wanted is not None:
            wanted.setFocus()

    def _clear(self, section: Section) -> None:
        self._shown, self.inputs, self._says = None, {}, {}
        clear(self._form)
        self.title.setText(tr(section.label))
        self.about.setText(tr(section.about))

    def _build(self, section: Section, key: str, *, fresh: bool) -> None:
        clear(self._form)
        self._shown, self.inputs, self._says, self._refused = (section.id, key), {}, {}, {}
        self.about.setText(tr(section.about))
        general = label("", theme.FINE, tone="bad", wrap=True)
        general.hide()
        self._says[""] = general
        self._form.addWidget(general)
        for field in sorted(section.fields, key=lambda field: (field.kind == "id", field.id != section.title)):
            name = label(tr(field.label), theme.FINE, tone="muted", bold=True)
            made = _input(field, self._options)
            made.setToolTip(tr(field.about))
            made.setAccessibleDescription(tr(field.about))
            made.setEnabled(fresh or field.kind != "id")
            made.settled.connect(lambda value, field=field: self.edited.emit((key, field, value)))
            made.refused.connect(partial(self._refuse, field.id))
            says = label("", theme.FINE, tone="bad", wrap=True)
            says.hide()
            self.inputs[field.id], self._says[field.id] = made, says
            self._form.addWidget(name)
            if field.about:
                self._form.addWidget(label(tr(field.about), theme.FINE, tone="muted", wrap=True))
            self._form.addWidget(made)
            self._form.addWidget(says)
            self._form.addSpacing(theme.TIGHT)

    def _refuse(self, id: str, words: Any) -> None:
        self._refused[id] = str(words)
        self._say(id)

    def _say(self, id: str) -> None:
        """What is wrong with a field: what cannot be read; where all can, the faults of the draft, then remarks."""
        says, refused = self._says[id], self._refused.get(id, "")
        faults = () if refused else self._faults.get(id, ())
        words = [refused, *(fault.says for fault in faults if not fault.warns)]
        remarks = [tr("Remark: {says}", says=fault.says) for fault in faults if fault.warns]
        tone(says, "bad" if any(words) else "wait")
        text = "\n".join(line for line in (*words, *remarks) if line)
        says.setText(text)
        says.setVisible(bool(text))
        if id in self.inputs:
            self.inputs[id].setAccessibleDescription(text)


def _input(field: Field, options: OptionsOf) -> Input:
    """The input of a kind of field."""
    name, required = tr(field.label), field.required
    match field.kind:
        case "text":
            return LongInput(name, lines=1, sentence=True)
        case "long":
            return LongInput(name)
        case "words":
            return WordsInput(name, tr("One a line"), 3, numbers=field.of == "number")
        case "number":
            return NumberInput(name, required=required)
        case "yes_no":
            return YesNoInput(name)
        case "choice":
            return ChoiceInput(name, options(field.of), required=required)
        case "choices":
            return ChoicesInput(
                name, lambda: options(field.of), tr("every line") if field.of == "service_line" else tr("none")
            )
        case "condition":
            return ConditionInput(name, options, required=required, none=tr("a person judges"))
        case "owner":
            return OwnerInput(name, lambda: options("region"))
        case "needs":
            return NeedsInput(name, lambda: options(field.of))
        case "hours_by" | "limits":
            return PairsInput(name, lambda: options(field.of) if field.of else ())
        case _:
            return LineInput(name)
