"""A review that came back from the meeting: what was typed into it, line by line, before any of it is taken (WR9)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from app.language import tr, tr_many
from app.services.review_decisions import look_at_decisions, take_decisions
from app.services.review_reading import SAME, UNCLEAR, ReadLine, ReadReview
from app.ui import theme
from app.ui.bench import Bench
from app.ui.review.decision_columns import READ_BACK
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.own_keys import ENTER, OwnKeys, plain
from app.ui.widgets.text import button, column, label, row

KEY = "review/read_back"


class ReadingBack(QFrame):
    """One workbook in hand; Enter takes what is in it as one act, Esc leaves it."""

    left = Signal()  # nothing is in hand any more: the keyboard goes back to the list
    shown = Signal()  # something is in hand now

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self._bench = bench
        self.path: Path | None = None
        self.found: ReadReview | None = None
        self._waiting: list[Path] = []
        self._taking: Path | None = None  # is on its way: it is taken once
        self.heading = label("", bold=True, wrap=True)
        self.says = label("", tone="muted", wrap=True)
        self.table = HeldTable(READ_BACK, self)
        self.view = RowView(self.table, tr("What was typed into the workbook"))
        self.accept = button(tr("Take it"), part="main", name=tr("Take the decisions"))
        self.again = button(tr("Look again"), "refresh")
        self.leave = button(tr("Leave it"))
        self.accept.clicked.connect(self._take)
        self.again.clicked.connect(lambda: self._look())
        self.leave.clicked.connect(self.put_away)
        OwnKeys(self.view, plain(*ENTER, Qt.Key.Key_Escape), lambda event: self._on_key(event.key()))
        for one in (self.accept, self.again, self.leave):
            OwnKeys(one, plain(Qt.Key.Key_Escape), lambda _: self.put_away())
        acts = row(self.heading, self.again, self.leave, self.accept)
        acts.setStretch(0, 1)
        whole = column(acts, self.says, self.view, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.hide()

    def choose(self) -> None:
        """Ask for a workbook, and look at it."""
        kinds = ";;".join((tr("Returned review (*.xlsx *.xlsm *.xls *.xlsb *.ods)"), tr("All files (*)")))
        path, _ = QFileDialog.getOpenFileName(self, tr("Read back a workbook"), str(Path.home()), kinds)
        if path:
            self.look([Path(path)])

    def look(self, paths: Sequence[Path]) -> None:
        """Read the first of these; the others come when it is taken or left."""
        self._waiting = list(dict.fromkeys(paths))
        self._next()

    @property
    def holds_input(self) -> bool:
        """True while a workbook is in hand that nobody has taken or left."""
        return self.path is not None

    def put_away(self) -> None:
        """Leave what is in hand; the file stays where it is."""
        self._next()

    def _next(self) -> None:
        self.path, self.found = (self._waiting.pop(0) if self._waiting else None), None
        if self.path is None:
            self._bench.runner.drop(KEY)  # it may be read still: nobody waits for it
            self.hide()
            self.left.emit()
        else:
            self._look()

    def _look(self) -> None:
        if self.path is not None:
            self._bench.ask(look_at_decisions, self.path, then=self._draw, failed=self._refused, key=KEY)

    def _refused(self, error: Exception) -> None:
        """It is none, or not of here: nothing of it stays in hand."""
        self._bench.problems.show(error)
        self._next()

    def _draw(self, found: ReadReview) -> None:
        assert self.path is not None
        self.found = found
        taken = len(found.taken)
        unclear = sum(line.state == UNCLEAR for line in found.lines)
        same = sum(line.state == SAME for line in found.lines)
        self.heading.setText(tr("{file}: the review of {week}", file=self.path.name, week=found.week))
        parts = [
            tr_many("{count} line to take", "{count} lines to take", taken),
            tr_many("{count} not clear", "{count} not clear", unclear) if unclear else "",
            tr_many("{count} as it is", "{count} as they are", same) if same else "",
        ]
        nothing = tr("Nothing was typed into it: fill in its shaded cells and save it.")
        self.says.setText(" · ".join(part for part in parts if part) if found.lines else nothing)
        self.table.show_rows(sorted(found.lines, key=_weight))
        self.view.setVisible(bool(found.lines))
        if found.lines:
            self.view.selectRow(0)
        self.accept.setText(tr_many("Take {count} line", "Take {count} lines", taken))
        self.accept.setAccessibleName(self.accept.text())
        self.accept.setVisible(bool(taken) and not self._bench.read_only)
        self.again.setVisible(not taken or bool(unclear))
        self._bench.toast.hide()
        self.show()
        self.shown.emit()
        (self.view if found.lines else self.leave).setFocus()

    def _on_key(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self.put_away()
        elif self.accept.isVisible():
            self._take()

    def _take(self) -> None:
        path = self.path
        if path is None or path == self._taking or self.found is None or not self.found.taken:
            return
        self._taking = path
        taken, refused = partial(self._taken, path), partial(self._not_taken, path)
        self._bench.do(take_decisions, path, self.found.week, then=taken, failed=refused)

    def _taken(self, path: Path, changed: Any) -> None:
        self._let_go(path)
        if self.path == path:  # else it was left meanwhile, and another one is in hand
            self._next()

    def _not_taken(self, path: Path, error: Exception) -> None:
        self._let_go(path)
        self._bench.problems.show(error)

    def _let_go(self, path: Path) -> None:
        if self._taking == path:
            self._taking = None


def _weight(line: ReadLine) -> int:
    """What is taken stands first, then what is not clear; what is known already last."""
    return 2 if line.state == SAME else 1 if line.state == UNCLEAR else 0
