"""What stands in the cells to fill in when a review is written, so that what is typed there later can be told apart."""

import hashlib
import json
from collections.abc import Iterable

from app.domain.review import Decision, Review
from app.exports.review_returned import ReturnedReview, Typed, one_text
from app.exports.review_summary import NEW, mark_of

_Line = tuple[str, str, str, str, str]  # what it is about, the text, the owner, the day, what came of it


def filled_by_us(review: Review) -> str:
    """A digest of what the workbook of a review holds in those cells before anybody opens it."""
    decisions = [_ours(mark_of(one), one) for one in review.decisions if one.text or one.owner or one.due is not None]
    return _digest([*decisions, *(_ours(one.ref, one) for one in review.agreed)])


def is_as_written(found: ReturnedReview) -> bool:
    """True where nobody typed anything into it; of a workbook that does not say how it was written nothing is known."""
    lines = [*(_theirs(one.mark or NEW, one) for one in found.decisions), *(_theirs(a.ref, a) for a in found.actions)]
    return found.filled == _digest(lines)


def _ours(about: str, one: Decision) -> _Line:
    return (one_text(about), one_text(one.text), one_text(one.owner), one_text(one.due), "")


def _theirs(about: str, one: Typed) -> _Line:
    return (about, one.text, one.owner, one.written_day, one.outcome)


def _digest(lines: Iterable[_Line]) -> str:
    """The same in whatever order somebody sorted the rows."""
    return hashlib.sha256(json.dumps(sorted(lines)).encode()).hexdigest()
