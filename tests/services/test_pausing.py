"""The clock of a lead paused and let go on: what is due then, what Today and the handoffs say, undo and merges."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import handoffs, undoing
from app.services.lead_page import lead_view
from app.services.leads import lead_rows
from app.services.merging import merge
from app.services.moves import move
from app.services.pausing import pause_clock, resume_clock
from app.services.today import today_ids
from app.services.touches import log_touch
from app.store.tables import ClockPause
from tests.services.conftest import ADA, NOW, a_reason, everything

BOARD = "Their board decides in December"


def view(desk, lead):
    return desk.ask(lead_view, lead)


def overdue(desk):
    return list(desk.ask(today_ids, "first_outreach")), list(desk.ask(today_ids, "verdict"))


def test_a_pause_holds_first_outreach_until_it_ends(desk, ada, clock):
    (due,) = view(desk, ada).deadlines
    assert (due.label, due.hours_left, due.overdue) == ("First outreach", 16, False)
    clock.forward(days=1)  # nine business hours later
    desk.do(pause_clock, ada, BOARD)
    clock.forward(days=30)
    shown = view(desk, ada)
    assert (shown.paused.reason, shown.paused.by, shown.paused.since) == (BOARD, "Mia", NOW + timedelta(days=1))
    (due,) = shown.deadlines
    assert (due.paused, due.overdue, due.hours_left) == (True, False, 7)
    assert overdue(desk) == ([], [])
    desk.do(resume_clock, ada)
    (due,) = view(desk, ada).deadlines
    assert (due.paused, due.hours_left) == (False, 7)
    clock.forward(days=1)
    assert overdue(desk) == ([ada], [])


def test_what_is_over_already_grows_no_older_while_the_clock_stands_still(desk, ada, clock):
    clock.forward(days=3)
    (over,) = view(desk, ada).deadlines
    assert over.overdue and over.hours_left < 0
    desk.do(pause_clock, ada, BOARD)
    clock.forward(days=30)
    (due,) = view(desk, ada).deadlines
    assert (due.paused, due.hours_left) == (True, over.hours_left)
    desk.do(resume_clock, ada)
    (due,) = view(desk, ada).deadlines
    assert (due.overdue, due.hours_left) == (True, over.hours_left)


def test_a_pause_until_a_day_counts_for_nothing_while_it_lasts(desk, ada, clock):
    desk.do(pause_clock, ada, BOARD, date(2026, 11, 20))
    (due,) = view(desk, ada).deadlines
    assert (due.paused, due.hours_left) == (True, 16)


def test_a_pause_until_a_day_ends_as_that_day_begins_where_the_team_works(desk, ada, clock):
    desk.do(pause_clock, ada, BOARD, date(2026, 11, 18))
    assert view(desk, ada).paused.until == datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
    clock.at = datetime(2026, 11, 18, 4, 59, tzinfo=UTC)
    assert view(desk, ada).paused is not None
    clock.at = datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
    shown = view(desk, ada)
    assert shown.paused is None
    assert shown.deadlines[0].at == datetime(2026, 11, 19, 20, 30, tzinfo=UTC)
    assert [row.title for row in shown.timeline if row.kind == "pause"] == [
        "The clock goes on",
        f"Clock paused: {BOARD}",
    ]


@pytest.mark.parametrize(
    ("reason", "until", "says"),
    [
        ("  ", None, "Write why the clock is paused"),
        ("x" * 301, None, "Shorten the reason"),
        (BOARD, date(2026, 11, 16), "is not ahead"),
        (BOARD, date(2020, 1, 1), "is not ahead"),
    ],
)
def test_a_pause_needs_a_reason_and_a_day_ahead(desk, ada, reason, until, says):
    before = everything(desk)
    with pytest.raises(Problem, match=says):
        desk.do(pause_clock, ada, reason, until)
    assert everything(desk) == before


def test_what_is_paused_is_not_paused_twice_and_what_runs_not_let_go_on(desk, ada):
    with pytest.raises(Problem, match="is not paused"):
        desk.do(resume_clock, ada)
    desk.do(pause_clock, ada, BOARD)
    with pytest.raises(Problem, match="paused already, since 2026-11-16"):
        desk.do(pause_clock, ada, "Again")


def test_a_closed_lead_has_no_clock_to_pause(desk, ada):
    desk.do(move, ada, path="disqualified", reason=a_reason(code="competitor", due=None))
    with pytest.raises(Problem, match="is closed"):
        desk.do(pause_clock, ada, BOARD)


def test_undo_takes_a_pause_back_and_its_end_as_well(desk, ada, clock):
    before = everything(desk)
    paused = desk.do(pause_clock, ada, BOARD)
    held = everything(desk)
    clock.forward(hours=2)
    going = desk.do(resume_clock, ada)
    desk.do(undoing.undo, going.action)
    assert {name: held[name] for name in ("clock_pause",)} == {"clock_pause": everything(desk)["clock_pause"]}
    desk.do(undoing.undo, paused.action)
    assert everything(desk)["clock_pause"] == before["clock_pause"] == []
    assert view(desk, ada).paused is None
    clock.forward(days=10)
    assert overdue(desk) == ([ada], [])


def test_a_clock_set_back_ends_a_pause_no_earlier_than_it_began(desk, ada, clock):
    desk.do(pause_clock, ada, BOARD)
    clock.forward(days=-3)
    desk.do(resume_clock, ada)
    (row,) = desk.ask(lambda work: work.session.scalars(select(ClockPause)).all())
    assert row.since == row.until == NOW
    assert view(desk, ada).paused is None


@pytest.fixture
def handed_off(desk, mql):
    desk.do(log_touch, mql, "call", "Spoke with her", True)
    desk.do(handoffs.issue_handoff, mql, None)
    return mql


def test_a_pause_holds_the_verdict_on_a_handoff(desk, handed_off, clock):
    (row,) = desk.ask(handoffs.handoff_rows)
    promised = row.due_at
    clock.forward(days=1)
    desk.do(pause_clock, handed_off, BOARD)
    clock.forward(days=20)
    assert desk.ask(handoffs.late_verdicts) == 0
    (row,) = desk.ask(handoffs.handoff_rows)
    assert (row.state, row.due_at > clock.at) == ("pending", True)
    assert overdue(desk) == ([], [])
    desk.do(resume_clock, handed_off)
    assert desk.ask(handoffs.late_verdicts) == 0
    (due,) = [one for one in view(desk, handed_off).deadlines if one.label == "Verdict"]
    assert (due.hours_left, due.why) == (7, "the handoff left on 2026-11-16")
    clock.forward(days=2)
    assert desk.ask(handoffs.late_verdicts) == 1
    (row,) = desk.ask(handoffs.handoff_rows)
    assert (row.state, row.due_at - promised > timedelta(days=18)) == ("overdue", True)
    assert overdue(desk) == ([], [handed_off])


def test_leads_that_are_merged_keep_both_pauses(desk, add, clock):
    ada, twin = add(ADA), add(ADA, email="a.berg@northgate.example", full_name="Ada Bergh")
    desk.do(pause_clock, twin, BOARD)
    merged = desk.do(merge, "people", *(view(desk, lead).person.id for lead in (ada, twin)))
    shown = view(desk, ada)
    assert shown.paused.reason == BOARD
    assert [row.title for row in shown.timeline if row.kind == "pause"] == [f"Clock paused: {BOARD}"]
    clock.forward(days=10)
    assert overdue(desk) == ([], [])
    desk.do(undoing.undo, merged.action)
    assert view(desk, ada).paused is None
    assert view(desk, twin).paused.reason == BOARD
    assert overdue(desk) == ([ada], [])


def test_a_follow_up_is_due_by_the_days_of_the_offer(desk, add, clock):
    price, webinar = (
        add(ADA, offer=offer, email=f"{offer}@northgate.example", full_name=name)
        for offer, name in (("pricing_request", "Pia Price"), ("education_webinar", "Wes Webb"))
    )
    for lead in (price, webinar):
        desk.do(move, lead, path="sdr_outreach", reason=a_reason(due=date(2027, 3, 1)))
    clock.forward(minutes=1)
    for lead in (price, webinar):
        desk.do(log_touch, lead, "call", "Voicemail")
    (soon,), (late,) = view(desk, price).deadlines, view(desk, webinar).deadlines
    assert (soon.label, soon.at, soon.why) == (
        "Follow-up",
        datetime(2026, 11, 18, 22, 30, tzinfo=UTC),
        "Pricing request: 2 days after the attempt of 2026-11-16",
    )
    assert late.at == datetime(2026, 12, 7, 22, 30, tzinfo=UTC)
    clock.at = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
    assert list(desk.ask(today_ids, "no_response")) == [price]
    assert "Follow-up was due 2026-11-18 17:30" in view(desk, price).group_why
    desk.do(log_touch, price, "call", "Spoke with her", True)
    assert view(desk, price).deadlines == ()
    assert Stage(view(desk, price).stage) is Stage.LEAD


def test_the_date_of_a_next_step_is_not_overdue_while_the_clock_stands_still(desk, mql, clock):
    desk.do(log_touch, mql, "call", "Spoke with her", True)
    clock.forward(days=7)  # past the day of the next step
    assert view(desk, mql).due_overdue and desk.ask(lead_rows, [mql])[0].overdue
    assert list(desk.ask(today_ids, "missing")) == [mql]
    desk.do(pause_clock, mql, BOARD, date(2026, 12, 7))
    assert not view(desk, mql).due_overdue and not desk.ask(lead_rows, [mql])[0].overdue
    assert list(desk.ask(today_ids, "missing")) == []
    clock.at = datetime(2026, 12, 7, 5, 0, tzinfo=UTC)
    assert view(desk, mql).due_overdue and desk.ask(lead_rows, [mql])[0].overdue
    assert list(desk.ask(today_ids, "missing")) == [mql]


def test_a_pause_without_an_end_does_not_let_a_lead_be_forgotten(desk, mql, clock):
    desk.do(log_touch, mql, "call", "Spoke with her", True)
    desk.do(pause_clock, mql, BOARD)
    clock.forward(days=7)
    assert list(desk.ask(today_ids, "missing")) == [mql]
    assert view(desk, mql).group_why.endswith(
        f"; clock paused since 2026-11-16 10:00: {BOARD}; committee: Never met the signer, Nobody for validation"
    )
