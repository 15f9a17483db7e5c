"""What a known export says that somebody did becomes signals with their detail: each once, joins of a report as one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.intake.columns.known_exports import Happened
from app.intake.drafting.drafts import Draft
from app.services import lead_page, leads
from app.services.desk import Desk
from app.services.known import Known
from app.services.lead_record import SignalView, lead_record
from app.services.plan_signals import PlanSignals
from app.services.planned import LeadState, PlannedSignal
from tests.services.conftest import NOW

REPORT = """Attendee Report
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes)
Turnaround in the core lab,812 0000 1111,11/10/2026 03:00:00 PM,62
Attendee Details
Attended,First Name,Last Name,Email,Registration Time,Join Time,Leave Time,Time in Session (minutes)
Yes,Ada,Berg,ada@north.example,11/01/2026 10:00:00 AM,11/10/2026 03:01:00 PM,11/10/2026 03:21:00 PM,20
Yes,Ada,Berg,ada@north.example,11/01/2026 10:00:00 AM,11/10/2026 03:30:00 PM,11/10/2026 03:55:00 PM,25
No,Ben,Ito,ben@north.example,11/02/2026 10:00:00 AM,--,--,--
"""


def _signals(desk: Desk, person: str) -> list[SignalView]:
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter()))
    (lead,) = [row.id for row in rows if row.person == person]
    return list(desk.ask(lead_record, lead).signals)


def test_who_joined_twice_attended_once_and_who_did_not_come_was_registered(
    desk: Desk, bring_in: Callable[..., object], csv: Callable[..., Path]
) -> None:
    bring_in(REPORT, "attendee report.csv")
    attended = [signal for signal in _signals(desk, "Ada Berg") if signal.kind == "webinar_attended"]
    assert [signal.detail["minutes"] for signal in attended] == ["45"]
    assert attended[0].at.astimezone(UTC).date().isoformat() == "2026-11-10"
    assert {signal.kind for signal in _signals(desk, "Ben Ito")} == {"webinar_registered"}
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter()))
    view = desk.ask(lead_page.lead_view, next(row.id for row in rows if row.person == "Ada Berg"))
    assert any("minutes: 45" in row.text for row in view.timeline)
    before = [_signals(desk, person) for person in ("Ada Berg", "Ben Ito")]
    plan = bring_in(REPORT, "again.csv")
    assert plan.counts["signal"] == plan.counts["create"] == 0
    assert [_signals(desk, person) for person in ("Ada Berg", "Ben Ito")] == before


# --- any export -------------------------------------------------------------------------------------------------------

DRAFT = Draft(Path("report.csv"), "", 1, {"full_name": "Ada Berg"}, {}, {}, (), ())
AT = "2026-11-10T15:00:00+00:00"


@pytest.fixture
def signals(desk: Desk) -> PlanSignals:
    return desk.ask(lambda work: PlanSignals(Known(work.session), work.playbook, NOW))


def _told(
    signals: PlanSignals, *rows: tuple[Happened, ...], about: str = "", **said: str
) -> tuple[tuple[PlannedSignal, ...], list[bool]]:
    """What a new lead gains by rows of one table, and which rows were news."""
    lead = LeadState(-1, {})
    news = [signals.add(lead, replace(DRAFT, lead={**DRAFT.lead, **said}, happened=row), about, 1) for row in rows]
    return lead.signals, news


def test_detail_and_moment_are_kept(signals: PlanSignals) -> None:
    (one,), _ = _told(signals, (Happened("booth_scan", AT, "Lab days", {"rating": "hot"}),), campaign="Lab days 2026")
    assert (one.kind, one.asset, one.detail, one.campaign) == (
        "booth_scan",
        "Lab days",
        {"rating": "hot"},
        "Lab days 2026",
    )
    assert (one.at, one.dated) == (datetime(2026, 11, 10, 15, tzinfo=UTC), True)


def test_without_a_moment_of_its_own_it_has_that_of_the_row_or_of_the_import(signals: PlanSignals) -> None:
    (one,), _ = _told(signals, (Happened("booth_scan"),), created_at="2026-11-03")
    assert (one.at.date().isoformat(), one.dated) == ("2026-11-03", True)
    (one,), _ = _told(signals, (Happened("booth_scan"),))
    assert (one.at, one.dated) == (NOW, False)


def test_minutes_of_joins_add_up_and_a_row_that_came_twice_counts_once(signals: PlanSignals) -> None:
    joins = [
        (Happened("webinar_attended", f"2026-11-10T{at}", "Turnaround", {"minutes": minutes, "poll": poll}),)
        for at, minutes, poll in (("23:40:00", "20", "yes"), ("23:40:00", "20", "yes"), ("23:59:00", "5.5", "no"))
    ]
    late = (Happened("webinar_attended", "2026-11-11T00:10:00", "Turnaround", {"minutes": "4"}),)
    (one,), news = _told(signals, *joins, late)
    assert one.detail == {"minutes": "29.5", "poll": "yes; no"}
    assert one.at == datetime(2026, 11, 10, 23, 40, tzinfo=UTC)
    assert news == [True, False, True, True]


def test_the_same_report_in_a_second_file_adds_nothing(signals: PlanSignals) -> None:
    lead = LeadState(-1, {})
    row = replace(DRAFT, happened=(Happened("webinar_attended", AT, "Turnaround", {"minutes": "20"}),))
    assert [signals.add(lead, row, "", table) for table in (1, 2)] == [True, False]
    assert [signal.detail for signal in lead.signals] == [{"minutes": "20"}]


def test_two_questions_in_one_webinar_are_two(signals: PlanSignals) -> None:
    asked = [(Happened("question_asked", AT, "Turnaround", {"question": text}),) for text in ("How?", "When?", "how ?")]
    found, news = _told(signals, *asked)
    assert [signal.detail["question"] for signal in found] == ["How?", "When?"]
    assert news == [True, True, False]


def test_a_wish_in_the_row_is_a_signal_of_its_own(signals: PlanSignals) -> None:
    attended = (Happened("webinar_attended", AT),)
    found, _ = _told(signals, attended, asked_for="Please send a price list")
    assert [(signal.kind, signal.asked_for) for signal in found] == [
        ("webinar_attended", ""),
        ("pricing_request", "Please send a price list"),
    ]
    found, _ = _told(signals, attended, asked_for="Thanks, nice slides")
    assert [(signal.kind, signal.asked_for) for signal in found] == [("webinar_attended", "Thanks, nice slides")]


def test_a_kind_that_the_playbook_does_not_have_falls_back(signals: PlanSignals) -> None:
    (one,), _ = _told(signals, (Happened("request_a_demo", AT),))
    assert one.kind == "demo_request", "by the words of its name"
    (one,), _ = _told(signals, (Happened("moon_landing", AT),), campaign="Webinar attended")
    assert one.kind == "webinar_attended", "by the words of the row"
    (one,), _ = _told(signals, (Happened("moon_landing", AT),), about="booth_scan")
    assert one.kind == "booth_scan", "by the words about the table"
    assert _told(signals, (Happened("moon_landing", AT),))[0] == (), "no signal is invented"
