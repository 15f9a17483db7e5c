"""The rows of a call as use cases need them: the call itself, whom it is about, who takes part."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.problems import Problem
from app.language import later, tr
from app.services.work import Changed, Work
from app.store.tables import Call, CallAttendee, CallLead, Lead, Person

REACHED: Mapping[str, str] = {"yes": later("Yes"), "partly": later("Partly"), "no": later("No")}  # the exit wanted
PLACE = "calls"  # what pages that show calls listen to


def stored(work: Work, call_id: int) -> Call:
    """The call with this number. Raises Problem where there is none."""
    found = work.session.get(Call, call_id)
    if found is None:
        raise Problem(tr("There is no call {id}; it may have been undone.", id=call_id))
    return found


def still_open(work: Work, call_id: int) -> Call:
    """The call, as long as it may be worked on. Raises Problem where it was closed out or called off."""
    call = stored(work, call_id)
    if call.state == "done":
        raise Problem(tr("This call is closed out; undo that first, or plan the next one."))
    if call.state == "cancelled":
        raise Problem(tr("This call was called off; undo that first, or plan another one."))
    return call


def leads_of(work: Work, call_id: int) -> list[Lead]:
    """Whom the call is about, in the order in which they were named; one named twice counts once."""
    beside = joinedload(Lead.person).joinedload(Person.account), joinedload(Lead.account)
    rows = work.session.scalars(
        select(Lead)
        .join(CallLead, CallLead.lead_id == Lead.id)
        .where(CallLead.call_id == call_id)
        .order_by(CallLead.id)
        .options(*beside)
    )
    return list(dict.fromkeys(rows))


def lead_ids_of(work: Work, call_id: int) -> list[int]:
    """The numbers of the leads that the call is about, in order."""
    rows = work.session.scalars(select(CallLead.lead_id).where(CallLead.call_id == call_id).order_by(CallLead.id))
    return list(dict.fromkeys(rows))


def lead_in(work: Work, call_id: int, lead_id: int | None) -> int:
    """The lead that something in a call is about: the one named, else the first. Raises Problem for a stranger."""
    ids = lead_ids_of(work, call_id)
    if lead_id is None and ids:
        return ids[0]
    if lead_id is None or lead_id not in ids:
        raise Problem(tr("This call is not about lead {id}; add the lead to the call first.", id=lead_id or "?"))
    return lead_id


def attendees_of(work: Work, call_id: int) -> list[CallAttendee]:
    """Who takes part: theirs first, each side in the order in which they were named; who is named twice counts once."""
    rows = work.session.scalars(
        select(CallAttendee)
        .where(CallAttendee.call_id == call_id)
        .order_by(CallAttendee.side.desc(), CallAttendee.id)
        .options(joinedload(CallAttendee.person))
    )
    return each_once(rows)


def each_once(rows: Iterable[CallAttendee]) -> list[CallAttendee]:
    """Those who take part, without the second row of somebody in a call, as the merge of two people leaves it."""
    found: dict[tuple[int, str, int], CallAttendee] = {}
    return [row for row in rows if found.setdefault((row.call_id, row.side, row.person_id or -row.id), row) is row]


def attendee_name(row: CallAttendee) -> str:
    """What somebody who takes part is called now."""
    return row.person.shown_name if row.person is not None else row.name


def fits(table: type[Any], values: Mapping[str, Any]) -> None:
    """Raise Problem for a text that is longer than the column it goes into."""
    for name, value in values.items():
        column = table.__table__.columns.get(name)
        limit = getattr(column.type, "length", None) if column is not None else None
        if limit and isinstance(value, str) and len(value) > limit:
            begins = value[:40].rstrip()
            raise Problem(tr("Shorten “{begins}…” to {limit} characters or fewer.", begins=begins, limit=limit))


def whom_with(work: Work, call: Call) -> str:
    """With whom the call is, in a word or two: the account, else the person."""
    if call.account is not None:
        return call.account.name
    leads = leads_of(work, call.id)
    return leads[0].person.shown_name if leads else tr("nobody")


def changed(work: Work, call: Call, label: str, leads: Iterable[int] | None = None, **more: Any) -> Changed:
    """What a use case says that changed something of a call."""
    concerned = frozenset(lead_ids_of(work, call.id) if leads is None else leads)
    accounts = frozenset({call.account_id} if call.account_id is not None else ())
    return Changed(label, leads=concerned, accounts=accounts, places=frozenset({PLACE}), **more)
