"""Pictures of every page, drawn by whoever knows the window."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.cli.painters import without_display
from app.cli.printing import Output
from app.domain.problems import Problem, Trouble


def pictures_(args: Namespace, out: Output) -> None:
    """Draw every page and main dialog into a folder."""
    if args.folder.exists() and not args.folder.is_dir():
        raise Problem(f"{args.folder} is a file; name a folder for the pictures.")
    try:
        drawn = drawn_into(args, args.folder)
    except ImportError as missing:
        raise Trouble(f"The window cannot be drawn on this machine: {missing}.") from missing
    except OSError as refused:
        raise Trouble(f"{args.folder} cannot be written ({refused.strerror}); name another folder.") from refused
    out.document({"folder": str(args.folder), "files": [str(path) for path in drawn]})
    out.say(f"{len(drawn)} pictures in {args.folder}.")


def drawn_into(args: Namespace, folder: Path) -> Sequence[Path]:
    """Draw every page, also where there is no display. Raises ImportError without Qt."""
    without_display()
    drawn: Sequence[Path] = args.painters.pictures(folder)
    return drawn
