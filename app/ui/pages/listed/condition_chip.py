"""A condition of a filter in words, on a button that takes it away."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from app.language import tr
from app.ui.widgets.text import button

LONGEST = 40  # letters; the whole is in the tooltip


def condition_chip(said: str, drop: Callable[[], None]) -> QPushButton:
    """The button for a condition."""
    short = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
    chip = button(short, "x", name=tr("Filter no longer by: {words}", words=said))
    chip.setToolTip(said)
    chip.clicked.connect(lambda: drop())
    return chip
