"""Every page and main dialog, looked at as somebody would who uses no mouse, large text, or another language."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app import language
from app.services.calls.places import call_rows
from app.services.desk import Desk
from app.ui import settings, theme
from app.ui.tour import Tour
from tests.ui import seen
from tests.workspaces import Workspaces

Look = Callable[[QWidget], Iterator[str]]


def toured(app: QApplication, scratch: Path, desk: Desk, looks: tuple[Look, ...]) -> list[str]:
    """What is wrong anywhere, with the name of the stop."""
    found: dict[str, None] = {}

    def look(widget: QWidget, name: str) -> None:
        found.update(dict.fromkeys(f"{name}: {fault}" for look in looks for fault in look(widget)))

    tour = Tour(app, scratch, desk, look)
    try:
        tour.go()
    finally:
        tour.window.close()
    return list(found)


@pytest.fixture
def sample(tmp_path: Path, workspaces: Workspaces) -> Desk:
    """The sample workspace, made once for all."""
    return workspaces.sample(tmp_path / "Sample.assay")


def test_without_a_mouse_and_without_eyes(dressed: QApplication, tmp_path: Path, sample: Desk) -> None:
    """Everything has a name, Tab reaches it, and where the keyboard is can be seen."""
    looks = (seen.nameless, seen.out_of_reach, seen.cut, seen.outgrown, seen.bars_within_bars, seen.unseen_focus)
    assert toured(dressed, tmp_path, sample, looks) == []


def test_at_one_and_a_half_times_the_size(dressed: QApplication, tmp_path: Path, sample: Desk) -> None:
    settings.remember("scale", 1.5)
    theme.apply(dressed, "light", 1.5)
    assert toured(dressed, tmp_path, sample, (seen.cut, seen.outgrown, seen.bars_within_bars)) == []


@pytest.mark.parametrize("code", [language.PSEUDO, "de"])
def test_a_lead_that_is_come_back_to_wants_no_more_room(
    dressed: QApplication, tmp_path: Path, sample: Desk, code: str
) -> None:
    language.speak(code)
    tour = Tour(dressed, tmp_path, sample, lambda *_: None)
    try:
        window = tour.window
        window.take(sample, place="today")
        view: Any = window.view
        found = []
        for lead in sorted({call.leads[0][0] for call in sample.ask(call_rows)})[:2]:
            for place, what in (("lead", lead), ("today", None), ("lead", lead)):
                view.go(place, what)
                tour.settle()
                found += [f"{place} {what}: {fault}" for fault in seen.outgrown(window)]
        assert found == []
    finally:
        tour.window.close()
        language.speak(language.SOURCE)


@pytest.mark.parametrize("code", [language.PSEUDO, "de"])
def test_in_another_language(dressed: QApplication, tmp_path: Path, sample: Desk, code: str) -> None:
    language.speak(code)
    try:
        assert toured(dressed, tmp_path, sample, (seen.cut, seen.outgrown)) == []
    finally:
        language.speak(language.SOURCE)
