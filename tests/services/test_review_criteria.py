"""Criteria are counted of the leads that took part up to the end of the week looked at, whenever one looks."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.domain.lead import Answered, Certainty
from app.domain.review.narrowing import Only
from app.services import review_computed, reviews
from app.services.answers import Given, answer_all
from app.services.desk import Desk
from app.services.moves import move
from app.services.review_facts import review_facts
from app.services.work import Work
from tests.services.conftest import ADA, BEN, CLEO, NOW, SetClock, a_reason

EARLIER, WEEK = "2026-W40", "2026-W47"  # before anybody came, and the week of NOW


def asked(work: Work, week: str, *, anew: bool, only: Only | None = None) -> dict[str, tuple[int, int, int]]:
    """Of a mere question, and of the weeks that are computed one after another of the same facts."""
    facts = review_facts(work, week) if anew else review_computed.look_of(work, week, 1, only or Only()).facts
    return {one.id: (one.yes, one.no, one.unknown) for one in facts.criteria}


@pytest.fixture
def answered(desk: Desk, add: Callable[..., int], clock: SetClock) -> tuple[str, str]:
    """Ada came in the week of NOW and said yes to one thing, no to another; Ben and Cleo came a week later."""
    ada = add(ADA)
    book = desk.ask(lambda work: work.playbook)
    first, second = [one.id for one in book.criteria if not one.service_lines][:2]
    given = {first: Given(Answered.YES, "Said so"), second: Given(Answered.NO, "Said so")}
    desk.do(answer_all, ada, given, "Ada Berg", Certainty.TOLD)
    clock.forward(days=7)
    for person in (BEN, CLEO):
        add(person)
    return first, second


@pytest.mark.parametrize("anew", [True, False])
def test_a_week_counts_the_leads_that_were_there_by_its_end(
    desk: Desk, answered: tuple[str, str], clock: SetClock, anew: bool
) -> None:
    first, second = answered
    this = desk.ask(asked, "2026-W48", anew=anew)
    assert (this[first], this[second]) == ((1, 0, 2), (0, 1, 2))
    before = desk.ask(asked, WEEK, anew=anew)
    assert (before[first], before[second]) == ((1, 0, 0), (0, 1, 0)), "Ben and Cleo had not come"
    assert set(desk.ask(asked, EARLIER, anew=anew).values()) == {(0, 0, 0)}, "nobody had come"
    again = desk.ask(asked, "2026-W48", anew=anew)
    assert again == this


@pytest.mark.parametrize("anew", [True, False])
def test_a_lead_takes_part_for_13_weeks_after_it_came_or_was_moved(
    desk: Desk, answered: tuple[str, str], clock: SetClock, anew: bool
) -> None:
    first, _ = answered
    clock.at = NOW + timedelta(weeks=10)
    desk.do(move, 1, path="nurture", reason=a_reason(due=clock.at.date() + timedelta(days=30)))
    clock.at = NOW + timedelta(weeks=25)
    found = {weeks: desk.ask(asked, _week(weeks), anew=anew)[first] for weeks in (9, 13, 14, 22, 23)}
    assert found == {9: (1, 0, 2), 13: (1, 0, 2), 14: (1, 0, 0), 22: (1, 0, 0), 23: (0, 0, 0)}


def test_some_leads_only_are_counted_in_each_week(desk: Desk, answered: tuple[str, str]) -> None:
    first, _ = answered
    only = Only(service_line="Clinic panels")  # Cleo
    assert desk.ask(asked, "2026-W48", anew=False, only=only)[first] == (0, 0, 1)
    assert desk.ask(asked, WEEK, anew=False, only=only)[first] == (0, 0, 0)
    assert desk.ask(asked, WEEK, anew=False)[first] == (1, 0, 0)


def test_nothing_is_said_of_criteria_in_a_week_before_the_first_lead(
    desk: Desk, bring_in: Callable[..., object], clock: SetClock
) -> None:
    rows = [f"Person {n},person{n}@lab{n}.example,Lab {n}" for n in range(30)]
    bring_in("Name,E-mail,Company\n" + "\n".join(rows) + "\n")
    states = {}
    for week in (WEEK, EARLIER):
        (found,) = (one for one in desk.ask(reviews.review_now, week).findings if one.diagnosis == "stale_criteria")
        states[week] = found.state
    assert states == {WEEK: "found", EARLIER: "small sample"}


def _week(after: int) -> str:
    year, week, _ = (NOW + timedelta(weeks=after)).isocalendar()
    return f"{year}-W{week:02}"
