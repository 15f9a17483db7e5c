"""What can be decided about the questions of a call: ask it anyway, leave it out, sooner or later, in other words."""

from collections.abc import Callable
from typing import Any

from app.services.calls.questions import move_question, pin_question, skip_question
from app.services.calls.view import CallView
from app.ui.bench import Bench
from app.ui.calls.note_pane import NotePane
from app.ui.calls.questions import AskedLine

InHand = Callable[[], tuple[CallView, AskedLine] | None]


class QuestionActs:
    """Acts on the question in hand, as `in_hand` gives it; None where there is none to act on."""

    def __init__(self, bench: Bench, notes: NotePane, in_hand: InHand) -> None:
        self._bench, self._notes, self._in_hand = bench, notes, in_hand

    def _do(self, use_case: Callable[..., Any], *args: Any, **more: Any) -> None:
        self._bench.do(use_case, *args, **more)

    def skip(self) -> None:
        """Leave the question out of this call, or ask it after all."""
        if (found := self._in_hand()) is not None:
            view, line = found
            self._do(skip_question, view.row.id, line.id, not line.picked.skipped)

    def pin(self) -> None:
        """Ask it whatever the picker says; or leave it to the picker again."""
        if (found := self._in_hand()) is not None:
            view, line = found
            self._do(pin_question, view.row.id, line.id, not line.picked.pinned)

    def shift(self, by: int) -> None:
        """Ask it earlier or later; one that is left out comes in at the end."""
        if (found := self._in_hand()) is not None:
            view, line = found
            order = [one.question for one in view.picks.asked]
            at = order.index(line.id) + by if line.id in order else len(order)
            if 0 <= at <= len(order):
                self._do(move_question, view.row.id, line.id, at, say=False)

    def reword(self) -> None:
        """Ask it in other words."""
        if (found := self._in_hand()) is not None:
            view, line = found
            self._notes.reword(view, line.id, line.picked.asked)
