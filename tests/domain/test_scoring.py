"""Scores whose ledger sums, in every order of signals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conditions import Condition
from app.domain.lead import Answer, Answered, LeadFacts, Signal
from app.domain.playbook import FitRule
from app.domain.scoring import band, cell, score, suggested_answers
from app.domain.what_if import nearest

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
KINDS = ("download", "visit", "demo", "pricing_request")


def signal(id, kind, days_ago=0.0, asset="", **more):
    return Signal(id, kind, NOW - timedelta(days=days_ago), asset, **more)


SIGNALS = st.lists(
    st.builds(
        signal,
        id=st.integers(1, 50),
        kind=st.sampled_from([*KINDS, "unheard_of"]),
        days_ago=st.floats(-20, 400),
        asset=st.sampled_from(["", "Validation plan", "Overview", "revalidation"]),
        offer=st.sampled_from(["", "pricing", "education"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
FACTS = st.builds(
    LeadFacts,
    lead_id=st.just(1),
    facility_type=st.sampled_from(["", "hospital", "Clinic", "employer"]),
    region=st.sampled_from(["", "northeast", "west"]),
    size=st.sampled_from([None, 0, 49, 50, 9000]),
    job_title=st.sampled_from(["", "Lab manager", "Collaboration lead", "Laboratory Director"]),
    relation=st.sampled_from(["", "competitor"]),
    signals=SIGNALS.map(tuple),
)


@pytest.mark.parametrize(
    ("facts", "fit", "said"),
    [
        ({}, 0, []),
        ({"facility_type": "hospital"}, 30, ["Facility type: Hospital"]),
        ({"facility_type": "employer"}, 0, []),
        ({"size": 50}, 25, ["Size: 50"]),
        ({"size": 49}, 0, []),
        ({"job_title": "Laboratory manager"}, 35, ["Job title: Laboratory manager"]),
        ({"job_title": "Collaboration lead"}, 0, []),
        ({"relation": "competitor"}, 0, ["Relation to us: Competitor", "A score never falls under 0"]),
        (
            {"facility_type": "clinic", "size": 200, "region": "northeast", "job_title": "lab lead"},
            100,
            [
                "Facility type: Clinic",
                "Size: 200",
                "Region: Northeast",
                "Job title: lab lead",
                "A score never rises over 100",
            ],
        ),
    ],
)
def test_fit_says_the_fact_behind_every_point(playbook, facts, fit, said):
    result = score(playbook, LeadFacts(1, **facts), NOW)
    assert result.fit == fit
    assert [point.fact for point in result.ledger] == said


@pytest.mark.parametrize(
    ("signals", "points"),
    [
        ([], []),
        ([signal(1, "pricing_request")], [("asked_price", 50)]),
        ([signal(1, "pricing_request", 14)], [("asked_price", 25)]),
        ([signal(1, "pricing_request", 28)], [("asked_price", 13)]),
        ([signal(1, "pricing_request", 5000)], []),
        ([signal(1, "pricing_request", -10)], [("asked_price", 50)]),
        ([signal(1, "pricing_request", 14), signal(2, "pricing_request", 0)], [("asked_price", 50)]),
        ([signal(1, "demo", asset="Validation plan")], [("asked_demo", 40), ("validation", 30)]),
        ([signal(1, "demo", asset="Revalidation")], [("asked_demo", 40)]),
        ([signal(1, "demo", asked_for="our VALIDATION")], [("asked_demo", 40), ("validation", 30)]),
        ([signal(n, "download") for n in range(1, 6)], [("reads", 12), ("reads", 12), ("reads", 12)]),
        (
            [signal(n, "download", asset="Validation plan") for n in range(1, 4)],
            [("reads", 12), ("reads", 12), ("reads", 12), ("validation", 30), ("engagement_cap", -26)],
        ),
        ([signal(1, "unheard_of")], []),
    ],
)
def test_intent_fades_counts_the_strongest_and_limits_engagement(playbook, signals, points):
    result = score(playbook, LeadFacts(1, signals=tuple(signals)), NOW)
    assert [(point.rule, point.points) for point in result.ledger] == points
    assert result.intent == sum(points for _, points in points)


def test_a_line_names_its_signal_date_and_asset(playbook):
    asked = Signal(7, "pricing_request", datetime(2026, 11, 2, 9, tzinfo=UTC), "Panel prices")
    point = score(playbook, LeadFacts(1, signals=(asked,)), NOW).ledger[0]
    assert point.fact == "Pricing request on 2026-11-02: Panel prices"
    assert (point.at, point.signal, point.axis) == (asked.at, 7, "intent")


def test_engagement_never_pushes_a_request_out_of_the_ledger(playbook):
    asked = signal(1, "demo", 60, asset="Validation plan")
    reads = tuple(signal(n, "download", 0, asset="Validation plan") for n in range(2, 5))
    rules = {(point.rule, point.signal) for point in score(playbook, LeadFacts(1, signals=(asked, *reads)), NOW).ledger}
    assert ("validation", 1) in rules


def test_a_score_stands_still_within_a_day_and_in_every_time_zone(playbook):
    facts = LeadFacts(1, signals=(signal(1, "pricing_request", 3),))
    morning = score(playbook, facts, NOW.replace(hour=0))
    assert morning == score(playbook, facts, NOW.replace(hour=23))
    assert morning == score(playbook, facts, NOW.astimezone(timezone(timedelta(hours=5))))


@pytest.mark.parametrize(("points", "expected"), [(0, "weak"), (49, "weak"), (50, "strong"), (100, "strong")])
def test_bands_begin_at_their_threshold(playbook, points, expected):
    assert band(playbook.scoring.fit_bands, points) == expected


def test_the_cell_follows_both_bands(playbook):
    facts = LeadFacts(1, facility_type="hospital", size=80, signals=(signal(1, "pricing_request"),))
    assert cell(playbook, score(playbook, facts, NOW)).label == "Go"
    assert cell(playbook, score(playbook, replace(facts, signals=()), NOW)).path == "sdr"


def test_what_would_change_this_names_unknown_facts_first(playbook):
    facts = LeadFacts(1, facility_type="employer", job_title="Lab manager")
    found = nearest(playbook, facts, score(playbook, facts, NOW), NOW, at_most=6)
    assert [(one.rule, one.adds, one.unknown) for one in found] == [
        ("size", 25, True),
        ("region", 20, True),
        ("validation", 70, False),
        ("asked_price", 50, False),
        ("asked_demo", 40, False),
        ("facility", 30, False),
    ]
    assert found[0].how == "Size: not known"
    assert found[2].how == "One more today: Demo request about validation"
    assert found[5].how == "Facility type: Employer, not Hospital or Clinic"


def test_what_would_change_this_knows_the_limits(playbook):
    full = LeadFacts(1, signals=(signal(1, "pricing_request"), signal(2, "demo"), signal(3, "download")))
    gains = {one.rule: one.adds for one in nearest(playbook, full, score(playbook, full, NOW), NOW, at_most=20)}
    assert "asked_price" not in gains and "reads" not in gains  # the first is full, the second meets the ceiling
    read = LeadFacts(1, signals=tuple(signal(n, "download") for n in range(1, 4)))
    gains = {one.rule: one.adds for one in nearest(playbook, read, score(playbook, read, NOW), NOW, at_most=20)}
    assert gains["validation"] == 64  # by a demo, which is asked for besides; by a download the limit leaves 4


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {}),
        ({"facility_type": "hospital"}, {"M1": "Facility type: Hospital"}),
        ({"facility_type": "hospital", "answers": {"M1": Answer("M1", Answered.NO)}}, {}),
        (
            {"facility_type": "hospital", "answers": {"M1": Answer("M1", Answered.UNKNOWN)}},
            {"M1": "Facility type: Hospital"},
        ),
    ],
)
def test_facts_suggest_answers_but_never_over_a_person(playbook, facts, expected):
    assert suggested_answers(playbook, LeadFacts(1, **facts)) == expected


@pytest.mark.parametrize(
    ("when", "there"),
    [
        ({"yes": ["Q1"]}, {"answers": {"Q1": Answer("Q1", Answered.YES)}}),
        ({"fact": "wishes", "has": ["validation"]}, {"signals": (signal(1, "visit", asset="Validation plan"),)}),
        ({"none": [{"fact": "region", "known": True}]}, {"region": ""}),
        ({"all": [{"fact": "facility_type", "is": ["clinic"]}, {"fact": "size", "at_most": 9}]}, {"size": 5}),
    ],
)
def test_leads_that_differ_in_what_one_rule_looks_at_are_judged_apart(playbook, when, there):
    rule = FitRule(id="asked", label="Asked", points=7, when=Condition(**when))
    scoring = playbook.scoring.model_copy(update={"fit": (*playbook.scoring.fit, rule)})
    changed = playbook.model_copy(update={"scoring": scoring})
    without = LeadFacts(1, facility_type="clinic", region="west")
    assert [score(changed, replace(without, **facts), NOW).fit for facts in ({}, there, {})] == [30, 37, 30]


@given(facts=FACTS)
def test_the_ledger_always_sums_to_the_score(playbook, facts):
    result = score(playbook, facts, NOW)
    for axis, total in (("fit", result.fit), ("intent", result.intent)):
        assert sum(point.points for point in result.ledger if point.axis == axis) == total
        assert 0 <= total <= 100


@given(facts=FACTS, data=st.data())
def test_the_order_of_signals_changes_nothing(playbook, facts, data):
    other = replace(facts, signals=tuple(data.draw(st.permutations(facts.signals))))
    assert score(playbook, facts, NOW) == score(playbook, other, NOW)


@given(facts=FACTS, kind=st.sampled_from(KINDS), days_ago=st.floats(-5, 300), asset=st.sampled_from(["", "Validation"]))
def test_one_more_signal_never_lowers_a_score(playbook, facts, kind, days_ago, asset):
    more = replace(facts, signals=(*facts.signals, signal(99, kind, days_ago, asset)))
    before, after = score(playbook, facts, NOW), score(playbook, more, NOW)
    assert after.intent >= before.intent
    assert after.fit == before.fit


@given(facts=FACTS, better=st.sampled_from([{"facility_type": "hospital"}, {"size": 90}, {"region": "northeast"}]))
def test_a_positive_fact_never_lowers_a_score(playbook, facts, better):
    assert score(playbook, replace(facts, **better), NOW).fit >= score(playbook, facts, NOW).fit


@given(facts=FACTS, days=st.integers(0, 400))
def test_time_alone_never_raises_a_score(playbook, facts, days):
    assert score(playbook, facts, NOW + timedelta(days=days)).intent <= score(playbook, facts, NOW).intent


@given(facts=FACTS)
def test_what_would_change_this_keeps_its_promise(playbook, facts):
    before = score(playbook, facts, NOW)
    best = {one.rule: one.adds for one in nearest(playbook, facts, before, NOW, at_most=20) if one.axis == "intent"}
    asked = replace(facts, signals=(*facts.signals, signal(99, "pricing_request")))
    assert score(playbook, asked, NOW).intent - before.intent == best.get("asked_price", 0)


CONDITIONS = st.recursive(
    st.sampled_from(
        [
            Condition(),
            Condition(fact="facility_type", is_=("Hospital", "clinic")),
            Condition(fact="job_title", has=("lab",)),
            Condition(fact="size", at_least=50, at_most=100),
            Condition(fact="region", known=False),
            Condition(fact="wishes", has=("validation",), all=(Condition(fact="size", known=True),)),
            Condition(yes=("M1",)),
            Condition(not_yes=("M1", "M2")),
        ]
    ),
    lambda inner: st.builds(
        Condition,
        all=st.lists(inner, max_size=2).map(tuple),
        any=st.lists(inner, max_size=2).map(tuple),
        none=st.lists(inner, max_size=2).map(tuple),
    ),
    max_leaves=6,
)


@given(condition=CONDITIONS, facts=st.lists(FACTS, min_size=1, max_size=4), answered=st.booleans())
def test_a_compiled_condition_answers_as_the_condition_does(condition, facts, answered):
    from app.domain.compiled import compiled

    test = compiled(condition)
    for one in facts * 2:  # the second round answers from memory
        one = replace(one, answers={"M1": Answer("M1", Answered.YES)} if answered else {})
        assert test(one) == condition.holds(one)


@given(condition=CONDITIONS, facts=FACTS)
def test_words_agree_with_the_condition(playbook, condition, facts):
    from app.domain.spoken import words_of

    assert (words_of(playbook).unmet(condition, facts) == "") == condition.holds(facts)
