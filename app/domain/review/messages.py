"""The sentences of the summary, made by rules from numbers; a rule with too few cases stays silent (WR10)."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.review.facts import Decision
from app.domain.review.rates import SMALL
from app.domain.review.sheet import Finding, Kpi, Message, ReasonRow, Verdicts
from app.domain.review.verdicts import main_reason
from app.language import later, number, percent, tr, tr_many

_MOST, _MOST_DECISIONS, _LEAST_FOUND = 3, 5, 2


def messages(
    kpis: Sequence[Kpi],
    given: Verdicts,
    reasons: Sequence[ReasonRow],
    findings: Sequence[Finding],
    broken: Mapping[str, int],
    open_leads: int,
    weeks: int = 1,
) -> tuple[Message, ...]:
    """The first three sentences that the numbers allow, the most consequential first; `weeks` are those covered."""
    found = list(_sentences({kpi.id: kpi for kpi in kpis}, given, reasons, findings, broken, open_leads, weeks))
    return tuple(found[:_MOST]) or (Message("M0", tr(_NOTHING[weeks > 1])),)


_NOTHING = (
    later("Too little happened this week for a sentence that would hold."),
    later("Too little happened in these two weeks for a sentence that would hold."),
)
_LEADS = (
    (
        later("{count} new leads, {gap} above the four-week mean of {mean}."),
        later("{count} new leads, {gap} below the four-week mean of {mean}."),
    ),
    (
        later("{count} new leads in two weeks, {gap} above their mean of {mean}."),
        later("{count} new leads in two weeks, {gap} below their mean of {mean}."),
    ),
)
_SQLS = (
    later("{count} leads became SQL, against {before} last week."),
    later("{count} leads became SQL, against {before} in the two weeks before."),
)


def _sentences(
    kpis: Mapping[str, Kpi],
    given: Verdicts,
    reasons: Sequence[ReasonRow],
    findings: Sequence[Finding],
    broken: Mapping[str, int],
    open_leads: int,
    weeks: int,
) -> Iterator[Message]:
    rate = kpis["acceptance"]
    if rate.this_week is not None:
        top, said = main_reason(reasons), acceptance_says(rate.this_week, given.accepted_in_week, rate.n, rate.change)
        if top:
            text = tr(
                "{acceptance}; top reason to reject: {reason} ({cases}).",
                acceptance=said,
                reason=top.reason,
                cases=top.in_week,
            )
        yield Message("M1", text if top else f"{said}.")
    late = broken.get("First outreach overdue", 0)
    if late and open_leads >= SMALL:
        part, n = number(late), number(open_leads)
        yield Message("M2", tr("{part} of {n} open leads wait for first outreach past their deadline.", part=part, n=n))
    if given.overdue:
        part, n = number(given.overdue), number(given.pending)
        yield Message("M3", tr("{part} of {n} pending packages are past their verdict deadline.", part=part, n=n))
    worst = max((f for f in findings if f.state == "found"), key=lambda f: f.hits / f.n if f.n else 0, default=None)
    if worst is not None:
        yield Message("M4", f"{worst.label}: {worst.says}")
    order = kpis["in_order"]
    if order.this_week is not None and order.n >= SMALL and order.this_week < 1:
        part, n = number(round(order.n * (1 - order.this_week))), number(order.n)
        yield Message("M5", tr("{part} of {n} open leads lack an owner, a next step or a date.", part=part, n=n))
    leads = kpis["new_leads"]
    if leads.mean_4 is not None and leads.mean_4 >= SMALL and leads.this_week is not None:
        gap = leads.this_week - leads.mean_4
        if abs(gap) >= leads.mean_4 / 5:
            text = tr(
                _LEADS[weeks > 1][gap < 0],
                count=number(leads.this_week),
                gap=number(abs(gap)),
                mean=number(leads.mean_4),
            )
            yield Message("M6", text)
    sql = kpis["new_sql"]
    if sql.n >= SMALL and sql.last_week is not None:
        now, last = number(sql.n), number(sql.last_week)
        yield Message("M7", tr(_SQLS[weeks > 1], count=now, before=last))


def decisions(
    findings: Sequence[Finding], earlier: Sequence[Decision]
) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """What the meeting should decide, and what is open besides: for that page one has no room.

    First comes what is still open from before, the oldest first, then what the diagnoses suggest: however much is
    open, two lines are kept for what was found this week.
    """
    known = {decision.rule for decision in earlier if decision.rule}
    fresh = [
        Decision(f"{finding.label}: {finding.suggests}", rule=finding.diagnosis)
        for finding in sorted(findings, key=lambda f: -(f.hits / f.n if f.n else 0))
        if finding.state == "found" and finding.diagnosis not in known
    ]
    room = _MOST_DECISIONS - min(len(fresh), _LEAST_FOUND)
    shown = (*earlier[:room], *fresh)[:_MOST_DECISIONS]
    return shown, tuple(earlier[room:])


def acceptance_says(share: float, hits: int, n: int, change: float | None) -> str:
    """The acceptance of the week and how it changed, as the beginning of a sentence."""
    values = {"share": percent(share), "hits": hits, "n": n}
    if change is None:
        return tr("Acceptance {share} ({hits} of {n})", **values)
    points = round(change * 100)
    if not points:
        return tr("Acceptance {share} ({hits} of {n}), unchanged", **values)
    if points > 0:
        return tr_many(
            "Acceptance {share} ({hits} of {n}), up {count} point",
            "Acceptance {share} ({hits} of {n}), up {count} points",
            points,
            **values,
        )
    return tr_many(
        "Acceptance {share} ({hits} of {n}), down {count} point",
        "Acceptance {share} ({hits} of {n}), down {count} points",
        -points,
        **values,
    )
