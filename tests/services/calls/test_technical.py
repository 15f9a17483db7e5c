"""The technical side of a lead is kept a table at a time, and comes back whole."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.calls.decision import Step
from app.domain.calls.pilot import Pilot, PilotCondition, PilotCriterion
from app.domain.problems import Problem
from app.services.calls.technical import (
    DocumentFacts,
    IntegrationFacts,
    ScopeFacts,
    set_decision_steps,
    set_documents,
    set_integration,
    set_pilot,
    set_scope,
    technical_view,
)
from app.services.desk import Desk
from app.services.undoing import undo
from tests.services.calls.conftest import everything

VITAMIN_D = ScopeFacts("Vitamin D", "Serum", "SST", 120, 150, 300, 400, 24, 96, "receipt", "unmodified", "Main site")
PILOT = Pilot(
    goal="Show that results agree",
    starts_on=date(2026, 12, 1),
    ends_on=date(2027, 1, 31),
    sites="Main site",
    samples=200,
    criteria=(PilotCriterion("Agreement", ">=", 95, "%"),),
    judge="Ada Berg",
    conditions=(PilotCondition("Contract signed"),),
    if_passes="Sign for two years",
)


@pytest.mark.parametrize(
    "field", ["now_low", "now_high", "expected_low", "expected_high", "hours_needed", "hours_today"]
)
def test_no_number_of_the_scope_is_less_than_nothing(desk: Desk, ada: int, field: str) -> None:
    with pytest.raises(Problem, match="-3 is less than nothing"):
        desk.do(set_scope, ada, [ScopeFacts("TSH", **{field: -3})])
    with pytest.raises(Problem, match="-1 is less than nothing"):
        desk.do(set_pilot, ada, Pilot(samples=-1))


def test_scope_is_kept_in_order_and_changed_line_by_line(desk: Desk, ada: int) -> None:
    desk.do(set_scope, ada, [VITAMIN_D, ScopeFacts("TSH")])
    first, second = desk.ask(technical_view, ada).scope
    assert replace(first, id=None) == VITAMIN_D and (second.test, second.sample, second.now_low) == ("TSH", "", None)
    desk.do(set_scope, ada, [replace(second, sample="Serum"), first, ScopeFacts("Ferritin")])
    assert [(one.id, one.test) for one in desk.ask(technical_view, ada).scope] == [
        (2, "TSH"),
        (1, "Vitamin D"),
        (3, "Ferritin"),
    ]
    desk.do(set_scope, ada, [first])
    desk.do(undo)
    assert len(desk.ask(technical_view, ada).scope) == 3


def test_every_table_is_one_act_that_undo_takes_back(desk: Desk, ada: int) -> None:
    acts = [
        (set_scope, [VITAMIN_D]),
        (
            set_integration,
            IntegrationFacts("Beaker 2023", "Epic", orders_in=("hl7_v2",), results_out=("hl7_v2", "portal")),
        ),
        (set_documents, [DocumentFacts("verification_plan", asked_on=date(2026, 11, 1), due=date(2026, 11, 10))]),
        (set_pilot, PILOT),
        (set_decision_steps, [Step("clinical", "", "Dr Ames", done_on=date(2026, 11, 2)), Step("legal", "")]),
    ]
    for use_case, value in acts:
        before = everything(desk)
        assert desk.do(use_case, ada, value).action is not None
        assert desk.do(use_case, ada, _as_stored(desk, use_case.__name__, value)).action is None, (
            "said twice, kept once"
        )
        desk.do(undo)
        assert everything(desk) == before
        desk.do(use_case, ada, value)
    view = desk.ask(technical_view, ada)
    assert view.integration.results_out == ("hl7_v2", "portal")
    assert [state for _, state in view.documents] == ["overdue"]
    assert [one.state for one in view.steps] == ["done", "today"]
    assert view.pilot is not None and view.pilot.criteria[0].says == "Agreement ≥ 95 %"


def _as_stored(desk: Desk, name: str, value: object) -> object:
    view = desk.ask(technical_view, 1)
    rows = {"set_scope": view.scope, "set_documents": tuple(one for one, _ in view.documents)}
    if name == "set_decision_steps":
        return tuple(one.step for one in view.steps)
    return rows.get(name, value)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([ScopeFacts(" ")], "Name the test"),
        ([ScopeFacts("TSH", status="perhaps")], "not one of"),
        ([ScopeFacts("TSH", now_low=9, now_high=3)], "9 to 3"),
    ],
)
def test_a_scope_that_makes_no_sense_is_refused(desk: Desk, ada: int, rows: list[ScopeFacts], says: str) -> None:
    with pytest.raises(Problem, match=says):
        desk.do(set_scope, ada, rows)


def test_words_outside_the_playbook_are_refused(desk: Desk, ada: int) -> None:
    for use_case, value in (
        (set_integration, IntegrationFacts(orders_in=("smoke_signals",))),
        (set_documents, [DocumentFacts("love_letter")]),
        (set_decision_steps, [Step("astrology", "")]),
        (set_pilot, replace(PILOT, state="dreamt")),
    ):
        with pytest.raises(Problem, match="not one of"):
            desk.do(use_case, ada, value)
    with pytest.raises(Problem, match="before it begins"):
        desk.do(set_pilot, ada, replace(PILOT, ends_on=date(2026, 11, 1)))


@pytest.mark.parametrize(
    ("without", "says"),
    [
        ({"starts_on": None}, "begins"),
        ({"ends_on": None}, "ends"),
        ({"criteria": ()}, "number"),
        ({"criteria": (PilotCriterion("Everybody is happy"),)}, "number"),
        ({"judge": ""}, "judge"),
        ({"judge": "Mia"}, "not on ours"),
        ({"if_passes": ""}, "if it passes"),
    ],
)
def test_cp11_a_pilot_is_agreed_only_with_dates_a_number_a_judge_and_what_follows(
    desk: Desk, ada: int, without: dict[str, object], says: str
) -> None:
    lacking = replace(PILOT, **without)
    desk.do(set_pilot, ada, lacking)
    with pytest.raises(Problem, match=says):
        desk.do(set_pilot, ada, replace(lacking, state="agreed"))
    view = desk.ask(technical_view, ada)
    assert view.pilot == lacking and len(view.pilot_missing) == 1
    desk.do(set_pilot, ada, replace(PILOT, state="agreed"))
    assert desk.ask(technical_view, ada).pilot_missing == ()
    with pytest.raises(Problem, match=says):
        desk.do(set_pilot, ada, replace(lacking, state="agreed"))


def test_cp10_what_looks_like_patient_data_is_said_wherever_it_is_typed(desk: Desk, ada: int) -> None:
    patient = "patient ID 448812"
    for use_case, value in (
        (set_scope, [ScopeFacts("TSH", sites=patient)]),
        (set_integration, IntegrationFacts(note=patient)),
        (set_documents, [DocumentFacts("ifu", note=patient)]),
        (set_pilot, replace(PILOT, goal=patient)),
        (set_decision_steps, [Step("legal", "", note=patient)]),
    ):
        assert "Looks like patient data" in desk.do(use_case, ada, value).kept[0], use_case.__name__
