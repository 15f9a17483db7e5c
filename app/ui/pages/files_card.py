"""The files of a lead, a person or an account: dropped on the card or chosen, opened, named, removed."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.language import later, number, tr
from app.services.attachments import attach, edit_attachment, remove_attachment
from app.services.owners import Owner
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.dialogs.form import Field, FormDialog
from app.ui.opened_files import open_file
from app.ui.widgets.chip import Chip
from app.ui.widgets.own_keys import OwnKeys, plain
from app.ui.widgets.text import Card, Elided, Link, clear, column, label, row

_LOST = {"missing": later("missing"), "altered": later("altered")}
_OF = {"person": later("of the person"), "account": later("of the account")}


def size_in_words(size: int) -> str:
    """How large a file is, as people say it."""
    if size < 1_000:
        return tr("{amount} bytes", amount=number(size))
    if size < 1_000_000:
        return tr("{amount} kB", amount=number(size / 1_000))
    return tr("{amount} MB", amount=number(size / 1_000_000, 1))


class FilesCard(Card):
    """Draws rows of files; the newest own one first, then those of who belongs to it."""

    def __init__(self, bench: Bench, page: QWidget) -> None:
        super().__init__(tr("FILES"), tr("Attach"), key="F")
        self.bench = bench
        self.owner: Owner | None = None
        self.lines: list[FileLine] = []
        self._lines = column(space=theme.SMALL)
        self.hint = label(tr("Drop a file here, or press F."), theme.FINE, tone="muted", wrap=True)
        self.body.addLayout(self._lines)
        self.body.addWidget(self.hint)
        self.body.addStretch(1)
        self.setAcceptDrops(not bench.read_only)
        self.asked.connect(self.choose)
        bench.commands.bind("lead.attach", page, self.choose, self._can)

    def draw(self, owner: Owner, files: Any) -> None:
        """Show the files of somebody."""
        at = next((place for place, line in enumerate(self.lines) if line.link.hasFocus()), None)
        self.owner = owner
        clear(self._lines)
        self.lines = [FileLine(self, file) for file in files]
        for line in self.lines:
            self._lines.addWidget(line)
        if at is not None and self.lines:
            self.lines[min(at, len(self.lines) - 1)].link.setFocus()
        self.aside.setText(number(len(files)) if files else "")
        keys = tr("Enter opens, F2 names, Del removes. Drop more here.")
        self.hint.setText(keys if files else tr("Drop a file here, or press F."))

    def take_focus(self) -> None:
        """Give the keyboard to the first file."""
        if self.lines:
            self.lines[0].link.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self) -> None:
        """Ask for files."""
        if self._can():
            paths, _ = QFileDialog.getOpenFileNames(self, tr("Attach files"), str(Path.home()))
            self.take([Path(path) for path in paths])

    def take(self, paths: list[Path]) -> None:
        """Attach these files."""
        if paths and self.owner is not None:
            self.bench.do(attach, self.owner, paths)

    def edit(self, file: Any) -> None:
        """Ask for another name and note."""

        def save(form: FormDialog, changes: dict[str, Any]) -> None:
            self.bench.do(edit_attachment, file.id, changes, then=form.done_with, failed=form.refuse)

        fields = [Field("name", tr("Name")), Field("note", tr("Note"), hint=tr("What it is about"))]
        values = {"name": file.name, "note": file.note}
        title = tr("Name and note of {file}", file=file.name)
        FormDialog(self.bench, title, fields, values, tr("Save"), save, self.window()).open()

    def remove(self, file: Any) -> None:
        """Take a file off; the toast offers to bring it back."""
        self.bench.do(remove_attachment, file.id)

    def _can(self) -> bool:
        return self.owner is not None and not self.bench.read_only

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are taken here; anywhere else on the window they are imported."""
        if self._can() and any(url.isLocalFile() for url in event.mimeData().urls()):
            self.hint.setText(tr("Let go to attach it here."))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:
        """Say again what can be done here."""
        self.hint.setText(tr("Drop a file here, or press F."))

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        event.acceptProposedAction()
        self.hint.setText(tr("Drop a file here, or press F."))
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


class FileLine(QWidget):
    """One file in two lines; its name opens it."""

    def __init__(self, card: FilesCard, file: Any) -> None:
        super().__init__()
        self.file, self._card = file, card
        other = "" if file.owner == card.owner else _whose(file)
        about = [size_in_words(file.size), dates.ago(file.at), file.by, other, file.note]
        words = " · ".join(part for part in about if part)
        state = tr(_LOST[file.state]) if file.state in _LOST else ""
        self.link = Link(file.name, name=", ".join(part for part in (file.name, state, words) if part), elide=True)
        self.link.clicked.connect(self._open)
        OwnKeys(self.link, plain(*_KEYS), self._on_key)
        self.link.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.link.customContextMenuRequested.connect(self._menu)
        self.chip = Chip(state or tr(file.risk), "bad" if state else "wait")
        self.chip.setVisible(bool(state or file.risk))
        head, below = row(self.link, None), row(self.chip, Elided(words, theme.FINE, tone="muted"))
        head.setStretch(0, 100)  # the name has the room; what it does not need is left free
        below.setStretch(1, 1)
        self.setLayout(column(head, below, space=0))

    def _on_key(self, event: QKeyEvent) -> None:
        """Enter opens, F2 names, Del removes."""
        getattr(self, _KEYS[Qt.Key(event.key())])()

    def _open(self) -> None:
        open_file(self._card.bench, self.file, self.window())

    def _edit(self) -> None:
        if not self._card.bench.read_only:
            self._card.edit(self.file)

    def _remove(self) -> None:
        if not self._card.bench.read_only:
            self._card.remove(self.file)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts = ((tr("Open it"), self._open), (tr("Name and note"), self._edit), (tr("Remove"), self._remove))
        for words, act in acts:
            action = menu.addAction(words)
            action.triggered.connect(partial(_without_checked, act))
            action.setEnabled(act == self._open or not self._card.bench.read_only)
        menu.popup(self.link.mapToGlobal(at))


_KEYS = {
    Qt.Key.Key_Return: "_open",
    Qt.Key.Key_Enter: "_open",
    Qt.Key.Key_F2: "_edit",
    Qt.Key.Key_Delete: "_remove",
}


def _without_checked(act: Any, *_: bool) -> None:
    act()


def _whose(file: Any) -> str:
    """Whose file it is, where it is not that of the page."""
    if file.owner.kind in _OF:
        return tr(_OF[file.owner.kind])
    return tr("of the lead of {name}", name=file.of)
