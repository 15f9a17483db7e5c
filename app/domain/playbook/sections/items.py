"""The items of each part of a body, and what names them."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.playbook.sections.described import SECTION
from app.domain.playbook.sections.section import Section


def rows(body: Mapping[str, Any], section: str) -> list[dict[str, Any]]:
    """The items of a section as they stand in the body; one for a single record. What is no item is left out."""
    described = SECTION[section]
    found: Any = body
    for step in described.place:
        found = found.get(step) if isinstance(found, dict) else None
    if described.single:
        record = found if isinstance(found, dict) else {}
        return [{field.id: record[field.id] for field in described.fields if field.id in record}]
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def keyed(body: Mapping[str, Any], section: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items of a section with the text that names each; a second one of the same name ends in `(2)`."""
    described, seen = SECTION[section], dict[str, int]()
    for item in rows(body, section):
        name = key_of(described, item)
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), item


def key_of(section: Section, item: Mapping[str, Any]) -> str:
    """The text that names an item: its key fields joined with " / "; empty for a single record."""
    return " / ".join(str(item.get(field) or "") for field in section.key)
