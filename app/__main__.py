"""Where the program begins: the window, or a verb of the command line. Neither of them knows the other."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.committee.layout.sheets import Paper
    from app.domain.committee.privacy import Privacy
    from app.services.committee.view import MapView

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
    from app.cli import run

    return run(words, _draw, _draw_map, _paint_map)


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


def _draw(folder: Path) -> Sequence[Path]:
    from app.bootstrap import draw_pictures

    return draw_pictures(folder)


def _draw_map(view: "MapView", path: Path, privacy: "Privacy", paper: "Paper") -> Sequence[Path]:
    from app.bootstrap import draw_map

    return draw_map(view, path, privacy, paper)


def _paint_map(view: "MapView") -> Sequence[bytes]:
    from app.bootstrap import paint_map

    return paint_map(view)


if __name__ == "__main__":
    sys.exit(main())
