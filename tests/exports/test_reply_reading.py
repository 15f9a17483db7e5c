"""Returned workbooks as cells: which sheet is the reply, which marks count, and what a cell of another program says."""

import io
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import pytest

from app.domain.replying import NotTaken
from app.exports.package_cells import read_package
from app.exports.replies import marks_of
from app.exports.reply_sheet import read_fields, reply_sheet_of
from app.exports.returned_book import ReturnedBook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(**marks: str) -> dict[tuple[int, int], Any]:
    """The cells of a reply sheet, with its fields and some of its marks."""
    cells: dict[tuple[int, int], Any] = {(5, 1): "Verdict", (5, 2): "Accept", (9, 1): "Name", (9, 2): "Tove"}
    for at, (label, value) in enumerate(marks.items(), 20):
        cells |= {(at, 1): label.replace("_", " "), (at, 2): value}
    return cells


@pytest.mark.parametrize("mark", ["handoff", "workspace"])
def test_h4_either_mark_that_differs_from_the_properties_is_told(mark: str) -> None:
    kept = {"handoff": "a", "workspace": "w"} | {mark: "other"}
    book = ReturnedBook({"Reply": sheet(Handoff_id="a", Workspace_id="w")}, kept)
    with pytest.raises(NotTaken, match="two different marks"):
        marks_of(book, "back.xlsx")


def test_h4_the_sheet_with_the_marks_is_the_reply_whatever_another_is_called() -> None:
    book = ReturnedBook({"Reply": sheet(), "Answer": sheet(Handoff_id="a")}, {"handoff": "a"})
    assert reply_sheet_of(book) == "Answer"


def test_h4_a_field_is_read_though_a_column_was_inserted_beside_its_name() -> None:
    assert read_fields({(5, 1): "Verdict", (5, 3): "Reject", (9, 1): "Name", (9, 2): "Tove"}) == {
        "Verdict": "Reject", "Name": "Tove",
    }  # fmt: skip


def test_h4_reading_aids_are_no_words_and_a_number_beyond_every_day_stays_one() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Accept</t><rPh sb="0" eb="1"><t>aid</t></rPh></is></c>'
        '<c r="B1" s="1"><v>46343</v></c><c r="C1" s="1"><v>9999999</v></c></row>'
    )
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets><sheet name="Reply" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{LINKS}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    cells = read_package(file).sheets["Reply"]
    assert cells == {(1, 1): "Accept", (1, 2): datetime(2026, 11, 17), (1, 3): 9999999.0}
