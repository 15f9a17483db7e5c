"""Charts of shares: conversion by the values of a dimension, acceptance by week and by qualifier, reasons to reject.

A share is drawn from ten cases on and always with its 95% Wilson interval; below that the cases stand there in words.
"""

from collections.abc import Sequence
from typing import NamedTuple

from app.domain.review.addressing import Address, address_of
from app.domain.review.charting import (
    ChartSpec,
    Mark,
    Period,
    Role,
    Series,
    period_of,
    says,
    share_says,
    short,
    span,
    too_few,
)
from app.domain.review.messages import acceptance_says
from app.domain.review.rates import SMALL, rate
from app.domain.review.sheet import QualifierRow, ReasonRow, Review, SegmentRow
from app.domain.review.verdicts import NAMED_FROM, main_reason
from app.language import later, number, percent, tr, within

MOST_VALUES = 12  # bars of one chart, the most frequent; the table has all
_SPANS: tuple[tuple[str, Role], ...] = (("in_week", "now"), ("in_quarter", "before"))
_KINDS = {"Qualifier": later("Qualifier"), "Source": later("Source")}


class _Share(NamedTuple):
    """One value with its cases."""

    name: str
    hits: int
    n: int
    address: Address | None

    @property
    def value(self) -> float:
        """The share itself."""
        return self.hits / self.n


# --- by value ---------------------------------------------------------------------------------------------------------


def dimensions(review: Review) -> tuple[tuple[str, str], ...]:
    """The dimensions and steps by which conversion can be drawn, in the order of the review."""
    return tuple(dict.fromkeys((row.dimension, row.step) for row in review.segments))


def conversion(review: Review, dimension: str, step: str) -> ChartSpec:
    """Which share of the leads of each value reached MQL, or SQL."""
    rows = [row for row in review.segments if (row.dimension, row.step) == (dimension, step)]
    found = [_Share(_value(row), row.reached, row.n, address_of(row, "rate")) for row in rows]
    return _by_value(
        f"conversion {dimension} {step}",
        found,
        _apart_title(tr(dimension), tr(step), found),
        (tr(dimension), tr(step)),
        (tr("reached"), tr("leads")),
        tr(
            "Nobody arrived in these {quarter}: no conversion by {dimension}.",
            quarter=period_of(review).quarter,
            dimension=within(tr(dimension)),
        ),
        period_of(review),
    )


def qualifiers(review: Review, kind: str = "Qualifier") -> ChartSpec:
    """Which share of the packages of each qualifier, or of each source, was accepted in 13 weeks."""
    rows: list[QualifierRow] = [row for row in review.qualifiers if row.kind == kind]
    found = [_Share(tr(r.name), r.accepted, r.accepted + r.rejected, address_of(r, "rate")) for r in rows]
    label = tr(_KINDS[kind])
    return _by_value(
        f"qualifiers {kind}",
        found,
        _apart_title(label, tr("Acceptance"), found),
        (label, tr("Acceptance")),
        (tr("accepted"), tr("decided")),
        _undecided(period_of(review)),
        period_of(review),
    )


def _by_value(
    id: str,
    found: Sequence[_Share],
    title: str,
    names: tuple[str, str],
    words: tuple[str, str],
    empty: str,
    period: Period,
) -> ChartSpec:
    shown = found[:MOST_VALUES]
    return ChartSpec(
        id,
        "bars",
        title,
        tr(
            "Bars with 95% intervals: {share} by {dimension}, {quarter}",
            share=names[1],
            dimension=names[0],
            quarter=period.quarter,
        ),
        tr("{share}, %", share=names[1]),
        names[0],
        tuple(one.name for one in shown),
        (Series(names[1], "rate"),),
        tuple(_share_mark(at, one, names[1]) for at, one in enumerate(shown)),
        (names[0], *words, tr("share"), tr("95% interval")),
        tuple(_share_row(one) for one in found),
        empty="" if found else empty,
    )


