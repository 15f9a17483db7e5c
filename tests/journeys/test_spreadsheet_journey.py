"""With a spreadsheet beside the window: 200 rows pasted until they are leads, cells typed, 500 leads moved at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.lead import Answered
from app.exports.clip import as_html
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.lead_page import lead_view
from app.services.leads import LeadFilter, count_leads, lead_ids
from app.services.lists.reading import rows
from app.services.work import Changed, Work
from app.store.tables import AnswerRow, Move
from app.ui import settings, theme
from app.ui.dialogs.bulk_move import BulkMoveDialog
from app.ui.dialogs.paste import PasteDialog
from app.ui.window import Window
from tests.journeys.hands import Hands

TITLES = ["Name", "E-mail", "Company", "Country", "Phone", "Postal code", "Notes"]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The window at its usual size, with settings of its own."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    settings.store.cache_clear()
    theme.apply(qapp, "light")
    made = Window("Robin Vale")
    made.remembers = False
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def hands(window: Window) -> Hands:
    return Hands(window)


def take(hands: Hands, desk: Desk) -> None:
    """Begin in the list of leads, once its rows are there."""
    hands.window.take(desk, place="leads")
    hands.wait()
    hands.until(lambda: hands.page.drawn)
    QTest.qWait(100)  # what stands beside the rows comes right after them
    hands.wait()


def put(text: str, html: str) -> None:
    held = QMimeData()
    if text:
        held.setText(text)
    if html:
        held.setHtml(html)
    QGuiApplication.clipboard().setMimeData(held)


# --- 200 rows of a spreadsheet ----------------------------------------------------------------------------------------


def _row(n: int) -> list[str]:
    asked = f"A demo,\nthen “prices” for {n} sites" if n % 5 == 0 else f"Prices for {n} sites"
    return [f"Zoë Person{n}", f"zoe{n}@clinic{n}.example", f"Clinic {n} \"North\"", "Germany", f"+49 30 5550 {n:03}",
            f"{1000 + n:05}", asked]  # fmt: skip


LINES = [TITLES, *(_row(n) for n in range(200))]


def _as_excel(lines: list[list[str]]) -> str:
    """Text as Excel puts it on the clipboard: quoted where a cell has lines, CR and LF at the end of each row."""
    cells = [['"' + cell.replace('"', '""') + '"' if "\n" in cell else cell for cell in line] for line in lines]
    return "".join("\t".join(line) + "\r\n" for line in cells)


CLIPS = {
    "text alone": (_as_excel(LINES), ""),
    "HTML alone": ("", as_html(LINES)),
}


@pytest.mark.parametrize("clip", CLIPS)
def test_200_rows_of_a_spreadsheet_become_leads(hands: Hands, tmp_path: Path, clip: str) -> None:
    take(hands, Desk.create(tmp_path / "Team.assay", "diagnostics", by="Robin Vale"))
    put(*CLIPS[clip])
    hands.control("v")
    dialog = hands.window.findChildren(PasteDialog)[-1]
    assert dialog.way.value == "import"
    hands.until(dialog.isActiveWindow)
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: hands.window.view is not None and hands.window.view.place == "imports")
    hands.until(lambda: bool(hands.page.wizard.sources))
    hands.window.activateWindow()
    hands.until(hands.window.isActiveWindow)
    hands.wait()
    for _ in range(4):  # what was found, the columns, the plan, the import
        if hands.ask(count_leads, LeadFilter()):
            break
        hands.key(Qt.Key.Key_Return, hold=Qt.KeyboardModifier.ControlModifier)
        hands.wait()
    ids = hands.ask(lead_ids, LeadFilter())
    assert len(ids) == 200
    found = hands.ask(rows, "leads", ids, ["person", "account", "phone", "notes"])
    by_name = {row.values[0]: row.values[1:] for row in found}
    assert by_name["Zoë Person10"] == ('Clinic 10 "North"', "+49305550010", "A demo,\nthen “prices” for 10 sites")
    hands.window.commands.act("edit.undo")
    hands.wait()
    assert hands.ask(count_leads, LeadFilter()) == 0


# --- cells and moves --------------------------------------------------------------------------------------------------


@pytest.fixture
def many(tmp_path: Path) -> Desk:
    """500 leads of a file, all but two of them proven for MQL."""
    desk = Desk.create(tmp_path / "Team.assay", "diagnostics", by="Robin Vale")
    lines = ["Name,E-mail,Company,Service line,Owner"]
    lines += [f"Person{n:03} Berg,p{n}@lab{n}.example,Lab {n},Hospital laboratory,Robin Vale" for n in range(500)]
    file = tmp_path / "leads.csv"
    file.write_text("\n".join(lines), "utf-8")
    desk.do(commit_import, desk.ask(plan_import, [file]))
    ids = desk.ask(lead_ids, LeadFilter(), "person", False)
    required = [row.id for row in desk.ask(lead_view, ids[0]).mql.rows if row.required]
    desk.do(_prove, ids[2:], required)
    return desk


def _prove(work: Work, ids: list[int], criteria: list[str]) -> Changed:
    for id in ids:
        for criterion in criteria:
            work.session.add(
                AnswerRow(
                    lead_id=id, criterion=criterion, value=Answered.YES.value, evidence="Said so on the call",
                    certainty="told", at=work.now, by=work.by,
                )
            )  # fmt: skip
    return Changed("Prove many", frozenset(ids))


def _choose(hands: Hands, box: Any, words: str) -> None:
    """Choose in a box by keys."""
    hands.tab_to(box)
    hands.key(Qt.Key.Key_Home)
    while box.currentText() != words:
        before = box.currentIndex()
        hands.key(Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{words} is not there"


def test_500_leads_move_with_one_reason_and_two_past_the_gate(hands: Hands, many: Desk) -> None:
    take(hands, many)
    hands.control("a")
    hands.key("m")
    dialog = hands.window.findChildren(BulkMoveDialog)[-1]
    hands.until(dialog.isActiveWindow)
    dialog.target.setFocus()
    _choose(hands, dialog.target, "MQL (stage)")
    for name, words in (("What was learned", "All were at the congress"), ("What happens next", "Call them")):
        hands.tab_to(name)
        hands.write(words)
    hands.tab_to(dialog.due)
    hands.write("2099-12-01")
    hands.key(Qt.Key.Key_Return)
    assert dialog.act.text() == "Move 498 leads, leave 2"
    assert hands.focus is dialog.stopped
    for why in ("Their board asks now", "Known for years"):
        hands.key(Qt.Key.Key_F2)
        hands.write(why)
        hands.key(Qt.Key.Key_Return)
        hands.until(lambda: hands.focus is dialog.stopped)
        hands.key(Qt.Key.Key_Down)
    assert dialog.act.text() == "Move 500 leads"
    hands.tab_to(dialog.act)
    hands.key(Qt.Key.Key_Space)
    hands.wait()
    assert hands.ask(count_leads, LeadFilter(stages=("mql",))) == 500
    moves = hands.ask(lambda work: [(move.override, move.learned) for move in work.session.query(Move)])
    assert sorted(why for why, _ in moves if why) == ["Known for years", "Their board asks now"]
    assert {learned for _, learned in moves} == {"All were at the congress"}
    assert hands.sees("Move 500 leads to MQL")
    hands.window.activateWindow()
    hands.until(hands.window.isActiveWindow)
    hands.page.view.setFocus()
    hands.control("z")
    assert hands.ask(count_leads, LeadFilter(stages=("mql",))) == 0


def test_a_column_is_typed_down_and_a_block_pasted_over_it(hands: Hands, many: Desk) -> None:
    take(hands, many)
    view: Any = hands.page.view
    view.choose_cell(view.table.ids[0], [one.id for one in view.table.columns].index("next_step"))
    view.setFocus()
    first = list(view.table.ids[:3])
    hands.key(Qt.Key.Key_F2)
    for words in ("Send the protocol", "Call the lab", "Ask for a date"):
        hands.write(words)
        hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Escape)
    shown = [row.values[0] for row in hands.ask(rows, "leads", first, ["next_step"])]
    assert shown == ["Send the protocol", "Call the lab", "Ask for a date"]

    put("Owner\tCountry\tStage\r\nKim\tSweden\tLead\r\nKim\tAtlantis\tSQL\r\n", "")
    view.choose(first[0])
    hands.key(Qt.Key.Key_Down, hold=Qt.KeyboardModifier.ShiftModifier)
    hands.control("v")
    dialog = hands.window.findChildren(PasteDialog)[-1]
    hands.until(dialog.isActiveWindow)
    assert dialog.said.text() == "3 cells change, 2 cannot, 1 stays the same"
    hands.key(Qt.Key.Key_Return)
    hands.wait()
    chosen = [row.values for row in hands.ask(rows, "leads", first[:2], ["owner", "country", "stage"])]
    assert chosen == [("Kim", "SE", "Lead"), ("Kim", "", "Lead")]
