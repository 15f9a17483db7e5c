"""Text at 150 %: every page and strip fits a window of 1280 x 800, and another size takes effect at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.domain.playbook.sections import SECTIONS
from app.language import SOURCE, speak
from app.services.calls.planning import plan_call
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.leads import LeadFilter, lead_ids
from app.ui import settings, theme
from app.ui.command_table import PLACES
from app.ui.pages.lead_story import StoryColumn
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """First name,Last name,Email,Phone,Company,Job title,Country,Asked for,Date
Ada,Berg,ada@northgate.example,+1 202 555 0101,Northgate Hospital,Lab operations manager,United States,A demo,2026-11-01
Bo,Castillo,bo@lakeside.example,+1 202 555 0102,Lakeside Clinic,Practice manager,United States,Prices,2026-11-02
"""
DIALOGS = (
    "lead.ledger", "lead.edit", "edit.history", "edit.search", "edit.palette", "workspace.settings",
    "help.page", "help.keys", "help.about", "workspace.new", "go.nurture",
)  # fmt: skip
STRIPS = ("answer.yes", "move.sql", "move.nurture", "lead.touch", "lead.owner", "lead.gap")


def two_leads(desk: Desk) -> None:
    """The two leads that came with a list."""
    bring_in(desk, LEADS)


@pytest.fixture
def german() -> Iterator[None]:
    """The program speaks German, whose words are longer, for as long as the test runs."""
    speak("de")
    yield
    speak(SOURCE)


@pytest.fixture
def large(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window at 150 % on a workspace with two leads."""
    desk = workspaces(tmp_path / "Team.assay", two_leads)
    settings.remember("scale", 1.5)
    theme.apply(dressed, "light", 1.5)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="today")
    assert made.view is not None
    today: Any = made.view.pages["today"]
    qtbot.waitUntil(lambda: today.acts.view is not None, timeout=10_000)
    idle(qtbot, made)
    yield made
    made.close()


def too_wide(window: Window, where: str) -> list[str]:
    """What makes the window larger than the screen."""
    QApplication.processEvents()
    wanted = window.minimumSizeHint()
    fits = wanted.width() <= 1280 and wanted.height() <= 800 and (window.width(), window.height()) == (1280, 800)
    return (
        []
        if fits
        else [f"{where}: wants {wanted.width()} x {wanted.height()}, has {window.width()} x {window.height()}"]
    )


def test_a_long_word_for_a_group_gives_way(qtbot: QtBot, large: Window) -> None:
    today: Any = large.view.pages["today"] if large.view is not None else None
    today.group_words.say("First outreach overdue: nobody has written or called yet, and the time for it is over " * 2)
    assert too_wide(large, "today") == []


def test_every_page_fits(qtbot: QtBot, large: Window) -> None:
    assert large.view is not None and large.runner is not None
    lead = large.runner.desk.ask(lead_ids, LeadFilter())[0]
    account = large.runner.desk.ask(lead_view, lead).account.id
    faults: list[str] = []
    for place, what in [
        *((id, None) for id, _, _ in PLACES),
        ("people", None),
        ("duplicates", "rows"),
        ("lead", lead),
        ("account", account),
        ("call", ("lead", lead)),
    ]:
        large.view.go(place, what)
        idle(qtbot, large)
        faults += too_wide(large, place)
    assert faults == []


def test_every_part_of_the_playbook_fits(qtbot: QtBot, large: Window) -> None:
    assert large.view is not None
    large.view.go("playbook")
    idle(qtbot, large)
    page: Any = large.view.pages["playbook"]
    faults: list[str] = []
    for title in ("Changes", "Replay", "Versions", "Calibration", *(section.label for section in SECTIONS)):
        page.open(title)
        idle(qtbot, large)
        faults += too_wide(large, title)
    assert faults == []


def test_every_strip_fits(qtbot: QtBot, large: Window) -> None:
    assert large.view is not None
    today: Any = large.view.pages["today"]
    lead = today._lead_id
    faults: list[str] = []
    for place, page in (("today", today), ("lead", None)):
        large.view.go(place, lead if place == "lead" else None)
        idle(qtbot, large)
        shown: Any = page or large.view.pages[place]
        for strip in STRIPS:
            large.commands.act(strip)
            idle(qtbot, large)
            assert shown.acts.open_strip is not None, strip
            faults += too_wide(large, f"{place}, {strip}")
            shown.acts.leave()
    assert faults == []


def test_pages_and_strips_fit_in_german(qtbot: QtBot, german: None, large: Window) -> None:
    assert large.view is not None and large.runner is not None
    today: Any = large.view.pages["today"]
    shown = large.runner.desk.ask(lead_view, today._lead_id)
    faults: list[str] = []
    for strip in STRIPS:
        large.commands.act(strip)
        idle(qtbot, large)
        today.acts.open_strip.title.setText(
            "Farid Silvera, Leiter des Labors: Zuständig und nächster Schritt dieses Leads"
        )
        faults += too_wide(large, strip)
        today.acts.leave()
    for place, what in (("person", shown.person.id), ("lead", today._lead_id), ("today", None)):
        large.view.go(place, what)
        idle(qtbot, large)
        faults += too_wide(large, place)
    assert faults == []


