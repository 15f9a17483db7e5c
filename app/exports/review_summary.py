"""Page one of the review: three sentences, the figures, two charts, the decisions, and whether it all adds up."""

from datetime import timedelta

from openpyxl.utils import get_column_letter

from app.domain.review import Decision, Kpi, Review, standing
from app.domain.review.charts import flow_message, sales_message
from app.domain.review.metrics.catalogue import MARKETING, SALES
from app.domain.review.restating import Restated
from app.domain.review.weeks import weeks_covered
from app.exports import cells
from app.exports.charts import TONES, Chart, Drawn, draw
from app.exports.review_rows import Links, worded
from app.exports.sheet import Column, Place, Sheet, Shown, link_to, text_height
from app.exports.times import zone_of

_WIDTHS = (17.0, 34.0, 10.5, 10.5, 11.5, 12.0, 10.0, 9.0, 21.0, 15.5)
_LAST = len(_WIDTHS)
_GAP, _CHART_WIDTH = 2.0, 56.0  # the charts stand in a column of their own, right of the figures
_WHOLE = _LAST + 2
_WEEKS = 8  # in the charts, one per column beside the names
_CHARACTER = 0.193  # centimetres of one character of a column's width
_SERIES = ("New leads", "New MQLs", "New SQLs", "Accepted", "Rejected")
_KINDS = {"count": "int", "rate": "percent", "hours": "hours"}
_CHANGES = {"count": "signed", "rate": "points", "hours": "signed hours"}
DECIDE, OWNER, DUE, OUTCOME, NEW, TAKEN = "What to decide", "Owner", "Due", "What came of it", "new", "Decision"
"""The words by which the decisions are found again when the workbook comes back."""
DECIDE_AT, OWNER_AT, DUE_AT, OUTCOME_AT = 2, 7, 9, 10  # their columns
_TO_WRITE = 3  # lines for what the meeting decides besides


def write_summary(page: Sheet, review: Review, links: Links, restated: Restated, *, issued: bool = True) -> None:
    """Fill the first sheet; the sheets it links to exist already. `issued` is False where the week is not frozen."""
    page.widths(*_WIDTHS, _GAP, _CHART_WIDTH)
    page.across(1, 1, _WHOLE, f"Week {review.week}: {review.workspace or 'qualification review'}", "title")
    page.height(1, 28)
    page.across(2, 1, _WHOLE, _when(review, issued), "subtitle")
    page.across(3, 1, _WHOLE, _where(review), "subtitle")
    page.height(4, 8)
    page.row = 5
    for message in review.messages:
        page.put(page.row, 1, f"Rule {message.rule}", "note")
        page.height(page.row, max(19, page.across(page.row, 2, _WHOLE, message.text, "message")))
        page.row += 1
    _checks(page, review)
    if not restated.nothing:
        _restated(page, restated, links)
    page.height(page.row, 9)
    page.row += 1
    top = page.row
    _figures(page, review, links)
    place = _trend(page, review)
    _decisions(page, review)
    _charts(page, review, place, top)


def _when(review: Review, issued: bool) -> str:
    """Which days, as of when the facts were read, and by which definitions."""
    zone = zone_of(review.zone)
    first = review.start.astimezone(zone).date()
    last = (review.end - timedelta(hours=12)).astimezone(zone).date()
    moment = cells.local(review.issued_at, zone).strftime("%Y-%m-%d %H:%M")
    state = f"data as of {moment}, {'issued and frozen' if issued else 'not issued yet: it may still change'}"
    version = f"playbook {review.playbook}, version {review.playbook_version}" if review.playbook else ""
    return " · ".join(filter(None, (f"{first} to {last}", state, version)))


def _where(review: Review) -> str:
    """By which clock and calendar, of which leads, and for whom."""
    calendar = f"business hours {review.calendar}" if review.calendar else ""
    return " · ".join(filter(None, (f"times in {review.zone}", calendar, "all leads, no filter", "internal")))


