"""The sheet of a call as a workbook: one page to print, then scope, gaps, documents and answers as named tables."""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from pathlib import Path

from app.domain.calls.on_paper import AnswerLine, outline
from app.domain.calls.sheet import CallSheet, GapLine
from app.domain.calls.technical_side import DocumentLine, ScopeLine
from app.domain.calls.unknown import Unknown
from app.domain.gaps import severities, sides, statuses
from app.exports.book import Book
from app.exports.outline_page import write_outline
from app.exports.sheet import Column, Sheet, Shown

NOT_KNOWN = Shown("not known", "blank")
STATES = {"waiting": "Waiting", "overdue": "Overdue", "sent": "Sent", "accepted": "Accepted", "refused": "Not accepted"}
SETTLED = {"ticked": "Confirmed", "declined": "Left open", "": "Not settled"}


def write_call_sheet(
    sheet: CallSheet, path: Path | str, paper: str = "A4", *, answers: Sequence[AnswerLine] = (), zone: tzinfo = UTC
) -> Path:
    """Write the sheet and what it rests on as one workbook. `answers` are all of its leads. Trouble if it cannot be."""
    return build_call_sheet(sheet, answers=answers, paper=paper, zone=zone).save(path)


def build_call_sheet(
    sheet: CallSheet, *, answers: Sequence[AnswerLine] = (), paper: str = "A4", zone: tzinfo = UTC
) -> Book:
    """The same workbook in memory."""
    said = outline(sheet)
    footer = f"{said.head} · for internal use · keep patient data out"
    book = Book(f"Call sheet: {said.head}", zone=zone, paper=paper, footer=footer, made_at=sheet.footer.made_at)
    write_outline(book.sheet("Call sheet"), said)
    _scope(book.sheet("Scope", landscape=True), sheet.scope)
    _gaps(book.sheet("Gaps", landscape=True), sheet.gaps)
    _documents(book.sheet("Documents", landscape=True), sheet.documents)
    _answers(book.sheet("Answers", landscape=True), answers)
    return book


def _scope(page: Sheet, rows: Sequence[ScopeLine]) -> None:
    page.title("Scope", "What they want tested: samples, volumes a month, turnaround in hours, and the method.")
    columns = (
        Column("Test or module", "text", 26),
        Column("Sample", "text", 18),
        Column("Container", "text", 18),
        Column("A month now, from", "int", 11),
        Column("A month now, to", "int", 11),
        Column("Expected, from", "int", 11),
        Column("Expected, to", "int", 11),
        Column("Hours needed", "number", 11),
        Column("Measured from", "text", 14),
        Column("Hours today", "number", 11),
        Column("Method", "text", 16),
        Column("Sites", "text", 18),
    )
    body = [
        (
            row.test,
            *map(_known, (row.sample, row.container, row.now_low, _also(row.now_high, row.now_low), row.expected_low)),
            *map(_known, (_also(row.expected_high, row.expected_low), row.hours_needed, row.measured_from)),
            *map(_known, (row.hours_today, row.status, row.sites)),
        )
        for row in rows
    ]
    page.table("Scope", columns, body, none="not known", freeze=1)


def _also(high: object, low: object) -> object:
    """The upper end of a range; where only the lower is written, it is one number."""
    return low if high is None else high


def _gaps(page: Sheet, rows: Sequence[GapLine]) -> None:
    page.title("Gaps", "Open technical questions: how much they hurt, who owes the answer, and since when.")
    columns = (
        Column("Severity", "word", 16),
        Column("Open question", "long", 52),
        Column("Area", "text", 16),
        Column("Who owes it", "word", 15),
        Column("Owner", "text", 18),
        Column("Due", "date"),
        Column("Days late", "int", 10),
        Column("Days old", "int", 10),
        Column("Status", "word", 13),
        Column("Blocks", "text", 28),
    )
    body = [
        (
            Shown(severities().get(row.severity, row.severity), "bad" if row.severity == "stops" else "word"),
            row.question,
            row.area,
            sides().get(row.owed_by, row.owed_by),
            _known(row.owner),
            _known(row.due),
            row.overdue_days,
            row.age_days,
            statuses().get(row.status, row.status),
            row.blocks,
        )
        for row in rows
    ]
    page.table("Gaps", columns, body, none="no open gap", freeze=2)


def _documents(page: Sheet, rows: Sequence[DocumentLine]) -> None:
    page.title("Documents", "What one side asked the other for, and what became of it.")
    columns = (
        Column("Document", "text", 26),
        Column("Name", "text", 26),
        Column("Who sends it", "word", 14),
        Column("Asked on", "date"),
        Column("Due", "date"),
        Column("Sent on", "date"),
        Column("Version", "word", 12),
        Column("Accepted", "word", 12),
        Column("State", "word", 15),
    )
    body = [
        (
            row.kind,
            row.name,
            {"ours": "We", "theirs": "They"}.get(row.owed_by, row.owed_by),
            row.asked_on,
            row.due,
            row.sent_on,
            row.version,
            {"yes": "Yes", "no": "No"}.get(row.accepted, ""),
            Shown(STATES.get(row.state, row.state), "bad" if row.state in ("overdue", "refused") else "word"),
        )
        for row in rows
    ]
    page.table("Documents", columns, body, none="none asked for, none sent", freeze=1)


def _answers(page: Sheet, rows: Sequence[AnswerLine]) -> None:
    page.title("Answers", "What was said in every call about it: by whom, how certain, and what it proves.")
    columns = (
        Column("Question", "long", 46),
        Column("Answer", "long", 46),
        Column("Value", "text", 18),
        Column("Who said it", "text", 18),
        Column("When", "moment", 17),
        Column("Certainty", "text", 16),
        Column("What it proves", "text", 28),
        Column("State", "word", 14),
    )
    body = [
        (
            row.question,
            row.answer,
            row.value,
            row.who or NOT_KNOWN,
            row.at.replace(microsecond=0) if row.at else None,
            row.certainty,
            row.proves,
            SETTLED.get(row.settled, row.settled) if row.proves else "",
        )
        for row in rows
    ]
    page.table("Answers", columns, body, none="nothing answered yet", freeze=1)


def _known(value: object) -> object:
    """A value, or words where it is not known."""
    return NOT_KNOWN if value is None or value == "" or isinstance(value, Unknown) else value
