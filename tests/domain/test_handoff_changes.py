"""What changed between two versions of a package, in sentences."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.handoff import (
    CheckRow,
    DiscoveryRow,
    DocumentLine,
    GapRow,
    HandoffSheet,
    PilotLine,
    ScopeLine,
    SeatRow,
    SignalRow,
    StepLine,
    TouchRow,
    changes_since,
)

AT = datetime(2026, 11, 16, 9, 20, tzinfo=UTC)
BEFORE = HandoffSheet(
    uuid="a",
    workspace="w",
    number=3,
    created_at=AT,
    form=2,
    stage="MQL",
    owner="Mia",
    next_step="Call",
    due=date(2026, 11, 20),
    checks=(CheckRow("sql", "Is there a need?", criterion="need"),),
    discovery=(DiscoveryRow("fit", "How many?", "90"),),
    scope=(ScopeLine("PCR panel"), ScopeLine("Culture")),
    integration=(("Laboratory system", "Orchard 10"), ("Codes", "")),
    documents=(DocumentLine("IFU"), DocumentLine("Certificate")),
    pilot=PilotLine("See it work", "planned"),
    steps=(StepLine("Quality", due=date(2026, 12, 1)), StepLine("Finance")),
    committee=(SeatRow("Lab", person="Ada", stance="neutral"), SeatRow("IT", person="Ben")),
    gaps=(GapRow("Which study?"), GapRow("Who owns the queue?", due=date(2026, 12, 1))),
    fit=60,
)
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "an answer": (
        {"checks": (CheckRow("sql", "Is there a need?", "yes", evidence="Four days lost", criterion="need"),)},
        "Qualification: Is there a need? Unknown became Yes: Four days lost",
    ),
    "a contradiction": (
        {"checks": (CheckRow("sql", "Is there a need?", contradicted=True, criterion="need"),)},
        "Qualification: One answer now contradicts another: Is there a need?",
    ),
    "a gap that was settled": ({"gaps": BEFORE.gaps[1:]}, "Gaps: No longer open: Which study?"),
    "a gap that stops": (
        {"gaps": (*BEFORE.gaps, GapRow("Who signs?", severity="stops"))},
        "Gaps: New, and it stops the deal: Who signs?",
    ),
    "a gap put off": (
        {"gaps": (BEFORE.gaps[0], replace(BEFORE.gaps[1], due=date(2026, 12, 8)))},
        "Gaps: Now due 2026-12-08: Who owns the queue?",
    ),
    "discovery": (
        {"discovery": (*BEFORE.discovery, DiscoveryRow("dates", "When?", "March"))},
        "Discovery: Answered: When? March",
    ),
    "another answer": ({"discovery": (DiscoveryRow("fit", "How many?", "120"),)}, "Discovery: Now says: How many? 120"),
    "more scope": ({"scope": (*BEFORE.scope, ScopeLine("HPV"))}, "Scope: HPV is wanted as well."),
    "less scope": ({"scope": BEFORE.scope[:1]}, "Scope: Culture is no longer wanted."),
    "other scope": (
        {"scope": (ScopeLine("PCR panel", "swab"), BEFORE.scope[1])},
        "Scope: PCR panel: the line has changed.",
    ),
    "a system": (
        {"integration": (("Laboratory system", "Epic Beaker"), ("Codes", ""))},
        "Integration: Laboratory system: Orchard 10 became Epic Beaker",
    ),
    "a document sent": (
        {"documents": (DocumentLine("IFU", sent_on=date(2026, 11, 17)), BEFORE.documents[1])},
        "Documents: IFU was sent on 2026-11-17.",
    ),
    "a document accepted": (
        {"documents": (DocumentLine("IFU", accepted="yes"), BEFORE.documents[1])},
        "Documents: IFU was accepted.",
    ),
    "a document refused": (
        {"documents": (DocumentLine("IFU", accepted="no"), BEFORE.documents[1])},
        "Documents: IFU was refused.",
    ),
    "the pilot agreed": ({"pilot": PilotLine("See it work", "agreed")}, "Pilot: State: planned became agreed"),
    "the pilot dated": (
        {"pilot": PilotLine("See it work", "planned", date(2027, 1, 4))},
        "Pilot: Dates: now 2027-01-04 to no date",
    ),
    "a step done": (
        {"steps": (replace(BEFORE.steps[0], done_on=date(2026, 11, 18)), BEFORE.steps[1])},
        "Decision path: Quality is done since 2026-11-18.",
    ),
    "a step put off": (
        {"steps": (replace(BEFORE.steps[0], due=date(2026, 12, 9)), BEFORE.steps[1])},
        "Decision path: Quality: 2026-12-01 became 2026-12-09",
    ),
    "somebody new": (
        {"committee": (*BEFORE.committee, SeatRow("Finance", person="Cleo"))},
        "Committee: Cleo is known now: Finance.",
    ),
    "an opinion": (
        {"committee": (SeatRow("Lab", person="Ada", stance="supporter"), BEFORE.committee[1])},
        "Committee: Ada, stance: neutral became supporter",
    ),
    "somebody who left": (
        {"committee": (BEFORE.committee[0], SeatRow("IT", person="Ben", left=True))},
        "Committee: Ben has left.",
    ),
    "the stage": ({"stage": "SQL"}, "Lead: Stage: MQL became SQL"),
    "the date": ({"due": date(2026, 11, 24)}, "Lead: Due: 2026-11-20 became 2026-11-24"),
    "the score": ({"fit": 82}, "Lead: Fit: 60 became 82"),
    "what happened": (
        {"signals": (SignalRow(AT, "demo"),), "touches": (TouchRow(AT, "call"), TouchRow(AT, "mail"))},
        "History: Since then: 1 signal and 2 touches.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_h1_a_version_says_what_changed_since_the_one_before(case: str) -> None:
    changes, says = CASES[case]
    found = changes_since(BEFORE, replace(BEFORE, **changes))
    assert [f"{row.part}: {row.says}" for row in found] == [says]


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("full", "shareable", "This version may be read by the buyer."),
        ("full", "no-stance", "This version leaves out stances, conflicts and weak spots of the committee."),
        ("no-stance", "full", "This version is for us alone and holds everything; the one before held less."),
        (
            "shareable",
            "no-stance",
            "This version is for us alone: contacts, evidence, score and history are in it now.",
        ),
        ("internal", "shareable", "This version may be read by the buyer."),  # as the first form called it
    ],
)
def test_h1_a_version_for_other_readers_says_so(was: str, now: str, says: str) -> None:
    (row,) = changes_since(replace(BEFORE, privacy=was), replace(BEFORE, privacy=now))
    assert (row.part, row.says) == ("Who may read it", says)


def test_h1_where_nothing_changed_that_is_said() -> None:
    (row,) = changes_since(BEFORE, replace(BEFORE, uuid="b", number=7, version=2))
    assert row.says == "Everything in the package is as it was."
