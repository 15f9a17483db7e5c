"""The sample for the talk with sales: drawn the same for everybody, what is said of it kept and counted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.problems import Problem
from app.services import undoing
from app.services.desk import Desk
from app.services.review_sample import judge_sampled, sample_said, sample_view
from app.services.reviews import last_complete_week
from app.services.work import Changed, Work
from app.store.tables import SampleVerdict
from tests.workspaces import Workspaces


@pytest.fixture
def told(workspaces: Workspaces, tmp_path: Path) -> Iterator[Desk]:
    with workspaces.sample(tmp_path / "Sample.assay") as desk:
        yield desk


@pytest.fixture
def week(told: Desk) -> str:
    return told.ask(last_complete_week)


def test_the_sample_is_the_same_for_everybody_and_from_both_sides(told: Desk, week: str) -> None:
    first = told.ask(sample_view, week)
    assert first == told.ask(sample_view, week) and not first.counted
    assert {row.became_sql for row in first.rows} == {True, False}
    for row in first.rows:
        assert row.person and (row.stage in ("sql", "opportunity")) <= row.became_sql


def test_what_is_said_of_a_lead_is_kept_counted_and_taken_back(told: Desk, week: str) -> None:
    first, second = (row.lead_id for row in told.ask(sample_view, week).rows[:2])
    told.do(judge_sampled, week, first, "right", "Volumes were there")
    told.do(judge_sampled, week, second, "right")
    changed = told.do(judge_sampled, week, second, "too_early", "No date")
    view = told.ask(sample_view, week)
    assert [(row.verdict, row.note) for row in view.rows[:2]] == [
        ("right", "Volumes were there"),
        ("too_early", "No date"),
    ]
    assert [(one.verdict, one.times) for one in view.counted] == [("right", 1), ("too_early", 1)]
    assert view.ever == (("right", 1), ("too_early", 1))
    assert changed.action is not None
    told.do(undoing.undo, changed.action)
    assert told.ask(sample_view, week).rows[1].verdict == "right"


def test_a_verdict_that_is_none_is_refused(told: Desk, week: str) -> None:
    lead = told.ask(sample_view, week).rows[0].lead_id
    with pytest.raises(Problem, match="'fine' is not a verdict; choose one of right"):
        told.do(judge_sampled, week, lead, "fine")
    with pytest.raises(Problem, match="is not a week"):
        told.do(judge_sampled, "soon", lead, "right")


def test_a_workspace_without_mqls_has_an_empty_sample(desk: Desk, add: Callable[..., int]) -> None:
    assert desk.ask(sample_view, "2026-W46").rows == ()


def test_what_was_said_is_told_without_drawing_anew_and_is_the_same(told: Desk, week: str) -> None:
    drawn = told.ask(sample_view, week)
    told.do(judge_sampled, week, drawn.rows[0].lead_id, "never", "A student")
    assert drawn.told(told.ask(sample_said, week)) == told.ask(sample_view, week)
    told.do(undoing.undo)
    assert drawn.told(told.ask(sample_said, week)) == drawn


def test_a_note_that_was_written_since_somebody_looked_stays_beside_their_verdict(told: Desk, week: str) -> None:
    lead = told.ask(sample_view, week).rows[0].lead_id
    told.do(judge_sampled, week, lead, "right", "Volumes were there")
    told.do(judge_sampled, week, lead, "too_early")
    row = told.ask(sample_view, week).rows[0]
    assert (row.verdict, row.note) == ("too_early", "Volumes were there")
    told.do(judge_sampled, week, lead, "too_early", "")
    assert told.ask(sample_view, week).rows[0].note == "", "a note can be taken away"


def test_a_lead_whose_verdicts_a_merge_brought_together_is_counted_once_over_all_weeks(told: Desk, week: str) -> None:
    lead = told.ask(sample_view, week).rows[0].lead_id
    told.do(judge_sampled, week, lead, "right")

    def bring_another(work: Work) -> Changed:
        work.session.add(SampleVerdict(week=week, lead_id=lead, verdict="never", note="", at=work.now, by="Kim"))
        work.session.flush()
        return Changed("Bring another")

    told.do(bring_another)
    view = told.ask(sample_view, week)
    assert view.ever == (("never", 1),) and view.rows[0].verdict == "never"
