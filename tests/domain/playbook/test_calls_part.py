"""The part of a playbook about calls: usual where nothing is said, edited like every other part, checked as a whole."""

import json

import pytest
from pydantic import ValidationError

from app.domain.playbook import CallLimits, CallRules, Playbook
from app.domain.playbook.drafting import applied, body_of, faults, made, new_item
from app.domain.playbook.needs import Need, Option, read_need
from app.domain.playbook.sections import SECTION, choices, rows
from app.services.playbooks import shipped, shipped_playbook

SHIPPED = [shipped_playbook(name) for name, _ in shipped()]
LAB = shipped_playbook("diagnostics")


def _set(section: str, item: str, field: str, value: object) -> dict[str, object]:
    return {"op": "set", "section": section, "item": item, "field": field, "value": value}


def test_a_version_stored_before_there_were_calls_still_loads_with_the_usual_ones():
    stored = json.loads(LAB.model_dump_json(by_alias=True))
    del stored["calls"]
    for question in stored["questions"]:
        for key in ("needs", "criteria", "seats"):
            del question[key]
    old = Playbook.model_validate(stored)
    assert old.calls == CallRules()
    assert old.calls.questions_for(30) == 8
    assert old.question("HL1").needs == ()
    assert old.calls.do_not_say("hospital_lab")
    assert [one.id for one in old.calls.gap_areas][:3] == ["scope", "sample", "performance"]


def test_a_draft_upon_such_a_version_shows_the_usual_lists():
    body = body_of(LAB)
    del body["calls"]
    after, said = applied(body, (_set("call_limits", "", "questions_at_30", "6"),))
    assert said == ()
    assert faults(after) == () or all(fault.warns for fault in faults(after))
    playbook = made(after, 2)
    assert playbook.calls.limits == CallLimits(questions_at_30=6)
    assert playbook.calls.exits == CallRules().exits


@pytest.mark.parametrize("playbook", SHIPPED, ids=lambda one: one.name)
def test_the_shipped_playbooks_say_everything_about_calls(playbook: Playbook):
    calls = playbook.calls
    assert {"hl7_v2", "fhir_r4", "lis02", "law", "poct1a", "file", "portal"} <= {one.id for one in calls.interfaces}
    assert {one.id for one in calls.approvals} >= {
        "clinical",
        "quality",
        "it",
        "security",
        "privacy",
        "legal",
        "finance",
    }
    assert {one.owed_by for one in calls.documents} == {"ours", "theirs"}
    assert len(calls.gap_areas) == 10
    for line in playbook.service_lines:
        assert len(calls.do_not_say(line.id)) >= 5, line.id
    assert any(one.paths for one in calls.exits)
    assert playbook.label("document", calls.documents[0].id) == calls.documents[0].label
    assert playbook.label("gap_area", "interface") == "Interface"
    assert playbook.label("exit", "gone") == "gone"


def test_a_line_says_its_own_warnings_first_and_leaves_off_what_it_has_no_use_for():
    said = LAB.calls.do_not_say("biopharma")
    assert said[0] == "No clinical claim for a research-use assay"
    assert said[-1] == "No date that nobody of ours has confirmed"
    assert "sample" in LAB.calls.without("scheduling")
    assert LAB.calls.without("hospital_lab") == frozenset()


@pytest.mark.parametrize(
    ("minutes", "questions"), [(1, 1), (10, 3), (15, 4), (30, 8), (40, 9), (45, 10), (60, 12), (90, 16), (600, 40)]
)
def test_cp2_the_number_of_questions_follows_the_length_of_a_call(minutes: int, questions: int):
    assert CallLimits().questions_for(minutes) == questions


def test_the_editor_changes_calls_as_every_other_part():
    body = body_of(LAB)
    exit_ = new_item(body, "call_exits", "A sample shipped")
    assert exit_["id"] == "a_sample_shipped"
    steps = (
        {"op": "add", "section": "call_exits", "value": exit_},
        _set("documents", "baa", "owed_by", "theirs"),
        _set("call_guides", "every_line", "do_not_say", ["Nothing on prices"]),
        _set("questions", "HL2", "needs", ["number 2: in house and sent out"]),
        _set("questions", "HL2", "seats", ["lab_operations"]),
        _set("approvals", "it", "seats", ["security"]),
    )
    after, said = applied(body, steps)
    assert said == ()
    playbook = made(after, 2)
    assert "A sample shipped" in [one.label for one in playbook.calls.exits]
    assert next(one for one in playbook.calls.documents if one.id == "baa").owed_by == "theirs"
    assert "Nothing on prices" in playbook.calls.do_not_say("hospital_lab")
    assert playbook.question("HL2").needs == ("number 2: in house and sent out",)
    assert next(one for one in playbook.calls.approvals if one.id == "it").seats == ("security",)


@pytest.mark.parametrize(
    ("step", "section", "field", "says"),
    [
        (_set("questions", "HL2", "needs", ["numbr: volumes"]), "questions", "needs", "begin with one of number, time"),
        (_set("questions", "HL2", "needs", ["choice:"]), "questions", "needs", "nothing to choose from"),
        (_set("questions", "HL2", "seats", ["moon"]), "questions", "seats", "moon"),
        (_set("questions", "HL2", "criteria", ["sql_moon"]), "questions", "criteria", "sql_moon"),
        (_set("call_exits", "pilot", "paths", ["moon"]), "call_exits", "paths", "moon"),
        (_set("call_limits", "", "questions_at_30", "0"), "call_limits", "questions_at_30", "at least 1"),
        (_set("call_limits", "", "weak_below", "7"), "call_limits", "weak_below", "at most 1"),
        (_set("documents", "baa", "owed_by", "nobody"), "documents", "owed_by", "Choose"),
    ],
)
def test_a_fault_of_the_part_is_said_at_its_place(step: dict[str, object], section: str, field: str, says: str):
    after, _ = applied(body_of(LAB), (step,))
    found = [fault for fault in faults(after) if not fault.warns]
    assert [(fault.section, fault.field) for fault in found] == [(section, field)], found
    assert says.casefold() in found[0].says.casefold(), found[0].says


def test_an_id_that_stands_twice_is_a_fault():
    body = body_of(LAB)
    body["calls"]["documents"].append(dict(body["calls"]["documents"][0]))
    assert any("twice" in fault.says or "already" in fault.says for fault in faults(body))
    with pytest.raises(ValidationError):
        Playbook.model_validate(body)


def test_what_an_answer_needs_is_read_from_a_line():
    assert read_need("number 2: now and expected") == (Need("number", 2, "now and expected"),)
    assert read_need("date | none") == (Need("date"), Need("none"))
    assert read_need("choice: modified; lab-developed = LDT, in-house") == (
        Need(
            "choice",
            options=(Option("modified", "modified"), Option("lab_developed", "lab-developed", ("LDT", "in-house"))),
        ),
    )
    for wrong in ("", "numbers", "number 0", "mentions:", "date ||", "number two"):
        with pytest.raises(ValueError):
            read_need(wrong)


def test_every_list_of_calls_can_be_chosen_from_on_the_page():
    body = body_of(LAB)
    for section in ("call_kinds", "call_exits", "documents", "interfaces", "approvals", "gap_areas", "call_guides"):
        assert rows(body, section), section
        for field in SECTION[section].fields:
            if field.kind in ("choice", "choices"):
                assert choices(body, field.of), (section, field.id)
