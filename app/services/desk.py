"""The desk: opens a workspace, serves use cases and questions, and alone commits or rolls back."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.domain.problems import Trouble
from app.language import tr
from app.services.definitions import Definitions, in_force
from app.services.work import RISKY, Cancelled, Changed, Progress, Work
from app.store import backups, journal
from app.store.connection import stoppable
from app.store.workspace import Busy, Workspace

__all__ = ["Busy", "Clock", "Desk", "system_clock", "system_user"]

P = ParamSpec("P")
R = TypeVar("R")
Clock = Callable[[], datetime]
BACKUP_EVERY = timedelta(minutes=30)
_NEVER = datetime.min.replace(tzinfo=UTC)  # there is no backup, which was looked for


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def system_user() -> str:
    """The name of whoever is logged in; used where nobody says who acts."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


class Desk:
    """One open workspace. `do` runs on one thread at a time; `ask` may run on any."""

    def __init__(
        self, workspace: Workspace, *, by: str, now: Clock = system_clock, door: str = "window", backs_up: bool = True
    ) -> None:
        self.by = by or system_user()
        self.backs_up = backs_up  # False where nothing of it is anybody's work yet, as in a sample that is being made
        self.door = door
        self._workspace = workspace
        self._now = now
        self._definitions: Definitions | None = None
        self._backed_up: datetime | None = None
        self._tried = _NEVER  # when a backup failed last
        self._changed_since_backup = False
        self._owes_backup = False  # one was due when the last act began

    # --- opening and closing ------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        playbook: str = "diagnostics",
        *,
        by: str = "",
        now: Clock = system_clock,
        door: str = "window",
        backs_up: bool = True,
    ) -> "Desk":
        """Make a workspace with a shipped playbook. Raises Problem where the file exists or the name is wrong."""
        from app.services.playbooks import as_version, shipped_playbook

        definitions = shipped_playbook(playbook)  # a wrong name is said before any file is made
        adopted = as_version(definitions, now(), by or system_user(), "Shipped with Assay")
        made = Workspace.create(path, path.stem, now(), [adopted])
        return cls(made, by=by, now=now, door=door, backs_up=backs_up)

    @classmethod
    def open(
        cls, path: Path, *, by: str = "", now: Clock = system_clock, read_only: bool = False, door: str = "window"
    ) -> "Desk":
        """Open a workspace. Raises Busy where another program has it, Problem where it is not one of ours or newer."""
        return cls(Workspace(path, read_only=read_only), by=by, now=now, door=door)

    @property
    def path(self) -> Path:
        """Where the workspace is."""
        return self._workspace.path

    @property
    def read_only(self) -> bool:
        """True where nothing can be changed."""
        return self._workspace.read_only

    @property
    def last_backup_at(self) -> datetime | None:
        """When the newest backup was made, or None."""
        if self._backed_up is None:
            made = backups.backups(self.path)
            self._backed_up = made[0].at if made else None
        return self._backed_up if self._backed_up != _NEVER else None

    def close(self) -> None:
        """Back up what changed, then give the workspace up; may be called twice.

        A script opens and closes the workspace for every line it runs: it is backed up when a backup is due.
        Raises Trouble where the backup fails; the workspace is closed, and everything saved, all the same.
        """
        try:
            if self.backs_up and self._changed_since_backup and (self.door == "window" or self._backup_is_due()):
                self._changed_since_backup = False
                backups.back_up(self.path, self._now(), "on close")
                backups.thin_out(self.path, self._now())
        except Trouble as refused:
            raise Trouble(
                tr("Everything is saved, but no backup was made on closing. {why}", why=refused.message)
            ) from refused
        finally:
            self._workspace.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with suppress(Trouble) if kind is not None else nullcontext():  # what went wrong first is what is said
            self.close()

    # --- serving ------------------------------------------------------------------------------------------------------

    def ask(self, question: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer a question from one consistent look; nothing can be written."""
        with self._workspace.reading() as session:
            return question(self._work(session), *args, **kwargs)

    def ask_watched(
        self, progress: Progress, question: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Like `ask`, reporting to `progress`, which may also cancel it."""
        with self._workspace.reading() as session, _stoppable(session.connection(), progress):
            return question(self._work(session, progress=progress), *args, **kwargs)

    def do(self, use_case: Callable[Concatenate[Work, P], Changed], *args: P.args, **kwargs: P.kwargs) -> Changed:
        """Do what a person asked for: one transaction, one action in the history, all or nothing.

        After it a backup is made, where one is due; one that fails is said beside what was done.
        """
        changed = self.do_watched(None, use_case, *args, **kwargs)
        try:
            self.back_up_if_due()
        except Trouble as refused:
            return replace(changed, kept=(*changed.kept, refused.message))
        return changed

    def do_watched(
        self,
        progress: Progress | None,
        use_case: Callable[Concatenate[Work, P], Changed],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changed:
        """Like `do`, reporting to `progress`, which may also cancel it; `back_up_if_due` is left to who calls it."""
        if use_case in RISKY and self.backs_up:
            self.back_up("before " + use_case.__name__.replace("_", " "), progress)
        self._owes_backup = self._backup_is_due()
        with self._acting(use_case.__name__, progress or Progress()) as (work, finish):
            return finish(use_case(work, *args, **kwargs))

    def tend(self, upkeep: Callable[Concatenate[Work, P], Changed], *args: P.args, **kwargs: P.kwargs) -> Changed:
        """Let an upkeep write derived columns: no action in the history and no backup, for no fact changes."""
        with self._workspace.writing() as session:
            return upkeep(self._work(session), *args, **kwargs)

    def rehearse(self, use_case: Callable[Concatenate[Work, P], Changed], *args: P.args, **kwargs: P.kwargs) -> Changed:
        """Say what a use case would change, and keep nothing of it."""
        try:
            with self._acting(use_case.__name__, Progress()) as (work, finish):
                raise _Rehearsed(finish(use_case(work, *args, **kwargs)))
        except _Rehearsed as rehearsed:
            return rehearsed.changed

    def back_up(self, why: str = "", progress: Progress | None = None) -> backups.Backup:
        """Make a verified backup now; `progress` may cancel it."""
        try:
            made = backups.back_up(self.path, self._now(), why, lambda: progress is not None and progress.cancelled)
        except backups.Stopped:
            raise Cancelled from None
        backups.thin_out(self.path, self._now())
        self._backed_up, self._changed_since_backup = made.at, False
        return made

    def hand_on(self, target: Path) -> backups.Backup:
        """Write a whole copy elsewhere, with the attached files beside it, to be given to others."""
        return backups.hand_on(self.path, target)

    def back_up_if_due(self) -> None:
        """The backup of every half hour, owed since the last act and made after it: nobody waits for it to act.

        Raises Trouble where it fails; the next one is due half an hour later.
        """
        if not self._owes_backup:
            return
        self._owes_backup = False
        try:
            self.back_up()
        except Trouble:
            self._tried = self._now()
            raise

    @contextmanager
    def _acting(self, use_case: str, progress: Progress) -> Iterator[tuple[Work, Callable[[Changed], Changed]]]:
        """One action: begun in the journal, derived columns brought up to date, finished and chained."""
        now = self._now()
        with self._workspace.writing() as session:
            connection = session.connection()
            action = journal.begin(connection, now, self.by, use_case)
            work = self._work(session, now=now, progress=progress, action=action)

            def finish(changed: Changed) -> Changed:
                session.flush()
                changed = self._completed(work, connection, changed)
                rows = journal.finish(connection, action, changed.label)
                return replace(changed, action=action if rows else None)

            with _stoppable(connection, progress):
                yield work, finish
        self._changed_since_backup = self.backs_up

    def _completed(self, work: Work, connection: Connection, changed: Changed) -> Changed:
        """Derived columns follow the facts, and the change names every lead and account that they moved."""
        from app.services import deriving  # the rules are met with the first change

        moved = deriving.follow(work, journal.touched(connection, work.action), journal.ranges(connection, work.action))
        return replace(
            changed,
            leads=changed.leads | moved.leads,
            accounts=changed.accounts | moved.accounts,
            people=changed.people | moved.people,
        )

    def _work(
        self, session: Session, *, now: datetime | None = None, progress: Progress | None = None, action: int = 0
    ) -> Work:
        known = self._definitions = in_force(session, self._definitions)
        return Work(session, self.by, now or self._now(), known, progress or Progress(), action, self.door, self.path)

    def _backup_is_due(self) -> bool:
        if not self._changed_since_backup:
            return False
        last = self._backed_up
        if last is None:
            made = backups.backups(self.path)
            last = self._backed_up = made[0].at if made else _NEVER
        return self._now() - max(last, self._tried) >= BACKUP_EVERY


@contextmanager
def _stoppable(connection: Connection, progress: Progress) -> Iterator[None]:
    """Cancel in the middle of a long statement too, not only where the act reports how far it is."""
    try:
        with stoppable(connection, lambda: progress.cancelled):
            yield
    except OperationalError as error:
        if progress.cancelled:
            raise Cancelled from error
        raise


class _Rehearsed(Exception):
    def __init__(self, changed: Changed) -> None:
        self.changed = changed
