"""The handoff workbook: a cover that reads in a minute, the proof behind it, and a sheet to reply on."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.handoff import HandoffSheet, digest
from app.domain.playbook import Reasoned
from app.exports.book import Book
from app.exports.handoff_committee import CERTAINTY, write_committee, write_pictures
from app.exports.handoff_cover import write_cover
from app.exports.recognition import contents_mark
from app.exports.reply_sheet import write_reply_sheet
from app.exports.sheet import Column, Sheet, Shown

STAGES = {"mql": "MQL", "sal": "SAL", "sql": "SQL"}
ANSWERS = {"yes": "✓ Yes", "no": "✕ No", "unknown": "? Unknown"}
ANSWER_STYLES = {"yes": "good", "no": "bad"}
SEVERITY = {"stops": "Stops", "slows": "Slows", "nice": "Nice to know"}
SIDES = {"ours": "We owe it", "theirs": "They owe it"}
TOPICS = {"decision": "Decision makers", "delivery": "Results and integration", "dates": "Evaluation and start dates"}


def write_handoff(
    sheet: HandoffSheet,
    reasons: Sequence[Reasoned],
    path: Path | str,
    *,
    paper: str = "A4",
    pictures: Sequence[bytes] = (),
) -> Path:
    """Write the package as one workbook; `reasons` are the playbook's reasons to reject. Trouble if it cannot be.

    `pictures` are the pages of the committee's map as PNG, painted by who knows how; their facts stand in its tables.
    """
    return build_handoff(sheet, reasons, paper=paper, pictures=pictures).save(path)


def build_handoff(
    sheet: HandoffSheet, reasons: Sequence[Reasoned], *, paper: str = "A4", pictures: Sequence[bytes] = ()
) -> Book:
    """The same workbook in memory."""
    zone = zone_of(sheet.zone)
    footer = f"Handoff {sheet.number} · {sheet.account or sheet.person} · {sheet.privacy} · may hold personal data"
    book = Book(f"Handoff {sheet.number}", zone=zone, paper=paper, footer=footer, made_at=sheet.created_at)
    write_cover(book, sheet)
    _qualification(book.sheet("Qualification", landscape=True), sheet)
    _discovery(book.sheet("Discovery", landscape=True), sheet)
    write_committee(book.sheet("Committee", landscape=True), sheet)
    if pictures:
        write_pictures(book, pictures)
    _signals(book.sheet("Signals", landscape=True), sheet)
    _gaps(book.sheet("Gaps", landscape=True), sheet)
    _score(book.sheet("Score"), sheet)
    _history(book.sheet("Lead history", landscape=True), sheet)  # "History" alone is a reserved name
    for page in book.sheets:
        page.protect()
    marks = {
        "handoff": sheet.uuid,
        "workspace": sheet.workspace,
        "number": str(sheet.number),
        "digest": digest(sheet),
        "contents": contents_mark(book.workbook),
    }
    write_reply_sheet(book.sheet("Reply", one_page=True), sheet, reasons, marks)
    book.keep(**marks)
    return book


def zone_of(name: str) -> tzinfo:
    """The time zone of this name, or UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def whole(at: datetime | None) -> datetime | None:
    """A time to the second: a sheet keeps no more, and a returned one must compare equal."""
    return at.replace(microsecond=0) if at else None


def _qualification(page: Sheet, sheet: HandoffSheet) -> None:
    page.title("Qualification", "Each check with its answer, the evidence, who said it, when, and how certain it is.")
    columns = (
        Column("Stage", "word", 8),
        Column("Check", "long", 36),
        Column("Required", "word", 10),
        Column("Answer", "word", 12),
        Column("Evidence", "long", 40),
        Column("Rests on", "text", 12),
        Column("Who said it", "text", 15),
        Column("When", "date", 12),
        Column("Certainty", "text", 14),
        Column("Contradicts", "long", 26),
    )
    rows = [
        (
            STAGES.get(check.stage, check.stage),
            check.question,
            check.required,
            Shown(ANSWERS.get(check.answer, check.answer), ANSWER_STYLES.get(check.answer, "word")),
            check.evidence,
            check.rests_on.capitalize(),
            check.who,
            whole(check.at),
            CERTAINTY.get(check.certainty, check.certainty),
            (check.earlier or "an earlier answer") if check.contradicted else "",
        )
        for check in sheet.checks
    ]
    page.table("Qualification", columns, rows, none="no checklist", freeze=2)


