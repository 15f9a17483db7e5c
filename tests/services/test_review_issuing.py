"""Issuing a week: made ready by a reader while others go on working, stored only where it still is what it was."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from app.domain.problems import Problem, Trouble
from app.services import review_computed, reviews, touches
from app.services.desk import Desk
from app.services.review_sight import review_sight
from app.services.work import Cancelled, Changed, Progress, Work
from app.store import journal
from app.store.tables import Lead
from tests.services.conftest import BEN, NOW, SetClock, everything

WEEK = "2026-W47"  # the week of NOW


@pytest.fixture
def over(clock: SetClock, mql: int) -> SetClock:
    """The week is over."""
    clock.forward(days=7)
    return clock


def head(desk: Desk) -> str:
    return desk.ask(lambda work: journal.head(work.session.connection()).hash)


def compute_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nobody reads facts or computes a week."""
    for module, name in ((review_computed, "review_of_passage"), (review_computed, "review_facts")):
        monkeypatch.setattr(module, name, None)


def in_that_week(desk: Desk, clock: SetClock, add: Callable[..., int]) -> None:
    """Somebody enters a lead late, with a date of the week."""
    now, clock.at = clock.at, NOW + timedelta(hours=2)
    add(BEN)
    clock.at = now


@pytest.mark.parametrize("weeks", [1, 2])
def test_what_was_made_ready_is_stored_and_the_act_computes_nothing(
    desk: Desk, over: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weeks: int
) -> None:
    before, path = head(desk), tmp_path / "week.xlsx"
    computed = desk.ask(reviews.review_now, WEEK, weeks)
    ready = desk.ask(reviews.ready_to_issue, WEEK, weeks, book=True)
    assert not desk.ask(reviews.is_issued, WEEK, weeks) and not path.exists(), "a question keeps nothing"
    compute_nothing(monkeypatch)
    over.forward(seconds=9)
    done = desk.do(reviews.issue_review, WEEK, path, weeks, ready=ready)
    assert done.outcome == computed and done.outcome.journal_head == before != head(desk)
    assert desk.ask(reviews.review_view, WEEK, weeks) == computed
    assert load_workbook(path).sheetnames
    sight = desk.ask(review_sight, WEEK, weeks)
    assert sight.issued and sight.issued_at == computed.issued_at == over.at - timedelta(seconds=9)


def test_what_is_not_as_it_was_is_not_stored(
    desk: Desk, over: SetClock, tmp_path: Path, add: Callable[..., int]
) -> None:
    ready = desk.ask(reviews.ready_to_issue, WEEK, book=True)
    in_that_week(desk, over, add)
    before = everything(desk)
    with pytest.raises(reviews.Outdated):
        desk.do(reviews.issue_review, WEEK, tmp_path / "week.xlsx", ready=ready)
    assert everything(desk) == before and not list(tmp_path.glob("*.xlsx"))
    assert not desk.ask(reviews.is_issued, WEEK)


def test_scores_that_time_alone_changed_make_it_anew(desk: Desk, over: SetClock, mql: int) -> None:
    """They stand in the rows of a frozen week, and no history has them."""

    def judged(work: Work) -> Changed:
        work.session.execute(update(Lead).values(fit=61))
        return Changed("")

    desk.ask(review_sight, WEEK)
    ready, before = desk.ask(reviews.ready_to_issue, WEEK), head(desk)
    desk.tend(judged)
    assert head(desk) == before
    with pytest.raises(reviews.Outdated):
        desk.do(reviews.issue_review, WEEK, None, ready=ready)
    issued: Any = reviews.issued_from(desk, WEEK, None).outcome
    assert [row.fit for row in issued.leads] == [61], "not those that were looked at before"


