"""What may be wrong with a window on screen: names, reach of the keyboard, cut words, room, bars within bars."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from app.ui.widgets.text import Elided

SLACK = 2  # pixels by which the size hint of a text is rounded up


def shown(window: QWidget) -> list[QWidget]:
    """Every widget that is on screen in it."""
    return [one for one in window.findChildren(QWidget) if one.isVisibleTo(window) and one.window() is window]


def stops(window: QWidget) -> list[QWidget]:
    """What Tab stops at, in the order in which it does."""
    chain: list[QWidget] = []
    met: set[QWidget] = set()
    at = window.nextInFocusChain()
    while at is not window and at not in met:
        met.add(at)
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(window) and at.isEnabled():
            chain.append(at)
        at = at.nextInFocusChain()
    return chain


def said(widget: QWidget) -> str:
    """What a screen reader says a control is called."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, (QAbstractButton, QLabel)):
        return widget.text()
    labels = [one for one in widget.window().findChildren(QLabel) if one.buddy() is widget]
    return labels[0].text() if labels else ""


def nameless(window: QWidget) -> Iterator[str]:
    """Controls that nobody could name who does not see them."""
    for one in stops(window):
        if not said(one).strip("&… ") and not isinstance(one.focusProxy(), QWidget):
            yield f"{kind(one)} has no name"


def out_of_reach(window: QWidget) -> Iterator[str]:
    """Buttons and fields that can be pressed or written in with the mouse and not with the keyboard."""
    reached = set(stops(window))
    for one in shown(window):
        wants = isinstance(one, (QAbstractButton, QLineEdit, QComboBox)) and one.isEnabled()
        if not wants or one in reached or one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        inside = isinstance(one.parentWidget(), (QComboBox, QLineEdit, QTabBar, QAbstractScrollArea, QScrollBar))
        beside = any(type(other) is type(one) and other.parent() is one.parent() for other in reached)  # arrows go on
        if not inside and not beside:
            yield f"{kind(one)} “{said(one)}” is not reached by Tab"


def cut(window: QWidget) -> Iterator[str]:
    """Words that are cut without a sign of it: labels and buttons narrower or lower than what they say."""
    for one in shown(window):
        if isinstance(one, Elided) or not isinstance(one, (QLabel, QAbstractButton)) or not one.text():
            continue
        if isinstance(one, QAbstractButton) and "…" in one.text():
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            high = one.heightForWidth(one.width())
            if one.height() + SLACK < high:
                yield f"{kind(one)} “{one.text()[:60]}” has {one.height()} of {high} pixels of height"
            continue
        wide = _needed(one)
        if one.width() + SLACK < wide:
            yield f"{kind(one)} “{one.text()[:60]}” has {one.width()} of {wide} pixels"


def _needed(one: QWidget) -> int:
    if isinstance(one, QLabel):
        margins = one.contentsMargins()
        lines = one.text().split("\n")
        return max(one.fontMetrics().horizontalAdvance(line) for line in lines) + margins.left() + margins.right()
    assert isinstance(one, QAbstractButton)
    text = one.text().replace("&", "").split("\n")
    icon = one.iconSize().width() if not one.icon().isNull() else 0
    return max(one.fontMetrics().horizontalAdvance(line) for line in text) + icon


def outgrown(window: QWidget, wide: int = 1280, high: int = 800) -> Iterator[str]:
    """A window that wants more room than the screen has, and what is wider than the area that scrolls it down only."""
    wanted = window.minimumSizeHint().expandedTo(window.minimumSize())
    if wanted.width() > wide or wanted.height() > high:
        yield f"wants {wanted.width()} x {wanted.height()}"
    elif window.width() > wide or window.height() > high:
        yield f"has grown to {window.width()} x {window.height()}"
    for area in (one for one in shown(window) if isinstance(one, QScrollArea)):
        held, never = area.widget(), Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if held is None or area.horizontalScrollBarPolicy() is not never:
            continue
        if held.width() > area.viewport().width() + SLACK:
            yield f"{kind(area)} “{said(area)}” hides {held.width() - area.viewport().width()} pixels at its right"


def bars_within_bars(window: QWidget) -> Iterator[str]:
    """Two scroll bars in one direction around the same thing."""
    areas = [one for one in shown(window) if isinstance(one, QAbstractScrollArea)]
    for inner in areas:
        above = inner.parentWidget()
        while above is not None:
            if isinstance(above, QAbstractScrollArea):
                for bar, around, way in (
                    (inner.verticalScrollBar(), above.verticalScrollBar(), "down"),
                    (inner.horizontalScrollBar(), above.horizontalScrollBar(), "across"),
                ):
                    if bar.isVisible() and around.isVisible():
                        yield f"{kind(inner)} “{said(inner)}” scrolls {way} within what scrolls {way}"
            above = above.parentWidget()


def unseen_focus(window: QWidget) -> Iterator[str]:
    """Controls that look the same with the keyboard in them as without."""
    before = QApplication.focusWidget()
    for one in stops(window):
        held = QApplication.focusWidget()
        if held is not None:
            held.clearFocus()
        QApplication.processEvents()
        if not isValid(one):
            continue  # its page was drawn again meanwhile
        without = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if not isValid(one) or QApplication.focusWidget() is None or not one.hasFocus():
            continue  # it gave the keyboard on, or took itself away
        if one.grab().toImage() == without:
            yield f"{kind(one)} “{said(one)}” looks the same with the keyboard"
        one.clearFocus()
    if before is not None and isValid(before):
        before.setFocus()


def kind(widget: QWidget) -> str:
    """What a widget is, and in what, for a person who is to find it."""
    above = widget.parentWidget()
    return f"{type(widget).__name__} in {type(above).__name__}" if above is not None else type(widget).__name__
