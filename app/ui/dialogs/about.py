"""About Assay, with diagnostics that can be copied and hold no data of the workspace."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.ui import settings, theme
from app.ui.problems import diagnostics
from app.ui.widgets.text import button, column, label, row


class AboutDialog(QDialog):
    """Version, licence, diagnostics."""

    def __init__(self, workspace: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Assay")
        lines = [f"Assay {_version()}", diagnostics(), f"Screen scale {self.devicePixelRatioF():g}"]
        lines.append(f"Palette {theme.colours().name}, text {settings.number('scale', 1.0):.0%}")
        if workspace is not None and workspace.exists():
            lines.append(f"Workspace of {workspace.stat().st_size / 1e6:.1f} MB")
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Diagnostics")
        copy, close = button("Copy the diagnostics", "copy"), button("Close", part="main")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        close.clicked.connect(self.accept)
        self.setLayout(
            column(
                label("Assay", theme.HEAD, bold=True),
                label(
                    "From a stranger's spreadsheet to decisions a team can prove. One workspace is one file; it works "
                    "with no network and no server.",
                    wrap=True,
                ),
                label("MIT licence. Icons by Tabler (MIT). Window by Qt (LGPL).", theme.FINE, tone="muted", wrap=True),
                self.text,
                row(None, copy, close),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(500), theme.px(340))


def _version() -> str:
    try:
        return version("assay")
    except PackageNotFoundError:
        return "from source"
