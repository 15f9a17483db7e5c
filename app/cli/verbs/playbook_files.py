"""Playbooks as files on the command line: exported, written out to be read, and checked."""

from argparse import Namespace
from pathlib import Path

from app.cli.documents import some
from app.cli.opening import to_look, workbook
from app.cli.printing import Output
from app.domain.playbook import Playbook
from app.domain.problems import Problem
from app.intake.documents.playbook_file import FaultyPlaybook
from app.services.desk import Desk
from app.services.playbook_files import TEXTS, definitions_in, export_definitions, export_playbook, read_definition_file
from app.services.question_bank import export_questions


def export(args: Namespace, out: Output) -> None:
    """Write the playbook as a file that can be changed and taken back."""
    path = _file(args.output)
    with to_look(args) as desk:
        path = desk.ask(export_playbook, path, args.version)
        version = desk.ask(lambda work: work.playbook.version) if args.version is None else args.version
    out.document({"file": str(path), "version": version})
    out.say(f"Version {version} written to {path}; `assay playbook check {path}` says whether it is sound.")


def definitions(args: Namespace, out: Output) -> None:
    """Write the definitions as a workbook to read."""
    path = workbook(args.output)
    with to_look(args) as desk:
        path = desk.ask(export_definitions, path, args.version)
        version = desk.ask(lambda work: work.playbook.version) if args.version is None else args.version
    out.document({"file": str(path), "version": version})
    out.say(f"The definitions of version {version} written to {path}.")


def questions(args: Namespace, out: Output) -> None:
    """Write the questions as a workbook that is taken back as a playbook."""
    path = workbook(args.output)
    with to_look(args) as desk:
        path = desk.ask(export_questions, path)
        count = desk.ask(lambda work: len(work.playbook.questions))
    out.document({"file": str(path), "questions": count})
    out.say(f"{count} questions written to {path}; change them there, then `assay playbook draft W --take {path}`.")


def check(args: Namespace, out: Output) -> None:
    """Check a file of definitions; raises FaultyPlaybook after every fault was listed."""
    try:
        found = read_definition_file(args.file)
    except FaultyPlaybook as faulty:
        out.document({"ok": False, "file": args.file.name, "faults": faulty.faults})
        _list(args.file, faulty, out)
        raise
    head = some(found.playbook, "name", "title", "version")
    out.document({"ok": True, "file": args.file.name, **head, "faults": [], "said": found.said})
    title, version = found.playbook.title, found.playbook.version
    out.say(f"{args.file.name} is sound: {title}, version {version}.", counts(found.playbook))
    out.say(*(f"  {sentence}" for sentence in found.said))


def taken(desk: Desk, path: Path, out: Output) -> Playbook:
    """The playbook of a file for a workspace, with what is to be known about it said beside the result.

    Raises FaultyPlaybook after every fault was listed.
    """
    try:
        found = desk.ask(definitions_in, path)
    except FaultyPlaybook as faulty:
        _list(path, faulty, out)
        raise
    for sentence in found.said:
        out.warn(sentence)
    return found.playbook


def counts(playbook: Playbook) -> str:
    """How much a playbook holds."""
    return (
        f"  {len(playbook.service_lines)} service lines, {len(playbook.criteria)} criteria, "
        f"{len(playbook.questions)} questions, {len(playbook.routes)} routes."
    )


def _list(path: Path, faulty: FaultyPlaybook, out: Output) -> None:
    for fault in faulty.faults:
        out.say(f"{path.name}: {fault}")


def _file(path: Path) -> Path:
    """Where a playbook goes. Raises Problem for a name of another kind of file, so that none is written over."""
    if not path.suffix:
        path = path.with_name(f"{path.name}.yaml")
    if path.suffix.casefold() not in (*TEXTS, ".xlsx"):
        raise Problem(f"{path.name} must end in .yaml for a text that people can change, or in .xlsx for a workbook.")
    return path
