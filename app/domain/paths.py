"""The paths that the program itself knows by id; a playbook labels them and adds others."""

from app.domain.playbook import Playbook

RESEARCH = "needs_research"
NURTURE = "nurture"
NOT_NOW = "not_now"
DISQUALIFIED = "disqualified"
DUPLICATE = "duplicate"

SALES = frozenset({"sales_discovery", "technical_presales", "clinical_specialist", "pilot", "proposal"})
PARKED = frozenset({NURTURE, NOT_NOW, DISQUALIFIED})  # coming back from here begins a new cycle (R7)


def is_open(playbook: Playbook, path: str) -> bool:
    """True where something still happens on this path; a lead without a path, or with a strange one, is open."""
    choice = playbook.path(path)
    return choice is None or choice.open


def is_active(playbook: Playbook, path: str) -> bool:
    """True where somebody works on the lead now: open, and neither nurtured nor put off."""
    return path not in PARKED and is_open(playbook, path)
