"""A playbook in the making: plain JSON, the steps that change it, what is wrong with it, and how two differ."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.domain.playbook import Playbook
from app.domain.playbook.sections import SECTION, SECTIONS, Field, keyed, rows
from app.domain.problems import Problem

Body = dict[str, Any]
Step = dict[str, Any]

__all__ = [
    "Body",
    "Difference",
    "Fault",
    "Step",
    "applied",
    "body_of",
    "differences",
    "faults",
    "made",
    "new_item",
    "rows",
    "shown",
    "used_by",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right, at its place. One that `warns` is legal, but will not do what it seems to."""

    section: str
    item: str  # its key text; empty for the section as a whole
    field: str  # empty for the item as a whole
    says: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that differs, with (label, before, after) of each field that does."""

    section: str
    item: str
    label: str
    what: str  # added, removed, changed, moved
    fields: tuple[tuple[str, str, str], ...] = ()


def body_of(playbook: Playbook) -> Body:
    """The playbook as plain JSON, complete but for its version, which is given when it is adopted."""
    return playbook.model_dump(mode="json", by_alias=True, exclude={"version"})


def made(body: Mapping[str, Any], version: int) -> Playbook:
    """The playbook that a body describes. Raises Problem with the first fault."""
    try:
        return Playbook.model_validate({**body, "version": version})
    except ValidationError as invalid:
        raise Problem(f"The playbook cannot be used yet: {invalid.errors()[0]['msg']}.") from invalid


def applied(body: Mapping[str, Any], steps: Sequence[Step]) -> tuple[Body, tuple[str, ...]]:
    """The body after the steps, and a sentence for every step that no longer applies and was left out."""
    after: Body = json.loads(json.dumps(body))
    said: list[str] = []
    for step in steps:
        if step["op"] == "whole":
            after = json.loads(json.dumps(step["value"]))
            continue
        section = SECTION[step["section"]]
        items = after
        for key in section.place:
            items = items[key]
        if section.single:
            items[step["field"]] = step["value"]
            continue
        at = {key: n for n, (key, _) in enumerate(keyed(after, section.id))}
        if step["op"] == "add":
            items.insert(at.get(step.get("after"), len(items)) + 1, step["value"])
        elif step["item"] not in at:
            said.append(f"{section.label}: “{step['item']}” is no longer there.")
        elif step["op"] == "set":
            items[at[step["item"]]][step["field"]] = step["value"]
        else:
            item = items.pop(at[step["item"]])
            if step["op"] == "place":
                at = {key: n for n, (key, _) in enumerate(keyed(after, section.id))}
                items.insert(at[step["after"]] + 1 if step["after"] else 0, item)
    return after, tuple(said)


def new_item(body: Mapping[str, Any], section: str, label: str) -> dict[str, Any]:
    """A new item of a section with a free id made from the label."""
    empty: dict[str, Any] = {"number": 1, "yes_no": False, "choices": [], "words": [], "condition": None, "needs": {}}
    item = {field.id: empty.get(field.kind, "") for field in SECTION[section].fields}
    item[SECTION[section].title] = label
    return item


def faults(body: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Everything that is wrong with a body, each at its place."""
    try:
        Playbook.model_validate(body)
    except ValidationError as invalid:
        return tuple(Fault("", "", "", error["msg"]) for error in invalid.errors())
    return ()


def used_by(body: Mapping[str, Any], section: str, item: str) -> tuple[str, ...]:
    """Where an item is referred to, in words."""
    return ()


def differences(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What differs from one body to another, section by section."""
    found: list[Difference] = []
    for section in SECTIONS:
        before, after = dict(keyed(a, section.id)), dict(keyed(b, section.id))
        for key, item in {**before, **after}.items():
            label = str(item.get(section.title) or key)
            if key not in after or key not in before:
                found.append(Difference(section.id, key, label, "removed" if key in before else "added"))
                continue
            changed = tuple(
                (f.label, shown(a, f, before[key].get(f.id)), shown(b, f, after[key].get(f.id)))
                for f in section.fields
                if before[key].get(f.id) != after[key].get(f.id)
            )
            if changed:
                found.append(Difference(section.id, key, label, "changed", changed))
    return tuple(found)


def shown(body: Mapping[str, Any], field: Field, value: Any) -> str:
    """A value of a field as people read it."""
    return "" if value is None else str(value)
