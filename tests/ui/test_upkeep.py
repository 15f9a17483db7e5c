"""Upkeep: what time alone has changed is judged anew in the background, in no history, and never under the hand."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.domain.matching import fold
from app.domain.playbook import Playbook
from app.services import adopting, deriving, judging_apart
from app.services.adding import add_lead
from app.services.deriving import waiting
from app.services.desk import Desk
from app.services.undoing import history
from app.services.work import Changed, Work
from app.store.tables import Lead
from app.ui import upkeep
from app.ui.runner import Runner
from app.ui.upkeep import CLOCK, Upkeep
from tests.workspaces import Workspaces

MONDAY = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)


class _Clock:
    at = MONDAY

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


def five_leads(desk: Desk) -> None:
    """Five leads at one organisation."""
    for name in ("Ada", "Bo", "Cleo", "Dan", "Eva"):
        wish = {
            "first_name": name,
            "last_name": "Berg",
            "email": f"{fold(name)}@northgate.example",
            "company": "N",
            "country": "US",
        }
        desk.do(add_lead, {**wish, "service_line": "hospital_lab", "facility_type": "Hospital"})


@pytest.fixture
def tended(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, clock: _Clock, workspaces: Workspaces
) -> Iterator[Runner]:
    """A runner on a workspace of five leads that were judged on Monday."""
    desk = workspaces(tmp_path / "Team.assay", five_leads, now=clock)
    runner = Runner(desk)
    yield runner
    runner.close()
    desk.close()


def test_leads_whose_time_has_come_are_judged_in_small_steps(
    qtbot: QtBot, tended: Runner, clock: _Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AT_FIRST", 2)
    monkeypatch.setattr(upkeep, "MOST", 2)
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


@pytest.fixture
def doubled(tended: Runner) -> Playbook:
    """The playbook in force, but fit counts double."""
    body = tended.desk.ask(lambda work: work.playbook).model_dump(mode="json", by_alias=True)
    for rule in body["scoring"]["fit"]:
        rule["points"] = max(-100, min(100, rule["points"] * 2))
    return Playbook.model_validate(body)


def _scores(work: Work) -> list[tuple[int, int]]:
    return [(row.fit, row.intent) for row in work.session.execute(select(Lead.fit, Lead.intent).order_by(Lead.id))]


@pytest.mark.parametrize("apart", [False, True])
def test_other_definitions_are_followed_at_once(
    qtbot: QtBot, tended: Runner, doubled: Playbook, monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    """Within the process, or by another one where leads are many; how far it is, is said."""
    monkeypatch.setattr(upkeep, "AFTER_OPENING", 0)
    monkeypatch.setattr(upkeep, "WORTH_SAYING", 1)
    monkeypatch.setattr(upkeep, "AT_FIRST", 2)
    monkeypatch.setattr(judging_apart, "MEANWHILE", 1)
    monkeypatch.setattr(upkeep, "APART", 2)
    monkeypatch.setattr(upkeep, "APART_FROM", 1 if apart else 100)
    begun: list[judging_apart.Apart] = []

    def begin(path: Path) -> judging_apart.Apart:
        begun.append(_AtOnce(path))
        return begun[-1]

    monkeypatch.setattr(judging_apart, "Apart", begin)
    before = tended.desk.ask(_scores)
    keeper = Upkeep(tended, tended)
    said: list[tuple[int, int]] = []
    keeper.rescoring.connect(said.append)
    keeper.begin()
    tended.do(adopting.adopt, doubled, "Fit counts for more")
    qtbot.waitUntil(lambda: bool(said) and said[-1] == (0, 0), timeout=20_000)
    assert tended.desk.ask(waiting) == 0
    assert bool(begun) == apart
    assert said[0] == (0, 5)
    assert all(done <= total == 5 for done, total in said[:-1])
    after = tended.desk.ask(_scores)
    assert after != before
    tended.desk.tend(_all_again)
    assert tended.desk.ask(_scores) == after


class _AtOnce(judging_apart.Apart):
    """The other process, waited for: these leads are fewer than the program judges until it has begun."""

    @property
    def begun(self) -> bool:
        self._begun.result(20)
        return super().begun


def _all_again(work: Work) -> Changed:
    deriving.judge(work, work.session.scalars(select(Lead.id)).all())
    return Changed("")


def test_without_the_other_process_the_window_judges_itself(
    qtbot: QtBot, tended: Runner, doubled: Playbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AFTER_OPENING", 0)
    monkeypatch.setattr(upkeep, "APART_FROM", 1)
    monkeypatch.setattr(judging_apart, "_command", lambda path: [sys.executable, "-c", "raise SystemExit(3)"])
    failed: list[object] = []
    tended.failed.connect(failed.append)
    keeper = Upkeep(tended, tended)
    keeper.begin()
    tended.do(adopting.adopt, doubled, "Fit counts for more")
    qtbot.waitUntil(lambda: tended.desk.ask(lambda work: work.playbook.version) == 2, timeout=5_000)
    qtbot.waitUntil(lambda: tended.desk.ask(waiting) == 0 and not tended.busy, timeout=20_000)
    keeper.end()
    assert not failed
