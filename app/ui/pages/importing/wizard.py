"""The wizard of an import: what was found, which column is what, the plan; nothing is written before the last key."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QWidget

from app.domain.counting import counted
from app.language import later, number, tr
from app.services.import_errors import write_plan_errors
from app.services.imports import ImportChoices, first_look, first_records, plan_import
from app.services.unfinished import Source, Unfinished, keep_unfinished
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.importing.columns import ColumnsPanel
from app.ui.pages.importing.errors import save_errors
from app.ui.pages.importing.found import FoundPanel
from app.ui.pages.importing.plan import PlanPanel
from app.ui.pages.importing.words import OUTCOMES
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Elided, button, column, label, row, tone

FOUND, COLUMNS, PLAN = range(3)
STEPS = (("found", later("1  What was found")), ("columns", later("2  Columns")), ("plan", later("3  Plan")))
_RESHAPES = {"encoding", "delimiter", "sheet", "header_record", "tables"}  # columns may be others afterwards


class ImportWizard(QWidget):
    """Keeps the files and what was settled about them; files and plan are answers of the desk."""

    left = Signal()  # nothing was written
    commit_wanted = Signal(object)  # the plan on screen

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.sources: tuple[Source, ...] = ()
        self.choices = ImportChoices()
        self.step = FOUND
        self._files: Sequence[Any] = ()
        self._plan: Any = None
        self._arriving = False  # the first answer brings the keyboard along,
        self._afresh = False  # and new files to the step that needs somebody
        self.title = Elided("", theme.LEAD, bold=True)
        self.steps = Segmented(tr("Step"), STEPS)
        self.steps.chosen.connect(lambda id: self.go([name for name, _ in STEPS].index(id)))
        head = row(self.title, self.steps, space=theme.MIDDLE)
        head.setStretch(0, 1)
        self.files = QTabBar()
        self.files.setDrawBase(False)
        self.files.setExpanding(False)
        self.files.setUsesScrollButtons(True)
        self.files.setAccessibleName(tr("Files of this import"))
        self.files.currentChanged.connect(lambda _: self._draw_file())
        self.found, self.columns, self.plan = FoundPanel(), ColumnsPanel(), PlanPanel()
        self.found.reading_changed.connect(self._read_otherwise)
        self.columns.mapped.connect(self._map)
        self.columns.confirmed.connect(self._confirm)
        self.columns.default_changed.connect(self._default)
        self.plan.row_settled.connect(self._settle_row)
        self.plan.errors_wanted.connect(lambda: save_errors(bench, self, write_plan_errors, self._plan))
        self.stack = QStackedWidget()
        for panel in (self.found, self.columns, self.plan):
            self.stack.addWidget(panel)
        self.says = label("", wrap=True)
        self.leave = button(tr("Leave without importing"))
        self.back, self.next = button(tr("Back")), button(tr("Next"), part="main")
        self.leave.clicked.connect(self.left)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.only_readable = button("", name=tr("Leave out the files that cannot be read"))
        self.only_readable.clicked.connect(self._leave_out_unreadable)
        foot = row(self.says, self.leave, self.back, self.next)
        foot.setStretch(0, 1)
        several = row(self.files, None, self.only_readable)
        whole = column(head, several, self.stack, foot, edges=(theme.MIDDLE,) * 4)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    # --- steps -------------------------------------------------------------------------------------------------------

    @property
    def paths(self) -> list[Path]:
        """The files in the order they came."""
        return [source.path for source in self.sources]

    def begin(self, unfinished: Unfinished, *, afresh: bool) -> None:
        """Read files from the start, or go on where somebody left."""
        self.sources, self.choices = unfinished.sources, unfinished.choices
        self._files, self._plan = (), None
        self._arriving, self._afresh = True, afresh
        self.plan.clear()
        self.title.say(tr("Reading {names}", names=", ".join(path.name for path in self.paths)))
        self._show_step(unfinished.step)
        self._keep()
        self.look()

    def look(self) -> None:
        """Read the files as settled now: the first rows at once, then the plan of all of them."""
        self._plan = None
        self.plan.forget()
        self._say()
        self._bench.runner.drop("plan")
        self._bench.ask(
            first_look, self.paths, self.choices, then=self._draw_files, failed=self._refused, key="first-look"
        )

    def go(self, step: int) -> None:
        """Show a step; what is decided stays."""
        self._show_step(step)
        self._keep()
        self._focus()

    def go_on(self) -> None:
        """The next step; after the last one, do the plan."""
        if self.step < PLAN:
            self.go(self.step + 1)
        elif self._plan is not None and self._plan.can_commit:
            self.next.setEnabled(False)
            plan, self._plan = self._plan, None
            self.commit_wanted.emit(plan)

    def go_back(self) -> None:
        """The step before; from the first one, leave."""
        if self.step == FOUND:
            self.left.emit()
        else:
            self.go(self.step - 1)

    def end(self) -> None:
        """Nothing is being imported any more."""
        self.sources, self._files, self._plan = (), (), None
        for key in ("plan", "first-look", "first-records"):
            self._bench.runner.drop(key)
        self.plan.forget()

    def _show_step(self, step: int) -> None:
        self.step = step
        self.steps.choose(STEPS[step][0])
        self.stack.setCurrentIndex(step)
        self.files.setVisible(step != PLAN and len(self.sources) > 1)
        self._say()

    def _focus(self) -> None:
        (self.found, self.columns, self.plan)[self.step].setFocus()
        (self.found, self.columns, self.plan)[self.step].focus()
        file = self._file
        if self.step == FOUND and file is not None and _unreadable([file]) and not file.wants_password:
            (self.leave if self.only_readable.isHidden() else self.only_readable).setFocus()

    def _holds_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes a step back; from the first step it leaves, and what was settled is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    # --- answers of the desk -----------------------------------------------------------------------------------------

    def _draw_files(self, looked: Any) -> None:
        if not self.sources:
            return
        self._files = files = looked.files
        self._draw_tabs()
        self._draw_file()
        self._land()
        self._say()
        if len(_unreadable(files)) < len(files):
            self._bench.study(
                plan_import, self.paths, self.choices, looked, then=self._draw_plan, failed=self._refused, key="plan"
            )
        else:
            self.plan.clear()

    def _draw_plan(self, plan: Any) -> None:
        if not self.sources:
            return
        self._plan, self._files = plan, plan.files
        self._draw_tabs()
        self._draw_file()
        self.plan.draw(plan)
        self._say()
        if self.step == PLAN and not self._holds_focus():
            self._focus()

    def _refused(self, error: Exception) -> None:
        self._bench.problems.show(error)
        self.left.emit()

    def _land(self) -> None:
        """New files come to the step that needs somebody; those of a known shape come to their plan at once."""
        if not self._arriving:
            return
        self._arriving = False
        if self._afresh:
            unknown = next((at for at, file in enumerate(self._files) if _needs_somebody(file)), None)
            self.files.setCurrentIndex(unknown or 0)
            self._show_step(PLAN if unknown is None else FOUND)
        self._focus()

    def _draw_tabs(self) -> None:
        self.title.say(", ".join(file.path.name for file in self._files))
        self.files.blockSignals(True)
        at = max(self.files.currentIndex(), 0)
        while self.files.count() > len(self._files):
            self.files.removeTab(self.files.count() - 1)
        while self.files.count() < len(self._files):
            self.files.addTab("")
        for i, file in enumerate(self._files):
            fine = str(file.outcome) == "import"
            self.files.setTabText(i, file.path.name + ("" if fine else f"  ({tr(OUTCOMES[str(file.outcome)][0])})"))
        self.files.setCurrentIndex(min(at, len(self._files) - 1))
        self.files.blockSignals(False)
        several = len(self._files) > 1
        # a hidden bar that still asks for the keyboard would hold Tab for good
        self.files.setFocusPolicy(Qt.FocusPolicy.TabFocus if several else Qt.FocusPolicy.NoFocus)

    def _draw_file(self) -> None:
        file = self._file
        if file is None:
            return
        settled, held = self._settled_for(file.path), self._holds_focus()
        self.found.draw(file, settled)
        if held and not self._holds_focus():  # what held it is hidden with the rows of a file that can be read
            self._focus()
        defaults = {**self.choices.defaults, **self.choices.defaults_by_file.get(file.path, {})}
        self.columns.draw(file, settled, defaults, self._bench.playbook)
        table = file.primary or (file.tables[0] if file.tables else None)
        if table is not None:
            self._bench.ask(first_records, table, then=self.found.draw_records, key="first-records")

    def _say(self) -> None:
        """The foot: what stands against going on, or that nothing is written yet."""
        plan = self._plan
        unreadable = _unreadable(self._files)
        refused = [f"{file.path.name}: {file.reason}" for file in unreadable]
        named = len(self._files) > 1
        asked = [f"{file.path.name}: {said}" if named else said for file in self._files for said in file.questions]
        notes = [*refused, *asked]
        quiet = tr("Nothing is written before you press Import; it can be undone, days later too.")
        if plan is not None and not notes and not plan.can_commit:
            quiet = tr("No row says anything new: there is nothing to import.")
        self.says.setText(" ".join(notes[:2]) or quiet)
        self.only_readable.setVisible(0 < len(unreadable) < len(self._files))
        self.only_readable.setText(tr("Leave out {files}", files=counted(len(unreadable), "unreadable file")))
        self.says.setToolTip("\n".join(notes))
        tone(self.says, "bad" if refused else "wait" if asked else "muted")
        self.back.setText(tr("Back") if self.step else tr("Close"))
        self.back.setVisible(self.step > FOUND)
        if self.step < PLAN:
            self.next.setText(tr((later("Next: columns"), later("Next: plan"))[self.step]))
            self.next.setEnabled(bool(self._files) and len(refused) < len(self._files))
        elif self._files and len(refused) == len(self._files):
            self.next.setText(tr("Nothing to import"))
            self.next.setEnabled(False)
        elif plan is None:
            self.next.setText(tr("Planning …"))
            self.next.setEnabled(False)
        else:
            changed = plan.counts["update"] + plan.counts["signal"]
            self.next.setText(
                tr(
                    "Import {leads}, change {changed}",
                    leads=counted(plan.counts["create"], "new lead"),
                    changed=number(changed),
                )
            )
            self.next.setEnabled(plan.can_commit)
        self._bench.commands.refresh()

    # --- what the person settles -------------------------------------------------------------------------------------

    @property
    def _file(self) -> Any:
        at = max(self.files.currentIndex(), 0)
        return self._files[at] if at < len(self._files) else None

    def _settled_for(self, path: Path) -> Any:
        return self.choices.by_file.get(path, self.choices.reading)

    def _read_otherwise(self, changes: dict[str, Any]) -> None:
        """Another encoding, delimiter, sheet, header row, table or password for the file in hand."""
        now = self._settled_for(self._file.path)
        if "not_own" in changes:
            changes = {**changes, "not_own": now.not_own | changes["not_own"]}
        if changes.keys() & _RESHAPES:
            changes = {**changes, "mapping": {}}  # other columns: what was said about the old ones means nothing
        if changes.keys() & (_RESHAPES - {"tables"}):
            changes = {"tables": None, **changes}
        self._change(by_file={**self.choices.by_file, self._file.path: replace(now, **changes)})

    def _map(self, wish: tuple[Any, str]) -> None:
        """Another field for a column; the column that had it before becomes the second one asked."""
        wanted, field = wish
        now = self._settled_for(self._file.path)
        mapping = {name: index for name, index in now.mapping.items() if index != wanted.index}
        aside = now.aside - {wanted.index}
        if field:
            mapping[field] = wanted.index
        else:
            aside |= {wanted.index}
        by_file = {**self.choices.by_file, self._file.path: replace(now, mapping=mapping, aside=aside)}
        self._change(by_file=by_file)

    def _confirm(self) -> None:
        """The columns of a file without a header are what their values made of them."""
        file = self._file
        mapping = {field: mapped.index for field, mapped in file.primary.mapping.items()}
        now = self._settled_for(file.path)
        self._change(by_file={**self.choices.by_file, file.path: replace(now, mapping=mapping)})

    def _leave_out_unreadable(self) -> None:
        """Go on with the files that can be read."""
        gone = {file.path for file in _unreadable(self._files)}
        self.sources = tuple(source for source in self.sources if source.path not in gone)
        self._show_step(self.step)
        self._change()
        self._focus()

    def _default(self, wish: tuple[str, str]) -> None:
        field, value = wish
        path = self._file.path
        own = {**self.choices.defaults_by_file.get(path, {}), field: value}
        self._change(defaults_by_file={**self.choices.defaults_by_file, path: own})

    def _settle_row(self, wish: tuple[Any, str]) -> None:
        line, act = wish
        acts = {mark: kept for mark, kept in self.choices.acts.items() if mark != line.mark}
        self._change(acts={**acts, line.mark: act} if act else acts)

    def _change(self, **parts: Any) -> None:
        self.choices = replace(self.choices, **parts)
        self._keep()
        self.look()

    def _keep(self) -> None:
        """Whatever happens to the window now, this import can be gone on with."""
        kept = Unfinished(self.sources, self.choices, self.step)
        self._bench.runner.tend(keep_unfinished, kept, then=_kept, failed=self._bench.problems.show)


def _unreadable(files: Sequence[Any]) -> list[Any]:
    return [file for file in files if str(file.outcome) == "refuse"]


def _kept(_: Any) -> None:
    """Nobody waits for it."""


def _needs_somebody(file: Any) -> bool:
    """True for a file that asks something, or whose shape nobody has confirmed before."""
    known = all(table.remembered and not table.recalled for table in file.lead_tables)
    return str(file.outcome) in ("ask", "refuse") or not known
