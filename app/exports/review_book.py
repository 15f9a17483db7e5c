"""The weekly review as a workbook: one page for leadership, and every number's rows behind it."""

from datetime import timedelta
from pathlib import Path

from app.domain.review import Review
from app.domain.review.restating import Restated
from app.domain.review.sheet import FindingRow
from app.exports.book import Book
from app.exports.review_summary import write_summary
from app.exports.sheet import Column, Sheet, Shown
from app.exports.times import zone_of

TOO_FEW = "n < 10"
STANDS = Restated()  # nothing differs from what was issued
_PRINTED = 12  # columns of the sheet Leads that are printed; all 21 on a page could not be read


def write_review(review: Review, path: Path | str, *, paper: str = "A4", restated: Restated = STANDS) -> Path:
    """Write a review as one workbook; Trouble if it cannot be written. Long lists of leads are streamed.

    `restated` is what an issued week would say differently by now: it is listed, the numbers stay as issued (WR6).
    """
    return build_review(review, paper=paper, restated=restated).save(path)


def build_review(review: Review, *, paper: str = "A4", restated: Restated = STANDS) -> Book:
    """The same workbook in memory."""
    footer = f"Review {review.week} · {review.workspace or 'workspace'} · internal"
    zone = zone_of(review.zone)
    book = Book(f"Review {review.week}", zone=zone, paper=paper, footer=footer, made_at=review.issued_at)
    summary = book.sheet("Summary", landscape=True, one_page=True)
    _movement(book.sheet("Movement", landscape=True), review)
    _funnel(book.sheet("Funnel", landscape=True), review)
    _segments(book.sheet("Segments"), review)
    _verdicts(book.sheet("Accept-Reject"), review)
    _clocks(book.sheet("SLA-Aging", landscape=True), review)
    _exceptions(book.sheet("Exceptions", landscape=True), review)
    _diagnoses(book.sheet("Diagnoses", landscape=True), review)
    _leads(book.sheet("Leads", landscape=True), review)
    _definitions(book.sheet("Definitions & Checks", landscape=True), review, restated)
    write_summary(summary, review)
    book.keep(review=review.week, journal=review.journal_head)
    return book


def _movement(page: Sheet, review: Review) -> None:
    about = "Opening + arrived + moved in + re-opened - moved out - closed = closing. Each lead stands in one row."
    page.title("Movement between stages", about)
    columns = (
        Column("Stage", "text", 16),
        Column("Opening", "int", 11),
        Column("Arrived", "int", 11),
        Column("Moved in", "int", 11),
        Column("Re-opened", "int", 12),
        Column("Moved out", "int", 12),
        Column("Closed", "int", 11),
        Column("Closing", "int", 11),
        Column("Left to", "long", 44),
        Column("Re-qualified", "int", 14),
    )
    page.table("Movement", columns, review.movement, freeze=1)


def _funnel(page: Sheet, review: Review) -> None:
    page.title(
        "Funnel", "Two views that are never mixed: what happened this week, and what became of each week's leads."
    )
    page.heading("This week: what became of everybody at hand", 9)
    steps = (
        Column("Step", "text", 20),
        Column("At hand", "int", 12),
        Column("Went on", "int", 12),
        Column("Went back", "int", 12),
        Column("Closed", "int", 12),
        Column("Stayed", "int", 12),
        Column("Rate", "percent", 11),
        Column("Low 95 %", "percent", 11),
        Column("High 95 %", "percent", 11),
    )
    rows = [
        (*step[:6], *(step[6:] if step.at_hand >= 10 else (TOO_FEW if step.at_hand else "n/a", None, None)))
        for step in review.steps
    ]
    page.table("Steps", steps, rows)
    page.heading("By week of arrival: proven within four weeks", 6)
    cohorts = (
        Column("Arrived in", "text", 20),
        Column("Leads", "int", 12),
        Column("To MQL", "int", 12),
        Column("MQL rate", "percent", 12),
        Column("To SQL", "int", 12),
        Column("SQL rate", "percent", 12),
    )
    kept: list[tuple[object, ...]] = []
    for c in review.cohorts:
        if c.mql is None:
            kept.append((c.week, c.arrived, "too early", None, "too early", None))
        else:
            small = "n/a" if not c.arrived else TOO_FEW
            mql, sql = (small if c.mql_rate is None else c.mql_rate), (small if c.sql_rate is None else c.sql_rate)
            kept.append((c.week, c.arrived, c.mql, mql, c.sql, sql))
    page.table("Cohorts", cohorts, kept)


