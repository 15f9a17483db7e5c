"""A workspace on a real file, under both SQLites that people may have."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.workspace import Workspace
from tests.store.acting import Acting, new_workspace


@pytest.fixture(params=["current", "standard"])
def either_sqlite(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The SQLite that the process uses: the current wheel, and the standard library's where there is no wheel."""
    if request.param == "standard":
        monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)
    return str(request.param)


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty workspace of each SQLite: to lay out all tables takes longer than most tests."""
    return tmp_path_factory.mktemp("laid_out")


@pytest.fixture
def acting(tmp_path: Path, either_sqlite: str, laid_out: Path) -> Iterator[Acting]:
    """An empty workspace to act on."""
    made = laid_out / either_sqlite / "north.assay"
    if not made.exists():
        made.parent.mkdir()
        new_workspace(made.parent).close()
    workspace = Workspace(Path(shutil.copy(made, tmp_path)))
    yield Acting(workspace)
    workspace.close()
