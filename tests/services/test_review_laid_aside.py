"""What a computed week holds in memory: all of it while somebody looks, little later, nothing once it is outdated."""

import gc
from collections.abc import Callable, Iterator

import pytest

from app.domain.review import ReviewFacts
from app.domain.review.addressing import Address
from app.domain.review.frozen import LARGE
from app.domain.review.metrics import Look
from app.domain.review.narrowing import ALL, Only
from app.services import review_computed, review_kept, reviews
from app.services.desk import Desk
from app.services.review_computed import forget_computed, is_computed
from app.services.review_memory import forget_weeks
from app.services.review_sight import choices, lay_weeks_aside, review_part, review_sight, rows_of
from tests.services.conftest import BEN, SetClock

WEEK = "2026-W47"
NEW_LEADS = Address("kpi", "new_leads")


@pytest.fixture(autouse=True)
def nothing_before() -> Iterator[None]:
    forget_computed()
    yield
    forget_computed()


def held() -> int:
    """How many sets of facts, and courses of all leads, are in memory."""
    gc.collect()
    return sum(type(one) in (ReviewFacts, Look) for one in gc.get_objects())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done of all that takes long: "read" for facts, "computed" for a week."""
    done: list[str] = []
    for name, word in (("review_facts", "read"), ("review_of_passage", "computed")):
        real = getattr(review_computed, name)
        monkeypatch.setattr(
            review_computed, name, lambda *args, real=real, word=word: [done.append(word), real(*args)][1]
        )
    return done


@pytest.mark.parametrize("filtered", [False, True])
def test_what_is_laid_aside_shows_the_same_and_holds_little(
    desk: Desk, mql: int, counted: list[str], filtered: bool
) -> None:
    only, before = Only(owner=desk.ask(choices).owners[0].value) if filtered else ALL, held()
    sight = desk.ask(review_sight, WEEK, only=only)
    parts = {part: desk.ask(review_part, WEEK, 1, part, only) for part in LARGE}
    rows = desk.ask(rows_of, WEEK, 1, NEW_LEADS, only)
    assert counted == ["read", "computed"] and held() > before and len(rows.rows) == 1
    desk.ask(lay_weeks_aside)
    assert held() == before
    assert desk.ask(is_computed, WEEK, 1, only)
    assert desk.ask(review_sight, WEEK, only=only) == sight
    for part in (part for part in LARGE if part != "leads"):
        assert desk.ask(review_part, WEEK, 1, part, only) == parts[part]
    assert counted == ["read", "computed"], "nothing anew"
    assert desk.ask(rows_of, WEEK, 1, NEW_LEADS, only) == rows
    assert counted == ["read", "computed", "read"], "the rows of a number are found without computing the week"
    assert desk.ask(review_part, WEEK, 1, "leads", only) == parts["leads"]
    assert counted[3:] == ["computed"]


def test_rows_of_the_working_list_are_found_after_it_was_laid_aside(desk: Desk, mql: int, clock: SetClock) -> None:
    clock.forward(days=20)
    rules = {row.rule for row in desk.ask(review_part, "2026-W49", 1, "exceptions")}
    assert rules
    for rule in rules:
        before = desk.ask(rows_of, "2026-W49", 1, Address("exception", rule))
        desk.ask(lay_weeks_aside)
        assert desk.ask(rows_of, "2026-W49", 1, Address("exception", rule)) == before and before.rows


def test_what_is_laid_aside_grows_old_and_is_outdated_like_the_rest(
    desk: Desk, mql: int, add: Callable[..., int], clock: SetClock
) -> None:
    desk.ask(review_sight, WEEK)
    desk.ask(lay_weeks_aside)
    clock.forward(minutes=9)
    assert desk.ask(is_computed, WEEK)
    desk.ask(rows_of, WEEK, 1, NEW_LEADS)  # reads the facts anew; what is shown is no younger for it
    clock.forward(minutes=2)
    assert not desk.ask(is_computed, WEEK)
    desk.ask(review_sight, WEEK)
    desk.ask(lay_weeks_aside)
    add(BEN)
    assert not desk.ask(is_computed, WEEK)
    assert desk.ask(review_sight, WEEK).counts["leads"] == 2


def test_a_week_that_is_issued_holds_nothing_that_was_computed(desk: Desk, mql: int, clock: SetClock) -> None:
    before = held()
    clock.forward(days=7)
    desk.ask(review_sight, WEEK)
    assert held() > before
    reviews.issued_from(desk, WEEK, None)
    assert held() == before


def test_forgetting_gives_everything_back(desk: Desk, mql: int) -> None:
    before = held()
    desk.ask(review_sight, WEEK)
    forget_weeks()
    assert held() == before and not desk.ask(is_computed, WEEK)


def test_forgetting_gives_back_what_was_read_of_a_frozen_week(desk: Desk, mql: int, clock: SetClock) -> None:
    clock.forward(days=7)
    reviews.issued_from(desk, WEEK, None)
    assert desk.ask(review_part, WEEK, 1, "leads") and review_kept._LAST
    forget_weeks()
    assert not review_kept._LAST
