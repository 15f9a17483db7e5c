"""Charts by week of arrival: cohorts after four weeks, the triangle of cohorts, and the faults of records."""

from collections.abc import Sequence

from app.domain.review.addressing import FAULTS, address_of
from app.domain.review.charting import ChartSpec, Mark, Role, Series, says, share_says, short, too_early
from app.domain.review.flow import COHORT_WEEKS
from app.domain.review.quality import FAULTS as WORDS
from app.domain.review.rates import SMALL, rate
from app.domain.review.sheet import CohortRow, QualityTrendRow, Review, TriangleRow
from app.language import number, percent, tr

# --- cohorts ----------------------------------------------------------------------------------------------------------


def cohorts(review: Review) -> ChartSpec:
    """Of the leads of each week of arrival, which share was MQL, and which SQL, within four weeks."""
    rows = review.cohorts
    proven = (tr("MQL within {weeks} weeks", weeks=COHORT_WEEKS), tr("SQL within {weeks} weeks", weeks=COHORT_WEEKS))
    names = (tr("Arrived"), *proven)
    marks: list[Mark] = []
    for place, row in enumerate(rows):
        said = says(row.week, names[0], number(row.arrived))
        marks.append(Mark(place, 0, row.arrived, number(row.arrived), said, "before", address_of(row, "arrived")))
        for at, column in ((1, "mql"), (2, "sql")):
            marks.append(_cohort_mark(place, at, row, column, names[at]))
    return ChartSpec(
        "cohorts",
        "columns",
        _cohorts_title(rows),
        tr("Columns per week of arrival: leads, then the share that was MQL and SQL within four weeks; cohorts only"),
        tr("week of arrival"),
        tr("leads, % of them"),
        tuple(short(row.week) for row in rows),
        (Series(names[0], scale="count"), *(Series(name, "rate", scale="rate") for name in names[1:])),
        tuple(sorted(marks, key=lambda mark: (mark.series, mark.category))),
        (tr("Week of arrival"), names[0], *names[1:]),
        tuple(
            (row.week, number(row.arrived), *(_cell(hits, row.arrived) for hits in (row.mql, row.sql))) for row in rows
        ),
        empty="" if any(row.arrived for row in rows) else tr("Nobody arrived in these weeks: no cohorts to draw."),
    )


def _cohort_mark(place: int, at: int, row: CohortRow, column: str, name: str) -> Mark:
    hits: int | None = getattr(row, column)
    if hits is None:
        young = says(row.week, name, too_early())
        return Mark(place, at, None, too_early(), young, "forecast", address_of(row, "arrived"))
    address = address_of(row, column)
    share = rate(hits, row.arrived)
    said = says(row.week, name, share_says(hits, row.arrived, share.low, share.high))
    if share.shown is None:
        label = tr("n {n}", n=number(row.arrived)) if row.arrived else ""
        return Mark(place, at, None, label, said, "now", address)
    return Mark(place, at, share.value, percent(share.shown), said, "now", address, share.low, share.high)


def _cell(hits: int | None, n: int) -> str:
    if hits is None:
        return too_early()
    return tr("{hits} of {n}", hits=number(hits), n=number(n)) if n < SMALL else share_says(hits, n, None, None)


def _cohorts_title(rows: Sequence[CohortRow]) -> str:
    ripe = [row for row in rows if row.mql is not None and row.sql is not None and row.arrived >= SMALL]
    if not ripe:
        return tr(
            "No week of arrival is {weeks} weeks old and has {few} leads: too early to tell",
            weeks=number(COHORT_WEEKS),
            few=number(SMALL),
        )
    last = ripe[-1]
    mql, sql = last.mql or 0, last.sql or 0
    return tr(
        "Of {n} leads of {week}, {mql} were MQL ({mql_share}) and {sql} SQL ({sql_share}) within {weeks} weeks",
        n=number(last.arrived),
        week=last.week,
        mql=number(mql),
        mql_share=percent(mql / last.arrived),
        sql=number(sql),
        sql_share=percent(sql / last.arrived),
        weeks=number(COHORT_WEEKS),
    )


# --- triangle ---------------------------------------------------------------------------------------------------------


