"""A playbook in hand: plain JSON with the keys of a playbook file, complete, each value in its one written form."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticUndefined

from app.domain.conditions import Condition
from app.domain.playbook import Playbook
from app.domain.playbook.condition_words import Labels, Unread, read
from app.domain.playbook.fact_words import FACTS_IN_WORDS
from app.domain.playbook.plain_conditions import plain
from app.domain.playbook.sections import SECTION, SECTIONS, Field, Section, choices

Body = dict[str, Any]


class Choices:
    """The labels of a body, looked up only where a condition in words asks for them."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self._body = body

    @cached_property
    def labels(self) -> Labels:
        """What conditions are read with."""
        return labels_of(self._body)


def body_of(playbook: Playbook) -> Body:
    """The playbook as plain JSON, complete but for its version, which is given when it is adopted."""
    return tidied(playbook.model_dump(mode="json", by_alias=True))


def tidied(body: Mapping[str, Any]) -> Body:
    """A body with every value in its one form, so that two which mean the same are equal; what is absent is filled.

    Values that no field can have stay as they are: `faults` tells them.
    """
    made: Body = {key: value for key, value in body.items() if key != "version"}
    labels = Choices(body)
    for section in SECTIONS:
        where = reached(made, section)
        if where is None:
            continue
        holder, name = where
        if section.single:
            kept = holder if not section.place else holder[name]
            if isinstance(kept, dict):
                kept.update(_tidied_item(section, kept, labels))
        elif isinstance(holder.get(name), list):
            holder[name] = [_tidied_item(section, i, labels) if isinstance(i, dict) else i for i in holder[name]]
        elif name not in holder:
            holder[name] = [_tidied_item(section, item, labels) for item in _usual_items(section)]
    return made


def reached(body: Body, section: Section) -> tuple[Body, str] | None:
    """What holds a section in a body, and its key there; everything on the way is copied. None where the way breaks.

    For the section at the very top the key is empty.
    """
    holder = body
    for step in section.place[:-1]:
        below = holder.get(step, {})
        if not isinstance(below, dict):
            return None
        holder[step] = holder = dict(below)
    name = section.place[-1] if section.place else ""
    if section.single and name:
        below = holder.get(name, {})
        if not isinstance(below, dict):
            return None
        holder[name] = dict(below)
    return holder, name


def _tidied_item(section: Section, item: Mapping[str, Any], labels: Choices) -> dict[str, Any]:
    made = dict(item)
    for field in section.fields:
        if field.id in item:
            made[field.id] = value_of(field, item[field.id], labels)
        elif (default := default_of(section, field)) is not ABSENT:
            made[field.id] = default
    return made


# --- one value -------------------------------------------------------------------------------------------------------


def value_of(field: Field, value: Any, labels: Choices) -> Any:
    """A value in the one form of its field, as far as it can be understood; conditions may be written in words."""
    return _FORMS.get(field.kind, _text)(field, value, labels)


def _text(field: Field, value: Any, labels: Choices) -> Any:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else value


def _number(field: Field, value: Any, labels: Choices) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text or None


def _yes_no(field: Field, value: Any, labels: Choices) -> Any:
    said = {"yes": True, "true": True, "no": False, "false": False}
    return said.get(value.strip().casefold(), value) if isinstance(value, str) else value


def _choices(field: Field, value: Any, labels: Choices) -> Any:
    if value is None:
        return []
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, (list, tuple)) or not all(isinstance(one, str) for one in several):
        return value
    return list(dict.fromkeys(one.strip() for one in several if one.strip()))


def _words(field: Field, value: Any, labels: Choices) -> Any:
    if value is None:
        return []
    several = value.split("\n") if isinstance(value, str) else value
    if not isinstance(several, (list, tuple)):
        return value
    kept = [one.strip() if isinstance(one, str) else one for one in several]
    kept = [one for one in kept if one != ""]
    return [_number(field, one, labels) for one in kept] if field.of == "number" else kept


def _condition(field: Field, value: Any, labels: Choices) -> Any:
    """A condition as a playbook file writes it, without what it leaves open; words that cannot be read stay."""
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            return condition_json(read(value, labels.labels))
        except Unread:
            return value
    if not isinstance(value, dict):
        return value
    try:
        return condition_json(plain(Condition.model_validate(value)))
    except ValidationError:
        return value


