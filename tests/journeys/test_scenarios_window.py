"""The thirteen worked scenarios in the real window, by keys: from a dropped file to where each one ends, and back."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import settings, theme
from tests.house_rules import ROOT
from tests.journeys.on_screen import PICTURE
from tests.journeys.scenarios import SCENARIOS, Scenario
from tests.journeys.triager import Triager, monday, sit_down
from tests.workspaces import Workspaces

DRAWN = ("S3", "S6", "S13")  # every kind of step; the others do and see the same undrawn, for a third less


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window remembers into the test's own folder."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    settings.store.cache_clear()


@pytest.fixture
def triager(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, workspaces: Workspaces
) -> Iterator[Callable[[Scenario], Triager]]:
    """Somebody in front of a window with an empty workspace."""
    theme.apply(qapp, "light")
    window = sit_down(workspaces(tmp_path / "team.assay", by="Mia", now=monday))
    qtbot.waitUntil(window.isActiveWindow)

    def begun(scenario: Scenario) -> Triager:
        window.setUpdatesEnabled(scenario.name.startswith(DRAWN))
        return Triager(window, scenario, tmp_path)

    yield begun
    window.close()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
def test_scenario(triager: Callable[[Scenario], Triager], scenario: Scenario) -> None:
    person = triager(scenario)
    person.play()
    ended = person.the_lead()
    assert (ended.stage, ended.path) == scenario.ends
    assert ended.owner and ended.next_step and ended.due
    person.see_standing(ended)

    before = person.before_last_act
    assert before is not None
    person.control("z")
    assert person.the_lead() == before
    person.see_standing(before)
    person.control("y")
    assert person.the_lead() == ended
    person.see_standing(ended)


@pytest.mark.torture
def test_a_scenario_on_a_real_screen(screen: dict[str, str], tmp_path: Path) -> None:
    """The window of an X server draws itself, takes the keys, and shows where the lead ended."""
    scenario = next(one for one in SCENARIOS if one.name.startswith("S13"))
    command = [sys.executable, "-m", "tests.journeys.on_screen", scenario.name, str(tmp_path)]
    homes = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    played = subprocess.run(
        command, env={**os.environ, **homes, **screen}, cwd=ROOT, capture_output=True, text=True, timeout=180
    )
    assert played.returncode == 0, played.stderr
    ended = json.loads(played.stdout)
    assert (ended["stage"], ended["path"]) == scenario.ends
    assert ended["platform"] == screen.get("QT_QPA_PLATFORM", ended["platform"])
    assert ended["warned"] == []
    picture = QImage(str(tmp_path / PICTURE))
    assert (picture.width(), picture.height()) >= (1280, 720)
    assert len(colours(picture)) > 50, "the picture is blank"


def colours(picture: QImage) -> set[int]:
    """Every colour of every third pixel."""
    return {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
