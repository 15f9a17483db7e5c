"""Import: the plan shown, and done unless it was only to be shown."""

from argparse import Namespace
from pathlib import Path

from app.cli.finding import word_of
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.problems import Problem
from app.intake.choices import Choices
from app.services.imports import ImportChoices, ImportPlan, ImportResult, as_document, commit_import, plan_import
from app.services.replies import is_reply
from app.services.work import Work

SHOWN = 20  # rows of each kind that people are shown
_WORDS = {
    "create": "new",
    "update": "updated",
    "signal": "with a new signal",
    "skip": "with nothing new",
    "doubtful": "doubtful, left aside",
    "reject": "rejected",
}


def import_(args: Namespace, out: Output) -> None:
    """Plan an import and do it. Raises Problem where a file is refused, or asks something that no option settles."""
    returned = next((path for path in args.files if is_reply(path)), None)
    if returned is not None:
        raise Problem(f"{returned.name} is a returned handoff, not a list of leads; take it with `assay reply`.")
    with to_look(args) if args.dry_run else to_change(args) as desk:
        plan = desk.ask(plan_import, _files(args.files), desk.ask(_choices, args))
        stop = _stops(plan)
        changed = None
        if not args.dry_run and stop is None:
            changed = desk.do(commit_import, plan)
    document = as_document(plan)
    if not args.dry_run:
        document["action"] = changed.action if changed else None
    out.document(document)
    _print_plan(plan, out)
    if stop is not None and not (args.dry_run and (args.json or plan.questions)):
        raise stop
    if changed is not None and isinstance(changed.outcome, ImportResult):
        out.say(f"Imported as action {changed.action}; `assay undo W {changed.action}` takes it back.")


def _files(paths: list[Path]) -> list[Path]:
    """Each file once, in the order given."""
    return list(dict.fromkeys(path.resolve() if path.exists() else path for path in paths))


def _choices(work: Work, args: Namespace) -> ImportChoices:
    """What the options settle; a service line is one of the playbook's, a source may be a new word."""
    line = ""
    if args.service_line:
        line, known = word_of(work.playbook.service_lines, args.service_line)
        if not known:
            lines = ", ".join(entry.id for entry in work.playbook.service_lines)
            raise Problem(f"'{args.service_line}' is not a service line of this playbook; choose one of {lines}.")
    source = word_of(work.playbook.words("source"), args.source)[0] if args.source else ""
    reading = Choices(
        encoding=args.encoding,
        delimiter=args.delimiter,
        sheet=args.sheet,
        header_record=args.header,
        mapping=dict(args.map),
        date_order=args.date_order,
    )
    defaults = {"service_line": line, "source": source, "campaign": args.campaign}
    return ImportChoices(reading=reading, defaults={name: value for name, value in defaults.items() if value})


def _stops(plan: ImportPlan) -> Problem | None:
    """Why the plan cannot be done as it is, with the option that settles it."""
    refused = [file for file in plan.undecided if file.outcome.value == "refuse"]
    if refused:
        return Problem("; ".join(f"{file.path.name}: {file.reason}" for file in refused))
    if plan.undecided:
        questions = [question for file in plan.undecided for question in file.questions]
        asked = "; ".join(f"{question} ({settled_by(question)})" for question in questions)
        return Problem(f"Nothing was imported. Decide first: {asked}")
    return None


def settled_by(question: str) -> str:
    """The option that answers a question of the importer."""
    if "encoding" in question:
        return "--encoding utf-8, --encoding windows-1252 ..."
    if "day or the month" in question:
        return "--date-order dmy or --date-order mdy"
    if "row of values" in question:
        return "--header N for the record that names the columns, or --map FIELD=COLUMN"
    return "--map FIELD=COLUMN, with a column's name or its number from 0"


def _print_plan(plan: ImportPlan, out: Output) -> None:
    for file in plan.files:
        _print_file(plan, file.path, out)
    total = sum(plan.counts.values())
    counts = ", ".join(f"{plan.counts[act]} {word}" for act, word in _WORDS.items() if plan.counts[act])
    out.say(f"{total} {'row' if total == 1 else 'rows'}: {counts or 'nothing to import'}.")
    for act in ("reject", "doubtful"):
        rows = [row for row in plan.rows if row.act == act]
        for row in rows[:SHOWN]:
            out.say(f"  {_WORDS[act].partition(',')[0]}: record {row.record} of {row.file}: {row.reason}")
        if len(rows) > SHOWN:
            out.say(f"  and {len(rows) - SHOWN} more; --json lists every row")


def _print_file(plan: ImportPlan, path: Path, out: Output) -> None:
    file = next(one for one in plan.files if one.path == path)
    about = ", ".join(part for part in (file.format, file.encoding or "", _named(file.delimiter)) if part)
    out.say(f"{path.name} ({about})")
    if file.outcome.value == "refuse":
        out.say(f"  refused: {file.reason}")
        return
    for table in file.tables:
        if table.primary:
            title = f"{table.name}: " if table.name else ""
            out.say(f"  {title}{table.data_rows} rows of leads")
            fields = [
                (field, f"← {mapped.column or f'column {mapped.index}'}") for field, mapped in table.mapping.items()
            ]
            out.pairs(fields, indent=4)
            if table.unmapped:
                out.say(f"    kept as extra facts: {', '.join(map(str, table.unmapped))}")
    for kind, sentences in (("note", file.said), ("warning", file.warnings), ("question", file.questions)):
        for sentence in sentences:
            settle = f" ({settled_by(sentence)})" if kind == "question" else ""
            out.say(f"  {kind}: {sentence}{settle}")


def _named(delimiter: str | None) -> str:
    return {"\t": "tab", None: ""}.get(delimiter, f"“{delimiter}”")
