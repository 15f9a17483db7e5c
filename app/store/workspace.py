"""The workspace file: made, probed before the first write, opened by one writer, closed."""

import contextlib
import os
import struct
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from app.domain.problems import Problem, Trouble
from app.language import later, tr
from app.store import journal, search
from app.store.connection import reader_engine, sqlite_module, writer_engine
from app.store.tables import Base, WorkspaceIdentity

APPLICATION_ID = 0x41535359  # "ASSY"
SCHEMA = 6  # the number of the newest migration; kept in user_version so that a probe needs no query
SUFFIX = ".assay"
REVISION_TABLE = "alembic_version"
_MAGIC = b"SQLite format 3\x00"


class Busy(Problem):
    """Another program has the workspace open for writing; it may still be opened to read."""


class Workspace:
    """An open workspace: one writer (unless opened to read only) and a few readers."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open an existing workspace; `probe` has the say. Raises Busy, Problem or Trouble and writes nothing then."""
        self.path = path.resolve()
        self.read_only = read_only
        found = probe(self.path)
        if read_only and found < SCHEMA:
            raise Problem(
                tr(
                    "{name} was written by an older Assay and must be brought up to date first; open it for writing.",
                    name=path.name,
                )
            )
        self._lock = None if read_only else locked(self.path)
        try:
            if found < SCHEMA and probe(self.path) < SCHEMA:  # asked again: another program may just have done it
                self._migrate(found)
            self._writer: Engine | None = None if read_only else writer_engine(self.path)
            self._reader: Engine = reader_engine(self.path, nobody_writes=read_only and _stands_still(self.path))
            with said_plainly(self.path), self._reader.connect() as connection:
                _recognised(connection, self.path)
            if self._writer is not None:
                with said_plainly(self.path), self._writer.begin():
                    pass  # a file that cannot be written says so now
            self._journalled = False
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path, name: str, now: datetime, rows: Sequence[Base] = ()) -> "Workspace":
        """Make a new workspace file with its first rows, whole or not at all; an existing file is never touched."""
        path = path.resolve()
        if path.exists():
            raise Problem(tr("{name} exists already; choose another name, or open it.", name=path.name))
        if not path.parent.is_dir():
            raise Problem(
                tr("The folder {folder} does not exist; make it first or choose another.", folder=path.parent)
            )
        lock = locked(path)
        half_made = path.with_name(path.name + ".new")
        try:
            if path.exists():  # asked again: another program may just have made it
                raise Problem(tr("{name} exists already; choose another name, or open it.", name=path.name))
            # A log whose file is gone is worthless, and SQLite would play it into the new file.
            for left_over in (half_made, *beside(half_made), *beside(path)):
                left_over.unlink(missing_ok=True)
            with said_plainly(path):
                _build(half_made, name, now, rows)
                half_made.replace(path)
        except OSError as refused:
            raise Trouble(
                tr(
                    "{name} cannot be made in {folder} ({why}); free some space or choose another.",
                    name=path.name,
                    folder=path.parent,
                    why=refused.strerror,
                )
            ) from refused
        finally:
            with contextlib.suppress(OSError):
                for half in (half_made, *beside(half_made)):
                    half.unlink(missing_ok=True)
            lock.release()
        return cls(path)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that writes: all of it is kept, or nothing."""
        if self._writer is None:
            raise Problem(tr("This workspace is open to read only; close it elsewhere and open it again to change it."))
        with said_plainly(self.path), Session(self._writer, autoflush=True, expire_on_commit=False) as session:
            self._attach_journal(self._writer)
            session.begin()
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent look at the workspace; nothing can be written."""
        with said_plainly(self.path), Session(self._reader, autoflush=False) as session:
            yield session

    def _attach_journal(self, writer: Engine) -> None:
        """Before anything is written for the first time; a workspace that is only looked at opens without."""
        if not self._journalled:
            with writer.begin() as connection:
                journal.attach(connection)
            self._journalled = True

    def close(self) -> None:
        """Give up connections and lock; may be called twice."""
        for engine in (getattr(self, "_reader", None), getattr(self, "_writer", None)):
            if engine is not None:
                engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def _migrate(self, found: int) -> None:
        # Alembic takes a quarter of a second to import, so it is met only when a file is older than the program.
        from app.store.migrations import upgrade

        with said_plainly(self.path):
            upgrade(self.path, found)


