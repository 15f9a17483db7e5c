"""Nurture due: who is to hear something next, who must not be written to and why, and one act for all that went out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget

from app.domain.consent import SAYS
from app.domain.problems import Problem
from app.language import later, number, tr
from app.services.nurture_file import save_nurture_list
from app.services.nurturing import log_nurture, nurture_list
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, label, row

AHEAD = ((later("Due today"), 0), (later("Due within a week"), 7), (later("Due within a month"), 31))
FILES = later("Excel workbook (*.xlsx);;Text, comma separated (*.csv)")

COLUMNS = (
    Column("person", later("Person"), 150, lambda one: one.person, "strong"),
    Column("account", later("Account"), 150, lambda one: one.account),
    Column("next", later("Content to send"), 240, lambda one: one.next, stretch=True, tip=lambda one: one.next),
    Column("track", later("Track"), 130, lambda one: one.track_label, "muted"),
    Column("consent", later("E-mail allowed"), 120, lambda one: tr(SAYS[one.consent]), "muted"),
    Column(
        "due",
        later("Due"),
        90,
        lambda one: dates.day(one.due),
        "due",
        hue=lambda one: "bad" if one.overdue else "muted",
    ),
)
APART = (
    Column("person", later("Not to be written to"), 180, lambda one: one.person, "strong"),
    Column("account", later("Account"), 180, lambda one: one.account),
    Column("why", later("Why"), 300, lambda one: one.apart, stretch=True, tip=lambda one: one.apart),
)


class NurtureDialog(QDialog):
    """The list for one track or all; what is selected went out, or everything where nothing is."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # else it would go on asking after every change
        self.setWindowTitle(tr("Nurture due"))
        self._bench = bench
        self._found: Any = None
        self.track, self.ahead = QComboBox(), QComboBox()
        self.track.setAccessibleName(tr("Track"))
        self.track.addItem(tr("All tracks"), "")
        for one in bench.playbook.nurture:
            self.track.addItem(one.label, one.id)
        self.ahead.setAccessibleName(tr("Due by"))
        for words, days in AHEAD:
            self.ahead.addItem(words, days)
        self.table, self.apart = HeldTable(COLUMNS, self), HeldTable(APART, self)
        self.shown = RowView(self.table, tr("Who is due"), "nurture")
        self.shown.empty = tr("Nobody is due to hear something.")
        self.shown_apart = RowView(self.apart, tr("Not to be written to"), "nurture-apart")
        self.shown_apart.setFixedHeight(theme.px(132))
        self.count, self.problem = label("", tone="muted"), label("", tone="bad", wrap=True)
        self.problem.hide()
        self.save, self.act = button(tr("Save as a file"), "download"), button(tr("Log as sent"), "check", part="main")
        close = button(tr("Close"))
        close.clicked.connect(self.accept)
        self.save.clicked.connect(self.save_file)
        self.act.clicked.connect(self.commit)
        bench.guard(self.act)
        about = tr("Who refused e-mail, our own staff and competitors are never on the list; unknown consent is shown.")
        whole = column(
            row(label(tr("Nurture due"), theme.LEAD, bold=True), None, self.track, self.ahead),
            label(about, theme.FINE, tone="muted", wrap=True),
            self.shown,
            self.shown_apart,
            self.problem,
            row(self.count, None, close, self.save, self.act),
            edges=(theme.LARGE,) * 4,
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.resize(min(theme.px(900), 1180), min(theme.px(560), 720))
        self.track.currentIndexChanged.connect(self.ask)
        self.ahead.currentIndexChanged.connect(self.ask)
        self.shown.chosen_changed.connect(lambda _: self._count())
        bench.runner.changed.connect(self.ask)
        self.ask()

    def ask(self, *_: Any) -> None:
        """Ask who is due."""
        days = self.ahead.currentData()
        self._bench.ask(_due, self.track.currentData(), days, then=self._draw, key="nurture")

    def _draw(self, found: Any) -> None:
        self._found = found
        self.table.show_rows(found.rows)
        self.apart.show_rows(found.apart)
        self.shown_apart.setVisible(bool(found.apart))
        self._count()

    @property
    def chosen(self) -> list[Any]:
        """The rows that are meant: the selected ones where there are several, else all."""
        picked = [self.table.row_at(at) for at in self.shown.chosen_ids()]
        return picked if len(picked) > 1 else list(self._found.rows if self._found is not None else ())

    def _count(self) -> None:
        many = len(self.chosen)
        self.count.setText(
            tr("{many} of {count} due", many=number(many), count=number(len(self._found.rows)))
            if self._found is not None
            else ""
        )
        self.act.setText(tr("Log {many} as sent", many=number(many)))
        self.act.setEnabled(bool(many) and not self._bench.read_only)
        self.save.setEnabled(bool(many))

    def commit(self) -> None:
        """Write down that the next piece went out to each of them, and move their dates on."""
        self._say("")
        self.act.setEnabled(False)
        self._bench.do(log_nurture, [one.lead_id for one in self.chosen], failed=self._failed)

    def save_file(self) -> None:
        """Write the whole list into a file of the person's choice."""
        name = str(Path.home() / tr("nurture {isoformat}.xlsx", isoformat=self._found.due_by.isoformat()))
        path, _ = QFileDialog.getSaveFileName(self, tr("Nurture list"), name, tr(FILES))
        if path:
            found = self._found
            self._bench.ask(lambda work: save_nurture_list(found, Path(path)), then=self._saved, failed=self._failed)

    def _saved(self, path: Path) -> None:
        self._say("")
        self._bench.toast.say(tr("Saved {name}", name=path.name))

    def _failed(self, error: Exception) -> None:
        self._count()
        if isinstance(error, Problem):
            self._say(error.message)
        else:
            self._bench.problems.show(error)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))


def _due(work: Any, track: str, days: int) -> Any:
    return nurture_list(work, track, work.today + timedelta(days=days))
