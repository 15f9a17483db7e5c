"""What is asked of the place: which week, one or two, against which other, which leads only."""

from dataclasses import dataclass

from app.domain.review.narrowing import ALL, Only


@dataclass(frozen=True, slots=True)
class Wish:
    """One way to look at the reviews of a workspace; kept by the page, given to every question."""

    week: str = ""
    weeks: int = 1
    against: str = ""
    only: Only = ALL
