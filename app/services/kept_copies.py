"""The copies kept of a workspace: where they are, how many, how old the newest is, and which are kept."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.store.backups import PLAN, backup_folder, backups


@dataclass(frozen=True, slots=True)
class KeptCopies:
    """What a person wants to know of the backups of a workspace."""

    folder: Path
    count: int
    newest: datetime | None
    plan: str  # which are kept, in words


def kept_copies(path: Path) -> KeptCopies:
    """The backups beside a workspace; none yet is no fault."""
    made = backups(path)
    return KeptCopies(backup_folder(path), len(made), made[0].at if made else None, PLAN)
