"""The settle queue by keyboard: side by side, values chosen, merged, kept separate for good, all sure at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.leads import LeadFilter, lead_ids, lead_rows
from app.services.undoing import undo
from app.services.work import Cancelled
from app.ui.dialogs.chooser import FixedChooser
from app.ui.dialogs.form import FormDialog
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

PEOPLE = (
    ("Ada", "Berg", "ada.berg@northgate.example", "Northgate Hospital", "+46 90 555 0101"),
    ("Ada", "Bergh", "a.berg@northgate.example", "Northgate Hospital", "+46 90 555 0101"),
    ("William", "Castillo", "bill@lakeside.example", "Lakeside Clinic", ""),
    ("Bill", "Castillo", "bill.castillo@home.example", "Lakeside Clinic", ""),
    ("Cleo", "Dumont", "cleo@harbor.example", "Harbor Health", ""),
    ("Cleo", "Dumont", "cleo.dumont@harbor.example", "Harbor Health", ""),
)
NAMES = ("first_name", "last_name", "email", "company", "phone")


def three_known_twice(desk: Desk) -> None:
    """Three people of whom each is known twice."""
    for person in PEOPLE:
        desk.do(add_lead, {**dict(zip(NAMES, person, strict=True)), "service_line": "hospital_lab"}, anyway=True)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window at the settle queue of a workspace in which three people are known twice."""
    desk = workspaces(tmp_path / "Team.assay", three_known_twice)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(desk, place="duplicates")
    idle(qtbot, made)
    yield made
    made.close()


def duplicates(window: Window) -> Any:
    assert window.view is not None
    page: Any = window.view.pages["duplicates"]
    return page.pairs


def queue(window: Window) -> Any:
    assert window.view is not None
    return window.view.pages["duplicates"]


def people(window: Window) -> list[str]:
    assert window.runner is not None
    desk = window.runner.desk
    return sorted(row.person for row in desk.ask(lead_rows, desk.ask(lead_ids, LeadFilter())))


