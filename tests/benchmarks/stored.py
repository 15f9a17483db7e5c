"""Workspaces with generated people in the store, each row a person of their own: nothing was joined on the way in."""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.services.deriving import judge
from app.services.desk import Desk
from app.services.work import Changed, Work
from app.store import journal
from app.store.tables import Account, Lead, Person, SignalRow
from tests.benchmarks.generate import COLUMNS, leads

NOW = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
_AT_ONCE = 5_000
_PLACE = {column: COLUMNS.index(column) for column in COLUMNS}


def stored_people(path: Path, count: int, *, with_leads: bool = False) -> list[int]:
    """Make a workspace of so many people, and say who each is: person N is the one numbered by entry N - 1.

    With leads, everybody has one in the same service line, with a signal; two of one person then become one lead.
    """
    truth: list[int] = []
    with Desk.create(path, by="Mia", now=lambda: NOW, door="command line") as desk:
        desk.do(_write, list(leads(count)), truth, with_leads)
    return truth


def _write(work: Work, rows: list[tuple[int, list[str]]], truth: list[int], with_leads: bool) -> Changed:
    houses: dict[str, int] = {}
    for _, row in rows:
        houses.setdefault(row[_PLACE["Website"]], len(houses) + 1)
    truth += [who for who, _ in rows]
    journal.in_bulk(work.session.connection(), True)
    _insert(work, Account, _accounts(rows))
    _insert(work, Person, (_person(row, houses) for _, row in rows))
    if with_leads:
        _insert(work, Lead, (_lead(number, row, houses) for number, (_, row) in enumerate(rows, start=1)))
        _insert(work, SignalRow, (_signal(number) for number in range(1, len(rows) + 1)))
    journal.in_bulk(work.session.connection(), False)
    return Changed(f"Write {len(rows):,} people")


def _insert(work: Work, table: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    connection, source, done = work.session.connection(), iter(rows), 0
    while some := list(islice(source, _AT_ONCE)):
        connection.execute(insert(table), some)
        done += len(some)
    journal.inserted(connection, work.action, table.__tablename__, 1, done)


def _accounts(rows: list[tuple[int, list[str]]]) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for _, row in rows:
        if (site := row[_PLACE["Website"]]) not in seen:
            seen.add(site)
            told = {"name": "Company", "country": "Country", "region": "State", "city": "City", "street": "Street"}
            told["postal_code"] = "Postal Code"
            said = {name: row[_PLACE[column]] for name, column in told.items()}
            yield said | {"domain": site.removeprefix("www."), "created_at": NOW}


def _person(row: list[str], houses: dict[str, int]) -> dict[str, Any]:
    told = {"first_name": "First Name", "last_name": "Last Name", "email": "Email", "phone": "Phone"}
    said = {name: row[_PLACE[column]].strip() for name, column in (told | {"job_title": "Job Title"}).items()}
    whole = f"{said['first_name']} {said['last_name']}"
    return said | {"full_name": whole, "account_id": houses[row[_PLACE["Website"]]], "created_at": NOW}


def _lead(number: int, row: list[str], houses: dict[str, int]) -> dict[str, Any]:
    at = houses[row[_PLACE["Website"]]]
    return {"id": number, "person_id": number, "account_id": at, "service_line": "hospital_lab", "created_at": NOW}


def _signal(number: int) -> dict[str, Any]:
    return {"lead_id": number, "kind": "webinar", "at": NOW, "asset": f"Panel {number}"}


def _judge_all(work: Work, count: int) -> Changed:
    for at in range(1, count + 1, 10 * _AT_ONCE):
        judge(work, range(at, min(at + 10 * _AT_ONCE, count + 1)))
    return Changed("Judge all")


if __name__ == "__main__":  # in a process of its own, so that what it takes is given back
    made, many = Path(sys.argv[1]), int(sys.argv[2])
    stored_people(made, many, with_leads=True)
    with Desk.open(made, by="Mia") as opened:
        opened.tend(_judge_all, many)
