"""Replay: the playbook in force changes nothing; what a draft changes is told apart, with its reason."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Answer, Answered, Gap, LeadFacts, Signal
from app.domain.playbook import Playbook
from app.domain.replay import Case, Decision, next_stage, redecide, replay
from app.domain.stage import Stage
from app.domain.today import Pending

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
CRITERIA = ("M1", "M2", "A1", "Q1", "Q2", "Q3", "Q4", "Q5", "gone")

ANSWERS = st.dictionaries(
    st.sampled_from(CRITERIA),
    st.tuples(st.sampled_from(list(Answered)), st.sampled_from(["", "They said so"])),
    max_size=6,
).map(lambda given: {id: Answer(id, value, evidence, at=NOW) for id, (value, evidence) in given.items()})
CASES = st.builds(
    Case,
    st.builds(
        LeadFacts,
        lead_id=st.integers(1, 99),
        service_line=st.sampled_from(["", "panel", "funded"]),
        stage=st.sampled_from([Stage.LEAD, Stage.MQL, Stage.SQL, Stage.OPPORTUNITY]),
        path=st.sampled_from(["", "sdr", "nurture", "not_now", "disqualified", "unheard_of"]),
        created_at=st.integers(0, 90).map(lambda days: NOW - timedelta(days=days)),
        owner=st.sampled_from(["", "Ann", "Mia"]),
        facility_type=st.sampled_from(["", "hospital", "employer"]),
        size=st.sampled_from([None, 20, 90]),
        region=st.sampled_from(["", "northeast", "west"]),
        signals=st.lists(
            st.builds(
                Signal,
                id=st.integers(1, 9),
                kind=st.sampled_from(["download", "demo", "pricing_request"]),
                at=st.integers(0, 90).map(lambda days: NOW - timedelta(days=days)),
            ),
            max_size=4,
            unique_by=lambda one: one.id,
        ).map(tuple),
        answers=ANSWERS,
        gaps=st.sampled_from([(), (Gap(1, "Which LIS?", "interface", "stops", "ours"),)]),
    ),
    st.builds(Pending, doubtful=st.booleans()),
)
DECISIONS = st.builds(
    Decision,
    move_id=st.integers(1, 99),
    lead_id=st.integers(1, 99),
    at=st.just(NOW),
    by=st.just("Mia"),
    service_line=st.sampled_from(["", "panel", "funded"]),
    from_stage=st.sampled_from([Stage.LEAD, Stage.MQL]),
    to_stage=st.sampled_from([Stage.MQL, Stage.SQL]),
    learned=st.sampled_from(["Short", "They want to change before the contract ends, and said by when and why."]),
    answers=st.dictionaries(st.sampled_from(CRITERIA), st.sampled_from([one.value for one in Answered]), max_size=6),
)


def only(playbook: Playbook, draft: Playbook, **facts):
    (one,) = replay(playbook, draft, [Case(LeadFacts(1, created_at=NOW, **facts))], NOW)
    return one


def with_points(playbook: Playbook, rule: str, points: int) -> Playbook:
    fit = tuple(one.model_copy(update={"points": points}) if one.id == rule else one for one in playbook.scoring.fit)
    return playbook.model_copy(update={"scoring": playbook.scoring.model_copy(update={"fit": fit})})


def with_required(playbook: Playbook, criterion: str, required: bool) -> Playbook:
    changed = tuple(
        one.model_copy(update={"required": required}) if one.id == criterion else one for one in playbook.criteria
    )
    return playbook.model_copy(update={"criteria": changed})


@given(cases=st.lists(CASES, max_size=5), decisions=st.lists(DECISIONS, max_size=5))
def test_replaying_what_is_in_force_changes_nothing(playbook, cases, decisions):
    again = Playbook.model_validate_json(playbook.model_dump_json(by_alias=True, exclude_defaults=True))
    for one in replay(playbook, again, cases, NOW):
        assert not one.changed
        assert not (one.moves or one.rescored or one.opens or one.closes or one.rerouted or one.regrouped)
        assert not (one.rules or one.criteria)
    assert redecide(playbook, again, decisions) == ()


@given(cases=st.lists(CASES, max_size=5), points=st.integers(-100, 100))
def test_back_again_is_the_reverse(playbook, cases, points):
    draft = with_points(playbook, "facility", points)
    there, back = replay(playbook, draft, cases, NOW), replay(draft, playbook, cases, NOW)
    for one, other in zip(there, back, strict=True):
        assert (one.before, one.after) == (other.after, other.before)
        assert one.rules == {id: -by for id, by in other.rules.items()}
        assert (one.opens, one.closes) == (other.closes, other.opens)


def test_a_rule_that_counts_for_more_moves_a_lead_in_the_grid_and_to_another_route(playbook):
    one = only(playbook, with_points(playbook, "facility", 60), facility_type="hospital")
    assert (one.before.cell, one.after.cell) == ("Wait", "Warm up")
    assert one.moves
    assert one.rescored
    assert one.suggests
    assert one.rerouted
    assert one.rules == {"facility": 30}
    assert (one.before.route, one.after.route, one.after.owner) == ("rest", "warm", "Ann")
    assert not one.criteria


@pytest.mark.parametrize("required", [True, False])
def test_a_criterion_opens_or_closes_the_gate_to_the_next_stage(playbook, required):
    proven = {"M1": Answer("M1", Answered.YES)}
    wanted, unwanted = with_required(playbook, "M2", True), with_required(playbook, "M2", False)
    before, after = (unwanted, wanted) if required else (wanted, unwanted)
    one = only(before, after, answers=proven, moved_at=NOW, path="sdr")
    assert (one.closes, one.opens) == (required, not required)
    assert one.criteria == ("M2",)
    assert one.before.next_stage == one.after.next_stage == "mql"
    assert one.regrouped  # ready to qualify, or no longer
    assert not (one.moves or one.rescored or one.rerouted)


def test_other_hours_move_a_lead_in_today(playbook):
    """A lead of Sunday is late on Wednesday; not where nobody works but on Mondays."""
    hours = playbook.hours.model_copy(update={"days": ("mon",)})
    lead = {"has_contact": True, "moved_at": None}
    early = NOW - timedelta(days=3)
    cases = [Case(LeadFacts(1, created_at=early, **lead))]
    (one,) = replay(playbook, playbook.model_copy(update={"hours": hours}), cases, NOW)
    assert (one.before.group, one.after.group) == ("first_outreach", "to_screen")
    assert one.regrouped


@pytest.mark.parametrize(
    ("stage", "sal", "following"),
    [
        (Stage.LEAD, False, Stage.MQL),
        (Stage.MQL, False, Stage.SQL),
        (Stage.MQL, True, Stage.SAL),
        (Stage.SAL, True, Stage.SQL),
        (Stage.SQL, False, None),
        (Stage.OPPORTUNITY, False, None),
    ],
)
def test_the_stage_that_comes_next(playbook, stage, sal, following):
    assert next_stage(playbook.model_copy(update={"use_sal": sal}), stage) == following


def decision(answers, to_stage=Stage.MQL, learned="Short"):
    return Decision(7, 1, NOW, "Mia", "panel", Stage.LEAD, to_stage, learned, answers)


def test_a_past_move_would_have_been_blocked(playbook):
    loose = with_required(playbook, "M2", False)
    (one,) = redecide(loose, playbook, [decision({"M1": "yes"})])
    assert (one.blocked, one.criteria, one.decision.move_id) == (True, ("M2",), 7)


def test_a_past_move_that_needed_an_override_would_have_been_allowed(playbook):
    loose = with_required(playbook, "M2", False)
    (one,) = redecide(playbook, loose, [decision({"M1": "yes", "M2": "no"})])
    assert (one.blocked, one.criteria) == (False, ("M2",))


def test_a_past_move_that_is_blocked_either_way_is_not_told(playbook):
    assert redecide(playbook, with_required(playbook, "M2", False), [decision({"M2": "yes"})]) == ()
