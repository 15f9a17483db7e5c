"""Metrics of movement: who arrived, moved on, came back; step rates of the week, cohorts, where leads drop off."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, repeat
from operator import attrgetter

from app.domain.review.flow import COHORT_WEEKS, is_ripe, period_name, state_label
from app.domain.review.metrics.measure import Case, Look, as_cases
from app.domain.review.passage import CLOSED, PERIODS, RANK, STATES

COHORT = timedelta(weeks=COHORT_WEEKS)
_DAY = 86_400_000_000  # in microseconds
_at = attrgetter("at")


def new_leads(look: Look) -> Iterator[Case]:
    """Leads that arrived."""
    return as_cases(_arrived(look))


def entered(look: Look, stage: str) -> Iterator[Case]:
    """Leads that moved up to a stage; once per cycle."""
    return (Case(step.lead_id) for step in look.steps() if step.counts and step.after == stage)


def reopened(look: Look) -> Iterator[Case]:
    """Closed leads that were opened again, by the stage in which they stand since."""
    labels = _labels()
    return (Case(step.lead_id, of=labels[step.after]) for step in look.steps() if step.before == CLOSED)


def requalified(look: Look) -> Iterator[Case]:
    """Leads whose stage changed for the first time in a new cycle."""
    labels = _labels()
    return (Case(step.lead_id, of=labels[step.after]) for step in look.steps() if step.new_cycle)


def steps_on(look: Look) -> Iterator[Case]:
    """Every stay in a stage during the window, and whether it ended with a step up."""
    labels = _labels()
    left = [step for step in look.steps() if step.before in _FUNNEL]
    went = [RANK[step.after] > RANK[step.before] for step in left]
    ended = as_cases([step.lead_id for step in left], went, of=[labels[step.before] for step in left])
    stayed = {id: state for id, state in _standing(look, look.end).items() if state in _FUNNEL}
    return chain(ended, as_cases(stayed, repeat(False), of=map(labels.__getitem__, stayed.values())))


def reached(look: Look, stage: str) -> Iterator[Case]:
    """Leads that arrived in the window, and whether they reached a stage by now."""
    first = look.p.first_mql if stage == "mql" else look.p.first_sql
    ids = _arrived(look)
    return as_cases(ids, map(first.__contains__, ids))


def confirmed(look: Look) -> Iterator[Case]:
    """Leads that became MQL in the window, and whether their readiness was confirmed after that.

    What was proven in an earlier cycle, before they became MQL once more, is not counted for this one.
    """
    came = dict[int, datetime]()
    for step in look.steps():
        if step.counts and step.after == "mql":
            came.setdefault(step.lead_id, step.at)
    ready = [look.p.last_into[state] for state in _READY]
    return as_cases(came, [any(id in last and last[id] >= at for last in ready) for id, at in came.items()])


def cohort(look: Look, stage: str) -> Iterator[Case]:
    """Leads by the week of their arrival, and whether they reached a stage within four weeks; only weeks old enough."""
    p = look.p
    first = p.first_mql if stage == "mql" else p.first_sql
    old = [n for n in range(PERIODS) if is_ripe(p, n, COHORT_WEEKS)]
    if not old:
        return
    names, begun, over = {n: period_name(p, n) for n in old}, p.bounds[old[0]], p.bounds[old[-1] + 1]
    for id, born in p.born.items():
        if begun <= born < over:
            yield Case(id, id in first and first[id] <= born + COHORT, of=names[p.period(born)])


def dropped(look: Look) -> Iterator[Case]:
    """Leads that were closed, by the stage from which they were."""
    labels = _labels()
    return (Case(step.lead_id, of=labels[step.before]) for step in look.steps() if step.after == CLOSED)


def days_in_stage(look: Look) -> Iterator[Case]:
    """Stays in a stage that ended, in days, by stage."""
    labels = _labels()
    ended = [step for step in look.steps() if step.before != CLOSED]
    days = [_days(step.at - step.since) for step in ended]
    return as_cases([step.lead_id for step in ended], amounts=days, of=[labels[step.before] for step in ended])


def age(look: Look) -> Iterator[Case]:
    """How long open leads have stood in their stage at the end, in days."""
    p, until, labels = look.p, look.facts.until, _labels()
    standing = {id: state for id, state in p.standing.items() if state != CLOSED}
    days = [_days(until - p.since[id]) for id in standing]
    return as_cases(standing, amounts=days, of=map(labels.__getitem__, standing.values()))


def content(look: Look) -> Iterator[Case]:
    """Every lead with each content it consumed, and whether it became SQL."""
    facts, first = look.facts, look.p.first_sql
    pairs = {(s.asset, s.lead_id) for s in facts.signals if s.asset and look.start <= s.at < look.end}
    return (Case(id, id in first, of=asset) for asset, id in sorted(pairs) if id in look.p.leads)


def overridden(look: Look) -> Iterator[Case]:
    """Moves past a closed gate, each with its written reason."""
    return (
        Case(move.lead_id)
        for move in look.facts.moves
        if move.overridden and look.start <= move.at < look.end and move.lead_id in look.p.leads
    )


_READY = ("sql", "opportunity")
_FUNNEL = ("lead", "mql", "sal", "sql")


def _labels() -> dict[str, str]:
    return {state: state_label(state) for state in STATES}


def _days(span: timedelta) -> float:
    """A span of time in days: to the digit what dividing it by a day gives, in a third of the time."""
    return ((span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds) / _DAY


def _arrived(look: Look) -> list[int]:
    start, end = look.start, look.end
    return [id for id, born in look.p.born.items() if start <= born < end]


def _standing(look: Look, at: datetime) -> dict[int, str]:
    """Where the leads stood at a moment that is not later than the end of the period."""
    if at >= look.p.bounds[-1]:
        return look.p.standing
    standing = {id: state for id, state in look.p.standing.items() if look.p.born[id] < at}
    for step in reversed(look.p.steps):
        if step.at < at:
            break
        if step.lead_id in standing:
            standing[step.lead_id] = step.before
    return standing
