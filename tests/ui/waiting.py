"""Waiting as a person does: until the window has drawn every answer."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.window import Window


def idle(qtbot: QtBot, window: Window) -> None:
    """Wait until every answer is drawn."""
    runner = window.runner
    assert runner is not None
    if runner.busy:
        with qtbot.waitSignal(runner.rested, timeout=1_000, raising=False):
            pass  # it says so itself, sooner than anybody who looks every ten milliseconds
    qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)
    QApplication.processEvents()
