"""Charts of a review: every mark is a number of the review and opens its rows, and no title says what is not so."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.review import Review, charts, week_bounds, weekly_review
from app.domain.review.addressing import Address, addresses
from app.domain.review.charting import MOST_SERIES, ChartSpec
from app.domain.review.rates import SMALL, rate
from app.language import PSEUDO, SOURCE, speaking
from tests.domain.test_review import issue, lead
from tests.exports.histories import WEEK, ZONE, a_year, plain_hours, rules

GOALS = ("MQL", "SQL", "Accepted")
SINGLE = (
    *(charts.trend, charts.flow, charts.sales, charts.movement, charts.funnel, charts.cohorts, charts.acceptance),
    *(charts.reasons, charts.ages, charts.hours, charts.quality),
)


@cache
def year(leads: int = 5_000, seed: int = 7) -> Review:
    """The review of a generated year, in English whoever asks first: it is kept for all tests."""
    with speaking(SOURCE):
        return weekly_review(a_year(leads, seed), plain_hours, rules())


def every(review: Review) -> Iterator[ChartSpec]:
    """All charts of a review."""
    yield from (make(review) for make in SINGLE)
    yield from (charts.qualifiers(review, kind) for kind in ("Qualifier", "Source"))
    yield from (charts.conversion(review, dimension, step) for dimension, step in charts.dimensions(review))
    yield from (charts.triangle(review, goal) for goal in GOALS)


def numbers(text: str) -> list[int]:
    """The whole numbers in a sentence, without weeks and signs of thousands."""
    plain = re.sub(r"\d{4}-W\d\d", "", text)
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", plain)]


def values(spec: ChartSpec, series: int) -> list[float | None]:
    """The values of one series by category."""
    return [mark.value for mark in spec.marks if mark.series == series]


# --- values -----------------------------------------------------------------------------------------------------------


def test_the_trend_has_the_counts_of_every_week_in_panels_of_their_own() -> None:
    review, spec = year(), charts.trend(year())
    assert values(spec, 0) == [row.new_leads for row in review.trend]
    assert values(spec, 1) == [row.new_mql for row in review.trend]
    assert values(spec, 2) == [row.new_sql for row in review.trend]
    assert [series.name for series in spec.series] == ["New leads", "New MQLs", "New SQLs"]
    assert [mark.role for mark in spec.marks if mark.series == 1] == ["before"] * 12 + ["now"]


def test_the_two_charts_of_page_one_have_its_eight_weeks() -> None:
    review = year()
    assert values(charts.flow(review), 1) == [row.new_mql for row in review.trend[-8:]]
    assert values(charts.sales(review), 2) == [row.rejected for row in review.trend[-8:]]


def test_every_bridge_leads_from_its_opening_to_its_closing() -> None:
    review, spec = year(), charts.movement(year())
    for at, row in enumerate(review.movement):
        marks = [mark for mark in spec.marks if mark.category == at]
        assert (marks[0].value, marks[-1].value) == (row.opening, row.closing)
        level = float(row.opening)
        for mark in marks[1:-1]:
            assert mark.start == level
            level = mark.value or 0.0
        assert level == row.closing
        assert spec.rows[at][1:] == tuple(f"{row[column]:,}" for column in (1, 2, 3, 4, 5, 6, 7))


def test_the_funnel_shares_out_everybody_at_hand() -> None:
    review, spec = year(), charts.funnel(year())
    for at, row in enumerate(review.steps):
        hand, *became = [mark.value or 0.0 for mark in spec.marks if mark.category == at]
        assert hand == row.at_hand == sum(became)
    assert not set(spec.title.split()) & {"cohort", "cohorts"}


def test_cohorts_and_the_triangle_show_no_share_of_the_young() -> None:
    review = year()
    spec = charts.cohorts(review)
    for row in review.cohorts:
        at = review.cohorts.index(row)
        mql = next(mark for mark in spec.marks if (mark.category, mark.series) == (at, 1))
        assert mql.value == row.mql_rate
        assert (mql.role == "forecast") == (row.mql is None) == (mql.label == "too early")
    for goal in GOALS:
        rows = [row for row in review.triangle if row.goal == goal]
        spec = charts.triangle(review, goal)
        assert len(spec.marks) == len(rows)
        for row, mark in zip(rows, spec.marks, strict=True):
            shown = None if row.reached is None else rate(row.reached, row.size).shown
            assert mark.value == shown
            assert (mark.role == "forecast") == (row.reached is None)


def test_conversion_has_the_intervals_of_the_review_and_no_bar_below_ten_cases() -> None:
    review = year(300)
    for dimension, step in charts.dimensions(review):
        rows = [row for row in review.segments if (row.dimension, row.step) == (dimension, step)]
        spec = charts.conversion(review, dimension, step)
        for row, mark in zip(rows, spec.marks, strict=False):
            assert (mark.value, mark.low, mark.high) == (row.rate, row.low, row.high)
            assert mark.label.startswith("n < 10") == (row.n < SMALL)
        assert len(spec.rows) == len(rows)


def test_acceptance_has_its_share_from_ten_decisions_on() -> None:
    spec = charts.acceptance(year())
    for row in year().trend:
        decided = row.accepted + row.rejected
        mark = next(m for m in spec.marks if m.series == 0 and m.says.startswith(row.week))
        assert mark.value == (row.accepted / decided if decided >= SMALL else None)
        assert mark.value is not None or mark.label == f"n {decided}"


def test_reasons_come_by_how_often_they_were_given() -> None:
    spec = charts.reasons(year())
    quarter = [mark.value or 0.0 for mark in spec.marks if mark.series == 1]
    assert quarter == sorted(quarter, reverse=True)
    assert sum(quarter) == sum(row.in_quarter for row in year().reasons)


def test_bands_of_age_add_up_to_the_leads_of_a_stage() -> None:
    spec = charts.ages(year())
    for at, row in enumerate(year().ages):
        closing = next(one.closing for one in year().movement if one.stage == row.stage)
        assert sum(value or 0.0 for value in values(spec, at)) == closing


def test_hours_stand_against_what_is_allowed() -> None:
    spec = charts.hours(year())
    by_id = {kpi.id: kpi for kpi in year().kpis}
    assert spec.marks[0].value == by_id["outreach"].this_week
    allowed = [mark.value for mark in spec.marks if mark.role == "target"]
    assert allowed[0] == next(row.allowed for row in year().touched)
    in_time = sum(not row.over for row in year().touched if row.allowed)
    assert numbers(spec.title)[:2] == [in_time, len(year().touched)]


def test_a_triangle_begins_with_the_first_week_that_has_leads() -> None:
    spec = charts.triangle(issue(leads=[lead(n, days=16) for n in range(1, 13)]), "MQL")
    assert spec.categories == ("W44 (n 12)",)
    assert [mark.label for mark in spec.marks[:3]] == ["0%", "0%", ""]


def test_a_review_without_its_large_rows_has_the_same_charts() -> None:
    small = replace(year(), leads=(), moved=(), packages=(), touched=(), exceptions=())
    assert tuple(every(small)) == tuple(every(year()))


def test_faults_that_nobody_has_are_no_panel() -> None:
    weeks = [row._replace(title=at, twice=0) for at, row in enumerate(year().quality_trend)]
    spec = charts.quality(replace(year(), quality_trend=tuple(weeks)))
    assert [series.name for series in spec.series] == ["No job title"]
    assert values(spec, 0) == list(range(13))
    assert "fault" in charts.quality(year()).empty


# --- titles -----------------------------------------------------------------------------------------------------------


def test_titles_say_the_numbers_of_the_review() -> None:
    review = year()
    now, before = review.trend[-1], review.trend[-2]
    assert numbers(charts.trend(review).title) == [*now[1:4], *before[1:4]]
    assert charts.flow(review).title == f"{now.new_mql} new MQLs this week, {before.new_mql} last week"
    v = review.verdicts
    assert numbers(charts.sales(review).title) == [now.new_sql, v.accepted_in_week, v.rejected_in_week]
    decided = v.accepted_in_week + v.rejected_in_week
    assert numbers(charts.acceptance(review).title)[1:3] == [v.accepted_in_week, decided]


def test_two_weeks_together_are_called_so() -> None:
    start, end = week_bounds(WEEK, ZONE, weeks=2)
    review = weekly_review(replace(a_year(2_000), start=start, end=end), plain_hours, rules())
    said = [f"{spec.title} {spec.describes} {' '.join(spec.header)}" for spec in every(review)]
    assert not [text for text in said if "this week" in text or "last week" in text or "13 weeks" in text]
    assert charts.flow(review).title.endswith("in the two weeks before")
    assert "26 weeks" in charts.reasons(review).describes


def test_the_title_of_the_bridge_is_the_stage_that_changed_most() -> None:
    review = year()
    most = max(review.movement, key=lambda row: abs(row.closing - row.opening))
    came, left = most.arrived + most.moved_in + most.reopened, most.moved_out + most.closed
    title = charts.movement(review).title
    assert title.startswith(most.stage)
    assert numbers(title) == [most.opening, came, left, most.closing]


def test_the_title_of_the_funnel_is_its_smallest_share() -> None:
    least = min(year().steps, key=lambda row: row.went_on / row.at_hand)
    assert numbers(charts.funnel(year()).title)[:2] == [least.went_on, least.at_hand]


def test_the_title_of_a_triangle_takes_the_weeks_that_are_old_enough_together() -> None:
    for goal in GOALS:
        ripe = [r for r in year().triangle if r.goal == goal and r.weeks_since == 4 and r.reached is not None]
        hits, n = sum(r.reached or 0 for r in ripe), sum(r.size for r in ripe)
        assert numbers(charts.triangle(year(), goal).title) == [4, hits, n, round(100 * hits / n)]


def test_only_intervals_apart_are_called_a_difference() -> None:
    def source(best: int, least: int) -> ChartSpec:
        arrived = [
            lead(
                n + 1,
                "mql" if n % 20 < (best if n < 20 else least) else "lead",
                20,
                source="Booth" if n < 20 else "Web",
            )
            for n in range(40)
        ]
        return charts.conversion(issue(leads=arrived, moves=_became_mql(arrived)), "Source", "Lead to MQL")

    assert source(18, 2).title == "Lead to MQL: Booth 90% (18 of 20), Web 10% (2 of 20)"
    assert (
        source(9, 8).title == "Lead to MQL by source: no difference that would hold, the intervals overlap (17 of 40)"
    )


def _became_mql(arrived: list[Any]) -> list[Any]:
    from tests.domain.test_review import move

    return [move(one.id, 10, "lead", "mql") for one in arrived if one.stage == "mql"]


def test_few_cases_claim_nothing() -> None:
    review = issue(leads=[lead(n, days=3) for n in range(1, 6)])
    for spec in every(review):
        assert "%" not in spec.title, spec.title
    assert "no earlier week to compare with" in charts.trend(review).title
    assert charts.funnel(review).title.startswith("Fewer than 10 leads")
    assert "too early to tell" in charts.cohorts(review).title
    assert "nothing to compare" in charts.conversion(review, "Source", "Lead to SQL").title


def test_an_empty_review_is_sentences_and_no_frames() -> None:
    review = issue()
    for spec in every(review):
        assert spec.empty.endswith("."), spec.id
        assert spec.title


def test_one_lead_is_drawn_where_it_is() -> None:
    review = issue(leads=[lead(1)])
    assert not charts.trend(review).empty
    assert charts.trend(review).title.startswith("1 new lead, 0 new MQLs, 0 new SQLs")
    assert charts.acceptance(review).empty


# --- whatever the history ---------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 120), st.integers(0, 10_000))
def test_every_mark_of_any_history_is_in_its_place_and_opens_its_rows(leads: int, seed: int) -> None:
    review = weekly_review(a_year(leads, seed), plain_hours, rules())
    known = {addressed.address: addressed.rows for addressed in addresses(review)}
    known |= {Address("qualifier", row.kind, "", row.name): row.accepted + row.rejected for row in review.qualifiers}
    for spec in every(review):
        across = len(spec.columns) if spec.kind == "heat" else len(spec.series)
        assert len(spec.series) <= MOST_SERIES
        assert spec.empty or (spec.x_title and spec.y_title and spec.describes and spec.rows)
        assert all(len(row) == len(spec.header) for row in spec.rows)
        for mark in spec.marks:
            assert 0 <= mark.category < len(spec.categories)
            assert 0 <= mark.series < across
            assert mark.says
            assert mark.value is None or mark.low is None or mark.high is None or mark.low <= mark.value <= mark.high
            if mark.address is not None:
                assert mark.address in known, (spec.id, mark)
            if mark.address is not None and spec.id in ("trend", "funnel", "ages", "reasons", "quality"):
                assert known[mark.address] == mark.value


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 200), st.integers(0, 10_000))
def test_no_title_of_any_history_gives_a_share_of_few(leads: int, seed: int) -> None:
    review = weekly_review(a_year(leads, seed), plain_hours, rules())
    for spec in every(review):
        for n in re.findall(r"\d+ ?% ?\((?:\d[\d,]*) of (\d[\d,]*)\)", spec.title):
            assert int(n.replace(",", "")) >= SMALL
        for hits, n, share in re.findall(r"(\d[\d,]*) of (\d[\d,]*)[^(;]*\((\d+)%\)", spec.title):
            cases = int(n.replace(",", ""))
            assert cases >= SMALL
            doubled = 200 * int(hits.replace(",", ""))
            assert int(share) == (doubled + cases) // (2 * cases), "a half is rounded up"


def test_every_word_of_a_chart_is_in_the_language_in_force() -> None:
    review = year()
    plain = [_words(spec) for spec in every(review)]
    with speaking(PSEUDO):
        for english, other in zip(plain, map(_words, every(review)), strict=True):
            for one, said in zip(english, other, strict=True):
                assert one != said


def _words(spec: ChartSpec) -> list[str]:
    said = (spec.title, spec.describes, spec.x_title, spec.y_title, *spec.header, *(one.name for one in spec.series))
    return [text for text in said if not text.isdecimal()]


@pytest.mark.parametrize("make", SINGLE)
def test_the_same_review_makes_the_same_chart(make: Any) -> None:
    assert make(year()) == make(year())
