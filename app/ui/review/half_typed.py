"""What somebody began to type of a decision and left: it stands there again when they come back to the same place."""

from typing import NamedTuple

from PySide6.QtCore import QObject

from app.ui.bench import Bench


class Place(NamedTuple):
    """Where something is typed: a new decision of a week, another wording of one, or what came of one."""

    act: str  # new, edit, done
    week: str = ""
    rule: str = ""  # the diagnosis that it answers
    id: int = 0  # of the decision that is edited or done


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

    def note(self, place: Place, texts: tuple[str, ...], begun: tuple[str, ...]) -> None:
        """These stand in the fields now; the same as they began with is nothing typed."""
        if texts == begun:
            self._kept.pop(place, None)
        else:
            self._kept[place] = texts

    def forget(self, place: Place) -> None:
        """It became something."""
        self._kept.pop(place, None)

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
