"""Decisions by keys alone: written, changed, done, opened again, half-typed, and read back from the workbook."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem
from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids
from app.services.review_decisions import DecisionView, add_decision, decisions_view, finish_decision
from app.services.reviews import issue_review, last_complete_week
from app.ui import dates
from app.ui.review import deciding, reading_back
from app.ui.window import Window
from tests.ui.review.hands import CONTROL, Hands, on_screen
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

KEY = Qt.Key
LEADS = """First name,Last name,Email,Company,Job title,Asked for
Ada,Berg,ada@northgate.example,Northgate Hospital,Lab operations manager,A demo
Bo,Castillo,bo@harbor.example,Harbor Health,Quality manager,Prices
"""
LONG_AGO = "2026-W01"


def three_decisions(desk: Desk) -> None:
    """One that is overdue, one about a lead, one that answers a diagnosis; all of a week long ago."""
    bring_in(desk, LEADS)
    today = desk.ask(lambda work: work.today)
    desk.do(add_decision, LONG_AGO, "Ask the vendor for two questions", "Mina", today - timedelta(days=3))
    desk.do(add_decision, LONG_AGO, "Call her back", "Robin", today, lead_id=desk.ask(lead_ids, LeadFilter())[0])
    desk.do(add_decision, LONG_AGO, "Agree who settles the stage", rule="sql_under_reporting")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on a workspace with three decisions."""
    with on_screen(qtbot, workspaces(tmp_path / "Team.assay", three_decisions), "today", "Robin") as made:
        yield made


@pytest.fixture
def hands(qtbot: QtBot, window: Window) -> Hands:
    """Somebody at the keyboard."""
    return Hands(qtbot, window)


@pytest.fixture
def part(hands: Hands) -> Any:
    """The list of decisions, with the keyboard in it."""
    return hands.go("decisions")


def kept(hands: Hands, *, done: bool = True) -> list[DecisionView]:
    """The decisions as they are stored."""
    found: list[DecisionView] = hands.desk.ask(decisions_view, done=done)
    return found


def shown(part: Any) -> list[tuple[str, ...]]:
    """The first columns of the list as they read."""
    table = part.table
    return [tuple(column.text(table.row_at(at)) for column in table.columns) for at in range(table.rowCount())]


def test_open_decisions_of_all_weeks_are_there_the_oldest_first_and_overdue_ones_say_so(part: Any) -> None:
    assert shown(part) == [
        ("Ask the vendor for two questions", "overdue, 3 d ago", "Mina", LONG_AGO, ""),
        ("Call her back", "due today", "Robin", LONG_AGO, part.table.row_at(1).person),
        ("Agree who settles the stage", "no date", "nobody yet", LONG_AGO, "SQL under-reporting"),
    ]
    assert part.table.row_at(1).person in ("Ada Berg", "Bo Castillo")
    assert part.says.accessibleName() == "3 open · 1 overdue"


def test_one_is_written_with_owner_and_typed_day_and_taken_back(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_N)
    hands.write("Stop buying lists", "min", "+3d")
    hands.press(KEY.Key_Return)
    today = hands.desk.ask(lambda work: work.today)
    new = kept(hands)[-1]
    assert (new.text, new.owner, new.due) == ("Stop buying lists", "Mina", dates.today() + timedelta(days=3))
    assert new.week == part.week and new.day == today
    assert part.current.id == new.id and part.view.hasFocus(), "it is in hand, and the keyboard is in the list"
    hands.window.commands.act("edit.undo")
    idle(hands.qtbot, hands.window)
    assert len(kept(hands)) == 3 and len(shown(part)) == 3


def test_what_cannot_be_kept_is_said_beside_the_fields(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_N)
    hands.press(KEY.Key_Return)
    assert part.strip.problem.text() == "Write the decision in a sentence."
    hands.write("Do it", "", "someday")
    hands.press(KEY.Key_Return)
    assert "+3d" in part.strip.problem.text() and part.strip.due.hasFocus()
    assert len(kept(hands)) == 3


