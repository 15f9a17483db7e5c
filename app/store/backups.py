"""Backups: whole copies made while the program runs, each verified before it counts, thinned out with age.

A backup is the workspace file, and every attached file that it or its history names: these lie once for all backups in
the folder `files` among them and are never thinned out, since an undo may need any of them. What has no copy anywhere
any more is named by the backup and does not stop it.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.problems import Problem, Trouble
from app.language import later, tr
from app.store import kept_files, needed_files
from app.store.connection import STEPS, sqlite_module
from app.store.neighbours import backed_up_files, backup_folder, file_folder
from app.store.workspace import SUFFIX, beside, locked, probe

__all__ = [
    "PLAN",
    "Backup",
    "Stopped",
    "back_up",
    "backup_folder",
    "backups",
    "hand_on",
    "restore",
    "thin_out",
    "to_keep",
]

PLAN = later("all of two days, then 12 daily ones, 10 weekly and 9 monthly")  # as `to_keep` keeps them
PAGES = 2_048  # copied between two looks at whether to go on
_STAMP = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(r"(?P<at>\d{8}T\d{12}Z)( (?P<why>[a-z -]+))?\Z")


class Stopped(Exception):
    """The copy was given up half-way; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy of a workspace."""

    path: Path
    at: datetime
    why: str
    size: int  # bytes
    files: int = field(default=0, compare=False)  # attached files that are kept with it
    lost: tuple[str, ...] = field(default=(), compare=False)  # digests of those that are nowhere any more


def _never() -> bool:
    return False


def back_up(path: Path, now: datetime, why: str = "", stopped: Callable[[], bool] = _never) -> Backup:
    """Copy a workspace by SQLite's online backup, verify the copy, then give it its name. Raises Trouble or Stopped."""
    folder = backup_folder(path)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    target = folder / f"{stamp}{' ' + why if why else ''}{SUFFIX}"
    half_made = target.with_suffix(".part")
    try:
        folder.mkdir(exist_ok=True)
        for abandoned in folder.glob("*.part"):  # a program that was killed half way left it
            abandoned.unlink(missing_ok=True)
        _copy(path, half_made, stopped)
        if fault := _damage(half_made, stopped):
            raise Trouble(
                tr("The copy of the workspace is damaged ({fault}); check the disk before you go on.", fault=fault)
            )
        with half_made.open("rb+") as copied:
            os.fsync(copied.fileno())
        named, lost = _take_files(path, half_made, backed_up_files(path), stopped)
        half_made.replace(target)
    except OSError as refused:
        raise Trouble(
            tr(
                "The backup could not be written to {folder} ({why}); free some space.",
                folder=folder,
                why=refused.strerror,
            )
        ) from refused
    except sqlite_module().DatabaseError as fault:
        raise Trouble(
            tr(
                "The backup could not be made ({fault}); check the disk that holds {folder}.",
                fault=fault,
                folder=folder,
            )
        ) from fault
    finally:
        with contextlib.suppress(OSError):
            half_made.unlink(missing_ok=True)
    return Backup(target, now, why, target.stat().st_size, named - len(lost), lost)


def hand_on(path: Path, target: Path, stopped: Callable[[], bool] = _never) -> Backup:
    """Write a whole copy of a workspace elsewhere, its attached files in a folder beside it, to be given to others.

    Raises Problem where the target is there already, Trouble where it cannot be written.
    """
    target = target.absolute()  # SQLite is asked for files by their address, which is whole
    if target.exists():
        raise Problem(tr("{name} exists already; choose another name.", name=target.name))
    half_made = target.with_name(target.name + ".new")
    try:
        _copy(path, half_made, stopped)
        if fault := _damage(half_made, stopped):
            raise Trouble(
                tr("The copy of the workspace is damaged ({fault}); check the disk before you go on.", fault=fault)
            )
        named, lost = _take_files(path, half_made, file_folder(target), stopped)
        half_made.replace(target)
    except (OSError, sqlite_module().DatabaseError) as refused:
        raise Trouble(
            tr(
                "{name} could not be written to {folder} ({why}); check that folder.",
                name=target.name,
                folder=target.parent,
                why=refused,
            )
        ) from refused
    finally:
        with contextlib.suppress(OSError):
            half_made.unlink(missing_ok=True)
    return Backup(
        target, datetime.fromtimestamp(target.stat().st_mtime, UTC), "", target.stat().st_size, named - len(lost), lost
    )


