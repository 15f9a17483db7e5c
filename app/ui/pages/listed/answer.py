"""What a list answers: its ids in order, the first rows, and the filter in words, in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.domain.listing import Order
from app.services.lists.places import AnyFilter
from app.services.lists.reading import first_rows
from app.services.lists.words import condition_words
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
