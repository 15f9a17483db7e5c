"""What is wrong with a playbook is told at its place, in a sentence that says what to do; all of it at once."""

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import Body, Fault, Step, applied, body_of, faults, made, new_item
from app.domain.playbook.sections import SECTION, SECTIONS, keyed
from app.domain.problems import Problem
from app.intake.documents.playbook_file import read_playbook, shipped_playbooks

BODIES = {name: body_of(read_playbook(path)) for name, _, path in shipped_playbooks()}
BODY = BODIES["diagnostics"]


def _with(section: str, item: str, field: str, value: Any) -> Body:
    after, said = applied(BODY, [{"op": "set", "section": section, "item": item, "field": field, "value": value}])
    assert said == ()
    return after


def _changed(change: Callable[[Body], object]) -> Body:
    body = copy.deepcopy(BODY)
    change(body)
    return body


@pytest.mark.parametrize("name", BODIES)
def test_the_shipped_playbooks_have_no_fault_and_no_doubt(name: str) -> None:
    assert faults(BODIES[name]) == ()


@pytest.mark.parametrize(
    ("section", "item", "field", "value", "says"),
    [
        ("criteria", "mql_role", "question", "  ", "Write the question."),
        ("criteria", "mql_role", "does_not", [], "Write at least one line under “Does not count”."),
        ("criteria", "mql_role", "gate", "", "Choose the gate."),
        ("criteria", "mql_role", "stage", "sqll", "“sqll” cannot stand here; choose MQL, SAL or SQL."),
        ("criteria", "mql_role", "seat", "nobody", "“nobody” is not defined; choose another or take it out."),
        (
            "criteria", "mql_role", "service_lines", ["biopharma", "moon"],
            "“moon” is not defined under “Service lines”; choose another or take it out.",
        ),
        (
            "criteria", "sql_next_step", "suggested_by", "seat is known",
            "Facts and signals never suggest an SQL criterion; remove it.",
        ),
        ("questions", "HL1", "proves", [], "Choose at least one under “Proves”."),
        ("fit_rules", "size_large", "points", 101, "Write a number of at most 100."),
        ("fit_rules", "size_large", "points", "many", "Write a whole number."),
        ("fit_rules", "size_large", "points", 1.5, "Write a whole number."),
        ("fit_rules", "size_large", "points", None, "Write a number under “Points”."),
        ("fit_rules", "size_large", "when", None, "Write when it holds; write always where it always does."),
        ("fit_rules", "size_large", "when", "region is Mars", "“Mars” is no region; choose"),
        ("fit_rules", "size_large", "when", {"fact": "colour", "is": ["red"]}, "'colour' is not a fact; the facts are"),
        ("fit_rules", "size_large", "when", {"fact": "size"}, "Say what 'size' must be"),
        ("intent_rules", "asked_demo", "half_life_days", 0, "Write a number above 0."),
        ("intent_rules", "asked_demo", "signals", ["demo_request", "wink"], "“wink” is not defined under “Signals”"),
        ("fit_bands", "medium", "at_least", 0, "Each band must begin above the one before it, which begins at 0."),
        ("grid", "high / low", "path", "", "Choose the path."),
        ("presets", "quality", "required_criteria", ["gone"], "“gone” is not defined under “Required on top”"),
        ("general", "", "preset", "hybird", "“hybird” is not defined; choose another or take it out."),
        ("general", "", "about", "", "Write what it is about."),
        ("routes", "proven", "deadline_hours", -1, "Write a number above 0."),
        ("routes", "proven", "owner", {"rule": "named", "names": []}, "Write at least one name of somebody who gets"),
        ("routes", "otherwise", "when", "size is known", "The last route must hold always"),
        ("hours", "", "timezone", "Mars/Olympus", "'Mars/Olympus' is not a time zone; write one like"),
        ("hours", "", "days", [], "Choose at least one under “Working days”."),
        ("hours", "", "start", "noon", "Write a time like 08:30."),
        ("hours", "", "start", "18:30", "Business hours must start before they end."),
        ("holidays", "Labor Day", "rule", "someday", "'someday' is not a holiday rule; write 12-25"),
        ("deadlines", "", "first_outreach_by_offer", {"lunch": 1}, "“lunch” is not defined under “First outreach by"),
        ("deadlines", "", "silence_accepts", "perhaps", "Choose yes or no."),
        ("no_response", "", "cadence_days", ["soon"], "Write numbers above 0, one a line."),
        ("no_response", "", "cadence_days", ["30", "0"], "Write numbers above 0, one a line."),
        ("no_response", "", "cadence_days", ["30", "99999"], "Write numbers above 0, one a line; at most 3650."),
        ("no_response", "", "days", 10**10, "Write a number of at most 3650."),
        ("deadlines", "", "follow_up_days_by_offer", {"demo": -1}, "Write a number above 0 for each offer"),
        ("deadlines", "", "first_outreach_by_offer", {"demo": 1e9}, "or nothing; at most 2000."),
        ("routes", "proven", "deadline_hours", "inf", "Write a number."),
        ("routes", "proven", "deadline_hours", 1e9, "Write a number of at most 2000."),
        ("fit_rules", "size_large", "when", {"fact": "size", "at_least": float("nan")}, "cannot be read"),
        ("diagnoses", "wrong_route", "limits", {"business_days": float("inf")}, "Write a number for each limit."),
        ("hours", "", "end", "08:31", "Business hours must last a quarter of an hour or more."),
        ("holidays", "Labor Day", "rule", "easter +99999999999", "'easter +99999999999' is not a holiday rule"),
        ("templates", "biopharma", "seats", {"finance": "maybe"}, "Choose required, expected or optional for each"),
        ("seats", "finance", "power", ["flies"], "“flies” cannot stand here; choose Signs, Budget"),
        ("region", "canada", "synonyms", ["Texas"], "“texas” already means “US South”; keep it in one of them."),
        ("diagnoses", "wrong_route", "limits", {"rerouted_share": "x"}, "Write a number for each limit."),
    ],
)  # fmt: skip
def test_a_fault_stands_at_its_place(section: str, item: str, field: str, value: Any, says: str) -> None:
    found = [fault for fault in faults(_with(section, item, field, value)) if not fault.warns]
    assert len(found) == 1, found
    (fault,) = found
    place = "" if "already means" in says else "end" if "must start before" in says else field
    assert (fault.section, fault.item, fault.field) == (section, item, place)
    assert fault.says.startswith(says) or says in fault.says
    assert fault.says[0].isupper() or fault.says[0] in "“'"
    assert fault.says.endswith((".", "?"))
    with pytest.raises(Problem, match="cannot be used yet"):
        _stopped(_with(section, item, field, value))