def _checks(page: Sheet, review: Review) -> None:
    failed = [check.name for check in review.checks if not check.passed]
    total = len(review.checks)
    if failed:
        text, style = f"✕ FAIL: {len(failed)} of {total} checks do not add up ({', '.join(failed)})", "plain bad"
    else:
        text, style = f"✓ All {total} checks pass: the numbers agree with one another", "plain good"
    page.put(page.row, 1, "Checks", "note")
    page.across(page.row, 2, _LAST - 1, text, style)
    page.put(page.row, _LAST, "→ Checks", "plain link", link_to("Definitions & Checks", "A4"))
    page.row += 1


def _restated(page: Sheet, restated: Restated, links: Links) -> None:
    """What became of the week since it was issued, where whoever reads page one sees it."""
    page.put(page.row, 1, "Restated", "note")
    says = " ".join(restated.says) or f"{_counted(len(restated.figures), 'figure')} would differ."
    text = f"! Since it was issued: {says} The figures here are those that were issued."
    page.height(page.row, max(17.0, page.across(page.row, 2, _LAST - 1, text, "plain strong")))
    page.put(page.row, _LAST, "→ Restated", "plain link", links.target("restated", "Definitions & Checks"))
    page.row += 1


def _figures(page: Sheet, review: Review, links: Links) -> None:
    columns = (
        Column("Group", "text", _WIDTHS[0]),
        Column("Figure", "text", _WIDTHS[1]),
        Column(worded(review, "This week"), "int", _WIDTHS[2]),
        Column(worded(review, "Last week"), "int", _WIDTHS[3]),
        Column("Change", "int", _WIDTHS[4]),
        Column(worded(review, "4-week mean"), "int", _WIDTHS[5]),
        Column("Target", "int", _WIDTHS[6]),
        Column("n", "int", _WIDTHS[7]),
        Column("Status", "word", _WIDTHS[8]),
        Column("Rows", "word", _WIDTHS[9]),
    )
    page.table("Figures", columns, [_figure(kpi, links) for kpi in review.kpis])


def _figure(kpi: Kpi, links: Links) -> tuple[object, ...]:
    kind, change = _KINDS[kpi.unit], kpi.change
    points = change * 100 if change is not None and kpi.unit == "rate" else change
    mean_kind = "number" if kpi.unit == "count" else kind
    said = standing.words(kpi)
    hidden = kpi.status if kpi.status.startswith("n <") else "n/a"
    return (
        kpi.group,
        kpi.label,
        Shown(hidden if kpi.this_week is None else kpi.this_week, kind),
        Shown("n/a" if kpi.last_week is None else kpi.last_week, kind),
        Shown("n/a" if points is None else points, _CHANGES[kpi.unit]),
        Shown("n/a" if kpi.mean_4 is None else kpi.mean_4, mean_kind),
        Shown("none set" if kpi.target is None else kpi.target, kind),
        kpi.n,
        Shown(f"{standing.sign(said)} {', '.join(said)}", standing.hue(said) or "word"),
        Shown(f"→ {kpi.rows}", "link", links.target(kpi.id, kpi.rows)),
    )


def _trend(page: Sheet, review: Review) -> Place:
    weeks = review.trend[-_WEEKS:]
    columns = (
        Column("Trend", "text", _WIDTHS[0]),
        Column("Series", "text", _WIDTHS[1]),
        *(Column(week.week[5:], "int", width) for week, width in zip(weeks, _WIDTHS[2:], strict=False)),
    )
    groups = (MARKETING,) * 2 + (SALES,) * 3
    rows = [
        (group, name, *(week[number] for week in weeks))
        for number, (group, name) in enumerate(zip(groups, _SERIES, strict=True), 1)
    ]
    return page.table("Trend", columns, rows)


