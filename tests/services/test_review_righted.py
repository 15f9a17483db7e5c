"""Leads that stand elsewhere than their last move says: a review goes by that, from the moment they were put there."""

import sqlite3
from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from app.domain.reasons import Reason
from app.domain.review.facts import MoveFact
from app.domain.review.sheet import Review
from app.domain.stage import Stage
from app.services import merging, moves, reviews, undoing
from app.services.desk import Desk
from app.services.review_events import qualifiers
from app.services.review_facts import facts_to_count, review_facts
from app.store.tables import Action, Lead
from tests.services.conftest import BEN, SetClock

WEEK, NEXT = "2026-W47", "2026-W48"  # the week of NOW, and the one after
WHY = Reason("They look at turnaround again.", "Call them", date(2027, 1, 20), "Mia")


def moved(desk: Desk, clock: SetClock, lead: int, **to: object) -> int:
    """Move a lead an hour later, past its gate; returns the number of the act."""
    clock.forward(hours=1)
    desk.do(moves.move, lead, reason=WHY, override="Their director asked for it.", **to)
    return int(desk.ask(lambda work: work.session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1))) or 0)


def review(desk: Desk, week: str) -> Review:
    return desk.ask(reviews.review_now, week)


def course(desk: Desk, week: str = NEXT) -> list[MoveFact]:
    """All moves as a review reads them; whoever only counts reads the same."""
    found, counted = (list(desk.ask(read, week).moves) for read in (review_facts, facts_to_count))
    assert [move._replace(by="", code="") for move in found] == counted
    return found


def standing(of: Review) -> dict[str, int]:
    """How many leads stand where at the end of the week."""
    return {row.stage: row.closing for row in of.movement if row.closing}


def failing(of: Review) -> list[str]:
    return [str(check.name) for check in of.checks if not check.passed]


def test_a_move_taken_back_with_all_that_came_since_counts_from_then_on(desk: Desk, ada: int, clock: SetClock) -> None:
    moved(desk, clock, ada, stage=Stage.MQL)
    to_sql = moved(desk, clock, ada, stage=Stage.SQL)
    moved(desk, clock, ada, stage=Stage.OPPORTUNITY, path="proposal")
    assert standing(review(desk, WEEK)) == {"Opportunity": 1}
    clock.forward(days=7)
    desk.do(undoing.undo, to_sql, edits_too=True)
    assert desk.ask(lambda work: work.session.get_one(Lead, ada).stage) == Stage.MQL.value
    assert standing(review(desk, WEEK)) == {"Opportunity": 1}, "it stood there then"
    assert standing(review(desk, NEXT)) == {"MQL": 1}
    assert not failing(review(desk, WEEK)) and not failing(review(desk, NEXT))
    assert qualifiers(course(desk)) == {ada: "Mia"}, "nobody qualified it by undoing"


def test_of_two_leads_that_became_one_the_later_move_of_the_other_does_not_say_where_it_stands(
    desk: Desk, ada: int, add: Callable[..., int], clock: SetClock
) -> None:
    ben = add(BEN)
    moved(desk, clock, ada, stage=Stage.MQL)
    moved(desk, clock, ben, path="nurture")
    clock.forward(days=7)
    people = desk.ask(lambda work: list(work.session.scalars(select(Lead.person_id).order_by(Lead.id))))
    desk.do(merging.merge, "people", people[0], people[1])
    (lead,) = desk.ask(lambda work: list(work.session.scalars(select(Lead))))
    assert lead.stage == Stage.MQL.value
    after = review(desk, NEXT)
    assert standing(after) == {"MQL": 1} and not failing(after)
    made = course(desk)
    assert made[-1].at == clock.at and (made[-1].from_stage, made[-1].to_stage) == ("lead", "mql")
    entered = {kpi.id: kpi.this_week for kpi in after.kpis}
    assert entered["new_mql"] == 0, "it became MQL once, a week ago"


def test_what_the_history_does_not_tell_of_is_not_made_up(desk: Desk, ada: int, clock: SetClock) -> None:
    moved(desk, clock, ada, stage=Stage.MQL)

    before = course(desk)
    with sqlite3.connect(desk.path) as outside:
        outside.execute("UPDATE lead SET stage = 'sql'")
    outside.close()
    assert course(desk) == before
    assert any("Stages now" in name for name in failing(review(desk, WEEK)))
