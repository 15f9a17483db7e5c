"""About Assay, with diagnostics that can be copied and hold no data of the workspace."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.language import percent, tr
from app.ui import settings, theme
from app.ui.problems import diagnostics
from app.ui.widgets.text import button, column, label, row


class AboutDialog(QDialog):
    """Version, licence, diagnostics."""

    def __init__(self, workspace: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About Assay"))
        lines = [
            tr("Assay {version}", version=_version()),
            diagnostics(),
            tr("Screen scale {devicePixelRatioF:g}", devicePixelRatioF=self.devicePixelRatioF()),
        ]
        lines.append(
            tr("Palette {name}, text {value}", name=theme.colours().name, value=percent(settings.number("scale", 1.0)))
        )
        if workspace is not None and workspace.exists():
            lines.append(tr("Workspace of {st_size:.1f} MB", st_size=workspace.stat().st_size / 1e6))
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Diagnostics"))
        copy, close = button(tr("Copy the diagnostics"), "copy"), button(tr("Close"), part="main")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        close.clicked.connect(self.accept)
        self.setLayout(
            column(
                label(tr("Assay"), theme.HEAD, bold=True),
                label(
                    tr(
                        "From a stranger's spreadsheet to decisions a team can prove. One workspace is one file; it "
                        "works with no network and no server."
                    ),
                    wrap=True,
                ),
                label(
                    tr("MIT licence. Icons by Tabler (MIT). Window by Qt (LGPL)."), theme.FINE, tone="muted", wrap=True
                ),
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
        return tr("from source")
