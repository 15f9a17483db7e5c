"""The playbook page: parts edited into a draft by keyboard, faults in place, replayed and adopted with a note."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from app.domain.playbook.sections import SECTION, SECTIONS, choices, keyed
from app.domain.problems import Problem
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.drafts import adopt_draft, draft_view
from app.services.playbook_files import export_playbook
from app.services.playbooks import playbook_view
from app.ui.dialogs.form import FormDialog
from app.ui.pages.defining.adopting import AdoptDialog
from app.ui.pages.defining.building import Builder
from app.ui.pages.defining.conditions import ConditionInput
from app.ui.pages.defining.inputs import PairsInput
from app.ui.pages.defining.item_editor import ItemEditor
from app.ui.pages.defining.part_view import Line
from app.ui.pages.defining.several import ChoicesInput
from app.ui.pages.playbook import PlaybookPage
from app.ui.widgets.finder import Finder
from app.ui.window import Window
from tests.ui.waiting import idle
from tests.workspaces import Workspaces

Key = Qt.Key


def a_few_leads(desk: Desk) -> None:
    """Three people of one hospital."""
    for name, title in (("Ada Berg", "Lab director"), ("Bo Ito", "Nurse"), ("Cleo Marsh", "CFO")):
        first, last = name.split()
        row = {"first_name": first, "last_name": last, "email": f"{first.casefold()}@north.example"}
        desk.do(add_lead, {**row, "job_title": title, "company": "North Hospital", "service_line": "hospital_lab"})


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, tmp_path: Path, workspaces: Workspaces) -> Iterator[Window]:
    """A workspace with a few leads, opened at its playbook."""
    desk = workspaces(tmp_path / "Team.assay", a_few_leads)
    made = Window("Robin")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.take(desk, place="playbook")
    idle(qtbot, made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def page_of(window: Window) -> PlaybookPage:
    assert window.view is not None
    page = window.view.pages["playbook"]
    assert isinstance(page, PlaybookPage)
    return page


def desk_of(window: Window) -> Any:
    assert window.runner is not None
    return window.runner.desk


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def into(qtbot: QtBot, window: Window, letters: str) -> None:
    """Type the beginning of a part's name into the list of parts, and go into it."""
    page = page_of(window)
    page.contents.setFocus()
    qtbot.keyClicks(page.contents, letters)
    qtbot.keyClick(page.contents, Key.Key_Return)


def add(qtbot: QtBot, window: Window, title: str) -> None:
    """Insert, a name, Enter: the keyboard is in the form of the new item then."""
    qtbot.keyClick(focused(), Key.Key_Insert)
    form = window.findChildren(FormDialog)[-1]
    qtbot.waitUntil(form.isVisible)
    field = next(iter(form.inputs.values()))
    qtbot.keyClicks(field, title)
    qtbot.keyClick(field, Key.Key_Return)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    idle(qtbot, window)
    idle(qtbot, window)
    assert QApplication.focusWidget() is not None


def write(qtbot: QtBot, window: Window, **fields: Any) -> None:
    """Settle fields of the item in hand, as a person who leaves each."""
    part = page_of(window)._part
    assert part is not None
    for id, value in fields.items():
        made = part.editor.inputs[id]
        made.write(value)
        made.settle()
        idle(qtbot, window)


