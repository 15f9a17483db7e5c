"""A review of some leads only holds those leads and all that belongs to them, and nothing of anybody else."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from app.domain.review import Decision, weekly_review
from app.domain.review.narrowing import ALL, NONE, Only, narrowed
from tests.exports.histories import LINES, OWNERS, SEGMENTS, a_year, hours, rules

YEAR = a_year(300)
WHOLE = weekly_review(YEAR, hours(), rules())


def test_nothing_asked_is_everything() -> None:
    assert narrowed(YEAR, ALL) is YEAR and not ALL and Only(owner=NONE)


@pytest.mark.parametrize(
    ("attribute", "values"),
    [("service_line", LINES), ("segment", SEGMENTS), ("owner", [one or NONE for one in OWNERS])],
)
def test_the_parts_of_a_year_add_up_to_it(attribute: str, values: list[str]) -> None:
    parts = [narrowed(YEAR, Only(**{attribute: value})) for value in values]
    for name in ("leads", "moves", "touches", "signals", "handoffs"):
        together = Counter(row for part in parts for row in getattr(part, name))
        assert together == Counter(getattr(YEAR, name)), name
    reviews = [weekly_review(part, hours(), rules()) for part in parts]
    assert all(review.reconciles for review in reviews)
    for id in ("new_leads", "new_mql", "new_sql", "handoffs", "pending"):
        figures = [next(kpi.n for kpi in review.kpis if kpi.id == id) for review in (WHOLE, *reviews)]
        assert figures[0] == sum(figures[1:]), id


def test_all_that_is_asked_holds_at_once() -> None:
    one = next(lead for lead in YEAR.leads if not lead.owner)
    some = narrowed(YEAR, Only(service_line=one.service_line, segment=one.segment, owner=NONE))
    assert one in some.leads and len(some.leads) < len(narrowed(YEAR, Only(owner=NONE)).leads)
    assert {(lead.service_line, lead.segment, lead.owner) for lead in some.leads} == {
        (one.service_line, one.segment, "")
    }
    assert not narrowed(YEAR, Only(owner="Nobody")).leads


def test_decisions_stay_pauses_follow_their_leads_and_criteria_are_counted_anew() -> None:
    since = datetime(2026, 11, 9, 12, tzinfo=UTC)
    decision, ids = Decision("Call every clinic"), [lead.id for lead in YEAR.leads if lead.owner == OWNERS[0]]
    other = next(lead.id for lead in YEAR.leads if lead.owner != OWNERS[0])
    given = a_year(300)
    given = type(given)(
        **{name: getattr(given, name) for name in given.__slots__}
        | {"decisions": [decision], "pauses": {ids[0]: [(since, None)], other: [(since, None)]}}
    )
    some = narrowed(given, Only(owner=OWNERS[0]))
    assert some.decisions == [decision] and some.pauses == {ids[0]: [(since, None)]} and some.criteria == ()
