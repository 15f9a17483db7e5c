"""Weekly reviews: computed from what happened, frozen when issued, reproduced to the digit whatever comes after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from app.domain.problems import Problem, Trouble
from app.domain.review import to_json
from app.domain.stage import Stage
from app.exports.review_returned import read_review
from app.language import PSEUDO, speaking
from app.services import handoffs, moves, replies, review_kept, reviews, touches
from app.services.desk import Desk
from app.services.review_decisions import decisions_view
from app.services.review_leaving import review_leaving
from app.services.review_sample import judge_sampled, sample_said
from app.services.review_sight import review_sight
from app.services.work import Changed, Work
from app.store.tables import ReviewRow
from tests.services.conftest import BEN, NOW, a_reason, everything

WEEK = "2026-W47"  # the week of NOW


def test_a_week_counts_what_happened(desk: Desk, mql: int, prove: Callable[..., Changed], clock) -> None:
    desk.do(touches.log_touch, mql, "call", "Spoke about the plan", reached=True)
    prove(mql, Stage.SQL)
    desk.do(handoffs.issue_handoff, mql, None)
    clock.forward(hours=6)
    desk.do(replies.give_verdict, 1, "accept", name="Rob")
    review = desk.ask(reviews.review_view, WEEK)
    figures = {kpi.id: kpi for kpi in review.kpis}
    assert [figures[id].this_week for id in ("new_leads", "new_mql", "new_sql", "handoffs")] == [1, 1, 1, 1]
    assert (review.verdicts.accepted, review.verdicts.pending) == (1, 0)
    assert figures["acceptance"].this_week is None, "one verdict makes no rate"
    empty = desk.ask(reviews.review_view, "2026-W40")
    assert {kpi.id: kpi.this_week for kpi in empty.kpis}["new_leads"] == 0


def test_an_issued_week_stays_as_it_was(desk: Desk, mql: int, add: Callable[..., int], tmp_path: Path, clock) -> None:
    clock.forward(days=7)
    issued = desk.do(reviews.issue_review, WEEK, tmp_path / "week.xlsx").outcome
    assert load_workbook(tmp_path / "week.xlsx").sheetnames
    add(BEN)
    clock.at = NOW + timedelta(hours=1)  # something is entered late, with a date in that week
    desk.do(moves.move, mql, path="nurture", reason=a_reason())
    clock.forward(days=9)
    assert desk.ask(reviews.review_now, WEEK) != issued
    assert desk.ask(reviews.review_view, WEEK) == issued
    again = desk.do(reviews.issue_review, WEEK, tmp_path / "again.xlsx")
    assert again.outcome == issued and again.action is None
    values = [
        [[cell.value for cell in row] for page in load_workbook(tmp_path / name) for row in page.iter_rows()]
        for name in ("week.xlsx", "again.xlsx")
    ]
    assert values[0] == values[1]


def test_a_week_can_be_written_without_freezing_it(desk: Desk, mql: int, tmp_path: Path) -> None:
    before = everything(desk)
    desk.ask(reviews.write_week, WEEK, tmp_path / "draft.xlsx")
    assert (tmp_path / "draft.xlsx").exists()
    assert everything(desk) == before


def test_a_week_can_be_frozen_without_a_workbook(desk: Desk, mql: int, tmp_path: Path, clock) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    assert desk.ask(reviews.weeks)[1].issued
    assert not list(tmp_path.glob("*.xlsx"))


def test_weeks_that_are_none_or_not_yet_are_refused(desk: Desk, mql: int) -> None:
    for wrong in ("46", "2026-W60", "last week", ""):
        with pytest.raises(Problem, match="is not a week"):
            desk.ask(reviews.review_view, wrong)
    with pytest.raises(Problem, match="has not begun"):
        desk.do(reviews.issue_review, "2026-W48", None)


def test_weeks_go_back_to_the_first_lead(desk: Desk, mql: int, clock) -> None:
    clock.forward(days=14)
    rows = desk.ask(reviews.weeks)
    assert [row.week for row in rows] == ["2026-W49", "2026-W48", "2026-W47"]
    assert "running" in rows[0].label and "running" not in rows[1].label
    assert desk.ask(reviews.last_complete_week) == "2026-W48"


def test_clocks_of_a_running_week_are_read_as_of_now(desk: Desk, mql: int, clock) -> None:
    desk.do(handoffs.issue_handoff, mql, None)
    clock.forward(hours=2)
    assert desk.ask(reviews.review_view, WEEK).verdicts.overdue == 0
    clock.forward(days=2)
    assert desk.ask(reviews.review_view, WEEK).verdicts.overdue == 1


def test_who_was_put_off_does_not_wait_for_first_outreach(desk: Desk, ada: int, clock) -> None:
    def waiting() -> int:
        review = desk.ask(reviews.review_view, WEEK)
        return sum(row.clock == "First outreach" and row.over > 0 for row in review.clocks)

    clock.forward(days=4)
    assert waiting() == 1
    desk.do(moves.move, ada, path="nurture", reason=a_reason(due=date(2026, 12, 1)))
    assert waiting() == 0


def test_a_decision_is_shown_until_it_is_done(desk: Desk, mql: int, clock) -> None:
    made = desk.do(reviews.add_decision, WEEK, " Ask for a date ", "Mia", date(2026, 12, 1))
    with pytest.raises(Problem, match="in a sentence"):
        desk.do(reviews.add_decision, WEEK, " ")
    clock.forward(days=7)

    def shown() -> list[str]:
        return [decision.text for decision in desk.ask(reviews.review_view, "2026-W48").decisions]

    assert "Ask for a date" in shown()
    desk.do(reviews.finish_decision, int(str(made.outcome)))
    assert "Ask for a date" not in shown()
    with pytest.raises(Problem, match="no longer exists"):
        desk.do(reviews.finish_decision, 99)


def test_wr6_what_was_restated_since_is_listed_and_the_numbers_stay(
    desk: Desk, mql: int, tmp_path: Path, clock, add: Callable[..., int]
) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    assert desk.ask(reviews.restated_view, WEEK).nothing
    clock.at = NOW + timedelta(hours=2)
    ben = add(BEN)  # brought in late, with a date in the week that is issued
    clock.forward(days=10)
    found = desk.ask(reviews.restated_view, WEEK)
    assert [(one.kind, one.count) for one in found.causes] == [("added", 1)]
    assert [(one.id, one.issued, one.now) for one in found.figures if one.id == "new_leads"] == [("new_leads", 1, 2)]
    again = desk.do(reviews.issue_review, WEEK, tmp_path / "again.xlsx")
    assert again.kept == found.says and again.outcome == desk.ask(reviews.review_view, WEEK)
    book = load_workbook(tmp_path / "again.xlsx")
    cells = [cell.value for row in book["Definitions & Checks"].iter_rows() for cell in row]
    assert "tbl_Restated" in book["Definitions & Checks"].tables and f"Lead {ben}" in cells
    assert desk.ask(reviews.restated_view, "2026-W40").nothing, "a week that was not issued cannot be restated"


def test_wr7_two_weeks_are_reviewed_as_one_and_frozen_apart(desk: Desk, mql: int, clock) -> None:
    clock.forward(days=7)
    single = desk.do(reviews.issue_review, WEEK, None).outcome
    double = desk.do(reviews.issue_review, WEEK, None, 2).outcome
    assert (double.week, (double.end - double.start).days) == ("2026-W46 to W47", 14)
    assert (single.end - single.start).days == 7 and double.end == single.end
    assert desk.ask(reviews.is_issued, WEEK, 2) and not desk.ask(reviews.is_issued, "2026-W46", 2)
    assert desk.ask(reviews.review_view, WEEK, 2) == double and desk.ask(reviews.review_view, WEEK) == single


def test_wr11_a_workbook_without_our_names_leaves_them_in_what_is_frozen(
    desk: Desk, mql: int, tmp_path: Path, clock
) -> None:
    clock.forward(days=7)
    frozen = desk.do(reviews.issue_review, WEEK, tmp_path / "bare.xlsx", names=False).outcome
    owner = frozen.leads[0].owner
    book = load_workbook(tmp_path / "bare.xlsx")
    cells = {str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None}
    assert owner and not any(owner in text for text in cells) and "Colleague 1" in cells
    assert desk.ask(reviews.review_view, WEEK).leads[0].owner == owner


def test_wr11_a_colleague_whom_only_a_sentence_names_is_left_out_too(
    desk: Desk, mql: int, tmp_path: Path, clock
) -> None:
    done = desk.do(reviews.add_decision, "2026-W46", "Ask for volumes", "Olga Brandt").outcome
    desk.do(reviews.finish_decision, int(str(done)), "Asked")
    desk.do(reviews.add_decision, "2026-W46", "Ask Olga Brandt what came of it", "Mia")
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, tmp_path / "bare.xlsx", names=False)
    book = load_workbook(tmp_path / "bare.xlsx")
    cells = {str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None}
    assert not any("Olga" in text for text in cells)
    assert any(text.startswith("Ask Colleague ") and text.endswith(" what came of it") for text in cells)
    assert "Olga" not in to_json(desk.ask(review_leaving, WEEK, names=False).review)


def test_faults_of_records_and_targets_come_from_the_store_and_the_playbook(
    desk: Desk, mql: int, add: Callable[..., int]
) -> None:
    add(BEN | {"email": "ben@gmail.com", "job_title": "", "source": "a list from nowhere"})
    review = desk.ask(reviews.review_view, WEEK)
    lacks = {row.person: row.lacks for row in review.leads}
    (bare,) = [text for text in lacks.values() if "No job title" in text]
    assert "Free or throw-away e-mail address" in bare
    assert {row.fault: row.n for row in review.quality}["No job title"] == 1
    targets = {kpi.id: kpi.target for kpi in review.kpis}
    hours = desk.ask(lambda work: work.playbook.deadlines.verdict_hours)
    assert (targets["verdict"], targets["pending"], targets["in_order"]) == (hours, 0, 1)
    assert targets["new_leads"] is None, "the playbook says nothing of it"


def test_what_a_package_lacked_when_it_was_sent_is_kept_with_the_week(desk: Desk, mql: int) -> None:
    desk.do(handoffs.issue_handoff, mql, None)
    sheet = desk.ask(handoffs.issued_sheet, 1)
    (row,) = desk.ask(reviews.review_view, WEEK).packages
    assert (row.number, row.percent, row.missing) == (1, sheet.percent, "; ".join(sheet.missing))
    assert row.sent_in_week and row.undecided and not row.decided_in_week


@pytest.mark.parametrize(("days", "frozen"), [(0, False), (6, False), (7, True)])
def test_a_week_is_frozen_once_it_is_over_whoever_asks(desk: Desk, mql: int, clock, days: int, frozen: bool) -> None:
    """NOW is a Monday: six days later it is Sunday, and what happens by midnight still counts."""
    clock.forward(days=days)
    if not frozen:
        with pytest.raises(Problem, match="still runs"):
            desk.do(reviews.issue_review, WEEK, None)
    else:
        desk.do(reviews.issue_review, WEEK, None)
    assert desk.ask(reviews.is_issued, WEEK) == frozen


def test_a_frozen_week_in_which_somebody_changed_a_number_is_not_shown_as_issued(
    desk: Desk, mql: int, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)

    def with_another_head(work: Work) -> None:
        of = review_kept.kept(work, WEEK)
        assert of is not None
        review_kept.kept_review(work, of)
        review_kept.kept_review(work, replace(of, head={**of.head, "playbook_version": 99}))

    with pytest.raises(Trouble, match="is not what was issued"):
        desk.ask(with_another_head)
    read = review_kept._text
    monkeypatch.setattr(review_kept, "_text", lambda *of: read(*of).replace("Ada", "Eve"))
    with pytest.raises(Trouble, match="is not what was issued"):
        desk.ask(reviews.review_view, WEEK)


def test_two_weeks_are_offered_with_the_days_of_both(desk: Desk, mql: int, clock) -> None:
    clock.forward(days=7)
    single, double = (desk.ask(reviews.weeks_until_now, of)[1] for of in (1, 2))
    assert single.label == "2026-W47 (16 Nov to 22 Nov 2026)"
    assert double.label == "2026-W47 (09 Nov to 22 Nov 2026)" and double.week == WEEK


def test_what_was_restated_is_said_in_the_language_of_whoever_reads_it(
    desk: Desk, mql: int, clock, add: Callable[..., int]
) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    clock.at = NOW + timedelta(hours=2)
    add(BEN)
    clock.forward(days=10)
    found = desk.ask(reviews.restated_view, WEEK)
    with speaking(PSEUDO):
        assert desk.ask(reviews.restated_view, WEEK).causes == found.causes
        assert found.says != ("1 lead came to the week since: imported or brought back with an earlier date.",)
    assert found.says == ("1 lead came to the week since: imported or brought back with an earlier date.",)


@pytest.mark.parametrize("written", ["2026-w47", " 2026-W47"])
def test_a_week_is_frozen_once_however_its_name_is_written(
    desk: Desk, mql: int, tmp_path: Path, clock, add: Callable[..., int], written: str
) -> None:
    clock.forward(days=7)
    frozen = desk.do(reviews.issue_review, WEEK, None).outcome
    clock.at = NOW + timedelta(hours=2)
    add(BEN)
    clock.forward(days=10)
    again = desk.do(reviews.issue_review, written, tmp_path / "week.xlsx")
    assert (
        again.outcome
        == frozen
        == desk.ask(reviews.review_view, written)
        == reviews.issued_from(desk, written, None).outcome
    )
    assert again.label == "Issue the review of 2026-W47"
    assert desk.ask(reviews.is_issued, written) and desk.ask(reviews.restated_view, written).causes
    assert desk.ask(lambda work: work.session.scalars(select(ReviewRow.week)).all()) == [WEEK]
    assert desk.ask(reviews.review_now, written).week == desk.ask(review_sight, written).week == WEEK
    with pytest.raises(Problem, match="cannot be held against itself"):
        desk.ask(lambda work: review_sight(work, WEEK, against=written))
    desk.do(reviews.add_decision, written, "Ask for a date")
    assert [row.week for row in desk.ask(decisions_view)] == [WEEK]
    desk.do(judge_sampled, written, mql, "right")
    assert list(desk.ask(sample_said, WEEK).of) == [mql] == list(desk.ask(sample_said, written).of)
    assert read_review(tmp_path / "week.xlsx").week == WEEK


def test_a_frozen_week_that_somebody_gave_another_name_is_not_what_was_issued(desk: Desk, mql: int, clock) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    assert list(desk.ask(lambda work: list(review_kept.altered_reviews(work)))) == []
    desk.tend(lambda work: [work.session.execute(update(ReviewRow).values(week="2026-w47")), Changed("")][1])
    (said,) = desk.ask(lambda work: list(review_kept.altered_reviews(work)))
    assert "is not what was issued" in said
