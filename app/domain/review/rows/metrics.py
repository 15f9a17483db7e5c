"""The rows behind a metric: each of its cases with what it did, and when."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping

from app.domain.problems import Problem
from app.domain.review.behind_rows import BehindRow
from app.domain.review.flow import state_label
from app.domain.review.metrics import DIMENSIONS, Case, Look, Metric, metric_of
from app.domain.review.metrics.evaluating import windowed
from app.domain.review.metrics.working import FIELDS
from app.domain.review.passage import CLOSED, Step
from app.domain.review.rows.telling import Told, handoff_told, movers, row_of_case, step_told
from app.language import tr

OF_KPI: Mapping[str, str] = {
    "new_leads": "new_leads",
    "new_mql": "new_mql",
    "new_sql": "new_sql",
    "handoffs": "handoffs",
    "acceptance": "acceptance",
    "pending": "pending",
    "outreach": "hours_to_outreach",
    "in_time": "outreach_in_time",
    "verdict": "hours_to_verdict",
    "in_order": "in_order",
}
"""The metric that each figure of the summary is: the same cases, so the same rows."""

_OF_HANDOFFS = frozenset(
    {
        *("handoffs", "acceptance", "acceptance_quarter", "reject_reasons", "too_early", "pending", "review_rate"),
        *("routing_accuracy", "handoff_completeness", "hours_to_verdict"),
    }
)
_LACKING_FIRST = frozenset({"in_order", "outreach_in_time", "review_rate", "nurture_engaged", "sql_meetings"})
"""Rates of which one looks first at those that do not hold: something is to be done about them."""


Tell = Callable[[Case], Told]


def rows_of_metric(look: Look, id: str, dimension: str = "", value: str = "") -> Iterator[BehindRow]:
    """Every case of a metric in its window, or of one value of a dimension. Raises Problem where there is no metric."""
    metric = metric_of(id)
    own = windowed(look, metric)
    if metric.tally is not None:
        yield from _lacking(own, value)
        return
    tell, of_it, last = _teller(own, metric), _is_of(own, metric, dimension, value), metric.id in _LACKING_FIRST
    told = [(case, tell(case)) for case in metric.cases(own)]  # all of them: a lead's steps are told in their order
    for case, words in sorted(told, key=lambda pair: pair[0].holds == last):
        if of_it(case):
            yield row_of_case(own, metric.unit, case, words)


def _is_of(look: Look, metric: Metric, dimension: str, value: str) -> Callable[[Case], bool]:
    if not dimension:
        return lambda case: True
    if dimension == metric.own:
        return lambda case: case.of == value
    if dimension not in DIMENSIONS:
        known = ", ".join((metric.own, *DIMENSIONS))
        raise Problem(tr("There is no '{dimension}' here; there are {known}.", dimension=dimension, known=known))
    leads, unknown = look.p.leads, tr("not known")

    def is_of(case: Case) -> bool:
        lead = leads.get(case.lead_id)
        return ((getattr(lead, dimension) if lead is not None else "") or unknown) == value

    return is_of


def _teller(look: Look, metric: Metric) -> Tell:
    if metric.id in _OF_HANDOFFS:
        handoffs = {handoff.number: handoff for handoff in look.facts.handoffs}
        return lambda case: handoff_told(look, handoffs[case.ref])
    if metric.id in _STEPS:
        return _of_steps(look, metric.id)
    return _TELLERS.get(metric.id, _arrival)(look)


def _of_steps(look: Look, id: str) -> Tell:
    """The cases of one lead come in the order of its steps; a stay that still lasts has none."""
    taken, by = defaultdict[int, deque[Step]](deque), movers(look)
    for step in look.p.steps:
        if look.start <= step.at < look.end and _STEPS[id](step):
            taken[step.lead_id].append(step)

    def tell(case: Case) -> Told:
        if not taken[case.lead_id]:
            return Told(tr("stays at {stage}", stage=case.of), look.p.since.get(case.lead_id))
        step = taken[case.lead_id].popleft()
        return step_told(step, by.get((step.lead_id, step.at), ""))

    return tell


_STEPS: Mapping[str, Callable[[Step], bool]] = {
    "new_mql": lambda step: step.counts and step.after == "mql",
    "new_sql": lambda step: step.counts and step.after == "sql",
    "new_opportunity": lambda step: step.counts and step.after == "opportunity",
    "reopened": lambda step: step.before == CLOSED,
    "requalified": lambda step: step.new_cycle,
    "drop_off": lambda step: step.after == CLOSED,
    "days_in_stage": lambda step: step.before != CLOSED,
    "sql_progress": lambda step: step.counts and step.after == "sql",
    "mql_to_sql": lambda step: step.counts and step.after == "mql",
    "steps": lambda step: step.before in ("lead", "mql", "sal", "sql"),
}
"""The steps that a metric's cases are, for those whose cases are steps."""


