"""A workspace on screen: places on the left, pages in the middle, the lead in hand on the right, state at the foot."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QStatusTipEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.ui import settings, theme
from app.ui.bench import Bench
from app.ui.command_table import PLACES
from app.ui.navigation import Navigation
from app.ui.pages.page import Page
from app.ui.review.half_typed import HalfTyped
from app.ui.status_line import StatusLine
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column, frame, row

if TYPE_CHECKING:
    from app.services.views import ViewRow, ViewSettings

# pages of a place of the navigation
HOMES = {"duplicates": "imports", "people": "accounts", "person": "accounts", "call": "calls"}
PANEL_PLACES = ("leads", "handoffs")
NARROW = 800  # pixels at 100 %


class WorkspaceView(QWidget):
    """Makes each page when it is first wanted; keeps where we were, for going back."""

    status_drawn = Signal(object)  # StatusView

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.pages: dict[str, Page] = {}
        self.place = ""
        self._trail: list[tuple[str, Any]] = []
        self._build()
        self._bind()
        bench.runner.changed.connect(self._on_changed)
        bench.runner.rested.connect(self._on_rested)
        bench.lead_wanted.connect(partial(self.go, "lead"))
        bench.account_wanted.connect(partial(self.go, "account"))
        bench.place_wanted.connect(self._go_to)
        bench.lead_shown.connect(self._show_lead)

    def _build(self) -> None:
        self.navigation = Navigation()
        self.place_buttons = self.navigation.place_buttons
        self.navigation.wanted.connect(self.go)
        self.navigation.view_wanted.connect(self.show_view)
        self.stack = Stack()
        self.panel = frame("side")
        self.panel.setMinimumWidth(min(theme.px(240), 340))
        self.panel.setMaximumWidth(theme.px(560))
        self.panel.hide()
        self.split = QSplitter()
        self.split.setHandleWidth(3)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 1)  # on a wider screen the page has the room, the panel keeps its width
        self.split.setChildrenCollapsible(False)
        self.split.splitterMoved.connect(lambda *_: settings.remember("side/width", self.panel.width()))
        self._panel_page: Any = None
        self.status_line = StatusLine(self.bench)
        middle = row(self.navigation, self.split, space=0)
        middle.setStretch(1, 1)
        whole = column(middle, self.status_line, space=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _bind(self) -> None:
        bind = self.bench.commands.bind
        for id, _, _ in PLACES:
            bind(f"go.{id}", self, partial(self.go, id))
        bind("go.duplicates", self, partial(self.go, "duplicates"))
        bind("go.people", self, partial(self.go, "people"))
        bind("go.gaps", self, partial(self._go_to, ("gaps", None)))
        bind("go.nurture", self, self._show_nurture)
        bind("go.back", self, self.back, lambda: len(self._trail) > 1)
        bind("view.panel", self, self._toggle_panel, lambda: self.place in PANEL_PLACES)
        bind("edit.undo", self, self._undo, lambda: bool(self._can and self._can.undo))
        bind("edit.redo", self, self._redo, lambda: bool(self._can and self._can.redo))
        bind("edit.history", self, self._show_history)
        bind("edit.search", self, self._search)
        bind("lead.add", self, self._add_lead, lambda: not self.bench.read_only)
        self._can: Any = None

    # --- going about -------------------------------------------------------------------------------------------------

    def go(self, place: str, what: Any = None) -> None:
        """Show a place, or a lead or account in full."""
        what = None if isinstance(what, bool) else what
        if place not in self.pages:
            page = self.pages[place] = _make(place)(self.bench)
            self.stack.addWidget(page)
        self.place = place
        self._trail = [*self._trail[-20:], (place, what)]
        page = self.pages[place]
        self.stack.setCurrentWidget(page)
        self.navigation.choose(HOMES.get(place, place))
        if place in self.place_buttons:
            settings.remember("place", place)
        self._fold()
        self.panel.hide()  # a page with a lead in hand says so
        self.bench.counted.emit("")
        page.appear(what)
        self.bench.commands.refresh()

    @property
    def where(self) -> tuple[str, Any]:
        """The place on screen and what it shows."""
        return self._trail[-1] if self._trail else ("today", None)

    @property
    def topic(self) -> str:
        """What help there is for the page on screen."""
        page = self.pages.get(self.place)
        return (page.topic if page is not None else "") or self.place

    @property
    def holds_input(self) -> bool:
        """True while the page on screen holds something half-typed or half-decided."""
        page = self.pages.get(self.place)
        return page is not None and page.holds_input

    @property
    def unfinished(self) -> str:
        """What was typed for the review and became nothing: it would be lost with the workspace."""
        return HalfTyped.of(self.bench).words

    def finish(self) -> None:
        """The workspace closes; the runner still does what is ordered now."""
        for page in self.pages.values():
            page.finish()

    def _go_to(self, wish: tuple[str, Any]) -> None:
        place, what = wish
        if place == "history":  # a dialog over what is on screen
            self._show_history(what)
        elif place == "gaps":  # the second list of the calls
            self.go("calls", (place, what))
        else:
            self.go(place, what)

    def show_view(self, view: "ViewRow") -> None:
        """Go to the list of a saved view, set up as it says."""
        self._go_to((view.place, view.settings))

    def back(self) -> None:
        """Go where we were before."""
        if len(self._trail) > 1:
            self._trail.pop()
            place, what = self._trail.pop()
            self.go(place, what)

    def _on_rested(self) -> None:
        """The first rows are there: what else the window shows may come now."""
        self.bench.runner.rested.disconnect(self._on_rested)
        QTimer.singleShot(20, self, self._complete)

    def _complete(self) -> None:
        self.refresh()
        self._ask_views()
        self.bench.commands.dress()

    def refresh(self) -> None:
        """Ask for the state of the workspace."""
        from app.services.overview import status  # the first rows do not wait for it

        self.bench.ask(status, then=self._draw_status, key="status")

    def _ask_views(self) -> None:
        from app.services.views import views

        self.bench.ask(views, then=self.navigation.show_views, key="navigation/views")

    def _draw_status(self, view: Any) -> None:
        if self._can is not None and self._can.playbook_version != view.playbook_version:
            self._forget_pages()
        self._can = view
        self.status_line.draw(view)
        self.navigation.count(view.counts)
        self.status_drawn.emit(view)
        self.bench.commands.refresh()

    def _forget_pages(self) -> None:
        """Other definitions are in force: pages that show words of the old ones are made anew when they are wanted."""
        for place, page in tuple(self.pages.items()):
            if place != self.place and not page.holds_input:
                del self.pages[place]
                self.stack.removeWidget(page)
                page.deleteLater()

    def _on_changed(self, changed: Any) -> None:
        self.refresh()
        if changed.places & {"views", "imports", "playbook"}:
            self._ask_views()
        if self._panel_page is not None and self._panel_page.lead_id in changed.leads:
            self._panel_page.show_lead(self._panel_page.lead_id)

    def event(self, event: QEvent) -> bool:
        """What a part says in passing is said at the foot."""
        if isinstance(event, QStatusTipEvent) and event.tip():
            self.status_line.say(event.tip())
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In half a screen a page that may have it all."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The places give way to a call in half a screen; their keys and the menu Go lead on."""
        page = self.pages.get(self.place)
        narrow = self.width() < theme.px(NARROW)
        self.navigation.setVisible(not (narrow and page is not None and page.half_screen))

    # --- the panel ---------------------------------------------------------------------------------------------------

    def _show_lead(self, lead_id: int | None) -> None:
        if lead_id is None or not self._panel_wanted() or self.place not in PANEL_PLACES:
            self.panel.setVisible(False)
            return
        if self._panel_page is None:
            from app.ui.pages.lead_panel import LeadPanel

            self._panel_page = LeadPanel(self.bench)
            self.panel.setLayout(column(self._panel_page, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)))
        if self.panel.isHidden():
            self.panel.show()
            wide = round(settings.number("side/width", min(theme.px(304), 380)))
            self.split.setSizes([self.split.width() - wide, wide])
        self._panel_page.show_lead(lead_id)

    def _panel_wanted(self) -> bool:
        return settings.text("panel", "yes") == "yes" and self.width() >= theme.px(1100)

    def _toggle_panel(self) -> None:
        settings.remember("panel", "no" if self._panel_wanted() else "yes")
        self.show_panel()

    def show_panel(self) -> None:
        """Show or hide the panel as it is wanted now."""
        if self.place in PANEL_PLACES:
            self.panel.setVisible(self._panel_wanted() and self._panel_page is not None)
            self.pages[self.place].refresh()

    # --- dialogs -----------------------------------------------------------------------------------------------------

    def _undo(self) -> None:
        from app.services.undoing import undo

        self.bench.do(undo)

    def _redo(self) -> None:
        from app.services.undoing import redo

        self.bench.do(redo)

    def _show_history(self, wish: "ViewSettings | None" = None) -> None:
        from app.ui.dialogs.history import HistoryDialog

        HistoryDialog(self.bench, self.window(), wish=wish).open()

    def _show_nurture(self) -> None:
        from app.ui.dialogs.nurture_dialog import NurtureDialog

        NurtureDialog(self.bench, self.window()).open()

    def _search(self) -> None:
        from app.ui.dialogs.search import SearchDialog

        SearchDialog(self.bench, self.window()).open()

    def _add_lead(self) -> None:
        from app.ui.dialogs import lead_form

        lead_form.add(self.bench, self.window())


PAGES = {
    "today": ("today", "TodayPage"),
    "leads": ("leads", "LeadsPage"),
    "lead": ("lead", "LeadPage"),
    "accounts": ("accounts", "AccountsPage"),
    "account": ("account", "AccountPage"),
    "people": ("people", "PeoplePage"),
    "person": ("person", "PersonPage"),
    "calls": ("calls", "CallsPage"),
    "call": ("call", "CallPage"),
    "handoffs": ("handoffs", "HandoffsPage"),
    "review": ("review", "ReviewPage"),
    "imports": ("imports", "ImportsPage"),
    "duplicates": ("duplicates", "DuplicatesPage"),
    "playbook": ("playbook", "PlaybookPage"),
}


def _make(place: str) -> Callable[[Bench], Page]:
    """The page of a place; its code is met only when it is wanted, so that the window opens at once."""
    module, name = PAGES[place]
    made: Callable[[Bench], Page] = getattr(import_module(f"app.ui.pages.{module}"), name)
    return made
