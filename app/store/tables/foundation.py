"""What all tables stand on: names of constraints, moments in UTC, identities that leave the file."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from os import urandom
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import JSON, DateTime, Dialect, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

DERIVED = {"derived": True}  # a column that can be recomputed: the journal leaves it out
UNRECORDED = {"unrecorded": True}  # a table that is itself a record: the journal leaves it alone
PERMANENT = {"permanent": True}  # a table whose rows, once written, an undo keeps and lists
APART = {"apart": True}  # a table whose rows an undo takes away one by one, also where what they belong to stays


class Moment(TypeDecorator[datetime]):
    """A moment, aware and in UTC on our side, whatever the database keeps."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC without its name. Raises ValueError for a moment without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: aware again."""
        return None if value is None else value.replace(tzinfo=UTC)


def moment(kept: str) -> datetime:
    """A moment from the text in which the database keeps it, as `Moment` gives it; a fifth of its time."""
    return datetime.fromisoformat(kept + "+00:00")


class Facts(TypeDecorator[Any]):
    """Facts without columns of their own, written with sorted keys so that equal facts are equal text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To the database: one text."""
        return None if value is None else dumped(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """From the database: the facts."""
        return None if value is None else json.loads(value)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """Compare as JSON text."""
        return JSON() if value is None else self


def dumped(value: Any) -> str:
    """The one way in which facts are written as text."""
    if not value and isinstance(value, (*_NAMED, list, tuple)):
        return "{}" if isinstance(value, _NAMED) else "[]"  # most rows have none, and a million of them add up
    return _written(value)


_NAMED = (dict, MappingProxyType)  # a plan that was put aside gives the empty one for a lead without further facts
_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Base(DeclarativeBase):
    """Every table of a workspace."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, dict[str, Any]: Facts, list[Any]: Facts}


def new_uuid() -> str:
    """A fresh identity for something that may leave the file."""
    return str(uuid4())


def new_uuids() -> Iterator[str]:
    """Fresh identities without end, like `new_uuid` (random, version 4), drawn many at a time."""
    while True:
        drawn = urandom(16 * 1024).hex()
        for at in range(0, len(drawn), 32):
            one = drawn[at : at + 32]
            variant = "89ab"[int(one[16], 16) & 3]
            yield f"{one[:8]}-{one[8:12]}-4{one[13:16]}-{variant}{one[17:20]}-{one[20:]}"
