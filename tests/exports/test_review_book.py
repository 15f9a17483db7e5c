"""The review as a workbook: every number is on it, the sheets agree, and an empty week is a valid file."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.cell_range import CellRange
from python_calamine import CalamineWorkbook

from app.domain.review import Check, Review, weekly_review
from app.exports.review_book import write_review
from tests.exports.histories import a_year, facts, plain_hours, rules

SHEETS = [
    "Summary",
    "Movement",
    "Funnel",
    "Segments",
    "Accept-Reject",
    "SLA-Aging",
    "Exceptions",
    "Hand-off quality",
    "Cohorts",
    "Data quality",
    "Leads",
    "Definitions & Checks",
]


BEHIND = {
    "new_leads": "tbl_Moves",
    "new_mql": "tbl_Moves",
    "new_sql": "tbl_Moves",
    "handoffs": "tbl_PackagesOfTheWeek",
    "acceptance": "tbl_PackagesOfTheWeek",
    "pending": "tbl_Clocks",
    "outreach": "tbl_FirstTouches",
    "in_time": "tbl_FirstTouches",
    "verdict": "tbl_PackagesOfTheWeek",
    "in_order": "tbl_Exceptions",
}


def _within(inner: str, outer: str) -> bool:
    a, b = CellRange(inner), CellRange(outer)
    return a.issubset(b)


@pytest.fixture(scope="module")
def review() -> Review:
    """A week of a workspace with enough leads to be streamed."""
    return weekly_review(a_year(2_100), plain_hours, rules())


@pytest.fixture(scope="module")
def path(review: Review, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook."""
    return write_review(review, tmp_path_factory.mktemp("review") / "review.xlsx")


@pytest.fixture(scope="module")
def opened(path: Path) -> Workbook:
    """The same, opened once to look at."""
    return load_workbook(path)


def cells(path: Path, sheet: str) -> list[list[object]]:
    """All cells of a sheet, as another library reads them."""
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()]


def test_every_sheet_is_there_and_no_cell_is_a_formula(opened: Workbook) -> None:
    assert opened.sheetnames == SHEETS
    for sheet in opened.worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row), sheet.title


def test_the_summary_fits_one_landscape_page_and_says_whether_all_adds_up(
    opened: Workbook, path: Path, review: Review
) -> None:
    sheet = opened["Summary"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth) == (
        "landscape",
        1,
        1,
    )
    said = [value for row in cells(path, "Summary") for value in row]
    for message in review.messages:
        assert message.text in said
    assert "✓ All 13 checks pass: the numbers agree with one another" in said


def test_every_figure_shows_n_a_status_and_a_link_to_its_rows(opened: Workbook, review: Review) -> None:
    sheet = opened["Summary"]
    table = sheet.tables["tbl_Figures"]
    rows = sheet[table.ref][1:]
    assert len(rows) == len(review.kpis)
    for row, kpi in zip(rows, review.kpis, strict=True):
        assert row[1].value == kpi.label
        if kpi.this_week is None:
            assert row[2].value in ("n/a", "n < 10")
        else:
            assert row[2].value == pytest.approx(kpi.this_week, rel=1e-14)
        assert row[7].value == kpi.n
        assert str(row[8].value).endswith(kpi.status)
        name, _, cells_behind = row[9].hyperlink.location.partition("!")
        assert name == f"'{kpi.rows}'" and kpi.rows in SHEETS
        behind = opened[kpi.rows][cells_behind]
        table = next(t for t in opened[kpi.rows].tables.values() if _within(cells_behind, t.ref))
        assert table.displayName in BEHIND[kpi.id]
        if kpi.id in ("new_leads", "new_mql", "new_sql", "handoffs", "acceptance", "verdict", "outreach"):
            assert len(behind) == kpi.n, f"{kpi.id}: as many rows as the figure counts"


def test_charts_have_messages_axes_and_their_numbers_on_the_sheet(opened: Workbook) -> None:
    sheet = opened["Summary"]
    assert len(sheet._charts) == 2
    for chart in sheet._charts:
        assert not chart.x_axis.delete and not chart.y_axis.delete
        assert any(character.isdigit() for character in chart.title.tx.rich.p[0].r[0].t)
        assert len(chart.series) <= 6
    assert sheet.tables["tbl_Trend"].ref.startswith("A")


def test_leads_are_streamed_and_read_back_cell_by_cell(opened: Workbook, path: Path, review: Review) -> None:
    rows = cells(path, "Leads")[4:]
    assert len(rows) == len(review.leads) == 2_100
    for shown, lead in zip(rows, review.leads, strict=True):
        assert shown[0] == lead.ref
        assert shown[3:6] == [lead.stage, lead.path, lead.owner]
        assert shown[8] == lead.attention
        assert shown[11] == lead.days_in_stage
        assert shown[18] == lead.source
    sheet = opened["Leads"]
    assert [[cell.value for cell in row][:1] for row in sheet.iter_rows(min_row=5)] == [
        [lead.ref] for lead in review.leads
    ]
    assert sheet.print_area == "'Leads'!$A$1:$L$2104"


def test_sheets_agree_with_each_other(path: Path, review: Review) -> None:
    stages = [row[3] for row in cells(path, "Leads")[4:]]
    for row in cells(path, "Movement")[4 : 4 + len(review.movement)]:
        name, opening, arrived, moved_in, reopened, moved_out, closed, closing = row[:8]
        assert closing == stages.count(name)
        numbers = [int(float(str(v))) for v in (opening, arrived, moved_in, reopened, moved_out, closed, closing)]
        assert numbers[0] + numbers[1] + numbers[2] + numbers[3] - numbers[4] - numbers[5] == numbers[6]


def test_every_block_is_a_named_table_with_a_row(opened: Workbook) -> None:
    names = set()
    for sheet in opened.worksheets:
        for table in sheet.tables.values():
            assert table.displayName.startswith("tbl_") and table.displayName not in names
            names.add(table.displayName)
            head, *rows = sheet[table.ref]
            assert rows
            headers = [cell.value for cell in head]
            assert len({str(header).casefold() for header in headers}) == len(headers)
    assert {"tbl_Movement", "tbl_Leads", "tbl_Exceptions", "tbl_Clocks", "tbl_Checks", "tbl_Definitions"} <= names


def test_mql_and_sql_never_share_a_total(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        for row in sheet.iter_rows(max_row=60):
            for cell in row:
                assert not (isinstance(cell.value, str) and "total" in cell.value.casefold()), (sheet.title, cell.value)


def test_a_failed_check_is_said_in_words_on_page_one(tmp_path: Path, review: Review) -> None:
    broken = replace(review, leads=(), checks=(*review.checks, Check("Packages again", "both", 3, 4)))
    said = [value for row in cells(write_review(broken, tmp_path / "x.xlsx"), "Summary") for value in row]
    assert "✕ FAIL: 1 of 14 checks do not add up (Packages again)" in said


@pytest.mark.parametrize("leads", [0, 1])
def test_an_empty_workspace_and_a_single_lead_are_valid_files(tmp_path: Path, leads: int) -> None:
    given = a_year(1) if leads else facts()
    path = write_review(weekly_review(given, plain_hours, rules()), tmp_path / "small.xlsx", paper="Letter")
    assert load_workbook(path).sheetnames == SHEETS
    said = [value for row in cells(path, "Summary") for value in row]
    assert "n/a" in said
    assert cells(path, "Leads")[4][0] == ("L-1" if leads else "no leads")
