"""What two records of the same person or organisation make together: which value is the better, what both say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from app.domain.matching import fold, phone_key
from app.domain.stage import Stage

T = TypeVar("T")
_ADDRESS_WORTH = {"work": 3, "disposable": 1, "role": 1, "": 0}  # what is neither is a private one


@dataclass(frozen=True, slots=True)
class Said:
    """A value of one field, and since when its record says so. `kind` is the kind of an e-mail address."""

    value: Any
    since: datetime
    kind: str = ""


def better(field: str, ours: Said, theirs: Said) -> bool:
    """True where their value should be used instead of ours; in doubt ours stays."""
    if theirs.value in ("", None) or ours.value in ("", None):
        return ours.value in ("", None) and theirs.value not in ("", None)
    if field == "email":
        return _ADDRESS_WORTH.get(theirs.kind, 2) > _ADDRESS_WORTH.get(ours.kind, 2)
    if field == "phone":
        return theirs.value.startswith("+") and not ours.value.startswith("+")
    if field == "full_name":
        return _fullness(theirs.value) > _fullness(ours.value)
    if field == "job_title":
        return theirs.since > ours.since  # people are promoted, so the later one is the one they have
    return False


def _fullness(name: str) -> tuple[int, bool]:
    """How much of a name is written out: words longer than an initial, then capitals as names have them."""
    return sum(len(word) > 1 for word in fold(name).split()), not (name.isupper() or name.islower())


def same(field: str, one: Any, other: Any) -> bool:
    """True where two values say the same, however they are written."""
    if one == other:
        return True
    if field == "phone" and (number := phone_key(str(one or ""))):
        return number == phone_key(str(other or ""))
    return str(one or "").strip().casefold() == str(other or "").strip().casefold()


def consent_of_both(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """What both allow together: a consent withdrawn on either side is withdrawn (R16)."""
    return {**theirs, **ours, **{channel: said for channel, said in theirs.items() if said == "no"}}


def notes_of_both(ours: str, theirs: str) -> str:
    """Both texts, each once."""
    if not theirs.strip() or fold(theirs) in fold(ours):
        return ours
    return f"{ours}\n{theirs}" if ours.strip() else theirs


def facts_of_both(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """All further facts; where both have one of a name and they differ, theirs gets a number behind its name."""
    both = dict(ours)
    for name, value in theirs.items():
        free, number = name, 2
        while free in both and both[free] != value:
            free, number = f"{name} ({number})", number + 1
        both[free] = value
    return both


def list_of_both(ours: list[T], theirs: list[T]) -> list[T]:
    """All entries, each once, ours first."""
    return [*ours, *(one for one in theirs if one not in ours)]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a lead stands, as far as it matters for what becomes of two that are one."""

    stage: Stage
    is_open: bool
    moved_at: datetime | None
    created_at: datetime


def further(ours: Standing, theirs: Standing) -> bool:
    """True where their lead is the further one: by what is proven, else because it goes on, else by the last move."""
    return _reach(theirs) > _reach(ours)


def goes_on(ours: Standing, theirs: Standing) -> bool:
    """True where what happens next is what their lead says: an open lead is never closed by a merge (R12)."""
    return theirs.is_open if ours.is_open is not theirs.is_open else further(ours, theirs)


def _reach(one: Standing) -> tuple[int, bool, bool, float]:
    moved = one.moved_at
    return one.stage.rank, one.is_open, moved is not None, moved.timestamp() if moved else 0.0
