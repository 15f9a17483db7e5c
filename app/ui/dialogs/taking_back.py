"""What an undo would leave alone because it was edited since, listed before it happens; the person chooses."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from app.language import tr
from app.services.undoing import undo
from app.ui import theme
from app.ui.bench import Bench
from app.ui.widgets.text import button, column, label, row


def take_back(bench: Bench, action: int, parent: QWidget, then: Callable[[Any], None] = lambda changed: None) -> None:
    """Undo an act; where something was edited since, ask first what should become of that."""

    def do(*, edits_too: bool) -> None:
        bench.do(undo, action, edits_too=edits_too, then=then)

    def rehearsed(changed: Any) -> None:
        if changed.kept:
            TakingBackDialog(changed, do, parent).open()
        else:
            do(edits_too=False)

    bench.runner.call(bench.runner.desk.rehearse, undo, action, then=rehearsed, failed=bench.problems.show)


class TakingBackDialog(QDialog):
    """Keep the edits (Enter), take them back too, or leave everything as it is (Esc)."""

    def __init__(self, changed: Any, do: Callable[..., None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(changed.label)
        self._do_it = do
        self.kept = QListWidget()
        self.kept.setAccessibleName(tr("What would be kept"))
        self.kept.setWordWrap(True)
        self.kept.addItems(list(changed.kept))
        self.keep = button(tr("Undo, and keep these"), part="main")
        self.keep.setDefault(True)
        self.too = button(tr("Take these back as well"))
        leave = button(tr("Cancel"))
        self.keep.clicked.connect(partial(self._do, edits_too=False))
        self.too.clicked.connect(partial(self._do, edits_too=True))
        leave.clicked.connect(self.reject)
        takes = ", ".join(changed.outcome.takes) or tr("nothing that still stands")
        self.setLayout(
            column(
                label(changed.label, theme.LEAD, bold=True, wrap=True),
                label(tr("It would take back {takes}. These would be kept:", takes=takes), wrap=True),
                self.kept,
                row(leave, None, self.too, self.keep),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(640), theme.px(360))
        self.keep.setFocus()

    def _do(self, _: bool = False, *, edits_too: bool) -> None:
        self.accept()
        self._do_it(edits_too=edits_too)
