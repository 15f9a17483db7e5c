"""What each verb of start.py does: open, demo, test, words, lock, shell."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import environment
import machine

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ("de",)
LOCK_HEADER = (
    "# Every package Assay runs and is tested with, for all systems. Written by: python3 packaging/start.py lock\n"
)


def set_up(*, tests: bool = False) -> None:
    """Bring the machine and the environment to where Assay runs; returns at once when they are."""
    display = machine.display()
    machine.provide(machine.wanted(display, tests=tests, fresh=not environment.is_ready(ROOT)))
    environment.prepare(ROOT)


def open_program(arguments: list[str]) -> int:
    """Open the window; there must be a display to open it on."""
    if not machine.display():
        print("There is no display here to open a window on. `start.py demo` does the sample job without one.")
        return 1
    set_up()
    return run("-m", "app", *arguments)


def demo(arguments: list[str]) -> int:
    """Open the sample workspace, or without a display do the sample job into a folder."""
    set_up()
    if machine.display():
        return run("-m", "app", "--sample")
    folder = Path(arguments[0]).absolute() if arguments else ROOT / "demo"
    return run("-m", "app", "demo", str(folder), QT_QPA_PLATFORM="offscreen")


def test(arguments: list[str]) -> int:
    """Run every check and test."""
    import checks

    set_up(tests=True)
    headless = variables(QT_QPA_PLATFORM="offscreen", **compiled_once(ROOT / ".venv"))
    return checks.run_all(ROOT, environment.python(ROOT), headless, arguments)


def translate(arguments: list[str]) -> int:
    """Bring the translations up to date with what the code says, and name what is still to be translated."""
    set_up(tests=True)
    return run("packaging/words.py", *(arguments or TRANSLATIONS))


def lock(arguments: list[str]) -> int:
    """Pin every package with its hashes, for Linux, Windows and macOS; keeps pins that still fit."""
    set_up()
    target = ROOT / "packaging" / "requirements.lock"
    options = "--universal --generate-hashes --no-header --no-annotate --no-emit-index-url --all-extras --quiet"
    written = run(
        *("-m", "uv", "pip", "compile", *options.split()),
        *("--python-version", "3.11", *arguments, "pyproject.toml", "--output-file", "packaging/requirements.lock"),
    )
    if written == 0:
        pins = target.read_text("utf-8").removeprefix(LOCK_HEADER)
        target.write_text(LOCK_HEADER + pins, "utf-8", newline="\n")
        environment.prepare(ROOT)
    return written


def shell(arguments: list[str]) -> int:
    """Open the user's own shell with the environment's programs first on its path."""
    set_up()
    scripts = environment.python(ROOT).parent
    found = {"VIRTUAL_ENV": str(scripts.parent), "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = os.environ.get("COMSPEC", "cmd") if os.name == "nt" else os.environ.get("SHELL", "/bin/sh")
    print("Leave this shell with `exit`.", flush=True)
    return subprocess.call([command, *arguments], cwd=ROOT, env=variables(**found))


def run(*arguments: str, **changes: str) -> int:
    """Run the environment's Python in the project folder and return its exit code."""
    sys.stdout.flush()
    return subprocess.call([str(environment.python(ROOT)), *arguments], cwd=ROOT, env=variables(**changes))


def compiled_once(folder: Path) -> dict[str, str]:
    """Return the variables with which programs keep what they compiled in `folder`, not beside the sources.

    The tests start some hundred programs. Where Python is told to keep nothing, each would compile everything anew.
    """
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def variables(**changes: str) -> dict[str, str]:
    """Return the variables for a program: the ones given, the user's, and a UTF-8 locale where there is none."""
    found = dict(os.environ)
    if not any(found.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        found["LANG"] = "C.UTF-8"
    return found | changes


VERBS: dict[str, Callable[[list[str]], int]] = {
    "": open_program,
    "demo": demo,
    "test": test,
    "words": translate,
    "lock": lock,
    "shell": shell,
}
