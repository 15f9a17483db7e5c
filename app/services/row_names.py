"""What people call one row of a table: the history and an undo name it by who or what it is, not by a number."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.domain.outline import shortened
from app.language import tr
from app.store.tables import Account, HandoffRow, Lead, Person
from app.store.tables.foundation import Base

LONGEST = 80  # letters of a question

_Facts = Mapping[str, Any]  # the columns of a row, as it is stored or as the journal holds it


def name_of(session: Session, table: str, row_id: int, facts: _Facts | None = None) -> str:
    """What people call a row; its number where it has no name. `facts` tell of one that is gone by now."""
    if table == "account" and (account := session.get(Account, row_id)):
        return account.name
    if table == "person" and (person := session.get(Person, row_id)):
        return person.shown_name
    if table == "lead" and (lead := session.get(Lead, row_id)):
        return f"{row_id} ({lead.person.shown_name})"
    if table == "handoff" and (handoff := session.get(HandoffRow, row_id)):
        return str(handoff.number)
    said = _SAID.get(table)
    found = (_stored(session, table, row_id) or facts) if said is not None else None
    return (said(session, found) if said is not None and found else "") or str(row_id)


def _stored(session: Session, table: str, row_id: int) -> _Facts | None:
    stored = Base.metadata.tables[table]
    row = session.execute(stored.select().where(stored.c.id == row_id)).mappings().one_or_none()
    return dict(row) if row is not None else None


def _whole(name: str) -> Callable[[Session, _Facts], str]:
    """A row that bears a name."""
    return lambda _, facts: str(facts.get(name) or "")


def _quoted(*names: str) -> Callable[[Session, _Facts], str]:
    """A row that is about a sentence; the first that is written."""

    def said(_: Session, facts: _Facts) -> str:
        words = next((str(facts[name]) for name in names if facts.get(name)), "")
        return tr("“{words}”", words=shortened(words, LONGEST)) if words else ""

    return said


def _person(session: Session, facts: _Facts) -> str:
    person = session.get(Person, facts["person_id"]) if facts.get("person_id") else None
    return person.shown_name if person is not None else str(facts.get("name") or "")


def _lead(session: Session, facts: _Facts) -> str:
    lead = session.get(Lead, facts["lead_id"]) if facts.get("lead_id") else None
    return lead.person.shown_name if lead is not None else ""


def _account(session: Session, facts: _Facts) -> str:
    account = session.get(Account, facts["account_id"]) if facts.get("account_id") else None
    return account.name if account is not None else ""


_SAID: Mapping[str, Callable[[Session, _Facts], str]] = {
    "call": _account,
    "call_lead": _lead,
    "call_attendee": _person,
    "call_question": _quoted("text", "question"),
    "discovery": _quoted("asked", "question"),
    "gap": _quoted("question"),
    "scope": _whole("test"),
    "document": _whole("name"),
    "integration": _lead,
    "pilot": _lead,
    "decision_step": _lead,
    "stakeholder": _person,
}
