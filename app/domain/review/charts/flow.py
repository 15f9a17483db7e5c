"""Charts of movement: new leads, MQL and SQL over the weeks, the bridge of each stage, the funnel of the week.

Marketing flow and sales readiness stand in panels of their own and are never added up (R13).
"""

from collections.abc import Sequence

from app.domain.counting import counted
from app.domain.review.addressing import address_of
from app.domain.review.charting import ChartSpec, Mark, Period, Role, Series, period_of, says, share_says, short, span
from app.domain.review.rates import SMALL
from app.domain.review.sheet import MovementRow, Review, StepRow, TrendRow
from app.language import later, number, percent, signed, tr

PAGE_ONE = 8  # weeks in the two charts of page one
NAMES = {
    "new_leads": later("New leads"),
    "new_mql": later("New MQLs"),
    "new_sql": later("New SQLs"),
    "accepted": later("Accepted"),
    "rejected": later("Rejected"),
}
_BRIDGE: tuple[tuple[str, int, Role, str], ...] = (
    ("opening", 0, "before", later("at the start")),
    ("arrived", 1, "gain", later("arrived")),
    ("moved_in", 1, "gain", later("moved in")),
    ("reopened", 1, "gain", later("re-opened")),
    ("moved_out", 2, "loss", later("moved out")),
    ("closed", 2, "loss", later("closed")),
    ("closing", 3, "now", later("at the end")),
)
_BECAME: tuple[tuple[str, Role, str], ...] = (
    ("at_hand", "before", later("at hand")),
    ("went_on", "now", later("went on")),
    ("went_back", "part", later("went back")),
    ("closed", "part", later("closed")),
    ("stayed", "part", later("stayed")),
)


# --- over the weeks ---------------------------------------------------------------------------------------------------


def trend(review: Review) -> ChartSpec:
    """New leads, MQLs and SQLs of the last periods, each in a panel."""
    return _over_weeks(review, "trend", ("new_leads", "new_mql", "new_sql"), _trend_title(review), tr("leads"))


def flow(review: Review) -> ChartSpec:
    """The first chart of page one: marketing flow."""
    return _over_weeks(review, "flow", ("new_leads", "new_mql"), flow_message(review), tr("leads"), PAGE_ONE)


def sales(review: Review) -> ChartSpec:
    """The second chart of page one: sales readiness, and what sales said."""
    columns = ("new_sql", "accepted", "rejected")
    return _over_weeks(review, "sales", columns, sales_message(review), tr("leads, packages"), PAGE_ONE)


def flow_message(review: Review) -> str:
    """What marketing flow did this week, as the title of a chart."""
    kpi = next((kpi for kpi in review.kpis if kpi.id == "new_mql"), None)
    now, before = (kpi.n, kpi.last_week or 0) if kpi else (0, 0)
    period = period_of(review)
    return tr(
        "{mqls} {now}, {before} {then}",
        mqls=counted(now, "new MQL"),
        now=period.now,
        before=number(before),
        then=period.before,
    )


def sales_message(review: Review) -> str:
    """What sales readiness did this week, as the title of a chart."""
    kpi, v = next((kpi for kpi in review.kpis if kpi.id == "new_sql"), None), review.verdicts
    return tr(
        "{sqls}; packages accepted: {accepted}, rejected: {rejected}",
        sqls=counted(kpi.n if kpi else 0, "new SQL"),
        accepted=number(v.accepted_in_week),
        rejected=number(v.rejected_in_week),
    )


