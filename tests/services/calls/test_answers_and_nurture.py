"""What was said in a call is known to the nurture track: it is not asked again, and says who told it and when."""

from collections.abc import Callable

from app.domain.collecting import Wanted
from app.services import undoing
from app.services.calls.capture import forget_answer, take_answer
from app.services.desk import Desk
from app.services.lead_page import LeadView

Look = Callable[[], LeadView]
WISH = "Tests that hurt today"
SAID = "Vitamin D and TSH come back after four days, and the wards call every morning"


def _wanted(look: Look) -> Wanted:
    track = look().nurture
    assert track is not None
    return next(one for one in track.collect if one.what == WISH)


def test_an_answer_of_a_call_fills_what_the_track_wants_to_learn(desk: Desk, call: int, ada_view: Look) -> None:
    assert _wanted(ada_view).known == ""
    taken = desk.do(take_answer, call, 1, "HL1", SAID, who="Ada Berg").outcome
    one = _wanted(ada_view)
    assert (one.known, one.who) == (SAID, "Ada Berg") and one.at is not None
    desk.do(forget_answer, taken.id)
    assert _wanted(ada_view).known == ""
    desk.do(undoing.undo)
    assert _wanted(ada_view).known == SAID


def test_a_guess_of_ours_and_what_they_left_open_are_still_to_be_asked(desk: Desk, call: int, ada_view: Look) -> None:
    desk.do(take_answer, call, 1, "HL1", SAID, who="Ada Berg", certainty="guess")
    assert _wanted(ada_view).known == ""
    desk.do(take_answer, call, 1, "HL1", "Maybe the send-outs, not sure", who="Ada Berg")
    assert _wanted(ada_view).known == ""
    desk.do(take_answer, call, 1, "HL1", SAID, who="Ben Ito")
    assert _wanted(ada_view).who == "Ben Ito", "the last words count"
