"""Where a lead stands at this moment: its place in Today, and the deadlines that run for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.clock import clock_of
from app.domain.deadlines import Due, deadlines_of, hours_left, why_due
from app.domain.today import Pending, Placed, group_of
from app.services.work import Work
from app.store.facts import Gathered, gather


def pending_of(one: Gathered) -> Pending:
    """What waits on a lead beyond its own facts."""
    return Pending(one.verdict_due, one.trigger, one.doubtful, one.verdict_sent, one.returned)


def place_now(work: Work, one: Gathered) -> Placed | None:
    """The place of a lead in Today, worked out now."""
    return group_of(one.facts, work.playbook, work.now, clock_of(work.playbook.hours), pending_of(one))


def groups_now(work: Work, lead_ids: Sequence[int]) -> dict[int, str]:
    """The group of Today to which each of these leads belongs now; empty for one that can wait."""
    return {
        id: place.group if (place := place_now(work, one)) else "" for id, one in gather(work.session, lead_ids).items()
    }


def deadlines_now(work: Work, one: Gathered) -> tuple[Due, ...]:
    """The deadlines that run for a lead now, or stand still, the nearest first."""
    dues = deadlines_of(one.facts, work.playbook, work.now, clock_of(work.playbook.hours), pending_of(one))
    return tuple(sorted(dues, key=lambda due: due.at))


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A deadline in business hours, computed now."""

    label: str
    at: datetime
    overdue: bool
    hours_left: float  # below zero by the hours it is over
    why: str
    paused: bool  # it stands still now


def deadline_views(work: Work, one: Gathered) -> tuple[DeadlineView, ...]:
    """The deadlines of a lead as its page shows them, the nearest first."""
    book, clock = work.playbook, clock_of(work.playbook.hours)
    return tuple(
        DeadlineView(
            due.label,
            due.at,
            due.overdue,
            hours_left(due, work.now, clock, one.facts.pauses),
            why_due(due, book, clock),
            due.paused is not None,
        )
        for due in deadlines_now(work, one)
    )
