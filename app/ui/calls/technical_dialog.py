"""The technical side of a lead: scope, systems, documents, pilot and their decision, each saved when it changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from app.domain.calls.decision import Step
from app.domain.calls.pilot import Pilot
from app.domain.problems import Problem
from app.language import tr
from app.services.calls.technical import (
    DocumentFacts,
    ScopeFacts,
    set_decision_steps,
    set_documents,
    set_integration,
    set_pilot,
    set_scope,
    technical_view,
)
from app.ui import theme
from app.ui.bench import Bench
from app.ui.calls.grid_editor import Cell, GridEditor
from app.ui.calls.pilot_form import PilotForm
from app.ui.calls.systems_form import SystemsForm
from app.ui.widgets.text import Elided, button, column, label, row, scrolling

if TYPE_CHECKING:
    from app.services.calls.technical import TechnicalView


class TechnicalDialog(QDialog):
    """What stands on the sheet in blocks 4 to 8, one tab each; Ctrl+Enter saves what was changed."""

    def __init__(self, bench: Bench, lead_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Scope, systems, documents, pilot, decision"))
        self.bench, self.lead_id = bench, lead_id
        self._view: TechnicalView | None = None
        self._before: dict[str, Any] = {}
        self._saving: list[tuple[str, Callable[..., Any], Any]] = []
        self.title = Elided(self.windowTitle(), theme.LEAD, bold=True)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(tr("Blocks of the sheet"))
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.act = button(tr("Save"), part="main", name=tr("Save what was changed  (Ctrl+Enter)"))
        self.act.setToolTip(tr("Ctrl+Enter"))
        self.act.setEnabled(False)
        self.act.clicked.connect(self.commit)
        leave = button(tr("Cancel"))
        leave.clicked.connect(self.reject)
        hint = label(
            tr("Nothing is invented: what stays empty is “not known” on the sheet. Del takes a row out."),
            theme.FINE, tone="muted", wrap=True,
        )  # fmt: skip
        foot = row(hint, leave, self.act)
        foot.setStretch(0, 1)
        whole = column(self.title, self.tabs, self.problem, foot, space=theme.SMALL, edges=(theme.LARGE,) * 4)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.resize(min(theme.px(1200), 1240), min(theme.px(680), 740))
        bench.ask(technical_view, lead_id, then=self._draw, failed=self._refuse)

    # --- filling in --------------------------------------------------------------------------------------------------

    def _draw(self, view: "TechnicalView") -> None:
        self._view = view
        about = ", ".join(part for part in (view.name, view.service_line) if part)
        self.title.say(tr("Scope and pilot: {lead}", lead=about))
        self.scope, self.documents = self._scope(view), self._documents(view)
        self.steps = self._steps(view)
        self.systems = SystemsForm(view.integration, view.choices["interface"])
        self.pilot = PilotForm(view.pilot or Pilot(), view.pilot_missing, view.choices["pilot_state"])
        for part, words in (
            (self.scope, tr("Scope")),
            (scrolling(self.systems), tr("Systems")),
            (self.documents, tr("Documents")),
            (scrolling(self.pilot), tr("Pilot")),
            (self.steps, tr("Decision path")),
        ):
            self.tabs.addTab(part, words)
        self._before = {part: read() for part, read in self._readers().items()}
        self.act.setEnabled(not self.bench.read_only)
        self.scope.setFocus()

    def _scope(self, view: "TechnicalView") -> GridEditor:
        cells = (
            Cell("test", tr("Test or module"), 150, grows=True),
            Cell("sample", tr("Sample type"), 100),
            Cell("container", tr("Container"), 86),
            Cell("now", tr("A month now"), 106, "range"),
            Cell("expected", tr("Expected"), 100, "range"),
            Cell("hours_needed", tr("Hours needed"), 104, "number"),
            Cell("hours_today", tr("Hours today"), 92, "number"),
            Cell("measured_from", tr("Measured from"), 110),
            Cell("status", tr("Method status"), 150, "choice", view.choices["status"]),
            Cell("sites", tr("Sites"), 60, grows=True),
        )
        without = set(view.without)
        made = GridEditor(tr("Scope"), [cell for cell in cells if cell.id not in without])
        made.show_rows([(one, {**{name: getattr(one, name, None) for name in ScopeFacts.__dataclass_fields__},
                               "now": (one.now_low, one.now_high), "expected": (one.expected_low, one.expected_high)})
                        for one in view.scope])  # fmt: skip
        return made

    def _documents(self, view: "TechnicalView") -> GridEditor:
        yes_no = (("yes", tr("Yes")), ("no", tr("No")))
        made = GridEditor(tr("Documents"), (
            Cell("kind", tr("Document"), 230, "choice", view.choices["document"]),
            Cell("name", tr("Which one"), 130, grows=True),
            Cell("owed_by", tr("Owed by"), 84, "choice", (("ours", tr("Ours")), ("theirs", tr("Theirs")))),
            Cell("asked_on", tr("Asked on"), 88, "day"),
            Cell("due", tr("Due"), 88, "day"),
            Cell("sent_on", tr("Sent on"), 88, "day"),
            Cell("version", tr("Version"), 130),
            Cell("accepted", tr("Accepted"), 76, "choice", yes_no),
        ))  # fmt: skip
        made.show_rows([(one, {name: getattr(one, name) for name in DocumentFacts.__dataclass_fields__})
                        for one, _ in view.documents])  # fmt: skip
        return made

    def _steps(self, view: "TechnicalView") -> GridEditor:
        made = GridEditor(tr("Decision path"), (
            Cell("kind", tr("Approval"), 190, "choice", view.choices["approval"]),
            Cell("owner", tr("Who of theirs"), 170),
            Cell("due", tr("Due"), 96, "day"),
            Cell("done_on", tr("Done on"), 96, "day"),
            Cell("note", tr("Note"), 200),
        ))  # fmt: skip
        shown = [cell.id for cell in made.cells]
        made.show_rows([(one.step, {id: getattr(one.step, id) for id in shown}) for one in view.steps])
        return made

    # --- reading -----------------------------------------------------------------------------------------------------

    def _readers(self) -> dict[str, Callable[[], Any]]:
        return {
            "scope": self.read_scope,
            "systems": self.systems.read,
            "documents": self.read_documents,
            "pilot": self.pilot.read,
            "steps": self.read_steps,
        }

    def read_scope(self) -> tuple[ScopeFacts, ...]:
        """The scope as it stands in the table."""
        found = []
        for key, values in self.scope.read():
            (now_low, now_high), (expected_low, expected_high) = values.pop("now"), values.pop("expected")
            ends = {"now_low": now_low, "now_high": now_high,
                    "expected_low": expected_low, "expected_high": expected_high}  # fmt: skip
            found.append(replace(key or ScopeFacts(""), **values, **ends))
        return tuple(found)

    def read_documents(self) -> tuple[DocumentFacts, ...]:
        """The documents as they stand in the table."""
        found = []
        for key, values in self.documents.read():
            values["owed_by"] = values["owed_by"] or "ours"
            found.append(replace(key or DocumentFacts(""), **values))
        return tuple(found)

    def read_steps(self) -> tuple[Step, ...]:
        """The path as it stands in the table."""
        return tuple(replace(key or Step("", ""), **values) for key, values in self.steps.read())

    # --- saving ------------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Save each part that was changed; the first that is refused is shown, and those after it wait."""
        if self._view is None or not self.act.isEnabled():  # nothing may be saved, or it is being saved
            return
        self.problem.hide()
        acts: Sequence[tuple[str, Callable[..., Any]]] = (
            ("scope", set_scope),
            ("systems", set_integration),
            ("documents", set_documents),
            ("pilot", set_pilot),
            ("steps", set_decision_steps),
        )
        self._saving = []
        for at, (part, act) in enumerate(acts):
            try:
                now = self._readers()[part]()
            except Problem as problem:
                self.tabs.setCurrentIndex(at)
                self._refuse(problem)
                return
            if now != self._before[part]:
                self._saving.append((part, act, now))
        self.act.setEnabled(False)
        self._save_next()

    def _save_next(self, changed: Any = None) -> None:
        if not self._saving:
            self.accept()
            return
        part, act, now = self._saving.pop(0)
        order = list(self._readers())

        def failed(error: Exception) -> None:
            self.tabs.setCurrentIndex(order.index(part))
            self._refuse(error)

        def saved(changed: Any) -> None:
            self._before[part] = now
            self._save_next(changed)

        self.bench.do(act, self.lead_id, now, then=saved, failed=failed)

    def _refuse(self, error: Exception) -> None:
        self.act.setEnabled(self._view is not None and not self.bench.read_only)
        if isinstance(error, Problem):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self.bench.problems.show(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves from anywhere; Enter in a cell is the cell's own."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        elif not enter:
            super().keyPressEvent(event)
