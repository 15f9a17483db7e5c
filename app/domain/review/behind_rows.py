"""What stands behind one number of a review: its leads, each with what it did to be counted."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class BehindRow(NamedTuple):
    """One row behind a number. A lead may stand in it more than once: with each package, each content, each cycle."""

    lead_id: int  # 0 where the row is about no lead of today
    ref: str
    person: str
    account: str
    owner: str
    what: str  # what makes it count, in words
    at: datetime | None = None  # when it happened
    counts: bool = True  # of a rate: it is one of those that hold
    amount: float | None = None  # what was measured of it
    unit: str = ""  # hours, days or percent, where something was measured
    by: str = ""  # who did it, or who sent the package
    handoff: int = 0  # the number of its package


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """All rows behind one number of a review."""

    title: str
    says: str  # from when the rows are: frozen with the week, or as facts stand now
    rows: tuple[BehindRow, ...]
    frozen: bool = False

    @property
    def held(self) -> int:
        """How many of them count."""
        return sum(row.counts for row in self.rows)
