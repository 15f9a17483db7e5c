"""Gestures on what we know and think of somebody: each change of stance, power or influence keeps its reason (CM12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.domain.committee import CommitteeMap, Stakeholder
from app.domain.committee.editing import with_manager, with_person
from app.domain.committee.signs import POWERS
from app.domain.counting import counted
from app.domain.problems import Problem
from app.language import tr
from app.services.committee.keeping import EDITABLE, changed, stored, take_step, who
from app.services.committee.words import FIELDS, choices, shown
from app.services.editing import edit_person
from app.services.guarding import patient_warnings
from app.services.work import Changed, Work
from app.store.tables import StanceChange

_CHOSEN = (
    "seat",
    "influence",
    "stance",
    "depth",
    "wanted",
    "certainty",
    "behaviour",
    "lane",
    "band",
)  # of a list of choices
_DAYS = ("last_contact", "confirmed", "due")
_WORDS = ("can_show", "next_step", "influence_why", "champion_test")  # where a person writes freely
_KEPT_ALL = ("champion_test",)  # its lines mean something


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One change of stance, power or influence in words."""

    field: str
    label: str
    before: str
    after: str
    reason: str
    at: datetime
    by: str


def edit_stakeholder(
    work: Work,
    stakeholder_id: int,
    changes: Mapping[str, Any],
    reason: str = "",
    service_line: str | None = None,
) -> Changed:
    """Change what is known of somebody, by the names of `Stakeholder`; `title` is that of the person.

    `service_line` is that of the map it is done on, where a manager is chosen who is on no other.
    Raises Problem for a wrong field or value, a reporting loop, or an opinion that changes without a reason.
    """
    row = stored(work, stakeholder_id)
    wrong = set(changes) - EDITABLE - {"title"}
    if wrong:
        raise Problem(tr("A stakeholder has no field {names}.", names=", ".join(sorted(wrong))))
    values = {name: _value(work, name, value) for name, value in changes.items() if name != "title"}
    if "title" in changes and row.person is not None:
        edit_person(work, row.person.id, {"job_title": changes["title"]})

    def step(map: CommitteeMap) -> CommitteeMap:
        if "reports_to" in values:
            map = with_manager(map, stakeholder_id, values["reports_to"])
        one = map.by_id[stakeholder_id]
        return with_person(map, replace(one, **{k: v for k, v in values.items() if k != "reports_to"}))

    take_step(work, row.account_id, row.service_line if service_line is None else service_line, step, reason)
    people = frozenset({row.person_id} if "title" in changes and row.person_id else ())
    warnings = patient_warnings(*(str(values.get(name) or "") for name in _WORDS), reason)
    return changed(row, tr("Edit {who} on the map", who=who(work, row)), people=people, kept=warnings)


def set_stance(work: Work, stakeholder_ids: Sequence[int], stance: int | None, reason: str = "") -> Changed:
    """Say where people stand: +2 champion to -2 opposed, None for unknown, which is not neutral."""
    if not stakeholder_ids:
        raise Problem(tr("Select somebody on the map first."))
    _value(work, "stance", stance)
    rows = [stored(work, id) for id in dict.fromkeys(stakeholder_ids)]
    for row in rows:
        _set(work, row.id, {"stance": stance}, reason)
    whom = who(work, rows[0]) if len(rows) == 1 else counted(len(rows), "person", "people")
    label = tr("Stance of {who}: {stance}", who=whom, stance=shown("stance", stance))
    return changed(rows[0], label, kept=patient_warnings(reason))


def set_power(work: Work, stakeholder_id: int, power: Iterable[str], reason: str = "") -> Changed:
    """Say what somebody may decide; several powers may be held, none is unknown."""
    row = _set(work, stakeholder_id, {"power": _value(work, "power", power)}, reason)
    label = tr("Power of {who}: {power}", who=who(work, row), power=shown("power", row.power))
    return changed(row, label, kept=patient_warnings(reason))


def set_influence(work: Work, stakeholder_id: int, influence: str, reason: str = "", why: str | None = None) -> Changed:
    """Say how much somebody's word counts; `why` where it disagrees with their seniority."""
    values: dict[str, Any] = {"influence": _value(work, "influence", influence)}
    if why is not None:
        values["influence_why"] = " ".join(why.split())
    row = _set(work, stakeholder_id, values, reason)
    label = tr("Influence of {who}: {influence}", who=who(work, row), influence=shown("influence", row.influence))
    return changed(row, label, kept=patient_warnings(reason, why or ""))


def opinions(work: Work, stakeholder_id: int) -> tuple[OpinionRow, ...]:
    """How what we think of somebody changed, the newest first."""
    c = StanceChange
    rows = work.session.scalars(select(c).where(c.stakeholder_id == stakeholder_id).order_by(c.at.desc(), c.id.desc()))
    return tuple(
        OpinionRow(
            field=row.field,
            label=tr(FIELDS.get(row.field, row.field)),
            before=_read(row.field, row.before),
            after=_read(row.field, row.after),
            reason=row.reason,
            at=row.at,
            by=row.by,
        )
        for row in rows
    )


def _set(work: Work, stakeholder_id: int, values: Mapping[str, Any], reason: str) -> Any:
    row = stored(work, stakeholder_id)

    def step(map: CommitteeMap) -> CommitteeMap:
        one: Stakeholder = map.by_id[stakeholder_id]
        return with_person(map, replace(one, **values))

    take_step(work, row.account_id, row.service_line, step, reason)
    return row


def _read(field: str, kept: str) -> str:
    """A kept value in words; what was kept before the map was there is words already."""
    if field == "stance":
        return shown("stance", int(kept)) if kept.lstrip("-").isdigit() else tr(kept) if kept else shown("stance", None)
    return shown(field, kept)


def _value(work: Work, name: str, value: Any) -> Any:
    """A value as the map has it. Raises Problem for one that is not known."""
    if name == "power":
        held = set(value.split() if isinstance(value, str) else value or ())
        _check(work, "power", held)
        return tuple(id for id in POWERS if id in held)
    if name == "colleagues":
        names = value.split(",") if isinstance(value, str) else value or ()
        return tuple(dict.fromkeys(" ".join(one.split()) for one in names if one.strip()))
    if name in _CHOSEN:
        _check(work, name, [value])
        return value
    if name in _DAYS:
        if value is not None and not isinstance(value, date):
            raise Problem(tr("“{value}” is no date; write one like 2026-12-01.", value=value))
        return value
    if name in ("external", "reports_to"):
        return value
    text = str(value or "")
    return text.strip("\r ") if name in _KEPT_ALL else " ".join(text.split())


def _check(work: Work, name: str, values: Iterable[object]) -> None:
    known = [id for id, _ in choices(work)[name]]
    for value in values:
        if value not in known:
            names = ", ".join(str(id) for id in known if id not in ("", None))
            raise Problem(tr("“{value}” is not known here; choose one of {names}.", value=value, names=names))
