"""A sample of MQLs that became SQL and of some that did not, for the talk with sales: the same for the same week."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.domain.review.passage import Passage
from app.language import later

SIZE = 5  # of each side

VERDICTS: Mapping[str, str] = {
    "right": later("Right where it stands"),
    "too_early": later("Moved too early"),
    "too_late": later("Should have moved sooner"),
    "never": later("Should never have been a lead"),
}
"""What the two teams may say of one lead of the sample."""


class Sampled(NamedTuple):
    """One lead of the sample, and on which side it is."""

    lead_id: int
    became_sql: bool


class Judged(NamedTuple):
    """How often each verdict was given on one side."""

    became_sql: bool
    verdict: str
    times: int


def sample(p: Passage, week: str, workspace: str = "", size: int = SIZE) -> tuple[Sampled, ...]:
    """So many MQLs of the last 13 weeks that became SQL, and so many that did not, in the order of their digests.

    Chosen by a digest of workspace, week and lead: nobody can pick the easy ones, and everybody gets the same. A lead
    more or less in the workspace changes at most its own place.
    """
    became, stayed = _sides(p)
    chosen = [Sampled(id, True) for id in _drawn(became, workspace, week, size)]
    return (*chosen, *(Sampled(id, False) for id in _drawn(stayed, workspace, week, size)))


def counted_verdicts(given: Iterable[tuple[bool, str]]) -> tuple[Judged, ...]:
    """How often each verdict was given, by side, in the order of VERDICTS."""
    found: dict[tuple[bool, str], int] = {}
    for side, verdict in given:
        found[side, verdict] = found.get((side, verdict), 0) + 1
    return tuple(
        Judged(side, verdict, found[side, verdict])
        for side in (True, False)
        for verdict in VERDICTS
        if (side, verdict) in found
    )


def _sides(p: Passage) -> tuple[list[int], list[int]]:
    """The leads that became MQL in the last 13 weeks, by whether they were SQL by the end of the week."""
    since = p.quarter
    entered = dict.fromkeys(
        step.lead_id for step in p.steps if step.counts and step.after == "mql" and step.at >= since
    )
    entered |= dict.fromkeys(id for id, at in p.first_sql.items() if at >= since and p.first_mql.get(id) == at)
    known = [id for id in entered if id in p.leads]
    return [id for id in known if id in p.first_sql], [id for id in known if id not in p.first_sql]


def _drawn(ids: Sequence[int], workspace: str, week: str, size: int) -> list[int]:
    return sorted(ids, key=lambda id: hashlib.sha256(f"{workspace}|{week}|{id}".encode()).digest())[:size]