def test_one_is_edited_done_with_what_came_of_it_and_opened_again(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_Return)
    assert part.strip.text.text() == "Ask the vendor for two questions"
    hands.press(KEY.Key_Tab)
    part.strip.owner.selectAll()
    hands.write("Helen")
    hands.press(KEY.Key_Return)
    assert kept(hands)[0].owner == "Helen"
    hands.press(KEY.Key_X)
    hands.press(KEY.Key_Return)
    assert part.done_strip.problem.isVisible(), "what came of it is asked for"
    hands.write("They agreed to both")
    hands.press(KEY.Key_Return)
    first = kept(hands)[0]
    assert first.done and first.outcome == "They agreed to both"
    assert len(shown(part)) == 2, "a done one is no longer shown"
    hands.press(KEY.Key_D)
    assert shown(part)[-1][:2] == ("Ask the vendor for two questions", "done today")
    hands.press(KEY.Key_End)
    part.choose(first.id)
    assert "what came of it: They agreed to both" in part.more.text()
    hands.press(KEY.Key_U)
    assert not kept(hands)[0].done and part.current.id == first.id


def test_what_is_half_typed_waits_where_it_was_left(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_N)
    hands.write("Half a sen", "Mina")
    hands.press(KEY.Key_Escape)
    assert not part.strip.isVisible() and part.view.hasFocus() and part.holds_input
    assert part.says.accessibleName().endswith("half-typed: N goes on with it")
    hands.press(KEY.Key_Return)
    assert part.strip.text.text() == "Ask the vendor for two questions", "another one is another place"
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_N)
    assert (part.strip.text.text(), part.strip.owner.text()) == ("Half a sen", "Mina")
    assert part.strip.again.isVisible()
    hands.press(KEY.Key_Return)
    assert kept(hands)[-1].text == "Half a sen" and not part.holds_input
    hands.press(KEY.Key_N)
    assert part.strip.text.text() == "" and not part.strip.again.isVisible()


def test_what_is_half_typed_is_not_lost_without_a_word(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_N)
    hands.write("Half a sen")
    hands.press(KEY.Key_W, CONTROL)
    window = hands.window
    assert window.view is not None and window.banner.isVisible() and "Half a sen" in window.banner.accessibleName()
    hands.write("tence")
    assert part.strip.text.text() == "Half a sentence", "one goes on typing"
    assert not window.close() and window.isVisible(), "it is another sentence by now"
    window.view.go("today")
    idle(hands.qtbot, window)
    window.commands.act("workspace.start")
    assert window.view is None, "who closes once more has decided"


def test_what_is_half_typed_outlives_another_text_size(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_N)
    hands.write("Half a sentence")
    hands.press(KEY.Key_Escape)
    view = hands.window.view
    assert view is not None
    view.go("today")
    idle(hands.qtbot, hands.window)
    hands.window.commands.act("view.larger")
    idle(hands.qtbot, hands.window)
    assert hands.window.view is not view
    again = hands.go("decisions")
    assert again.says.accessibleName().endswith("half-typed: N goes on with it")
    hands.press(KEY.Key_N)
    hands.press(KEY.Key_Return)
    hands.window.commands.act("view.smaller")
    assert kept(hands)[-1].text == "Half a sentence"


def test_a_decision_about_a_lead_opens_the_lead(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_L)
    assert hands.window.view is not None and hands.window.view.where[0] == "review", "the first is about none"
    hands.press(KEY.Key_Down)
    lead = part.current.lead_id
    assert part.current.person in part.lead.text()
    hands.press(KEY.Key_L)
    assert hands.window.view.where == ("lead", lead)


def test_what_was_decided_about_a_diagnosis_names_it(hands: Hands, part: Any) -> None:
    hands.press(KEY.Key_Down, times=2)
    assert "answers SQL under-reporting" in part.more.text() and "nobody sees to it yet" in part.more.text()


