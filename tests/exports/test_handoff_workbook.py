"""The handoff workbook of today's form: its sheets and tables, the map on its sheet, versions, levels, print set-up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.handoff import (
    ChangeRow,
    DiscoveryRow,
    DocumentLine,
    HandoffSheet,
    PilotLine,
    ScopeLine,
    StepLine,
    digest,
    let_out,
)
from app.domain.playbook import Reasoned
from app.exports.handoff_book import build_handoff, write_handoff
from tests.exports.test_handoff_committee import png

Make = Callable[..., HandoffSheet]
SHEETS = ["Summary", "Qualification", "Discovery", "Committee", "Signals", "Gaps", "Score", "History", "Reply"]
TECHNICAL: dict[str, Any] = {
    "form": 2,
    "privacy": "full",
    "scope": (
        ScopeLine(
            "Respiratory panel", "swab", "UTM tube", 90, 340, 400, None, 24.0, 96.0, "draw", "unmodified", "Main"
        ),
        ScopeLine("Culture"),
    ),
    "integration": (("Laboratory system", "Orchard 10"), ("Middleware", "")),
    "documents": (
        DocumentLine("Verification plan", "Plan A", "ours", date(2026, 11, 10), date(2026, 11, 14)),
        DocumentLine("IFU", "", "ours", date(2026, 11, 10), None, date(2026, 11, 12), "v3", "yes"),
    ),
    "pilot": PilotLine(
        "Show turnaround below 24 h",
        "planned",
        date(2026, 12, 1),
        None,
        "Main",
        40,
        ("95 % within 24 h",),
        "Ines Calder",
        ("Interface tested (not met yet)",),
        "They order for a year",
        ("an end date",),
    ),
    "steps": (
        StepLine("Quality", "Ines Calder", date(2026, 12, 10), None, "today"),
        StepLine("Finance", state="ahead"),
    ),
    "discovery": (
        DiscoveryRow("volume", "How many a month?", "About 340", "Ada Berg", None, "told", "340 a month", "Fit?"),
    ),
}


@pytest.fixture
def full(handoff: Make) -> Make:
    """A package of today's form with everything in it."""

    def make(**changes: Any) -> HandoffSheet:
        return handoff(**{**TECHNICAL, **changes})

    return make


@pytest.fixture
def made(tmp_path: Path, full: Make, reasons: tuple[Reasoned, ...]) -> Any:
    """Its workbook, opened again, with a picture of the map."""
    path = write_handoff(full(), reasons, tmp_path / "handoff.xlsx", pictures=(png(1600, 900),))
    return load_workbook(path)


def table(page: Worksheet, name: str) -> list[list[Any]]:
    """The rows of a named table, its headers first."""
    return [[cell.value for cell in row] for row in page[page.tables[name].ref]]


def said(page: Worksheet) -> str:
    """Every text of a sheet."""
    return "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None)


def pictures_of(page: Worksheet) -> list[Any]:
    """The pictures on a sheet that was not saved yet."""
    found: list[Any] = vars(page)["_images"]
    return found


def test_h3_the_workbook_has_exactly_these_sheets(made: Any, tmp_path: Path, full: Make) -> None:
    assert made.sheetnames == SHEETS
    bare = HandoffSheet(uuid="u", workspace="w", number=1, created_at=full().created_at, form=2)
    assert load_workbook(write_handoff(bare, (), tmp_path / "bare.xlsx")).sheetnames == SHEETS


def test_h1_discovery_stands_in_named_tables(made: Any) -> None:
    page = made["Discovery"]
    names = ["tbl_Answers", "tbl_Questions", "tbl_Scope", "tbl_Systems", "tbl_Documents", "tbl_Pilot", "tbl_Decision"]
    assert list(page.tables) == names
    answers = table(page, "tbl_Answers")
    assert answers[1][:5] == ["Volume", "How many a month?", "About 340", "340 a month", "Ada Berg"]
    assert answers[1][7] == "Fit?"
    scope = table(page, "tbl_Scope")
    assert scope[1] == ["unmodified", "Respiratory panel", "swab; UTM tube; Main", "90 to 340", 400, 24, 96, "draw"]
    assert scope[2] == ["not known", "Culture", *["not known"] * 6]
    assert table(page, "tbl_Systems")[1:] == [["Laboratory system", "Orchard 10"], ["Middleware", "not known"]]
    documents = table(page, "tbl_Documents")
    assert [row[0] for row in documents[1:]] == ["Overdue", "Accepted"]
    assert documents[1][1] == "Plan A" and documents[2][1] == "IFU"
    pilot = dict(table(page, "tbl_Pilot")[1:])
    assert pilot["Dates"] == "2026-12-01 to not known"
    assert (pilot["Who judges"], pilot["Still lacking"]) == ("Ines Calder", "an end date")
    assert [row[0] for row in table(page, "tbl_Decision")[1:]] == ["Here today", "Ahead"]


def test_h1_every_table_has_a_row_where_nothing_is_known(tmp_path: Path, handoff: Make) -> None:
    bare = HandoffSheet(uuid="u", workspace="w", number=1, created_at=handoff().created_at, form=2)
    book = load_workbook(write_handoff(bare, (), tmp_path / "bare.xlsx"))
    first = {name: table(page, name)[1][0] for page in book.worksheets for name in page.tables}
    assert first["tbl_Scope"] == "no scope written down"
    assert (first["tbl_Pilot"], first["tbl_Documents"]) == ("no pilot planned", "none asked for")
    assert all(first.values())