def test_a_week_made_ready_is_of_that_week_alone(desk: Desk, over: SetClock) -> None:
    ready = desk.ask(reviews.ready_to_issue, WEEK)
    for week, weeks in (("2026-W46", 1), (WEEK, 2)):
        with pytest.raises(reviews.Outdated):
            desk.do(reviews.issue_review, week, None, weeks, ready=ready)
        assert not desk.ask(reviews.is_issued, week, weeks)


def test_a_week_that_somebody_else_issued_meanwhile_is_not_issued_twice(desk: Desk, over: SetClock) -> None:
    ready = desk.ask(reviews.ready_to_issue, WEEK)
    first = desk.do(reviews.issue_review, WEEK, None)
    with pytest.raises(reviews.Outdated):
        desk.do(reviews.issue_review, WEEK, None, ready=ready)
    again = reviews.issued_from(desk, WEEK, None)
    assert again.action is None and again.outcome == first.outcome


@pytest.mark.parametrize("disturbed", [1, reviews.TRIES])
def test_it_is_made_ready_again_where_somebody_worked_meanwhile(
    desk: Desk, over: SetClock, mql: int, disturbed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some tries in vain the act does it by itself; what is frozen is always that of the head it names."""
    ask, acts = desk.ask, desk.do
    asked: list[str] = []

    def ask_and_be_disturbed(question: Any, *args: Any, **more: Any) -> Any:
        answer = ask(question, *args, **more)
        if question is reviews.ready_to_issue:
            asked.append(head_now())
            if len(asked) <= disturbed:
                acts(touches.log_touch, mql, "call", f"Spoke {len(asked)} times", reached=True)
        return answer

    def head_now() -> str:
        return ask(lambda work: journal.head(work.session.connection()).hash)

    monkeypatch.setattr(desk, "ask", ask_and_be_disturbed)
    issued: Any = reviews.issued_from(desk, WEEK, None).outcome
    monkeypatch.undo()
    assert len(asked) == min(disturbed + 1, reviews.TRIES)
    assert issued.journal_head not in asked[:disturbed] and desk.ask(reviews.restated_view, WEEK).nothing
    assert replace(desk.ask(reviews.review_now, WEEK), journal_head="") == replace(issued, journal_head="")


def test_others_work_on_while_a_week_is_made_ready(
    desk: Desk, over: SetClock, mql: int, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    computing, go_on = threading.Event(), threading.Event()
    real = review_computed.review_of_passage

    def slow(*args: Any) -> Any:
        computing.set()
        assert go_on.wait(30)
        return real(*args)

    monkeypatch.setattr(review_computed, "review_of_passage", slow)
    with ThreadPoolExecutor(1) as other:
        issuing = other.submit(reviews.issued_from, desk, WEEK, None)
        assert computing.wait(30)
        in_that_week(desk, over, add)  # the writer is free
        assert not issuing.done()
        go_on.set()
        issued: Any = issuing.result(60).outcome
    assert len(issued.leads) == 2, "what came meanwhile is in what was frozen"
    assert desk.ask(reviews.restated_view, WEEK).nothing


def test_making_a_week_ready_can_be_stopped(desk: Desk, over: SetClock) -> None:
    progress = Progress()
    progress.cancel()
    before = everything(desk)
    with pytest.raises(Cancelled):
        desk.ask_watched(progress, reviews.ready_to_issue, WEEK, book=True)
    assert everything(desk) == before


def test_what_cannot_be_issued_is_said_before_anything_is_computed(
    desk: Desk, mql: int, over: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    compute_nothing(monkeypatch)
    for week, why in (("2026-W48", "still runs"), ("2026-W49", "has not begun"), ("2026-W60", "is not a week")):
        with pytest.raises(Problem, match=why):
            desk.ask(reviews.ready_to_issue, week)


def test_where_the_workbook_cannot_be_written_nothing_is_frozen(desk: Desk, over: SetClock, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="nowhere"):
        reviews.issued_from(desk, WEEK, tmp_path / "nowhere" / "week.xlsx")
    assert not desk.ask(reviews.is_issued, WEEK)