def test_every_part_can_be_opened_and_shows_its_lines(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    for section in SECTIONS:
        page.open(section.label)
        part = page._part
        assert part is not None and part.section is section
        assert section.single or part.table.rowCount() or section.id == "offer", section.id
        if part.current is not None:
            assert set(part.editor.inputs) == {field.id for field in section.fields}


def test_somebody_who_does_not_program_adds_a_criterion_a_question_and_a_route(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "crit")
    add(qtbot, window, "Is a site visit agreed?")
    write(qtbot, window, stage="sql", gate="next_step", guidance="Ask for a date", qualifies=["Visit on 3 May"])
    write(qtbot, window, does_not=["They may come by"], required=False, seat="lab_director")
    into(qtbot, window, "ques")
    add(qtbot, window, "When can your team see it on site?")
    write(qtbot, window, proves=["next_step"], ask="Lab director", counts_when="A date is named")
    into(qtbot, window, "rout")
    add(qtbot, window, "A visit is agreed")
    page = page_of(window)
    part = page._part
    assert part is not None
    when = part.editor.inputs["when"]
    assert isinstance(when, ConditionInput)
    when.words.text.setPlainText("facility type is Hospital")
    when.settle()
    idle(qtbot, window)
    write(qtbot, window, path="sales_discovery", why="They will meet us", deadline_hours=4)
    view = desk_of(window).ask(draft_view)
    assert [fault for fault in view.faults if not fault.warns] == []
    assert {(one.section, one.what) for one in view.differences} >= {
        ("criteria", "added"),
        ("questions", "added"),
        ("routes", "added"),
    }
    window.commands.act("playbook.replay")
    idle(qtbot, window)
    idle(qtbot, window)
    assert page.replayed.sentences
    window.commands.act("playbook.adopt")
    (dialog,) = window.findChildren(AdoptDialog)
    qtbot.keyClick(dialog.act, Key.Key_Space)
    assert "Write why" in dialog.problem.text()
    assert dialog.differences.table.rowCount() == 3  # a line for each, not for each of its fields
    dialog.note.text.setPlainText("Visits decide")
    qtbot.keyClick(dialog.note.text, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    idle(qtbot, window)
    book = desk_of(window).ask(playbook_view)
    assert book.playbook.version == 2 and book.versions[0].note == "Visits decide"
    assert any(c.question == "Is a site visit agreed?" for c in book.playbook.criteria)
    assert any(r.label == "A visit is agreed" and r.deadline_hours == 4 for r in book.playbook.routes)
    assert not desk_of(window).ask(draft_view).open
    assert "version 2" in page.bar.title.accessibleName()
    assert page.shown.currentWidget() is page.versions


def test_other_pages_show_the_words_of_the_version_that_was_adopted(qtbot: QtBot, window: Window) -> None:
    assert window.view is not None
    window.view.go("leads")
    idle(qtbot, window)
    former = window.view.pages["leads"]
    window.view.go("playbook")
    page = page_of(window)
    page.open("Service lines")
    part = page._part
    assert part is not None
    part.stand_on("hospital_lab")
    write(qtbot, window, label="Labs of hospitals")
    desk_of(window).do(adopt_draft, "Our own words")
    page.refresh()
    window.view.refresh()
    idle(qtbot, window)
    assert window.view.bench.label("service_line", "hospital_lab") == "Labs of hospitals"
    window.view.go("leads")
    assert window.view.pages["leads"] is not former


def test_a_fault_is_said_at_its_field_and_adopting_leads_there(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "rout")
    write(qtbot, window, why="")
    page = page_of(window)
    part = page._part
    assert part is not None and part.current is not None
    assert any(fault.field == "why" for fault in part.current.faults)
    assert part.editor._says["why"].isVisible()
    page.open("Criteria")
    window.commands.act("playbook.adopt")
    idle(qtbot, window)
    assert page._part is part
    assert not window.findChildren(AdoptDialog)


def test_undo_takes_back_the_last_change_of_the_draft(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "limits")
    write(qtbot, window, engagement_cap=33)
    assert desk_of(window).ask(draft_view).body["scoring"]["engagement_cap"] == 33
    window.commands.act("edit.undo")
    idle(qtbot, window)
    idle(qtbot, window)
    assert desk_of(window).ask(draft_view).differences == ()
    part = page_of(window)._part
    assert part is not None and part.editor.inputs["engagement_cap"].read() != 33


def test_what_cannot_be_read_stays_on_screen_and_says_why(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "limits")
    part = page_of(window)._part
    assert part is not None
    write(qtbot, window, engagement_cap="many")
    assert "Write a number" in part.editor._says["engagement_cap"].text()
    assert page_of(window).holds_input
    assert not desk_of(window).ask(draft_view).open


def test_lines_move_with_alt_and_arrows_and_go_with_delete(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "rout")
    part = page_of(window)._part
    assert part is not None
    first, second = part._lines[0].key, part._lines[1].key
    qtbot.keyClick(part.view, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    idle(qtbot, window)
    idle(qtbot, window)
    assert [line.key for line in part._lines[:2]] == [second, first]
    assert part.current is not None and part.current.key == first
    qtbot.keyClick(part.view, Key.Key_Delete)
    idle(qtbot, window)
    idle(qtbot, window)
    assert first not in [line.key for line in part._lines]


def test_removing_what_something_refers_to_is_asked_about(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    page.open("Paths")
    part = page._part
    assert part is not None
    part.stand_on("sales_discovery")
    part.view.setFocus()
    qtbot.keyClick(part.view, Key.Key_Delete)
    idle(qtbot, window)
    assert not desk_of(window).ask(draft_view).open
    qtbot.keyClick(part.view, Key.Key_Delete)
    idle(qtbot, window)
    assert any(not fault.warns for fault in desk_of(window).ask(draft_view).faults)


def test_the_preset_is_one_switch(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    assert page.bar.presets is not None
    page.bar.presets.write("quality")
    page.bar.presets.settle()
    idle(qtbot, window)
    view = desk_of(window).ask(draft_view)
    assert view.body["preset"] == "quality" and len(view.differences) == 1


def test_a_playbook_goes_out_as_a_file_and_comes_back_as_a_draft(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, read = tmp_path / "ours.xlsx", tmp_path / "read.xlsx"
    places = iter([str(written), str(read), str(tmp_path / "bank.xlsx")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(places), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(written), ""))
    for act in ("playbook.save", "playbook.definitions", "playbook.questions"):
        window.commands.act(act)
        idle(qtbot, window)
    assert written.stat().st_size > 10_000 and read.stat().st_size > 10_000
    assert "Use of questions" in load_workbook(tmp_path / "bank.xlsx").sheetnames
    book = load_workbook(written)
    sheet = book["Limits of scoring"]
    cell = next(cell for line in sheet.iter_rows() for cell in line if cell.value == 30)
    cell.value = 35
    book.save(written)
    window.commands.act("playbook.take")
    qtbot.waitUntil(lambda: bool(desk_of(window).ask(draft_view).differences), timeout=20_000)
    view = desk_of(window).ask(draft_view)
    assert [(one.section, one.what) for one in view.differences] == [("scoring", "changed")]
    assert view.body["scoring"]["engagement_cap"] == 35


def test_a_condition_stays_in_its_field_once_it_is_settled(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "rout")
    add(qtbot, window, "Large hospitals")
    part = page_of(window)._part
    assert part is not None
    when = part.editor.inputs["when"]
    assert isinstance(when, ConditionInput)
    assert not part.editor.holds_input  # nothing is written there, and that is not "always"
    qtbot.keyClicks(focused(), "facility type is hospital")
    qtbot.keyClick(focused(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "hospital" in when.words.read()
    idle(qtbot, window)
    idle(qtbot, window)
    assert when.words.read() == "facility type is Hospital"
    when.words.text.setPlainText("")
    when.words.settle()
    idle(qtbot, window)
    idle(qtbot, window)
    assert "Write when it holds" in part.editor._says["when"].text()
    when.words.text.setPlainText("the lab is nice")
    when.words.settle()
    idle(qtbot, window)
    assert part.editor._says["when"].text().count("\n") == 0  # what cannot be read, and nothing beside it


def test_a_condition_is_built_by_keyboard_from_tests_that_fit_each_fact(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "rout")
    add(qtbot, window, "Large hospitals")
    part = page_of(window)._part
    assert part is not None
    when = part.editor.inputs["when"]
    assert isinstance(when, ConditionInput)
    qtbot.keyClick(when.build, Key.Key_Space)
    (builder,) = window.findChildren(Builder)
    qtbot.waitUntil(builder.isActiveWindow)
    fact = builder.lines[0].fact.box
    assert fact.hasFocus()
    qtbot.keyClicks(fact, "size")
    tests = [builder.lines[0].rule.box.itemText(at) for at in range(4)]
    assert tests == ["is at least", "is at most", "is known", "is not known"]
    qtbot.keyClick(focused(), Key.Key_Tab)
    assert focused() is builder.lines[0].rule.box
    qtbot.keyClick(focused(), Key.Key_Down)
    assert focused() is builder.lines[0].rule.box  # the test keeps the keyboard while it is chosen
    qtbot.keyClick(focused(), Key.Key_Up)
    qtbot.keyClick(focused(), Key.Key_Tab)
    qtbot.keyClicks(focused(), "100")
    for expected in (builder.lines[0].drop, builder.add, builder.leave, builder.use):
        qtbot.keyClick(focused(), Key.Key_Tab)
        assert focused() is expected
    qtbot.keyClick(builder.use, Key.Key_Space)
    idle(qtbot, window)
    assert when.words.read() == "size at least 100"


def test_space_ticks_what_the_search_has_left(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "ques")
    part = page_of(window)._part
    assert part is not None
    proves = part.editor.inputs["proves"]
    assert isinstance(proves, ChoicesInput)
    qtbot.keyClick(proves.choose, Key.Key_Space)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    (names,) = dialog.findChildren(QListWidget)
    (search,) = dialog.findChildren(Finder)
    qtbot.keyClick(names, "/")
    qtbot.keyClicks(search, "compli")
    qtbot.waitUntil(lambda: names.item(0).isHidden())
    qtbot.keyClick(search, Key.Key_Down)
    qtbot.keyClick(names, Key.Key_Space)
    qtbot.keyClick(names, Key.Key_Return)
    idle(qtbot, window)
    assert "compliance" in proves.read() and len(proves.read()) == 2


def test_an_item_without_a_name_is_asked_for_one(qtbot: QtBot, window: Window) -> None:
    into(qtbot, window, "crit")
    qtbot.keyClick(focused(), Key.Key_Insert)
    form = window.findChildren(FormDialog)[-1]
    qtbot.keyClick(form.act, Key.Key_Space)
    assert form.isVisible() and "Begin with “Question”" in form.problem.text()
    form.reject()


def test_an_unfinished_workbook_goes_into_the_draft_and_shows_its_faults_in_place(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, file = desk_of(window), tmp_path / "half.xlsx"
    desk.ask(export_playbook, file)
    book = load_workbook(file)
    cells = {cell.value: cell for sheet in ("Routes", "Limits of scoring") for line in book[sheet] for cell in line}
    cells["Everything else"].value = ""
    cells[30].value = "many"
    book.save(file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    window.commands.act("playbook.take")
    qtbot.waitUntil(lambda: desk.ask(draft_view).open, timeout=20_000)
    idle(qtbot, window)
    idle(qtbot, window)
    view = desk.ask(draft_view)
    assert [(fault.section, fault.field) for fault in view.faults if not fault.warns] == [("routes", "label")]
    assert "not taken: Sheet Limits of scoring" in view.edits[0].says  # it keeps the number that was there
    assert view.body["scoring"]["engagement_cap"] == 30
    page = page_of(window)
    assert page.shown.currentWidget() is page.changes
    window.commands.act("playbook.adopt")
    idle(qtbot, window)
    part = page._part
    assert part is not None and part.section.id == "routes"


def test_a_replay_is_of_the_draft_on_screen_only(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    step = {"op": "set", "section": "routes", "item": "proven", "field": "deadline_hours", "value": 5}
    page._edit([step], "Faster")
    idle(qtbot, window)
    page.replayed.run()
    idle(qtbot, window)
    assert page.replayed.sentences
    before = page.replayed._view
    page.refresh()  # as after an undo of something else
    idle(qtbot, window)
    assert page.replayed._view is before
    of = page.replayed._draft
    page._edit([{**step, "value": 6}], "Slower")
    idle(qtbot, window)
    assert page.replayed.sentences == ()
    page.replayed._drawn(before, of)  # an answer that was under way when the draft changed
    assert page.replayed.sentences == ()
    assert "replay it again" in page.replayed.says.text()
    page.replayed.last.line.setText("many")
    page.replayed.run()
    assert page.replayed.says.text() == "Write a number, such as 10."


def test_a_removal_is_asked_about_for_each_item_and_anew_after_a_change(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    body = page._view.body

    def wish(section: str) -> None:
        key, item = next(iter(keyed(body, section)))
        page._on_removal((SECTION[section], Line(key, key, item, (), "", ())))
        idle(qtbot, window)

    wish("fit_bands")
    wish("intent_bands")  # its lowest band has the same key
    assert not desk_of(window).ask(draft_view).open
    page._edit([{"op": "set", "section": "routes", "item": "proven", "field": "deadline_hours", "value": 5}], "Faster")
    idle(qtbot, window)
    wish("intent_bands")
    assert [edit.says for edit in desk_of(window).ask(draft_view).edits] == ["Faster"]
    wish("intent_bands")
    assert len(desk_of(window).ask(draft_view).edits) == 2


@pytest.mark.parametrize(
    "junk", [None, "junk", 5, True, [], {}, ["x"], [5], {"a": 1}, {"fact": "colour"}, {"names": 5}]
)
def test_whatever_a_draft_holds_can_be_opened(qtbot: QtBot, window: Window, junk: object) -> None:
    page = page_of(window)
    body = page._view.body
    editor = ItemEditor(lambda of: choices(body, of))
    qtbot.addWidget(editor)
    for section in SECTIONS:
        key, item = next(iter(keyed(body, section.id)))
        for field in section.fields:
            editor.show_item(section, key, key, {**item, field.id: junk}, (), fresh=False)


def test_words_of_a_file_that_nobody_can_read_are_shown_and_mended(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    item = dict(keyed(page._view.body, "routes"))["proven"]
    editor = ItemEditor(lambda of: choices(page._view.body, of))
    qtbot.addWidget(editor)
    editor.show_item(SECTION["routes"], "proven", "", {**item, "when": "region is Mars"}, (), fresh=False)
    when = editor.inputs["when"]
    assert isinstance(when, ConditionInput)
    assert when.words.text.toPlainText() == "region is Mars"
    assert not editor.holds_input
    settled: list[object] = []
    editor.edited.connect(settled.append)
    when.words.text.setPlainText("stage is SQL")
    assert editor.holds_input
    when.words.settle()
    assert [value for _, _, value in settled] == [{"fact": "stage", "is": ["sql"]}]


@pytest.mark.parametrize("text", ["Demo: inf", "Demo: nan", "Demo: soon"])
def test_a_pair_needs_a_number(qtbot: QtBot, window: Window, text: str) -> None:
    pairs = PairsInput("Hours", lambda: [("demo", "Demo")])
    qtbot.addWidget(pairs)
    pairs.pairs.text.setPlainText(text)
    with pytest.raises(Problem, match="Write a number after the colon"):
        pairs.read()
