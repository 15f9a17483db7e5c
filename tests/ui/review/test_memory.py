"""What a review holds in memory is given back with the workspace, also where a week is being computed just then."""

from threading import Event, Timer
from typing import Any

import pytest

from app.domain.review.metrics import look_at
from app.services import review_computed, review_kept
from app.services.review_sight import review_part
from app.services.reviews import issue_review
from tests.ui.review.conftest import Reader


def test_nothing_of_a_week_stays_that_is_computed_while_the_workspace_closes(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    week, computing, go_on, real = reader.page.week, Event(), Event(), look_at
    reader.do(issue_review, week, None)
    assert reader.ask(review_part, week, 1, "leads") and review_kept._LAST

    def slow(*given: Any) -> Any:
        computing.set()
        assert go_on.wait(30)
        return real(*given)

    monkeypatch.setattr(review_computed, "look_at", slow)
    review_computed.forget_computed()
    reader.page.bench.study(review_part, week, 2, "leads", then=lambda _: None, key="test")
    assert computing.wait(30)
    soon = Timer(0.1, go_on.set)  # while the window waits for it
    soon.start()
    reader.window.close_workspace()
    soon.join()
    known = review_computed._known
    assert (known.facts, known.look, known.whole, known.parts) == (None,) * 4
    assert not known.heads and not known.folded and not review_kept._LAST
