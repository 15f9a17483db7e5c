"""The sheet of a call on its way out: to a printer, into a PDF, or into a workbook with its tables."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from app.domain.committee.layout.sheets import PAPERS, Paper
from app.domain.counting import counted
from app.domain.outline import day
from app.domain.problems import Problem, Trouble
from app.exports.saving import write_whole
from app.language import later, number, tr
from app.services.calls.leaving import save_call_sheet
from app.services.calls.sheet import call_sheet
from app.ui import theme
from app.ui.bench import Bench
from app.ui.dialogs.handoff_dialog import shown_path
from app.ui.paper.call_sheet import call_pages, call_title
from app.ui.paper.lettering import LEAST
from app.ui.paper.painting import pdf
from app.ui.paper.printer import print_pages
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import button, column, label, row

if TYPE_CHECKING:
    from app.domain.calls.sheet import CallSheet

FORMS = (("print", later("Printer")), ("pdf", later("PDF")), ("xlsx", later("Excel, with its tables")))
SHEETS: tuple[Paper, ...] = tuple(paper for paper in PAPERS if paper != "A3")  # no office printer has it


class CallPaperDialog(QDialog):
    """Form and paper, each a row of choices for the arrow keys; then the file, where there is one."""

    def __init__(self, bench: Bench, call_id: int | None, lead_id: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Print the sheet or save it"))
        self._bench, self._call_id, self._lead_id = bench, call_id, lead_id
        self._sheet: CallSheet | None = None
        self.form, self.paper = Segmented(tr("Form"), FORMS), Segmented(tr("Paper"), [(one, one) for one in SHEETS])
        self.form.choose("print")
        self.paper.choose("A4")
        self.says = label("", tone="muted", wrap=True)
        self.path = QLineEdit()
        self.path.setAccessibleName(tr("File"))
        self.choose, leave = button(tr("Choose"), "folder-open", name=tr("Choose where")), button(tr("Cancel"))
        self.act = button(tr("Print"), "printer", part="main")
        self.act.setDefault(True)
        self.act.setEnabled(False)
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        self.choose.clicked.connect(self._choose)
        leave.clicked.connect(self.reject)
        self.act.clicked.connect(self.commit)
        self.form.chosen.connect(lambda _: self._describe())
        self.paper.chosen.connect(lambda _: self._describe())
        self._file_label = label(tr("File"), theme.FINE, tone="muted")
        self.setLayout(
            column(
                label(tr("Form"), theme.FINE, tone="muted"),
                row(self.form, None),
                label(tr("Paper"), theme.FINE, tone="muted"),
                row(self.paper, None),
                self.says,
                self._file_label,
                row(self.path, self.choose),
                None,
                self.problem,
                row(None, leave, self.act),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(540), theme.px(260))
        self._describe()
        self.form.take_focus()
        bench.ask(call_sheet, call_id, lead_id=lead_id, then=self._draw, failed=self._failed)

    @property
    def size_of_paper(self) -> Paper:
        """The paper chosen."""
        return next(one for one in SHEETS if one == self.paper.value)

    def commit(self) -> None:
        """Print the sheet, or write its file."""
        self.problem.hide()
        if self._sheet is None:
            return
        try:
            self._leave(self._sheet)
        except (Problem, Trouble) as refusal:
            self._failed(refusal)

    def _leave(self, sheet: "CallSheet") -> None:
        pages, title = call_pages(sheet, self.size_of_paper), call_title(sheet)
        if self.form.value == "print":
            if print_pages(pages, title, self):
                self._done(tr("The sheet is on its way to the printer"))
            return
        path = self._named()
        if self.form.value == "pdf":
            content = pdf(pages, title)
            self._saved(write_whole(path, lambda file: file.write(content)))
            return
        self.act.setEnabled(False)
        self._bench.ask(
            save_call_sheet,
            path,
            self._call_id,
            lead_id=self._lead_id,
            paper=self.size_of_paper,
            then=self._saved,
            failed=self._failed,
        )

    def _named(self) -> Path:
        """The file as it is called; without an ending it gets that of its form. Problem for another one."""
        path, ending = Path(self.path.text().strip()).expanduser(), f".{self.form.value}"
        if not path.suffix:
            path = path.with_name(f"{path.name}{ending}")
        if path.suffix.casefold() != ending:
            raise Problem(
                tr("“{name}” does not end in {ending}; change the name or the form.", name=path.name, ending=ending)
            )
        return path

    def _saved(self, path: Path) -> None:
        self._done(tr("The sheet is in {name}", name=path.name))

    def _done(self, says: str) -> None:
        self._bench.toast.say(says)
        self.accept()

    def _draw(self, sheet: "CallSheet") -> None:
        self._sheet = sheet
        head = sheet.header
        name = tr("Call sheet {account} {day}", account=str(head.account), day=day(sheet.footer.made_at))
        self.path.setText(
            shown_path(_folder() / "".join(one if one.isalnum() or one in " -_." else " " for one in name)[:90])
        )
        self.act.setEnabled(True)
        self._describe()

    def _describe(self) -> None:
        """Say what leaves; a printer needs no file."""
        on_file = self.form.value != "print"
        for part in (self._file_label, self.path, self.choose):
            part.setVisible(on_file)
        self.act.setText(tr("Save") if on_file else tr("Print"))
        if on_file and self.path.text():
            path = Path(self.path.text().strip())
            stem = path.with_suffix("") if path.suffix in (".pdf", ".xlsx") else path
            self.path.setText(f"{stem}.{self.form.value}")
        if self._sheet is None:
            self.says.setText("")
            return
        if self.form.value == "xlsx":
            self.says.setText(tr("The sheet, then scope, gaps, documents and answers as tables"))
            return
        count = len(call_pages(self._sheet, self.size_of_paper))
        words = tr("{pages}, no text under {points} points", pages=counted(count, "page"), points=number(LEAST))
        self.says.setText(f"{words} · {tr('{count} not known', count=number(self._sheet.footer.unknown))}")

    def _choose(self) -> None:
        kinds = {"pdf": tr("PDF (*.pdf)"), "xlsx": tr("Excel workbook (*.xlsx)")}
        path, _ = QFileDialog.getSaveFileName(self, tr("Call sheet"), self.path.text(), kinds[self.form.value])
        if path:
            self.path.setText(path)

    def _failed(self, error: Exception) -> None:
        self.act.setEnabled(self._sheet is not None)
        if isinstance(error, (Problem, Trouble)):
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self._bench.problems.show(error)


def _folder() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()
