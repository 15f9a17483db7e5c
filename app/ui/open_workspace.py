"""The workspace that is open in the window: its desk, what is shown of it, and what it does by itself."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from app.services.desk import Desk
from app.services.review_memory import forget_weeks
from app.ui import dates
from app.ui.bench import Bench
from app.ui.leisure import Leisure
from app.ui.runner import Runner
from app.ui.upkeep import Upkeep
from app.ui.workspace_view import WorkspaceView


class OpenWorkspace(QObject):
    """From the moment it is shown until it is closed; the window has at most one."""

    def __init__(self, desk: Desk, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self.runner = Runner(desk, self)
        self.runner.failed.connect(window.problems.show_failure)
        self.upkeep = Upkeep(self.runner, self.runner)
        self.leisure = Leisure(self.runner)
        for rested in (self.upkeep.begin, self.leisure.begin):
            self.runner.rested.connect(rested, Qt.ConnectionType.SingleShotConnection)
        self.view = self._show()

    def _show(self) -> WorkspaceView:
        window = self._window
        bench = Bench(self.runner, window.commands, window.problems, window.toast, window)
        bench.files_dropped.connect(window.take_files)
        view = WorkspaceView(bench)
        self.upkeep.rescoring.connect(view.status_line.say_rescoring)
        window.stack.addWidget(view)
        window.stack.setCurrentWidget(view)
        return view

    @property
    def holds_input(self) -> bool:
        """True while something is half-typed or half-decided on any of its pages, also on one that is not on screen."""
        return bool(self.view.unfinished) or any(page.holds_input for page in self.view.pages.values())

    def show_anew(self) -> None:
        """Make what is shown once more, in another text size or language, and go to where it was."""
        former, (place, what) = self.view, self.view.where
        self.view = self._show()
        self._let_go(former)
        self.view.go(place, what)

    def close(self) -> None:
        """Wait for what is running, back up what changed, let everything go."""
        self.upkeep.end()
        self.leisure.end()
        self.view.finish()
        self.runner.close()
        forget_weeks()  # nobody computes any more
        self.runner.desk.close()
        self._let_go(self.view)
        self.deleteLater()
        dates.work_in(lambda: None)

    def _let_go(self, view: WorkspaceView) -> None:
        self._window.stack.removeWidget(view)
        view.deleteLater()
        view.bench.deleteLater()  # it leads to every page, and they to all they read
