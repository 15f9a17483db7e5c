"""The handoff workbook: a cover that reads in a minute, the proof behind it, and a sheet to reply on."""

from collections.abc import Sequence
from pathlib import Path

from app.domain.handoff import LEVELS, GapRow, HandoffSheet, digest, known_level, printed
from app.domain.playbook import Reasoned
from app.exports.book import Book
from app.exports.handoff_committee import CERTAINTY, put_pictures, write_committee, write_pictures
from app.exports.handoff_cover import write_cover
from app.exports.handoff_discovery import write_answers, write_discovery
from app.exports.recognition import contents_mark
from app.exports.reply_sheet import write_reply_sheet
from app.exports.sheet import Column, Sheet, Shown
from app.exports.times import whole, zone_of
from app.language import tr

STAGES = {"mql": "MQL", "sal": "SAL", "sql": "SQL"}
ANSWERS = {"yes": "✓ Yes", "no": "✕ No", "unknown": "? Unknown"}
ANSWER_STYLES = {"yes": "good", "no": "bad"}
SEVERITY = {"stops": "Stops", "slows": "Slows", "nice": "Nice to know"}
SIDES = {"ours": "We owe it", "theirs": "They owe it"}
STATUSES = {"open": "Open", "waiting": "Waiting for an answer"}
STAYS = "stays with us at this level of privacy"


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
    """The same workbook in memory. A package of the first form gets the sheets it was sent with, to the letter."""
    shown, first = printed(sheet), sheet.form == 1
    footer = f"Handoff {sheet.number} · {sheet.account or sheet.person} · {_level(sheet)} · may hold personal data"
    book = Book(
        f"Handoff {sheet.number}", zone=zone_of(sheet.zone), paper=paper, footer=footer, made_at=sheet.created_at
    )
    sealed = digest(sheet)
    write_cover(book, shown, sealed)
    _qualification(book.sheet("Qualification", landscape=True), shown)
    discovery = book.sheet("Discovery", landscape=True)
    (write_answers if first else write_discovery)(discovery, shown)
    committee = book.sheet("Committee", landscape=True)
    write_committee(committee, shown)
    if first and pictures:
        write_pictures(book, pictures)
    elif not first:
        put_pictures(committee, pictures)
    _signals(book.sheet("Signals", landscape=True), shown)
    _gaps(book.sheet("Gaps", landscape=True), shown)
    _score(book.sheet("Score"), shown)
    history = "Lead history" if first else "History"
    _history(book.sheet(history, landscape=True, to_the_letter=True), shown)
    for page in book.sheets:
        page.protect()
    marks = {
        "handoff": sheet.uuid,
        "workspace": sheet.workspace,
        "number": str(sheet.number),
        **({} if first else {"version": str(sheet.version)}),
        "digest": sealed,
        "contents": contents_mark(book.workbook),
    }
    write_reply_sheet(book.sheet("Reply", one_page=True), shown, reasons, marks)
    book.keep(**marks)
    return book


def _level(sheet: HandoffSheet) -> str:
    """The level of privacy as the foot of every page says it."""
    return sheet.privacy if sheet.form == 1 else tr(LEVELS[known_level(sheet.privacy)])


def _none(sheet: HandoffSheet, nothing: str) -> str:
    """What stands in a table without rows: there are none, or they stay here."""
    return STAYS if sheet.privacy == "shareable" else nothing


