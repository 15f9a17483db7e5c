"""What of a handoff leaves the house at each level of privacy, and what stays; the levels are those of the map."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.committee.privacy import Privacy
from app.domain.handoff.rows import DiscoveryRow, GapRow, SeatRow
from app.domain.handoff.sheet import HandoffSheet
from app.language import later

LEVELS: Mapping[Privacy, str] = {
    "full": later("Internal: everything"),
    "no-stance": later("Internal, without stance"),
    "shareable": later("Shareable: what the buyer may read"),
}
LEAVES: Mapping[Privacy, str] = {
    "full": later("Everything leaves, also what we think of people; only notes that look like patient data stay."),
    "no-stance": later(
        "Contacts, evidence, score and history leave; stances, conflicts, weak spots of the committee and notes on"
        " lines between people stay."
    ),
    "shareable": later(
        "What they told us, names and seats, documents, pilot, the next step and open questions leave; contact data,"
        " checks, score, signals, history and all that we think stay."
    ),
}
"""One sentence for each level: what leaves and what stays."""

CONFLICT = "in conflict with"
"""The kind of a line that tells who opposes whom, as packages write it."""

_STRICTER: Mapping[str, int] = {level: place for place, level in enumerate(LEVELS)}


def known_level(level: str) -> Privacy:
    """The level as this version names it; packages of the first form called the whole of it "internal"."""
    return next((one for one in LEVELS if one == level), "full")


def stricter(one: str, other: str) -> Privacy:
    """The one of two levels that lets less out."""
    first, second = known_level(one), known_level(other)
    return first if _STRICTER[first] >= _STRICTER[second] else second


def let_out(sheet: HandoffSheet, level: Privacy) -> HandoffSheet:
    """The package as far as a level lets it out; what it says of its own making stays, as do all headings."""
    if level == "no-stance":
        sheet = _without_stance(sheet)
    elif level == "shareable":
        sheet = _shareable(sheet)
    return replace(sheet, privacy=level)


def printed(sheet: HandoffSheet) -> HandoffSheet:
    """The package as its papers show it: where the buyer may read, also without what we keep of the sending itself."""
    if sheet.privacy != "shareable":
        return sheet
    return replace(sheet, stage="", path="", override="", gap_override="", percent=None, missing=(), left_out=0)


def _without_stance(sheet: HandoffSheet) -> HandoffSheet:
    return replace(
        sheet,
        committee=tuple(replace(seat, stance="", next_step="") for seat in sheet.committee),
        committee_lines=tuple(replace(line, note="") for line in sheet.committee_lines if line.kind != CONFLICT),
        committee_says=(),
    )


def _shareable(sheet: HandoffSheet) -> HandoffSheet:
    return replace(
        sheet,
        email="",
        phone="",
        account_facts=(),
        content=(),
        checks=(),
        discovery=tuple(_told(row) for row in sheet.discovery if row.certainty != "guess"),
        committee=tuple(_name_and_seat(seat) for seat in sheet.committee if not seat.left),
        coverage="",
        committee_lines=(),
        committee_says=(),
        gaps=tuple(_asked(gap) for gap in sheet.gaps),
        fit=None,
        intent=None,
        cell="",
        ledger=(),
        learned="",
        questions=(),
        signals=(),
        touches=(),
        moves=(),
        documents=tuple(replace(line, note="") for line in sheet.documents),
        steps=tuple(replace(step, note="") for step in sheet.steps),
    )


def _told(row: DiscoveryRow) -> DiscoveryRow:
    return replace(row, topic="", proves="", certainty="")


def _asked(gap: GapRow) -> GapRow:
    """The question and who owes its answer, without what it means for the deal."""
    return replace(gap, severity="", blocks="", owner="")


def _name_and_seat(seat: SeatRow) -> SeatRow:
    return SeatRow(seat=seat.seat, person=seat.person, lane=seat.lane, band=seat.band, outside=seat.outside)
