"""Text on a page: labels in our sizes and tones, cards, and rows of widgets with our spacing."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons, theme


def label(text: str = "", size: int = theme.BODY, *, tone: str = "", bold: bool = False, wrap: bool = False) -> QLabel:
    """A plain-text label; wrapped ones give way to a narrow page."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(size, bold=bold))
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # as high as its lines need at the width it gets
        made.setSizePolicy(policy)
    return made


def tone(of: QLabel, hue: str) -> None:
    """Change the tone of a label that is already on screen."""
    of.setProperty("tone", hue)
    of.style().unpolish(of)
    of.style().polish(of)


def tip(text: str) -> str:
    """What people or files wrote, as a tooltip: shown as it is written, even where Qt would take it for HTML.

    A name like "<img src=…>" in an imported list is not to fetch anything.
    """
    looks_rich = "<" in text or "&lt;" in text
    return f"<p>{escape(text).replace(chr(10), '<br>')}</p>" if looks_rich else text


class Elided(QLabel):
    """One line that is cut with an ellipsis where it does not fit; the whole text is in the tooltip."""

    def __init__(self, text: str = "", size: int = theme.BODY, *, tone: str = "", bold: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, bold=bold))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(40))
        self._whole = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: object) -> None:
        """Cut again for the new width."""
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 40))
        self.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")


class Link(QPushButton):
    """Words that lead somewhere; a button to the keyboard and to a screen reader."""

    def __init__(self, text: str, name: str = "", *, elide: bool = False, size: int = theme.BODY) -> None:
        super().__init__(text)
        self._whole = text if elide else ""
        if size != theme.BODY:
            self.setFont(theme.font(size))
        self.setProperty("part", "link")
        self.setAccessibleName(name or text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if elide:
            self.setMinimumWidth(theme.px(40))
            self.setMaximumWidth(self.sizeHint().width() + 2)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.setToolTip(tip(text))

    def say(self, text: str) -> None:
        """Say something else, cut where there is too little room; for a link that was made to be cut."""
        self._whole = text
        self.setText(text)
        self.setMaximumWidth(self.sizeHint().width() + 2)
        self.resizeEvent(QResizeEvent(self.size(), self.size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words again for the new width."""
        super().resizeEvent(event)
        if self._whole:
            self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - 2))


def button(text: str, icon: str = "", *, part: str = "", name: str = "") -> QPushButton:
    """A button with a verb on it; `part` "main" is the one that Enter means."""
    made = QPushButton(text)
    made.setProperty("part", part)
    made.setAccessibleName(name or text)
    made.setAutoDefault(False)
    if icon:
        icons.dress(made, icon, "on_accent" if part == "main" else "muted")
    return made


def frame(part: str) -> QFrame:
    """A frame drawn by the style sheet as a card, bar, foot, side, strip, toast or drop zone."""
    made = QFrame()
    made.setProperty("part", part)
    return made


def row(
    *items: QWidget | QLayout | int | None, space: int = theme.SMALL, edges: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Items beside each other; None is a stretch, a number a gap."""
    box = QHBoxLayout()
    _fill(box, items, space, edges)
    return box


def column(
    *items: QWidget | QLayout | int | None, space: int = theme.SMALL, edges: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Items below each other; None is a stretch, a number a gap."""
    box = QVBoxLayout()
    _fill(box, items, space, edges)
    return box


def _fill(
    box: QHBoxLayout | QVBoxLayout,
    items: Sequence[QWidget | QLayout | int | None],
    space: int,
    edges: tuple[int, int, int, int],
) -> None:
    box.setSpacing(space)
    box.setContentsMargins(*edges)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)


class Card(QFrame):
    """A titled card; `body` is the column its content goes into."""

    asked = Signal()  # its action was pressed

    def __init__(self, title: str = "", action: str = "", *, key: str = "") -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.body = column(edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.MIDDLE))
        self.title = label(title, theme.FINE, tone="muted", bold=True)
        self.title.setMinimumHeight(theme.px(18) if title else 0)  # heads align, with an act in them or without
        self.aside = label("", theme.FINE, tone="muted")
        self.head = head = row(self.title, self.aside, None)
        if action:
            link = Link(action + (f"  {key}" if key else ""), name=f"{action}: {title}")
            link.setFont(theme.font(theme.FINE))
            link.clicked.connect(self.asked)
            head.addWidget(link)
        if title or action:
            self.body.addLayout(head)
        self.setLayout(self.body)


def scrolling(inside: QWidget) -> QScrollArea:
    """A column that scrolls where there is too little height for it; Tab stops at what is in it."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def clear(box: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()
