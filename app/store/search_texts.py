"""What the search indexes hold: the texts of leads, their stories, accounts and people, folded, read from the rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, exists, literal, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from app.domain.matching import folded
from app.store import search
from app.store.numbers import among, chunks, given
from app.store.tables import (
    Account,
    AnswerRow,
    Call,
    CallLead,
    ClockPause,
    DiscoveryRow,
    GapRow,
    HandoffRow,
    Lead,
    Move,
    Person,
    SignalRow,
    TagRow,
    TouchRow,
)

AT_A_TIME = 2_000
Texts = Iterator[tuple[int, str]]


def search_text(parts: Iterable[str | None]) -> str:
    """A text as search looks through it: each part once, folded."""
    return folded(" ".join(dict.fromkeys(part for part in parts if part)))


def digits(phone: str | None) -> str:
    """A number without the blanks and signs in it, as somebody may type it."""
    return "".join(letter for letter in phone or "" if letter.isdigit())


def lead_texts(connection: Connection, ids: Sequence[int]) -> Texts:
    """Who a lead is and what they looked at: names, address, number, title, place, wishes, signals, notes."""
    signals = _signals(connection, ids)
    for id, phone, *parts in connection.execute(_LEADS, given(ids)):
        yield id, search_text((*parts, digits(phone), *signals.get(id, ())))


def story_texts(connection: Connection, ids: Sequence[int]) -> Texts:
    """What people wrote about a lead, with their name and account, so that a name and a word find it; nothing: none."""
    written: dict[int, dict[str, None]] = {}
    for id, *parts in connection.execute(_STORIES, given(ids)):
        written.setdefault(id, {}).update(dict.fromkeys(part for part in parts if part))
    if written:
        for id, *heads in connection.execute(_HEADS, given(written)):
            yield id, search_text((*heads, *written[id]))


def account_texts(connection: Connection, ids: Sequence[int]) -> Texts:
    """An organisation: its names, place, domain, kind and notes."""
    for id, *parts in connection.execute(_ACCOUNTS, given(ids)):
        yield id, search_text(parts)


def person_texts(connection: Connection, ids: Sequence[int]) -> Texts:
    """Those of these people who have no lead: name, address, number, title, account, notes."""
    for id, phone, *parts in connection.execute(_PEOPLE, given(ids)):
        yield id, search_text((*parts, digits(phone)))


def rebuild(connection: Connection) -> None:
    """Fill every index anew from the rows."""
    sources: tuple[tuple[str, type[Any], Any], ...] = (
        (search.LEADS, Lead, lead_texts),
        (search.STORIES, Lead, story_texts),
        (search.ACCOUNTS, Account, account_texts),
        (search.PEOPLE, Person, person_texts),
    )
    for index, table, texts in sources:
        search.empty(connection, index)
        ids = connection.scalars(select(table.id).order_by(table.id)).all()
        for some in chunks(ids, AT_A_TIME):
            search.add(connection, texts(connection, some), index)


def _signals(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, None]]:
    found: dict[int, dict[str, None]] = {}
    for id, asset, asked_for in connection.execute(_SIGNALS, given(ids)):
        found.setdefault(id, {}).update({asset: None, asked_for: None})
    return found


def _written(table: type[Any], *columns: ColumnElement[str] | Any) -> Select[Any]:
    filled = (*columns, literal(""), literal(""))[:3]
    return select(table.lead_id, *filled).where(table.lead_id.in_(among()))


_LEADS = (
    select(
        Lead.id,
        Person.phone,
        Person.full_name,
        Person.email,
        Person.job_title,
        Account.name,
        Account.city,
        Account.domain,
        Lead.campaign,
        Lead.asked_for,
        Person.notes,
    )
    .join(Person, Person.id == Lead.person_id)
    .outerjoin(Account, Account.id == Lead.account_id)
    .where(Lead.id.in_(among()))
)
_HEADS = (
    select(Lead.id, Person.full_name, Account.name)
    .join(Person, Person.id == Lead.person_id)
    .outerjoin(Account, Account.id == Lead.account_id)
    .where(Lead.id.in_(among()))
)
_SIGNALS = (
    select(SignalRow.lead_id, SignalRow.asset, SignalRow.asked_for)
    .where(SignalRow.lead_id.in_(among()), (SignalRow.asset != "") | (SignalRow.asked_for != ""))
    .order_by(SignalRow.lead_id, SignalRow.id)
)
_STORIES: CompoundSelect[*tuple[Any, ...]] = union_all(
    _written(TouchRow, TouchRow.outcome, TouchRow.agreed),
    _written(AnswerRow, AnswerRow.evidence, AnswerRow.who),
    _written(Move, Move.learned, Move.next_step, Move.override),
    _written(GapRow, GapRow.question, GapRow.answer, GapRow.evidence),
    _written(HandoffRow, HandoffRow.note),
    _written(ClockPause, ClockPause.reason),
    _written(TagRow, TagRow.word),
    _written(DiscoveryRow, DiscoveryRow.text, DiscoveryRow.who),
    select(CallLead.lead_id, Call.goal, Call.learned, Call.next_step)
    .join(Call, Call.id == CallLead.call_id)
    .where(CallLead.lead_id.in_(among())),
)
_ACCOUNTS = select(
    Account.id,
    Account.name,
    Account.city,
    Account.domain,
    Account.identifier,
    Account.facility_type,
    Account.country,
    Account.testing_focus,
    Account.systems,
    Account.notes,
).where(Account.id.in_(among()))
_PEOPLE = (
    select(
        Person.id,
        Person.phone,
        Person.full_name,
        Person.email,
        Person.job_title,
        Account.name,
        Person.notes,
    )
    .outerjoin(Account, Account.id == Person.account_id)
    .where(Person.id.in_(among()), ~exists().where(Lead.person_id == Person.id))
)
