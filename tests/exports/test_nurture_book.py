"""The nurture list as a file: text stays text, and the file appears whole."""

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.exports.nurture_book import HEADERS, NurtureLine, write_nurture

DAY = date(2026, 12, 1)
NASTY = NurtureLine("=1+1", "@SUM(A1)", "a@b.example", "Yes", "Clinicians", "two\nlines, and “quotes”", DAY, "Mia", 7)


def test_the_workbook_keeps_text_as_text(tmp_path: Path) -> None:
    page = load_workbook(write_nurture([NASTY], DAY, tmp_path / "list.xlsx"))["Nurture list"]
    assert [cell.value for cell in page[4]] == list(HEADERS)
    first = page[5]
    assert [first[0].value, first[0].data_type, first[8].value] == ["=1+1", "s", 7]
    assert first[6].value.date() == DAY
    assert "1 to write to by 2026-12-01" in page["A2"].value


def test_the_text_file_holds_no_formula(tmp_path: Path) -> None:
    path = write_nurture([NASTY], DAY, tmp_path / "list.CSV")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head == list(HEADERS)
    assert row == ["'=1+1", "'@SUM(A1)", "a@b.example", "Yes", "Clinicians", NASTY.content, "2026-12-01", "Mia", "7"]


@pytest.mark.parametrize("name", ["none.xlsx", "none.csv"])
def test_an_empty_list_says_so(tmp_path: Path, name: str) -> None:
    path = write_nurture([], DAY, tmp_path / name)
    if name.endswith(".csv"):
        assert len(path.read_text("utf-8-sig").splitlines()) == 1
    else:
        assert load_workbook(path)["Nurture list"]["A5"].value == "Nobody is due"


def test_ten_thousand_are_streamed(tmp_path: Path) -> None:
    page = load_workbook(write_nurture([NASTY] * 10_000, DAY, tmp_path / "many.xlsx"))["Nurture list"]
    assert page.max_row == 10_004
