"""Stand-ins for what cannot be used of a body, so that the rest can still be checked."""

from collections.abc import Mapping
from typing import Any

from app.domain.playbook.drafting.body import Body, reached
from app.domain.playbook.drafting.fault import Fault
from app.domain.playbook.drafting.sentences import sentence
from app.domain.playbook.sections import SECTION, SECTIONS, Field, Section, choices, keyed
from app.language import tr

Loc = tuple[str | int, ...]


def stood_in(body: Mapping[str, Any], mended: Body, errors: Any, found: dict[tuple[str, str, str, str], Fault]) -> Body:
    """The body with a stand-in for every value that an error is about; what was wrong is noted in `found`."""
    made = dict(mended)
    spoilt: dict[str, set[int]] = {}
    for error in errors:
        section, at, name = _located(error["loc"])
        if section is None:
            made.pop(str(error["loc"][0]), None)
            says = tr("A playbook has no part “{part}”; leave it out.", part=error["loc"][0])
            found.setdefault(("general", "", str(error["loc"][0]), ""), Fault("general", "", "", says))
            continue
        key = _key_at(mended, section, at)
        field = section.field(str(error.get("ctx", {}).get("field", name)))
        name = field.id if field is not None else name
        fault = Fault(section.id, key, name if field else "", sentence(body, section, field, name, error))
        found.setdefault((section.id, key, fault.field or name, ""), fault)
        if section.single or at is not None:
            if field is None and name:
                _change(made, section, at, name, ABSENT)
            elif field is None and not section.single:
                spoilt.setdefault(section.id, set()).add(at or 0)
            for one in (field,) if field else section.fields if section.single else ():
                _change(made, section, at, one.id, _stand_in(made, one, at))
        else:
            _replace(made, section, [])
    for id, places in spoilt.items():
        kept = [item for at, item in enumerate(_held(made, SECTION[id])) if at not in places]
        _replace(made, SECTION[id], kept)
    return made


ABSENT = object()


def _located(loc: Loc) -> tuple[Section | None, int | None, str]:
    """The section, the place in its list and the field that an error is about."""
    for section in sorted(SECTIONS, key=lambda section: -len(section.place)):
        rest = loc[len(section.place) :]
        if loc[: len(section.place)] != section.place:
            continue
        if section.single:
            if not section.place and (not rest or section.field(str(rest[0])) is None):
                continue
            return section, None, str(rest[0]) if rest else ""
        if not rest:
            return section, None, ""
        if isinstance(rest[0], int):
            return section, rest[0], str(rest[1]) if len(rest) > 1 else ""
    below = next((section for section in SECTIONS if section.place[: len(loc)] == loc), None)
    return below, None, ""


def _key_at(body: Mapping[str, Any], section: Section, at: int | None) -> str:
    """The key text of the item at a place of a list; empty for what is no item."""
    if at is None:
        return ""
    held = _held(body, section)
    wanted = held[at] if at < len(held) else None
    return next((key for key, item in keyed(body, section.id) if item is wanted), "")


def _held(body: Mapping[str, Any], section: Section) -> list[Any]:
    found: Any = body
    for step in section.place:
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, list) else []


def _replace(made: Body, section: Section, value: Any) -> None:
    where = reached(made, section)
    if where is None:  # something on the way is no record
        made[section.place[0]] = {}
        where = reached(made, section)
    if where is not None:
        holder, name = where
        holder[name] = value


def _change(made: Body, section: Section, at: int | None, name: str, value: Any) -> None:
    """Give a field of an item or record another value; ABSENT takes it away."""
    where = reached(made, section)
    if where is None or (section.single and section.place and not isinstance(where[0].get(where[1]), dict)):
        _replace(made, section, {})
        where = reached(made, section)
    if where is None:
        return
    holder, last = where
    if section.single:
        item = holder[last] if last else holder
    else:
        items = list(holder[last])
        held = items[at or 0]
        items[at or 0] = item = dict(held) if isinstance(held, dict) else {}
        holder[last] = items
    if value is ABSENT:
        item.pop(name, None)
    else:
        item[name] = value


def _stand_in(body: Body, field: Field, at: int | None) -> Any:
    """A value that the model takes for a field, so that the rest can be checked."""
    if field.kind == "choice":
        return next((id for id, _ in choices(body, field.of)), "x")
    if field.kind == "choices":
        return [id for id, _ in choices(body, field.of)][:1]
    if field.kind == "id":
        return f"stand_in_{at or 0}"
    return _STAND_INS_BY_ID.get(field.id, _STAND_INS.get(field.kind, "x"))


_STAND_INS: Mapping[str, Any] = {
    "number": 1,
    "yes_no": False,
    "words": [],
    "condition": {},
    "owner": {"rule": "keep"},
    "needs": {},
    "hours_by": {},
    "limits": {},
}
_STAND_INS_BY_ID: Mapping[str, Any] = {"start": "00:00", "end": "23:59", "timezone": "UTC", "rule": "12-25"}
