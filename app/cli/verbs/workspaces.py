"""Workspaces themselves: made, checked, backed up."""

from argparse import Namespace
from pathlib import Path

from app.cli.clock import clock
from app.cli.opening import DOOR, to_change, to_look
from app.cli.printing import Output
from app.domain.counting import counted
from app.domain.problems import Problem
from app.services import workspaces
from app.services.desk import Desk
from app.services.overview import status


def new_(args: Namespace, out: Output) -> None:
    """Make a workspace, empty or with the sample leads."""
    path = workspaces.with_suffix(args.workspace)
    now = clock()
    if args.sample and args.playbook not in (None, "diagnostics"):
        raise Problem("The sample leads belong to the playbook diagnostics; leave --playbook out, or --sample.")
    with _made(path, args, sample=args.sample) as desk:
        view = desk.ask(status)
        workspaces.remember(desk.path, now())
    out.document(
        {
            "workspace": str(desk.path),
            "name": view.name,
            "playbook": view.playbook_title,
            "playbook_version": view.playbook_version,
            "leads": view.leads,
        }
    )
    out.say(f"Made {path} with the playbook “{view.playbook_title}”.")
    if view.leads:
        out.say(f"It holds {view.leads} sample leads.")


def _made(path: Path, args: Namespace, *, sample: bool) -> Desk:
    if sample:
        from app.services.sample import create_sample

        return create_sample(path, args.by, clock())
    return Desk.create(path, args.playbook or "diagnostics", by=args.by, now=clock(), door=DOOR)


def check_(args: Namespace, out: Output) -> None:
    """Check a workspace; raises Problem where something is wrong with it."""
    from app.services.care import check

    with to_look(args) as desk:
        view = desk.ask(check)
    out.document(
        {
            "ok": view.ok,
            "findings": view.findings,
            "remarks": view.remarks,
            "actions": view.actions,
            "head": view.head,
        }
    )
    for finding in view.findings:
        out.say(f"Fault: {finding}")
    for remark in view.remarks:
        out.say(f"Note: {remark}")
    if not view.ok:
        count = "one fault" if len(view.findings) == 1 else f"{len(view.findings)} faults"
        raise Problem(f"{args.workspace.name} has {count}; restore the newest backup, or ask for help with this list.")
    out.say(f"{args.workspace.name} is sound: {view.actions} actions, the history is whole.")


def backup_(args: Namespace, out: Output) -> None:
    """Make a verified backup, or a whole copy to be handed on; both with the attached files."""
    with to_change(args) as desk:
        made = desk.back_up("on request") if args.output is None else desk.hand_on(workspaces.with_suffix(args.output))
    counts = {"files": made.files, "files_lost": len(made.lost)}
    out.document({"file": str(made.path), "at": made.at, "size": made.size, "verified": True} | counts)
    files = f", with {counted(made.files, 'attached file')}" if made.files else ""
    out.say(
        f"{'Backed up' if args.output is None else 'Copied'} to {made.path} ({made.size:,} bytes, verified){files}."
    )
    if made.lost:
        out.say(f"{counted(len(made.lost), 'attached file')} could not be found whole; `assay check` names them.")
