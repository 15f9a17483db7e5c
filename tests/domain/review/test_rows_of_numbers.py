"""Every number of a review opens as many rows as it counts, from the facts as from the freeze."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.problems import Problem
from app.domain.review import ReviewFacts, from_json, to_json
from app.domain.review.addressing import AGES, FAULTS, MOVEMENT, QUALITY, STEP, Address, address_of, addresses
from app.domain.review.frozen import head_of
from app.domain.review.issue import review_of_passage
from app.domain.review.metrics import look_at
from app.domain.review.rows import rows_of_facts
from app.domain.review.rows.freeze import rows_of_freeze, rows_of_review
from app.domain.review.rows.metrics import OF_KPI
from app.domain.review.rows.titles import title_of
from app.domain.review.weeks import span_name, week_bounds
from app.language import number
from tests.exports.histories import WEEK, ZONE, a_year, hours, rules


def as_stored(year: ReviewFacts) -> ReviewFacts:
    """The same year with leads called by their number, as the store calls them."""
    return replace(year, leads=[lead._replace(ref=str(lead.id)) for lead in year.leads])


YEAR = as_stored(a_year(500))
LOOK = look_at(YEAR, hours())
REVIEW = review_of_passage(LOOK.facts, LOOK.p, LOOK.running, rules())
NUMBERS = [one for one in addresses(REVIEW) if one.address.part not in ("finding", "exception")]


@pytest.mark.parametrize("part", sorted({one.address.part for one in NUMBERS}))
def test_every_number_opens_as_many_rows_as_it_counts(part: str) -> None:
    wrong = []
    for address, n in NUMBERS:
        if address.part == part:
            rows = list(rows_of_facts(LOOK, address))
            if n is not None and len(rows) != n:
                wrong.append((address, n, len(rows)))
            assert all(row.lead_id in LOOK.p.leads and row.person and row.what for row in rows), address
    assert not wrong


FROZEN = from_json(to_json(REVIEW))
HEAD = head_of(FROZEN)
# what the freeze keeps rows of: everything else is told from the facts
KEPT = {
    *(("kpi", id) for id in OF_KPI),
    *(("movement", column) for column in MOVEMENT if column != "requalified"),
    *(("step", column) for column in STEP),
    *(("cohort", "arrived"), ("trend", "new_leads"), ("reason", "in_week")),
    *(("verdicts", key) for key in ("pending", "sent_in_week", "accepted_in_week", "rejected_in_week")),
    *(("age", band) for band in AGES),
    *(("quality", column) for column in QUALITY),
    *(("quality_trend", column) for column in ("arrived", *FAULTS)),
}


def part_of(name: str) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = getattr(FROZEN, name)
    return rows


def leads_of(rows: Any) -> Counter[tuple[int, str, bool]]:
    return Counter((row.lead_id, row.ref, row.counts) for row in rows)


def test_frozen_rows_are_the_rows_of_the_facts_they_were_made_from() -> None:
    kept = set()
    for address, n in NUMBERS:
        frozen = rows_of_freeze(HEAD, part_of, address)
        if frozen is not None:
            assert leads_of(frozen) == leads_of(rows_of_facts(LOOK, address)), address
            assert n is None or len(frozen) == n
            kept.add((address.part, address.key if address.part in ("kpi", "verdicts") else address.column))
    assert kept >= KEPT


def test_a_number_whose_frozen_rows_are_not_all_there_is_told_from_the_facts() -> None:
    address = Address("kpi", "new_leads")
    assert rows_of_freeze(HEAD, part_of, address)
    assert rows_of_freeze(HEAD, lambda part: part_of(part)[1:], address) is None


def test_a_lead_that_stands_in_its_stage_for_just_so_many_days_is_in_one_band_of_facts_and_freeze() -> None:
    leads = [
        YEAR.leads[0]._replace(id=at, ref=str(at), stage="lead", path="", created_at=YEAR.until - timedelta(days=days))
        for at, days in enumerate((7, 14, 30, 60, 61), 1)
    ]
    look = look_at(replace(YEAR, leads=leads, moves=[], touches=[], signals=[], handoffs=[]), hours())
    review = review_of_passage(look.facts, look.p, look.running, rules())
    head = head_of(from_json(to_json(review)))
    for at, band in enumerate(AGES, 1):
        address = Address("age", "Lead", band)
        assert getattr(review.ages[0], band) == 1
        for rows in (rows_of_facts(look, address), rows_of_freeze(head, lambda part: getattr(review, part), address)):
            assert rows is not None and [row.lead_id for row in rows] == [at]


def test_rules_and_diagnoses_open_their_leads() -> None:
    for rule in {row.rule for row in REVIEW.exceptions}:
        listed = {row.ref for row in REVIEW.exceptions if row.rule == rule and row.ref}
        counted = [row for row in REVIEW.exceptions if row.rule == rule and not row.ref]  # "and 79 more"
        rows = rows_of_review(REVIEW, Address("exception", rule))
        assert rows is not None and {row.ref for row in rows} >= listed, rule
        assert counted or len(rows) == len(listed), "a lead that breaks a rule twice is one row"
    found = [finding for finding in REVIEW.findings if finding.state == "found"]
    assert found
    for finding in found:
        rows = rows_of_review(REVIEW, Address("finding", finding.diagnosis))
        assert rows is not None and [(row.lead_id, row.what) for row in rows] == [
            (row.lead_id, row.detail) for row in finding.rows
        ]


def test_every_number_has_a_title_in_words() -> None:
    titles = {address: title_of(REVIEW, address) for address, _ in addresses(REVIEW)}
    assert all(titles.values()) and len(set(titles.values())) > len(titles) / 2
    assert not [title for title in titles.values() if "_" in title or "{" in title]
    assert titles[Address("movement", "MQL", "moved_in")] == "MQL: moved in"


def test_a_sentence_opens_the_rows_of_a_number_that_it_says() -> None:
    """All but those of the diagnoses, which open by themselves."""
    told = set[str]()
    for week, weeks in ((f"2026-W{at}", weeks) for at in range(40, 47) for weeks in (1, 4)):
        start, end = week_bounds(week, ZONE, weeks=weeks)
        look = look_at(replace(YEAR, week=week, start=start, end=end), hours())
        review = review_of_passage(look.facts, look.p, look.running, rules())
        for message in review.messages:
            address = address_of(message)
            if address is None:
                continue
            told.add(message.rule)
            rows = rows_of_review(review, address)
            n = len(list(rows_of_facts(look, address)) if rows is None else rows)
            assert number(n) in re.findall(r"[0-9,]+", message.text), (message, address)
    assert told >= {"M2", "M3"}


def test_cells_that_are_no_numbers_of_rows_open_nothing() -> None:
    assert address_of(REVIEW.movement[0], "left_to") is None
    assert address_of(REVIEW.steps[0], "rate") == address_of(REVIEW.steps[0], "at_hand")
    assert address_of(REVIEW.segments[0], "dimension") is None
    assert address_of(REVIEW.decisions, "text") is None
    for message in REVIEW.messages:
        address = address_of(message)
        assert address is None or list(rows_of(address))


def rows_of(address: Address) -> list[Any]:
    found = rows_of_review(REVIEW, address)
    return list(rows_of_facts(LOOK, address) if found is None else found)


@pytest.mark.parametrize(
    "address",
    [
        Address("kpi", "profit"),
        Address("movement", "Customer", "opening"),
        Address("movement", "MQL", "sideways"),
        Address("step", "MQL", "jumped"),
        Address("segment", "Weather", "Lead to MQL", "Rain"),
        Address("cohort", "1999-W01", "mql"),
        Address("trend", REVIEW.trend[0].week, "sold"),
        Address("verdicts", "lost"),
        Address("qualifier", "Planet", "", "Mars"),
        Address("age", "MQL", "to_8"),
        Address("quality", "Typos", "n"),
        Address("quality_trend", REVIEW.trend[0].week, "typos"),
        Address("figure", "profit"),
        Address("figure", "new_mql", "weather", "Rain"),
        Address("check", "All is well"),
        Address("elsewhere", "x"),
    ],
    ids=str,
)
def test_a_number_that_is_not_there_is_a_problem(address: Address) -> None:
    with pytest.raises(Problem, match="There is no"):
        list(rows_of_facts(LOOK, address))


@settings(max_examples=8, deadline=None)
@given(leads=st.integers(0, 40), seed=st.integers(0, 10**6), events=st.integers(0, 5), weeks=st.integers(1, 2))
def test_any_history_opens_as_many_rows_as_it_counts(leads: int, seed: int, events: int, weeks: int) -> None:
    year = as_stored(a_year(leads, seed, events))
    start, end = week_bounds(WEEK, ZONE, weeks=weeks)
    look = look_at(replace(year, week=span_name(WEEK, weeks), start=start, end=end), hours())
    review = review_of_passage(look.facts, look.p, look.running, rules())

    def part(name: str) -> tuple[Any, ...]:
        rows: tuple[Any, ...] = getattr(review, name)
        return rows

    for address, n in addresses(review):
        if n is not None and address.part not in ("finding", "exception"):
            rows = list(rows_of_facts(look, address))
            assert len(rows) == n, address
            frozen = rows_of_freeze(head_of(review), part, address)
            assert frozen is None or leads_of(frozen) == leads_of(rows), address
