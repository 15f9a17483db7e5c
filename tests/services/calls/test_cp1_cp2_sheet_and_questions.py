"""CP1: the sheet holds what is stored and nothing else. CP2: its questions have reasons, and a person decides."""

from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.calls.completing import unknowns
from app.domain.calls.sheet import CallSheet
from app.domain.calls.unknown import is_unknown
from app.domain.lead import Answered, Certainty
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import undoing
from app.services.answers import answer
from app.services.calls.capture import begin_call, take_answer
from app.services.calls.planning import Attendee, edit_call, plan_call, set_attendees
from app.services.calls.questions import (
    move_question,
    own_question,
    pin_question,
    reset_question,
    reword_question,
    skip_question,
)
from app.services.calls.sheet import call_of_lead, call_sheet
from app.services.calls.technical import ScopeFacts, set_scope
from app.services.desk import Desk
from app.services.gaps import add_gap
from app.services.touches import add_signal
from tests.services.calls.conftest import TOMORROW, everything, proven
from tests.services.conftest import ADA, BEN, SetClock


def _texts(part: Any) -> set[str]:
    """Every text of a sheet that is not an unknown, whatever it stands in."""
    if isinstance(part, str):
        return {part}
    if is_unknown(part) or part is None:
        return set()
    if is_dataclass(part):
        return {text for field in fields(part) for text in _texts(getattr(part, field.name))}
    return {text for one in part for text in _texts(one)} if isinstance(part, (tuple, list)) else set()


def test_cp1_a_lead_without_a_call_has_a_sheet_and_nothing_is_invented(desk: Desk, ada: int) -> None:
    assert desk.ask(call_of_lead, ada) is None
    sheet = desk.ask(call_sheet, lead_id=ada)
    assert not sheet.header.planned
    assert (sheet.header.account, sheet.header.lead) == (ADA["company"], "Ada Berg")
    assert [one.name for one in sheet.header.theirs] == ["Ada Berg"]
    assert sheet.why.words == ADA["asked_for"]
    for blank in (sheet.header.goal, sheet.header.exit_wanted, sheet.header.site):
        assert is_unknown(blank)
    assert is_unknown(sheet.integration.lis) and sheet.scope == () and sheet.scope_unknown is not None
    assert sheet.footer.unknown == len(unknowns(sheet)) > 10
    assert len(sheet.questions) == 8, "the questions of half an hour"


def test_cp1_every_unknown_goes_when_its_fact_is_written(desk: Desk, planned: int) -> None:
    before = desk.ask(call_sheet, planned)
    desk.do(edit_call, planned, site="Main site")
    assert desk.ask(call_sheet, planned).footer.unknown == before.footer.unknown - 1
    desk.do(set_scope, 1, [ScopeFacts("TSH", "Serum", now_low=120, now_high=150)])
    sheet = desk.ask(call_sheet, planned)
    (line,) = sheet.scope
    assert (line.test, line.sample, line.now) == ("TSH", "Serum", "120\u2013150")
    assert sheet.scope_unknown is None and is_unknown(line.container) and is_unknown(line.status)
    assert sheet.footer.unknown == len(unknowns(sheet))


def test_cp1_the_sheet_is_about_this_call_and_says_who_comes(desk: Desk, planned: int, seat) -> None:
    ines = seat("Ines Roth", "LIS analyst")
    attendees = [Attendee("theirs", person_id=1), Attendee("theirs", person_id=ines), Attendee("ours", "Mia")]
    desk.do(set_attendees, planned, attendees)
    head = desk.ask(call_sheet, planned).header
    assert (head.at, head.minutes, head.kind) == (TOMORROW, 30, "Video call")
    assert head.goal == "Learn what keeps them from changing"
    assert [(one.name, str(one.seat)) for one in head.theirs] == [
        ("Ada Berg", "Lab operations or administrative director"),
        ("Ines Roth", "LIS or lab informatics analyst"),
    ]
    assert [one.name for one in head.ours] == ["Mia"]
    assert head.theirs[1].stance == "?" and is_unknown(head.theirs[1].stance_words)


def test_cp1_every_text_on_the_sheet_is_stored_or_of_the_playbook(desk: Desk, planned: int) -> None:
    """What is not in the file nor in the definitions would be invented."""
    told = "\n".join(str(row) for rows in everything(desk).values() for row in rows)
    book = desk.ask(lambda work: work.playbook.model_dump_json())
    sheet = desk.ask(call_sheet, planned)
    said = _texts(
        (sheet.header, sheet.why, sheet.scope, sheet.integration, sheet.documents, sheet.gaps, sheet.decision)
    )
    unfounded = {text for text in said if text and text not in told and text not in book}
    assert unfounded <= {"?"}, "the sign of a stance that nobody knows"


