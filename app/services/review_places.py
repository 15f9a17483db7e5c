"""Where a review is written to: looked at before anything is frozen, so that no work of a meeting is written over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.problems import Problem, Trouble
from app.language import later, tr
from app.services.review_files import PROTECTED, SHUT, UNREAD, open_review, why_not_seen
from app.services.review_reading import SAME, Reading
from app.services.work import Work
from app.store.former_rows import rows_as_of
from app.store.numbers import these
from app.store.tables import Action, Base, DecisionRow, WorkspaceIdentity

if TYPE_CHECKING:
    from app.exports.review_returned import ReturnedReview

_TAKING = "take_decisions"  # as the history calls it
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Stamp = tuple[int, int] | None
"""When the file at a place was last written and how long it is; None where there is none."""

_NOT_SEEN = {
    PROTECTED: later(
        "'{name}' is protected with a password, and may hold decisions that were not taken: open it and save it "
        "without one, or choose another name."
    ),
    SHUT: later(
        "'{name}' may not be read, and may hold decisions that were not taken: close it in other programs and try "
        "again, or choose another name."
    ),
    UNREAD: later(
        "'{name}' is too large to be looked into, or packed in an unusual way, and may hold decisions that were not "
        "taken: choose another name."
    ),
}


def refuse_places(_: Work, *places: Path | None) -> None:
    """Raise Trouble where one of the files that are to be written could not be, before a week is frozen for them."""
    from app.exports.saving import refuse_where_it_cannot_go

    for place in places:
        if place is not None:
            refuse_where_it_cannot_go(place)


def stamp_of(path: Path | None) -> Stamp:
    """By what it is seen that somebody wrote to a file meanwhile."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found is not None else None


def refuse_to_lose(work: Work, path: Path) -> None:
    """Raise Problem where a file must not be replaced: it is open, or a meeting typed into it what nobody took yet.

    So it does where nobody can tell. What is seen to be no review of this workspace is none of its business.
    """
    if not path.is_file():
        return
    if _is_open(path):
        raise Problem(
            tr("'{name}' is open in another program: close it there first, or choose another name.", name=path.name)
        )
    if _holds_what_is_not_taken(work, path):
        raise Problem(
            tr(
                "'{name}' holds decisions that were not taken, or that were changed here since: look first at what "
                "reading it back would change (in the window under Decisions, or with `assay decisions`), or choose "
                "another name.",
                name=path.name,
            )
        )


def _is_open(path: Path) -> bool:
    """LibreOffice and Excel lay a file of their own beside one that they have open."""
    return any(path.with_name(name).exists() for name in (f".~lock.{path.name}#", f"~${path.name}"))


def _holds_what_is_not_taken(work: Work, path: Path) -> bool:
    """Raises Problem where nobody can tell, because the file is there and cannot be read."""
    from app.exports.review_filled import is_as_written

    try:
        found = open_review(path)  # as taking it would read it
    except (Problem, Trouble) as refused:
        why = why_not_seen(refused)
        if why:
            raise Problem(tr(_NOT_SEEN[why], name=path.name)) from refused
        return False  # it is damaged, or no review: nothing in it could be read back
    if found.workspace.casefold() != work.session.get_one(WorkspaceIdentity, 1).uuid.casefold():
        return False
    if is_as_written(found):  # what was decided elsewhere since is no reason to keep it
        return False
    return not _all_same(Reading(work, found)) and not _was_taken(work, path, found)


def _was_taken(work: Work, path: Path, found: "ReturnedReview") -> bool:
    """True where all of it was kept once it had been read back: what became of it since loses nothing of the meeting.

    Only what was read back after the file was saved last counts, for somebody may decide as before once more.
    """
    stamp = stamp_of(path)
    if stamp is None:
        return False
    saved = _EPOCH + timedelta(microseconds=stamp[0] // 1_000)
    ids = set(work.session.scalars(select(DecisionRow.id)))
    table, connection = Base.metadata.tables[DecisionRow.__tablename__], work.session.connection()
    for moment in _read_back(work, saved):
        rows = rows_as_of(connection, table, "id", ids, moment)
        if _all_same(Reading(work, found, [DecisionRow(**row) for row in rows.values()])):
            return True
    return False


def _read_back(work: Work, since: datetime) -> list[datetime]:
    """When reviews were read back, the latest first; only after the last time that this was undone."""
    query = select(Action.id, Action.at, Action.in_effect).where(Action.use_case == _TAKING, Action.at > since)
    taken = work.session.execute(query.order_by(Action.id.desc())).all()
    undone = [id for id, _, in_effect in taken if not in_effect]
    last = work.session.scalar(select(func.max(Action.at)).where(Action.undoes_id.in_(these(undone))))
    return [at for _, at, in_effect in taken if in_effect and (last is None or at > last)]


def _all_same(reading: Reading) -> bool:
    return all(line.state == SAME for line in reading.lines())
