"""Many rows at once: values as the columns keep them, and indexes and triggers that are back whatever happens."""

from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from app.store import bulk, journal
from app.store.tables import Person
from app.store.tables.foundation import new_uuids
from tests.store.acting import NOW, Acting

_COLUMNS = ("uuid", "full_name", "consent")
_SAME: dict[str, Any] = {
    **dict.fromkeys(("first_name", "last_name", "job_title", "email", "phone", "notes", "relation"), ""),
    **dict.fromkeys(("sort_name", "email_key", "email_kind"), ""),
    "extra": {},
    "created_at": NOW,
}


class _Stopped(Exception):
    """What ends an import in the middle."""


def _insert(connection: Connection, *names: str) -> int:
    rows = ((uuid, name, {"email": "yes"}) for uuid, name in zip(new_uuids(), names, strict=False))
    return bulk.insert_rows(connection, cast(Table, Person.__table__), _COLUMNS, rows, _SAME)


def _schema(connection: Connection) -> set[str]:
    """Indexes and triggers as they stand, with all they say."""
    both = "SELECT type, name, tbl_name, sql FROM sqlite_master UNION ALL SELECT type, name, tbl_name, sql FROM "
    rows = connection.exec_driver_sql(both + "sqlite_temp_master")
    return {f"{name} {on} {sql}" for kind, name, on, sql in rows if kind in ("index", "trigger")}


def _like_a_large_import(session: Session) -> set[str]:
    """Two people; returns the indexes and triggers that were there meanwhile."""
    connection = session.connection()
    journal.in_bulk(connection, True, ["person", "import_row"])
    with bulk.indexed_afterwards(connection, ["person"]):
        _insert(connection, "Ada Berg", "Ben Dahl")
        meanwhile = _schema(connection)
    journal.in_bulk(connection, False, ["person", "import_row"])
    return meanwhile


def _now(acting: Acting) -> set[str]:
    with acting.workspace.writing() as session:
        return _schema(session.connection())


def test_rows_hold_what_they_say_and_what_all_have_in_common(acting: Acting) -> None:
    assert acting.act(lambda session: _insert(session.connection(), "Ada Berg", "Ben Dahl")).returned == 2
    with acting.workspace.reading() as session:
        people = session.query(Person).order_by(Person.id).all()
        assert [(one.full_name, one.consent, one.created_at) for one in people] == [
            ("Ada Berg", {"email": "yes"}, NOW),
            ("Ben Dahl", {"email": "yes"}, NOW),
        ]


def test_indexes_and_triggers_are_away_while_rows_come_in_and_the_same_after(acting: Acting) -> None:
    before = _now(acting)
    meanwhile = acting.act(_like_a_large_import).returned
    away = {entry.split()[0] for entry in before - meanwhile}
    assert "journal_person_INSERT" in away
    assert len(away) == 1 + len(cast(Table, Person.__table__).indexes)
    assert _now(acting) == before


def test_an_import_that_stops_half_way_leaves_indexes_and_triggers_as_they_were(acting: Acting) -> None:
    before = _now(acting)

    def stopped(session: Session) -> None:
        connection = session.connection()
        journal.in_bulk(connection, True, ["person"])
        with bulk.indexed_afterwards(connection, ["person"]):
            _insert(connection, "Ada Berg")
            raise _Stopped

    with pytest.raises(_Stopped):
        acting.act(stopped)
    assert _now(acting) == before
    assert acting.act(lambda session: _insert(session.connection(), "Ada Berg")).rows == 1  # the journal writes again


def test_indexes_are_made_anew_only_where_new_rows_are_many_and_outnumber_the_old(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "WORTH_IT", 3)
    acting.act(lambda session: _insert(session.connection(), *"abcdef"))
    with acting.workspace.reading() as session:
        connection = session.connection()
        assert bulk.outgrown(connection, {"person": 5, "lead": 5, "account": 2}) == ["lead"]
        assert bulk.outgrown(connection, {"person": 6, "lead": 0}) == ["person"]


def test_fresh_identities_are_random_ones_of_version_four() -> None:
    drawn = [next(uuids) for uuids in [new_uuids()] for _ in range(3_000)]
    assert len(set(drawn)) == 3_000
    assert {(str(UUID(one)) == one, UUID(one).version, UUID(one).variant) for one in drawn} == {
        (True, 4, "specified in RFC 4122")
    }
