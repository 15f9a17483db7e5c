"""A new workspace: where it goes and which playbook it starts with."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QRadioButton, QWidget

from app.domain.problems import Problem, Trouble
from app.language import tr
from app.services.playbooks import shipped
from app.ui import theme
from app.ui.dialogs.handoff_dialog import shown_path
from app.ui.widgets.text import button, column, label, row


class NewWorkspaceDialog(QDialog):
    """Asks for a file and a playbook."""

    def __init__(self, create: Callable[[Path, str], None], parent: QWidget, about: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("New workspace"))
        self._create = create
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.path = QLineEdit(shown_path(Path(folder or Path.home()) / tr("Leads.assay")))
        self.path.setAccessibleName(tr("File of the workspace"))
        choose = button(tr("Choose"), "folder-open", name=tr("Choose where"))
        choose.clicked.connect(self._choose)
        self.books: dict[str, QRadioButton] = {}
        books = column(space=theme.TIGHT)
        for name, title in shipped():
            made = QRadioButton(title)
            made.setChecked(not self.books)
            self.books[name] = made
            books.addWidget(made)
        self.problem = label("", tone="bad", wrap=True)
        self.problem.hide()
        act, leave = button(tr("Make the workspace"), part="main"), button(tr("Cancel"))
        act.setDefault(True)
        act.clicked.connect(self.commit)
        leave.clicked.connect(self.reject)
        self.setLayout(
            column(
                label(tr("New workspace"), theme.LEAD, bold=True),
                label(about or tr("One file that holds everything the team knows."), tone="muted", wrap=True),
                row(self.path, choose),
                label(tr("Playbook to start with; it becomes your own"), theme.FINE, tone="muted"),
                books,
                None,
                self.problem,
                row(None, leave, act),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(560), theme.px(380))

    def commit(self) -> None:
        """Make it, or say why not."""
        path = Path(self.path.text().strip()).expanduser()
        if not path.suffix:
            path = path.with_suffix(".assay")
        try:
            self._create(path, next(name for name, made in self.books.items() if made.isChecked()))
        except (Problem, Trouble) as error:
            self.problem.setText(error.message)
            self.problem.show()
        else:
            self.accept()

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, tr("New workspace"), self.path.text(), tr("Assay workspace (*.assay)")
        )
        if path:
            self.path.setText(path)
