"""Before a map leaves the house: its form, the paper, how much it may say of people, and where it goes (CM13, CM15)."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from app.domain.committee.layout.sheets import PAPERS, Paper
from app.domain.committee.privacy import LEVELS, Privacy
from app.domain.counting import counted
from app.domain.problems import Problem, Trouble
from app.language import later, number, tr
from app.services.committee.sent import map_export
from app.services.committee.view import MapView
from app.services.work import Changed, Work
from app.ui import theme
from app.ui.bench import Bench
from app.ui.committee.paper import prepared
from app.ui.committee.printing import Drawn, drawn, keep
from app.ui.dialogs.handoff_dialog import shown_path
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, column, label, row

FORMS = (("pdf", later("PDF, pages of paper")), ("png", later("PNG, one picture")), ("svg", later("SVG, one drawing")))
LEAVES_OUT = {
    "full": later("Holds everything that is known of people, also what we think of them. For colleagues only."),
    "no-stance": later(
        "Leaves out stance, behaviour, conflict, notes on lines and the reasons behind them. For colleagues only."
    ),
    "shareable": later("Holds names, seats and organisations, and nothing else. May be shown outside."),
}


def open_export(bench: Bench, view: MapView, parent: QWidget) -> "ExportDialog":
    """Ask how the map shall leave the house, and write it."""
    dialog = ExportDialog(bench, view, parent)
    dialog.open()
    return dialog


class ExportDialog(QDialog):
    """Form, paper and level of privacy, each a row of choices for the arrow keys; then the file."""

    def __init__(self, bench: Bench, view: MapView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export the map of {account}", account=view.account))
        self._bench, self._view = bench, view
        self.form = Segmented(tr("Form"), FORMS)
        self.paper = Segmented(tr("Paper"), [(paper, paper) for paper in PAPERS])
        self.level = Segmented(tr("Privacy"), list(LEVELS.items()), in_a_row=1)
        self.form.choose("pdf")
        self.paper.choose("A4")
        self.level.choose("full")
        self.says, self.pages = label("", wrap=True), label("", tone="muted", wrap=True)
        self.path = QLineEdit(shown_path(_folder() / f"{_file_name(view)}.pdf"))
        self.path.setAccessibleName(tr("File"))
        choose, leave = button(tr("Choose"), "folder-open", name=tr("Choose where")), button(tr("Cancel"))
        self.act = button(tr("Export"), "package-export", part="main")
        self.act.setDefault(True)
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        choose.clicked.connect(self._choose)
        leave.clicked.connect(self.reject)
        self.act.clicked.connect(self.commit)
        for choice in (self.form, self.paper, self.level):
            choice.chosen.connect(self._on_chosen)
        self.setLayout(
            column(
                label(tr("Export the map of {account}", account=view.account), theme.LEAD, bold=True),
                label(tr("Form"), theme.FINE, tone="muted"),
                row(self.form, None),
                label(tr("Paper"), theme.FINE, tone="muted"),
                row(self.paper, self.pages),
                label(tr("How much it says of people"), theme.FINE, tone="muted"),
                row(self.level, None),
                self.says,
                None,
                label(tr("File"), theme.FINE, tone="muted"),
                row(self.path, choose),
                self.problem,
                row(None, leave, self.act),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(600), theme.px(440))
        self._describe()
        self.form.take_focus()

    @property
    def privacy(self) -> Privacy:
        """The level chosen."""
        return next(level for level in LEVELS if level == self.level.value)

    @property
    def sheet(self) -> Paper:
        """The paper chosen."""
        return next(paper for paper in PAPERS if paper == self.paper.value)

    def commit(self) -> None:
        """Paint the map, write it, and remember that it left."""
        self.problem.hide()
        path = Path(self.path.text().strip()).expanduser()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            painted = drawn(self._view, path, self.privacy, self.sheet)
        except Problem as refusal:
            self._failed(refusal)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.act.setEnabled(False)
        if self._bench.read_only:
            self._keep_unremembered(path, painted)
            return
        self._bench.do(
            _export, self._view, path, self.privacy, painted, then=lambda _: self.accept(), failed=self._failed
        )

    def _keep_unremembered(self, path: Path, painted: Drawn) -> None:
        """Write the file from a workspace that is only looked at."""
        try:
            keep(path, painted)
        except Trouble as refusal:
            self._failed(refusal)
            return
        self._bench.toast.say(tr("The map is in {name}", name=path.name))
        self.accept()

    def _on_chosen(self, _: object) -> None:
        path = Path(self.path.text().strip())
        if path.suffix.casefold() in {f".{form}" for form, _ in FORMS}:
            self.path.setText(str(path.with_suffix(f".{self.form.value}")))
        self._describe()

    def _describe(self) -> None:
        """Say what leaves: how many pages in what type, and what is left out of them."""
        self.says.setText(tr(LEAVES_OUT[self.level.value]))
        on_paper = self.form.value == "pdf"
        self.paper.setEnabled(on_paper)
        if not on_paper:
            self.pages.setText(tr("The whole map in one piece"))
            return
        pages = prepared(self._view, self.privacy, self.sheet).pages
        least = min(page.text_points for page in pages)
        self.pages.setText(
            tr(
                "{pages}, smallest text {points} points",
                pages=counted(len(pages), "page"),
                points=number(least, 1),
            )
        )

    def _choose(self) -> None:
        kinds = {"pdf": tr("PDF (*.pdf)"), "png": tr("Picture (*.png)"), "svg": tr("Drawing (*.svg)")}
        path, _ = QFileDialog.getSaveFileName(self, tr("Export the map"), self.path.text(), kinds[self.form.value])
        if path:
            self.path.setText(path)

    def _failed(self, error: Exception) -> None:
        self.act.setEnabled(True)
        if isinstance(error, (Problem, Trouble)):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self._bench.problems.show(error)


def _export(work: Work, view: MapView, path: Path, privacy: Privacy, painted: Drawn) -> Changed:
    """Write the file, then remember that the map left: a disk that refuses takes both back."""
    form = path.suffix.casefold().removeprefix(".")
    changed = map_export(work, view.account_id, view.service_line, privacy, form)
    keep(path, painted)
    return changed


def _folder() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


def _file_name(view: MapView) -> str:
    name = tr("Committee of {account} {day}", account=view.account, day=view.today.isoformat())
    return "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in name).strip()[:80]
