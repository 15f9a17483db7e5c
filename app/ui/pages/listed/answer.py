"""What a list answers: its ids in order, the first rows, and the filter in words, in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.domain.listing import Condition, Kind, Order, said
from app.language import tr
from app.services.lists.places import AnyFilter, place_of
from app.services.lists.reading import first_rows
from app.services.work import Work
from app.ui.tables.list_cells import ListCells
from app.ui.tables.list_table import as_cells


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """The rows that pass; `words` has one sentence for each condition of the filter."""

    ids: Sequence[int]
    first: Sequence[ListCells]
    words: tuple[str, ...]


def list_answer(
    work: Work,
    place: str,
    filter: AnyFilter,
    order: Sequence[Order],
    columns: Sequence[str],
    limit: int | None = None,
) -> ListAnswer:
    """The list as it is asked for; with a limit only its beginning."""
    found = first_rows(work, place, filter, order, columns, limit)
    words = tuple(map(partial(condition_words, work, place), filter.conditions))
    return ListAnswer(found.ids, as_cells(found.rows, columns), words)


def condition_words(work: Work, place: str, condition: Condition) -> str:
    """A condition as people read it: values that are ids in their written form."""
    column = place_of(place).column(condition.column)
    known = column.known(work)
    if column.kind is Kind.YES_NO:
        known = {"yes": tr("yes"), "no": tr("no")}
    return said(condition, column.shown, [known.get(value, value) for value in condition.values])
