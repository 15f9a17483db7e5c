"""CP5, a call held by keys alone: answers with values, speakers and certainty, kept while they are typed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.calls.being_typed import typed
from app.services.calls.view import CallView, call_view
from app.services.desk import Desk
from app.services.undoing import undo
from app.ui.calls.keeper import PAUSE
from app.ui.window import Window
from tests.ui.calls.conftest import ALT, CONTROL, SHIFT, Hands, add_the_second_lead
from tests.ui.waiting import idle

Stored = Callable[[], CallView]


def begin(hands: Hands) -> None:
    """Ctrl+Enter begins the call; the first question is in hand."""
    hands.press(Qt.Key.Key_Return, CONTROL)


def question(page: Any) -> str:
    return str(page.capture.answers.question)


def go_to(hands: Hands, page: Any, wanted: str) -> None:
    """Ctrl+Enter until a question is in hand."""
    for _ in range(20):
        if question(page) == wanted:
            return
        hands.press(Qt.Key.Key_Return, CONTROL)
    raise AssertionError(f"{wanted} is not asked")


def asking_for(page: Any, kind: str) -> str:
    """A question of the list that asks for a number, a date or a choice."""
    from app.domain.calls.needs import value_kinds

    book = page.bench.playbook
    lines = (line.id for line in page.capture.list.lines if line.number and line.id)
    return next(str(id) for id in lines if kind in value_kinds(book.question(id)))


def test_cp5_three_answers_take_no_mouse_and_few_keys(hands: Hands, page: Any, stored: Stored) -> None:
    assert page.capture.card.text.hasFocus()
    begin(hands)
    asked = [line.id for line in page.capture.list.lines if line.number][:3]
    for words in ("Send-outs come back late", "The ward asked for it", "A hundred a month"):
        hands.write(words)
        hands.press(Qt.Key.Key_Return, CONTROL)
    view = stored()
    assert [view.said[id][0].text for id in asked] == [
        "Send-outs come back late",
        "The ward asked for it",
        "A hundred a month",
    ]
    assert all(view.said[id][0].who == "Ada Berg" and view.said[id][0].certainty == "told" for id in asked)
    assert view.started_at is not None
    assert hands.strokes == 4  # one begins, one for each answer
    assert page.capture.card.text.hasFocus() and page.capture.card.words == ""


def test_cp3_who_said_it_and_how_certain_are_a_key_each(hands: Hands, page: Any, stored: Stored) -> None:
    begin(hands)
    first = question(page)
    hands.write("Two hundred a month")
    hands.press(Qt.Key.Key_2, ALT)
    hands.press(Qt.Key.Key_F4)
    hands.press(Qt.Key.Key_Return, CONTROL)
    said = stored().said[first][0]
    assert (said.who, said.certainty) == ("Jonas Brandt", "document")
    assert page.capture.card.who.speaker.name == "Jonas Brandt"  # it mostly stays the same person


def test_somebody_else_is_named_without_the_mouse(hands: Hands, page: Any, stored: Stored) -> None:
    begin(hands)
    first = question(page)
    hands.write("The courier leaves at four")
    hands.press(Qt.Key.Key_0, ALT)
    hands.write("Mara Lindt")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert stored().said[first][0].who == "Mara Lindt"


def test_cp3_a_number_with_its_unit_is_understood_beside_the_field(hands: Hands, page: Any, stored: Stored) -> None:
    begin(hands)
    wanted = asking_for(page, "number")
    go_to(hands, page, wanted)
    hands.write("Vitamin D goes out")
    hands.press(Qt.Key.Key_Tab)
    hands.write("soon, perhaps")
    assert "Nothing firm in it" in page.capture.card.value.says.text()
    page.capture.card.value.field.selectAll()
    hands.write("120-150 / month")
    assert "120" in page.capture.card.value.says.text() and "✓" in page.capture.card.value.says.text()
    hands.press(Qt.Key.Key_Return, CONTROL)
    value = stored().said[wanted][0].value
    assert value is not None
    assert (value.kind, value.low, value.high) == ("number", 120, 150)


def test_cp3_a_date_is_understood_beside_the_field(page: Any, window: Window) -> None:
    field = page.capture.card.value
    field.ask_for(("date",))
    field.field.setText("14.03.2027")
    assert field.value is not None and field.value.day == date(2027, 3, 14)
    field.field.setText("maybe next year")
    assert field.value is None and "Nothing firm" in field.says.text()


def test_cp3_a_choice_is_made_by_its_digit(page: Any, window: Window) -> None:
    field = page.capture.card.value
    field.ask_for(("choice",), (("yes", "Yes", ()), ("no", "No", ())))
    assert "1 Yes" in field.field.placeholderText() and "2 No" in field.field.placeholderText()
    field.field.setText("\N{SUPERSCRIPT TWO}")
    assert field.value is None, "a sign that is no digit is not stumbled over"
    field.field.setText("2")
    assert field.value is not None and field.value.choice == "no" and "No" in field.says.text()


def test_coming_back_to_an_answer_corrects_it_in_place(hands: Hands, page: Any, stored: Stored) -> None:
    begin(hands)
    first = question(page)
    hands.write("A hundred a month")
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    assert question(page) == first and page.capture.card.words == "A hundred a month"
    hands.write(" and rising")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert [one.text for one in stored().said[first]] == ["A hundred a month and rising"]


def test_an_answer_that_is_taken_back_leaves_its_field(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, stored: Stored
) -> None:
    begin(hands)
    first = question(page)
    hands.write("A hundred a month")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert window.runner is not None
    window.runner.do(undo)
    idle(qtbot, window)
    assert not stored().said.get(first)
    hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    assert page.capture.card.words == ""


# --- suggestions -----------------------------------------------------------------------------------------------------


def test_cp3_a_suggested_tick_is_confirmed_by_a_person(hands: Hands, page: Any, stored: Stored) -> None:
    suggest(hands, page)
    bar = page.capture.suggestion
    assert bar.isVisible() and "This would prove" in bar.says.text()
    criterion = bar.in_hand.criterion
    lead = stored().lead_id
    assert not answered(hands.window, lead, criterion)
    hands.press(Qt.Key.Key_Y, CONTROL)
    assert not page.capture.suggestion.isVisible()
    assert answered(hands.window, lead, criterion) == "yes"
    assert not stored().suggestions


def test_cp3_a_suggested_tick_may_be_left_open(hands: Hands, page: Any, stored: Stored) -> None:
    suggest(hands, page)
    criterion = page.capture.suggestion.in_hand.criterion
    hands.press(Qt.Key.Key_Y, CONTROL | SHIFT)
    assert not stored().suggestions
    assert not answered(hands.window, stored().lead_id, criterion)


def test_cp3_a_contradiction_is_said_in_words(hands: Hands, page: Any, stored: Stored) -> None:
    wanted = suggest(hands, page)
    hands.press(Qt.Key.Key_Y, CONTROL)
    go_back = page.capture
    go_back.list.take(wanted)
    idle(hands.qtbot, hands.window)
    page.capture.take_focus()
    hands.write("No, 900 a month")
    if page.capture.card.value.isVisible():
        hands.press(Qt.Key.Key_Tab)
        hands.write("900 / month")
    hands.press(Qt.Key.Key_Return, CONTROL)
    found = stored().contradictions
    assert found, "nobody noticed"
    assert page.capture.contradictions.isVisible()
    line, bar = page.capture.contradictions, page.capture.suggestion
    assert "≠" in line.says.text() and found[0].says in line.says.text()
    assert bar.in_hand is not None and bar.in_hand.discovery_id == found[0].discovery_id
    assert line.does.text() == "Confirm takes the new answer, Leave it keeps the old one."
    assert "Ctrl+Y" in bar.confirm.text() and "Ctrl+Shift+Y" in bar.leave.text()
    hands.press(Qt.Key.Key_Y, CONTROL | SHIFT)
    assert not stored().contradictions and not line.isVisible()


def test_cp3_an_answer_that_proves_nothing_and_contradicts_can_be_left(hands: Hands, page: Any, stored: Stored) -> None:
    wanted = suggest(hands, page)
    hands.press(Qt.Key.Key_Y, CONTROL)
    page.capture.list.take(wanted)
    idle(hands.qtbot, hands.window)
    page.capture.take_focus()
    hands.write("Perhaps 900 a month")
    page.capture.card.value.field.setText("900 / month")
    hands.press(Qt.Key.Key_F4)
    hands.press(Qt.Key.Key_F4)  # our own guess counts for nothing
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert stored().contradictions and not stored().suggestions
    line = page.capture.contradictions
    assert line.keep.isVisible() and "ask again" in line.does.text()
    hands.press(Qt.Key.Key_Y, CONTROL | SHIFT)
    assert not stored().contradictions and not line.isVisible()


def suggest(hands: Hands, page: Any) -> str:
    """Give an answer that counts; returns its question."""
    begin(hands)
    wanted = "HL2"  # what do you run in house, send out, and how many a month
    go_to(hands, page, wanted)
    hands.write("Troponin in house, vitamin D sent out, 120-150 a month of each")
    hands.press(Qt.Key.Key_Tab)
    hands.write("120-150 / month")
    hands.press(Qt.Key.Key_Return, CONTROL)
    return wanted


def answered(window: Window, lead: int | None, criterion: str) -> str:
    """What the checklist says of a criterion."""
    from app.services.lead_page import lead_view

    assert window.runner is not None and lead is not None
    view = window.runner.desk.ask(lead_view, lead)
    lines = (*view.mql.rows, *view.sql.rows)
    found = next((one for one in lines if one.id == criterion), None)
    return str(found.answer) if found is not None and found.at is not None else ""


# --- nothing is lost --------------------------------------------------------------------------------------------------


def test_cp5_what_is_typed_is_seen_by_another_connection_within_two_seconds(
    qtbot: QtBot, hands: Hands, page: Any, window: Window
) -> None:
    begin(hands)
    first = question(page)
    hands.write("Half a senten")
    assert PAUSE <= 1000  # milliseconds; the rest of the two seconds is for the disk
    assert window.runner is not None
    other = Desk.open(window.runner.desk.path, read_only=True)
    try:
        qtbot.waitUntil(lambda: other.ask(typed, 1).get(f"answer:{first}") == "Half a senten", timeout=10_000)
    finally:
        other.close()
    qtbot.waitUntil(lambda: "Kept at" in page.capture.state.kept.text(), timeout=10_000)


def test_cp5_letters_without_a_pause_are_kept_as_well(qtbot: QtBot, hands: Hands, page: Any, window: Window) -> None:
    begin(hands)
    first = question(page)
    keeper = page.capture.keeper
    hands.write("a")
    left = keeper._soon.remainingTime()
    hands.write("bc")
    assert keeper._soon.remainingTime() <= left  # the next letter does not put it off
    qtbot.waitUntil(lambda: not keeper.waits)
    idle(qtbot, window)
    assert window.runner is not None
    assert window.runner.desk.ask(typed, 1)[f"answer:{first}"] == "abc"


def test_cp5_a_half_typed_answer_comes_back_with_the_call(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, stored: Stored
) -> None:
    from app.services.calls.being_typed import keep_typing

    begin(hands)
    first = question(page)
    assert window.runner is not None and window.view is not None
    window.runner.desk.tend(keep_typing, 1, f"answer:{first}", "Half a sentence")
    window.runner.desk.tend(keep_typing, 1, f"certainty:{first}", "document")
    window.view.go("today")
    window.view.go("call", 1)
    idle(qtbot, window)
    page.capture.list.take(first)
    assert page.capture.card.words == "Half a sentence"
    assert page.capture.card.certainty.value == "document"
    page.capture.take_focus()
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert stored().said[first][0].text == "Half a sentence"


def test_leaving_the_page_keeps_the_answer(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, stored: Stored
) -> None:
    begin(hands)
    first = question(page)
    hands.write("They want it in March")
    assert window.view is not None
    window.view.go("today")
    idle(qtbot, window)
    assert stored().said[first][0].text == "They want it in March"
    assert not stored().typed


def test_closing_the_window_keeps_the_answer(hands: Hands, page: Any, window: Window) -> None:
    begin(hands)
    first = question(page)
    assert window.runner is not None
    path = window.runner.desk.path
    hands.write("They want it in March")
    window.close()
    with Desk.open(path, by="Robin") as desk:
        assert desk.ask(call_view, 1).said[first][0].text == "They want it in March"


KILLED = """
import os, signal, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.services.calls.planning import plan_call
from app.services.desk import Desk
from app.ui import theme
from app.ui.window import Window

