"""The one cell writer: text in is text out, nothing becomes a formula, every file can be read back cell by cell."""

import math
import re
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from app.exports import cells
from app.exports.book import Book
from app.exports.long_list import write_package
from app.exports.sheet import Column, Shown, link_to, text_height

INJECTIONS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "#N/A", "{=1}", "'=1", '=HYPERLINK("x")')
LONG = 2_001  # rows from which a table is streamed


def written(book: Book) -> BytesIO:
    """The book in memory."""
    file = BytesIO()
    book.finish()
    write_package(book.workbook, book._long, file)
    file.seek(0)
    return file


def unescaped(text: str) -> str:
    """What a spreadsheet shows for text that openpyxl leaves escaped."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", text)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = Book("Injection")
    page = book.sheet("Rows")
    page.table("Rows", (Column("Text"),), [(text,) for text in INJECTIONS])
    sheet = load_workbook(written(book))["Rows"]
    for row, text in enumerate(INJECTIONS, 2):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type) == (text, "s")
        assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t"))


def test_no_cell_of_the_package_holds_a_formula() -> None:
    book = Book("Injection")
    book.sheet("Short").table("Short", (Column("Text"),), [(text,) for text in INJECTIONS])
    book.sheet("Long").table("Long", (Column("Text"),), [(INJECTIONS[n % 10],) for n in range(LONG)])
    with ZipFile(written(book)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<f[ >/]", package.read(name))


TEXTS = st.text(st.characters(codec=None, categories=None), max_size=60) | st.sampled_from(INJECTIONS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=1, max_size=12), st.booleans())
def test_any_text_comes_back_as_it_went_in(texts: list[str], streamed: bool) -> None:
    book = Book("Any text")
    rows = [(text,) for text in texts] + [("x",)] * (LONG if streamed else 0)
    book.sheet("Rows").table("Rows", (Column("Text"),), rows)
    file = written(book)
    sheet = load_workbook(file)["Rows"]
    file.seek(0)
    shown = CalamineWorkbook.from_filelike(file).get_sheet_by_name("Rows").to_python(skip_empty_area=False)
    for number, text in enumerate(texts):
        cell, wanted = sheet.cell(number + 2, 1), cells.clean(text)
        assert unescaped(str(cell.value or "")) == wanted
        assert cell.data_type == "s" or not wanted
        if wanted.strip():
            assert shown[number + 1][0] == wanted


@given(TEXTS)
def test_cleaning_replaces_only_what_xml_forbids(text: str) -> None:
    clean = cells.clean(text)
    clean.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", clean)
    assert cells.clean(clean) == clean
    assert len(clean.replace("\n", "")) == len(re.sub("[\r\n]", "", text))


def test_text_that_looks_escaped_is_shown_as_it_was_written() -> None:
    book = Book("Escapes")
    book.sheet("Rows").table("Rows", (Column("Text"),), [("_x0041_ and _x005F_",), ("a_xyz_b",)])
    shown = CalamineWorkbook.from_filelike(written(book)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in shown] == ["Text", "_x0041_ and _x005F_", "a_xyz_b"]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_text_of_32767_characters_is_cut_and_noted(streamed: bool) -> None:
    book = Book("Long")
    rows = [("a" * 32_767,), ("b" * 32_766,), ("\U0001f600" * 20_000,)] + [("x",)] * (LONG if streamed else 0)
    book.sheet("Rows").table("Rows", (Column("Text"),), rows)
    made = load_workbook(written(book))
    assert [len(made["Rows"].cell(row, 1).value.encode("utf-16-le")) // 2 for row in (2, 3, 4)] == [32_766] * 3
    noted = [[cell.value for cell in row] for row in made["Shortened"].iter_rows(min_row=5)]
    assert noted == [["Rows", "A2", 32_767], ["Rows", "A4", 20_000]]


def test_numbers_dates_and_words_keep_their_kind() -> None:
    book = Book("Kinds", zone=ZoneInfo("America/New_York"))
    at = datetime(2026, 11, 16, 3, 30, tzinfo=UTC)
    columns = tuple(Column(f"c{n}", kind) for n, kind in enumerate(("int", "percent", "date", "moment", "moment")))
    row = (7, 0.25, date(2026, 2, 3), at, datetime(2026, 1, 1, 12))
    book.sheet("Short").table("Short", columns, [row])
    book.sheet("Long").table("Long", columns, [row] * LONG)
    made = load_workbook(written(book))
    for name in ("Short", "Long"):
        values = [cell.value for cell in made[name][2]]
        assert values == [7, 0.25, datetime(2026, 2, 3), datetime(2026, 11, 15, 22, 30), datetime(2026, 1, 1, 12)]
        assert [cell.number_format for cell in made[name][2]][:4] == ["#,##0", "0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"]


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_leaves_the_cell_empty(value: float) -> None:
    book = Book("Infinite")
    book.sheet("Short").table("Short", (Column("n", "number"),), [(value,)])
    book.sheet("Long").table("Long", (Column("n", "number"),), [(value,)] * LONG)
    made = load_workbook(written(book))
    assert made["Short"]["A2"].value is None
    assert made["Long"]["A2"].value is None


def test_a_date_before_1900_is_written_out() -> None:
    book = Book("Old")
    book.sheet("Rows").table("Rows", (Column("d", "date"),), [(date(1850, 1, 2),)])
    assert load_workbook(written(book))["Rows"]["A2"].value == "1850-01-02"


def test_a_value_that_no_cell_can_hold_is_refused() -> None:
    page = Book("Wrong").sheet("Rows")
    with pytest.raises(TypeError, match="cannot hold a dict"):
        page.put(1, 1, {})


@settings(max_examples=80)
@given(st.lists(st.text(max_size=45), min_size=1, max_size=8))
def test_sheet_names_are_legal_and_unique(wanted: list[str]) -> None:
    taken: list[str] = []
    for name in wanted:
        taken.append(cells.sheet_name(name, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'") and not name.endswith("'") and name.casefold() != "history"


def test_tables_are_named_once_and_have_a_row() -> None:
    book = Book("Tables")
    for _ in range(2):
        page = book.sheet("Same")
        page.title("Same", "about")
        page.table("Rows", (Column("A"), Column("a"), Column("")), [], none="none this week", freeze=1)
    made = load_workbook(written(book))
    assert made.sheetnames == ["Same", "Same 2"]
    tables = [next(iter(sheet.tables.values())) for sheet in made.worksheets]
    assert [table.displayName for table in tables] == ["tbl_Rows", "tbl_Rows_2"]
    for sheet, table in zip(made.worksheets, tables, strict=True):
        assert table.ref == "A4:C5"
        headers = [cell.value for cell in sheet[4]]
        assert headers == ["A", "a 2", "Column"] == [column.name for column in table.tableColumns]
        assert sheet["A5"].value == "none this week"
        assert sheet.freeze_panes == "B5"
        assert sheet.print_title_rows == "$4:$4"


def test_pages_are_set_up_for_print() -> None:
    book = Book("Print", paper="Letter", footer="Smith & Sons")
    book.sheet("Wide", landscape=True, one_page=True).table("Rows", (Column("A"),), [("x",)])
    sheet = load_workbook(written(book))["Wide"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (1, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.oddFooter.left.text == "Smith && Sons"


def test_links_stay_inside_the_workbook() -> None:
    book = Book("Links")
    rows = [(Shown("→ it", link=link_to("Bob's", "B2")),), ("http://evil.example/x",)]
    book.sheet("Rows").table("Rows", (Column("A"),), rows)
    file = written(book)
    sheet = load_workbook(file)["Rows"]
    assert sheet["A2"].hyperlink.location == "'Bob''s'!B2"
    assert sheet["A3"].hyperlink is None
    with ZipFile(file) as package:
        assert all(b"http://evil" not in package.read(n) for n in package.namelist() if n.endswith(".rels"))


def test_the_document_names_nobody() -> None:
    properties = load_workbook(written_with_a_sheet()).properties
    assert properties.creator == "Assay"
    assert properties.lastModifiedBy is None


def written_with_a_sheet() -> BytesIO:
    """A small book."""
    book = Book("Named")
    book.sheet("Rows")
    return written(book)


def test_a_streamed_list_reads_the_same_everywhere(tmp_path: Path) -> None:
    rows = [(f"L-{n}", f"Person {n % 7} & <co>", n, n / 3, " kept ", None, n % 2 == 0) for n in range(3_000)]
    columns = tuple(
        Column(f"c{n}", kind) for n, kind in enumerate(("id", "text", "int", "number", "text", "text", "word"))
    )
    book = Book("Long")
    page = book.sheet("Leads")
    page.title("Leads", "all of them")
    page.table("Leads", columns, rows, freeze=1)
    book.sheet("After").table("After", (Column("A"),), [("still here",)])
    path = book.save(tmp_path / "long.xlsx")
    wanted = [[*row[:6], "Yes" if row[6] else "No"] for row in rows]
    made = load_workbook(path)
    sheet = made["Leads"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)] == wanted
    assert sheet.dimensions == "A1:G3004"
    assert sheet.tables["tbl_Leads"].ref == "A4:G3004"
    assert made["After"]["A2"].value == "still here"
    shown = CalamineWorkbook.from_path(path).get_sheet_by_name("Leads").to_python()[4:]
    assert shown == [["" if value is None else value for value in row] for row in wanted]


def test_words_of_a_narrow_column_are_counted_one_by_one() -> None:
    one = text_height("word", 10)
    assert text_height("now 1,100–1,300, expected 1,800–2,200", 10.5) - one == pytest.approx(3 * 12.8)
    assert text_height("now 1,100–1,300, expected 1,800–2,200", 60) == one
    assert text_height("x" * 50, 10) > text_height("x" * 20, 10) > one, "a word that is too long goes on below"


def test_what_says_that_there_is_nothing_may_stand_over_the_empty_cells_beside_it(tmp_path: Path) -> None:
    book = Book("Test", zone=UTC)
    page = book.sheet("Rows")
    page.table("Rows", (Column("A", "word", 6), Column("B", "text", 40)), (), none="stays with us at this level")
    written = load_workbook(book.save(tmp_path / "none.xlsx"))["Rows"]
    assert written["A2"].value == "stays with us at this level" and written["B2"].value is None
    assert not written["A2"].alignment.wrap_text
