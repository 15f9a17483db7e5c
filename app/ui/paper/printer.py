"""Pages to a printer, chosen in the dialog of the system; the one place that meets what Qt needs to print."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from app.domain.problems import Trouble
from app.language import tr
from app.ui.paper.pages import Page
from app.ui.paper.painting import put

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def print_pages(pages: Sequence[Page], title: str, parent: QWidget) -> bool:
    """Let a person choose a printer and print; False where they left it. Trouble where printing is not possible."""
    try:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    except ImportError as missing:
        raise Trouble(
            tr("This machine cannot print ({why}); save the sheet as a PDF instead.", why=missing)
        ) from missing
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    send(pages, printer)
    return True


def send(pages: Sequence[Page], printer: "QPrinter") -> None:
    """Paint the pages onto a printer, from edge to edge of its paper."""
    printer.setFullPage(True)
    put(pages, printer, printer.resolution())
