"""Restatements: what an issued week would say differently by now, and which leads are behind it (WR6).

The frozen numbers stay as they were issued; this is listed beside them instead of changing history in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain.counting import counted
from app.domain.review.sheet import LeadRow, Review
from app.language import later, tr

SHOWN = 50  # leads of one kind that are named; all are counted
AS_OF_NOW = frozenset({"in_order"})
"""Figures of what leads lack today: no history has their owner, step and date, so ordinary work would restate a week.

All others rest on what happened and when, and are compared.
"""


class RestatedFigure(NamedTuple):
    """One figure of the summary, as issued and as it would be now."""

    id: str
    label: str
    unit: str
    issued: float | None
    now: float | None


class RestatedLead(NamedTuple):
    """One lead of which the week would now say something else."""

    ref: str
    person: str
    account: str
    issued: str
    now: str


@dataclass(frozen=True, slots=True)
class Restatement:
    """One kind of change since the week was issued: how many leads, and the first of them by name."""

    kind: str  # added, gone, dated, stage
    count: int
    rows: tuple[RestatedLead, ...]

    @property
    def says(self) -> str:
        """The same as a sentence, in the language of whoever reads it and not of whoever counted."""
        return tr(_SAYS[self.kind], leads=counted(self.count, "lead"))


@dataclass(frozen=True, slots=True)
class Restated:
    """Everything that differs; empty where the issued week still stands to the digit."""

    figures: tuple[RestatedFigure, ...] = ()
    causes: tuple[Restatement, ...] = ()

    @property
    def nothing(self) -> bool:
        """True where issuing again would say the same."""
        return not self.figures and not self.causes

    @property
    def says(self) -> tuple[str, ...]:
        """The causes in sentences."""
        return tuple(cause.says for cause in self.causes)


def restated(issued: Review, now: Review) -> Restated:
    """Compare a week as issued with the same week computed from the facts as they stand now.

    Figures that are known only as of now (`AS_OF_NOW`) are left out: that they moved on changes nothing of the week.
    """
    return Restated(tuple(_figures(issued, now)), tuple(_causes(issued, now)))


def _figures(issued: Review, now: Review) -> Iterator[RestatedFigure]:
    fresh = {kpi.id: kpi for kpi in now.kpis}
    for kpi in issued.kpis:
        other = fresh.get(kpi.id)
        if other is not None and kpi.id not in AS_OF_NOW and (other.this_week, other.n) != (kpi.this_week, kpi.n):
            yield RestatedFigure(kpi.id, kpi.label, kpi.unit, kpi.this_week, other.this_week)


def _causes(issued: Review, now: Review) -> Iterator[Restatement]:
    before, after = {row.ref: row for row in issued.leads}, {row.ref: row for row in now.leads}
    added = [_named(after[ref], "", _day(now, after[ref])) for ref in after.keys() - before.keys()]
    gone = [_named(before[ref], _day(issued, before[ref]), "") for ref in before.keys() - after.keys()]
    both = [(before[ref], after[ref]) for ref in before.keys() & after.keys()]
    dated = [_named(new, _day(issued, old), _day(now, new)) for old, new in both if old.arrived != new.arrived]
    moved = [_named(new, old.stage, new.stage) for old, new in both if old.stage != new.stage]
    for kind, rows in (("added", added), ("gone", gone), ("dated", dated), ("stage", moved)):
        if rows:
            rows.sort(key=lambda row: (len(row.ref), row.ref))
            yield Restatement(kind, len(rows), tuple(rows[:SHOWN]))


_SAYS: Mapping[str, str] = {
    "added": later("{leads} came to the week since: imported or brought back with an earlier date."),
    "gone": later("{leads} left the week since: merged, deleted, taken back or dated later."),
    "dated": later("{leads} re-dated."),
    "stage": later("{leads} in another stage at the end of the week: a move was undone or written later."),
}


def _named(row: LeadRow, issued: str, now: str) -> RestatedLead:
    return RestatedLead(row.ref, row.person, row.account, issued, now)


def _day(of: Review, row: LeadRow) -> str:
    """The day on which a lead arrived, as people live it where the review was made."""
    return row.arrived.astimezone(ZoneInfo(of.zone)).date().isoformat()
