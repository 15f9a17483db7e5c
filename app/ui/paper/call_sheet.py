"""The sheet of a call on paper: one A4 page where it fits, never in small type."""

from app.domain.calls.on_paper import outline
from app.domain.calls.sheet import CallSheet
from app.domain.committee.layout.sheets import Paper
from app.language import tr
from app.ui.paper.pages import Page, pages
from app.ui.paper.painting import pdf


def call_pages(sheet: CallSheet, paper: Paper = "A4") -> tuple[Page, ...]:
    """The pages of a call sheet."""
    return pages(outline(sheet), paper)


def call_title(sheet: CallSheet) -> str:
    """What the document is called."""
    return tr("Call sheet: {account}", account=outline(sheet).head)


def call_sheet_pdf(sheet: CallSheet, paper: Paper = "A4") -> bytes:
    """The sheet as a PDF."""
    return pdf(call_pages(sheet, paper), call_title(sheet))
