"""The committee in the handoff workbook: tables that carry every fact, and its map as pictures (CM13)."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from app.domain.handoff import HandoffSheet, LineRow, SeatRow, from_json, to_json
from app.exports.handoff_book import write_handoff
from app.exports.picture import Picture
from app.exports.replies import read_reply

Make = Callable[..., HandoffSheet]
ADA = SeatRow(
    seat="Lab operations",
    need="required",
    person="Ada Ash",
    title="Lab manager",
    power="holds budget",
    influence="high",
    stance="sceptical",
    certainty="told by them",
    last_contact=date(2026, 11, 3),
    next_step="Send the study",
    lane="Lab",
    band="Manager",
    depth="several contacts",
    reports_to="Bo Birch",
    outside="Vantage Group",
    left=True,
    ours="Mia, Noor",
)
LINES = (LineRow("Ada Ash", "influences", "Bo Birch", "strong", "our guess", "sits beside him", date(2026, 10, 2)),)


def png(across: int, down: int, per_point: float = 0.0) -> bytes:
    """A white picture, with its density where one is given."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    density = struct.pack(">IIB", *(round(per_point * 72 / 0.0254),) * 2, 1)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", across, down, 8, 0, 0, 0, 0)),
            chunk(b"pHYs", density) if per_point else b"",
            chunk(b"IDAT", zlib.compress(b"".join(b"\0" + b"\xff" * across for _ in range(down)))),
            chunk(b"IEND", b""),
        )
    )


def pictures_in(path: Path) -> list[str]:
    """The pictures that a workbook holds, by the names that its package gives them."""
    with ZipFile(path) as package:
        return [name for name in package.namelist() if name.startswith("xl/media/")]


@pytest.fixture
def sheet(handoff: Make) -> HandoffSheet:
    """A package with one person on the committee, one empty seat and one line."""
    empty = SeatRow("Privacy officer", "expected", lane="IT and data")
    return replace(handoff(), committee=(ADA, empty), committee_lines=LINES)


@pytest.fixture
def book(tmp_path: Path, sheet: HandoffSheet) -> Path:
    """Its workbook with a map of two pages."""
    return write_handoff(sheet, (), tmp_path / "handoff.xlsx", pictures=[png(1572, 1078, 2), png(1572, 1000, 2)])


def test_cm13_the_tables_alone_carry_every_fact_of_the_picture(book: Path) -> None:
    cells = {cell.value for row in load_workbook(book)["Committee"].iter_rows() for cell in row}
    said = {str(getattr(value, "date", lambda value=value: value)()).casefold() for value in cells if value}
    for row in (ADA, *LINES):
        for field in fields(row):
            value = getattr(row, field.name)
            assert ("has left" if value is True else str(value).casefold()) in said, field.name
    assert "privacy officer" in said and "it and data" in said and "not known" in said


def test_no_table_is_read_under_the_head_of_another(book: Path) -> None:
    page = load_workbook(book)["Committee"]
    assert len(page.tables) == 3 and not page.print_title_rows and not page.freeze_panes


def test_cm13_the_map_stands_on_a_sheet_of_its_own_a_picture_on_each_printed_page(book: Path) -> None:
    names = load_workbook(book).sheetnames
    assert names.index("Committee map") == names.index("Committee") + 1
    with ZipFile(book) as package:
        media = sorted(name for name in package.namelist() if name.startswith("xl/media/"))
        assert [package.read(name)[:4] for name in media] == [b"\x89PNG"] * 2
        (drawing,) = (name for name in package.namelist() if name.startswith("xl/drawings/drawing"))
        sizes = [
            (int(one.get("cx", 0)) / 12700, int(one.get("cy", 0)) / 12700)
            for one in ElementTree.fromstring(package.read(drawing)).iter()
            if one.tag.endswith("}ext") and one.get("cx")
        ]
    assert sizes[0] == pytest.approx((786, 539), abs=1)
    page = load_workbook(book)["Committee map"]
    assert page.page_setup.orientation == "landscape"
    assert len(page.row_breaks.brk) == 1
    margins = page.page_margins
    assert 841 - 72 * (margins.left + margins.right) >= 786  # printed as large as it is
    assert 595 - 72 * (margins.top + margins.bottom) >= 539 + 12
    assert page.protection.sheet


def test_without_a_picture_there_is_no_sheet_for_it(tmp_path: Path, sheet: HandoffSheet) -> None:
    names = load_workbook(write_handoff(sheet, (), tmp_path / "plain.xlsx")).sheetnames
    assert "Committee" in names and "Committee map" not in names


def test_a_handoff_with_a_picture_comes_back_as_one_that_nobody_changed(book: Path, sheet: HandoffSheet) -> None:
    back = load_workbook(book)
    page = back["Reply"]
    for row in range(1, 12):
        if page.cell(row, 1).value == "Verdict":
            page.cell(row, 2).value = "Accept"
    back.save(book.with_name("back.xlsx"))
    assert read_reply(book.with_name("back.xlsx"), sheet).edited == ()


def test_a_frozen_package_keeps_its_lines_and_an_old_one_has_none(sheet: HandoffSheet) -> None:
    assert from_json(to_json(sheet)) == sheet
    old = to_json(replace(sheet, committee_lines=())).replace('"committee_lines":[],', "")
    assert "committee_lines" not in old and from_json(old).committee_lines == ()


def test_a_picture_is_as_large_as_its_density_says() -> None:
    assert (Picture(png(300, 100, 2)).points_wide, Picture(png(300, 100, 2)).points_high) == (150, 50.25)
    assert Picture(png(96, 48)).points_wide == 72
    for content in (b"", b"GIF89a", png(3, 3)[:20]):
        with pytest.raises(ValueError, match="PNG"):
            Picture(content)
