"""The committee as it was on a day, and what changed since a moment (CM12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from app.domain.committee.model import CommitteeMap, Line, Stakeholder, committee_map
from app.domain.problems import Problem
from app.language import tr

ChangedField = Literal["stance", "power", "influence", "reports_to"]
Value = int | str | tuple[str, ...] | None
NEEDS_REASON: frozenset[str] = frozenset({"stance", "power", "influence"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what we think of somebody, with its reason. `before` and `after` are values of the field."""

    stakeholder: int
    field: ChangedField
    before: Value
    after: Value
    at: datetime
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The map of a day; `not_yet` are those who came later, by name."""

    map: CommitteeMap
    not_yet: tuple[str, ...]


def check_reason(field: str, before: Value, after: Value, reason: str) -> str:
    """The reason of a change without spaces around; Problem where a known value changes and nobody says why."""
    written = " ".join(reason.split())
    if field in NEEDS_REASON and before not in (None, "", ()) and before != after and not written:
        raise Problem(tr("Write in a few words why this changed; the history keeps it."))
    return written


def as_of(
    map: CommitteeMap,
    changes: Iterable[Change],
    moment: datetime,
    taken_off: Sequence[tuple[datetime, Stakeholder]] = (),
) -> AsOf:
    """The map as it was at a moment, from the map of today: every later change is taken back, the latest first.

    `taken_off` are those who left the map, with when. A reporting line that led nowhere then is left out.
    """
    people: dict[int, Stakeholder] = {one.id: one for at, one in taken_off if at > moment}
    people |= {one.id: one for one in map.people}
    later = [change for change in changes if change.at > moment]
    for change in sorted(later, key=lambda change: change.at)[::-1]:  # of one moment the last comes first
        if change.stakeholder in people:
            people[change.stakeholder] = _with(people[change.stakeholder], change.field, change.before)
    day = moment.date()
    not_yet = tuple(one.name for one in people.values() if one.created and one.created > day)
    then = [one for one in people.values() if not (one.created and one.created > day)]
    known = _known_by(map.lines, then, day)
    return AsOf(committee_map(then, known, map.template, map.service_line), not_yet)


def _known_by(lines: Iterable[Line], people: Sequence[Stakeholder], day: date) -> list[Line]:
    """The lines known on a day; a solid one only where its person followed it then."""
    managers = {one.id: one.reports_to for one in people}
    return [
        line
        for line in lines
        if not (line.at and line.at > day) and (line.kind != "reports_to" or managers.get(line.from_id) == line.to_id)
    ]


def _with(one: Stakeholder, field: ChangedField, value: Value) -> Stakeholder:
    match field:
        case "stance":
            return replace(one, stance=value if isinstance(value, int) else None)
        case "reports_to":
            return replace(one, reports_to=value if isinstance(value, int) else None)
        case "power":
            return replace(one, power=value if isinstance(value, tuple) else ())
        case "influence":
            return replace(one, influence=value if isinstance(value, str) else "")


def changed_since(map: CommitteeMap, changes: Iterable[Change], moment: datetime) -> Mapping[int, tuple[str, ...]]:
    """Who changed after a moment, with the fields that are not as they were; "new" for those who came since."""
    first: dict[tuple[int, str], Value] = {}
    last: dict[tuple[int, str], Value] = {}
    for change in sorted(changes, key=lambda change: change.at):
        if change.at > moment and change.stakeholder in map.by_id:
            key = (change.stakeholder, change.field)
            first.setdefault(key, change.before)
            last[key] = change.after
    found: dict[int, list[str]] = {one.id: ["new"] for one in map.people if one.created and one.created > moment.date()}
    for (id, field), before in first.items():
        if before != last[id, field]:
            found.setdefault(id, []).append(field)
    return {id: tuple(fields) for id, fields in found.items()}
