"""J8 for the review: what a diagnosis suggests is replayed before anybody drafts it, where one change says it."""

from collections.abc import Callable

import pytest

from app.domain.playbook.drafting import applied, body_of, made
from app.domain.playbook.sections import SECTION
from app.domain.remedies import PLACES, remedy
from app.domain.review.sheet import Finding, FindingRow
from app.services.desk import Desk
from app.services.drafts import draft_view, edit_draft
from app.services.finding_replays import finding_replay
from app.services.playbooks import playbook_view
from tests.services.conftest import everything


def finding(diagnosis: str, *rows: str) -> Finding:
    """A diagnosis that was found, with rows of these names."""
    named = tuple(FindingRow(name, "", "", "said so") for name in rows)
    return Finding(diagnosis, diagnosis.replace("_", " "), "found", 20, len(rows) or 5, "Found.", "Change it.", named)


def playbook(desk: Desk):
    return desk.ask(playbook_view).playbook


def test_mql_inflation_requires_what_is_optional(desk: Desk) -> None:
    book = playbook(desk)
    found = remedy(finding("mql_inflation"), book)
    assert found is not None and found.title == f"Require “{book.criterion('mql_recent').question}” for MQL"
    after, left_out = applied(body_of(book), found.steps)
    assert not left_out
    required = {one.id for one in made(after, book.version + 1).checklist("mql").criteria if one.required}
    assert "mql_recent" in required and "mql_recent" not in {
        one.id for one in book.checklist("mql").criteria if one.required
    }


def test_mql_inflation_raises_the_threshold_where_nothing_is_optional(desk: Desk) -> None:
    book = playbook(desk)
    step = {"op": "set", "section": "criteria", "item": "mql_recent", "field": "required", "value": True}
    strict = made(applied(body_of(book), (step,))[0], book.version + 1)
    found = remedy(finding("mql_inflation"), strict)
    assert found is not None and found.title == "Raise the fit for MQL of “Hybrid” from 40 to 50"
    assert made(applied(body_of(strict), found.steps)[0], 3).preset_in_force.mql_fit_at_least == 50


def test_engagement_taken_for_intent_lowers_the_cap(desk: Desk) -> None:
    book = playbook(desk)
    found = remedy(finding("engagement_as_intent"), book)
    assert found is not None
    assert made(applied(body_of(book), found.steps)[0], 2).scoring.engagement_cap == book.scoring.engagement_cap // 2


def test_fit_skipped_at_sql_requires_every_criterion_of_fit(desk: Desk) -> None:
    book = playbook(desk)
    assert remedy(finding("fit_skipped_at_sql"), book) is None, "all of them are required already"
    step = {"op": "set", "section": "criteria", "item": "sql_volume", "field": "required", "value": False}
    loose = made(applied(body_of(book), (step,))[0], book.version + 1)
    found = remedy(finding("fit_skipped_at_sql"), loose)
    assert found is not None and found.title == "Require 1 more criterion of fit at SQL"
    assert made(applied(body_of(loose), found.steps)[0], 3).criterion("sql_volume").required


def test_stale_criteria_are_let_go_but_never_a_gate_of_sql_nor_all_of_a_stage(desk: Desk) -> None:
    book = playbook(desk)
    named = [one.id for one in book.criteria]
    found = remedy(finding("stale_criteria", *named), book)
    assert found is not None
    let_go = {str(step["item"]) for step in found.steps}
    kept = [one for one in book.criteria if one.required and one.id not in let_go]
    assert {"sql_use_case", "sql_volume", "sql_intent", "sql_next_step"} <= {one.id for one in kept}
    assert {one.stage for one in kept} == {"mql", "sal", "sql"}
    made(applied(body_of(book), found.steps)[0], 2)
    assert remedy(finding("stale_criteria", "sql_use_case"), book) is None


def test_every_diagnosis_is_replayed_or_leads_to_its_part_or_is_about_people(desk: Desk) -> None:
    book = playbook(desk)
    assert set(PLACES) <= {one.id for one in book.diagnoses} and set(PLACES.values()) <= set(SECTION)
    for one in book.diagnoses:
        told = desk.ask(finding_replay, finding(one.id, "sql_budget"))
        assert (told.view is not None) == bool(told.steps) == bool(told.title)
        if one.id in ("sql_under_reporting", "stalled_sqls", "forgotten_leads"):
            assert not told.part and told.view is None
        else:
            assert told.part == SECTION[PLACES[one.id]].label


def test_the_replay_says_what_would_differ_and_changes_nothing(
    desk: Desk, mql: int, prove: Callable[..., object], everything_stays: None
) -> None:
    told = desk.ask(finding_replay, finding("mql_inflation"))
    assert told.view is not None and told.view.looked_at == 1
    assert [one.lead for one in told.view.past] == [mql], "its move to MQL would have been stopped"
    assert told.view.past[0].blocked


@pytest.fixture
def everything_stays(desk: Desk, mql: int):
    before = everything(desk)
    yield
    assert everything(desk) == before


def test_the_change_can_be_put_into_the_draft(desk: Desk) -> None:
    told = desk.ask(finding_replay, finding("engagement_as_intent"))
    desk.do(edit_draft, list(told.steps), told.title)
    view = desk.ask(draft_view)
    assert view.open and view.adoptable and [edit.says for edit in view.edits] == [told.title]
