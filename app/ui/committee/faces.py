"""What stands on each card of a map, in words and signs: the drawing, the table and the keyboard all read it (CM4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.committee.layout.geometry import Key
from app.domain.committee.model import CommitteeMap, Stakeholder
from app.domain.committee.signs import Signs, in_words, signs
from app.language import later, tr
from app.ui import dates

if TYPE_CHECKING:
    from app.services.committee.view import MapView

NEEDS: Mapping[str, str] = {
    "required": later("required, unknown"),
    "expected": later("expected, unknown"),
    "optional": later("optional, unknown"),
}
FIELDS: Mapping[str, str] = {
    "stance": later("stance"),
    "power": later("power"),
    "influence": later("influence"),
    "reports_to": later("manager"),
    "seat": later("seat"),
    "certainty": later("certainty"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """What a card shows. A ghost is an empty seat: its name, and how much it is needed."""

    name: str
    title: str = ""
    seat: str = ""
    certain: bool = True  # whether the seat is more than our guess
    manager: str = ""  # "↑ Ada Ash"
    signs: Signs | None = None
    stance: int | None = None
    tags: tuple[str, ...] = ()  # on the upper border: external, left, new ...
    ghost: bool = False
    required: bool = False
    gone: bool = False
    said: str = ""  # the whole card as one sentence, for who hears the map


def shown_map(view: "MapView") -> CommitteeMap:
    """The map to lay out: without a ghost beside a seat for which somebody is looked for already."""
    planned = {one.seat for one in view.map.people if not one.name}
    template = {seat: need for seat, need in view.map.template.items() if seat not in planned}
    return replace(view.map, template=template) if planned else view.map


def faces(view: "MapView") -> dict[Key, Face]:
    """The face of everybody and of every empty seat, by the key of their card."""
    labels = {seat.id: seat.label for seat in view.playbook.seats}
    found: dict[Key, Face] = {one.id: _person(one, view, labels) for one in view.map.people}
    shown = shown_map(view)
    return found | {seat: _ghost(seat, shown, labels) for seat in shown.empty_seats()}


def _person(one: Stakeholder, view: "MapView", labels: Mapping[str, str]) -> Face:
    above = view.map.manager_of(one.id)
    manager = (above.name or labels.get(above.seat, above.seat)) if above else ""
    seat = labels.get(one.seat, "")
    name = one.name or tr("Nobody known yet")
    title = one.title
    if not one.name and one.next_step:
        title = tr("{step}, by {day}", step=one.next_step, day=dates.day(one.due)) if one.due else one.next_step
    tags = _tags(one, view)
    said = ", ".join(part for part in (name, title, seat, *tags) if part)
    if manager:
        said = tr("{person}, reports to {manager}", person=said, manager=manager)
    return Face(
        name=name,
        title=title,
        seat=seat,
        certain=one.certainty not in ("", "guess"),
        manager=f"↑ {manager}" if manager else "",
        signs=signs(one, view.today),
        stance=one.stance,
        tags=tags,
        gone=one.gone,
        said=f"{said}. {in_words(one, view.today)}",
    )


def _tags(one: Stakeholder, view: "MapView") -> tuple[str, ...]:
    """What the border of a card says: whose house they are of, whether they left, and what changed (CM12)."""
    tags = []
    if one.gone:
        tags.append(tr("left"))
    if one.external:
        tags.append(one.organisation or tr("external"))
    changed = view.changed.get(one.id, ())
    if "new" in changed:
        tags.append(tr("new"))
    elif changed:
        fields = ", ".join(tr(FIELDS.get(field, field)) for field in changed)
        tags.append(tr("changed: {fields}", fields=fields))
    return tuple(tags)


def _ghost(seat: str, map: CommitteeMap, labels: Mapping[str, str]) -> Face:
    need = map.template.get(seat, "")
    label, words = labels.get(seat, seat), tr(NEEDS.get(need, need))
    said = tr("{seat}: {need}", seat=label, need=words)
    return Face(label, words, label, ghost=True, required=need == "required", said=said)
