"""The sample workspace tells its story: every scenario ends where it should, and every group of Today has something."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.committee.team import team_matrix
from app.domain.problems import Problem
from app.intake.documents.story import Moments, read_story
from app.services import (
    account_page,
    accounts,
    care,
    gaps,
    handoffs,
    imports,
    lead_page,
    leads,
    reviews,
    today,
    undoing,
)
from app.services.calls.places import call_rows
from app.services.calls.view import call_view
from app.services.committee.view import map_view
from app.services.desk import Desk
from app.services.imports import plan_import
from app.services.sample import create_sample
from app.shipped import shipped

WEDNESDAY = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
ENDS = {
    "Dana Whitfield": ("S1", "sql", "sales_discovery"),
    "Teresa Okafor": ("S2", "sql", "sales_discovery"),
    "Grant Sandoval": ("S2 without date", "mql", "nurture"),
    "Marcus Thiel": ("S3", "mql", "nurture"),
    "Carla Jennings": ("S4", "sql", "sales_discovery"),
    "Gwen Abara": ("S5", "mql", "nurture"),
    "Hana Kovac": ("S6", "sql", "sales_discovery"),
    "Luis Ferreira": ("S7", "sql", "sales_discovery"),
    "Yvette Lang": ("S8", "sql", "sales_discovery"),
    "Ronan Pierce": ("S9", "sql", "sales_discovery"),
    "Amara Nwosu": ("S10", "sql", "sales_discovery"),
    "Beth Lindqvist": ("S11", "sql", "sales_discovery"),
    "Owen Castellano": ("S12", "mql", "nurture"),
    "Nadia Rahimi": ("S13", "sql", "sales_discovery"),
    "Paul Ostrander": ("S13 validation unclear", "mql", "technical_presales"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "Sample.assay"
    create_sample(path, "Ann", WEDNESDAY).close()
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / made.name
    shutil.copy(made, path)
    with Desk.open(path, by="Ann", now=lambda: WEDNESDAY) as opened:
        yield opened


def _view(desk: Desk, name: str) -> lead_page.LeadView:
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter(text=name)))
    (row,) = [row for row in rows if row.person == name]
    return desk.ask(lead_page.lead_view, row.id)


def test_it_is_as_large_as_promised(desk: Desk) -> None:
    assert 150 <= desk.ask(leads.count_leads, leads.LeadFilter()) <= 220
    assert len(desk.ask(accounts.account_ids)) >= 30
    assert desk.ask(care.check).ok
    assert desk.by == "Ann"


@pytest.mark.parametrize("name", ENDS)
def test_a_scenario_ends_where_it_should(desk: Desk, name: str) -> None:
    tag, stage, path = ENDS[name]
    view = _view(desk, name)
    assert (view.stage, view.path) == (stage, path)
    assert tag in (view.extra.get("Scenario"), view.campaign)


def test_scenarios_that_reached_sql_have_all_gates_proven(desk: Desk) -> None:
    for name, (_, stage, _) in ENDS.items():
        view = _view(desk, name)
        assert view.sql.ready == (stage == "sql" or name == "Paul Ostrander"), name
    assert _view(desk, "Paul Ostrander").gaps[0].severity == "stops"


def test_scenarios_without_a_need_stay_out_of_sales(desk: Desk) -> None:
    for name in ("Marcus Thiel", "Gwen Abara", "Owen Castellano", "Grant Sandoval"):
        assert not desk.ask(handoffs.handoff_rows, lead_id=_view(desk, name).id)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2026, 11, 16, 14, 30, tzinfo=UTC), marks=pytest.mark.torture),  # a Monday morning
        datetime(2027, 1, 4, 4, 30, tzinfo=UTC),  # after the holidays, Sunday night where the team works
    ],
)
def test_every_group_of_today_has_something_on_any_day(now: datetime, tmp_path: Path) -> None:
    with create_sample(tmp_path / "any.assay", "Ann", now) as desk:
        groups = desk.ask(today.today).groups
        assert all(group.count for group in groups), {group.id: group.count for group in groups}
        for group in groups:
            assert len(desk.ask(today.today_ids, group.id)) == group.count
        week = desk.ask(reviews.last_complete_week)
        review = desk.ask(reviews.review_view, week)
        assert len(review.messages) >= 3
        assert review.messages[0].rule == "M1", "ten verdicts in the week make an acceptance rate"
        assert all(action.at <= now for action in desk.ask(undoing.history, limit=1000))


def test_handoffs_are_in_every_state(desk: Desk) -> None:
    states = Counter(row.state for row in desk.ask(handoffs.handoff_rows))
    assert {"accepted", "rejected", "need_more", "pending", "overdue"} <= set(states)
    assert states["accepted"] >= 10


def test_calls_are_in_every_state_with_what_was_said_in_them(desk: Desk) -> None:
    rows = {row.when: row for row in desk.ask(call_rows)}
    assert set(rows) == {"planned", "today", "to_close", "done", "cancelled"}
    today = desk.ask(call_view, rows["today"].id)
    assert len(today.picks.asked) == 8 and today.sheet.since is not None and today.sheet.since.overdue_ours
    assert today.sheet.scope and today.sheet.documents and today.sheet.decision and len(today.sheet.gaps) >= 5
    late = desk.ask(call_view, rows["to_close"].id)
    assert late.suggestions and late.typed and late.people
    held = [desk.ask(call_view, row.id) for row in desk.ask(call_rows, "done")]
    assert any(view.sheet.pilot is not None and view.sheet.pilot.state == "agreed" for view in held)
    assert any(answer.settled == "ticked" for view in held for said in view.said.values() for answer in said)


def test_history_has_what_a_story_needs(desk: Desk) -> None:
    check = desk.ask(care.check)
    assert any("by override" in remark for remark in check.remarks)
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter()))
    views = [desk.ask(lead_page.lead_view, row.id) for row in rows if row.stage == "mql"]
    assert any(criterion.contradicted for view in views for criterion in view.sql.rows)
    assert any(view.cycle == 1 for view in views)
    everybody = [desk.ask(lead_page.lead_view, row.id) for row in rows]
    assert any(view.person.alternatives for view in everybody)
    assert any(view.trigger for view in everybody)
    runs = desk.ask(imports.import_rows)
    assert len(runs) == 6
    assert sum(run.counts["doubtful"] for run in runs) == 2
    assert sum(run.counts["reject"] for run in runs) == 2
    assert any(week.issued for week in desk.ask(reviews.weeks))


def test_one_committee_is_nearly_full_and_one_half_known(desk: Desk) -> None:
    named = {row.name: row.id for row in desk.ask(accounts.account_rows, desk.ask(accounts.account_ids))}
    full = desk.ask(account_page.account_view, named["Orchard Valley Hospital"], "hospital_lab").committee
    half = desk.ask(account_page.account_view, named["Northgate Regional Medical Center"], "hospital_lab").committee
    people = [row for row in full.rows if not row.ghost]
    assert full.coverage.covered == full.coverage.required
    assert len(people) >= 9
    assert sum(row.reports_to is not None for row in people) >= 6
    assert {2, -1} <= {row.stance for row in people}
    assert 0 < half.coverage.covered < half.coverage.required


def test_nobody_in_it_has_a_real_address(desk: Desk) -> None:
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter()))
    assert all(row.email.endswith(".example") for row in rows if row.email)


@pytest.mark.parametrize("name", ["booth-scans.csv", "webinar-attendees.xlsx"])
def test_the_lists_to_try_are_messy_and_can_be_imported(desk: Desk, name: str) -> None:
    plan = desk.ask(plan_import, [shipped() / "sample" / name])
    assert plan.can_commit and not plan.questions
    assert sum(plan.counts.values()) == len(plan.rows) >= 40
    for act in ("create", "skip", "doubtful"):
        assert plan.counts[act], act
    assert plan.counts["update"] + plan.counts["signal"] >= 3
    assert any(table.ignored_records for file in plan.files for table in file.tables), "the totals row is left out"
    desk.do(imports.commit_import, plan)


def test_it_is_the_same_twice(made: Path, tmp_path: Path) -> None:
    def told(path: Path) -> list[object]:
        with Desk.open(path, by="Ann", now=lambda: WEDNESDAY) as desk:
            rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter(), "created"))
            acts = desk.ask(undoing.history, limit=1000)
            return [rows, [(act.at, act.by, act.label) for act in acts]]

    again = tmp_path / "Again.assay"
    create_sample(again, "Ann", WEDNESDAY).close()
    copy = tmp_path / "First.assay"
    shutil.copy(made, copy)
    assert told(again) == told(copy)


def test_an_existing_file_is_left_alone(made: Path) -> None:
    before = made.read_bytes()
    with pytest.raises(Problem, match="exists already"):
        create_sample(made, "Ann", WEDNESDAY)
    assert made.read_bytes() == before


def test_the_story_goes_forward_in_time() -> None:
    story = read_story()
    moments = Moments(WEDNESDAY, desk_zone())
    times = [moments.at(sitting["when"]) for sitting in story]
    assert times == sorted(times)
    lengths = [timedelta(seconds=30) * len(sitting["did"]) for sitting in story]
    assert all(at + took <= then for at, took, then in zip(times, lengths, [*times[1:], WEDNESDAY], strict=True))


def desk_zone():  # the zone of the playbook that the sample uses
    from app.domain.clock import clock_of
    from app.services.playbooks import shipped_playbook

    return clock_of(shipped_playbook("diagnostics").hours).zone


def test_a_moment_that_names_none_is_refused() -> None:
    with pytest.raises(ValueError, match="names no moment"):
        Moments(WEDNESDAY, desk_zone()).at("last week")


def test_the_committees_say_who_of_ours_knows_whom(desk: Desk) -> None:
    account = _view(desk, "Nadia Rahimi").account
    assert account is not None
    matrix = team_matrix(desk.ask(map_view, account.id, "hospital_lab").map)
    assert matrix.team == ("Ingrid Solberg", "Priya Raman")
    assert len(matrix.rows) == 10
    assert all("owner" in row.cells for row in matrix.rows)


def test_the_register_of_gaps_has_every_side_and_state(desk: Desk) -> None:
    known = desk.ask(gaps.gap_rows)
    assert {gap.status for gap in known} >= {"open", "waiting", "answered", "accepted"}
    assert {(gap.owed_by, gap.overdue) for gap in known} >= {("ours", True), ("theirs", True), ("ours", False)}
    assert any(gap.lead_id is None for gap in known)
