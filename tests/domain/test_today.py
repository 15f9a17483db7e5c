"""The groups of Today and the moments at which time alone changes them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import BusinessClock, clock_of
from app.domain.lead import Answer, Answered, Gap, LeadFacts, PutOff, Returned, Signal, Touch
from app.domain.stage import Stage
from app.domain.today import GROUPS, Pending, changes_at, group_of, place_and_change

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday, 10:00 in New York
DAY = timedelta(days=1)
TODAY = date(2026, 11, 18)
SETTLED = {"moved_at": NOW - 2 * DAY, "next_step": "Call", "due": TODAY + 3 * DAY, "created_at": NOW - 20 * DAY}
CALLED = (Touch(1, "call", NOW - DAY, reached=True),)
MQL = {"M1": Answer("M1", Answered.YES), "M2": Answer("M2", Answered.YES)}


def tries(*days_ago, reached=()):
    return tuple(Touch(n, "email", NOW - d * DAY, reached=n in reached) for n, d in enumerate(days_ago))


def signal(kind, days_ago, offer=""):
    return Signal(1, kind, NOW - days_ago * DAY, offer=offer)


@pytest.fixture(scope="module")
def clock(playbook):
    return BusinessClock(playbook.hours)


@pytest.fixture(scope="module")
def place(playbook, clock, lead):
    return lambda pending=None, **facts: group_of(lead(**facts), playbook, NOW, clock, pending)


def back(hours_ago=1, note="Not our region"):
    return Pending(returned=Returned(NOW - timedelta(hours=hours_ago), 7, "Rob", "no_such_reason", note))


@pytest.mark.parametrize(
    ("facts", "pending", "group"),
    [
        ({"path": "needs_research"}, back(), "research"),
        ({"path": "needs_research", "created_at": NOW - 5 * DAY}, back(), "research"),  # nobody had written yet
        ({"path": "nurture"}, back(), "requalify"),
        ({"path": "nurture", "answers": MQL}, back(), "requalify"),  # not ready once more
        ({"path": "nurture"}, replace(back(), verdict_due=NOW + DAY), None),  # it was sent again
        ({"path": "nurture", "touches": tries(0)}, back(), None),  # somebody has acted
        ({"path": "disqualified"}, back(), None),  # it was closed before they said so
    ],
)
def test_h6_what_sales_rejected_is_back_with_the_reason(place, facts, pending, group):
    found = place(pending, **{**SETTLED, "next_step": "Read it", **facts})
    if group is None:
        assert found is None or "rejected" not in found.why
        return
    assert (found.group, found.since) == (group, pending.returned.at)
    assert found.why == "Rob rejected handoff 7: no_such_reason: Not our region. Next: Read it"


def test_the_groups_stand_in_order_of_urgency():
    assert [group.label for group in GROUPS] == [
        "First outreach overdue",
        "Verdict overdue",
        "New to screen",
        "Ready to qualify",
        "Needs research",
        "No response",
        "Re-qualify due",
        "Doubtful duplicates",
        "Missing owner / next step / date",
    ]


@pytest.mark.parametrize(
    ("facts", "pending", "group"),
    [
        # new leads and their first outreach: 16 business hours, 4 after a pricing request
        ({"created_at": NOW - timedelta(hours=1)}, None, "to_screen"),
        ({"created_at": NOW - DAY}, None, "to_screen"),  # 8 business hours so far
        ({"created_at": NOW - 3 * DAY}, None, "first_outreach"),  # from Sunday: Monday and Tuesday
        ({"created_at": NOW - 5 * DAY}, None, "first_outreach"),
        ({"created_at": NOW - DAY, "offer": "pricing"}, None, "first_outreach"),
        ({"created_at": NOW - 2 * DAY, "signals": (signal("pricing_request", 1, "pricing"),)}, None, "first_outreach"),
        ({"created_at": NOW + DAY}, None, "to_screen"),  # the clock was set back
        ({"created_at": NOW - 5 * DAY, "touches": CALLED}, None, "to_screen"),
        ({"created_at": NOW - 5 * DAY, "has_contact": False}, None, "to_screen"),
        ({"created_at": NOW - 5 * DAY, "path": ""}, None, "first_outreach"),
        ({"created_at": NOW - 5 * DAY, "path": "disqualified"}, None, None),
        ({**SETTLED, "stage": Stage.MQL}, None, "first_outreach"),
        ({**SETTLED, "stage": Stage.SQL}, None, None),
        # a verdict
        ({**SETTLED, "stage": Stage.SQL}, Pending(verdict_due=NOW - timedelta(minutes=1)), "verdict"),
        ({**SETTLED, "stage": Stage.SQL}, Pending(verdict_due=NOW), None),
        # ready for the next stage
        ({**SETTLED, "touches": CALLED, "answers": MQL}, None, "ready"),
        ({**SETTLED, "path": "nurture", "answers": MQL}, None, "ready"),
        ({**SETTLED, "path": "not_now", "answers": MQL}, None, None),
        ({**SETTLED, "touches": CALLED, "answers": {"M1": MQL["M1"]}}, None, None),
        ({**SETTLED, "touches": CALLED, "answers": MQL}, Pending(verdict_due=NOW + DAY), None),
        # research
        ({**SETTLED, "path": "needs_research"}, None, "research"),
        ({"created_at": NOW - 50 * DAY, "path": "needs_research"}, None, "research"),
        # no response: three attempts, the first ten days ago
        ({**SETTLED, "touches": tries(12, 6, 1)}, None, "no_response"),
        ({**SETTLED, "touches": tries(1, 6, 12)}, None, "no_response"),
        ({**SETTLED, "touches": tries(9, 6, 1)}, None, None),
        ({**SETTLED, "touches": tries(12, 6)}, None, None),
        ({**SETTLED, "touches": tries(20, 12, 6, 1, reached=(1,))}, None, None),
        ({**SETTLED, "touches": tries(12, 6, 1), "signals": (signal("demo", 2),)}, None, None),
        ({**SETTLED, "touches": tries(12, 6, 1), "signals": (signal("visit", 2),)}, None, "no_response"),
        ({**SETTLED, "touches": tries(12, 6, 1), "path": "nurture"}, None, None),
        # somebody decided since the last attempt what happens next
        ({**SETTLED, "touches": tries(12, 6, 3)}, None, None),
        ({**SETTLED, "touches": tries(12, 6, 3), "due": TODAY}, None, "no_response"),
        # what an earlier cycle tried is over
        ({**SETTLED, "touches": tries(12, 6, 1), "cycle": 2, "cycle_at": NOW - 8 * DAY}, None, None),
        ({**SETTLED, "touches": tries(30, 12, 6, 1), "cycle": 2, "cycle_at": NOW - 20 * DAY}, None, "no_response"),
        # coming back
        ({**SETTLED, "path": "not_now", "due": TODAY}, None, "requalify"),
        ({**SETTLED, "path": "not_now", "due": TODAY + DAY}, None, None),
        ({**SETTLED, "path": "nurture", "due": TODAY - DAY}, None, "requalify"),
        ({**SETTLED, "path": "disqualified", "due": TODAY}, None, "requalify"),
        ({**SETTLED, "path": "disqualified", "due": None, "owner": "", "next_step": ""}, None, None),
        ({**SETTLED, "path": "follow_up", "due": TODAY, "touches": CALLED}, None, "requalify"),
        ({**SETTLED, "path": "not_now", "signals": (signal("demo", 1),)}, None, "requalify"),
        ({**SETTLED, "path": "not_now", "signals": (signal("demo", 3),)}, None, None),
        ({**SETTLED, "path": "not_now", "signals": (signal("download", 1),)}, None, None),
        ({**SETTLED, "path": "disqualified", "signals": (signal("demo", 1),)}, None, None),
        # what a lead that was laid aside waits for has come true
        (
            {**SETTLED, "path": "not_now", "signals": (Signal(1, "download", NOW - DAY, asset="Contract end guide"),)},
            Pending(trigger="When the present contract nears its end: guide"),
            "requalify",
        ),
        (
            {**SETTLED, "path": "not_now", "signals": (Signal(1, "download", NOW - DAY, asset="Panel overview"),)},
            Pending(trigger="When the present contract nears its end: guide"),
            None,
        ),
        # doubtful duplicates
        ({**SETTLED, "touches": CALLED}, Pending(doubtful=True), "doubtful"),
        ({**SETTLED, "path": "duplicate"}, Pending(doubtful=True), "doubtful"),
        # what would be forgotten
        ({**SETTLED, "touches": CALLED, "owner": ""}, None, "missing"),
        ({**SETTLED, "touches": CALLED, "next_step": ""}, None, "missing"),
        ({**SETTLED, "touches": CALLED, "due": None}, None, "missing"),
        ({**SETTLED, "touches": CALLED, "due": TODAY - DAY}, None, "missing"),
        ({**SETTLED, "touches": CALLED, "due": TODAY}, None, "requalify"),
        ({**SETTLED, "touches": CALLED, "due": TODAY + DAY}, None, None),
        ({**SETTLED, "path": "duplicate", "due": TODAY}, None, None),
        ({**SETTLED, "path": "not_now", "due": None}, None, "missing"),
        ({**SETTLED, "path": "not_now", "due": None}, Pending(trigger="New budget"), None),
        ({**SETTLED, "path": "duplicate", "owner": "", "due": None}, None, None),
        # nothing
        ({**SETTLED, "touches": CALLED}, None, None),
    ],
)
def test_where_a_lead_waits(place, facts, pending, group):
    found = place(pending, **facts)
    assert (found.group if found else None) == group


@pytest.mark.parametrize(
    ("facts", "why", "since"),
    [
        (
            {"created_at": NOW - DAY, "offer": "pricing"},
            "Pricing request: first outreach was due 2026-11-17 14:00",
            datetime(2026, 11, 17, 19, tzinfo=UTC),
        ),
        (
            {**SETTLED, "touches": tries(12, 6, 1)},
            "3 attempts in 12 days without an answer. Pause, or try another message",
            NOW - DAY,
        ),
        (
            {**SETTLED, "path": "not_now", "due": TODAY - DAY},
            "Call: due 2026-11-17",
            datetime(2026, 11, 17, 5, tzinfo=UTC),
        ),
        ({**SETTLED, "path": "nurture", "signals": (signal("demo", 1),)}, "Demo request on 2026-11-17", NOW - DAY),
        (
            {
                **SETTLED,
                "path": "not_now",
                "due": TODAY,
                "put_off": (PutOff(NOW - 90 * DAY, "not_now", 1, "Budget comes in autumn"),),
            },
            "Call: due 2026-11-18; Not now since 2026-08-20: Budget comes in autumn",
            datetime(2026, 11, 18, 5, tzinfo=UTC),
        ),
        ({**SETTLED, "touches": CALLED, "owner": "", "due": None}, "No owner and no date", NOW - 2 * DAY),
    ],
)
def test_every_place_says_why_and_since_when(place, facts, why, since):
    found = place(**facts)
    assert (found.why, found.since) == (why, since)


def test_ready_for_sql_unless_a_question_stops_the_deal(place, yes):
    facts = {**SETTLED, "stage": Stage.MQL, "touches": CALLED, "answers": yes("Q1", "Q2", "Q3", "Q4")}
    assert place(**facts).why == "Everything required for SQL is proven"
    assert place(**facts, gaps=(Gap(1, "How do results arrive?", "integration", "stops", "ours"),)) is None


def test_today_goes_by_the_wall_of_the_office(playbook, clock, lead):
    late = datetime(2026, 11, 19, 3, 0, tzinfo=UTC)  # still the 18th in New York
    facts = lead(**{**SETTLED, "path": "not_now", "due": TODAY + DAY})
    assert group_of(facts, playbook, late, clock) is None
    assert group_of(facts, playbook, late + timedelta(hours=3), clock).group == "requalify"


@pytest.mark.parametrize("due", [date.min, date.max])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_date_that_means_never_can_be_judged(playbook, lead, due, zone):
    hours = playbook.hours.model_copy(update={"timezone": zone})
    book = playbook.model_copy(update={"hours": hours})
    facts = lead(**{**SETTLED, "path": "not_now", "due": due})
    placed, _ = place_and_change(facts, book, NOW, clock_of(hours))
    assert (placed is None) is (due == date.max)


def test_when_time_alone_changes_a_place(playbook, clock, lead):
    new = lead(created_at=NOW - timedelta(hours=1), offer="pricing")
    at = changes_at(new, playbook, NOW, clock)
    assert at == datetime(2026, 11, 18, 18, 0, 0, 1, tzinfo=UTC)  # four business hours, and a moment more
    assert group_of(new, playbook, at - timedelta(microseconds=1), clock).group == "to_screen"
    assert group_of(new, playbook, at, clock).group == "first_outreach"
    assert changes_at(lead(path="duplicate"), playbook, NOW, clock) is None


TIMES = st.integers(-40 * 24, 24).map(lambda hours: NOW + timedelta(hours=hours))
FACTS = st.builds(
    LeadFacts,
    lead_id=st.just(1),
    service_line=st.just("panel"),
    stage=st.sampled_from(Stage),
    path=st.sampled_from(["", "sdr", "needs_research", "nurture", "not_now", "disqualified", "follow_up"]),
    created_at=st.one_of(st.none(), TIMES),
    moved_at=st.one_of(st.none(), TIMES),
    owner=st.sampled_from(["", "Olga"]),
    next_step=st.sampled_from(["", "Call"]),
    due=st.one_of(st.none(), st.integers(-40, 40).map(lambda days: TODAY + days * DAY)),
    offer=st.sampled_from(["", "pricing"]),
    touches=st.lists(st.builds(Touch, id=st.just(1), kind=st.just("call"), at=TIMES, reached=st.booleans())).map(tuple),
    signals=st.lists(
        st.builds(Signal, id=st.just(1), kind=st.sampled_from(["demo", "visit"]), at=TIMES), max_size=3
    ).map(tuple),
)
PENDING = st.builds(Pending, verdict_due=st.one_of(st.none(), TIMES), trigger=st.sampled_from(["", "New budget"]))


@given(facts=FACTS, pending=PENDING)
def test_nothing_open_is_forgotten(playbook, clock, facts, pending):
    choice = playbook.path(facts.path)
    lacks = not facts.owner or not facts.next_step or (facts.due is None and not pending.trigger)
    if (choice is None or choice.open) and lacks:
        assert group_of(facts, playbook, NOW, clock, pending) is not None


@given(facts=FACTS, pending=PENDING, hours=st.integers(1, 2000))
def test_a_place_stands_until_the_moment_that_was_named(playbook, clock, facts, pending, hours):
    until = changes_at(facts, playbook, NOW, clock, pending)
    later = NOW + timedelta(hours=hours)
    if until is not None and later >= until:
        later = until - timedelta(microseconds=1)
    before, after = (group_of(facts, playbook, at, clock, pending) for at in (NOW, later))
    assert (before and before.group) == (after and after.group)


LATE = Gap(1, "Which HL7 version?", "interface", "slows", "ours", due=TODAY - 2 * DAY)


def test_an_answer_that_we_owe_and_that_is_late_waits_for_somebody(place):
    facts = {**SETTLED, "stage": Stage.MQL, "touches": CALLED}
    waiting = place(**facts, gaps=(LATE,))
    assert (waiting.group, waiting.why) == ("missing", "We owe an answer since 2026-11-16: “Which HL7 version?”")
    assert waiting.since.date() == TODAY - 2 * DAY
    for other in (
        replace(LATE, owed_by="theirs"),
        replace(LATE, open=False),
        replace(LATE, due=TODAY),
        replace(LATE, due=None),
    ):
        assert place(**facts, gaps=(other,)) is None


def test_any_other_reason_says_what_we_owe_as_well(place):
    facts = {**SETTLED, "stage": Stage.MQL, "touches": CALLED, "due": TODAY - DAY}
    assert place(**facts, gaps=(LATE,)).why.endswith("; we owe an answer since 2026-11-16: “Which HL7 version?”")


def test_what_alone_keeps_a_lead_from_sql_is_said_wherever_it_waits(place, yes):
    stops = Gap(2, "How do results arrive?", "integration", "stops", "theirs")
    facts = {**SETTLED, "stage": Stage.MQL, "touches": CALLED, "due": TODAY - DAY}
    proven = yes("Q1", "Q2", "Q3", "Q4")
    why = place(**facts, answers=proven, gaps=(stops,)).why
    assert why.endswith("; SQL is proven, but it is stopped by “How do results arrive?”")
    assert "stopped" not in place(**facts, answers=yes("Q1"), gaps=(stops,)).why
    assert "stopped" not in place(**facts, answers=proven, gaps=(replace(stops, open=False),)).why


@pytest.mark.parametrize("path", ["nurture", "not_now"])
def test_a_gap_of_a_lead_laid_aside_brings_nobody(place, path):
    assert place(**SETTLED, path=path, gaps=(LATE,), touches=CALLED) is None


def test_the_day_on_which_an_answer_falls_due_changes_the_place(playbook, clock, lead):
    facts = lead(**SETTLED, stage=Stage.MQL, touches=CALLED, gaps=(replace(LATE, due=TODAY + DAY),))
    at = changes_at(facts, playbook, NOW, clock)
    assert group_of(facts, playbook, at - timedelta(seconds=1), clock) is None
    assert at == clock.start_of(TODAY + 2 * DAY)
    assert group_of(facts, playbook, at, clock).group == "missing"
