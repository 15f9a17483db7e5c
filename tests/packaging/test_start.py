"""The one file to begin with: what it says to an old Python, to a wrong verb, and how soon it answers."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
import start

from tests.house_rules import ROOT

START = ROOT / "packaging" / "start.py"


@pytest.mark.parametrize("version", [(3, 4), (3, 10)])
def test_an_old_python_is_told_in_one_sentence(version):
    said = start.too_old(version)
    assert "3.11 or newer" in said
    assert f"this is Python {version[0]}.{version[1]}:" in said
    assert "\n" not in said


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_new_python_is_not_stopped(version):
    assert start.too_old(version) == ""


def test_an_old_python_can_read_the_file():
    ast.parse(START.read_text("utf-8"), feature_version=(3, 4))


def test_an_old_python_stops_before_anything_else_is_read(monkeypatch, capsys):
    monkeypatch.setattr(start.sys, "version_info", (3, 9, 2))
    monkeypatch.setitem(sys.modules, "verbs", None)  # importing it would now raise
    assert start.main(["test"]) == 1
    assert "Python 3.9" in capsys.readouterr().err


def test_only_the_standard_library_is_needed():
    for file in ("start", "verbs", "machine", "environment", "checks"):
        tree = ast.parse((START.parent / f"{file}.py").read_text("utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        own = {"verbs", "machine", "environment", "checks"}
        assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names | own


def test_an_unknown_verb_is_answered_with_the_known_ones():
    asked = subprocess.run([sys.executable, START, "run"], capture_output=True, text=True)
    assert asked.returncode == 2
    assert "no 'run'" in asked.stderr
    assert "demo" in asked.stderr


def test_help_names_every_verb(capsys):
    import verbs

    assert start.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {verb or '(nothing)'}" in said for verb in verbs.VERBS)


def test_programs_get_a_utf8_locale_where_there_is_none(monkeypatch):
    import verbs

    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert verbs.variables(EXTRA="1")["LANG"] == "C.UTF-8"
    assert verbs.variables(EXTRA="1")["EXTRA"] == "1"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert verbs.variables()["LANG"] == "de_DE.UTF-8"


def test_what_tests_compile_is_kept_and_not_beside_the_sources(tmp_path):
    import verbs

    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "once.py").write_text("")
    changes = verbs.compiled_once(tmp_path / "environment")
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | changes
    subprocess.run([sys.executable, "-c", "import once"], cwd=tmp_path / "src", env=environment, check=True)
    assert [path.name for path in (tmp_path / "src").iterdir()] == ["once.py"]
    assert len(list((tmp_path / "environment").rglob("once.*.pyc"))) == 1


def test_without_a_display_the_demo_runs_headless_into_a_folder(monkeypatch, tmp_path):
    import verbs

    calls = []
    monkeypatch.setattr(verbs, "set_up", lambda **_: None)
    monkeypatch.setattr(verbs, "run", lambda *arguments, **changes: calls.append((arguments, changes)) or 0)
    monkeypatch.setattr(verbs.machine, "display", lambda: "")
    assert verbs.demo([str(tmp_path)]) == 0
    assert verbs.demo([]) == 0
    assert verbs.open_program([]) == 1
    monkeypatch.setattr(verbs.machine, "display", lambda: "x11")
    assert verbs.demo([]) == 0
    headless = {"QT_QPA_PLATFORM": "offscreen"}
    assert calls == [
        (("-m", "app", "demo", str(tmp_path)), headless),
        (("-m", "app", "demo", str(Path(ROOT / "demo"))), headless),
        (("-m", "app", "--sample"), {}),
    ]
