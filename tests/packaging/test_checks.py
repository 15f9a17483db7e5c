"""What `start.py test` runs and how it sums up."""

import os
import sys

import checks


def test_every_check_runs_and_torture_once():
    assert [name for name, _ in checks.steps([])] == ["layout", "style", "types", "tests", "torture"]
    told = dict(checks.steps([]))
    assert told["torture"] == [*told["tests"], "-m", "torture"], "on both cores, as the rest"


def test_arguments_go_to_pytest_alone():
    named = dict(checks.steps(["tests/domain", "-k", "score"]))
    assert named["tests"] == ["pytest", "tests/domain", "-k", "score"]
    assert named["types"] == ["mypy"]
    assert "torture" not in named


def test_the_last_line_counts_all_tests_together():
    lines = checks.summary([
        checks.Outcome("types", True, 1.0),
        checks.Outcome("tests", False, 20.0, "1 failed, 120 passed, 3 deselected in 20.00s"),
        checks.Outcome("torture", True, 4.0, "3 passed, 121 deselected, 1 error in 4.00s"),
    ])  # fmt: skip
    assert lines[-1] == "1 failed, 123 passed, 1 errors in 25.0s"
    assert [line[:14].split() for line in lines[1:4]] == [["ok", "types"], ["FAILED", "tests"], ["ok", "torture"]]


def step(tmp_path, name: str, text: str, module: str = "step") -> checks.Outcome:
    (tmp_path / f"{module}.py").write_text(text)
    return checks.run(name, [sys.executable, "-m", module], tmp_path, os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})


def test_a_step_is_shown_as_it_runs_and_judged_by_its_exit_code(tmp_path, capsys):
    assert step(tmp_path, "types", "print('fine')").passed
    assert not step(tmp_path, "types", "raise SystemExit(5)").passed
    assert "fine" in capsys.readouterr().out


def test_the_closing_line_of_pytest_is_kept_and_no_tests_is_no_failure(tmp_path):
    outcome = step(tmp_path, "tests", "print('12 passed in 3.00s'); print('bye')", "pytest")
    assert (outcome.passed, outcome.last) == (True, "12 passed in 3.00s")
    assert step(tmp_path, "torture", "raise SystemExit(5)", "pytest").passed
    assert not step(tmp_path, "torture", "raise SystemExit(1)", "pytest").passed


def test_one_failed_step_fails_the_run_and_does_not_stop_it(tmp_path, monkeypatch, capsys):
    ran = []

    def run(name, command, root, variables):
        ran.append(name)
        return checks.Outcome(name, name != "style", 0.1)

    monkeypatch.setattr(checks, "run", run)
    assert checks.run_all(tmp_path, sys.executable, {}, []) == 1
    assert ran == ["layout", "style", "types", "tests", "torture"]
