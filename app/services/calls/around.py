"""The calls of a lead or an account as its page shows them: what comes next, and what came of the last one."""

from dataclasses import dataclass

from sqlalchemy import select

from app.services.calls.places import CallRow, call_row, call_rows
from app.services.work import Work
from app.store.tables import Call, CallLead


@dataclass(frozen=True, slots=True)
class CallsAround:
    """The two calls that somebody looks for; None where there is none."""

    next: CallRow | None = None  # the one going on, else the next that is planned, or waits to be closed out
    latest: CallRow | None = None  # the last one that was closed out


def calls_of_lead(work: Work, lead_id: int) -> CallsAround:
    """The next call about a lead, and the last one."""
    mine = Call.id.in_(select(CallLead.call_id).where(CallLead.lead_id == lead_id))
    open_ones, done = select(Call).where(mine, Call.state == "planned"), select(Call).where(mine, Call.state == "done")
    coming = work.session.scalar(open_ones.order_by(Call.started_at.is_(None), Call.at, Call.id).limit(1))
    latest = work.session.scalar(done.order_by(Call.ended_at.desc().nulls_last(), Call.id.desc()).limit(1))
    return CallsAround(
        call_row(work, coming) if coming is not None else None,
        call_row(work, latest) if latest is not None else None,
    )


def calls_of_account(work: Work, account_id: int) -> tuple[CallRow, ...]:
    """Every call with an account: what is to come, the next first, then what was, the latest first."""
    rows = call_rows(work, account_id=account_id)
    coming = [row for row in rows if row.state == "planned"]
    past = [row for row in rows if row.state != "planned"]
    soonest = sorted(coming, key=lambda row: (not row.running, row.at, row.id))
    return (*soonest, *sorted(past, key=lambda row: (row.at, row.id), reverse=True))
