"""The committee before SQL: it warns or blocks as the playbook has it, at every door, and is overridden in writing."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.gate import NotReady
from app.domain.stage import Stage
from app.services import lead_page, moves
from app.services.bulk_moves import look_at_moves
from app.services.desk import Desk
from app.services.drafts import adopt_draft, edit_draft
from app.services.imports import commit_import, plan_import
from app.services.today_leads import today_leads
from tests.services.committee.conftest import LINE
from tests.services.conftest import a_reason

GO: dict[str, Any] = {"stage": Stage.SQL, "path": "sales_discovery"}


@pytest.fixture
def gated(desk: Desk) -> Callable[[str], None]:
    """Let gaps of the committee warn, or block, before SQL."""

    def adopted(mode: str) -> None:
        template = desk.ask(lambda work: work.playbook.template(LINE))
        if template is not None and template.gate == mode:
            return
        step = {"op": "set", "section": "templates", "item": LINE, "field": "gate", "value": mode}
        desk.do(edit_draft, [step], "Let the committee count before SQL")
        desk.do(adopt_draft, "The committee counts before SQL")

    return adopted


@pytest.fixture
def ready(ada: int, house: int, prove: Callable[..., Any]) -> int:
    """A lead of which everything is proven, at an account of which nobody is known."""
    prove(ada, Stage.SQL)
    return ada


def test_cm7_a_committee_that_does_not_count_stops_nobody(desk: Desk, ready: int, gated) -> None:
    gated("off")
    assert desk.do(moves.move, ready, **GO, reason=a_reason()).kept == ()


def test_cm7_a_committee_that_warns_says_what_is_missing_and_lets_through(desk: Desk, ready: int, gated) -> None:
    gated("warn")
    asked = desk.ask(moves.may_move, ready, **GO)
    assert asked.allowed and asked.warnings
    assert desk.do(moves.move, ready, **GO, reason=a_reason()).kept == asked.warnings


def test_cm7_a_committee_that_blocks_stops_every_door_and_an_override_passes(
    desk: Desk, ready: int, gated, bring_in, csv
) -> None:
    gated("block")
    with pytest.raises(NotReady) as refused:
        desk.do(moves.move, ready, **GO, reason=a_reason())
    missing = refused.value.missing
    assert missing and all(one.criterion.startswith("committee:") and one.proof for one in missing)
    assert not desk.ask(moves.may_move, ready, **GO).allowed
    assert desk.ask(look_at_moves, [ready], **GO, reason=a_reason()).stopped[0].missing == missing
    assert desk.do(moves.move_many, [ready], **GO, reason=a_reason()).outcome.moved == ()
    claim = "Full name,Email,Service line,Status\nAda Berg,ada.berg@northgate.example,Hospital lab,SQL\n"
    plan = desk.ask(plan_import, [csv(claim)])
    desk.do(commit_import, plan)
    assert desk.ask(lead_page.lead_view, ready).stage == "lead"
    desk.do(moves.move, ready, **GO, reason=a_reason(), override="The board decided over our heads")
    assert desk.ask(lead_page.lead_view, ready).stage == "sql"


def test_cm7_a_committee_says_nothing_of_other_moves(desk: Desk, ready: int, prove, gated) -> None:
    gated("block")
    prove(ready)
    desk.do(moves.move, ready, stage=Stage.MQL, path="nurture", reason=a_reason())
    assert desk.ask(lead_page.lead_view, ready).stage == "mql"


def test_cm7_many_moved_at_once_are_warned_of_by_name_before_and_after(desk: Desk, ready: int, gated) -> None:
    gated("warn")
    says = "; ".join(desk.ask(moves.may_move, ready, **GO).warnings)
    plan = desk.ask(look_at_moves, [ready], **GO, reason=a_reason())
    assert plan.moves == (ready,) and [(one.id, one.name, one.says) for one in plan.warned] == [
        (ready, "Ada Berg", says)
    ]
    done = desk.do(moves.move_many, [ready], **GO, reason=a_reason())
    assert done.kept == (f"1 moves although its committee has gaps: Ada Berg: {says}",)


def test_cm7_a_lead_that_is_ready_says_in_today_that_its_committee_stops_sql(
    desk: Desk, ready: int, prove, gated
) -> None:
    gated("block")
    prove(ready)
    desk.do(moves.move, ready, stage=Stage.MQL, path="sales_discovery", reason=a_reason())
    missing = desk.ask(moves.may_move, ready, **GO).missing[0]
    said = desk.ask(today_leads, "ready")
    assert [row.id for row in said] == [ready]
    assert f"stops SQL until it is complete or overridden: {missing.question}" in said[0].why
    assert desk.ask(lead_page.lead_view, ready).group_why == said[0].why
    gated("warn")
    assert "stops SQL" not in desk.ask(today_leads, "ready")[0].why
