"""A list as a file: typed in a workbook, plain in a text file, and nothing becomes a formula."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from app.exports.list_file import ListSheet, write_list

AT = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
COLUMNS = (
    ("Person", "text"),
    ("Phone", "text"),
    ("Fit", "int"),
    ("Due", "date"),
    ("Created", "moment"),
    ("Open", "word"),
)
ROW = ("=1+1", "+14155550134", -5, date(2026, 12, 1), AT, True)
EMPTY = ("", "", None, None, None, False)
SHEET = ListSheet("Leads", COLUMNS, [ROW, EMPTY], (("Shown", "Fit is at least 60"),), ZoneInfo("Asia/Tokyo"))


def test_a_workbook_holds_a_named_table_with_typed_values(tmp_path: Path) -> None:
    book = load_workbook(write_list(SHEET, tmp_path / "leads.xlsx"))
    page = book["Leads"]
    assert [cell.value for cell in page[1]] == [header for header, _ in COLUMNS]
    assert list(page.tables) == ["tbl_Leads"]
    first = page[2]
    assert (first[0].value, first[0].data_type, first[1].value) == ("=1+1", "s", "+14155550134")
    assert (first[2].value, first[3].value.date(), first[5].value) == (-5, ROW[3], "Yes")
    assert first[4].value == datetime(2026, 11, 17, 8, 30), "a moment is shown as the clock on the wall of the team"
    assert first[4].is_date
    assert page.freeze_panes == "B2"
    about = book["About this list"]
    assert "Fit is at least 60" in [cell.value for row in about for cell in row]


def test_a_text_file_holds_the_same_and_no_formula(tmp_path: Path) -> None:
    path = write_list(SHEET, tmp_path / "leads.CSV")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, row, empty = csv.reader(file)
    assert head == [header for header, _ in COLUMNS]
    assert row == ["'=1+1", "'+14155550134", "-5", "2026-12-01", "2026-11-17 08:30", "Yes"]
    assert empty == ["", "", "", "", "", "No"]


@pytest.mark.parametrize("name", ["none.xlsx", "none.csv"])
def test_an_empty_list_is_a_file_too(tmp_path: Path, name: str) -> None:
    path = write_list(ListSheet("Leads", COLUMNS, []), tmp_path / name)
    if name.endswith(".csv"):
        assert len(path.read_text("utf-8-sig").splitlines()) == 1
    else:
        assert load_workbook(path)["Leads"]["A2"].value == "Nothing passes"


def test_many_rows_are_streamed_and_keep_their_types(tmp_path: Path) -> None:
    page = load_workbook(write_list(ListSheet("Leads", COLUMNS, [ROW] * 5_000), tmp_path / "many.xlsx"))["Leads"]
    assert page.max_row == 5_001
    assert (page["A5001"].value, page["A5001"].data_type, page["D5001"].value.date()) == ("=1+1", "s", ROW[3])
    assert page.tables["tbl_Leads"].ref == "A1:F5001"
