"""The sentences of the summary, made by rules from numbers; a rule with too few cases stays silent (WR10)."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.review.facts import Decision
from app.domain.review.rates import SMALL
from app.domain.review.sheet import Finding, Kpi, Message, ReasonRow, Verdicts
from app.domain.review.verdicts import top_reason

_MOST, _MOST_DECISIONS = 3, 5


def messages(
    kpis: Sequence[Kpi],
    given: Verdicts,
    reasons: Sequence[ReasonRow],
    findings: Sequence[Finding],
    broken: Mapping[str, int],
    open_leads: int,
) -> tuple[Message, ...]:
    """The first three sentences that the numbers allow, the most consequential first."""
    found = list(_sentences({kpi.id: kpi for kpi in kpis}, given, reasons, findings, broken, open_leads))
    return tuple(found[:_MOST]) or (Message("M0", "Too little happened this week for a sentence that would hold."),)


def _sentences(
    kpis: Mapping[str, Kpi],
    given: Verdicts,
    reasons: Sequence[ReasonRow],
    findings: Sequence[Finding],
    broken: Mapping[str, int],
    open_leads: int,
) -> Iterator[Message]:
    rate = kpis["acceptance"]
    if rate.this_week is not None:
        top = top_reason(reasons)
        because = f"; top reason to reject: {top[0]} ({top[1]})" if top else ""
        text = f"Acceptance {_percent(rate.this_week)} ({given.accepted_in_week} of {rate.n}){_points(rate.change)}"
        yield Message("M1", f"{text}{because}.")
    late = broken.get("First outreach overdue", 0)
    if late and open_leads >= SMALL:
        yield Message("M2", f"{late:,} of {open_leads:,} open leads wait for first outreach past their deadline.")
    if given.overdue:
        yield Message("M3", f"{given.overdue:,} of {given.pending:,} pending packages are past their verdict deadline.")
    worst = max((f for f in findings if f.state == "found"), key=lambda f: f.hits / f.n if f.n else 0, default=None)
    if worst is not None:
        yield Message("M4", f"{worst.label}: {worst.says}")
    order = kpis["in_order"]
    if order.this_week is not None and order.n >= SMALL and order.this_week < 1:
        lacking = round(order.n * (1 - order.this_week))
        yield Message("M5", f"{lacking:,} of {order.n:,} open leads lack an owner, a next step or a date.")
    leads = kpis["new_leads"]
    if leads.mean_4 is not None and leads.mean_4 >= SMALL and leads.this_week is not None:
        gap = leads.this_week - leads.mean_4
        if abs(gap) >= leads.mean_4 / 5:
            word = "above" if gap > 0 else "below"
            text = (
                f"{leads.this_week:,.0f} new leads, {abs(gap):,.0f} {word} the four-week mean of {leads.mean_4:,.0f}."
            )
            yield Message("M6", text)
    sql = kpis["new_sql"]
    if sql.n >= SMALL and sql.last_week is not None:
        yield Message("M7", f"{sql.n:,} leads became SQL, against {sql.last_week:,.0f} last week.")


def decisions(findings: Sequence[Finding], earlier: Sequence[Decision]) -> tuple[Decision, ...]:
    """What the meeting should decide: what is still open from before, then what the diagnoses suggest."""
    fresh = [
        Decision(f"{finding.label}: {finding.suggests}", rule=finding.diagnosis)
        for finding in sorted(findings, key=lambda f: -(f.hits / f.n if f.n else 0))
        if finding.state == "found"
    ]
    known = {decision.rule for decision in earlier if decision.rule}
    return (*earlier, *(d for d in fresh if d.rule not in known))[:_MOST_DECISIONS]


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _points(change: float | None) -> str:
    if change is None:
        return ""
    points = round(change * 100)
    if not points:
        return ", unchanged"
    word = "up" if points > 0 else "down"
    return f", {word} {abs(points)} point{'' if abs(points) == 1 else 's'}"
