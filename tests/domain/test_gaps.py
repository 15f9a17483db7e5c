"""The register of gaps: how old, how late, whose turn, which first, and what may become of one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import gaps
from app.domain.gaps import Evidence, evidence_in
from app.domain.lead import Gap
from app.domain.problems import Problem

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Noted:
    id: int
    severity: str = "slows"
    status: str = "open"
    due: date | None = None
    raised_at: datetime = NOW


@pytest.mark.parametrize(
    ("status", "due", "over"),
    [
        ("open", TODAY - DAY, 1),
        ("waiting", TODAY - 5 * DAY, 5),
        ("open", TODAY, 0),
        ("open", None, 0),
        ("answered", TODAY - DAY, 0),
        ("accepted", TODAY - DAY, 0),
        ("closed", date.min, 0),
    ],
)
def test_late_from_the_day_after_and_only_while_unsettled(status, due, over):
    assert gaps.days_over(status, due, TODAY) == over
    assert gaps.is_overdue(status, due, TODAY) is (over > 0)


def test_age_is_counted_in_whole_days_and_never_below_none():
    assert gaps.age_days(NOW - 3 * DAY, NOW) == 3
    assert gaps.age_days(NOW - 3 * DAY + timedelta(minutes=1), NOW) == 2
    assert gaps.age_days(NOW + DAY, NOW) == 0


@pytest.mark.parametrize(
    ("status", "owed_by", "turn"),
    [("open", "ours", "ours"), ("open", "theirs", "theirs"), ("waiting", "ours", "theirs"), ("answered", "ours", "")],
)
def test_whose_turn_it_is(status, owed_by, turn):
    assert gaps.turn(status, owed_by) == turn


def test_the_worst_and_latest_come_first():
    noted = [
        Noted(1, "nice", due=TODAY - 9 * DAY),
        Noted(2, "slows"),
        Noted(3, "slows", due=TODAY + DAY),
        Noted(4, "slows", due=TODAY - DAY),
        Noted(5, "stops"),
        Noted(6, "stops", status="answered", due=TODAY - 9 * DAY),
        Noted(7, "slows", raised_at=NOW - DAY),
    ]
    assert [one.id for one in gaps.ranked(noted, TODAY)] == [5, 4, 3, 7, 2, 1, 6]


@given(st.permutations([Noted(n, s, t) for n, (s, t) in enumerate([("stops", "open"), ("nice", "closed")] * 3)]))
def test_the_rank_does_not_depend_on_the_order_they_came_in(noted):
    assert gaps.ranked(noted, TODAY) == gaps.ranked(sorted(noted, key=lambda one: one.id), TODAY)


def gap(id, severity="stops", owed_by="ours", *, due=None, open=True):
    return Gap(id, f"Question {id}?", "scope", severity, owed_by, open, due)


def test_what_stops_is_open_and_severe():
    known = [gap(1), gap(2, open=False), gap(3, "slows"), gap(4, owed_by="theirs")]
    assert [one.id for one in gaps.stopping(known)] == [1, 4]
    assert gaps.stops_says(known) == "“Question 1?” and 1 more"
    assert gaps.stops_says(known[1:3]) == ""


def test_what_we_owe_is_told_with_its_day():
    known = [
        gap(1, due=TODAY - DAY),
        gap(2, "nice", due=TODAY - 3 * DAY),
        gap(3, due=TODAY),
        gap(4, owed_by="theirs", due=TODAY - 9 * DAY),
        gap(5, due=TODAY - 9 * DAY, open=False),
    ]
    assert [one.id for one in gaps.owed_overdue(known, TODAY)] == [2, 1]
    assert gaps.owed_says(known, TODAY) == "we owe an answer since 2026-11-15: “Question 2?” and 1 more"
    assert gaps.owed_says(known[2:], TODAY) == ""


@pytest.mark.parametrize(
    ("before", "after", "words", "due", "says"),
    [
        ("open", "waiting", "", None, "until when"),
        ("open", "answered", " ", None, "Write the answer"),
        ("waiting", "accepted", "", None, "why it is accepted"),
        ("open", "closed", "", None, "why nobody needs one"),
        ("closed", "open", "", None, "why it is open again"),
        ("closed", "answered", "Yes", None, "can only become: Open"),
        ("open", "open", "", None, "can only become"),
        ("open", "lost", "", None, "no status of a gap"),
    ],
)
def test_a_status_that_lacks_something_is_refused(before, after, words, due, says):
    with pytest.raises(Problem, match=says):
        gaps.check_change(before, after, words, due)


@pytest.mark.parametrize(
    ("before", "after", "words", "due"),
    [
        ("open", "waiting", "", TODAY),
        ("waiting", "open", "", None),
        ("waiting", "answered", "HL7 2.5.1", None),
        ("answered", "open", "They took it back", None),
        ("accepted", "answered", "It came after all", None),
    ],
)
def test_a_status_with_what_it_needs_is_granted(before, after, words, due):
    gaps.check_change(before, after, words, due)


def test_every_status_has_ways_out_and_words():
    assert set(gaps.statuses()) == set(gaps.STATUSES)
    for status in gaps.STATUSES:
        assert gaps.ways(status)
        assert set(gaps.ways(status)) <= set(gaps.STATUSES) - {status}


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="[]"), max_size=40),
    st.sampled_from(["attachment", "touch", "call"]),
    st.integers(1, 10**9),
)
def test_evidence_is_found_again_as_it_was_written(words, source, id):
    written = Evidence(words, source, id).written()
    found = evidence_in(written)
    assert (found.words, found.source, found.source_id) == (" ".join(words.split()), source, id)


@pytest.mark.parametrize("text", ["", "Mail of 3 March", "see [touch x]", "[call 0]", "[photo 3]"])
def test_plain_words_are_evidence_as_they_are(text):
    assert evidence_in(text) == Evidence(text)
