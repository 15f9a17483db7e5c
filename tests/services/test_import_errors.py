"""Rows left aside go out with their reason, are corrected in a spreadsheet, and come in: every one, once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.error_sheet import HOW, ORIGIN, REASON
from app.domain.problems import Problem, Trouble
from app.intake.choices import Choices
from app.services import leads
from app.services.desk import Desk
from app.services.import_errors import errors_of_import, errors_of_plan, write_import_errors, write_plan_errors
from app.services.imports import ImportChoices, ImportPlan, ImportResult, commit_import, plan_import
from app.services.undoing import undo
from app.services.work import Changed

LIST = """First Name,Last Name,E-mail,Phone,Phone,,Company,Postal code,Notes
Ada,Berg,ada.berg@northgate.example,+1 614 555 0101,,,Northgate Labs,01234,
,,,,,x,,00123,"=HYPERLINK(""http://x.example"")"
,,not an address,,,,,,-1
Ada,Berg,ada@other.example,,,,Northgate Labs,,
"""
OTHER = "Name;Mail;Firma\nBen Ito;ben@marsh.example;Marsh\n?;;\n"


def _emails(desk: Desk) -> set[str]:
    ids = desk.ask(leads.lead_ids, leads.LeadFilter(), "created")
    return {row.email for row in desk.ask(leads.lead_rows, ids)}


def _id_of(changed: Changed) -> int:
    assert isinstance(changed.outcome, ImportResult)
    return changed.outcome.import_id


def _columns(page: Worksheet) -> dict[object, int]:
    return {cell.value: cell.column for cell in reversed(page[1]) if cell.value}


@pytest.fixture
def plan(desk: Desk, csv: Callable[..., Path]) -> ImportPlan:
    return desk.ask(plan_import, [csv(LIST, "booth.csv"), csv(OTHER, "fair.csv")])


def test_a_plan_gives_every_row_left_aside_with_its_reason_and_its_cells(plan: ImportPlan) -> None:
    sheet = errors_of_plan(plan)
    assert (sheet.rejected, sheet.doubtful, sheet.files) == (3, 1, ("booth.csv", "fair.csv"))
    booth, fair = sheet.tables
    assert (booth.name, fair.name) == ("booth", "fair")
    assert booth.columns == (
        "First Name",
        "Last Name",
        "E-mail",
        "Phone",
        "Phone",
        "",
        "Company",
        "Postal code",
        "Notes",
    )
    assert [row.origin for row in booth.rows] == [f"booth.csv, row {n}" for n in (3, 4, 5)]
    assert booth.rows[0].cells == ("", "", "", "", "", "x", "", "00123", '=HYPERLINK("http://x.example")')
    assert booth.rows[0].reason.startswith("The row names no person")
    assert booth.rows[2].reason.startswith("Perhaps")
    assert fair.columns == ("Name", "Mail", "Firma")


def test_an_import_gives_the_same_rows_later_and_though_it_was_undone(desk: Desk, plan: ImportPlan) -> None:
    planned = errors_of_plan(plan)
    changed = desk.do(commit_import, plan)
    assert desk.ask(errors_of_import, _id_of(changed)) == planned
    desk.do(undo, changed.action)
    assert desk.ask(errors_of_import, _id_of(changed)) == planned
    with pytest.raises(Problem, match="no import 9"):
        desk.ask(errors_of_import, 9)


@pytest.mark.parametrize("later", [False, True])
def test_rows_are_broken_written_corrected_and_all_come_in(
    desk: Desk, plan: ImportPlan, tmp_path: Path, later: bool
) -> None:
    file = tmp_path / "wrong.xlsx"
    if not later:
        assert desk.ask(write_plan_errors, plan, file).rows == 4
    import_id = _id_of(desk.do(commit_import, plan))
    if later:
        assert desk.ask(write_import_errors, import_id, file).rows == 4
    book = load_workbook(file)
    assert book.sheetnames == ["booth", "fair", HOW]
    for page, email in ((book["booth"], "E-mail"), (book["fair"], "Mail")):
        assert (page["A1"].value, page["B1"].value) == (REASON, ORIGIN)
        for number in range(2, page.max_row + 1):
            page.cell(number, _columns(page)[email]).value = f"{page.title}{number}@cured.example"
    doubtful = book["booth"]
    doubtful.cell(4, _columns(doubtful)["Last Name"]).value = "Bergqvist"
    book.save(file)
    again = desk.ask(plan_import, [file])
    assert again.files[0].outcome.value == "import", again.files[0]
    assert again.counts["create"] == len(again.rows) == 4
    assert again.files[0].tables[0].columns == errors_of_plan(plan).tables[0].columns
    assert REASON not in str([table.unmapped for table in again.files[0].tables])
    desk.do(commit_import, again)
    assert {"booth2@cured.example", "booth3@cured.example", "booth4@cured.example", "fair2@cured.example"} < _emails(
        desk
    )
    texts = desk.ask(lambda work: work.session.connection().exec_driver_sql("SELECT extra FROM lead").scalars().all())
    assert not [text for text in texts if REASON in text or ORIGIN in text or "booth.csv, row" in text]


def test_rows_that_nobody_corrected_are_left_aside_again_with_their_own_cells(
    desk: Desk, plan: ImportPlan, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    desk.do(commit_import, plan)
    desk.ask(write_plan_errors, plan, first)
    again = desk.ask(plan_import, [first])
    assert [row.cells for table in errors_of_plan(again).tables for row in table.rows] == [
        row.cells for table in errors_of_plan(plan).tables for row in table.rows
    ]
    desk.ask(write_plan_errors, again, second)
    assert next(load_workbook(second)["booth"].values)[:3] == (REASON, ORIGIN, "First Name")


def test_the_workbook_may_come_back_as_text_with_a_column_less(desk: Desk, csv: Callable[..., Path]) -> None:
    file = csv(f"Mail,{REASON},Firma\nada@cured.example,It was wrong,Cured\n")
    plan = desk.ask(plan_import, [file])
    assert plan.files[0].tables[0].columns == ("Mail", "Firma")
    assert dict(plan.rows[0].lead)["email"] == "ada@cured.example"


def test_a_mapping_that_was_settled_for_the_file_fits_its_corrected_rows(
    desk: Desk, csv: Callable[..., Path], tmp_path: Path
) -> None:
    file = csv("Wer,Wohin\nAda Berg,ada@northgate.example\n,nowhere\n")
    settled = ImportChoices(Choices(mapping={"full_name": 0, "email": 1}))
    plan = desk.ask(plan_import, [file], settled)
    desk.do(commit_import, plan)
    desk.ask(write_plan_errors, plan, tmp_path / "wrong.xlsx")
    (table,) = desk.ask(plan_import, [tmp_path / "wrong.xlsx"]).files[0].tables
    assert {field: mapped.index for field, mapped in table.mapping.items()} == {"full_name": 0, "email": 1}


def test_rows_of_a_file_without_a_header_come_back_under_the_names_of_their_fields(
    desk: Desk, csv: Callable[..., Path], tmp_path: Path
) -> None:
    file = csv("Ada,Berg,ada@northgate.example\nBen,Ito,ben@northgate.example\n-,,nowhere\n")
    settled = ImportChoices(Choices(mapping={"first_name": 0, "last_name": 1, "email": 2}))
    plan = desk.ask(plan_import, [file], settled)
    assert errors_of_plan(plan).tables[0].columns == ("First name", "Last name", "Email")
    desk.ask(write_plan_errors, plan, tmp_path / "wrong.xlsx")
    again = desk.ask(plan_import, [tmp_path / "wrong.xlsx"]).files[0]
    assert again.tables[0].mapping.keys() == {"first_name", "last_name", "email"}


def test_where_no_row_was_left_aside_nothing_is_written(desk: Desk, csv: Callable[..., Path], tmp_path: Path) -> None:
    plan = desk.ask(plan_import, [csv("Name,Email\nAda Berg,ada@northgate.example\n")])
    with pytest.raises(Problem, match="nothing to correct"):
        desk.ask(write_plan_errors, plan, tmp_path / "none.xlsx")
    assert not (tmp_path / "none.xlsx").exists()


def test_a_place_that_takes_no_file_is_said(desk: Desk, plan: ImportPlan, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="does not exist"):
        desk.ask(write_plan_errors, plan, tmp_path / "nowhere" / "wrong.xlsx")


def test_the_result_says_what_the_last_page_needs(desk: Desk, plan: ImportPlan, csv: Callable[..., Path]) -> None:
    changed = desk.do(commit_import, plan)
    result = changed.outcome
    assert isinstance(result, ImportResult)
    assert (result.made, result.left_aside, len(result.lead_ids)) == (2, 4, 2)
    assert result.warnings == plan.warnings
    assert result.remembered == 2, "in the window the mapping was seen and confirmed"
    assert changed.action is not None
