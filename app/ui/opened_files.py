"""Opening an attached file: a copy of it, with the program that the system has for it; risky kinds are asked about."""

import atexit
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.problems import Trouble
from app.language import tr
from app.services.opened_copies import open_copy
from app.ui import theme
from app.ui.bench import Bench
from app.ui.widgets.text import button, column, label, row


def open_file(bench: Bench, file: Any, parent: QWidget) -> None:
    """Open a copy of an attached file; one of a kind that can do harm only once somebody said so."""
    act = partial(_ask_for_copy, bench, file.id)
    if file.risk:
        RiskDialog(file, act, parent).open()
    else:
        act()


class RiskDialog(QDialog):
    """Names the kind of a file that can do harm; leaving it closed is what Enter means."""

    def __init__(self, file: Any, act: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Open {file}?", file=file.name))
        words = tr(
            "{file} is {kind} and can do harm on this computer. {by} attached it. "
            "Open it only if you know what it does.",
            file=file.name,
            kind=tr(file.risk),
            by=file.by,
        )
        self.leave = button(tr("Leave it closed"), part="main")
        self.leave.setDefault(True)
        self.leave.clicked.connect(self.reject)
        self.act = button(tr("Open it"))
        self.act.clicked.connect(self.accept)
        self.accepted.connect(act)
        said = label(words, wrap=True)
        said.setMinimumWidth(theme.px(340))
        self.setLayout(column(said, row(None, self.act, self.leave), space=theme.MIDDLE, edges=(theme.LARGE,) * 4))
        self.leave.setFocus()


def _ask_for_copy(bench: Bench, attachment_id: int) -> None:
    folder = Path(mkdtemp(dir=_copies().name))  # one of its own, so that the copy has the name of the file
    bench.ask(open_copy, attachment_id, folder, then=partial(_open, bench), key="open file")


def _open(bench: Bench, copy: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        bench.problems.show(
            Trouble(
                tr("This computer has no program that opens {file}; a copy is at {path}.", file=copy.name, path=copy)
            )
        )


@cache
def _copies() -> "TemporaryDirectory[str]":
    """Where copies lie while the program runs; gone when it ends, but for what another program still holds."""
    made = TemporaryDirectory(prefix="assay-", ignore_cleanup_errors=True)
    atexit.register(made.cleanup)
    return made
