"""CP6: a call is closed out in one act: exit, next step, new gaps and people, and the way of its leads."""

from datetime import date, timedelta

import pytest

from app.domain.gate import NotReady
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import undoing
from app.services.calls.capture import begin_call, take_answer, take_gap, take_person
from app.services.calls.closing import close_out, closing_view
from app.services.calls.places import call_rows
from app.services.calls.planning import Attendee, edit_call, plan_call, set_attendees
from app.services.committee.view import map_view
from app.services.desk import Desk
from app.services.moves import move
from app.services.searching import search
from tests.services.calls.conftest import TOMORROW, everything, proven
from tests.services.conftest import BEN, SetClock, a_reason

DUE = date(2026, 11, 25)
TOLD = {
    "reached": "partly",
    "learned": "They change once the contract ends",
    "next_step": "Send the plan",
    "owner": "Mia",
}


def test_cp6_everything_of_a_close_out_is_one_act(desk: Desk, call: int, ada_view, look) -> None:
    before = everything(desk)
    done = desk.do(close_out, call, **TOLD, due=DUE, route="technical_presales")
    assert (done.places, done.leads) == ({"calls"}, {1})
    view, page = ada_view(), look(call)
    assert (view.path, view.next_step, view.due, view.owner) == ("technical_presales", "Send the plan", DUE, "Mia")
    assert (page.row.state, page.row.reached, page.learned, page.route) == (
        "done",
        "partly",
        TOLD["learned"],
        "technical_presales",
    )
    touch = next(row for row in view.timeline if row.kind == "touch")
    assert touch.text == TOLD["learned"] and "reached" in touch.title
    move = next(row for row in view.timeline if row.kind == "move")
    assert TOLD["learned"] in move.text
    desk.do(undoing.undo)
    assert everything(desk) == before, "the call is open again, the touch and the move are gone"


def test_cp6_without_another_route_the_next_step_stays_with_the_lead(
    desk: Desk, mql: int, clock: SetClock, ada_view
) -> None:
    call = int(str(desk.do(plan_call, [mql], TOMORROW).outcome))
    clock.at = TOMORROW
    before = ada_view().path
    desk.do(close_out, call, **TOLD, due=DUE)
    view = ada_view()
    assert (view.path, view.next_step, view.due) == (before, "Send the plan", DUE)
    assert sum(row.kind == "move" for row in view.timeline) == 1, "no second move"


def test_cp6_a_lead_that_was_closed_meanwhile_gets_no_next_step(
    desk: Desk, mql: int, clock: SetClock, ada_view
) -> None:
    call = int(str(desk.do(plan_call, [mql], TOMORROW).outcome))
    clock.at = TOMORROW
    desk.do(move, mql, path="disqualified", reason=a_reason(due=None))
    before = ada_view().next_step
    desk.do(close_out, call, **TOLD, due=DUE)
    assert (ada_view().path, ada_view().next_step) == ("disqualified", before)


@pytest.fixture
def begin_with(request: pytest.FixtureRequest):
    from tests.services.calls.conftest import a_call_planned
    from tests.services.conftest import ada_alone, ada_at_mql

    if "mql" in request.fixturenames:
        return ada_at_mql
    return a_call_planned if {"planned", "call"} & set(request.fixturenames) else ada_alone


def test_cp6_the_gate_is_not_gone_round(desk: Desk, call: int) -> None:
    before = everything(desk)
    with pytest.raises(NotReady) as blocked:
        desk.do(close_out, call, **TOLD, due=DUE, stage=Stage.SQL, route="sales_discovery")
    assert blocked.value.missing and everything(desk) == before, "nothing of it is kept"
    proven(desk, 1, Stage.SQL)
    desk.do(close_out, call, **TOLD, due=DUE, stage=Stage.SQL, route="sales_discovery")
    assert desk.ask(call_rows, "done")[0].reached == "partly"


def test_cp6_a_written_override_opens_the_gate_as_everywhere(desk: Desk, call: int, ada_view) -> None:
    desk.do(
        close_out, call, **TOLD, due=DUE, stage=Stage.SQL, route="sales_discovery", override="Their board has decided"
    )
    assert ada_view().stage == "sql"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reached": "perhaps"}, "whether the exit was reached"),
        ({"learned": "  "}, "what was learned"),
        ({"next_step": ""}, "what happens next"),
        ({"due": None}, "Give the next step a date"),
        ({"route": "to_the_moon"}, "not a path"),
        ({"came": {99: True}}, "Nobody of that number"),
    ],
)
def test_cp6_what_is_missing_is_said_and_nothing_is_kept(desk: Desk, call: int, wrong: dict, says: str) -> None:
    before = everything(desk)
    with pytest.raises(Problem, match=says):
        desk.do(close_out, call, **{**TOLD, "due": DUE, "route": "technical_presales", **wrong})
    assert everything(desk) == before


