"""The weekly review: computed now, or reproduced to the digit once it was issued."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from app.domain.clock import clock_of
from app.domain.problems import Problem
from app.domain.review import Review, from_json, to_json, weekly_review
from app.domain.review.weeks import first_day, week_of
from app.language import SOURCE, later, speaking, tr
from app.services.review_facts import review_facts
from app.services.work import Changed, Work
from app.store.tables import DecisionRow, Lead, ReviewRow

WEEKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week that a review may be shown of."""

    week: str
    label: str
    issued: bool


def review_view(work: Work, week: str) -> Review:
    """The review of a week: as it was issued, else as it stands now."""
    issued = _issued(work, week)
    return from_json(json.dumps(issued.body)) if issued else review_now(work, week)


def review_now(work: Work, week: str) -> Review:
    """The review of a week as the facts stand now, whether or not it was issued before."""
    clock = clock_of(work.playbook.hours)
    return weekly_review(review_facts(work, week), clock.hours_between, work.playbook.diagnoses)


def issue_review(work: Work, week: str, path: Path | None) -> Changed:
    """Freeze a week's numbers, unless they are frozen already, and write the workbook. The outcome is the Review.

    Without a path the week is frozen and no workbook written; it can be, later, to the digit.
    """
    row = _issued(work, week)
    if row is None:
        if first_day(week) > clock_of(work.playbook.hours).local_date(work.now):
            raise Problem(tr("Week {week} has not begun; choose this week or an earlier one.", week=week))
        with speaking(SOURCE):  # what is frozen is written into workbooks, which speak one language
            review = review_now(work, week)
        body = to_json(review)
        digest = hashlib.sha256(body.encode()).hexdigest()
        work.session.add(ReviewRow(week=week, issued_at=work.now, by=work.by, body=json.loads(body), digest=digest))
        work.session.flush()
    else:
        review = from_json(json.dumps(row.body))
    if path is not None:
        _write(review, path)
    return Changed(tr("Issue the review of {week}", week=week), places=frozenset({"reviews"}), outcome=review)


def write_week(work: Work, week: str, path: Path) -> Review:
    """Write the workbook of a week without freezing it: what is not issued may still change."""
    with speaking(SOURCE):
        review = review_view(work, week)
    _write(review, path)
    return review


def _write(review: Review, path: Path) -> None:
    from app.exports.review_book import write_review  # openpyxl is met only when a workbook is written

    with speaking(SOURCE):
        write_review(review, path)


def _issued(work: Work, week: str) -> ReviewRow | None:
    first_day(week)  # a wrong name is a Problem, not an empty answer
    return work.session.scalar(select(ReviewRow).where(ReviewRow.week == week).order_by(ReviewRow.id.desc()).limit(1))


def weeks(work: Work) -> list[WeekRow]:
    """The weeks since the first lead, newest first, at most twelve; the current one is still running."""
    today = clock_of(work.playbook.hours).local_date(work.now)
    first = work.session.scalar(select(func.min(Lead.created_at)))
    issued = set(work.session.scalars(select(ReviewRow.week)))
    rows: list[WeekRow] = []
    monday = today - timedelta(days=today.weekday())
    while len(rows) < WEEKS_SHOWN and (
        not rows or (first is not None and monday + timedelta(days=6) >= work.day_of(first))
    ):
        week = week_of(monday)
        rows.append(WeekRow(week, _week_label(week, monday, today), week in issued))
        monday -= timedelta(days=7)
    return rows


def last_complete_week(work: Work) -> str:
    """The ISO week before the one that runs."""
    today = clock_of(work.playbook.hours).local_date(work.now)
    return week_of(today - timedelta(days=7))


def _week_label(week: str, monday: date, today: date) -> str:
    sunday = monday + timedelta(days=6)
    days = tr("{first} to {last}", first=_day(monday), last=f"{_day(sunday)} {sunday.year}")
    if monday <= today <= sunday:
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


def add_decision(work: Work, week: str, decision: str, owner: str = "", due: date | None = None) -> Changed:
    """Write down a decision taken in a review; it is shown again until it is done."""
    first_day(week)
    if not decision.strip():
        raise Problem(tr("Write the decision in a sentence."))
    row = DecisionRow(week=week, decision=decision.strip(), owner=owner.strip(), due=due)
    work.session.add(row)
    work.session.flush()
    return Changed(tr("Decide: {decision}", decision=row.decision), places=frozenset({"reviews"}), outcome=row.id)


def finish_decision(work: Work, decision_id: int) -> Changed:
    """Mark a decision as done."""
    row = work.session.get(DecisionRow, decision_id)
    if row is None:
        raise Problem(tr("This decision no longer exists."))
    row.done_at = work.now
    return Changed(tr("Done: {decision}", decision=row.decision), places=frozenset({"reviews"}))
