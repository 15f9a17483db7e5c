"""Files of every released schema open, older ones are brought up to date with every row, or stay as they were."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, Integer, String

from app.domain.problems import Problem, Trouble
from app.store import backups, migrations, search
from app.store import workspace as kept
from app.store.connection import rebuilding_engine
from app.store.tables import Base
from app.store.workspace import Workspace, probe
from tests.house_rules import ROOT
from tests.store.acting import Acting, account, lead, person

SCHEMAS = ROOT / "tests" / "cases" / "schemas"


def _schema(connection: Connection) -> dict[str, list[str]]:
    """What each table, index and constraint says; the order in which a table names its constraints has no meaning."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    spaced = {name: sql.replace("(", " ( ").replace(")", " ) ").replace(",", " , ") for name, sql in rows}
    return {name: sorted(" ".join(sql.split()).removesuffix(" )").split(" , ")) for name, sql in spaced.items()}


@pytest.fixture
def migrated(tmp_path: Path, either_sqlite: str) -> Any:
    """A connection to an empty file that went through every revision."""
    path = tmp_path / "migrated.assay"
    path.touch()
    engine = rebuilding_engine(path)
    with engine.begin() as connection:
        migrations.apply(connection, migrations.REVISIONS)
        yield connection
    engine.dispose()


def test_going_through_every_revision_gives_the_schema_of_a_new_file(migrated: Connection, acting: Acting) -> None:
    with acting.workspace.reading() as session:
        assert _schema(migrated) == _schema(session.connection())


def test_alembic_finds_nothing_to_add(migrated: Connection) -> None:
    def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
        return kind != "table" or not str(name).startswith(search.INDEXES)

    context = MigrationContext.configure(migrated, opts={"include_object": ours, "compare_type": True})
    assert compare_metadata(context, Base.metadata) == []


def test_revisions_count_up_to_the_present_schema() -> None:
    assert [revision.REVISION for revision in migrations.REVISIONS] == list(range(1, kept.SCHEMA + 1))


def test_a_new_file_is_stamped_twice(acting: Acting) -> None:
    assert acting.ask("SELECT version_num FROM alembic_version") == [(f"{kept.SCHEMA:04}",)]
    assert probe(acting.workspace.path) == kept.SCHEMA


def test_opening_a_file_of_today_never_meets_alembic(acting: Acting) -> None:
    acting.workspace.close()
    opening = (
        "import sys; from pathlib import Path; from app.store.workspace import Workspace; "
        "Workspace(Path(sys.argv[1])).close(); "
        "sys.exit(any(name.partition('.')[0] in ('alembic', 'mako') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", opening, str(acting.workspace.path)], check=True, cwd=ROOT)


def test_there_is_a_file_of_every_released_schema() -> None:
    assert {probe(file) for file in SCHEMAS.glob("*.assay")} == set(range(1, kept.SCHEMA + 1))


@pytest.mark.parametrize("file", sorted(SCHEMAS.glob("*.assay")), ids=lambda file: file.stem)
def test_every_released_schema_opens(file: Path, tmp_path: Path, either_sqlite: str) -> None:
    copy = tmp_path / file.name
    shutil.copy(file, copy)
    opened = Workspace(copy)
    try:
        acting = Acting(opened)
        assert acting.ask("SELECT full_name, stage FROM lead JOIN person ON person.id = person_id") == [
            ("Ada Lund", "mql")
        ]
        assert acting.faults() == []
        acting.undo(2)
        assert acting.ask("SELECT stage FROM lead") == [("lead",)]
    finally:
        opened.close()


# --- a next schema, registered for the test ---------------------------------------------------------------------------


def _grow() -> None:
    op.add_column("lead", Column("mood", String(20), nullable=False, server_default="calm"))
    with op.batch_alter_table("account") as batch:  # the table is rebuilt: dropped once, with its children around
        batch.alter_column("size", new_column_name="heads", existing_type=Integer())


def _fail() -> None:
    _grow()
    op.execute("INSERT INTO nowhere VALUES (1)")


def _lose_rows() -> None:
    op.execute("DELETE FROM person")


def _orphan() -> None:
    op.execute("UPDATE lead SET person_id = 77")


@pytest.fixture
def older(acting: Acting) -> Path:
    """A closed file of today with some rows, about to be an older one."""
    acting.act(lambda session: lead(session, person(session, account_id=account(session, size=40).id)))
    acting.workspace.close()
    return acting.workspace.path


def _release(patch: pytest.MonkeyPatch, upgrade: Any, **more: Any) -> None:
    patch.setattr(kept, "SCHEMA", kept.SCHEMA + 1)
    fresh = SimpleNamespace(REVISION=kept.SCHEMA, upgrade=upgrade, **more)
    patch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, fresh))


def test_a_file_of_the_last_schema_keeps_its_rows(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _release(monkeypatch, _grow)
    migrations.upgrade(older, probe(older))
    assert probe(older) == kept.SCHEMA
    engine = rebuilding_engine(older)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT heads FROM account").all() == [(40,)]
        assert connection.exec_driver_sql("SELECT mood, person_id, account_id FROM lead").all() == [("calm", 1, 1)]
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == [(f"{kept.SCHEMA:04}",)]
    engine.dispose()
    (backup,) = backups.backups(older)
    assert backup.why == "before upgrade"
    assert probe(backup.path) == kept.SCHEMA - 1


@pytest.mark.parametrize(
    ("upgrade", "said"),
    [
        (_fail, "no such table: nowhere"),
        (_lose_rows, "left 0 of 1 rows in person"),
        (_orphan, "lost what they refer to"),
    ],
)
def test_a_revision_that_fails_leaves_every_byte(
    older: Path, monkeypatch: pytest.MonkeyPatch, upgrade: Any, said: str
) -> None:
    before = older.read_bytes()
    _release(monkeypatch, upgrade)
    with pytest.raises(Trouble, match=f"could not be brought up to this version .*{said}.* it is as it was"):
        Workspace(older)
    assert older.read_bytes() == before
    assert not any(beside.exists() for beside in kept.beside(older))


def test_a_revision_may_say_that_it_loses_rows(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _release(monkeypatch, lambda: op.execute("DELETE FROM lead"), ROWS_CHANGE=("lead",))
    migrations.upgrade(older, probe(older))
    assert probe(older) == kept.SCHEMA


def test_without_a_backup_nothing_is_migrated(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = older.read_bytes()
    _release(monkeypatch, _grow)
    backups.backup_folder(older).write_text("in the way of the folder")
    with pytest.raises(Trouble, match="backup could not be written"):
        Workspace(older)
    assert older.read_bytes() == before


def test_an_older_file_is_not_migrated_by_looking_at_it(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = older.read_bytes()
    _release(monkeypatch, _grow)
    with pytest.raises(Problem, match="open it for writing"):
        Workspace(older, read_only=True)
    assert older.read_bytes() == before
