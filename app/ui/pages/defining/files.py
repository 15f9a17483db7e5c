"""The playbook as a file: taken into the draft, saved as text or workbook, and the definitions for people to read."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.playbook.drafting import body_of
from app.services.drafts import take_draft
from app.services.playbook_files import DefinitionFile, definitions_in, export_definitions, export_playbook
from app.ui.bench import Bench

READ = "Playbooks (*.yaml *.yml *.xlsx *.ods *.xls *.xlsb)"
WRITTEN = "Text that people can change (*.yaml);;Workbook (*.xlsx)"


class PlaybookFiles(QObject):
    """Asks for a place and does the work away from the window's thread."""

    def __init__(self, bench: Bench, owner: QWidget) -> None:
        super().__init__(owner)
        self._bench, self._owner = bench, owner

    def take(self) -> None:
        """Take a playbook from a file into the draft; what the file left out is said."""
        path, _ = QFileDialog.getOpenFileName(self._owner, "Take a playbook from a file", str(Path.home()), READ)
        if path:
            self._bench.ask(definitions_in, Path(path), then=partial(self._found, Path(path).name), key="playbook-file")

    def save(self, name: str) -> None:
        """Save the playbook in force as text or as a workbook, by the ending of the name."""
        path = self._asked("Save the playbook as a file", f"{name}.yaml", WRITTEN)
        if path is not None:
            self._bench.ask(export_playbook, path, then=self._written, key="playbook-write")

    def save_definitions(self, name: str) -> None:
        """Save the definitions as a workbook that a new colleague can read."""
        path = self._asked("Save the definitions", f"{name} definitions.xlsx", "Workbook (*.xlsx)")
        if path is not None:
            self._bench.ask(export_definitions, path, then=self._written, key="playbook-write")

    def _asked(self, title: str, name: str, kinds: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self._owner, title, str(Path.home() / name), kinds)
        return Path(path) if path else None

    def _found(self, name: str, found: DefinitionFile) -> None:
        def told(_: Any) -> None:
            words = " ".join(found.said) or "Changes shows what differs."
            self._bench.toast.say(f"{name} is in the draft. {words}")

        self._bench.do(take_draft, body_of(found.playbook), f"Take the playbook of {name}", say=False, then=told)

    def _written(self, path: Path) -> None:
        self._bench.toast.say(f"{path.name} is written.")
