"""Calls: the list of them, the sheet of one as text, document or file, and how questions have fared."""

from argparse import Namespace
from dataclasses import fields, is_dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from app.cli.documents import plain, some
from app.cli.finding import the_account, the_lead, word_of
from app.cli.opening import to_change, to_look
from app.cli.painters import without_display
from app.cli.printing import Output
from app.domain.calls.completing import unknowns
from app.domain.calls.on_paper import outline
from app.domain.calls.sheet import CallSheet
from app.domain.calls.unknown import is_unknown
from app.domain.outline import texts
from app.domain.problems import Problem, Trouble
from app.services.calls.feedback import question_use
from app.services.calls.leaving import save_call_sheet
from app.services.calls.places import CallRow, call_rows, counts_of_calls
from app.services.calls.planning import Attendee, cancel_call, plan_call
from app.services.calls.sheet import call_of_lead, call_sheet
from app.services.desk import Desk
from app.services.touches import lead_of
from app.services.work import Changed, Work

ENDINGS = (".xlsx", ".pdf")
_ROW = (
    *("id", "when", "state", "at", "minutes", "running", "kind", "account_id", "account", "leads", "service_line"),
    *("goal", "exit_label", "theirs", "ours", "reached", "next_step", "owner", "due"),
)
_USE = ("question", "text", "asked", "answered", "counted", "led", "rate", "last_asked", "weak", "says")


def calls_(args: Namespace, out: Output) -> None:
    """The calls that pass every test, or the use of the questions."""
    with to_look(args) as desk:
        if args.questions:
            _print_use(desk, out)
            return
        wanted: dict[str, Any] = {} if args.limit is None else {"limit": args.limit}
        wanted["lead_id"] = desk.ask(the_lead, args.lead) if args.lead else None
        wanted["account_id"] = desk.ask(the_account, args.account) if args.account else None
        rows, counts = desk.ask(call_rows, args.when or "", **wanted), desk.ask(counts_of_calls)
        zone = desk.ask(lambda work: work.definitions.zone)
    out.document({"calls": [some(row, *_ROW) for row in rows], "counts": plain(counts)})
    if not rows and not out.as_json:
        out.say("No calls here. Plan one with: assay call W LEAD --plan TIME")
    lines = [(row.id, f"{row.at.astimezone(zone):%Y-%m-%d %H:%M}", row.when, row.account, *_about(row)) for row in rows]
    out.table(("No", "When", "", "With", "About", "Goal", "Exit", "Who"), lines, right=("No",))


def _about(row: CallRow) -> tuple[str, str, str, str]:
    exit_wanted = f"{row.exit_label} ({row.reached_label.lower()})" if row.reached else row.exit_label
    return ", ".join(name for _, name in row.leads), row.goal, exit_wanted, ", ".join((*row.theirs, *row.ours))


def _print_use(desk: Desk, out: Output) -> None:
    used = desk.ask(question_use)
    out.document({"questions": [some(one, *_USE) for one in used]})
    asked = [one for one in used if one.asked]
    if not asked:
        out.say("No question has been asked in a call yet.")
    out.table(
        ("Question", "Asked", "Answered", "Counted", "Proved", "Rate", "", "Words"),
        [
            (one.question, one.asked, one.answered, one.counted, one.led, _share(one.rate), _weak(one.weak), one.text)
            for one in asked
        ],
        right=("Asked", "Answered", "Counted", "Proved", "Rate"),
    )


def _share(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.0%}"


def _weak(weak: bool) -> str:
    return "weak" if weak else ""


# --- one call ---------------------------------------------------------------------------------------------------------


