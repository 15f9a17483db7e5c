"""Sample packages for the tests of workbooks; all people and places are fictitious."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.handoff import (
    CheckRow,
    DiscoveryRow,
    GapRow,
    HandoffSheet,
    MoveRow,
    PointRow,
    SeatRow,
    SignalRow,
    TouchRow,
)
from app.domain.playbook import Reasoned

AT = datetime(2026, 11, 16, 9, 20, 31, 250_000, tzinfo=UTC)

HANDOFF = HandoffSheet(
    uuid="0f0e7a52-6a3e-4f5d-9a53-0b6c6a1d8c11",
    workspace="b6c7f3a0-3f6f-4ce1-8b0e-2f0a5a1c9d22",
    number=12,
    created_at=AT,
    by="Mira Lindqvist",
    to="sales, north-east",
    reply_by=datetime(2026, 11, 18, 9, 20, tzinfo=UTC),
    lead="7d0c2c88-9b5e-4f57-8f4e-5f0b0a9f7e33",
    person="Ada Berg",
    title="Lab operations manager",
    email="ada.berg@northgate.example",
    phone="+1 617 555 0142",
    account="Northgate Hospital Labs",
    account_facts=(
        ("Facility type", "Hospital laboratory"),
        ("Region", "North America, north-east"),
        ("Size", "420 beds"),
        ("Testing focus", "Infectious disease, respiratory"),
        ("Systems", "LIS: Orchard 10, EHR: Epic"),
    ),
    service_line="Hospital lab services",
    stage="SQL",
    path="Technical pre-sales",
    why_asked="Asked for a demo of the respiratory panel after reading the workflow guide: send-out results take four "
    "days and the emergency department complains every winter.",
    content=("Workflow guide for hospital labs", "Webinar: faster respiratory results", "Validation checklist"),
    checks=(
        CheckRow(
            "mql",
            "Is there a named organisation of a kind we serve?",
            "yes",
            True,
            "Hospital lab, 420 beds",
            "web form",
            AT,
            "document",
            criterion="mql_fit",
            gate="fit",
        ),
        CheckRow(
            "sql",
            "Is there a specific need and use case?",
            "yes",
            True,
            "Respiratory panel in house instead of send-out; 340 tests a month in winter",
            "Ada Berg",
            AT,
            "told",
            rests_on="call",
            criterion="sql_need",
            gate="need",
        ),
        CheckRow(
            "sql",
            "Is the intent to act clear?",
            "yes",
            True,
            "Budget request goes in on 15 January",
            "Ada Berg",
            AT,
            "told",
            criterion="sql_intent",
            gate="intent",
        ),
        CheckRow(
            "sql",
            "Is the fit for operations and programme confirmed?",
            "yes",
            True,
            "Analyser has free capacity; two technologists trained",
            "Ben Osei",
            AT,
            "guess",
            True,
            earlier="No on 2026-11-03, said Finance, written by Mia: Nothing is planned",
            criterion="sql_fit",
            gate="fit",
        ),
        CheckRow(
            "sql",
            "Is a next step agreed?",
            "yes",
            True,
            "Validation call on 24 November",
            "Ada Berg",
            AT,
            "told",
            criterion="sql_next",
            gate="next_step",
        ),
        CheckRow("sql", "Is the integration path known?", "unknown", False, criterion="sql_lis", gate="integration"),
        CheckRow(
            "sql",
            "Is there a contract that forbids a change?",
            "no",
            False,
            "None, checked",
            "Ada Berg",
            AT,
            "told",
            criterion="sql_contract",
            gate="decision",
        ),
    ),
    discovery=(
        DiscoveryRow(
            "scope", "Which tests cause you trouble today?", "Respiratory panel, 21 targets", "Ada Berg", AT, "told"
        ),
        DiscoveryRow("volume", "How many a month?", "340 in winter, 90 in summer", "Ada Berg", AT, "told"),
        DiscoveryRow(
            "dates",
            "When must the first result be reported?",
            "1 March 2027, before the season ends",
            "Ada Berg",
            AT,
            "told",
        ),
        DiscoveryRow(
            "decision", "Who signs the verification?", "Dr. Ines Calder, lab director", "Ada Berg", AT, "told"
        ),
        DiscoveryRow("delivery", "Where must results land?", "", "", None, ""),
    ),
    committee=(
        SeatRow(
            "Lab operations",
            "required",
            "Ada Berg",
            "Lab operations manager",
            "recommends, budget",
            "high",
            "supporter",
            "told",
            date(2026, 11, 13),
            "Validation call",
        ),
        SeatRow(
            "Lab director",
            "required",
            "Ines Calder",
            "Medical director",
            "signs, veto",
            "high",
            "unknown",
            "told",
            None,
            "Introduce before the call",
        ),
        SeatRow(
            "LIS analyst",
            "expected",
            "Ben Osei",
            "LIS analyst",
            "gates",
            "medium",
            "neutral",
            "guess",
            date(2026, 11, 10),
            "",
        ),
        SeatRow("Procurement", "required"),
        SeatRow("Finance partner", "expected"),
    ),
    coverage="2 of 3",
    gaps=(
        GapRow(
            "Which verification study do they expect for an unmodified assay?",
            "validation",
            "stops",
            "ours",
            "Jonas Falk",
            date(2026, 11, 20),
            "Fit confirmed",
        ),
        GapRow(
            "Who owns the interface queue and what is the first free slot?",
            "interface",
            "slows",
            "theirs",
            "Ben Osei",
            date(2026, 11, 27),
            "Integration path",
        ),
    ),
    fit=82,
    intent=64,
    cell="Strong fit, warm intent",
    ledger=(
        PointRow("fit", "Facility type we serve", 40, "Hospital laboratory"),
        PointRow("fit", "Size in range", 30, "420 beds"),
        PointRow("fit", "Role near the decision", 12, "Lab operations manager"),
        PointRow("intent", "Asked for a demo", 50, "Respiratory panel demo", AT),
        PointRow("intent", "Attended a webinar", 20, "Faster respiratory results", AT),
        PointRow("intent", "Limit of engagement", -6, "Engagement alone counts at most 40"),
    ),
    learned="They lose four days per send-out and want the panel in house before March; the lab director must sign the "
    "verification and has not been spoken to.",
    next_step="Validation call with the lab director; send the verification plan two days before",
    owner="Jonas Falk",
    due=date(2026, 11, 24),
    questions=(
        "Will you treat the assay as unmodified, modified, or lab-developed, and what do you expect from us?",
        "Where do orders start and where must results land?",
        "Does this pass value analysis, and what goes into the packet?",
    ),
    signals=(
        SignalRow(
            AT, "Demo request", "Respiratory panel", "demo", "Can we see it with our own samples?", "Website", ""
        ),
        SignalRow(AT, "Webinar", "Faster respiratory results", "webinar", "", "Webinar", "Winter 2026"),
    ),
    touches=(TouchRow(AT, "Call", "Told us volumes and dates; wants a validation call", True, "Mira Lindqvist"),),
    moves=(
        MoveRow(
            AT,
            "Lead to MQL",
            "Asked for a demo, hospital lab",
            "Call about volumes",
            "Mira Lindqvist",
            date(2026, 11, 13),
            "Mira Lindqvist",
            False,
            3,
        ),
        MoveRow(
            AT,
            "MQL to SQL, path technical pre-sales",
            "Need, dates and next step confirmed",
            "Validation call",
            "Jonas Falk",
            date(2026, 11, 24),
            "Mira Lindqvist",
            True,
            3,
        ),
    ),
    privacy="internal",
    left_out=1,
    playbook="diagnostics",
    playbook_version=3,
    journal_head="9f2c4a6be1d07733",
    zone="America/New_York",
    percent=93,
    missing=("Results delivery and integration",),
)

REASONS = (
    Reasoned(id="not_ready", label="Not ready: no evaluation plan", action="Back to nurture", sent_too_early=True),
    Reasoned(id="wrong_route", label="Wrong team, or wrong region", action="Route again within a day"),
    Reasoned(id="no_fit", label="Does not fit: method, volume or accreditation", action="Mend the fit rules"),
    Reasoned(id="no_contact", label="Could not be reached", action="Try the second contact"),
    Reasoned(id="other", label="Other (write it in the note)", action="Read the note", needs_text=True),
)


@pytest.fixture
def handoff() -> Callable[..., HandoffSheet]:
    """A full package, with any field changed."""

    def make(**changes: Any) -> HandoffSheet:
        return replace(HANDOFF, **changes)

    return make


@pytest.fixture
def reasons() -> tuple[Reasoned, ...]:
    """The reasons to reject."""
    return REASONS
