"""Scope, systems, documents, pilot and decision are typed into tables and kept as one act for each block."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem
from app.language import speaking
from app.services.calls.technical import technical_view
from app.services.undoing import history
from app.ui.calls.grid_editor import Cell, GridEditor
from app.ui.window import Window
from tests.ui.calls.conftest import CONTROL, Hands
from tests.ui.calls.test_places import dialog
from tests.ui.waiting import idle


def write(grid: GridEditor, at: int, **texts: str) -> None:
    """Type into the cells of a row."""
    ids = [cell.id for cell in grid.cells]
    for id, text in texts.items():
        item = grid.item(at, ids.index(id))
        assert item is not None
        item.setText(text)


def view(window: Window) -> Any:
    assert window.runner is not None
    return window.runner.desk.ask(technical_view, 1)


@pytest.fixture
def form(qtbot: QtBot, window: Window, hands: Hands, page: Any) -> Any:
    """The dialog, opened by its key."""
    hands.press(Qt.Key.Key_T, CONTROL)
    found = dialog(window)
    idle(qtbot, window)
    return found


def test_the_scope_is_typed_like_into_a_spreadsheet(qtbot: QtBot, form: Any, window: Window) -> None:
    write(form.scope, 0, test="Vitamin D", sample="Serum", now="120-150", expected="1,200", hours_needed="8",
          status="lab")  # fmt: skip
    assert form.scope.rowCount() == 2  # an empty row waits below
    form.commit()
    idle(qtbot, window)
    (line,) = view(window).scope
    assert (line.test, line.now_low, line.now_high, line.expected_low, line.hours_needed) == (
        "Vitamin D", 120, 150, 1200, 8.0,
    )  # fmt: skip
    assert line.status == "ldt" and line.container == ""


def test_what_cannot_be_read_is_said_and_nothing_is_kept(qtbot: QtBot, form: Any, window: Window) -> None:
    write(form.scope, 0, test="Vitamin D", now="many")
    form.commit()
    idle(qtbot, window)
    assert form.isVisible() and "many" in form.problem.text() and "120-150" in form.problem.text()
    assert view(window).scope == ()
    form.close()


def test_cp11_a_pilot_is_agreed_only_with_all_it_needs(qtbot: QtBot, form: Any, window: Window) -> None:
    form.pilot.goal.setText("Show that results come in time")
    form.pilot.state.choose("agreed")
    form.commit()
    idle(qtbot, window)
    assert form.isVisible() and form.tabs.currentIndex() == 3
    assert "missing" in form.problem.text().casefold()
    form.pilot.starts.setText("2027-01-11")
    form.pilot.ends.setText("2027-02-05")
    write(form.pilot.criteria, 0, measure="Agreement", sign=">=", value="95", unit="%")
    form.pilot.judge.setText("Ada Berg")
    form.pilot.passes.setText("They sign the agreement")
    form.commit()
    idle(qtbot, window)
    pilot = view(window).pilot
    assert pilot is not None and pilot.state == "agreed" and pilot.starts_on == date(2027, 1, 11)
    assert pilot.criteria[0].value == 95.0


def test_documents_and_steps_are_chosen_from_the_playbook(qtbot: QtBot, form: Any, window: Window) -> None:
    documents, steps = form.documents.cells[0].choices, form.steps.cells[0].choices
    write(form.documents, 0, kind=documents[0][1], owed_by="Ours", due="2027-01-15")
    write(form.steps, 0, kind=steps[0][1], owner="Ada Berg", due="2027-01-20")
    form.systems.lis.setText("Beaker 2024")
    form.commit()
    idle(qtbot, window)
    found = view(window)
    assert [(one.kind, one.owed_by, one.due) for one, _ in found.documents] == [
        (documents[0][0], "ours", date(2027, 1, 15))
    ]
    assert [(one.step.kind, one.step.owner) for one in found.steps] == [(steps[0][0], "Ada Berg")]
    assert found.integration.lis == "Beaker 2024"


def test_nothing_changed_is_nothing_done(qtbot: QtBot, form: Any, window: Window) -> None:
    from app.services.overview import last_action_at

    assert window.runner is not None
    before = window.runner.desk.ask(last_action_at)
    form.commit()
    idle(qtbot, window)
    assert window.runner.desk.ask(last_action_at) == before


def test_a_row_goes_with_del_and_tab_leaves_at_the_end(qtbot: QtBot, dressed: QApplication) -> None:
    grid = GridEditor("Lines", (Cell("what", "What", 100), Cell("many", "Many", 60, "range")))
    qtbot.addWidget(grid)
    grid.show_rows([("a", {"what": "One", "many": (5, 5)}), ("b", {"what": "Two", "many": (None, None)})])
    assert grid.read() == [("a", {"what": "One", "many": (5, 5)}), ("b", {"what": "Two", "many": (None, None)})]
    grid.setCurrentCell(0, 0)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert [key for key, _ in grid.read()] == ["b"]
    write(grid, 0, many="about")
    with pytest.raises(Problem):
        grid.read()


@pytest.mark.parametrize(
    ("language", "shown", "value"),
    [
        ("en", "1200", 1200.0),
        ("en", "0.95", 0.95),
        ("de", "0,95", 0.95),
        ("de", "1200,5", 1200.5),
        ("en", "0.125", 0.125),
    ],
)
def test_a_number_comes_back_from_its_cell_as_it_went_in(
    qtbot: QtBot, dressed: QApplication, language: str, shown: str, value: float
) -> None:
    with speaking(language):
        grid = GridEditor("Lines", (Cell("what", "What", 100, "number"),))
        qtbot.addWidget(grid)
        grid.show_rows([("a", {"what": value})])
        assert grid.item(0, 0).text() == shown
        assert grid.read() == [("a", {"what": value})]


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [
        ("en", "1,200", 1200.0),
        ("en", "1,200.5", 1200.5),
        ("en", "0,5", 0.5),
        ("de", "1.200", 1200.0),
        ("de", "1,5", 1.5),
        ("de", "0.5", 0.5),
        ("en", "nan", None),
        ("en", "inf", None),
    ],
)
def test_a_number_is_read_as_people_of_the_language_write_it(
    qtbot: QtBot, dressed: QApplication, language: str, typed: str, value: float | None
) -> None:
    with speaking(language):
        grid = GridEditor("Lines", (Cell("what", "What", 100, "number"),))
        qtbot.addWidget(grid)
        grid.show_rows([])
        write(grid, 0, what=typed)
        if value is None:
            with pytest.raises(Problem, match="Write a number"):
                grid.read()
        else:
            assert grid.read() == [(None, {"what": value})]


def test_samples_that_are_no_digits_are_said_and_not_stumbled_over(qtbot: QtBot, form: Any, window: Window) -> None:
    form.pilot.samples.setText("\N{SUPERSCRIPT TWO}")
    form.commit()
    idle(qtbot, window)
    assert "in digits" in form.problem.text()
    form.close()


def test_ctrl_enter_pressed_twice_saves_once(qtbot: QtBot, form: Any, window: Window) -> None:
    write(form.scope, 0, test="Vitamin D")
    form.commit()
    form.commit()
    idle(qtbot, window)
    assert [one.test for one in view(window).scope] == ["Vitamin D"]
    assert window.runner is not None
    labels = [row.use_case for row in window.runner.desk.ask(history)][:2]
    assert labels.count("set_scope") == 1
