"""Attached files opened: only copies leave the folder of a workspace, and each is read before anybody trusts it."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from app.domain.file_names import writable
from app.domain.problems import Problem
from app.language import later, tr
from app.services.attachments import attachment_of
from app.services.owners import name_of, owner_of, record
from app.services.work import Work
from app.store import kept_files
from app.store.kept_files import State
from app.store.neighbours import file_folder
from app.store.tables import Attachment


def open_copy(work: Work, attachment_id: int, folder: Path) -> Path:
    """Write a copy that can only be read into a folder, under the name it was attached with, and return its path.

    What is opened is never the kept file itself. Raises Problem where that is missing or was altered.
    """
    row = attachment_of(work, attachment_id)
    folder.mkdir(parents=True, exist_ok=True)
    target = _free(folder, writable(row.name))
    refuse_lost(work, row.name, kept_files.write_copy(work.path, row.digest, target))
    target.chmod(0o400)
    return target


def refuse_lost(work: Work, name: str, found: State) -> None:
    """Raise Problem where a file cannot be opened, and say what would bring it back."""
    folder = file_folder(work.path).name
    if found is State.MISSING:
        raise Problem(
            tr(
                "The file of {name} is no longer in {folder}; put it back, or attach it again.",
                name=name,
                folder=folder,
            )
        )
    if found is State.ALTERED:
        raise Problem(
            tr(
                "The file of {name} in {folder} was altered since it was attached and is not opened; attach the "
                "original again.",
                name=name,
                folder=folder,
            )
        )


def _free(folder: Path, name: str) -> Path:
    stem, ending = Path(name).stem, Path(name).suffix
    tries: Iterable[str] = (name, *(f"{stem} ({number}){ending}" for number in range(2, 10_000)))
    return next(path for one in tries if not (path := folder / one).exists())


def lost_files(work: Work) -> tuple[str, ...]:
    """A sentence for each attached file that is missing or was altered, every byte of all of them read."""
    rows = work.session.scalars(select(Attachment).order_by(Attachment.id)).all()
    states: dict[str, State] = {}
    said = []
    for done, row in enumerate(rows):
        work.progress(done, len(rows), tr("Reading attached files"))
        if row.digest not in states:
            states[row.digest] = kept_files.state_read(work.path, row.digest)
        if states[row.digest] is not State.KEPT:
            of = name_of(record(work, owner_of(row)))
            said.append(tr(_LOST[states[row.digest]], file=row.name, owner=of))
    return tuple(said)


_LOST = {
    State.MISSING: later("The file {file} attached to {owner} is missing."),
    State.ALTERED: later("The file {file} attached to {owner} was altered since."),
}
