"""Opening a workspace for a verb: to look, which disturbs nobody, or to change, which needs it alone."""

from argparse import Namespace
from pathlib import Path

from app.cli.clock import clock
from app.domain.problems import Problem
from app.services.desk import Busy, Desk

DOOR = "command_line"


def to_look(args: Namespace) -> Desk:
    """The workspace, read only: also while the window has it open."""
    return Desk.open(found(args.workspace), by=args.by, now=clock(), read_only=True, door=DOOR)


def to_change(args: Namespace) -> Desk:
    """The workspace, to write to it."""
    try:
        return Desk.open(found(args.workspace), by=args.by, now=clock(), door=DOOR)
    except Busy as busy:
        raise Problem(
            f"{args.workspace.name} is open in another window or program; close it there and try again "
            "(leads, show, today, history and check work meanwhile, they only read)."
        ) from busy


def found(path: Path) -> Path:
    """The file a person means who leaves out the ending."""
    if path.suffix or path.exists():
        return path
    whole = path.with_name(f"{path.name}.assay")
    return whole if whole.exists() else path


def workbook(path: Path) -> Path:
    """Where a workbook goes. Raises Problem for a name that is not one, so that no other file is written over."""
    if not path.suffix:
        path = path.with_name(f"{path.name}.xlsx")
    if path.suffix.casefold() != ".xlsx":
        raise Problem(f"{path.name} does not end in .xlsx; what is written is an Excel workbook.")
    if path.is_dir():
        raise Problem(f"{path.name} is a folder; name a file in it.")
    return path
