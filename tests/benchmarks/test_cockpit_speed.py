"""P7, P8, P9 and memory: a sitting in the window on 100,000 leads; on a million too where `-k million` asks for it.

The window has a process of its own, so that its memory is no other's. Run with `-s -o faulthandler_timeout=3000`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

SIZES = {"hundred_thousand": 100_000, "million": 1_000_000}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The million takes five minutes to make, so it is made for whoever names it."""
    asked = " ".join((metafunc.config.option.keyword, *map(str, metafunc.config.args)))
    names = [name for name in SIZES if name == "hundred_thousand" or name in asked]
    metafunc.parametrize("size", [SIZES[name] for name in names], ids=names)


def test_a_sitting(tmp_path: Path, size: int) -> None:
    path = tmp_path / "Large.assay"
    _run("tests.benchmarks.stored", path, size)
    _run("tests.benchmarks.cockpit", path, size)


def _run(module: str, path: Path, size: int) -> None:
    """Run a module of the benchmarks on a workspace; it fails as a test where it fails."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(path.parent)}
    subprocess.run([sys.executable, "-m", module, str(path), str(size)], env=env, check=True)
