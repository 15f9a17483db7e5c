"""What of a handoff leaves at each level of privacy, and what stays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.committee.privacy import Privacy
from app.domain.handoff import (
    LEAVES,
    LEVELS,
    CheckRow,
    DiscoveryRow,
    GapRow,
    HandoffSheet,
    LineRow,
    MoveRow,
    PointRow,
    SeatRow,
    SignalRow,
    TouchRow,
    known_level,
    let_out,
    printed,
    stricter,
    to_json,
)
from app.domain.handoff.privacy import CONFLICT
from app.services.committee.handed import KINDS

AT = datetime(2026, 11, 16, 9, 20, tzinfo=UTC)
SHEET = HandoffSheet(
    uuid="u",
    workspace="w",
    number=4,
    created_at=AT,
    form=2,
    person="Ada Berg",
    email="ada@northgate.example",
    phone="+1 617 555 0142",
    account="Northgate",
    account_facts=(("Size", "420 beds"),),
    stage="SQL",
    path="Pilot",
    why_asked="A demo of the panel",
    content=("Guide",),
    checks=(CheckRow("sql", "Need?", "yes", evidence="Their own word"),),
    discovery=(
        DiscoveryRow("volume", "How many?", "340", "Ada", AT, "told", "340 a month", "Volume known?"),
        DiscoveryRow("budget", "Which money?", "We think the lab", "", AT, "guess"),
    ),
    committee=(
        SeatRow("Lab", "required", "Ada", power="signs", stance="supporter", next_step="Lunch", ours="Mia"),
        SeatRow("Finance", "required", "Ben", stance="opposed", left=True),
    ),
    coverage="1 of 2",
    committee_lines=(
        LineRow("Ada", "influences", "Ben", note="They were at school together"),
        LineRow("Ada", CONFLICT, "Ben", note="Budget"),
    ),
    committee_says=("Nobody supports it",),
    gaps=(GapRow("Which study?", "validation", "stops", "ours", "Mia", date(2026, 11, 20), "Fit?"),),
    fit=82,
    intent=64,
    cell="Strong",
    ledger=(PointRow("fit", "Size", 82),),
    learned="They will sign anything",
    next_step="Call",
    owner="Mia",
    override="The board asks",
    gap_override="They wait for it",
    questions=("Where do orders start?",),
    signals=(SignalRow(AT, "demo"),),
    touches=(TouchRow(AT, "call"),),
    moves=(MoveRow(AT, "Lead to MQL"),),
    percent=80,
    missing=("Budget",),
    left_out=1,
)


def test_h1_every_level_is_named_and_says_in_one_sentence_what_leaves_and_what_stays() -> None:
    assert list(LEVELS) == list(LEAVES) == ["full", "no-stance", "shareable"]
    for sentence in LEAVES.values():
        assert sentence.count(".") == 1 and sentence.endswith(".")
        assert "leave" in sentence and "stay" in sentence


def test_h1_inside_everything_leaves() -> None:
    assert let_out(SHEET, "full") == HandoffSheet(**_with(privacy="full"))
    assert printed(let_out(SHEET, "full")) == let_out(SHEET, "full")


def test_h1_without_stance_nothing_tells_who_is_for_or_against_it() -> None:
    written = to_json(let_out(SHEET, "no-stance"))
    for secret in ("supporter", "opposed", "Lunch", "Nobody supports it", "school", CONFLICT, "Budget\\u0022"):
        assert secret not in written, secret
    for kept in ("ada@northgate.example", "Their own word", "signs", "They will sign anything"):
        assert kept in written, kept


@pytest.mark.parametrize(
    "secret",
    [
        *("ada@northgate.example", "555 0142", "Their own word", "We think the lab", "supporter", "signs", "Mia knows"),
        *("Nobody supports it", "school", "stops", "Strong", "They will sign anything", "Lead to MQL", "demo\\u0022"),
        *("Where do orders start", "Guide", "420 beds"),
    ],
)
def test_h1_what_the_buyer_may_read_holds_nothing_of_ours(secret: str) -> None:
    assert secret not in to_json(let_out(SHEET, "shareable"))


def test_h1_what_the_buyer_may_read_holds_what_they_told_us() -> None:
    sheet = printed(let_out(SHEET, "shareable"))
    assert sheet.why_asked == "A demo of the panel"
    assert [row.answer for row in sheet.discovery] == ["340"]
    assert [(seat.person, seat.seat) for seat in sheet.committee] == [("Ada", "Lab")]
    assert [gap.question for gap in sheet.gaps] == ["Which study?"]
    kept_back = (sheet.stage, sheet.path, sheet.override, sheet.gap_override, sheet.percent, sheet.missing)
    assert kept_back == ("", "", "", "", None, ())
    assert let_out(SHEET, "shareable").path == "Pilot"  # the record of the sending keeps it


@pytest.mark.parametrize("level", LEVELS)
def test_h1_a_level_taken_out_twice_is_the_same(level: Privacy) -> None:
    assert let_out(let_out(SHEET, level), level) == let_out(SHEET, level)


def test_h1_the_stricter_of_two_levels_and_the_word_of_earlier_packages() -> None:
    assert stricter("internal", "no-stance") == "no-stance"
    assert stricter("shareable", "full") == "shareable"
    assert known_level("internal") == "full"


def test_h1_a_conflict_is_told_by_the_word_that_packages_write() -> None:
    assert KINDS["conflict"] == CONFLICT


def _with(**changes: Any) -> dict[str, Any]:
    return {name: getattr(SHEET, name) for name in SHEET.__slots__} | changes
