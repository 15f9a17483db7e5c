"""The thirteen rules of what is missing are the playbook's: on or off, ranked, worded, with limits and a fix (CM6)."""

from datetime import date, timedelta
from itertools import islice

import pytest
from pydantic import ValidationError

from app.domain.committee import MOST_GAPS, Stakeholder, coverage, every_gap, gaps
from app.domain.committee.missing import _TESTS
from app.domain.playbook import FIXES, USUAL_GAP_RULES, Playbook
from app.domain.playbook.committee_rules import GAP_RULE_IDS, GapRule
from app.domain.playbook.drafting import applied, body_of, faults, made
from app.intake.documents.playbook_file import read_playbook, shipped_playbooks
from app.language import speaking

TODAY = date(2026, 11, 18)
SHIPPED = [read_playbook(path) for _, _, path in shipped_playbooks()]


def person(id, name, seat, **more):
    return Stakeholder(id, id, name, seat, **{"certainty": "told", **more})


EVERYTHING = [  # a committee that breaks every rule; the template "panel" needs lab_director, lab_ops and procurement
    person(1, "Ada", "lab_ops", certainty="guess", touches=9, stance=2, last_contact=TODAY - timedelta(31)),
    person(2, "Bea", "security", power=("veto",), stance=1, confirmed=TODAY - timedelta(91)),
    person(3, "Cy", "lis", due=TODAY - timedelta(1), next_step="Send the map", depth=1),
    person(4, "Di", "lis", gone=True),
]
OPPONENT = person(5, "Ed", "lis", stance=-2, influence="high", depth=1)


def found(playbook, people, rules=USUAL_GAP_RULES):
    return list(every_gap(coverage(playbook.template("panel"), people, playbook), people, TODAY, rules))


def test_cm6_there_are_thirteen_rules_and_each_is_tested_and_can_be_found(playbook):
    assert len(USUAL_GAP_RULES) == len(GAP_RULE_IDS) == len(_TESTS) == 13
    seen = {gap.rule for gap in found(playbook, EVERYTHING)} | {gap.rule for gap in found(playbook, [OPPONENT])}
    assert seen == GAP_RULE_IDS


def test_cm6_gaps_stand_in_the_order_of_the_rules(playbook):
    ranks = {rule.id: at for at, rule in enumerate(USUAL_GAP_RULES)}
    usual = [ranks[gap.rule] for gap in found(playbook, EVERYTHING)]
    assert usual == sorted(usual)
    turned = found(playbook, EVERYTHING, USUAL_GAP_RULES[::-1])
    assert turned[0].rule == "person_gone"
    people = coverage(playbook.template("panel"), EVERYTHING, playbook)
    assert gaps(people, EVERYTHING, TODAY) == tuple(islice(every_gap(people, EVERYTHING, TODAY), MOST_GAPS))


@pytest.mark.parametrize("id", sorted(GAP_RULE_IDS))
def test_cm6_a_rule_can_be_switched_off_and_worded_anew(playbook, id):
    people = [OPPONENT] if id == "opposed_without_step" else EVERYTHING
    rule = next(rule for rule in USUAL_GAP_RULES if rule.id == id)
    assert not found(playbook, people, [rule.model_copy(update={"used": False})])
    worded = rule.model_copy(update={"says": "Look: {who}|{person}|{seat}|{days}|{share}|{step}|{due}"})
    said = [gap.says for gap in found(playbook, people, [worded])]
    assert said and all(one.startswith("Look: ") for one in said)


@pytest.mark.parametrize(
    ("id", "limits", "people", "says"),
    [
        ("contact_stale", {"days": 30}, [person(1, "Ada", "lis", last_contact=TODAY - timedelta(31))], "31 days"),
        ("contact_stale", {"days": 31}, [person(1, "Ada", "lis", last_contact=TODAY - timedelta(31))], ""),
        ("contact_stale", {"days": 0}, [person(1, "Ada", "lis", last_contact=TODAY - timedelta(1))], "1 day ago"),
        ("contact_stale", {}, [person(1, "Ada", "lis", last_contact=TODAY - timedelta(31))], "31 days"),
        ("confirmation_stale", {"days": 10}, [person(1, "Ada", "lis", confirmed=TODAY - timedelta(11))], "11 days"),
        ("single_thread", {"share": 0.5}, [person(1, "A", "lis", touches=3), person(2, "B", "lis", touches=2)], "60%"),
        ("single_thread", {"touches": 6}, [person(1, "A", "lis", touches=5)], ""),
        ("single_thread", {"touches": 0, "share": 0}, [person(1, "A", "lis")], ""),
    ],
)
def test_cm6_limits_are_the_playbooks(playbook, id, limits, people, says):
    rule = next(rule for rule in USUAL_GAP_RULES if rule.id == id).model_copy(update={"limits": limits})
    said = " ".join(gap.says for gap in found(playbook, people, [rule]))
    assert (says in said) if says else not said


def test_cm6_each_gap_has_a_fix_with_its_target(playbook):
    by_rule = {gap.rule: gap for gap in [*found(playbook, EVERYTHING), *found(playbook, [OPPONENT])]}
    for gap in by_rule.values():
        assert gap.act in FIXES and gap.fix == FIXES[gap.act]
    assert (by_rule["seat_empty"].act, by_rule["seat_empty"].seat) == ("name_person", "procurement")
    assert (by_rule["seat_guess"].act, by_rule["seat_guess"].target) == ("confirm_seat", 1)
    assert by_rule["single_thread"].target == by_rule["champion_untested"].target == 1
    assert by_rule["veto_uncontacted"].target == 2
    assert by_rule["step_overdue"].target == 3
    assert by_rule["person_gone"].target == 4
    assert by_rule["opposed_without_step"].target == 5