def _segments(page: Sheet, review: Review) -> None:
    about = (
        "Leads that arrived in the last 13 weeks. Rates carry their 95 % Wilson interval; below n = 10 none is shown."
    )
    page.title("Conversion by segment", about)
    columns = (
        Column("Dimension", "text", 16),
        Column("Value", "text", 34),
        Column("Step", "word", 14),
        Column("n", "int", 10),
        Column("Reached", "int", 11),
        Column("Rate", "percent", 11),
        Column("Low 95 %", "percent", 11),
        Column("High 95 %", "percent", 11),
    )
    rows = [(*row[:5], TOO_FEW if row.rate is None else row.rate, row.low, row.high) for row in review.segments]
    page.table("Segments", columns, rows, none="no lead in 13 weeks", freeze=2)


def _verdicts(page: Sheet, review: Review) -> None:
    page.title("Accepted and rejected", "Verdicts on packages; 'need more' is still pending.")
    v = review.verdicts
    counts = [
        ("Packages sent up to the end of the week", v.packages),
        ("of them accepted", v.accepted),
        ("of them rejected", v.rejected),
        ("of them pending", v.pending),
        ("pending past their deadline", v.overdue),
        ("never reviewed: past twice the deadline", v.silent_leads),
        ("Sent this week", v.sent_in_week),
        ("Accepted this week", v.accepted_in_week),
        ("Rejected this week", v.rejected_in_week),
        ("Asked for more this week", v.need_more_in_week),
        ("Rejected as sent too early this week", v.too_early_in_week),
    ]
    page.table("Packages", (Column("Packages", "text", 46), Column("Count", "int", 14)), counts)
    page.heading("Reasons to reject", 4)
    reasons = (
        Column("Reason", "text", 46),
        Column("This week", "int", 14),
        Column("In 13 weeks", "int", 14),
        Column("Share", "percent", 11),
    )
    page.table("Reasons", reasons, review.reasons, none="no rejection in 13 weeks")
    page.heading("By qualifier and by source, 13 weeks", 7)
    columns = (
        Column("Who or where", "text", 46),
        Column("Accepted", "int", 14),
        Column("Rejected", "int", 14),
        Column("Rate", "percent", 11),
        Column("Low 95 %", "percent", 11),
        Column("High 95 %", "percent", 11),
        Column("Kind", "word", 12),
    )
    rows = [
        (q.name, q.accepted, q.rejected, TOO_FEW if q.rate is None else q.rate, q.low, q.high, q.kind)
        for q in review.qualifiers
    ]
    page.table("Qualifiers", columns, rows, none="no verdict in 13 weeks")


def _clocks(page: Sheet, review: Review) -> None:
    calendar = review.calendar or "business hours of the playbook"
    page.title("Clocks and age", f"Hours are business hours: {calendar}.")
    page.heading("Days in the present stage", 8)
    ages = (
        Column("Stage", "text", 18),
        Column("0 to 7", "int", 12),
        Column("8 to 14", "int", 22),
        Column("15 to 30", "int", 26),
        Column("31 to 60", "int", 18),
        Column("Above 60", "int", 17),
        Column("Median", "number", 11),
        Column("90 % below", "number", 11),
    )
    rows = [
        (*a[:6], "n/a" if a.median is None else a.median, "n/a" if a.ninetieth is None else a.ninetieth)
        for a in review.ages
    ]
    page.table("Ages", ages, rows)
    page.heading("Clocks that ran over, and packages without a verdict", 10)
    clocks = (
        Column("Clock", "text", 18),
        Column("Lead", "id", 12),
        Column("Person", "text", 22),
        Column("Account", "text", 26),
        Column("Owner", "text", 18),
        Column("Since", "moment", 17),
        Column("Hours", "number", 11),
        Column("Allowed", "number", 11),
        Column("Over", "number", 11),
        Column("State", "text", 24),
    )
    listed = [
        (
            c.clock,
            c.ref,
            c.person,
            c.account,
            c.owner,
            c.since,
            c.hours,
            c.allowed or "no limit",
            c.over,
            Shown(c.state, "bad" if c.over else "word"),
        )
        for c in review.clocks
    ]
    page.table("Clocks", clocks, listed, none="nothing is running", repeat=True)


def _exceptions(page: Sheet, review: Review) -> None:
    page.title(
        "Exceptions", "The working list, the most severe first. Settle each line, or say until when it may wait."
    )
    columns = (
        Column("Rule", "text", 22),
        Column("Lead", "id", 12),
        Column("Person", "text", 20),
        Column("Account", "text", 26),
        Column("Owner", "text", 16),
        Column("Days", "int", 8),
        Column("Why", "long", 36),
        Column("Proposed action", "text", 26),
        Column("Due", "date", 11),
    )
    page.table("Exceptions", columns, review.exceptions, none="none this week", freeze=2)


