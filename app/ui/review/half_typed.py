"""What somebody began to type of a decision and left: it stands there again when they come back to the same place."""

from itertools import count
from typing import Any, NamedTuple

from PySide6.QtCore import QObject

from app.ui.bench import Bench


class Place(NamedTuple):
    """Where something is typed: a new decision of a week, another wording of one, or what came of one."""

    act: str  # new, edit, done, note; "sent" while a new one is on its way, which has no id of its own yet
    week: str = ""
    rule: str = ""  # the diagnosis that it answers
    id: int = 0  # of the decision that is edited or done, of the lead of a note; of "sent" a number that comes once


class HalfTyped(QObject):
    """One for a workspace that is open: what is typed in the meeting is there in the list of decisions as well."""

    @classmethod
    def of(cls, bench: Bench) -> "HalfTyped":
        """The one of the workspace, which outlives a window that is made anew in another text size."""
        found = bench.runner.findChild(cls)
        return found if isinstance(found, cls) else cls(bench)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.runner)
        self._kept: dict[Place, tuple[str, ...]] = {}
        self._sent: dict[Place, tuple[str, ...]] = {}  # not answered yet
        self._done: dict[Place, tuple[str, ...]] = {}  # answered, but the lists may show what was before
        self._numbers = count(1)
        bench.runner.changed.connect(self._on_later)  # an undo, say, makes it untrue
        bench.runner.rested.connect(self._on_later)  # all is drawn

    def note(self, place: Place, texts: tuple[str, ...], begun: tuple[str, ...]) -> None:
        """These stand in the fields now; the same as they began with is nothing typed."""
        if texts == begun:
            self._kept.pop(place, None)
        else:
            self._kept[place] = texts

    def send(self, place: Place, texts: tuple[str, ...]) -> Place:
        """These are on their way and no longer half-typed. The answer is the place of what is typed on meanwhile."""
        self._kept.pop(place, None)
        if place.act == "new":  # the next new one is another decision
            place = place._replace(act="sent", id=next(self._numbers))
        self._sent[place] = texts
        return place

    def arrived(self, place: Place, texts: tuple[str, ...], id: Any) -> Place:
        """What was sent is kept. What was typed on since is another wording of it: the answer is the place of that."""
        if self._sent.get(place) is texts:  # else something newer is on its way
            self._done[place] = self._sent.pop(place)
        if place.act != "sent":
            return place
        made = Place("edit", id=id)
        if place in self._kept:
            self._kept[made] = self._kept.pop(place)
        return made

    def came_back(self, place: Place, texts: tuple[str, ...], to: Place, begun: tuple[str, ...]) -> None:
        """What was sent could not be kept: it is half-typed again where it was, with what was typed on since."""
        if self._sent.get(place) is not texts:
            return
        del self._sent[place]
        texts = self._kept.pop(place, texts)
        if to not in self._kept:
            self.note(to, texts, begun)

    def under_way(self, place: Place) -> tuple[str, ...] | None:
        """What was sent from a place and is not drawn yet: newer than what the lists show."""
        return self._sent.get(place) or self._done.get(place)

    def at(self, place: Place) -> tuple[str, ...] | None:
        """What was left half-typed at a place."""
        return self._kept.get(place)

    def new_of(self, week: str) -> list[Place]:
        """Where new decisions of a week were left half-typed, the latest first."""
        return [place for place in reversed(self._kept) if place.act == "new" and place.week == week]

    @property
    def words(self) -> str:
        """What was typed last and became nothing yet; empty where all of it is kept, or taken out again."""
        typed = (next((text.strip() for text in texts if text.strip()), "") for texts in reversed(self._kept.values()))
        return next((text for text in typed if text), "")

    def __bool__(self) -> bool:
        return bool(self._kept)

    def _on_later(self, _: Any = None) -> None:
        self._done.clear()
