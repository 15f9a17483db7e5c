"""CP9: how often a question was asked, and how often it led to a proven criterion, from what was said in calls."""

from app.domain.lead import Answered
from app.services import undoing
from app.services.calls.capture import mark_asked, take_answer
from app.services.calls.feedback import question_use
from app.services.calls.questions import own_question
from app.services.calls.settling import settle_suggestion
from app.services.desk import Desk
from tests.services.calls.test_cp3_answers import FIRM


def _use(desk: Desk, id: str):
    return next(one for one in desk.ask(question_use) if one.question == id)


def test_cp9_a_question_counts_once_asked_answered_and_led_to_a_tick(desk: Desk, call: int) -> None:
    assert _use(desk, "HL13").rate is None
    taken = desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg").outcome
    desk.do(take_answer, call, 1, "HL13", FIRM, who="Ben Ito")
    desk.do(mark_asked, call, "HL6")
    seen = _use(desk, "HL13")
    assert (seen.asked, seen.answered, seen.counted, seen.led, seen.rate) == (1, 1, 1, 0, 0.0)
    desk.do(settle_suggestion, taken.id, True)
    assert (_use(desk, "HL13").led, _use(desk, "HL13").rate) == (1, 1.0)
    assert (_use(desk, "HL6").asked, _use(desk, "HL6").answered) == (1, 0)
    desk.do(undoing.undo)
    assert _use(desk, "HL13").led == 0


def test_cp9_a_confirmed_no_proves_nothing(desk: Desk, call: int) -> None:
    taken = desk.do(take_answer, call, 1, "HL5", "The project is on hold", who="Ada Berg").outcome
    desk.do(settle_suggestion, taken.id, True, value=Answered.NO)
    assert _use(desk, "HL5").led == 0


def test_cp9_questions_of_ones_own_belong_to_no_bank(desk: Desk, call: int) -> None:
    own = str(desk.do(own_question, call, "Who pays the courier?").outcome)
    desk.do(take_answer, call, 1, own, "They do")
    assert own not in {one.question for one in desk.ask(question_use)}
    assert {one.question for one in desk.ask(question_use)} == {
        q.id for q in desk.ask(lambda work: work.playbook).questions
    }