def _arrival(look: Look) -> Tell:
    return lambda case: Told(tr("arrived"), look.p.born.get(case.lead_id))


def _reached(stage: str) -> Callable[[Look], Tell]:
    def teller(look: Look) -> Tell:
        first = look.p.first_mql if stage == "mql" else look.p.first_sql
        reached, not_yet = tr("reached {stage}", stage=state_label(stage)), tr("not {stage}", stage=state_label(stage))

        def tell(case: Case) -> Told:
            return (
                Told(reached, first.get(case.lead_id)) if case.holds else Told(not_yet, look.p.born.get(case.lead_id))
            )

        return tell

    return teller


def _content(look: Look) -> Tell:
    return lambda case: Told(case.of, look.p.first_sql.get(case.lead_id))


def _overridden(look: Look) -> Tell:
    made = defaultdict[int, deque[Told]](deque)
    for move in look.facts.moves:
        if move.overridden and look.start <= move.at < look.end:
            what = tr("{before} to {after}", before=state_label(move.from_stage), after=state_label(move.to_stage))
            made[move.lead_id].append(Told(what, move.at, move.by))
    return lambda case: made[case.lead_id].popleft()


def _touched(look: Look) -> Tell:
    by = {(touch.lead_id, touch.at): (touch.kind, touch.by) for touch in look.facts.touches}

    def tell(case: Case) -> Told:
        at = look.p.first_touch[case.lead_id]
        kind, who = by.get((case.lead_id, at), ("", ""))
        return Told(tr("first touch: {kind}", kind=kind) if kind else tr("first touch"), at, who)

    return tell


def _age(look: Look) -> Tell:
    return lambda case: Told(tr("at {stage} since", stage=case.of), look.p.since.get(case.lead_id))


def _nurtured(look: Look) -> Tell:
    return lambda case: Told(
        tr("did or answered something") if case.holds else tr("silent"), look.p.last_touch.get(case.lead_id)
    )


def _met(look: Look) -> Tell:
    return lambda case: Told(
        tr("spoken with") if case.holds else tr("not spoken with"), look.p.last_touch.get(case.lead_id)
    )


def _in_order(look: Look) -> Tell:
    facts, p = look.facts, look.p

    def tell(case: Case) -> Told:
        lead = p.leads[case.lead_id]
        waits = p.path[lead.id] in facts.waiting_paths
        missing = [
            *([] if lead.owner else [tr("no owner")]),
            *([] if lead.next_step or waits else [tr("no next step")]),
            *([] if lead.due is not None or (waits and lead.waits_for) else [tr("no date")]),
        ]
        return Told(", ".join(missing) or tr("in order"), p.since.get(case.lead_id))

    return tell


_TELLERS: Mapping[str, Callable[[Look], Tell]] = {
    "lead_to_mql": _reached("mql"),
    "lead_to_sql": _reached("sql"),
    "cohort_mql": _reached("mql"),
    "cohort_sql": _reached("sql"),
    "content": _content,
    "overridden": _overridden,
    "hours_to_outreach": _touched,
    "outreach_in_time": _touched,
    "age": _age,
    "nurture_engaged": _nurtured,
    "sql_meetings": _met,
    "in_order": _in_order,
}


def _lacking(look: Look, label: str) -> Iterator[BehindRow]:
    """The open leads of which something is not known, each once, with all that is not."""
    labels = {id: tr(words) for id, words in FIELDS.items()}
    wanted = [id for id, words in labels.items() if not label or words == label]
    for lead in look.p.open_leads():
        unknown = [labels[id] for id in wanted if id not in lead.known]
        if unknown:
            what = tr("not known: {fields}", fields=", ".join(unknown))
            yield row_of_case(look, "", Case(lead.id, False), Told(what, look.p.born[lead.id]))