def _take_files(
    path: Path, copy: Path, folder: Path, stopped: Callable[[], bool] = _never
) -> tuple[int, tuple[str, ...]]:
    """Bring the files that a copy names into a folder; how many there are, and those that are nowhere any more."""

    def look() -> None:
        if stopped():
            raise Stopped

    named = needed_files.referred_in(copy)
    return len(named), kept_files.gather(path, named, folder, look)


def _copy(source: Path, target: Path, stopped: Callable[[], bool] = _never) -> None:
    def look(*_: int) -> None:
        if stopped():
            raise Stopped

    target.unlink(missing_ok=True)
    sqlite = sqlite_module()
    with (
        contextlib.closing(sqlite.connect(f"{source.as_uri()}?mode=ro", uri=True)) as origin,
        contextlib.closing(sqlite.connect(target)) as copy,
    ):
        origin.backup(copy, pages=PAGES, progress=look)
        copy.execute("PRAGMA journal_mode=DELETE")


def _damage(path: Path, stopped: Callable[[], bool] = _never) -> str:
    """What is wrong with a file; empty if nothing is."""
    try:
        with contextlib.closing(sqlite_module().connect(f"{path.as_uri()}?mode=ro", uri=True)) as copy:
            copy.set_progress_handler(stopped, STEPS)
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(1)")]
    except sqlite_module().DatabaseError as fault:
        if stopped():
            raise Stopped from fault
        return str(fault)
    return "" if found == ["ok"] else found[0]


def backups(path: Path) -> list[Backup]:
    """The backups of a workspace, newest first."""
    found = []
    for file in backup_folder(path).glob(f"*{SUFFIX}"):
        if name := _NAME.match(file.stem):
            at = datetime.strptime(name["at"], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(file, at, name["why"] or "", file.stat().st_size))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def thin_out(path: Path, now: datetime) -> list[Path]:
    """Delete backups beyond the plan and return them."""
    every = backups(path)
    kept = {backup.path for backup in to_keep(every, now)}
    dropped = [backup.path for backup in every if backup.path not in kept]
    for file in dropped:
        with contextlib.suppress(OSError):
            file.unlink()
    return dropped


def to_keep(every: Sequence[Backup], now: datetime) -> list[Backup]:
    """The backups that the plan keeps; of each day, week and month the newest."""
    keep = [backup for backup in every if now - backup.at <= timedelta(days=2)]
    for period, most in (("%Y-%j", 12), ("%G-%V", 10), ("%Y-%m", 9)):
        newest: dict[str, Backup] = {}
        for backup in sorted(every, key=lambda b: b.at, reverse=True):
            newest.setdefault(backup.at.strftime(period), backup)
        keep += list(newest.values())[:most]
    return list(dict.fromkeys(keep))


def restore(path: Path, backup: Path, now: datetime) -> Path:
    """Put a backup in the place of a closed workspace; what it replaces is kept beside it, and its path returned.

    At every moment there is a whole file at `path`. Raises Busy where the workspace is open, Problem or Trouble where
    the backup is not a sound one; nothing is changed then.
    """
    if not backup.exists():
        raise Problem(tr("There is no backup {name}; choose one from the list.", name=backup.name))
    probe(backup)
    if fault := _damage(backup):
        raise Trouble(tr("The backup {name} is damaged; choose an older one ({fault}).", name=backup.name, fault=fault))
    replaced = path.with_name(f"{path.stem} before restore {now.astimezone(UTC).strftime(_STAMP)}{SUFFIX}")
    fresh = path.with_name(path.name + ".new")
    with _alone(path):
        try:
            _copy(backup, fresh)
            _take_files(path, fresh, file_folder(path))
            if path.exists():
                _set_aside(path, replaced)
            for log in beside(path):
                log.unlink(missing_ok=True)
            fresh.replace(path)
        except (OSError, sqlite_module().DatabaseError) as refused:
            raise Trouble(
                tr("{name} could not be restored ({why}); it is as it was.", name=path.name, why=refused)
            ) from refused
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
    return replaced


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    lock = locked(path)
    try:
        yield
    finally:
        lock.release()


def _set_aside(path: Path, replaced: Path) -> None:
    """Copy a workspace with all that its log holds; a damaged one is copied byte by byte, log and all."""
    try:
        with contextlib.closing(sqlite_module().connect(path)) as own:
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite_module().DatabaseError:
        for log in beside(path):
            if log.exists():
                shutil.copy2(log, replaced.with_name(replaced.name + log.name.removeprefix(path.name)))
    shutil.copy2(path, replaced)
