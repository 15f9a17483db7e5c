"""Rows of a query walked a column at a time: what they become, and what is refused."""

from datetime import datetime
from typing import NamedTuple

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.by_column import Columns, aware, pattern
from app.store.tables import Account, Person
from tests.store.acting import NOW, Acting


class Known(NamedTuple):
    """What is told of a person."""

    id: int
    full_name: str
    born: datetime
    at: str = "nowhere"
    what: int = 0


def _people(session: Session) -> None:
    clinic = Account(name="Lakeside Clinic", region="North", created_at=NOW)
    session.add_all(
        [
            Person(full_name="Ada Berg", job_title="Nurse", account=clinic, created_at=NOW),
            Person(full_name="Ben Dahl", created_at=NOW.replace(microsecond=0)),
        ]
    )


def _read(session: Session) -> Columns:
    holding = pattern(Account.region == "North", Person.job_title != "", Person.full_name != "")
    query = select(Person.id, Person.full_name, aware(Person.created_at), holding.label("what"))
    return Columns(session.connection(), query.outerjoin(Account, Account.id == Person.account_id).order_by(Person.id))


def test_each_row_becomes_what_its_columns_say_and_what_is_not_named_has_its_default(acting: Acting) -> None:
    acting.act(_people)
    with acting.workspace.reading() as session:
        read = _read(session)
        ada, ben = read.as_rows(Known, full_name=map(str.upper, read["full_name"]), born=read.moments("created_at"))
    assert (ada.full_name, ben.full_name) == ("ADA BERG", "BEN DAHL")
    assert (ada.born, ben.born) == (NOW, NOW.replace(microsecond=0))
    assert ada.born.tzinfo is not None
    assert (ada.at, ben.at) == ("nowhere", "nowhere")


def test_a_pattern_tells_which_conditions_hold_and_what_is_not_known_does_not(acting: Acting) -> None:
    acting.act(_people)
    with acting.workspace.reading() as session:
        assert list(_read(session)["what"]) == [0b111, 0b100]


def test_a_column_that_is_too_short_loses_no_row_unsaid(acting: Acting) -> None:
    acting.act(_people)
    with acting.workspace.reading() as session:
        read = _read(session)
        with pytest.raises(ValueError, match="shorter"):
            read.as_rows(Known, born=list(read.moments("created_at"))[:1])


def test_no_rows_become_nothing(acting: Acting) -> None:
    with acting.workspace.reading() as session:
        read = _read(session)
        assert read.as_rows(Known, born=read.moments("created_at")) == []
