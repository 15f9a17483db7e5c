"""Sheets of the review about records and words: data quality, all leads, definitions, diagnoses and checks."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import dropwhile

from app.domain.review import Review
from app.domain.review.quality import FAULTS
from app.domain.review.restating import Restated
from app.exports.review_rows import TOO_FEW, Links, none_of, worded
from app.exports.sheet import Column, Sheet, Shown
from app.exports.times import zone_of
from app.language import percent

_PRINTED = 12  # columns of the sheet Leads that are printed; all 22 on a page could not be read


def write_quality(page: Sheet, review: Review) -> None:
    """The faults of records with their trend, and how complete each field is."""
    page.title(
        "Data quality", "Open leads with a fault in their record; the column 'Faults' of the sheet Leads names each."
    )
    columns = (
        Column("Fault", "text", 42),
        Column("Open leads with it", "int", 14),
        Column("Open leads", "int", 12),
        Column("Share", "percent", 11),
        Column(worded(review, "Of this week's"), "int", 14),
        Column(worded(review, "Arrived this week"), "int", 14),
        Column(worded(review, "Share this week"), "percent", 14),
    )
    rows = [
        (row.fault, row.n, row.of, _share(row.n, row.of), row.in_week, row.of_week, _share(row.in_week, row.of_week))
        for row in review.quality
    ]
    page.table("DataQuality", columns, rows, none=none_of(review))
    page.heading("Trend: leads by week of arrival, and the share of them with each fault", 8)
    faults = [str(label) for label in FAULTS.values()]
    trend = (
        Column("Arrived in", "text", 42),
        Column("Leads", "int", 14),
        *(Column(name, "percent") for name in faults),
    )
    page.widths(0, 0, 12, 12, 14, 16, 16, 18)
    known = dropwhile(lambda row: not row.arrived, review.quality_trend)
    weeks = [(row.week, row.arrived, *(_share(n, row.arrived) for n in row[2:])) for row in known]
    page.table("DataQualityTrend", trend, weeks, none=none_of(review, "no lead arrived in 13 weeks"))
    begun = page.row
    page.heading("Fields that a judgement rests on, of all open leads", 4)
    fields = (
        Column("Field", "text", 42),
        Column("Known", "int", 14),
        Column("Open leads", "int", 12),
        Column("Complete", "percent", 12),
    )
    complete = [row for row in review.figures if row.metric == "data_completeness" and row.dimension]
    cells = [(row.value, row.numerator, row.denominator, TOO_FEW if row.small else row.figure) for row in complete]
    page.table("Fields", fields, cells, none=none_of(review))
    page.keep_together(begun)


def _share(n: int, of: int) -> object:
    return "n/a" if not of else TOO_FEW if of < 10 else n / of


def write_leads(page: Sheet, review: Review) -> None:
    """Every lead at the end of the week."""
    page.title(
        "Leads",
        "Every lead at the end of the week: the rows behind the numbers. Printed are the columns up to days in stage.",
    )
    columns = (
        Column("Lead", "id", 12),
        Column("Person", "text", 22),
        Column("Account", "text", 28),
        Column("Stage", "word", 12),
        Column("Path", "word", 20),
        Column("Owner", "text", 18),
        Column("Next step", "text", 30),
        Column("Due", "date", 11),
        Column("Attention", "text", 28),
        Column("Arrived", "moment", 17),
        Column("In stage since", "moment", 17),
        Column("Days in stage", "int", 10),
        Column("Last touch", "moment", 17),
        Column("Fit", "int", 7),
        Column("Intent", "int", 8),
        Column("Cycle", "int", 8),
        Column("Service line", "text", 36),
        Column("Segment", "text", 24),
        Column("Source", "text", 20),
        Column("Offer", "text", 16),
        Column("Region", "text", 16),
        Column("Faults", "text", 44),
    )
    place = page.table("Leads", columns, review.leads, none="no leads", freeze=2)
    page.print_first(_PRINTED, place.last)


def write_definitions(page: Sheet, review: Review, restated: Restated, made: Mapping[str, str], links: Links) -> None:
    """Checks, what was restated, the diagnoses, every metric with its words and figures, and how it was made."""
    page.title("Definitions and checks", "What every number means, and whether the numbers agree with one another.")
    page.widths(26, 40, 30, 26, 26, 34, 12, 26, 16)
    page.heading("Checks", 5)
    checks = (Column("Check"), Column("What must be equal", "long"), Column("First", "int"), Column("Second", "int"))
    rows = [
        (c.name, c.words, c.left, c.right, Shown("✓ PASS", "good") if c.passed else Shown("✕ FAIL", "bad"))
        for c in review.checks
    ]
    page.table("Checks", (*checks, Column("Result", "word")), rows)
    if not restated.nothing:
        _restated(page, restated, links)
    for part in (_diagnoses, _metrics):
        begun = page.row
        part(page, review)
        page.keep_together(begun)
    page.heading("Definitions", 9)
    definitions = (
        Column("Metric", "text"),
        Column("In words", "long"),
        Column("Counted", "long"),
        Column("Out of", "long"),
        Column("Window", "long"),
        Column("Exclusions", "long"),
        Column("Since version", "word"),
        Column("Source fields", "long"),
        Column("Answers for it", "text"),
    )
    defined = [[worded(review, text) for text in row] for row in review.definitions]
    page.table("Definitions", definitions, defined)
    page.heading("How it was made", 2)
    last_day = (review.end - timedelta(hours=12)).astimezone(zone_of(review.zone)).date()
    first_day = review.start.astimezone(zone_of(review.zone)).date()
    facts = [
        ("Week", f"{review.week}, {first_day} to {last_day}"),
        ("Time zone", review.zone),
        ("Calendar", review.calendar),
        ("Playbook", f"{review.playbook}, version {review.playbook_version}"),
        ("Journal", review.journal_head or "nothing is written in it yet"),
        *((label, value) for label, value in made.items() if value),
    ]
    page.table("Made", (Column("What"), Column("Value", "long")), facts)


def _diagnoses(page: Sheet, review: Review) -> None:
    page.heading("Diagnoses: what the numbers suggest about these definitions; their rows stand on Exceptions", 6)
    columns = (
        Column("Diagnosis", "text"),
        Column("Says", "long"),
        Column("Suggested change", "long"),
        Column("State", "word"),
        Column("Hits", "int"),
        Column("Looked at", "int"),
    )
    looks = {"found": "bad", "clear": "good"}
    rows = [
        (f.label, f.says, f.suggests, Shown(f.state, looks.get(f.state, "word")), f.hits, f.n) for f in review.findings
    ]
    page.table("Diagnoses", columns, rows, none="none asked for")


def _metrics(page: Sheet, review: Review) -> None:
    """Every metric in total; a rate of few cases is not shown."""
    page.heading(worded(review, "Metrics of this week, over all leads"), 9)
    columns = (
        Column("Name", "text"),
        Column("Group", "text"),
        Column("Unit", "word"),
        Column("Figure", "number"),
        Column("n", "int"),
        Column("Counted", "number"),
        Column("Low", "percent"),
        Column("High", "percent"),
        Column("90% below", "number"),
    )
    rows = []
    for row in review.figures:
        if row.dimension or row.unit == "share":
            continue
        kind = {"count": "int", "rate": "percent"}.get(row.unit, "number")
        shown = "n/a" if row.figure is None else TOO_FEW if row.small else row.figure
        n = row.denominator if row.denominator is not None else row.numerator
        interval = (None, None) if row.small else (row.low, row.high)
        rows.append(
            (
                worded(review, row.label),
                row.group,
                row.unit,
                Shown(shown, kind),
                n,
                Shown(row.numerator, "int" if row.unit in ("count", "rate") else "number"),
                *interval,
                row.ninetieth,
            )
        )
    page.table("Metrics", columns, rows, none=none_of(review))


def _restated(page: Sheet, restated: Restated, links: Links) -> None:
    """What changed since the week was issued; the numbers of this workbook did not."""
    page.heading("Restated since it was issued: the numbers here are those that were issued", 5)
    figures = [(f.label, "", *(_said(value, f.unit) for value in (f.issued, f.now)), "") for f in restated.figures]
    leads = [
        (f"Lead {row.ref}", f"{row.person}, {row.account}".strip(", "), row.issued or "–", row.now or "–", cause.says)
        for cause in restated.causes
        for row in cause.rows
    ]
    columns = (
        Column("What", "text"),
        Column("Who", "long"),
        Column("As issued", "text"),
        Column("By now", "text"),
        Column("Because", "long"),
    )
    links.table("restated", page.table("Restated", columns, [*figures, *leads]))


def _said(value: float | None, unit: str) -> str:
    if value is None:
        return "n/a"
    return percent(value) if unit == "rate" else f"{value:.1f} h" if unit == "hours" else f"{value:g}"
