"""The start page: new, open, import, the sample workspace, and what was open lately."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.services.workspaces import forget
from app.ui import dates, icons, theme
from app.ui.commands import Commands, command, key_text
from app.ui.widgets.text import Card, button, column, label, row

_PATH = Qt.ItemDataRole.UserRole


class StartPage(QWidget):
    """From here to a first settled lead in a minute."""

    def __init__(self, commands: Commands, open: Callable[[Path], Any], lately: Callable[[], list[Any]]) -> None:
        super().__init__()
        self._open, self._lately = open, lately
        first = button("Explore the sample workspace", "flask", part="main")
        first.setMinimumHeight(theme.px(40))
        first.clicked.connect(lambda: commands.act("workspace.sample"))
        acts = [first]
        for id in ("workspace.new", "workspace.open", "import.files"):
            made = button(command(id).text, command(id).icon)
            made.setToolTip(key_text(command(id)))
            made.setMinimumHeight(theme.px(34))
            made.clicked.connect(lambda _=False, id=id: commands.act(id))
            acts.append(made)
        self.first = first
        self.recent = QListWidget()
        self.recent.setAccessibleName("Recent workspaces")
        self.recent.itemActivated.connect(self._on_chosen)
        self.recent.itemClicked.connect(self._on_chosen)
        self.none = label("Workspaces you open will be listed here.", tone="muted", wrap=True)
        left = column(*acts, None, space=theme.SMALL)
        recents = Card("RECENT WORKSPACES")
        recents.body.addWidget(self.recent)
        recents.body.addWidget(self.none)
        recents.body.addStretch(1)
        recents.setMinimumHeight(theme.px(260))
        halves = row(left, recents, space=theme.HUGE)
        halves.setStretch(0, 2)
        halves.setStretch(1, 3)
        inside = QWidget()
        inside.setMaximumWidth(theme.px(860))
        inside.setLayout(
            column(
                label("Assay", theme.HEAD, bold=True),
                label("From a stranger's spreadsheet to decisions a team can prove.", theme.LEAD, tone="muted"),
                theme.LARGE,
                halves,
                theme.LARGE,
                label(
                    "The sample workspace holds about 30 accounts and 200 leads with a story: overdue ones, a rejected "
                    "handoff, a half-known committee. Nothing in it is real, and any act can be taken back.",
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
        """Read the recent list again; what is gone from disk is shown as gone."""
        self.recent.clear()
        found = self._lately()
        for shown in found:
            state = dates.ago(shown.opened_at) if shown.exists else "not found; choose it to forget it"
            item = QListWidgetItem(f"{shown.name}\n{shown.path.parent}  ·  {state}")
            item.setData(_PATH, shown.path if shown.exists else None)
            item.setToolTip(str(shown.path))
            item.setData(_PATH + 1, shown.path)
            item.setIcon(icons.icon("database" if shown.exists else "alert-triangle"))
            self.recent.addItem(item)
        self.recent.setVisible(bool(found))
        self.none.setVisible(not found)
        self.first.setFocus()

    def _on_chosen(self, item: QListWidgetItem) -> None:
        path = item.data(_PATH)
        if path is None:
            forget(item.data(_PATH + 1))
            self.refresh()
        else:
            self._open(path)
