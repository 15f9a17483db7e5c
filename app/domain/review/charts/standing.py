"""Charts of time: how long leads have stood in their stage, and how long first outreach and verdicts took."""

from collections.abc import Sequence
from typing import NamedTuple

from app.domain.counting import counted
from app.domain.review.addressing import AGES, Address, address_of
from app.domain.review.charting import ChartSpec, Mark, Role, Series, period_of, says, shown
from app.domain.review.rates import SMALL
from app.domain.review.sheet import AgeRow, Kpi, Review
from app.language import later, number, percent, tr

BANDS = (later("0–7"), later("8–14"), later("15–30"), later("31–60"), later("> 60"))
_EARLIER = 4  # periods before this one, whose median stands beside it
_LONG = 3  # from this band on: longer than 30 days


# --- age --------------------------------------------------------------------------------------------------------------


def ages(review: Review) -> ChartSpec:
    """Days that leads have stood in their stage, in bands; a panel for each stage, all at one scale."""
    rows = review.ages
    marks = tuple(_age_mark(at, row, band) for at, row in enumerate(rows) for band in range(len(BANDS)))
    return ChartSpec(
        "ages",
        "columns",
        _ages_title(rows),
        tr("Columns per stage: leads by the days they have stood in it, at the end"),
        tr("days in the stage"),
        tr("leads"),
        tuple(tr(band) for band in BANDS),
        tuple(Series(tr(row.stage), scale="count") for row in rows),
        marks,
        (tr("Stage"), *(tr("{band} days", band=tr(band)) for band in BANDS), tr("median"), tr("90th percentile")),
        tuple(
            (tr(row.stage), *map(number, _counts(row)), *(_days(days) for days in (row.median, row.ninetieth)))
            for row in rows
        ),
        empty="" if any(mark.value for mark in marks) else tr("No open lead stands in any stage: nothing to draw."),
    )


def _age_mark(at: int, row: AgeRow, band: int) -> Mark:
    value = _counts(row)[band]
    said = says(tr(row.stage), tr("{band} days", band=tr(BANDS[band])), counted(value, "lead"))
    role: Role = "now" if band >= _LONG else "before"  # what has stood long is what the meeting is about
    return Mark(band, at, value, number(value), said, role, address_of(row, AGES[band]))


def _counts(row: AgeRow) -> tuple[int, ...]:
    return (row.to_7, row.to_14, row.to_30, row.to_60, row.above_60)


def _days(days: float | None) -> str:
    return tr("n/a") if days is None else number(days, 1)


def _ages_title(rows: Sequence[AgeRow]) -> str:
    large = [row for row in rows if sum(_counts(row)) >= SMALL]
    if not large:
        total = sum(sum(_counts(row)) for row in rows)
        return tr(
            "Fewer than {few} leads in every stage, {total} in all: numbers only",
            few=number(SMALL),
            total=number(total),
        )
    most = max(large, key=lambda row: sum(_counts(row)[_LONG:]) / sum(_counts(row)))
    long, total = sum(_counts(most)[_LONG:]), sum(_counts(most))
    return tr(
        "{stage}: {long} of {total} leads have stood for more than 30 days ({share})",
        stage=tr(most.stage),
        long=number(long),
        total=number(total),
        share=percent(long / total),
    )


# --- hours ------------------------------------------------------------------------------------------------------------


class _Clock(NamedTuple):
    """One clock of the summary, with what is allowed."""

    name: str
    kpi: Kpi
    allowed: float | None
    address: Address