def probe(path: Path) -> int:
    """The schema number of a workspace file, read from its first bytes; a foreign or newer file is refused unread."""
    if path.is_dir():
        raise Problem(tr("{path} is a folder; choose the workspace file in it.", path=path))
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise Problem(tr("There is no file {path}; check the name, or make a new workspace.", path=path)) from None
    except OSError as refused:
        raise Trouble(
            tr("{name} cannot be read ({why}); check who may open it.", name=path.name, why=refused.strerror)
        ) from refused
    if not head:
        raise Problem(tr("{name} is empty; open the newest backup instead, or make a new workspace.", name=path.name))
    if len(head) < 100 or head[:16] != _MAGIC:
        raise Problem(
            tr(
                "{name} is not an Assay workspace; open a file that ends in {suffix}, or import this one.",
                name=path.name,
                suffix=SUFFIX,
            )
        )
    schema, application = struct.unpack(">I", head[60:64])[0], struct.unpack(">I", head[68:72])[0]
    if application != APPLICATION_ID:
        raise Problem(
            tr(
                "{name} is a database of another program; open a file that ends in {suffix}.",
                name=path.name,
                suffix=SUFFIX,
            )
        )
    if schema > SCHEMA:
        raise Problem(
            tr(
                "{name} was written by a newer Assay (file version {schema}, this program reads up to "
                "{newest}); install the newer program to open it. Nothing was changed.",
                name=path.name,
                schema=schema,
                newest=SCHEMA,
            )
        )
    return int(schema)


@contextlib.contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Translate what the database says about its surroundings into Trouble, once, at the edge."""
    try:
        yield
    except (OverflowError, UnicodeEncodeError) as odd:
        for words, sentence in _UNKEEPABLE.items():
            if words in str(odd):
                raise Problem(tr(sentence)) from odd
        raise
    except IntegrityError:
        raise  # a rule of ours, not of the surroundings; its text may quote anything
    except (DatabaseError, sqlite_module().DatabaseError) as fault:
        said = str(getattr(fault, "orig", fault)).casefold()
        for words, sentence in _SURROUNDINGS.items():
            if words in said:
                raise Trouble(tr(sentence, name=path.name, folder=path.parent)) from fault
        raise


_UNKEEPABLE = {
    "surrogates not allowed": later("A text holds half a character that cannot be kept; delete it and type it again."),
    "too large to convert to SQLite": later("That number is larger than any that is kept here; check it."),
}
_DAMAGED = later("{name} is damaged; restore its newest backup.")
_SURROUNDINGS = {
    "disk is full": later("The disk is full, so nothing was saved; free some space and try again."),
    "disk i/o": later(
        "The disk did not answer, so nothing was saved; check the drive that holds {name} and try again."
    ),
    "locked": later("Another program is writing to {name}; wait a moment and try again."),
    "readonly": later("{name} cannot be written here; copy it to a folder where you may write, and open that copy."),
    "unable to open": later("{name} cannot be opened in {folder}; check that the folder allows writing."),
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
    "could not decode": _DAMAGED,
}


def _recognised(connection: Connection, path: Path) -> None:
    """Raise Trouble for a file whose head is ours and whose body is not."""
    tables = connection.execute(text("select count(*) from sqlite_master where name in ('workspace', 'action')"))
    if tables.scalar_one() != 2 or connection.execute(text("select uuid from workspace")).scalar() is None:
        raise Trouble(tr(_DAMAGED, name=path.name))


def beside(path: Path) -> tuple[Path, Path, Path]:
    """The files that SQLite may keep next to a database: its log, the index of the log, an older kind of log."""
    return (
        path.with_name(path.name + "-wal"),
        path.with_name(path.name + "-shm"),
        path.with_name(path.name + "-journal"),
    )


def _stands_still(path: Path) -> bool:
    """True for a file in a folder that we may only read (a disc, a share), and that no program has open to write.

    SQLite wants to put files beside a database even to read it, unless it is told that nobody writes.
    """
    return not os.access(path.parent, os.W_OK) and not beside(path)[0].exists()


def lock_path(path: Path) -> Path:
    """The file beside a workspace whose lock keeps a second writer out."""
    return path.with_name(path.name + "-lock")


def locked(path: Path) -> FileLock:
    """Take the lock of a workspace. Raises Busy where another program has it, Trouble where none can be made."""
    lock = FileLock(lock_path(path), blocking=False, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(
            tr("{name} is open in another window or program; close it there, or open it to read only.", name=path.name)
        ) from None
    except OSError as refused:
        raise Trouble(
            tr(
                "The folder {folder} does not allow writing ({why}); open {name} to read only.",
                folder=path.parent,
                why=refused.strerror,
                name=path.name,
            )
        ) from refused
    return lock


def _build(path: Path, name: str, now: datetime, rows: Sequence[Base]) -> None:
    path.touch()
    engine = writer_engine(path)
    try:
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            search.create(connection)
            stamp(connection, SCHEMA)
        with Session(engine) as session:
            session.add(WorkspaceIdentity(id=1, name=name, created_at=now, settings={}))
            session.add_all(rows)
            session.commit()
    finally:
        engine.dispose()  # the last connection folds the log into the one file that is then renamed


def stamp(connection: Connection, schema: int) -> None:
    """Write whose the file is and which schema it has: into its head, and where Alembic looks for it."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={schema}")
    connection.exec_driver_sql(
        f"CREATE TABLE IF NOT EXISTS {REVISION_TABLE} "
        "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"DELETE FROM {REVISION_TABLE}")
    connection.exec_driver_sql(f"INSERT INTO {REVISION_TABLE} VALUES ('{schema:04}')")


def pragma(connection: Connection, name: str) -> Any:
    """The value of one pragma."""
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()
