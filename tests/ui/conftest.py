"""What the tests of the window share: settings in a folder of their own, and a desk of a few lines for the runner."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.services.work import Progress
from app.ui import settings, theme
from app.ui.runner import Runner
from tests.conftest import let_windows_go


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window remembers into the test's own folder."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    settings.store.cache_clear()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program in its light palette."""
    theme.apply(qapp, "light")
    yield qapp
    if theme.colours() is not theme.LIGHT or theme.px(100) != 100:
        let_windows_go()  # rather than dress them once more
        theme.apply(qapp, "light")


class PlainDesk:
    """A desk without a workspace: calls what it is given."""

    read_only = False
    by = "Tester"

    def ask(self, question: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return question(None, *args, **more)

    def ask_watched(self, progress: Progress, question: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return question(progress, *args, **more)

    def tend(self, upkeep: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return upkeep(None, *args, **more)

    def do_watched(self, progress: Progress, use_case: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return use_case(progress, *args, **more)

    def back_up_if_due(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    """A runner over a plain desk, closed at the end."""
    made = Runner(PlainDesk())
    yield made
    made.close()
