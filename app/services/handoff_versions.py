"""Packages that were sent again: which one took the place of which, and that the earlier one waits for nothing."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from app.services.work import Work
from app.store.numbers import chunks
from app.store.tables import HandoffRow

UNDECIDED = ("", "need_more")  # verdicts that a newer version takes the place of


def newer_of(work: Work, ids: Iterable[int]) -> dict[int, int]:
    """The ids of the packages that were sent in the place of these, by the ids of the earlier ones."""
    found: dict[int, int] = {}
    for some in chunks(sorted(set(ids))):
        query = select(HandoffRow.replaces_id, HandoffRow.id).where(HandoffRow.replaces_id.in_(some))
        found |= {older: newer for older, newer in work.session.execute(query.order_by(HandoffRow.id)) if older}
    return found


def numbers_of(work: Work, ids: Iterable[int]) -> dict[int, int]:
    """The numbers of packages by their ids."""
    found: dict[int, int] = {}
    for some in chunks(sorted(set(ids))):
        rows = work.session.execute(select(HandoffRow.id, HandoffRow.number).where(HandoffRow.id.in_(some)))
        found |= {row.id: row.number for row in rows}
    return found


def latest_of(work: Work, row: HandoffRow) -> HandoffRow:
    """The version that counts now: the end of the chain that begins with this package."""
    seen = {row.id}
    while (newer := newer_of(work, [row.id]).get(row.id)) is not None and newer not in seen:
        row = work.session.get_one(HandoffRow, newer)
        seen.add(newer)
    return row


def is_replaced(work: Work, row: HandoffRow) -> bool:
    """True where a newer version was sent and no verdict that counts had been given: its clock stands for good."""
    return row.verdict in UNDECIDED and bool(newer_of(work, [row.id]))


def replaced() -> ColumnElement[bool]:
    """The same as a condition on the table of handoffs."""
    newer = aliased(HandoffRow)
    sent_again = select(newer.id).where(newer.replaces_id == HandoffRow.id).correlate(HandoffRow).exists()
    return HandoffRow.verdict.in_(UNDECIDED) & sent_again


def chain(work: Work, row: HandoffRow) -> Sequence[HandoffRow]:
    """Every version from the first to this one."""
    rows = [row]
    while rows[-1].replaces_id is not None:
        older = work.session.get(HandoffRow, rows[-1].replaces_id)
        if older is None or older in rows:
            break
        rows.append(older)
    return rows[::-1]
