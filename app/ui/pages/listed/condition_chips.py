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
        self._shown: list[tuple[Condition, QPushButton]] = []

    def show(self, conditions: Sequence[Condition], words: Sequence[str]) -> None:
        """Show these conditions, each with its words."""
        if [one for one, _ in self._shown] != list(conditions):
            self._renew(conditions)
        for (_, chip), said in zip(self._shown, words, strict=True):
            _say(chip, said)

    def _renew(self, conditions: Sequence[Condition]) -> None:
        for _, gone in self._shown:
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._shown = [(one, self._chip(one)) for one in conditions]

    def _chip(self, condition: Condition) -> QPushButton:
        chip = button("", "x")
        chip.clicked.connect(partial(self._pressed, condition))
        self._layout.addWidget(chip)
        return chip

    def _pressed(self, condition: Condition, _on: bool = False) -> None:
        self._drop(condition)


def _say(chip: QPushButton, said: str) -> None:
    """Put the condition into words that fit on a button."""
    chip.setText(said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…")
    chip.setAccessibleName(tr("Filter no longer by: {words}", words=said))
    chip.setToolTip(said)
