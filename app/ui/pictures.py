"""Pictures: every page and main dialog with the sample workspace, at 1280 x 800, in every look, as PNG files."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from app.services.desk import Desk
from app.ui import settings, theme
from app.ui.tour import Tour

LOOKS = (("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 1.5))  # palette and size of text


def draw(
    folder: Path, desk: Callable[[Path], Desk] | None = None, looks: Sequence[tuple[str, float]] = LOOKS
) -> list[Path]:
    """Draw everything into a folder; `desk` makes the workspace, the sample one unless said otherwise."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_say)
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["assay"])
    assert isinstance(app, QApplication)
    written: dict[Path, None] = {}
    look = ""

    def save(widget: QWidget, name: str) -> None:
        path = folder / f"{name}-{look}.png"
        widget.grab().save(str(path))
        written[path] = None

    with tempfile.TemporaryDirectory() as scratch, forgetful(scratch):
        theme.apply(app, "light")
        tour = Tour(app, Path(scratch), (desk or _sample)(Path(scratch) / "Sample.assay"), save)
        try:
            for palette, scale in looks:
                look = palette if scale == 1.0 else f"{palette}-{scale:.0%}".rstrip("%")
                tour.window.dress(palette)
                tour.window.look.resize(scale)
                tour.go()
        finally:
            tour.window.close()
    return list(written)


def _say(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but not what it repeats for every window without a screen."""
    if "propagateSizeHints" not in words:
        sys.stderr.write(f"{words}\n")


def _sample(path: Path) -> Desk:
    from app.services.sample import create_sample

    return create_sample(path, by="Robin Vale")


@contextmanager
def forgetful(scratch: str) -> Iterator[None]:
    """Nothing of this is remembered, and nothing remembered changes the pictures."""
    kept = settings.folder
    settings.folder = lambda: scratch
    try:
        yield
    finally:
        settings.folder = kept
