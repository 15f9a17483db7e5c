"""Import: the plan shown, and done unless it was only to be shown."""

import os
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.cli.asking import ask_password, can_be_asked, files_of
from app.cli.finding import word_of
from app.cli.opening import to_change, to_look, workbook
from app.cli.plan_lines import print_plan, settled_by, why_refused
from app.cli.printing import Output
from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.found import FoundFile, Outcome
from app.services.desk import Desk
from app.services.import_errors import LEFT_ASIDE, ErrorsWritten, write_plan_errors
from app.services.imports import ImportChoices, ImportPlan, ImportResult, as_document, commit_import, plan_import
from app.services.own_domains import as_domain
from app.services.replies import is_reply
from app.services.work import Work

TRIES = 3  # for a password that is typed


def import_(args: Namespace, out: Output) -> None:
    """Plan an import and do it. Raises Problem where a file is refused, or asks something that no option settles."""
    errors = workbook(args.errors) if args.errors else None
    paths = files_of(args.files)
    if errors and errors.resolve() in paths:
        raise Problem(f"{errors.name} is imported itself; write the rows to correct to another file.")
    returned = next((path for path in paths if is_reply(path)), None)
    if returned is not None:
        raise Problem(f"{returned.name} is a returned handoff, not a list of leads; take it with `assay reply`.")
    with to_look(args) if args.dry_run else to_change(args) as desk:
        plan = _opened(desk, args, paths, desk.ask(_choices, args))
        wanted = _readable(plan) if args.skip_unreadable else plan
        stop = _stops(wanted)
        # The rows to correct are written first: where that fails, nothing is imported, and all of it can be done again.
        written = _write_errors(desk, wanted, errors) if errors and stop is None else None
        changed = None
        if not args.dry_run and stop is None:
            changed = desk.do(commit_import, wanted)
    document = as_document(plan)
    if errors:
        document["errors"] = {"file": str(written.path), "rows": written.rows} if written else None
    if not args.dry_run:
        document["action"] = changed.action if changed else None
    out.document(document)
    if len(plan.files) > 1 or not _refused(plan):  # one file that is refused says why, and that is all
        print_plan(plan, out)
    if written:
        were = "row was" if written.rows == 1 else "rows were"
        out.say(f"{written.rows} {were} written to {written.path} with the reason for each; correct and import it.")
    elif errors and stop is None:
        out.say(f"No row was left aside: {errors} is not written.")
    if stop is not None and not (args.dry_run and (args.json or plan.questions)):
        raise stop
    if changed is not None and isinstance(changed.outcome, ImportResult):
        undo = f"Imported as action {changed.action}; `assay undo W {changed.action}` takes it back."
        out.say("Nothing was imported: no row says anything new." if changed.action is None else undo)


def _opened(desk: Desk, args: Namespace, paths: Sequence[Path], choices: ImportChoices) -> ImportPlan:
    """The plan; where somebody sits at a terminal, passwords that are missing or wrong are asked for."""
    plan = desk.ask(plan_import, paths, choices)
    for _ in range(TRIES):
        shut = [file.path for file in plan.files if file.wants_password]
        if not shut or args.json or not can_be_asked(args.files):
            break
        given = {path: replace(choices.reading, password=ask_password(path.name)) for path in shut}
        choices = replace(choices, by_file={**choices.by_file, **given})
        plan = desk.ask(plan_import, paths, choices)
    return plan


def _readable(plan: ImportPlan) -> ImportPlan:
    """The plan without the files that are refused: none of its rows is theirs."""
    kept = tuple(file for file in plan.files if file.outcome is not Outcome.REFUSE)
    return replace(plan, files=kept) if kept else plan


def _write_errors(desk: Desk, plan: ImportPlan, path: Path) -> ErrorsWritten | None:
    """The rows left aside, written; None where there are none."""
    if not any(plan.counts[act] for act in LEFT_ASIDE):
        return None
    return desk.ask(write_plan_errors, plan, path)


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
        not_own=frozenset(map(as_domain, args.not_own)),
        password=args.password or os.environ.get("ASSAY_PASSWORD") or None,
    )
    defaults = {"service_line": line, "source": source, "campaign": args.campaign}
    return ImportChoices(reading=reading, defaults={name: value for name, value in defaults.items() if value})


def _refused(plan: ImportPlan) -> list[FoundFile]:
    return [file for file in plan.files if file.outcome is Outcome.REFUSE]


def _stops(plan: ImportPlan) -> Problem | None:
    """Why the plan cannot be done as it is, with the option that settles it."""
    refused = _refused(plan)
    if refused:
        said = "; ".join(f"{file.path.name}: {why_refused(file)}" for file in refused)
        if len(refused) < len(plan.files):
            said += " Nothing was imported; --skip-unreadable imports the other files."
        return Problem(said)
    if plan.undecided:
        questions = [question for file in plan.undecided for question in file.questions]
        asked = "; ".join(f"{question} ({settled_by(question)})" for question in questions)
        return Problem(f"Nothing was imported. Decide first: {asked}")
    return None
