"""Sheets of the review that show the flow: movement, funnel, conversion by segment, and the triangle of cohorts."""

from itertools import dropwhile

from app.domain.review import Review
from app.domain.review.behind import COUNTED
from app.domain.review.rates import SMALL
from app.domain.review.sheet import TriangleRow
from app.exports.review_charts import cohort_chart, movement_chart, steps_chart
from app.exports.review_rows import TOO_FEW, Links, none_of, worded
from app.exports.sheet import Column, Sheet, Shown

NOBODY = "no lead arrived in 13 weeks"
_FIGURES = dict(zip(COUNTED, ("new_leads", "new_mql", "new_sql"), strict=True))


def write_movement(page: Sheet, review: Review, links: Links) -> None:
    """Who was where, came and went, and below it every arrival and move by name."""
    about = "Opening + arrived + moved in + re-opened - moved out - closed = closing. Each lead stands in one row."
    page.title("Movement between stages", about)
    columns = (
        Column("Stage", "text", 16),
        Column("Opening", "int", 11),
        Column("Arrived", "int", 18),
        Column("Moved in", "int", 26),
        Column("Re-opened", "int", 18),
        Column("Moved out", "int", 20),
        Column("Closed", "int", 12),
        Column("Closing", "int", 12),
        Column("Left to", "long", 36),
        Column("Re-qualified", "int", 18),
    )
    movement_chart(page, review, page.table("Movement", columns, review.movement))
    page.heading("The rows behind it: first what counts as new, by its kind", 11)
    rows = (
        Column("Counts as", "text", 16),
        Column("Lead", "id", 11),
        Column("Person", "text", 18),
        Column("Account", "text", 26),
        Column("Owner", "text", 18),
        Column("What", "text", 20),
        Column("From", "word", 12),
        Column("To", "word", 12),
        Column("When", "moment", 36),
        Column("By", "text", 18),
        Column("Cycle", "int", 8),
    )
    place = page.table("Moves", rows, review.moved, none=none_of(review), repeat=True)
    for name, figure in _FIGURES.items():
        links.range(figure, place, len(rows), [row.counts_as == name for row in review.moved])


def write_funnel(page: Sheet, review: Review) -> None:
    """The steps of the week, and what became of each week's leads, each in a table of its own."""
    page.title(
        "Funnel",
        worded(
            review, "Two views that are never mixed: what happened this week, and what became of each week's leads."
        ),
    )
    page.heading(worded(review, "This week: what became of everybody at hand"), 9)
    steps = (
        Column("Step", "text", 20),
        Column("At hand", "int", 12),
        Column("Went on", "int", 12),
        Column("Went back", "int", 12),
        Column("Closed", "int", 12),
        Column("Stayed", "int", 12),
        Column("Rate", "percent", 11),
        Column("Low 95%", "percent", 11),
        Column("High 95%", "percent", 11),
    )
    rows = [
        (*step[:6], *(step[6:] if step.at_hand >= SMALL else (TOO_FEW if step.at_hand else "n/a", None, None)))
        for step in review.steps
    ]
    steps_chart(page, review, page.table("Steps", steps, rows))
    begun = page.row
    page.heading("By week of arrival: proven within four weeks", 6)
    cohorts = (
        Column("Arrived in", "text", 20),
        Column("Leads", "int", 12),
        Column("To MQL", "int", 12),
        Column("MQL rate", "percent", 12),
        Column("To SQL", "int", 12),
        Column("SQL rate", "percent", 12),
    )
    early = Shown("too early", "early")
    kept: list[tuple[object, ...]] = []
    for c in dropwhile(lambda cohort: not cohort.arrived, review.cohorts):
        if c.mql is None:
            kept.append((c.week, c.arrived, early, early, early, early))
        else:
            small = "n/a" if not c.arrived else TOO_FEW
            mql, sql = (small if c.mql_rate is None else c.mql_rate), (small if c.sql_rate is None else c.sql_rate)
            kept.append((c.week, c.arrived, c.mql, mql, c.sql, sql))
    page.table("Cohorts", cohorts, kept, none=NOBODY)
    page.keep_together(begun)
    page.heading("Where leads were closed from, 13 weeks", 4)
    dropped = [row for row in review.figures if row.metric == "drop_off" and row.dimension]
    columns = (
        Column("Stage", "text", 20),
        Column("Closed from it", "int", 12),
        Column("All closed", "int", 12),
        Column("Share", "percent", 12),
    )
    cells = [(row.value, row.numerator, row.denominator, TOO_FEW if row.small else row.figure) for row in dropped]
    page.table("DropOff", columns, cells, none=none_of(review, "none in 13 weeks"))


def write_segments(page: Sheet, review: Review) -> None:
    """Conversion by every dimension, with its interval."""
    about = (
        "Leads that arrived in the last 13 weeks. Rates carry their 95% Wilson interval; below n = 10 none is shown."
    )
    page.title("Conversion by segment", about)
    columns = (
        Column("Dimension", "text", 16),
        Column("Value", "text", 44),
        Column("Step", "word", 14),
        Column("n", "int", 10),
        Column("Reached", "int", 11),
        Column("Rate", "percent", 11),
        Column("Low 95%", "percent", 11),
        Column("High 95%", "percent", 11),
    )
    rows = [(*row[:5], TOO_FEW if row.rate is None else row.rate, row.low, row.high) for row in review.segments]
    page.table("Segments", columns, rows, none="no lead in 13 weeks", freeze=2)


def write_cohorts(page: Sheet, review: Review) -> None:
    """One triangle per goal; what is too young to tell is hatched and says so."""
    page.title(
        "Cohorts",
        "Share of the leads of each week of arrival that reached the goal within so many weeks. Only cohorts that are "
        "old enough are compared.",
    )
    for goal in dict.fromkeys(row.goal for row in review.triangle) or ("MQL", "SQL", "Accepted"):
        rows = list(dropwhile(lambda row: not row.size, (row for row in review.triangle if row.goal == goal)))
        reaches = "had a package accepted" if goal == "Accepted" else f"reached {goal}"
        begun = page.row
        page.heading(f"Leads that {reaches}", 14)
        steps = list(dict.fromkeys(row.weeks_since for row in rows)) or list(range(1, 13))
        columns = (
            Column("Arrived in", "text", 14),
            Column("Leads", "int", 9),
            *(Column(f"{step} {'week' if step == 1 else 'weeks'}", "percent", 10) for step in steps),
        )
        place = page.table(f"Cohorts{goal}", columns, _triangle(rows), none=none_of(review, NOBODY))
        cohort_chart(page, rows, place, list(dict.fromkeys(row.week for row in rows)), reaches)
        if goal != "MQL":  # the first stays with the title
            page.keep_together(begun)


def _triangle(rows: list[TriangleRow]) -> list[tuple[object, ...]]:
    weeks: dict[str, list[TriangleRow]] = {}
    for row in rows:
        weeks.setdefault(row.week, []).append(row)
    return [(week, cells[0].size, *map(_share, cells)) for week, cells in weeks.items()]


def _share(row: TriangleRow) -> object:
    if row.reached is None:
        return Shown("too early", "early")
    if row.size < SMALL:
        return TOO_FEW if row.size else "n/a"
    return row.reached / row.size
