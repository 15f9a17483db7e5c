"""Imports: drop a file, go through what was found, its columns and the plan, commit exactly that; the history below."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from app.domain.problems import Problem
from app.language import tr
from app.services.duplicates import duplicate_pairs
from app.services.import_errors import write_import_errors
from app.services.imports import ImportChoices, commit_import
from app.services.leads import LeadFilter
from app.services.lists.column import Value
from app.services.lists.places import place_of
from app.services.own_domains import own_domains
from app.services.unfinished import Source, Unfinished, forget_unfinished, pasted_source, unfinished
from app.ui import theme
from app.ui.bench import Bench
from app.ui.command_table import READ_ONLY
from app.ui.dialogs.mappings import MappingsDialog, edit_own_domains
from app.ui.dialogs.taking_back import take_back
from app.ui.pages.importing.errors import save_errors
from app.ui.pages.importing.result import ResultPanel
from app.ui.pages.importing.sources import SourcesPanel
from app.ui.pages.importing.wizard import ImportWizard
from app.ui.pages.importing.words import FILES
from app.ui.pages.listed.list_pane import ListPane
from app.ui.pages.page import ChosenLeads, Page
from app.ui.tables import clipboard
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.text import button, column, label, row


class ImportsPage(Page):
    """The history of imports, and the wizard while one is being made."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._unfinished: Any = None
        self._made: tuple[int, ...] = ()
        self._import: int | None = None
        self._action: int | None = None
        self._doubtful = 0
        self.sources = SourcesPanel()
        bench.guard(self.sources.choose, self.sources.paste)
        self.sources.remembered.clicked.connect(lambda: MappingsDialog(bench, self).open())
        self.sources.own.clicked.connect(self._edit_own)
        bench.guard(self.sources.own)
        self.sources.choose_wanted.connect(self._choose)
        self.sources.paste_wanted.connect(self.paste)
        self.sources.resumed.connect(self._resume)
        self.sources.discarded.connect(self._discard)
        self.result = ResultPanel()
        self.result.triage.connect(
            lambda: bench.place_wanted.emit(("today", ChosenLeads(self._made, tr("Just imported"))))
        )
        self.result.listed.connect(self._show_leads)
        self.result.undone.connect(lambda: self._take_back(self._action))
        self.result.errors.connect(lambda: self._save_errors(self._import))
        self.result.settled.connect(self._settle)
        self.result.closed.connect(self._close_result)
        self.result.hide()
        self.pane = ListPane(bench, "imports", besides=("action", "state", "rejected", "doubtful"))
        self.table, self.view = self.pane.table, self.pane.view
        self.pane.current_changed.connect(lambda _: self._enable())
        self.pane.drawn.connect(lambda _: self._enable())
        self.pane.counted.connect(self._say_count)
        self.take_back = button(tr("Undo this import"), "arrow-back-up")
        self.take_back.clicked.connect(self._undo)
        self.errors = button(tr("Save rows left aside"), "download", name=tr("Save the rows that did not come in"))
        self.errors.clicked.connect(self._save_errors_of_row)
        self.settle = button(tr("Settle duplicates"), "users")
        self.settle.clicked.connect(lambda: bench.place_wanted.emit(("duplicates", None)))
        history = QWidget()
        above = column(
            self.sources,
            self.result,
            row(
                label(tr("HISTORY"), theme.FINE, tone="muted", bold=True),
                None,
                self.settle,
                self.errors,
                self.take_back,
            ),
            edges=(theme.MIDDLE, theme.MIDDLE, theme.MIDDLE, 0),
        )
        box = column(above, self.pane)
        box.setStretch(1, 1)
        history.setLayout(box)
        self.wizard = ImportWizard(bench)
        self.wizard.left.connect(self.leave)
        self.wizard.commit_wanted.connect(self._commit)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(history)
        self._stack.addWidget(self.wizard)
        self._history = history
        bench.commands.bind("import.next", self.wizard, self.wizard.go_on, self.wizard.next.isEnabled)
        bench.commands.bind("import.paste", history, self.paste)
        self._enable()

    def appear(self, what: Any = None) -> None:
        """Paths are files to import, a source is rows that were pasted; a saved view sets up the history."""
        read_from_the_top(self._history)
        super().appear(what)
        if self.pane.follow(what):
            return
        if isinstance(what, Source):
            self._begin_pasted(what)
        elif what:
            self.look(list(what))
        if self.wizard.sources:
            self.wizard.setFocus()
        else:
            self.sources.choose.setFocus()

    def refresh(self) -> None:
        """Ask for the history; a plan on screen is made again, because the workspace changed under it."""
        self.pane.refresh()
        if self.wizard.sources:
            self.wizard.look()
        elif not self.bench.read_only:
            self.bench.ask(unfinished, then=self._offer, key="unfinished")

    @property
    def holds_input(self) -> bool:
        """An import under way holds what was settled about its files and rows."""
        return bool(self.wizard.sources)

    def concerns(self, changed: Any) -> bool:
        """Every change makes a plan on screen old."""
        return bool(self.wizard.sources) or "imports" in changed.places

    # --- an import under way -----------------------------------------------------------------------------------------

    def look(self, paths: list[Path]) -> None:
        """Read files and go through what would become of them."""
        self._begin(tuple(Source(path) for path in paths))

    def paste(self) -> None:
        """Import the rows on the clipboard."""
        found = clipboard.held()
        if found is None:
            empty = Problem(tr("There are no rows on the clipboard. Copy them in the spreadsheet, with their header."))
            self.bench.problems.show(empty)
        else:
            self.bench.ask(pasted_source, *found, then=self._begin_pasted, key="clip")

    def _begin_pasted(self, source: Source) -> None:
        self._begin((source,))

    def _begin(self, sources: tuple[Source, ...]) -> None:
        if self.bench.read_only:
            self.bench.problems.show(Problem(tr(READ_ONLY)))
            return
        self._show_wizard(Unfinished(sources, ImportChoices()), afresh=True)

    def _show_wizard(self, wish: Unfinished, *, afresh: bool) -> None:
        self._stack.setCurrentWidget(self.wizard)
        self.wizard.begin(wish, afresh=afresh)
        self.bench.commands.refresh()

    def _commit(self, plan: Any) -> None:
        self.bench.do(commit_import, plan, say=False, then=self._done, failed=self._failed)

    def _done(self, changed: Any) -> None:
        """Say what became of the rows, with the next step beside it."""
        self._forget()
        self._show_history()
        done = changed.outcome
        self._made, self._import, self._action = tuple(done.lead_ids), done.import_id, changed.action
        self.result.draw(changed.label, done)
        self._doubtful = done.counts["doubtful"]
        self.bench.study(duplicate_pairs, "people", then=self._draw_doubts, failed=_not_told, key="after import")

    def _draw_doubts(self, view: Any) -> None:
        self.result.show_doubts(len(view.sure) + len(view.doubtful), self._doubtful)

    def _settle(self) -> None:
        self.bench.place_wanted.emit(("duplicates", "rows" if self._doubtful else "people"))

    def _failed(self, error: Exception) -> None:
        """Nothing was written; the plan is made again, what was settled stays."""
        self.bench.problems.show(error)
        self.wizard.look()

    def leave(self) -> None:
        """Leave the wizard; nothing was written, and it can be gone on with."""
        self._show_history()
        self.bench.ask(unfinished, then=self._offer, key="unfinished")
        self.sources.choose.setFocus()

    def _show_history(self) -> None:
        self.wizard.end()
        self._stack.setCurrentWidget(self._history)
        self.bench.commands.refresh()

    def _offer(self, found: Any) -> None:
        self._unfinished = found
        self.sources.offer(None if self.wizard.sources else found)

    def _resume(self) -> None:
        if self._unfinished is not None:
            self._show_wizard(self._unfinished, afresh=False)

    def _discard(self) -> None:
        self._forget()
        self.sources.choose.setFocus()

    def _forget(self) -> None:
        self._unfinished = None
        self.sources.offer(None)
        self.bench.runner.tend(forget_unfinished, then=_forgotten, failed=self.bench.problems.show)

    # --- what was imported -------------------------------------------------------------------------------------------

    def _show_leads(self) -> None:
        wish = LeadFilter(ids=self._made) if len(self._made) <= 5000 else LeadFilter()
        self.bench.place_wanted.emit(("leads", wish))

    def _close_result(self) -> None:
        self.result.hide()
        self.sources.choose.setFocus()

    def _save_errors_of_row(self) -> None:
        if self._run is not None:
            self._save_errors(self.pane.current_id)

    def _save_errors(self, import_id: int | None) -> None:
        save_errors(self.bench, self, write_import_errors, import_id)

    # --- the history -------------------------------------------------------------------------------------------------

    def _say_count(self, words: str) -> None:
        if not self.wizard.sources:
            self.bench.counted.emit(words)

    @property
    def _run(self) -> Mapping[str, Value] | None:
        row = self.pane.current
        return row.values if row is not None else None

    def _enable(self) -> None:
        run, states = self._run, place_of("imports").column("state").labels
        stands = run is not None and states is not None and run.get("state") == states()["done"]
        self.take_back.setEnabled(stands and not self.bench.read_only)
        self.errors.setEnabled(run is not None and bool(run.get("rejected") or run.get("doubtful")))

    def _undo(self) -> None:
        run = self._run
        if run is not None and isinstance(action := run.get("action"), int):
            self._take_back(action)

    def _take_back(self, action: int | None) -> None:
        if action is not None:
            take_back(self.bench, action, self, then=self._hide_result_of)

    def _hide_result_of(self, changed: Any) -> None:
        self.result.setVisible(self.result.isVisible() and changed.outcome.of != self._action)

    def _edit_own(self) -> None:
        self.bench.ask(own_domains, then=self._draw_own, key="own")

    def _draw_own(self, known: Any) -> None:
        edit_own_domains(self.bench, known, self)

    def _choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Import files"), str(Path.home()), tr(FILES))
        if paths:
            self.look([Path(path) for path in paths])


def _forgotten(_: Any) -> None:
    """Nobody waits for it."""


def _not_told(error: Exception) -> None:
    """Nobody asked for it: looking for duplicates after an import may fail or be stopped without a word."""
