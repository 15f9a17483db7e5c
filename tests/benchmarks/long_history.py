"""A workspace with a long history: people, leads, and as many acts on them as wanted, chained as in the store."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from app.services.desk import Desk
from app.services.work import Changed, Work
from app.store import chain
from tests.benchmarks.stored import NOW, stored_people

LEADS = 20_000
_AT_ONCE = 20_000
_BY = ("Mia", "Jon", "Kim", "Robin")
_FORMAT = "%Y-%m-%d %H:%M:%S.%f"
_ACTION = (
    'INSERT INTO action(id, at, "by", use_case, label, rows, in_effect, digest, hash) '
    "VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)"
)
_CHANGE = "INSERT INTO change(action_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)"
_ANSWER = (
    "INSERT INTO answer(id, lead_id, criterion, value, evidence, who, certainty, source, at, by) "
    "VALUES (:id, :lead_id, :criterion, :value, :evidence, :who, :certainty, :source, :at, :by)"
)
_TOUCH = (
    "INSERT INTO touch(id, lead_id, kind, at, outcome, agreed, reached, by) "
    "VALUES (:id, :lead_id, :kind, :at, :outcome, :agreed, :reached, :by)"
)
Change = tuple[str, int, str | None, str | None]


def long_history(path: Path, actions: int) -> None:
    """Make a workspace in which so many acts follow an import: a third each answers, touches and edits of leads."""
    stored_people(path, LEADS, with_leads=True)
    with Desk.open(path, by="Mia", now=lambda: NOW, door="command line") as desk:
        desk.tend(_write, actions)


def _write(work: Work, many: int) -> Changed:
    connection = work.session.connection()
    previous, first = connection.exec_driver_sql("SELECT hash, id + 1 FROM action ORDER BY id DESC LIMIT 1").one()
    acts = (_act(number) for number in range(first, first + many))
    while some := list(islice(acts, _AT_ONCE)):
        rows: list[tuple[Any, ...]] = []
        for number, use_case, label, changes, _ in some:
            at, by = (NOW + timedelta(seconds=number)).strftime(_FORMAT), _BY[number % 4]
            bodies = ["\x1f".join((t, str(row), before or "-", after or "-")) for t, row, before, after in changes]
            digest = chain.digest_of(number, at, by, use_case, label, len(changes), None, bodies)
            previous = chain.chained(previous, digest)
            rows.append((number, at, by, use_case, label, len(changes), digest, previous))
        connection.exec_driver_sql(_ACTION, rows)
        connection.exec_driver_sql(_CHANGE, [(act[0], *change) for act in some for change in act[3]])
        for statement, table in ((_ANSWER, "answer"), (_TOUCH, "touch")):
            _insert(connection, statement, (row for act in some for of, row in act[4] if of == table))
    return Changed("Write a long history")


def _insert(connection: Any, statement: str, rows: Iterable[dict[str, Any]]) -> None:
    held = list(rows)
    if held:
        connection.connection.cursor().executemany(statement, held)


def _act(number: int) -> tuple[int, str, str, list[Change], list[tuple[str, dict[str, Any]]]]:
    """An act on a lead: its number, what was done, its label, what it changed and the rows that it made."""
    lead, by = number * 7 % LEADS + 1, _BY[number % 4]
    at = (NOW + timedelta(seconds=number)).strftime(_FORMAT)
    edit: Change = (
        "lead",
        lead,
        '{"next_step":"Call","due":null}',
        f'{{"next_step":"Ask {number}","due":"2026-12-01"}}',
    )
    if number % 3 == 0:
        return number, "edit_lead", f"Edit next step of person {lead}", [edit], []
    if number % 3 == 1:
        made = {
            "id": number,
            "lead_id": lead,
            "criterion": "mql_region",
            "value": "yes",
            "evidence": "Said so on the call",
        }
        made |= {"who": "Ada Berg", "certainty": "told", "source": "", "source_id": None, "at": at, "by": by}
        return number, "answer", f"Answer yes for person {lead}", [_made("answer", made)], [("answer", made)]
    made = {
        "id": number,
        "lead_id": lead,
        "kind": "call",
        "at": at,
        "outcome": f"Spoke about panel {number} for a while",
    }
    made |= {"agreed": "They look at the sample report", "reached": 1, "by": by}
    return number, "log_touch", f"Log call with person {lead}", [_made("touch", made), edit], [("touch", made)]


def _made(table: str, row: dict[str, Any]) -> Change:
    return table, row["id"], None, json.dumps(row, separators=(",", ":"))


def acts_on(lead: int, actions: int, first: int) -> Iterator[int]:
    """The numbers of the acts on a lead."""
    return (number for number in range(first, first + actions) if number * 7 % LEADS + 1 == lead)
