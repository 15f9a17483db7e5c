"""Calls are planned with leads of one account, changed, called off, and listed where they belong."""

from datetime import timedelta

import pytest

from app.domain.problems import Problem
from app.services import overview
from app.services.calls.places import call_rows, counts_of_calls
from app.services.calls.planning import Attendee, cancel_call, edit_call, plan_call, set_attendees
from app.services.desk import Desk
from app.services.searching import search
from app.services.undoing import undo
from tests.services.calls.conftest import TOMORROW, everything
from tests.services.conftest import ADA, BEN, CLEO, SetClock


def test_a_planned_call_knows_whom_it_is_about_and_who_takes_part(desk: Desk, planned: int) -> None:
    (row,) = desk.ask(call_rows)
    assert (row.id, row.at, row.minutes, row.when, row.account) == (1, TOMORROW, 30, "planned", ADA["company"])
    assert row.leads == ((1, "Ada Berg"),)
    assert (row.theirs, row.ours) == (("Ada Berg",), ("Mia",))
    assert (row.kind_label, row.exit_label) == ("Video call", "A dated call with the people who decide")


def test_planning_is_one_act_that_undo_takes_back_whole(desk: Desk, ada: int) -> None:
    before = everything(desk)
    made = desk.do(
        plan_call, [ada], TOMORROW, goal="Learn", attendees=[Attendee("theirs", "Ben Ito"), Attendee("ours", "Jo")]
    )
    assert made.action is not None and made.places == {"calls"} and made.leads == {ada}
    desk.do(undo)
    assert everything(desk) == before


def test_a_call_is_with_one_account(desk: Desk, ada: int, add) -> None:
    cleo, ben = add(CLEO), add(BEN)
    with pytest.raises(Problem, match="with one account"):
        desk.do(plan_call, [ada, cleo], TOMORROW)
    made = desk.do(plan_call, [ada, ben, ada], TOMORROW)
    assert [name for _, name in desk.ask(call_rows)[0].leads] == ["Ada Berg", "Ben Ito"]
    assert made.leads == {ada, ben}


def test_what_a_call_is_and_who_takes_part_are_changed_as_one_act(desk: Desk, planned: int) -> None:
    before = everything(desk)
    people = [Attendee("theirs", person_id=1), Attendee("theirs", "Ines Roth"), Attendee("ours", "Mia")]
    made = desk.do(edit_call, planned, goal="Agree a pilot", attendees=people)
    assert made.label == f"Edit goal, who takes part of the call with {ADA['company']}"
    (row,) = desk.ask(call_rows)
    assert (row.goal, row.theirs) == ("Agree a pilot", ("Ada Berg", "Ines Roth"))
    assert desk.do(edit_call, planned, goal="Agree a pilot", attendees=people).action is None, "nothing is new"
    desk.do(undo)
    assert everything(desk) == before
    with pytest.raises(Problem, match="one of theirs"):
        desk.do(edit_call, planned, goal="Agree a pilot", attendees=[Attendee("ours", "Mia")])
    assert everything(desk) == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"minutes": 0}, "1 to 480 minutes"),
        ({"kind": "carrier_pigeon"}, "not a kind of call"),
        ({"attendees": [Attendee("theirs", "  ")]}, "name of whoever takes part"),
        ({"attendees": [Attendee("both", "Ada")]}, "not one of theirs, ours"),
        ({"attendees": [Attendee("theirs", person_id=99)]}, "no person 99"),
    ],
)
def test_what_makes_no_call_is_refused(desk: Desk, ada: int, wrong: dict, says: str) -> None:
    with pytest.raises(Problem, match=says):
        desk.do(plan_call, [ada], TOMORROW, **wrong)
    assert desk.ask(call_rows) == []


def test_a_call_without_a_lead_is_refused(desk: Desk, ada: int) -> None:
    with pytest.raises(Problem, match="Choose the lead"):
        desk.do(plan_call, [], TOMORROW)


def test_changing_a_call_says_what_changed_and_comes_back(desk: Desk, planned: int) -> None:
    before = everything(desk)
    done = desk.do(edit_call, planned, minutes=60, goal="Agree a parallel run", at=TOMORROW + timedelta(hours=2))
    assert done.label == f"Edit length, goal, time of the call with {ADA['company']}"
    (row,) = desk.ask(call_rows)
    assert (row.minutes, row.goal) == (60, "Agree a parallel run")
    desk.do(undo)
    assert everything(desk) == before
    with pytest.raises(Problem, match="'colour' is not a field"):
        desk.do(edit_call, planned, colour="blue")


