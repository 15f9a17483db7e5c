"""Tab goes from part to part in the order in which people read, whenever the parts were made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def read_in_order(*parts: QWidget) -> None:
    """Let Tab go through these parts, and through what is laid out inside each, in this order.

    They have to be in their window by then; the first stop stays where it is.
    """
    stops = [stop for part in parts for stop in _stops(part)]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def read_from_the_top(page: QWidget) -> None:
    """Let Tab go through a page in the order of its layout, beginning where the page begins."""
    stops = list(_stops(page))
    for one, other in pairwise((page, *stops)):
        QWidget.setTabOrder(one, other)


def _stops(part: QWidget) -> Iterator[QWidget]:
    """The part itself where it takes the keyboard, else what is laid out inside it and does."""
    if part.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield part
    elif (layout := part.layout()) is not None:
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _inside(inner)
