"""The review place: frozen weeks from the freeze, the rest computed once, of all leads or some, beside another week."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.problems import Problem
from app.domain.review.addressing import Address, address_of, addresses
from app.domain.review.behind_rows import RowsBehind
from app.domain.review.frozen import LARGE
from app.domain.review.narrowing import NONE, Only
from app.domain.stage import Stage
from app.language import PSEUDO, speaking
from app.services import review_computed, review_kept, reviews, undoing
from app.services.desk import Desk
from app.services.handoffs import issue_handoff
from app.services.moves import move
from app.services.review_sample import sample_view
from app.services.review_sight import choices, is_long, review_part, review_sight, review_weeks, rows_of
from app.services.work import Cancelled, Changed, Progress, Work
from app.store.tables import Change as Kept
from tests.services.conftest import BEN, CLEO, a_reason

WEEK, NEXT = "2026-W47", "2026-W48"


def test_a_week_is_shown_without_its_large_parts_which_come_one_by_one(desk: Desk, mql: int) -> None:
    whole = desk.ask(reviews.review_now, WEEK)
    sight = desk.ask(review_sight, WEEK)
    assert replace(sight.review, **{part: getattr(whole, part) for part in LARGE}) == whole
    for part in LARGE:
        assert getattr(sight.review, part) == ()
        assert desk.ask(review_part, WEEK, 1, part) == getattr(whole, part)
        assert sight.counts[part] == len(getattr(whole, part))
    assert sight.counts["kpis"] == 10 and sight.counts["leads"] == 1
    with pytest.raises(Problem, match="is no part of a review"):
        desk.ask(review_part, WEEK, 1, "kpis")


def test_an_issued_week_is_shown_as_it_was_issued(desk: Desk, mql: int, add: Callable[..., int], clock) -> None:
    clock.forward(days=7)
    assert "Not issued yet" in desk.ask(review_sight, WEEK).says
    assert "still runs" in desk.ask(review_sight, NEXT).says
    issued = desk.do(reviews.issue_review, WEEK, None).outcome
    add(BEN)
    clock.at -= timedelta(days=6)
    desk.do(move, mql, path="nurture", reason=a_reason())
    clock.forward(days=6)
    sight = desk.ask(review_sight, WEEK)
    assert sight.issued and sight.by == "Mia" and sight.says == "Issued on 2026-11-23 by Mia: these numbers are frozen."
    assert replace(sight.review, **{part: desk.ask(review_part, WEEK, 1, part) for part in LARGE}) == issued
    assert sight.counts["leads"] == len(issued.leads)
    assert [row.issued for row in desk.ask(review_weeks)] == [False, True]
    assert not any(row.issued for row in desk.ask(review_weeks, 2))


def test_a_filtered_week_is_computed_and_says_so(desk: Desk, mql: int, add: Callable[..., int], clock) -> None:
    add(BEN)
    add(CLEO)
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    only = Only(service_line="Clinic panels")
    sight = desk.ask(review_sight, WEEK, only=only)
    assert (sight.filtered, sight.issued, sight.counts["leads"]) == (True, False, 1)
    assert sight.says.startswith("Only Clinic panels: computed from the facts as they stand now, not from what was")
    assert [row.person for row in desk.ask(review_part, WEEK, 1, "leads", only)] == ["Cleo Marsh"]
    assert sight.review.checks and sight.review.reconciles
    nobody = desk.ask(review_sight, WEEK, only=Only(owner="Nobody of this name"))
    assert nobody.counts["leads"] == 0 and {kpi.n for kpi in nobody.review.kpis} == {0}


def test_what_can_be_filtered_by_is_what_leads_have(desk: Desk, mql: int, add: Callable[..., int]) -> None:
    add(BEN)
    add(CLEO)
    found = desk.ask(choices)
    assert [one.leads for one in found.service_lines] == [2, 1], "the most frequent first"
    for name, some in (("service_line", found.service_lines), ("segment", found.segments), ("owner", found.owners)):
        for one in some:
            sight = desk.ask(review_sight, WEEK, only=Only(**{name: one.value}))
            assert sight.counts["leads"] == one.leads, (name, one)
    assert NONE in {one.value for one in found.segments}


def test_two_weeks_are_held_against_each_other(desk: Desk, mql: int, add: Callable[..., int], clock) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    add(BEN)
    clock.at -= timedelta(days=5)
    add(CLEO)  # in the week that is issued: it stays as it was
    clock.forward(days=5)
    sight = desk.ask(review_sight, NEXT, against=WEEK)
    assert sight.compared is not None
    kpis = {row.key: row for row in sight.compared.kpis}
    assert (kpis["new_leads"].here, kpis["new_leads"].there, kpis["new_leads"].word) == (1, 1, "same")
    assert (kpis["new_mql"].here, kpis["new_mql"].there, kpis["new_mql"].word) == (0, 1, "lower")
    with pytest.raises(Problem, match="against itself"):
        desk.ask(review_sight, WEEK, against=WEEK)


def test_a_week_is_computed_once_as_long_as_nothing_changes(
    desk: Desk, mql: int, add: Callable[..., int], clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[str] = []
    real = review_computed.review_of_passage

    def counting(facts, *rest):
        computed.append(facts.week)
        return real(facts, *rest)

    monkeypatch.setattr(review_computed, "review_of_passage", counting)
    assert desk.ask(is_long, WEEK)
    desk.ask(review_sight, WEEK)
    desk.ask(review_part, WEEK, 1, "leads")
    desk.ask(review_sight, WEEK, against="2026-W46")
    assert computed == [WEEK, "2026-W46"] and not desk.ask(is_long, WEEK)
    add(BEN)
    assert desk.ask(is_long, WEEK)
    assert desk.ask(review_sight, WEEK).counts["leads"] == 2
    clock.forward(minutes=30)
    desk.ask(review_sight, WEEK)
    assert computed == [WEEK, "2026-W46", WEEK, WEEK], "clocks run on, so it is computed anew after a while"
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    assert not desk.ask(is_long, WEEK)


def test_computing_a_week_can_be_cancelled(desk: Desk, mql: int) -> None:
    said: list[int] = []

    def say(done: int, total: int, what: str) -> None:
        assert what and done < total
        said.append(done)
        if len(said) == 3:
            progress.cancel()

    progress = Progress(say)
    with pytest.raises(Cancelled):
        desk.ask_watched(progress, review_sight, WEEK)
    assert said == sorted(said)
    assert desk.ask(review_sight, WEEK).counts["leads"] == 1


def test_a_frozen_week_is_journalled_and_kept_as_before(
    desk: Desk, mql: int, prove: Callable[..., Changed], clock
) -> None:
    prove(mql, Stage.SQL)
    clock.forward(days=7)
    issued = desk.do(reviews.issue_review, WEEK, None)
    with pytest.raises(Problem, match="on record for good"):
        desk.do(undoing.undo, issued.action)
    assert desk.ask(reviews.review_view, WEEK) == issued.outcome
    (kept,) = desk.ask(lambda work: work.session.scalars(select(Kept.after).where(Kept.table_name == "review")).all())
    assert '"leads":[]' in kept.replace(chr(92), ""), "the large parts have no second copy in the history"


def test_a_number_of_a_frozen_week_opens_the_rows_that_were_frozen(
    desk: Desk, mql: int, add: Callable[..., int], clock
) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    review = desk.ask(review_sight, WEEK).review
    clock.at -= timedelta(days=6)
    add(BEN)  # with a date in the week that is issued
    desk.do(move, mql, path="nurture", reason=a_reason())
    clock.forward(days=8)
    mqls = desk.ask(rows_of, WEEK, 1, Address("kpi", "new_mql"))
    assert (mqls.title, mqls.says, mqls.frozen) == ("New MQLs", "As they were issued on 2026-11-23.", True)
    assert [(row.lead_id, row.person, row.what) for row in mqls.rows] == [(mql, "Ada Berg", "Lead to MQL")]
    assert len(desk.ask(rows_of, WEEK, 1, Address("kpi", "new_leads")).rows) == 1
    segment = next(row for row in review.segments if row.dimension == "Source")
    address = address_of(segment, "n")
    assert address is not None
    now = desk.ask(rows_of, WEEK, 1, address)
    assert not now.frozen and now.says == "Not frozen with the week: as the facts stand now." and now.held == 1
    whole = next(row for row in review.figures if row.metric == "lead_to_mql")
    address = address_of(whole)
    assert address is not None
    since = desk.ask(rows_of, WEEK, 1, address)
    assert "by which there are 2; 1 were issued" in since.says and len(since.rows) == 2
    filtered = desk.ask(rows_of, WEEK, 1, Address("kpi", "new_leads"), Only(service_line=segment.value))
    assert (filtered.says, filtered.rows) == ("As the facts stand now.", ())


def test_every_number_of_a_week_opens_rows_in_every_language(
    desk: Desk, mql: int, add: Callable[..., int], clock
) -> None:
    """Frozen weeks are written in English; what is not frozen with them is found all the same."""
    add(BEN)
    add(CLEO)
    desk.do(issue_handoff, mql, None)
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)

    def opened(work: Work) -> list[tuple[Address, int | None, RowsBehind]]:
        return [
            (address, n, rows_of(work, WEEK, 1, address))
            for address, n in addresses(review_sight(work, WEEK).review)
            if address.part not in ("triangle", "trend", "quality_trend") or address.column in ("2026-W47", "title")
        ]

    for language in ("en", PSEUDO):
        with speaking(language):
            for address, n, behind in desk.ask(opened):
                assert n is None or len(behind.rows) == n, (language, address)
                assert behind.title and behind.says


def test_a_part_that_was_read_is_not_read_again(desk: Desk, mql: int, clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.forward(days=7)
    desk.do(reviews.issue_review, WEEK, None)
    read: list[str] = []
    real = review_kept.rows_of_part
    monkeypatch.setattr(review_kept, "rows_of_part", lambda part, text: [read.append(part), real(part, text)][1])
    for _ in range(3):
        desk.ask(rows_of, WEEK, 1, Address("movement", "MQL", "closing"))
        desk.ask(review_part, WEEK, 1, "leads")
    assert read in ([], ["leads"])


def test_an_issued_week_names_the_head_of_the_journal_that_it_was_issued_on(desk: Desk, mql: int, clock) -> None:
    clock.forward(days=7)
    seen = desk.ask(review_sight, WEEK).review.journal_head
    issued = desk.do(reviews.issue_review, WEEK, None)
    assert len(seen) == 64 and issued.outcome.journal_head == seen
    assert issued.outcome.issued_at == clock.at
    assert desk.ask(review_sight, NEXT).review.journal_head not in ("", seen)


def test_what_was_just_looked_at_is_what_is_issued(
    desk: Desk, mql: int, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.forward(days=7)
    computed = desk.ask(reviews.review_now, WEEK)
    desk.ask(review_sight, WEEK)
    monkeypatch.setattr(reviews, "review_now", None)
    monkeypatch.setattr(review_computed, "review_of_passage", None)
    clock.forward(minutes=5)
    issued = desk.do(reviews.issue_review, WEEK, None).outcome
    assert issued == replace(computed, issued_at=clock.at)


def test_readers_that_ask_for_the_same_week_compute_it_once(
    desk: Desk, mql: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[str] = []
    begun, go_on = threading.Event(), threading.Event()
    real = review_computed.review_of_passage

    def slow(facts, *rest):
        computed.append(facts.week)
        begun.set()
        assert go_on.wait(30)
        return real(facts, *rest)

    monkeypatch.setattr(review_computed, "review_of_passage", slow)
    with ThreadPoolExecutor(3) as readers:
        first = readers.submit(desk.ask, review_sight, WEEK)
        assert begun.wait(30)
        second = readers.submit(desk.ask, review_part, WEEK, 1, "leads")
        impatient = Progress()
        third = readers.submit(desk.ask_watched, impatient, review_sight, WEEK)
        impatient.cancel()
        with pytest.raises(Cancelled):
            third.result(30)
        go_on.set()
        assert first.result(30).counts["leads"] == len(second.result(30)) == 1
    assert computed == [WEEK]


def test_the_sample_reads_the_facts_that_were_read_for_the_week(
    desk: Desk, mql: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = review_computed.review_facts
    monkeypatch.setattr(
        review_computed, "review_facts", lambda work, week, weeks: [read.append(week), real(work, week, weeks)][1]
    )
    sampled = desk.ask(sample_view, WEEK)
    desk.ask(review_sight, WEEK)
    desk.ask(review_sight, "2026-W46")
    assert desk.ask(sample_view, WEEK) == sampled and read == [WEEK]
    review_computed.forget_computed()
    assert desk.ask(sample_view, WEEK) == sampled and read == [WEEK, WEEK]


def test_frozen_numbers_beside_numbers_of_today_are_said_to_be_that(desk: Desk, mql: int, clock) -> None:
    clock.forward(days=14)
    assert desk.ask(review_sight, NEXT, against=WEEK).compared.notes == ()
    desk.do(reviews.issue_review, WEEK, None)
    note = f"{WEEK} is frozen as it was issued; {NEXT} is computed from the facts as they stand now."
    assert desk.ask(review_sight, NEXT, against=WEEK).compared.notes == (note,)
    assert desk.ask(review_sight, WEEK, against=NEXT).compared.notes == (note,)
    some = Only(owner=NONE)
    assert desk.ask(review_sight, NEXT, against=WEEK, only=some).compared.notes == (), "both are computed then"
    desk.do(reviews.issue_review, NEXT, None)
    assert desk.ask(review_sight, NEXT, against=WEEK).compared.notes == ()


def test_two_weeks_that_share_one_with_two_others_say_so(desk: Desk, mql: int, clock) -> None:
    clock.forward(days=14)
    (note,) = desk.ask(review_sight, NEXT, 2, against=WEEK).compared.notes
    assert note == f"{WEEK} to W48 and 2026-W46 to W47 share days: what happened in them counts in both."
    assert desk.ask(review_sight, NEXT, 2, against="2026-W46").compared.notes == ()
