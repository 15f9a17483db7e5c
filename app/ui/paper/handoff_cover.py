"""The cover of a handoff on one page of paper, beside its workbook."""

from app.domain.committee.layout.sheets import Paper
from app.domain.handoff import HandoffSheet
from app.exports.handoff_page import Lengths, handoff_page
from app.language import SOURCE, speaking
from app.ui.paper.pages import Page, pages
from app.ui.paper.painting import pdf

TIGHTER = (Lengths(), Lengths(300, 180), Lengths(200, 120), Lengths(130, 80), Lengths(90, 50))


def handoff_cover_pdf(sheet: HandoffSheet, paper: Paper = "A4") -> bytes:
    """The cover as a PDF of one page; English like the workbook, whatever the window speaks."""
    with speaking(SOURCE):
        return pdf([cover_page(sheet, paper)], handoff_page(sheet).title)


def cover_page(sheet: HandoffSheet, paper: Paper = "A4") -> Page:
    """The cover on a page. Where people wrote more than one page holds, their texts end early; the workbook has all."""
    made = pages(handoff_page(sheet), paper)
    for lengths in TIGHTER[1:]:
        if len(made) == 1:
            break
        made = pages(handoff_page(sheet, lengths), paper)
    return made[0]