def returned(hands: Hands, tmp_path: Path) -> Path:
    """The workbook of the last week as it comes back: one decision has an owner, and one line is new."""
    week = hands.desk.ask(last_complete_week)
    hands.desk.do(issue_review, week, tmp_path / "week.xlsx")
    book = load_workbook(tmp_path / "week.xlsx")
    page = book["Summary"]
    marks = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    page.cell(marks["Decision 3"], 7).value = "Mina"
    new = marks["new"]
    page.cell(new, 2).value, page.cell(new, 7).value, page.cell(new, 9).value = "Brief the vendor", "Bo", "soon"
    page.cell(new + 1, 1).value, page.cell(new + 1, 2).value = "new", "Judge ten leads together"
    book.save(tmp_path / "back.xlsx")
    return tmp_path / "back.xlsx"


def test_wr9_a_dropped_review_is_shown_line_by_line_and_taken_as_one_act(
    hands: Hands, part: Any, tmp_path: Path
) -> None:
    back = returned(hands, tmp_path)
    before = kept(hands)
    hands.window.take_files([back])
    idle(hands.qtbot, hands.window)
    reading = part.reading
    assert reading.isVisible() and reading.view.hasFocus()
    lines = [(line.state, line.text) for line in reading.found.lines]
    assert ("changed", "Agree who settles the stage") in lines
    assert ("unclear", "Brief the vendor") in lines and ("new", "Judge ten leads together") in lines
    table = reading.table
    assert {table.columns[0].text(table.row_at(at)) for at in range(table.rowCount())} >= {
        "new",
        "changed",
        "not taken",
    }
    assert reading.accept.text() == "Take 2 lines" and "1 not clear" in reading.says.text()
    assert kept(hands) == before, "looking changes nothing"
    hands.press(KEY.Key_Return)
    after = kept(hands)
    assert after[2].owner == "Mina" and after[-1].text == "Judge ten leads together" and len(after) == 4
    assert not reading.isVisible() and part.view.hasFocus()
    hands.window.commands.act("edit.undo")
    idle(hands.qtbot, hands.window)
    assert kept(hands) == before


def test_who_goes_back_to_the_review_is_not_shown_the_workbook_again(hands: Hands, part: Any, tmp_path: Path) -> None:
    window = hands.window
    window.take_files([returned(hands, tmp_path)])
    idle(hands.qtbot, window)
    hands.press(KEY.Key_Return)
    assert window.view is not None and not part.reading.isVisible()
    window.view.go("today")
    window.commands.act("go.back")
    idle(hands.qtbot, window)
    assert window.view.place == "review" and not part.reading.isVisible()


def test_a_returned_review_that_is_left_changes_nothing(hands: Hands, part: Any, tmp_path: Path) -> None:
    back, before = returned(hands, tmp_path), kept(hands)
    part.look([back])
    idle(hands.qtbot, hands.window)
    assert part.holds_input
    hands.press(KEY.Key_Escape)
    assert not part.reading.isVisible() and part.view.hasFocus() and not part.holds_input
    assert kept(hands) == before


def test_a_workbook_that_is_left_while_it_is_read_again_stays_left(hands: Hands, part: Any, tmp_path: Path) -> None:
    part.look([returned(hands, tmp_path)])
    idle(hands.qtbot, hands.window)
    part.reading.again.click()
    part.reading.put_away()
    idle(hands.qtbot, hands.window)
    assert not part.reading.isVisible() and part.reading.found is None and not part.holds_input


