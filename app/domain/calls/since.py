"""What happened since the last call (CP8): answered, newly open, and overdue on either side.

Whoever holds the next sheet was there: what that call opened they know, and it stands among the open gaps. What is new
came up after the conversation had ended; beside it stands what was agreed then and is still to be done. What the call
itself answered is told with what was answered since, for that is what the next conversation builds on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["answer", "gap", "document", "step", "next_step"]
Side = Literal["ours", "theirs"]
DayOf = Callable[[datetime], date]  # the day of a moment where the team works


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last call, from its beginning to its end."""

    began: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer that somebody gave, in a call or between two."""

    question: str  # its id in the bank
    asked: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that a side owes: the answer to a gap, a document, a step of the decision, our next step."""

    kind: Kind
    id: str
    text: str
    side: Side
    raised_at: datetime | None = None
    settled_at: datetime | None = None
    due: date | None = None
    owner: str = ""
    detail: str = ""  # how it was settled
    of_last: bool = False  # it came up in the last call, also where somebody wrote it down after that


@dataclass(frozen=True, slots=True)
class SinceItem:
    """One line of "since last call"."""

    kind: Kind
    id: str
    text: str
    detail: str = ""
    on: date | None = None
    days: int = 0  # by which it is overdue
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since the last call; each list the oldest or the latest first, as it hurts."""

    last: date | None
    answered: tuple[SinceItem, ...] = ()
    newly_open: tuple[SinceItem, ...] = ()
    overdue_theirs: tuple[SinceItem, ...] = ()
    overdue_ours: tuple[SinceItem, ...] = ()

    @property
    def nothing(self) -> bool:
        """True where there is nothing to say of it."""
        return not (self.answered or self.newly_open or self.overdue_theirs or self.overdue_ours)


def since_last(
    last: Conversation | None,
    heard: Sequence[Heard],
    owed: Sequence[Owed],
    today: date,
    day_of: DayOf,
) -> Since:
    """What was answered in the last call and since, and what came up once it had ended; without one what is overdue."""
    answered = [*_heard(last, heard, day_of), *_settled(last, owed, day_of)]
    opened = _opened(last, owed, day_of)
    late = [one for one in owed if one.settled_at is None and one.due is not None and one.due < today]
    return Since(
        last=day_of(last.began) if last is not None else None,
        answered=tuple(sorted(answered, key=lambda one: (one.on or date.min, one.id))),
        newly_open=tuple(sorted(opened, key=lambda one: (one.on or date.min, one.id))),
        overdue_theirs=_overdue(late, "theirs", today),
        overdue_ours=_overdue(late, "ours", today),
    )


def _opened(last: Conversation | None, owed: Sequence[Owed], day_of: DayOf) -> list[SinceItem]:
    return [
        SinceItem(one.kind, one.id, one.text, "", day_of(one.raised_at), 0, one.owner)
        for one in owed
        if last is not None and one.raised_at is not None and one.settled_at is None
        if one.kind == "next_step" or (one.raised_at > last.ended and not one.of_last)
    ]


def _heard(last: Conversation | None, heard: Sequence[Heard], day_of: DayOf) -> Iterator[SinceItem]:
    for one in heard:
        if last is not None and one.at >= last.began:
            yield SinceItem("answer", one.question, one.asked, one.text, day_of(one.at))


def _settled(last: Conversation | None, owed: Sequence[Owed], day_of: DayOf) -> Iterator[SinceItem]:
    for one in owed:
        if last is not None and one.settled_at is not None and one.settled_at >= last.began:
            yield SinceItem(one.kind, one.id, one.text, one.detail, day_of(one.settled_at), 0, one.owner)


def _overdue(late: Sequence[Owed], side: Side, today: date) -> tuple[SinceItem, ...]:
    found = [
        SinceItem(one.kind, one.id, one.text, "", one.due, (today - one.due).days, one.owner)
        for one in late
        if one.side == side and one.due is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.days, one.kind, one.id)))
