"""A review before it leaves: frozen or not, whether its numbers agree, what was restated, and page one to paint."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.domain.clock import clock_of
from app.domain.review import Review
from app.domain.review.restating import Restated
from app.domain.review.unnamed import without_names
from app.domain.review.weeks import first_day, week_of
from app.language import SOURCE, speaking
from app.services.reviews import is_issued, restated_view, review_view
from app.services.work import Work


@dataclass(frozen=True, slots=True)
class Leaving:
    """A review as it would leave: in the language of the workbooks, the names of our people in it or not."""

    week: str
    weeks: int
    review: Review
    issued: bool
    running: bool  # the week is not over: it cannot be frozen
    restated: Restated

    @property
    def failed(self) -> tuple[str, ...]:
        """The checks that do not add up; with any of them it should not be shared (WR5)."""
        return tuple(check.name for check in self.review.checks if not check.passed)


def review_leaving(work: Work, week: str, weeks: int = 1, *, names: bool = True) -> Leaving:
    """The review of a week, or of two, as it would leave now; it takes as long as a review that is not kept."""
    with speaking(SOURCE):
        review = review_view(work, week, weeks)
        since = restated_view(work, week, weeks)
    hours = work.playbook.hours
    today = clock_of(hours).local_date(work.now)
    running = first_day(week, hours.week_starts) >= first_day(week_of(today, hours.week_starts), hours.week_starts)
    shown = review if names else without_names(review)
    return Leaving(week, weeks, shown, is_issued(work, week, weeks), running, since)


def write_page_one(work: Work, path: Path, painted: bytes) -> Path:
    """Write page one as it was painted, whole or not at all (Trouble)."""
    return write_painted(path, painted)


def write_painted(path: Path, painted: bytes) -> Path:
    """The same without a workspace."""
    from app.exports.saving import write_whole

    return write_whole(path, partial(_put, painted))


def _put(content: bytes, file: BinaryIO) -> None:
    file.write(content)
