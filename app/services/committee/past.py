"""The committee as it was: every later change is taken back, so that nothing of that day is missing (CM12)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.domain.committee import CommitteeMap
from app.services.committee.reading import Seats, map_of, met, of_line, with_channels
from app.services.work import Work
from app.store.former_rows import rows_as_of
from app.store.numbers import these
from app.store.tables import Account, CommitteeLine, Person, StakeholderRow

_NOBODY = {"full_name": "", "email": "", "phone": "", "job_title": "", "relation": "", "account_name": ""}


def end_of(work: Work, day: date) -> datetime:
    """The last moment of a day where the team works."""
    if day >= date.max - timedelta(days=1):  # which some write for ever
        return datetime.max.replace(tzinfo=UTC)
    after = datetime.combine(day + timedelta(days=1), time(), work.definitions.zone)
    return after.astimezone(UTC) - timedelta(microseconds=1)


def map_as_of(work: Work, account_id: int, service_line: str, moment: datetime) -> tuple[CommitteeMap, Seats]:
    """The map of a moment with the rows behind it; names and titles are those of today."""
    connection = work.session.connection()
    stakeholder: Any = StakeholderRow.__table__
    line: Any = CommitteeLine.__table__
    then = rows_as_of(connection, stakeholder, "account_id", [account_id], moment)
    people = _people(work, {row["person_id"] for row in then.values() if row["person_id"]})
    rows = [SimpleNamespace(**row, **people.get(row["person_id"], _NOBODY)) for row in then.values()]
    drawn = rows_as_of(connection, line, "from_id", set(then), moment)
    seats = of_line(rows, service_line)
    known = met(work, {row.person_id for row in seats.rows if row.person_id}, moment)
    known = with_channels(work, known, moment)
    lines = [SimpleNamespace(**row) for row in drawn.values()]
    return map_of(work, seats, lines, known, service_line), seats


def _people(work: Work, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    columns = (Person.full_name, Person.email, Person.phone, Person.job_title, Person.relation)
    query = (
        select(Person.id, *columns, Account.name.label("account_name"))
        .outerjoin(Account, Account.id == Person.account_id)
        .where(Person.id.in_(these(ids)))
    )
    return {
        row["id"]: {name: value for name, value in row.items() if name != "id"}
        for row in work.session.execute(query).mappings()
    }
