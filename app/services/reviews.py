"""The weekly review: computed now, or reproduced to the digit once it was issued."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from app.domain.clock import clock_of
from app.domain.problems import Problem
from app.domain.review import Review, weekly_review
from app.domain.review.restating import Restated, restated
from app.domain.review.unnamed import without_names
from app.domain.review.weeks import first_day, week_of
from app.language import SOURCE, later, speaking, tr
from app.services.review_computed import computed_week, is_computed
from app.services.review_decisions import add_decision, finish_decision, our_people
from app.services.review_facts import refuse_the_future, review_facts
from app.services.review_kept import is_kept, keep, kept, kept_review
from app.services.work import Changed, Work, collecting_later
from app.store.tables import Lead, ReviewRow, WorkspaceIdentity

WEEKS_SHOWN = 12
WEEKS_EVER = 106  # two years: any of them may be held against this one


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week that a review may be shown of."""

    week: str
    label: str
    issued: bool


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


def issue_review(work: Work, week: str, path: Path | None, weeks: int = 1, *, names: bool = True) -> Changed:
    """Freeze the numbers of a week, or of two, unless they are frozen, and write the workbook where a path is given.

    The outcome is the Review. Issued again it is the same to the digit, and `kept` says what was restated since.
    `names` off leaves the names of our people out of the workbook, not out of what is frozen.
    """
    issued, since, said = kept(work, week, weeks), Restated(), tr("Issue the review of {week}", week=week)
    if issued is None:
        refuse_the_future(work, week)
        _refuse_what_runs(work, week)
        with speaking(SOURCE):  # what is frozen is written into workbooks, which speak one language
            review = _as_it_stands(work, week, weeks)
        keep(work, review, week, weeks)
    else:
        review = kept_review(work, issued)
        since = restated_view(work, week, weeks)
    if path is not None:
        _write(work, review, path, since, (week, weeks), names=names)
    return Changed(said, places=frozenset({"reviews"}), outcome=review, kept=since.says)


def _as_it_stands(work: Work, week: str, weeks: int) -> Review:
    """What was just looked at, where the week is over and nothing changed since: its clocks stand still."""
    if is_computed(work, week, weeks):
        review = computed_week(work, week, weeks).review
        if review.end <= review.issued_at:
            return replace(review, issued_at=work.now)
    return review_now(work, week, weeks)


def write_week(work: Work, week: str, path: Path, weeks: int = 1, *, names: bool = True) -> Review:
    """Write the workbook of a week without freezing it: what is not issued may still change."""
    with speaking(SOURCE):
        review = review_view(work, week, weeks)
    issued = is_issued(work, week, weeks)
    _write(work, review, path, restated_view(work, week, weeks), (week, weeks), names=names, issued=issued)
    return review


def _write(
    work: Work, review: Review, path: Path, kept: Restated, of: tuple[str, int], *, names: bool, issued: bool = True
) -> None:
    from app.exports.review_book import Origin, write_review  # openpyxl is met only when a workbook is written

    week, weeks = of
    origin = Origin(work.session.get_one(WorkspaceIdentity, 1).uuid, week, weeks, issued)
    with speaking(SOURCE):
        write_review(review if names else unnamed(work, review), path, restated=kept, origin=origin)


def unnamed(work: Work, review: Review) -> Review:
    """A review without the names of our people, also of those whom it names nowhere but in a sentence (WR11)."""
    return without_names(review, our_people(work))


def _refuse_what_runs(work: Work, week: str) -> None:
    """What is frozen stays so for good: half a week would stand for the whole of it ever after."""
    hours = work.playbook.hours
    if first_day(week, hours.week_starts) + timedelta(days=7) > work.today:
        raise Problem(tr("Week {week} still runs; it can be issued once it is over.", week=week))


def weeks(work: Work) -> list[WeekRow]:
    """The weeks since the first lead, newest first, at most twelve; the current one is still running."""
    return weeks_until_now(work)[:WEEKS_SHOWN]


def weeks_until_now(work: Work, of: int = 1) -> list[WeekRow]:
    """The weeks since the first lead, newest first, at most two years of them, and whether `of` weeks are issued."""
    today = clock_of(work.playbook.hours).local_date(work.now)
    first = work.session.scalar(select(func.min(Lead.created_at)))
    issued = set(work.session.scalars(select(ReviewRow.week).where(ReviewRow.weeks == of)))
    rows: list[WeekRow] = []
    starts = work.playbook.hours.week_starts
    begins = first_day(week_of(today, starts), starts)
    while len(rows) < WEEKS_EVER and (
        not rows or (first is not None and begins + timedelta(days=6) >= work.day_of(first))
    ):
        week = week_of(begins, starts)
        rows.append(WeekRow(week, _week_label(week, begins - timedelta(weeks=of - 1), begins, today), week in issued))
        begins -= timedelta(days=7)
    return rows


def last_complete_week(work: Work) -> str:
    """The week before the one that runs."""
    today = clock_of(work.playbook.hours).local_date(work.now)
    return week_of(today - timedelta(days=7), work.playbook.hours.week_starts)


def _week_label(week: str, first: date, begins: date, today: date) -> str:
    """A week with its days; where more are reviewed up to it, with those from the first of them."""
    ends = begins + timedelta(days=6)
    days = tr("{first} to {last}", first=_day(first), last=f"{_day(ends)} {ends.year}")
    if begins <= today <= ends:
        days = tr("{days}, running", days=days)
    return f"{week} ({days})"


_MONTHS = (
    later("Jan"),
    later("Feb"),
    later("Mar"),
    later("Apr"),
    later("May"),
    later("Jun"),
    later("Jul"),
    later("Aug"),
    later("Sep"),
    later("Oct"),
    later("Nov"),
    later("Dec"),
)


def _day(day: date) -> str:
    return tr("{day} {month}", day=f"{day:%d}", month=tr(_MONTHS[day.month - 1]))


__all__ = [
    "WeekRow",
    "add_decision",
    "finish_decision",
    "is_issued",
    "issue_review",
    "last_complete_week",
    "restated_view",
    "review_now",
    "review_view",
    "unnamed",
    "weeks",
    "write_week",
]
