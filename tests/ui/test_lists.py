"""Lists in the window: every place sorted, filtered, counted, set up and exported in one way, by keys."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.listing import Condition, Kind, ListFilter, Order, Test
from app.services.desk import Desk
from app.services.lists.places import PLACES, columns
from app.services.views import ViewSettings, save_view
from app.ui import settings as remembered
from app.ui.dialogs.chooser import FixedChooser
from app.ui.pages.listed.kinds import KINDS
from app.ui.pages.listed.list_pane import ListPane
from app.ui.window import Window
from tests.ui.listing import opened, pane, settle, three_leads, values
from tests.ui.seen import said, stops
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

IN_LISTS = ("accounts", "people", "handoffs", "imports")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    made = opened(qtbot, workspaces(tmp_path / "Team.assay", three_leads))
    yield made
    made.close()


@pytest.fixture
def sample(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    made = opened(qtbot, workspaces.sample(tmp_path / "Sample.assay"))
    yield made
    made.close()


def foot(window: Window) -> str:
    assert window.view is not None
    return window.view.status_line.counts.text()


@pytest.mark.parametrize("place", PLACES)
def test_what_a_list_proposes_is_there(place: str) -> None:
    known = {one.id: one for one in columns(place)}
    assert set(KINDS[place].proposed) <= set(known)
    assert known[KINDS[place].count_by].grouped


@pytest.mark.parametrize("place", IN_LISTS)
def test_every_column_of_every_list_is_shown_sorted_and_filtered(qtbot: QtBot, sample: Window, place: str) -> None:
    remembered.remember("panel", "no")  # a lead beside the handoffs is drawn elsewhere
    shown = pane(qtbot, sample, place)
    every = columns(place)
    shown.view.arrange_columns([one.id for one in every], {})
    for one in every:
        shown.sort_by(Order(one.id, descending=True))
        idle(qtbot, sample)
        assert shown.bar.problem.isHidden() and shown.table.rowCount() > 1
        test = Condition(one.id, Test.NOT_EMPTY) if one.kind is not Kind.YES_NO else Condition(one.id, Test.IS, ("no",))
        shown.show_filter(ListFilter("", (test,)))
        idle(qtbot, sample)
        assert shown.bar.problem.isHidden() and len(shown.bar.words()) == 1
        shown.show_filter(ListFilter())
        idle(qtbot, sample)
    settle(qtbot, sample)
    row = shown.table.row_at(0)
    assert set(row.values) >= {one.id for one in every}
    assert all(isinstance(column.text(row), str) for column in shown.table.columns)


def test_a_list_is_filtered_as_one_types_and_says_how_many_of_how_many(qtbot: QtBot, window: Window) -> None:
    shown = pane(qtbot, window)
    assert foot(window) == "2 accounts"
    qtbot.keyClick(shown.view, Qt.Key.Key_Slash)
    assert shown.bar.text.hasFocus()
    qtbot.keyClicks(shown.bar.text, "lake")
    qtbot.keyClick(shown.bar.text, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert values(shown, "name") == ["Lakeside Clinic"] and shown.view.hasFocus()
    assert foot(window) == "1 of 2 accounts"
    qtbot.keyClick(shown.view, Qt.Key.Key_Slash)
    qtbot.keyClick(shown.bar.text, Qt.Key.Key_Escape)
    qtbot.keyClick(shown.bar.text, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert len(values(shown, "name")) == 2 and shown.view.hasFocus()


def test_a_condition_says_what_it_asks_in_words_and_goes_with_a_press(qtbot: QtBot, window: Window) -> None:
    shown = pane(qtbot, window, "people")
    shown.bar.add_condition(Condition("country", Test.ONE_OF, ("DE",)))
    settle(qtbot, window)
    assert values(shown, "person") == ["Ada Berg", "Cleo Marsh"]
    assert shown.bar.words() == ["Country is DE"]
    chip = shown.bar._lines.itemAt(0).widget()
    assert chip is not None and chip.accessibleName() == "Filter no longer by: Country is DE"
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert len(values(shown, "person")) == 3 and shown.bar.words() == []


def test_a_filter_that_cannot_be_asked_is_said_beside_it_and_the_rows_stay(qtbot: QtBot, window: Window) -> None:
    shown = pane(qtbot, window)
    shown.bar.add_condition(Condition("created", Test.LAST_DAYS, ("99999999999",)))
    settle(qtbot, window)
    assert "reach beyond the calendar" in shown.bar.problem.text() and shown.bar.problem.isVisible()
    assert shown.table.rowCount() == 2
    shown.bar.clear()
    settle(qtbot, window)
    assert shown.bar.problem.isHidden()


def test_where_nothing_passes_the_next_act_is_taught(qtbot: QtBot, window: Window) -> None:
    shown = pane(qtbot, window)
    shown.show_filter(ListFilter("zzz"))
    settle(qtbot, window)
    assert shown.nothing.isVisible() and shown.nothing.title.text() == "No account passes this filter"
    handoffs = pane(qtbot, window, "handoffs")
    assert handoffs.nothing.title.text() == "No handoff yet" and "press D" in handoffs.nothing.about.text()


# --- counts at the side -----------------------------------------------------------------------------------------------


def count_by(qtbot: QtBot, window: Window, shown: ListPane, column: str) -> None:
    window.commands.act("list.count")
    settle(qtbot, window)
    shown.groups.column.setCurrentIndex(shown.groups.column.findData(column))
    shown.groups.column.activated.emit(shown.groups.column.currentIndex())
    settle(qtbot, window)


def lines(shown: ListPane) -> list[tuple[str, int, bool]]:
    table = shown.groups.table
    rows = [table.row_at(at) for at in range(table.rowCount())]
    return [(row.label, row.count, row.chosen) for row in rows]


def test_counts_by_a_column_filter_by_keys_and_show_what_is_chosen(qtbot: QtBot, window: Window) -> None:
    shown = pane(qtbot, window, "people")
    count_by(qtbot, window, shown, "account")
    groups = shown.groups
    assert groups.lines.hasFocus()
    assert lines(shown) == [("Northgate Hospital", 2, False), ("Lakeside Clinic", 1, False)]
    qtbot.keyClick(groups.lines, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert values(shown, "person") == ["Ada Berg", "Cleo Marsh"] and groups.lines.hasFocus()
    assert lines(shown) == [
        ("Northgate Hospital", 2, True),
        ("Lakeside Clinic", 1, False),
    ]  # others stay to choose from
    qtbot.keyClick(groups.lines, Qt.Key.Key_Down)
    qtbot.keyClick(groups.lines, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert len(values(shown, "person")) == 3 and [chosen for *_, chosen in lines(shown)] == [True, True]
    qtbot.keyClick(groups.lines, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert values(shown, "person") == ["Bo Castillo"]
    qtbot.keyClick(groups.lines, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert len(values(shown, "person")) == 3
    qtbot.keyClick(groups.lines, Qt.Key.Key_Escape)
    assert groups.isHidden() and shown.view.hasFocus()


def test_a_click_on_a_count_filters(qtbot: QtBot, window: Window) -> None:
    shown = pane(qtbot, window, "people")
    count_by(qtbot, window, shown, "account")
    where = shown.groups.lines.visualRect(shown.groups.table.index(1, 1)).center()
    qtbot.mouseClick(shown.groups.lines.viewport(), Qt.MouseButton.LeftButton, pos=where)
    settle(qtbot, window)
    assert values(shown, "person") == ["Bo Castillo"]


def test_a_month_is_counted_and_filtered(qtbot: QtBot, sample: Window) -> None:
    shown = pane(qtbot, sample, "handoffs")
    count_by(qtbot, sample, shown, "sent")
    label, count, _ = lines(shown)[0]
    qtbot.keyClick(shown.groups.lines, Qt.Key.Key_Return)
    settle(qtbot, sample)
    assert shown.table.rowCount() == count and label[:4].isdigit()
    assert lines(shown)[0][2]


def test_leads_are_counted_at_the_side_too(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.go("leads")
    settle(qtbot, window)
    leads: Any = window.view.pages["leads"]
    count_by(qtbot, window, leads, "country")
    assert lines(leads) == [("DE", 2, False), ("US", 1, False)]
    qtbot.keyClick(leads.groups.lines, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert leads.bar.filter.countries == ("DE",) and leads.table.rowCount() == 2
    assert foot(window) == "2 of 3 leads" and lines(leads)[0][2]


# --- columns and order ------------------------------------------------------------------------------------------------


def test_a_fact_that_nobody_mapped_is_a_column_like_any_other(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.go("leads")
    settle(qtbot, window)
    leads: Any = window.view.pages["leads"]
    leads.view.arrange_columns(("person", "extra:Hall"), {})
    leads.view._on_header([one.id for one in leads.table.columns].index("extra:Hall"))
    settle(qtbot, window)
    rows = [leads.table.row_at(at).values for at in range(3)]
    assert [str(row["extra:Hall"]) for row in rows] == ["3", "3", "5"]
    leads.bar.add_condition(Condition("extra:Hall", Test.IS, ("5",)))
    settle(qtbot, window)
    assert leads.table.rowCount() == 1 and leads.bar.words() == ["Hall is 5"]


def test_columns_order_and_widths_are_remembered(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces
) -> None:
    first = opened(qtbot, workspaces(tmp_path / "Team.assay", three_leads))
    shown = pane(qtbot, first)
    shown.view.arrange_columns(("city", "name"), {"city": 222})
    shown.sort_by(Order("name", descending=True))
    qtbot.wait(300)
    first.close()
    again = opened(qtbot, Desk.open(tmp_path / "Team.assay", by="Robin"))
    shown = pane(qtbot, again)
    assert shown.view.shown_ids() == ["city", "name"] and shown.view.widths()["city"] == 222
    assert values(shown, "name") == ["Northgate Hospital", "Lakeside Clinic"]
    shown.view.columns_as_at_first()
    assert tuple(shown.view.shown_ids()) == KINDS["accounts"].proposed
    again.close()


def test_a_list_is_sorted_by_key(qtbot: QtBot, window: Window) -> None:
    shown = pane(qtbot, window)
    window.commands.act("list.sort")
    chooser = window.findChildren(FixedChooser)[-1]
    chooser.field.setText("account desc")
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert values(shown, "name") == ["Northgate Hospital", "Lakeside Clinic"]


# --- several rows -----------------------------------------------------------------------------------------------------


def test_what_is_shown_is_exported_and_copied(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = pane(qtbot, window, "people")
    shown.view.arrange_columns(("email", "person"), {})
    shown.sort_by(Order("person", descending=True))
    settle(qtbot, window)
    path = tmp_path / "people.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.commands.act("list.export")
    qtbot.waitUntil(path.exists)
    idle(qtbot, window)
    written = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=_separator(path)))
    assert [row[:2] for row in written[:2]] == [["E-mail", "Person"], ["cleo@northgate.example", "Cleo Marsh"]]
    assert len(written) == 4
    shown.view.selectAll()
    assert shown.selection.isVisible() and shown.selection.said.text() == "3 selected"
    qtbot.keyClick(shown.selection.copy, Qt.Key.Key_Space)
    idle(qtbot, window)
    assert QGuiApplication.clipboard().text().splitlines()[:2] == [
        "E-mail\tPerson",
        "cleo@northgate.example\tCleo Marsh",
    ]


def _separator(path: Path) -> str:
    return ";" if ";" in path.read_text("utf-8-sig").splitlines()[0] else ","


def test_the_leads_of_selected_rows_are_a_step_away(qtbot: QtBot, window: Window) -> None:
    shown = pane(qtbot, window)
    shown.sort_by(Order("leads", descending=True))
    settle(qtbot, window)
    shown.view.selectAll()
    assert window.view is not None
    page: Any = window.view.pages["accounts"]
    qtbot.keyClick(page.leads, Qt.Key.Key_Space)
    settle(qtbot, window)
    leads: Any = window.view.pages["leads"]
    assert window.view.place == "leads" and leads.table.rowCount() == 3
    assert len(leads.bar.filter.ids) == 3 and leads.bar.reset.isVisible()


# --- places -----------------------------------------------------------------------------------------------------------


def test_people_are_reached_by_key_and_by_the_switch(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.commands.act("go.people")
    settle(qtbot, window)
    assert window.view.place == "people" and window.view.place_buttons["accounts"].isChecked()
    page: Any = window.view.pages["people"]
    page.switch.chosen.emit("accounts")
    settle(qtbot, window)
    assert window.view.place == "accounts"
    accounts: Any = window.view.pages["accounts"]
    assert accounts.switch.value == "accounts"
    accounts.switch.chosen.emit("people")
    settle(qtbot, window)
    assert window.view.place == "people" and page.switch.value == "people"
    assert foot(window) == "3 people"


def test_the_switch_of_states_is_a_condition_like_any_other(qtbot: QtBot, sample: Window) -> None:
    shown = pane(qtbot, sample, "handoffs")
    assert sample.view is not None
    page: Any = sample.view.pages["handoffs"]
    page.states.chosen.emit("rejected")
    settle(qtbot, sample)
    assert set(values(shown, "state")) == {"Rejected"} and shown.bar.words() == ["State is Rejected"]
    shown.bar.clear()
    settle(qtbot, sample)
    assert page.states.value == "" and len(set(values(shown, "state"))) > 1
    qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    settle(qtbot, sample)
    assert sample.view.place == "lead"


@pytest.mark.parametrize(("place", "wanted"), [("accounts", "account_wanted"), ("people", "place_wanted")])
def test_enter_opens_what_the_row_is_of(qtbot: QtBot, window: Window, place: str, wanted: str) -> None:
    shown = pane(qtbot, window, place)
    assert window.view is not None
    heard: list[Any] = []
    signal: Any = getattr(window.view.bench, wanted)
    signal.disconnect()
    listen: Callable[[Any], None] = heard.append
    signal.connect(listen)
    qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    assert heard == [shown.current_id if place == "accounts" else ("person", shown.current_id)]


SHARED = ["Filter by text", "Filter by any column", "Count by a column", "Saved views", "Choose columns"]


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("accounts", ["List of: Accounts"], ["Accounts"]),
        ("people", ["List of: People"], ["People"]),
        ("handoffs", ["Show handoffs as: List", "State: All", "Take a reply"], ["Handoffs"]),
    ],
)
def test_tab_goes_in_the_order_in_which_people_read(
    qtbot: QtBot, sample: Window, place: str, before: list[str], after: list[str]
) -> None:
    shown = pane(qtbot, sample, place)
    assert sample.view is not None
    page = sample.view.pages[place]
    named = [said(one) for one in stops(sample) if page.isAncestorOf(one)]
    assert named == [*before, *SHARED, *after]
    shown.bar.add_condition(Condition("country", Test.ONE_OF, ("US",)))
    settle(qtbot, sample)
    named = [said(one) for one in stops(sample) if page.isAncestorOf(one)]
    end = ["Clear the filter", *after[:-1], "Filter no longer by: Country is US", after[-1]]
    assert named == [*before, *SHARED, *end]


def test_tab_goes_through_the_leads_and_the_places_in_order(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.bench.do(save_view, "leads", "Berg", ViewSettings(ListFilter("berg")))
    window.view.go("leads")
    settle(qtbot, window)
    leads: Any = window.view.pages["leads"]
    leads.bar.add_condition(Condition("city", Test.EMPTY))
    settle(qtbot, window)
    assert [said(one) for one in stops(window) if leads.isAncestorOf(one)] == [
        *("Show leads as: List", "Filter by text", "Clear the filter", *SHARED[2:]),
        *("Open leads only", "Filter by stage", "Filter by path", "Filter by owner", "Filter by more"),
        *("Filter no longer by: City is empty", "Leads"),
    ]
    places = [said(one) for one in stops(window) if window.view.navigation.isAncestorOf(one)]
    assert places == ["Leads", "Berg: Leads, a view of your own"]  # arrows go to the other places
