"""Where a playbook takes silence as acceptance, a review counts packages as the board of handoffs shows them (H5)."""

from app.domain.review import Review
from app.services import adopting, handoffs, pausing, replies, reviews
from app.services.desk import Desk
from app.services.handoff_board import handoff_board
from app.services.work import Changed, Work
from tests.services.conftest import SetClock

WEEK = "2026-W47"


def silence_accepts(desk: Desk) -> None:
    """Let the playbook of a workspace take silence as acceptance."""

    def adopted(work: Work) -> Changed:
        deadlines = work.playbook.deadlines.model_copy(update={"silence_accepts": True})
        return adopting.adopt(work, work.playbook.model_copy(update={"deadlines": deadlines}), "Silence accepts")

    desk.do(adopted)


def figure(review: Review, metric: str) -> tuple[float | None, int | None]:
    """Numerator and denominator of a metric in total."""
    (row,) = [one for one in review.figures if (one.metric, one.dimension) == (metric, "")]
    return row.numerator, row.denominator


def on_board(desk: Desk) -> dict[str, int]:
    """How many cards each column of the board has."""
    return {column.id: column.count for column in desk.ask(handoff_board).columns}


def test_a_package_that_nobody_answers_is_accepted_once_its_time_is_over(desk: Desk, mql: int, clock: SetClock) -> None:
    silence_accepts(desk)
    desk.do(handoffs.issue_handoff, mql, None)
    before = desk.ask(reviews.review_view, WEEK)
    assert (before.verdicts.accepted, before.verdicts.pending) == (0, 1)
    clock.forward(days=3)
    after = desk.ask(reviews.review_view, WEEK)
    assert on_board(desk)["overdue"] == 1, "accepted by silence, as that column is called then"
    v = after.verdicts
    assert (v.accepted, v.accepted_in_week, v.pending, v.overdue, v.silent_leads) == (1, 1, 0, 0, 0)
    assert figure(after, "acceptance") == (1, 1) and figure(after, "pending") == (0, 0)
    assert figure(after, "review_rate") == (0, 1), "accepted, but nobody looked at it"
    (hours,) = [row for row in after.figures if (row.metric, row.dimension) == ("hours_to_verdict", "")]
    (shown,) = [kpi for kpi in after.kpis if kpi.id == "verdict"]
    assert (hours.denominator, shown.n) == (0, 0), "nobody took any time to answer"
    assert not [row for row in after.exceptions if row.rule == "Verdict overdue"]
    assert not [row for row in after.clocks if row.clock.startswith("Verdict")]
    assert after.reconciles
    clock.forward(days=3)
    assert desk.ask(handoff_board).alarms.never_reviewed == 1
    assert desk.ask(reviews.review_view, WEEK).verdicts.silent_leads == 1


def test_an_answer_counts_whenever_it_comes_and_a_pause_holds_the_silence(
    desk: Desk, mql: int, clock: SetClock
) -> None:
    silence_accepts(desk)
    desk.do(handoffs.issue_handoff, mql, None)
    desk.do(pausing.pause_clock, mql, "Their holidays")
    clock.forward(days=3)
    review = desk.ask(reviews.review_view, WEEK)
    assert (on_board(desk)["pending"], review.verdicts.pending, review.verdicts.accepted) == (1, 1, 0)
    desk.do(replies.give_verdict, 1, "reject", "poor_fit", "Too small", "Rob")
    review = desk.ask(reviews.review_view, WEEK)
    assert (review.verdicts.rejected, review.verdicts.accepted) == (1, 0)


def test_without_that_rule_it_stays_pending_and_is_overdue(desk: Desk, mql: int, clock: SetClock) -> None:
    desk.do(handoffs.issue_handoff, mql, None)
    clock.forward(days=3)
    v = desk.ask(reviews.review_view, WEEK).verdicts
    assert (v.accepted, v.pending, v.overdue) == (0, 1, 1)
