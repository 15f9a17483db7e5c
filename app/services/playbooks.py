"""Playbooks: the shipped ones, the version in force, and every version a workspace adopted."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.playbook import Playbook
from app.domain.problems import Problem
from app.language import tr, tr_many
from app.services.definitions import Definitions
from app.services.work import Work
from app.store import journal
from app.store.tables import PlaybookVersion


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One adopted version."""

    version: int
    name: str
    adopted_at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class PlaybookView:
    """The definitions in force and the versions before them, newest first."""

    playbook: Playbook
    versions: tuple[VersionRow, ...]


@cache
def shipped_playbook(name: str) -> Playbook:
    """A playbook that comes with the program, read once. Raises Problem for a name it does not know."""
    from app.intake.documents.playbook_file import read_playbook, shipped_playbooks  # YAML is met only when one is read

    for known, _title, path in shipped_playbooks():
        if known == name:
            return read_playbook(path)
    names = ", ".join(known for known, _title, _path in shipped_playbooks())
    raise Problem(tr("There is no playbook '{name}'; choose one of {names}.", name=name, names=names))


def shipped() -> tuple[tuple[str, str], ...]:
    """Name and title of every playbook that comes with the program."""
    from app.intake.documents.playbook_file import shipped_playbooks

    return tuple((name, title) for name, title, _path in shipped_playbooks())


def as_version(playbook: Playbook, now: datetime, by: str, note: str) -> PlaybookVersion:
    """The row that keeps a playbook as adopted."""
    return PlaybookVersion(
        version=playbook.version,
        name=playbook.name,
        body=playbook.model_dump_json(by_alias=True, exclude_defaults=True),
        adopted_at=now,
        by=by,
        note=note,
    )


def playbook_view(work: Work) -> PlaybookView:
    """The definitions as people read them, with their versions."""
    rows = work.session.scalars(select(PlaybookVersion).order_by(PlaybookVersion.version.desc()))
    return PlaybookView(
        work.playbook, tuple(VersionRow(row.version, row.name, row.adopted_at, row.by, row.note) for row in rows)
    )


def playbook_of(work: Work, version: int) -> Playbook:
    """The playbook of a version, also of one whose adoption was undone: a move may have been made under it."""
    if version == work.playbook.version:
        return work.playbook
    body = work.session.scalar(select(PlaybookVersion.body).where(PlaybookVersion.version == version))
    if body is None:
        once = journal.once_made(work.session.connection(), PlaybookVersion.__tablename__, "version", version)
        body = once["body"] if once else None
    if body is None:
        known = [str(number) for number in versions(work.session)]
        raise Problem(
            tr_many(
                "There is no version {version} of the playbook; there is only version {known}.",
                "There is no version {version} of the playbook; there are versions {known}.",
                len(known),
                version=version,
                known=", ".join(known),
            )
        )
    return Definitions((), body).playbook


def versions(session: Session) -> tuple[int, ...]:
    """The numbers of the versions that stand, in order."""
    return tuple(session.scalars(select(PlaybookVersion.version).order_by(PlaybookVersion.version)))


def next_version(session: Session) -> int:
    """A number that no version ever had: moves may refer to one whose adoption was undone, or a redo bring it back."""
    newest = session.scalar(select(func.max(PlaybookVersion.version))) or 0
    once = journal.highest(session.connection(), PlaybookVersion.__tablename__, "version")
    return max(newest, once) + 1
