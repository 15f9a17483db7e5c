"""A file that says how far leads have come: each claim is judged by the gate, shown in the plan, and never lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.stage import Stage
from app.services import adding, lead_page, moves, undoing
from app.services.desk import Desk
from app.services.imports import ImportChoices, commit_import, plan_import
from app.services.lead_record import lead_record
from app.services.plan_stages import PlanStages
from app.services.work import Changed
from tests.services.conftest import ADA, NOW, a_reason, everything

HEAD = "Full name,Email,Company,Lead stage\n"


def _line(stage: str, fields: dict[str, str] = ADA) -> str:
    return f"{fields['full_name']},{fields['email']},{fields['company']},{stage}\n"


@pytest.fixture
def planned(desk: Desk, csv: Callable[..., Path]) -> Callable[[str], Any]:
    return lambda text: desk.ask(plan_import, [csv(text, "crm.csv")])


def test_a_new_lead_begins_as_lead_and_the_row_says_what_is_missing(desk: Desk, planned: Callable[[str], Any]) -> None:
    plan = planned(HEAD + _line("SQL"))
    (row,) = plan.rows
    assert (row.act, row.lead["stage"]) == ("create", "sql")
    assert row.reason == "New person; the file says SQL; proven: 0 of 4: it stays Lead"
    (lead,) = desk.do(commit_import, plan).outcome.lead_ids
    view = desk.ask(lead_page.lead_view, lead)
    assert view.stage == "lead"
    assert view.extra["Lead stage"] == "SQL", "the wish is kept as it was written"
    assert view.remarks == ("the file says SQL; proven: 0 of 4: it stays Lead",)
    assert desk.ask(lead_record, lead).moves == ()


def test_a_proven_lead_moves_with_a_reason_from_the_file_and_plan_is_commit(
    desk: Desk, ada: int, prove: Callable[..., Changed], planned: Callable[[str], Any]
) -> None:
    prove(ada)
    plan = planned(HEAD + _line("Marketing Qualified Lead"))
    (row,) = plan.rows
    assert (row.act, row.differences["stage"]) == ("update", ("Lead", "MQL"))
    assert row.reason.endswith("; moves to MQL")
    record = frozenset({"import_run", "import_row", "remembered_layout"})
    before = everything(desk, without=record)
    done = desk.do(commit_import, plan)
    view, (move,) = desk.ask(lead_page.lead_view, ada), desk.ask(lead_record, ada).moves
    assert (view.stage, view.remarks) == ("mql", ())
    assert (move.learned, move.next_step, move.owner) == ("Imported as MQL from crm.csv", "Screen this lead", "Mia")
    assert (move.door, move.override, move.due) == ("import", "", view.due)
    again = planned(HEAD + _line("Marketing Qualified Lead"))
    assert (again.rows[0].act, again.counts["skip"]) == ("skip", 1)
    desk.do(undoing.undo, done.action)
    assert everything(desk, without=record) == before


def test_half_proven_says_how_much(desk: Desk, ada: int, prove: Callable[..., Changed], planned: Any) -> None:
    prove(ada, without=("mql_role",))
    (row,) = planned(HEAD + _line("MQL")).rows
    assert "the file says MQL; proven: 5 of 6: it stays Lead" in row.reason


def test_a_file_never_takes_a_lead_back_or_past_sql(desk: Desk, mql: int, planned: Callable[[str], Any]) -> None:
    desk.do(moves.move, mql, stage=Stage.SQL, reason=a_reason(), override="The board asks")
    (row,) = planned(HEAD + _line("MQL")).rows
    assert "the file says MQL; it is SQL here and stays so" in row.reason
    desk.do(moves.move, mql, stage=Stage.MQL, reason=a_reason())
    (row,) = planned(HEAD + _line("Opportunity")).rows
    assert "it stays MQL: Move the lead to SQL first" in row.reason


def test_two_rows_about_one_lead_move_it_once(desk: Desk, ada: int, prove: Any, planned: Callable[[str], Any]) -> None:
    prove(ada)
    prove(ada, Stage.SQL)
    plan = planned(HEAD + _line("MQL") + _line("SQL"))
    assert [row.differences.get("stage") for row in plan.rows] == [("Lead", "MQL"), ("MQL", "SQL")]
    desk.do(commit_import, plan)
    (move,) = desk.ask(lead_record, ada).moves
    assert (move.from_stage, move.to_stage) == ("lead", "sql")


def test_a_playbook_that_asks_nothing_lets_new_leads_through(desk: Desk, planned: Callable[[str], Any]) -> None:
    """Only the gate decides, for new leads too."""
    plan = planned(HEAD + _line("MQL"))
    book = plan.planner.stages._playbook
    free = book.model_copy(update={"criteria": tuple(c for c in book.criteria if c.stage != "mql")})
    stages = PlanStages(plan.planner.stages._known, free, NOW)
    claim = stages.claim(next(iter(plan.planner.leads)), "mql", "crm.csv")
    assert claim is not None and claim.move == ("Lead", "MQL")
    assert list(stages.moves.values()) == [(Stage.MQL, "crm.csv")]


def test_a_column_may_be_chosen_or_left_aside_by_hand(desk: Desk, csv: Callable[..., Path]) -> None:
    path = csv("Full name,Email,Company,How far\n" + _line("MQL") + _line("sales qualified", ADA))
    from app.intake.choices import Choices

    chosen = desk.ask(plan_import, [path], ImportChoices(reading=Choices(mapping={"stage": "How far"})))
    assert [row.lead.get("stage") for row in chosen.rows] == ["mql", "sql"]
    assert "stage" not in desk.ask(plan_import, [path]).files[0].lead_tables[0].mapping
    other = csv(HEAD + _line("MQL"), "other.csv")
    aside = desk.ask(plan_import, [other], ImportChoices(reading=Choices(mapping={"stage": ""})))
    assert "stage" not in aside.rows[0].lead


def test_a_lead_typed_by_hand_has_no_stage_to_type(desk: Desk) -> None:
    with pytest.raises(Exception, match="no field stage"):
        desk.do(adding.add_lead, {**ADA, "stage": "sql"})
