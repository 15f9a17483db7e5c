"""Pictures of every page, drawn by whoever knows the window."""

import os
from argparse import Namespace

from app.cli.printing import Output
from app.domain.problems import Problem


def pictures_(args: Namespace, out: Output) -> None:
    """Draw every page and main dialog into a folder."""
    if args.folder.exists() and not args.folder.is_dir():
        raise Problem(f"{args.folder} is a file; name a folder for the pictures.")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    drawn = args.draw(args.folder)
    out.document({"folder": str(args.folder), "files": [str(path) for path in drawn]})
    out.say(f"{len(drawn)} pictures in {args.folder}.")
