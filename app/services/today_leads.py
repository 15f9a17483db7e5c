"""The leads of a group of Today, each with why it waits there and since when, worked out at this moment."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.stage import Stage
from app.services.committee.alarmed import READY, alarms_of, hindrances_of, stops_sql, with_alarms
from app.services.leads import lead_rows
from app.services.standing import place_now
from app.services.today import today_ids
from app.services.work import Work
from app.store.facts import gather


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One lead that waits."""

    id: int
    person: str
    account: str
    service_line: str
    stage: str
    path: str
    owner: str
    next_step: str
    due: date | None
    cycle: int
    why: str  # with what is weak about the committee
    since: datetime | None
    alarms: tuple[str, ...] = ()  # single-threaded, never met the signer, nobody for validation


def today_leads(work: Work, group: str, limit: int | None = None) -> list[TodayRow]:
    """The leads of one group, those that wait longest first."""
    ids = today_ids(work, group, limit)
    gathered, alarms = gather(work.session, ids), alarms_of(work, ids)
    hindrances = hindrances_of(work, ids, Stage.SQL) if group == READY else {}
    found = []
    for row in lead_rows(work, ids):
        place = place_now(work, gathered[row.id])
        if place is None or place.group != group:
            continue  # time has moved it since it was judged; its new group shows it
        said, stopped = alarms.get(row.id, ()), stops_sql(group, row.stage, hindrances.get(row.id))
        found.append(
            TodayRow(
                id=row.id,
                person=row.person,
                account=row.account,
                service_line=row.service_line,
                stage=row.stage,
                path=row.path,
                owner=row.owner,
                next_step=row.next_step,
                due=row.due,
                cycle=row.cycle,
                why=with_alarms(place.why, [*filter(None, (stopped,)), *said]),
                since=place.since,
                alarms=said,
            )
        )
    return found
