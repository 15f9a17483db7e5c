"""What every test stands on: no real screen, no real home, a clock that stands still, and no thread left behind."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.workspaces import Workspaces

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)  # a Monday morning


def pytest_configure(config: pytest.Config) -> None:
    """Say by which marks tests are chosen: tests/examples.py tries more examples where time does not matter."""
    os.environ["TESTS_CHOSEN_BY"] = config.getoption("markexpr")


def pytest_collection() -> None:
    """What is imported stays to the end: no search for garbage need walk it, again and again."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Of what is made from here on nearly all goes by itself: fewer searches find the cycles as well."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def pytest_runtest_logfinish() -> None:
    """The cycles of a test go with it: by the thresholds two million of them lay about, half a gigabyte a process."""
    gc.collect(1)


def pytest_sessionfinish() -> None:
    """What a test copied goes before Python does: Qt keeps it to the very end, and would call a Python that is gone."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if isinstance(QGuiApplication.instance(), QGuiApplication):
            QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep settings, the recent list and the log away from the person who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for name in ("ASSAY_NOW", "COLUMNS", "FORCE_COLOR"):
            patch.delenv(name, raising=False)
        yield home


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> "Workspaces":
    """Workspaces made once in this run, to begin with a copy of one."""
    from tests.workspaces import Workspaces  # most tests begin without any workspace

    return Workspaces(tmp_path_factory.mktemp("workspaces"))


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running; threads that Qt made show up as dummies and are Qt's own affair."""
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in left:
        thread.join(timeout=2)
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail(f"left running: {', '.join(alive)}", pytrace=False)


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """Windows go with the test that opened them: thousands that only hide make each change of the look take seconds."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        let_windows_go()


def let_windows_go() -> None:
    """Delete every window with what is in it."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return
    for widget in QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def now() -> datetime:
    """The moment at which tests take place, in UTC."""
    return NOW


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """The variables with which a child process opens a window on a real display: on Linux an X server of its own."""
    if not sys.platform.startswith("linux"):
        yield {}
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": ""}
        server.terminate()
