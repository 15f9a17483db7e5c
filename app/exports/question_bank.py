"""The bank of questions as a workbook of its own: to be edited and taken back, with how each question does (CP9)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.domain.calls.use import QuestionUse
from app.domain.playbook import Playbook
from app.domain.playbook.field_words import BOOK_USE
from app.domain.playbook.sections import SECTION
from app.exports.playbook_book import build_playbook_book
from app.exports.sheet import Column, Sheet

_COLUMNS = (
    Column("Id", "top word", 9),
    Column("Question", "top long", 70),
    Column("Asked", "top int", 10),
    Column("Answered", "top int", 11),
    Column("Counted", "top int", 11),
    Column("Led to proof", "top int", 12),
    Column("Rate", "top percent", 10),
    Column("Last asked", "top date", 13),
    Column("What to do", "top long", 44),
)


def write_question_bank(
    playbook: Playbook, use: Sequence[QuestionUse], path: Path | str, *, made_at: datetime, paper: str = "A4"
) -> Path:
    """Write the questions as a workbook that is read back as that of a playbook. Trouble if it cannot be written."""
    book = build_playbook_book(playbook, made_at=made_at, paper=paper, sections=(SECTION["questions"],))
    _write_use(book.sheet(BOOK_USE, landscape=True), use)
    return book.save(path)


def _write_use(page: Sheet, use: Sequence[QuestionUse]) -> None:
    page.title(BOOK_USE, "How often each question was asked, and led to a proven criterion. Nothing here is read back.")
    rows = [
        (
            one.question,
            one.text or "no longer in the bank",
            one.asked,
            one.answered,
            one.counted,
            one.led,
            one.rate,
            one.last_asked,
            one.says,
        )
        for one in use
    ]
    page.table("Use_of_questions", _COLUMNS, rows, none="no question yet", freeze=2)
