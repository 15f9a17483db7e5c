"""The places at the left, each with a count where something waits and with the saved views of its lists below it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.language import later, number, tr
from app.ui import icons, theme
from app.ui.command_table import PLACES, command
from app.ui.pages.listed.kinds import KINDS
from app.ui.widgets.reading_order import read_in_order
from app.ui.widgets.text import button, clear, column

if TYPE_CHECKING:
    from app.services.views import ViewRow

MOST = 3  # views below a place; the others are behind "More…"
LISTS = {
    "leads": ("leads",),
    "accounts": ("accounts", "people"),
    "calls": ("gaps",),
    "handoffs": ("handoffs",),
    "imports": ("imports",),
}
_WHOSE = {True: later("{name}: {list}, a view of your own"), False: later("{name}: {list}, a view of the team")}


class Navigation(QFrame):
    """Knows no page: says which place or which view is wanted."""

    wanted = Signal(object)  # a place
    view_wanted = Signal(object)  # ViewRow

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setFixedWidth(min(theme.px(158), 190))
        self._group = QButtonGroup(self)
        self.place_buttons: dict[str, QPushButton] = {}
        self._below: dict[str, QVBoxLayout] = {}
        inside = QWidget()
        box = column(space=0, edges=(0, theme.SMALL, 0, theme.SMALL))
        for at, (id, words, icon) in enumerate(PLACES):
            box.addWidget(self._place(at, id, tr(words), icon))
            if id in LISTS:
                self._below[id] = column(space=0)
                box.addLayout(self._below[id])
        box.addStretch(1)
        inside.setLayout(box)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Places"))
        self._area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.setLayout(column(self._area, space=0))

    def _place(self, at: int, id: str, words: str, icon: str) -> QPushButton:
        made = self.place_buttons[id] = button(words, icon, part="place")
        made.setCheckable(True)
        made.setToolTip(f"{words}  ({command(f'go.{id}').key})")
        made.clicked.connect(partial(self._on_place, id))
        self._group.addButton(made, at)
        return made

    def choose(self, place: str) -> None:
        """Show where one is; Tab stops there, arrows go to the other places."""
        if place in self.place_buttons:
            self.place_buttons[place].setChecked(True)
        for made in self.place_buttons.values():
            stops = made.isChecked()
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def count(self, waiting: Mapping[str, int]) -> None:
        """Show how much waits at each place."""
        for id, words, _ in PLACES:
            found, words = waiting.get(id, 0), tr(words)
            made = self.place_buttons[id]
            made.setText(f"{words}   {number(found)}" if found else words)
            made.setAccessibleName(tr("{words}, {count} waiting", words=words, count=number(found)) if found else words)

    def show_views(self, views: Sequence["ViewRow"]) -> None:
        """Show the saved views of each place, one's own first."""
        for place, box in self._below.items():
            theirs = sorted((one for one in views if one.place in LISTS[place]), key=lambda one: not one.own)
            clear(box)
            for one in theirs[: MOST if len(theirs) > MOST + 1 else MOST + 1]:
                link = ViewLink(one.name, _icon(one), _about(one))
                link.clicked.connect(partial(self._on_view, one))
                box.addWidget(link)
            if len(theirs) > MOST + 1:
                more = ViewLink(tr("More…"), "dots", tr("More views of {place}", place=self._words(place)))
                more.setMenu(self._menu(theirs, more))
                box.addWidget(more)

        read_in_order(*self._in_order())

    def _in_order(self) -> Iterator[QWidget]:
        for place, pressed in self.place_buttons.items():
            yield pressed
            yield from self._links(self._below[place]) if place in self._below else ()

    def view_links(self) -> list["ViewLink"]:
        """The views on screen, from top to bottom."""
        boxes = self._below.values()
        return [link for box in boxes for link in self._links(box)]

    @staticmethod
    def _links(box: QVBoxLayout) -> list["ViewLink"]:
        return [link for at in range(box.count()) if isinstance(link := _widget(box, at), ViewLink)]

    @staticmethod
    def _words(place: str) -> str:
        return next(tr(words) for id, words, _ in PLACES if id == place)

    def _menu(self, views: Sequence["ViewRow"], over: QPushButton) -> QMenu:
        menu = QMenu(over)
        for own, words in ((True, tr("Mine")), (False, tr("The team's"))):
            some = [one for one in views if one.own is own]
            if some:
                menu.addSection(words)
            for one in some:
                menu.addAction(one.name).triggered.connect(partial(self._on_view, one))
        return menu

    def _on_place(self, id: str, checked: bool = False) -> None:
        self.wanted.emit(id)

    def _on_view(self, view: "ViewRow", checked: bool = False) -> None:
        self.view_wanted.emit(view)


def _about(view: "ViewRow") -> str:
    return tr(_WHOSE[view.own], name=view.name, list=tr(KINDS[view.place].title))


_ICONS = {"people": "user", "gaps": "alert-triangle"}  # of lists that share a place with another


def _icon(view: "ViewRow") -> str:
    if view.place in _ICONS:
        return _ICONS[view.place]
    return "bookmark" if view.own else "users"


def _widget(box: QVBoxLayout, at: int) -> QWidget | None:
    item = box.itemAt(at)
    return item.widget() if item is not None else None


class ViewLink(QPushButton):
    """A saved view by its name, cut where it is long."""

    def __init__(self, name: str, icon: str, about: str) -> None:
        super().__init__(name)
        self._name = name
        self.setProperty("part", "view")
        self.setAccessibleName(about)
        self.setToolTip(about)
        self.setAutoDefault(False)
        self.setFont(theme.font(theme.FINE))
        self.setIconSize(QSize(theme.px(14), theme.px(14)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        icons.dress(self, icon)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the name for the new width."""
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - 2 * theme.LARGE
        self.setText(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room))
