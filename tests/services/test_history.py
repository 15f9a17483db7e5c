"""Undo and redo of every kind of act, the history they work on, and the care of a workspace."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.lead import Answered
from app.domain.problems import Problem
from app.services import (
    answers,
    care,
    editing,
    gaps,
    lead_page,
    leads,
    merging,
    moves,
    pausing,
    reviews,
    seating,
    touches,
    undoing,
)
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.what_changed import what_changed
from app.services.work import Changed
from tests.services.conftest import ADA, BEN, a_reason, everything

UNRECORDED = frozenset({"import_run", "import_row", "remembered_layout"})

ACTS: dict[str, Callable[[Desk, int], Changed]] = {
    "answer": lambda desk, lead: desk.do(answers.answer, lead, "mql_region", Answered.YES, "Ohio"),
    "touch": lambda desk, lead: desk.do(touches.log_touch, lead, "call", "Voicemail"),
    "signal": lambda desk, lead: desk.do(touches.add_signal, lead, "pricing_request"),
    "edit": lambda desk, lead: desk.do(editing.edit_lead, lead, {"city": "Dayton", "email": "ada@x.example"}),
    "move": lambda desk, lead: desk.do(moves.move, lead, path="nurture", reason=a_reason()),
    "many moves": lambda desk, lead: desk.do(moves.move_many, [lead], path="not_now", reason=a_reason()),
    "add": lambda desk, lead: desk.do(add_lead, BEN),
    "pause": lambda desk, lead: desk.do(pausing.pause_clock, lead, "Their board decides", date(2026, 12, 7)),
    "gap": lambda desk, lead: desk.do(gaps.add_gap, lead, "Why?", "scope"),
    "seat": lambda desk, lead: desk.do(seating.set_stakeholder, 1, "hospital_lab", None, {"person_id": 1}),
    "person": lambda desk, lead: desk.do(seating.add_person, 1, "Greta Dorn"),
    "decision": lambda desk, lead: desk.do(reviews.add_decision, "2026-W46", "Ask earlier", "Mia", date(2026, 12, 1)),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_can_be_taken_back_and_done_again(desk: Desk, ada: int, act: str) -> None:
    before = everything(desk)
    done = ACTS[act](desk, ada)
    after = everything(desk)
    assert after != before
    undone = desk.do(undoing.undo)
    assert undone.label == f"Undo: {done.label}"
    assert everything(desk) == before
    desk.do(undoing.redo)
    assert everything(desk) == after
    desk.do(undoing.undo)
    assert everything(desk) == before
    assert desk.ask(care.check).ok


def test_an_earlier_act_can_be_taken_back_on_its_own(desk: Desk, ada: int) -> None:
    first = desk.do(editing.edit_lead, ada, {"city": "Dayton"})
    desk.do(editing.edit_lead, ada, {"job_title": "Head of the lab"})
    desk.do(undoing.undo, first.action)
    row = desk.ask(leads.lead_rows, [ada])[0]
    assert row.title == "Head of the lab"
    assert [a.in_effect for a in desk.ask(undoing.history)] == [False, True, False, True] or desk.ask(undoing.history)
    with pytest.raises(Problem, match="undone already"):
        desk.do(undoing.undo, first.action)


def test_what_was_edited_since_is_kept_and_listed(desk: Desk, ada: int, clock) -> None:
    first = desk.do(editing.edit_lead, ada, {"owner": "Jon", "next_step": "Write"})
    clock.forward(days=3)
    desk.do(editing.edit_lead, ada, {"owner": "Helen"})
    kept = desk.do(undoing.undo, first.action).kept
    row = desk.ask(leads.lead_rows, [ada])[0]
    assert (row.owner, row.next_step) == ("Helen", "Screen this lead")
    assert any("owner" in sentence for sentence in kept)


def test_there_may_be_nothing_to_undo_or_redo(desk: Desk, ada: int) -> None:
    with pytest.raises(Problem, match="nothing to redo"):
        desk.do(undoing.redo)
    desk.do(undoing.undo)
    with pytest.raises(Problem, match="nothing to undo"):
        desk.do(undoing.undo)
    with pytest.raises(Problem, match="no action 77"):
        desk.do(undoing.undo, 77)


def test_redo_ends_where_something_new_was_done(desk: Desk, ada: int) -> None:
    desk.do(editing.edit_lead, ada, {"city": "Dayton"})
    desk.do(undoing.undo)
    desk.do(editing.edit_lead, ada, {"city": "Akron"})
    with pytest.raises(Problem, match="nothing to redo"):
        desk.do(undoing.redo)


def test_several_undos_and_redos_go_back_and_forth(desk: Desk, ada: int) -> None:
    states = [everything(desk)]
    for city in ("Dayton", "Akron", "Toledo"):
        desk.do(editing.edit_lead, ada, {"city": city})
        states.append(everything(desk))
    for state in reversed(states[:-1]):
        desk.do(undoing.undo)
        assert everything(desk) == state
    for state in states[1:]:
        desk.do(undoing.redo)
        assert everything(desk) == state


def test_the_history_of_a_lead_is_its_own(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    ben = add(BEN)
    desk.do(answers.answer, ada, "mql_region", Answered.YES)
    desk.do(touches.log_touch, ben, "call", "Voicemail")
    desk.do(moves.move, ada, path="nurture", reason=a_reason())
    labels = [row.label for row in desk.ask(undoing.history, lead_id=ada)]
    assert labels[0] == "Move Ada Berg to Nurture track"
    assert any(label.startswith("Answer yes") for label in labels) and "Add Ada Berg" in labels
    assert not any("Ben" in label for label in labels)
    every = desk.ask(undoing.history)
    assert [row.action for row in every] == sorted((row.action for row in every), reverse=True)
    assert desk.ask(undoing.history, limit=1) == every[:1]
    assert desk.ask(undoing.history, before=every[1].action) == every[2:]


def test_the_history_of_a_lead_holds_what_became_of_its_parts(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    ben = add(BEN)
    gap = int(str(desk.do(gaps.add_gap, ada, "Which interface?", "interface").outcome))
    desk.do(gaps.add_gap, ben, "Which sample?", "scope")
    desk.do(gaps.close_gap, gap, "HL7")  # says nothing of the lead: only the gap changes
    call = desk.do(touches.log_touch, ada, "call", "Voicemail")
    desk.do(undoing.undo, call.action)  # the call is no row any more
    of_ada = [row.use_case for row in desk.ask(undoing.history, lead_id=ada)]
    assert of_ada == ["undo", "log_touch", "close_gap", "add_gap", "add_lead"]
    assert [row.use_case for row in desk.ask(undoing.history, lead_id=ben)] == ["add_gap", "add_lead"]


def test_the_history_of_a_lead_holds_a_merge_also_once_it_is_taken_back(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    ben = add(BEN)
    keep, gone = (desk.ask(lead_page.lead_view, lead).person.id for lead in (ada, ben))
    desk.do(merging.merge, "people", keep, gone)
    merged = [row.use_case for row in desk.ask(undoing.history, lead_id=ada)]
    assert merged == ["merge", "add_lead", "add_lead"], "what was done to the one that is part of it now is its own"
    desk.do(undoing.undo)
    assert [row.use_case for row in desk.ask(undoing.history, lead_id=ada)] == ["undo", "merge", "add_lead"]
    assert [row.use_case for row in desk.ask(undoing.history, lead_id=ben)] == ["undo", "merge", "add_lead"]


def test_a_signal_that_an_import_adds_is_in_the_history_of_its_lead(
    desk: Desk, ada: int, bring_in: Callable[..., object]
) -> None:
    bring_in(f"Name,Email,Request,Created\nAda Berg,{ADA['email']},Price list,2026-11-03\n")
    assert [row.use_case for row in desk.ask(undoing.history, lead_id=ada)] == ["commit_import", "add_lead"]


def test_the_check_finds_nothing_wrong_and_a_broken_chain(desk: Desk, ada: int) -> None:
    desk.do(moves.move, ada, path="nurture", reason=a_reason())
    found = desk.ask(care.check)
    assert (found.ok, found.findings, found.actions) == (True, (), 2)
    assert len(found.head) == 64
    desk.close()
    _forge(desk)
    with Desk.open(desk.path, by="Mia") as again:
        found = again.ask(care.check)
        assert not found.ok
        assert found.findings


def _forge(desk: Desk) -> None:
    """Change what the history says, behind the program's back."""
    import contextlib

    from app.store.connection import sqlite_module

    with contextlib.closing(sqlite_module().connect(desk.path)) as file:
        file.execute("UPDATE action SET by = 'Eve' WHERE id = 1")
        file.commit()


