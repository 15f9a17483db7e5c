"""Who in the store may be meant by a few rows: those who share a key with one of them, found without the others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.matching import account_keys, email_domain, email_key, fold, name_key, phone_key
from app.store.numbers import chunks
from app.store.tables import Account, Alternative, Person

Row = Mapping[str, str]  # by canonical field
TELLING = {"company": "name", "domain": "domain", "identifier": "identifier"}  # what leads to a merged organisation
_WRITTEN = ("", "www.", "http://", "https://", "http://www.", "https://www.")  # before a domain


class Near(NamedTuple):
    """The numbers of the people and organisations that may be met; nobody else has a key in common with the rows."""

    people: frozenset[int]
    accounts: frozenset[int]


def near(session: Session, rows: Sequence[Row]) -> Near:
    """Who may be meant by rows, and where those people are."""
    accounts, people = _accounts(session, rows), _people(session, rows)
    for some in chunks(sorted(people)):
        at = select(Person.account_id).where(Person.id.in_(some), Person.account_id.is_not(None))
        accounts |= {id for id in session.scalars(at) if id is not None}
    return Near(frozenset(people), frozenset(accounts))


def _accounts(session: Session, rows: Iterable[Row]) -> set[int]:
    keys = {key for row in rows for key in _account_keys(row)}
    named: dict[str, set[str]] = {"account name": set(), "domain": set(), "identifier": set()}
    for kind, value in keys:
        named[kind].add(value)
    found = _where(session, Account.id, Account.name_key, named["account name"])
    written = {before + host for host in named["domain"] for before in _WRITTEN}
    found |= _where(session, Account.id, Account.domain, written)
    if named["identifier"]:
        numbers = select(Account.id, Account.identifier).where(Account.identifier != "")
        found |= {id for id, number in session.execute(numbers) if not keys.isdisjoint(account_keys("", "", number))}
    a = Alternative
    formerly = select(a.account_id, a.field, a.value).where(a.account_id.is_not(None), a.field.in_(TELLING))
    for id, field, value in session.execute(formerly):
        if id is not None and not keys.isdisjoint(account_keys(**{"name": "", TELLING[field]: value})):
            found.add(id)
    return found


def _account_keys(row: Row) -> Iterable[tuple[str, str]]:
    domain = row.get("domain") or email_domain(row.get("email", ""))
    return account_keys(row.get("company", ""), domain, row.get("identifier", ""))


def _people(session: Session, rows: Sequence[Row]) -> set[int]:
    emails = {key for row in rows if (key := email_key(row.get("email", "")))}
    found = _where(session, Person.id, Person.email_key, emails)
    found |= _where(session, Alternative.person_id, func.lower(Alternative.value), emails)
    found |= _where(session, Person.id, Person.sort_name, {name for row in rows for name in _names(row)})
    numbers = {key for row in rows if (key := phone_key(row.get("phone", "")))}
    if numbers:
        found |= _where(session, Person.id, Person.phone, {f"+{number}" for number in numbers})
        p = Person
        others = select(p.id, p.phone).where(p.phone != "", p.phone.not_like("+%"))  # those that could not be read
        found |= {id for id, phone in session.execute(others) if phone_key(phone) in numbers}
    if any(_says_little(row) for row in rows):
        p = Person
        found |= set(session.scalars(select(p.id).where(p.email_key == "", (p.first_name == "") | (p.last_name == ""))))
    return found


def _names(row: Row) -> Iterable[str]:
    """The names by which lists sort somebody, whichever way round they were written."""
    first, last = row.get("first_name", ""), row.get("last_name", "")
    return (fold(f"{last} {first}"), fold(f"{first} {last}")) if name_key(first, last) else ()


def _says_little(row: Row) -> bool:
    """True where all that is known is the key."""
    name = name_key(row.get("first_name", ""), row.get("last_name", ""))
    return not (name or email_key(row.get("email", "")) or phone_key(row.get("phone", "")))


def _where(session: Session, id: Any, column: ColumnElement[str] | Any, values: Collection[str]) -> set[int]:
    return {
        found
        for some in chunks(sorted(value for value in values if value))
        for found in session.scalars(select(id).where(column.in_(some)))
        if found is not None
    }
