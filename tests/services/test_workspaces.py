"""The list of recent workspaces, kept beside the settings; and what playbooks a workspace can begin with."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.problems import Problem
from app.services import playbooks, workspaces
from app.services.desk import Desk

AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def empty_list(own_home: Path) -> None:
    for file in own_home.rglob("recent.json"):
        file.unlink()


def test_the_newest_comes_first_and_once(tmp_path: Path) -> None:
    one, two = tmp_path / "one.assay", tmp_path / "two.assay"
    one.touch()
    for n, path in enumerate((one, two, one)):
        workspaces.remember(path, AT + timedelta(hours=n))
    rows = workspaces.recent()
    assert [(row.path, row.name, row.exists) for row in rows] == [(one, "one", True), (two, "two", False)]
    assert rows[0].opened_at == AT + timedelta(hours=2)
    workspaces.forget(two)
    assert [row.name for row in workspaces.recent()] == ["one"]


def test_only_the_last_dozen_is_kept(tmp_path: Path) -> None:
    for n in range(20):
        workspaces.remember(tmp_path / f"{n}.assay", AT)
    assert [row.name for row in workspaces.recent()] == [str(n) for n in range(19, 7, -1)]


@pytest.mark.parametrize("text", ["", "[", '{"a": 1}', '[{"path": 3}]', '[{"path": "x", "at": "yesterday"}]'])
def test_a_list_that_cannot_be_read_counts_as_empty(own_home: Path, tmp_path: Path, text: str) -> None:
    workspaces.remember(tmp_path / "one.assay", AT)
    (file,) = own_home.rglob("recent.json")
    file.write_text(text)
    assert workspaces.recent() == []
    workspaces.remember(tmp_path / "two.assay", AT)
    assert [row.name for row in workspaces.recent()] == ["two"]


def test_the_sample_has_a_place_of_its_own(own_home: Path) -> None:
    path = workspaces.sample_path()
    assert path.parent.is_dir() and path.is_relative_to(own_home)


def test_a_workspace_is_named_like_one() -> None:
    assert workspaces.with_suffix(Path("team")) == Path("team.assay")
    assert workspaces.with_suffix(Path("team.assay")) == Path("team.assay")
    with pytest.raises(Problem, match="names a spreadsheet"):
        workspaces.with_suffix(Path("team.xlsx"))


def test_a_workspace_knows_its_playbook(desk: Desk) -> None:
    view = desk.ask(playbooks.playbook_view)
    assert view.playbook.name == "diagnostics"
    assert [(row.version, row.note) for row in view.versions] == [(1, "Shipped with Assay")]
    assert {"diagnostics", "medical", "healthtech", "respiratory"} <= {name for name, _ in playbooks.shipped()}
    with pytest.raises(Problem, match="choose one of"):
        playbooks.shipped_playbook("astrology")
