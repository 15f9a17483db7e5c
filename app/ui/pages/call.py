"""One call: at the left the sheet as it will print, at the right what is said while it is said."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.language import tr
from app.services.calls.sheet import call_of_lead, call_sheet
from app.services.calls.view import call_view
from app.ui import theme
from app.ui.bench import Bench
from app.ui.calls.call_head import CallHead
from app.ui.calls.capture import Capture
from app.ui.calls.keys import CallKeys
from app.ui.calls.preview import SheetPreview
from app.ui.calls.words import PARTS_OF_PLACE
from app.ui.pages.page import Page
from app.ui.widgets.empty import Empty
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column

if TYPE_CHECKING:
    from app.domain.calls.sheet import CallSheet
    from app.services.calls.view import CallView

BESIDE = 860  # pixels at 100 % from which sheet and answers stand beside each other, else above each other
BESIDE_WHERE_LOW = 700  # where one above the other has no room
TALL = 900  # from which there is room for both above each other, else Ctrl+Tab goes from one to the other


class CallPage(Page):
    """Keeps the call, or the lead for whom none is planned; half a screen is enough for it."""

    half_screen = True

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.call_id: int | None = None
        self.lead_id: int | None = None  # for whom no call is planned
        self._about: int | None = None  # the lead whose call was asked for, until it is drawn
        self._arriving, self._arranged = False, (False, True)
        self.head, self.sheet, self.capture = CallHead(bench), SheetPreview(), Capture(bench)
        self.head.lead.clicked.connect(self._open_lead)
        self.none = Empty(
            "phone-plus",
            tr("No call is planned with this lead"),
            tr("Plan one, and the questions are picked for its length and for who attends."),
            tr("Plan a call"),
            lambda: bench.commands.act("call.plan"),
        )
        self.right = Stack()
        self.right.addWidget(self.capture)
        self.right.addWidget(self.none)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(True)
        self.split.setHandleWidth(5)
        self.split.addWidget(self.sheet)
        self.split.addWidget(self.right)
        whole = column(self.head, self.split, space=theme.TIGHT, edges=(theme.SMALL, theme.TIGHT, theme.SMALL, 0))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.keys = CallKeys(bench.commands.act, self.capture.said_by)
        self.keys.heed(self.head, self.sheet, self.none)
        self._bind()

    def _bind(self) -> None:
        bind = self.bench.commands.bind
        acts: dict[str, tuple[Callable[[], Any], Callable[[], bool]]] = {
            "call.plan": (self._plan, lambda: not self.bench.read_only and self._lead is not None),
            "call.edit": (self._edit, lambda: self._is_planned() and not self.bench.read_only),
            "call.technical": (self._technical, lambda: self._lead is not None and not self.bench.read_only),
            "call.paper": (self._paper, lambda: self.call_id is not None or self.lead_id is not None),
            "call.panes": (self.other_pane, lambda: True),
        }
        for id, (act, where) in acts.items():
            bind(id, self, act, where)

    @property
    def holds_input(self) -> bool:
        """True while something is typed."""
        return self.capture.isVisible() and self.capture.holds_input

    @property
    def _lead(self) -> int | None:
        return self.capture.lead_id if self.call_id is not None else self.lead_id

    def _is_planned(self) -> bool:
        view = self.capture.view
        return self.call_id is not None and view is not None and view.row.state == "planned"

    # --- showing -----------------------------------------------------------------------------------------------------

    def appear(self, what: Any = None) -> None:
        """Show the call with this number, or ("lead", number): the call of a lead, else its sheet without one."""
        if isinstance(what, tuple):
            self.capture.leave()
            self.call_id, self.lead_id = None, what[1]
            self._about = what[1]
        elif what is not None:
            self.capture.leave()
            self.call_id, self.lead_id = what, None
            self._about = None
        read_from_the_top(self)
        self._arriving = True
        super().appear(what)

    def refresh(self) -> None:
        """Ask for the call; for a lead, first which call that is."""
        if self.call_id is not None:
            self.bench.ask(call_view, self.call_id, then=self._draw, key="call", failed=self._gone)
        elif self.lead_id is not None:
            self.bench.ask(call_of_lead, self.lead_id, then=self._found, key="call of lead")

    def concerns(self, changed: Any) -> bool:
        """Whatever touches its leads or its account, and undo, which may touch anything."""
        view = self.capture.view
        leads = {self.lead_id, *(one.id for one in view.leads)} if view is not None else {self.lead_id}
        around = view is not None and view.row.account_id in changed.accounts
        return bool(leads & set(changed.leads)) or bool(changed.places) or around

    def _found(self, call_id: int | None) -> None:
        if call_id is not None:
            self.call_id, self.lead_id = call_id, None
            self.refresh()
        else:
            self.bench.ask(call_sheet, None, lead_id=self.lead_id, then=self._draw_lead, key="call sheet")

    def _draw(self, view: "CallView") -> None:
        self.head.draw(view.row, tr(PARTS_OF_PLACE[view.row.when]))
        self.sheet.show_sheet(view.sheet)
        self.capture.draw(view, self._about)
        self._about = None
        self._show(self.capture)

    def _draw_lead(self, sheet: "CallSheet") -> None:
        self.head.draw_lead(sheet.header.lead)
        self.sheet.show_sheet(sheet)
        self._show(self.none)

    def _show(self, right: QWidget) -> None:
        self.right.setCurrentWidget(right)
        self.drawn = True
        if self._arriving:
            self._arriving = False
            (self.capture.take_focus if right is self.capture else self.none.take_focus)()
        self.bench.commands.refresh()

    def _gone(self, error: Exception) -> None:
        """A call that was undone is no longer there: back to the list."""
        self.bench.problems.show(error)
        self.call_id = None
        self.bench.place_wanted.emit(("calls", None))

    # --- half a screen -----------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part alone: with less room than for both they no longer stand side by side."""
        parts = (self.head, self.sheet, self.right)
        edges = self.contentsMargins().left() + self.contentsMargins().right() + 2 * theme.SMALL
        return QSize(max(part.minimumSizeHint().width() for part in parts) + edges, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else the answers above and the sheet below."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        tall = self.height() >= theme.px(TALL)
        beside = self.width() >= theme.px(BESIDE if tall else BESIDE_WHERE_LOW)
        if (beside, tall) == self._arranged:
            return
        self._arranged = (beside, tall)
        self.right.setContentsMargins(theme.TIGHT if beside else 0, 0, 0, 0)  # off the line between the two
        self.split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self.split.insertWidget(0, self.sheet if beside else self.right)
        self.sheet.setVisible(beside or tall)
        self.right.show()
        whole, share = (self.width(), 46) if beside else (self.height(), 60)
        self.split.setSizes([whole * share // 100, whole * (100 - share) // 100])

    def other_pane(self) -> None:
        """From the answers to the sheet and back; where there is no room for both, one takes it all."""
        held = self.focusWidget()
        in_sheet = held is not None and (held is self.sheet or self.sheet.isAncestorOf(held))
        if self._arranged == (False, False):
            in_sheet = self.sheet.isVisible()
            self.sheet.setVisible(not in_sheet)
            self.right.setVisible(in_sheet)
        if in_sheet:
            self.capture.take_focus()
        else:
            self.sheet.setFocus()

    # --- what can be done --------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        from app.ui.calls.plan_dialog import PlanDialog

        PlanDialog(self.bench, self._lead, self._planned, self.window()).open()

    def _planned(self, call_id: int) -> None:
        self.appear(call_id)

    def _edit(self) -> None:
        from app.ui.calls.plan_dialog import PlanDialog

        PlanDialog(self.bench, self._lead, None, self.window(), view=self.capture.view).open()

    def _technical(self) -> None:
        from app.ui.calls.technical_dialog import TechnicalDialog

        assert self._lead is not None
        TechnicalDialog(self.bench, self._lead, self.window()).open()

    def _paper(self) -> None:
        from app.ui.calls.paper_dialog import CallPaperDialog

        self.capture.leave()
        CallPaperDialog(self.bench, self.call_id, self.lead_id, self.window()).open()

    def _open_lead(self) -> None:
        self.bench.lead_wanted.emit(self._lead)

    def finish(self) -> None:
        """What is typed becomes an answer."""
        self.capture.leave()

    def showEvent(self, event: QShowEvent) -> None:
        """What is said for a moment lies on the sheet, not on the keys of the call."""
        self.bench.toast.lie_on(self.sheet, self.head)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page loses nothing."""
        self.bench.toast.lie_on()
        self.capture.leave()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and not self.capture.is_busy:
            self.bench.commands.act("go.back")
        else:
            super().keyPressEvent(event)
