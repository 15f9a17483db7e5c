"""The calls of a lead or an account as its page shows them: what comes next, and what came of the last one."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from app.services.calls.places import CallRow, call_row, call_rows
from app.services.work import Work
from app.store.tables import Call, CallLead


@dataclass(frozen=True, slots=True)
class CallsAround:
    """The two calls that somebody looks for; None where there is none."""

    next: CallRow | None = None  # the one going on, else the next that is planned, or waits to be closed out
    latest: CallRow | None = None  # the last one that was closed out


_MINE = select(Call).where(Call.id.in_(select(CallLead.call_id).where(CallLead.lead_id == bindparam("lead"))))
_COMING = _MINE.where(Call.state == "planned").order_by(Call.started_at.is_(None), Call.at, Call.id).limit(1)
_LATEST = _MINE.where(Call.state == "done").order_by(Call.ended_at.desc().nulls_last(), Call.id.desc()).limit(1)


def calls_of_lead(work: Work, lead_id: int) -> CallsAround:
    """The next call about a lead, and the last one."""
    coming = work.session.scalar(_COMING, {"lead": lead_id})
    latest = work.session.scalar(_LATEST, {"lead": lead_id})
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
