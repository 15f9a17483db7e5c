"""The start of the window: paint first, meet the heavy parts later."""

import gc
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from app.cli.painters import Painters
    from app.domain.calls.sheet import CallSheet
    from app.domain.committee.layout.sheets import Paper
    from app.domain.committee.privacy import Privacy
    from app.domain.handoff import HandoffSheet
    from app.domain.review import Review
    from app.domain.review.restating import Restated
    from app.services.committee.view import MapView

# PySide6 looks into every module that is imported after it, so what needs no window is imported before.
BEFORE_QT = ("app.services.desk", "app.services.leads", "app.services.today")
SPREADSHEETS = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
UNTIL_PAINTED = 1_000  # milliseconds


def run_window(argv: Sequence[str]) -> int:
    """Open the window, with a workspace where one is named; returns the exit code.

    `--sample` opens the sample workspace, `--read-only` opens one for looking, `--by NAME` says who acts, and
    `--exit-after-paint` says when the first rows and when all else was painted, and leaves (for measuring).
    """
    words = list(argv)
    sample, read_only, leave = _flag(words, "--sample"), _flag(words, "--read-only"), _flag(words, "--exit-after-paint")
    by = _value(words, "--by")
    path = Path(words[0]) if words else None
    if path is not None and sys.stderr is not None and (why_not := _no_workspace(path)):
        sys.stderr.write(f"{why_not}\n")
        return 1
    gc.disable()  # nothing of what a start makes is garbage, and looking for some takes a tenth of it
    for module in BEFORE_QT:
        import_module(module)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setApplicationName("assay")
    app.setApplicationDisplayName("Assay")
    from app.ui import look, theme, tongue
    from app.ui.window import Window

    tongue.put_in_force(app)
    theme.apply(app, look.palette(), look.scale())
    window = Window(by)
    window.problems.hook()
    if path is None:
        window.show_start()
        if sample:
            window.sample()
    else:
        window.open(path, read_only=read_only)
    if leave:
        _leave_after_paint(window)
    window.show()
    QTimer.singleShot(UNTIL_PAINTED, window, _collect_again)
    return app.exec()


def _no_workspace(path: Path) -> str:
    """Why a path can be no workspace, for whoever named it on a command line; what else is wrong the window says."""
    if path.is_dir():
        return f"{path} is a folder; name the workspace file in it, or start without a name."
    if not path.exists():
        return f"There is no file {path}; check the name, or make it with: assay new {path}"
    if path.suffix.casefold() in SPREADSHEETS:
        return f"{path} is a spreadsheet, not a workspace; import it into one with: assay import WORKSPACE {path}"
    return ""


def draw_pictures(folder: Path) -> list[Path]:
    """Draw every page and main dialog with the sample workspace into PNG files; returns them."""
    from app.ui.pictures import draw

    return draw(folder)


def painters() -> "Painters":
    """Everything that the command line lets be drawn by the window's side; none of it needs a display."""
    from app.cli.painters import Painters

    return Painters(draw_pictures, draw_map, paint_map, paint_call_sheet, paint_handoff_cover, paint_review)


def draw_map(view: "MapView", path: Path, privacy: "Privacy", paper: "Paper") -> list[Path]:
    """Draw the map of a committee into a file; returns what was written."""
    _application()
    from app.ui.committee.printing import write_map

    return write_map(view, path, privacy, paper)


def paint_map(view: "MapView", privacy: "Privacy") -> tuple[bytes, ...]:
    """Paint the map of a committee for a handoff at its level of privacy: its pages as PNG."""
    _application()
    from app.ui.committee.printing import map_pictures

    return map_pictures(view, privacy, "A4")


def paint_call_sheet(sheet: "CallSheet", paper: "Paper") -> bytes:
    """Paint the sheet of a call as a PDF."""
    _application()
    from app.ui.paper.call_sheet import call_sheet_pdf

    return call_sheet_pdf(sheet, paper)


def paint_handoff_cover(sheet: "HandoffSheet") -> bytes:
    """Paint the cover of a handoff as a PDF."""
    _application()
    from app.ui.paper.handoff_cover import handoff_cover_pdf

    return handoff_cover_pdf(sheet)


def paint_review(review: "Review", restated: "Restated", issued: bool) -> bytes:
    """Paint page one of a review as a PDF."""
    _application()
    from app.ui.paper.review_page import State, review_page_pdf

    return review_page_pdf(review, State(issued, restated))


@cache
def _application() -> "QCoreApplication":
    """What Qt needs as long as something is painted: that of the window, else one that stays until the process ends."""
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(sys.argv[:1])


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def _leave_after_paint(window: object) -> None:
    from app.ui.measuring import leave_after_paint

    leave_after_paint(window)


def _flag(words: list[str], name: str) -> bool:
    found = name in words
    if found:
        words.remove(name)
    return found


def _value(words: list[str], name: str) -> str:
    if name not in words:
        return ""
    at = words.index(name)
    found = words[at + 1] if at + 1 < len(words) else ""
    del words[at : at + 2]
    return found
