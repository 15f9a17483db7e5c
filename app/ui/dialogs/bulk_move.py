"""One reason for many leads: where they go, what was learned, what happens next; then who was left behind and why."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QPlainTextEdit, QWidget

from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.language import number, tr
from app.services.moves import move_many
from app.ui import theme
from app.ui.bench import Bench
from app.ui.strips.strip import line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.text import button, column, label, row


class BulkMoveDialog(QDialog):
    """Every lead passes the same gate; the ones it stops are listed with their reasons."""

    def __init__(self, bench: Bench, lead_ids: list[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Move leads"))
        self._bench, self._ids = bench, lead_ids
        book = bench.playbook
        self.target = QComboBox()
        self.target.setAccessibleName(tr("Where to"))
        for path in book.paths:
            self.target.addItem(path.label, ("path", path.id))
        for stage in Stage:
            self.target.addItem(tr("{label} (stage)", label=stage.label), ("stage", stage))
        self.learned, self.next = line(tr("What was learned")), line(tr("What happens next"))
        self.due, self.owner = DateField(tr("Date of the next step")), line(tr("Owner"), bench.by)
        self.owner.setText(bench.by)
        form = QFormLayout()
        for words, field in (
            (tr("Where to"), self.target),
            (tr("Learned"), self.learned),
            (tr("Next"), self.next),
            (tr("Date"), self.due),
            (tr("Owner"), self.owner),
        ):
            form.addRow(words, field)
        self.result_text = QPlainTextEdit()
        self.result_text.setReadOnly(True)
        self.result_text.setAccessibleName(tr("Leads that were not moved"))
        self.result_text.hide()
        self.problem = label("", tone="bad", wrap=True)
        self.act, self.leave = (
            button(tr("Move {count} leads", count=number(len(lead_ids))), part="main"),
            button(tr("Cancel")),
        )
        self.act.setDefault(True)
        self.act.clicked.connect(self.commit)
        self.leave.clicked.connect(self.reject)
        self.setLayout(
            column(
                label(tr("Move {count} leads with one reason", count=number(len(lead_ids))), theme.LEAD, bold=True),
                form,
                self.result_text,
                None,
                self.problem,
                row(None, self.leave, self.act),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(560), theme.px(360))

    def commit(self) -> None:
        """Move them."""
        kind, value = self.target.currentData()
        reason = Reason(self.learned.text(), self.next.text(), self.due.day, self.owner.text())
        where = {"stage": Stage(value)} if kind == "stage" else {"path": value}
        self.act.setEnabled(False)
        self._bench.do(move_many, self._ids, reason=reason, then=self._moved, failed=self._failed, **where)

    def _moved(self, changed: Any) -> None:
        blocked = changed.outcome.blocked
        if not blocked:
            self.accept()
            return
        self.problem.setText(tr("{count} stayed where they were:", count=number(len(blocked))))
        self.result_text.setPlainText("\n".join(f"{name}: {why}" for _, name, why in blocked))
        self.result_text.show()
        self.act.hide()
        self.leave.setText(tr("Close"))

    def _failed(self, error: Exception) -> None:
        self.act.setEnabled(True)
        if isinstance(error, Problem):
            self.problem.setText(error.message)
        else:
            self._bench.problems.show(error)
