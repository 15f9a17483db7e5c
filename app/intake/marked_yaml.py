"""Reads one YAML document into plain values and keeps where each of them stands, for faults with line numbers.

Only text, whole and decimal numbers, true/false, null, lists and maps: `yes`, `no`, `17:30` and `2026-12-24` stay the
text that a person wrote. Nothing in the file can make an object, and a small file cannot grow into a huge one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.resolver import BaseResolver

Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel carries it

DEPTH = 40  # levels of nesting; a playbook needs about ten
VALUES = 200_000  # values after aliases are followed; a large playbook has about ten thousand

_CORE = "tag:yaml.org,2002:"
_RESOLVERS = (
    ("bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), "tTfF"),
    ("int", re.compile(r"[-+]?[0-9]+\Z"), "-+0123456789"),
    ("float", re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z"), "-+.0123456789"),
    ("null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]),
)
_HINTS = {
    "cannot start any token": "indent with spaces, not tabs, and put text that begins with @ % or ` in quotes",
    "mapping values are not allowed": "put text that contains a colon in quotes, and check the indent",
    "expected key": "check the indent and the quotes above this line",
    "expected <block end>": "check the indent of this line and the quotes above it",
    "expected '-' indicator": "begin each item of a list with '- ' at the same indent",
    "expected ',' or": "close the bracket, or put a comma between the items",
    "unexpected end of": "close the quote or bracket that is still open",
    "undefined alias": "name the anchor (&name) before the alias (*name)",
    "single document": "keep one document in the file: remove the second '---'",
    "special characters": "remove the control character",
}


class _Loader(Fast):  # type: ignore[misc]  # placeholder, see below
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


class Unreadable(Exception):
    """The text is no YAML that can be read at all; `line` counts from 1."""

    def __init__(self, says: str, line: int | None = None) -> None:
        super().__init__(says)
        self.says, self.line = says, line


Step = str | int


@dataclass
class Marked:
    """The values of a document, where they stand, and the keys that stand twice."""

    values: Any
    root: yaml.Node
    twice: list[tuple[tuple[Step, ...], int, int]] = field(default_factory=list)  # place, its line, the first line

    def line(self, place: tuple[Step, ...]) -> int:
        """The line of a place, or of the nearest thing around it that exists."""
        node, line = self.root, self.root.start_mark.line
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line + 1

    def line_of_word(self, place: tuple[Step, ...], word: str) -> int:
        """The line of the last value or key `word` inside a place; the line of the place where there is none."""
        node = self.root
        for step in place:
            found = _child(node, step)
            if found is None:
                return self.line(place)
            node = found[1]
        lines = [scalar.start_mark.line + 1 for scalar in _scalars(node) if scalar.value == word]
        return lines[-1] if lines else self.line(place)
