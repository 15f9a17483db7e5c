"""The history: what it writes down, what an undo gives back, keeps and lists, and what the chain of hashes finds."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.problems import Problem
from app.store import journal
from app.store.tables import (
    AnswerRow,
    Base,
    HandoffRow,
    Lead,
    ReplyRow,
    ReviewRow,
    SignalRow,
    StakeholderRow,
)
from app.store.taking_back import Kept
from tests.store.acting import NOW, Acting, account, lead, person


def _story(session: Session) -> Lead:
    """An account with a committee, a person, a lead and what happened with it."""
    lab = account(session)
    ada = person(session, account_id=lab.id)
    fresh = lead(session, ada)
    session.add_all(
        [
            SignalRow(lead_id=fresh.id, kind="webinar", at=NOW),
            SignalRow(lead_id=fresh.id, kind="demo", at=NOW, extra={"Zeile": "ü\"'\\"}),
            AnswerRow(lead_id=fresh.id, criterion="need", value="yes", at=NOW, by="ada"),
        ]
    )
    chief = StakeholderRow(account_id=lab.id, person_id=ada.id, created_at=NOW, stance=2)
    session.add(chief)
    session.flush()
    session.add(StakeholderRow(account_id=lab.id, reports_to_id=chief.id, created_at=NOW))
    return fresh


def _handed_off(session: Session) -> None:
    of = session.query(Lead).one()
    of.owner = "Bo"
    session.add(
        HandoffRow(number=1, lead_id=of.id, sent_at=NOW, by="ada", due_at=NOW, sheet={}, digest="d", completeness=9)
    )


# --- what is written --------------------------------------------------------------------------------------------------


def test_an_edit_is_written_with_the_columns_that_changed(acting: Acting) -> None:
    acting.act(_story)
    done = acting.run("UPDATE lead SET owner = 'Bo', due = '2026-11-20', stage = stage")
    assert done.rows == 1
    assert acting.ask("SELECT table_name, row_id, before, after FROM change WHERE action_id = ?", done.action) == [
        ("lead", 1, '{"owner":"","due":null}', '{"owner":"Bo","due":"2026-11-20"}')
    ]


def test_derived_columns_and_edits_of_nothing_are_not_written(acting: Acting) -> None:
    acting.act(_story)
    assert acting.run("UPDATE lead SET fit = 80, owner = owner").rows == 0
    assert acting.ask("SELECT count(*) FROM action") == [(1,)]


def test_what_a_foreign_key_deletes_or_empties_is_written_and_comes_back(acting: Acting) -> None:
    acting.act(_story)
    before = acting.picture()
    done = acting.run("DELETE FROM account")
    query = "SELECT table_name, after IS NULL, count(*) FROM change WHERE action_id = ? GROUP BY 1, 2"
    kinds = acting.ask(query, done.action)
    assert ("stakeholder", 1, 2) in kinds
    assert ("person", 0, 1) in kinds
    assert ("lead", 0, 1) in kinds
    acting.undo(done.action)
    assert acting.picture() == before
    gone = acting.run("DELETE FROM person")
    assert not any(acting.picture()[table] for table in ("lead", "signal", "answer"))
    assert acting.undo(gone.action).kept == []
    assert acting.picture() == before
    assert acting.faults() == []


def test_a_manager_and_who_reports_to_them_come_back_together(acting: Acting) -> None:
    acting.act(_story)
    before = acting.picture()
    done = acting.run("DELETE FROM stakeholder")
    acting.undo(done.action)
    assert acting.picture() == before
    assert acting.ask("SELECT reports_to_id FROM stakeholder WHERE id = 2") == [(1,)]


def test_an_undone_act_may_be_done_again_and_again(acting: Acting) -> None:
    acting.act(_story)
    before = acting.picture()
    done = acting.run("UPDATE lead SET owner = 'Bo'")
    after = acting.picture()
    number = done.action
    for wanted in (before, after, before, after, before):
        number = acting.undo(number).action
        assert acting.picture() == wanted
    acting.undo(3)  # the first undo says the same as the last: taking back either does the act again
    assert acting.picture() == after
    assert acting.ask("SELECT id FROM action WHERE in_effect AND id < 8") == [(1,), (2,)]


def test_undoing_the_redo_is_undoing_the_act(acting: Acting) -> None:
    acting.act(_story)
    done = acting.run("UPDATE lead SET owner = 'Bo'")
    redone = acting.undo(acting.undo(done.action).action)
    acting.undo(redone.action)
    assert acting.ask("SELECT owner FROM lead") == [("",)]
    assert acting.ask("SELECT in_effect FROM action WHERE id = ?", done.action) == [(0,)]
    with pytest.raises(Problem, match="is undone already"):
        acting.undo(done.action)


# --- what came since --------------------------------------------------------------------------------------------------


def test_what_was_edited_since_is_kept_to_the_column(acting: Acting) -> None:
    acting.act(_story)
    done = acting.run("UPDATE lead SET owner = 'Bo', next_step = 'Call', source = 'Booth'")
    acting.run("UPDATE lead SET owner = 'Cy'")
    kept = acting.undo(done.action).kept
    assert kept == [Kept("lead", 1, "edited_since", ("owner",))]
    assert acting.ask("SELECT owner, next_step, source FROM lead") == [("Cy", "", "")]


def test_an_edit_back_to_the_same_value_is_an_edit_too(acting: Acting) -> None:
    acting.act(_story)
    done = acting.run("UPDATE lead SET owner = 'Bo', next_step = 'Call'")
    acting.run("UPDATE lead SET owner = 'Cy'")
    acting.run("UPDATE lead SET owner = 'Bo'")
    acting.undo(done.action)
    assert acting.ask("SELECT owner, next_step FROM lead") == [("Bo", "")]


def test_the_order_of_undos_makes_no_difference(acting: Acting) -> None:
    acting.act(_story)
    before = acting.picture()
    first = acting.run("UPDATE lead SET owner = 'Bo', next_step = 'Call'")
    second = acting.run("UPDATE lead SET owner = 'Cy'")
    acting.undo(first.action)
    acting.undo(second.action)
    assert acting.picture() == before


def test_a_deletion_undone_after_its_maker_brings_nothing_back(acting: Acting) -> None:
    made = acting.act(lambda session: [account(session, "One"), account(session, "Two")])
    deleted = acting.run("DELETE FROM account WHERE name = 'One'")
    acting.undo(made.action)
    with pytest.raises(Problem, match="deleted since"):
        acting.undo(deleted.action)
    assert acting.ask("SELECT name FROM account") == []


def _raw(table: str, **given: Any) -> dict[str, Any]:
    """A row as a bulk insert writes it, with what the file does not fill in itself."""
    row: dict[str, Any] = {}
    for column in Base.metadata.tables[table].columns:
        if column.name in given:
            row[column.name] = given[column.name]
        elif column.name == "uuid":
            row["uuid"] = f"{table}-{sorted(given.items())}"[:36]
        elif not column.nullable and not column.primary_key:
            default = getattr(column.default, "arg", None)
            moment = "2026-11-16 09:00:00.000000" if str(column.type) == "DATETIME" else "{}"
            row[column.name] = default if isinstance(default, str | int) else moment
    return row


@pytest.fixture
def imported(acting: Acting) -> int:
    """One action that made five people with a lead and a signal each, in bulk."""

    def insert(session: Session) -> None:
        connection = session.connection()
        (action,) = connection.exec_driver_sql("SELECT action_id FROM acting").one()
        journal.in_bulk(connection, True)
        for table, rows in {
            "person": [_raw("person", full_name=f"P{n}") for n in range(1, 6)],
            "lead": [_raw("lead", person_id=n) for n in range(1, 6)],
            "signal": [_raw("signal", lead_id=n, kind="booth") for n in range(1, 6)],
        }.items():
            names = ", ".join(f'"{name}"' for name in rows[0])
            statement = f'INSERT INTO "{table}"({names}) VALUES ({", ".join("?" * len(rows[0]))})'
            connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])
            journal.inserted(connection, action, table, 1, 5)
        journal.in_bulk(connection, False)

    done = acting.act(insert, "Import 5 leads")
    assert done.rows == 15
    return done.action


def test_an_import_is_taken_back_and_done_again(acting: Acting, imported: int) -> None:
    full = acting.picture()
    undone = acting.undo(imported)
    assert undone.kept == []
    assert not any(acting.picture()[table] for table in ("person", "lead", "signal"))
    assert acting.undo(undone.action).kept == []
    assert acting.picture() == full


def test_an_import_keeps_who_was_worked_on_since_with_all_that_is_theirs(acting: Acting, imported: int) -> None:
    full = acting.picture()
    acting.run("UPDATE lead SET owner = 'Bo' WHERE id = 2")
    acting.act(lambda s: s.add(AnswerRow(lead_id=4, criterion="need", value="no", at=NOW, by="ada")))
    kept = acting.undo(imported).kept
    assert set(kept) == {
        Kept("lead", 2, "edited_since"),
        Kept("lead", 4, "used_since"),
        Kept("person", 2, "used_since"),
        Kept("person", 4, "used_since"),
        Kept("signal", 2, "part_of_kept"),
        Kept("signal", 4, "part_of_kept"),
    }
    now = acting.picture()
    assert now["person"] == [row for row in full["person"] if row[0] in (2, 4)]
    assert acting.ask("SELECT id, owner FROM lead ORDER BY id") == [(2, "Bo"), (4, "")]
    assert acting.faults() == []


# --- what is on record for good ---------------------------------------------------------------------------------------


def test_a_handoff_stays_and_is_listed(acting: Acting) -> None:
    acting.act(_story)
    done = acting.act(_handed_off)
    assert acting.undo(done.action).kept == [Kept("handoff", 1, "permanent")]
    assert acting.ask("SELECT count(*) FROM handoff") == [(1,)]
    assert acting.ask("SELECT owner FROM lead") == [("",)]


@pytest.mark.parametrize(
    "row",
    [
        lambda: ReviewRow(week="2026-W46", issued_at=NOW, by="ada", body={}, digest="d"),
        lambda: ReplyRow(handoff_id=1, taken_at=NOW, by="ada", file_name="r.xlsx", file_digest="d", verdict="accept"),
    ],
    ids=["review", "reply"],
)
def test_nothing_of_a_record_can_be_taken_back(acting: Acting, row: Any) -> None:
    acting.act(_story)
    acting.act(_handed_off)
    done = acting.act(lambda session: session.add(row()), "Put it on record")
    before, actions = acting.picture(), acting.ask("SELECT * FROM action")
    with pytest.raises(Problem, match=r"Nothing of “Put it on record” can be taken back: it is on record for good\."):
        acting.undo(done.action)
    assert (acting.picture(), acting.ask("SELECT * FROM action")) == (before, actions)


def test_there_has_to_be_such_an_action(acting: Acting) -> None:
    with pytest.raises(Problem, match="no action 7"):
        acting.undo(7)


# --- rules of the tables on the way back ------------------------------------------------------------------------------


def test_a_place_taken_within_the_act_is_free_again_in_time(acting: Acting) -> None:
    """The old lead can come back only after the new one, which holds its place, has gone."""
    acting.act(_story)
    before = acting.picture()

    def replaced(session: Session) -> None:
        old = session.query(Lead).one()
        of = old.person_id
        session.delete(old)
        session.flush()
        session.add(Lead(person_id=of, created_at=NOW))

    done = acting.act(replaced)
    assert acting.undo(done.action).kept == []
    assert acting.picture() == before


def test_a_place_taken_since_is_said(acting: Acting) -> None:
    acting.act(_story)
    done = acting.run("DELETE FROM lead")
    acting.act(lambda session: session.add(Lead(person_id=1, created_at=NOW)))
    with pytest.raises(Problem, match="something else has taken its place"):
        acting.undo(done.action)


def test_a_reference_to_what_is_gone_is_not_set_back(acting: Acting) -> None:
    """Found out at once and not at the end of the transaction, where it would be a bug."""
    acting.act(lambda session: [account(session, "One"), account(session, "Two"), person(session, account_id=1)])
    done = acting.run("UPDATE person SET account_id = 2, job_title = 'Director'")
    acting.run("DELETE FROM account WHERE id = 1")
    assert acting.undo(done.action).kept == [Kept("person", 1, "deleted_since", ("account_id",))]
    assert acting.ask("SELECT account_id, job_title FROM person") == [(2, "")]
    assert acting.faults() == []


def test_a_row_comes_back_without_what_is_gone(acting: Acting) -> None:
    acting.act(lambda session: [account(session), person(session, account_id=1)])
    done = acting.run("DELETE FROM person")
    acting.run("DELETE FROM account")
    assert acting.undo(done.action).kept == [Kept("person", 1, "deleted_since", ("account_id",))]
    assert acting.ask("SELECT full_name, account_id FROM person") == [("Ada Lund", None)]


def test_a_row_stays_away_where_its_owner_is_gone(acting: Acting) -> None:
    acting.act(_story)
    done = acting.run("DELETE FROM signal WHERE id = 1")
    acting.run("DELETE FROM person")
    with pytest.raises(Problem, match="deleted since"):
        acting.undo(done.action)


# --- the chain --------------------------------------------------------------------------------------------------------


@pytest.fixture
def chained(acting: Acting) -> Acting:
    """A history of four actions, one of them in bulk."""
    acting.act(_story)
    acting.run("UPDATE lead SET owner = 'Bo'")
    acting.bulk("person", [_raw("person", full_name="P1")])
    acting.undo(2)
    assert acting.faults() == []
    return acting


@pytest.mark.parametrize(
    ("forgery", "said"),
    [
        (
            'UPDATE change SET after = \'{"owner":"Cy"}\' WHERE action_id = 2',
            "action 2 changed is not what was recorded",
        ),
        ("UPDATE change SET before = NULL WHERE action_id = 2", "action 2 changed is not"),
        ("UPDATE change SET row_id = 9 WHERE action_id = 2", "action 2 changed is not"),
        ("UPDATE change SET action_id = 4 WHERE action_id = 2", "action 2 changed is not"),
        ("DELETE FROM change WHERE action_id = 2", "action 2 changed is not"),
        ("UPDATE change_range SET last_id = 4", "action 3 changed is not"),
        ("DELETE FROM change_range", "action 3 changed is not"),
        ("UPDATE action SET label = 'Nothing much' WHERE id = 2", "action 2 changed is not"),
        ("UPDATE action SET \"by\" = 'eve' WHERE id = 2", "action 2 changed is not"),
        ("UPDATE action SET at = '2020-01-01 00:00:00.000000' WHERE id = 2", "action 2 changed is not"),
        ("UPDATE action SET rows = 0 WHERE id = 2", "action 2 changed is not"),
        ("UPDATE action SET digest = 'x' WHERE id = 2", "Action 2 does not follow"),
        ("DELETE FROM action WHERE id = 3", "Action 4 does not follow"),
        ("DELETE FROM action WHERE id = 4", "history was cut off"),
    ],
)
def test_a_forged_history_is_found(chained: Acting, forgery: str, said: str) -> None:
    with chained.workspace.writing() as session:
        session.connection().exec_driver_sql(forgery)
    faults = chained.faults()
    assert said in " ".join(faults), faults


def test_a_digest_made_again_after_a_forgery_breaks_the_chain(chained: Acting) -> None:
    with chained.workspace.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE action SET label = 'Nothing much' WHERE id = 2")
        digest = journal.body_digest(connection, 2)
        (before,) = connection.exec_driver_sql("SELECT hash FROM action WHERE id = 1").one()
        connection.exec_driver_sql(
            "UPDATE action SET digest = ?, hash = ? WHERE id = 2", (digest, journal.chained(before, digest))
        )
    assert chained.faults() == ["Action 3 does not follow the action before it: the history was altered."]


def test_the_head_is_the_newest_action(chained: Acting) -> None:
    with chained.workspace.reading() as session:
        head = journal.head(session.connection())
    assert [(head.action, head.hash)] == chained.ask("SELECT id, hash FROM action ORDER BY id DESC LIMIT 1")
