"""Many leads at once: another owner, another service line, or gone; each with one preview and one undo.

The preview is the same use case, rehearsed. Tags and moves of many have their own places (`tags`, `moves`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete, exists, select, update

from app.domain.counting import counted
from app.domain.problems import Problem
from app.language import tr
from app.services.undo_words import taken
from app.services.work import Changed, Work, risky
from app.store.numbers import among, chunks, given
from app.store.tables import Attachment, HandoffRow, Lead, Person, StakeholderRow

AT_A_TIME = 1_000  # leads between two looks at whether to go on


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What became of many: which changed, which were left as they are and why, and in numbers what else moved."""

    done: tuple[int, ...]
    left: tuple[tuple[int, str, str], ...] = ()  # lead id, name, why
    says: tuple[str, ...] = ()


@risky
def set_owner(work: Work, lead_ids: Sequence[int], owner: str) -> Changed:
    """Give many leads to one owner; those who have them already stay. The outcome is a BulkDone."""
    owner = " ".join(owner.split())
    if not owner:
        raise Problem(tr("Name the owner; a lead without one would be forgotten."))
    if len(owner) > 200:
        raise Problem(tr("A name has at most 200 characters."))
    changed = [one.id for one in _named(work, lead_ids) if one.owner != owner]
    _set(work, changed, owner=owner)
    label = tr("Give {leads} to {owner}", leads=counted(len(changed), "lead"), owner=owner)
    return Changed(label, frozenset(changed), outcome=_done(changed))


@risky
def set_service_line(work: Work, lead_ids: Sequence[int], line: str) -> Changed:
    """Put many leads into one service line. Where the person has a lead there already, theirs stays and is listed."""
    known = {entry.id: entry.label for entry in work.playbook.service_lines}
    line = next((id for id, label in known.items() if line.casefold() in (id.casefold(), label.casefold())), line)
    if line not in known:
        names = ", ".join(known.values())
        raise Problem(tr("'{line}' is not a service line; choose one of {names}.", line=line, names=names))
    there = _people_in(work, line)
    changed, left = list[int](), list[tuple[int, str, str]]()
    for one in _named(work, lead_ids):
        if one.line == line:
            continue
        if one.person in there:
            why = tr(
                "{name} has a lead in {line} already; merge the two, or add to that one.",
                name=one.name,
                line=known[line],
            )
            left.append((one.id, one.name, why))
        else:
            there.add(one.person)
            changed.append(one.id)
    _set(work, changed, service_line=line)
    label = tr("Put {leads} into {line}", leads=counted(len(changed), "lead"), line=known[line])
    kept = tuple(why for _, _, why in left)
    return Changed(label, frozenset(changed), kept=kept, outcome=_done(changed, left))


@risky
def delete_leads(work: Work, lead_ids: Sequence[int], *, people_too: bool = False) -> Changed:
    """Delete leads with everything noted on them; an undo brings it all back. The outcome is a BulkDone.

    A lead with an issued handoff stays and is listed: what left the house is on record for good. With `people_too`,
    the people go as well whom nothing else names: no other lead, no seat on a committee, no file.
    """
    named, on_record = _named(work, lead_ids), _on_record(work, lead_ids)
    left = [(one.id, one.name, _stays(one, on_record[one.id])) for one in named if one.id in on_record]
    gone = [one.id for one in named if one.id not in on_record]
    people = sorted({one.person for one in named if one.id not in on_record})
    _delete(work, gone)
    if people_too:
        _delete_people(work, people)
    work.session.expire_all()
    kept = tuple(why for _, _, why in left)
    outcome = _done(gone, left, taken(work))
    label = tr("Delete {leads}", leads=counted(len(gone), "lead"))
    return Changed(label, frozenset(gone), people=frozenset(people), kept=kept, outcome=outcome)


class _Named(NamedTuple):
    """A lead as a sentence names it, and what bulk acts ask of it."""

    id: int
    name: str
    owner: str
    person: int
    line: str


def _named(work: Work, lead_ids: Sequence[int]) -> list[_Named]:
    """These leads, in order. Raises Problem where none is there any more."""
    lead, person = Lead.__table__.c, Person.__table__.c
    query = (
        select(lead.id, person.full_name, person.email, person.phone, lead.owner, lead.person_id, lead.service_line)
        .join(Person.__table__, person.id == lead.person_id)
        .where(lead.id.in_(among()))
        .order_by(lead.id)
    )
    rows = work.session.execute(query, given(lead_ids))
    found = [
        _Named(id, name or email or phone or tr("Lead {id}", id=id), *rest) for id, name, email, phone, *rest in rows
    ]
    if not found:
        raise Problem(tr("Choose the leads first; none of these is there."))
    return found


def _done(ids: Sequence[int], left: Sequence[tuple[int, str, str]] = (), says: tuple[str, ...] = ()) -> BulkDone:
    return BulkDone(tuple(ids), tuple(left), says)


def _set(work: Work, ids: Sequence[int], **values: str) -> None:
    """Set columns of many leads; what the session holds of them is read again."""
    statement = update(Lead).where(Lead.id.in_(among())).values(values)
    for done, some in enumerate(chunks(ids, AT_A_TIME)):
        work.progress(done * AT_A_TIME, len(ids), tr("Changing leads"))
        work.session.connection().execute(statement, given(some))
    work.session.expire_all()


def _people_in(work: Work, line: str) -> set[int]:
    return set(work.session.scalars(select(Lead.person_id).where(Lead.service_line == line)))


# --- deleting ---------------------------------------------------------------------------------------------------------


def _on_record(work: Work, lead_ids: Sequence[int]) -> dict[int, int]:
    """The leads that something was issued for, each with the number of its latest handoff."""
    query = select(HandoffRow.lead_id, HandoffRow.number).where(HandoffRow.lead_id.in_(among()))
    return {row[0]: row[1] for row in work.session.execute(query.order_by(HandoffRow.number), given(lead_ids))}


def _stays(one: _Named, number: int) -> str:
    return tr(
        "{name} stays: handoff {number} is on record for good. Close the lead with a reason instead.",
        name=one.name,
        number=number,
    )


def _delete(work: Work, ids: Sequence[int]) -> None:
    """Take leads away; what belongs to them goes with them, and the journal keeps all of it for an undo."""
    statement = delete(Lead).where(Lead.id.in_(among()))
    for done, some in enumerate(chunks(ids, AT_A_TIME)):
        work.progress(done * AT_A_TIME, len(ids), tr("Deleting leads"))
        work.session.connection().execute(statement, given(some))


def _delete_people(work: Work, ids: Sequence[int]) -> None:
    """Take away those of these people whom nothing else names."""
    named = [exists().where(table.person_id == Person.id) for table in (Lead, StakeholderRow, Attachment)]
    statement = delete(Person).where(Person.id.in_(among()), *(~one for one in named))
    for some in chunks(ids, AT_A_TIME):
        work.session.connection().execute(statement, given(some))