def _trend_title(review: Review) -> str:
    if not review.trend:
        return tr("No weeks to compare")
    now, before = review.trend[-1], review.trend[-2] if len(review.trend) > 1 else None
    leads, mqls, sqls = (
        counted(now.new_leads, "new lead"),
        counted(now.new_mql, "new MQL"),
        counted(now.new_sql, "new SQL"),
    )
    if before is None or not any(any(row[1:]) for row in review.trend[:-1]):
        return tr("{leads}, {mqls}, {sqls}; no earlier week to compare with", leads=leads, mqls=mqls, sqls=sqls)
    period = period_of(review)
    earlier = tuple(map(number, (before.new_leads, before.new_mql, before.new_sql)))
    return tr(
        "{leads}, {mqls}, {sqls} {now}; {leads_before}, {mqls_before} and {sqls_before} {then}",
        now=period.now,
        then=period.before,
        leads=leads,
        mqls=mqls,
        sqls=sqls,
        leads_before=earlier[0],
        mqls_before=earlier[1],
        sqls_before=earlier[2],
    )


def _over_weeks(review: Review, id: str, columns: tuple[str, ...], title: str, unit: str, most: int = 0) -> ChartSpec:
    weeks = review.trend[-most:] if most else review.trend
    names = [tr(NAMES[column]) for column in columns]
    marks = tuple(
        _counted_mark(row, column, names[at], (place, at), place == len(weeks) - 1)
        for at, column in enumerate(columns)
        for place, row in enumerate(weeks)
    )
    empty = "" if any(mark.value for mark in marks) else tr("Nothing happened yet in these weeks: nothing to draw.")
    return ChartSpec(
        id,
        "columns",
        title,
        _spanning(names, weeks),
        tr("week") if period_of(review).weeks == 1 else tr("two weeks, by the first"),
        unit,
        tuple(short(row.week) for row in weeks),
        tuple(Series(name, scale="count") for name in names),
        marks,
        (tr("Week"), *names),
        tuple((row.week, *(number(getattr(row, column)) for column in columns)) for row in weeks),
        empty=empty,
    )


def _counted_mark(row: TrendRow, column: str, name: str, place: tuple[int, int], last: bool) -> Mark:
    value = getattr(row, column)
    role: Role = "now" if last else "before"
    return Mark(*place, value, number(value), says(row.week, name, number(value)), role, address_of(row, column))


def _spanning(names: Sequence[str], weeks: Sequence[TrendRow]) -> str:
    if not weeks:
        return tr("Columns over time, of which there is none yet")
    return tr(
        "Columns over time, {first} to {last}: {names}; the last stands out",
        first=weeks[0].week,
        last=weeks[-1].week,
        names=", ".join(names),
    )


# --- the bridge -------------------------------------------------------------------------------------------------------


def movement(review: Review) -> ChartSpec:
    """Per stage: who was there, who came, who left, who is there now."""
    marks = [mark for at, row in enumerate(review.movement) for mark in _bridge(at, row)]
    words = tuple(tr(word) for _, _, _, word in _BRIDGE)
    empty = "" if any(mark.value for mark in marks) else tr("No lead is in any stage yet: nothing to draw.")
    return ChartSpec(
        "movement",
        "bars",
        _movement_title(review.movement, period_of(review)),
        tr("Bars per stage: leads at the start, in, out, and at the end"),
        tr("leads"),
        tr("stage"),
        tuple(tr(row.stage) for row in review.movement),
        (
            Series(tr("at the start"), role="before"),
            Series(tr("in"), role="gain"),
            Series(tr("out"), role="loss"),
            Series(tr("at the end")),
        ),
        tuple(marks),
        (tr("Stage"), *words),
        tuple(
            (tr(row.stage), *(number(getattr(row, column)) for column, _, _, _ in _BRIDGE)) for row in review.movement
        ),
        empty=empty,
    )


def _bridge(at: int, row: MovementRow) -> list[Mark]:
    """The bars of one stage: what came floats up from the opening, what left comes down to the closing."""
    marks, level = [], 0
    for column, series, role, word in _BRIDGE:
        value = getattr(row, column)
        moves = role in ("gain", "loss")
        if moves and not value:
            continue
        start, end = (0, value) if not moves else (level, level + value if role == "gain" else level - value)
        level = end
        label = signed(value if role == "gain" else -value) if moves else number(value)
        said = says(tr(row.stage), tr(word), number(value))
        text = tr("{value} {word}", value=label, word=tr(word))
        marks.append(Mark(at, series, end, text, said, role, address_of(row, column), start=start))
    return marks