def _share_mark(at: int, one: _Share, name: str) -> Mark:
    share = rate(one.hits, one.n)
    said = says(one.name, name, share_says(one.hits, one.n, share.low, share.high))
    cases = tr("{hits} of {n}", hits=number(one.hits), n=number(one.n))
    if share.shown is None:
        return Mark(at, 0, None, tr("{few}: {cases}", few=too_few(), cases=cases), said, "now", one.address)
    label = tr("{share} ({cases})", share=percent(one.value), cases=cases)
    return Mark(at, 0, share.value, label, said, "now", one.address, share.low, share.high)


def _share_row(one: _Share) -> tuple[str, ...]:
    share = rate(one.hits, one.n)
    cells = (one.name, number(one.hits), number(one.n))
    if share.shown is None:
        return (*cells, too_few(), tr("n/a"))
    return (*cells, percent(one.value), span(share.low, share.high))


def _value(row: SegmentRow) -> str:
    return tr("not known") if row.value == "not known" else row.value


def _apart_title(dimension: str, share: str, found: Sequence[_Share]) -> str:
    """Only intervals that do not overlap are called a difference."""
    large = sorted((one for one in found if one.n >= SMALL), key=lambda one: one.value)
    if len(large) < 2:
        return tr(
            "{share} by {dimension}: fewer than two values have {few} cases, so nothing to compare",
            share=share,
            dimension=within(dimension),
            few=number(SMALL),
        )
    low, high = large[0], large[-1]
    below, above = rate(low.hits, low.n), rate(high.hits, high.n)
    if below.high is not None and above.low is not None and below.high < above.low:
        return tr(
            "{share}: {best} {best_share} ({best_hits} of {best_n}), {least} {least_share} ({least_hits} of {least_n})",
            share=share,
            best=high.name,
            best_share=percent(high.value),
            best_hits=number(high.hits),
            best_n=number(high.n),
            least=low.name,
            least_share=percent(low.value),
            least_hits=number(low.hits),
            least_n=number(low.n),
        )
    return tr(
        "{share} by {dimension}: no difference that would hold, the intervals overlap ({hits} of {n})",
        share=share,
        dimension=within(dimension),
        hits=number(sum(one.hits for one in large)),
        n=number(sum(one.n for one in large)),
    )


# --- acceptance -------------------------------------------------------------------------------------------------------


def acceptance(review: Review) -> ChartSpec:
    """The share of packages that were taken, week by week, above the packages themselves."""
    weeks, last = review.trend, len(review.trend) - 1
    names = (tr("Acceptance"), tr("Accepted"), tr("Rejected"))
    marks: list[Mark] = []
    for place, row in enumerate(weeks):
        role: Role = "now" if place == last else "before"
        share = rate(row.accepted, row.accepted + row.rejected)
        said = says(row.week, names[0], share_says(share.hits, share.n, share.low, share.high))
        address = Address("kpi", "acceptance") if place == last else address_of(row, "accepted")
        if share.shown is not None:
            marks.append(Mark(place, 0, share.value, percent(share.shown), said, role, address, share.low, share.high))
        elif share.n:
            marks.append(Mark(place, 0, None, tr("n {n}", n=number(share.n)), said, role, address))
        for at, column in ((1, "accepted"), (2, "rejected")):
            value = getattr(row, column)
            said = says(row.week, names[at], number(value))
            marks.append(Mark(place, at, value, number(value), said, role, address_of(row, column)))
    decided = any(row.accepted or row.rejected for row in weeks)
    return ChartSpec(
        "acceptance",
        "columns",
        _acceptance_title(review),
        tr("Columns over time: share of packages accepted with its interval, then packages accepted and rejected"),
        tr("week of the verdict"),
        tr("%, packages"),
        tuple(short(row.week) for row in weeks),
        (Series(names[0], "rate", scale="rate"), *(Series(name, scale="count") for name in names[1:])),
        tuple(sorted(marks, key=lambda mark: (mark.series, mark.category))),
        (tr("Week"), tr("accepted"), tr("rejected"), tr("share"), tr("95% interval")),
        tuple(_acceptance_row(row.week, row.accepted, row.accepted + row.rejected) for row in weeks),
        empty="" if decided else _undecided(period_of(review)),
    )


