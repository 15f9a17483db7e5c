"""Imports: drop a file, see the plan, change how it is read, commit exactly that; the history below, with Undo."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from app.domain.problems import Problem
from app.services.imports import ImportChoices, commit_import, import_rows, plan_import
from app.services.leads import LeadFilter
from app.services.undoing import undo
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.commands import READ_ONLY
from app.ui.pages.import_plan import ACTS, PlanPanel
from app.ui.pages.page import Page
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import button, column, frame, label, row

FILES = "Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;All files (*)"


def _counts(run: Any) -> str:
    return ", ".join(f"{count:,} {act}" for act, count in run.counts.items() if count)


COLUMNS = (
    Column("at", "When", 100, lambda r: dates.ago(r.at), "muted", tip=lambda r: dates.exact(r.at)),
    Column("files", "Files", 300, lambda r: ", ".join(r.files), "strong"),
    Column("counts", "What became of the rows", 340, _counts, stretch=True),
    Column("by", "By", 120, lambda r: r.by, "muted"),
    Column("state", "State", 90, lambda r: r.state, "chip", hue=lambda r: "good" if r.state == "done" else "wait"),
    Column("action", "Action", 70, lambda r: str(r.action), "number"),
)


class ImportsPage(Page):
    """Keeps the chosen files and how they are to be read; the plan itself is an answer of the desk."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.paths: list[Path] = []
        self.choices = ImportChoices()
        self._plan: Any = None
        self.drop = frame("drop")
        self.drop.setMinimumHeight(theme.px(110))
        self.choose = button("Choose files", "upload", part="main")
        self.choose.clicked.connect(self._choose)
        bench.guard(self.choose)
        words = label("Drop a spreadsheet here, or anywhere on the window", theme.LEAD, bold=True)
        about = label(
            "CSV in any encoding, or Excel. You see what will happen to every row first.", tone="muted", wrap=True
        )
        for part in (words, about):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.drop.setLayout(column(words, about, row(None, self.choose, None), edges=(theme.LARGE,) * 4))
        self.table = HeldTable(COLUMNS, self)
        self.view = RowView(self.table, "Imports", "imports")
        self.view.current_changed.connect(lambda _: self._enable())
        self.take_back = button("Undo this import", "arrow-back-up")
        self.take_back.clicked.connect(self._undo)
        self.result = frame("strip")
        self.said = label("", wrap=True)
        self.triage = button("Triage these", "inbox", part="main")
        self.triage.clicked.connect(lambda: bench.place_wanted.emit(("today", self._made)))
        listed, back = button("Show them in Leads"), button("Undo this import", "arrow-back-up")
        listed.clicked.connect(lambda: self._show_leads(self._made))
        back.clicked.connect(lambda: bench.do(undo, self._action, then=lambda _: self.result.hide()))
        line = row(self.said, back, listed, self.triage, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        line.setStretch(0, 1)
        self.result.setLayout(line)
        self.result.hide()
        self._made: tuple[int, ...] = ()
        self._action: int | None = None
        self.none = label("Nothing has been imported yet.", tone="muted")
        history = QWidget()
        box = column(
            self.drop,
            self.result,
            row(label("HISTORY", theme.FINE, tone="muted", bold=True), None, self.take_back),
            self.none,
            self.view,
            edges=(theme.MIDDLE, theme.MIDDLE, theme.MIDDLE, theme.SMALL),
        )
        box.setStretch(4, 1)
        history.setLayout(box)
        self.plan = PlanPanel()
        self.plan.reading_changed.connect(self._on_reading)
        self.plan.row_settled.connect(self._on_row)
        self.plan.left.connect(self.leave)
        self.plan.commit.clicked.connect(self.commit)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(history)
        self._stack.addWidget(self.plan)
        self._history = history
        self._enable()

    def appear(self, what: Any = None) -> None:
        """Paths are files to import."""
        super().appear(what)
        if what:
            self.look(list(what))
        (self.choose if not self.paths else self.plan.view).setFocus()

    def refresh(self) -> None:
        """Ask for the history; a plan on screen is made again, because the workspace changed under it."""
        self.bench.ask(import_rows, then=self._draw_history, key="imports")
        if self.paths:
            self._ask_plan()

    @property
    def holds_input(self) -> bool:
        """A plan holds what was settled about its files and rows."""
        return bool(self.paths)

    def concerns(self, changed: Any) -> bool:
        """Every change makes a plan on screen old."""
        return bool(self.paths) or "imports" in changed.places

    # --- the plan ----------------------------------------------------------------------------------------------------

    def look(self, paths: list[Path]) -> None:
        """Read files and show what would become of them."""
        if self.bench.read_only:
            self.bench.problems.show(Problem(READ_ONLY))
            return
        self.paths, self.choices = paths, ImportChoices()
        self._ask_plan()

    def _ask_plan(self) -> None:
        self.plan.wait(self.paths)
        self._stack.setCurrentWidget(self.plan)
        self.bench.study(plan_import, self.paths, self.choices, then=self._draw_plan, failed=self._refused, key="plan")

    def _draw_plan(self, plan: Any) -> None:
        if self.paths:
            self._plan = plan
            self.plan.draw(plan, self.bench.playbook)

    def _refused(self, error: Exception) -> None:
        self.bench.problems.show(error)
        self.leave()

    def _on_reading(self, wish: tuple[Path, dict[str, Any]]) -> None:
        """Another encoding, delimiter, sheet, header row or mapping for one file."""
        path, changes = wish
        now = self.choices.by_file.get(path, self.choices.reading)
        if "mapping" in changes:
            changes = {**changes, "mapping": {**now.mapping, **changes["mapping"]}}
        elif set(changes) & {"sheet", "header_record", "delimiter"}:
            changes = {**changes, "mapping": {}}  # other columns: what was said about the old ones means nothing
        if "defaults" in changes:
            self.choices = replace(self.choices, defaults={**self.choices.defaults, **changes["defaults"]})
        else:
            by_file = {**self.choices.by_file, path: replace(now, **changes)}
            self.choices = replace(self.choices, by_file=by_file)
        self._ask_plan()

    def _on_row(self, wish: tuple[int, str]) -> None:
        index, act = wish
        self.choices = replace(self.choices, acts={**self.choices.acts, index: act})
        self._ask_plan()

    def commit(self) -> None:
        """Do exactly the plan."""
        if self._plan is None:
            return
        self.plan.commit.setEnabled(False)
        plan, self._plan = self._plan, None
        self.bench.do(commit_import, plan, say=False, then=self._done, failed=self._failed)
        self.paths = []

    def _done(self, changed: Any) -> None:
        """Say what became of the rows, with the next step beside it."""
        self.leave()
        self._made, self._action = tuple(changed.outcome.lead_ids), changed.action
        became = ", ".join(
            f"{ACTS[act][0].lower()} {count:,}" for act, count in changed.outcome.counts.items() if count
        )
        self.said.setText(f"{changed.label}.\nRows: {became}.")
        self.triage.setVisible(bool(self._made))
        self.result.show()
        (self.triage if self._made else self.choose).setFocus()

    def _show_leads(self, ids: tuple[int, ...]) -> None:
        wish = LeadFilter(ids=ids) if len(ids) <= 5000 else LeadFilter()
        self.bench.place_wanted.emit(("leads", wish))

    def _failed(self, error: Exception) -> None:
        self.leave()
        self.bench.problems.show(error)

    def leave(self) -> None:
        """Leave the plan; nothing was written."""
        self.paths, self._plan = [], None
        self.bench.runner.drop("plan")
        self._stack.setCurrentWidget(self._history)
        self.choose.setFocus()
        self.bench.commands.refresh()

    # --- the history -------------------------------------------------------------------------------------------------

    def _draw_history(self, rows: list[Any]) -> None:
        self.table.show_rows(rows)
        self.view.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if not self.paths:
            self.bench.counted.emit(f"{len(rows):,} imports")
        self._enable()

    def _enable(self) -> None:
        run = self.table.row_at(self.view.currentIndex().row())
        self.take_back.setEnabled(run is not None and run.state == "done" and not self.bench.read_only)

    def _undo(self) -> None:
        run = self.table.row_at(self.view.currentIndex().row())
        if run is not None:
            self.bench.do(undo, run.action)

    def _choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, "Import files", str(Path.home()), FILES)
        if paths:
            self.look([Path(path) for path in paths])
