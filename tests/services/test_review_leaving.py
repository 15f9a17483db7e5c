"""What a review says before it leaves: verdicts that were turned round, its state, and what page one is painted of."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from app.domain.stage import Stage
from app.services import handoffs, replies, reviews
from app.services.desk import Desk
from app.services.review_leaving import before_leaving, review_leaving, write_page_one
from app.services.work import Changed
from tests.services.conftest import BEN, NOW
from tests.services.replying import returned

WEEK = "2026-W47"  # the week of NOW


def test_a_verdict_that_is_turned_round_is_a_reversal_of_the_week_in_which_it_is(
    desk: Desk, mql: int, prove: Callable[..., Changed], clock, tmp_path: Path
) -> None:
    prove(mql, Stage.SQL)
    desk.do(handoffs.issue_handoff, mql, None)
    clock.forward(hours=6)
    desk.do(replies.give_verdict, 1, "reject", "no_evaluation_plan", "No date", name="Rob")
    assert desk.ask(reviews.review_view, WEEK).reversals == ()
    (reason,) = desk.ask(reviews.review_view, WEEK).reasons
    assert reason.action.startswith("Back to MQL with the missing questions named")
    clock.forward(hours=3)
    later = returned(desk, tmp_path, Note="They found a date", Date=None)
    desk.do(replies.take_reply, later, anyway=True)
    (row,) = desk.ask(reviews.review_view, WEEK).reversals
    assert (row.number, row.before, row.after, row.ref) == (1, "rejected", "accepted", str(mql))
    assert row.after_at - row.before_at == timedelta(hours=3)
    clock.forward(days=7)
    assert desk.ask(reviews.review_view, "2026-W48").reversals == (), "it belongs to the week of the later verdict"
    desk.do(reviews.issue_review, WEEK, None)
    assert desk.ask(reviews.review_view, WEEK).reversals == (row,), "and it is frozen with it"


def test_before_it_leaves_a_week_says_whether_it_is_frozen_or_may_be(desk: Desk, mql: int, clock) -> None:
    running = desk.ask(before_leaving, WEEK)
    assert (running.issued, running.running, running.failed) == (False, True, ()) and running.checks == 13
    clock.forward(days=7)
    over = desk.ask(before_leaving, WEEK)
    assert (over.issued, over.running) == (False, False)
    desk.do(reviews.issue_review, WEEK, None)
    assert desk.ask(before_leaving, WEEK).issued
    assert not desk.ask(before_leaving, WEEK, 2).issued, "two weeks are frozen apart"
    assert desk.ask(before_leaving, WEEK, 2).name == "2026-W46 to W47"


def test_what_leaves_is_the_frozen_week_with_what_was_restated_and_without_names_where_they_are_off(
    desk: Desk, mql: int, clock, add: Callable[..., int]
) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    clock.at = NOW + timedelta(hours=2)
    add(BEN)
    clock.forward(days=10)
    found = desk.ask(review_leaving, WEEK)
    assert found.issued and found.review == desk.ask(reviews.review_view, WEEK)
    assert [(one.kind, one.count) for one in found.restated.causes] == [("added", 1)]
    owners = {row.owner for row in found.review.leads if row.owner}
    bare = desk.ask(review_leaving, WEEK, names=False)
    assert owners and not owners & {row.owner for row in bare.review.leads}


def test_page_one_is_written_whole(desk: Desk, tmp_path: Path) -> None:
    assert desk.ask(write_page_one, tmp_path / "one.pdf", b"%PDF one").read_bytes() == b"%PDF one"
