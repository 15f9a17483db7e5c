"""The board of leads in the window: keys, a dropped card, the gate before it moves, filters, paths, read only."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.leads import LeadFilter
from app.services.moves import move
from app.ui.widgets.board import CardList
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """Full name,Email,Company,Job title,Country,Asked for,Date
Ada Berg,ada@northgate.example,Northgate Hospital,Lab operations manager,United States,A demo,2026-11-01
Bo Castillo,bo@lakeside.example,Lakeside Clinic,Practice manager,United States,Prices,2026-11-02
Cleo Dumont,cleo@harbor.example,Harbor Health,Benefits manager,United States,,2026-11-03
"""


def three_leads(desk: Desk) -> None:
    """Three leads, of whom Bo went past the gate."""
    bring_in(desk, LEADS)
    reason = Reason("They signed last year", "Call", desk.ask(lambda work: work.today), "Robin")
    desk.do(move, 2, stage=Stage.MQL, path="sdr_outreach", reason=reason, override="The board asks")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window at the board of three leads, of whom Bo went past the gate."""
    desk = workspaces(tmp_path / "Team.assay", three_leads)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(desk, place="leads")
    idle(qtbot, made)
    made.commands.act("leads.board")
    idle(qtbot, made)
    yield made
    made.close()


def _board(window: Window) -> Any:
    return window.view.pages["leads"].board


def _people(window: Window) -> dict[str, list[str]]:
    shown = [made for made in _board(window).board.columns if not made.isHidden()]
    return {made.title.text(): [card.person for card in made.list.cards.rows] for made in shown}


def test_cards_stand_in_columns_and_are_read_aloud(qtbot: QtBot, window: Window) -> None:
    assert _people(window) == {
        "Lead": ["Ada Berg", "Cleo Dumont"],
        "MQL": ["Bo Castillo"],
        "SQL": [],
        "Opportunity": [],
    }
    columns = _board(window).board.columns
    assert [made.list.accessibleName() for made in columns[:2]] == ["Lead, 2 leads", "MQL, 1 lead"]
    said = columns[1].list.cards.data(columns[1].list.cards.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "Bo Castillo" in said and "went past the gate" in said and "Robin" in said
    assert columns[2].empty.isVisible()
    ModelTester(None).check(columns[0].list.cards)


def test_arrows_walk_and_enter_opens(qtbot: QtBot, window: Window) -> None:
    board = _board(window).board
    first = board.columns[0].list
    assert first.hasFocus() and board.current_id == 1
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert board.current_id == 3
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert board.columns[1].list.hasFocus() and board.current_id == 2
    qtbot.keyClick(board.columns[1].list, Qt.Key.Key_Left)
    assert first.hasFocus()
    window.commands.actions["lead.wide"].setEnabled(True)  # its keys are the card's own, whatever the commands say
    qtbot.keyClick(first, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view.pages["lead"].lead_id == board.current_id


def test_enter_opens_a_card_while_the_commands_are_still_those_of_another_shape(qtbot: QtBot, window: Window) -> None:
    board = _board(window).board
    window.commands.actions["lead.wide"].setEnabled(False)
    qtbot.keyClick(board.columns[0].list, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view is not None and window.view.pages["lead"].lead_id == board.current_id


def test_a_pushed_card_asks_the_gate_and_moves_only_with_a_reason(qtbot: QtBot, window: Window) -> None:
    pane = _board(window)
    qtbot.keyClick(pane.board.columns[0].list, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    idle(qtbot, window)
    strip = pane.open_strip
    assert strip is not None and strip.title.text() == "Ada Berg: MQL"
    assert strip.override.isVisible(), "the gate says what is missing"
    qtbot.keyClicks(strip.learned, "They want it")
    qtbot.keyClicks(strip.next, "Call")
    strip.due.setText("+3d")
    qtbot.keyClick(strip.next, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert "Not ready for MQL" in strip.problem.text()
    assert _people(window)["Lead"] == ["Ada Berg", "Cleo Dumont"]
    qtbot.keyClicks(strip.override, "Their board decides tomorrow")
    qtbot.keyClick(strip.override, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert pane.open_strip is None
    assert "Ada Berg" in _people(window)["MQL"]
    assert pane.board.current_id == 1, "the card stays in hand where it went"
    assert window.runner.desk.ask(lead_view, 1).stage == "mql"


def test_a_card_let_go_over_a_column_opens_the_same_move(qtbot: QtBot, window: Window) -> None:
    pane = _board(window)
    source, target = pane.board.columns[0].list, pane.board.columns[2].list
    dragged = source.cards.mimeData([source.cards.index(1)])
    let_go = QDropEvent(
        QPointF(20, 20), Qt.DropAction.MoveAction, dragged, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    CardList.dropEvent(target, let_go)
    idle(qtbot, window)
    assert pane.open_strip.title.text() == "Cleo Dumont: SQL"
    qtbot.keyClick(pane.open_strip.learned, Qt.Key.Key_Escape)
    assert pane.open_strip is None
    assert window.runner.desk.ask(lead_view, 3).stage == "lead", "nothing moves without a reason"
    CardList.dropEvent(source, let_go)
    idle(qtbot, window)
    assert pane.open_strip is None, "it is there already"


def test_by_path_and_the_filter(qtbot: QtBot, window: Window) -> None:
    window.commands.act("board.by")
    idle(qtbot, window)
    people = _people(window)
    assert people["No path yet"] == ["Ada Berg", "Cleo Dumont"] and people["SDR outreach"] == ["Bo Castillo"]
    page = window.view.pages["leads"]
    page.bar.show_filter(LeadFilter(text="harbor"), tell=True)
    idle(qtbot, window)
    assert [name for cards in _people(window).values() for name in cards] == ["Cleo Dumont"]
    page.bar.show_filter(LeadFilter(text="nobody at all"), tell=True)
    idle(qtbot, window)
    assert page.nothing.isVisible()


def test_the_rest_of_a_full_column_is_listed(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    page, pane = window.view.pages["leads"], _board(window)
    monkeypatch.setattr("app.services.board.board_view.__defaults__", ("stage", 1))
    pane.ask(LeadFilter())
    idle(qtbot, window)
    column = pane.board.columns[0]
    assert column.more.isVisible() and column.more.text() == "and 1 more"
    column.more.click()
    idle(qtbot, window)
    assert page.shape.value == "list" and page.bar.filter.stages == ("lead",)
    assert page.view.isVisible() and page.table.rowCount() == 2


def test_nothing_moves_where_nothing_may_be_changed(qtbot: QtBot, window: Window) -> None:
    pane = _board(window)
    window.commands.read_only = True
    window.commands.act("board.on")
    idle(qtbot, window)
    assert pane.open_strip is None


def test_a_card_can_be_moved_by_key_as_soon_as_it_is_in_hand(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    for act in ("leads.list", "leads.board"):
        window.commands.actions["board.on"].setEnabled(False)
        window.commands.act(act)
        idle(qtbot, window)
    assert window.commands.actions["board.on"].isEnabled()
