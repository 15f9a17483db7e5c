"""Where a lead stands at this moment: its place in Today, and the deadlines that run for it."""

from collections.abc import Sequence

from app.domain.clock import Deadline, clock_of
from app.domain.today import Pending, Placed, group_of
from app.services.work import Work
from app.store.facts import Gathered, gather


def place_now(work: Work, one: Gathered) -> Placed | None:
    """The place of a lead in Today, worked out now."""
    pending = Pending(verdict_due=one.verdict_due, trigger=one.trigger, doubtful=one.doubtful)
    return group_of(one.facts, work.playbook, work.now, clock_of(work.playbook.hours), pending)


def groups_now(work: Work, lead_ids: Sequence[int]) -> dict[int, str]:
    """The group of Today to which each of these leads belongs now; empty for one that can wait."""
    return {
        id: place.group if (place := place_now(work, one)) else "" for id, one in gather(work.session, lead_ids).items()
    }


def due_states(work: Work, one: Gathered) -> list[tuple[str, Deadline]]:
    """The deadlines that run for a lead: first outreach until somebody writes or calls, a verdict once handed off."""
    facts, deadlines, clock = one.facts, work.playbook.deadlines, clock_of(work.playbook.hours)
    states: list[tuple[str, Deadline]] = []
    waiting = facts.stage.rank <= 1 and not facts.touches and not facts.moved_at
    if waiting and facts.created_at is not None:
        hours = deadlines.first_outreach_by_offer.get(facts.offer, deadlines.first_outreach_hours)
        states.append(("First outreach", clock.due_state(facts.created_at, hours, work.now)))
    if one.verdict_due is not None:
        left = clock.hours_between(work.now, one.verdict_due) or -clock.hours_between(one.verdict_due, work.now)
        states.append(("Verdict", Deadline(one.verdict_due, work.now > one.verdict_due, left)))
    return states
