"""Handoffs in the window: the board and its clock, alarms, what is missing as links, the dialog, versions, the list."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.services.desk import Desk
from app.services.gaps import add_gap
from app.services.handoffs import handoff_rows, issue_handoff, issued_sheet
from app.services.moves import move
from app.services.replies import give_verdict
from app.ui.dialogs.handoff_dialog import HandoffDialog
from app.ui.widgets import handoff_card
from app.ui.widgets.text import Link
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """Full name,Email,Company,Job title,Country,Asked for,Date
Ada Berg,ada@northgate.example,Northgate Hospital,Lab operations manager,United States,A demo,2026-11-01
Bo Castillo,bo@lakeside.example,Lakeside Clinic,Practice manager,United States,Prices,2026-11-02
Cleo Dumont,cleo@harbor.example,Harbor Health,Benefits manager,United States,,2026-11-03
"""
STOPS = "Which verification study do they expect?"


def three_on_their_way(desk: Desk) -> None:
    """Ada is to be sent and stopped, Bo waits for a verdict, Cleo was rejected as not ready."""
    bring_in(desk, LEADS)
    for lead in (1, 2, 3):
        reason = Reason("They want to change", "Call", desk.ask(lambda work: work.today), "Robin")
        desk.do(move, lead, path="sales_discovery", stage=Stage.MQL, reason=reason, override="For the test")
    desk.do(add_gap, 1, STOPS, "validation", "stops")
    desk.do(issue_handoff, 2, None)
    desk.do(issue_handoff, 3, None)
    desk.do(give_verdict, 2, "reject", "no_evaluation_plan", "No plan", "Sol")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window at the board of handoffs."""
    desk = workspaces(tmp_path / "Team.assay", three_on_their_way)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(desk, place="handoffs")
    idle(qtbot, made)
    yield made
    made.close()


def page_of(window: Window) -> Any:
    """The page of handoffs."""
    assert window.view is not None
    return window.view.pages["handoffs"]


def columns(window: Window) -> dict[str, list[str]]:
    """The people on the board, by column."""
    shown = [one for one in page_of(window).board.board.columns if not one.isHidden()]
    return {one.id: [card.person for card in one.list.cards.rows] for one in shown}


def links(window: Window) -> dict[str, Link]:
    """What the foot of the board offers, by its words."""
    return {one.text(): one for one in page_of(window).board.foot.findChildren(Link) if one.isVisible()}


def press_right(qtbot: Any) -> None:
    """Go to the next column."""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)


def test_h5_the_board_has_a_column_for_every_state_and_what_is_to_be_sent(window: Window) -> None:
    assert columns(window) == {
        "to_send": ["Ada Berg"],
        "pending": ["Bo Castillo"],
        "overdue": [],
        "need_more": [],
        "accepted": [],
        "rejected": ["Cleo Dumont"],
    }
    board = page_of(window).board
    assert "business hours for a verdict" in board.silence.accessibleName()
    assert (board.too_early.isVisible(), board.never.isVisible()) == (True, False)
    assert board.too_early.text() == "! 1 was sent too early in four weeks"


def test_a_board_without_a_card_says_how_there_will_be_one(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, window: Window
) -> None:
    board = page_of(window).board
    assert (board.board.isVisible(), board.nothing.isVisible()) == (True, False)
    empty = Window("Robin")
    empty.remembers = False
    empty.resize(1280, 800)
    empty.show()
    empty.take(Desk.create(tmp_path / "Empty.assay", by="Robin"), place="handoffs")
    idle(qtbot, empty)
    board = page_of(empty).board
    assert (board.board.isVisible(), board.nothing.isVisible()) == (False, True)
    assert "press D" in board.nothing.about.text()
    empty.close()


def test_h5_arrows_walk_the_board_and_a_card_says_its_clock(qtbot: QtBot, window: Window) -> None:
    board = page_of(window).board
    assert board.card.person == "Ada Berg"
    press_right(qtbot)
    idle(qtbot, window)
    assert board.card.person == "Bo Castillo"
    assert "in business hours: 1" in board.says.text() and "h left" in board.says.text()
    assert board.act.text() == "Hand off again"


def test_h2_what_is_missing_leads_to_where_it_is_filled_in(qtbot: QtBot, window: Window) -> None:
    assert "What is marked ✕ holds it" in page_of(window).board.says.text()
    found = links(window)
    assert f"✕ {STOPS}" in found
    found["○ SQL checklist answered"].click()
    idle(qtbot, window)
    assert window.view is not None
    lead: Any = window.view.pages["lead"]
    assert (window.view.place, lead.lead_id) == ("lead", 1)
    assert lead.sql.list.hasFocus()


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (f"✕ {STOPS}", "calls"),
        ("○ Volume and growth", "call"),
        ("○ Committee with at least one named person", "account"),
    ],
)
def test_h2_each_part_has_a_place_of_its_own(qtbot: QtBot, window: Window, words: str, place: str) -> None:
    links(window)[words].click()
    idle(qtbot, window)
    assert window.view is not None and window.view.place == place


