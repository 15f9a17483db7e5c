"""Which attached files are needed: those of rows, and those that an undo could bring back; the rest is swept away."""

import contextlib
import re
import time
from pathlib import Path

from sqlalchemy import Connection, text

from app.store.connection import sqlite_module
from app.store.kept_files import PART
from app.store.neighbours import file_folder
from app.store.workspace import SUFFIX

ABANDONED = 24 * 60 * 60  # seconds after which what nothing refers to is swept away
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_REFERRED = """
SELECT digest FROM attachment
UNION SELECT before ->> 'digest' FROM change WHERE table_name = 'attachment' AND before ->> 'digest' IS NOT NULL
UNION SELECT after ->> 'digest' FROM change WHERE table_name = 'attachment' AND after ->> 'digest' IS NOT NULL"""


def referred(connection: Connection) -> list[str]:
    """The digests of all files that are attached, or that an undo could attach again."""
    return sorted(row[0] for row in connection.execute(text(_REFERRED)))


def referred_in(file: Path) -> list[str]:
    """The same of a workspace file that nobody has open; none in one of an older schema."""
    with contextlib.closing(sqlite_module().connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        (known,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'attachment'").fetchone()
        return sorted(row[0] for row in connection.execute(_REFERRED)) if known else []


def sweep(path: Path, connection: Connection) -> int:
    """Remove from the folder of a workspace what no act ever referred to, and half-made files, a day later.

    Also what another workspace beside it names stays, such as the one that a restored backup replaced; where one of
    them cannot be read, everything stays.
    """
    folder, before = file_folder(path), time.time() - ABANDONED
    old = [found for found in _inside(folder) if _is_older(found, before)]
    unnamed = {found.name for found in old if _DIGEST.match(found.name)}
    unnamed = unnamed.difference(referred(connection)) if unnamed else unnamed
    unnamed -= _named_beside(path, unnamed)
    doomed = [found for found in old if found.name.endswith(PART) or found.name in unnamed]
    for found in doomed:
        with contextlib.suppress(OSError):
            found.unlink()
    return len(doomed)


def _inside(folder: Path) -> tuple[Path, ...]:
    return tuple(folder.iterdir()) if folder.is_dir() else ()


def _is_older(found: Path, than: float) -> bool:
    try:
        return found.lstat().st_mtime < than
    except OSError:
        return False


def _named_beside(path: Path, asked: set[str]) -> set[str]:
    """Those of these that other workspaces in the same folder name."""
    named: set[str] = set()
    for other in path.parent.glob(f"*{SUFFIX}") if asked else ():
        if other != path:
            try:
                named.update(referred_in(other))
            except (OSError, sqlite_module().DatabaseError):
                return asked
    return named
