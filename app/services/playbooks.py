"""Playbooks: the shipped ones, the version in force, and every version a workspace adopted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.playbook import Playbook
from app.domain.problems import Problem
from app.services.work import Work
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


def shipped_playbook(name: str) -> Playbook:
    """A playbook that comes with the program. Raises Problem for a name it does not know."""
    from app.intake.documents.playbook_file import read_playbook, shipped_playbooks  # YAML is met only when one is read

    for known, _title, path in shipped_playbooks():
        if known == name:
            return read_playbook(path)
    names = ", ".join(known for known, _title, _path in shipped_playbooks())
    raise Problem(f"There is no playbook '{name}'; choose one of {names}.")


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
