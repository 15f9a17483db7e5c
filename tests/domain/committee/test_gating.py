"""Coverage suggests the decision path, gaps warn or block SQL as the playbook says, and weaknesses are named (CM7)."""

from datetime import date, timedelta

import pytest

from app.domain.committee import Stakeholder, coverage, every_gap
from app.domain.committee.gating import Alarm, DecisionHint, alarms, decision_hint, hindrance

TODAY = date(2026, 11, 18)


def person(id, seat, **more):
    return Stakeholder(id, id, f"Person {id}", seat, **{"certainty": "told", "depth": 1, **more})


WHOLE = [
    person(1, "lab_director", power=("signs",)),
    person(2, "lab_ops", power=("budget",)),
    person(3, "procurement"),
]


def covered(playbook, people):
    return coverage(playbook.template("panel"), people, playbook)


def hint(playbook, people, line="panel"):
    return decision_hint(playbook, line, coverage(playbook.template(line), people, playbook), people)


def test_cm7_a_covered_committee_with_a_signer_suggests_the_decision_path(playbook):
    asked = tuple(c.id for c in playbook.checklist("sql", "panel").criteria if c.gate == "decision")
    assert hint(playbook, WHOLE) == DecisionHint(
        asked, "yes", "3 of 3 required seats are known and contacted; Person 1 signs"
    )


@pytest.mark.parametrize(
    ("people", "line", "says"),
    [
        (WHOLE[1:], "panel", "2 of 3 required seats are known and contacted"),
        (
            [person(1, "lab_director"), *WHOLE[1:]],
            "panel",
            "3 of 3 required seats are known and contacted, but nobody said who signs",
        ),
        ([], "nothing", "This service line has no committee in the playbook"),
        (
            [person(9, "other", power=("signs",), certainty="guess"), person(1, "lab_director"), *WHOLE[1:]],
            "panel",
            "3 of 3 required seats are known and contacted, but nobody said who signs",
        ),
    ],
)
def test_cm7_else_it_says_what_is_missing_and_suggests_nothing(playbook, people, line, says):
    found = hint(playbook, people, line)
    assert (found.suggests, found.says) == ("unknown", says)


def with_gate(make_playbook, plain_playbook, mode):
    plain = plain_playbook()
    return make_playbook(templates=[{**one, "gate": mode} for one in plain["templates"]])


def hinders(playbook, people, line="panel"):
    return hindrance(playbook, line, coverage(playbook.template(line), people, playbook), people, TODAY)


@pytest.mark.parametrize(
    ("mode", "warns", "blocks"), [("off", False, False), ("warn", True, False), ("block", False, True)]
)
def test_cm6_gaps_warn_or_block_as_the_playbook_says(make_playbook, plain_playbook, mode, warns, blocks):
    found = hinders(with_gate(make_playbook, plain_playbook, mode), WHOLE[:2])
    assert (found.mode, found.warns, found.blocks) == (mode, warns, blocks)
    assert [gap.rule for gap in found.gaps] == ([] if mode == "off" else ["seat_empty"])
    assert not hinders(with_gate(make_playbook, plain_playbook, mode), WHOLE).gaps
    assert not hinders(with_gate(make_playbook, plain_playbook, mode), [], "nothing").gaps


def test_cm6_only_rules_that_hinder_count_and_the_seventh_is_not_the_last(make_playbook, plain_playbook):
    playbook = with_gate(make_playbook, plain_playbook, "block")
    many = [person(n, "lis", power=("veto",), depth=0) for n in range(10, 22)]
    found = hinders(playbook, many)
    assert len(found.gaps) > 7
    assert {gap.rule for gap in found.gaps} == {"seat_empty", "budget_unknown", "veto_uncontacted"}
    kept = {gap.rule for gap in every_gap(covered(playbook, many), many, TODAY, playbook.committee_gaps)}
    assert "no_strong_supporter" in kept


def test_cm6_a_required_seat_with_a_dated_step_to_find_out_does_not_hinder(make_playbook, plain_playbook):
    playbook = with_gate(make_playbook, plain_playbook, "block")
    nobody = Stakeholder(3, None, "", "procurement", next_step="Ask Ada", due=TODAY + timedelta(3))
    assert not hinders(playbook, [*WHOLE[:2], nobody]).gaps
    shown = list(every_gap(covered(playbook, [*WHOLE[:2], nobody]), [*WHOLE[:2], nobody], TODAY))
    assert [gap.rule for gap in shown][:1] == ["seat_empty"]  # it still shows as a gap
    late = Stakeholder(3, None, "", "procurement", next_step="Ask Ada", due=TODAY - timedelta(1))
    assert [gap.rule for gap in hinders(playbook, [*WHOLE[:2], late]).gaps] == ["seat_empty"]


def alarming(playbook, people):
    return [alarm.id for alarm in alarms(playbook, covered(playbook, people), people, TODAY)]


def validating(make_playbook, plain_playbook):
    seats = [{**seat, "validates": seat["id"] == "lab_director"} for seat in plain_playbook()["seats"]]
    return make_playbook(seats=seats)


def test_single_threaded_never_met_the_signer_and_nobody_for_validation_are_said(make_playbook, plain_playbook):
    playbook = validating(make_playbook, plain_playbook)
    assert alarming(playbook, WHOLE) == []
    alone = [person(2, "lab_ops", touches=9), person(3, "procurement", power=("signs",), depth=0)]
    assert alarms(playbook, covered(playbook, alone), alone, TODAY) == (
        Alarm("single_threaded", "Single-threaded"),
        Alarm("signer_unmet", "Never met the signer"),
        Alarm("nobody_for_validation", "Nobody for validation"),
    )
    assert alarms(playbook, coverage(None, [], playbook), [], TODAY) == ()


def test_nobody_is_missed_for_validation_where_the_line_needs_nobody(playbook):
    assert "nobody_for_validation" not in alarming(playbook, [])


def test_a_step_that_was_promised_to_somebody_and_is_overdue_is_said(playbook):
    def said(*days):
        dues = [None if day is None else TODAY + timedelta(day) for day in days]
        people = [person(at, "lab_ops", next_step="Send the plan", due=due) for at, due in enumerate(dues, start=1)]
        found = alarms(playbook, covered(playbook, people), people, TODAY)
        return [alarm.says for alarm in found if alarm.id == "step_overdue"]

    assert said(None, 0, 5) == []
    assert said(None, -2, 5) == [f"Step with Person 2 overdue since {TODAY - timedelta(2)}"]
    assert said(-1, -9, None) == [f"Steps with Person 2 and 1 more overdue since {TODAY - timedelta(9)}"]
