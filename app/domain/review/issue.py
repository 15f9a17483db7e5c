"""Issue a review: gather the figures of all parts in one pass and put them together."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from app.domain import diagnoses
from app.domain.playbook import Diagnosis
from app.domain.review import behind, checks, clocks, flow, kpis, messages, order, verdicts
from app.domain.review.definitions import DEFINITIONS
from app.domain.review.facts import HoursBetween, ReviewFacts
from app.domain.review.figures import figures as figures_of_metrics
from app.domain.review.passage import PERIODS, Passage, passage
from app.domain.review.quality import lacking, quality, quality_trend
from app.domain.review.running import Running
from app.domain.review.sheet import LeadRow, Review
from app.domain.review.triangle import triangle
from app.domain.review.weeks import weeks_covered


def weekly_review(facts: ReviewFacts, hours_between: HoursBetween, rules: Sequence[Diagnosis] = ()) -> Review:
    """The review of the period of `facts`; `rules` are the playbook's diagnoses, hours are business hours."""
    return review_of_passage(facts, passage(facts), Running(facts, hours_between), rules)


def review_of_passage(
    facts: ReviewFacts,
    p: Passage,
    running: Running,
    rules: Sequence[Diagnosis] = (),
    report: Callable[[], object] = bool,
) -> Review:
    """The same where the course of all leads is known already; `report` is called between its parts, and may raise."""
    given = verdicts.verdicts(facts, running)
    late = clocks.waiting_for_outreach(facts, p, running)
    overdue = {one.number for one in verdicts.sent(facts) if verdicts.overdue(facts, running, one)}
    found = order.breaches(facts, p, late, overdue)
    accepted, why = verdicts.acceptance(facts, p), verdicts.reasons(facts, p)
    figures = kpis.kpis(
        p,
        accepted,
        clocks.outreach_hours(p, running),
        clocks.verdict_hours(facts, p, running),
        _sent(facts, p),
        given,
        _in_order(p, found),
    )
    figures = tuple(replace(kpi, target=facts.targets.get(kpi.id)) for kpi in figures)
    report()
    findings = diagnoses.diagnose(facts, p, running, rules, accepted)
    report()
    moved, stepped = flow.movement(facts, p), flow.steps(facts, p)
    rows = _lead_rows(facts, p, found)
    went, handed = behind.moved(facts, p), behind.packages(facts, p, running)
    report()
    broken = {rule: len(breaches) for rule, breaches in found.items()}
    open_leads = sum(1 for _ in p.open_leads())
    to_decide, open_besides = messages.decisions(findings, [one for one in facts.decisions if not one.ref])
    return Review(
        week=facts.week,
        start=facts.start,
        end=facts.end,
        issued_at=facts.now,
        zone=facts.zone,
        workspace=facts.workspace,
        playbook=facts.playbook,
        playbook_version=facts.playbook_version,
        calendar=facts.calendar,
        journal_head=facts.journal_head,
        messages=messages.messages(
            figures, given, why, findings, broken, open_leads, weeks_covered(facts.start, facts.end)
        ),
        kpis=figures,
        trend=flow.trend(facts, p),
        movement=moved,
        steps=stepped,
        cohorts=flow.cohorts(p),
        segments=flow.segments(facts, p),
        verdicts=given,
        reasons=why,
        qualifiers=verdicts.by_qualifier(facts, p),
        clocks=clocks.clocks(facts, p, running, late),
        ages=clocks.ages(facts, p),
        exceptions=order.exception_rows(found, p),
        findings=findings,
        decisions=to_decide,
        leads=rows,
        definitions=DEFINITIONS,
        checks=checks.checks(facts, p, moved, stepped, given, rows)
        + checks.rows_behind(figures, given, moved, stepped, went, handed),
        figures=figures_of_metrics(facts, p, running),
        moved=went,
        packages=handed,
        touched=behind.touched(facts, p, running),
        triangle=triangle(facts, p),
        quality=quality(facts, p),
        quality_trend=quality_trend(p),
        agreed=(*(one for one in facts.decisions if one.ref), *open_besides),
        reversals=behind.reversals(facts, p),
    )


def _sent(facts: ReviewFacts, p: Passage) -> list[int]:
    counts = [0] * PERIODS
    for handoff in facts.handoffs:
        number = p.period(handoff.sent_at)
        if 0 <= number < PERIODS:
            counts[number] += 1
    return counts


def _in_order(p: Passage, found: order.Broken) -> tuple[int, int]:
    """Open leads that lack nothing, and all open leads."""
    lacking = {b.lead.id for rule in (order.OWNER, order.STEP, order.DATE) for b in found.get(rule, ())}
    total = sum(1 for _ in p.open_leads())
    return total - len(lacking), total


def _lead_rows(facts: ReviewFacts, p: Passage, found: order.Broken) -> tuple[LeadRow, ...]:
    attention: dict[int, str] = {}
    for rule in order.ACTIONS:
        for breach in found.get(rule, ()):
            earlier = attention.get(breach.lead.id)
            attention[breach.lead.id] = f"{earlier}; {rule}" if earlier else rule
    labels, end, day = facts.path_labels, facts.until, timedelta(days=1)
    words = {state: flow.state_label(state) for state in set(p.standing.values())}
    rows = []
    for id, lead in p.leads.items():
        since, path = p.since[id], p.path[id]
        rows.append(
            LeadRow(
                lead.ref,
                lead.person,
                lead.account,
                words[p.standing[id]],
                labels.get(path, path),
                lead.owner,
                lead.next_step,
                lead.due,
                attention.get(id, ""),
                p.born[id],
                since,
                (end - since) // day,
                p.last_touch.get(id),
                lead.fit,
                lead.intent,
                lead.cycle,
                lead.service_line,
                lead.segment,
                lead.source,
                lead.offer,
                lead.region,
                lacking(lead.faults) if lead.faults else "",
            )
        )
    return tuple(rows)
