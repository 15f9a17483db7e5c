"""The start page: new, open, import, the sample workspace, and what was open lately."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from app.language import tr
from app.services.workspaces import forget, moved
from app.ui import dates, icons, theme
from app.ui.command_table import command, key_text
from app.ui.commands import Commands
from app.ui.dialogs.handoff_dialog import shown_path
from app.ui.widgets.text import Card, button, column, frame, label, row


class StartPage(QWidget):
    """From here to a first settled lead in a minute."""

    def __init__(self, commands: Commands, open: Callable[[Path], Any], lately: Callable[[], list[Any]]) -> None:
        super().__init__()
        self._open, self._lately = open, lately
        first = button(tr("Explore the sample workspace"), "flask", part="main")
        first.setMinimumHeight(theme.px(40))
        first.clicked.connect(lambda: commands.act("workspace.sample"))
        acts = [first]
        for id in ("workspace.new", "workspace.open", "import.files"):
            made = button(tr(command(id).text), command(id).icon)
            made.setToolTip(key_text(command(id)))
            made.setMinimumHeight(theme.px(34))
            made.clicked.connect(lambda _=False, id=id: commands.act(id))
            acts.append(made)
        for made in acts:
            made.setAutoDefault(True)  # there is nothing else that Enter could mean here
        self.first = first
        self.recent = QListWidget()
        self.recent.setAccessibleName(tr("Recent workspaces"))
        self.recent.itemActivated.connect(self._on_chosen)
        self.recent.itemClicked.connect(self._on_chosen)
        self.recent.currentItemChanged.connect(lambda item, _: self._about(item))
        off = QAction(tr("Take it off the list"), self.recent)
        off.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        off.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        off.triggered.connect(self._take_off)
        self.recent.addAction(off)
        self.recent.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.none = label(tr("Workspaces you open will be listed here."), tone="muted", wrap=True)
        self.gone, self.says = frame("strip"), label("", wrap=True)
        self.locate, self.off = button(tr("Find it"), "folder-open"), button(tr("Take off the list"), "trash")
        self.locate.clicked.connect(self._find)
        self.off.clicked.connect(self._take_off)
        self.gone.setLayout(column(self.says, row(None, self.off, self.locate), edges=(theme.SMALL,) * 4))
        left = column(*acts, None, space=theme.SMALL)
        recents = Card(tr("RECENT WORKSPACES"))
        recents.body.addWidget(self.recent)
        recents.body.addWidget(self.none)
        recents.body.addWidget(self.gone)
        recents.body.addStretch(1)
        recents.setMinimumHeight(theme.px(260))
        halves = row(left, recents, space=theme.HUGE)
        halves.setStretch(0, 2)
        halves.setStretch(1, 3)
        inside = QWidget()
        inside.setMaximumWidth(theme.px(860))
        inside.setLayout(
            column(
                label(tr("Assay"), theme.HEAD, bold=True),
                label(tr("From a stranger's spreadsheet to decisions a team can prove."), theme.LEAD, tone="muted"),
                theme.LARGE,
                halves,
                theme.LARGE,
                label(
                    tr(
                        "The sample workspace holds about 30 accounts and 200 leads with a story: overdue ones, a "
                        "rejected handoff, a half-known committee. Nothing in it is real, and any act can be "
                        "taken back."
                    ),
                    theme.FINE,
                    tone="muted",
                    wrap=True,
                ),
            )
        )
        middle = row(None, inside, None)
        middle.setStretch(1, 6)
        middle.setStretch(0, 1)
        middle.setStretch(2, 1)
        self.setLayout(column(None, middle, None, edges=(theme.HUGE,) * 4))

    def refresh(self) -> None:
        """Read the recent list again; what is gone from its place is grey, and says so."""
        self.recent.clear()
        found = self._lately()
        for shown in found:
            self.recent.addItem(_RecentItem(shown))
        self.recent.setCurrentRow(0)
        self.recent.setVisible(bool(found))
        self.none.setVisible(not found)
        self._about(self.recent.currentItem())
        self.first.setFocus()

    def _about(self, item: QListWidgetItem | None) -> None:
        gone = isinstance(item, _RecentItem) and not item.shown.exists
        if gone and isinstance(item, _RecentItem):
            gone_from = tr(
                "{name} is not in {shown_path} any more.",
                name=item.shown.path.name,
                shown_path=shown_path(item.shown.path.parent),
            )
            self.says.setText(
                tr("{gone_from} It may have been moved or renamed, or its disk is not connected.", gone_from=gone_from)
            )
        self.gone.setVisible(gone)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        if isinstance(item, _RecentItem) and item.shown.exists:
            self._open(item.shown.path)
        else:
            self._about(item)
            self.locate.setFocus()

    def _take_off(self) -> None:
        item, at = self.recent.currentItem(), self.recent.currentRow()
        if isinstance(item, _RecentItem):
            forget(item.shown.path)
            self.refresh()
            self.recent.setCurrentRow(min(at, self.recent.count() - 1))
            (self.recent if self.recent.count() else self.first).setFocus()

    def _find(self) -> None:
        item = self.recent.currentItem()
        if not isinstance(item, _RecentItem):
            return
        title = tr("Where is {name} now?", name=item.shown.path.name)
        path, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), tr("Assay workspace (*.assay)"))
        if path:
            moved(item.shown.path, Path(path))
            self._open(Path(path))


class _RecentItem(QListWidgetItem):
    """A workspace that was open lately: its name, where it is and when it was opened."""

    def __init__(self, shown: Any) -> None:
        state = tr("opened {ago}", ago=dates.ago(shown.opened_at)) if shown.exists else tr("not found")
        super().__init__(f"{shown.name}\n{shown_path(shown.path.parent)}  ·  {state}")
        self.shown = shown
        self.setToolTip(tr("{path}\nOpened {at}", path=shown.path, at=dates.exact(shown.opened_at)))
        self.setIcon(icons.icon("database" if shown.exists else "alert-triangle"))
        if not shown.exists:
            self.setForeground(QColor(theme.colours().muted))
            font = self.font()
            font.setItalic(True)  # grey alone would be told by colour only
            self.setFont(font)
