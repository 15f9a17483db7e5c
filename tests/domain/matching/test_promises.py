"""What holds for any list: the order of rows, the sides and strangers change nothing that is sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.matching import Evidence, Thresholds, duplicates, evidence_of
from tests.domain.matching.lists import people, person
from tests.examples import tried

WORDS = st.sampled_from(
    ["Anna", "Bob", "Robert", "Quistrud", "Berg", "St. Mary", "Müller", "O'Neil", "A.", "李", "", " "]
)
FIELDS = ("first_name", "last_name", "full_name", "email", "phone", "company", "city", "identifier", "domain", "street")
ROWS = st.lists(
    st.dictionaries(st.sampled_from(FIELDS), st.one_of(WORDS, st.text(max_size=12)), max_size=6), max_size=8
)
KINDS = st.sampled_from(["people", "accounts"])


def said(pairs):
    return {(frozenset({pair.a, pair.b}), pair.sure, pair.probability) for pair in pairs}


@tried(150, deadline=None)
@given(ROWS, KINDS)
def test_any_list_is_judged_and_every_proposal_says_why(rows, kind):
    for pair in duplicates(rows, kind):
        assert 0 <= pair.a < pair.b < len(rows)
        assert 0.5 <= pair.probability <= 1
        assert pair.reasons
        assert all(isinstance(reason, str) and reason for reason in pair.reasons)
        assert not set(pair.for_) & set(pair.against)


@tried(100, deadline=None)
@given(ROWS, KINDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, kind, dice):
    order = list(range(len(rows)))
    dice.shuffle(order)
    mixed = duplicates([rows[place] for place in order], kind)
    there = {(frozenset({order[p.a], order[p.b]}), p.sure, p.probability) for p in mixed}
    assert there == said(duplicates(rows, kind))


@tried(100, deadline=None)
@given(ROWS, ROWS, KINDS)
def test_the_two_lists_may_change_sides(first, second, kind):
    here = {(p.a, p.b, p.sure, p.probability) for p in duplicates(first, kind, other=second)}
    there = {(p.b, p.a, p.sure, p.probability) for p in duplicates(second, kind, other=first)}
    assert here == there


@tried(50, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_strangers_change_no_sure_pair(seed, count):
    rows = [
        person("Anna", "Quistrud", email="anna.q@north.example"),
        person("Anna", "Quistrud", email="Anna.Q@north.example"),
        person("Zofia", "Vogelsang", company="Vogel Praxis", city="Turin"),
        person("Zofia", "Vogelsang", company="Vogel Praxis", city="Turin"),
    ]
    sure = {(p.a, p.b) for p in duplicates([*rows, *people(count, seed)], "people") if p.sure and p.b < len(rows)}
    assert sure == {(0, 1), (2, 3)}


@pytest.mark.parametrize("count", [2, 3, 10, 60])
def test_rows_that_are_all_equal_are_all_one(count):
    found = duplicates([person("Anna", "Berg", email="anna.berg@north.example")] * count, "people")
    assert len(found) == count * (count - 1) / 2
    assert all(pair.sure for pair in found)


@pytest.mark.parametrize(
    "rows", [[], [{}], [{}, {}], [{"first_name": "Anna"}, {"first_name": "Anna"}], [{"notes": "x"}] * 3]
)
def test_too_little_is_nothing(rows):
    assert duplicates(rows, "people") == []


def test_thresholds_are_what_they_say():
    rows = [person("Anna", "Quistrud", city="Mainz"), person("Anna", "Quistrud", city="Leeds")]
    (pair,) = duplicates(rows, "people")
    assert not duplicates(rows, "people", settings=Thresholds(doubtful=min(1.0, pair.probability + 0.001)))


@pytest.mark.parametrize(
    ("values", "evidence"),
    [
        (["19721103", "1980-04-30", ""], Evidence.DATE),
        (["30.04.1980", "1/2/1971"], Evidence.DATE),
        (["5837264", "8827361"], Evidence.CODE),
        (["a@b.example"], Evidence.EMAIL),
        (["ramen", "french bistro"], Evidence.TEXT),
        ([], Evidence.TEXT),
    ],
)
def test_a_further_column_is_known_by_its_values(values, evidence):
    assert evidence_of(values) is evidence