def test_the_key_for_a_workbook_asks_for_one_and_no_workspace(
    hands: Hands, part: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back, asked = returned(hands, tmp_path), []
    path = "app.ui.review.reading_back.QFileDialog.getOpenFileName"
    monkeypatch.setattr(path, lambda *given: (asked.append(given[1]), (str(back), ""))[1])
    hands.press(KEY.Key_O, CONTROL)
    assert asked == ["Read back a workbook"] and part.reading.isVisible()


def test_a_workbook_that_is_none_is_said_and_not_kept_in_hand(
    hands: Hands, part: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.xlsx").write_bytes(b"nothing")
    said: list[Exception] = []
    monkeypatch.setattr(part.bench.problems, "show", said.append)
    part.look([tmp_path / "other.xlsx"])
    idle(hands.qtbot, hands.window)
    assert len(said) == 1 and not part.reading.isVisible() and not part.holds_input


def test_done_decisions_stay_done_in_the_list_of_the_next_week(hands: Hands, part: Any) -> None:
    hands.desk.do(finish_decision, 1, "Yes")
    part.show_week("2026-W20")
    idle(hands.qtbot, hands.window)
    assert [row[0] for row in shown(part)] == ["Call her back", "Agree who settles the stage"]


@pytest.fixture
def gate(hands: Hands) -> Iterator[Event]:
    """The writer is busy, as with a backup, until this is set."""
    made = Event()
    runner = hands.window.runner
    assert runner is not None
    runner.call(made.wait, 30, then=lambda _: None)
    yield made
    made.set()


@pytest.fixture
def free(hands: Hands) -> Iterator[Event]:
    """Both readers are busy, as with long questions, until this is set: nothing is drawn before."""
    made = Event()
    runner = hands.window.runner
    assert runner is not None
    for _ in range(2):
        runner.ask(lambda _: made.wait(30), then=lambda _: None)
    yield made
    made.set()


def _keep_and_leave(part: Any, at: int, words: str) -> None:
    part.choose(part._rows[at].id)
    part.edit()
    part.strip.text.setText(words)
    QTest.keyClick(part.strip.text, KEY.Key_Return)
    QTest.keyClick(part.strip.text, KEY.Key_Escape)


def test_what_is_typed_stays_when_an_earlier_act_is_done_meanwhile(hands: Hands, part: Any, gate: Event) -> None:
    _keep_and_leave(part, 0, "Ask the vendor in other words")
    part.choose(part._rows[1].id)
    part.edit()
    QTest.keyClicks(part.strip.text, " and tell Mina")
    gate.set()
    idle(hands.qtbot, hands.window)
    assert [row.text for row in kept(hands)][:2] == ["Ask the vendor in other words", "Call her back"]
    assert part.strip.isVisible() and part.strip.text.text() == "Call her back and tell Mina"
    hands.press(KEY.Key_Escape)
    assert part.holds_input, "it is half-typed still, and what was kept is not"
    part.edit()
    assert part.strip.text.text() == "Call her back and tell Mina"
    hands.press(KEY.Key_Return)
    assert kept(hands)[1].text == "Call her back and tell Mina" and not part.holds_input


def test_what_came_of_another_one_is_not_hidden_by_an_earlier_act(hands: Hands, part: Any, gate: Event) -> None:
    _keep_and_leave(part, 0, "Ask the vendor in other words")
    part.choose(part._rows[1].id)
    part.finish()
    QTest.keyClicks(part.done_strip.outcome, "She ag")
    gate.set()
    idle(hands.qtbot, hands.window)
    QTest.keyClicks(hands.held, "reed")
    assert part.done_strip.isVisible() and part.done_strip.outcome.text() == "She agreed"


def test_the_next_new_one_begins_empty_while_the_last_is_on_its_way(hands: Hands, part: Any, gate: Event) -> None:
    part.write()
    part.strip.text.setText("One")
    QTest.keyClick(part.strip.text, KEY.Key_Return)
    QTest.keyClick(part.strip.text, KEY.Key_Escape)
    part.write()
    assert part.strip.text.text() == "", "the first is no longer half-typed"
    QTest.keyClicks(part.strip.text, "Two")
    gate.set()
    idle(hands.qtbot, hands.window)
    assert part.strip.isVisible() and part.strip.text.text() == "Two" and kept(hands)[-1].text == "One"
    hands.press(KEY.Key_Return)
    assert [row.text for row in kept(hands)][-2:] == ["One", "Two"] and not part.holds_input


def test_what_is_typed_on_after_enter_is_half_typed(hands: Hands, part: Any, gate: Event) -> None:
    part.edit()
    QTest.keyClick(part.strip.text, KEY.Key_Return)
    QTest.keyClicks(part.strip.text, " twice")
    gate.set()
    idle(hands.qtbot, hands.window)
    assert part.strip.isVisible() and part.holds_input
    hands.press(KEY.Key_Return)
    assert kept(hands)[0].text == "Ask the vendor for two questions twice" and not part.strip.isVisible()


def test_who_comes_back_to_words_on_their_way_goes_on_from_them(hands: Hands, part: Any, gate: Event) -> None:
    _keep_and_leave(part, 0, "New words")
    part.edit()
    assert part.strip.text.text() == "New words" and not part.strip.again.isVisible()
    assert not part.holds_input, "they are on their way"
    part.strip.owner.setText("Robin")
    QTest.keyClick(part.strip.owner, KEY.Key_Return)
    QTest.keyClick(part.strip.owner, KEY.Key_Escape)
    part.edit()
    assert (part.strip.text.text(), part.strip.owner.text()) == ("New words", "Robin"), "the latest of two"
    QTest.keyClick(part.strip.text, KEY.Key_Escape)
    gate.set()
    idle(hands.qtbot, hands.window)
    assert (kept(hands)[0].text, kept(hands)[0].owner) == ("New words", "Robin") and not part.holds_input


def test_the_words_before_can_be_had_again_while_others_are_on_their_way(hands: Hands, part: Any, gate: Event) -> None:
    before = part.current.text
    _keep_and_leave(part, 0, "New words")
    part.edit()
    part.strip.text.setText(before)
    QTest.keyClick(part.strip.text, KEY.Key_Escape)
    assert part.holds_input, "they are other words than those on their way"
    gate.set()
    idle(hands.qtbot, hands.window)
    part.edit()
    assert part.strip.text.text() == before and part.strip.again.isVisible()
    hands.press(KEY.Key_Return)
    assert kept(hands)[0].text == before and not part.holds_input


def test_words_that_are_kept_but_not_drawn_yet_are_gone_on_from_until_they_are_undone(
    hands: Hands, part: Any, free: Event
) -> None:
    before = part.current.text
    part.edit()
    part.strip.text.setText("New words")
    with hands.qtbot.waitSignal(part.strip.settled):
        QTest.keyClick(part.strip.text, KEY.Key_Return)
    assert part.current.text == before, "the list shows what was"
    part.edit()
    assert part.strip.text.text() == "New words"
    QTest.keyClick(part.strip.text, KEY.Key_Escape)
    with hands.qtbot.waitSignal(part.bench.runner.changed):
        hands.window.commands.act("edit.undo")
    part.edit()
    assert part.strip.text.text() == before
    free.set()
    idle(hands.qtbot, hands.window)
    assert kept(hands)[0].text == before


def _write_and_type_on(part: Any) -> None:
    part.write()
    QTest.keyClicks(part.strip.text, "Call the lab")
    QTest.keyClick(part.strip.text, KEY.Key_Return)
    QTest.keyClicks(part.strip.text, " on Monday")


def test_a_new_one_that_is_typed_on_after_enter_stays_one(hands: Hands, part: Any, gate: Event) -> None:
    _write_and_type_on(part)
    gate.set()
    idle(hands.qtbot, hands.window)
    assert [row.text for row in kept(hands)][3:] == ["Call the lab"], "what was said with Enter is kept"
    strip = part.strip
    assert strip.isVisible() and strip.text.text() == "Call the lab on Monday" and part.holds_input
    assert strip.title.text() == f"Decision of {part.week}" and strip.save.text() == "Save", "it is edited from now on"
    hands.press(KEY.Key_Return)
    assert [row.text for row in kept(hands)][3:] == ["Call the lab on Monday"]
    assert not strip.isVisible() and not part.holds_input
    assert part.current.text == "Call the lab on Monday", "it is in hand"


def test_what_was_typed_on_and_left_waits_at_the_decision_that_was_made(hands: Hands, part: Any, gate: Event) -> None:
    _write_and_type_on(part)
    QTest.keyClick(part.strip.text, KEY.Key_Escape)
    assert part.holds_input and "half-typed" not in part.says.accessibleName(), "it is no new one"
    part.write()
    assert part.strip.text.text() == "", "the next new one is another"
    QTest.keyClick(part.strip.text, KEY.Key_Escape)
    gate.set()
    idle(hands.qtbot, hands.window)
    part.choose(kept(hands)[-1].id)
    part.edit()
    assert part.strip.text.text() == "Call the lab on Monday" and part.strip.again.isVisible()
    hands.press(KEY.Key_Return)
    assert [row.text for row in kept(hands)][3:] == ["Call the lab on Monday"] and not part.holds_input


def test_a_new_one_that_could_not_be_kept_is_new_still_with_what_was_typed_on(
    hands: Hands, part: Any, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise Problem("Not now.")

    with monkeypatch.context() as busy:
        busy.setattr(deciding, "add_decision", refuse)
        _write_and_type_on(part)
    gate.set()
    idle(hands.qtbot, hands.window)
    assert part.strip.problem.text() == "Not now." and len(kept(hands)) == 3
    hands.press(KEY.Key_Escape)
    assert part.says.accessibleName().endswith("half-typed: N goes on with it")
    hands.press(KEY.Key_N)
    assert part.strip.text.text() == "Call the lab on Monday"
    hands.press(KEY.Key_Return)
    assert [row.text for row in kept(hands)][3:] == ["Call the lab on Monday"] and not part.holds_input


def test_what_could_not_be_kept_is_half_typed_again_and_said(
    hands: Hands, part: Any, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Exception] = []
    monkeypatch.setattr(part.bench.problems, "show", said.append)
    first = part._rows[0].id

    def refuse(*_: Any, **__: Any) -> None:
        raise Problem("This decision no longer exists.")

    monkeypatch.setattr(deciding, "edit_decision", refuse)
    _keep_and_leave(part, 0, "Ask the vendor in other words")
    part.choose(part._rows[1].id)
    part.edit()
    gate.set()
    idle(hands.qtbot, hands.window)
    assert [str(error) for error in said] == ["This decision no longer exists."]
    assert part.strip.isVisible() and not part.strip.problem.isVisible(), "it is not said of the other one"
    hands.press(KEY.Key_Escape)
    part.choose(first)
    part.edit()
    assert part.strip.text.text() == "Ask the vendor in other words" and part.strip.again.isVisible()


def test_enter_twice_takes_a_workbook_once(hands: Hands, part: Any, tmp_path: Path) -> None:
    said: list[object] = []
    hands.window.problems.shown.connect(said.append)
    part.look([returned(hands, tmp_path)])
    idle(hands.qtbot, hands.window)
    for _ in range(2):
        QTest.keyClick(part.reading.view, KEY.Key_Return)
    idle(hands.qtbot, hands.window)
    assert said == [] and len(kept(hands)) == 4 and not part.reading.isVisible()


def test_a_workbook_that_could_not_be_taken_may_be_taken_again(
    hands: Hands, part: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise Problem("Something else was there first.")

    part.look([returned(hands, tmp_path)])
    idle(hands.qtbot, hands.window)
    with monkeypatch.context() as busy:
        busy.setattr(reading_back, "take_decisions", refuse)
        hands.press(KEY.Key_Return)
    assert part.reading.isVisible() and len(kept(hands)) == 3
    QTest.keyClick(part.reading.view, KEY.Key_Return)
    idle(hands.qtbot, hands.window)
    assert not part.reading.isVisible() and len(kept(hands)) == 4
