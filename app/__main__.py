"""Where the program begins: the window, or a verb of the command line. Neither of them knows the other."""

import sys
from collections.abc import Sequence
from pathlib import Path

_FOR_THE_WINDOW = frozenset({"--sample", "--read-only", "--exit-after-paint"})
_FOR_THE_PARSER = frozenset({"-h", "--help", "--version"})
INTAKE_WORKER = "intake-worker"  # how a bundled program starts itself to read a workbook
JUDGING_WORKER = "judging-worker"  # and to judge many leads


def main(argv: Sequence[str] | None = None) -> int:
    """Run Assay with these words (those of the process where none are given) and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == [INTAKE_WORKER]:
        from app.intake.workbooks import worker

        return worker.main(words[1:])
    if words[:1] == [JUDGING_WORKER]:
        from app.services import judging_apart

        return judging_apart.main(words[1:])
    if is_for_the_window(words):
        from app.bootstrap import run_window

        return run_window(words)
    from app.bootstrap import painters
    from app.cli import run

    return run(words, painters())


def is_for_the_window(words: Sequence[str]) -> bool:
    """True for no words at all, for options of the window, and for one workspace; everything else is a verb."""
    if not words:
        return True
    if _FOR_THE_PARSER.intersection(words):
        return False
    if Path(words[0]).suffix == ".assay":  # no verb is called so; the window need not wait for the verbs
        return True
    from app.cli.parser import VERBS

    if words[0] in VERBS:
        return False
    if _FOR_THE_WINDOW.intersection(words) or words[0] == "--by":
        return True
    return not words[0].startswith("-") and Path(words[0]).exists()


if __name__ == "__main__":
    sys.exit(main())
