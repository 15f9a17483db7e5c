"""Which workspaces were opened lately, and where the sample lives; kept beside the program's settings."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_config_path, user_data_path

from app.domain.problems import Problem
from app.language import tr
from app.store.workspace import SUFFIX

RECENT = 12


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A workspace that was opened on this machine."""

    path: Path
    name: str
    opened_at: datetime
    exists: bool


def _list_file() -> Path:
    return user_config_path("assay", appauthor=False) / "recent.json"


def recent() -> list[RecentRow]:
    """The workspaces opened lately, newest first; a list that cannot be read counts as empty."""
    try:
        kept = json.loads(_list_file().read_text("utf-8"))
        rows = [(Path(one["path"]), datetime.fromisoformat(one["at"])) for one in kept]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [RecentRow(path, path.stem, at, path.exists()) for path, at in rows[:RECENT]]


def remember(path: Path, now: datetime | None = None) -> None:
    """Put a workspace at the top of the list. A list that cannot be written is no reason to stop anybody."""
    at = now or datetime.now(UTC)
    rows = [(path.resolve(), at), *((row.path, row.opened_at) for row in recent() if row.path != path.resolve())]
    _write(rows[:RECENT])


def forget(path: Path) -> None:
    """Take a workspace off the list; the file stays."""
    _write([(row.path, row.opened_at) for row in recent() if row.path != path])


def forget_all() -> None:
    """Empty the list; the files stay."""
    _write([])


def moved(path: Path, to: Path) -> None:
    """Somebody found where a workspace of the list is now."""
    _write([(to.resolve() if row.path == path else row.path, row.opened_at) for row in recent()])


def _write(rows: list[tuple[Path, datetime]]) -> None:
    file = _list_file()
    text = json.dumps([{"path": str(path), "at": at.isoformat()} for path, at in rows], indent=1)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half_written = file.with_suffix(".new")
        half_written.write_text(text, "utf-8")
        half_written.replace(file)
    except OSError:
        return


def sample_path() -> Path:
    """Where the sample workspace is made on this machine."""
    folder = user_data_path("assay", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"Sample{SUFFIX}"


def with_suffix(path: Path) -> Path:
    """A workspace's file name as we write it. Raises Problem where another kind of file is named."""
    if not path.suffix:
        return path.with_suffix(SUFFIX)
    if path.suffix.casefold() in (".xlsx", ".xls", ".csv", ".ods", ".pdf"):
        raise Problem(
            tr("{name} names a spreadsheet; a workspace's name ends in {ending}.", name=path.name, ending=SUFFIX)
        )
    return path
