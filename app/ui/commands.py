"""The one registry of commands: menus, the palette, the overlay of keys and the tests all read it."""

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui import icons

MENUS = ("Workspace", "Edit", "Lead", "Playbook", "Go", "View", "Help")


READ_ONLY = "This workspace is open to read only: close it in the other program, then open it again to change it."
_LOOKS_AT_THE_METHOD = {"playbook.replay", "playbook.save", "playbook.definitions"}
_CHANGES = {"list.save_view", "import.files", "import.paste", "import.next", "edit.undo", "edit.redo"}
_LOOKS = {"lead.next", "lead.previous", "lead.ledger", "lead.wide", "lead.account", "lead.routes", "answer.evidence"}


@dataclass(frozen=True, slots=True)
class Command:
    """One act: what it is called, its key, its icon and the menu it stands in. A key belongs to one command."""

    id: str
    text: str
    key: str
    menu: str
    icon: str = ""
    opens: bool = False  # asks for something more: the menu shows "..."

    @property
    def changes(self) -> bool:
        """True where it writes into the workspace, which one that is open to read only refuses."""
        return self.id in _CHANGES or (
            self.menu in ("Lead", "Playbook") and self.id not in _LOOKS and self.id not in _LOOKS_AT_THE_METHOD
        )


PLACES = (
    ("today", "Today", "inbox"),
    ("leads", "Leads", "users"),
    ("accounts", "Accounts", "building"),
    ("handoffs", "Handoffs", "package-export"),
    ("review", "Review", "chart-bar"),
    ("imports", "Imports", "file-import"),
    ("playbook", "Playbook", "book-2"),
)

