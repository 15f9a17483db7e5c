"""What a part of the review is made of: sheets, each one table with a sentence on how it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.domain.review.addressing import address_of
from app.language import later
from app.ui.review.number_table import AddressOf
from app.ui.tables.column import Column
from app.ui.tables.row_delegate import RowDelegate

if TYPE_CHECKING:
    from app.domain.review.comparing import Compared, ComparedRow
    from app.domain.review.restating import Restated
    from app.domain.review.sheet import Review
    from app.services.review_sight import Sight


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a part. `kept` names the field of a review that weeks issued long ago may lack."""

    id: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: "Callable[[Review], Sequence[Any]]"
    empty: str
    kept: str = ""
    large: str = ""  # of a part that has a row for many leads: it is asked for when it is shown
    restated: "Callable[[Restated], Sequence[Any]] | None" = None  # rows are what an issued week would now say
    address: AddressOf = address_of
    compared: "Callable[[Compared], Sequence[ComparedRow]] | None" = None
    about_both: str = ""  # how two weeks are read, where that is not how one is
    with_n: bool = True  # side by side each figure has its n beside it; counts are their own
    chart: str = ""  # which chart stands above it
    message: str = ""  # whose message stands above it, where the table is the chart
    delegate: type[RowDelegate] = RowDelegate
    whole: "Callable[[Any], str] | None" = None  # the row in hand in a sentence below, where its cells are cut


@dataclass(frozen=True, slots=True)
class PartSpec:
    """One part of the review: what it is called, how much is in it, and its sheets."""

    id: str
    title: str
    sheets: tuple[Sheet, ...] = ()
    count: "Callable[[Sight], int | str]" = field(default=lambda sight: 0)


EQUALLY_OLD = later(
    "Cohorts of the same age side by side: those who arrived equally long before the end of either week. Where it is "
    "too early to tell, nothing stands."
)
NOT_ISSUED = later("This week is not issued yet: its numbers may still change, and nothing is held against them.")
NOT_KEPT = later("This week was issued before this part was kept with it, so there is nothing to show here.")
