"""H4 in the window: replies looked at together, chosen and taken by keys alone, and what is left stays in hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.reasons import Reason
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.handoffs import handoff_rows, issue_handoff
from app.services.moves import default_due, move
from app.ui.window import Window
from tests.services.replying import returned
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

PEOPLE = ("Ada Berg", "Ben Ito", "Cleo Marsh")
Answers = Callable[..., Path]


def three_handed_off(desk: Desk) -> None:
    """Three handoffs are out."""
    due = default_due(5, desk.ask(lambda work: work.today))
    for number, name in enumerate(PEOPLE, 1):
        mail = f"{name.split()[0].lower()}@northgate.example"
        desk.do(add_lead, {"full_name": name, "email": mail, "service_line": "hospital_lab"})
        desk.do(move, number, path="sdr_outreach", reason=Reason("Asked for a demo", "Call her", due, "Robin"))
        desk.do(issue_handoff, number, None)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Any:
    """The window on a workspace with three handoffs that are out."""
    desk = workspaces(tmp_path / "Team.assay", three_handed_off)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="today")
    idle(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def answer(window: Window, tmp_path: Path) -> Answers:
    """A reply to a handoff by its number, given today."""
    assert window.runner is not None
    desk = window.runner.desk

    def made(number: int, verdict: str = "Accept", **more: Any) -> Path:
        name = more.pop("file", f"back {number}.xlsx")
        fields = {"Verdict": verdict, "Date": desk.ask(lambda work: work.today), **more}
        return returned(desk, tmp_path / "back", name, number=number, **fields)

    return made


@pytest.fixture
def look(qtbot: QtBot, window: Window) -> Callable[..., Any]:
    """Drop files on the window; gives what shows them."""

    def looked(*paths: Path) -> Any:
        window.take_files(list(paths))
        idle(qtbot, window)
        assert window.view is not None and window.view.place == "handoffs"
        page: Any = window.view.pages["handoffs"]
        return page.reply

    return looked


def states(window: Window) -> dict[int, str]:
    assert window.runner is not None
    return {row.number: row.state for row in window.runner.desk.ask(handoff_rows)}


def shown(strip: Any) -> list[tuple[str, ...]]:
    """What each row of the table says: chosen, file, outcome."""
    table = strip.table
    return [tuple(column.text(table.row_at(at)) for column in table.columns[:3]) for at in range(table.rowCount())]


def test_h4_several_are_chosen_and_taken_by_keys_alone(
    qtbot: QtBot, window: Window, answer: Answers, look: Callable[..., Any]
) -> None:
    unsigned = answer(3, Name=None)
    strip = look(answer(1), answer(2, "Reject", Reason="No specific need found"), unsigned)
    assert shown(strip) == [
        ("✓ Yes", "back 1.xlsx", "Can be taken"),
        ("✓ Yes", "back 2.xlsx", "Can be taken"),
        ("– No", "back 3.xlsx", "Ask"),
    ]
    assert strip.holds_input and strip.view.hasFocus() and strip.accept.text() == "Take 2 replies"
    assert "Handoff 1, Ada Berg: accepted." in strip.says.text() and "If taken: Stays Lead" in strip.says.text()
    QTest.keyClick(strip.view, Qt.Key.Key_Space)
    QTest.keyClick(strip.view, Qt.Key.Key_Down)
    assert "If taken: Goes back to Robin" in strip.says.text()
    QTest.keyClick(strip.view, Qt.Key.Key_Down)
    assert "nobody signed it" in strip.says.text()
    QTest.keyClick(strip.view, Qt.Key.Key_Space)
    assert strip.accept.text() == "Take 2 replies"
    QTest.keyClick(strip.view, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert states(window) == {1: "pending", 2: "rejected", 3: "accepted"}
    assert strip.isVisible() and "Handoff 1, Ada Berg: accepted." in strip.says.text()  # what was left stays in hand
    strip.accept.click()
    idle(qtbot, window)
    assert states(window)[1] == "accepted" and not strip.holds_input and not strip.isVisible()


def test_h4_esc_leaves_them_and_the_list_has_the_keyboard(
    qtbot: QtBot, window: Window, answer: Answers, look: Callable[..., Any]
) -> None:
    strip = look(answer(1), answer(2))
    QTest.keyClick(strip.view, Qt.Key.Key_Escape)
    assert not strip.isVisible() and states(window) == {1: "pending", 2: "pending", 3: "pending"}
    focused = QApplication.focusWidget()
    assert focused is not None and not strip.isAncestorOf(focused)


def test_h4_of_two_that_answer_one_handoff_only_one_can_be_chosen(
    qtbot: QtBot, window: Window, answer: Answers, look: Callable[..., Any]
) -> None:
    strip = look(answer(1), answer(1, "Need more", Note="Which LIS?", file="Ina.xlsx"))
    assert [row[0] for row in shown(strip)] == ["– No", "– No"] and not strip.accept.isEnabled()
    QTest.keyClick(strip.view, Qt.Key.Key_Space)
    assert [row[0] for row in shown(strip)] == ["✓ Yes", "– No"]
    QTest.keyClick(strip.view, Qt.Key.Key_Down)
    QTest.keyClick(strip.view, Qt.Key.Key_Space)
    assert [row[0] for row in shown(strip)] == ["– No", "✓ Yes"]
    QTest.keyClick(strip.view, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert states(window)[1] == "need_more"


def test_h4_one_that_asks_may_be_taken_all_the_same_and_is_looked_at_again(
    qtbot: QtBot, window: Window, answer: Answers, look: Callable[..., Any]
) -> None:
    strip = look(answer(1, Verdict=None))
    assert "no verdict yet" in strip.says.text() and not strip.accept.isVisible() and strip.again.isVisible()
    answer(1, Name=None)
    strip.again.click()
    idle(qtbot, window)
    assert "nobody signed it" in strip.says.text() and strip.accept.text() == "Take it all the same"
    strip.accept.click()
    idle(qtbot, window)
    assert states(window)[1] == "accepted"


def test_h4_files_that_come_later_join_those_in_hand(
    window: Window, answer: Answers, look: Callable[..., Any], tmp_path: Path
) -> None:
    look(answer(1))
    strip = look(answer(2))
    assert [row[1] for row in shown(strip)] == ["back 1.xlsx", "back 2.xlsx"]


def test_h4_a_reply_is_recognised_whatever_it_is_called(
    window: Window, answer: Answers, look: Callable[..., Any]
) -> None:
    path = answer(1)
    strip = look(path.rename(path.with_name("Kopie von Übergabe")))
    assert "Handoff 1, Ada Berg: accepted." in strip.says.text()


def test_h4_what_a_person_left_out_stays_out_when_other_files_come(
    qtbot: QtBot, window: Window, answer: Answers, look: Callable[..., Any]
) -> None:
    strip = look(answer(1), answer(2, Name=None))
    QTest.keyClick(strip.view, Qt.Key.Key_Space)
    QTest.keyClick(strip.view, Qt.Key.Key_Down)
    QTest.keyClick(strip.view, Qt.Key.Key_Space)
    strip = look(answer(3))
    assert [row[0] for row in shown(strip)] == ["– No", "✓ Yes", "✓ Yes"]
    QTest.keyClick(strip.view, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert states(window) == {1: "pending", 2: "accepted", 3: "accepted"}
    assert strip.leave.hasFocus(), "one more Enter does not take what was left out"


def test_h4_what_was_left_out_is_looked_at_anew_once_the_file_is_another(
    qtbot: QtBot, window: Window, answer: Answers, look: Callable[..., Any]
) -> None:
    strip = look(answer(1), answer(2))
    QTest.keyClick(strip.view, Qt.Key.Key_Space)
    answer(1, "Reject", Reason="No specific need found")
    strip = look(answer(3))
    assert [row[0] for row in shown(strip)] == ["✓ Yes"] * 3


def test_h4_enter_pressed_twice_takes_them_once_and_complains_of_nothing(
    qtbot: QtBot, window: Window, answer: Answers, look: Callable[..., Any]
) -> None:
    strip = look(answer(1), answer(2))
    QTest.keyClick(strip.view, Qt.Key.Key_Return)
    QTest.keyClick(strip.view, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert states(window) == {1: "accepted", 2: "accepted", 3: "pending"}
    assert window.banner.isHidden() and not strip.holds_input
