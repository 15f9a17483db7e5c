"""Calls among everything else: merged leads, leads that are gone, acts undone out of order, texts that are too long."""

import pytest

from app.domain.problems import Problem
from app.services import undoing
from app.services.bulk import delete_leads
from app.services.calls.being_typed import keep_typing, typed
from app.services.calls.capture import begin_call, take_answer
from app.services.calls.places import call_rows
from app.services.calls.planning import Attendee, edit_call, plan_call, set_attendees
from app.services.calls.questions import pin_question, reword_question
from app.services.calls.sheet import call_sheet
from app.services.calls.technical import IntegrationFacts, ScopeFacts, set_integration, set_scope, technical_view
from app.services.calls.view import call_choices, call_view, possible_attendees, team_of
from app.services.care import check
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.merging import merge
from app.services.what_changed import what_changed
from tests.services.calls.conftest import TOMORROW, everything
from tests.services.conftest import ADA, BEN, SetClock


def test_a_merge_takes_calls_answers_and_scope_along_and_gives_them_back(desk: Desk, planned: int, add) -> None:
    twin = add(ADA, email="ada.berg@berg.example", full_name="Ada M. Berg")
    desk.do(plan_call, [twin], TOMORROW)
    desk.do(edit_call, planned, leads=[1, twin])
    desk.do(take_answer, planned, twin, "HL5", "Prices rose on 1 November 2026")
    desk.do(set_scope, twin, [ScopeFacts("TSH")])
    before = everything(desk)
    people = [desk.ask(lead_view, id).person.id for id in (1, twin)]
    desk.do(merge, "people", *people)
    view = desk.ask(call_view, planned)
    assert [lead.id for lead in view.leads] == [1], "one lead is named once, however often it was before"
    assert view.said["HL5"][0].lead_id == 1
    assert [one.test for one in desk.ask(technical_view, 1).scope] == ["TSH"]
    assert len(desk.ask(call_rows, lead_id=1)) == 2
    desk.do(undoing.undo)
    assert everything(desk) == before


def test_two_who_take_part_and_are_one_person_take_part_once(desk: Desk, planned: int, add) -> None:
    twin = add(ADA, email="ada.berg@berg.example", full_name="Ada M. Berg")
    people = [desk.ask(lead_view, id).person.id for id in (1, twin)]
    desk.do(set_attendees, planned, [*(Attendee("theirs", person_id=id) for id in people), Attendee("ours", "Mia")])
    before = everything(desk)
    desk.do(merge, "people", *people)
    view = desk.ask(call_view, planned)
    assert [one.person_id for one in view.attendees] == [people[0], None]
    assert len(view.row.theirs) == len(view.sheet.header.theirs) == 1
    desk.do(set_attendees, planned, [Attendee("theirs", person_id=people[0]), Attendee("ours", "Mia")])
    assert len(everything(desk)["call_attendee"]) == 2, "the second row is gone for good"
    desk.do(undoing.undo)
    desk.do(undoing.undo)
    assert everything(desk) == before


def test_the_systems_that_were_written_down_last_count_after_a_merge(
    desk: Desk, ada: int, add, clock: SetClock
) -> None:
    twin = add(ADA, email="ada.berg@berg.example", full_name="Ada M. Berg")
    desk.do(set_integration, ada, IntegrationFacts(lis="Old"))
    desk.do(set_integration, twin, IntegrationFacts(lis="Older"))
    clock.forward(days=1)
    desk.do(set_integration, ada, IntegrationFacts(lis="Newest"))
    desk.do(merge, "people", *(desk.ask(lead_view, id).person.id for id in (ada, twin)))
    assert desk.ask(technical_view, ada).integration.lis == "Newest"


def test_a_call_outlives_its_lead(desk: Desk, call: int) -> None:
    desk.do(take_answer, call, 1, "HL5", "Prices rose on 1 November 2026")
    desk.do(delete_leads, [1])
    view = desk.ask(call_view, call)
    assert view.lead_id is None and view.leads == () and view.said == {}
    assert desk.ask(call_sheet, call).header.lead == ""
    with pytest.raises(Problem, match="not about lead"):
        desk.do(take_answer, call, None, "HL5", "Late")
    desk.do(undoing.undo)
    assert desk.ask(call_view, call).said["HL5"]
    assert desk.ask(check).ok