def _movement_title(rows: Sequence[MovementRow], period: Period) -> str:
    total = sum(row.closing for row in rows)
    moved = [row for row in rows if _in(row) or _out(row)]
    if not moved:
        return tr("No lead changed its stage {now} ({leads})", now=period.now, leads=counted(total, "lead"))
    most = max(moved, key=lambda row: (abs(row.closing - row.opening), _in(row) + _out(row)))
    return tr(
        "{stage}: {opening} at the start, {into} in, {out} out, {closing} at the end",
        stage=tr(most.stage),
        opening=number(most.opening),
        into=number(_in(most)),
        out=number(_out(most)),
        closing=number(most.closing),
    )


def _in(row: MovementRow) -> int:
    return row.arrived + row.moved_in + row.reopened


def _out(row: MovementRow) -> int:
    return row.moved_out + row.closed


# --- the funnel of the week -------------------------------------------------------------------------------------------


def funnel(review: Review) -> ChartSpec:
    """What became of everybody at hand in each stage during the week; the view by cohorts is another chart."""
    names = tuple(_step_name(row) for row in review.steps)
    marks = [mark for at, row in enumerate(review.steps) for mark in _step_marks(at, row, names[at])]
    words, period = tuple(tr(word) for _, _, word in _BECAME), period_of(review)
    empty = (
        ""
        if any(row.at_hand for row in review.steps)
        else tr("No lead was at hand {now}: nothing to draw.", now=period.now)
    )
    return ChartSpec(
        "funnel",
        "bars",
        _funnel_title(review.steps, period),
        tr("Bars per stage: leads at hand {now}, and what became of them; activity, not cohorts", now=period.now),
        tr("leads"),
        tr("stage"),
        names,
        tuple(Series(word, role=role) for word, (_, role, _) in zip(words, _BECAME, strict=True)),
        tuple(marks),
        (tr("Stage"), *words, tr("share that went on"), tr("95% interval")),
        tuple(
            (
                name,
                *(number(getattr(row, column)) for column, _, _ in _BECAME),
                share_says(row.went_on, row.at_hand, None, None),
                span(row.low, row.high) if row.at_hand >= SMALL else tr("n/a"),
            )
            for name, row in zip(names, review.steps, strict=True)
        ),
        empty=empty,
    )


def _step_name(row: StepRow) -> str:
    return tr("{stage} and on", stage=tr(row.step.removesuffix(" and on")))


def _step_marks(at: int, row: StepRow, name: str) -> list[Mark]:
    marks = []
    for place, (column, role, word) in enumerate(_BECAME):
        value = getattr(row, column)
        label = tr("{value} {word}", value=number(value), word=tr(word))
        said = number(value)
        if column == "went_on" and row.at_hand:
            said = share_says(row.went_on, row.at_hand, row.low, row.high)
            if row.at_hand >= SMALL:
                label = tr("{label} ({share})", label=label, share=percent(value / row.at_hand))
        marks.append(Mark(at, place, value, label, says(name, tr(word), said), role, address_of(row, column)))
    return marks


def _funnel_title(rows: Sequence[StepRow], period: Period) -> str:
    large = [row for row in rows if row.at_hand >= SMALL]
    if not large:
        return tr("Fewer than {few} leads were at hand in every stage: numbers, no rates", few=number(SMALL))
    least = min(large, key=lambda row: row.went_on / row.at_hand)
    return tr(
        "{stage} moved least: {went} of {n} at hand went on {now} ({share})"
        if len(large) > 1
        else "{stage}: {went} of {n} at hand went on {now} ({share})",
        stage=tr(least.step.removesuffix(" and on")),
        now=period.now,
        went=number(least.went_on),
        n=number(least.at_hand),
        share=percent(least.went_on / least.at_hand),
    )