def test_cp1_their_newest_words_count_with_their_source(desk: Desk, ada: int, clock: SetClock) -> None:
    clock.forward(days=2)
    desk.do(add_signal, ada, "pricing_request", asset="Price list", asked_for="Prices for 300 a month")
    why = desk.ask(call_sheet, lead_id=ada).why
    assert (why.words, why.at) == ("Prices for 300 a month", date(2026, 11, 18))
    assert why.content == ("Price list (2026-11-18)",)


def test_cp1_of_several_leads_the_newest_words_count(desk: Desk, planned: int, add, clock: SetClock) -> None:
    clock.forward(hours=1)
    ben = add(BEN, asked_for="Who writes the verification plan?")
    desk.do(edit_call, planned, leads=[1, ben])
    desk.do(add_signal, ben, "pricing_request", asked_for="Who writes the verification plan?")
    assert desk.ask(call_sheet, planned).why.words == "Who writes the verification plan?"


def test_the_call_of_a_lead_is_the_one_going_on_then_the_next_then_the_last(
    desk: Desk, planned: int, clock: SetClock
) -> None:
    later = int(str(desk.do(plan_call, [1], TOMORROW + timedelta(days=7)).outcome))
    assert desk.ask(call_of_lead, 1) == planned
    desk.do(begin_call, later)
    assert desk.ask(call_of_lead, 1) == later


def test_a_sheet_of_nothing_is_refused(desk: Desk, ada: int) -> None:
    with pytest.raises(Problem, match="Choose the lead"):
        desk.ask(call_sheet)
    with pytest.raises(Problem, match="no call 7"):
        desk.ask(call_sheet, 7)


def test_cp10_what_looks_like_patient_data_is_left_out_of_the_sheet(desk: Desk, planned: int) -> None:
    desk.do(edit_call, planned, goal="Speak about patient ID 448812")
    desk.do(add_gap, 1, "Is patient ID 448812 in the list?", "sample")
    sheet = desk.ask(call_sheet, planned)
    assert "448812" not in " ".join(_texts(sheet))
    assert str(sheet.header.goal) == "(left out: looks like patient data)" == sheet.gaps[0].question
    assert sheet.footer.warning == "Keep patient data off this sheet"


# --- CP2 --------------------------------------------------------------------------------------------------------------


def _asked(desk: Desk, call: int) -> list[str]:
    return [one.question for one in _picks(desk, call).asked]


def _picks(desk: Desk, call: int) -> Any:
    from app.services.calls.view import call_view

    return desk.ask(call_view, call).picks


def test_cp2_eight_questions_for_half_an_hour_and_twelve_for_an_hour(desk: Desk, planned: int) -> None:
    assert len(_asked(desk, planned)) == 8
    desk.do(edit_call, planned, minutes=60)
    assert len(_asked(desk, planned)) == 12
    assert all(one.reason for one in (*_picks(desk, planned).asked, *_picks(desk, planned).others))


def test_cp2_what_is_proven_is_not_asked_again(desk: Desk, planned: int) -> None:
    asked = {one.criterion for one in _picks(desk, planned).asked}
    assert "sql_use_case" in asked
    desk.do(answer, 1, "sql_use_case", Answered.YES, "Late results every week", "Ada Berg", Certainty.TOLD)
    assert "sql_use_case" not in {one.criterion for one in _picks(desk, planned).asked}
    proven(desk, 1, Stage.SQL)
    assert not {one.gate for one in _picks(desk, planned).asked} & {"need", "intent", "fit"}


def test_cp2_a_gap_that_stops_the_deal_brings_its_question_up(desk: Desk, planned: int) -> None:
    assert "HL9" not in _asked(desk, planned)
    desk.do(add_gap, 1, "Which HL7 version do they expect?", "interface", "stops", "theirs")
    found = next(one for one in _picks(desk, planned).asked if one.gate == "integration")
    assert "stops the deal" in found.reason


