"""The facts of one week's review: plain rows from the store, with words instead of ids where people read them."""

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import select

from app.domain.clock import Span, clock_of
from app.domain.paths import RESEARCH, SALES, is_active
from app.domain.playbook import Hours
from app.domain.problems import Problem
from app.domain.review.facts import Decision, ReviewFacts
from app.domain.review.narrowing import Only, narrowed
from app.domain.review.weeks import first_day, quarter_before, span_name, week_bounds
from app.language import tr
from app.services.guarding import fit_to_leave
from app.services.review_answers import answered, criteria, to_count
from app.services.review_events import handoffs, moves, qualifiers, signals, touches
from app.services.review_leads import leads, leads_to_count
from app.services.review_righted import righted
from app.services.work import Work
from app.store import journal
from app.store.tables import ClockPause, DecisionRow, PlaybookVersion, WorkspaceIdentity

STEPS = 8  # of reading the facts and computing the week


def review_facts(work: Work, week: str, weeks: int = 1) -> ReviewFacts:
    """Everything the review of a week looks at, or of several up to it, as it stands now; Problem for a wrong week.

    It says how far it is and can be cancelled, for it reads whatever ever happened.
    """
    facts = _period(work, week, weeks)
    work.progress(0, STEPS, tr("Reading what happened"))
    happened = replace(facts, touches=touches(work), signals=signals(work), handoffs=handoffs(work))
    written = moves(work)
    work.progress(1, STEPS, tr("Reading leads"))
    given = answered(work)
    found = leads(work, given, qualifiers(written))
    work.progress(2, STEPS, tr("Counting answers"))
    course, answers = [*written, *righted(work, written, found)], to_count(work.playbook, given)
    read = replace(happened, leads=found, moves=course, answers=answers, decisions=_decisions(work))
    return replace(read, criteria=criteria(work.playbook, read))


def facts_to_count(work: Work, week: str) -> ReviewFacts:
    """The same of one week as far as its metrics look, which is read in half the time.

    Who leads are, what is proven of them and who moved them is left out. Touches are those of the leads that were
    touched in the week, and signals those of the last 13 weeks: no metric has a longer window.
    """
    facts = _period(work, week, 1)
    work.progress(0, STEPS, tr("Reading what happened"))
    happened = replace(
        facts,
        touches=touches(work, within=(facts.start, facts.end)),
        signals=signals(work, since=quarter_before(facts.end, facts.zone)),
        handoffs=handoffs(work),
    )
    written = moves(work, told=False)
    work.progress(1, STEPS, tr("Reading leads"))
    found = leads_to_count(work)
    return replace(happened, leads=found, moves=[*written, *righted(work, written, found)])


def _period(work: Work, week: str, weeks: int) -> ReviewFacts:
    """The period that is looked at, and by which rules; nothing of what happened yet."""
    book = work.playbook
    start, end = week_bounds(week, book.hours.timezone, book.hours.week_starts, weeks)
    since = work.session.scalar(select(PlaybookVersion.adopted_at).order_by(PlaybookVersion.version.desc()).limit(1))
    return ReviewFacts(
        week=span_name(week, weeks),
        start=start,
        end=end,
        now=work.now,
        zone=book.hours.timezone,
        workspace=work.session.get_one(WorkspaceIdentity, 1).name,
        playbook=book.title,
        playbook_version=book.version,
        playbook_since=since,
        calendar=calendar_in_words(book.hours),
        journal_head=journal.head(work.session.connection()).hash,
        use_sal=book.use_sal,
        pauses=_pauses(work),
        closed_paths=frozenset(path.id for path in book.paths if not path.open),
        waiting_paths=frozenset(path.id for path in book.paths if path.open and path.needs_date),
        quiet_paths=frozenset(p.id for p in book.paths if p.id == RESEARCH or not is_active(book, p.id)),
        hours_a_day=clock_of(book.hours).a_day,
        sales_paths=SALES & {path.id for path in book.paths},
        syndicated=frozenset(entry.label for entry in book.vocabularies.source if "syndicat" in entry.id),
        path_labels={path.id: path.label for path in book.paths},
        targets={
            "outreach": book.deadlines.first_outreach_hours,
            "verdict": book.deadlines.verdict_hours,
            "pending": 0.0,
            "in_order": 1.0,
        },
    )


def refuse_the_future(work: Work, week: str) -> None:
    """Raises Problem for a week that has not begun: nothing can be said of it yet."""
    if first_day(week, work.playbook.hours.week_starts) > work.today:
        raise Problem(tr("Week {week} has not begun; choose this week or an earlier one.", week=week))


def of_week(work: Work, facts: ReviewFacts, week: str, weeks: int = 1) -> ReviewFacts:
    """The same facts looked at for another week: what ever happened is one for all of them, criteria are counted."""
    hours = work.playbook.hours
    start, end = week_bounds(week, hours.timezone, hours.week_starts, weeks)
    if (start, end) == (facts.start, facts.end):
        return facts
    other = replace(facts, week=span_name(week, weeks), start=start, end=end)
    return replace(other, criteria=criteria(work.playbook, other))


def of_some(work: Work, facts: ReviewFacts, only: Only) -> ReviewFacts:
    """The facts of some leads only, their answers counted anew."""
    if not only:
        return facts
    some = narrowed(facts, only)
    return replace(some, criteria=criteria(work.playbook, some))


def calendar_in_words(hours: Hours) -> str:
    """Business hours as one line: "mon-fri 09:00-17:00 America/New_York, 11 holidays"."""
    days = f"{hours.days[0]}-{hours.days[-1]}" if len(hours.days) > 1 else hours.days[0]
    n = len(hours.holidays)
    begins = "" if hours.week_starts == "mon" else f", weeks from {hours.week_starts}"
    holidays = f"{n} {'holiday' if n == 1 else 'holidays'}"
    return f"{days} {hours.start:%H:%M}-{hours.end:%H:%M} {hours.timezone}, {holidays}{begins}"


def _pauses(work: Work) -> dict[int, list[Span]]:
    """When the clocks of leads stood still; few ever do."""
    p, found = ClockPause, defaultdict[int, list[Span]](list)
    for lead_id, since, until in work.session.execute(select(p.lead_id, p.since, p.until).order_by(p.since, p.id)):
        found[lead_id].append((since, until))
    return dict(found)


def _decisions(work: Work) -> list[Decision]:
    rows = work.session.scalars(select(DecisionRow).where(DecisionRow.done_at.is_(None)).order_by(DecisionRow.id))
    return [
        Decision(
            fit_to_leave(row.decision),
            row.owner,
            row.due,
            rule=row.rule,
            id=row.id,
            ref=str(row.lead_id or ""),
            week=row.week,
        )
        for row in rows
    ]
