"""The house rules, enforced: the walls between the floors, and what may stand in which room."""

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house_rules import ROOT, RULES, Rule, Source, files, sources, traces

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
ROOMS = ("bootstrap", "cli", "ui", "services", "store", "intake", "exports", "domain")


@pytest.fixture(scope="module", autouse=True)
def trees_felled() -> Iterator[None]:
    """The trees of a thousand files go with these tests: each search for garbage would walk them to the end."""
    yield
    sources.cache_clear()


every_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.says for rule in RULES])


@every_rule
def test_the_house_keeps_its_rule(rule: Rule):
    breaches = [breach for source in sources() for breach in rule.breaches(source)]
    assert not breaches, "\n" + "\n".join(breaches)


@every_rule
def test_a_rule_sees_a_breach_and_nothing_else(rule: Rule):
    assert rule.breaches(Source(*rule.broken))
    assert not rule.breaches(Source(*rule.kept))


def test_the_rules_look_at_every_floor():
    seen = {source.path for source in sources()}
    assert {"packaging/start.py", "tests/test_house.py", "app/__init__.py"} <= seen
    assert all(any(path.startswith(f"app/{room}") for path in seen) for room in ROOMS)


# --- the walls --------------------------------------------------------------------------------------------------------


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(folder), "NO_COLOR": "1", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_imports_only_look_down():
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("domain", "import sqlalchemy"),
        ("domain", "from app.services import x"),
        ("intake", "from app.store import x"),
        ("exports", "from app.intake import x"),
        ("services", "from PySide6 import QtCore"),
        ("cli", "from app.ui import x"),
        ("ui", "from app.store import x"),
        ("ui", "from sqlalchemy.orm import Session"),
        ("exports", "import sqlalchemy"),
    ],
)
def test_a_door_through_a_wall_is_seen(tmp_path, room, line):
    empty_house(tmp_path)
    (tmp_path / "app" / room / "x.py").write_text(line + "\n", "utf-8")
    linted = lint_imports(tmp_path)
    assert linted.returncode == 1, linted.stdout + linted.stderr
    assert "BROKEN" in linted.stdout


def test_a_house_without_such_doors_passes(tmp_path):
    empty_house(tmp_path)
    assert lint_imports(tmp_path).returncode == 0


def empty_house(folder: Path) -> None:
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    for name in ("", *ROOMS):
        package = folder / "app" / name
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "x.py").touch()


# --- what leaves this machine -----------------------------------------------------------------------------------------


def test_no_file_tells_where_it_was_written():
    found = []
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        if name == "tests/house_rules.py":  # where the traces are spelled out
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # pictures, workbooks, workspaces
        found += [f"{name}: {trace}" for trace in traces(text)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "parts", [("see /wo", "rk/main"), ("/ho", "me/ann/x"), ("py", "pi.org"), ("--index", "-url x")]
)
def test_traces_are_seen(parts):
    assert traces("".join(parts))
    assert not traces("tests/wo" + "rk/x and --no-emit-index-url and https://example.org/t" + "mp/")


def test_the_lock_pins_everything_with_hashes_and_names_no_place():
    blocks = [block for block in re.split(r"\n(?=\S)", LOCK) if not block.startswith("#")]
    assert len(blocks) > 40
    for block in blocks:
        assert PIN.match(block), block.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]
    assert not re.search(r"://|file:|@|/", LOCK.partition("\n")[2])


def test_the_lock_answers_what_the_project_asks_for():
    pins = {canonicalize_name(name): version for name, version in PIN.findall(LOCK)}
    extras = PROJECT["project"]["optional-dependencies"]
    for line in [*PROJECT["project"]["dependencies"], *extras["test"], *extras["setup"]]:
        asked = Requirement(line)
        assert asked.specifier.contains(pins[canonicalize_name(asked.name)]), line
    assert not {"pillow", "pygame", "pyside6-addons"} & set(pins)


def test_nothing_is_under_the_gpl_alone():
    for name, _ in PIN.findall(LOCK):
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        licence = about.get("License-Expression") or " ".join(
            [about.get("License", "")[:100], *(c for c in about.get_all("Classifier", []) if c.startswith("License"))]
        )
        alternatives = re.split(r"\bOR\b", licence)
        assert any(not re.search(r"\bA?GPL|\bGNU (Affero )?General", part) for part in alternatives), (name, licence)


def test_the_readme_begins_with_the_two_commands():
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line.strip()]
    assert commands[:2] == ["python3 packaging/start.py demo", "python3 packaging/start.py test"]
    assert readme.index("```") < 20
    assert "python3 packaging/start.py test" in (ROOT / ".ci" / "run").read_text("utf-8")
