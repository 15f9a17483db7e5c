"""Lists on screen, as the tests of them share them: a small workspace, and waiting until all of a list is there."""

from typing import Any

from pytestqt.qtbot import QtBot

from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.ui.pages.listed.list_pane import ListPane
from app.ui.window import Window
from tests.ui.waiting import idle

LEADS = """First name,Last name,Email,Company,Job title,Country,Hall
Ada,Berg,ada@northgate.example,Northgate Hospital,Lab manager,Germany,3
Bo,Castillo,bo@lakeside.example,Lakeside Clinic,Practice manager,United States,5
Cleo,Marsh,cleo@northgate.example,Northgate Hospital,CFO,Germany,3
"""


def three_leads(desk: Desk) -> None:
    """Three leads of two accounts, with a column that nobody mapped."""
    listed = desk.path.with_name("fair.csv")
    listed.write_text(LEADS, encoding="utf-8")
    desk.do(commit_import, desk.ask(plan_import, [listed]))


def opened(qtbot: QtBot, desk: Desk, place: str = "accounts") -> Window:
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place=place)
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, window: Window) -> None:
    """The first screen, the rest of the ids, then what stands beside them."""
    for _ in range(3):
        idle(qtbot, window)
        qtbot.wait(30)
    idle(qtbot, window)


def pane(qtbot: QtBot, window: Window, place: str = "accounts") -> ListPane:
    assert window.view is not None
    if window.view.place != place:
        window.view.go(place)
        settle(qtbot, window)
    page: Any = window.view.pages[place]
    if place == "handoffs" and page.shape.value != "list":  # its board has tests of its own
        page.show_as("list")
        settle(qtbot, window)
    found: ListPane = page.pane
    return found


def values(of: ListPane, column: str) -> list[Any]:
    return [of.table.row_at(at).values.get(column) for at in range(of.table.rowCount())]
