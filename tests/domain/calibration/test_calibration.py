"""Calibration: rates with their intervals, words for differences, nothing learned later, small samples left silent."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calibration import Case, calibrate, difference
from app.domain.calibration.cases import LONGEST, SHORTEST, WITHOUT_ANY, days_to_convert
from app.domain.calibration.difference import percent, told
from app.domain.playbook.drafting import applied, body_of, faults
from app.domain.review.rates import rate

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
ALL_RULES = frozenset(
    ("facility", "size", "region", "role", "competitor", "asked_price", "asked_demo", "reads", "validation")
)
KNOWN = {1: ALL_RULES}


def a_case(number=1, days_ago=100.0, *, fit=60, intent=50, rules=(), took=None, version=1, answers=None, **more):
    return Case(
        lead=number,
        at=NOW - timedelta(days=days_ago),
        fit=fit,
        intent=intent,
        rules=frozenset(rules),
        playbook_version=version,
        service_line=more.get("line", "panel"),
        days_to_sql=took,
        lost=more.get("lost", False),
        reached_mql=more.get("reached", took is not None),
        answers=json.dumps(answers or {}, sort_keys=True),
    )


def many(n, hits, *, took=5.0, **more):
    """So many alike, of which some converted."""
    return [a_case(number, took=took if number < hits else None, **more) for number in range(n)]


def calibrated(playbook, cases, known=None, **more):
    return calibrate(playbook, cases, NOW, known or KNOWN, **more)


def line(lines, id):
    return next(one for one in lines if id in (getattr(one, "rule", ""), getattr(one, "criterion", "")))


# --- differences ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("with_it", "without", "verdict", "says"),
    [
        ((0, 0), (0, 0), "too_few", "too few to say (n=0)"),
        ((3, 7), (50, 300), "too_few", "too few to say (n=7)"),
        ((50, 300), (9, 9), "too_few", "too few to say (n=9)"),
        ((60, 120), (30, 300), "more", "converts more often"),
        ((4, 120), (90, 300), "less", "converts less often"),
        ((5, 120), (27, 300), "unclear", "no difference that could not be chance"),
        ((1000, 10_000), (1010, 10_000), "hardly", "hardly any difference"),
        ((600, 10_000), (750, 10_000), "hardly", "hardly any difference"),
    ],
)
def test_a_difference_in_words(with_it, without, verdict, says):
    found = difference(rate(*with_it), rate(*without))
    assert (found.verdict, found.says) == (verdict, says)


def test_the_interval_is_that_of_newcombe():
    """56/70 against 48/80: Newcombe 1998, table II, case a, method 10: 0.0524 to 0.3339."""
    found = difference(rate(56, 70), rate(48, 80))
    assert (found.value, found.low, found.high) == (pytest.approx(0.2), pytest.approx(0.0524, abs=5e-5),
                                                    pytest.approx(0.3339, abs=5e-5))  # fmt: skip


@given(st.integers(10, 400), st.integers(10, 400), st.data())
def test_a_difference_turned_round_is_its_mirror(n, m, data):
    one, other = rate(data.draw(st.integers(0, n)), n), rate(data.draw(st.integers(0, m)), m)
    there, back = difference(one, other), difference(other, one)
    assert there.low == pytest.approx(-back.high) and there.value == pytest.approx(-back.value)
    assert -1 <= there.low <= there.value <= there.high <= 1
    assert {there.verdict, back.verdict} in ({"more", "less"}, {"hardly"}, {"unclear"})


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0%"), (0.041, "4.1%"), (0.04, "4%"), (0.099, "9.9%"), (0.126, "13%"), (None, "–")]
)
def test_percent(share, words):
    assert percent(share) == words


def test_a_rate_is_told_with_its_interval_or_not_at_all():
    assert told(rate(24, 130)) == "18% of 130 (13% to 26%)"
    assert told(rate(2, 9)) == "2 of 9, too few to say"


# --- ripeness ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("took", "days"),
    [
        ([], WITHOUT_ANY),
        ([0.0] * 20, SHORTEST),
        ([500.0] * 20, LONGEST),
        ([float(day) for day in range(1, 22)], 19),
        ([12.2], 13),
    ],
)
def test_everybody_gets_the_time_in_which_nine_of_ten_converted(took, days):
    assert days_to_convert([a_case(took=one) for one in took]) == days


def test_the_young_are_left_out_even_where_they_converted(playbook):
    old, young = many(40, 20, took=20.0), many(30, 25, took=2.0, days_ago=10)
    found = calibrated(playbook, [*old, *young])
    assert (found.days, found.cases, found.too_young) == (20, 40, 30)
    assert found.converted == rate(20, 40)
    assert found.notes[0] == "30 leads are younger than 20 days and may still convert: left out, also those that did."


def test_what_converts_later_than_others_had_time_to_counts_as_not(playbook):
    cases = [*many(40, 19, took=10.0), a_case(99, took=80.0)]
    assert calibrated(playbook, cases).converted.hits == 19


@given(st.lists(st.tuples(st.floats(0, 200), st.one_of(st.none(), st.floats(0, 150))), max_size=30))
def test_nobody_is_counted_twice_or_lost(playbook, leads):
    cases = [a_case(n, ago, took=took) for n, (ago, took) in enumerate(leads)]
    found = calibrated(playbook, cases)
    assert found.cases + found.too_young == len(cases)
    for axis in ("fit", "intent"):
        assert sum(one.rate.n for one in found.bands if one.axis == axis) == found.cases
    assert sum(one.rate.n for one in found.cells) == found.cases
    assert sum(one.rate.hits for one in found.cells) == found.converted.hits


# --- bands and rules --------------------------------------------------------------------------------------------------


def test_bands_are_cut_where_the_playbook_in_force_cuts(playbook):
    found = calibrated(playbook, [*many(50, 30, fit=50), *many(50, 5, fit=49)])
    bands = {(one.axis, one.band): one for one in found.bands}
    assert bands["fit", "strong"].rate == rate(30, 50) and bands["fit", "weak"].rate == rate(5, 50)
    assert bands["fit", "strong"].says == "Strong fit: 60% of 50 (46% to 72%)"
    assert not any("than" in note and "Strong" in note for note in found.notes)


def test_a_band_that_fares_worse_than_the_one_below_is_said(playbook):
    found = calibrated(playbook, [*many(60, 5, fit=90), *many(60, 40, fit=10)])
    assert any(note.startswith("Strong fit (8.3% of 60") and "less often than Weak" in note for note in found.notes)


def test_a_rule_is_held_against_those_without_it(playbook):
    found = calibrated(playbook, [*many(60, 30, rules=["reads"]), *many(100, 10)])
    reads = line(found.rules, "reads")
    assert (reads.with_it, reads.without) == (rate(30, 60), rate(10, 100))
    assert reads.says == "“Reads our material”: with it 50%, without 10% (n=60 and 100): converts more often"


def test_who_was_judged_before_a_rule_was_made_is_not_one_without_it(playbook):
    cases = [*many(40, 20, rules=["reads"], version=2), *many(40, 4, version=2), *many(500, 0, version=1)]
    found = calibrated(playbook, cases, {1: ALL_RULES - {"reads"}, 2: ALL_RULES})
    assert line(found.rules, "reads").without == rate(4, 40)
    assert line(found.rules, "size").without.n == 580


def test_a_rule_that_is_gone_is_not_listed(playbook):
    found = calibrated(playbook, many(40, 4, rules=["abolished"]))
    assert {one.rule for one in found.rules} == ALL_RULES


def test_rules_that_never_fire_are_named(playbook):
    found = calibrated(playbook, many(40, 4, rules=["reads"]))
    assert {one.rule for one in found.never_fire} == ALL_RULES - {"reads"}
    assert line(found.never_fire, "size").says == "“Large enough” has never counted for anybody (n=40)"


# --- criteria and questions -------------------------------------------------------------------------------------------


def with_answers(n, answers, **more):
    return [a_case(number, answers=answers, **more) for number in range(n)]


@pytest.mark.parametrize(
    ("answers", "state", "says"),
    [
        ([(5, {"M1": "yes"})], "too_few", "too few to say (n=5)"),
        ([(40, {"M2": "yes"})], "never_answered", "never answered (n=40)"),
        ([(40, {}), (4, {"M1": "yes"})], "too_few", "answered 4 times of 44: too few to say"),
        ([(40, {"M1": "yes"})], "always_yes", "whoever answers says Yes (40 of 40): it tells nobody apart"),
        ([(40, {"M1": "no"})], "always_no", "whoever answers says No (40 of 40): it tells nobody apart"),
        (
            [(20, {"M1": "no"}), (20, {"M1": "yes", "M2": "yes"})],
            "never_alone",
            "missing 20 times and never the only one: others decide",
        ),
        (
            [(20, {"M1": "no", "M2": "yes"}), (20, {"M1": "yes"})],
            "decides",
            "Yes 20, No 20 of 40, and alone decided 20 times",
        ),
    ],
)
def test_what_a_criterion_decides(playbook, answers, state, says):
    cases = [case for n, given_ in answers for case in with_answers(n, given_)]
    found = line(calibrated(playbook, cases).criteria, "M1")
    assert (found.state, found.says) == (state, f"“Is it a facility we serve?”: {says}")


def test_an_sql_criterion_is_looked_at_only_where_a_lead_got_so_far(playbook):
    cases = [*with_answers(40, {}), *with_answers(15, {"Q1": "yes"}, reached=True)]
    found = line(calibrated(playbook, cases).criteria, "Q1")
    assert (found.n, found.yes) == (15, 15)


def test_questions_that_never_prove_anything(playbook):
    cases = with_answers(30, {"Q1": "yes", "Q2": "no"}, reached=True)
    found = {one.question: one.says for one in calibrated(playbook, cases).questions}
    assert found == {
        "B2": "“When would you start?”: what it proves was answered 30 times and never Yes (n=30)",
        "B3": "“Which LIS do you run?”: what it proves has never been answered (n=30)",
        "B4": "“Shall we meet on Tuesday?”: what it proves has never been answered (n=30)",
    }


def test_a_question_of_a_line_that_nobody_has_is_not_blamed(playbook):
    cases = with_answers(30, {}, reached=True, line="funded")
    assert "B3" not in {one.question for one in calibrated(playbook, cases).questions}


# --- proposals --------------------------------------------------------------------------------------------------------


def test_points_that_fare_no_better_may_be_lowered(playbook):
    found = calibrated(playbook, [*many(120, 4, rules=["reads"]), *many(300, 40)])
    (proposal,) = [one for one in found.proposals if one.item == "reads"]
    assert proposal.says == ("Lower “Reads our material” from 12 to 6: with it 3.3%, without 13% (n=120 and 300)")
    assert proposal.steps == ({"op": "set", "section": "intent_rules", "item": "reads", "field": "points", "value": 6},)


def test_points_that_fare_better_may_be_raised_but_never_those_of_engagement(playbook):
    found = calibrated(playbook, [*many(200, 120, rules=["role", "reads"]), *many(200, 10)])
    titles = {one.item: one.title for one in found.proposals}
    assert titles["role"] == "Raise “Runs the lab” from 35 to 53" and "reads" not in titles


def test_points_against_that_do_no_harm_may_be_weakened(playbook):
    found = calibrated(playbook, [*many(200, 100, rules=["competitor"]), *many(200, 20)])
    assert [one.title for one in found.proposals if one.item == "competitor"] == ["Weaken “Competitor” from -80 to -40"]


def test_a_rule_that_never_fired_may_go_but_a_guard_stays(playbook):
    found = calibrated(playbook, many(250, 30, rules=["reads"]))
    gone = {one.item: one.steps for one in found.proposals if one.title.startswith("Remove")}
    assert "competitor" not in gone
    assert gone["size"] == ({"op": "remove", "section": "fit_rules", "item": "size"},)


def test_a_criterion_that_tells_nobody_apart_may_be_asked_without_being_required(playbook):
    cases = with_answers(40, {"M2": "yes", "Q1": "yes", "Q5": "yes"}, reached=True, line="funded")
    found = {one.item: one.steps for one in calibrated(playbook, cases).proposals if one.section == "criteria"}
    assert found.keys() == {"M2", "Q5"}  # Q1 guards one of the four gates of SQL


@pytest.mark.parametrize("n", [0, 5, 9, 29])
def test_small_samples_propose_nothing_and_say_so(playbook, n):
    found = calibrated(playbook, [a_case(k, rules=["reads"], took=1.0 if k % 2 else None) for k in range(n)])
    assert found.proposals == ()
    if n:
        assert f"{n} leads are too few to propose anything." in found.notes
    else:
        assert "nothing to judge by yet" in found.says


@given(
    st.lists(
        st.tuples(st.frozensets(st.sampled_from(sorted(ALL_RULES))), st.booleans(), st.integers(1, 60)), max_size=8
    )
)
def test_every_proposal_can_be_put_into_a_draft(playbook, groups):
    cases = [case for rules, hit, n in groups for case in many(n, n if hit else 0, rules=rules)]
    body = body_of(playbook)
    before = [one for one in faults(body) if not one.warns]
    for proposal in calibrated(playbook, cases).proposals:
        changed, left_out = applied(body, proposal.steps)
        assert left_out == () and changed != body
        assert [one for one in faults(changed) if not one.warns] == before


@given(st.permutations(range(40)))
def test_the_order_of_leads_changes_nothing(playbook, order):
    cases = [a_case(n, 50 + n, fit=n, rules=["reads"] if n % 3 else [], took=n if n % 2 else None) for n in range(40)]
    assert calibrated(playbook, [cases[at] for at in order]) == calibrated(playbook, cases)


def test_what_was_asked_for_is_kept(playbook):
    found = calibrated(playbook, [], judged_at="became_mql", since=date(2026, 9, 1), service_line="panel")
    assert (found.judged_at, found.since, found.service_line) == ("became_mql", date(2026, 9, 1), "panel")
