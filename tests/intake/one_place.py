"""Every record that is not blank has exactly one place: header, left out, row, or context."""

from collections.abc import Iterator, Sequence

from app.intake.found import FoundFile, FoundTable
from app.intake.rows import Records
from app.intake.tables.beside import Side


def is_blank(cells: Sequence[str]) -> bool:
    """True for a record that no reader counts."""
    joined = "".join(cells)
    return not joined or joined.isspace()


def check_places(found: FoundFile) -> list[list[str]]:
    """The records of all tables that are not blank; AssertionError where one has no place, or two."""
    held: list[list[str]] = []
    for source, tables in _sources(found):
        filled = {record: cells for record, cells in enumerate(source.read()) if not is_blank(cells)}
        assert sorted(_places(tables)) == sorted(filled)
        held.extend(filled.values())
    return held


def _sources(found: FoundFile) -> Iterator[tuple[Records, list[FoundTable]]]:
    """Each source of records with its tables; lists that stand side by side have one each."""
    sources: dict[tuple[int, int], tuple[Records, list[FoundTable]]] = {}
    for table in found.tables:
        source = table.source
        key = (id(source.source), source.first) if isinstance(source, Side) else (id(source), 0)
        sources.setdefault(key, (source, []))[1].append(table)
    yield from sources.values()


def _places(tables: Sequence[FoundTable]) -> Iterator[int]:
    yield from {record for table in tables for record in table.context_records}
    for table in tables:
        yield from table.header_rows
        yield from table.ignored_records
        rows = [row.record for row in table.rows()]
        assert len(rows) == table.data_rows
        yield from rows
