"""The committee as a handoff tells it: every fact of its map in rows, for those who see no picture (CM13)."""

from dataclasses import dataclass

from app.domain import committee
from app.domain.committee import CommitteeMap, Line, Stakeholder, band_of, lane_of
from app.domain.committee.signs import BAND_WORDS, CERTAINTY_WORDS, DEPTHS, INFLUENCES, POWERS, STANCES
from app.domain.committee.weighing import depth_of
from app.domain.handoff import LineRow, SeatRow
from app.domain.playbook import Playbook
from app.domain.titles import UNPLACED, lane
from app.language import later, tr
from app.services.committee.reading import map_and_seats
from app.services.work import Work

KINDS = {
    "dotted": later("reports to as well"),
    "influences": later("influences"),
    "conflict": later("in conflict with"),
}
STRENGTHS = {"weak": later("weak"), "strong": later("strong")}


@dataclass(frozen=True, slots=True)
class Handed:
    """What a package tells of a committee: people and empty seats, the lines between them, the coverage."""

    seats: tuple[SeatRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    coverage: str = ""


def handed(work: Work, account_id: int | None, service_line: str) -> Handed:
    """The committee of an account for a service line: everybody, then the seats in which nobody is known."""
    if account_id is None:
        return Handed()
    map, _ = map_and_seats(work, account_id, service_line)
    book = work.playbook
    people = tuple(_somebody(one, map, book) for one in map.people)
    looked_for = {one.seat for one in map.people if not one.name}
    empty = tuple(_nobody(seat, map, book) for seat in map.empty_seats() if seat not in looked_for)
    lines = tuple(_line(line, map) for line in map.lines if line.kind != "reports_to")
    found = committee.coverage(book.template(service_line), map.people, book)
    return Handed((*people, *empty), lines, found.text)


def _somebody(one: Stakeholder, map: CommitteeMap, book: Playbook) -> SeatRow:
    ours = ", ".join(dict.fromkeys(name for name in (one.owner, *one.colleagues) if name))
    return SeatRow(
        seat=_seat(one.seat, book),
        need=map.template.get(one.seat, ""),
        person=one.name,
        title=one.title,
        power=", ".join(tr(words) for id, words in POWERS.items() if id in one.power),
        influence=tr(INFLUENCES.get(one.influence, one.influence)),
        stance=tr(STANCES.get(one.stance, "unknown")),
        certainty=tr(CERTAINTY_WORDS.get(one.certainty, "our guess")),
        last_contact=one.last_contact,
        next_step=one.next_step,
        lane=_lane(lane_of(one, book)),
        band=_word(BAND_WORDS.get(band_of(one), "")),
        depth=tr(DEPTHS.get(depth_of(one), "unknown")),
        reports_to=map.name(one.reports_to),
        outside=(one.organisation or tr("external")) if one.external else "",
        left=one.gone,
        ours=ours,
    )


def _nobody(seat: str, map: CommitteeMap, book: Playbook) -> SeatRow:
    return SeatRow(seat=_seat(seat, book), need=map.template.get(seat, ""), lane=_lane(lane(seat, book)))


def _line(line: Line, map: CommitteeMap) -> LineRow:
    return LineRow(
        one=map.name(line.from_id),
        kind=tr(KINDS[line.kind]),
        other=map.name(line.to_id),
        strength=_word(STRENGTHS.get(line.strength, "")),
        certainty=tr(CERTAINTY_WORDS.get(line.certainty, "our guess")),
        note=line.note,
        since=line.at,
    )


def _seat(seat: str, book: Playbook) -> str:
    return book.label("seat", seat) if seat != "other" else tr("Other")


def _lane(name: str) -> str:
    return tr(UNPLACED) if name == UNPLACED else name


def _word(words: str) -> str:
    return tr(words) if words else ""
