"""The workspace file: made, probed, opened by one, refused where it is not ours, and never harmed."""

import sqlite3
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.domain.problems import Problem, Trouble
from app.store import connection as connecting
from app.store import workspace as kept
from app.store.tables import Account, Lead, PlaybookVersion
from app.store.workspace import Busy, Workspace, lock_path, pragma
from tests.house_rules import ROOT
from tests.store.acting import NOW, Acting, account, lead, new_workspace, person

HOLD = """
import sys
from pathlib import Path
from app.store.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_what_was_saved_is_there_after_reopening(acting: Acting) -> None:
    acting.act(lambda session: account(session, "Northgate"))
    acting.workspace.close()
    again = Workspace(acting.workspace.path)
    try:
        assert Acting(again).ask("SELECT name FROM account") == [("Northgate",)]
    finally:
        again.close()
        again.close()  # twice is harmless


def test_closing_leaves_one_file_that_can_be_copied(acting: Acting) -> None:
    acting.act(account)
    acting.workspace.close()
    assert not any(path.exists() for path in kept.beside(acting.workspace.path))


def test_the_process_uses_the_sqlite_it_should(either_sqlite: str) -> None:
    assert connecting.sqlite_module().__name__ == ("sqlite3" if either_sqlite == "standard" else _best())


def _best() -> str:
    try:
        import pysqlite3.dbapi2
    except ImportError:
        return "sqlite3"
    return str(pysqlite3.dbapi2.__name__)


@pytest.mark.parametrize(
    ("name", "value"),
    {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "cell_size_check": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": connecting.BUSY_MILLISECONDS,
    }.items(),
)
def test_every_connection_is_safe(acting: Acting, name: str, value: object) -> None:
    with acting.workspace.writing() as session:
        assert pragma(session.connection(), name) == value
    with acting.workspace.reading() as one, acting.workspace.reading() as other:
        assert pragma(one.connection(), name) == pragma(other.connection(), name) == value
        assert pragma(one.connection(), "query_only") == 1


def test_readers_cannot_write(acting: Acting) -> None:
    with (
        pytest.raises((Trouble, DatabaseError), match="cannot be written"),
        acting.workspace.reading() as session,
    ):
        session.execute(text("DELETE FROM account"))


def test_a_writer_takes_the_lock_when_it_begins(acting: Acting) -> None:
    driver = connecting.sqlite_module()  # the locks of two SQLites in one process do not know of each other
    other = driver.connect(acting.workspace.path, timeout=0, isolation_level=None)
    with acting.workspace.writing() as session:
        session.connection()
        with pytest.raises(driver.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_statement_stays_prepared_however_many_others_are_met_once(acting: Acting) -> None:
    """Preparing a deletion with its triggers and cascades takes ten times as long as the deletion itself."""
    prepared: list[int] = []
    with acting.workspace.writing() as session:
        connection = session.connection()
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_authorizer(lambda what, *_: prepared.append(what) or 0)
        for turn in (0, 1):
            for number in range(200):
                connection.exec_driver_sql(f"SELECT {number + 1_000 * turn}")
            prepared.clear()
            connection.exec_driver_sql("DELETE FROM person WHERE id = ?", (99,))
        driver.set_authorizer(None)
    assert prepared == []


def test_a_transaction_that_fails_leaves_nothing(acting: Acting) -> None:
    before = acting.picture()
    with pytest.raises(ZeroDivisionError):
        acting.act(lambda session: (account(session), 1 / 0))
    assert acting.picture() == before
    assert acting.ask("SELECT count(*) FROM action") == [(0,)]


# --- the lock ---------------------------------------------------------------------------------------------------------


def test_a_second_program_is_refused_and_may_read(acting: Acting) -> None:
    acting.act(lambda session: account(session, "Northgate"))
    path = acting.workspace.path
    acting.workspace.close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(Busy, match="open it to read only"):
            Workspace(path)
        reader = Workspace(path, read_only=True)
        assert Acting(reader).ask("SELECT name FROM account") == [("Northgate",)]
        with pytest.raises(Problem, match="read only"), reader.writing():
            pass
        holder.kill()  # no time to tidy up
        holder.wait()
        reader.close()
    Workspace(path).close()


def test_the_same_program_is_refused_twice_too(acting: Acting) -> None:
    with pytest.raises(Busy):
        Workspace(acting.workspace.path)


def test_a_refusal_gives_the_lock_back(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    workspace.close()
    raw = workspace.path.read_bytes()
    workspace.path.write_bytes(raw[:4096] + b"\x07" * (len(raw) - 4096))
    for _ in range(2):  # the second time would be Busy if the first had kept it
        with pytest.raises(Trouble, match="damaged"):
            Workspace(workspace.path)


# --- files that are not ours ------------------------------------------------------------------------------------------


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE moz_places (id)")
    database.close()


def _newer(path: Path) -> None:
    new_workspace(path.parent).close()
    (path.parent / "north.assay").rename(path)
    raw = bytearray(path.read_bytes())
    raw[60:64] = struct.pack(">I", kept.SCHEMA + 1)
    path.write_bytes(raw)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_foreign, "is a database of another program; open a file that ends in .assay"),
        (_newer, "was written by a newer Assay .*install the newer program.*Nothing was changed"),
        (lambda path: path.write_text("name,email\n" * 40), "is not an Assay workspace; .* or import this one"),
        (lambda path: path.write_bytes(b"SQLite format 3\x00"), "is not an Assay workspace"),
        (lambda path: path.write_bytes(b""), "is empty; open the newest backup"),
        (lambda path: path.mkdir(), "is a folder; choose the workspace file in it"),
        (lambda path: None, "There is no file .*check the name"),
    ],
    ids=["foreign", "newer", "text", "cut off", "empty", "folder", "missing"],
)
def test_other_files_are_refused_untouched(tmp_path: Path, make: object, sentence: str, read_only: bool) -> None:
    path = tmp_path / "other.assay"
    assert callable(make)
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Problem, match=sentence):
        Workspace(path, read_only=read_only)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not lock_path(path).exists()
    assert not any(beside.exists() for beside in kept.beside(path))


def test_a_file_we_may_not_read_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = new_workspace(tmp_path).path

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(Trouble, match=r"cannot be read \(Permission denied\)"):
        kept.probe(path)


def test_making_never_overwrites(acting: Acting) -> None:
    path = acting.workspace.path
    before = path.read_bytes()
    with pytest.raises(Problem, match="exists already"):
        Workspace.create(path, "Other", NOW)
    with pytest.raises(Problem, match="does not exist; make it first"):
        Workspace.create(path.parent / "nowhere" / "x.assay", "Other", NOW)
    assert path.read_bytes() == before


def test_a_log_left_by_a_deleted_file_does_not_reach_a_new_one(acting: Acting) -> None:
    path = acting.workspace.path
    acting.act(lambda session: account(session, "Old"))
    logs = {beside: beside.read_bytes() for beside in kept.beside(path) if beside.exists()}
    assert logs
    acting.workspace.close()
    path.unlink()
    for beside, content in logs.items():
        beside.write_bytes(content)
    fresh = Workspace.create(path, "New", NOW)
    try:
        assert Acting(fresh).ask("SELECT count(*) FROM account") == [(0,)]
        assert Acting(fresh).faults() == []
    finally:
        fresh.close()


# --- damage -----------------------------------------------------------------------------------------------------------


def test_a_damaged_workspace_is_trouble_wherever_it_shows(acting: Acting) -> None:
    acting.act(lambda session: [account(session, f"Account {n} " + "x" * 200) for n in range(400)])
    path = acting.workspace.path
    acting.workspace.close()
    raw = bytearray(path.read_bytes())
    said = 0
    for page in range(1, len(raw) // 4096):
        broken = bytearray(raw)
        broken[page * 4096 : page * 4096 + 64] = b"\xfe" * 64
        path.write_bytes(broken)
        try:
            opened = Workspace(path)
        except Trouble as trouble:
            assert "damaged" in trouble.message
            said += 1
            continue
        try:
            Acting(opened).picture()
        except Trouble as trouble:
            assert "damaged" in trouble.message
            said += 1
        finally:
            opened.close()
    assert said > 10


def test_a_head_of_ours_on_an_empty_body_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "hollow.assay"
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA application_id={kept.APPLICATION_ID}")
        database.execute(f"PRAGMA user_version={kept.SCHEMA}")
        database.execute("CREATE TABLE other (id)")
    database.close()
    with pytest.raises(Trouble, match="damaged"):
        Workspace(path)


# --- constraints ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("INSERT INTO {account} VALUES ('u', '  ')", "ck_account_has_a_name"),
        ("UPDATE lead SET stage = 'hot'", "ck_lead_stage_is_known"),
        ("UPDATE lead SET cycle = 0", "ck_lead_cycle_counts_from_one"),
        ("UPDATE person SET full_name = '', account_id = NULL", "ck_person_can_be_told_apart"),
        ("UPDATE workspace SET id = 2", "ck_workspace_one_row"),
        ("UPDATE lead SET person_id = 99", "FOREIGN KEY"),
    ],
)
def test_rules_hold_in_the_file_itself(acting: Acting, statement: str, rule: str) -> None:
    acting.act(lambda session: lead(session, person(session)))
    columns = ["uuid", "name"] + [
        c.name for c in Account.__table__.columns if c.name not in ("id", "uuid", "name", "size")
    ]
    values = "'u', '  '" + ", ''" * (len(columns) - 2)
    statement = statement.replace("{account} VALUES ('u', '  ')", f"account({', '.join(columns)}) VALUES ({values})")
    with pytest.raises(IntegrityError, match=rule):
        acting.run(statement)


def test_a_person_has_one_lead_per_service_line(acting: Acting) -> None:
    somebody = acting.act(lambda session: lead(session, person(session)).person_id).returned
    with pytest.raises(IntegrityError):
        acting.act(lambda session: session.add(Lead(person_id=somebody, created_at=NOW)))


def test_every_foreign_key_has_an_index(acting: Acting) -> None:
    """Deleting a parent looks for its children; without an index that is a walk through the whole table."""
    for table in kept.Base.metadata.sorted_tables:
        led = {index.columns[0].name for index in table.indexes} | {c.name for c in table.primary_key.columns}
        for column in table.columns:
            assert not column.foreign_keys or column.name in led, f"{table.name}.{column.name}"


def test_numbers_are_never_given_twice(acting: Acting) -> None:
    first = acting.act(lambda session: account(session).id).returned
    acting.run("DELETE FROM account WHERE id = ?", first)
    assert acting.act(lambda session: account(session).id).returned == first + 1


def test_a_new_workspace_has_its_first_rows_from_the_first_moment(tmp_path: Path) -> None:
    path = tmp_path / "north.assay"
    wrong = PlaybookVersion(version=1, name="x", body=None, adopted_at=NOW, by="Mia")
    with pytest.raises(IntegrityError):
        Workspace.create(path, "North", NOW, [wrong])
    assert list(tmp_path.glob("north.assay*")) == [lock_path(path)]
    right = PlaybookVersion(version=1, name="x", body="{}", adopted_at=NOW, by="Mia")
    workspace = Workspace.create(path, "North", NOW, [right])
    with workspace.reading() as session:
        assert session.scalars(select(PlaybookVersion.name)).all() == ["x"]
    workspace.close()


def test_a_workspace_where_nothing_may_be_written_can_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs the tests may write everywhere, so the answer of the system is given by hand."""
    workspace = new_workspace(tmp_path)
    path = workspace.path
    workspace.close()
    lock_path(path).unlink()
    monkeypatch.setattr("os.access", lambda *_: False)
    looking = Workspace(path, read_only=True)
    with looking.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM lead")) == 0
    assert list(tmp_path.iterdir()) == [path]
    looking.close()


def test_a_workspace_somebody_writes_is_read_with_what_they_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = new_workspace(tmp_path)
    monkeypatch.setattr("os.access", lambda *_: False)
    looking = Workspace(workspace.path, read_only=True)
    with workspace.writing() as session:
        session.add(Account(name="Northgate", created_at=NOW))
    with looking.reading() as session:
        assert session.scalars(select(Account.name)).all() == ["Northgate"]
    looking.close()
    workspace.close()
