"""A list as a file: exactly the rows and columns that are shown, and nothing that must not leave."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.listing import Kind
from app.domain.problems import Problem
from app.language import SOURCE, speaking, tr
from app.services.guarding import fit_to_leave
from app.services.lists.column import Column, Value
from app.services.lists.places import AnyFilter, Place, place_of
from app.services.lists.reading import ListRow, rows
from app.services.lists.words import filter_words
from app.services.work import Work

if TYPE_CHECKING:
    from app.exports.list_file import ListSheet

REFUSED = "Contact refused"
_TOLD_APART = ("email", "phone", "domain", "identifier", "postal_code", "street")  # digits there name no patient
_KINDS = {Kind.TEXT: "text", Kind.CHOICE: "word", Kind.NUMBER: "int", Kind.YES_NO: "word"}


def save_list(
    work: Work,
    place: str,
    ids: Sequence[int],
    columns: Sequence[str],
    path: Path,
    *,
    asked: AnyFilter | None = None,
) -> Path:
    """Write these rows in this order with these columns; returns where. `asked` is the filter that they passed, which
    the file says in its own words; None where somebody selected them.

    What people wrote freely stays out where it looks like patient data (R16), and whoever refused contact is marked in
    a column of its own. Raises Problem for a name that ends in neither .xlsx nor .csv.
    """
    from app.exports.list_file import ENDINGS, write_list  # openpyxl is met only when a file is written

    if not path.suffix:
        path = path.with_name(f"{path.name}.xlsx")
    if path.suffix.casefold() not in ENDINGS:
        raise Problem(tr("{file} ends in neither .xlsx nor .csv; a list is saved as one of these.", file=path.name))
    here = place_of(place)
    chosen = [here.column(id) for id in dict.fromkeys(columns)]
    if not chosen:
        raise Problem(tr("Show at least one column; a list without columns says nothing."))
    with speaking(SOURCE):  # a file speaks one language, whoever writes it
        return write_list(_sheet(work, here, ids, chosen, _shown(work, here, asked)), path)


def _shown(work: Work, here: Place, asked: AnyFilter | None) -> str:
    """What the rows are, in words."""
    words = ", ".join(filter_words(work, here.id, asked)) if asked is not None else ""
    return words or (f"All {here.many}" if asked is not None and asked.ids is None else f"Selected {here.many}")


def _sheet(work: Work, here: Place, ids: Sequence[int], chosen: Sequence[Column], shown: str) -> "ListSheet":
    from app.exports.list_file import ListSheet

    marked = here.refused is not None
    found = rows(work, here.id, ids, [column.id for column in chosen])
    contact = "Whoever is marked as refusing contact must not be written to or called."
    return ListSheet(
        name=here.many.capitalize(),
        columns=tuple((column.label, _kind(column)) for column in chosen) + (((REFUSED, "word"),) if marked else ()),
        rows=_fit(chosen, found, marked),
        about=(
            ("Shown", shown),
            ("Rows", f"{len(found):,}"),
            ("Made", f"{work.now.astimezone(work.definitions.zone):%Y-%m-%d %H:%M} by {work.by}"),
            *([("Contact", contact)] if marked else []),
        ),
        zone=work.definitions.zone,
    )


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
