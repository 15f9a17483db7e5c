"""Bulk moves with words of their own for some: the look at one says what it does, and one undo takes it back."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import moves, undoing
from app.services.bulk_moves import MovePlan, look_at_moves
from app.services.desk import Desk
from app.services.work import Changed
from app.store.tables import Move
from tests.services.conftest import BEN, CLEO, a_reason, everything


@pytest.fixture
def three(ada: int, add: Callable[..., int], prove: Callable[..., Changed]) -> tuple[int, int, int]:
    """Ada, who is proven, and two who are not."""
    prove(ada)
    return ada, add(BEN), add(CLEO)


def test_the_look_says_who_is_stopped_and_what_is_missing(desk: Desk, three: tuple[int, ...]) -> None:
    before = everything(desk)
    plan = desk.ask(look_at_moves, three, stage=Stage.MQL, path="nurture", reason=a_reason())
    assert plan.moves == three[:1]
    assert [(one.id, one.name, one.by_gate) for one in plan.stopped] == [
        (three[1], "Ben Ito", True),
        (three[2], "Cleo Marsh", True),
    ]
    assert all(one.missing[0].proof for one in plan.stopped)
    assert everything(desk) == before


def test_some_go_past_the_gate_each_with_a_reason_of_its_own(desk: Desk, three: tuple[int, ...]) -> None:
    before = everything(desk)
    wish: dict[str, Any] = {
        "stage": Stage.MQL,
        "path": "nurture",
        "reason": a_reason(),
        "past_gate": {three[1]: "Met at the fair"},
    }
    plan = desk.ask(look_at_moves, three, **wish)
    done = desk.do(moves.move_many, three, **wish)
    assert isinstance(done.outcome, moves.MovedMany)
    assert done.outcome.moved == plan.moves == three[:2]
    assert [one[0] for one in done.outcome.blocked] == [one.id for one in plan.stopped] == [three[2]]
    kept = desk.ask(lambda work: {move.lead_id: move.override for move in work.session.query(Move)})
    assert kept == {three[0]: "", three[1]: "Met at the fair"}
    desk.do(undoing.undo)
    assert everything(desk) == before


def test_no_reason_goes_past_what_is_no_gate(desk: Desk, three: tuple[int, ...]) -> None:
    words = dict.fromkeys(three, "Because")
    plan = desk.ask(look_at_moves, three, stage=Stage.LEAD, reason=a_reason(), past_gate=words)
    assert plan.moves == ()
    assert not any(one.by_gate for one in plan.stopped)
    assert "already there" in plan.stopped[0].says


def test_a_word_that_is_no_reason_does_not_open_the_gate(desk: Desk, three: tuple[int, ...]) -> None:
    wish: dict[str, Any] = {"stage": Stage.MQL, "reason": a_reason(), "past_gate": {three[1]: "Other"}}
    plan = desk.ask(look_at_moves, three[1:2], **wish)
    assert "alone is not a reason" in plan.stopped[0].says
    done = desk.do(moves.move_many, three[1:2], **wish)
    assert isinstance(done.outcome, moves.MovedMany)
    assert done.outcome.moved == ()


def test_a_lead_that_is_gone_is_said(desk: Desk, three: tuple[int, ...]) -> None:
    with pytest.raises(Problem, match="no lead 4711"):
        desk.ask(look_at_moves, [*three, 4711], path="nurture", reason=a_reason())
    assert desk.ask(look_at_moves, [], path="nurture", reason=a_reason()) == MovePlan((), ())
