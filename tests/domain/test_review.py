"""The weekly review: every figure against a count by hand, and reconciliation on any history."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.problems import Problem
from app.domain.review import (
    Decision,
    Finding,
    HandoffFact,
    LeadFact,
    MoveFact,
    Review,
    ReviewFacts,
    TouchFact,
    from_json,
    rate,
    to_json,
    week_bounds,
    week_of,
    weekly_review,
)
from app.domain.review.messages import decisions
from app.domain.review.rates import median, percentile
from app.domain.review.running import latest_start
from tests.exports.histories import END, START, a_year, facts, plain_hours, rules


def lead(id: int, stage: str = "lead", days: float = 1.0, **changes: Any) -> LeadFact:
    """A lead that arrived so many days before the end of the week."""
    known: dict[str, Any] = {"owner": "Mira", "next_step": "Call", "due": (END + timedelta(days=3)).date()}
    given = {"ref": f"L-{id}", "person": f"Person {id}", "account": "Clinic"} | known | changes
    return LeadFact(id=id, created_at=END - timedelta(days=days), stage=stage, **given)


def move(id: int, days: float, start: str, to: str, **changes: Any) -> MoveFact:
    """A move so many days before the end of the week."""
    return MoveFact(id, END - timedelta(days=days), start, to, **changes)


def issue(**changes: Any) -> Review:
    """The review of week 46 with these facts."""
    return weekly_review(facts(**changes), plain_hours, rules())


def row(rows: Iterable[tuple[object, ...]], first: str) -> tuple[object, ...]:
    """The row whose first cell says this."""
    return next(r for r in rows if r[0] == first)


# --- weeks and rates ---------------------------------------------------------------------------------------------


def test_a_week_is_bounded_by_local_midnights_also_over_summer_time() -> None:
    start, end = week_bounds("2026-W44", "America/New_York")  # clocks go back on 1 November
    assert (start, end) == (datetime(2026, 10, 26, 4, tzinfo=UTC), datetime(2026, 11, 2, 5, tzinfo=UTC))
    assert week_of(start.date()) == "2026-W44"
    assert week_bounds("2026-w1")[0] == datetime(2025, 12, 29, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "2026", "W46", "2026-W54", "2026-W00", "soon"])
def test_what_is_no_week_is_said(name: str) -> None:
    with pytest.raises(Problem, match="is not a week"):
        week_bounds(name)


def test_wilson_intervals_are_those_of_the_textbook() -> None:
    share = rate(11, 19)
    assert share.value == pytest.approx(0.5789, abs=1e-4)
    assert (share.low, share.high) == (pytest.approx(0.3628, abs=1e-3), pytest.approx(0.7686, abs=1e-3))
    assert rate(0, 10).low == 0 and rate(10, 10).high == 1
    assert rate(0, 0) == (0, 0, None, None, None)
    assert rate(3, 9).shown is None and rate(3, 10).shown == 0.3


def test_percentiles_lie_between_neighbours() -> None:
    assert median([3.0, 1.0, 2.0, 10.0]) == 2.5
    assert percentile([float(n) for n in range(11)], 0.9) == 9
    assert median([]) is None


# --- movement ----------------------------------------------------------------------------------------------------


def test_movement_balances_for_every_kind_of_move() -> None:
    review = issue(
        leads=[
            lead(1, "mql", 30),
            lead(2, "sql", 30),
            lead(3, "lead", 30, path="disqualified"),
            lead(4, "mql", 30, path="nurture", cycle=2),
            lead(5, "lead", 2),
            lead(6, "mql", 30),
            lead(7, "sql", 3),
        ],
        moves=[
            move(1, 3, "lead", "mql"),
            move(2, 3, "lead", "sql"),
            move(3, 2, "lead", "lead", to_path="disqualified"),
            move(4, 20, "mql", "mql", to_path="disqualified"),
            move(4, 1, "mql", "mql", from_path="disqualified", to_path="nurture", cycle=2),
            move(6, 5, "sql", "mql"),
            move(7, 2, "lead", "mql"),
            move(7, 1, "mql", "sql"),
        ],
    )
    assert [tuple(r)[:8] for r in review.movement] == [
        ("Lead", 3, 2, 0, 0, 3, 1, 1),
        ("MQL", 0, 0, 3, 1, 1, 0, 3),
        ("SQL", 1, 0, 2, 0, 1, 0, 2),
        ("Opportunity", 0, 0, 0, 0, 0, 0, 0),
        ("Closed", 1, 0, 1, 0, 1, 0, 1),
    ]
    assert row(review.movement, "MQL")[9] == 1
    assert row(review.movement, "Lead")[8] == "MQL 2, SQL 1, Closed 1"
    assert review.reconciles


def test_a_week_that_is_past_is_shown_as_it_was() -> None:
    later = MoveFact(1, END + timedelta(days=1), "lead", "mql")
    review = issue(leads=[lead(1, "mql", 10), lead(2, "lead", -1)], moves=[later])
    assert [r.stage for r in review.leads] == ["Lead"]
    assert row(review.movement, "Lead")[7] == 1
    assert review.reconciles


def test_a_stage_that_its_moves_do_not_explain_fails_its_check() -> None:
    review = issue(leads=[lead(1, "sql", 10)], moves=[move(1, 5, "lead", "mql")])
    assert [check.name for check in review.checks if not check.passed] == ["Stages now"]
    assert not review.reconciles


def test_a_lead_counts_once_per_cycle() -> None:
    back_and_forth = [move(1, 5, "lead", "mql"), move(1, 4, "mql", "lead"), move(1, 3, "lead", "mql")]
    review = issue(leads=[lead(1, "mql", 20)], moves=back_and_forth)
    assert next(kpi for kpi in review.kpis if kpi.id == "new_mql").this_week == 1
    again = [*back_and_forth[:2], move(1, 3, "lead", "mql", cycle=2)]
    review = issue(leads=[lead(1, "mql", 20, cycle=2)], moves=again)
    assert next(kpi for kpi in review.kpis if kpi.id == "new_mql").this_week == 2


def test_steps_say_what_became_of_everybody_at_hand() -> None:
    leads = [lead(n, "mql" if n <= 4 else "lead", 30) for n in range(1, 21)]
    review = issue(leads=leads, moves=[move(n, 3, "lead", "mql") for n in range(1, 5)])
    step = review.steps[0]
    assert (step.step, step.at_hand, step.went_on, step.stayed) == ("Lead and on", 20, 4, 16)
    assert step.rate == 0.2


def test_cohorts_younger_than_four_weeks_say_nothing() -> None:
    leads = [lead(n, "mql", 40) for n in range(1, 13)] + [lead(99, "lead", 1)]
    moves = [move(n, 30 if n <= 6 else 5, "lead", "mql") for n in range(1, 13)]
    review = issue(leads=leads, moves=moves)
    old = next(c for c in review.cohorts if c.arrived == 12)
    assert (old.mql, old.mql_rate, old.sql) == (6, 0.5, 0)
    assert review.cohorts[-1] == ("2026-W46", 1, None, None, None, None)


def test_segments_hide_rates_of_few_and_keep_mql_apart_from_sql() -> None:
    leads = [lead(n, "mql" if n <= 6 else "lead", 20, segment="Hospital") for n in range(1, 13)]
    leads.append(lead(50, "lead", 20, segment="Clinic"))
    review = issue(leads=leads, moves=[move(n, 3, "lead", "mql") for n in range(1, 7)])
    rows = {(s.value, s.step): s for s in review.segments if s.dimension == "Segment"}
    assert (rows["Hospital", "Lead to MQL"].n, rows["Hospital", "Lead to MQL"].rate) == (12, 0.5)
    assert rows["Hospital", "Lead to SQL"].reached == 0
    assert rows["Clinic", "Lead to MQL"].rate is None
    assert {s.step for s in review.segments} == {"Lead to MQL", "Lead to SQL"}


# --- verdicts and clocks -----------------------------------------------------------------------------------------


def packages() -> list[HandoffFact]:
    """Twenty packages of this week: eleven accepted, eight rejected, one pending and overdue."""
    sent = END - timedelta(days=6)
    decided = END - timedelta(days=2)
    good = [HandoffFact(n, 1, sent, "accept", decided, by="Mira") for n in range(11)]
    bad = [
        HandoffFact(20 + n, 1, sent, "reject", decided, "No plan", "no_plan", "Jonas", too_early=n < 3)
        for n in range(8)
    ]
    return [*good, *bad, HandoffFact(40, 1, sent, verdict_hours=16.0)]


def test_verdicts_add_up_and_the_rate_counts_the_decided() -> None:
    review = issue(leads=[lead(1, "sql", 40, proven=frozenset())], handoffs=packages())
    v = review.verdicts
    assert (v.packages, v.accepted, v.rejected, v.pending, v.overdue, v.too_early_in_week) == (20, 11, 8, 1, 1, 3)
    kpi = next(kpi for kpi in review.kpis if kpi.id == "acceptance")
    assert (kpi.this_week, kpi.n, kpi.status) == (pytest.approx(11 / 19), 19, "no comparison")
    assert review.reasons == (("No plan", 8, 8, 1.0, ""),)
    assert review.messages[0].text == "Acceptance 58% (11 of 19); top reason to reject: No plan (8)."
    assert any(e.rule == "Verdict overdue" and "package 40" in e.why for e in review.exceptions)


def test_a_verdict_given_later_was_pending_then() -> None:
    handoff = HandoffFact(1, 1, END - timedelta(days=1), "accept", END + timedelta(days=1))
    review = issue(leads=[lead(1, "lead", 10)], handoffs=[handoff])
    assert (review.verdicts.pending, review.verdicts.accepted) == (1, 0)


def test_need_more_is_still_pending() -> None:
    handoff = HandoffFact(1, 1, END - timedelta(days=1), "need_more", END - timedelta(hours=3))
    review = issue(leads=[lead(1, "lead", 10)], handoffs=[handoff])
    assert (review.verdicts.pending, review.verdicts.need_more_in_week) == (1, 1)


def test_who_asked_for_more_has_answered_and_is_overdue_nowhere() -> None:
    sent, leads = END - timedelta(days=6), [lead(n, "mql", 9) for n in (1, 2)]
    silent = HandoffFact(1, 1, sent, verdict_hours=8.0)
    asked = HandoffFact(2, 2, sent, "need_more", sent + timedelta(days=1), verdict_hours=8.0)
    review = issue(leads=leads, handoffs=[silent, asked])
    assert (review.verdicts.pending, review.verdicts.overdue, review.verdicts.silent_leads) == (2, 1, 1)
    assert [kpi.this_week for kpi in review.kpis if kpi.id == "pending"] == [1]
    assert [row.numerator for row in review.figures if (row.metric, row.dimension) == ("pending", "")] == [1]
    assert [e.ref for e in review.exceptions if e.rule == "Verdict overdue"] == ["L-1"]
    assert "Verdict overdue" not in next(row.attention for row in review.leads if row.ref == "L-2")
    said = {row.clock: (row.state, bool(row.over)) for row in review.clocks}
    assert said == {"Verdict 1": ("no verdict; overdue", True), "Verdict 2": ("asked for more", False)}


def test_few_verdicts_show_no_rate_and_make_no_sentence() -> None:
    review = issue(leads=[lead(1, "lead", 40)], handoffs=packages()[:5])
    kpi = next(kpi for kpi in review.kpis if kpi.id == "acceptance")
    assert (kpi.this_week, kpi.status, kpi.n) == (None, "n < 10", 5)
    assert all(message.rule != "M1" for message in review.messages)


def test_first_outreach_is_late_exactly_past_its_hours() -> None:
    untouched = [lead(1, days=1, outreach_hours=8.0), lead(2, days=1.5, outreach_hours=8.0), lead(3, days=9)]
    review = issue(
        leads=[*untouched, lead(4, days=5, outreach_hours=8.0)], touches=[TouchFact(4, END - timedelta(days=4))]
    )
    late = [e.ref for e in review.exceptions if e.rule == "First outreach overdue"]
    assert late == ["L-2"]
    kpi = next(kpi for kpi in review.kpis if kpi.id == "outreach")
    assert kpi.this_week == pytest.approx(24 * 40 / 168)


@pytest.mark.parametrize(
    ("now", "before", "status"), [(9, 12, "n < 10"), (12, 9, "no comparison"), (12, 12, "worse"), (0, 12, "n/a")]
)
def test_a_middle_value_of_few_first_touches_is_not_said_to_be_better_or_worse(
    now: int, before: int, status: str
) -> None:
    born = [*([6.0] * now), *([13.0] * before)]
    leads = [lead(id, days=days, outreach_hours=8.0) for id, days in enumerate(born, 1)]
    touches = [TouchFact(id, END - timedelta(days=days - (2 if days == 6.0 else 1))) for id, days in enumerate(born, 1)]
    kpi = next(kpi for kpi in issue(leads=leads, touches=touches).kpis if kpi.id == "outreach")
    assert (kpi.n, kpi.status) == (now, status)
    assert (kpi.this_week is None) == (not now), "what was measured is shown all the same"


@given(st.floats(0.5, 400))
def test_the_latest_start_splits_late_from_in_time(allowed: float) -> None:
    edge = latest_start(plain_hours, END, allowed)
    assert plain_hours(edge, END) <= allowed < plain_hours(edge - timedelta(seconds=2), END)


def test_ages_fall_into_bands() -> None:
    review = issue(leads=[lead(n, "lead", days) for n, days in enumerate((1, 7, 8, 20, 45, 100), 1)])
    assert tuple(review.ages[0])[:6] == ("Lead", 2, 1, 1, 1, 1)


# --- order -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pause", "late", "state"),
    [
        (None, {"First outreach overdue", "Verdict overdue"}, "no verdict; overdue"),
        ((20, 1), set(), "no verdict; in time"),  # over again, a day before the end
        ((20, None), set(), "no verdict; clock paused; in time"),
        ((1, None), set(), "no verdict; clock paused; in time"),  # late already when it was paused
        ((40, 30), {"First outreach overdue", "Verdict overdue"}, "no verdict; overdue"),  # before it began
    ],
)
def test_a_paused_clock_is_not_overdue_in_the_review(pause: Any, late: set[str], state: str) -> None:
    spans = {}
    if pause is not None:
        since, until = pause
        spans = {n: [(END - timedelta(days=since), END - timedelta(days=until) if until else None)] for n in (1, 2)}
    out = HandoffFact(7, 2, END - timedelta(days=10), verdict_hours=48.0)
    leads = [lead(1, days=10, outreach_hours=48.0), lead(2, "sql", days=12)]
    review = issue(leads=leads, handoffs=[out], pauses=spans)
    assert {e.rule for e in review.exceptions if e.rule in ("First outreach overdue", "Verdict overdue")} == late
    assert review.verdicts.overdue == ("Verdict overdue" in late)
    (clock,) = [row for row in review.clocks if row.clock == "Verdict 7"]
    assert clock.state == state


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"owner": ""}, "No owner"),
        ({"next_step": ""}, "No next step"),
        ({"due": None}, "No date"),
        ({"due": (END - timedelta(days=9)).date()}, "Next step overdue"),
        ({"score_says": "sql"}, "Score and person disagree"),
    ],
)
def test_every_broken_rule_is_listed_by_name(changes: dict[str, Any], rule: str) -> None:
    review = issue(leads=[lead(1, days=3, **changes), lead(2, days=3)])
    assert [(e.rule, e.ref) for e in review.exceptions] == [(rule, "L-1")]
    assert review.leads[0].attention == rule


def test_a_lead_that_waits_needs_a_date_or_a_trigger_only() -> None:
    waiting = {"path": "not_now", "next_step": ""}
    review = issue(
        leads=[
            lead(1, **waiting),
            lead(2, **waiting, due=None, waits_for="new budget"),
            lead(3, **(waiting | {"due": None})),
        ]
    )
    assert [(e.rule, e.ref) for e in review.exceptions] == [("No date", "L-3")]


def test_closed_leads_break_no_rule() -> None:
    assert issue(leads=[lead(1, path="disqualified", owner="", due=None)]).exceptions == ()


def test_overrides_of_the_week_are_listed() -> None:
    proof = frozenset({"need", "intent", "fit", "next_step"})
    review = issue(leads=[lead(1, "sql", 9, proven=proof)], moves=[move(1, 2, "lead", "sql", overridden=True)])
    assert [e.rule for e in review.exceptions] == ["Gate overridden"]


def test_long_lists_name_two_hundred_and_count_the_rest() -> None:
    review = issue(leads=[lead(n, owner="") for n in range(1, 251)])
    assert len(review.exceptions) == 201
    assert review.exceptions[-1].why.startswith("and 50 more")


# --- the whole ---------------------------------------------------------------------------------------------------


def test_an_empty_workspace_has_a_review() -> None:
    review = issue()
    assert review.reconciles
    assert review.messages[0].rule == "M0"
    assert {finding.state for finding in review.findings} == {"small sample"}
    assert all(kpi.this_week in (0, None) for kpi in review.kpis)


def test_earlier_decisions_come_first_and_are_not_repeated() -> None:
    earlier = Decision("Settle the forgotten ones", "Mira", rule="forgotten_leads")
    review = issue(leads=[lead(n, owner="") for n in range(1, 30)], decisions=[earlier])
    assert review.decisions[0] == earlier
    assert sum(d.rule == "forgotten_leads" for d in review.decisions) == 1


def test_however_much_is_open_two_lines_are_left_for_what_was_found_this_week() -> None:
    earlier = [Decision(f"Decision number {n}", "Mira", id=n) for n in range(1, 8)]
    about = Decision("Call the lab", "Mira", id=8, ref="L-7")
    found = [Finding(name, name, "found", 10, 5, "says", "do") for name in ("forgotten_leads", "stalled_sqls")]
    shown, besides = decisions(found, earlier)
    assert [one.id or one.rule for one in shown] == [1, 2, 3, "forgotten_leads", "stalled_sqls"]
    assert [one.id for one in besides] == [4, 5, 6, 7], "the others are not lost"
    assert [one.id or one.rule for one in decisions(found[:1], earlier)[0]] == [1, 2, 3, 4, "forgotten_leads"]
    assert [one.id or one.rule for one in decisions(found, earlier[:1])[0]] == [1, "forgotten_leads", "stalled_sqls"]
    review = issue(decisions=[*earlier, about])
    assert {one.id for one in (*review.decisions, *review.agreed)} == set(range(1, 9))


def test_a_frozen_review_comes_back_to_the_digit() -> None:
    review = weekly_review(a_year(300), plain_hours, rules())
    again = from_json(to_json(review))
    assert again == review
    assert to_json(again) == to_json(review)
    assert type(again.leads[0]) is type(review.leads[0])


def stages_by_hand(given: ReviewFacts) -> Counter[str]:
    """The closing stages, counted another way: the last move of each lead that had arrived."""
    counts = Counter[str]()
    for one in given.leads:
        moves = sorted((m for m in given.moves if m.lead_id == one.id), key=lambda m: m.at)
        born = min([one.created_at, *(m.at for m in moves)])
        if born >= given.end:
            continue
        before = [m for m in moves if m.at < given.end]
        if before:
            stage, path = before[-1].to_stage, before[-1].to_path
        else:
            stage, path = (moves[0].from_stage, moves[0].from_path) if moves else (one.stage, one.path)
        counts["closed" if path in given.closed_paths else stage] += 1
    return counts


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_any_history_reconciles(seed: int, leads: int) -> None:
    given = a_year(leads, seed)
    review = weekly_review(given, plain_hours, rules())
    assert review.reconciles
    by_hand = stages_by_hand(given)
    words = {"lead": "Lead", "mql": "MQL", "sql": "SQL", "opportunity": "Opportunity", "closed": "Closed"}
    assert {r.stage: r.closing for r in review.movement if r.closing} == {words[s]: n for s, n in by_hand.items()}
    in_week = sum(START <= one.created_at < END for one in given.leads)
    assert review.kpis[0].this_week == in_week
    assert review.verdicts.accepted + review.verdicts.rejected + review.verdicts.pending == len(given.handoffs)