def _discovery(page: Sheet, sheet: HandoffSheet) -> None:
    page.title("Discovery", "What they told us about scope, volume, dates, decision and delivery.")
    columns = (
        Column("Topic", "text", 20),
        Column("Question", "long", 42),
        Column("Answer", "long", 48),
        Column("Who said it", "text", 16),
        Column("When", "date", 12),
        Column("Certainty", "text", 15),
    )
    rows = [
        (
            TOPICS.get(row.topic, row.topic.replace("_", " ").capitalize()),
            row.question,
            row.answer or Shown("not known", "blank"),
            row.who,
            whole(row.at),
            CERTAINTY.get(row.certainty, row.certainty),
        )
        for row in sheet.discovery
    ]
    page.table("Discovery", columns, rows, none="nothing answered yet", freeze=1)
    page.heading("Suggested questions", 2)
    questions = [(number, question) for number, question in enumerate(sheet.questions, 1)]
    page.table("Questions", (Column("No.", "word", 20), Column("Ask them", "long", 42)), questions)


def _signals(page: Sheet, sheet: HandoffSheet) -> None:
    page.title("Signals", "What the person did, and below it what we did with them.")
    columns = (
        Column("When", "moment", 17),
        Column("What they did", "text", 22),
        Column("Asset", "text", 32),
        Column("Offer", "text", 16),
        Column("Asked for", "long", 34),
        Column("Source", "text", 15),
        Column("Campaign", "text", 15),
    )
    rows = [(whole(s.at), s.kind, s.asset, s.offer, s.asked_for, s.source, s.campaign) for s in sheet.signals]
    page.table("Signals", columns, rows, none="no signal")
    page.heading("Touches", 5)
    touched = (
        Column("When", "moment", 17),
        Column("What we did", "text", 22),
        Column("Outcome", "long", 32),
        Column("They answered", "word", 16),
        Column("By", "text", 34),
    )
    touches = [(whole(touch.at), touch.kind, touch.outcome, touch.reached, touch.by) for touch in sheet.touches]
    page.table("Touches", touched, touches, none="no touch yet")


def _gaps(page: Sheet, sheet: HandoffSheet) -> None:
    page.title("Gaps", "Open technical questions, and which side owes the answer.")
    columns = (
        Column("Severity", "word", 14),
        Column("Open question", "long", 56),
        Column("Area", "text", 18),
        Column("Who owes it", "word", 15),
        Column("Owner", "text", 20),
        Column("Due", "date"),
        Column("Blocks", "text", 26),
    )
    rows = [
        (
            Shown(SEVERITY.get(gap.severity, gap.severity), "bad" if gap.severity == "stops" else "word"),
            gap.question,
            gap.area.capitalize(),
            SIDES.get(gap.owed_by, gap.owed_by),
            gap.owner,
            gap.due,
            gap.blocks,
        )
        for gap in sheet.gaps
    ]
    page.table("Gaps", columns, rows, none="no open gap", freeze=2)


def _score(page: Sheet, sheet: HandoffSheet) -> None:
    cell = f" ({sheet.cell})" if sheet.cell else ""
    figures = f"Fit {_figure(sheet.fit)}, intent {_figure(sheet.intent)}{cell}. "
    page.title("Score", f"{figures}The lines below add up to it; a score ranks, it never decides.")
    columns = (
        Column("Axis", "word", 10),
        Column("Rule", "text", 30),
        Column("Points", "signed", 9),
        Column("Fact", "long", 44),
        Column("When", "date", 12),
    )
    rows = [(p.axis.capitalize(), p.rule, p.points, p.fact, whole(p.at)) for p in sheet.ledger]
    page.table("Score", columns, rows, none="not scored", freeze=1)


def _history(page: Sheet, sheet: HandoffSheet) -> None:
    page.title("History", "Every change of stage or path, with what was learned and what was to happen next.")
    columns = (
        Column("When", "moment", 17),
        Column("Change", "text", 24),
        Column("What was learned", "long", 38),
        Column("What happens next", "long", 32),
        Column("Owner", "text", 14),
        Column("Due", "date"),
        Column("By", "text", 14),
        Column("Gate", "word", 12),
        Column("Playbook", "word", 9),
    )
    rows = [
        (
            whole(move.at),
            move.change,
            move.learned,
            move.next_step,
            move.owner,
            move.due,
            move.by,
            Shown("Overridden", "bad") if move.overridden else "Passed",
            f"v{move.playbook_version}" if move.playbook_version else "",
        )
        for move in sheet.moves
    ]
    page.table("History", columns, rows, none="no move yet", freeze=1)


def _figure(score: int | None) -> str:
    return "n/a" if score is None else str(score)