def triangle(review: Review, goal: str) -> ChartSpec:
    """The share of each week of arrival that reached a goal within one week, two, ...; not of weeks without leads."""
    rows = [row for row in review.triangle if row.goal == goal and row.size]
    weeks = tuple(dict.fromkeys(row.week for row in rows))
    steps = tuple(dict.fromkeys(row.weeks_since for row in rows))
    sizes = {row.week: row.size for row in rows}
    marks = tuple(_cell_mark(weeks.index(row.week), steps.index(row.weeks_since), row) for row in rows)
    cells = {(mark.category, mark.series): mark.label for mark in marks}
    columns = tuple(number(step) for step in steps)
    named = tuple(tr("{week} (n {n})", week=short(week), n=number(sizes[week])) for week in weeks)
    return ChartSpec(
        f"triangle {goal}",
        "heat",
        _triangle_title(rows, goal),
        tr("Weeks of arrival by weeks since: share that reached {goal}; hatched is too early to tell", goal=tr(goal)),
        tr("weeks since arrival, cells in %"),
        tr("week of arrival"),
        named,
        (Series(tr(goal), "rate"),),
        marks,
        (tr("Week of arrival"), tr("leads"), *columns),
        tuple(
            (week, number(sizes[week]), *(cells.get((at, step), "") or too_early() for step in range(len(steps))))
            for at, week in enumerate(weeks)
        ),
        columns,
        empty="" if sizes else tr("Nobody arrived in these weeks: no cohorts to draw."),
    )


def _cell_mark(place: int, at: int, row: TriangleRow) -> Mark:
    since = tr("{goal} within {weeks} weeks", goal=tr(row.goal), weeks=number(row.weeks_since))
    if row.reached is None:
        said, address = says(row.week, since, too_early()), address_of(row, "size")
        return Mark(place, at, None, "", said, "forecast", address)
    share, address = rate(row.reached, row.size), address_of(row, "reached")
    said = says(row.week, since, share_says(row.reached, row.size, share.low, share.high))
    if share.shown is None:
        label = tr("{hits}/{n}", hits=number(row.reached), n=number(row.size))
        return Mark(place, at, None, label, said, "now", address)
    return Mark(place, at, share.value, percent(share.shown), said, "now", address, share.low, share.high)


def _triangle_title(rows: Sequence[TriangleRow], goal: str) -> str:
    """All cohorts that are old enough, taken together."""
    steps = sorted({row.weeks_since for row in rows})
    step = COHORT_WEEKS if COHORT_WEEKS in steps else (steps[0] if steps else COHORT_WEEKS)
    ripe = [row for row in rows if row.weeks_since == step and row.reached is not None]
    n, hits = sum(row.size for row in ripe), sum(row.reached or 0 for row in ripe)
    if n < SMALL:
        return tr(
            "{goal}: {n} leads are {weeks} weeks old, too few to tell",
            goal=tr(goal),
            n=number(n),
            weeks=number(step),
        )
    return tr(
        "{goal} within {weeks} weeks: {hits} of {n} leads ({share})",
        goal=tr(goal),
        weeks=number(step),
        hits=number(hits),
        n=number(n),
        share=percent(hits / n),
    )


# --- quality ----------------------------------------------------------------------------------------------------------


def quality(review: Review) -> ChartSpec:
    """How many leads of each week of arrival have each fault of records; a panel for each fault that there is."""
    rows, last = review.quality_trend, len(review.quality_trend) - 1
    found = [fault for fault in FAULTS if any(getattr(row, fault) for row in rows)]
    names = {fault: tr(WORDS[fault]) for fault in FAULTS}
    marks = tuple(
        _fault_mark(place, at, row, fault, names[fault], place == last)
        for at, fault in enumerate(found)
        for place, row in enumerate(rows)
    )
    return ChartSpec(
        "quality",
        "columns",
        _quality_title(review),
        tr("Columns per week of arrival: leads with each fault, as their records are now"),
        tr("week of arrival"),
        tr("leads"),
        tuple(short(row.week) for row in rows),
        tuple(Series(names[fault], scale="count") for fault in found),
        marks,
        (tr("Week of arrival"), tr("leads"), *names.values()),
        tuple((row.week, number(row.arrived), *(number(getattr(row, fault)) for fault in FAULTS)) for row in rows),
        empty="" if found else _faultless(sum(row.arrived for row in rows)),
    )


def _faultless(arrived: int) -> str:
    if not arrived:
        return tr("Nobody arrived in these weeks: nothing to draw.")
    return tr("None of the {n} leads that arrived in these weeks has a fault in its record.", n=number(arrived))


def _fault_mark(place: int, at: int, row: QualityTrendRow, fault: str, name: str, last: bool) -> Mark:
    value: int = getattr(row, fault)
    said = says(row.week, name, tr("{hits} of {n}", hits=number(value), n=number(row.arrived)))
    role: Role = "now" if last else "before"
    return Mark(place, at, value, number(value), said, role, address_of(row, fault))


def _quality_title(review: Review) -> str:
    worst = max(review.quality, key=lambda row: row.n, default=None)
    if worst is None or not worst.of:
        return tr("No open lead, so no record to look at")
    if not worst.n:
        return tr("No fault in the records of {n} open leads", n=number(worst.of))
    return tr(
        "{fault}: {hits} of {n} open leads, the most frequent fault",
        fault=tr(worst.fault),
        hits=number(worst.n),
        n=number(worst.of),
    )
