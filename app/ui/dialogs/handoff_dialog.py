"""Before a handoff leaves: how complete it is, what is missing, and where the workbook goes."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QProgressBar, QWidget

from app.domain.handoff import completeness
from app.domain.problems import Problem, Trouble
from app.language import SOURCE, speaking, tr
from app.services.committee.view import MapView
from app.services.handoff_sheet import handoff_sheet
from app.services.handoffs import issue_handoff, map_of_lead
from app.ui import theme
from app.ui.bench import Bench
from app.ui.widgets.text import button, clear, column, label, row


class HandoffDialog(QDialog):
    """Shows the completeness of one lead's package and issues it."""

    def __init__(self, bench: Bench, lead_id: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Hand off {name}", name=name))
        self._bench, self._lead_id, self._name = bench, lead_id, name
        self._share = QProgressBar()
        self._share.setTextVisible(False)
        self._share.setAccessibleName(tr("Completeness"))
        self._says = label("", bold=True)
        self._missing = column(space=theme.TIGHT)
        self._path = QLineEdit(shown_path(_folder() / tr("Handoff {file_name}.xlsx", file_name=_file_name(name))))
        self._path.setAccessibleName(tr("Workbook"))
        choose, leave = button(tr("Choose"), "folder-open", name=tr("Choose where")), button(tr("Cancel"))
        self.act = button(tr("Hand off"), "package-export", part="main")
        self.act.setDefault(True)
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        choose.clicked.connect(self._choose)
        leave.clicked.connect(self.reject)
        self.act.clicked.connect(self.commit)
        self.setLayout(
            column(
                label(tr("Hand off {name}", name=name), theme.LEAD, bold=True),
                self._says,
                self._share,
                self._missing,
                None,
                label(tr("The workbook, frozen as sent"), theme.FINE, tone="muted"),
                row(self._path, choose),
                self.problem,
                row(None, leave, self.act),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(560), theme.px(380))
        bench.ask(handoff_sheet, lead_id, then=self._draw, failed=self._failed)

    def _draw(self, sheet: Any) -> None:
        book = self._bench.playbook
        done = completeness(sheet, book.handoff)
        self._says.setText(tr("{percent} % complete", percent=done.percent))
        self._share.setValue(done.percent)
        clear(self._missing)
        for _, words in done.blocking:
            self._missing.addWidget(label(tr("✕ Needed before it can go: {words}", words=words), tone="bad", wrap=True))
        for _, words in done.missing[:8]:
            self._missing.addWidget(label(tr("○ Not known yet: {words}", words=words), tone="muted", wrap=True))
        self.act.setEnabled(not done.blocking and not self._bench.read_only)

    def commit(self) -> None:
        """Write the workbook and keep the package as sent."""
        self.problem.hide()
        self.act.setEnabled(False)
        self._bench.ask(map_of_lead, self._lead_id, then=self._issue, failed=self._failed)

    def _issue(self, view: MapView | None) -> None:
        """Paint the committee's map here, where painting belongs, and let the workbook take it along."""
        from app.ui.committee.printing import map_pictures  # only who hands off meets it

        path = Path(self._path.text().strip()).expanduser()
        with speaking(SOURCE):  # like everything in the workbook
            pictures = map_pictures(view, "full", "A4") if view is not None else ()
        self._bench.do(issue_handoff, self._lead_id, path, pictures, then=lambda _: self.accept(), failed=self._failed)

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Handoff workbook"), self._path.text(), tr("Excel workbook (*.xlsx)")
        )
        if path:
            self._path.setText(path)

    def _failed(self, error: Exception) -> None:
        self.act.setEnabled(True)
        if isinstance(error, (Problem, Trouble)):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self._bench.problems.show(error)


def _folder() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


def shown_path(path: Path) -> str:
    """A path as people write it, from their home where it is there."""
    return str(Path("~") / path.relative_to(Path.home())) if path.is_relative_to(Path.home()) else str(path)


def _file_name(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in name).strip()[:60]