def _stopped(body: Body) -> None:
    """What is empty stops adopting, but is still a playbook; the rest is none."""
    stops = [fault for fault in faults(body) if not fault.warns]
    made(body, 1)
    if stops:
        raise Problem("The playbook cannot be used yet.")


def test_what_is_broken_in_ten_places_gives_ten_faults() -> None:
    steps: list[Step] = []

    def broken(section: str, item: str, field: str, value: Any) -> None:
        steps.append({"op": "set", "section": section, "item": item, "field": field, "value": value})

    broken("general", "", "title", "")
    broken("criteria", "mql_role", "gate", "luck")
    broken("criteria", "mql_region", "seat", "nobody")
    broken("questions", "HL2", "text", "")
    broken("fit_rules", "size_large", "when", "size at least many")
    broken("intent_rules", "asked_demo", "signals", ["wink"])
    broken("routes", "proven", "path", "nowhere")
    broken("hours", "", "end", "late")
    broken("presets", "volume", "mql_fit_at_least", 900)
    broken("templates", "biopharma", "seats", {"ghost": "required"})
    after, _ = applied(BODY, steps)
    found = {(fault.section, fault.item, fault.field) for fault in faults(after)}
    assert found == {(step["section"], step["item"], step["field"]) for step in steps}


@pytest.mark.parametrize(
    ("change", "section", "says"),
    [
        (lambda b: b.pop("criteria"), "criteria", "There is no required criterion for MQL"),
        (lambda b: b.update(criteria="none"), "criteria", "Criteria cannot be read; add each criterion again."),
        (lambda b: b.update(wine="red"), "general", "A playbook has no part “wine”; leave it out."),
        (lambda b: b["routes"].append("x"), "routes", "This is no route; remove it."),
        (lambda b: b["routes"][0].update(colour="red"), "routes", "“colour” is not known in Routes; leave it out."),
        (lambda b: b.pop("scoring"), "fit_bands", "The first band must begin at 0 points."),
        (lambda b: b.update(scoring=3), "scoring", "Limits of scoring cannot be read; write it again."),
        (lambda b: b.update(hours=None), "hours", "Business hours cannot be read; write it again."),
        (lambda b: b["seats"].append(dict(b["seats"][0])), "seats", "has the id “clinical_sponsor” already"),
        (lambda b: b["scoring"]["grid"].pop(), "grid", "There is no cell for fit “Low” with intent “Low”; add it."),
        (lambda b: b["criteria"].clear(), "criteria", "An SQL needs a required criterion for the gate “next step”"),
        (lambda b: b["routes"].clear(), "routes", "The last route must hold always"),
    ],
)
def test_what_is_wrong_with_a_whole_part_is_told_there(
    change: Callable[[Body], object], section: str, says: str
) -> None:
    found = [fault for fault in faults(_changed(change)) if fault.section == section]
    assert any(says in fault.says for fault in found), found


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_body_is_told_never_a_crash(seed: int) -> None:
    chance = random.Random(seed)
    body = copy.deepcopy(BODIES["respiratory"])
    for _ in range(chance.randint(1, 6)):
        _spoil(body, chance)
    found = faults(body)
    assert all(fault.section in SECTION and fault.says for fault in found)
    keys = {(s.id, key) for s in SECTIONS for key, _ in keyed(body, s.id)}
    assert all((fault.section, fault.item) in keys or not fault.item for fault in found)
    try:
        Playbook.model_validate(body)
    except ValueError:
        assert [fault for fault in found if not fault.warns]