def test_h3_the_map_stands_on_the_sheet_of_the_committee_below_its_tables(full: Make) -> None:
    pages = {page.name: page for page in build_handoff(full(), (), pictures=(png(1600, 900), png(900, 1600))).sheets}
    page = pages["Committee"].worksheet
    rows = [int(str(picture.anchor).removeprefix("A")) for picture in pictures_of(page)]
    last = max(int(one.ref.split(":")[1].lstrip("ABCDEFGHIJ")) for one in page.tables.values())
    assert len(rows) == 2 and last < rows[0] < rows[1]
    heading = next(cell.row for row in page.iter_rows(max_col=1) for cell in row if cell.value == "The map")
    assert [one.id + 1 for one in page.row_breaks.brk] == [heading, rows[1]]  # each from the top of a printed page
    assert not any(pictures_of(other.worksheet) for name, other in pages.items() if name != "Committee")


def test_h3_the_cells_are_the_same_with_and_without_a_picture(full: Make) -> None:
    def cells(pictures: tuple[bytes, ...]) -> dict[str, list[tuple[str, object]]]:
        book = build_handoff(full(), (), pictures=pictures).workbook
        return {
            page.title: [(cell.coordinate, cell.value) for row in page.iter_rows() for cell in row if cell.value]
            for page in book.worksheets
            if page.title != "Reply"
        }

    assert cells(()) == cells((png(1600, 900), png(900, 1600)))


def test_h3_every_sheet_prints_with_page_numbers_and_fits_the_width(made: Any) -> None:
    for page in made.worksheets:
        assert page.page_setup.fitToWidth == 1 and page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.paperSize == 9
        assert "&P of &N" in page.oddFooter.right.text.replace('"', "")
        assert "Handoff 12" in page.oddFooter.left.text and "Internal: everything" in page.oddFooter.left.text
    one_page = [page.title for page in made.worksheets if page.page_setup.fitToHeight == 1]
    assert one_page == ["Summary", "Reply"]


def test_h3_only_the_reply_is_open_to_changes(made: Any) -> None:
    assert all(page.protection.sheet for page in made.worksheets)
    unlocked = {
        (page.title, cell.coordinate)
        for page in made.worksheets
        for row in page.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert {sheet for sheet, _ in unlocked} == {"Reply"}
    rules = {str(rule.sqref): rule.formula1 for rule in made["Reply"].data_validations.dataValidation}
    assert "Accept,Reject,Need more" in rules["B5"] and rules["B6"].startswith("$B$")


def test_h3_the_cover_says_number_level_and_fingerprint(made: Any, full: Make) -> None:
    cover = said(made["Summary"])
    assert "Handoff 12, version 1" in cover
    assert digest(full())[:16] in cover
    assert "Internal: everything. Everything leaves" in cover
    for words in (
        "Respiratory panel; Culture",
        "planned · 2026-12-01 to open · judged by Ines Calder",
        "now at: Quality",
    ):
        assert words in cover, words


def test_h3_the_cover_says_which_gap_is_late(tmp_path: Path, full: Make) -> None:
    (gap, *_) = full().gaps
    for late in (True, False):
        sheet = full(gaps=(replace(gap, due=date(2026, 11, 10), overdue=late),))
        book = load_workbook(write_handoff(sheet, (), tmp_path / f"{late}.xlsx"))
        assert ("due 2026-11-10 · overdue" in said(book["Summary"])) == late


def test_h3_every_code_of_a_reason_fits_into_its_column(made: Any, reasons: tuple[Reasoned, ...]) -> None:
    assert made["Reply"].column_dimensions["A"].width >= max(len(reason.id) for reason in reasons)


def test_h2_the_reason_to_leave_in_spite_of_a_gap_is_printed(tmp_path: Path, full: Make) -> None:
    sheet = full(gap_override="The director wants the visit first")
    book = load_workbook(write_handoff(sheet, (), tmp_path / "open.xlsx"))
    assert "The director wants the visit first" in said(book["Summary"])
    assert "The director wants the visit first" in said(book["Gaps"])


def test_h1_a_version_says_on_its_cover_and_in_a_table_what_changed(tmp_path: Path, full: Make) -> None:
    changes = tuple(ChangeRow("Gaps", f"No longer open: question {number}") for number in range(1, 9))
    again = full(version=2, replaces=9, replaced_sent=datetime(2026, 11, 12, 8, tzinfo=UTC), changes=changes)
    book = load_workbook(write_handoff(again, (), tmp_path / "again.xlsx"))
    cover = said(book["Summary"])
    for words in ("What changed since version 1", "Handoff 9, sent 2026-11-12 03:00", "question 5", "3 more changes"):
        assert words in cover, words
    assert "question 6" not in cover
    rows = table(book["History"], "tbl_Changes")
    assert rows[0] == ["No.", "Part", "What changed"]
    assert rows[8] == [8, "Gaps", "No longer open: question 8"]
    assert book["History"].freeze_panes is None


def test_h1_what_the_buyer_may_read_holds_nothing_of_ours_in_any_cell(tmp_path: Path, full: Make) -> None:
    sheet = let_out(full(gap_override="We must hurry", override="The board asks"), "shareable")
    book = load_workbook(write_handoff(sheet, (), tmp_path / "buyer.xlsx"))
    assert book.sheetnames == SHEETS
    everything = "\n".join(said(page) for page in book.worksheets)
    for secret in (
        *("ada.berg@northgate.example", "+1 617", "supporter", "Budget request", "We must hurry", "The board asks"),
        *("They lose four days", "Strong fit", "Size in range", "Winter 2026", "MQL to SQL", "What is proven"),
    ):
        assert secret not in everything, secret
    for kept in ("Ada Berg", "Respiratory panel", "Plan A", "stays with us at this level of privacy", "Shareable"):
        assert kept in everything, kept