COMMANDS = (
    Command("workspace.new", "New workspace", "Ctrl+N", "Workspace", "file-plus", opens=True),
    Command("workspace.open", "Open workspace", "Ctrl+O", "Workspace", "folder-open", opens=True),
    Command("workspace.sample", "Explore the sample workspace", "Ctrl+Shift+E", "Workspace", "flask"),
    Command("workspace.start", "Start page", "Ctrl+W", "Workspace", "home"),
    Command("import.files", "Import files", "Ctrl+I", "Workspace", "upload", opens=True),
    Command("import.paste", "Paste rows of a spreadsheet", "Ctrl+V", "Workspace", "clipboard"),
    Command("import.next", "Next step of the import", "Ctrl+Return", "Workspace", "arrow-right"),
    Command("list.export", "Export this list", "Ctrl+E", "Workspace", "download", opens=True),
    Command("workspace.backup", "Back up now", "Ctrl+Shift+B", "Workspace", "database"),
    Command("workspace.check", "Check the workspace", "Ctrl+Shift+K", "Workspace", "circle-check"),
    Command("workspace.settings", "Settings", "Ctrl+,", "Workspace", "settings", opens=True),
    Command("workspace.quit", "Quit", "Ctrl+Q", "Workspace", "x"),
    Command("edit.undo", "Undo", "Ctrl+Z", "Edit", "arrow-back-up"),
    Command("edit.redo", "Redo", "Ctrl+Y", "Edit", "arrow-forward-up"),
    Command("edit.history", "History", "Ctrl+H", "Edit", "history"),
    Command("edit.search", "Search everything", "Ctrl+Shift+F", "Edit", "search", opens=True),
    Command("edit.filter", "Filter this list", "/", "Edit", "filter"),
    Command("edit.by_column", "Filter by a column", "Ctrl+/", "Edit", "filter-plus", opens=True),
    Command("edit.palette", "Command palette", "Ctrl+K", "Edit", "command"),
    Command("lead.add", "Add a lead", "Ctrl+Shift+N", "Lead", "plus", opens=True),
    Command("lead.next", "Next lead", "J", "Lead", "chevron-down"),
    Command("lead.previous", "Previous lead", "K", "Lead", "chevron-up"),
    Command("answer.yes", "Answer Yes", "Y", "Lead", "check"),
    Command("answer.no", "Answer No", "N", "Lead", "x"),
    Command("answer.unknown", "Answer Unknown", "U", "Lead", "help"),
    Command("answer.suggested", "Accept the suggested Yes", "Shift+Y", "Lead", "bulb"),
    Command("answer.evidence", "Show what the answer rests on", "V", "Lead", "link"),
    Command("move.mql", "Make it an MQL", "1", "Lead", "target", opens=True),
    Command("move.sql", "Make it an SQL", "2", "Lead", "rocket", opens=True),
    Command("move.disqualified", "Disqualify", "3", "Lead", "ban", opens=True),
    Command("move.duplicate", "Mark as duplicate", "4", "Lead", "copy", opens=True),
    Command("move.suggested", "Take the suggested path", "A", "Lead", "arrow-right", opens=True),
    Command("move.not_now", "Not now, with a date", "H", "Lead", "player-pause", opens=True),
    Command("move.nurture", "Nurture track", "T", "Lead", "seeding", opens=True),
    Command("move.presales", "Technical pre-sales", "P", "Lead", "stethoscope", opens=True),
    Command("move.research", "Needs research", "R", "Lead", "search", opens=True),
    Command("proposal.first", "Accept the first proposal", "5", "Lead", "check"),
    Command("proposal.second", "Accept the second proposal", "6", "Lead", "check"),
    Command("proposal.third", "Accept the third proposal", "7", "Lead", "check"),
    Command("lead.track", "Choose the nurture track", "Shift+T", "Lead", "seeding", opens=True),
    Command("move.any", "Move to another stage or path", "M", "Lead", "arrows-right-left", opens=True),
    Command("board.on", "Move the card to the next column", "Shift+Right", "Lead", "arrow-right", opens=True),
    Command("board.back", "Move the card to the column before", "Shift+Left", "Lead", "arrow-left", opens=True),
    Command("lead.handoff", "Hand off to sales", "D", "Lead", "package-export", opens=True),
    Command("lead.edit", "Edit the lead", "E", "Lead", "edit", opens=True),
    Command("lead.owner", "Owner and next step", "O", "Lead", "user", opens=True),
    Command("lead.touch", "Log a touch", "L", "Lead", "message", opens=True),
    Command("lead.gap", "Note an open gap", "G", "Lead", "alert-triangle", opens=True),
    Command("lead.ledger", "Score ledger", "S", "Lead", "list-check"),
    Command("lead.routes", "Why this path, and why not another", "W", "Lead", "route", opens=True),
    Command("lead.judge", "Was the route right?", "Shift+W", "Lead", "gavel", opens=True),
    Command("lead.pause", "Pause the clock", "C", "Lead", "clock-pause", opens=True),
    Command("lead.resume", "Let the clock go on", "Shift+C", "Lead", "clock-play"),
    Command("lead.undo", "Take the last act back", "Z", "Lead", "arrow-back-up"),
    Command("lead.wide", "Open the lead in full", "Return", "Lead", "arrows-maximize"),
    Command("lead.account", "Open its account", "B", "Lead", "building"),
    Command("lead.tag", "Tag", "Ctrl+Alt+T", "Lead", "tag", opens=True),
    Command("lead.delete", "Delete", "Shift+Del", "Lead", "trash", opens=True),
    Command("playbook.add", "Add to this part", "Ins", "Playbook", "plus"),
    Command("playbook.remove", "Remove from this part", "Del", "Playbook", "trash"),
    Command("playbook.up", "Earlier in this part", "Alt+Up", "Playbook", "chevron-up"),
    Command("playbook.down", "Later in this part", "Alt+Down", "Playbook", "chevron-down"),
    Command("playbook.replay", "Replay the draft", "Ctrl+R", "Playbook", "player-play"),
    Command("playbook.adopt", "Adopt the draft", "Ctrl+Shift+A", "Playbook", "check", opens=True),
    Command("playbook.discard", "Discard the draft", "Ctrl+Shift+X", "Playbook", "trash"),
    Command("playbook.take", "Take a playbook from a file", "Ctrl+Shift+T", "Playbook", "upload", opens=True),
    Command("playbook.save", "Save the playbook as a file", "Ctrl+Shift+S", "Playbook", "download", opens=True),
    Command("playbook.definitions", "Save the definitions workbook", "Ctrl+Shift+D", "Playbook", "book-2", opens=True),
    *(
        Command(f"go.{id}", label, f"Ctrl+{number}", "Go", icon)
        for number, (id, label, icon) in enumerate(PLACES, start=1)
    ),
    Command("go.duplicates", "Settle duplicates", "Ctrl+D", "Go", "users"),
    Command("go.nurture", "Nurture due", "Ctrl+T", "Go", "seeding", opens=True),
    Command("go.back", "Back", "Alt+Left", "Go", "arrow-left"),
    Command("leads.list", "Leads as a list", "Ctrl+Shift+L", "View", "layout-list"),
    Command("leads.board", "Leads on a board", "Ctrl+Shift+O", "View", "layout-kanban"),
    Command("board.by", "Board by stage or by path", "Ctrl+Shift+P", "View", "switch-horizontal"),
    Command("leads.grid", "Leads in the fit and intent grid", "Ctrl+Shift+G", "View", "layout-grid"),
    Command("list.views", "Saved views", "Ctrl+Shift+V", "View", "bookmarks"),
    Command("list.save_view", "Save this view", "Ctrl+S", "View", "bookmark", opens=True),
    Command("view.columns", "Choose columns", "Ctrl+Shift+C", "View", "columns", opens=True),
    Command("view.panel", "Side panel", "Ctrl+B", "View", "layout-sidebar-right"),
    Command("view.light", "Light", "Ctrl+Alt+1", "View", "sun"),
    Command("view.dark", "Dark", "Ctrl+Alt+2", "View", "moon"),
    Command("view.contrast", "High contrast", "Ctrl+Alt+3", "View", "contrast"),
    Command("view.system", "Light or dark as the system is", "Ctrl+Alt+0", "View", "sun-moon"),
    Command("view.larger", "Larger text", "Ctrl++", "View", "zoom-in"),
    Command("view.smaller", "Smaller text", "Ctrl+-", "View", "zoom-out"),
    Command("help.page", "Help for this page", "F1", "Help", "help-circle"),
    Command("help.keys", "All keys", "?", "Help", "keyboard"),
    Command("help.about", "About Assay", "Ctrl+F1", "Help", "info-circle"),
)


