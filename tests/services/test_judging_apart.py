"""Leads judged by another process: the same as here, and never over what was done in the meantime."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app.services import adopting, deriving
from app.services.desk import Desk
from app.services.judging_apart import Apart, bring_up_to_date_apart
from app.services.moves import move
from app.services.work import Changed, Work
from app.store.tables import Lead
from tests.services.conftest import BEN, CLEO, a_reason
from tests.services.test_adopting import doubled, varied


def derived(work: Work) -> list[tuple[Any, ...]]:
    query = select(Lead.id, *(getattr(Lead, name) for name in deriving.Judged._fields)).order_by(Lead.id)
    return [tuple(row) for row in work.session.execute(query)]


def all_here(work: Work) -> Changed:
    deriving.judge(work, work.session.scalars(select(Lead.id)).all())
    return Changed("")


@pytest.fixture
def three(desk: Desk, ada: int, add: Callable[..., int]) -> tuple[int, ...]:
    leads = (ada, add(BEN), add(CLEO))
    desk.do(adopting.adopt, varied(desk, doubled), "Fit counts double")
    return leads


@pytest.fixture
def apart(desk: Desk, three: tuple[int, ...]) -> Iterator[Apart]:
    child = Apart(desk.path)
    assert child._begun.result(30)
    yield child
    child.close()


def test_it_judges_as_this_process_does(desk: Desk, apart: Apart, three: tuple[int, ...]) -> None:
    assert desk.ask(deriving.waiting) == 3
    told: list[int] = []
    while (step := desk.tend(bring_up_to_date_apart, apart, 2)).outcome:
        told += step.leads
    assert sorted(told) == sorted(three)
    assert desk.ask(deriving.waiting) == 0
    found = desk.ask(derived)
    desk.tend(all_here)
    assert desk.ask(derived) == found


def test_what_was_done_meanwhile_is_judged_again(desk: Desk, apart: Apart, three: tuple[int, ...]) -> None:
    """The child looked before the move; what it found is let go."""

    def order(work: Work) -> Changed:
        apart.order(work.now, list(three))
        return Changed("")

    desk.tend(order)
    apart._coming[0].exception(30)
    desk.do(move, three[0], path="nurture", reason=a_reason())
    moved = desk.ask(derived)[0]
    assert not desk.tend(bring_up_to_date_apart, apart, 2).leads
    assert desk.ask(derived)[0] == moved
    while desk.tend(bring_up_to_date_apart, apart, 2).outcome:
        pass
    found = desk.ask(derived)
    desk.tend(all_here)
    assert desk.ask(derived) == found


def test_a_child_that_is_gone_is_said(desk: Desk, apart: Apart) -> None:
    apart._process.kill()
    apart._process.wait()
    with pytest.raises(OSError):
        desk.tend(bring_up_to_date_apart, apart, 2)
    apart.close()
    apart.close()
    assert desk.ask(deriving.waiting) == 3
