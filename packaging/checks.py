"""What `start.py test` runs, one step after the other, and what it says at the end."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

NOTHING_COLLECTED = 5  # pytest's own code; a marker nobody carries yet is not a failure
COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)\b")


@dataclass(frozen=True)
class Outcome:
    """How one step ended; `last` is pytest's own closing line."""

    name: str
    passed: bool
    seconds: float
    last: str = ""


def steps(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Return every step with the module it runs. With arguments pytest runs once, with them alone."""
    pytest = ["pytest", "-q", "-n", str(min(2, os.cpu_count() or 1)), "--dist", "worksteal"]
    checks = [
        ("layout", ["ruff", "format", "--check", "."]),
        ("style", ["ruff", "check", "."]),
        ("types", ["mypy"]),
    ]
    if arguments:
        return [*checks, ("tests", ["pytest", *arguments])]
    return [*checks, ("tests", pytest), ("torture", [*pytest, "-m", "torture"])]


def run_all(root: Path, python: Path, variables: dict[str, str], arguments: list[str]) -> int:
    """Run every step even after one failed, then sum up. Returns 0 only when all passed."""
    outcomes = [run(name, [str(python), "-m", *command], root, variables) for name, command in steps(arguments)]
    print("\n".join(summary(outcomes)), flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def run(name: str, command: list[str], root: Path, variables: dict[str, str]) -> Outcome:
    """Run one step, showing its output as it comes."""
    print(f"--- {name}: {' '.join(command[2:])}", flush=True)
    began = time.monotonic()
    last = ""
    with subprocess.Popen(
        command, cwd=root, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL,
    ) as step:  # fmt: skip
        assert step.stdout is not None
        for line in step.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line.strip() if command[2] == "pytest" and COUNTS.search(line) else last
    passed = step.returncode == 0 or (command[2] == "pytest" and step.returncode == NOTHING_COLLECTED)
    return Outcome(name, passed, time.monotonic() - began, last)


def summary(outcomes: list[Outcome]) -> list[str]:
    """Return the closing lines: every step, then all tests counted together."""
    lines = [""]
    for outcome in outcomes:
        lines.append(
            f"{'ok' if outcome.passed else 'FAILED':7}{outcome.name:9}{outcome.seconds:7.1f} s  {outcome.last}"
        )
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        for number, word in COUNTS.findall(outcome.last):
            counts["errors" if word == "error" else word] += int(number)
    said = ", ".join(f"{counts[word]} {word}" for word in counts) or "no tests"
    return [*lines, f"{said} in {sum(outcome.seconds for outcome in outcomes):.1f}s"]
