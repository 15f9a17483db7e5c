"""The weekly review: computed now, or reproduced to the digit once it was issued.

To compute a week of 100,000 leads takes seconds, in which nobody could change anything. So a reader makes it ready, and
the act that issues it stores what was made, if nothing changed meanwhile.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.clock import clock_of
from app.domain.problems import Problem
from app.domain.review import Review, weekly_review
from app.domain.review.restating import Restated, restated
from app.domain.review.unnamed import without_names
from app.domain.review.weeks import first_day, named
from app.language import SOURCE, speaking, tr
from app.services.review_computed import Basis, basis_of, computed_week, forget_computed, week_to_freeze
from app.services.review_decisions import add_decision, finish_decision, our_people
from app.services.review_facts import refuse_the_future, review_facts
from app.services.review_kept import Packed, is_kept, keep, kept, kept_review, pack
from app.services.review_places import Stamp, refuse_to_lose, stamp_of
from app.services.review_weeks import WeekRow, last_complete_week, weeks, weeks_until_now
from app.services.work import Changed, Work, collecting_later
from app.store.tables import WorkspaceIdentity

if TYPE_CHECKING:
    from app.exports.book import Book
    from app.services.desk import Desk

TRIES = 3  # to make a week ready while others go on working; after that the act computes it itself


def review_view(work: Work, week: str, weeks: int = 1) -> Review:
    """The review of a week, or of two up to it: as it was issued, else as it stands now."""
    issued = kept(work, week, weeks)
    return kept_review(work, issued) if issued is not None else review_now(work, week, weeks)


def review_now(work: Work, week: str, weeks: int = 1) -> Review:
    """The review of a week as the facts stand now, whether or not it was issued before."""
    clock = clock_of(work.playbook.hours)
    with collecting_later():
        return weekly_review(review_facts(work, week, weeks), clock.hours_between, work.playbook.diagnoses)


def is_issued(work: Work, week: str, weeks: int = 1) -> bool:
    """True where the numbers of a week are frozen."""
    return is_kept(work, week, weeks)


def restated_view(work: Work, week: str, weeks: int = 1) -> Restated:
    """What an issued week would say differently by now (WR6); nothing where it was not issued."""
    issued = kept(work, week, weeks)
    if issued is None:
        return Restated()
    with speaking(SOURCE):  # as it was issued, so that words are compared with their like
        return restated(kept_review(work, issued), computed_week(work, week, weeks).review)


@dataclass(frozen=True, slots=True)
class Ready:
    """A week with all that issuing it takes but the act itself, and what it was made of."""

    of: tuple[str, int]  # which week, and how many up to it
    basis: Basis
    review: Review
    since: Restated  # what it would say differently by now, where it was issued before
    packed: Packed | None  # None: it was issued before
    book: bytes | None  # the workbook, where one is wanted
    over: Stamp = None  # the file that it replaces, as it was when it was looked at


class Outdated(Exception):
    """Something changed since a week was made ready to be issued: it is to be made ready again."""


def ready_to_issue(
    work: Work, week: str, weeks: int = 1, *, book: bool = False, names: bool = True, over: Path | None = None
) -> Ready:
    """Do all of issuing a week that takes long; with its workbook in memory where one is wanted.

    Raises Problem where a file at `over` holds what would be lost by it.
    """
    week, stamp = named(week), stamp_of(over)
    if over is not None:
        refuse_to_lose(work, over)
    basis, issued = basis_of(work), kept(work, week, weeks)
    if issued is None:
        refuse_the_future(work, week)
        _refuse_what_runs(work, week)
        with speaking(SOURCE):  # what is frozen is written into workbooks, which speak one language
            review = week_to_freeze(work, week, weeks)
        since, packed = Restated(), pack(review)
    else:
        review, packed = kept_review(work, issued), None
        since = restated_view(work, week, weeks)
    made = _book(work, review, since, (week, weeks), names=names).content() if book else None
    return Ready((week, weeks), basis, review, since, packed, made, stamp)


def issue_review(
    work: Work, week: str, path: Path | None, weeks: int = 1, *, names: bool = True, ready: Ready | None = None
) -> Changed:
    """Freeze the numbers of a week, or of two, unless they are frozen, and write the workbook where a path is given.

    The outcome is the Review. Issued again it is the same to the digit, and `kept` says what was restated since.
    `names` off leaves the names of our people out of the workbook, not out of what is frozen.
    What was made `ready` is stored; Outdated where something changed since. Without it the act takes as long as that.
    """
    week = named(week)
    if ready is None:
        ready = ready_to_issue(work, week, weeks, book=path is not None, names=names, over=path)
    elif (ready.of, ready.basis) != ((week, weeks), basis_of(work)):
        raise Outdated
    elif path is not None and ready.over != stamp_of(path):  # somebody saved it meanwhile
        refuse_to_lose(work, path)
    if ready.packed is not None:
        keep(work, ready.packed, week, weeks)
        forget_computed()  # with this act the history is another one; who looks at the week sees what was frozen
    if path is not None and ready.book is not None:
        _put(path, ready.book)
    said = tr("Issue the review of {week}", week=week)
    return Changed(said, places=frozenset({"reviews"}), outcome=ready.review, kept=ready.since.says)


def issued_from(desk: "Desk", week: str, path: Path | None, weeks: int = 1, *, names: bool = True) -> Changed:
    """Issue a week where there is a desk and no window: made ready by a question, stored by the act."""
    for _ in range(TRIES):
        ready = desk.ask(ready_to_issue, week, weeks, book=path is not None, names=names, over=path)
        with suppress(Outdated):
            return desk.do(issue_review, week, path, weeks, names=names, ready=ready)
    return desk.do(issue_review, week, path, weeks, names=names)


def write_week(work: Work, week: str, path: Path, weeks: int = 1, *, names: bool = True) -> Review:
    """Write the workbook of a week without freezing it: what is not issued may still change.

    Raises Problem, as issuing it does, where the file that it replaces holds what would be lost.
    """
    week, stamp = named(week), stamp_of(path)
    refuse_to_lose(work, path)
    with speaking(SOURCE):
        review = review_view(work, week, weeks)
    issued, since = is_issued(work, week, weeks), restated_view(work, week, weeks)
    book = _book(work, review, since, (week, weeks), names=names, issued=issued)
    if stamp_of(path) != stamp:  # somebody saved it meanwhile
        refuse_to_lose(work, path)
    with speaking(SOURCE):
        book.save(path)
    return review


def _book(
    work: Work, review: Review, kept: Restated, of: tuple[str, int], *, names: bool, issued: bool = True
) -> "Book":
    from app.exports.review_book import Origin, build_review  # openpyxl is met only when a workbook is written

    week, weeks = of
    origin = Origin(work.session.get_one(WorkspaceIdentity, 1).uuid, week, weeks, issued)
    with speaking(SOURCE):
        return build_review(review if names else unnamed(work, review), restated=kept, origin=origin)


def _put(path: Path, content: bytes) -> None:
    from app.exports.saving import write_whole

    write_whole(path, lambda file: file.write(content))


def unnamed(work: Work, review: Review) -> Review:
    """A review without the names of our people, also of those whom it names nowhere but in a sentence (WR11)."""
    return without_names(review, our_people(work))


def _refuse_what_runs(work: Work, week: str) -> None:
    """What is frozen stays so for good: half a week would stand for the whole of it ever after."""
    hours = work.playbook.hours
    if first_day(week, hours.week_starts) + timedelta(days=7) > work.today:
        raise Problem(tr("Week {week} still runs; it can be issued once it is over.", week=week))


__all__ = [
    "Outdated",
    "Ready",
    "WeekRow",
    "add_decision",
    "finish_decision",
    "is_issued",
    "issue_review",
    "issued_from",
    "last_complete_week",
    "ready_to_issue",
    "restated_view",
    "review_now",
    "review_view",
    "unnamed",
    "weeks",
    "weeks_until_now",
    "write_week",
]
