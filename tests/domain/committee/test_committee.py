"""Seats guessed from titles, coverage, ranked gaps, loops."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.committee import (
    MOST_GAPS,
    Stakeholder,
    band_guess,
    coverage,
    gaps,
    lane,
    loop,
    loop_among,
    loop_says,
    seat_guess,
)

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
TODAY = NOW.date()


def person(id, name, seat, **more):
    return Stakeholder(id, id, name, seat, **{"certainty": "told", **more})


@pytest.mark.parametrize(
    ("title", "seat", "why"),
    [
        ("LIS Administrator", "lis", "contains “LIS”"),
        ("Listing agent", "other", ""),
        ("Laboratory Director", "lab_director", "contains “laboratory director”"),
        ("Director, Clinical Laboratory", "lab_director", "contains “laboratory director”"),
        ("LAB MANAGER", "lab_ops", "contains “lab manager”"),
        ("Manager of Laboratory Operations", "lab_ops", "contains “lab operations”"),
        ("Lab Operations Manager", "lab_ops", "contains “lab operations”"),
        ("Laboratory Medical Director", "lab_director", "contains “laboratory director”"),
        ("Leiter Müllerlabor", "other", ""),
        ("Senior Contracts Analyst", "procurement", "contains “contracts”"),
        ("CFO", "finance", "contains “CFO”"),
        ("Collaboration manager", "other", ""),
        ("", "other", ""),
        (" -- ", "other", ""),
    ],
)
def test_a_title_suggests_a_seat_and_says_why(playbook, title, seat, why):
    assert seat_guess(title, playbook) == (seat, why)
    assert seat_guess(title, playbook) == (seat, why)  # also from memory


@pytest.mark.parametrize(
    ("title", "band"),
    [
        ("Chief Medical Officer", "executive"),
        ("Owner", "executive"),
        ("Vice President, Laboratory", "head"),
        ("VP Finance", "head"),
        ("Lab Director", "head"),
        ("Managing Director", "executive"),
        ("Executive Assistant to the CEO", "specialist"),
        ("Lab Manager", "manager"),
        ("Team lead, microbiology", "manager"),
        ("Phlebotomist", "specialist"),
        ("", "specialist"),
    ],
)
def test_a_title_suggests_a_band(title, band):
    assert band_guess(title).band == band


def test_lanes(playbook):
    assert lane("lis", playbook) == "IT & data"
    assert lane("other", playbook) == "Unplaced"


def test_coverage_counts_required_seats_that_are_known_and_contacted(playbook):
    people = [
        person(1, "Ada", "lab_director", depth=2),
        person(2, "Bea", "lab_ops"),  # known, never contacted
        person(3, "Carl", "procurement", certainty="guess", depth=3),  # contacted, but the seat is a guess
        person(4, "Dan", "lis", last_contact=TODAY),
    ]
    found = coverage(playbook.template("panel"), people, playbook)
    assert (found.required, found.covered, found.text) == (3, 1, "1 of 3")
    assert [(seat.seat, seat.need, seat.state, seat.who) for seat in found.seats] == [
        ("lab_director", "required", "contacted", "Ada"),
        ("lab_ops", "required", "known", "Bea"),
        ("procurement", "required", "guess", "Carl"),
        ("lis", "expected", "contacted", "Dan"),
        ("security", "optional", "empty", ""),
    ]


def test_the_best_known_person_fills_a_seat(playbook):
    people = [person(1, "Ada", "lab_ops", certainty="guess"), person(2, "Bea", "lab_ops", depth=1)]
    seat = coverage(playbook.template("panel"), people, playbook).seats[1]
    assert (seat.state, seat.who) == ("contacted", "Ada, Bea")


@pytest.mark.parametrize("one", [Stakeholder(1, None, "", "lab_ops"), person(1, "Ada", "lab_ops", depth=3, gone=True)])
def test_a_ghost_and_somebody_who_left_fill_no_seat(playbook, one):
    assert coverage(playbook.template("panel"), [one], playbook).seats[1].state == "empty"


def test_a_line_without_template_has_nothing_to_cover(playbook):
    found = coverage(None, [], playbook)
    assert (found.text, found.seats, gaps(found, [], NOW.date())) == ("0 of 0", (), ())


COMPLETE = [
    person(1, "Ada", "lab_director", depth=2, power=("veto",), stance=-1, influence="medium"),
    person(2, "Bea", "lab_ops", depth=2, power=("budget",), stance=1, influence="high"),
    person(3, "Carl", "procurement", depth=1),
]


def found_gaps(playbook, people):
    return gaps(coverage(playbook.template("panel"), people, playbook), people, NOW.date())


def test_a_committee_without_gaps(playbook):
    assert found_gaps(playbook, COMPLETE) == ()


@pytest.mark.parametrize(
    ("change", "rule", "seat", "says"),
    [
        ({3: None}, "seat_empty", "procurement", "Procurement: required, unknown"),
        ({3: {"certainty": "guess"}}, "seat_guess", "procurement", "Procurement: Carl is our guess"),
        ({2: {"power": ()}}, "budget_unknown", "", "Nobody is known to hold the budget"),
        (
            {3: {"power": ("veto",), "depth": 0}},
            "veto_uncontacted",
            "procurement",
            "Carl can veto and was never contacted",
        ),
        ({2: {"stance": 0}}, "no_strong_supporter", "", "No supporter has high influence"),
        ({2: {"influence": "low"}}, "no_strong_supporter", "", "No supporter has high influence"),
        ({2: {"touches": 9}, 1: {"touches": 1}}, "single_thread", "lab_ops", "90% of all touches go through Bea"),
        ({1: {"stance": 1}}, "only_positive", "", "Everybody is in favour, so far as we know"),
        ({1: {"stance": -2, "influence": "high"}}, "opposed_without_step", "lab_director", "Ada is opposed"),
        ({2: {"stance": 2}}, "champion_untested", "lab_ops", "Bea is called champion"),
        (
            {3: {"last_contact": TODAY - timedelta(31)}},
            "contact_stale",
            "procurement",
            "Last contact with Carl: 31 days",
        ),
        ({3: {"confirmed": TODAY - timedelta(91)}}, "confirmation_stale", "procurement", "What we know of Carl"),
        (
            {3: {"due": date(2026, 11, 17), "next_step": "Send terms"}},
            "step_overdue",
            "procurement",
            "Overdue since 2026-11-17",
        ),
    ],
)
def test_each_gap(playbook, change, rule, seat, says):
    people = []
    for one in COMPLETE:
        more = change.get(one.id, {})
        if more is not None:
            kept = {name: getattr(one, name) for name in one.__slots__}
            people.append(Stakeholder(**{**kept, **more}))
    found = found_gaps(playbook, people)
    assert (found[0].rule, found[0].seat) == (rule, seat)
    assert found[0].says.startswith(says)
    assert found[0].fix


@pytest.mark.parametrize(
    "quiet",
    [
        {"last_contact": TODAY - timedelta(30)},
        {"confirmed": TODAY - timedelta(90)},
        {"due": TODAY, "next_step": "Call"},
        {"touches": 4},
    ],
)
def test_what_is_no_gap_yet(playbook, quiet):
    kept = {name: getattr(COMPLETE[2], name) for name in COMPLETE[2].__slots__}
    assert found_gaps(playbook, [*COMPLETE[:2], Stakeholder(**{**kept, **quiet})]) == ()


def test_somebody_who_left_is_said(playbook):
    rules = {gap.rule for gap in found_gaps(playbook, [*COMPLETE, person(9, "Gus", "lis", gone=True)])}
    assert rules == {"person_gone"}


def test_gaps_are_ranked_and_at_most_seven(playbook):
    people = [person(n, f"P{n}", "lis", due=TODAY - timedelta(1), last_contact=TODAY - timedelta(60)) for n in range(9)]
    found = found_gaps(playbook, people)
    assert len(found) == MOST_GAPS
    assert [gap.rule for gap in found[:5]] == [
        "seat_empty",
        "seat_empty",
        "seat_empty",
        "budget_unknown",
        "no_strong_supporter",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({}, ()),
        ({"A": "B", "B": None}, ()),
        ({"A": "A"}, ("A",)),
        ({"A": "B", "B": "C", "C": "A"}, ("A", "B", "C")),
        ({"X": "A", "A": "B", "B": "A"}, ("A", "B")),
        ({"A": "B", "C": "B", "B": "D"}, ()),
    ],
)
def test_loops_are_found(lines, expected):
    assert loop(lines) == expected


def test_a_loop_is_spelled_out():
    assert loop_says((1, 2, 3), {1: "Ada", 2: "Bea", 3: "Carl"}) == "Ada → Bea → Carl → Ada"
    assert loop_says((), {}) == ""


@given(st.dictionaries(st.integers(0, 12), st.one_of(st.none(), st.integers(0, 12))))
def test_what_is_called_a_loop_is_one_and_none_is_missed(lines):
    found = loop(lines)
    if found:
        assert all(lines[one] == after for one, after in zip(found, (*found[1:], found[0]), strict=True))
        return
    for start in lines:
        at, steps = start, 0
        while at is not None and steps <= len(lines):
            at, steps = lines.get(at), steps + 1
        assert at is None


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], ()),
        ([("a", "b"), ("b", "c"), ("a", "c")], ()),
        ([("a", "a")], ("a",)),
        ([("a", "b"), ("a", "c"), ("c", "a")], ("a", "c")),
        ([("x", "a"), ("a", "b"), ("b", "c"), ("c", "b")], ("b", "c")),
    ],
)
def test_somebody_in_two_seats_may_close_a_loop(lines, found):
    assert loop_among(lines) == found
