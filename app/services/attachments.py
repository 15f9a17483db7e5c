"""Files attached to leads, people and accounts: kept beside the workspace, noted, renamed, removed and opened.

The file is on the disk before its row is written, so a row never names what is not there; a file whose row was given up
is swept away a day later. Removing takes the row away only: an undo, days later too, brings it back with its file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, or_, select

from app.domain.counting import counted
from app.domain.file_names import kept_name, renamed, risk_of
from app.domain.problems import Problem
from app.language import tr
from app.services.guarding import patient_warnings
from app.services.owners import Owner, changed, name_of, owner_of, record
from app.services.work import Cancelled, Changed, Work
from app.store import kept_files, needed_files
from app.store.kept_files import State
from app.store.tables import Attachment, Lead, Person


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file and to whom it belongs."""

    id: int
    owner: Owner
    of: str  # the name of whom it belongs to
    name: str
    note: str
    size: int  # bytes
    at: datetime
    by: str
    digest: str
    state: State  # kept; missing or altered where it cannot be opened
    risk: str  # what it would be to open, where that kind can do harm


# --- attaching --------------------------------------------------------------------------------------------------------


def attach(work: Work, owner: Owner, files: Sequence[Path], note: str = "") -> Changed:
    """Keep copies of files with a lead, a person or an account; all of them or none. The outcome is their numbers.

    One that is attached there already is not attached twice. Raises Problem for what is no file, is empty or is larger
    than the limit.
    """
    to = record(work, owner)
    if not files:
        raise Problem(tr("Choose a file to attach."))
    sweep(work)
    known = {row.digest: row.name for row in work.session.scalars(select(Attachment).where(_of(owner)))}
    made, twice = list[Attachment](), list[str]()
    for done, file in enumerate(files):
        work.progress(done, len(files), tr("Copying {file}", file=kept_name(file.name)))
        kept = kept_files.keep(work.path, file, _unless_cancelled(work))
        if kept.digest in known:
            twice.append(tr("{file} is attached already.", file=known[kept.digest]))
            continue
        row = Attachment(name=kept_name(file.name), digest=kept.digest, size=kept.size, note=note.strip())
        row.at, row.by = work.now, work.by
        setattr(row, owner.column, owner.id)
        known[kept.digest] = row.name
        made.append(row)
    work.session.add_all(made)
    work.session.flush()
    what = made[0].name if len(made) == 1 else counted(len(made), "file")
    outcome = tuple(row.id for row in made)
    label = tr("Attach {what} to {name}", what=what, name=name_of(to))
    return changed(label, owner, kept=(*twice, *patient_warnings(note)), outcome=outcome)


def _unless_cancelled(work: Work) -> Callable[[], None]:
    def look() -> None:
        if work.progress.cancelled:
            raise Cancelled

    return look


def sweep(work: Work) -> int:
    """Remove files that no act ever attached, a day after they came; what an undo could need stays for good."""
    return needed_files.sweep(work.path, work.session.connection())


# --- changing ---------------------------------------------------------------------------------------------------------


def note_attachment(work: Work, attachment_id: int, note: str) -> Changed:
    """Write down what a file is about."""
    row = attachment_of(work, attachment_id)
    row.note = note.strip()
    return changed(tr("Note on {file}", file=row.name), owner_of(row), kept=patient_warnings(note))


def rename_attachment(work: Work, attachment_id: int, name: str) -> Changed:
    """Call a file otherwise; without an ending it keeps the one it has."""
    row = attachment_of(work, attachment_id)
    if not name.strip():
        raise Problem(tr("Write a name for the file."))
    before, row.name = row.name, renamed(row.name, name)
    return changed(tr("Rename {before} to {after}", before=before, after=row.name), owner_of(row))


def edit_attachment(work: Work, attachment_id: int, changes: Mapping[str, str]) -> Changed:
    """Change name and note of a file in one act."""
    done = [rename_attachment(work, attachment_id, changes["name"])] if "name" in changes else []
    done += [note_attachment(work, attachment_id, changes["note"])] if "note" in changes else []
    if not done:
        raise Problem(tr("Nothing was changed."))
    return replace(done[0], kept=done[-1].kept)


def remove_attachment(work: Work, attachment_id: int) -> Changed:
    """Take a file off whom it belongs to; undo attaches it again."""
    row = attachment_of(work, attachment_id)
    owner = owner_of(row)
    label = tr("Remove {file} from {name}", file=row.name, name=name_of(record(work, owner)))
    work.session.delete(row)
    return changed(label, owner)


def attachment_of(work: Work, attachment_id: int) -> Attachment:
    """The attachment of this number. Raises Problem where there is none."""
    row = work.session.get(Attachment, attachment_id)
    if row is None:
        raise Problem(tr("There is no attachment {number}; it may have been removed.", number=attachment_id))
    return row


# --- looking ----------------------------------------------------------------------------------------------------------


_NEWEST_FIRST = select(Attachment).order_by(Attachment.at.desc(), Attachment.id.desc())


def attachments(work: Work, owner: Owner | None = None, *, around: bool = False) -> tuple[AttachmentRow, ...]:
    """The files of one, or of all; `around` adds those of who belongs to it, after its own. The newest come first."""
    if owner is not None:
        record(work, owner)
    if owner is None:
        return tuple(_row(work, row) for row in work.session.scalars(_NEWEST_FIRST))
    wanted = or_(_of(owner), _around(work, owner)) if around else _of(owner)
    rows = sorted(
        work.session.scalars(_NEWEST_FIRST.where(wanted)), key=lambda row: getattr(row, owner.column) != owner.id
    )
    return tuple(_row(work, row) for row in rows)


def _of(owner: Owner) -> ColumnElement[bool]:
    found: ColumnElement[bool] = getattr(Attachment, owner.column) == owner.id
    return found


def _around(work: Work, owner: Owner) -> ColumnElement[bool]:
    """Whose files matter as well: of a lead its person and account, of a person their leads, of an account both."""
    if owner.kind == "lead":
        lead = record(work, owner)
        assert isinstance(lead, Lead)
        return or_(Attachment.person_id == lead.person_id, Attachment.account_id == lead.account_id)
    own = Lead.person_id == owner.id if owner.kind == "person" else Lead.account_id == owner.id
    of_leads = Attachment.lead_id.in_(select(Lead.id).where(own))
    if owner.kind == "person":
        return of_leads
    return or_(of_leads, Attachment.person_id.in_(select(Person.id).where(Person.account_id == owner.id)))


def _row(work: Work, row: Attachment) -> AttachmentRow:
    owner = owner_of(row)
    return AttachmentRow(
        id=row.id,
        owner=owner,
        of=name_of(record(work, owner)),
        name=row.name,
        note=row.note,
        size=row.size,
        at=row.at,
        by=row.by,
        digest=row.digest,
        state=kept_files.state(work.path, row.digest, row.size),
        risk=risk_of(row.name),
    )
