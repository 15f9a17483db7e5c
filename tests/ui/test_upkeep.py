"""Upkeep: what time alone has changed is judged anew in the background, in no history, and never under the hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.matching import fold
from app.services.adding import add_lead
from app.services.deriving import waiting
from app.services.desk import Desk
from app.services.undoing import history
from app.services.work import Changed
from app.ui import upkeep
from app.ui.runner import Runner
from app.ui.upkeep import CLOCK, Upkeep

MONDAY = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)


class _Clock:
    at = MONDAY

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def tended(qtbot: QtBot, dressed: QApplication, tmp_path: Path, clock: _Clock) -> Iterator[Runner]:
    """A runner on a workspace of five leads that were judged on Monday."""
    desk = Desk.create(tmp_path / "Team.assay", "diagnostics", by="Robin", now=clock)
    for name in ("Ada", "Bo", "Cleo", "Dan", "Eva"):
        wish = {"first_name": name, "last_name": "Berg", "email": f"{fold(name)}@northgate.example", "company": "N"}
        desk.do(add_lead, {**wish, "service_line": "hospital_lab"})
    runner = Runner(desk)
    yield runner
    runner.close()
    desk.close()


def test_leads_whose_time_has_come_are_judged_in_small_steps(
    qtbot: QtBot, tended: Runner, clock: _Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)
    monkeypatch.setattr(upkeep, "AFTER_OPENING", 0)
    clock.at = MONDAY + timedelta(days=3)
    assert tended.desk.ask(waiting) == 5
    before = [row.action for row in tended.desk.ask(history)]
    told: list[Changed] = []
    progress: list[object] = []
    tended.changed.connect(told.append)
    tended.progressed.connect(progress.append)
    keeper = Upkeep(tended, tended)
    keeper.begin()
    qtbot.waitUntil(lambda: tended.desk.ask(waiting) == 0, timeout=5_000)
    qtbot.waitUntil(lambda: sum(len(one.leads) for one in told) == 5, timeout=5_000)
    assert all(one.action is None and one.places == {CLOCK} for one in told)
    assert len(told) <= 2  # the first step at once, the rest together
    assert not progress
    assert [row.action for row in tended.desk.ask(history)] == before


def test_nothing_is_told_where_nothing_waits(qtbot: QtBot, tended: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "AFTER_OPENING", 0)
    told: list[Changed] = []
    tended.changed.connect(told.append)
    Upkeep(tended, tended).begin()
    qtbot.wait(50)
    qtbot.waitUntil(lambda: not tended.busy)
    assert not told


def test_a_workspace_that_is_only_read_is_left_as_it_is(
    qtbot: QtBot, tended: Runner, clock: _Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AFTER_OPENING", 0)
    clock.at = MONDAY + timedelta(days=3)
    reading = Runner(Desk.open(tended.desk.path, by="Robin", now=clock, read_only=True))
    Upkeep(reading, reading).begin()
    qtbot.wait(50)
    assert not reading.busy
    assert reading.desk.ask(waiting) == 5
    reading.close()
    reading.desk.close()
