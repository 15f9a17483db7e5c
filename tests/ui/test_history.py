"""The history panel: filtered, what an act changed, and edits listed before an undo touches them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.listing import Condition, Test
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.editing import edit_lead
from app.services.imports import commit_import, plan_import
from app.services.lead_page import lead_view
from app.services.leads import LeadFilter, lead_ids
from app.ui.dialogs.history import HistoryDialog
from app.ui.dialogs.taking_back import TakingBackDialog
from app.ui.tables.row_table import WINDOW
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces


def three_acts(desk: Desk) -> None:
    """An import, an edit of one of its leads, and a lead by hand."""
    listed = desk.path.with_name("leads.csv")
    listed.write_text("Name,Email\nAda Berg,ada@north.example\nBo Ito,bo@south.example\n", encoding="utf-8")
    desk.do(commit_import, desk.ask(plan_import, [listed]))
    desk.do(edit_lead, desk.ask(lead_ids, LeadFilter(text="Ada"))[0], {"job_title": "Lab manager", "owner": "kim"})
    desk.do(add_lead, {"first_name": "Cleo", "last_name": "Marsh", "email": "cleo@east.example"})


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """A workspace with an import, an edit of one of its leads, and a lead by hand."""
    desk = workspaces(tmp_path / "Team.assay", three_acts)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="leads")
    idle(qtbot, made)
    yield made
    made.close()


def opened(qtbot: QtBot, window: Window) -> HistoryDialog:
    assert window.view is not None
    dialog = HistoryDialog(window.view.bench, window)
    dialog.open()
    idle(qtbot, window)
    return dialog


def labels(dialog: HistoryDialog) -> list[str]:
    return [dialog.table.row_at(at).values["what"] for at in range(dialog.table.rowCount())]


def people(window: Window) -> list[str]:
    assert window.runner is not None
    desk = window.runner.desk
    return sorted(desk.ask(lead_view, id).person.name for id in desk.ask(lead_ids, LeadFilter()))


def test_the_history_is_filtered_by_words(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    assert len(labels(dialog)) == 3
    dialog.pane.bar.text.setText("robin import")
    qtbot.waitUntil(lambda: len(labels(dialog)) == 1)
    assert labels(dialog)[0].startswith("Import leads.csv")
    dialog.accept()


def test_a_long_history_is_whole_and_its_rows_come_as_they_are_looked_at(qtbot: QtBot, window: Window) -> None:
    assert window.runner is not None
    desk = window.runner.desk
    lead = desk.ask(lead_ids, LeadFilter(text="Cleo"))[0]
    for number in range(WINDOW):
        desk.do(edit_lead, lead, {"job_title": f"Manager {number}"})
    dialog = opened(qtbot, window)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == WINDOW + 3)
    dialog.shown.choose(dialog.table.ids[-1])
    qtbot.waitUntil(lambda: dialog.table.row_at(WINDOW + 2) is not None)
    assert str(labels(dialog)[-1]).startswith("Import leads.csv")
    assert dialog.count.text() == f"{WINDOW + 3} acts"
    dialog.accept()


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        (Condition("by", Test.ONE_OF, ("Robin",)), 3),
        (Condition("by", Test.ONE_OF, ("Somebody",)), 0),
        (Condition("kind", Test.ONE_OF, ("import",)), 1),
        (Condition("when", Test.LAST_DAYS, ("1",)), 3),
        (Condition("when", Test.BEFORE, ("2020-01-01",)), 0),
    ],
)
def test_the_history_is_filtered_by_who_kind_and_date(
    qtbot: QtBot, window: Window, condition: Condition, shown: int
) -> None:
    dialog = opened(qtbot, window)
    dialog.pane.bar.add_condition(condition)
    idle(qtbot, window)
    idle(qtbot, window)
    assert len(labels(dialog)) == shown
    assert dialog.count.text().startswith("3 acts" if shown == 3 else f"{shown} of 3 acts")
    assert dialog.act.isEnabled() == bool(shown)
    dialog.accept()


def test_what_an_act_changed_is_shown_field_by_field(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    dialog.shown.choose(dialog.table.ids[1])
    idle(qtbot, window)
    lines: list[Any] = [dialog.changes.row_at(at) for at in range(dialog.changes.rowCount())]
    title = next(line for line in lines if line.field == "job title")
    assert (title.before, title.after) == ("", "Lab manager") and "Ada" in title.row
    dialog.accept()


@pytest.mark.parametrize(("too", "left"), [(False, ["Ada Berg", "Cleo Marsh"]), (True, ["Cleo Marsh"])])
def test_edits_made_since_are_listed_before_and_kept_or_not(
    qtbot: QtBot, window: Window, too: bool, left: list[str]
) -> None:
    dialog = opened(qtbot, window)
    dialog.shown.choose(dialog.table.ids[2])
    idle(qtbot, window)
    dialog.undo()
    idle(qtbot, window)
    asked = dialog.findChildren(TakingBackDialog)[0]
    assert asked.isVisible() and people(window) == ["Ada Berg", "Bo Ito", "Cleo Marsh"]  # nothing happened yet
    assert any("Ada Berg" in asked.kept.item(at).text() for at in range(asked.kept.count()))
    (asked.too if too else asked.keep).click()
    idle(qtbot, window)
    assert people(window) == left
    dialog.accept()


def test_leaving_the_question_leaves_everything(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    dialog.shown.choose(dialog.table.ids[2])
    idle(qtbot, window)
    dialog.undo()
    idle(qtbot, window)
    dialog.findChildren(TakingBackDialog)[0].reject()
    idle(qtbot, window)
    assert people(window) == ["Ada Berg", "Bo Ito", "Cleo Marsh"]
    assert dialog.act.isEnabled()
    dialog.accept()
