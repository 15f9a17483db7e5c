"""One run of the command line: words in, an exit code out; every failure said in one line on standard error."""

import contextlib
import importlib
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any

from app.cli.painters import Painters
from app.cli.parser import read_words
from app.cli.printing import Output, one_line
from app.domain.problems import Problem, Trouble

DONE, REFUSED, WRONG_USAGE, STOPPED = 0, 1, 2, 130

MODULES = {
    "new": "workspaces",
    "check": "workspaces",
    "backup": "workspaces",
    "history": "undoing",
    "undo": "undoing",
    "redo": "undoing",
    "duplicates": "merging",
    "merge": "merging",
    "separate": "merging",
    "unmerge": "merging",
    "link": "linking",
    "import": "importing",
    "mappings": "remembering",
    "own-domains": "remembering",
    "leads": "looking",
    "people": "listing",
    "accounts": "listing",
    "handoffs": "listing",
    "imports": "listing",
    "views": "listing",
    "tag": "many",
    "bulk": "many",
    "edit": "editing",
    "search": "searching",
    "show": "showing",
    "person": "person",
    "attach": "files",
    "attachments": "files",
    "score": "scores",
    "grid": "scores",
    "calibrate": "calibrating",
    "committee": "mapping",
    "map": "mapping",
    "today": "looking",
    "answer": "qualifying",
    "move": "qualifying",
    "accept": "nurturing",
    "nurture": "nurturing",
    "touch": "qualifying",
    "signal": "qualifying",
    "calls": "calling",
    "call": "calling",
    "gap": "gaps",
    "gaps": "gaps",
    "routes": "routing",
    "pause": "routing",
    "resume": "routing",
    "handoff": "handing",
    "reply": "replying",
    "review": "sending",
    "metrics": "measuring",
    "diagnose": "measuring",
    "decisions": "deciding",
    "playbook": "method",
    "pictures": "drawing",
    "demo": "demo",
}


def run(words: Sequence[str], painters: Painters) -> int:
    """Do what the words say and return the exit code: 0 done, 1 the person can put it right, 2 wrong usage.

    The painters are handed in because the command line knows nothing of the window; verbs find them in their words.
    """
    _speak_utf8()
    return _guarded(lambda: _act(words, painters))


def _act(words: Sequence[str], painters: Painters) -> int:
    try:
        args = read_words(words)
    except SystemExit as said:  # argparse has printed the help or the usage
        _flush()
        return int(said.code or 0)
    args.painters = painters
    try:
        _verb(args.verb)(args, Output(as_json=args.json))
    except (Problem, Trouble) as refusal:
        _flush()
        _complain(refusal.message)
        return REFUSED
    _flush()
    return DONE


def _guarded(act: Callable[[], int]) -> int:
    """What an act returns; everything it may stumble over becomes an exit code and at most one line."""
    try:
        return act()
    except BrokenPipeError:  # whoever listened has heard enough
        _settle_stdout()
        return DONE
    except OSError as refusal:  # the surroundings, where nobody below could say it better
        _settle_stdout()
        where = f" ({refusal.filename})" if refusal.filename else ""
        _complain(f"{refusal.strerror or refusal}{where}; free some space or choose another place, and try again.")
        return REFUSED
    except KeyboardInterrupt:
        _complain("Stopped.")
        return STOPPED
    except Exception as bug:
        return _bug(bug)


def _verb(name: str) -> Callable[[Namespace, Output], Any]:
    module = importlib.import_module(f"app.cli.verbs.{MODULES[name]}")
    function: Callable[[Namespace, Output], Any] = getattr(module, f"{name.replace('-', '_')}_")
    return function


def _bug(bug: Exception) -> int:
    """Write a fault of the program to its log and say where; the traceback itself only for those who asked."""
    from app.cli.log import note

    where = note(bug)
    _settle_stdout()
    if os.environ.get("ASSAY_DEBUG"):
        _complain_at_length(bug)
    else:
        seen = f"the details are in {where}" if where else "set ASSAY_DEBUG=1 to see the details"
        _complain(f"This is a fault of the program, not of yours: {type(bug).__name__}; {seen}.")
    return REFUSED


def _complain_at_length(bug: Exception) -> None:
    if sys.stderr is not None:
        traceback.print_exception(bug, file=sys.stderr)


def _complain(message: str) -> None:
    if sys.stderr is not None:
        with contextlib.suppress(BrokenPipeError):
            print(one_line(message), file=sys.stderr, flush=True)


def _speak_utf8() -> None:
    """UTF-8 whatever the terminal claims; what cannot be a letter is written as an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _settle_stdout() -> None:
    """Write what is still to be written; where nobody takes it, let it go, so that the interpreter can end in peace."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        try:
            sys.stdout.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
