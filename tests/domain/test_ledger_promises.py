"""What every ledger promises, under the four shipped playbooks and under made-up rules."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conditions import Condition
from app.domain.lead import LeadFacts, Signal
from app.domain.ledger import LIMITS, frozen, thawed
from app.domain.playbook import FitRule, IntentRule
from app.domain.scoring import score
from app.domain.what_if import nearest, next_bands, what_if
from app.intake.documents.playbook_file import read_playbook
from app.shipped import shipped
from tests.examples import tried

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
BOOKS = {path.stem: read_playbook(path) for path in sorted((shipped() / "playbooks").glob("*.yaml"))}
NAMES = tuple(BOOKS)


EVER, LATELY = st.integers(-20, 500), st.integers(0, 30)


@st.composite
def leads(draw, names=NAMES, days=EVER):
    """A shipped playbook and a lead whose facts are among those its rules look at."""
    book = BOOKS[draw(st.sampled_from(names))]
    vocabularies = book.vocabularies

    def one_of(entries):
        return draw(st.sampled_from(["", *(entry.id for entry in entries)]))

    kinds = st.sampled_from([kind.id for kind in book.signal_kinds])
    texts = st.sampled_from(["", "Validation plan", "HL7 interface", "this quarter", "pricing", "Overview"])
    acts = st.builds(
        lambda kind, ago, asset, asked: (kind, NOW - timedelta(days=ago), asset, asked), kinds, days, texts, texts
    )
    signals = tuple(
        Signal(number, kind, at, asset, asked_for=asked)
        for number, (kind, at, asset, asked) in enumerate(draw(st.lists(acts, max_size=8)), start=1)
    )
    facts = LeadFacts(
        1,
        service_line=one_of(book.service_lines),
        facility_type=one_of(vocabularies.facility_type),
        region=one_of(vocabularies.region),
        testing_focus=one_of(vocabularies.testing_focus),
        size=draw(st.sampled_from([None, 0, 4, 19, 20, 99, 100, 249, 250, 9000])),
        seat=one_of(book.seats),
        job_title=draw(st.sampled_from(["", "Student", "Lab manager"])),
        relation=draw(st.sampled_from(["", "", "competitor", "own_staff", "student", "supplier", "customer"])),
        email_kind=draw(st.sampled_from(["", "work", "free"])),
        signals=signals,
    )
    return book, facts


def total(points, axis):
    return sum(point.points for point in points if point.axis == axis)


@given(leads())
def test_the_ledger_sums_and_every_line_says_why(case):
    book, facts = case
    found = score(book, facts, NOW)
    assert (total(found.ledger, "fit"), total(found.ledger, "intent")) == (found.fit, found.intent)
    assert 0 <= found.fit <= 100 and 0 <= found.intent <= 100
    for point in found.ledger:
        assert point.points and point.fact and point.label
        ages = point.axis == "intent" and point.rule not in LIMITS
        assert (point.half_life_days is not None) is ages is (point.when_new is not None) is bool(point.ages)
        if ages:
            assert abs(point.points) <= abs(point.when_new) and point.points * point.when_new > 0


@given(leads(), st.data())
def test_the_order_of_signals_changes_nothing(case, data):
    book, facts = case
    other = replace(facts, signals=tuple(data.draw(st.permutations(facts.signals))))
    assert score(book, facts, NOW) == score(book, other, NOW)


@given(leads(), st.data(), st.integers(-5, 400))
def test_one_more_sign_of_interest_never_lowers_a_score(case, data, ago):
    book, facts = case
    against = {kind for rule in book.scoring.intent if rule.points < 0 for kind in rule.signals}
    kind = data.draw(st.sampled_from([kind.id for kind in book.signal_kinds if kind.id not in against]))
    asset = data.draw(st.sampled_from(["", "Validation plan"]))
    more = replace(facts, signals=(*facts.signals, Signal(99, kind, NOW - timedelta(days=ago), asset)))
    assert score(book, more, NOW).intent >= score(book, facts, NOW).intent


@given(leads(), st.integers(0, 100), st.integers(1, 100))
def test_one_more_rule_that_speaks_for_them_never_lowers_a_score(case, half_life, points):
    book, facts = case
    before = score(book, facts, NOW)
    kinds = tuple(kind.id for kind in book.signal_kinds)
    scoring = book.scoring.model_copy(
        update={
            "fit": (*book.scoring.fit, FitRule(id="more", label="More", when=Condition(), points=points)),
            "intent": (
                *book.scoring.intent,
                IntentRule(id="also", label="Also", signals=kinds, points=points, half_life_days=half_life + 1),
            ),
        }
    )
    after = score(book.model_copy(update={"scoring": scoring}), facts, NOW)
    assert after.fit >= before.fit and after.intent >= before.intent


@given(leads(), st.integers(0, 60), st.integers(1, 400))
def test_time_alone_never_raises_a_score(case, sooner, later):
    book, facts = case
    before = score(book, facts, NOW + timedelta(days=sooner))
    after = score(book, facts, NOW + timedelta(days=sooner + later))
    assert after.intent <= before.intent and after.fit == before.fit


AGES = st.builds(
    IntentRule,
    id=st.integers(1, 10_000).map(lambda number: f"rule_{number}"),
    label=st.just("Rule"),
    signals=st.lists(st.sampled_from(["download", "visit", "demo", "pricing_request"]), min_size=1).map(tuple),
    points=st.integers(-60, 60).filter(bool),
    half_life_days=st.floats(0.5, 200),
    at_most=st.integers(1, 4),
)
ACTS = st.lists(
    st.builds(
        lambda kind, ago: (kind, NOW - timedelta(days=ago)),
        st.sampled_from(["download", "visit", "demo", "pricing_request"]),
        st.integers(-30, 200),
    ),
    max_size=6,
)


@tried(200)
@given(
    rules=st.lists(AGES, min_size=1, max_size=5, unique_by=lambda rule: rule.id),
    acts=ACTS,
    days=st.integers(0, 200),
    cap=st.integers(0, 60),
)
def test_time_alone_raises_no_score_whatever_fades_faster(playbook, rules, acts, days, cap):
    """What speaks against a lead may be written to fade faster than what speaks for it; silence still gains nothing."""
    scoring = playbook.scoring.model_copy(update={"intent": tuple(rules), "engagement_cap": cap})
    book = playbook.model_copy(update={"scoring": scoring})
    facts = LeadFacts(1, signals=tuple(Signal(n, kind, at) for n, (kind, at) in enumerate(acts)))
    assert score(book, facts, NOW + timedelta(days=days)).intent <= score(book, facts, NOW).intent


@given(leads(days=LATELY))
def test_engagement_alone_never_passes_its_cap(case):
    book, facts = case
    weak = {kind.id for kind in book.signal_kinds if kind.engagement}
    facts = replace(facts, signals=tuple(one for one in facts.signals if one.kind in weak) * 5)
    assert score(book, facts, NOW).intent <= book.scoring.engagement_cap


@given(leads())
def test_a_ledger_is_kept_as_it_stood(case):
    book, facts = case
    for point in score(book, facts, NOW).ledger:
        assert thawed(json.loads(json.dumps(frozen(point)))) == point


@given(leads())
def test_a_no_is_outlived_by_newer_interest_and_not_by_silence(case):
    book, facts = case
    no = next(rule for rule in book.scoring.intent if rule.id == "said_no")
    facts = replace(facts, signals=(Signal(1, "declined", NOW - timedelta(days=200)),))

    def against(lead):
        return total([p for p in score(book, lead, NOW).ledger if p.rule == "said_no"], "intent")

    assert against(facts) == no.points
    asked = replace(facts, signals=(*facts.signals, Signal(2, "demo_request", NOW)))
    assert no.points < against(asked) < 0 < score(book, asked, NOW).intent


@tried(60)
@given(leads())
def test_what_would_change_a_score_keeps_its_word(case):
    book, facts = case
    now = score(book, facts, NOW)
    for one in what_if(book, facts, now):
        assert getattr(facts, one.fact) in (None, "") and one.adds and one.says.startswith(f"{one.adds:+d} fit if the ")
        assert one.moves_up is (one.fit_band != now.fit_band)
    for one in nearest(book, facts, now, NOW, at_most=50):
        assert 0 < one.adds <= 100 and one.how
    for one in next_bands(book, facts, now, NOW):
        assert one.missing > 0 and one.says
        assert one.axis == "intent" or len(one.by) <= 3


@pytest.mark.parametrize("name", NAMES)
def test_each_unknown_fact_does_what_is_said_of_it(name):
    book = BOOKS[name]
    facts = LeadFacts(1, service_line=book.service_lines[0].id)
    now = score(book, facts, NOW)
    found = {one.fact: one for one in reversed(what_if(book, facts, now)) if one.adds > 0}  # the best counts
    assert {"facility_type", "region", "seat", "size", "testing_focus"} <= found.keys()
    for vocabulary in ("facility_type", "region", "testing_focus"):
        gains = {
            score(book, replace(facts, **{vocabulary: entry.id}), NOW).fit - now.fit
            for entry in getattr(book.vocabularies, vocabulary)
        }
        assert found[vocabulary].adds == max(gains)
    best = score(book, replace(facts, size=10_000), NOW).fit - now.fit
    assert found["size"].adds == best and found["size"].when.startswith("size is at least ")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"relation": "competitor"}, "competitor"),
        ({"relation": "student"}, "student"),
        ({"job_title": "Medical student"}, "student"),
        ({"relation": "own_staff"}, "own_staff"),
        ({"relation": "supplier"}, "supplier"),
        ({"facility_type": "vendor"}, "vendor_house"),
    ],
)
def test_who_is_no_buyer_loses_points_in_every_shipped_playbook(name, change, kind):
    (line,) = [p for p in score(BOOKS[name], LeadFacts(1, **change), NOW).ledger if p.points < 0]
    assert line.rule == kind and line.points <= -40


@pytest.mark.parametrize("name", NAMES)
def test_a_region_that_is_not_served_loses_points_in_every_shipped_playbook(name):
    book = BOOKS[name]
    line = book.service_lines[0].id
    regions = {
        region.id: [p.rule for p in score(book, LeadFacts(1, service_line=line, region=region.id), NOW).ledger]
        for region in book.vocabularies.region
    }
    assert any("region_outside" in rules for rules in regions.values())
    assert any("region_outside" not in rules for rules in regions.values())


def test_what_lies_under_nothing_has_to_be_made_up_for_too():
    book = BOOKS["diagnostics"]
    facts = LeadFacts(1, relation="competitor", region="us_west")
    fit = next(one for one in next_bands(book, facts, score(book, facts, NOW), NOW) if one.axis == "fit")
    assert (fit.missing, fit.by) == (35 + 80, ())
    assert fit.says.endswith("what nobody knows does not lead there")
    keen = LeadFacts(1, region="us_west", service_line="hospital_lab")
    fit = next(one for one in next_bands(book, keen, score(book, keen, NOW), NOW) if one.axis == "fit")
    assert fit.says.startswith(
        "15 points more and the fit is Medium (“Keep in touch”, Nurture track): facility type is"
    )
    assert fit.says.endswith(" would do")
