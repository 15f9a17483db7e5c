"""A review as JSON and back, exactly: what was issued can be shown again to the digit.

What was added to reviews since a week was issued is simply not in it: those parts are empty there. The parts that have
a row for many leads are kept apart from the head, which is small however many leads there are.
"""

import hashlib
import json
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.domain.review.sheet import Review

Builder = Callable[[Any], Any]
LARGE = ("leads", "moved", "packages", "touched", "exceptions")
"""The parts of a review that grow with its leads."""
SEAL = "seal"
"""Under this name the head that is stored holds the digest of itself."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A review as it is kept: its head without the large parts, those as texts of their own, and a digest of all."""

    head: dict[str, Any]
    parts: Mapping[str, str]  # by name; one without rows is left out
    digest: str  # SHA-256 of the whole review as `to_json` writes it


def frozen(review: Review) -> Frozen:
    """Take a review apart for keeping."""
    parts = {name: rows_to_json(rows) for name in LARGE if (rows := getattr(review, name))}
    head = json.loads(to_json(head_of(review)))
    return Frozen(head, parts, digest_of(head, parts))


def head_of(review: Review) -> Review:
    """The review without its large parts."""
    return replace(review, leads=(), moved=(), packages=(), touched=(), exceptions=())


def rows_to_json(rows: tuple[Any, ...]) -> str:
    """The rows of one part, as they stand in the JSON of their review."""
    return json.dumps(rows, default=_written, ensure_ascii=True, separators=(",", ":"))


def rows_of_part(part: str, text: str) -> tuple[Any, ...]:
    """The rows that `rows_to_json` wrote."""
    rows: tuple[Any, ...] = _builder(get_type_hints(Review)[part])(json.loads(text))
    return rows


def review_of(head: Mapping[str, Any]) -> Review:
    """The review of a head as JSON gave it; its large parts are empty unless it brought them."""
    built: Review = _builder(Review)({"leads": (), "exceptions": ()} | dict(head))
    return built


def digest_of(head: Mapping[str, Any], parts: Mapping[str, str | bytes]) -> str:
    """The digest of the whole review, in the order in which `to_json` writes it, whichever order the head is kept in.

    Fields that reviews have had only since a week was issued are not in its head, and so not in its digest.
    """
    whole = hashlib.sha256()
    for piece in _pieces(head, parts):
        whole.update(piece.encode() if isinstance(piece, str) else piece)
    return whole.hexdigest()


def seal_of(head: Mapping[str, Any], *more: str) -> str:
    """A digest of the small part alone, with what is kept beside it: told in 3 ms, so whenever a week is opened."""
    sealed = [more, {name: value for name, value in head.items() if name != SEAL}]
    text = json.dumps(sealed, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _pieces(head: Mapping[str, Any], parts: Mapping[str, str | bytes]) -> Iterator[str | bytes]:
    before = "{"
    for name, hint in get_type_hints(Review).items():
        if name in head:
            yield f'{before}"{name}":'
            ordered = _in_order(hint, head[name])
            yield parts[name] if name in parts else json.dumps(ordered, ensure_ascii=True, separators=(",", ":"))
            before = ","
    yield "}"


def _in_order(kind: Any, value: Any) -> Any:
    """Objects with their fields in the order of their class; rows are lists and have theirs."""
    if isinstance(value, list):
        inner = get_args(kind)[:1]
        return [_in_order(inner[0], one) for one in value] if inner and is_dataclass(inner[0]) else value
    if isinstance(value, dict) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return {name: _in_order(hints[name], value[name]) for name in hints if name in value}
    return value


def to_json(review: Review) -> str:
    """The review as JSON; named tuples become lists, dataclasses become objects."""
    return json.dumps(review, default=_written, ensure_ascii=True, separators=(",", ":"))


def from_json(text: str) -> Review:
    """The review that `to_json` wrote."""
    built: Review = _builder(Review)(json.loads(text))
    return built


def _written(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"a review cannot hold a {type(value).__name__}")


@cache
def _builder(kind: Any) -> Builder:
    """A function that builds a value of this type from what JSON gave."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _builder(next(part for part in get_args(kind) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        inner = _builder(get_args(kind)[0])
        return lambda values: tuple(map(inner, values))
    if kind in (datetime, date):
        read: Builder = kind.fromisoformat
        return read
    if is_dataclass(kind) and isinstance(kind, type):
        return _object_builder(kind)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return _row_builder(kind)
    return lambda value: value


def _object_builder(kind: type) -> Builder:
    parts = {name: _builder(hint) for name, hint in get_type_hints(kind).items()}

    def build(value: dict[str, Any]) -> Any:
        return kind(**{name: part(value[name]) for name, part in parts.items() if name in value})

    return build


def _row_builder(kind: Any) -> Builder:
    """Rows are many and mostly text and numbers: only the fields with dates are touched."""
    hints = list(get_type_hints(kind).values())
    dated = [(n, _builder(hint)) for n, hint in enumerate(hints) if {date, datetime} & {hint, *get_args(hint)}]

    def build(kept: list[Any]) -> Any:
        value = list(kept)  # what was read from the store may be read again
        for number, part in dated:
            value[number] = part(value[number])
        return kind(*value)

    return build
