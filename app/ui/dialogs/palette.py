"""The command palette: every act that can be done now, with its key."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.ui.commands import COMMANDS, Commands, key_text
from app.ui.dialogs.chooser import Choice, FixedChooser


def palette(commands: Commands, parent: QWidget) -> FixedChooser:
    """Offer what the registry can do now."""
    choices = [
        Choice(f"{command.text}", key_text(command), partial(commands.act, command.id), command.icon)
        for command in COMMANDS
        if commands.can(command.id) and command.id != "edit.palette"
    ]
    return FixedChooser("Commands", "What do you want to do?", choices, parent)