def _spoil(inside: Any, chance: random.Random) -> None:
    """Put something else somewhere."""
    while True:
        places = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        if not places:
            return
        at = chance.choice(places)
        if isinstance(inside[at], (dict, list)) and inside[at] and chance.random() < 0.7:
            inside = inside[at]
            continue
        inside[at] = chance.choice([None, "", 7, -3.5, "x", [], {}, ["x"], {"x": 1}, True, "Foo Bar"])
        return


# --- doubts ---


def _doubts(*steps: Step) -> list[tuple[str, str, str, str]]:
    after, said = applied(BODY, steps)
    assert said == ()
    found = faults(after)
    assert all(fault.warns for fault in found), found
    return [(fault.section, fault.item, fault.field, fault.says) for fault in found]


def _set(section: str, item: str, field: str, value: Any) -> Step:
    return {"op": "set", "section": section, "item": item, "field": field, "value": value}


def _route(label: str, when: str) -> dict[str, Any]:
    return {**new_item(BODY, "routes", label), "when": when, "path": "nurture", "why": "Because"}


@pytest.mark.parametrize(
    ("step", "section", "item", "field", "says"),
    [
        (
            {"op": "add", "section": "routes", "value": _route("Late", "stage is SQL and size at least 5")},
            "routes", "late", "when", "“Proven lead” stands above it and always matches first",
        ),
        (
            _set("routes", "warm", "when", "size at least 50 and size at most 20"),
            "routes", "warm", "when", "This can never hold",
        ),
        (
            _set("fit_rules", "size_large", "when", "fit is High"),
            "fit_rules", "size_large", "when", "“Fit” is known only while a lead is routed, so this never holds here.",
        ),
        (_set("fit_rules", "size_large", "when", "always"), "fit_rules", "size_large", "when", "holds for every lead"),
        (_set("fit_rules", "size_large", "points", 0), "fit_rules", "size_large", "points", "gives no points"),
        (
            _set("fit_rules", "size_large", "when", {"fact": "region", "is": ["atlantis"]}),
            "fit_rules", "size_large", "when", "There is no region “atlantis”, so this part never holds",
        ),
        (
            _set("criteria", "mql_role", "suggested_by", {"yes": ["gone"]}),
            "criteria", "mql_role", "suggested_by", "There is no criterion “gone”",
        ),
        (
            {"op": "remove", "section": "intent_rules", "item": "scans"},
            "signal_kinds", "booth_scan", "", "No intent rule counts this signal",
        ),
        (_set("paths", "pilot", "key", "R"), "paths", "pilot", "key", "Another path has the key “R” too"),
        (_set("signal_kinds", "download", "strength", "huge"), "signal_kinds", "download", "strength", "no strength"),
        (_set("handoff", "", "counted", ["reason", "luck"]), "handoff", "", "counted", "knows no part “luck”"),
        (
            {"op": "remove", "section": "templates", "item": "biopharma"},
            "service_lines", "biopharma", "", "No committee says which seats",
        ),
        (
            _set("presets", "volume", "required_criteria", ["mql_role"]),
            "presets", "volume", "optional_criteria", "mql_role",
        ),
        (
            _set("routes", "warm", "owner", {"rule": "by_region", "by_region": {"us_west": "Will", "moon": "Max"}}),
            "routes", "warm", "owner", "There is no region “moon”",
        ),
        (
            _set("routes", "warm", "owner", {"rule": "by_region", "by_region": {"us_west": "Will"}}),
            "routes", "warm", "owner", "Nobody is named for US Northeast, US South, US Midwest and 6 more",
        ),
    ],
)  # fmt: skip
def test_what_will_not_do_what_it_seems_to_is_said(step: Step, section: str, item: str, field: str, says: str) -> None:
    found = _doubts(step)
    assert [one for one in found if one[:3] == (section, item, field) and says in one[3]], found


