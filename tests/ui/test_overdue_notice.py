"""The notice on opening: said once, in the banner, with the leads behind it, and not at all where nothing is known."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.services.adding import add_lead
from app.services.desk import Desk
from app.ui.overdue_notice import last_closed, remember_closed, sentence, when
from app.ui.window import Window
from tests.ui.waiting import idle

ADA = {
    "full_name": "Ada Berg",
    "email": "ada@northgate.example",
    "company": "Northgate",
    "service_line": "hospital_lab",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with a lead that nobody has approached for two weeks."""
    path = tmp_path / "Team.assay"
    before = datetime.now(UTC) - timedelta(days=14)
    with Desk.create(path, "diagnostics", by="Robin", now=lambda: before) as desk:
        desk.do(add_lead, ADA)
    return path


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window, remembering into the test's own folder."""
    made = Window("Robin")
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()


def test_it_says_what_became_overdue_and_leads_there(qtbot: QtBot, window: Window, workspace: Path) -> None:
    remember_closed(workspace, datetime.now(UTC) - timedelta(days=13))
    window.open(workspace)
    idle(qtbot, window)
    qtbot.waitUntil(window.banner.isVisible)
    assert "1 first outreach became overdue" in window.banner.accessibleName()
    assert window.isActiveWindow() or not QApplication.activeModalWidget(), "nothing stands in the way"
    window.look.resize(1.15)  # the view is made anew, the notice stays
    idle(qtbot, window)
    next(one for one in window.banner.findChildren(QAbstractButton) if one.text() == "Show them").click()
    idle(qtbot, window)
    assert window.view is not None and window.view.place == "today"
    today: Any = window.view.pages["today"]
    assert len(today._ids) == 1 and "Became overdue since" in today.group_words.accessibleName()
    assert not window.banner.isVisible()
    window.look.resize(1.0)


def test_it_is_not_said_again(qtbot: QtBot, window: Window, workspace: Path) -> None:
    remember_closed(workspace, datetime.now(UTC) - timedelta(days=13))
    window.open(workspace)
    idle(qtbot, window)
    qtbot.waitUntil(window.banner.isVisible)
    window.look.resize(1.15)  # the view is made anew, the session goes on
    idle(qtbot, window)
    window.look.resize(1.0)
    window.close_workspace()
    window.open(workspace)
    idle(qtbot, window)
    assert not window.banner.isVisible()
    closed = last_closed(workspace)
    assert closed is not None and datetime.now(UTC) - closed < timedelta(minutes=1)


def test_whoever_opens_it_for_the_first_time_hears_nothing(qtbot: QtBot, window: Window, workspace: Path) -> None:
    window.open(workspace)
    idle(qtbot, window)
    assert not window.banner.isVisible()


def test_a_workspace_opened_for_reading_says_only_that(qtbot: QtBot, window: Window, workspace: Path) -> None:
    since = datetime.now(UTC) - timedelta(days=13)
    remember_closed(workspace, since)
    window.open(workspace, read_only=True)
    idle(qtbot, window)
    assert "Read-only" in window.banner.accessibleName()
    window.close_workspace()
    assert last_closed(workspace) == since.replace(microsecond=0), "it waits for whoever can act on it"


def test_it_reads_as_one_would_say_it() -> None:
    friday = datetime(2026, 11, 13, 17, 0).astimezone()
    monday = friday + timedelta(days=3)
    said = sentence(friday, (("first_outreach", 3), ("verdict", 1)), monday)
    assert said == "Since Friday 17:00: 3 first outreaches and 1 verdict became overdue."
    three = sentence(friday, (("first_outreach", 1), ("verdict", 2), ("follow_up", 1200)), monday)
    assert three.endswith(": 1 first outreach, 2 verdicts and 1,200 follow-ups became overdue.")
    assert when(friday, friday + timedelta(hours=2)) == "17:00"
    assert when(friday, friday + timedelta(days=1)) == "yesterday 17:00"
    assert when(friday, friday + timedelta(days=30)) == "13 November 17:00"
