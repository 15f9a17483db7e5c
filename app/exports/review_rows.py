"""What the sheets of a review share: where the rows of each figure stand, and the words for what is not there."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from app.domain.review import Review
from app.domain.review.weeks import weeks_covered
from app.exports.sheet import Place, link_to

TOO_FEW = "n < 10"
NOT_KEPT = "not kept: the week was issued before this was counted"


_OF_TWO = (
    ("This week's", "These two weeks'"),
    ("this week's", "these two weeks'"),
    ("each week's", "every two weeks'"),
    ("This week", "These 2 weeks"),
    ("this week", "these two weeks"),
    ("the week, by", "the two weeks, by"),
    ("Last week", "2 weeks before"),
    ("4-week mean", "Mean of 4 such"),
    ("per week", "per two weeks"),
)


class Links:
    """The cells that hold the rows behind each figure of the summary, by its id."""

    def __init__(self) -> None:
        self._targets: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def table(self, figure: str, place: Place) -> None:
        """The whole table."""
        self._targets[figure] = place.link

    def range(self, figure: str, place: Place, columns: int, chosen: Sequence[bool]) -> None:
        """The rows of a table that are chosen; they stand in one piece. The head of the table where none is."""
        rows = [place.head + 1 + number for number, here in enumerate(chosen) if here]
        self.counts[figure] = len(rows)
        if not rows:
            self.table(figure, place)
            return
        last = get_column_letter(columns)
        self._targets[figure] = link_to(place.sheet, f"A{rows[0]}:{last}{rows[-1]}")

    def target(self, figure: str, sheet: str) -> str:
        """Where a figure's rows stand; the first table of its sheet where nothing nearer is known."""
        return self._targets.get(figure) or link_to(sheet, "A4")


def none_of(review: Review, words: str = "none this week") -> str:
    """What an empty table says: nothing happened, or it was not kept when the week was issued."""
    return worded(review, words) if review.figures else NOT_KEPT


def worded(review: Review, words: str) -> str:
    """Words about "this week" as they are right for a review of two weeks."""
    if weeks_covered(review.start, review.end) > 1:
        for one, two in _OF_TWO:
            words = words.replace(one, two)
    return words
