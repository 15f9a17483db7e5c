"""Steps of a draft: each names its item, none changes what it is given, and what no longer applies is said."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import (
    Body,
    Step,
    applied,
    body_of,
    differences,
    faults,
    made,
    new_item,
    tidied,
    used_by,
)
from app.domain.playbook.sections import SECTIONS, key_of, keyed
from app.domain.problems import Problem
from app.intake.documents.playbook_file import read_playbook, shipped_playbooks

SHIPPED = {name: read_playbook(path) for name, _, path in shipped_playbooks()}
BODIES = {name: body_of(book) for name, book in SHIPPED.items()}
BODY = BODIES["diagnostics"]


def _set(section: str, item: str, field: str, value: Any) -> Step:
    return {"op": "set", "section": section, "item": item, "field": field, "value": value}


def _add(section: str, value: dict[str, Any], **where: str | None) -> Step:
    return {"op": "add", "section": section, "value": value, **where}


def _keys(body: Body, section: str) -> list[str]:
    return [key for key, _ in keyed(body, section)]


def _item(body: Body, section: str, key: str) -> dict[str, Any]:
    return dict(keyed(body, section))[key]


def _done(*steps: Step, body: Body = BODY, base: Body | None = None) -> Body:
    after, said = applied(body, steps, base=base)
    assert said == ()
    return after


# --- bodies ---


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_plain_complete_and_makes_the_same_playbook(name: str) -> None:
    book, body = SHIPPED[name], BODIES[name]
    assert json.loads(json.dumps(body)) == body
    again = made(body, book.version)
    assert body_of(again) == body == tidied(body)
    assert "version" not in body
    assert made(body, 7).version == 7
    plain = {"routes", "criteria", "scoring", "disqualify", "not_now"}  # whose conditions may be written in many ways
    assert again.model_dump(exclude=plain) == book.model_dump(exclude=plain)


def test_a_body_may_leave_out_what_has_a_default() -> None:
    short = SHIPPED["diagnostics"].model_dump(mode="json", by_alias=True, exclude_defaults=True)
    assert tidied(short) == BODY


def test_a_small_playbook_makes_a_body_too(playbook: Playbook) -> None:
    assert made(body_of(playbook), 1) == playbook


def test_a_body_that_is_no_playbook_says_what_to_do() -> None:
    broken = _done(_set("routes", "proven", "path", "nowhere"))
    with pytest.raises(Problem, match="“nowhere” is not defined"):
        made(broken, 2)


# --- each step ---


def test_nothing_that_is_given_is_ever_changed() -> None:
    before = copy.deepcopy(BODY)
    _done(
        _set("criteria", "mql_role", "question", "Who?"),
        _set("deadlines", "", "verdict_hours", 99),
        _add("fit_bands", {"id": "top", "label": "Top", "at_least": 80}),
        {"op": "remove", "section": "routes", "item": "warm"},
        {"op": "place", "section": "routes", "item": "proven", "after": None},
        _set("routes", "proven", "owner", {"rule": "named", "names": ["Nora"]}),
    )
    assert before == BODY


@pytest.mark.parametrize(
    ("section", "item", "field", "written", "kept"),
    [
        ("criteria", "mql_role", "question", "  Who decides? ", "Who decides?"),
        ("criteria", "mql_role", "qualifies", "One\n\n Two ", ["One", "Two"]),
        ("criteria", "mql_role", "required", "no", False),
        ("criteria", "mql_role", "service_lines", ["biopharma", "biopharma", ""], ["biopharma"]),
        ("fit_rules", "size_large", "points", "12", 12),
        ("fit_rules", "size_large", "when", "size at least 300", {"fact": "size", "at_least": 300}),
        ("fit_rules", "size_large", "when", "region is Canada", {"fact": "region", "is": ["canada"]}),
        (
            "fit_rules",
            "size_large",
            "when",
            {"all": [{"fact": "size", "at_least": 3}]},
            {"fact": "size", "at_least": 3},
        ),
        ("fit_rules", "size_large", "when", "gibberish", "gibberish"),
        ("disqualify", "no_clia", "when", "", None),
        ("disqualify", "no_clia", "relook_days", "", None),
        ("hours", "", "start", "8:15", "08:15"),
        ("hours", "", "start", "07.45", "07:45"),
        ("no_response", "", "cadence_days", "30\n60", [30, 60]),
        ("deadlines", "", "first_outreach_by_offer", {"demo": "2.5", "newsletter": ""}, {"demo": 2.5}),
        ("templates", "biopharma", "seats", {"finance": "required", "broker": None}, {"finance": "required"}),
        ("routes", "proven", "owner", {"rule": "keep"}, {"rule": "keep", "names": [], "by_region": {}}),
        ("grid", "high / low", "label", "Wait", "Wait"),
        ("general", "", "use_sal", True, True),
    ],
)
def test_a_value_is_kept_in_the_one_form_of_its_field(
    section: str, item: str, field: str, written: Any, kept: Any
) -> None:
    after = _done(_set(section, item, field, written))
    assert _item(after, section, item)[field] == kept


def test_items_are_added_where_it_is_said() -> None:
    new = new_item(BODY, "routes", "Vendors")
    first, second = _keys(BODY, "routes")[:2]
    assert _keys(_done(_add("routes", new, after=None)), "routes")[0] == "vendors"
    assert _keys(_done(_add("routes", new, after=first)), "routes")[:3] == [first, "vendors", second]
    assert _keys(_done(_add("routes", new)), "routes")[-2:] == ["vendors", "otherwise"]  # which takes all the rest
    assert _keys(_done(_add("criteria", new_item(BODY, "criteria", "Seen"))), "criteria")[-1] == "seen"
    assert _keys(_done(_add("routes", new, after="gone")), "routes")[-2] == "vendors"


def test_items_are_placed_before_and_after_others() -> None:
    a, b, c, *_ = _keys(BODY, "routes")

    def placed(item: str, after: str | None) -> list[str]:
        return _keys(_done({"op": "place", "section": "routes", "item": item, "after": after}), "routes")[:3]

    assert placed(c, None) == [c, a, b]
    assert placed(a, b) == [b, a, c]
    assert placed(a, c) == [b, c, a]
    assert placed(c, a) == [a, c, b]
    assert placed(a, a) == [a, b, c]


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (_set("criteria", "gone", "question", "x"), "Criteria: “gone” is no longer there."),
        ({"op": "remove", "section": "routes", "item": "gone"}, "Routes: “gone” is no longer there."),
        (
            {"op": "place", "section": "routes", "item": "proven", "after": "gone"},
            "Routes: “gone” is no longer there.",
        ),
        (_set("criteria", "mql_role", "colour", "red"), "Criteria has no “colour”."),
        (_set("wishes", "x", "y", 1), "This version of the program knows no change of “wishes”."),
        (_add("criteria", {"id": "mql_role"}), "Criteria has “mql_role” already, so it was not added again."),
        (_add("grid", {}), "Nothing can be added to Grid."),
        ({"op": "remove", "section": "hours", "item": ""}, "Nothing can be removed from Business hours."),
        ({"op": "remove", "section": "diagnoses", "item": "mql_inflation"}, "Nothing can be removed from Diagnoses."),
        (_set("criteria", "mql_role", "id", "role"), "The id “mql_role” stays, because leads may refer to it"),
        (_set("general", "", "name", "mine"), "The name of the playbook stays as it is"),
        (_set("grid", "high / low", "fit", "low"), "the fit of “high / low” cannot be changed"),
        (_set("holidays", "Labor Day", "name", "Thanksgiving"), "Another holiday is called “Thanksgiving”"),
        ({"op": "dance"}, "This version of the program knows no change of “dance”."),
        ({}, "knows no change"),
    ],
)
def test_a_step_that_does_not_apply_is_left_out_and_said(step: Step, says: str) -> None:
    after, said = applied(BODY, [step])
    assert after == BODY
    assert len(said) == 1 and says in said[0]


def test_a_step_after_one_that_was_undone_still_means_the_same() -> None:
    first, second = new_item(BODY, "routes", "First"), new_item(BODY, "routes", "Second")
    steps = [
        _add("routes", first, after=None),
        _add("routes", second, after="first"),
        _set("routes", "second", "why", "Because"),
        _set("routes", "first", "why", "Because"),
    ]
    after, said = applied(BODY, steps[1:])
    assert _item(after, "routes", "second")["why"] == "Because"
    assert said == ("Routes: “first” is no longer there.",)


def test_a_whole_playbook_takes_the_place_of_what_was_there() -> None:
    after = _done(_set("general", "", "title", "Mine"), {"op": "whole", "value": BODIES["medical"]})
    assert after == BODIES["medical"]


# --- ids ---


def test_an_item_new_in_the_draft_may_change_its_id_and_references_follow() -> None:
    draft = _done(
        _add("criteria", new_item(BODY, "criteria", "Site visit agreed")),
        _set("routes", "proven", "when", "stage is SQL and site_visit_agreed answered yes"),
        _set("presets", "quality", "required_criteria", ["site_visit_agreed"]),
        _add("region", new_item(BODY, "region", "Mars")),
        _set("routes", "warm", "owner", {"rule": "by_region", "by_region": {"mars": "Elon"}}),
        _set("disqualify", "no_clia", "when", "region is Mars"),
    )
    after = _done(
        _set("criteria", "site_visit_agreed", "id", "sql_visit"),
        _set("region", "mars", "id", "red_planet"),
        body=draft,
        base=BODY,
    )
    assert _item(after, "routes", "proven")["when"] == {"fact": "stage", "is": ["sql"], "yes": ["sql_visit"]}
    assert _item(after, "presets", "quality")["required_criteria"] == ["sql_visit"]
    assert _item(after, "routes", "warm")["owner"]["by_region"] == {"red_planet": "Elon"}
    assert _item(after, "disqualify", "no_clia")["when"] == {"fact": "region", "is": ["red_planet"]}
    assert applied(after, [_set("criteria", "mql_role", "id", "x")], base=BODY)[1]


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Site visit agreed", "site_visit_agreed"),
        ("Größe & Straße", "grosse_and_strasse"),
        ("MQL: role", "mql_role_2"),
        ("3 visits", "criterion_3_visits"),
        ("日本", "criterion"),
        ("", "criterion"),
    ],
)
def test_ids_are_made_from_labels_and_are_free(label: str, id: str) -> None:
    assert new_item(BODY, "criteria", label)["id"] == id


def test_a_new_item_is_whole_and_says_itself_what_must_still_be_written() -> None:
    for section in SECTIONS:
        if section.single or section.fixed:
            continue
        new = new_item(BODY, section.id, "Something quite new")
        assert set(new) == {field.id for field in section.fields}
        if section.id == "templates":
            continue  # every line has one
        after = _done(_add(section.id, new))
        key = key_of(section, new)
        found = [fault for fault in faults(after) if fault.section == section.id and fault.item == key]
        wanted = {f.id for f in section.fields if f.required and new[f.id] in ("", None, [])}
        assert wanted <= {fault.field for fault in found}, section.id
        assert not [fault for fault in faults(after) if fault.section not in (section.id, "grid") and not fault.warns]


def test_a_new_committee_is_for_a_line_that_has_none() -> None:
    without = _done({"op": "remove", "section": "templates", "item": "biopharma"})
    assert new_item(without, "templates", "")["service_line"] == "biopharma"
    assert new_item(BODY, "templates", "Clinic panels")["service_line"] == "clinic_panels"


def test_a_criterion_with_its_question_and_a_route_is_soon_sound() -> None:
    criterion, route = new_item(BODY, "criteria", "Site visit agreed?"), new_item(BODY, "routes", "Visit first")
    question = new_item(BODY, "questions", "When may we see the laboratory?")
    after = _done(
        _add("criteria", criterion),
        _set("criteria", "site_visit_agreed", "gate", "next_step"),
        _set("criteria", "site_visit_agreed", "guidance", "Ask for a day."),
        _set("criteria", "site_visit_agreed", "qualifies", "Tuesday at nine"),
        _set("criteria", "site_visit_agreed", "does_not", "Some day"),
        _add("questions", question),
        _set("questions", question["id"], "proves", ["next_step"]),
        _set("questions", question["id"], "ask", "lab operations"),
        _set("questions", question["id"], "counts_when", "a day is named"),
        _add("routes", route, after="technical_gap"),
        _set("routes", "visit_first", "when", "stage is MQL and site_visit_agreed not answered yes and fit is High"),
        _set("routes", "visit_first", "path", "sdr_outreach"),
        _set("routes", "visit_first", "why", "They have not seen us yet."),
    )
    assert faults(after) == ()
    book = made(after, 2)
    assert [q.text for q in book.questions_for(book.criteria[-1], "biopharma")][-1] == question["text"]
    assert [one.what for one in differences(BODY, after)] == ["added", "added", "added"]


# --- bands and their grid ---


def test_the_grid_follows_the_bands() -> None:
    after = _done(_add("fit_bands", {"id": "top", "label": "Top", "at_least": 50}))
    assert _keys(after, "fit_bands") == ["low", "medium", "top", "high"]
    assert len(_keys(after, "grid")) == 12
    assert {(f.item, f.field) for f in faults(after)} == {
        (f"top / {intent}", field) for intent in ("low", "medium", "high") for field in ("label", "path")
    }
    back = _done({"op": "remove", "section": "fit_bands", "item": "top"}, body=after)
    assert back == BODY


def test_a_new_band_may_be_named_anew_with_its_cells() -> None:
    after = _done(
        _add("intent_bands", {"id": "top", "label": "Top", "at_least": 80}),
        _set("grid", "low / top", "label", "Keen"),
        _set("intent_bands", "top", "id", "highest"),
        base=BODY,
    )
    assert _item(after, "grid", "low / highest")["label"] == "Keen"
    assert len(_keys(after, "grid")) == 12


# --- where something is used ---


@pytest.mark.parametrize(
    ("section", "item", "place"),
    [
        ("criteria", "sql_next_step", "Routes: Pilot asked for by a proven lead (When)"),
        ("paths", "pilot", "Routes: Pilot asked for by a proven lead (Path)"),
        ("presets", "hybrid", "General: Diagnostics: laboratory, panels, screening and studies (Preset in force)"),
        ("offer", "newsletter", "Deadlines: (Follow-up by offer)"),
        ("signal_kinds", "demo_request", "Intent rules: Asked for a demo (Signals)"),
    ],
)
def test_where_an_item_is_used(section: str, item: str, place: str) -> None:
    assert place in used_by(BODY, section, item)


def test_what_nothing_refers_to_is_used_nowhere() -> None:
    assert used_by(BODY, "holidays", "Labor Day") == ()
    assert used_by(BODY, "criteria", "gone") == ()
    assert used_by(_done(_add("paths", new_item(BODY, "paths", "New one"))), "paths", "new_one") == ()


def test_uses_are_found_inside_conditions_maps_and_owners() -> None:
    assert any(place.startswith("Committees") for place in used_by(BODY, "seats", "broker"))
    assert any("(When)" in place for place in used_by(BODY, "facility_type", "vendor"))
    assert any("(Owner)" in place for place in used_by(BODY, "region", "us_west"))
    assert any(place.startswith("Grid") for place in used_by(BODY, "fit_bands", "high"))


# --- round trips ---

_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(str.strip).filter(bool)


@st.composite
def _steps(draw: Callable[..., Any]) -> list[Step]:
    steps = list[Step]()
    for _ in range(draw(st.integers(0, 6))):
        section = draw(st.sampled_from([s for s in SECTIONS if not s.single]))
        key = draw(st.sampled_from(_keys(BODY, section.id)))
        kind = draw(st.sampled_from(["set", "add", "remove", "place"]))
        if kind == "set":
            named = [f for f in section.fields if f.kind in ("text", "long", "yes_no", "number", "words", "needs")]
            field = draw(st.sampled_from(named))
            makes: dict[str, Any] = {"yes_no": st.booleans(), "number": st.integers(1, 9)}
            makes |= {"words": st.lists(_text, max_size=3), "needs": st.just({"finance": "required"})}
            values = makes.get(field.kind, _text)
            steps.append(_set(section.id, key, field.id, draw(values)))
        elif kind == "add":
            steps.append(_add(section.id, new_item(BODY, section.id, draw(_text)), after=key))
        elif kind == "remove":
            steps.append({"op": "remove", "section": section.id, "item": key})
        else:
            after = draw(st.sampled_from([None, *_keys(BODY, section.id)]))
            steps.append({"op": "place", "section": section.id, "item": key, "after": after})
    return steps


@given(_steps())
@settings(max_examples=25, deadline=None)
def test_two_bodies_differ_just_where_differences_are_told(steps: list[Step]) -> None:
    after, _ = applied(BODY, steps)
    assert tidied(after) == after
    assert json.loads(json.dumps(after)) == after
    assert (differences(BODY, after) == ()) == (after == BODY)
    assert differences(after, after) == ()
    assert applied(BODY, [{"op": "whole", "value": after}])[0] == after
    told = {fault.section for fault in faults(after)}
    assert told <= {section.id for section in SECTIONS}


@given(_steps(), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_leaving_a_step_out_never_breaks_the_others(steps: list[Step], out: int) -> None:
    fewer = steps[:out] + steps[out + 1 :]
    after, said = applied(BODY, fewer)
    assert len(said) <= len(fewer)
    assert all(sentence.endswith(".") for sentence in said)
    one_by_one = BODY
    for step in fewer:
        one_by_one, _ = applied(one_by_one, [step], base=BODY)
    assert one_by_one == after
