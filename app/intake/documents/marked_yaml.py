"""Reads one YAML document into plain values and keeps where each of them stands, for faults with line numbers.

Only text, whole and decimal numbers, true/false, null, lists and maps: `yes`, `no`, `17:30` and `2026-12-24` stay the
text that a person wrote. Nothing in the file can make an object, and a small file cannot grow into a huge one.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.language import later, tr

DEPTH = 40  # levels of nesting; a playbook needs about ten
VALUES = 200_000  # values after aliases are followed; a large playbook has about ten thousand

Step = str | int
Place = tuple[Step, ...]


class Unreadable(Exception):
    """The text is no YAML that can be read at all; `line` counts from 1."""

    def __init__(self, says: str, line: int | None = None) -> None:
        super().__init__(says)
        self.says, self.line = says, line


@dataclass
class Marked:
    """The values of a document, where they stand, and what is wrong with single values."""

    root: yaml.Node
    values: Any = None
    faults: list[tuple[Place, int, str]] = field(default_factory=list)  # place, line, what is wrong

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it that exists."""
        line = _line(self.root)
        node: yaml.Node | None = self.root
        for step in place:
            line, node = _child(node, step, line)
        return line

    def line_of_word(self, place: Place, word: str) -> int:
        """The line of the last value or key `word` inside a place; the line of the place where there is none."""
        node: yaml.Node | None = self.root
        for step in place:
            node = _child(node, step, 0)[1]
        lines = [_line(scalar) for scalar in _scalars(node) if scalar.value == word]
        return lines[-1] if lines else self.line(place)


def load(text: str, begin: str) -> Marked:
    """Return the values of the one document in `text`; raise Unreadable where there is none, saying how to `begin`."""
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        raise Unreadable(_in_words(broken, mark), mark.line + 1 if mark else None) from broken
    except yaml.YAMLError as broken:
        raise Unreadable(tr("this is not text that YAML allows: {hint}", hint=_hint(str(broken)))) from broken
    except RecursionError as broken:
        raise Unreadable(tr("this is nested too deeply for anything that people write")) from broken
    finally:
        loader.dispose()
    if root is None:
        raise Unreadable(tr("the file is empty; begin with {key}", key=begin), 1)
    marked = Marked(root)
    marked.values = _Builder(marked.faults).value(root, ())
    return marked


class _Builder:
    """Turns nodes into values, following aliases only as far as the limits allow."""

    def __init__(self, faults: list[tuple[Place, int, str]]) -> None:
        self._faults = faults
        self._made = 0

    def value(self, node: yaml.Node, place: Place) -> Any:
        self._made += 1
        if self._made > VALUES or len(place) > DEPTH:
            raise Unreadable(
                tr("this grows too large or too deep; write values out instead of repeating aliases (*name)")
            )
        if isinstance(node, yaml.MappingNode) and node.tag == _CORE + "map":
            return self._map(node, place)
        if isinstance(node, yaml.SequenceNode) and node.tag == _CORE + "seq":
            return [self.value(item, (*place, at)) for at, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.tag in _MAKES:
            try:
                return _MAKES[node.tag](node.value)
            except ValueError:
                self._faults.append(
                    (place, _line(node), tr("'{value}' is not a value that can be used here", value=node.value[:40]))
                )
                return None
        self._faults.append((place, _line(node), tr("remove the tag {tag}; plain values only", tag=node.tag)))
        return None

    def _map(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        made: dict[str, Any] = {}
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._faults.append((place, _line(key_node), tr("a key must be one word, not a list or a map")))
                continue
            key = key_node.value
            if key in seen:
                says = tr(
                    "the key '{key}' stands twice, first in line {line}; keep one of them", key=key, line=seen[key]
                )
                self._faults.append(((*place, key), _line(key_node), says))
                continue
            seen[key] = _line(key_node)
            made[key] = self.value(value_node, (*place, key))
        return made


_CORE = "tag:yaml.org,2002:"


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError("too large a number")
    return number


_MAKES: dict[str, Any] = {
    _CORE + "str": str,
    _CORE + "int": int,
    _CORE + "float": lambda text: _finite(float(text)),
    _CORE + "bool": lambda text: text.casefold() == "true",
    _CORE + "null": lambda text: None,
}
_WRITTEN_AS = (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", "tTfF"),
    ("int", r"[-+]?[0-9]+\Z", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z", "-+.0123456789"),
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
)


def means_more(text: str) -> bool:
    """True for a text that, written without quotes, would be read back as a number, a truth or nothing."""
    return any(re.match(pattern, text) for _, pattern, _ in _WRITTEN_AS)


def _loader() -> Any:
    """The fast loader where the wheel carries libyaml, with YAML 1.2's reading of plain words."""
    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, pattern, firsts in _WRITTEN_AS:
        for first in firsts:
            resolvers.setdefault(first, []).append((_CORE + kind, re.compile(pattern)))
    fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return type("_Loader", (fastest,), {"yaml_implicit_resolvers": resolvers})


_LOADER = _loader()
_HINTS = {
    "cannot start any token": later("indent with spaces, not tabs, and put text that begins with @ % or ` in quotes"),
    "mapping values are not allowed": later("put text that contains a colon in quotes, and check the indent"),
    "expected key": later("check the indent and the quotes above this line"),
    "expected <block end>": later("check the indent of this line and the quotes above it"),
    "expected '-' indicator": later("begin each item of a list with '- ' at the same indent"),
    "expected ',' or": later("close the bracket, or put a comma between the items"),
    "unexpected end of": later("close the quote or bracket that is still open"),
    "could not find expected ':'": later("write a key as 'key: value'"),
    "expected node content": later("write a value between the commas and brackets, or put it in quotes"),
    "mapping keys are not allowed": later("write a key as 'key: value', without '?'"),
    "expected <document start>": later("check the indent of this line and the lines above it"),
    "undefined alias": later("name the anchor (&name) before the alias (*name)"),
    "but found another document": later("keep one document in the file: remove the second '---'"),
    "special characters": later("remove the control character"),
    "control characters": later("remove the control character"),
}


def _in_words(broken: yaml.MarkedYAMLError, mark: Any) -> str:
    hint = _hint(f"{broken.problem} {broken.context}")
    if not mark:
        return tr("this is not YAML: {hint}", hint=hint)
    line, column = mark.line + 1, mark.column + 1
    return tr("this is not YAML (line {line}, column {column}): {hint}", line=line, column=column, hint=hint)


def _hint(problem: str) -> str:
    found = next((hint for sign, hint in _HINTS.items() if sign in problem), "")
    return tr(found) if found else problem.replace("None", "").replace("\n", " ").strip()


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _child(node: yaml.Node | None, step: Step, line: int) -> tuple[int, yaml.Node | None]:
    """The line and node of one step down; the line so far and None where there is no such step."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return _line(key), value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return _line(node.value[step]), node.value[step]
    return line, None


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
