"""Completeness and digest of a handoff."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.domain.handoff import (
    FORM,
    PARTS,
    CheckRow,
    DiscoveryRow,
    DocumentLine,
    GapRow,
    HandoffSheet,
    MoveRow,
    PilotLine,
    PointRow,
    SeatRow,
    SignalRow,
    StepLine,
    TouchRow,
    completeness,
    digest,
    from_json,
    part_label,
    to_json,
)
from app.domain.playbook import HandoffParts

AT = datetime(2026, 11, 16, 9, 20, tzinfo=UTC)
EMPTY = HandoffSheet(uuid="u", workspace="w", number=1, created_at=AT)
REASON = {"learned": "They need it in March", "next_step": "Call", "owner": "Jonas Falk", "due": date(2026, 11, 24)}
FULL = HandoffSheet(
    uuid="u",
    workspace="w",
    number=1,
    created_at=AT,
    **REASON,
    reply_by=AT + timedelta(days=2),
    email="ada@northgate.example",
    account="Northgate",
    account_facts=(("Size", "420 beds"),),
    why_asked="A demo",
    content=("Guide",),
    checks=(
        CheckRow("mql", "Fit?", "yes", True, "420 beds"),
        CheckRow("sql", "Need?", "yes", True, "Send-outs take days", "Ada", AT, "told", False, "sql_need", "need"),
    ),
    discovery=(
        DiscoveryRow("volume", "How many?", "340 a month", at=AT),
        DiscoveryRow("dates", "When?", "March"),
        DiscoveryRow("delivery", "Where to?", "LIS"),
        DiscoveryRow("decision", "Who signs?", "Dr. Calder"),
        DiscoveryRow("budget", "Which money?", "Lab budget"),
        DiscoveryRow("compliance", "Rules?", "CLIA"),
    ),
    committee=(SeatRow("Lab director", "required", "Ines Calder", last_contact=date(2026, 11, 1)),),
    gaps=(GapRow("Which study?", owed_by="ours", due=date(2026, 11, 20)),),
    fit=82,
    intent=64,
    ledger=(PointRow("fit", "Size", 82, at=AT),),
    questions=("Where do orders start?",),
    documents=(DocumentLine("Verification plan", asked_on=date(2026, 11, 9), sent_on=date(2026, 11, 12)),),
    pilot=PilotLine("Agree with the present method", starts_on=date(2026, 12, 1), judge="Ines Calder"),
    steps=(StepLine("Clinical", "Ines Calder"), StepLine("Finance", "Hugo Brandt")),
    signals=(SignalRow(AT, "demo"),),
    touches=(TouchRow(AT, "call"),),
    moves=(MoveRow(AT, "Lead to MQL"),),
    form=FORM,
)
EVERYTHING = HandoffParts(mandatory=(), counted=tuple(PARTS))


def test_reason_and_next_step_are_mandatory_whatever_the_playbook_says() -> None:
    judged = completeness(EMPTY, HandoffParts(mandatory=(), counted=()))
    assert [part for part, _ in judged.blocking] == ["reason", "next_step"]
    assert (judged.percent, judged.may_leave) == (0, False)


@pytest.mark.parametrize("lacking", ["learned", "next_step", "owner", "due"])
def test_a_next_step_needs_owner_and_date(lacking: str) -> None:
    sheet = HandoffSheet(uuid="u", workspace="w", number=1, created_at=AT, **(REASON | {lacking: None or ""}))
    assert not completeness(sheet, HandoffParts(mandatory=(), counted=())).may_leave


def test_a_full_package_is_complete() -> None:
    judged = completeness(FULL, EVERYTHING)
    assert (judged.percent, judged.missing, judged.may_leave) == (100, (), True)


@pytest.mark.parametrize(
    ("part", "without"),
    [
        ("documents", {"documents": ()}),
        ("documents", {"documents": (DocumentLine("Verification plan", due=date(2026, 11, 10)),)}),
        ("pilot", {"pilot": None}),
        ("pilot", {"pilot": PilotLine("Agree", lacks=("A judge on their side",))}),
        ("steps", {"steps": ()}),
        ("steps", {"steps": (StepLine("Clinical", "Ines Calder"), StepLine("Finance"))}),
    ],
)
def test_h2_what_calls_bring_counts_where_a_playbook_asks_for_it(part: str, without: dict[str, Any]) -> None:
    judged = completeness(replace(FULL, **without), EVERYTHING)
    assert [id for id, _ in judged.missing] == [part]


def test_an_empty_package_lists_what_is_missing_mandatory_first() -> None:
    judged = completeness(EMPTY, HandoffParts(mandatory=("why_asked",), counted=("committee", "scope", "gaps")))
    assert [part for part, _ in judged.missing] == ["reason", "next_step", "why_asked", "committee", "scope"]
    assert judged.percent == 100 // 6
    assert ("why_asked", "Why they asked") in judged.blocking


def test_counted_parts_do_not_block() -> None:
    sheet = HandoffSheet(uuid="u", workspace="w", number=1, created_at=AT, **REASON)
    judged = completeness(sheet, HandoffParts(mandatory=("reason",), counted=("committee", "score")))
    assert judged.may_leave
    assert judged.percent == 50


def test_other_names_of_a_part_mean_the_same() -> None:
    parts = HandoffParts(mandatory=("reason",), counted=("decision_makers", "results_delivery", "volume_and_growth"))
    assert completeness(FULL, parts).percent == 100
    assert part_label("results_delivery") == "Results delivery and integration"


def test_a_part_that_nobody_knows_counts_as_missing() -> None:
    judged = completeness(FULL, HandoffParts(mandatory=(), counted=("horoscope",)))
    assert judged.missing == (("horoscope", "Horoscope"),)


def test_a_proven_criterion_stands_for_an_answer_but_an_unproven_one_does_not() -> None:
    parts = HandoffParts(mandatory=(), counted=("dates",))
    base = dict(REASON, uuid="u", workspace="w", number=1, created_at=AT)
    proven = CheckRow("sql", "When?", "yes", evidence="March", gate="timeline")
    guess = CheckRow("sql", "When?", "yes", gate="timeline")
    assert completeness(HandoffSheet(**base, checks=(proven,)), parts).percent == 100
    assert completeness(HandoffSheet(**base, checks=(guess,)), parts).percent == 66


def test_unknown_answers_leave_a_checklist_open() -> None:
    parts = HandoffParts(mandatory=(), counted=("sql_checklist",))
    base = dict(REASON, uuid="u", workspace="w", number=1, created_at=AT)
    for answer, percent in (("no", 100), ("unknown", 66)):
        sheet = HandoffSheet(**base, checks=(CheckRow("sql", "Need?", answer),))
        assert completeness(sheet, parts).percent == percent


@pytest.mark.parametrize("sheet", [EMPTY, FULL])
def test_a_package_survives_json_exactly(sheet: HandoffSheet) -> None:
    again = from_json(to_json(sheet))
    assert again == sheet
    assert digest(again) == digest(sheet)


def test_the_digest_notices_every_field() -> None:
    seen = {digest(FULL)}
    for changes in ({"learned": "x"}, {"number": 2}, {"checks": FULL.checks[:1]}, {"due": date(2026, 11, 25)}):
        seen.add(digest(HandoffSheet(**{name: getattr(FULL, name) for name in FULL.__slots__} | changes)))
    assert len(seen) == 5
    assert all(len(text) == 64 for text in seen)
