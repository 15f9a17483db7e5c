"""How fast the store is, beside a reference of the same run: saves, bulk inserts and their undo, history, search."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.store import chain, journal, search
from app.store.connection import sqlite_module
from app.store.tables import Base, Lead
from tests.store.acting import NOW, Acting, lead, new_workspace, person

pytestmark = pytest.mark.benchmark

AT = "2026-11-16 09:00:00.000000"


@pytest.fixture
def acting(tmp_path: Path) -> Iterator[Acting]:
    """An empty workspace."""
    workspace = new_workspace(tmp_path)
    yield Acting(workspace)
    workspace.close()


def _timed(deed: Callable[[], Any]) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def _say(what: str, figure: float, reference: float, named: str, goal: str) -> None:
    print(
        f"\n{what}: {figure * 1000:.2f} ms; {named}: {reference * 1000:.2f} ms; {figure / reference:.2f} x; goal {goal}"
    )


def _rows(table: str, many: int, **given: Callable[[int], Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Complete rows of a table, as an import writes them."""
    makers: dict[str, Callable[[int], Any]] = {"id": lambda n: n}
    for column in Base.metadata.tables[table].columns:
        if column.name == "uuid":
            makers["uuid"] = lambda n: f"{table}-{n}"
        elif not column.primary_key and not column.nullable:
            default = getattr(column.default, "arg", None)
            moment = AT if str(column.type) == "DATETIME" else "{}"
            fixed = default if isinstance(default, str | int) else moment
            makers[column.name] = lambda n, fixed=fixed: fixed
    makers |= given
    return list(makers), [tuple(make(n) for make in makers.values()) for n in range(1, many + 1)]


def _import(acting: Acting, many: int) -> int:
    """An action that inserts accounts, people, leads and signals in bulk, as an import does."""
    tables = {
        "account": _rows("account", many, name=lambda n: f"Account {n}"),
        "person": _rows("person", many, full_name=lambda n: f"Person {n}", account_id=lambda n: n),
        "lead": _rows("lead", many, person_id=lambda n: n, account_id=lambda n: n, owner=lambda n: f"owner {n % 7}"),
        "signal": _rows("signal", many, lead_id=lambda n: n, kind=lambda n: "webinar"),
    }

    def insert(session: Any) -> None:
        connection = session.connection()
        action = connection.exec_driver_sql("SELECT action_id FROM acting").scalar_one()
        journal.in_bulk(connection, True)
        for table, (names, rows) in tables.items():
            quoted = ", ".join(f'"{name}"' for name in names)
            connection.exec_driver_sql(f'INSERT INTO "{table}"({quoted}) VALUES ({", ".join("?" * len(names))})', rows)
            journal.inserted(connection, action, table, 1, many)
        journal.in_bulk(connection, False)

    return acting.act(insert, "Import").action