def hours(review: Review) -> ChartSpec:
    """Median business hours to first outreach and to verdict: this week, last week, four weeks, and what is allowed."""
    clocks = _clocks(review)
    period = period_of(review)
    earlier = tr("in the {count} weeks before", count=number(_EARLIER * period.weeks))
    names = (period.now, period.before, earlier, tr("allowed"))
    marks = [mark for at, clock in enumerate(clocks) for mark in _clock_marks(at, clock, names)]
    return ChartSpec(
        "hours",
        "bars",
        _hours_title(review, clocks),
        tr("Bars: median business hours {now} and before; what is allowed is outlined", now=period.now),
        tr("business hours, median"),
        tr("clock"),
        tuple(clock.name for clock in clocks),
        (
            Series(names[0], "hours"),
            Series(names[1], "hours", "before"),
            Series(names[2], "hours", "part"),
            Series(names[3], "hours", "target"),
        ),
        tuple(marks),
        (tr("Clock"), *names, tr("n")),
        tuple(
            (clock.name, *(shown(value, "hours") for value in _values(clock)), number(clock.kpi.n)) for clock in clocks
        ),
        empty=""
        if any(mark.value is not None and mark.role != "target" for mark in marks)
        else tr("Nobody was reached and nothing was decided in these weeks: nothing to draw."),
    )


def _clocks(review: Review) -> tuple[_Clock, ...]:
    by_id = {kpi.id: kpi for kpi in review.kpis}
    touched = {row.allowed for row in review.touched if row.allowed}
    known = (
        ("outreach", tr("First outreach"), touched | _allowances(review, "First outreach")),
        ("verdict", tr("Verdict"), _allowances(review, "Verdict")),
    )
    return tuple(
        _Clock(name, by_id[id], _allowed(by_id[id], allowed), Address("kpi", id))
        for id, name, allowed in known
        if id in by_id
    )


def _allowances(review: Review, clock: str) -> set[float]:
    """What the clocks of one kind that run or ran over allow; a frozen week names them in English."""
    return {row.allowed for row in review.clocks if row.allowed and row.clock.startswith(clock)}


def _allowed(kpi: Kpi, found: set[float]) -> float | None:
    """What the playbook wants of the median, or what every case was allowed, where that is one number."""
    if kpi.target is not None:
        return kpi.target
    return found.pop() if len(found) == 1 else None


def _values(clock: _Clock) -> tuple[float | None, ...]:
    return (clock.kpi.this_week, clock.kpi.last_week, clock.kpi.mean_4, clock.allowed)


_ROLES: tuple[Role, ...] = ("now", "before", "part", "target")


def _clock_marks(at: int, clock: _Clock, names: Sequence[str]) -> list[Mark]:
    marks = []
    for place, (value, role) in enumerate(zip(_values(clock), _ROLES, strict=True)):
        if value is None and place:
            continue
        label = tr("{value} {word}", value=shown(value, "hours"), word=names[place])
        said = says(clock.name, names[place], shown(value, "hours"))
        if place == 0:
            label = tr("{label}, n {n}", label=label, n=number(clock.kpi.n))
            said = tr("{said}, n {n}", said=said, n=number(clock.kpi.n))
        address = clock.address if place == 0 and clock.kpi.n else None
        marks.append(Mark(at, place, value, label, said, role, address))
    return marks


def _hours_title(review: Review, clocks: Sequence[_Clock]) -> str:
    in_time = next((f for f in review.figures if f.metric == "outreach_in_time" and not f.dimension), None)
    if in_time is not None and in_time.denominator:
        hits, n = int(in_time.numerator or 0), in_time.denominator
        part, of = number(hits), number(n)
        if n < SMALL:
            return tr("First outreach in time: {part} of {n}, too few for a rate", part=part, n=of)
        return tr("First outreach in time: {part} of {n} ({share})", part=part, n=of, share=percent(hits / n))
    known = [clock for clock in clocks if clock.kpi.this_week is not None]
    if not known:
        return tr("No first outreach and no verdict {now}", now=period_of(review).now)
    first = known[0]
    return tr(
        "{clock}: median {hours} {now}, n {n}",
        now=period_of(review).now,
        clock=first.name,
        hours=shown(first.kpi.this_week, "hours"),
        n=number(first.kpi.n),
    )
