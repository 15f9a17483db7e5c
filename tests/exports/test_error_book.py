"""The error workbook: the reason first, the cells as they were, nothing that runs, a header that keeps in view."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.error_sheet import HOW, ORIGIN, REASON, ErrorRow, ErrorSheet, ErrorTable
from app.exports.error_book import write_errors

NASTY = ("00123", "+49 171 5550111", "=1+1", "1,50", "'quoted", "two\nlines", " blanks ", "@SUM(A1)")


def _sheet(*tables: ErrorTable, rejected: int = 1, doubtful: int = 0) -> ErrorSheet:
    return ErrorSheet(("leads.csv",), tables, rejected, doubtful)


def _table(*rows: tuple[str, ...], columns: tuple[str, ...] = ("Name", "Phone"), name: str = "Leads") -> ErrorTable:
    made = [ErrorRow(f"Reason {n}", f"leads.csv, row {n + 1}", cells) for n, cells in enumerate(rows)]
    return ErrorTable(name, columns, tuple(made))


def _opened(sheet: ErrorSheet, folder: Path) -> Workbook:
    return load_workbook(write_errors(sheet, folder / "errors.xlsx"))


def test_the_reason_and_the_place_stand_before_the_cells(tmp_path: Path) -> None:
    book = _opened(_sheet(_table(("Ada", "1"), ("Ben", "2"))), tmp_path)
    assert book.sheetnames == ["Leads", HOW]
    assert list(book["Leads"].values) == [
        (REASON, ORIGIN, "Name", "Phone"),
        ("Reason 0", "leads.csv, row 1", "Ada", "1"),
        ("Reason 1", "leads.csv, row 2", "Ben", "2"),
    ]


@pytest.mark.parametrize("rows", [1, 2_500])
def test_cells_stay_the_text_they_were(tmp_path: Path, rows: int) -> None:
    columns = tuple(f"Column {n}" for n in range(len(NASTY)))
    page = _opened(_sheet(_table(*[NASTY] * rows, columns=columns)), tmp_path)["Leads"]
    for row in (2, rows + 1):
        for cell, text in zip(page[row][2:], NASTY, strict=True):
            assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@"), text
            assert bool(cell.quotePrefix) == text.startswith(("=", "+", "@"))


def test_headers_stay_as_they_were_though_blank_or_twice(tmp_path: Path) -> None:
    page = _opened(_sheet(_table(("a", "b", "c", "d"), columns=("Phone", "Phone", ""))), tmp_path)["Leads"]
    assert [cell.value for cell in page[1]][2:] == ["Phone", "Phone", None, None]
    assert [cell.value for cell in page[2]][2:] == ["a", "b", "c", "d"]
    assert not page.tables
    assert page.auto_filter.ref == "A1:F2"


def test_the_header_is_styled_and_keeps_in_view(tmp_path: Path) -> None:
    page = _opened(_sheet(_table(("Ada", ""))), tmp_path)["Leads"]
    assert page.freeze_panes == "B2"
    assert page["A1"].font.bold
    assert page.column_dimensions["A"].width > 40
    assert page["D2"].number_format == "@", "a zero that is typed into a blank cell must not be lost"
    assert page.column_dimensions["D"].number_format == "@"


def test_tables_of_other_columns_have_their_own_tab(tmp_path: Path) -> None:
    tables = [_table(("Ada", "1")), _table(("x",), columns=("Firma",), name="Leads"), _table(("y",), name="A/B")]
    assert _opened(_sheet(*tables), tmp_path).sheetnames == ["Leads", "Leads 2", "A B", HOW]


def test_one_tab_says_how_to_correct_and_how_many_rows_there_are(tmp_path: Path) -> None:
    page = _opened(_sheet(_table(("Ada", "1")), rejected=3, doubtful=2), tmp_path)[HOW]
    text = "\n".join(str(value) for row in page.values for value in row if value)
    assert "5 rows were not imported from leads.csv: 3 rejected, 2 doubtful." in text
    assert "import it like any file" in text
