"""What is weak about a committee appears in Today, on the lead, in the handoff and in the review."""

from datetime import timedelta
from typing import Any

import pytest

from app.domain.stage import Stage
from app.services import lead_page, moves, reviews
from app.services.committee.opinions import edit_stakeholder
from app.services.committee.people import from_contacts
from app.services.committee.view import map_view
from app.services.desk import Desk
from app.services.handoff_sheet import handoff_sheet
from app.services.today import today
from app.services.today_leads import today_leads
from tests.services.committee.conftest import LINE
from tests.services.conftest import a_reason

SIGNER, VALIDATION = "Never met the signer", "Nobody for validation"


@pytest.fixture
def sql(desk: Desk, ada: int, house: int, prove: Any) -> int:
    """Ada at SQL, of whose committee nobody is known."""
    prove(ada, Stage.SQL)
    desk.do(moves.move, ada, stage=Stage.SQL, path="sales_discovery", reason=a_reason())
    return ada


def _whys(desk: Desk) -> dict[int, str]:
    groups = [group.id for group in desk.ask(today).groups]
    return {row.id: row.why for group in groups for row in desk.ask(today_leads, group)}


def test_cm6_a_weak_committee_is_named_in_today_on_the_lead_in_the_handoff_and_in_the_review(
    desk: Desk, sql: int, clock: Any
) -> None:
    clock.forward(days=7)
    assert SIGNER in _whys(desk)[sql]
    view = desk.ask(lead_page.lead_view, sql)
    assert SIGNER in view.alarms and VALIDATION in view.alarms and SIGNER in view.group_why
    assert {SIGNER, VALIDATION} <= set(desk.ask(handoff_sheet, sql).committee_says)
    rows = desk.ask(reviews.review_now, "2026-W47").exceptions
    (weak,) = [row for row in rows if row.rule == "SQL with a weak committee"]
    assert SIGNER in weak.why and weak.person == "Ada Berg"


def test_a_committee_says_nothing_of_a_lead_that_nobody_qualified(desk: Desk, ada: int, house: int) -> None:
    assert "committee" not in _whys(desk)[ada]
    assert desk.ask(lead_page.lead_view, ada).alarms == ()


def test_cm7_what_is_known_of_the_committee_stands_beside_the_decision_path_and_ticks_nothing(
    desk: Desk, sql: int, house: int
) -> None:
    view = desk.ask(lead_page.lead_view, sql)
    assert view.decision is not None and view.decision.criteria
    rows = {row.id: row for row in view.sql.rows}
    for id in view.decision.criteria:
        assert view.decision.says in rows[id].knows and rows[id].suggestion == ""
    desk.do(from_contacts, house, LINE, [one.person_id for one in desk.ask(map_view, house, LINE).contacts])
    one = desk.ask(map_view, house, LINE).map.people[0]
    before = {row.id: row.answer for row in view.sql.rows}
    desk.do(edit_stakeholder, one.id, {"certainty": "told", "depth": 2, "power": "signs"})
    after = desk.ask(lead_page.lead_view, sql)
    assert {row.id: row.answer for row in after.sql.rows} == before and SIGNER not in after.alarms


def test_a_step_that_was_promised_to_somebody_and_is_overdue_is_named_wherever_the_lead_stands(
    desk: Desk, sql: int, house: int, clock: Any
) -> None:
    desk.do(from_contacts, house, LINE, [one.person_id for one in desk.ask(map_view, house, LINE).contacts])
    one = desk.ask(map_view, house, LINE).map.people[0]
    due = clock().date() + timedelta(days=2)
    desk.do(edit_stakeholder, one.id, {"next_step": "Send the plan", "due": due})
    said = f"Step with {one.name} overdue since {due}"
    assert said not in desk.ask(lead_page.lead_view, sql).alarms
    clock.forward(days=7)
    assert said in _whys(desk)[sql]
    assert said in desk.ask(lead_page.lead_view, sql).alarms
    assert said in [alarm.says for alarm in desk.ask(map_view, house, LINE).alarms]
    rows = desk.ask(reviews.review_now, "2026-W47").exceptions
    assert any(said in row.why for row in rows)
