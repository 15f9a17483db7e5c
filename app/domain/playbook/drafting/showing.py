"""The values of a body as people read them, and how two bodies differ."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pydantic import ValidationError

from app.domain.conditions import Condition
from app.domain.playbook.condition_words import written
from app.domain.playbook.drafting.body import labels_of
from app.domain.playbook.sections import SECTIONS, Field, Section, choices, keyed


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that differs, with (label, before, after) of each field that does."""

    section: str
    item: str
    label: str
    what: str  # added, removed, changed, moved
    fields: tuple[tuple[str, str, str], ...] = ()


def shown(body: Mapping[str, Any], field: Field, value: Any) -> str:
    """A value of a field as people read it: labels for ids, conditions in words; empty where nothing is given."""
    if value is None or (value in ("", [], {}) and field.kind != "condition"):
        return ""
    return _SHOWS.get(field.kind, _plain)(body, field, value)


def _plain(body: Mapping[str, Any], field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _choice(body: Mapping[str, Any], field: Field, value: Any) -> str:
    return dict(choices(body, field.of)).get(value, str(value)) if isinstance(value, str) else str(value)


def _several(body: Mapping[str, Any], field: Field, value: Any) -> str:
    if not isinstance(value, (list, tuple)):
        return str(value)
    labels = dict(choices(body, field.of))
    return ", ".join(labels.get(one, str(one)) if isinstance(one, str) else str(one) for one in value)


def _words(body: Mapping[str, Any], field: Field, value: Any) -> str:
    if not isinstance(value, (list, tuple)):
        return str(value)
    return ("; " if field.kind == "words" and field.of != "number" else ", ").join(map(str, value))


def _condition(body: Mapping[str, Any], field: Field, value: Any) -> str:
    try:
        return written(Condition.model_validate(value), labels_of(body))
    except ValidationError:
        return str(value)


def _owner(body: Mapping[str, Any], field: Field, value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    rule = dict(choices(body, "owner_rule")).get(str(value.get("rule")), str(value.get("rule")))
    regions = dict(choices(body, "region"))
    by_region = [f"{regions.get(region, region)} {name}" for region, name in dict(value.get("by_region") or {}).items()]
    named = value.get("rule") in ("named", "round_robin", "least_loaded")
    names = ", ".join(map(str, value.get("names") or ())) if named else ""
    said = names or (", ".join(by_region) if value.get("rule") == "by_region" else "")
    return f"{rule}: {said}" if said else rule


def _needs(body: Mapping[str, Any], field: Field, value: Any) -> str:
    """`Required: Lab director, Procurement; Expected: Finance`."""
    if not isinstance(value, dict):
        return str(value)
    labels, needs = dict(choices(body, field.of)), dict(choices(body, "need"))
    groups: dict[str, list[str]] = {need: [] for need in needs}
    for seat, need in value.items():
        groups.setdefault(str(need), []).append(labels.get(seat, str(seat)))
    return "; ".join(f"{needs.get(need, need)}: {', '.join(seats)}" for need, seats in groups.items() if seats)


def _by(body: Mapping[str, Any], field: Field, value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    labels = dict(choices(body, field.of)) if field.of else {}
    return ", ".join(
        f"{labels.get(id, str(id).replace('_', ' '))} {one:.15g}" if isinstance(one, (int, float)) else f"{id} {one}"
        for id, one in value.items()
    )


_SHOWS: Mapping[str, Callable[[Mapping[str, Any], Field, Any], str]] = {
    "choice": _choice,
    "choices": _several,
    "words": _words,
    "condition": _condition,
    "owner": _owner,
    "needs": _needs,
    "hours_by": _by,
    "limits": _by,
}


# --- comparing -------------------------------------------------------------------------------------------------------


def differences(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What differs from one body to another, section by section; nothing where they are equal."""
    return tuple(found for section in SECTIONS for found in _of_section(a, b, section))


def _of_section(a: Mapping[str, Any], b: Mapping[str, Any], section: Section) -> Iterator[Difference]:
    before, after = dict(keyed(a, section.id)), dict(keyed(b, section.id))
    if list(before.items()) == list(after.items()):
        return
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    for key, item in before.items():
        if key not in after:
            yield Difference(
                section.id, key, _label(a, section, item, key), "removed", _fields(a, b, section, item, {})
            )
    for key, item in after.items():
        label = _label(b, section, item, key)
        if key not in before:
            yield Difference(section.id, key, label, "added", _fields(a, b, section, {}, item))
            continue
        if before[key] != item:
            yield Difference(section.id, key, label, "changed", _fields(a, b, section, before[key], item))
        if key in moved:
            yield Difference(section.id, key, label, "moved")


def _fields(
    a: Mapping[str, Any], b: Mapping[str, Any], section: Section, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """(label, before, after) of each field that differs."""
    return tuple(
        (field.label, shown(a, field, before.get(field.id)), shown(b, field, after.get(field.id)))
        for field in section.fields
        if before.get(field.id) != after.get(field.id) and (before.get(field.id), after.get(field.id)) not in _NOTHING
    )


_NOTHING = ((None, ""), ("", None))


def _label(body: Mapping[str, Any], section: Section, item: Mapping[str, Any], key: str) -> str:
    """What people know an item by."""
    field = section.field(section.title)
    return (shown(body, field, item.get(field.id)) if field is not None else "") or key or section.label


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest items that stand elsewhere, as far as the longest runs in common tell."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {key for block in blocks for key in before[block.a : block.a + block.size]}
    return set(after) - stayed
