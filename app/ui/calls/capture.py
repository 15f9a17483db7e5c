"""Live capture: the questions, the one in hand with what is typed for it, what it would prove; all by keys (CP5)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.calls.capture import begin_call
from app.services.calls.settling import settle_suggestion
from app.ui import theme
from app.ui.bench import Bench
from app.ui.calls.asking import Asking
from app.ui.calls.capture_foot import CaptureFoot
from app.ui.calls.close_out import CloseOut
from app.ui.calls.jotting import Jotting, Noted
from app.ui.calls.keys import CallKeys
from app.ui.calls.note_pane import NotePane
from app.ui.calls.question_acts import QuestionActs
from app.ui.calls.questions import AskedLine
from app.ui.calls.room import Room
from app.ui.calls.state_line import StateLine
from app.ui.calls.suggesting import ContradictionLine, SuggestionBar
from app.ui.calls.summary import CallSummary
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import column, scrolling

if TYPE_CHECKING:
    from app.services.calls.view import CallView

LEAST = 100  # pixels at 100 % of the question in hand


class Capture(QWidget):
    """Holds the question in hand, what its answers suggest, the strips and the close-out; `draw` tells it the rest."""

    drawn = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.view: CallView | None = None
        self._build()
        self.room = Room(self, self.list, self.middle)
        self._low = False
        self.keys = CallKeys(bench.commands.act, self.said_by)
        self.keys.heed(self.list, self.card, self.suggestion, *self.buttons.values(), self.leads)
        self.keys.heed(self.closing, digits=False)
        self.notes.heed(self.keys)
        self._bind()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.state = StateLine()
        self.asking = Asking(self.bench, self)
        self.asking.lead_taken.connect(self.take_focus)
        self.list, self.card, self.leads = self.asking.list, self.asking.card, self.asking.about.box
        self.answers, self.keeper = self.asking.answers, self.asking.answers.keeper
        self.answers.told.connect(self.state.say_kept)
        self._build_suggestions()
        self._build_strips()
        self.closing, self.summary = CloseOut(self.bench), CallSummary()
        self.closing.typed.connect(lambda typed: self.keeper.note(*typed))
        self.closing.left.connect(self.leave_closing)
        self.closing.settled.connect(self._closed)
        self.middle = Stack()
        for shown in (self.card, self.closing, self.summary):
            self.middle.addWidget(scrolling(_inside(shown)))
        self.middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # what the list leaves
        self.middle.setMinimumHeight(theme.px(LEAST))
        self.foot = CaptureFoot(self.bench)
        self.buttons, self.hints = self.foot.buttons, self.foot.hints
        box = column(self.state, self.asking.about, self.list, self.middle, self.contradictions, self.suggestion,
                     self.notes, self.foot.acts, self.hints, space=theme.TIGHT)  # fmt: skip
        box.setStretch(3, 1)  # the list is as high as its questions
        self.setLayout(box)

    def _build_suggestions(self) -> None:
        self.suggestion, self.contradictions = SuggestionBar(), ContradictionLine()
        self.contradictions.keep.clicked.connect(partial(self.settle, False))
        self.bench.guard(self.suggestion.confirm, self.suggestion.leave, self.contradictions.keep)
        self.suggestion.confirm.clicked.connect(partial(self.settle, True))
        self.suggestion.leave.clicked.connect(partial(self.settle, False))

    def _build_strips(self) -> None:
        self.notes = NotePane(self.bench)
        self.notes.typed.connect(lambda typed: self.keeper.note(*typed))
        self.notes.done.connect(lambda field: self.keeper.let_go(field))
        self.notes.left.connect(self._on_notes_left)
        self.notes.shown.connect(self._make_room)
        self.acts = QuestionActs(self.bench, self.notes, self._in_hand)
        self.jotting = Jotting(self.bench, self.notes, self.keeper, self._noted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height everything says less, and the question has what there is."""
        super().resizeEvent(event)
        if self.room.is_low != self._low:
            self._low = self.room.is_low
            self.card.be_low(self._low)
            self.suggestion.be_low(self._low)
            self._draw_foot()
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """What stands around the question became higher or lower: the list has what is left."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def _bind(self) -> None:
        bind = self.bench.commands.bind
        acts: dict[str, tuple[Callable[[], Any], Callable[[], bool]]] = {
            "next": (self.go_on, self._is_open),
            "previous": (partial(self.asking.step, -1), self._asks),
            "said": (partial(self.said_by, 1), self._asks),
            "certainty": (self.card.next_certainty, self._asks),
            "gap": (self.jotting.gap, self._is_open),
            "person": (self.jotting.person, self._is_open),
            "confirm": (partial(self.settle, True), self._suggests),
            "leave": (partial(self.settle, False), lambda: self._suggests() or self.contradictions.in_hand is not None),
            "skip": (self.skip, self._asks),
            "pin": (self.acts.pin, self._asks),
            "up": (partial(self.acts.shift, -1), self._asks),
            "down": (partial(self.acts.shift, 1), self._asks),
            "reword": (self.acts.reword, self._asks),
            "own": (self.jotting.own, self._is_open),
            "lead": (self.asking.take_next_lead, self._asks_of_several),
            "share": (self.card.shared.take_all, self._asks_of_several),
            "close": (self.close_out, self._is_open),
            "off": (self.jotting.off, self._is_open),
        }
        for name, (act, where) in acts.items():
            bind(f"call.{name}", self, act, where)

    def _is_open(self) -> bool:
        return self.view is not None and self.view.row.state == "planned"

    def _asks(self) -> bool:
        return self._is_open() and self.middle.currentIndex() == 0 and self.card.line is not None

    def _asks_of_several(self) -> bool:
        return self._asks() and self.leads.count() > 1

    def _suggests(self) -> bool:
        return self.suggestion.in_hand is not None

    @property
    def lead_id(self) -> int | None:
        """Whom the answers are about."""
        return self.asking.lead_id

    # --- showing ---------------------------------------------------------------------------------------------------

    def draw(self, view: "CallView", about: int | None = None) -> None:
        """Show a call, `about` one of its leads; what is half-typed for the question in hand stays as it is."""
        other = self.view is None or self.view.row.id != view.row.id
        if other:
            self.notes.leave()
        self.view = view
        self.asking.draw(view, about, other=other)
        self.keys.heed(self.card)
        doubted = {one.discovery_id for one in view.contradictions}
        newest = view.suggestions[::-1]
        waiting = [*(one for one in newest if one.discovery_id in doubted),
                   *(one for one in newest if one.discovery_id not in doubted)]  # fmt: skip
        self.suggestion.draw(waiting if self._is_open() else ())
        self.contradictions.draw(view.contradictions, self.suggestion.in_hand, self._is_open())
        self.summary.draw(view)
        self.closing.note(view)
        if not self._is_open():
            self._show_part(2)
        elif other or self.middle.currentIndex() == 2:
            self._show_part(0)
        self._draw_foot()
        self.card.setEnabled(not self.bench.read_only)
        self.state.draw(view, self.list.lines)
        self._make_room()
        self.drawn.emit()

    def _show_part(self, at: int) -> None:
        """The question in hand, the close-out, which needs the room of the list as well, or what came of it."""
        self.middle.setCurrentIndex(at)
        self._make_room()
        self._draw_foot()

    def _make_room(self) -> None:
        """The close-out needs the room of the list; a strip may."""
        self.room.share(with_list=self.middle.currentIndex() != 1, with_strip=self.notes.open is not None)

    def _draw_foot(self) -> None:
        begun = self.view is not None and self.view.started_at is not None
        closing = self.middle.currentIndex() == 1
        self.foot.draw(is_open=self._is_open(), closing=closing, begun=begun, low=self._low)

    # --- going about -----------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The keyboard goes to whatever is to be written next."""
        if self.notes.open is not None:
            self.notes.open.text.setFocus()
        elif self.middle.currentIndex() == 1:
            self.closing.reached.take_focus()
        elif self._asks():
            self.card.take_focus()
        else:
            self.list.setFocus()

    def go_on(self) -> None:
        """Ctrl+Enter: settle the strip or the close-out that is open, begin the call, or go to the next question."""
        if self.notes.open is not None:
            self.notes.open.commit()
        elif self.middle.currentIndex() == 1:
            self.closing.commit()
        elif self.view is not None and self.view.started_at is None and not self.card.says_something:
            self.bench.do(begin_call, self.view.row.id, say=False)
            self.take_focus()
        else:
            self.asking.step(1)

    def said_by(self, number: int) -> None:
        """Who said it, by digit."""
        if self._asks():
            self.card.who.choose(number)

    # --- answers -----------------------------------------------------------------------------------------------------

    def settle(self, accept: bool, *_: Any) -> None:
        """Confirm what an answer would prove, or leave it open; one that only contradicts can be left."""
        one = self.suggestion.in_hand or (None if accept else self.contradictions.in_hand)
        if one is not None:
            self.bench.do(settle_suggestion, one.discovery_id, accept)

    # --- strips ------------------------------------------------------------------------------------------------------

    def _in_hand(self) -> "tuple[CallView, AskedLine] | None":
        line = self.asking.line
        return (self.view, line) if self.view is not None and line is not None else None

    def _noted(self) -> Noted | None:
        line = self.asking.line if self._asks() else None
        return Noted(self.view, self.lead_id, line) if self.view is not None else None

    def skip(self) -> None:
        """Leave the question out and go on with the next; one that is left out is asked after all."""
        line = self.asking.line
        following = self.list.after(line.id) if line is not None and line.number else ""
        self.asking.keep()
        self.acts.skip()
        if following:
            self.asking.go_to(following)

    def _on_notes_left(self) -> None:
        self._make_room()
        self.take_focus()
        self.bench.commands.refresh()

    def close_out(self) -> None:
        """Open the close-out in place of the question."""
        if self.view is not None:
            self.notes.leave()
            self.asking.keep()
            self._show_part(1)
            self.closing.open(self.view, self.keeper.text)
            self.closing.note(self.view)
            self.keys.heed(self.closing, digits=False)
            self.bench.commands.refresh()

    def leave_closing(self) -> None:
        """Back to the questions; what was typed for the close-out is kept."""
        self._show_part(0)
        self.take_focus()
        self.bench.commands.refresh()

    def _closed(self, changed: Any) -> None:
        self._show_part(2)
        self.list.setFocus()

    @property
    def holds_input(self) -> bool:
        """True while something is half-typed that is no answer yet."""
        return self.is_busy or self.answers.is_typing

    @property
    def is_busy(self) -> bool:
        """True while a strip or the close-out is open, which Esc leaves first."""
        return self.notes.open is not None or self.middle.currentIndex() == 1

    def leave(self) -> None:
        """The page goes: what is typed is kept, as an answer where it is one."""
        self.asking.keep()
        self.keeper.keep()


def _inside(widget: QWidget) -> QWidget:
    """What scrolls, without a ground of its own."""
    made = QWidget()
    made.setProperty("part", "inside")
    made.setLayout(column(widget, None, space=0))
    return made
