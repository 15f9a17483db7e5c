"""Sorting a list by key: every column, both ways."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.listing import Kind, Order
from app.language import later, tr
from app.services.lists.places import ColumnView
from app.ui.dialogs.chooser import Choice, FixedChooser

_WAYS = {
    Kind.TEXT: (later("A to Z"), later("Z to A")),
    Kind.CHOICE: (later("first to last"), later("last to first")),
    Kind.NUMBER: (later("smallest first"), later("largest first")),
    Kind.DATE: (later("earliest first"), later("latest first")),
    Kind.YES_NO: (later("No first"), later("Yes first")),
}


def ask_order(columns: Sequence[ColumnView], then: Callable[[Order], None], parent: QWidget) -> FixedChooser:
    """Let a column and a way be chosen by typing."""
    choices = [
        Choice(one.label, tr(words), partial(then, Order(one.id, descending)), "arrows-sort")
        for one in columns
        for descending, words in zip((False, True), _WAYS[one.kind], strict=True)
    ]
    chooser = FixedChooser(tr("Sort the list"), tr("Sort by which column?"), choices, parent)
    chooser.open()
    return chooser