def test_the_story_of_a_lead_is_read_without_scrolling_sideways(qtbot: QtBot, large: Window) -> None:
    assert large.view is not None
    today: Any = large.view.pages["today"]
    large.view.go("lead", today._lead_id)
    idle(qtbot, large)
    story: Any = large.view.pages["lead"].findChildren(StoryColumn)[0]
    assert story.table.rowCount() and story.view.horizontalScrollBar().maximum() == 0
    assert ": " in story.table.columns[-1].text(story.table.row_at(0))


def test_the_plan_of_an_import_fits(qtbot: QtBot, large: Window, tmp_path: Path) -> None:
    more = tmp_path / "booth.csv"
    rows = ["Name;E-mail;Organisation;Date", "Dana Keller;dana@summit.example;Summit;01/02/2026", ";;;"]
    rows += ["Ada Berg;ada@northgate.example;Northgate Hospital;02/03/2026"]
    more.write_text("\n".join(rows), encoding="utf-8")
    large.take_files([more])
    idle(qtbot, large)
    assert large.view is not None
    imports: Any = large.view.pages["imports"]
    wizard = imports.wizard
    faults: list[str] = []
    for step in range(3):
        wizard.go(step)
        idle(qtbot, large)
        faults += too_wide(large, f"step {step + 1}")
    assert faults == []


def test_an_import_of_files_that_cannot_be_read_and_its_result_fit(qtbot: QtBot, large: Window, tmp_path: Path) -> None:
    good, bad, page = tmp_path / "booth.csv", tmp_path / "scan.csv", tmp_path / "page.csv"
    good.write_text("Name;E-mail\nDana Keller;dana@summit.example\n;not an address\n", encoding="utf-8")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page.write_text("", encoding="utf-8")
    large.take_files([good, bad, page])
    idle(qtbot, large)
    assert large.view is not None
    imports: Any = large.view.pages["imports"]
    wizard = imports.wizard
    faults: list[str] = []
    for step in range(3):
        wizard.go(step)
        idle(qtbot, large)
        faults += too_wide(large, f"step {step + 1}")
    wizard.only_readable.click()
    idle(qtbot, large)
    wizard.go_on()
    idle(qtbot, large)
    assert imports.result.isVisible() and imports.result.save_errors.isVisible()
    faults += too_wide(large, "result")
    assert faults == []


def test_another_text_size_takes_effect_at_once(qtbot: QtBot, large: Window) -> None:
    assert large.view is not None
    before, lead = large.view, large.view.pages["today"]
    rows = large.view.place_buttons["today"].fontMetrics().height()
    large.commands.act("view.smaller")
    idle(qtbot, large)
    assert large.view is not None and large.view is not before
    assert large.view.place == "today" and large.view.pages["today"] is not lead
    assert large.view.place_buttons["today"].fontMetrics().height() < rows
    assert settings.number("scale", 1.0) == 1.3
    for _ in range(2):  # what the old view had bound is gone
        large.commands.act("go.leads")
        idle(qtbot, large)
    assert large.view.place == "leads"


def test_a_half_typed_reason_is_not_lost_to_another_text_size(qtbot: QtBot, large: Window) -> None:
    assert large.view is not None
    before = large.view
    today: Any = large.view.pages["today"]
    acts: Any = today.acts
    large.commands.act("move.nurture")
    idle(qtbot, large)
    acts.open_strip.learned.setText("No need this year")
    large.commands.act("view.smaller")
    idle(qtbot, large)
    assert large.view is before and acts.open_strip.learned.text() == "No need this year"
    assert "saved or left" in large.toast.accessibleName()
    acts.leave()
    qtbot.waitUntil(lambda: large.view is not before)


def test_every_dialog_fits_on_a_small_screen(qtbot: QtBot, large: Window) -> None:
    too_large: list[tuple[str, int, int]] = []
    for id in DIALOGS:
        large.commands.act(id)
        idle(qtbot, large)
        shown = [one for one in large.findChildren(QDialog) if one.isVisible()]
        assert shown, id
        too_large += [(id, one.width(), one.height()) for one in shown if one.width() > 1280 or one.height() > 800]
        for one in shown:
            one.close()
    assert too_large == []


@pytest.mark.parametrize("width", [1280, 640])
def test_the_calls_of_an_account_are_never_scrolled_sideways(
    qtbot: QtBot, german: None, large: Window, width: int
) -> None:
    assert large.view is not None and large.runner is not None
    lead = large.runner.desk.ask(lead_ids, LeadFilter())[0]
    long_goal = "Vereinbaren, was ein Parallelbetrieb zeigen muss, bevor die Laborleitung zeichnet"
    large.runner.do(plan_call, [lead], datetime.now(UTC) + timedelta(days=2), 30, "video", long_goal, "pilot")
    idle(qtbot, large)
    large.view.go("account", large.runner.desk.ask(lead_view, lead).account.id)
    idle(qtbot, large)
    page: Any = large.view.pages["account"]
    page.tabs.setCurrentWidget(page.calls)
    large.resize(width, 800)
    QApplication.processEvents()
    shown = page.calls.view
    assert shown.horizontalHeader().length() <= shown.viewport().width()
    goal = next(at for at, one in enumerate(shown.table.columns) if one.id == "goal")
    assert shown.columnWidth(goal) > 0 and shown.table.columns[goal].tip(shown.table.row_at(0)) == long_goal
