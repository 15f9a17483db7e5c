"""What is taken down beside the question in hand: a question of one's own, a gap, a person; or why a call is off."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from app.ui.bench import Bench
from app.ui.calls.keeper import Keeper
from app.ui.calls.note_pane import NotePane
from app.ui.calls.questions import AskedLine

if TYPE_CHECKING:
    from app.services.calls.view import CallView


class Noted(NamedTuple):
    """The call, whom it is about, and the question in hand where one is asked."""

    view: "CallView"
    lead_id: int | None
    line: AskedLine | None


class Jotting:
    """Opens the strips; `now` says what is on screen, None where there is no call."""

    def __init__(self, bench: Bench, notes: NotePane, keeper: Keeper, now: Callable[[], Noted | None]) -> None:
        self._bench, self._notes, self._keeper, self._now = bench, notes, keeper, now

    def own(self) -> None:
        """Ask something that the bank does not hold."""
        if (found := self._now()) is not None:
            self._notes.ask_own(found.view)

    def gap(self) -> None:
        """Take a gap down without leaving the question."""
        if (found := self._now()) is not None:
            areas = [(one.id, one.label) for one in self._bench.playbook.words("gap_area")]
            proves = found.line.picked.criterion if found.line is not None else ""
            self._notes.note_gap(found.view, self._keeper.text("gap"), found.lead_id, proves, areas)

    def person(self) -> None:
        """Take somebody down without leaving the question."""
        if (found := self._now()) is not None:
            self._notes.note_person(found.view, self._keeper.text("person"))

    def off(self) -> None:
        """Ask why, and call it off."""
        if (found := self._now()) is not None:
            self._notes.call_off(found.view)
