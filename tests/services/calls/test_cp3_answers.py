"""CP3: answers keep value, speaker and certainty; they suggest ticks, a person confirms, nothing is overwritten."""

import pytest

from app.domain.calls.values import Value
from app.domain.lead import Answered
from app.domain.problems import Problem
from app.services import undoing
from app.services.calls.capture import forget_answer, take_answer
from app.services.calls.closing import close_out
from app.services.calls.planning import plan_call
from app.services.calls.settling import settle_suggestion
from app.services.desk import Desk
from tests.services.calls.conftest import TOMORROW, everything
from tests.services.conftest import SetClock

FIRM = "First result on 14 March 2027 because the contract ends then"


def test_cp3_text_value_speaker_moment_and_certainty_are_kept(desk: Desk, call: int, look) -> None:
    value = Value("number", 300, 400, "a month")
    desk.do(take_answer, call, 1, "HL2", "Vitamin D goes out", value=value, who="Ada Berg", certainty="document")
    (said,) = look(call).said["HL2"]
    assert (said.value, said.who, said.certainty, said.at) == (value, "Ada Berg", "document", TOMORROW)
    assert said.shown == "Vitamin D goes out (300\u2013400 a month)"
    assert said.asked.startswith("Of those, what do you run in house")


def test_cp3_a_value_in_the_words_is_kept_typed_as_well(desk: Desk, call: int, look) -> None:
    desk.do(take_answer, call, 1, "HL2", "Vitamin D sent out, 300 to 400 a month", who="Ada Berg")
    value = look(call).said["HL2"][0].value
    assert value is not None and (value.kind, value.low, value.high) == ("number", 300, 400)


def test_cp3_what_counts_suggests_a_tick_and_ticks_nothing(desk: Desk, call: int, look, ada_view) -> None:
    taken = desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg").outcome
    assert (taken.counts, taken.suggests) == (True, "sql_timeline")
    (found,) = look(call).suggestions
    assert (found.criterion, found.answer, found.evidence, found.who) == ("sql_timeline", "yes", FIRM, "Ada Berg")
    assert _row(ada_view(), "sql_timeline").answer == "unknown"


def test_cp3_a_person_confirms_with_the_sentence_as_evidence(desk: Desk, call: int, look, ada_view) -> None:
    desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg")
    before = everything(desk)
    done = desk.do(settle_suggestion, look(call).suggestions[0].discovery_id, True)
    row = _row(ada_view(), "sql_timeline")
    assert (row.answer, row.evidence, row.who, row.certainty, row.holds) == ("yes", FIRM, "Ada Berg", "told", True)
    view = look(call)
    assert view.suggestions == () and view.said["HL13"][0].settled == "ticked"
    with pytest.raises(Problem, match="settled this answer already"):
        desk.do(settle_suggestion, view.said["HL13"][0].id, True)
    desk.do(undoing.undo, done.action)
    assert everything(desk) == before


def test_cp3_what_is_declined_asks_no_more(desk: Desk, call: int, look, ada_view) -> None:
    taken = desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg").outcome
    desk.do(settle_suggestion, taken.id, False)
    assert look(call).suggestions == () and _row(ada_view(), "sql_timeline").answer == "unknown"


def test_cp4_maybe_next_year_leaves_the_timeline_open(desk: Desk, call: int, look) -> None:
    taken = desk.do(take_answer, call, 1, "HL13", "Maybe next year", who="Ada Berg").outcome
    assert (taken.counts, taken.suggests) == (False, "") and taken.missing
    assert look(call).suggestions == ()


def test_cp3_a_later_contradiction_flags_and_overwrites_nothing(
    desk: Desk, call: int, clock: SetClock, look, ada_view
) -> None:
    first = desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg").outcome
    desk.do(settle_suggestion, first.id, True)
    desk.do(
        close_out, call, reached="yes", learned="They have a date", next_step="Send", owner="Mia", due=TOMORROW.date()
    )
    clock.forward(days=7)
    again = int(str(desk.do(plan_call, [1], clock.at).outcome))
    assert "HL13" not in [one.question for one in look(again).picks.asked], "what is proven is not asked again"
    later = desk.do(take_answer, again, 1, "HL13", "It became 30 June 2027, the budget slipped", who="Ben Ito")
    assert later.outcome.contradicts and later.kept
    assert _row(ada_view(), "sql_timeline").evidence == FIRM, "nothing is overwritten"
    (doubt,) = look(again).contradictions
    assert (doubt.criterion, doubt.before.text, doubt.now.who) == ("sql_timeline", FIRM, "Ben Ito")
    third = int(str(desk.do(plan_call, [1], clock.at).outcome))
    asked = {one.criterion for one in look(third).picks.asked} | {
        one.criterion for one in look(third).picks.others if one.left_out == "no_room"
    }
    assert "sql_timeline" in asked, "a flagged criterion is open again for the next call"
    desk.do(settle_suggestion, doubt.discovery_id, True)
    assert _row(ada_view(), "sql_timeline").evidence.startswith("It became 30 June 2027")
    assert look(again).contradictions == ()


def test_cp3_an_answer_that_takes_something_back_suggests_a_no(desk: Desk, call: int, look, ada_view) -> None:
    taken = desk.do(take_answer, call, 1, "HL5", "The project is on hold", who="Ada Berg").outcome
    (found,) = look(call).suggestions
    assert (found.answer, found.criterion) == ("no", "sql_intent") and not taken.counts
    desk.do(settle_suggestion, taken.id, True)
    assert _row(ada_view(), "sql_intent").answer == "no"


def test_cp3_in_one_call_what_is_said_otherwise_minutes_later_is_another_answer(
    desk: Desk, call: int, clock: SetClock, look
) -> None:
    desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg")
    clock.forward(minutes=12)
    desk.do(take_answer, call, 1, "HL13", "Or 30 June 2027, as the budget is late", who="Ada Berg")
    assert len(look(call).said["HL13"]) == 2 and look(call).contradictions


def test_a_person_may_tick_what_the_rule_leaves_open_and_say_no(desk: Desk, call: int, ada_view) -> None:
    taken = desk.do(take_answer, call, 1, "HL13", "Maybe next year", who="Ada Berg").outcome
    desk.do(settle_suggestion, taken.id, True, value=Answered.NO, evidence="No date in sight")
    row = _row(ada_view(), "sql_timeline")
    assert (row.answer, row.evidence) == ("no", "No date in sight")


def test_an_answer_is_forgotten_unless_a_tick_rests_on_it(desk: Desk, call: int, look) -> None:
    taken = desk.do(take_answer, call, 1, "HL13", FIRM).outcome
    desk.do(settle_suggestion, taken.id, True)
    with pytest.raises(Problem, match="ticked on this answer"):
        desk.do(forget_answer, taken.id)
    other = desk.do(take_answer, call, 1, "HL5", "Prices rose").outcome
    desk.do(forget_answer, other.id)
    assert "HL5" not in look(call).said
    with pytest.raises(Problem, match="no longer exists"):
        desk.do(forget_answer, other.id)


def test_cp10_an_answer_that_looks_like_patient_data_is_said(desk: Desk, call: int, look) -> None:
    done = desk.do(take_answer, call, 1, "HL5", "It began with patient ID 448812")
    assert "Looks like patient data" in done.kept[0]
    assert any("Looks like patient data" in said for said in look(call).warnings)


def _row(view, id: str):
    return next(row for row in view.sql.rows if row.id == id)
