"""Native charts of the review's sheets, each over the cells of the table above it, with a message as its title."""

from collections.abc import Sequence

from app.domain.review import Review
from app.domain.review.flow import state_label
from app.domain.review.passage import CLOSED
from app.domain.review.rates import SMALL
from app.domain.review.sheet import AgeRow, StepRow, TriangleRow
from app.exports.charts import BEFORE_AND_NOW, RAMP, Chart, Drawn, draw_below
from app.exports.review_rows import worded
from app.exports.sheet import Place, Sheet
from app.language import percent

_SIZE, _LOW = (24.0, 7.6), (24.0, 5.8)  # centimetres
_CURVES = 4  # cohorts in one chart
_OLD = 30  # days after which a lead has stood long
_STEPS = (1, 2, 3)  # columns of the steps: their names, at hand, went on


def movement_chart(page: Sheet, review: Review, place: Place) -> None:
    """Opening and closing of every stage but the closed ones, which would dwarf the rest."""
    stages = [row for row in review.movement if row.stage != state_label(CLOSED)]
    before, now = sum(row.opening for row in stages), sum(row.closing for row in stages)
    if not before + now:
        return
    most = max(stages, key=lambda row: row.closing)
    message = f"{_counted(now, 'open lead')}, {_against(now, before)}; most stand in {most.stage}: {most.closing:,}"
    first, last = place.head + 1, place.head + len(stages)
    series = [
        Drawn((column, place.head), (column, first, column, last), tone)
        for column, tone in zip((2, 8), BEFORE_AND_NOW, strict=True)
    ]
    chart = Chart("bar", message, series, (1, first, 1, last), "stage", "open leads")
    draw_below(page, chart, "Columns: open leads per stage at the start and at the end", _SIZE)


def steps_chart(page: Sheet, review: Review, place: Place) -> None:
    """At hand and went on, step by step."""
    steps = [step for step in review.steps if step.at_hand]
    if not steps:
        return
    message = "; ".join(_step(step) for step in steps[:3])
    names, *columns = _STEPS
    series = [
        Drawn((column, place.head), (column, place.head + 1, column, place.last), tone)
        for column, tone in zip(columns, BEFORE_AND_NOW, strict=True)
    ]
    chart = Chart("bar", message, series, (names, place.head + 1, names, place.last), "step", "leads")
    draw_below(
        page,
        chart,
        worded(review, "Columns: leads at hand in each stage this week, and those that went on from it"),
        _SIZE,
    )


def ages_chart(page: Sheet, review: Review, place: Place) -> None:
    """How long leads have stood in their stage, in bands from light to dark."""
    every = sum(sum(row[1:6]) for row in review.ages)
    if not every:
        return
    series = [
        Drawn((column, place.head), (column, place.head + 1, column, place.last), tone)
        for column, tone in zip(range(2, 7), RAMP, strict=True)
    ]
    chart = Chart("bar", _ages(review.ages, every), series, (1, place.head + 1, 1, place.last), "stage", "open leads")
    draw_below(page, chart, "Columns: open leads per stage by days in it, the longer the darker", _SIZE)


def cohort_chart(page: Sheet, rows: Sequence[TriangleRow], place: Place, weeks: Sequence[str], goal: str) -> None:
    """The latest cohorts that are old enough, as lines over their age; what is too early or too small is not drawn."""
    ripe = {(row.week, row.weeks_since): row for row in rows if row.reached is not None and row.size >= SMALL}
    ages = list(dict.fromkeys(row.weeks_since for row in rows))
    curves = [(at, week, _length(ripe, week, ages)) for at, week in enumerate(weeks)]
    drawn = [curve for curve in curves if curve[2] > 1][-_CURVES:]
    if len(drawn) < 2 or not any(row.reached for row in ripe.values()):
        return
    series = []
    for (at, week, long), tone in zip(drawn, RAMP[-len(drawn) :], strict=True):
        row, nothing = place.head + 1 + at, not ripe[week, ages[long - 1]].reached
        series.append(Drawn((1, row), (3, row, 2 + long, row), tone, nothing))
    longest = max(long for *_, long in drawn)
    older, newer = drawn[-2], drawn[-1]
    age = ages[min(older[2], newer[2]) - 1]
    message = f"After {_counted(age, 'week')} {_reached(ripe[newer[1], age])} of the leads of {newer[1][5:]}"
    message += f" {goal}, against {_reached(ripe[older[1], age])} of {older[1][5:]}"
    categories = (3, place.head, 2 + longest, place.head)
    chart = Chart("line", message, series, categories, "age of the cohort", "share of its leads", "0%", True, True)
    about = (
        f"Lines: share of the leads of a week of arrival that {goal}, by weeks since; cohorts under {SMALL} left out"
    )
    draw_below(page, chart, about, _LOW)


def _against(now: int, before: int) -> str:
    if now == before:
        return "as many as at the start"
    return f"{abs(now - before):,} {'more' if now > before else 'fewer'} than at the start"


def _step(step: StepRow) -> str:
    stage = step.step.split(" ")[0]
    return f"{step.went_on:,} of {step.at_hand:,} went on from {stage}"


def _ages(ages: Sequence[AgeRow], every: int) -> str:
    old = sum(row.to_60 + row.above_60 for row in ages)
    if not old:
        return f"None of {_counted(every, 'open lead')} has stood in its stage for more than {_OLD} days"
    worst = max(ages, key=lambda row: row.to_60 + row.above_60)
    of, there = _counted(every, "open lead"), worst.to_60 + worst.above_60
    return f"{old:,} of {of} have stood for more than {_OLD} days, {there:,} of them as {worst.stage}"


def _length(ripe: dict[tuple[str, int], TriangleRow], week: str, ages: Sequence[int]) -> int:
    """At how many ages, from the first on, a cohort can be told."""
    known = 0
    while known < len(ages) and (week, ages[known]) in ripe:
        known += 1
    return known


def _reached(row: TriangleRow) -> str:
    return percent((row.reached or 0) / row.size)


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
