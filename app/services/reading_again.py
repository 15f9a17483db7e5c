"""A table as the record of an import keeps it, so that one of its rows can be read again as it was read then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.intake.found import FoundTable, Mapped

_PLAIN = ("context", "preamble", "epoch_1904", "export")


def as_kept(table: FoundTable) -> dict[str, Any]:
    """What was settled or guessed about the columns of a table, in the forms that JSON has."""
    mapped = {
        name: [one.column, one.index, list(one.also), list(one.also_names)] for name, one in table.mapping.items()
    }
    orders = {str(column): order for column, order in table.date_orders.items()}
    plain = {name: _plain(getattr(table, name)) for name in _PLAIN}
    return {
        "mapping": mapped,
        "names": list(table.columns),
        "unmapped": list(table.unmapped),
        "orders": orders,
        **plain,
    }


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def table_again(name: str, kept: Mapping[str, Any], cells: Sequence[str]) -> FoundTable | None:
    """The table with one row in it; None where an older import kept too little."""
    if "mapping" not in kept:
        return None
    mapping = {
        field: Mapped(column, index, tuple(also), also_names=tuple(also_names))
        for field, (column, index, also, also_names) in kept["mapping"].items()
    }
    return FoundTable(
        name=name,
        primary=True,
        header_record=None,
        columns=tuple(kept["names"]),
        mapping=mapping,
        unmapped=tuple(kept["unmapped"]),
        ignored_records=(),
        data_rows=1,
        sample=(),
        first_record=0,
        last_record=0,
        source=_OneRecord(tuple(cells)),
        date_orders={int(column): order for column, order in kept["orders"].items()},
        **{name: kept[name] for name in _PLAIN},
    )


@dataclass(frozen=True, slots=True)
class _OneRecord:
    """A single row, as a file would give it."""

    cells: tuple[str, ...]

    def read(self) -> Iterator[list[str]]:
        """The row."""
        yield list(self.cells)
