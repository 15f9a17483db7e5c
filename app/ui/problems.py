"""The only place that shows what went wrong: problems beside their place, trouble with Retry, bugs in one dialog."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.domain.problems import Problem, Trouble
from app.language import tr
from app.services.work import Cancelled
from app.ui import theme
from app.ui.runner import Failure
from app.ui.widgets.banner import Banner
from app.ui.widgets.text import button, column, label, row
from app.ui.widgets.toast import Toast

log = logging.getLogger("assay")


class Problems(QObject):
    """Tells the three kinds apart and shows each in its own way."""

    shown = Signal(object)  # the error, after it was shown

    def __init__(self, window: QWidget, banner: Banner, toast: Toast) -> None:
        super().__init__(window)
        self._window, self._banner, self._toast = window, banner, toast
        self._dialog: BugDialog | None = None

    def show_failure(self, failure: Failure) -> None:
        """Show what a runner could not do."""
        self.show(failure.error, retry=failure.again)

    def show(
        self,
        error: BaseException,
        *,
        retry: Callable[[], None] | None = None,
        elsewhere: Callable[[], None] | None = None,
    ) -> None:
        """Show an error: a problem as a toast, trouble as a banner with what helps, anything else as a bug."""
        if isinstance(error, Cancelled):
            self._toast.say(tr("Stopped. Nothing of it was kept."))
        elif isinstance(error, Problem):
            self._toast.say(error.message)
        elif isinstance(error, Trouble):
            acts = [(tr("Try again"), retry)] if retry else []
            acts += [(tr("Choose another place"), elsewhere)] if elsewhere else []
            self._banner.say(tr("Trouble"), "bad", error.message, [*acts, (tr("Dismiss"), lambda: None)])
        else:
            self.bug(error)
        self.shown.emit(error)

    def bug(self, error: BaseException) -> None:
        """Log a bug and show it once; more bugs meanwhile are added to the same dialog."""
        text = report(error)
        log.error("%s", text)
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.add(text)
            return
        self._dialog = BugDialog(text, self._window)
        self._dialog.open()

    def hook(self) -> None:
        """Catch what escapes from slots and virtual methods."""

        def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
            else:
                self.show(error)

        sys.excepthook = caught


def report(error: BaseException) -> str:
    """A report free of personal data: where in the program it happened, not what was in it."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join(
        [tr("{name} in Assay on {diagnostics}", name=type(error).__name__, diagnostics=diagnostics()), *inside]
    )


def diagnostics() -> str:
    """What a maintainer needs to know about this computer, in one line."""
    return tr(
        "Python {python_version}, Qt {qVersion}, {system} {release}",
        python_version=platform.python_version(),
        qVersion=qVersion(),
        system=platform.system(),
        release=platform.release(),
    )


def _short(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[parts.index("app") :]) if "app" in parts else parts[-1]


class BugDialog(QDialog):
    """One dialog for a bug: what it means for the work, and the text to pass on."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something in Assay went wrong"))
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(tr("Report"))
        copy, close = button(tr("Copy the report")), button(tr("Go on working"), part="main")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text.toPlainText()))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        self.setLayout(
            column(
                label(tr("This is a fault of the program, not of yours."), theme.LEAD, bold=True),
                label(
                    tr(
                        "The act was taken back as a whole; everything saved before it is safe. The report below holds "
                        "no names and no data; pass it on to whoever looks after Assay."
                    ),
                    wrap=True,
                ),
                self._text,
                row(None, copy, close),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.resize(theme.px(620), theme.px(380))

    def add(self, text: str) -> None:
        """Add another report below."""
        self._text.appendPlainText("\n" + text)