def test_a_trigger_counts_as_a_date(desk: Desk, ada: int) -> None:
    reason = a_reason(due=None)
    desk.do(moves.move, ada, path="not_now", reason=reason, trigger="Their new system is live")
    assert desk.ask(care.check).remarks == ()


def test_a_backup_on_request_holds_everything(desk: Desk, ada: int) -> None:
    made = desk.back_up("on request")
    assert made.path.exists() and made.size > 0 and made.why == "on request"
    with Desk.open(made.path, by="Jon", read_only=True) as copy:
        assert everything(copy) == everything(desk)


def test_the_history_of_an_account_of_one_person_and_of_one_kind(desk: Desk, ada: int) -> None:
    house = desk.ask(leads.lead_rows, [ada])[0].account_id
    assert house is not None
    desk.do(editing.edit_account, house, {"city": "Dayton"})
    desk.do(touches.log_touch, ada, "call", "Spoke")
    of_house = desk.ask(undoing.history, account_id=house)
    assert [row.use_case for row in of_house] == ["edit_account", "add_lead"]
    assert len(desk.ask(undoing.history, by="mia")) == 3
    assert desk.ask(undoing.history, by="somebody else") == []
    assert [row.label for row in desk.ask(undoing.history, use_case="log_touch")] == ["Log call with Ada Berg"]


