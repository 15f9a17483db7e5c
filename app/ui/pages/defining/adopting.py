"""The question before a draft is adopted: what changes, what it would have done, and why it is done."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from app.domain.problems import Problem
from app.language import later, tr
from app.services.drafts import adopt_draft
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.defining.changes import DifferencesView
from app.ui.pages.defining.inputs import LongInput
from app.ui.widgets.text import button, column, label, row

ABOUT = later(
    "From now on every lead is asked and judged by the new version. What was decided keeps the version it was decided "
    "under. You can take the adoption back from the history, also days later."
)


class AdoptDialog(QDialog):
    """Shows the changes and the replay in short, and asks for a note."""

    def __init__(
        self, bench: Bench, view: Any, replayed: Sequence[str], then: Callable[[Any], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Adopt the draft"))
        self._bench, self._then = bench, then
        self.differences = DifferencesView(tr("What changes"), tr("Nothing changes."), brief=True)
        self.differences.draw(view.differences)
        self.note = LongInput(tr("Why"), tr("For the colleague who reads this in a year"))
        self.note.show_value("")  # so that Esc, with nothing written, leaves the dialog
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.act = button(tr("Adopt the draft"), part="main")
        self.act.setDefault(True)
        self.act.clicked.connect(self.commit)
        leave = button(tr("Not yet"))
        leave.clicked.connect(self.reject)
        says = "\n".join(replayed[:4]) or tr("It was not replayed: press Replay first to see what it would do.")
        whole = column(
            label(tr("Adopt the draft"), theme.LEAD, bold=True),
            label(tr(ABOUT), tone="muted", wrap=True),
            self.differences,
            label(tr("Replay"), theme.FINE, tone="muted", bold=True),
            label(says, wrap=True),
            label(tr("Why"), theme.FINE, tone="muted", bold=True),
            self.note,
            self.problem,
            row(None, leave, self.act),
            edges=(theme.LARGE,) * 4,
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.resize(min(theme.px(880), 1240), min(theme.px(560), 760))
        self.note.entered.connect(self.commit)
        self.note.setFocus()

    def commit(self) -> None:
        """Adopt it, if a note says why."""
        note = self.note.read()
        if not note:
            self.refuse(Problem(tr("Write why: one sentence is enough.")))
            self.note.setFocus()
            return
        self.act.setEnabled(False)
        self._bench.do(adopt_draft, note, then=self._did, failed=self.refuse)

    def refuse(self, error: Exception) -> None:
        """Say a problem here; trouble and bugs go to those who show them."""
        self.act.setEnabled(True)
        if isinstance(error, Problem):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self._bench.problems.show(error)

    def _did(self, changed: Any) -> None:
        self.accept()
        self._then(changed)
        self.deleteLater()