def test_h6_an_alarm_lists_what_it_counts(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    page.board.too_early.click()
    idle(qtbot, window)
    assert page.shape.value == "list" and page.pane.isVisible()
    assert [page.table.row_at(at).values["person"] for at in range(page.table.rowCount())] == ["Cleo Dumont"]


def test_h2_the_dialog_asks_why_before_it_lets_a_stopped_lead_go(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.commands.act("lead.handoff")
    idle(qtbot, window)
    dialog = window.findChild(HandoffDialog)
    assert dialog is not None and dialog.why.isVisible() and not dialog.act.isEnabled()
    dialog.papers.setChecked(False)
    dialog._path.setText(str(tmp_path / "Ada.xlsx"))
    dialog.why.setText("Their director wants to see the plan")
    assert dialog.act.isEnabled()
    dialog.act.click()
    idle(qtbot, window)
    assert load_workbook(tmp_path / "Ada.xlsx").sheetnames[-1] == "Reply"
    assert columns(window)["pending"] == ["Bo Castillo", "Ada Berg"]
    desk = window.runner.desk if window.runner is not None else None
    assert desk is not None
    assert desk.ask(handoff_rows)[0].override == "Their director wants to see the plan"


def test_h2_the_dialog_says_that_nothing_is_missing(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    dialog = HandoffDialog(window.view.bench, 2, "Bo Castillo", window)
    dialog.open()
    idle(qtbot, window)
    found = dialog._found
    assert found is not None and "Nothing is missing." not in [one.text() for one in dialog.findChildren(QLabel)]
    dialog._draw(replace(found, complete=replace(found.complete, percent=100, missing=(), blocking=()), stops=()))
    assert "Nothing is missing." in [one.text() for one in dialog.findChildren(QLabel)]
    dialog.close()


def test_h5_a_card_gives_its_whole_first_line_to_the_name(qtbot: QtBot, window: Window) -> None:
    drawn: list[tuple[str, int]] = []
    card = page_of(window).board.board.current_card
    box = [QRect(0, at * 19, 160, 19) for at in range(4)]
    picture = QPixmap(200, 100)
    painter = QPainter(picture)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handoff_card, "_text", lambda _, where, words, *__: drawn.append((words, where.width())))
        handoff_card._heads(painter, box, card, "59 h over", "bad")
    painter.end()
    assert drawn[0] == ("Ada Berg", 160)
    assert dict(drawn)["Northgate Hospital"] < 160 - 8, "the clock stands beside the account"


def test_h1_the_dialog_says_what_leaves_at_each_level_and_that_it_is_the_next_version(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    press_right(qtbot)
    idle(qtbot, window)
    page_of(window).board.act.click()
    idle(qtbot, window)
    dialog = window.findChild(HandoffDialog)
    assert dialog is not None
    assert "Version 2: it takes the place of handoff 1" in dialog._again.text()
    assert dialog._leaves.text().startswith("Everything leaves")
    dialog.level.choose("shareable")
    dialog.level.chosen.emit("shareable")
    idle(qtbot, window)
    assert "the buyer" not in dialog._leaves.text() and "contact data" in dialog._leaves.text()
    dialog._path.setText(str(tmp_path / "Bo.xlsx"))
    dialog.act.click()
    idle(qtbot, window)
    desk = window.runner.desk if window.runner is not None else None
    assert desk is not None
    sheet = desk.ask(issued_sheet, 3)
    assert (sheet.version, sheet.replaces, sheet.privacy, sheet.email) == (2, 1, "shareable", "")
    assert (tmp_path / "Bo cover.pdf").exists() and not (tmp_path / "Bo call sheet.pdf").exists()
    assert {row.number: row.state for row in desk.ask(handoff_rows)}[1] == "replaced"


def test_h5_board_and_list_are_switched_and_the_states_filter_the_list(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    page.show_as("list")
    idle(qtbot, window)
    assert page.pane.isVisible() and not page.board.isVisible() and page.states.isVisible()
    page.states.chosen.emit("rejected")
    idle(qtbot, window)
    assert page.table.rowCount() == 1
    page.show_as("board")
    idle(qtbot, window)
    assert page.board.isVisible() and not page.states.isVisible()
    assert QApplication.focusWidget() is page.board.board.columns[0].list