def _acceptance_row(week: str, hits: int, n: int) -> tuple[str, ...]:
    share = rate(hits, n)
    cells = (week, number(hits), number(n - hits))
    if share.shown is None:
        return (*cells, too_few() if n else tr("n/a"), tr("n/a"))
    return (*cells, percent(hits / n), span(share.low, share.high))


def _acceptance_title(review: Review) -> str:
    v = review.verdicts
    decided, now = v.accepted_in_week + v.rejected_in_week, period_of(review).now
    kpi = next((kpi for kpi in review.kpis if kpi.id == "acceptance"), None)
    if kpi is not None and kpi.this_week is not None:
        return acceptance_says(kpi.this_week, v.accepted_in_week, kpi.n, kpi.change)
    if not decided:
        return tr("No package was decided {now}", now=now)
    cases = tr("{hits} of {n}", hits=number(v.accepted_in_week), n=number(decided))
    return tr("Accepted {now}: {cases}, too few for a rate", now=now, cases=cases)


def _undecided(period: Period) -> str:
    return tr("No package was decided in these {quarter}: nothing to draw.", quarter=period.quarter)


# --- reasons ----------------------------------------------------------------------------------------------------------


def reasons(review: Review) -> ChartSpec:
    """Why packages were rejected: this week, and in 13 weeks."""
    rows = sorted(review.reasons, key=lambda row: (-row.in_quarter, -row.in_week, row.reason))
    period = period_of(review)
    names = (period.now, tr("in {quarter}", quarter=period.quarter))
    marks: list[Mark] = []
    for at, row in enumerate(rows[:MOST_VALUES]):
        for place, (column, role) in enumerate(_SPANS):
            value = getattr(row, column)
            label = tr("{value} {word}", value=number(value), word=names[place])
            said = says(tr(row.reason), names[place], number(value))
            marks.append(Mark(at, place, value, label, said, role, address_of(row, column)))
    return ChartSpec(
        "reasons",
        "bars",
        _reasons_title(rows, period),
        tr("Bars per reason, the most frequent first: {now}, and in {quarter}", now=names[0], quarter=period.quarter),
        tr("packages rejected"),
        tr("reason"),
        tuple(tr(row.reason) for row in rows[:MOST_VALUES]),
        (Series(names[0]), Series(names[1], role="before")),
        tuple(marks),
        (tr("Reason"), *names, tr("share")),
        tuple((tr(row.reason), number(row.in_week), number(row.in_quarter), percent(row.share or 0.0)) for row in rows),
        empty="" if rows else tr("Nothing was rejected in these {quarter}: nothing to draw.", quarter=period.quarter),
    )


_TOO_FEW_OF_ONE = later("Rejected in {quarter}: {total}, {now} {week}; too few to name a main reason")
_AS_MANY_OF_TWO = later("Rejected in {quarter}: {total}, {now} {week}; no reason was given more often than the others")


def _reasons_title(rows: Sequence[ReasonRow], period: Period) -> str:
    total, week = sum(row.in_quarter for row in rows), sum(row.in_week for row in rows)
    if not rows:
        return tr("No rejection in {quarter}", quarter=period.quarter)
    first = main_reason(rows, "in_quarter")
    if first is None:
        few = max(row.in_quarter for row in rows) < NAMED_FROM
        return tr(
            _TOO_FEW_OF_ONE if few else _AS_MANY_OF_TWO,
            quarter=period.quarter,
            now=period.now,
            total=number(total),
            week=number(week),
        )
    return tr(
        "{reason}: {hits} of {total} rejections in {quarter}, {week_hits} of {week} {now}",
        reason=tr(first.reason),
        hits=number(first.in_quarter),
        total=number(total),
        quarter=period.quarter,
        week_hits=number(first.in_week),
        week=number(week),
        now=period.now,
    )
