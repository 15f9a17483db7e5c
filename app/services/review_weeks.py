"""The weeks that a review may be shown of, by the days they cover."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.domain.clock import clock_of
from app.domain.review.weeks import first_day, week_of
from app.language import later, tr
from app.services.work import Work
from app.store.tables import Lead, ReviewRow

WEEKS_SHOWN = 12
WEEKS_EVER = 106  # two years: any of them may be held against this one


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week that a review may be shown of."""

    week: str
    label: str
    issued: bool


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
