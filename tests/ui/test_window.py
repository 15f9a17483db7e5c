"""The window with a real workspace: places, cockpit by keys, answers, undo, import, read-only, names of controls."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem, Trouble
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.leads import LeadFilter, lead_ids
from app.ui import dates
from app.ui.command_table import COMMANDS, PLACES
from app.ui.problems import BugDialog
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """First name,Last name,Email,Phone,Company,Job title,Country,Asked for,Date
Ada,Berg,ada@northgate.example,+1 202 555 0101,Northgate Hospital,Lab operations manager,United States,A demo,2026-11-01
Bo,Castillo,bo@lakeside.example,+1 202 555 0102,Lakeside Clinic,Practice manager,United States,Prices,2026-11-02
Cleo,Dumont,cleo@harbor.example,+1 202 555 0103,Harbor Health,Benefits manager,United States,,2026-11-03
"""


def three_leads(desk: Desk) -> None:
    """The three leads that came with a list."""
    bring_in(desk, LEADS)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on a workspace with three leads."""
    desk = workspaces(tmp_path / "Team.assay", three_leads)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(desk, place="today")
    idle(qtbot, made)
    yield made
    made.close()


def page(window: Window, place: str) -> Any:
    assert window.view is not None
    return window.view.pages[place]


def go(qtbot: QtBot, window: Window, place: str, what: object = None) -> Any:
    assert window.view is not None
    window.view.go(place, what)
    idle(qtbot, window)
    return page(window, place)


def ask(window: Window, question: Callable[..., Any], *args: Any) -> Any:
    assert window.runner is not None
    return window.runner.desk.ask(question, *args)


def everywhere(qtbot: QtBot, window: Window) -> list[QWidget]:
    """Every page, made and drawn."""
    lead_id = ask(window, lead_ids, LeadFilter())[0]
    account_id = ask(window, lead_view, lead_id).account.id
    for place, _, _ in PLACES:
        go(qtbot, window, place)
    for part in ("decisions", "sample", "summary"):  # a part of the review is made when it is looked at
        go(qtbot, window, "review", part)
    go(qtbot, window, "lead", lead_id)
    go(qtbot, window, "account", account_id)
    go(qtbot, window, "call", ("lead", lead_id))
    assert window.view is not None
    return list(window.view.pages.values())


def test_every_place_can_be_reached_and_fits_the_window(qtbot: QtBot, window: Window) -> None:
    for shown in everywhere(qtbot, window):
        assert shown.minimumSizeHint().width() <= 1280 - 152, type(shown).__name__
        assert shown.minimumSizeHint().height() <= 800 - 60, type(shown).__name__
    assert (window.width(), window.height()) == (1280, 800)


def test_every_control_has_a_name(qtbot: QtBot, window: Window) -> None:
    everywhere(qtbot, window)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView, QSpinBox, QTabBar)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and not (widget.objectName().startswith("qt_") or _inner(widget))
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    assert nameless == []


def _inner(widget: QWidget) -> bool:
    """Parts that Qt makes inside its own controls: the field of a spin box, the list of a combo box, corner buttons."""
    parent: QObject | None = widget.parent()
    while parent is not None:
        if isinstance(parent, (QComboBox, QSpinBox, QTabBar)) or type(parent).__name__ == "QComboBoxPrivateContainer":
            return True
        parent = parent.parent()
    return type(widget).__name__ in ("QTableCornerButton", "QToolButton", "QHeaderView") or (
        isinstance(widget, QAbstractButton) and isinstance(widget.parent(), QAbstractItemView)
    )


def test_every_command_is_answered_somewhere(qtbot: QtBot, window: Window) -> None:
    bound = set(window.commands._bound)
    everywhere(qtbot, window)
    bound |= set(window.commands._bound)
    window.commands.act("go.review")
    idle(qtbot, window)
    window.commands.act("review.present")  # the keys of a meeting are bound while it lasts
    idle(qtbot, window)
    bound |= set(window.commands._bound)
    window.commands.act("meeting.leave")
    assert {command.id for command in COMMANDS} - bound == set()