def test_cp6_nurture_and_not_now_keep_their_reason(desk: Desk, call: int, ada_view) -> None:
    desk.do(close_out, call, **{**TOLD, "reached": "no"}, route="not_now", due=date(2027, 3, 1), code="contract_runs")
    view = ada_view()
    assert (view.path, view.due) == ("not_now", date(2027, 3, 1))


def test_cp6_who_stayed_away_is_known_and_nobody_was_reached(desk: Desk, call: int, ada_view, look) -> None:
    theirs = [one.id for one in look(call).attendees if one.side == "theirs"]
    desk.do(close_out, call, **{**TOLD, "reached": "no"}, due=DUE, came=dict.fromkeys(theirs, False))
    touch = next(row for row in ada_view().timeline if row.kind == "touch")
    assert "not reached" in touch.title
    assert [one.came for one in look(call).attendees] == [False, None]


def test_cp6_new_gaps_and_people_go_where_they_belong(desk: Desk, call: int, account: int, look, ada_view) -> None:
    gap = desk.do(take_gap, call, "Who writes the verification plan?", "validation", "stops", "theirs").outcome
    known = desk.do(take_person, call, "Ines Roth, LIS analyst, ines@northgate.example", attends=True).outcome
    tray = desk.do(take_person, call, "Tom Vale").outcome
    page = look(call)
    assert page.raised == (gap,) and [one.id for one in page.gaps] == [gap]
    assert dict(page.people) == {known: "Ines Roth", tray: "Tom Vale"}
    assert "Ines Roth" in page.row.theirs
    map = desk.ask(map_view, account, "hospital_lab")
    placed = {one.person_id: one for one in map.map.people}
    assert placed[known].seat == "lis_analyst" or placed[known].seat != "other"
    assert map.tally.unplaced == 1, "somebody without a title waits in the tray"
    assert ada_view().gaps[0].severity == "stops"


def test_cp6_somebody_known_is_not_made_twice(desk: Desk, call: int, account: int) -> None:
    first = desk.do(take_person, call, "Ines Roth, LIS analyst, ines@northgate.example").outcome
    again = desk.do(take_person, call, "Ines Roth")
    assert again.outcome == first and any("on the map already" in said for said in again.kept)
    with pytest.raises(Problem):
        desk.do(take_person, call, "  ")


def test_a_closed_call_is_worked_on_no_more(desk: Desk, call: int) -> None:
    desk.do(close_out, call, **TOLD, due=DUE)
    for act in ((take_answer, 1, "HL5", "Late"), (take_gap, "Late?", "scope"), (edit_call,)):
        with pytest.raises(Problem, match="closed out"):
            desk.do(act[0], call, *act[1:], **({"goal": "Else"} if act[0] is edit_call else {}))
    with pytest.raises(Problem, match="closed out"):
        desk.do(begin_call, call)
    with pytest.raises(Problem, match="closed out"):
        desk.do(close_out, call, **TOLD, due=DUE)


def test_a_call_about_two_leads_logs_both_and_sends_those_named(desk: Desk, planned: int, add, clock: SetClock) -> None:
    from app.services.lead_page import lead_view

    ben = add(BEN)
    desk.do(edit_call, planned, leads=[1, ben])
    desk.do(set_attendees, planned, [Attendee("theirs", person_id=1), Attendee("ours", "Mia")])
    clock.at = TOMORROW + timedelta(minutes=40)
    desk.do(close_out, planned, **TOLD, due=DUE, route="technical_presales", leads=[1])
    for lead, path in ((1, "technical_presales"), (ben, "")):
        view = desk.ask(lead_view, lead)
        assert view.path == path
        assert sum(row.kind == "touch" for row in view.timeline) == 1


def test_the_close_out_begins_with_what_is_known(desk: Desk, call: int) -> None:
    view = desk.ask(closing_view, call, "technical_presales")
    assert view.exit_wanted == "A dated call with the people who decide"
    assert view.routes and view.next_steps and view.owner == "Mia"
    assert view.suggestions == 0


def test_what_was_learned_in_a_call_is_found(desk: Desk, call: int) -> None:
    desk.do(close_out, call, **TOLD, due=DUE)
    assert desk.ask(search, "contract ends")
    desk.do(undoing.undo)
    assert desk.ask(search, "contract ends") == []