def _charts(page: Sheet, review: Review, place: Place, top: int) -> None:
    """Two charts, one below the other, as tall together as all that stands beside them."""
    end = page.row
    half = _tall(page, top, end) / 2
    middle = next(row for row in range(top, end) if _tall(page, top, row + 1) >= half)
    weeks_shown = [week.week[5:] for week in review.trend[-_WEEKS:]]
    span = f"{weeks_shown[0]} to {weeks_shown[-1]}" if weeks_shown else "no weeks"
    series, weeks = range(place.head + 1, place.last + 1), (3, 2 + max(1, len(weeks_shown)))
    _describe(page, top, worded(review, f"Lines: new leads and new MQLs per week, {span}"))
    axis = "week" if weeks_covered(review.start, review.end) == 1 else "two weeks, by the first"
    lines = _week_chart("line", flow_message(review), series[:2], place.head, weeks, (axis, "leads"))
    _put_chart(page, lines, top + 1, middle)
    _describe(page, middle, f"Columns: new SQLs, accepted and rejected packages, {span}")
    columns = _week_chart("bar", sales_message(review), series[2:], place.head, weeks, (axis, "leads, packages"))
    _put_chart(page, columns, middle + 1, end)


def _week_chart(
    kind: str, message: str, rows: range, head: int, weeks: tuple[int, int], axes: tuple[str, str]
) -> Chart:
    """Rows of the table below as series, over the weeks in its head."""
    first, last = weeks
    drawn = [Drawn((2, row), (first, row, last, row), tone) for tone, row in zip(TONES, rows, strict=False)]
    return Chart(kind, message, drawn, (first, head, last, head), *axes, named_at_end=kind == "line")


def _put_chart(page: Sheet, chart: Chart, first: int, end: int) -> None:
    size = (_CHART_WIDTH * _CHARACTER, max(5.0, _tall(page, first, end) - 0.3))
    draw(page, chart, f"{get_column_letter(_WHOLE)}{first}", size)


def _describe(page: Sheet, row: int, text: str) -> None:
    """One line above a chart for whoever cannot see it."""
    page.put(row, _WHOLE, text, "aside")


def _tall(page: Sheet, first: int, end: int) -> float:
    """The height of some rows in centimetres."""
    heights = page.worksheet.row_dimensions
    return sum(heights[row].height or 15.0 for row in range(first, end)) / 72 * 2.54


def _counted(n: int, one: str) -> str:
    return f"{n:,} {one}" if n == 1 else f"{n:,} {one}s"


def _decisions(page: Sheet, review: Review) -> None:
    """What is open from before and what the diagnoses ask for, with room to write; it is read back from here."""
    besides = sum(not one.ref for one in review.agreed)
    more = f"; {_counted(besides, 'more open one')} on the sheet Exceptions" if besides else ""
    page.heading(f"Decisions needed: write owner, date and what else is decided into the shaded cells{more}", _LAST)
    page.put(page.row, 1, "Taken down as", "head")
    page.across(page.row, DECIDE_AT, OWNER_AT - 1, DECIDE, "head")
    page.across(page.row, OWNER_AT, DUE_AT - 1, OWNER, "head")
    page.put(page.row, DUE_AT, DUE, "head")
    page.put(page.row, OUTCOME_AT, OUTCOME, "head")
    page.height(page.row, 17)
    page.row += 1
    first, column = page.row, get_column_letter(OUTCOME_AT)
    for one in review.decisions:
        _decision(page, mark_of(one), one, "plain")
    for _ in range(_TO_WRITE):
        _decision(page, NEW, Decision(""), "agree")
    says = "What is written here marks the decision as done."
    page.hint(f"{column}{first}:{column}{page.row - 1}", title=OUTCOME, prompt=says)


def mark_of(one: Decision) -> str:
    """The words in front of a decision by which it is known again."""
    return f"{TAKEN} {one.id}" if one.id else one.rule.replace("_", " ")


def _decision(page: Sheet, mark: str, one: Decision, style: str) -> None:
    page.put(page.row, 1, mark, "note")
    tall = page.across(page.row, DECIDE_AT, OWNER_AT - 1, one.text or None, style)
    page.across(page.row, OWNER_AT, DUE_AT - 1, one.owner or None, "agree")
    page.put(page.row, DUE_AT, one.due, "agree date")
    page.put(page.row, OUTCOME_AT, None, "agree")
    page.height(page.row, max(17.0, tall, text_height(mark, _WIDTHS[0], 9)))
    page.row += 1
