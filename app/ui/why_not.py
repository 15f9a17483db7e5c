"""Why a command cannot be done now, and what to do first."""

from app.language import later, tr
from app.ui.command_table import READ_ONLY, Command
from app.ui.commands import Commands

_NOTHING_OPEN = later("Open a workspace first (Ctrl+O).")
_OF_MENU = {
    "Lead": later("Needs a lead in hand: in Today, in Leads or on its page."),
    "Call": later("Open a call first: Calls (Ctrl+4), or Q on a lead."),
    "Committee": later("Needs a committee map: open an account."),
    "Playbook": later("Go to Playbook first (Ctrl+8)."),
    "Review": later("Go to Review first (Ctrl+6)."),
}
_OF_COMMAND = {
    "edit.undo": later("There is nothing to take back."),
    "edit.redo": later("There is nothing to do again."),
    "edit.filter": later("Go to a list first: Leads (Ctrl+2) or Accounts (Ctrl+3)."),
    "go.back": later("There is nowhere to go back to."),
    "view.panel": later("The side panel belongs to Leads (Ctrl+2) and Handoffs (Ctrl+5)."),
    "edit.by_column": later("Go to a list first: Leads (Ctrl+2) or Accounts (Ctrl+3)."),
    "list.count": later("Go to a list first: Leads (Ctrl+2) or Accounts (Ctrl+3)."),
    "list.sort": later("Go to a list first: Leads (Ctrl+2) or Accounts (Ctrl+3)."),
    "list.views": later("Go to a list first: Leads (Ctrl+2) or Accounts (Ctrl+3)."),
    "list.save_view": later("Go to a list first: Leads (Ctrl+2) or Accounts (Ctrl+3)."),
    "list.export": later("Go to a list with rows first: Leads (Ctrl+2) or Accounts (Ctrl+3)."),
    "view.columns": later("Go to a list first: Leads (Ctrl+2) or Accounts (Ctrl+3)."),
    "leads.list": later("Go to Leads first (Ctrl+2)."),
    "leads.board": later("Go to Leads first (Ctrl+2)."),
    "leads.grid": later("Go to Leads first (Ctrl+2)."),
    "import.paste": later("Go to Imports first (Ctrl+7)."),
    "import.next": later("Go to Imports first (Ctrl+7) and choose a file."),
    "lead.resume": later("No clock of a lead in hand is paused."),
    "facts.edit": later("Open a person or an account first."),
    "facts.use": later("Open a person or an account of whom a field has more than one value."),
    "story.filter": later("Open a lead or a person first; their story has kinds."),
    "story.filter_back": later("Open a lead or a person first; their story has kinds."),
    "lead.attach": later("Open a lead, a person or an account first."),
    "lead.files": later("Open a lead, a person or an account first."),
    "lead.undo": later("Nothing was settled since this page was opened."),
    "proposal.first": later("The lead in hand has no such proposal."),
    "proposal.second": later("The lead in hand has no such proposal."),
    "proposal.third": later("The lead in hand has no such proposal."),
}
_BOARD = later("Show the leads on a board first (Ctrl+Shift+O).")


def why_not(commands: Commands, command: Command) -> str:
    """The sentence under a command that cannot be done now; empty for one that can."""
    if commands.can(command.id):
        return ""
    if commands.read_only and command.changes:
        return tr(READ_ONLY)
    if not commands.can("workspace.start") and command.menu != "Help":
        return tr(_NOTHING_OPEN)
    if command.id.startswith("board."):
        return tr(_BOARD)
    return tr(_OF_COMMAND.get(command.id) or _OF_MENU.get(command.menu) or later("Not on this page."))