def _diagnoses(page: Sheet, review: Review) -> None:
    page.title("Diagnoses", "What the numbers suggest about our own definitions; each names its rows below.")
    columns = (
        Column("Diagnosis", "text", 28),
        Column("State", "word", 15),
        Column("Hits", "int", 18),
        Column("n", "int", 26),
        Column("Says", "long", 44),
        Column("Suggested change", "long", 50),
    )
    looks = {"found": "bad", "clear": "good"}
    rows = [
        (f.label, Shown(f.state, looks.get(f.state, "word")), f.hits, f.n, f.says, f.suggests) for f in review.findings
    ]
    page.table("Diagnoses", columns, rows, none="none asked for")
    page.heading("Named rows", 6)
    named: list[tuple[str, FindingRow]] = [(f.label, row) for f in review.findings for row in f.rows]
    listed = (
        Column("Diagnosis of", "text", 28),
        Column("Lead", "id", 15),
        Column("Owner", "text", 18),
        Column("Name", "text", 26),
        Column("Account", "text", 44),
        Column("Detail", "long", 50),
    )
    cells = [(label, row.ref, row.owner, row.name, row.account, row.detail) for label, row in named]
    page.table("DiagnosisRows", listed, cells, none="none", repeat=True)


def _leads(page: Sheet, review: Review) -> None:
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
        Column("Service line", "text", 24),
        Column("Segment", "text", 16),
        Column("Source", "text", 20),
        Column("Offer", "text", 16),
        Column("Region", "text", 16),
    )
    place = page.table("Leads", columns, review.leads, none="no leads", freeze=2)
    page.print_first(_PRINTED, place.last)


def _definitions(page: Sheet, review: Review, restated: Restated) -> None:
    page.title("Definitions and checks", "What every number means, and whether the numbers agree with one another.")
    page.heading("Checks", 5)
    checks = (
        Column("Check", "text", 26),
        Column("What must be equal", "long", 44),
        Column("First", "int", 12),
        Column("Second", "int", 12),
        Column("Result", "word", 22),
    )
    rows = [
        (c.name, c.words, c.left, c.right, Shown("✓ PASS", "good") if c.passed else Shown("✕ FAIL", "bad"))
        for c in review.checks
    ]
    page.table("Checks", checks, rows)
    if not restated.nothing:
        _restated(page, restated)
    page.heading("Definitions", 7)
    definitions = (
        Column("Metric", "text", 26),
        Column("In words", "long", 44),
        Column("Counted", "long", 12),
        Column("Out of", "long", 12),
        Column("Window", "long", 22),
        Column("Exclusions", "long", 30),
        Column("Since version", "word", 9),
    )
    page.widths(26, 40, 30, 26, 26, 34, 12)
    fixed = tuple(Column(c.header, c.kind) for c in definitions)
    page.table("Definitions", fixed, review.definitions)
    page.heading("How it was made", 2)
    last_day = (review.end - timedelta(hours=12)).astimezone(zone_of(review.zone)).date()
    made = [
        ("Week", f"{review.week}, {review.start.astimezone(zone_of(review.zone)).date()} to {last_day}"),
        ("Time zone", review.zone),
        ("Calendar", review.calendar),
        ("Playbook", f"{review.playbook}, version {review.playbook_version}"),
        ("Journal", review.journal_head),
    ]
    page.table("Made", (Column("What"), Column("Value", "long")), made)


def _restated(page: Sheet, restated: Restated) -> None:
    """What changed since the week was issued; the numbers of this workbook did not."""
    page.heading("Restated since it was issued: the numbers here are those that were issued", 5)
    figures = [(f.label, "", *(_said(value, f.unit) for value in (f.issued, f.now)), "") for f in restated.figures]
    leads = [
        (f"Lead {row.ref}", f"{row.person}, {row.account}".strip(", "), row.issued or "–", row.now or "–", cause.says)
        for cause in restated.causes
        for row in cause.rows
    ]
    columns = (
        Column("What", "text", 26),
        Column("Who", "long", 44),
        Column("As issued", "text", 12),
        Column("By now", "text", 12),
        Column("Because", "long", 22),
    )
    page.table("Restated", columns, [*figures, *leads])


def _said(value: float | None, unit: str) -> str:
    if value is None:
        return "n/a"
    return f"{value * 100:.0f} %" if unit == "rate" else f"{value:.1f} h" if unit == "hours" else f"{value:g}"
