"""CP7: the workbook of a call: the sheet in its order to print, then scope, gaps, documents and answers as tables."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.calls.on_paper import AnswerLine
from app.domain.calls.sheet import BLOCKS
from app.exports.call_sheet import write_call_sheet
from tests.domain.calls import sheets

ANSWERS = (
    AnswerLine(
        "How many a month?",
        "About 340 in winter",
        "340 a month",
        "Ada Berg",
        datetime(2026, 11, 16, 9, 30, tzinfo=UTC),
        "They said so",
        "Is the fit confirmed?",
        "ticked",
    ),
    AnswerLine("=HYPERLINK(1)", "-1+1"),
)
TABLES = {"Scope": "tbl_Scope", "Gaps": "tbl_Gaps", "Documents": "tbl_Documents", "Answers": "tbl_Answers"}


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    """The full sheet, written and opened again."""
    return load_workbook(write_call_sheet(sheets.full(), tmp_path / "call.xlsx", answers=ANSWERS))


def rows_of(book: Workbook, name: str) -> list[dict[str, Any]]:
    """A named table as rows by header."""
    page = book[name]
    table = page.tables[TABLES[name]]
    head, *body = [[cell.value for cell in row] for row in page[table.ref]]
    return [dict(zip(head, row, strict=True)) for row in body]


def test_cp7_the_sheet_comes_first_and_every_table_has_its_name(book: Workbook) -> None:
    assert book.sheetnames == ["Call sheet", *TABLES]
    assert {name: list(book[name].tables) for name in TABLES} == {name: [table] for name, table in TABLES.items()}


def test_cp7_the_first_sheet_holds_the_blocks_in_their_order_and_prints_on_a4(book: Workbook) -> None:
    page = book["Call sheet"]
    labels = [row[0].value for row in page.iter_rows(max_col=1) if row[0].value]
    found = [label for label in labels if label in {label for _, label in BLOCKS}]
    assert found == [label for id, label in BLOCKS if id != "footer"]
    assert labels[0] == "Northgate Hospital Labs"
    assert labels[-2].startswith("23 not known") and labels[-1].startswith(sheets.full().footer.warning)
    setup = page.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth) == (9, "portrait", 1)
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    for question in sheets.full().questions:
        assert any(question.asked in text for text in texts)


@pytest.mark.parametrize("kind", ["full", "german", "bare"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_cp7_the_first_sheet_prints_on_one_page_in_eight_points_or_more(tmp_path: Path, kind: str, paper: str) -> None:
    sheet = getattr(sheets, kind)()
    path = write_call_sheet(sheet, tmp_path / "call.xlsx", paper, answers=ANSWERS)
    page = load_workbook(path)["Call sheet"]
    if paper == "Letter" and kind == "german":  # lower than A4: what does not fit goes on the second page
        assert page.page_setup.fitToHeight == 0
        return
    assert page.page_setup.fitToHeight == 1
    wide, high = {"A4": (595, 842), "Letter": (612, 792)}[paper]
    edges = page.page_margins
    rows = sum(page.row_dimensions[row].height for row in range(1, page.max_row + 1))
    columns = sum(kept.width * 5.25 + 3.75 for kept in page.column_dimensions.values())
    scale = min((high - 72 * (edges.top + edges.bottom)) / rows, (wide - 72 * (edges.left + edges.right)) / columns)
    least = min(cell.font.size for row in page.iter_rows() for cell in row if cell.value and cell.font.size != 9)
    assert least * min(1, scale) >= 8
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert all(any(one.asked in text for text in texts) for one in sheet.questions)


def test_cp7_what_does_not_fit_on_one_page_goes_on_in_no_smaller_type(tmp_path: Path) -> None:
    page = load_workbook(write_call_sheet(sheets.overflowing(), tmp_path / "call.xlsx"))["Call sheet"]
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)


def test_cp7_scope_has_numbers_as_numbers_and_says_what_is_not_known(book: Workbook) -> None:
    first, second, third = rows_of(book, "Scope")
    assert (first["A month now, from"], first["A month now, to"], first["Hours needed"]) == (120, 340, 6)
    assert (second["Container"], second["Expected, from"], second["Hours today"]) == ("not known",) * 3
    assert (third["Expected, from"], third["Expected, to"]) == (200, 200)  # one number, no range


def test_cp7_gaps_documents_and_answers_are_whole(book: Workbook) -> None:
    gaps = rows_of(book, "Gaps")
    assert [row["Severity"] for row in gaps] == ["Stops the deal"] * 2 + ["Slows it"] * 2 + ["Nice to know"]
    assert gaps[0]["Due"].date() == date(2026, 11, 20) and gaps[0]["Days late"] == 1
    assert (gaps[1]["Who owes it"], gaps[1]["Owner"]) == ("They owe it", "not known")
    documents = rows_of(book, "Documents")
    assert [row["State"] for row in documents] == ["Waiting", "Accepted", "Sent", "Overdue", "Not accepted", "Waiting"]
    assert documents[1]["Sent on"].date() == date(2026, 11, 13) and documents[1]["Version"] == "v4"
    first, second = rows_of(book, "Answers")
    assert (first["Answer"], first["Value"], first["Who said it"]) == ("About 340 in winter", "340 a month", "Ada Berg")
    assert first["State"] == "Confirmed" and first["When"] == datetime(2026, 11, 16, 9, 30)
    assert second["Question"] == "=HYPERLINK(1)" and second["Who said it"] == "not known"
    cell = next(cell for row in book["Answers"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"  # what people type never becomes a formula


def test_every_gap_is_in_the_table_also_those_that_the_page_has_no_room_for(tmp_path: Path) -> None:
    book = load_workbook(write_call_sheet(sheets.overflowing(), tmp_path / "much.xlsx", "Letter"))
    assert len(rows_of(book, "Gaps")) == 11 and book["Call sheet"].page_setup.paperSize == 1


def test_a_sheet_of_which_nothing_is_known_has_valid_tables(tmp_path: Path) -> None:
    book = load_workbook(write_call_sheet(sheets.bare(), tmp_path / "bare.xlsx"))
    said = {name: next(iter(rows_of(book, name)[0].values())) for name in TABLES}
    assert said == {
        "Scope": "not known",
        "Gaps": "no open gap",
        "Documents": "none asked for, none sent",
        "Answers": "nothing answered yet",
    }