def press(
    qtbot: QtBot, window: Window, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(duplicates(window).list, key, held)
    idle(qtbot, window)


def waiting(window: Window) -> list[str]:
    page = duplicates(window)
    return [page.waiting.row_at(at).names for at in range(page.waiting.rowCount())]


def test_sides_are_shown_with_reasons_and_the_values_that_would_be_used(qtbot: QtBot, window: Window) -> None:
    page = duplicates(window)
    assert waiting(window)[0] == "Ada Berg · Ada Bergh" and len(waiting(window)) == 3
    assert page.reasons.text().startswith("For: ") and "same phone number" in page.reasons.text()
    lines = {page.lines.row_at(at).label: page.lines.row_at(at) for at in range(page.lines.rowCount())}
    assert lines["Leads"].values == ("1", "1")
    email = next(line for line in lines.values() if "ada.berg@northgate.example" in line.values)
    assert email.differs and sum(email.value(at).startswith("✓ ") for at in (0, 1)) == 1
    press(qtbot, window, Qt.Key.Key_J)
    assert "other e-mail address" in page.against.text()
    press(qtbot, window, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert page.title.text() == "Ada Berg · Ada Bergh"


def test_m_merges_with_the_chosen_value_and_undo_brings_both_back(qtbot: QtBot, window: Window) -> None:
    page = duplicates(window)
    before = people(window)
    at = next(at for at in range(page.lines.rowCount()) if "Ada Bergh" in page.lines.row_at(at).values)
    page.fields.setFocus()
    page.fields.choose(at)
    qtbot.keyClick(page.fields, Qt.Key.Key_Return)
    chooser = next(one for one in window.findChildren(FixedChooser) if one.isVisible())
    qtbot.keyClicks(chooser.field, "Bergh")
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    window.activateWindow()
    press(qtbot, window, Qt.Key.Key_M)
    assert len(waiting(window)) == 2
    assert [name for name in people(window) if name.startswith("Ada")] == ["Ada Bergh"]
    assert window.runner is not None
    window.runner.desk.do(undo)
    assert people(window) == before


def test_the_record_that_stays_is_chosen_by_a_digit(qtbot: QtBot, window: Window) -> None:
    page = duplicates(window)
    ids = [side.id for side in page._sides.sides]
    press(qtbot, window, Qt.Key.Key_2)
    assert page.lines.columns[2].title.startswith("Stays: ")
    merged: list[Any] = []
    page.bench.runner.changed.connect(merged.append)
    press(qtbot, window, Qt.Key.Key_M)
    assert merged[0].outcome.into == ids[1] and merged[0].outcome.gone == (ids[0],)


def test_k_keeps_separate_for_good(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_K)
    assert "Ada Berg · Ada Bergh" not in waiting(window)
    duplicates(window).look("people")
    idle(qtbot, window)
    assert len(waiting(window)) == 2 and len(people(window)) == 6


def test_all_sure_ones_are_merged_as_one_act(qtbot: QtBot, window: Window) -> None:
    page = duplicates(window)
    sure = len(page._view.sure)
    assert sure and page.all_sure.text() == f"Merge all sure ({sure})"
    page.all_sure.click()
    idle(qtbot, window)
    assert len(people(window)) == 6 - sure and not page.all_sure.isEnabled()
    window.commands.act("edit.undo")
    idle(qtbot, window)
    assert len(people(window)) == 6


def test_thresholds_are_explained_and_changed(qtbot: QtBot, window: Window) -> None:
    page = duplicates(window)
    page.settings.click()
    form = window.findChildren(FormDialog)[0]
    fields = {name: field for name, field in form.inputs.items() if isinstance(field, QLineEdit)}
    fields["sure"].setText("5")
    form.commit()
    idle(qtbot, window)
    assert form.problem.isVisible() and "not below" in form.problem.text()
    fields["sure"].setText("60,5")
    form.commit()
    idle(qtbot, window)
    assert page._view.thresholds.sure == 0.605


def test_where_nobody_is_known_twice_the_page_says_so(qtbot: QtBot, window: Window) -> None:
    page = duplicates(window)
    queue(window).show_kind("accounts")
    idle(qtbot, window)
    assert page.empty.isVisible() and not page.list.isVisible()


ROWS = "Name,Email,Company\nAda Berg,team7@north.example,North Lab\nBen Ito,team7@north.example,North Lab\n"


@pytest.mark.parametrize(
    ("key", "names"),
    [(Qt.Key.Key_N, ["Ada Berg", "Ben Ito"]), (Qt.Key.Key_M, ["Ada Berg"]), (Qt.Key.Key_X, ["Ada Berg"])],
)
def test_doubtful_rows_of_imports_are_settled_by_a_key(
    qtbot: QtBot, window: Window, tmp_path: Path, key: Qt.Key, names: list[str]
) -> None:
    path = tmp_path / "shared.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert window.runner is not None and window.view is not None
    desk = window.runner.desk
    desk.do(commit_import, desk.ask(plan_import, [path]))
    window.view.go("duplicates", "rows")
    idle(qtbot, window)
    rows = queue(window).rows
    assert rows.waiting.rowCount() == 1 and "shared.csv" in rows.title.text()
    assert [rows.cells.row_at(at).cell for at in range(3)] == ["Ben Ito", "team7@north.example", "North Lab"]
    qtbot.keyClick(rows.list, key)
    idle(qtbot, window)
    assert rows.empty.isVisible() and not rows.waiting.rowCount()
    at_north = [name for name in people(window) if name in ("Ada Berg", "Ben Ito")]
    assert sorted(set(at_north)) == names
    window.commands.act("edit.undo")
    idle(qtbot, window)
    assert rows.waiting.rowCount() == 1


def test_a_search_that_was_stopped_says_so(qtbot: QtBot, window: Window) -> None:
    duplicates(window)._stopped(Cancelled())
    assert "look again" in duplicates(window).says.text()
