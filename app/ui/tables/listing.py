"""The first answer of a list: all ids in order together with the rows of the first window, in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.services.leads import LeadFilter, lead_ids, lead_rows
from app.services.work import Work
from app.ui.tables.row_table import WINDOW


@dataclass(frozen=True, slots=True)
class Listing:
    """Ids and the first rows."""

    ids: Sequence[int]
    first: Sequence[Any]


def leads(work: Work, filter: LeadFilter, sort: str, descending: bool, limit: int | None = None) -> Listing:
    """The leads that pass, in order; with a limit only the first of them."""
    ids = lead_ids(work, filter, sort, descending, limit)
    return Listing(ids, lead_rows(work, ids[:WINDOW]))
