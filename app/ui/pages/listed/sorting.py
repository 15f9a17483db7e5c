"""The order of a list: chosen by key among every column and both ways, and remembered."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.listing import Kind, Order
from app.language import later, tr
from app.services.lists.places import ColumnView, columns, place_of
from app.ui import settings
from app.ui.dialogs.chooser import Choice, FixedChooser

_WAYS = {
    Kind.TEXT: (later("ascending: A to Z"), later("descending: Z to A")),
    Kind.CHOICE: (later("ascending: first to last"), later("descending: last to first")),
    Kind.NUMBER: (later("ascending: smallest first"), later("descending: largest first")),
    Kind.DATE: (later("ascending: earliest first"), later("descending: latest first")),
    Kind.YES_NO: (later("ascending: No first"), later("descending: Yes first")),
}


def kept_order(place: str) -> Order:
    """The order in which a list was left, else the one that it proposes."""
    way, _, id = settings.text(f"{place}/order").partition(" ")
    known = {one.id for one in columns(place)}
    return Order(id, way == "down") if id in known else place_of(place).order


def remember_order(place: str, order: Order) -> None:
    """Remember the order of a list."""
    settings.remember(f"{place}/order", f"{'down' if order.descending else 'up'} {order.column}")


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
