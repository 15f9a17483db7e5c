"""Mappings remembered from imports, so that the next file of a shape needs nothing: listed, forgotten, shared."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from app.domain.problems import Problem
from app.exports.saving import write_whole
from app.intake.columns.remembered import RememberedMapping, column_index, fingerprint
from app.language import tr, tr_many
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


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a file: how many mappings are new, how many replaced another, how many were known."""

    new: int
    replaced: int
    known: int


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
        raise Problem(tr("No mapping with the mark {mark} is remembered; list them and choose one.", mark=mark))
    work.session.delete(layout)
    return Changed(tr("Forget the mapping of {columns}", columns=_in_short(layout)), places=frozenset({"imports"}))


def export_mappings(work: Work, path: Path, marks: Collection[str] = ()) -> int:
    """Write remembered mappings into a file for another workspace, those of the marks or all; returns how many.

    Raises Problem where there is nothing to write, Trouble where it cannot be written.
    """
    from app.intake.documents.mapping_file import write_mappings  # YAML is met only when a file is written or read

    rows = work.session.scalars(select(RememberedLayout).order_by(RememberedLayout.at.desc()))
    wanted = [_mapping(row) for row in rows if not marks or row.fingerprint in marks]
    if not wanted:
        raise Problem(tr("No mapping is remembered yet, so there is nothing to write."))
    content = write_mappings(wanted).encode("utf-8")
    write_whole(path, lambda file: file.write(content))
    return len(wanted)


def take_mappings(work: Work, path: Path) -> Changed:
    """Remember the mappings of a file as well; for columns that are known the file has the last word.

    The outcome is Taken. Raises Problem with every fault of the file; nothing is taken of a faulty one.
    """
    from app.intake.documents.mapping_file import read_mappings

    counts = Counter(_take(work, one) for one in read_mappings(path))
    taken = Taken(counts["new"], counts["replaced"], counts["known"])
    total = taken.new + taken.replaced
    label = tr_many("Take {count} mapping from {name}", "Take {count} mappings from {name}", total, name=path.name)
    return Changed(label, places=frozenset({"imports"}), outcome=taken)


def _take(work: Work, mapping: RememberedMapping) -> str:
    known = work.session.get(RememberedLayout, mapping.mark)
    if known is not None and _numbers(_mapping(known)) == _numbers(mapping):
        return "known"
    work.session.merge(
        RememberedLayout(
            fingerprint=mapping.mark,
            columns=list(mapping.columns),
            mapping=_numbers(mapping),
            at=work.now,
            by=work.by,
        )
    )
    return "new" if known is None else "replaced"


def _numbers(mapping: RememberedMapping) -> dict[str, int]:
    """The number of each field's column; a field without one is left out, which means the same."""
    fields = mapping.fields.items()
    return {field: column_index(mapping.columns, wanted) for field, wanted in fields if wanted != ""}


def _mapping(row: RememberedLayout) -> RememberedMapping:
    return RememberedMapping(tuple(row.columns), row.mapping)


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