def condition_json(condition: Condition) -> dict[str, Any]:
    """A condition as plain JSON, only with what it says."""
    return condition.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _owner(field: Field, value: Any, labels: Choices) -> Any:
    if not isinstance(value, dict):
        return {"rule": "keep", "names": [], "by_region": {}} if value is None else value
    names = _words(field, value.get("names"), labels)
    by_region = _pairs(field, value.get("by_region"), labels)
    return {**value, "rule": value.get("rule", "keep"), "names": names, "by_region": by_region}


def _pairs(field: Field, value: Any, labels: Choices) -> Any:
    """Values by id; an id with nothing against it is left out."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        return value
    kept = {id: one.strip() if isinstance(one, str) else one for id, one in value.items()}
    return {id: one for id, one in kept.items() if one not in ("", None)}


def _numbers(field: Field, value: Any, labels: Choices) -> Any:
    pairs = _pairs(field, value, labels)
    return {id: _number(field, one, labels) for id, one in pairs.items()} if isinstance(pairs, dict) else pairs


_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?\Z")


def _time(field: Field, value: Any, labels: Choices) -> Any:
    found = _TIME.match(value.strip()) if isinstance(value, str) else None
    return f"{int(found.group(1)):02}:{found.group(2)}" if found else value


_FORMS: Mapping[str, Callable[[Field, Any, Choices], Any]] = {
    "number": _number,
    "yes_no": _yes_no,
    "choices": _choices,
    "words": _words,
    "condition": _condition,
    "owner": _owner,
    "needs": _pairs,
    "hours_by": _numbers,
    "limits": _numbers,
    "time": _time,
}

# --- what the model says of a field -----------------------------------------------------------------------------------

ABSENT = object()  # no default: the field must be given


def default_of(section: Section, field: Field) -> Any:
    """The value of a field that nobody gave, as plain JSON; ABSENT where it must be given."""
    default = _defaults(section.id)[field.id]
    return list(default) if isinstance(default, list) else dict(default) if isinstance(default, dict) else default


@cache
def _defaults(section_id: str) -> dict[str, Any]:
    section = SECTION[section_id]
    model = model_of(section)
    return {field.id: _default(model, field) for field in section.fields}


def _default(model: type[BaseModel], field: Field) -> Any:
    default = model.model_fields[field.id].get_default(call_default_factory=True)
    if default is PydanticUndefined:
        return ABSENT
    if isinstance(default, BaseModel):
        return default.model_dump(mode="json", by_alias=True)
    return list(default) if isinstance(default, tuple) else default


def _usual_items(section: Section) -> list[dict[str, Any]]:
    """The items of a list that nobody gave, as plain JSON; none where it must be given."""
    kind: Any = Playbook
    for step in section.place[:-1]:
        kind = _inner(kind.model_fields[step].annotation)
    default = kind.model_fields[section.place[-1]].get_default(call_default_factory=True)
    return [item.model_dump(mode="json", by_alias=True) for item in default] if isinstance(default, tuple) else []


def model_of(section: Section) -> type[BaseModel]:
    """The model of one item of a section, or of its record."""
    kind: Any = Playbook
    for step in section.place:
        kind = _inner(kind.model_fields[step].annotation)
    found: type[BaseModel] = kind
    return found


def _inner(kind: Any) -> Any:
    """The model inside tuple[Model, ...] or Model | None."""
    if get_origin(kind) in (tuple, Union, UnionType):
        return next(found for found in map(_inner, get_args(kind)) if isinstance(found, type))
    return kind


# --- labels ----------------------------------------------------------------------------------------------------------


def labels_of(body: Mapping[str, Any]) -> Labels:
    """What `condition_words` needs to write labels for ids and to read them: the choices of the body at hand."""
    return {of: choices(body, of) for of in (*_LISTS, "criterion")}


def _lists() -> Iterator[str]:
    yield from dict.fromkeys(fact.of for fact in FACTS_IN_WORDS if fact.of)


_LISTS = tuple(_lists())
