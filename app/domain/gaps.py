"""The register of technical gaps: open questions, who owes the answer, how late it is, and what may become of them.

Age and overdue are worked out, never stored. A gap is never deleted: what is settled keeps its answer, and may be
opened again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from app.domain.lead import Gap
from app.domain.problems import Problem
from app.language import later, tr

SEVERITIES = ("stops", "slows", "nice")
SIDES = ("ours", "theirs")
STATUSES = ("open", "waiting", "answered", "accepted", "closed")
UNSETTLED = ("open", "waiting")
TOP = 5  # of those that matter most, on the sheet of a call

_SEVERITY_WORDS = (("stops", later("Stops the deal")), ("slows", later("Slows it")), ("nice", later("Nice to know")))
_SIDE_WORDS = (("ours", later("We owe it")), ("theirs", later("They owe it")))
_STATUS_WORDS = (
    ("open", later("Open")),
    ("waiting", later("Waiting")),
    ("answered", later("Answered")),
    ("accepted", later("Accepted as is")),
    ("closed", later("Closed")),
)
_WAYS: Mapping[str, tuple[str, ...]] = {
    "open": ("waiting", "answered", "accepted", "closed"),
    "waiting": ("open", "answered", "accepted", "closed"),
    "answered": ("open", "closed"),
    "accepted": ("answered", "open", "closed"),
    "closed": ("open",),
}
_NEEDS = {"waiting": "due", "answered": "answer", "accepted": "why", "closed": "why"}


def severities() -> Mapping[str, str]:
    """How much a gap hurts, in words, the worst first."""
    return {id: tr(words) for id, words in _SEVERITY_WORDS}


def sides() -> Mapping[str, str]:
    """Who owes the answer, in words."""
    return {id: tr(words) for id, words in _SIDE_WORDS}


def statuses() -> Mapping[str, str]:
    """What may have become of a gap, in words."""
    return {id: tr(words) for id, words in _STATUS_WORDS}


# --- time and turn ----------------------------------------------------------------------------------------------------


def age_days(raised_at: datetime, until: datetime) -> int:
    """How many whole days a gap has been known; until it was settled, or until now. A clock set back makes it 0."""
    return max((until - raised_at).days, 0)


def is_overdue(status: str, due: date | None, today: date) -> bool:
    """True from the day after it was due, while it is unsettled."""
    return status in UNSETTLED and due is not None and due < today


def days_over(status: str, due: date | None, today: date) -> int:
    """By how many days it is overdue; 0 where it is not."""
    return (today - due).days if due is not None and is_overdue(status, due, today) else 0


def turn(status: str, owed_by: str) -> str:
    """Whose turn it is: the side that owes the answer, theirs while it waits, nobody's once it is settled."""
    if status not in UNSETTLED:
        return ""
    return "theirs" if status == "waiting" else owed_by


# --- rank -------------------------------------------------------------------------------------------------------------


class Ranked(Protocol):
    """What a rank is worked out from."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def severity(self) -> str:
        """stops, slows or nice."""

    @property
    def status(self) -> str:
        """One of STATUSES."""

    @property
    def due(self) -> date | None:
        """When the answer is owed."""

    @property
    def raised_at(self) -> datetime:
        """When it came up."""


G = TypeVar("G", bound=Ranked)


def ranked(gaps: Iterable[G], today: date) -> list[G]:
    """Gaps as one works on them: unsettled before settled, the worst first, late ones before those with time.

    Then the nearest date, then the oldest; one without a date comes after all that have one.
    """

    def rank(gap: G) -> tuple[object, ...]:
        return (
            gap.status not in UNSETTLED,
            SEVERITIES.index(gap.severity),
            not is_overdue(gap.status, gap.due, today),
            gap.due or date.max,
            gap.raised_at,
            gap.id,
        )

    return sorted(gaps, key=rank)


# --- what a lead is kept from -----------------------------------------------------------------------------------------


def stopping(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """The open gaps that stop the deal: neither a move to SQL nor the handoff to sales goes past them unsaid."""
    return tuple(gap for gap in gaps if gap.open and gap.severity == "stops")


def stops_says(gaps: Iterable[Gap]) -> str:
    """What stops the deal, in words within a sentence; empty where nothing does."""
    return _named(stopping(gaps))


def owed_overdue(gaps: Iterable[Gap], today: date) -> tuple[Gap, ...]:
    """The answers that we owe and that are late, the latest first."""
    late = [gap for gap in gaps if gap.open and gap.owed_by == "ours" and gap.due is not None and gap.due < today]
    return tuple(sorted(late, key=lambda gap: (gap.due or date.max, gap.id)))


def owed_says(gaps: Iterable[Gap], today: date) -> str:
    """What we owe and since when, as a reason to look at a lead; empty where nothing is late."""
    late = owed_overdue(gaps, today)
    if not late or late[0].due is None:
        return ""
    return tr("we owe an answer since {day}: {questions}", day=late[0].due.isoformat(), questions=_named(late))


def _named(gaps: tuple[Gap, ...]) -> str:
    if not gaps:
        return ""
    first = f"“{gaps[0].question}”"
    return tr("{first} and {count} more", first=first, count=len(gaps) - 1) if len(gaps) > 1 else first


# --- what may become of it --------------------------------------------------------------------------------------------


def ways(status: str) -> tuple[str, ...]:
    """What may become of a gap next."""
    return _WAYS[status]


def needed(status: str, before: str = "open") -> str:
    """What a gap needs to become so: "answer", "why", "due", or nothing. To open a settled one again needs a reason."""
    if status == "open":
        return "" if before in UNSETTLED else "why"
    return _NEEDS[status]


def check_change(before: str, after: str, words: str, due: date | None) -> None:
    """Raise Problem where a gap cannot become so, or lacks what that needs."""
    if after not in STATUSES:
        known = ", ".join(STATUSES)
        raise Problem(tr("'{status}' is no status of a gap; choose one of {known}.", status=after, known=known))
    if after not in ways(before):
        known = ", ".join(statuses()[one] for one in ways(before))
        raise Problem(tr("A gap that is “{before}” can only become: {known}.", before=statuses()[before], known=known))
    wants = needed(after, before)
    if wants == "due" and due is None:
        raise Problem(tr("Say until when you wait; without a date it would be forgotten."))
    if wants == "answer" and not words.strip():
        raise Problem(tr("Write the answer."))
    if wants == "why" and not words.strip():
        raise Problem(_why_asked(after))


def _why_asked(after: str) -> str:
    if after == "accepted":
        return tr("Write why it is accepted as it is.")
    if after == "closed":
        return tr("Write the answer, or why nobody needs one any more.")
    return tr("Write why it is open again.")


# --- evidence ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer rests on: words, and the file, touch or call that they come from."""

    words: str = ""
    source: str = ""  # attachment, touch, call
    source_id: int | None = None

    def written(self) -> str:
        """As it is kept: readable wherever it comes, and found again by its end."""
        mark = f"[{self.source} {self.source_id}]" if self.source and self.source_id else ""
        return " ".join(part for part in (" ".join(self.words.split()), mark) if part)


_MARKED = re.compile(r"(?P<words>.*?)\s*\[(?P<source>attachment|touch|call) (?P<id>[1-9]\d{0,17})\]\s*", re.DOTALL)


def evidence_in(text: str) -> Evidence:
    """The evidence that was kept."""
    found = _MARKED.fullmatch(text)
    if found is None:
        return Evidence(text.strip())
    return Evidence(found["words"].strip(), found["source"], int(found["id"]))
