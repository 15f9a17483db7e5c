"""Verdicts on handoffs: accepted, rejected, pending, and the reasons given."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from app.domain.review.facts import HandoffFact, ReviewFacts
from app.domain.review.passage import PERIODS, Passage
from app.domain.review.rates import Rate, rate
from app.domain.review.running import Running
from app.domain.review.sheet import QualifierRow, ReasonRow, Verdicts
from app.language import tr

NAMED_FROM = 5  # rejections for one reason; of fewer nobody can say that it is the main one


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


def overdue(facts: ReviewFacts, running: Running, handoff: HandoffFact, times: int = 1) -> bool:
    """True where nobody answered at all, although the hours allowed have run so many times over.

    "Need more" is an answer: the next word is ours. Nothing is overdue while the clock of its lead is paused.
    """
    allowed = times * handoff.verdict_hours
    return not decided(facts, handoff) and running.over(handoff.lead_id, handoff.sent_at, allowed)


def ignored(facts: ReviewFacts, running: Running, handoff: HandoffFact) -> bool:
    """True where nobody looked at it in twice its time, also where the silence counts as accepted."""
    unanswered = handoff._replace(verdict="", verdict_at=None) if handoff.silent else handoff
    return overdue(facts, running, unanswered, 2)


def verdicts(facts: ReviewFacts, running: Running) -> Verdicts:
    """Count packages and verdicts; 'need more' is still pending."""
    packages, left = sent(facts), _left(facts)
    stood = Counter(decided(facts, handoff) for handoff in packages)
    in_week = [h for h in left if h.verdict_at is not None and facts.start <= h.verdict_at < facts.end]
    given = Counter(h.verdict for h in in_week)
    late = [h for h in packages if overdue(facts, running, h)]
    return Verdicts(
        packages=len(packages),
        accepted=stood["accept"],
        rejected=stood["reject"],
        pending=stood[""] + stood["need_more"],
        overdue=len(late),
        sent_in_week=sum(facts.start <= h.sent_at for h in left),
        accepted_in_week=given["accept"],
        rejected_in_week=given["reject"],
        need_more_in_week=given["need_more"],
        too_early_in_week=sum(h.verdict == "reject" and h.too_early for h in in_week),
        silent_leads=sum(ignored(facts, running, h) for h in packages),
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


Window = Literal["in_week", "in_quarter"]
"""What rejections are counted of: the week, or the last 13."""


def main_reason(rows: Sequence[ReasonRow], window: Window = "in_week") -> ReasonRow | None:
    """The reason that most rejections of the window gave; None where these are too few, or another was given as often.

    Whatever names a main reason asks here, so that no two places name different ones.
    """
    times = [row.in_week if window == "in_week" else row.in_quarter for row in rows]
    most = max(times, default=0)
    return rows[times.index(most)] if most >= NAMED_FROM and times.count(most) == 1 else None
