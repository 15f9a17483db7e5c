"""The conditions of a filter in words, each on a button that takes it away."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLayout, QPushButton

from app.domain.listing import Condition
from app.language import tr
from app.ui.widgets.text import button

LONGEST = 40  # letters; the whole is in the tooltip


class ConditionChips:
    """One chip for each condition, at the end of a layout.

    A chip stays the same button for as long as its condition is asked for, also where other words come for it with the
    rows: somebody may be about to press it, or have the keyboard on it.
    """

    def __init__(self, layout: QLayout, drop: Callable[[Condition], None]) -> None:
        self._layout = layout
        self._drop = drop
        self._shown: dict[Condition, QPushButton] = {}

    def show(self, conditions: Sequence[Condition], words: Sequence[str]) -> None:
        """Show these conditions, each with its words."""
        before, self._shown = self._shown, {}
        asked = dict(zip(conditions, words, strict=True))  # what is asked for twice is one chip
        for condition, said in asked.items():
            chip = before.pop(condition, None) or self._chip(condition)
            self._layout.removeWidget(chip)
            self._layout.addWidget(chip)  # in the order in which they are asked for
            _say(chip, said)
            self._shown[condition] = chip
        for gone in before.values():
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _chip(self, condition: Condition) -> QPushButton:
        chip = button("", "x")
        chip.clicked.connect(partial(self._pressed, condition))
        return chip

    def _pressed(self, condition: Condition, _on: bool = False) -> None:
        self._drop(condition)


def _say(chip: QPushButton, said: str) -> None:
    """Put the condition into words that fit on a button."""
    chip.setText(said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…")
    chip.setAccessibleName(tr("Filter no longer by: {words}", words=said))
    chip.setToolTip(said)
