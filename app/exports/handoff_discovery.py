"""What discovery brought, on one sheet of a handoff: answers, scope, systems, documents, pilot, decision, questions."""

from app.domain.handoff import DocumentLine, HandoffSheet, PilotLine, ScopeLine, StepLine
from app.exports.handoff_committee import CERTAINTY
from app.exports.sheet import Column, Sheet, Shown
from app.exports.times import whole

TOPICS = {"decision": "Decision makers", "delivery": "Results and integration", "dates": "Evaluation and start dates"}
GATES = {
    "next_step": "Next step",
    "timeline": "Dates",
    "volume": "Volume",
    "integration": "Results and integration",
    "decision": "Decision makers",
}
ACCEPTED = {"yes": "Accepted", "no": "Refused"}
SIDES = {"ours": "We owe it", "theirs": "They owe it"}
STEPS = {"done": "Done", "today": "Here today", "ahead": "Ahead"}
UNKNOWN = Shown("not known", "blank")
_DAYS = frozenset({"When", "Asked on", "Due", "Sent on", "Done on"})
_WIDTHS = (15.0, 46.0, 42.0, 13.0, 14.0, 11.5, 13.0, 18.0)


def write_discovery(page: Sheet, sheet: HandoffSheet) -> None:
    """Write one named table for each of them; a cell that nobody can fill says so."""
    page.title("Discovery", "What they told us: answers, scope, systems, documents, pilot, the way to their yes.")
    page.widths(*_WIDTHS)
    for part in (_answers, _questions, _scope, _systems, _documents, _pilot, _steps):
        first = page.row
        part(page, sheet)
        page.keep_together(first)


def _answers(page: Sheet, sheet: HandoffSheet) -> None:
    page.heading("Answers", 8)
    columns = _columns("Topic", "Question", "Answer", "Value", "Who said it", "When", "Certainty", "Proves")
    rows = [
        (
            GATES.get(row.topic, row.topic.replace("_", " ").capitalize()),
            row.question,
            row.answer or UNKNOWN,
            row.value if row.value != row.answer else "",
            row.who,
            whole(row.at),
            CERTAINTY.get(row.certainty, row.certainty),
            row.proves,
        )
        for row in sheet.discovery
    ]
    page.table("Answers", columns, rows, none="nothing answered yet")


def _scope(page: Sheet, sheet: HandoffSheet) -> None:
    page.heading("Scope: what they want tested, and how it goes today", 8)
    columns = _columns(
        *("Method", "Test, panel or module", "Sample, container, sites", "Now a month", "Expected"),
        *("Hours needed", "Hours today", "Time counts from"),
    )
    page.table("Scope", columns, [_scope_row(line) for line in sheet.scope], none="no scope written down")


def _scope_row(line: ScopeLine) -> tuple[object, ...]:
    sample = "; ".join(filter(None, (line.sample, line.container, line.sites)))
    return (
        line.status or UNKNOWN,
        line.test,
        sample or UNKNOWN,
        _range(line.now_low, line.now_high),
        _range(line.expected_low, line.expected_high),
        UNKNOWN if line.hours_needed is None else Shown(line.hours_needed, "number"),
        UNKNOWN if line.hours_today is None else Shown(line.hours_today, "number"),
        line.measured_from or UNKNOWN,
    )


def _range(low: int | None, high: int | None) -> object:
    if low is None and high is None:
        return UNKNOWN
    if None in (low, high) or low == high:
        return Shown(high if low is None else low, "int")
    return Shown(f"{low:,} to {high:,}", "word right")


def _systems(page: Sheet, sheet: HandoffSheet) -> None:
    page.heading("Systems: how orders and results travel", 8)
    rows = [(label, value or UNKNOWN) for label, value in sheet.integration if value or label != "Note"]
    page.table("Systems", _columns("What", "As they said"), rows, none="not asked yet")


def _documents(page: Sheet, sheet: HandoffSheet) -> None:
    page.heading("Documents: what one side asked the other for", 8)
    columns = _columns("State", "Document", "Version, note", "Who owes it", "Asked on", "Due", "Sent on", "Accepted")
    today = sheet.created_at.date()
    rows = [
        (
            *(_document_state(line, today), line.name if line.name else line.kind, _noted(line)),
            *(SIDES.get(line.owed_by, line.owed_by), line.asked_on, line.due, line.sent_on),
            ACCEPTED.get(line.accepted, ""),
        )
        for line in sheet.documents
    ]
    page.table("Documents", columns, rows, none="none asked for")


def _document_state(line: DocumentLine, today: object) -> Shown:
    if line.accepted:
        return Shown(ACCEPTED[line.accepted], "good" if line.accepted == "yes" else "bad")
    if line.sent_on:
        return Shown("Sent", "good")
    late = line.due is not None and str(line.due) < str(today)
    return Shown("Overdue", "bad") if late else Shown("Waiting", "word")


def _noted(line: DocumentLine) -> str:
    kind = line.kind if line.name else ""
    return "; ".join(filter(None, (kind, line.version, line.note)))


def _pilot(page: Sheet, sheet: HandoffSheet) -> None:
    page.heading("Pilot", 8)
    rows = _pilot_rows(sheet.pilot) if sheet.pilot is not None else []
    page.table("Pilot", _columns("What", "As far as it is known"), rows, none="no pilot planned")


def _pilot_rows(pilot: PilotLine) -> list[tuple[object, ...]]:
    days = (day.isoformat() if day else "not known" for day in (pilot.starts_on, pilot.ends_on))
    facts: tuple[tuple[str, object], ...] = (
        ("State", pilot.state),
        ("Goal", pilot.goal),
        ("Dates", " to ".join(days) if pilot.starts_on or pilot.ends_on else ""),
        ("Sites", pilot.sites),
        ("Samples", "" if pilot.samples is None else f"{pilot.samples:,}"),
        ("Passes when", "\n".join(pilot.criteria)),
        ("Who judges", pilot.judge),
        ("Before it begins", "\n".join(pilot.conditions)),
        ("If it passes", pilot.if_passes),
        ("Still lacking", "\n".join(pilot.lacks) or "nothing, it could be agreed"),
    )
    return [(label, value or UNKNOWN) for label, value in facts]


def _steps(page: Sheet, sheet: HandoffSheet) -> None:
    page.heading("The way to their yes", 8)
    columns = _columns("State", "Approval", "Note", "Owner", "Due", "Done on")
    page.table("Decision", columns, [_step_row(line) for line in sheet.steps], none="not asked yet")


def _step_row(line: StepLine) -> tuple[object, ...]:
    style = {"done": "good", "today": "strong"}.get(line.state, "word")
    state = Shown(STEPS.get(line.state, line.state), style)
    return state, line.step, line.note, line.owner or UNKNOWN, line.due or UNKNOWN, line.done_on


def _questions(page: Sheet, sheet: HandoffSheet) -> None:
    page.heading("Questions to ask next", 8)
    questions = [(number, question) for number, question in enumerate(sheet.questions, 1)]
    page.table("Questions", _columns("No.", "Ask them"), questions)


def _columns(*headers: str) -> tuple[Column, ...]:
    """Columns on the grid that all tables of the sheet share; days by the words of their headers."""
    kinds = ("text", "long", "long", "text", "text", "text", "text", "text")
    return tuple(
        Column(header, "date" if header in _DAYS else kinds[at], _WIDTHS[at]) for at, header in enumerate(headers)
    )


def write_answers(page: Sheet, sheet: HandoffSheet) -> None:
    """Write the answers alone, as packages of the first form have them."""
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