app = QApplication([])
theme.apply(app, "light")
window = Window("Robin")
window.remembers = False
window.show()
window.take(Desk.open(Path(sys.argv[1]), by="Robin"), place="calls")
window.view.go("call", 1)

def type_on():
    capture = window.view.pages["call"].capture
    if capture.view is None:
        QTimer.singleShot(50, type_on)
        return
    QTest.keyClicks(capture.card.text, "Before the power went")
    QTimer.singleShot(1800, kill)

def kill():
    if window.runner.busy or window.view.pages["call"].capture.keeper.waits:  # on a machine that has no time for it
        QTimer.singleShot(50, kill)
    else:
        os.kill(os.getpid(), signal.SIGKILL)

QTimer.singleShot(0, type_on)
app.exec()
"""


def test_cp5_a_killed_program_loses_at_most_two_seconds_of_typing(
    tmp_path: Path, workspaces: Any, own_settings: None
) -> None:
    from tests.ui.calls.conftest import two_leads_and_a_call

    workspaces(tmp_path / "Team.assay", two_leads_and_a_call).close()
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "Team.assay")], env=os.environ, capture_output=True, timeout=120
    )
    if sys.platform != "win32":
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with Desk.open(tmp_path / "Team.assay", by="Robin") as desk:
        assert "Before the power went" in desk.ask(typed, 1).values()


def test_cp10_what_looks_like_a_patient_is_said_while_it_is_typed(hands: Hands, page: Any) -> None:
    begin(hands)
    hands.write("MRN 00451234, born 1961-04-02")
    assert page.capture.card.warning.isVisible() and "patient" in page.capture.card.warning.text()
    page.capture.card.text.setPlainText("A hundred a month")
    assert not page.capture.card.warning.isVisible()


def test_an_answer_may_be_about_another_lead_of_the_call(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, stored: Stored
) -> None:
    from app.services.calls.asking import planning_view
    from app.services.calls.planning import edit_call

    assert window.runner is not None
    first = stored().lead_id
    assert first is not None
    found = window.runner.desk.ask(planning_view, first)
    both = [id for id, _, _ in found.leads][:2]
    window.runner.do(edit_call, 1, leads=both)
    idle(qtbot, window)
    assert page.capture.leads.isVisible()
    begin(hands)
    wanted = question(page)
    hands.press(Qt.Key.Key_F12)
    hands.write("That is what Bo says")
    hands.press(Qt.Key.Key_Return, CONTROL)
    (said,) = stored().said[wanted]
    assert (said.lead_id, said.text) == (both[1], "That is what Bo says")


def test_where_nothing_may_be_changed_nothing_can_be_typed(
    qtbot: QtBot, dressed: Any, tmp_path: Path, workspaces: Any
) -> None:
    from tests.ui.calls.conftest import two_leads_and_a_call

    workspaces(tmp_path / "Team.assay", two_leads_and_a_call).close()
    window = Window("Robin")
    window.remembers = False
    window.show()
    window.take(Desk.open(tmp_path / "Team.assay", read_only=True), place="calls")
    assert window.view is not None
    window.view.go("call", 1)
    idle(qtbot, window)
    shown: Any = window.view.pages["call"]
    assert not shown.capture.card.text.isEnabled()
    assert not window.commands.can("call.next") and window.commands.can("call.panes")
    window.close()


# --- whatever takes another question, lead or page in hand keeps what was typed --------------------------------------


def test_choosing_another_question_in_the_list_keeps_the_answer(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, stored: Stored
) -> None:
    begin(hands)
    first = question(page)
    hands.write("A hundred a month")
    other = next(line.id for line in page.capture.list.lines if line.number and line.id != first)
    page.capture.list.take(other)
    idle(qtbot, window)
    assert question(page) == other and page.capture.card.words == ""
    assert [one.text for one in stored().said[first]] == ["A hundred a month"]


def test_going_to_another_lead_keeps_the_answer_about_the_one_before(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, stored: Stored
) -> None:
    leads = add_the_second_lead(window)
    page.refresh()
    idle(qtbot, window)
    begin(hands)
    first = question(page)
    hands.write("That is what Ada says")
    hands.press(Qt.Key.Key_F12)
    assert page.capture.lead_id == leads[1] and page.capture.card.words == ""
    assert [(one.lead_id, one.text) for one in stored().said[first]] == [(leads[0], "That is what Ada says")]


def test_opening_the_close_out_keeps_the_answer(hands: Hands, page: Any, stored: Stored) -> None:
    begin(hands)
    first = question(page)
    hands.write("A hundred a month")
    hands.press(Qt.Key.Key_F9)
    assert [one.text for one in stored().said[first]] == ["A hundred a month"]


def test_leaving_the_page_writes_at_once_what_is_half_typed_in_a_strip(
    qtbot: QtBot, hands: Hands, page: Any, window: Window, stored: Stored
) -> None:
    hands.press(Qt.Key.Key_F5)
    hands.write("Who signs the plan?")
    page.capture.keeper._soon.stop()  # its time would come only later
    page.capture.leave()
    idle(qtbot, window)
    assert stored().typed["gap"] == "Who signs the plan?"
