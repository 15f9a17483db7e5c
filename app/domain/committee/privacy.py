"""What of a committee may leave the house: three levels, each named where something is exported (CM15)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from app.domain.committee.model import CommitteeMap, Stakeholder, band_of, committee_map
from app.language import later

Privacy = Literal["full", "no-stance", "shareable"]

LEVELS: Mapping[Privacy, str] = {
    "full": later("Internal: everything"),
    "no-stance": later("Internal, without stance"),
    "shareable": later("Shareable: names and seats only"),
}


def stripped(map: CommitteeMap, level: Privacy) -> CommitteeMap:
    """The map as far as a level lets it out. Nobody is left out, and every card keeps its lane and band.

    Without stance also goes what gives it away: behaviour, the champion test, reasons, conflict and notes on lines.
    """
    if level == "full":
        return map
    if level == "no-stance":
        lines = [replace(line, note="") for line in map.lines if line.kind != "conflict"]
        return committee_map(_without_opinions(map.people), lines, map.template, map.service_line)
    return committee_map((_name_and_seat(one) for one in map.people), (), map.template, map.service_line)


def _without_opinions(people: Iterable[Stakeholder]) -> Iterable[Stakeholder]:
    """The same people without what we think of their opinion."""
    for one in people:
        yield replace(one, stance=None, behaviour="", champion_test="", influence_why="")


def _name_and_seat(one: Stakeholder) -> Stakeholder:
    return Stakeholder(
        id=one.id,
        person_id=one.person_id,
        name=one.name,
        seat=one.seat,
        certainty=one.certainty,  # a seat that we guess is not said as if it were known
        external=one.external,
        organisation=one.organisation,
        gone=one.gone,
        lane=one.lane,
        band=band_of(one),
        order=one.order,
        pins=one.pins,
    )
