"""A week is frozen from the window while people go on working: the writer is free until there is only to store."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.services import review_computed
from app.services.review_decisions import add_decision
from app.services.reviews import TRIES, is_issued, ready_to_issue, restated_view, review_view
from app.ui.dialogs.review_issue import ReviewIssueDialog
from app.ui.review import issuing
from tests.ui.review.conftest import Reader
from tests.ui.waiting import idle


class Slow:
    """Whoever computes a week waits until it may go on."""

    def __init__(self) -> None:
        self.computing, self.go_on = threading.Event(), threading.Event()
        self._real = review_computed.review_of_passage

    def __call__(self, facts: Any, p: Any, running: Any, rules: Any, report: Any) -> Any:
        self.computing.set()
        assert self.go_on.wait(30)
        return self._real(facts, p, running, rules, report)


@pytest.fixture
def slow(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """The week is on screen, and computing it again takes as long as the test wants."""
    review_computed.forget_computed()
    made = Slow()
    monkeypatch.setattr(review_computed, "review_of_passage", made)
    yield made
    made.go_on.set()


def ask_for_it(reader: Reader) -> None:
    """Freeze the week on screen, and say yes."""
    reader.page.bench.commands.act("review.issue")
    (dialog,) = (one for one in reader.window.findChildren(ReviewIssueDialog) if one.isVisible())
    dialog.act.click()


def freeze(reader: Reader, slow: Slow) -> None:
    """The same, until the week is being computed."""
    ask_for_it(reader)
    reader.qtbot.waitUntil(slow.computing.is_set, timeout=10_000)
    assert not reader.ask(is_issued, reader.page.week)


def test_who_acts_while_a_week_is_made_ready_does_not_wait_for_it(reader: Reader, slow: Slow) -> None:
    page = reader.page
    freeze(reader, slow)
    done: list[Any] = []
    page.bench.do(add_decision, page.week, "Ask for the volume", "Mia Torres", then=done.append)
    reader.qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert not reader.ask(is_issued, page.week), "it is still being computed"
    slow.go_on.set()
    idle(reader.qtbot, reader.window)
    assert page.sight.issued
    frozen = reader.ask(review_view, page.week)
    assert "Ask for the volume" in [one.text for one in frozen.decisions], "it was made ready again"
    assert reader.ask(restated_view, page.week).nothing


def test_freezing_is_stopped_like_any_long_question(reader: Reader, slow: Slow) -> None:
    page = reader.page
    freeze(reader, slow)
    page.bench.runner.cancel()
    slow.go_on.set()
    idle(reader.qtbot, reader.window)
    assert not reader.ask(is_issued, page.week) and not page.sight.issued
    assert "Nothing of it was kept" in page.bench.toast.accessibleName()
    ask_for_it(reader)
    idle(reader.qtbot, reader.window)
    assert page.sight.issued, "and can be done after all"


def test_who_always_comes_between_does_not_keep_a_week_from_being_frozen(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, tries = reader.page, []

    def disturbed(*args: Any, **more: Any) -> Any:
        tries.append(len(tries))
        made = ready_to_issue(*args, **more)
        return replace(made, basis=made.basis._replace(head="another"))

    monkeypatch.setattr(issuing, "ready_to_issue", disturbed)
    ask_for_it(reader)
    idle(reader.qtbot, reader.window)
    assert page.sight.issued and len(tries) == TRIES