def call_(args: Namespace, out: Output) -> None:
    """Show the sheet of a lead's call, write it to a file, plan a call, or call one off."""
    path = _file(args.output) if args.output is not None else None
    changes = args.plan is not None or bool(args.cancel)
    with to_change(args) if changes else to_look(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        number = None if args.plan is not None else _number(desk, lead, args)
        changed = _change(desk, lead, number, args) if changes else None
        number = int(str(changed.outcome)) if changed is not None and args.plan is not None else number
        sheet = desk.ask(call_sheet, number, lead_id=lead)
        row = next((row for row in desk.ask(call_rows, lead_id=lead) if row.id == number), None)
        zone = desk.ask(lambda work: work.definitions.zone)
        files = [str(_written(args, desk, sheet, path, number, lead))] if path is not None else []
    done = {"action": changed.action, "label": changed.label} if changed is not None else {}
    call = some(row, *_ROW) if row is not None else None
    blank = [one.id for one in unknowns(sheet)]
    out.document({"lead": lead, "call": call, **done, "files": files, "unknown": blank, "sheet": _document(sheet)})
    if changed is not None:
        out.say(f"{changed.label} (call {number}, action {changed.action})")
    if files:
        out.say(f"{files[0]}: {sheet.footer.unknown} unknown")
    elif changed is None:
        _print(sheet, zone, out)


def _change(desk: Desk, lead: int, number: int | None, args: Namespace) -> Changed:
    if args.cancel:
        if number is None:
            raise Problem(f"No call with lead {lead} is planned; `assay calls` lists them.")
        return desk.do(cancel_call, number, args.cancel)
    zone = desk.ask(lambda work: work.definitions.zone)
    kind = _word(desk, "call_kind", args.kind) or "call"
    goes_with = desk.ask(_usual, lead, desk.by)
    people = [*goes_with, *(Attendee("theirs", name) for name in args.attends)]
    told = {"kind": kind, "goal": args.goal, "exit_wanted": _word(desk, "exit", args.exit), "site": args.site}
    at, minutes = args.plan.replace(tzinfo=zone), 30 if args.minutes is None else args.minutes
    return desk.do(plan_call, [lead], at, minutes, attendees=people, **told)


def _usual(work: Work, lead: int, by: str) -> list[Attendee]:
    return [Attendee("theirs", person_id=lead_of(work, lead).person_id), Attendee("ours", by)]


def _word(desk: Desk, vocabulary: str, text: str) -> str:
    return desk.ask(lambda work: word_of(work.playbook.words(vocabulary), text))[0] if text else ""


def _number(desk: Desk, lead: int, args: Namespace) -> int | None:
    """The call that is meant: the one named, else the next or last one of the lead."""
    if args.number is None:
        return desk.ask(call_of_lead, lead)
    if args.number not in [row.id for row in desk.ask(call_rows, lead_id=lead)]:
        raise Problem(f"Call {args.number} is not with lead {lead}; `assay calls` lists them.")
    number: int = args.number
    return number


def _file(path: Path) -> Path:
    if path.suffix.casefold() not in ENDINGS:
        raise Problem(f"{path.name} does not end in .xlsx or .pdf; name such a file.")
    if path.is_dir():
        raise Problem(f"{path.name} is a folder; name a file in it.")
    return path


def _written(args: Namespace, desk: Desk, sheet: CallSheet, path: Path, number: int | None, lead: int) -> Path:
    if path.suffix.casefold() == ".xlsx":
        return desk.ask(save_call_sheet, path, number, lead_id=lead, paper=args.paper)
    from app.exports.saving import write_whole

    without_display()
    try:
        painted = args.painters.call_sheet(sheet, args.paper)
    except ImportError as missing:
        raise Trouble(f"The sheet cannot be painted on this machine: {missing}; write an .xlsx instead.") from missing
    write_whole(path, lambda file: file.write(painted))
    return path


def _document(value: Any) -> Any:
    """A sheet as one document; what is not known is null."""
    if is_unknown(value):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _document(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [_document(one) for one in value]
    return plain(value)


def _print(sheet: CallSheet, zone: tzinfo, out: Output) -> None:
    for heading, lines in texts(outline(sheet, zone)):
        out.say("", heading, *(f"  {line}" for line in lines))
