"""Rows that did not come in, saved as a workbook: asked for where, then written by the desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.counting import counted
from app.language import tr
from app.ui.bench import Bench
from app.ui.pages.importing.words import WORKBOOKS


def save_errors(bench: Bench, parent: QWidget, write: Callable[..., Any], *what: Any) -> None:
    """Ask for a file and write the rows into it; `write` is a question of the desk and `what` it is asked about."""
    proposed = str(Path.home() / tr("Rows to correct.xlsx"))
    path, _ = QFileDialog.getSaveFileName(parent, tr("Save the rows that did not come in"), proposed, tr(WORKBOOKS))
    if not path:
        return

    def say(written: Any) -> None:
        bench.toast.say(
            tr(
                "{rows} saved to {name}; correct and import it again.",
                rows=counted(written.rows, "row"),
                name=written.path.name,
            )
        )

    bench.ask(write, *what, Path(path), then=say, key="errors")