def test_p13_one_save(acting: Acting, tmp_path: Path) -> None:
    """One edited lead through session, triggers and chain, against a bare commit of the same edit."""
    acting.act(lambda session: lead(session, person(session)))
    raw = sqlite_module().connect(tmp_path / "raw.db", isolation_level=None)
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE lead (id INTEGER PRIMARY KEY, owner)",
    ):
        raw.execute(statement)
    raw.execute("INSERT INTO lead VALUES (1, '')")

    def bare(n: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE lead SET owner = ? WHERE id = 1", (f"o{n}",))
        raw.execute("COMMIT")

    def ours(n: int) -> None:
        acting.act(lambda session: setattr(session.get_one(Lead, 1), "owner", f"o{n}"))

    saves, bares = [], []
    for n in range(300):
        bares.append(_timed(lambda n=n: bare(n)))
        saves.append(_timed(lambda n=n: ours(n)))
    raw.close()
    _say("P13 one save, median", statistics.median(saves), statistics.median(bares), "raw commit", "<= 5 x")
    print(f"P13 p95 {sorted(saves)[285] * 1000:.2f} ms; goal <= 10 ms")


def test_p12_an_import_taken_back(acting: Acting) -> None:
    """The rows of 10,000 imported leads written, taken back, done again."""
    done: list[int] = []
    imported = _timed(lambda: done.append(_import(acting, 10_000)))
    undone = _timed(lambda: done.append(acting.undo(done[0]).action))
    again = _timed(lambda: acting.undo(done[1]))
    _say(
        "P12 undo of 10k leads (40k rows)", undone, imported, "bare insert of the rows", "<= 1 x the whole import; 3 s"
    )
    _say("redo of 10k leads", again, imported, "bare insert of the rows", "none")
    assert acting.ask("SELECT count(*) FROM signal") == [(10_000,)]


def test_an_edit_of_5000_rows_is_written_down(acting: Acting) -> None:
    """Triggers on against triggers off, and the way back."""
    _import(acting, 10_000)
    edit = "UPDATE lead SET owner = owner || 'x', next_step = 'Call' WHERE id <= 5000"
    plain = _timed(lambda: _unrecorded(acting, edit))
    done: list[int] = []
    recorded = _timed(lambda: done.append(acting.run(edit).action))
    undone = _timed(lambda: acting.undo(done[0]))
    _say("5,000 rows edited with the journal", recorded, plain, "the same without", "none")
    _say("5,000 edited rows taken back", undone, recorded, "the edit", "<= 1 x the use case")


def _unrecorded(acting: Acting, statement: str) -> None:
    with acting.workspace.writing() as session:
        session.connection().exec_driver_sql(statement)


def test_a_long_history_verifies(acting: Acting) -> None:
    """200,000 actions of one change each: the walk over chain and bodies, and the newest page of it."""
    many = 200_000
    with acting.workspace.writing() as session:
        connection = session.connection()
        actions = (
            (n, (NOW + timedelta(seconds=n)).strftime("%Y-%m-%d %H:%M:%S.%f"), "ada", "answer", f"Answer {n}", 1, 1)
            for n in range(1, many + 1)
        )
        _many(
            connection,
            'INSERT INTO action(id, at, "by", use_case, label, rows, in_effect, digest, hash) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, '', '')",
            actions,
        )
        changes = (
            (n, "lead", n, '{"owner":"","due":null}', '{"owner":"Bo","due":"2026-11-20"}') for n in range(1, many + 1)
        )
        _many(
            connection, "INSERT INTO change(action_id, table_name, row_id, before, after) VALUES (?,?,?,?,?)", changes
        )
        bodies = chain._Bodies(connection, chain._CHANGES)
        hashes, previous = [], chain.FIRST_HASH
        for id, at, by, use_case, label, rows, undoes, *_ in connection.exec_driver_sql(f"{chain._WHAT} ORDER BY id"):
            digest = chain.digest_of(id, at, by, use_case, label, rows, undoes, bodies.of(id))
            previous = chain.chained(previous, digest)
            hashes.append((digest, previous, id))
        _many(connection, "UPDATE action SET digest = ?, hash = ? WHERE id = ?", hashes)
    with acting.workspace.reading() as session:
        connection = session.connection()
        reading = _timed(
            lambda: [
                connection.connection.cursor().execute(f"SELECT * FROM {t}").fetchall() for t in ("action", "change")
            ]
        )
        faults: list[Any] = []
        verified = min(_timed(lambda: faults.extend(journal.verify(connection))) for _ in range(3))
        newest = _timed(
            lambda: connection.exec_driver_sql(
                "SELECT * FROM action WHERE label <> '' ORDER BY id DESC LIMIT 200"
            ).all()
        )
    assert faults == []
    _say("200,000 actions verified", verified, reading, "reading the rows", "<= 1 s")
    print(f"newest 200 of them: {newest * 1000:.2f} ms")


def _many(connection: Any, statement: str, rows: Any) -> None:
    source = iter(rows)
    while chunk := list(itertools.islice(source, 20_000)):
        connection.exec_driver_sql(statement, chunk)


def test_search_in_100_000_leads(acting: Acting) -> None:
    """Words as they are typed, with one, two and more letters, against the index alone through the bare driver."""
    first, last = (
        ("ada", "bo", "cy", "dora", "émile", "finn", "greta"),
        ("lund", "berg", "müller", "okafor", "rossi", "weiss"),
    )
    texts = [
        (n, f"{first[n % 7]} {last[n % 6]} account {n} labs {first[n % 7]}.{last[n % 6]}{n}@example{n % 997}.example")
        for n in range(1, 100_001)
    ]
    with acting.workspace.writing() as session:
        search.add(session.connection(), texts)
    last_of = [last[n % 6] for n in range(100_000)]
    typed = {
        "three letters or more": [
            w for n in range(1, 100_000, 2_003) for w in (str(n)[:3], f"{last_of[n]}{n}", f"e{n % 997}.", f"{n}@")
        ],
        "common words": ["lund", "account", "labs", "example", "müller"] * 4,
        "two letters": ["lu", "ro", "q2", "zz"] * 5,
        "one letter": ["l", "q"] * 5,
    }
    with acting.workspace.reading() as session:
        connection = session.connection()
        cursor = connection.connection.cursor()
        bare = "SELECT rowid FROM lead_search WHERE folded LIKE ? LIMIT 500"

        def alone(word: str) -> Any:
            return cursor.execute(bare, (f"%{word}%",)).fetchall()

        for kind, words in typed.items():
            ours = [_timed(partial(search.found, connection, [word], 500)) for word in words]
            theirs = [_timed(partial(alone, word)) for word in words]
            _say(f"search, {kind}, p95", _p95(ours), _p95(theirs), "index alone", "p95 <= 30 ms painted")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
