"""The figures of the summary: this week, last week, the change, the mean of the four weeks before, and a word."""

from collections.abc import Sequence

from app.domain.review.metrics.catalogue import MARKETING, ORDER, SALES
from app.domain.review.passage import PERIODS, Passage
from app.domain.review.rates import SMALL, Rate, mean, median, rate
from app.domain.review.sheet import Kpi, Verdicts
from app.language import later

_NOW = PERIODS - 1


def kpis(
    p: Passage,
    accepted: Sequence[Rate],
    outreach: Sequence[Sequence[tuple[float, float]]],
    answered: Sequence[Sequence[float]],
    sent: Sequence[int],
    given: Verdicts,
    in_order: tuple[int, int],
) -> tuple[Kpi, ...]:
    """Ten figures at most; MQL flow stands apart from sales readiness (R13). Labels are said where they are shown."""
    in_time = [
        rate(sum(h <= allowed for h, allowed in week if allowed), sum(bool(a) for _, a in week)) for week in outreach
    ]
    return (
        _counts("new_leads", later("New leads"), MARKETING, p.new_leads, "Movement"),
        _counts("new_mql", later("New MQLs"), MARKETING, [week["mql"] for week in p.entered], "Movement"),
        _counts("new_sql", later("New SQLs"), SALES, [week["sql"] for week in p.entered], "Movement"),
        _counts("handoffs", later("Handoffs sent"), SALES, sent, "Accept-Reject"),
        _rates("acceptance", later("Acceptance rate"), SALES, accepted, "Accept-Reject"),
        _figure(
            "pending",
            later("Verdicts pending past deadline"),
            SALES,
            "count",
            given.overdue,
            given.pending,
            "SLA-Aging",
        ),
        _hours(
            "outreach",
            later("Median hours to first outreach"),
            ORDER,
            [[h for h, _ in w] for w in outreach],
            "SLA-Aging",
        ),
        _rates("in_time", later("First outreach in time"), ORDER, in_time, "SLA-Aging"),
        _hours("verdict", later("Median hours to verdict"), ORDER, answered, "Accept-Reject"),
        _figure(
            "in_order",
            later("Open leads with owner, step and date"),
            ORDER,
            "rate",
            in_order[0] / in_order[1] if in_order[1] else None,
            in_order[1],
            "Exceptions",
        ),
    )


def _counts(id: str, label: str, group: str, weeks: Sequence[int], rows: str) -> Kpi:
    now, last = weeks[_NOW], weeks[_NOW - 1]
    word = "same" if now == last else "higher" if now > last else "lower"
    before = mean(weeks[_NOW - 4 : _NOW])
    return Kpi(id, label, group, "count", now, last, now - last, before, now, word, rows)


def _rates(id: str, label: str, group: str, weeks: Sequence[Rate], rows: str) -> Kpi:
    now, last = weeks[_NOW], weeks[_NOW - 1]
    four = weeks[_NOW - 4 : _NOW]
    before = rate(sum(r.hits for r in four), sum(r.n for r in four)).shown
    if now.value is None:
        return Kpi(id, label, group, "rate", None, last.shown, None, before, 0, "n/a", rows)
    if now.n < SMALL:
        return Kpi(id, label, group, "rate", None, last.shown, None, before, now.n, f"n < {SMALL}", rows)
    change = None if last.shown is None else now.value - last.shown
    return Kpi(id, label, group, "rate", now.value, last.shown, change, before, now.n, _word(change, True), rows)


def _hours(id: str, label: str, group: str, weeks: Sequence[Sequence[float]], rows: str) -> Kpi:
    now, last = median(weeks[_NOW]), median(weeks[_NOW - 1])
    before = median([hours for week in weeks[_NOW - 4 : _NOW] for hours in week])
    change = None if now is None or last is None else now - last
    n, enough = len(weeks[_NOW]), len(weeks[_NOW - 1]) >= SMALL
    word = "n/a" if now is None else f"n < {SMALL}" if n < SMALL else _word(change if enough else None, False)
    return Kpi(id, label, group, "hours", now, last, change, before, n, word, rows)


def _figure(id: str, label: str, group: str, unit: str, value: float | None, n: int, rows: str) -> Kpi:
    """A figure that is only known for now."""
    return Kpi(id, label, group, unit, value, None, None, None, n, "n/a" if value is None else "as of now", rows)


def _word(change: float | None, more_is_better: bool) -> str:
    if change is None:
        return "no comparison"
    if abs(change) < 0.005:
        return "same"
    return "better" if (change > 0) == more_is_better else "worse"
