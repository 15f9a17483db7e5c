"""The map as of a date, and what changed since a moment (CM12)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.committee import Line, committee_map
from app.domain.committee.history import Change, as_of, changed_since, check_reason
from app.domain.problems import Problem
from tests.domain.committee.people import someone

START = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def at(days):
    return START + timedelta(days)


def day(days):
    return at(days).date()


NOW = committee_map(
    [
        someone(1, stance=2, power=("signs", "veto"), influence="high", created=day(0)),
        someone(2, stance=None, reports_to=1, created=day(0)),
        someone(3, created=day(10)),
    ],
    [Line("influences", 2, 1, at=day(4)), Line("reports_to", 2, 1, note="chart", at=day(6))],
)
CHANGES = [
    Change(1, "stance", 0, 1, at(2), "Olga", "Asked for the study"),
    Change(1, "stance", 1, 2, at(8), "Olga", "Brought us to the board"),
    Change(1, "power", ("signs",), ("signs", "veto"), at(5)),
    Change(1, "influence", "", "high", at(5)),
    Change(2, "reports_to", 3, 1, at(6)),
    Change(2, "stance", 1, None, at(9)),
]


@pytest.mark.parametrize(
    ("days", "stance", "power", "influence"),
    [
        (20, 2, ("signs", "veto"), "high"),
        (8, 2, ("signs", "veto"), "high"),
        (7, 1, ("signs", "veto"), "high"),
        (4, 1, ("signs",), ""),
        (1, 0, ("signs",), ""),
    ],
)
def test_cm12_the_map_of_a_day_has_what_was_thought_then(days, stance, power, influence):
    one = as_of(NOW, CHANGES, at(days)).map.by_id[1]
    assert (one.stance, one.power, one.influence) == (stance, power, influence)


def test_cm12_those_who_came_later_are_left_out_and_named():
    then = as_of(NOW, CHANGES, at(7))
    assert sorted(then.map.by_id) == [1, 2]
    assert then.not_yet == ("Person 3",)
    assert as_of(NOW, CHANGES, at(10)).not_yet == ()


def test_cm12_reporting_and_lines_are_those_of_the_day():
    then = as_of(NOW, CHANGES, at(7)).map
    assert then.manager_of(2).id == 1
    assert [(line.kind, line.note) for line in then.lines] == [("reports_to", "chart"), ("influences", "")]
    before = as_of(NOW, CHANGES, at(5)).map
    assert before.manager_of(2) is None  # Person 3, whom nobody knew yet
    assert [line.kind for line in before.lines] == ["influences"]
    assert as_of(NOW, CHANGES, at(3)).map.lines == ()


def test_cm12_somebody_taken_off_later_stands_on_the_map_of_the_day():
    gone = someone(9, stance=-1, created=day(0))
    changes = [*CHANGES, Change(9, "stance", -2, -1, at(3))]
    assert as_of(NOW, changes, at(2), [(at(5), gone)]).map.by_id[9].stance == -2
    assert 9 not in as_of(NOW, changes, at(6), [(at(5), gone)]).map.by_id


def test_cm12_a_day_to_come_is_today():
    assert as_of(NOW, CHANGES, at(999)).map == NOW


def test_cm12_what_changed_since_the_last_export_is_marked():
    assert changed_since(NOW, CHANGES, at(7)) == {1: ("stance",), 2: ("stance",), 3: ("new",)}
    assert changed_since(NOW, CHANGES, at(30)) == {}
    back = [Change(1, "stance", 2, 1, at(12)), Change(1, "stance", 1, 2, at(13)), Change(77, "stance", 1, 2, at(13))]
    assert changed_since(NOW, back, at(11)) == {}


def test_cm12_a_known_value_changes_only_with_a_reason():
    for field, before, after in (
        ("stance", 1, 2),
        ("power", ("signs",), ()),
        ("influence", "high", "low"),
        ("stance", 0, 1),
    ):
        with pytest.raises(Problem, match="why this changed"):
            check_reason(field, before, after, "  ")
        assert check_reason(field, before, after, " she  said so\n") == "she said so"
    for field, before, after in (
        ("stance", None, 2),
        ("power", (), ("signs",)),
        ("influence", "low", "low"),
        ("reports_to", 1, 2),
    ):
        assert check_reason(field, before, after, "") == ""


@given(
    st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(-2, 2))), max_size=12), st.integers(0, 41)
)
def test_cm12_going_back_finds_every_value_that_ever_was(steps, when):
    """Changes are told by the values before them; whatever day is asked for, the value of that day comes back."""
    value, told, truth = 0, [], {}
    for days, after in sorted(steps, key=lambda step: step[0]):
        told.append(Change(1, "stance", value, after, at(days)))
        value = after
        truth[days] = value
    map = committee_map([replace(someone(1), stance=value)])
    then = [truth[days] for days in sorted(truth) if days <= when]
    assert as_of(map, told, at(when)).map.by_id[1].stance == (then[-1] if then else 0)


def test_days_are_days():
    assert day(0) == date(2026, 9, 1)
