"""Playbooks as files: written as text or as a workbook, the definitions to read, and files of each kind read back."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import Body, body_of, made
from app.domain.problems import Problem
from app.language import speaking, tr
from app.services.playbooks import playbook_of, playbook_view, shipped, shipped_playbook
from app.services.work import Work

TEXTS, BOOKS = (".yaml", ".yml"), (".xlsx", ".ods", ".xls", ".xlsb")
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how a workbook begins, whatever its name


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A sound playbook as read from a file; `said` is what the person should know about how it was read."""

    playbook: Playbook
    said: tuple[str, ...] = ()


def export_playbook(work: Work, path: Path, version: int | None = None) -> Path:
    """Write the playbook in force, or an adopted version, as .yaml or .xlsx by the ending of the name."""
    playbook = work.playbook if version is None else playbook_of(work, version)
    ending = path.suffix.casefold()
    if ending in TEXTS:
        from app.exports.playbook_file import write_playbook

        with speaking("en"):
            return write_playbook(playbook, path)
    if ending != ".xlsx":
        raise Problem(
            tr(
                "{name} must end in .yaml for a text that people can change, or in .xlsx for a workbook.",
                name=path.name,
            )
        )
    from app.exports.playbook_book import write_playbook_book

    with speaking("en"):
        return write_playbook_book(playbook, path, made_at=work.now)


def export_definitions(work: Work, path: Path, version: int | None = None) -> Path:
    """Write the definitions as a workbook to read: those in force, or as they were adopted then (J9)."""
    from app.exports.definitions_book import Adopted, write_definitions

    playbook = work.playbook if version is None else playbook_of(work, version)
    rows = playbook_view(work).versions
    history = [
        Adopted(row.version, row.adopted_at, row.by, row.note) for row in rows if row.version <= playbook.version
    ]
    with speaking("en"):
        return write_definitions(playbook, path, history=history, made_at=work.now)


@dataclass(frozen=True, slots=True)
class UnfinishedFile:
    """What a file puts into a draft, sound or not; `unread` names what could not be taken, each at its place."""

    body: Body
    said: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def unfinished_in(work: Work, path: Path) -> UnfinishedFile:
    """What a file would put into the draft, which shows at its place what is still wrong with a workbook.

    Raises Problem for a file that holds no playbook, and FaultyPlaybook for a text with faults: those have lines.
    """
    from app.intake.documents.playbook_book import read_playbook_book

    if not _is_workbook(path):
        found_text = read_definition_file(path, work.playbook)
        return UnfinishedFile(body_of(found_text.playbook), found_text.said)
    found = read_playbook_book(path, body_of(work.playbook))
    said = (*_older(found.name, found.version, work.playbook), *found.said)
    return UnfinishedFile(found.body, said, tuple(str(fault) for fault in found.unread))


def definitions_in(work: Work, path: Path) -> DefinitionFile:
    """The playbook in a file, with the one in force for what a workbook leaves out."""
    return read_definition_file(path, work.playbook)


def read_definition_file(path: Path, base: Playbook | None = None) -> DefinitionFile:
    """The playbook in a YAML file or a workbook. Raises FaultyPlaybook with every fault at its line or cell.

    `base` is the playbook at hand; without one, a workbook of a shipped playbook is read upon that.
    """
    from app.intake.documents.playbook_file import read_playbook

    if not _is_workbook(path):
        return DefinitionFile(read_playbook(path))
    return _from_workbook(path, base)


def _is_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in _PACKED
    except OSError:  # reading it says what is the matter
        return False


def _from_workbook(path: Path, base: Playbook | None) -> DefinitionFile:
    from app.intake.documents.playbook_book import read_playbook_book
    from app.intake.documents.playbook_file import FaultyPlaybook

    found = read_playbook_book(path, body_of(base) if base else None)
    if base is None and found.name in dict(shipped()):
        found = read_playbook_book(path, body_of(shipped_playbook(found.name)))
    if found.faults:
        raise FaultyPlaybook(path.name, *found.faults)
    playbook = made(found.body, found.version or (base.version if base else 1))
    return DefinitionFile(playbook, (*_older(found.name, found.version, base), *found.said))


def _older(name: str, version: int, base: Playbook | None) -> tuple[str, ...]:
    """What to know where the workbook was not written from the playbook at hand."""
    if base is None or not name:
        return ()
    if name != base.name:
        return (
            tr(
                "The workbook was written from the playbook '{name}'; the one at hand is '{here}'.",
                name=name,
                here=base.name,
            ),
        )
    if version != base.version:
        return (
            tr(
                "The workbook was written from version {version}, and version {here} is at hand: "
                "what changed in between goes back to what the workbook says.",
                version=version,
                here=base.version,
            ),
        )
    return ()