def test_cm6_the_budget_is_asked_of_whoever_sits_where_it_usually_lies(make_playbook, plain_playbook):
    templates = [{"service_line": "panel", "seats": {"finance": "required"}}]
    playbook = make_playbook(templates=templates)
    gap = next(gap for gap in found(playbook, [person(7, "Fay", "finance", depth=1)]) if gap.rule == "budget_unknown")
    assert gap.target == 7


def test_cm6_a_champion_needs_all_three_parts_of_the_test(playbook):
    one = person(1, "Ada", "lab_ops", stance=2, champion_test="Signs up to 50,000\nBrought us to the board\n")
    assert "champion_untested" in {gap.rule for gap in found(playbook, [one])}
    three = person(1, "Ada", "lab_ops", stance=2, champion_test="Signs\nBrought us to the board\nA faster ward")
    assert "champion_untested" not in {gap.rule for gap in found(playbook, [three])}


def test_cm6_an_empty_seat_with_a_step_that_is_overdue_is_said_by_its_name(playbook):
    nobody = Stakeholder(3, None, "", "procurement", next_step="Ask Ada", due=TODAY - timedelta(2))
    gap = next(gap for gap in found(playbook, [nobody]) if gap.rule == "step_overdue")
    assert gap.says == "Overdue since 2026-11-16: Ask Ada (Procurement)"


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        ("{nobody} left", "is nothing that is found"),
        ("{} left", "is nothing that is found"),
        ("{person left", "close every brace"),
        ("{days:>10}", "is nothing that is found"),
        ("{person!r}", "is nothing that is found"),
    ],
)
def test_cm6_a_sentence_names_only_what_is_found(says, fault):
    with pytest.raises(ValidationError, match=fault):
        GapRule(id="seat_empty", label="x", says=says, fix="plan_step")


def test_cm6_a_rule_that_nobody_can_test_is_a_fault(make_playbook):
    rule = {"id": "moon_is_full", "label": "Moon", "says": "It is", "fix": "plan_step"}
    with pytest.raises(ValidationError, match="moon_is_full"):
        make_playbook(committee_gaps=[rule])


def test_cm6_a_playbook_without_rules_has_the_usual_ones_and_the_shipped_ones_say_theirs(playbook):
    assert playbook.committee_gaps == USUAL_GAP_RULES
    for one in SHIPPED:
        assert {rule.id for rule in one.committee_gaps} == GAP_RULE_IDS, one.name
        assert any(rule.hinders for rule in one.committee_gaps)
        assert {template.gate for template in one.templates} == {"warn"}, one.name
        assert any(seat.validates for seat in one.seats), one.name
        assert Playbook.model_validate_json(one.model_dump_json(by_alias=True)) == one


def test_cm6_sentences_can_be_translated(playbook):
    with speaking("en-XA"):
        said = found(playbook, EVERYTHING)
    plain = {gap.says for gap in found(playbook, EVERYTHING)}
    assert all(gap.says not in plain and gap.fix not in FIXES.values() for gap in said)


def test_cm6_the_editor_of_the_playbook_changes_rank_words_limits_and_gate():
    body = body_of(SHIPPED[0])
    rule = {"section": "committee_gaps", "item": "contact_stale"}
    after, said = applied(
        body,
        (
            {"op": "place", **rule, "after": None},
            {"op": "set", **rule, "field": "limits", "value": {"days": "14"}},
            {"op": "set", **rule, "field": "says", "value": "{person}: silent for {days}"},
            {"op": "set", "section": "committee_gaps", "item": "single_thread", "field": "used", "value": "no"},
            {"op": "set", "section": "templates", "item": "hospital_lab", "field": "gate", "value": "block"},
        ),
    )
    assert said == () and faults(after) == ()
    playbook = made(after, 2)
    first = playbook.committee_gaps[0]
    assert (first.id, first.limit("days"), first.says) == ("contact_stale", 14, "{person}: silent for {days}")
    assert not next(rule for rule in playbook.committee_gaps if rule.id == "single_thread").used
    assert playbook.template("hospital_lab").gate == "block"


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ({"op": "remove", "section": "committee_gaps", "item": "seat_empty"}, "Nothing can be removed"),
        (
            {
                "op": "add",
                "section": "committee_gaps",
                "value": {"id": "own", "label": "Own", "says": "x", "fix": "confirm"},
            },
            "Nothing can be added",
        ),
    ],
)
def test_cm6_the_tests_are_built_in_so_rules_are_neither_added_nor_removed(step, says):
    after, said = applied(body_of(SHIPPED[0]), (step,))
    assert said and says in str(said[0])
    assert after == body_of(SHIPPED[0])


def test_cm6_a_sentence_that_names_what_is_not_found_is_told_at_its_place():
    step = {
        "op": "set",
        "section": "committee_gaps",
        "item": "seat_empty",
        "field": "says",
        "value": "{colour} is empty",
    }
    after, _ = applied(body_of(SHIPPED[0]), (step,))
    told = [fault for fault in faults(after) if not fault.warns]
    assert [(fault.section, fault.item, fault.field) for fault in told] == [("committee_gaps", "seat_empty", "says")]
    assert "{colour}" in told[0].says
