"""A bulk move: one reason for all, and for those the gate stops a reason of their own or to stay."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.lead import Answered, Certainty
from app.domain.stage import Stage
from app.services.adding import add_lead
from app.services.answers import Given, answer_all
from app.services.desk import Desk
from app.services.drafts import adopt_draft, edit_draft
from app.services.lead_page import lead_view
from app.services.leads import LeadFilter, lead_ids, lead_rows
from app.store.tables import Move
from app.ui.dialogs.bulk_move import BulkMoveDialog
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces


def one_proven(desk: Desk) -> None:
    """Ada is proven, Bo and Cleo are not."""
    for first in ("Ada", "Bo", "Cleo"):
        row = {"first_name": first, "last_name": "Berg", "email": f"{first.casefold()}@north.example"}
        desk.do(add_lead, {**row, "company": "North Hospital", "service_line": "hospital_lab"})
    rows = desk.ask(lead_view, 1).mql.rows
    given = {row.id: Given(Answered.YES, f"Said so: {row.id}") for row in rows if row.required}
    desk.do(answer_all, 1, given, "Ada Berg", Certainty.TOLD)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """Ada is proven, Bo and Cleo are not; all three are selected."""
    desk = workspaces(tmp_path / "Team.assay", one_proven)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="leads")
    idle(qtbot, made)
    made.activateWindow()
    assert made.view is not None
    page: Any = made.view.pages["leads"]
    page.view.selectAll()
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot: QtBot, window: Window) -> Any:
    """The dialog with everything written, and MQL as its target."""
    assert window.view is not None
    window.view.bench.commands.act("move.any")
    idle(qtbot, window)
    made = window.findChildren(BulkMoveDialog)[-1]
    made.target.setCurrentIndex(made.target.findText("MQL (stage)"))
    made.learned.setText("All met at the fair")
    made.next.setText("Call")
    made.due.setText("2099-12-01")
    return made


def stages(window: Window) -> dict[str, str]:
    assert window.runner is not None
    desk = window.runner.desk
    return {row.person: row.stage for row in desk.ask(lead_rows, desk.ask(lead_ids, LeadFilter()))}


def go(qtbot: QtBot, window: Window, dialog: Any) -> None:
    qtbot.keyClick(dialog.act, Qt.Key.Key_Space)
    idle(qtbot, window)
    idle(qtbot, window)


def write(dialog: Any, at: int, column: int, text: str) -> None:
    """Write into a cell of the list by keys."""
    tree = dialog.stopped
    tree.setCurrentItem(tree.topLevelItem(at), column)
    QTest.keyClick(tree, Qt.Key.Key_F2)
    field = tree.findChildren(QLineEdit)[-1]
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_who_is_stopped_is_shown_before_anything_moves(qtbot: QtBot, window: Window, dialog: Any) -> None:
    assert dialog.act.text() == "Move 3 leads"
    go(qtbot, window, dialog)
    assert set(stages(window).values()) == {"lead"}
    assert [dialog.stopped.topLevelItem(at).text(0) for at in (0, 1)] == ["Bo Berg", "Cleo Berg"]
    assert dialog.stopped.topLevelItem(0).text(1), "what is missing"
    assert dialog.act.text() == "Move 1 lead, leave 2"
    go(qtbot, window, dialog)
    assert stages(window) == {"Ada Berg": "mql", "Bo Berg": "lead", "Cleo Berg": "lead"}


def test_each_goes_past_the_gate_with_a_reason_of_its_own(qtbot: QtBot, window: Window, dialog: Any) -> None:
    go(qtbot, window, dialog)
    tree = dialog.stopped
    tree.setCurrentItem(tree.topLevelItem(0), 0)
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert dialog.act.text() == "Move 2 leads, leave 1"
    go(qtbot, window, dialog)
    assert "Write why Bo Berg" in dialog.problem.text()
    write(dialog, 0, 2, "Other")
    go(qtbot, window, dialog)
    assert "alone is not a reason" in dialog.problem.text()
    assert set(stages(window).values()) == {"lead"}
    write(dialog, 0, 2, "His board asks now")
    write(dialog, 0, 3, "Wants it this year")
    write(dialog, 1, 2, "Known for years")
    assert dialog.act.text() == "Move 3 leads", "a reason that is written ticks its lead"
    go(qtbot, window, dialog)
    assert set(stages(window).values()) == {"mql"}
    assert window.runner is not None and window.view is not None
    kept = window.runner.desk.ask(lambda work: {m.lead_id: (m.override, m.learned) for m in work.session.query(Move)})
    assert kept == {
        1: ("", "All met at the fair"),
        2: ("His board asks now", "Wants it this year"),
        3: ("Known for years", "All met at the fair"),
    }
    window.view.bench.commands.act("edit.undo")
    idle(qtbot, window)
    assert set(stages(window).values()) == {"lead"}


def test_a_reason_is_asked_for_before_anything_else(qtbot: QtBot, window: Window, dialog: Any) -> None:
    dialog.learned.clear()
    go(qtbot, window, dialog)
    assert "what was learned" in dialog.problem.text()
    assert dialog.stopped.isHidden()


def test_another_target_has_another_gate(qtbot: QtBot, window: Window, dialog: Any) -> None:
    go(qtbot, window, dialog)
    dialog.target.setCurrentIndex(dialog.target.findText("Nurture track"))
    assert dialog.stopped.isHidden()
    assert dialog.act.text() == "Move 3 leads"
    go(qtbot, window, dialog)
    assert window.runner is not None
    assert window.runner.desk.ask(lead_ids, LeadFilter(paths=("nurture",))) != []


def test_what_stops_all_of_them_is_one_sentence(qtbot: QtBot, window: Window, dialog: Any) -> None:
    dialog.target.setCurrentIndex(dialog.target.findText("Lead (stage)"))
    go(qtbot, window, dialog)
    assert "already there" in dialog.problem.text()
    assert dialog.stopped.isHidden()


def test_committees_that_only_warn_are_seen_before_the_same_button_moves(qtbot: QtBot, window: Window) -> None:
    assert window.runner is not None and window.view is not None
    desk = window.runner.desk
    step = {"op": "set", "section": "templates", "item": "hospital_lab", "field": "gate", "value": "warn"}
    if desk.ask(lambda work: work.playbook.template("hospital_lab").gate) != "warn":
        desk.do(edit_draft, [step], "Let the committee count before SQL")
        desk.do(adopt_draft, "The committee counts before SQL")
    rows = desk.ask(lead_view, 1).sql.rows
    given = {row.id: Given(Answered.YES, f"Said so on Monday: {row.id}") for row in rows if row.required}
    desk.do(answer_all, 1, given, "Ada Berg", Certainty.TOLD)
    made = BulkMoveDialog(window.view.bench, [1], window, Stage.SQL)
    made.open()
    made.learned.setText("All met at the fair")
    made.next.setText("Call")
    made.due.setText("2099-12-01")
    go(qtbot, window, made)
    assert made.isVisible() and stages(window)["Ada Berg"] == "lead"
    assert made.warning.isVisible() and "Ada Berg: " in made.warning.text()
    assert not made.stopped.isVisible() and made.act.hasFocus()
    go(qtbot, window, made)
    assert stages(window)["Ada Berg"] == "sql"
