"""A statement is compiled once for every connection of the program that has the same SQLite."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.store import connection
from app.store.tables import Person
from tests.store.acting import new_workspace


def test_the_next_workspace_and_the_writer_use_what_a_reader_compiled(
    tmp_path: Path, either_sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = select(Person.id).where(Person.full_name == "Somebody no other test looks for").limit(7)

    def compiled_by(folder: Path) -> int:
        folder.mkdir()
        workspace = new_workspace(folder)
        try:
            before = len(connection.COMPILED)
            with workspace.reading() as session:
                assert session.scalars(wanted).all() == []
            with workspace.writing() as session:
                assert session.scalars(wanted).all() == []
            return len(connection.COMPILED) - before
        finally:
            workspace.close()

    connection.COMPILED.clear()
    assert compiled_by(tmp_path / "first") > 0
    assert compiled_by(tmp_path / "second") == 0


def test_what_another_sqlite_compiled_is_left_alone() -> None:
    one, same, other = connection.SQLite(), connection.SQLite(), connection.SQLite()
    one.dbapi = same.dbapi = connection.sqlite_module()
    assert one == same and hash(one) == hash(same)
    assert one != other and one != "sqlite"
