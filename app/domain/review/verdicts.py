"""Verdicts on handoffs: accepted, rejected, pending, and the reasons given."""

from collections import Counter
from collections.abc import Sequence

from app.domain.review.facts import HandoffFact, ReviewFacts
from app.domain.review.passage import PERIODS, Passage
from app.domain.review.rates import Rate, rate
from app.domain.review.running import Running
from app.domain.review.sheet import QualifierRow, ReasonRow, Verdicts
from app.language import tr


def decided(facts: ReviewFacts, handoff: HandoffFact) -> str:
    """The verdict as it stood at the end of the week; empty where there was none yet."""
    if handoff.verdict_at is None or handoff.verdict_at >= facts.end:
        return ""
    return handoff.verdict


def sent(facts: ReviewFacts) -> list[HandoffFact]:
    """The packages that had left by the end of the week; one that was sent again counts as its next version."""
    return [handoff for handoff in _left(facts) if not _replaced(facts, handoff)]


def _left(facts: ReviewFacts) -> list[HandoffFact]:
    return [handoff for handoff in facts.handoffs if handoff.sent_at < facts.end]


def _replaced(facts: ReviewFacts, handoff: HandoffFact) -> bool:
    """Sent again by then, before anybody accepted or rejected it."""
    again = handoff.replaced_at is not None and handoff.replaced_at < facts.end
    return again and decided(facts, handoff) not in ("accept", "reject")


def verdicts(facts: ReviewFacts, running: Running) -> Verdicts:
    """Count packages and verdicts; 'need more' is still pending."""
    packages, left = sent(facts), _left(facts)
    stood = Counter(decided(facts, handoff) for handoff in packages)
    in_week = [h for h in left if h.verdict_at is not None and facts.start <= h.verdict_at < facts.end]
    given = Counter(h.verdict for h in in_week)
    over = [
        (running.hours(h.lead_id, h.sent_at, facts.until), h.verdict_hours)
        for h in packages
        if not decided(facts, h) and h.verdict_hours and not running.stands_still(h.lead_id)
    ]
    return Verdicts(
        packages=len(packages),
        accepted=stood["accept"],
        rejected=stood["reject"],
        pending=stood[""] + stood["need_more"],
        overdue=sum(hours > allowed for hours, allowed in over),
        sent_in_week=sum(facts.start <= h.sent_at for h in left),
        accepted_in_week=given["accept"],
        rejected_in_week=given["reject"],
        need_more_in_week=given["need_more"],
        too_early_in_week=sum(h.verdict == "reject" and h.too_early for h in in_week),
        silent_leads=sum(hours > 2 * allowed for hours, allowed in over),
    )


def acceptance(facts: ReviewFacts, p: Passage) -> list[Rate]:
    """Accepted among accepted and rejected, per period, by the day of the verdict."""
    yes, no = [0] * PERIODS, [0] * PERIODS
    for handoff in facts.handoffs:
        number = p.period(handoff.verdict_at) if handoff.verdict_at is not None else -1
        if 0 <= number < PERIODS:
            yes[number] += handoff.verdict == "accept"
            no[number] += handoff.verdict == "reject"
    return [rate(a, a + r) for a, r in zip(yes, no, strict=True)]


def recent(facts: ReviewFacts, p: Passage, verdict: str) -> list[HandoffFact]:
    """The packages with this verdict given in the last 13 weeks."""
    return [
        h
        for h in facts.handoffs
        if h.verdict == verdict and h.verdict_at is not None and p.quarter <= h.verdict_at < facts.end
    ]


def reasons(facts: ReviewFacts, p: Passage) -> tuple[ReasonRow, ...]:
    """Reasons to reject, the most frequent first."""
    rejected = recent(facts, p, "reject")
    asks = {h.reason: h.action for h in rejected if h.action}
    quarter = Counter(h.reason or tr("no reason given") for h in rejected)
    week = Counter(h.reason or tr("no reason given") for h in rejected if h.verdict_at and h.verdict_at >= facts.start)
    return tuple(
        ReasonRow(reason, week[reason], n, n / len(rejected), asks.get(reason, ""))
        for reason, n in sorted(quarter.items(), key=lambda item: (-week[item[0]], -item[1], item[0]))
    )


def by_qualifier(facts: ReviewFacts, p: Passage) -> tuple[QualifierRow, ...]:
    """Verdicts of the last 13 weeks by who sent the package, and by the source of the lead."""
    accepted, rejected = recent(facts, p, "accept"), recent(facts, p, "reject")
    rows: list[QualifierRow] = []
    for kind in ("Qualifier", "Source"):
        yes = Counter(_name(p, kind, h) for h in accepted)
        no = Counter(_name(p, kind, h) for h in rejected)
        for name in sorted({*yes, *no}, key=lambda name: (-(yes[name] + no[name]), name)):
            share = rate(yes[name], yes[name] + no[name])
            small = share.shown is None
            low, high = (None, None) if small else (share.low, share.high)
            rows.append(QualifierRow(kind, name, yes[name], no[name], share.shown, low, high))
    return tuple(rows)


def _name(p: Passage, kind: str, handoff: HandoffFact) -> str:
    lead = p.leads.get(handoff.lead_id)
    return (handoff.by if kind == "Qualifier" else lead.source if lead else "") or tr("not known")


def top_reason(rows: Sequence[ReasonRow]) -> tuple[str, int] | None:
    """The reason given most often in this week."""
    first = max(rows, key=lambda row: row.in_week, default=None)
    return (first.reason, first.in_week) if first is not None and first.in_week else None
