"""The facts of one week's review: plain rows from the store, with words instead of ids where people read them."""

from collections import defaultdict

from sqlalchemy import select

from app.domain.clock import Span, clock_of
from app.domain.paths import RESEARCH, SALES, is_active
from app.domain.playbook import Hours
from app.domain.review.facts import Decision, ReviewFacts
from app.domain.review.weeks import span_name, week_bounds
from app.services.guarding import fit_to_leave
from app.services.review_events import handoffs, moves, qualifiers, signals, touches
from app.services.review_leads import answered, criteria, leads
from app.services.work import Work
from app.store import journal
from app.store.tables import ClockPause, DecisionRow, PlaybookVersion, WorkspaceIdentity


def review_facts(work: Work, week: str, weeks: int = 1) -> ReviewFacts:
    """Everything the review of a week looks at, or of several up to it, as it stands now; Problem for a wrong week."""
    book = work.playbook
    start, end = week_bounds(week, book.hours.timezone, book.hours.week_starts, weeks)
    given, moved = answered(work), moves(work)
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
        leads=leads(work, given, qualifiers(moved)),
        moves=moved,
        touches=touches(work),
        signals=signals(work),
        handoffs=handoffs(work),
        criteria=criteria(work, given),
        decisions=_decisions(work),
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