def test_leads_are_added_to_a_call_and_taken_off_it(desk: Desk, planned: int, add) -> None:
    ben, cleo = add(BEN), add(CLEO)
    assert desk.do(edit_call, planned, leads=[1, ben]).leads == {1, ben}
    assert desk.do(edit_call, planned, leads=[ben]).leads == {1, ben}, "the one taken off hears of it, too"
    with pytest.raises(Problem, match="another account"):
        desk.do(edit_call, planned, leads=[cleo])
    assert desk.ask(call_rows, lead_id=1) == []
    assert [row.id for row in desk.ask(call_rows, lead_id=ben)] == [planned]


def test_who_takes_part_is_replaced_and_keeps_who_stays(desk: Desk, planned: int) -> None:
    desk.do(
        set_attendees, planned, [Attendee("theirs", person_id=1), Attendee("theirs", "Ben Ito"), Attendee("ours", "Jo")]
    )
    (row,) = desk.ask(call_rows)
    assert (row.theirs, row.ours) == (("Ada Berg", "Ben Ito"), ("Jo",))
    with pytest.raises(Problem, match="at least one of theirs"):
        desk.do(set_attendees, planned, [Attendee("ours", "Jo")])


def test_a_call_that_is_called_off_says_why_and_is_worked_on_no_more(desk: Desk, planned: int) -> None:
    with pytest.raises(Problem, match="why the call is called off"):
        desk.do(cancel_call, planned, " ")
    desk.do(cancel_call, planned, "Ada is ill")
    (row,) = desk.ask(call_rows, "cancelled")
    assert row.state == "cancelled"
    with pytest.raises(Problem, match="called off"):
        desk.do(edit_call, planned, goal="Something else")
    desk.do(edit_call, planned, note="Ask again in May")
    desk.do(undo)
    desk.do(undo)
    assert [row.when for row in desk.ask(call_rows)] == ["planned"]


def test_the_place_tells_what_is_today_and_what_is_to_be_closed_out(desk: Desk, planned: int, clock: SetClock) -> None:
    desk.do(plan_call, [1], TOMORROW + timedelta(days=3))
    assert [row.when for row in desk.ask(call_rows)] == ["planned", "planned"]
    assert desk.ask(overview.status).counts["calls"] == 0
    clock.at = TOMORROW - timedelta(hours=1)
    assert [row.id for row in desk.ask(call_rows, "today")] == [planned]
    assert desk.ask(overview.status).counts["calls"] == 1
    clock.at = TOMORROW + timedelta(hours=3)
    (late,) = desk.ask(call_rows, "to_close")
    assert late.id == planned and late.overdue
    counts = desk.ask(counts_of_calls)
    assert (counts.planned, counts.today, counts.to_close, counts.done) == (1, 0, 1, 0)
    assert desk.ask(overview.status).counts["calls"] == 1


@pytest.mark.parametrize(
    ("minutes", "gone", "when"),
    [(30, 120, "today"), (30, 121, "to_close"), (240, 121, "today"), (240, 240, "today"), (240, 241, "to_close")],
)
def test_a_call_is_to_close_when_its_planned_time_has_passed_and_two_hours_at_least(
    desk: Desk, planned: int, clock: SetClock, minutes: int, gone: int, when: str
) -> None:
    desk.do(edit_call, planned, minutes=minutes)
    clock.at = TOMORROW + timedelta(minutes=gone)
    assert [row.when for row in desk.ask(call_rows)] == [when]
    assert [row.id for row in desk.ask(call_rows, when)] == [planned]
    counts = desk.ask(counts_of_calls)
    assert (counts.today, counts.to_close) == ((1, 0) if when == "today" else (0, 1))


def test_a_day_is_one_of_the_team_and_not_of_utc(desk: Desk, planned: int, clock: SetClock) -> None:
    clock.at = TOMORROW.replace(hour=4)  # in the night before, where the team works
    assert [row.when for row in desk.ask(call_rows)] == ["planned"]
    clock.at = TOMORROW.replace(hour=6)
    assert [row.when for row in desk.ask(call_rows)] == ["today"]


def test_a_call_is_found_by_its_goal_and_its_account(desk: Desk, planned: int) -> None:
    assert [(hit.kind, hit.line) for hit in desk.ask(search, "keeps changing")] == [("note", ("call", planned))]
    assert any(hit.line == ("call", planned) for hit in desk.ask(search, "northgate keeps"))
    desk.do(edit_call, planned, goal="Agree a parallel run")
    assert desk.ask(search, "keeps changing") == []
    assert desk.ask(search, "parallel run")


def test_a_goal_that_looks_like_patient_data_is_said(desk: Desk, ada: int) -> None:
    made = desk.do(plan_call, [ada], TOMORROW, goal="Speak about patient ID 448812")
    assert "Looks like patient data" in made.kept[0]
