"""Mappings remembered from imports, so that the next file of a shape needs nothing: listed and forgotten."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.problems import Problem
from app.intake.remembered import column_index, fingerprint
from app.services.work import Changed, Work
from app.store.tables import ImportRun, RememberedLayout


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One remembered mapping: the columns of a file, and the column of each field (one that serves none is "")."""

    mark: str
    columns: tuple[str, ...]
    fields: Mapping[str, str]
    at: datetime
    by: str
    used: int  # imports of a file of these columns


def mappings(work: Work) -> list[MappingRow]:
    """Every remembered mapping, the latest first."""
    used = _used(work)
    rows = work.session.scalars(
        select(RememberedLayout).order_by(RememberedLayout.at.desc(), RememberedLayout.fingerprint)
    )
    return [
        MappingRow(row.fingerprint, tuple(row.columns), _named(row), row.at, row.by, used[row.fingerprint])
        for row in rows
    ]


def forget_mapping(work: Work, mark: str) -> Changed:
    """Forget a mapping: the next file of its columns is guessed anew. Imports that were done stay as they are."""
    layout = work.session.get(RememberedLayout, mark)
    if layout is None:
        raise Problem(f"No mapping with the mark {mark} is remembered; list them and choose one.")
    work.session.delete(layout)
    return Changed(f"Forget the mapping of {_in_short(layout)}", places=frozenset({"imports"}))


def _named(row: RememberedLayout) -> dict[str, str]:
    """The names of the columns by field, where the layout still has them."""
    named = {}
    for field, wanted in row.mapping.items():
        named[field] = "" if wanted == "" else row.columns[column_index(row.columns, wanted)]
    return named


def _used(work: Work) -> Counter[str]:
    """How many imports had a table of each layout; an import that was undone counts, it was read all the same."""
    used: Counter[str] = Counter()
    for files in work.session.scalars(select(ImportRun.files)):
        used.update({fingerprint(table["columns"]) for file in files for table in file["tables"] if "columns" in table})
    return used


def _in_short(layout: RememberedLayout) -> str:
    names = [name for name in layout.columns if name.strip()]
    return ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