def _qualification(page: Sheet, sheet: HandoffSheet) -> None:
    page.title("Qualification", "Each check with its answer, the evidence, who said it, when, and how certain it is.")
    columns = (
        Column("Stage", "word", 8),
        Column("Check", "long", 34),
        Column("Required", "word", 10),
        Column("Answer", "word", 12),
        Column("Evidence", "long", 36),
        Column("Rests on", "text", 10),
        Column("Who said it", "text", 14),
        Column("When", "date", 11.5),
        Column("Certainty", "text", 13),
        Column("Contradicts", "long", 20),
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
    page.table("Qualification", columns, rows, none=_none(sheet, "no checklist"), freeze=2)


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
    page.table("Signals", columns, rows, none=_none(sheet, "no signal"))
    page.heading("Touches", 5)
    touched = (
        Column("When", "moment", 17),
        Column("What we did", "text", 22),
        Column("Outcome", "long", 32),
        Column("They answered", "word", 16),
        Column("By", "text", 34),
    )
    touches = [(whole(touch.at), touch.kind, touch.outcome, touch.reached, touch.by) for touch in sheet.touches]
    page.table("Touches", touched, touches, none=_none(sheet, "no touch yet"))


def _gaps(page: Sheet, sheet: HandoffSheet) -> None:
    page.title("Gaps", "Open technical questions, and which side owes the answer.")
    if sheet.gap_override:
        page.widths(13, 50, 14, 14, 16, 11.5, 26)
        why = f"Sent although a question stops the deal, because: {sheet.gap_override}"
        page.height(page.row, page.across(page.row, 1, 7, why, "plain bad"))
        page.row += 2
    columns = (
        Column("Severity", "word", 13),
        Column("Open question", "long", 50),
        Column("Area", "text", 14),
        Column("Who owes it", "word", 14),
        Column("Owner", "text", 16),
        Column("Due", "date", 11.5),
        Column("Blocks", "text", 26),
        *((Column("Status", "text", 14), Column("Raised", "date", 11.5)) if sheet.form > 1 else ()),
    )
    rows = [
        (
            Shown(SEVERITY.get(gap.severity, gap.severity), "bad" if gap.severity == "stops" else "word"),
            gap.question,
            gap.area.capitalize() if sheet.form == 1 else gap.area,
            SIDES.get(gap.owed_by, gap.owed_by),
            gap.owner,
            gap.due,
            gap.blocks,
            *((_status(gap), gap.raised_on) if sheet.form > 1 else ()),
        )
        for gap in sheet.gaps
    ]
    page.table("Gaps", columns, rows, none="no open gap", freeze=2)


def _status(gap: GapRow) -> Shown:
    words = STATUSES.get(gap.status, gap.status)
    return Shown(f"{words}, overdue", "bad") if gap.overdue else Shown(words, "text")


def _score(page: Sheet, sheet: HandoffSheet) -> None:
    cell = f" ({sheet.cell})" if sheet.cell else ""
    figures = f"Fit {_figure(sheet.fit)}, intent {_figure(sheet.intent)}{cell}. "
    about = f"{figures}The lines below add up to it; a score ranks, it never decides."
    page.title("Score", about if sheet.privacy != "shareable" else f"The score {STAYS}.")
    columns = (
        Column("Axis", "word", 10),
        Column("Rule", "text", 30),
        Column("Points", "signed", 9),
        Column("Fact", "long", 44),
        Column("When", "date", 12),
    )
    rows = [(p.axis.capitalize(), p.rule, p.points, p.fact, whole(p.at)) for p in sheet.ledger]
    page.table("Score", columns, rows, none=_none(sheet, "not scored"), freeze=1)


def _history(page: Sheet, sheet: HandoffSheet) -> None:
    page.title("History", "Every change of stage or path, with what was learned and what was to happen next.")
    if sheet.version > 1:
        _changes(page, sheet)
    columns = (
        Column("When", "moment", 16),
        Column("Change", "text", 22),
        Column("What was learned", "long", 52),
        Column("What happens next", "long", 30),
        Column("Owner", "text", 13),
        Column("Due", "date", 11.5),
        Column("By", "text", 13),
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
    page.table("History", columns, rows, none=_none(sheet, "no move yet"), freeze=None if sheet.version > 1 else 1)


def _changes(page: Sheet, sheet: HandoffSheet) -> None:
    """What is otherwise than in the version before, for whoever has read that one."""
    page.heading(f"What changed since version {sheet.version - 1} (handoff {sheet.replaces})", 9)
    columns = (Column("No.", "word", 16), Column("Part", "text", 22), Column("What changed", "long", 52))
    page.table("Changes", columns, [(number, row.part, row.says) for number, row in enumerate(sheet.changes, 1)])
    page.heading("Moves", 9)


def _figure(score: int | None) -> str:
    return "n/a" if score is None else str(score)
