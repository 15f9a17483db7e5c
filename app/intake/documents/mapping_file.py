"""Remembered mappings as a file that people read and change: written as YAML, read with every fault and its line."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from app.domain.problems import Problem
from app.intake.columns.mapping import FIELDS
from app.intake.columns.remembered import RememberedMapping, column_index
from app.intake.documents import marked_yaml
from app.intake.documents.faults import Fault, Faulty, read_text
from app.intake.documents.marked_yaml import Marked, Place, Unreadable
from app.intake.words import compact
from app.language import later, tr

_HEAD = """\
# Mappings remembered by Assay: for the columns of a file, the column of each field.
# A column is named by its header, or by its number counted from 0 where the header is blank or stands twice.
# A field that is not listed has no column; columns that serve no field are kept on the lead as extra facts.
"""
_KEYS = frozenset({"columns", "fields"})


class FaultyMappings(Faulty):
    """A file of mappings that cannot be taken."""

    kind = later("file of mappings")
    largest = 5_000_000  # a mapping of thirty columns has about 1,000


def read_mappings(path: Path) -> tuple[RememberedMapping, ...]:
    """Return the mappings in a file, or raise FaultyMappings with every fault. Nothing is taken of a faulty file."""
    return parse_mappings(read_text(path, FaultyMappings), path.name)


def parse_mappings(text: str, name: str) -> tuple[RememberedMapping, ...]:
    """Return the mappings written in `text`; `name` is what messages call it."""
    try:
        marked = marked_yaml.load(text, "'mappings:'")
    except Unreadable as broken:
        raise FaultyMappings(name, Fault(broken.line, "", broken.says)) from broken
    reader = _Reader(marked)
    mappings = tuple(reader.mappings())
    if reader.faults:
        raise FaultyMappings(name, *reader.faults)
    return mappings


def write_mappings(mappings: Iterable[RememberedMapping]) -> str:
    """Return the mappings as YAML that reads back equal but for fields without a column, which are left out."""
    written = [{"columns": list(one.columns), "fields": _named(one)} for one in mappings]
    body = yaml.dump({"mappings": written}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=116)
    return f"{_HEAD}{body}"


def _named(mapping: RememberedMapping) -> dict[str, str | int]:
    """The header of each field's column, its number where the header does not tell it from the others."""
    named: dict[str, str | int] = {}
    for field in sorted(mapping.fields, key=FIELDS.index):
        if (wanted := mapping.fields[field]) == "":
            continue
        index = column_index(mapping.columns, wanted)
        header = mapping.columns[index]
        alone = sum(compact(other) == compact(header) for other in mapping.columns) == 1
        named[field] = header if alone and compact(header) and not header.isdigit() else index
    return named


class _Reader:
    """Takes the mappings out of a document and notes what is wrong, going on with the rest."""

    def __init__(self, marked: Marked) -> None:
        self._marked = marked
        self.faults = [Fault(line, _written(place), says) for place, line, says in marked.faults]

    def mappings(self) -> Iterator[RememberedMapping]:
        values = self._marked.values
        if not isinstance(values, dict):
            self._fault((), tr("begin with 'mappings:' and a list below it"))
            return
        for key in values.keys() - {"mappings"}:
            self._fault((key,), tr("this key is not known; only 'mappings' is"))
        listed = values.get("mappings")
        if not isinstance(listed, list):
            self._fault(("mappings",), tr("write a list of mappings, each with 'columns' and 'fields'"))
            return
        seen: dict[str, int] = {}
        for at, value in enumerate(listed):
            mapping = self._mapping(("mappings", at), value)
            if mapping is None:
                continue
            if (first := seen.setdefault(mapping.mark, at)) != at:
                self._fault(
                    ("mappings", at),
                    tr("these are the columns of mapping {number} again; keep one of them", number=first + 1),
                )
            yield mapping

    def _mapping(self, place: Place, value: Any) -> RememberedMapping | None:
        if not isinstance(value, dict):
            self._fault(place, tr("write 'columns' and 'fields'"))
            return None
        for key in value.keys() - _KEYS:
            self._fault((*place, key), tr("this key is not known; a mapping has 'columns' and 'fields'"))
        columns = self._columns((*place, "columns"), value.get("columns"))
        fields = value.get("fields")
        if not isinstance(fields, dict) or not fields:
            self._fault((*place, "fields"), tr("write the fields, one to a line, such as 'email: E-mail address'"))
            return None
        if columns is None:
            return None
        return RememberedMapping(columns, self._fields((*place, "fields"), fields, columns))

    def _columns(self, place: Place, value: Any) -> tuple[str, ...] | None:
        if not isinstance(value, list) or not value:
            self._fault(place, tr("write the headers of the file as a list, from left to right"))
            return None
        for at, column in enumerate(value):
            if isinstance(column, dict | list):
                self._fault((*place, at), tr("a header is text; put it in quotes where it holds a colon or a bracket"))
                return None
        return tuple("" if column is None else str(column) for column in value)

    def _fields(self, place: Place, value: dict[str, Any], columns: tuple[str, ...]) -> dict[str, str | int]:
        fields: dict[str, str | int] = {}
        taken: dict[int, str] = {}
        for field, wanted in value.items():
            at = (*place, field)
            if field not in FIELDS:
                self._fault(at, tr("there is no such field; the fields are {names}", names=", ".join(FIELDS)))
                continue
            if wanted is None or wanted == "":
                continue
            if isinstance(wanted, bool) or not isinstance(wanted, str | int):
                self._fault(at, tr("name one column by its header, or by its number counted from 0"))
                continue
            try:
                index = column_index(columns, wanted)
            except Problem:
                self._fault(at, tr("“{column}” is not among the columns of this mapping", column=wanted))
                continue
            if (other := taken.setdefault(index, field)) != field:
                self._fault(
                    at,
                    tr(
                        "the column “{column}” serves {field} already; a column serves one",
                        column=columns[index] or index,
                        field=other,
                    ),
                )
                continue
            fields[field] = index
        return fields

    def _fault(self, place: Place, says: str) -> None:
        self.faults.append(Fault(self._marked.line(place), _written(place), says))


def _written(place: Place) -> str:
    """A place as people count: `mapping 2, fields, email`."""
    steps = list(place[1:] if len(place) > 1 and place[0] == "mappings" else place)
    if steps and isinstance(steps[0], int):
        steps[0] = f"mapping {steps[0] + 1}"
    return ", ".join(f"entry {step + 1}" if isinstance(step, int) else step for step in steps)


class _Dumper(yaml.SafeDumper):
    """The columns of a mapping stand in a few lines, not one to a line."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        texts = all(not isinstance(item, dict | list) for item in sequence)
        return super().represent_sequence(tag, sequence, flow_style=texts)

    def represent_str(self, data: str) -> yaml.ScalarNode:
        plain = data.isprintable() and not marked_yaml.means_more(data)
        style = None if plain else '"'  # so that line breaks of every kind are written as escapes
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.represent_str)