def test_tab_goes_through_the_cockpit_in_reading_order(qtbot: QtBot, window: Window) -> None:
    today = page(window, "today")
    today.mql.list.setFocus()
    seen: list[QWidget] = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        if focus is None or focus in seen:
            break
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    order = [today.mql.list, today.sql.list]
    places = [seen.index(widget) for widget in order]
    assert places == sorted(places)
    assert today.groups in seen


def test_days_are_counted_from_the_day_it_is_where_the_team_works(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    team_day = ask(window, lambda work: work.today)
    elsewhere = ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # it is another day in one of them than anywhere between
    monkeypatch.setenv("TZ", next(zone for zone in elsewhere if datetime.now(ZoneInfo(zone)).date() != team_day))
    time.tzset()
    try:
        assert dates.today() == team_day != datetime.now().astimezone().date()
        assert dates.typed("+7d") == team_day + timedelta(days=7) and dates.day(team_day) == "today"
        window.close_workspace()
        assert dates.today() == datetime.now().astimezone().date(), "nobody's workspace is open"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_lead_is_settled_by_keys_and_the_next_one_comes(qtbot: QtBot, window: Window) -> None:
    today = page(window, "today")
    first = today._lead_id
    qtbot.keyClick(today.mql.list, Qt.Key.Key_T)
    idle(qtbot, window)
    strip = today.acts.open_strip
    assert strip is not None and strip.isVisible()
    qtbot.keyClicks(strip.learned, "No need this year, wants to hear more")
    qtbot.keyClick(strip.learned, Qt.Key.Key_Tab)
    strip.next.setFocus()
    qtbot.keyClick(strip.next, Qt.Key.Key_1)  # a digit in an empty field takes the template
    assert strip.next.text() and strip.due.day is not None
    strip.due.setText("+30d")
    qtbot.keyClick(strip.due, Qt.Key.Key_Return)
    idle(qtbot, window)
    moved = ask(window, lead_view, first)
    assert (moved.path, moved.due) == ("nurture", dates.today() + timedelta(days=30))
    assert moved.timeline[0].text.startswith("No need this year")
    assert today.acts.open_strip is None
    assert today._lead_id != first
    assert today.sitting.text().startswith("1 of ")
    window.commands.refresh()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert ask(window, lead_view, first).path == ""


@pytest.mark.parametrize(("place", "key"), [("leads", "lead.delete"), ("leads", "move.any"), ("people", "list.export")])
def test_keys_that_need_a_row_work_as_soon_as_the_rows_are_there(
    qtbot: QtBot, window: Window, place: str, key: str
) -> None:
    qtbot.wait(100)  # the start is over: nothing else brings the keys up to date
    idle(qtbot, window)
    go(qtbot, window, place)
    qtbot.waitUntil(window.commands.actions[key].isEnabled, timeout=5_000)


def test_nothing_lies_over_the_fields_of_a_strip(qtbot: QtBot, window: Window) -> None:
    window.toast.say("Move Bo Castillo to Nurture track", "Undo", lambda: None)
    window.commands.act("move.nurture")
    assert page(window, "today").acts.open_strip is not None and window.toast.isHidden()


def test_digits_that_come_before_the_templates_take_them_all_the_same(qtbot: QtBot, window: Window) -> None:
    today = page(window, "today")
    qtbot.keyClick(today.mql.list, Qt.Key.Key_T)
    strip = today.acts.open_strip
    for _ in range(2):  # the templates are still on their way
        qtbot.keyClick(strip.learned, Qt.Key.Key_1)
    assert strip.learned.text() == ""
    idle(qtbot, window)
    if not strip._learned:
        assert strip.learned.text() == "" and "no template" in strip.problem.text()
    else:
        assert strip.learned.text() == strip._learned[0] and strip.next.text() == strip._next[0][0]


def test_a_digit_is_no_text_where_there_is_no_template_until_it_is_meant(qtbot: QtBot, window: Window) -> None:
    today = page(window, "today")
    qtbot.keyClick(today.mql.list, Qt.Key.Key_T)
    idle(qtbot, window)
    strip = today.acts.open_strip
    strip._show_templates((), ())
    qtbot.keyClick(strip.learned, Qt.Key.Key_1)
    assert strip.learned.text() == "" and "no template" in strip.problem.text()
    qtbot.keyClicks(strip.learned, "2 labs merge")
    assert strip.learned.text() == "2 labs merge"


def test_a_move_without_a_reason_is_refused_beside_the_field(qtbot: QtBot, window: Window) -> None:
    today = page(window, "today")
    first = today._lead_id
    qtbot.keyClick(today.mql.list, Qt.Key.Key_T)
    idle(qtbot, window)
    strip = today.acts.open_strip
    qtbot.keyClick(strip.learned, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert "learned" in strip.problem.text()
    assert strip.problem.isVisible()
    assert ask(window, lead_view, first).path == ""
    qtbot.keyClick(strip.learned, Qt.Key.Key_Escape)
    assert today.acts.open_strip is None


def test_a_blocked_move_shows_what_is_missing_as_links(qtbot: QtBot, window: Window) -> None:
    from app.ui.widgets.text import Link

    today = page(window, "today")
    qtbot.keyClick(today.mql.list, Qt.Key.Key_2)
    idle(qtbot, window)
    strip = today.acts.open_strip
    links = [link for link in strip._blocked.findChildren(Link) if link.isVisible()]
    assert links and strip.override.isVisible()
    links[0].click()
    assert today.acts.open_strip is None
    line = today.sql.list.current
    assert links[0].accessibleName() == f"Go to: {line.question}"


def test_an_answer_with_its_evidence_is_given_by_keys(qtbot: QtBot, window: Window) -> None:
    today = page(window, "today")
    today.mql.list.setFocus()
    criterion = today.mql.list.current.id
    qtbot.keyClick(today.mql.list, Qt.Key.Key_Y)
    strip = today.acts.open_strip
    strip.evidence.clear()
    qtbot.keyClicks(strip.evidence, "They run 400 panels a month")
    qtbot.keyClick(strip.evidence, Qt.Key.Key_Return)
    idle(qtbot, window)
    given = {row.id: row for row in ask(window, lead_view, today._lead_id).mql.rows}[criterion]
    assert (given.answer, given.evidence, given.certainty) == ("yes", "They run 400 panels a month", "told")
    assert today.mql.list.current.id != criterion


def test_keys_walk_the_leads(qtbot: QtBot, window: Window) -> None:
    today = page(window, "today")
    first = today._lead_id
    qtbot.keyClick(today.mql.list, Qt.Key.Key_J)
    idle(qtbot, window)
    assert today._lead_id == today._ids[1]
    qtbot.keyClick(today.mql.list, Qt.Key.Key_K)
    idle(qtbot, window)
    assert today._lead_id == first


def test_the_table_filters_sorts_and_opens(qtbot: QtBot, window: Window) -> None:
    leads = go(qtbot, window, "leads")
    leads.bar.text.setText("lakeside")
    qtbot.keyClick(leads.bar.text, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert [leads.table.row_at(at).values["person"] for at in range(leads.table.rowCount())] == ["Bo Castillo"]
    leads.bar.show_filter(LeadFilter(), tell=True)
    leads.view._on_header(0)
    idle(qtbot, window)
    people = [leads.table.row_at(at).values["person"] for at in range(3)]
    assert sorted(people, key=lambda name: name.split()[-1]) == people or sorted(people) == people
    qtbot.keyClick(leads.view, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view is not None and window.view.place == "lead"
    qtbot.keyClick(page(window, "lead"), Qt.Key.Key_Escape)
    assert window.view.place == "leads"


def test_an_import_is_shown_done_and_undone(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    more = tmp_path / "booth.csv"
    more.write_text(
        "Booth scans 2026\n\nName;E-mail;Organisation\nDana Keller;dana@summit.example;Summit Biopharma\n;;\n",
        encoding="cp1252",
    )
    window.take_files([more])
    idle(qtbot, window)
    imports = page(window, "imports")
    assert imports.wizard.isVisible()
    imports.wizard.go(2)
    idle(qtbot, window)
    assert imports.wizard.plan.table.rowCount() == 1
    assert imports.wizard.next.isEnabled()
    before = len(ask(window, lead_ids, LeadFilter()))
    imports.wizard.next.click()
    idle(qtbot, window)
    assert len(ask(window, lead_ids, LeadFilter())) == before + 1
    assert not imports.wizard.isVisible()
    imports.view.choose(imports.table.ids[0])
    imports.take_back.click()
    idle(qtbot, window)
    assert len(ask(window, lead_ids, LeadFilter())) == before
    assert imports.table.row_at(0).values["state"] == "Undone"


def test_a_workspace_that_is_open_here_is_not_called_in_use(qtbot: QtBot, window: Window) -> None:
    assert window.path is not None
    view = window.view
    assert window.open(window.path)
    assert window.view is view and window.toast.accessibleName() == "This workspace is open already."
    assert not window.banner.isVisible()


def test_a_workspace_opened_for_reading_refuses_changes(qtbot: QtBot, window: Window) -> None:
    assert window.runner is not None
    path = window.runner.desk.path
    window.close_workspace()
    assert window.open(path, read_only=True)
    idle(qtbot, window)
    assert window.banner.isVisible()
    assert "read-only" in window.windowTitle()
    today = go(qtbot, window, "today")
    assert not window.commands.can("move.mql")
    assert not window.commands.can("answer.yes")
    qtbot.keyClick(today.mql.list, Qt.Key.Key_T)
    assert today.acts.open_strip is None


def test_palettes_switch_at_once_and_are_remembered(qtbot: QtBot, window: Window) -> None:
    from app.ui import settings, theme

    for name in ("dark", "contrast", "light"):
        window.commands.act(f"view.{name}")
        assert theme.colours().name == name
        assert settings.text("palette") == name


def test_problems_trouble_and_bugs_are_shown_each_in_their_way(qtbot: QtBot, window: Window) -> None:
    retried: list[int] = []
    window.problems.show(Problem("Write what was learned."))
    assert window.toast.isVisible() and "learned" in window.toast.accessibleName()
    window.problems.show(Trouble("The file is open in another program."), retry=lambda: retried.append(1))
    assert window.banner.isVisible()
    window.banner.findChildren(QAbstractButton)[0].click()
    assert retried == [1]
    try:
        raise ValueError("Ada Berg, ada@northgate.example")
    except ValueError as error:
        window.problems.bug(error)
    dialogs = [child for child in window.findChildren(QDialog) if isinstance(child, BugDialog)]
    assert len(dialogs) == 1
    text = dialogs[0]._text.toPlainText()
    assert "ValueError" in text and "test_window.py" in text
    assert "Ada" not in text  # a report holds no data
    dialogs[0].accept()


def test_the_committee_takes_a_person_into_an_empty_seat(qtbot: QtBot, window: Window) -> None:
    lead = ask(window, lead_view, page(window, "today")._lead_id)
    account = go(qtbot, window, "account", lead.account.id)
    committee = account.committee
    seat = committee.view.map.empty_seats()[0]
    assert "of" in committee.cover.count.text()
    committee.take(seat)
    committee.act("map.edit")
    form = next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    person = form.inputs["person_id"]
    person.setCurrentIndex(1)
    name = person.currentText().partition(",")[0]
    form.commit()
    idle(qtbot, window)
    filled = [one.name for one in committee.view.map.people if one.seat == seat]
    assert filled == [name]


def test_the_history_takes_an_earlier_act_back(qtbot: QtBot, window: Window) -> None:
    from app.services.touches import log_touch
    from app.ui.dialogs.history import HistoryDialog

    assert window.view is not None and window.runner is not None
    lead_id = page(window, "today")._lead_id
    window.view.bench.do(log_touch, lead_id, "call", "Left a message")
    idle(qtbot, window)
    dialog = HistoryDialog(window.view.bench, window)
    dialog.open()
    idle(qtbot, window)
    dialog.shown.choose(dialog.table.ids[0])
    dialog.undo()
    idle(qtbot, window)
    assert [line.kind for line in ask(window, lead_view, lead_id).timeline] == ["signal"]
    assert dialog.table.row_at(1).values["undone"]
    dialog.accept()
