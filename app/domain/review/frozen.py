"""A review as JSON and back, exactly: what was issued can be shown again to the digit.

What was added to reviews since a week was issued is simply not in it: those parts are empty there.
"""

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.domain.review.sheet import Review

Builder = Callable[[Any], Any]


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

    def build(value: list[Any]) -> Any:
        for number, part in dated:
            value[number] = part(value[number])
        return kind(*value)

    return build
