"""What lies beside a workspace and belongs to it, by its name: the folder of its files, the folder of its backups."""

from collections.abc import Iterator
from pathlib import Path

from app.store.workspace import SUFFIX

_FILES, _BACKUPS = ".files", " backups"


def file_folder(path: Path) -> Path:
    """The folder that holds the files attached in a workspace: NAME.files beside NAME.assay."""
    return path.with_name((path.stem if path.suffix == SUFFIX else path.name) + _FILES)


def backup_folder(path: Path) -> Path:
    """The folder beside a workspace that holds its backups."""
    return path.with_name(path.stem + _BACKUPS)


def backed_up_files(path: Path) -> Path:
    """The folder that holds the files of all backups, each once."""
    return backup_folder(path) / "files"


def file_places(path: Path) -> Iterator[Path]:
    """Where an attached file may lie, its own folder first.

    Then with the backups, those of which a backup that is opened itself is one; then with workspaces beside it, since
    files are told by their digest and a workspace that was renamed or copied left them there.
    """
    yield file_folder(path)
    yield backed_up_files(path)
    if path.parent.name.endswith(_BACKUPS):
        yield path.parent / "files"
    own = file_folder(path)
    yield from (found for found in sorted(path.parent.glob(f"*{_FILES}")) if found != own)
