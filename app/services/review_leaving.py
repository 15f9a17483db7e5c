"""A review before it leaves: frozen or not, whether its numbers agree, what was restated, and page one to paint."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.domain.clock import clock_of
from app.domain.review import Review
from app.domain.review.restating import Restated
from app.domain.review.weeks import first_day, week_of
from app.language import SOURCE, speaking
from app.services.review_sight import review_sight
from app.services.reviews import is_issued, restated_view, review_view, unnamed
from app.services.work import Work


@dataclass(frozen=True, slots=True)
class BeforeLeaving:
    """What one should know of a review before it is shared."""

    name: str  # of its week, or of its two
    issued: bool
    running: bool  # the week is not over: it cannot be frozen
    checks: int
    failed: tuple[str, ...]  # the checks that do not add up; with any of them it should not be shared (WR5)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A review as it would leave: in the language of the workbooks, the names of our people in it or not."""

    review: Review
    issued: bool
    restated: Restated


def before_leaving(work: Work, week: str, weeks: int = 1) -> BeforeLeaving:
    """Whether a week is frozen or may be, and whether its numbers agree; at once where the place has shown it."""
    sight = review_sight(work, week, weeks)
    hours = work.playbook.hours
    this_week = first_day(week_of(clock_of(hours).local_date(work.now), hours.week_starts), hours.week_starts)
    checks = sight.review.checks
    failed = tuple(check.name for check in checks if not check.passed)
    running = first_day(week, hours.week_starts) >= this_week
    return BeforeLeaving(sight.review.week, sight.issued, running, len(checks), failed)


def review_leaving(work: Work, week: str, weeks: int = 1, *, names: bool = True) -> Leaving:
    """The review of a week, or of two, as it would leave now; it takes as long as a review that is not kept."""
    with speaking(SOURCE):
        review = review_view(work, week, weeks)
        since = restated_view(work, week, weeks)
    return Leaving(review if names else unnamed(work, review), is_issued(work, week, weeks), since)


def write_page_one(work: Work, path: Path, painted: bytes) -> Path:
    """Write page one as it was painted, whole or not at all (Trouble)."""
    return write_painted(path, painted)


def write_painted(path: Path, painted: bytes) -> Path:
    """The same without a workspace."""
    from app.exports.saving import write_whole

    return write_whole(path, partial(_put, painted))


def _put(content: bytes, file: BinaryIO) -> None:
    file.write(content)
