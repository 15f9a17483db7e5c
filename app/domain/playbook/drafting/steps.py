"""The steps that change a body: items are named by their key, so that a step still means the same after others.

A step is plain JSON: `{"op": "set", "section", "item", "field", "value"}`, `{"op": "add", "section", "value",
"after"}`, `{"op": "remove", "section", "item"}`, `{"op": "place", "section", "item", "after"}` or `{"op": "whole",
"value"}`. `after` is the key of the item before it; None puts it first, and without `after` a new item comes last.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.playbook.drafting.body import ABSENT, Body, Choices, default_of, reached, tidied, value_of
from app.domain.playbook.drafting.mentions import renamed
from app.domain.playbook.sections import SECTION, Field, Section, choices, key_of, keyed, list_of, rows
from app.language import tr, within

Step = dict[str, Any]

_BANDS = ("fit_bands", "intent_bands")


class _LeftOut(Exception):
    """A step that finds nothing to change any more; the message says what."""


def applied(
    body: Mapping[str, Any], steps: Sequence[Step], base: Mapping[str, Any] | None = None
) -> tuple[Body, tuple[str, ...]]:
    """The body after the steps, and a sentence for every step that no longer applies and was left out.

    The body given is never changed. `base` is the playbook in force, whose ids workspaces store: they stay. Without it
    those of the body given do.
    """
    after, said = dict(body), list[str]()
    kept = body if base is None else base
    for step in steps:
        try:
            after = _after(after, step, kept)
        except _LeftOut as left_out:
            said.append(str(left_out))
    return after, tuple(said)


def _after(body: Body, step: Step, base: Mapping[str, Any]) -> Body:
    """The body after one step; raises _LeftOut where it finds nothing to change."""
    if step.get("op") == "whole" and isinstance(step.get("value"), dict):
        return tidied(step["value"])
    section, do = SECTION.get(str(step.get("section"))), _DOES.get(str(step.get("op")))
    if section is None or do is None:
        raise _LeftOut(
            tr("This version of the program knows no change of “{value}”.", value=step.get("section") or step.get("op"))
        )
    made = dict(body)
    do(made, section, step, base)
    return _followed(made, section, step)


# --- what a step does ------------------------------------------------------------------------------------------------


def _set(made: Body, section: Section, step: Step, base: Mapping[str, Any]) -> None:
    field = section.field(str(step.get("field")))
    if field is None:
        raise _LeftOut(tr("{label} has no “{field}”.", label=tr(section.label), field=step.get("field")))
    value = value_of(field, step.get("value"), Choices(made))
    if section.single:
        record = _record(made, section)
        if field.kind == "id" and record.get(field.id) != value:
            raise _LeftOut(
                tr(
                    "The {label} of the playbook stays as it is; change its title instead.",
                    label=within(tr(field.label)),
                )
            )
        record[field.id] = value
        return
    items = _items(made, section)
    at = _place_of(made, section, items, step.get("item"))
    if field.id in section.key and items[at].get(field.id) != value:
        _refuse_key(made, section, items[at], field, value, base)
    items[at] = {**items[at], field.id: value}


def _refuse_key(
    made: Body, section: Section, item: Mapping[str, Any], field: Field, value: Any, base: Mapping[str, Any]
) -> None:
    """Raise _LeftOut where an item may not be named so: stored ids stay, and a name is of one item."""
    now = key_of(section, item)
    if section.fixed:
        raise _LeftOut(
            tr(
                "{label}: the {field} of “{now}” cannot be changed.",
                label=tr(section.label),
                field=within(tr(field.label)),
                now=now,
            )
        )
    if field.kind == "id" and now in dict(keyed(base, section.id)):
        raise _LeftOut(tr("The id “{now}” stays, because leads may refer to it; change the label instead.", now=now))
    if value in dict(keyed(made, section.id)):
        raise _LeftOut(tr("Another {one} is called “{value}”; choose another name.", one=tr(section.one), value=value))


def _add(made: Body, section: Section, step: Step, base: Mapping[str, Any]) -> None:
    item = step.get("value")
    if section.single or section.fixed or not isinstance(item, dict):
        raise _LeftOut(tr("Nothing can be added to {label}.", label=tr(section.label)))
    labels = Choices(made)
    complete = {field.id: default_of(section, field) for field in section.fields}
    given = {f.id: value_of(f, item[f.id], labels) for f in section.fields if f.id in item}
    new = {id: value for id, value in {**complete, **given}.items() if value is not ABSENT}
    items = _items(made, section)
    places = _places(made, section, items)
    if key_of(section, new) in places:
        raise _LeftOut(
            tr(
                "{label} has “{title}” already, so it was not added again.",
                label=tr(section.label),
                title=key_of(section, new),
            )
        )
    if "after" in step and step["after"] is None:
        items.insert(0, new)
    elif step.get("after") in places:
        items.insert(places[step["after"]] + 1, new)
    else:
        items.insert(_last(section, items), new)


def _last(section: Section, items: Sequence[Any]) -> int:
    """Where a new item goes that nobody placed: at the end, but before the route that takes all the rest."""
    closing = section.id == "routes" and items and isinstance(items[-1], dict) and items[-1].get("when") == {}
    return len(items) - 1 if closing else len(items)


def _remove(made: Body, section: Section, step: Step, base: Mapping[str, Any]) -> None:
    if section.single or section.fixed:
        raise _LeftOut(tr("Nothing can be removed from {label}.", label=tr(section.label)))
    items = _items(made, section)
    del items[_place_of(made, section, items, step.get("item"))]


def _put(made: Body, section: Section, step: Step, base: Mapping[str, Any]) -> None:
    if section.single:
        raise _LeftOut(tr("{label} has no order.", label=tr(section.label)))
    items = _items(made, section)
    at = _place_of(made, section, items, step.get("item"))
    before = None if step.get("after") is None else _place_of(made, section, items, step["after"])
    if at == before:
        return
    item = items.pop(at)
    items.insert(0 if before is None else before + (before < at), item)


_DOES = {"set": _set, "add": _add, "remove": _remove, "place": _put}


def _record(made: Body, section: Section) -> Body:
    """The record of a single section, as one of its own in this body."""
    holder, name = _reached(made, section)
    record: Body = holder[name] if name else holder
    return record


def _items(made: Body, section: Section) -> list[Any]:
    """The list of a section, as one of its own in this body."""
    holder, name = _reached(made, section)
    held = holder.get(name)
    holder[name] = items = list(held) if isinstance(held, list) else []
    return items


def _reached(made: Body, section: Section) -> tuple[Body, str]:
    where = reached(made, section)
    if where is None:
        raise _LeftOut(tr("{label} cannot be read, so nothing in it can be changed.", label=tr(section.label)))
    return where


def _places(made: Body, section: Section, items: Sequence[Any]) -> dict[str, int]:
    """Where each item of a section stands in its list, by key."""
    by_identity = {id(item): at for at, item in enumerate(items)}
    return {key: by_identity[id(item)] for key, item in keyed(made, section.id)}


def _place_of(made: Body, section: Section, items: Sequence[Any], key: Any) -> int:
    found = _places(made, section, items).get(str(key))
    if found is None:
        raise _LeftOut(tr("{label}: “{key}” is no longer there.", label=tr(section.label), key=key))
    return found


# --- what follows from a step ----------------------------------------------------------------------------------------


def _followed(made: Body, section: Section, step: Step) -> Body:
    """References follow a changed id; bands stand in the order of their points, and the grid follows the bands."""
    field = section.field(str(step.get("field")))
    if step["op"] == "set" and field is not None and field.id in section.key and list_of(section.id):
        new = value_of(field, step.get("value"), Choices(made))
        if isinstance(new, str):
            made = renamed(made, list_of(section.id), str(step.get("item")), new)
    if section.id in _BANDS:
        _order_bands(made, section)
        _match_grid(made)
    return made


def _order_bands(made: Body, section: Section) -> None:
    items = _items(made, section)
    if all(isinstance(i, dict) and isinstance(i.get("at_least"), (int, float)) for i in items):
        items.sort(key=lambda item: item["at_least"])


def _match_grid(made: Body) -> None:
    """One cell for every fit band with every intent band; the new ones wait for their label and path."""
    fit, intent = ([id for id, _ in choices(made, f"{axis}_band")] for axis in ("fit", "intent"))
    cells = _items(made, SECTION["grid"])
    given = {(cell.get("fit"), cell.get("intent")) for cell in cells if isinstance(cell, dict)}
    cells[:] = [c for c in cells if not isinstance(c, dict) or (c.get("fit") in fit and c.get("intent") in intent)]
    cells += [{"fit": f, "intent": i, "label": "", "path": ""} for f in fit for i in intent if (f, i) not in given]


# --- new items -------------------------------------------------------------------------------------------------------


def new_item(body: Mapping[str, Any], section: str, label: str) -> dict[str, Any]:
    """A new item of a section: a free id made from the label, and nothing invented that only a person can know.

    What must be written is empty, and so a fault at its place until somebody writes it.
    """
    described = SECTION[section]
    item = {field.id: _first(described, field.id) for field in described.fields}
    if section == "templates":
        item["service_line"] = _line_without_committee(body, label)
        return item
    item[described.title] = label.strip()
    if "id" in item:
        item["id"] = free_id(body, section, label)
    return item


def free_id(body: Mapping[str, Any], section: str, label: str) -> str:
    """An id for a label that no item of the section has: `Site visit agreed` becomes `site_visit_agreed`."""
    spoken = label.replace("ß", "ss").replace("&", " and ")
    ascii_ = unicodedata.normalize("NFKD", spoken).encode("ascii", "ignore").decode().casefold()
    words = [word for word in re.split(r"[^a-z0-9]+", ascii_) if word] or SECTION[section].one.split()
    name = "_".join(words)[:48].strip("_")
    if not name[0].isalpha():
        name = f"{SECTION[section].one.split()[-1]}_{name}"
    taken = {str(item.get("id")) for item in rows(body, section)}
    number = 2
    found = name
    while found in taken or (section == "seats" and found == "other"):
        found, number = f"{name}_{number}", number + 1
    return found


_STARTS: Mapping[tuple[str, str], Any] = {
    ("criteria", "stage"): "sql",
    ("criteria", "gate"): "need",
    ("routes", "deadline_hours"): 16,
    ("intent_rules", "half_life_days"): 30,
    ("nurture", "every_days"): 30,
}
_EMPTY: Mapping[str, Any] = {"number": None, "yes_no": False, "condition": None}


def _first(section: Section, field_id: str) -> Any:
    """What a field of a new item holds: the model's default, a usual start, or nothing."""
    field = section.field(field_id)
    assert field is not None  # asked for fields of the section only
    default = default_of(section, field)
    if default is not ABSENT:
        return default
    if (section.id, field_id) in _STARTS:
        return _STARTS[section.id, field_id]
    if field.kind in ("choices", "words"):
        return []
    return {} if field.kind in ("needs", "hours_by", "limits") else _EMPTY.get(field.kind, "")


def _line_without_committee(body: Mapping[str, Any], label: str) -> str:
    """The service line that a label or id means, else the first that has no committee yet."""
    lines = choices(body, "service_line")
    meant = next((id for id, text in lines if label.strip().casefold() in (id, text.casefold())), "")
    taken = {item.get("service_line") for item in rows(body, "templates")}
    return meant or next((id for id, _ in lines if id not in taken), "")
