"""Why a command cannot be done now, and what to do first."""

from app.ui.commands import READ_ONLY, Command, Commands

_NOTHING_OPEN = "Open a workspace first (Ctrl+O)."
_OF_MENU = {
    "Lead": "Needs a lead in hand: in Today, in Leads or on its page.",
    "Playbook": "Go to Playbook first (Ctrl+7).",
}
_OF_COMMAND = {
    "edit.undo": "There is nothing to take back.",
    "edit.redo": "There is nothing to do again.",
    "edit.filter": "Go to a list first: Leads (Ctrl+2) or Accounts (Ctrl+3).",
    "go.back": "There is nowhere to go back to.",
    "view.panel": "The side panel belongs to Leads (Ctrl+2) and Handoffs (Ctrl+4).",
    "view.columns": "Go to a list first: Leads (Ctrl+2).",
    "leads.list": "Go to Leads first (Ctrl+2).",
    "leads.board": "Go to Leads first (Ctrl+2).",
    "leads.grid": "Go to Leads first (Ctrl+2).",
    "import.paste": "Go to Imports first (Ctrl+6).",
    "import.next": "Go to Imports first (Ctrl+6) and choose a file.",
    "lead.resume": "No clock of a lead in hand is paused.",
    "lead.undo": "Nothing was settled since this page was opened.",
    "proposal.first": "The lead in hand has no such proposal.",
    "proposal.second": "The lead in hand has no such proposal.",
    "proposal.third": "The lead in hand has no such proposal.",
}
_BOARD = "Show the leads on a board first (Ctrl+Shift+O)."


def why_not(commands: Commands, command: Command) -> str:
    """The sentence under a command that cannot be done now; empty for one that can."""
    if commands.can(command.id):
        return ""
    if commands.read_only and command.changes:
        return READ_ONLY
    if not commands.can("workspace.start") and command.menu != "Help":
        return _NOTHING_OPEN
    if command.id.startswith("board."):
        return _BOARD
    return _OF_COMMAND.get(command.id) or _OF_MENU.get(command.menu) or "Not on this page."
