"""Two that were merged taken apart again: both as they were, and what came since listed with where it stays."""

from dataclasses import dataclass

from sqlalchemy import select

from app.domain.problems import Problem
from app.language import tr
from app.services.merging import Kind, record_of, stored_kind
from app.services.since_merge import came_since
from app.services.undo_words import said, taken
from app.services.undoing import Undone, undo
from app.services.work import Changed, Work
from app.store import journal, taking_back
from app.store.tables import Merged


@dataclass(frozen=True, slots=True)
class _Part:
    """The changes of an action that made one of two."""

    action: int
    first: int
    last: int
    whole: bool  # the action did nothing else


def unmerge(work: Work, kind: Kind, id: int) -> Changed:
    """Take two that were merged apart again: by the number of the one that went, or of the one that stayed.

    Of one that stayed in several merges the latest is taken back. What came since stays with the one that stayed, and
    is listed. The outcome is an Undone.
    """
    stored = stored_kind(kind)
    row = work.session.scalar(select(Merged).where(Merged.kind == stored, Merged.gone_id == id))
    if row is None:
        latest = select(Merged).where(Merged.kind == stored, Merged.into_id == id).order_by(Merged.id.desc()).limit(1)
        row = work.session.scalar(latest)
    if row is None:
        record_of(work, stored, id)
        raise Problem(
            tr("Nothing was merged into this person; there is nothing to take apart.")
            if stored == "person"
            else tr("Nothing was merged into this account; there is nothing to take apart.")
        )
    gone, part = row.gone_id, _part_of(work, stored, row)
    if part.whole:
        return undo(work, part.action)
    since = came_since(work, part.action)
    kept = taking_back.take_back_part(work.session.connection(), part.action, (part.first, part.last))
    work.session.expire_all()
    again = record_of(work, stored, gone)
    return Changed(
        tr("Take {name} apart again", name=again.shown_name if stored == "person" else again.name),
        people=frozenset({gone} if stored == "person" else ()),
        accounts=frozenset({gone} if stored == "account" else ()),
        places=frozenset({"duplicates"}),
        kept=(*said(work.session, kept), *since),
        outcome=Undone(part.action, taken(work)),
    )


def _part_of(work: Work, stored: str, row: Merged) -> _Part:
    """Each merge of an action ends with the trail of the one that went, so its changes lie between two of them."""
    ends = journal.insertions(work.session.connection(), Merged.__tablename__, row.id, "kind", stored)
    at = next(place for place, (_, row_id, _) in enumerate(ends) if row_id == row.id)
    action, _, last = ends[at]
    return _Part(action, ends[at - 1][2] + 1 if at else 0, last, len(ends) == 1)