def test_undoing_the_plan_keeps_a_call_in_which_something_was_said(desk: Desk, ada: int) -> None:
    made = desk.do(plan_call, [ada], TOMORROW)
    call = int(str(made.outcome))
    desk.tend(keep_typing, call, "gap", "half")
    desk.do(take_answer, call, ada, "HL5", "Prices rose on 1 November 2026")
    with pytest.raises(Problem, match="later uses it"):
        desk.do(undoing.undo, made.action)
    assert desk.ask(call_rows) and desk.ask(typed, call) == {"gap": "half"}
    desk.do(undoing.undo)
    desk.do(undoing.undo, made.action)
    assert desk.ask(call_rows) == [] and desk.ask(typed, call) == {}
    assert desk.ask(check).ok


@pytest.mark.parametrize(
    "act",
    [
        (edit_call, {"site": "x" * 201}),
        (take_answer, {"lead_id": 1, "question": "HL5", "text": "Late", "who": "x" * 201}),
    ],
)
def test_a_text_longer_than_its_place_is_refused_and_never_cut(desk: Desk, call: int, act) -> None:
    before = everything(desk)
    with pytest.raises(Problem, match="to 200 characters"):
        desk.do(act[0], call, **act[1])
    with pytest.raises(Problem, match="to 200 characters"):
        desk.do(plan_call, [1], TOMORROW, attendees=[Attendee("theirs", "x" * 201)])
    with pytest.raises(Problem, match="to 300 characters"):
        desk.do(set_scope, 1, [ScopeFacts("x" * 301)])
    assert everything(desk) == before


def test_who_may_take_part_is_offered_with_the_seat(desk: Desk, ada: int, account: int, seat, add) -> None:
    add(BEN)
    ines = seat("Ines Roth", "LIS analyst")
    offered = desk.ask(possible_attendees, account, "hospital_lab")
    assert offered[0].person_id == ines and offered[0].seat_label == "LIS or lab informatics analyst"
    assert {one.name for one in offered} == {"Ines Roth", "Ada Berg", "Ben Ito"}
    assert "Mia" in desk.ask(team_of, ada)


def test_every_choice_has_words(desk: Desk, ada: int) -> None:
    offered = desk.ask(call_choices)
    assert {"call_kind", "exit", "route", "certainty", "reached", "area", "severity", "side"} <= set(offered)
    assert all(id and label for choices in offered.values() for id, label in choices)


def test_the_history_of_a_lead_and_of_an_account_tells_of_its_calls(
    desk: Desk, planned: int, account: int, add
) -> None:
    ben = add(BEN)
    begun = desk.do(begin_call, planned)
    pinned = desk.do(pin_question, planned, "HL11")
    edited = desk.do(edit_call, planned, goal="Agree a parallel run")
    taken = desk.do(take_answer, planned, 1, "HL5", "Prices rose")
    acts = {begun.action, pinned.action, edited.action, taken.action}
    assert acts <= {row.action for row in desk.ask(undoing.history, lead_id=1)}
    assert acts - {taken.action} <= {row.action for row in desk.ask(undoing.history, account_id=account)}
    assert not acts & {row.action for row in desk.ask(undoing.history, lead_id=ben)}


def test_the_history_names_the_parts_of_a_call_and_not_their_numbers(desk: Desk, planned: int) -> None:
    asked = desk.ask(call_view, planned).picks.asked[0]
    acts = [
        desk.do(set_attendees, planned, [Attendee("theirs", "Ines Roth"), Attendee("ours", "Jo")]),
        desk.do(set_attendees, planned, [Attendee("theirs", "Ada Berg"), Attendee("ours", "Jo")]),
        desk.do(take_answer, planned, 1, asked.question, "They do"),
        desk.do(reword_question, planned, asked.question, "What keeps you from it?"),
        desk.do(edit_call, planned, goal="Agree a parallel run"),
        desk.do(set_scope, 1, [ScopeFacts("TSH")]),
    ]
    told = [{f"{row.noun} {row.name}" for row in desk.ask(what_changed, one.action).rows} for one in acts]
    assert "participant of a call Ines Roth" in told[0]
    assert "participant of a call Ines Roth" in told[1], "also once they are gone"
    assert any(one.startswith(f"answer in a call “{asked.asked[:60]}") for one in told[2])
    assert "decision about a question “What keeps you from it?”" in told[3]
    assert told[4] == {f"call {ADA['company']}"} and "line of the scope TSH" in told[5]


def test_an_undo_names_what_was_edited_since(desk: Desk, planned: int) -> None:
    first = desk.do(edit_call, planned, goal="Agree a parallel run", site="Columbus")
    desk.do(edit_call, planned, goal="Agree a pilot")
    kept = " ".join(desk.do(undoing.undo, first.action).kept)
    assert f"Call {ADA['company']}: goal was edited since" in kept
