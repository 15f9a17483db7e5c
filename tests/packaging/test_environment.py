"""The environment: made once, left alone when it fits, brought up to date, and made again when it is half-made."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import environment
import pytest


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose environment is made of empty files; what would have been run is kept in `calls`."""
    root = tmp_path.resolve() / "project"
    (root / "packaging").mkdir(parents=True)
    (root / "packaging" / "requirements.lock").write_text("one==1 \\\n    --hash=sha256:0\n")
    (root / "pyproject.toml").write_text("[project]\n")
    calls: list[str] = []

    def call(command: list[str]) -> int:
        calls.append("venv" if "venv" in command else "pip")
        if "venv" in command:
            environment.python(root).parent.mkdir(parents=True)
            environment.python(root).touch()
        return 0

    monkeypatch.setattr(environment.subprocess, "call", call)
    answer = subprocess.CompletedProcess([], 0, stdout=sys.implementation.cache_tag + "\n")
    monkeypatch.setattr(environment.subprocess, "run", lambda *_, **__: answer)
    return Project(root, calls)


class Project:
    """A folder and the commands run for it since last asked."""

    def __init__(self, root: Path, calls: list[str]) -> None:
        self.root = root
        self.venv = root / ".venv"
        self._calls = calls

    def prepare(self) -> list[str]:
        self._calls.clear()
        environment.prepare(self.root)
        return list(self._calls)


def test_the_first_time_everything_is_made_and_the_second_time_nothing(project):
    assert not environment.is_ready(project.root)
    assert project.prepare() == ["venv", "pip", "pip"]
    assert environment.is_ready(project.root)
    assert project.prepare() == []


@pytest.mark.parametrize("name", ["pyproject.toml", "packaging/requirements.lock"])
def test_a_change_of_what_it_is_made_from_brings_it_up_to_date(project, name):
    project.prepare()
    (project.root / name).write_text("changed==2\n")
    assert project.prepare() == ["pip", "pip"]
    assert project.prepare() == []


def test_an_environment_of_another_python_is_made_again(project, monkeypatch):
    project.prepare()
    answer = subprocess.CompletedProcess([], 0, stdout="cpython-39\n")
    monkeypatch.setattr(environment.subprocess, "run", lambda *_, **__: answer)
    stamp = json.loads((project.venv / environment.STAMP).read_text())
    (project.venv / environment.STAMP).write_text(json.dumps(stamp | {"python": "cpython-39"}))
    assert project.prepare() == ["venv", "pip", "pip"]


def test_a_project_that_moved_makes_its_environment_again(project):
    project.prepare()
    moved = project.root.with_name("moved")
    shutil.move(project.root, moved)
    assert not environment.is_ready(moved)
    assert not environment.is_usable(moved)


def test_one_made_by_hand_is_kept_and_brought_up_to_date(project):
    environment.python(project.root).parent.mkdir(parents=True)
    environment.python(project.root).touch()
    (project.venv / "mine").touch()
    assert project.prepare() == ["pip", "pip"]
    assert (project.venv / "mine").exists()


@pytest.mark.parametrize("killed_in", ["venv", "pip"])
def test_one_that_was_killed_half_way_is_made_again(project, monkeypatch, killed_in):
    whole = environment.subprocess.call

    def killed(command: list[str]) -> int:
        if (killed_in == "venv") == ("venv" in command):
            raise KeyboardInterrupt
        return whole(command)

    with monkeypatch.context() as patch:
        patch.setattr(environment.subprocess, "call", killed)
        with pytest.raises(KeyboardInterrupt):
            environment.prepare(project.root)
    assert not environment.is_ready(project.root)
    (project.venv / "debris").touch()
    assert project.prepare() == ["venv", "pip", "pip"]
    assert not (project.venv / "debris").exists()


def test_a_failed_installation_is_said_and_not_taken_for_finished(project, monkeypatch):
    monkeypatch.setattr(environment.subprocess, "call", lambda command: 0 if "venv" in command else 1)
    with pytest.raises(SystemExit, match="could not be installed"):
        environment.prepare(project.root)
    assert not environment.is_ready(project.root)


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"files": 1}'])
def test_a_damaged_stamp_counts_as_none(project, stamp):
    project.prepare()
    (project.venv / environment.STAMP).write_text(stamp)
    assert not environment.is_ready(project.root)
    assert project.prepare() == ["pip", "pip"] if "files" not in stamp else ["venv", "pip", "pip"]


def test_the_look_at_a_ready_environment_is_quick(project):
    project.prepare()
    real_lock = Path(environment.__file__).with_name("requirements.lock")
    shutil.copy(real_lock, project.root / "packaging" / "requirements.lock")
    project.prepare()
    began = time.perf_counter()
    for _ in range(20):
        assert environment.is_ready(project.root)
    assert (time.perf_counter() - began) / 20 < 0.1  # measured: under a millisecond


def test_a_second_start_waits_for_the_first(project):
    reports = []
    with environment.alone(project.root):
        asked = subprocess.Popen(
            [sys.executable, "-c", "import sys, pathlib, environment\n"
             "with environment.alone(pathlib.Path(sys.argv[1])): print('in', flush=True)", str(project.root)],
            cwd=Path(environment.__file__).parent, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with pytest.raises(subprocess.TimeoutExpired):
            asked.wait(timeout=0.5)
        reports.append("out")
    reports.append(asked.communicate(timeout=20)[0].strip())
    assert reports == ["out", "in"]
