"""The guards around every test guard: a thread left behind fails, the network is shut."""

import socket
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project of its own with the guards of this one."""
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text("utf-8"))
    return pytester


def test_a_thread_left_behind_fails_the_test(guarded: pytest.Pytester):
    guarded.makepyfile(
        "import threading\n"
        "stop = threading.Event()\n"
        "def test_leaves(): threading.Thread(target=stop.wait, args=(20,), daemon=True, name='stray').start()\n"
        "def test_clean():\n"
        "    thread = threading.Thread(target=int)\n"
        "    thread.start()\n"
        "def test_end(): stop.set()\n"
    )
    ran = guarded.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")
    ran.assert_outcomes(passed=3, errors=1)
    ran.stdout.fnmatch_lines(["*left running: stray*"])


def test_a_thread_of_qt_is_not_ours(guarded: pytest.Pytester):
    guarded.makepyfile(
        "import threading\n"
        "from PySide6.QtCore import QThreadPool\n"
        "def test_pool(qapp):\n"
        "    done = threading.Event()\n"
        "    QThreadPool.globalInstance().start(lambda: (threading.current_thread(), done.set()))\n"
        "    assert done.wait(5)\n"
    )
    guarded.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_the_network_is_shut():
    with pytest.raises((RuntimeError, UserWarning), match="tried to use socket"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_settings_do_not_land_at_home(own_home):
    import platformdirs

    assert platformdirs.user_config_path("assay").is_relative_to(own_home)
