"""What keeps an open workspace safe, as the menus offer it: a backup now, a whole copy elsewhere, a check."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.problems import Problem
from app.language import later, tr, tr_many

FILES = later("Assay workspace (*.assay);;All files (*)")


class Care(QObject):
    """Acts on the workspace that is open; where none is, they do nothing."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window

    def back_up(self) -> None:
        """Make a verified backup now."""
        if self._window.runner is not None:
            runner = self._window.runner
            runner.call(runner.desk.back_up, "manual", then=self._backed_up)

    def _backed_up(self, made: Any) -> None:
        lost = len(made.lost)
        told = tr_many(
            "Backed up and verified, but an attached file is nowhere whole. Check the workspace names it.",
            "Backed up and verified, but {count} attached files are nowhere whole. Check the workspace names them.",
            lost,
        )
        self._window.toast.say(told if lost else tr("Backed up and verified."))
        if self._window.view is not None:
            self._window.view.refresh()

    def hand_on(self) -> None:
        """Write a whole copy elsewhere; attached files lie beside it, so both are given on."""
        from app.services.workspaces import with_suffix

        if self._window.runner is None:
            return
        runner = self._window.runner
        beside = Path.home() / runner.desk.path.name
        path, _ = QFileDialog.getSaveFileName(self._window, tr("Save a copy to hand on"), str(beside), tr(FILES))
        if not path:
            return
        try:
            target = with_suffix(Path(path))
        except Problem as problem:
            self._window.problems.show(problem)
        else:
            runner.call(runner.desk.hand_on, target, then=self._handed_on)

    def _handed_on(self, made: Any) -> None:
        lost, files = len(made.lost), made.files
        said = tr("Saved as {file}.", file=made.path.name)
        if files:
            said = tr_many(
                "Saved as {file}, with an attached file in the folder beside it: give both.",
                "Saved as {file}, with {count} attached files in the folder beside it: give both.",
                files,
                file=made.path.name,
            )
        if lost:
            said = tr("{said} Some attached files are nowhere whole; Check the workspace names them.", said=said)
        self._window.toast.say(said)

    def check(self) -> None:
        """Look whether the workspace is in good order."""
        if self._window.view is not None:
            from app.services.care import check

            self._window.view.bench.ask(check, then=self._draw_check, key="check")

    def _draw_check(self, found: Any) -> None:
        if found.ok:
            self._window.toast.say(tr("The workspace is in good order."))
        else:
            dismiss = (tr("Dismiss"), lambda: None)
            self._window.banner.say(tr("Damaged"), "bad", " ".join(found.findings[:3]), [dismiss])
