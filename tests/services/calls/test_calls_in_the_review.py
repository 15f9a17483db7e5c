"""The review knows a call that was prepared from any other talk, because its touch tells of that call."""

from datetime import date

from app.domain.review import Finding
from app.services import reviews
from app.services.calls.closing import close_out
from app.services.desk import Desk
from app.services.touches import log_touch
from tests.services.conftest import SetClock

LATER = "2026-W48"


def under_reported(desk: Desk) -> Finding:
    """What the review says of leads that stand below SQL although they are ready."""
    (found,) = [one for one in desk.ask(reviews.review_now, LATER).findings if one.diagnosis == "sql_under_reporting"]
    return found


def test_a_call_that_was_held_and_settled_nothing_is_named(desk: Desk, call: int, clock: SetClock) -> None:
    told = {"learned": "They change in spring", "next_step": "Write", "owner": "Mia"}
    desk.do(close_out, call, reached="partly", **told, due=date(2027, 3, 1))
    clock.forward(days=10)
    assert [row.detail for row in under_reported(desk).rows] == ["Meeting on 2026-11-17, no move since"]


def test_any_other_talk_is_none(desk: Desk, call: int, clock: SetClock) -> None:
    desk.do(log_touch, 1, "meeting", "They change in spring", True)
    clock.forward(days=10)
    assert under_reported(desk).state == "clear"
