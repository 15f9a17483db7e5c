"""An act taken back together with what was edited since, and what that brings when it is undone itself."""

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.domain.problems import Problem
from app.store.tables import HandoffRow, Lead, Person, TouchRow
from tests.store.acting import NOW, Acting, account, lead, new_workspace, person
from tests.store.test_undo_of_any_order import STEP, Undoing


@pytest.fixture
def touched(acting: Acting) -> dict[str, int]:
    """Somebody made by one act, edited by the next, called by a third."""
    made = acting.act(lambda session: lead(session, person(session, account_id=account(session).id)).id)

    def edited(session: Any) -> None:
        session.get_one(Person, 1).job_title = "Head of lab"
        session.get_one(Lead, 1).owner = "Mia"

    acting.act(edited)
    called = acting.act(
        lambda session: session.add(TouchRow(lead_id=1, kind="call", at=NOW, outcome="Spoke", reached=True, by="ada"))
    )
    return {"made": made.action, "called": called.action}


def test_edits_are_kept_unless_they_are_asked_for(acting: Acting, touched: dict[str, int]) -> None:
    before = acting.picture()
    with pytest.raises(Problem, match="came later uses it"):
        acting.undo(touched["made"])
    assert acting.picture() == before


def test_edits_and_what_was_added_go_too_and_come_again(acting: Acting, touched: dict[str, int]) -> None:
    before = acting.picture()
    gone = acting.undo(touched["made"], edits_too=True)
    assert gone.kept == []
    assert not any(acting.picture()[table] for table in ("account", "person", "lead", "touch"))
    acting.undo(gone.action)
    assert acting.picture() == before
    assert acting.faults() == []


def test_an_edited_field_gets_its_former_value_and_the_edit_comes_again(acting: Acting) -> None:
    acting.act(lambda session: person(session, job_title="Clerk"))

    def titled(title: str) -> Any:
        def deed(session: Any) -> None:
            session.get_one(Person, 1).job_title = title

        return deed

    first, _ = acting.act(titled("Lead clerk")), acting.act(titled("Manager"))
    gone = acting.undo(first.action, edits_too=True)
    assert acting.ask("SELECT job_title FROM person") == [("Clerk",)]
    acting.undo(gone.action)
    assert acting.ask("SELECT job_title FROM person") == [("Manager",)]


def test_what_is_on_record_for_good_stays_even_then(acting: Acting, touched: dict[str, int]) -> None:
    def sent(session: Any) -> None:
        row = HandoffRow(number=1, lead_id=1, sent_at=NOW, by="ada", due_at=NOW, sheet={}, digest="0", completeness=50)
        session.add(row)

    acting.act(sent)
    kept = acting.undo(touched["called"], edits_too=True).kept
    assert kept == []
    with contextlib.suppress(Problem):
        acting.undo(touched["made"], edits_too=True)
    with acting.workspace.reading() as session:
        assert session.scalar(select(HandoffRow.lead_id)) == 1


ACTS = {"acts": st.lists(st.lists(STEP, min_size=1, max_size=5), min_size=2, max_size=6), "pick": st.integers(0, 5)}
at_any_pace = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(**ACTS)
@settings(at_any_pace, max_examples=25)
def test_taking_edits_back_too_can_itself_be_undone(acts: list[list[Any]], pick: int) -> None:
    taken_back_and_undone(acts, pick)


@pytest.mark.torture
@given(**ACTS)
@settings(at_any_pace, max_examples=200)
def test_many_takings_back_can_be_undone(acts: list[list[Any]], pick: int) -> None:
    taken_back_and_undone(acts, pick)


def taken_back_and_undone(acts: list[list[Any]], pick: int) -> None:
    """Every row is as before, and the history sound."""
    folder = Path(tempfile.mkdtemp())
    machine = Undoing.__new__(Undoing)
    machine.count = 0
    acting = Acting(new_workspace(folder))
    try:
        done = []
        for steps in acts:
            with contextlib.suppress(IntegrityError):
                act = acting.act(
                    lambda session, steps=steps: [machine._step(session.connection(), *step) for step in steps]
                )
                done += [act.action] if act.rows else []
        if done:
            before = acting.picture()
            with contextlib.suppress(Problem):
                gone = acting.undo(done[pick % len(done)], edits_too=True)
                acting.undo(gone.action)
            assert acting.picture() == before
            assert acting.faults() == []
    finally:
        acting.workspace.close()
        shutil.rmtree(folder)
