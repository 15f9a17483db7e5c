"""The register of gaps in the window: shown by who owes what, noted, typed into and settled by keys alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import gaps
from app.services.desk import Desk
from app.services.touches import log_touch
from app.ui import dates
from app.ui.dialogs.chooser import FixedChooser
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.gap_dialog import GapDialog
from app.ui.dialogs.gap_whose import WhoseChooser
from app.ui.pages.gaps import GapsPane
from app.ui.window import Window
from tests.ui.listing import opened, settle, three_leads, values
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

DAY = timedelta(days=1)


def with_gaps(desk: Desk) -> None:
    """Three leads of two accounts with four gaps, one of them settled."""
    three_leads(desk)
    today = dates.today()
    desk.do(gaps.add_gap, 1, "Which HL7 version?", "interface", "stops", "ours", due=today - 3 * DAY)
    desk.do(gaps.add_gap, 1, "Who signs the plan?", "validation", "slows", "theirs", "Bo Castillo", today + 5 * DAY)
    desk.do(gaps.add_gap, 2, "Which tubes?", "sample", "nice", "theirs")
    desk.do(gaps.add_gap, None, "Which agreement on data?", "privacy", account_id=1)
    desk.do(gaps.close_gap, 4, "Theirs, signed on Monday")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    made = opened(qtbot, workspaces(tmp_path / "Team.assay", with_gaps))
    yield made
    made.close()


def register(qtbot: QtBot, window: Window) -> GapsPane:
    window.commands.act("go.gaps")
    settle(qtbot, window)
    (found,) = window.findChildren(GapsPane)
    assert found.isVisible()
    return found


def dialog(qtbot: QtBot, window: Window, kind: Any = GapDialog) -> Any:
    idle(qtbot, window)
    found = [one for one in window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def known(window: Window, number: int) -> gaps.GapView:
    assert window.runner is not None
    found: gaps.GapView = window.runner.desk.ask(gaps.gap_view, number)
    return found


def test_the_register_opens_by_key_with_what_matters_most_first(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    assert values(shown.pane, "question") == [
        "Which HL7 version?", "Who signs the plan?", "Which tubes?", "Which agreement on data?",
    ]  # fmt: skip
    assert shown.pane.view.hasFocus()


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("ours", ["Which HL7 version?"]),
        ("theirs", ["Who signs the plan?", "Which tubes?"]),
        ("stops", ["Which HL7 version?"]),
        ("overdue", ["Which HL7 version?"]),
    ],
)
def test_the_switch_shows_who_owes_what(qtbot: QtBot, window: Window, part: str, found: list[str]) -> None:
    shown = register(qtbot, window)
    shown.parts.chosen.emit(part)
    settle(qtbot, window)
    assert values(shown.pane, "question") == found
    assert shown.parts.value == part
    shown.pane.bar.clear()
    settle(qtbot, window)
    assert shown.parts.value == "all"


def test_built_in_views_stand_in_the_menu_and_cannot_be_forgotten(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    views = shown.pane.views
    views.menu().aboutToShow.emit()
    texts = [action.text() for action in views.menu().actions()]
    assert {"We owe", "They owe", "Stops the deal", "Overdue"} <= set(texts)
    next(action for action in views.menu().actions() if action.text() == "They owe").trigger()
    settle(qtbot, window)
    assert shown.parts.value == "theirs"
    forget = next(action for action in views.menu().actions() if action.text() == "Forget")
    assert not forget.isEnabled()


def test_a_gap_is_noted_by_keys_for_whose_gap_is_in_hand(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    qtbot.keyClick(shown.pane.view, Qt.Key.Key_G)
    made = dialog(qtbot, window)
    assert made.question.hasFocus()
    assert made.home.currentText().startswith("Ada Berg")
    qtbot.keyClicks(made.question, "Does the engine take reflex orders?")
    made.severity.choose("stops")
    made.due.setText("+3d")
    qtbot.keyClick(made.question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert "Does the engine take reflex orders?" in values(shown.pane, "question")
    gap = known(window, 5)
    assert (gap.lead_id, gap.severity, gap.owed_by, gap.due) == (1, "stops", "theirs", dates.today() + 3 * DAY)


def test_it_can_be_of_the_whole_account(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    shown.add()
    made = dialog(qtbot, window)
    made.home.setCurrentIndex(1)
    assert made.home.currentText() == "Northgate Hospital, the whole account"
    made.question.setPlainText("Is there an agreement?")
    made.commit()
    settle(qtbot, window)
    assert (known(window, 5).lead_id, known(window, 5).account) == (None, "Northgate Hospital")


def test_a_gap_without_a_question_is_refused_in_the_dialog(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    shown.add()
    made = dialog(qtbot, window)
    made.commit()
    idle(qtbot, window)
    assert made.isVisible()
    assert made.problem.text() == "Write the gap as a question."
    made.due.setText("soonish")
    made.commit()
    assert "like +3d" in made.problem.text()


def test_a_gap_is_answered_by_keys(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    qtbot.keyClick(shown.pane.view, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    made = dialog(qtbot, window)
    assert (made.answer.hasFocus(), made.status.value, made.asks.text()) == (True, "answered", "Write the answer.")
    qtbot.keyClick(made.answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert made.problem.text() == "Write the answer."
    qtbot.keyClicks(made.answer, "HL7 2.5.1")
    made.evidence.setText("Their guide")
    qtbot.keyClick(made.answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    gap = known(window, 1)
    assert (gap.status, gap.answer, gap.evidence) == ("answered", "HL7 2.5.1", "Their guide")


def test_a_settled_gap_is_opened_again_with_why(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    shown.open(4)
    made = dialog(qtbot, window)
    made.status.choose("open")
    made.status.chosen.emit("open")
    assert made.answer.toPlainText() == ""
    made.commit()
    idle(qtbot, window)
    assert made.problem.text() == "Write why it is open again."
    made.answer.setPlainText("Their counsel says no")
    made.commit()
    settle(qtbot, window)
    assert known(window, 4).status == "open"
    assert known(window, 4).answer.endswith("Before that: Theirs, signed on Monday")


def test_f2_types_into_the_list(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    view = shown.pane.view
    view.choose_cell(1, [one.id for one in view.table.columns].index("owner"))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    idle(qtbot, window)
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "Lee Moss")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert known(window, 1).owner == "Lee Moss"


def test_many_get_one_status_and_who_cannot_stays(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    shown.pane.view.selectAll()
    assert not shown.pane.selection.isHidden()
    shown.status.click()
    form = dialog(qtbot, window, FormDialog)
    form.inputs["status"].setCurrentIndex(form.inputs["status"].findData("waiting"))
    form.inputs["due"].setText("2031-01-05")
    form.commit()
    idle(qtbot, window)
    from app.ui.dialogs.bulk import Rehearsed

    asked = dialog(qtbot, window, Rehearsed)
    assert asked.kept.count() == 1
    asked.accept()
    settle(qtbot, window)
    assert [known(window, number).status for number in (1, 2, 3, 4)] == ["waiting", "waiting", "waiting", "answered"]


def test_whose_a_new_gap_is_can_be_found(qtbot: QtBot, window: Window) -> None:
    shown = register(qtbot, window)
    shown.parts.chosen.emit("stops")
    settle(qtbot, window)
    assert window.runner is not None
    window.runner.desk.do(gaps.close_gap, 1, "2.5.1")
    shown.refresh()
    settle(qtbot, window)
    shown.add()
    chooser = dialog(qtbot, window, WhoseChooser)
    chooser.field.setText("lakeside")
    idle(qtbot, window)
    assert chooser.list.count() == 1
    chooser.take()
    made = dialog(qtbot, window)
    homes = [made.home.itemText(at) for at in range(made.home.count())]
    assert homes[0] == "Lakeside Clinic, the whole account"
    assert homes[1].startswith("Bo Castillo")


def test_the_card_of_the_lead_leads_to_each_gap_and_to_the_register(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.go("lead", 1)
    settle(qtbot, window)
    qtbot.keyClick(window.view.pages["lead"], Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    chooser = dialog(qtbot, window, FixedChooser)
    assert chooser.list.count() == 2
    assert "Stops the deal · overdue" in chooser.list.item(0).text()
    chooser.take()
    made = dialog(qtbot, window)
    assert made.question.toPlainText() == "Which HL7 version?"
    made.reject()
    card: Any = window.view.pages["lead"]
    (link,) = [one for one in card.findChildren(type(card.next.gaps.head.itemAt(3).widget())) if
               "register" in one.text()]  # fmt: skip
    link.click()
    settle(qtbot, window)
    (shown,) = window.findChildren(GapsPane)
    assert sorted(values(shown.pane, "question")) == [
        "Which HL7 version?", "Which agreement on data?", "Who signs the plan?",
    ]  # fmt: skip


def test_the_account_notes_and_settles_its_gaps(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.go("account", 1)
    settle(qtbot, window)
    page: Any = window.view.pages["account"]
    page.tabs.setCurrentWidget(page.gaps)
    page.gaps.view.setFocus()
    assert page.gaps.table.rowCount() == 3
    qtbot.keyClick(page.gaps.view, Qt.Key.Key_G)
    made = dialog(qtbot, window)
    assert made.home.currentText() == "Northgate Hospital, the whole account"
    made.question.setPlainText("Which LIS?")
    made.commit()
    settle(qtbot, window)
    assert page.gaps.table.rowCount() == 4
    page.gaps.view.setCurrentIndex(page.gaps.table.index(0, 0))
    window.commands.act("gap.status")
    assert dialog(qtbot, window).question.toPlainText() == "Which HL7 version?"


def test_an_answer_rests_on_a_touch_that_is_chosen(qtbot: QtBot, window: Window) -> None:
    assert window.runner is not None
    window.runner.desk.do(log_touch, 1, "call", "They sent the guide")
    shown = register(qtbot, window)
    shown.open(1)
    made = dialog(qtbot, window)
    assert made.ground.count() == 2
    made.ground.setCurrentIndex(1)
    made.answer.setPlainText("HL7 2.5.1")
    made.commit()
    settle(qtbot, window)
    assert known(window, 1).evidence.endswith(": They sent the guide [touch 1]")
    shown.open(1)
    made = dialog(qtbot, window)
    assert "They sent the guide" in made.ground.currentText()
    assert made.evidence.text().endswith(": They sent the guide")
