"""The handoff workbook: what stands on it, what is protected, what a stranger can choose."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from app.domain.handoff import HandoffSheet, digest
from app.domain.playbook import Reasoned
from app.exports.handoff_book import write_handoff

Make = Callable[..., HandoffSheet]
SHEETS = ["Summary", "Qualification", "Discovery", "Committee", "Signals", "Gaps", "Score", "Lead history", "Reply"]


def texts(path: Path, name: str) -> list[str]:
    """Every text of a sheet."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return [str(value) for row in rows for value in row if value != ""]


@pytest.fixture
def book(tmp_path: Path, handoff: Make, reasons: tuple[Reasoned, ...]) -> Path:
    """A full handoff as a file."""
    return write_handoff(handoff(), reasons, tmp_path / "handoff.xlsx")


def test_the_sheets_stand_in_their_order(book: Path) -> None:
    assert load_workbook(book).sheetnames == SHEETS


def test_the_cover_says_it_in_a_minute_on_one_page(book: Path) -> None:
    said = "\n".join(texts(book, "Summary"))
    for words in (
        "Handoff 12: Ada Berg, Northgate Hospital Labs",
        "Asked for a demo",
        "They lose four days",
        "Jonas Falk · due 2026-11-24",
        "What is proven: 4 of 4 required checks",
        "2 of 3 required seats known",
        "Still empty: Procurement",
        "Fit 82 of 100 · Intent 64 of 100",
        "93%",
        "1 note that looks like patient data left out",
        "by 2026-11-18 04:20",
    ):
        assert words in said, words
    setup = load_workbook(book)["Summary"].page_setup
    assert (setup.fitToWidth, setup.fitToHeight, setup.orientation) == (1, 1, "portrait")


def test_checks_come_with_their_evidence(book: Path) -> None:
    sheet = load_workbook(book)["Qualification"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert len(rows) == 7
    assert rows[1][3:7] == [
        "✓ Yes",
        "Respiratory panel in house instead of send-out; 340 tests a month in winter",
        "Call",
        "Ada Berg",
    ]
    assert rows[3][8:10] == ["Our guess", "No on 2026-11-03, said Finance, written by Mia: Nothing is planned"]
    assert rows[5][3] == "? Unknown"


def test_the_ledger_adds_up_to_the_score(book: Path) -> None:
    sheet = load_workbook(book)["Score"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert sum(row[2] for row in rows if row[0] == "Fit") == 82
    assert sum(row[2] for row in rows if row[0] == "Intent") == 64


def test_only_the_reply_cells_are_open(book: Path) -> None:
    made = load_workbook(book)
    assert all(sheet.protection.sheet for sheet in made.worksheets)
    open_cells = {
        (sheet.title, cell.coordinate)
        for sheet in made.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert open_cells == {("Reply", f"B{row}") for row in range(5, 10)}


def test_verdict_and_reason_are_chosen_from_lists(book: Path) -> None:
    sheet = load_workbook(book)["Reply"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["B5"].formula1 == '"Accept,Reject,Need more"'
    first, last = rules["B6"].formula1.replace("$", "").split(":")
    labels = [row[0].value for row in sheet[f"{first}:{last}"]]
    assert labels == [
        "Not ready: no evaluation plan",
        "Wrong team, or wrong region",
        "Does not fit: method, volume or accreditation",
        "Could not be reached",
        "Other (write it in the note)",
    ]
    assert rules["B8"].type == "date"


def test_the_file_carries_its_marks_twice(book: Path, handoff: Make) -> None:
    made = load_workbook(book)
    kept = {prop.name: prop.value for prop in made.custom_doc_props}
    assert kept["assay_handoff"] == handoff().uuid
    assert kept["assay_digest"] == digest(handoff())
    assert handoff().uuid in texts(book, "Reply")


def test_an_almost_empty_package_is_still_a_valid_file(tmp_path: Path, handoff: Make) -> None:
    bare = HandoffSheet(uuid="u", workspace="w", number=1, created_at=handoff().created_at)
    path = write_handoff(bare, (), tmp_path / "bare.xlsx", paper="Letter")
    assert load_workbook(path).sheetnames == SHEETS
    assert "not written down" in texts(path, "Summary")
    assert "no checklist" in texts(path, "Qualification")


def test_hostile_text_stays_text(tmp_path: Path, handoff: Make, reasons: tuple[Reasoned, ...]) -> None:
    nasty = '=HYPERLINK("http://evil.example")\x00\ud800'
    sheet = handoff(person=nasty, why_asked=nasty, learned=nasty, content=(nasty,), zone="Not/AZone")
    made = load_workbook(write_handoff(sheet, reasons, tmp_path / "nasty.xlsx"))
    for page in made.worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