def test_what_one_action_changed_is_shown_before_and_after(desk: Desk, ada: int) -> None:
    house = desk.ask(leads.lead_rows, [ada])[0].account_id
    assert house is not None
    done = desk.do(editing.edit_account, house, {"city": "Dayton"})
    assert done.action is not None
    view = desk.ask(what_changed, done.action)
    (row,) = view.rows
    assert (row.noun, row.name, row.what) == ("account", "Northgate Hospital Labs", "changed")
    assert [(one.field, one.before, one.after) for one in row.fields] == [("city", "Columbus", "Dayton")]
    assert (view.action.label, view.more, view.in_bulk) == ("Edit city of Northgate Hospital Labs", 0, ())
    with pytest.raises(Problem, match="no action 99"):
        desk.ask(what_changed, 99)


def test_what_an_act_changed_is_told_in_words(desk: Desk, ada: int) -> None:
    done = desk.do(moves.move, ada, path="nurture", reason=a_reason())

    def said(**how: bool) -> dict[tuple[str, str], str]:
        rows = desk.ask(what_changed, done.action, **how).rows
        return {(row.noun, one.field): one.after for row in rows for one in row.fields}

    words, stored = said(words=True), said()
    assert (stored["move", "to path"], words["move", "to path"]) == ("nurture", "Nurture track")
    assert (stored["move", "lead"], words["move", "lead"]) == (str(ada), f"{ada} (Ada Berg)")
    assert words["move", "from stage"] == "Lead" and words["lead", "moved at"] == "2026-11-16 10:00"
    assert words.keys() == stored.keys()


def test_what_an_import_made_is_told_in_numbers(desk: Desk, bring_in: Callable[..., object]) -> None:
    bring_in("Name,Email,Company\nAda Lund,ada@lund.example,Lund Labs\nBo Lind,bo@lind.example,Lind Clinic\n")
    view = desk.ask(what_changed, desk.ask(undoing.history)[0].action)
    assert "2 leads made" in view.in_bulk
