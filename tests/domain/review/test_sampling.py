"""The sample for the talk with sales: reproducible, from both sides, and nobody's choice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.review.passage import passage
from app.domain.review.sampling import VERDICTS, Judged, counted_verdicts, sample
from tests.exports.histories import a_year


def test_the_same_week_gives_the_same_sample_and_another_week_another() -> None:
    p = passage(a_year(900))
    first = sample(p, "2026-W46", "north")
    assert first == sample(p, "2026-W46", "north") and len(first) == 10
    assert [one.became_sql for one in first] == [True] * 5 + [False] * 5
    assert first != sample(p, "2026-W47", "north") and first != sample(p, "2026-W46", "south")
    for one in first:
        assert (one.lead_id in p.first_sql) == one.became_sql and one.lead_id in p.first_mql


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1_000), st.integers(0, 80), st.integers(0, 8))
def test_a_lead_more_changes_at_most_its_own_place(seed: int, leads: int, size: int) -> None:
    facts = a_year(leads, seed)
    whole = sample(passage(facts), "2026-W46", size=size)
    assert len(set(whole)) == len(whole) and sum(one.became_sql for one in whole) <= size
    if not whole:
        return
    gone = whole[0].lead_id
    p = passage(facts)
    p.leads.pop(gone)
    fewer = sample(p, "2026-W46", size=size)
    assert set(whole) - {whole[0]} <= set(fewer)


def test_verdicts_are_counted_by_side() -> None:
    given = [(True, "right"), (False, "too_late"), (True, "right"), (True, "too_early")]
    assert counted_verdicts(given) == (
        Judged(True, "right", 2),
        Judged(True, "too_early", 1),
        Judged(False, "too_late", 1),
    )
    assert set(VERDICTS) == {"right", "too_early", "too_late", "never"}
