"""The playbook as a file: taken into the draft, saved as text or workbook, and the definitions for people to read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.language import later, tr, tr_many
from app.services.drafts import DraftView, draft_view, take_draft
from app.services.playbook_files import UnfinishedFile, export_definitions, export_playbook, unfinished_in
from app.services.question_bank import export_questions
from app.ui.bench import Bench

READ = later("Playbooks (*.yaml *.yml *.xlsx *.ods *.xls *.xlsb)")
WRITTEN = later("Text that people can change (*.yaml);;Workbook (*.xlsx)")


class PlaybookFiles(QObject):
    """Asks for a place and does the work away from the window's thread."""

    def __init__(self, bench: Bench, owner: QWidget, taken: Callable[[], None]) -> None:
        super().__init__(owner)
        self._bench, self._owner, self._taken = bench, owner, taken

    def take(self) -> None:
        """Take a playbook from a file into the draft, sound or not; what the file left out is said."""
        path, _ = QFileDialog.getOpenFileName(
            self._owner, tr("Take a playbook from a file"), str(Path.home()), tr(READ)
        )
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Put the playbook in a file into the draft."""
        self._bench.ask(unfinished_in, path, then=partial(self._found, path.name), key="playbook-file")

    def save(self, name: str) -> None:
        """Save the playbook in force as text or as a workbook, by the ending of the name."""
        path = self._asked(tr("Save the playbook as a file"), f"{name}.yaml", tr(WRITTEN))
        if path is not None:
            self._bench.ask(export_playbook, path, then=self._written, key="playbook-write")

    def save_definitions(self, name: str) -> None:
        """Save the definitions as a workbook that a new colleague can read."""
        path = self._asked(
            tr("Save the definitions"), tr("{name} definitions.xlsx", name=name), tr("Workbook (*.xlsx)")
        )
        if path is not None:
            self._bench.ask(export_definitions, path, then=self._written, key="playbook-write")

    def save_questions(self, name: str) -> None:
        """Save the questions as a workbook to be changed and taken back, with how each of them does."""
        path = self._asked(tr("Save the questions"), tr("{name} questions.xlsx", name=name), tr("Workbook (*.xlsx)"))
        if path is not None:
            self._bench.ask(export_questions, path, then=self._written, key="playbook-write")

    def _asked(self, title: str, name: str, kinds: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self._owner, title, str(Path.home() / name), kinds)
        return Path(path) if path else None

    def _found(self, name: str, found: UnfinishedFile) -> None:
        says = tr("Take the playbook of {name}", name=name)
        if found.unread:  # stays on record beside the change, because the draft itself cannot show it
            says += tr("; not taken: {names}", names="; ".join(found.unread))

        def told(_: Any) -> None:
            self._taken()
            self._bench.ask(draft_view, then=partial(self._told, name, found), key="playbook-taken")

        self._bench.do(take_draft, found.body, says, say=False, then=told)

    def _told(self, name: str, found: UnfinishedFile, draft: DraftView) -> None:
        """Say that it is in the draft, and the most important of what to know."""
        wrong = sum(not fault.warns for fault in draft.faults)
        words = [tr("{name} is in the draft.", name=name)]
        if found.unread:
            more = tr(", and {count} more below", count=len(found.unread) - 1) if len(found.unread) > 1 else ""
            words.append(tr("Not taken: {unread}{more}.", unread=found.unread[0], more=more))
        if wrong:
            words.append(
                tr_many(
                    "A fault is to mend before it can be adopted.",
                    "{count} faults are to mend before it can be adopted.",
                    wrong,
                )
            )
        self._bench.toast.say(" ".join([*words, *found.said[: 1 if len(words) == 1 else 0]]))

    def _written(self, path: Path) -> None:
        self._bench.toast.say(tr("{name} is written.", name=path.name))
