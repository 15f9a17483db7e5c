"""Where the items of a playbook are referred to: asked before one is removed, and followed when an id changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.playbook.drafting.body import Body, reached
from app.domain.playbook.fact_words import FACT
from app.domain.playbook.sections import SECTIONS, Field, Section, keyed, list_of

Rename = Callable[[str, str], str]  # the list that an id is of, and the id: the id to write there


@dataclass(frozen=True, slots=True)
class Mention:
    """One id that a field holds, and the list it is of."""

    section: Section
    item: str
    title: str
    field: Field
    of: str
    id: str


def mentions(body: Mapping[str, Any]) -> Iterator[Mention]:
    """Every id that any field of the body holds."""
    for section in SECTIONS:
        for key, item in keyed(body, section.id):
            for field in section.fields:
                for of, id in _ids(field, item.get(field.id)):
                    yield Mention(section, key, str(item.get(section.title) or key), field, of, id)


def used_by(body: Mapping[str, Any], section: str, item: str) -> tuple[str, ...]:
    """Where an item is referred to, each as `Routes: Technical first (When)`."""
    of, id = list_of(section), dict(keyed(body, section)).get(item, {}).get("id")
    found = (m for m in mentions(body) if (m.of, m.id) == (of, id) and (m.section.id, m.item) != (section, item))
    return tuple(dict.fromkeys(_place(mention) for mention in found)) if of and id else ()


def renamed(body: Body, of: str, old: str, new: str) -> Body:
    """The body with an id of a list written differently wherever a field refers to it."""

    def rename(list_: str, id: str) -> str:
        return new if (list_, id) == (of, old) else id

    made = dict(body)
    for section in {m.section.id: m.section for m in mentions(body) if (m.of, m.id) == (of, old)}.values():
        where = reached(made, section)
        if where is None:
            continue
        holder, name = where
        if section.single:
            record = holder[name] if name else holder
            record.update(_rewritten(section, record, rename))
        else:
            holder[name] = [_rewritten(section, item, rename) for item in holder[name]]
    return made


def _place(mention: Mention) -> str:
    title = f" {mention.title}" if mention.title else ""
    return f"{mention.section.label}:{title} ({mention.field.label})"


def _ids(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def noted(of: str, id: str) -> str:
        found.append((of, id))
        return id

    _value(field, value, noted)
    return iter(found)


def _rewritten(section: Section, item: Any, rename: Rename) -> Any:
    if not isinstance(item, dict):
        return item
    return {**item, **{f.id: _value(f, item[f.id], rename) for f in section.fields if f.id in item}}


def _value(field: Field, value: Any, rename: Rename) -> Any:
    """A value with every id in it given to `rename`."""
    if field.kind == "condition":
        return _condition(value, rename)
    if field.kind == "owner" and isinstance(value, dict):
        by_region = value.get("by_region")
        return {**value, "by_region": _keys("region", by_region, rename)} if by_region else value
    if field.kind in ("needs", "hours_by"):
        return _keys(field.of, value, rename)
    if field.kind == "choice" and isinstance(value, str):
        return rename(field.of, value)
    if field.kind == "choices":
        return _list(field.of, value, rename)
    return value


def _keys(of: str, value: Any, rename: Rename) -> Any:
    return {rename(of, str(id)): one for id, one in value.items()} if isinstance(value, dict) else value


def _list(of: str, value: Any, rename: Rename) -> Any:
    if not isinstance(value, list):
        return value
    return [rename(of, one) if isinstance(one, str) else one for one in value]


def _condition(value: Any, rename: Rename) -> Any:
    if not isinstance(value, dict):
        return value
    made = dict(value)
    fact = FACT.get(str(value.get("fact", "")))
    if fact is not None and fact.of:
        for test in ("is", "has"):
            if test in made:
                made[test] = _list(fact.of, made[test], rename)
    for answer in ("yes", "not_yes"):
        if answer in made:
            made[answer] = _list("criterion", made[answer], rename)
    for group in ("all", "any", "none"):
        if isinstance(made.get(group), list):
            made[group] = [_condition(one, rename) for one in made[group]]
    return made
