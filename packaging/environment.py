"""The project's own Python environment in `.venv`: made once, checked in milliseconds, made again if half-made."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

STAMP = "assay-ready.json"
UNFINISHED = "assay-unfinished"


def python(root: Path) -> Path:
    """Return the environment's Python."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(root: Path) -> bool:
    """Say whether the environment is whole and made from the files as they are now."""
    folder = root / ".venv"
    if (folder / UNFINISHED).exists() or not python(root).exists():
        return False
    try:
        return bool(json.loads((folder / STAMP).read_text("utf-8")) == stamp(root))
    except (OSError, ValueError):
        return False


def stamp(root: Path) -> dict[str, str]:
    """Return what an environment depends on: the files that describe it, the Python, and where the project is."""
    files = hashlib.sha256()
    for name in ("packaging/requirements.lock", "pyproject.toml"):
        files.update((root / name).read_bytes())
    return {"files": files.hexdigest(), "python": sys.implementation.cache_tag, "project": str(root)}


def prepare(root: Path) -> None:
    """Make the environment, or bring it up to date; does nothing when it is ready."""
    if is_ready(root):
        return
    with alone(root):
        if is_ready(root):  # another start.py made it while this one waited
            return
        folder = root / ".venv"
        if is_usable(root):
            print("Bringing .venv up to date ...", flush=True)
        else:
            print("Making the environment in .venv ...", flush=True)
            make(folder)
        (folder / UNFINISHED).touch()
        (folder / STAMP).unlink(missing_ok=True)
        install(root)
        (folder / STAMP).write_text(json.dumps(stamp(root), indent=1) + "\n", "utf-8")
        (folder / UNFINISHED).unlink()
        print("Ready.", flush=True)


def is_usable(root: Path) -> bool:
    """Say whether `.venv` can be kept: finished, of this Python, with a pip, and in this place."""
    if (root / ".venv" / UNFINISHED).exists() or not python(root).exists():
        return False
    question = "import sys, pip; print(sys.implementation.cache_tag)"
    asked = subprocess.run([python(root), "-c", question], capture_output=True, text=True, check=False)
    return asked.stdout.strip() == sys.implementation.cache_tag and not has_moved(root)


def has_moved(root: Path) -> bool:
    """Say whether the stamp names another place: the scripts in an environment know only the old one."""
    try:
        found = json.loads((root / ".venv" / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("project") != str(root)


def make(folder: Path) -> None:
    """Make an empty environment, marked as unfinished from its first moment."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / UNFINISHED).touch()
    call([sys.executable, "-m", "venv", str(folder)], "The environment could not be made")


def install(root: Path) -> None:
    """Install exactly what the lock names, with its hashes, and the project as a link to this folder.

    The lock is complete, so dependencies are not followed; and it is wheels only, so nothing is compiled here.
    """
    lock = root / "packaging" / "requirements.lock"
    count = sum("==" in line for line in lock.read_text("utf-8").splitlines())
    print(f"Installing {count} packages; the first time this takes a minute or two ...", flush=True)
    pip = [str(python(root)), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps"]
    call(
        [*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)],
        "The packages could not be installed (is there a network?)",
    )
    call([*pip, "--no-build-isolation", "--editable", str(root)], "The project could not be installed")


def call(command: list[str], otherwise: str) -> None:
    """Run a command or end the program with a sentence; what it printed itself stands above."""
    if subprocess.call(command):
        sys.exit(f"{otherwise}; the messages above say why.")


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Keep a second start.py waiting until this one has finished."""
    with (root / ".setup.assay-lock").open("w") as lock:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
