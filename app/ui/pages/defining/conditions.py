"""A condition: one line in words, with a button to the dialog that builds it."""

from typing import Any

from app.domain.conditions import Condition
from app.domain.playbook.condition_words import read
from app.domain.problems import Problem
from app.language import later, tr
from app.ui import theme
from app.ui.pages.defining.building import Builder
from app.ui.pages.defining.condition_words import OptionsOf, Written, as_written, in_words, labels_from
from app.ui.pages.defining.inputs import Input, LongInput
from app.ui.widgets.text import button, column, row

ALWAYS: Written = {}
_SUCH_AS = later("such as: facility type is Hospital")


class ConditionInput(Input):
    """The condition in words, with Build beside it. Nothing written is None: no condition, not one that always holds.

    Where `required` is False, `none` says what no condition means.
    """

    def __init__(self, name: str, options: OptionsOf, *, required: bool = True, none: str = "") -> None:
        super().__init__(name)
        self._name, self._options = name, options
        self.words = LongInput(name, tr(_SUCH_AS) if required else none)
        self.words.settled.connect(lambda _: self.settle())
        self.build = button(tr("Build"), name=tr("Build: {name}", name=name))
        self.build.clicked.connect(self._open)
        box = column(self.words, row(self.build, None), space=theme.TIGHT)
        self.setLayout(box)
        self.setFocusProxy(self.words)

    @property
    def dirty(self) -> bool:
        """True while other words stand here than those that are settled, or that a file wrote and nobody can read."""
        return bool(self.words.dirty)

    def write(self, value: Any) -> None:
        """Show the condition in words; words of a file that could not be read stand as they are."""
        text = in_words(value, labels_from(self._options)) if isinstance(value, dict) else str(value or "")
        self.words._shown = text
        self.words.write(text)

    def read(self) -> Any:
        """The condition as a playbook writes it. Raises Problem that says where the words are not understood."""
        text = self.words.read()
        return as_written(read(text, labels_from(self._options))) if text else None

    def show_value(self, value: Any) -> None:
        """Show a condition; how it is spelled makes no difference."""
        try:
            super().show_value(None if value is None else as_written(Condition.model_validate(value)))
        except ValueError:  # what the model says of what is no condition
            super().show_value(value if isinstance(value, str) else None)

    def _open(self) -> None:
        try:
            value = self.read()
        except Problem:
            value = self._shown
        Builder(self._name, value if isinstance(value, dict) else ALWAYS, self._options, self._take, self).open()

    def _take(self, value: Written) -> None:
        self.write(value)
        self.settle()
