"""A list as a file: exactly the rows and columns that are shown, and nothing that must not leave."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from app.domain.listing import Kind
from app.domain.problems import Problem
from app.services.guarding import fit_to_leave
from app.services.lists.column import Column, Value
from app.services.lists.places import place_of
from app.services.lists.reading import ListRow, rows
from app.services.work import Work

REFUSED = "Contact refused"
_TOLD_APART = ("email", "phone", "domain", "identifier", "postal_code", "street")  # digits there name no patient
_KINDS = {Kind.TEXT: "text", Kind.CHOICE: "word", Kind.NUMBER: "int", Kind.YES_NO: "word"}


def save_list(
    work: Work, place: str, ids: Sequence[int], columns: Sequence[str], path: Path, *, about: str = ""
) -> Path:
    """Write these rows in this order with these columns; returns where. `about` says what was asked for, in words.

    What people wrote freely stays out where it looks like patient data (R16), and whoever refused contact is marked in
    a column of its own. Raises Problem for a name that ends in neither .xlsx nor .csv.
    """
    from app.exports.list_file import ENDINGS, ListSheet, write_list  # openpyxl is met only when a file is written

    if not path.suffix:
        path = path.with_name(f"{path.name}.xlsx")
    if path.suffix.casefold() not in ENDINGS:
        raise Problem(f"{path.name} ends in neither .xlsx nor .csv; a list is saved as one of these.")
    here = place_of(place)
    chosen = [here.column(id) for id in dict.fromkeys(columns)]
    if not chosen:
        raise Problem("Show at least one column; a list without columns says nothing.")
    marked = place != "accounts"
    found = rows(work, place, ids, [column.id for column in chosen])
    sheet = ListSheet(
        name=here.many.capitalize(),
        columns=tuple((column.label, _kind(column)) for column in chosen) + (((REFUSED, "word"),) if marked else ()),
        rows=_fit(chosen, found, marked),
        about=(
            ("Shown", about or f"All {here.many}"),
            ("Rows", f"{len(found):,}"),
            ("Made", f"{work.now.astimezone(work.definitions.zone):%Y-%m-%d %H:%M} by {work.by}"),
            ("Contact", "Whoever is marked as refusing contact must not be written to or called."),
        ),
        zone=work.definitions.zone,
    )
    return write_list(sheet, path)


def _kind(column: Column) -> str:
    if column.kind is Kind.DATE:
        return "moment" if column.moment else "date"
    return "long" if column.note else _KINDS[column.kind]


def _fit(columns: Sequence[Column], found: Sequence[ListRow], marked: bool) -> list[tuple[Value, ...]]:
    """The values as they may leave; what recurs is looked at once."""
    guard: Callable[[str], str] = lru_cache(maxsize=50_000)(fit_to_leave)
    free = [
        at
        for at, column in enumerate(columns)
        if column.tags or (column.kind is Kind.TEXT and column.id not in _TOLD_APART)
    ]

    def fit(row: ListRow) -> tuple[Value, ...]:
        values = list(row.values)
        for at in free:
            if values[at]:
                values[at] = guard(str(values[at]))
        if marked:
            values.append(REFUSED if row.refused else "")
        return tuple(values)

    return [fit(row) for row in found]
