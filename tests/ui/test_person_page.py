"""A person on screen: facts and where they came from, other values used, consent, story by kind, touches, the way."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.editing import edit_account, edit_person, set_consent
from app.services.merging import merge
from app.services.pausing import pause_clock
from app.services.person_page import person_view
from app.services.searching import search
from app.services.seating import add_person
from app.services.touches import log_touch
from app.ui.dialogs.chooser import FixedChooser
from app.ui.dialogs.hits import open_hit
from app.ui.widgets.text import Link
from app.ui.window import Window
from tests.ui import seen
from tests.ui.waiting import idle
from tests.workspaces import Workspaces, bring_in

LEADS = """Full name,Email,Company,Job title,Country,Asked for,Date,Badge colour
Ada Berg,ada@northgate.example,Northgate Hospital,Lab operations manager,United States,A demo,2026-11-01,green
Ben Ito,ben@northgate.example,Northgate Hospital,Medical director,United States,,2026-11-02,
"""


def two_at_one_house(desk: Desk) -> None:
    """Ada with two leads, a call and a former address; Ben with one lead; Eve, who has none."""
    bring_in(desk, LEADS)
    fields = {"full_name": "Ada Berg", "email": "ada@northgate.example", "company": "Northgate Hospital"}
    desk.do(add_lead, fields | {"service_line": "clinic_panels", "source": "Website"})
    desk.do(log_touch, 1, "call", "They decide in May", True)
    desk.do(edit_person, 1, {"email": "ada.berg@northgate.example"})
    desk.do(add_person, 1, "Eve Holm", email="eve@northgate.example")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """The window on the page of Ada."""
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take(workspaces(tmp_path / "Team.assay", two_at_one_house), place="accounts")
    idle(qtbot, made)
    made.view.go("person", 1)
    idle(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def page(window: Window) -> Any:
    return window.view.pages["person"]


def words(widget: Any) -> str:
    return "\n".join(one.text().replace("\u200b", "") for one in widget.findChildren(QLabel) if not one.isHidden())


def link(widget: Any, name: str) -> Link:
    return next(one for one in widget.findChildren(Link) if one.accessibleName() == name and not one.isHidden())


def test_facts_say_where_they_came_from(page: Any) -> None:
    shown = words(page.facts)
    assert "leads.csv, record 2" in shown
    assert "ada.berg@northgate.example" in shown
    assert "Edit email of Ada Berg" in shown
    assert "also: ada@northgate.example" in shown
    assert page.name.accessibleName() == "Ada Berg, Lab operations manager"
    assert page.account.text() == "Northgate Hospital"


def test_another_name_of_the_account_is_shown_at_once(qtbot: QtBot, window: Window, page: Any) -> None:
    assert window.view is not None
    window.view.bench.do(edit_account, 1, {"company": "Northgate Clinics"})
    idle(qtbot, window)
    assert page.account.text() == "Northgate Clinics"


def test_another_value_is_used_with_one_press_and_taken_back(qtbot: QtBot, window: Window, page: Any) -> None:
    link(page.facts, "Use ada@northgate.example as E-mail").click()
    idle(qtbot, window)
    assert "also: ada.berg@northgate.example" in words(page.facts)
    assert page.where.accessibleName().startswith("ada@northgate.example")
    window.commands.act("edit.undo")
    idle(qtbot, window)
    assert "also: ada@northgate.example" in words(page.facts)
    link(page.facts, "Forget ada@northgate.example as E-mail").click()
    idle(qtbot, window)
    assert "also:" not in words(page.facts)
    assert not window.commands.can("facts.use")


def test_another_value_is_used_by_keys_alone(qtbot: QtBot, window: Window, page: Any) -> None:
    qtbot.keyClick(page.story.view, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    chooser = next(one for one in window.findChildren(FixedChooser) if one.isVisible())
    assert "ada@northgate.example as E-mail" in chooser.list.item(0).text()
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert page.where.accessibleName().startswith("ada@northgate.example")


def test_consent_is_seen_and_changed_for_each_channel(qtbot: QtBot, window: Window, page: Any) -> None:
    assert page.consent.answers["email"].value == ""
    yes, no, _ = page.consent.answers["email"]._group.buttons()
    assert yes.accessibleName() == "E-mail: Yes"
    no.click()
    idle(qtbot, window)
    shown = {one.channel: one.value for one in window.runner.desk.ask(person_view, 1).consent}
    assert shown == {"any": "", "email": "no", "phone": "", "post": ""}
    assert "Consent of Ada Berg: no to email" in page.consent.answers["email"].toolTip()
    window.runner.desk.do(set_consent, 1, "email", "")
    page.refresh()
    idle(qtbot, window)
    assert page.consent.answers["email"].value == ""


def test_the_story_of_all_leads_is_read_kind_by_kind_with_keys(qtbot: QtBot, window: Window, page: Any) -> None:
    def kinds() -> set[str]:
        return {page.story.table.row_at(at).line.kind for at in range(page.story.table.rowCount())}

    whole = page.story.table.rowCount()
    assert "touch" in kinds()
    assert {row.lead_id for row in page._view.timeline} <= {1, 3}
    qtbot.keyClick(page.story.view, Qt.Key.Key_X)
    assert page.story.kinds.value == "signal"
    assert kinds() == {"signal"}
    qtbot.keyClick(page.story.view, Qt.Key.Key_X)
    assert kinds() == {"touch"}
    assert page.story.aside.text() == f"1 of {whole}"
    assert "They decide in May" in page.story.full.toPlainText()
    for _ in range(2):
        qtbot.keyClick(page.story.view, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert page.story.table.rowCount() == whole
    qtbot.keyClick(page.story.view, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert page.story.kinds.value == "handoff"
    assert kinds() == set()


def test_the_story_of_a_lead_is_read_kind_by_kind_too(qtbot: QtBot, window: Window) -> None:
    window.runner.desk.do(pause_clock, 1, "Their budget round")
    window.view.go("lead", 1)
    idle(qtbot, window)
    page = window.view.pages["lead"]
    for kinds in ({"signal"}, {"touch"}, set(), {"pause"}, set(), {"signal", "touch", "pause"}):
        qtbot.keyClick(page.mql.list, Qt.Key.Key_X)
        assert {page.story.table.row_at(at).kind for at in range(page.story.table.rowCount())} == kinds
    page.acts._open_note("TouchStrip")
    assert not window.commands.can("story.filter")  # an X belongs to what is written


def test_a_touch_is_logged_for_the_lead_that_is_chosen(qtbot: QtBot, window: Window, page: Any) -> None:
    qtbot.keyClick(page.story.view, Qt.Key.Key_L)
    strip = page.foot.strip
    assert strip.isVisible()
    assert [strip.lead.itemData(at) for at in range(strip.lead.count())] == [row.id for row in page._view.leads]
    strip.lead.setCurrentIndex(strip.lead.findData(3))
    qtbot.keyClicks(strip.outcome, "Wants panels too")
    qtbot.keyClick(strip.outcome, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert not page.foot.is_open
    newest = page._view.timeline[0]
    assert (newest.lead_id, newest.line.text) == (3, "Wants panels too")


def test_esc_leaves_the_strip_first_and_then_the_page(qtbot: QtBot, window: Window, page: Any) -> None:
    window.commands.act("lead.touch")
    assert page.holds_input
    qtbot.keyClick(page.foot.strip.outcome, Qt.Key.Key_Escape)
    assert not page.foot.is_open
    assert window.view.place == "person"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.view.place == "accounts"


def test_a_touch_without_words_is_refused_beside_the_field(qtbot: QtBot, window: Window, page: Any) -> None:
    window.commands.act("lead.touch")
    qtbot.keyClick(page.foot.strip.outcome, Qt.Key.Key_Return)
    assert "Write what came of it" in page.foot.strip.problem.text()
    assert page.foot.is_open


def test_who_has_no_lead_is_said_where_a_touch_belongs(qtbot: QtBot, window: Window, page: Any) -> None:
    window.view.go("person", 3)
    idle(qtbot, window)
    assert page.name.accessibleName() == "Eve Holm"
    window.commands.act("lead.touch")
    assert not page.foot.is_open
    assert "belongs to a lead" in window.toast._text.text()


def test_facts_are_edited_in_a_form(qtbot: QtBot, window: Window, page: Any) -> None:
    from app.ui.dialogs.form import FormDialog

    qtbot.keyClick(page.story.view, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    form = next(one for one in window.findChildren(FormDialog) if one.isVisible())
    form.inputs["job_title"].setText("Head of laboratory")
    form.commit()
    idle(qtbot, window)
    assert "also: Lab operations manager" in words(page.facts)


def test_further_facts_of_the_import_are_shown(page: Any) -> None:
    page.tabs.setCurrentIndex(4)
    assert page.tabs.tabText(4) == "Further facts 1"
    assert "green" in words(page.further)


def test_the_way_to_a_person(qtbot: QtBot, window: Window, page: Any) -> None:
    window.view.go("lead", 2)
    idle(qtbot, window)
    qtbot.keyClick(window.view.pages["lead"].mql.list, Qt.Key.Key_I)
    idle(qtbot, window)
    assert page.name.accessibleName() == "Ben Ito, Medical director"
    window.commands.act("lead.account")
    idle(qtbot, window)
    account = window.view.pages["account"]
    account.tabs.setCurrentIndex(1)
    people = account.tabs.currentWidget()
    people.setFocus()
    qtbot.keyClick(people, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view.place == "person"
    assert page.person_id == 1
    (hit,) = window.runner.desk.ask(search, "Eve Holm")
    open_hit(page.bench, hit)
    idle(qtbot, window)
    assert page.name.accessibleName() == "Eve Holm"


def test_a_lead_and_a_seat_open_from_their_tables(qtbot: QtBot, window: Window, page: Any) -> None:
    page.tabs.setCurrentIndex(1)
    page.leads_view.setFocus()
    qtbot.keyClick(page.leads_view, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.view.where == ("lead", page._view.leads[0].id)


def test_who_was_merged_is_shown_as_who_they_became(qtbot: QtBot, window: Window, page: Any) -> None:
    window.runner.desk.do(merge, "people", 2, 1)
    page.refresh()
    idle(qtbot, window)
    assert page.person_id == 2
    assert len(page._view.leads) == 2


def test_the_account_page_logs_a_touch_of_one_of_its_leads(qtbot: QtBot, window: Window) -> None:
    window.view.go("account", 1)
    idle(qtbot, window)
    page = window.view.pages["account"]
    qtbot.keyClick(page.leads_view, Qt.Key.Key_L)
    strip = page.foot.strip
    assert any("Ben Ito" in strip.lead.itemText(at) for at in range(strip.lead.count()))
    strip.lead.setCurrentIndex(strip.lead.findData(2))
    strip.outcome.setText("Left a message")
    strip.commit()
    idle(qtbot, window)
    assert window.runner.desk.ask(person_view, 2).timeline[0].line.text == "Left a message"


def test_the_account_page_uses_another_value(qtbot: QtBot, window: Window) -> None:
    from app.services.adding import add_lead

    twin = {"full_name": "Cy Roe", "email": "cy@ngh.example", "company": "NGH Labs", "service_line": "hospital_lab"}
    window.runner.desk.do(add_lead, twin | {"source": "Website"})
    window.runner.desk.do(merge, "accounts", 1, 2, {"company": 1})
    window.view.go("account", 1)
    idle(qtbot, window)
    page = window.view.pages["account"]
    link(page.fact_lines, "Use NGH Labs as Name").click()
    idle(qtbot, window)
    assert page.name.accessibleName() == "NGH Labs"
    assert "also: Northgate Hospital" in words(page.fact_lines)


@pytest.mark.parametrize("tab", range(6))
def test_every_part_has_names_and_is_reached_and_not_cut(
    qtbot: QtBot, window: Window, page: Any, tab: int, look: Callable[[Any], list[str]]
) -> None:
    page.tabs.setCurrentIndex(tab)
    idle(qtbot, window)
    assert look(window) == []


@pytest.fixture
def look() -> Callable[[Any], list[str]]:
    looks = (seen.nameless, seen.out_of_reach, seen.cut, seen.outgrown, seen.bars_within_bars)
    return lambda window: [fault for one in looks for fault in one(window)]