def test_a_criterion_that_no_question_proves_is_said() -> None:
    gone = [
        {"op": "remove", "section": "questions", "item": key}
        for key, item in keyed(BODY, "questions")
        if item["proves"][0] == "interest"
    ]
    (found,) = _doubts(*gone)
    assert found[:3] == ("criteria", "mql_interest", "gate")
    assert "No question proves “interest”" in found[3]


def test_a_list_of_reasons_without_a_reason_is_said() -> None:
    gone = [{"op": "remove", "section": "override_reasons", "item": key} for key, _ in keyed(BODY, "override_reasons")]
    assert _doubts(*gone) == [("override_reasons", "", "", "There is no reason to choose from; add at least one.")]


def test_bands_and_thresholds_that_no_lead_can_reach_are_said(playbook: Playbook) -> None:
    body = body_of(playbook)
    few, _ = applied(
        body, [{"op": "remove", "section": "fit_rules", "item": key} for key in ("role", "size", "region")]
    )
    found = {(fault.section, fault.item, fault.field) for fault in faults(few) if fault.warns}
    assert {("fit_bands", "strong", "at_least"), ("presets", "hybrid", "mql_fit_at_least")} <= found


def test_nothing_is_doubted_of_a_body_that_is_not_sound() -> None:
    """What stands in for a faulty value says nothing about the rest."""
    broken, _ = applied(BODY, [_set("routes", "no_buyer", "when", "gibberish")])
    assert [fault.warns for fault in faults(broken)] == [False]
    assert isinstance(faults(broken)[0], Fault)
