"""A workspace on a real file, under both SQLites that people may have."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.acting import Acting, new_workspace


@pytest.fixture(params=["current", "standard"])
def either_sqlite(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The SQLite that the process uses: the current wheel, and the standard library's where there is no wheel."""
    if request.param == "standard":
        monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)
    return str(request.param)


@pytest.fixture
def acting(tmp_path: Path, either_sqlite: str) -> Iterator[Acting]:
    """An empty workspace to act on."""
    workspace = new_workspace(tmp_path)
    yield Acting(workspace)
    workspace.close()