@dataclass(slots=True)
class _Binding:
    owner: QWidget
    act: Callable[[], None]
    enabled: Callable[[], bool]


class Commands(QObject):
    """Every command as an action of the window; whichever bound widget is on screen last answers it."""

    refreshed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.actions: dict[str, QAction] = {}
        self._bound: dict[str, list[_Binding]] = {}
        self.read_only = False
        for command in COMMANDS:
            action = QAction(command.text + ("…" if command.opens else ""), window)
            action.setShortcut(QKeySequence(command.key))
            action.setObjectName(command.id)
            action.setEnabled(False)
            action.triggered.connect(lambda _=False, id=command.id: self.act(id))
            window.addAction(action)
            self.actions[command.id] = action

    def dress(self) -> None:
        """Give the actions their icons; done after the window is painted, because drawing them takes time."""
        for command in COMMANDS:
            icons.dress(self.actions[command.id], command.icon)

    def bind(
        self, id: str, owner: QWidget, act: Callable[[], None], enabled: Callable[[], bool] = lambda: True
    ) -> None:
        """Let a widget answer a command while it is on screen."""
        self._bound.setdefault(id, []).append(_Binding(owner, act, enabled))

    def act(self, id: str) -> None:
        """Do a command, if somebody on screen answers it now."""
        binding = self._answering(id)
        if binding is not None:
            binding.act()

    def can(self, id: str) -> bool:
        """True where the command would do something now."""
        return self._answering(id) is not None

    def refresh(self) -> None:
        """Enable exactly what can be done now."""
        for command in COMMANDS:
            action = self.actions[command.id]
            action.setEnabled(self.can(command.id))
            action.setToolTip(READ_ONLY if self.read_only and command.changes else "")
        self.refreshed.emit()

    def _answering(self, id: str) -> _Binding | None:
        if self.read_only and command(id).changes:
            return None
        for binding in reversed(self._bound.get(id, ())):
            if shiboken6.isValid(binding.owner) and binding.owner.isVisible() and binding.enabled():
                return binding
        return None


def key_text(command: Command) -> str:
    """The key as it is printed on screen."""
    return {"Return": "Enter"}.get(command.key, command.key)


def command(id: str) -> Command:
    """The command with this id."""
    return _BY_ID[id]


_BY_ID = {command.id: command for command in COMMANDS}