def test_cp2_who_attends_changes_what_is_asked_first(desk: Desk, planned: int, seat) -> None:
    desk.do(edit_call, planned, minutes=60)
    analyst = seat("Ines Roth", "LIS analyst")
    before = _picks(desk, planned)
    desk.do(set_attendees, planned, [Attendee("theirs", person_id=analyst), Attendee("ours", "Mia")])
    ranked = [one.question for one in (*_picks(desk, planned).asked, *_picks(desk, planned).others)]
    formerly = [one.question for one in (*before.asked, *before.others)]
    assert ranked.index("HL9") < formerly.index("HL9")


def test_cp2_pin_skip_move_and_reword_are_each_one_act_and_the_id_stays(desk: Desk, planned: int) -> None:
    first, second = _asked(desk, planned)[:2]
    for act in (
        (pin_question, "HL11"),
        (skip_question, second),
        (move_question, first, 3),
        (reword_question, first, "What hurts most?"),
    ):
        before = everything(desk)
        assert desk.do(act[0], planned, *act[1:]).action is not None
        after = everything(desk)
        desk.do(undoing.undo)
        assert everything(desk) == before
        desk.do(undoing.redo)
        assert everything(desk) == after
    picks = _picks(desk, planned)
    asked = [one.question for one in picks.asked]
    assert "HL11" in asked and second not in asked and asked.index(first) == 3
    moved = picks.asked[3]
    assert (moved.asked, moved.reworded, moved.question) == ("What hurts most?", True, first)
    assert (
        next(line for line in desk.ask(call_sheet, planned).questions if line.id == first).asked == "What hurts most?"
    )
    desk.do(reset_question, planned, first)
    assert _picks(desk, planned).asked[0].question == first


def test_cp2_moving_several_keeps_each_where_it_was_put(desk: Desk, planned: int) -> None:
    order = _asked(desk, planned)
    desk.do(move_question, planned, order[7], 0)
    desk.do(move_question, planned, order[6], 0)
    assert _asked(desk, planned) == [order[6], order[7], *order[:6]]
    desk.do(move_question, planned, order[7], None)
    assert _asked(desk, planned) == [order[6], *order[:6], order[7]]


def test_cp2_a_question_of_ones_own_is_asked_and_answered(desk: Desk, planned: int, look) -> None:
    id = desk.do(own_question, planned, "Who pays for the courier?").outcome
    assert (id, desk.do(own_question, planned, "And who for the tubes?").outcome) == ("own-1", "own-2")
    assert {"own-1", "own-2"} <= set(_asked(desk, planned))
    taken = desk.do(take_answer, planned, 1, "own-1", "They do").outcome
    assert (taken.counts, taken.suggests) == (False, "")
    assert look(planned).said["own-1"][0].asked == "Who pays for the courier?"
    desk.do(reset_question, planned, "own-2")
    assert "own-2" not in _asked(desk, planned)
    desk.do(reset_question, planned, "own-1")
    assert desk.do(own_question, planned, "And the next?").outcome == "own-2", "an answer keeps its number to itself"


@pytest.mark.parametrize(
    ("act", "says"),
    [
        ((pin_question, "HL99"), "no question HL99"),
        ((own_question, "  "), "Write the question"),
        ((reword_question, "HL5", "x" * 2_001), "2000 characters"),
    ],
)
def test_cp2_a_decision_that_makes_no_sense_is_refused(
    desk: Desk, planned: int, act: tuple[Any, ...], says: str
) -> None:
    with pytest.raises(Problem, match=says):
        desk.do(act[0], planned, *act[1:])


def test_a_call_about_two_leads_asks_for_the_first(desk: Desk, planned: int, add) -> None:
    ben = add(BEN)
    desk.do(edit_call, planned, leads=[1, ben])
    desk.do(answer, ben, "sql_use_case", Answered.YES, "Late results every week", "Ben Ito", Certainty.TOLD)
    assert "sql_use_case" in {one.criterion for one in _picks(desk, planned).asked}
    desk.do(answer, 1, "sql_use_case", Answered.YES, "Late results every week", "Ada Berg", Certainty.TOLD)
    assert "sql_use_case" not in {one.criterion for one in _picks(desk, planned).asked}


def test_a_sheet_is_complete_whatever_is_missing(desk: Desk, ada: int, add) -> None:
    lonely = add({"full_name": "Nora Pell", "email": "nora@pell.example", "service_line": "clinic_panels"})
    sheet = desk.ask(call_sheet, lead_id=lonely)
    assert isinstance(sheet, CallSheet) and is_unknown(sheet.header.account)
    call = int(str(desk.do(plan_call, [lonely], TOMORROW).outcome))
    assert desk.ask(call_sheet, call).header.lead == "Nora Pell"
