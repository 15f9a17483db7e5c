"""Two reviews side by side: figures here and there, what differs in numbers and in words, and what cannot be said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.review import Kpi, Review, from_json, to_json, weekly_review
from app.domain.review.addressing import Address
from app.domain.review.comparing import ComparedRow, compared
from app.domain.review.sheet import FigureRow, ReasonRow, SegmentRow
from app.domain.review.weeks import week_bounds
from app.language import PSEUDO, speaking
from tests.cases.reviews.make import of_the_first_shape
from tests.exports.histories import WEEK, ZONE, a_year, hours, rules

YEAR = a_year(600)
EARLIER = "2026-W42"


def of_week(week: str, weeks: int = 1) -> Review:
    start, end = week_bounds(week, ZONE, weeks=weeks)
    return weekly_review(replace(YEAR, week=week, start=start, end=end, now=end + timedelta(hours=2)), hours(), rules())


HERE, THERE = of_week(WEEK), of_week(EARLIER)
BOTH = compared(HERE, THERE)


def kpi(id: str, unit: str, value: float | None, n: int) -> Kpi:
    return Kpi(id, id, "Order", unit, value, None, None, None, n, "", "")


def one(here: Kpi, there: Kpi) -> ComparedRow:
    (row,) = compared(replace(HERE, kpis=(here,)), replace(HERE, kpis=(there,))).kpis
    return row


def test_every_figure_of_both_stands_once_with_both_values() -> None:
    assert (BOTH.here, BOTH.there, BOTH.notes) == (WEEK, EARLIER, ())
    assert [row.key for row in BOTH.kpis] == [kpi.id for kpi in HERE.kpis]
    assert [(row.here, row.there) for row in BOTH.kpis] == [
        (kpi.this_week, other.this_week) for kpi, other in zip(HERE.kpis, THERE.kpis, strict=True)
    ]
    opening = {row.key: row for row in BOTH.movement if row.column == "opening"}
    for row, other in zip(HERE.movement, THERE.movement, strict=True):
        found = opening[row.stage]
        assert (found.here, found.there) == (row.opening, other.opening)
        assert found.difference == row.opening - other.opening
    assert {row.address for row in BOTH.segments} == {
        Address("segment", row.dimension, row.step, row.value) for review in (HERE, THERE) for row in review.segments
    }
    assert {(row.key, row.group, row.value) for row in BOTH.figures} >= {
        (row.metric, row.group, row.value) for row in HERE.figures
    }


@pytest.mark.parametrize(
    ("id", "unit", "here", "there", "difference", "relative", "word"),
    [
        ("new_mql", "count", 12, 8, 4, 0.5, "higher"),
        ("new_mql", "count", 8, 12, -4, -1 / 3, "lower"),
        ("new_mql", "count", 8, 8, 0, 0.0, "same"),
        ("new_mql", "count", 3, 0, 3, None, "higher"),
        ("pending", "count", 3, 1, 2, 2.0, "worse"),
        ("acceptance", "rate", 0.5, 0.57, -0.07, None, "worse"),
        ("in_time", "rate", 0.9, 0.8, 0.1, None, "better"),
        ("acceptance", "rate", 0.5, 0.501, -0.001, None, "same"),
        ("acceptance", "rate", 0.51, 0.5, 0.01, None, "better"),
        ("outreach", "hours", 3.0, 6.0, -3.0, -0.5, "better"),
        ("outreach", "hours", None, 6.0, None, None, "n/a"),
        ("of our own", "rate", 0.5, 0.4, 0.1, None, "higher"),
    ],
)
def test_differences_in_numbers_and_in_words(
    id: str, unit: str, here: float | None, there: float, difference: float, relative: float | None, word: str
) -> None:
    row = one(kpi(id, unit, here, 40), kpi(id, unit, there, 40))
    assert row.difference == (None if difference is None else pytest.approx(difference))
    assert row.relative == (None if relative is None else pytest.approx(relative))
    assert row.word == word


@pytest.mark.parametrize(("n_here", "n_there"), [(9, 40), (40, 9), (3, 3)])
def test_rates_of_few_cases_are_not_compared(n_here: int, n_there: int) -> None:
    shown = [None if n < 10 else 0.5 for n in (n_here, n_there)]
    row = one(kpi("acceptance", "rate", shown[0], n_here), kpi("acceptance", "rate", shown[1], n_there))
    assert (row.difference, row.word, row.n_here, row.n_there) == (None, "n < 10", n_here, n_there)
    segments = [SegmentRow("Source", "Booth", "Lead to MQL", n, n // 2, None, None, None) for n in (n_here, n_there)]
    (found,) = compared(replace(HERE, segments=(segments[0],)), replace(HERE, segments=(segments[1],))).segments
    assert (found.difference, found.word) == (None, "n < 10")
    figures = [
        FigureRow("review_rate", "Review rate", "Sales", "rate", "week", "", "", 1, n, 0.5, 0, 1, None, n < 10)
        for n in (n_here, n_there)
    ]
    (figure,) = compared(replace(HERE, figures=(figures[0],)), replace(HERE, figures=(figures[1],))).figures
    assert (figure.difference, figure.word) == (None, "n < 10")
    assert figure.here is None or n_here >= 10


def test_what_only_one_of_the_two_has_is_listed() -> None:
    only_here, only_there = ReasonRow("No plan", 2, 3, 1.0), ReasonRow("Wrong person", 0, 4, 1.0)
    rows = compared(replace(HERE, reasons=(only_here,)), replace(HERE, reasons=(only_there,))).reasons
    assert [(row.key, row.column, row.here, row.there, row.word) for row in rows] == [
        ("No plan", "in_week", 2, 0, "higher"),
        ("No plan", "in_quarter", 3, 0, "higher"),
        ("Wrong person", "in_week", 0, 0, "same"),
        ("Wrong person", "in_quarter", 0, 4, "lower"),
    ]


def test_it_says_why_two_may_not_be_held_against_each_other() -> None:
    two = of_week(WEEK, weeks=2)
    assert "not equally long" in compared(HERE, two).notes[0]
    other = replace(THERE, playbook_version=9, calendar="mon-sat")
    said = " ".join(compared(HERE, other).notes)
    assert "version 9" in said and "mon-sat" in said
    first = from_json(of_the_first_shape(to_json(THERE)))
    assert "before metrics were kept" in compared(HERE, first).notes[-1]
    assert compared(HERE, first).figures and all(row.there is None for row in compared(HERE, first).figures)


def test_the_funnel_and_the_ages_stand_row_by_row() -> None:
    steps = {(row.key, row.column): row for row in BOTH.steps}
    for row, other in zip(HERE.steps, THERE.steps, strict=True):
        for column in ("at_hand", "went_on", "went_back", "closed", "stayed", "rate"):
            found = steps[row.step, column]
            enough = column != "rate" or (row.at_hand >= 10 and other.at_hand >= 10)
            expected = (getattr(row, column), getattr(other, column))
            assert (found.here, found.there) == expected if enough else found.word == "n < 10"
            assert found.unit == ("rate" if column == "rate" else "count")
        assert (found.n_here, found.n_there) == (row.at_hand, other.at_hand)
    assert len(steps) == len(BOTH.steps) == 6 * len(HERE.steps)
    ages = {(row.key, row.column): row for row in BOTH.ages}
    for stage, before in zip(HERE.ages, THERE.ages, strict=True):
        for band in ("to_7", "to_14", "to_30", "to_60", "above_60", "median", "ninetieth"):
            found = ages[stage.stage, band]
            assert (found.here, found.there) == (getattr(stage, band), getattr(before, band))
        if found.difference and min(found.n_here or 0, found.n_there or 0) >= 10:
            assert found.word == ("worse" if found.difference > 0 else "better"), "to stand longer is worse"
    assert len(ages) == len(BOTH.ages) == 7 * len(HERE.ages)


def test_cohorts_are_held_against_those_of_the_same_age() -> None:
    """Those who arrived eight weeks before the end of either week, not those of the same week."""
    here, there = HERE.cohorts[-9], THERE.cohorts[-9]
    assert here.week != there.week and here.mql is not None and there.mql is not None
    rows = {row.column: row for row in BOTH.cohorts if row.label == "8 weeks old"}
    assert (rows["arrived"].here, rows["arrived"].there) == (here.arrived, there.arrived)
    assert rows["arrived"].value == f"{here.week} / {there.week}"
    assert rows["mql_rate"].here == pytest.approx(here.mql / here.arrived)
    assert rows["mql_rate"].there == pytest.approx(there.mql / there.arrived)
    assert (rows["mql_rate"].n_here, rows["mql_rate"].n_there) == (here.arrived, there.arrived)
    assert rows["mql_rate"].address == Address("cohort", here.week, "mql")
    assert rows["mql_rate"].address_there == Address("cohort", there.week, "mql")
    young = {row.column for row in BOTH.cohorts if row.label == "2 weeks old"}
    assert young == {"arrived"}, "too early to tell"


def test_a_cohort_without_leads_is_nothing_beside_another_one_and_not_there_beside_none() -> None:
    empty = THERE.cohorts[-1]._replace(arrived=0)
    rows = compared(HERE, replace(THERE, cohorts=(*THERE.cohorts[:-1], empty))).cohorts
    (youngest,) = (row for row in rows if row.label == "0 weeks old")
    assert (youngest.here, youngest.there, youngest.value) == (HERE.cohorts[-1].arrived, 0, HERE.cohorts[-1].week)
    nobody = tuple(one._replace(arrived=0, mql=None, sql=None) for one in HERE.cohorts)
    assert compared(replace(HERE, cohorts=nobody), replace(THERE, cohorts=nobody)).cohorts == ()


@pytest.mark.parametrize("goal", ["MQL", "SQL", "Accepted"])
def test_the_triangle_is_compared_cell_by_cell_of_the_same_age(goal: str) -> None:
    cells = {(row.label, row.column): row for row in BOTH.triangle if row.group == goal}
    weeks = {"here": [one.week for one in HERE.cohorts], "there": [one.week for one in THERE.cohorts]}
    seen = 0
    for age in range(1, 13):
        for after in range(1, age + 1):
            pair = [
                next(c for c in r.triangle if (c.goal, c.week, c.weeks_since) == (goal, weeks[of][-1 - age], after))
                for r, of in ((HERE, "here"), (THERE, "there"))
            ]
            words = f"{age} week{'s' if age > 1 else ''} old"
            if any(c.reached is None or c.size < 10 for c in pair):
                continue
            found = cells[words, f"+{after}"]
            assert [found.here, found.there] == [pytest.approx((c.reached or 0) / c.size) for c in pair]
            assert found.address_there == Address("triangle", goal, weeks["there"][-1 - age], str(after))
            seen += 1
    assert seen > 20 and len(cells) <= 12 * 13 / 2


@pytest.mark.parametrize("frozen_is_here", [True, False])
def test_a_week_frozen_in_english_is_held_against_one_that_is_computed_in_another_language(
    frozen_is_here: bool,
) -> None:
    with speaking(PSEUDO):
        now = of_week(EARLIER)
        both = compared(HERE, now) if frozen_is_here else compared(now, HERE)
    parts = ("movement", "figures", "kpis", "steps", "ages", "cohorts", "triangle")
    for found, expected in ((getattr(both, part), getattr(BOTH, part)) for part in parts):
        assert len(found) == len(expected), "each figure stands once, not once in each language"
    sign = 1 if frozen_is_here else -1
    assert [row.difference for row in both.movement] == [sign * (row.difference or 0) for row in BOTH.movement]


@pytest.mark.parametrize(("n_here", "n_there", "word"), [(40, 40, "worse"), (9, 40, "n < 10"), (40, 1, "n < 10")])
def test_a_middle_value_of_few_cases_is_shown_but_not_said_to_be_better_or_worse(
    n_here: int, n_there: int, word: str
) -> None:
    row = one(kpi("outreach", "hours", 9.0, n_here), kpi("outreach", "hours", 3.0, n_there))
    assert (row.here, row.there, row.difference, row.word) == (9.0, 3.0, 6.0, word)
