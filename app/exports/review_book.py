"""The weekly review as a workbook: one page for leadership, and every number's rows behind it."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.review import Review
from app.domain.review.restating import Restated
from app.exports.book import Book
from app.exports.review_filled import filled_by_us
from app.exports.review_flow import write_cohorts, write_funnel, write_movement, write_segments
from app.exports.review_order import write_clocks, write_exceptions
from app.exports.review_packages import write_handoff_quality, write_verdicts
from app.exports.review_records import write_definitions, write_leads, write_quality
from app.exports.review_rows import TOO_FEW, Links
from app.exports.review_summary import write_summary
from app.exports.times import zone_of

STANDS = Restated()  # nothing differs from what was issued


@dataclass(frozen=True, slots=True)
class Origin:
    """Which review a workbook is, so that what is typed into it finds its way back."""

    workspace: str = ""  # its uuid
    week: str = ""  # the last one, where it covers two
    weeks: int = 1
    issued: bool = True  # its numbers are frozen


def write_review(
    review: Review, path: Path | str, *, paper: str = "A4", restated: Restated = STANDS, origin: Origin | None = None
) -> Path:
    """Write a review as one workbook; Trouble if it cannot be written. Long lists of leads are streamed.

    `restated` is what an issued week would say differently by now: it is listed, the numbers stay as issued (WR6).
    """
    return build_review(review, paper=paper, restated=restated, origin=origin).save(path)


def build_review(
    review: Review, *, paper: str = "A4", restated: Restated = STANDS, origin: Origin | None = None
) -> Book:
    """The same workbook in memory."""
    footer = f"Review {review.week} · {review.workspace or 'workspace'} · internal"
    zone = zone_of(review.zone)
    book = Book(f"Review {review.week}", zone=zone, paper=paper, footer=footer, made_at=review.issued_at)
    summary, links = book.sheet("Summary", landscape=True, one_page=True), Links()
    write_movement(book.sheet("Movement", landscape=True), review, links)
    write_funnel(book.sheet("Funnel", landscape=True), review)
    write_segments(book.sheet("Segments"), review)
    write_verdicts(book.sheet("Accept-Reject", landscape=True), review, links)
    write_clocks(book.sheet("SLA-Aging", landscape=True), review, links)
    write_exceptions(book.sheet("Exceptions", landscape=True), review, links)
    write_handoff_quality(book.sheet("Hand-off quality", landscape=True), review)
    write_cohorts(book.sheet("Cohorts", landscape=True), review)
    write_quality(book.sheet("Data quality", landscape=True), review)
    write_leads(book.sheet("Leads", landscape=True), review)
    marks = _marks(origin)
    write_definitions(book.sheet("Definitions & Checks", landscape=True), review, restated, marks, links)
    write_summary(summary, review, links, restated, issued=origin is None or origin.issued)
    for sheet in book.sheets:
        sheet.print_all()
        if sheet is not summary and not sheet.worksheet.freeze_panes:
            sheet.hold()
    book.keep(review=review.week, journal=review.journal_head)
    if origin is not None:
        book.keep(workspace=origin.workspace, week=origin.week, weeks=str(origin.weeks), filled=filled_by_us(review))
    return book


def _marks(origin: Origin | None) -> dict[str, str]:
    """The same on a sheet, for programs that drop what a document says of itself."""
    if origin is None:
        return {}
    return {"Workspace id": origin.workspace, "Review of week": origin.week, "Weeks covered": str(origin.weeks)}


__all__ = ["TOO_FEW", "Origin", "build_review", "write_review"]
