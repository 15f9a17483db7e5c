"""Real and made-up files, read as the expectation beside each says."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.intake.choices import Choices
from app.intake.drafting.drafts import drafts
from app.intake.found import FoundFile, FoundTable, Outcome
from app.intake.readers.workbook import read_workbook
from app.intake.reading import look
from app.intake.rows import RawRow

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "cases"
OWN = ROOT / "tests" / "cases" / "intake"
FOLDERS = ("leads", "structure", "format_corpus", "workbooks", "vcards", "facilities", "nasty_text", "nasty_workbooks")
READ = frozenset({"import", "import_with_warning", "ask"})
ACCEPTED = {
    "import": {"import"},
    "import_with_warning": {"import_with_warning"},
    "ask": {"ask"},
    "import_or_ask": {"import", "import_with_warning", "ask"},
    "refuse": {"refuse"},
    "refuse_or_ask": {"refuse", "ask"},
    "refuse_or_warn": {"refuse", "import_with_warning"},
    "import_or_refuse_with_reason": {*READ, "refuse"},
    "no_crash": {*READ, "refuse"},
}
# Workbooks that may be refused with a reason and are: one needs its password, the relations of the other are spoiled.
NOT_READ = frozenset({"enc_poi_password.xls", "corrupt_poi.xlsx"})
# What is in workbooks whose expectation does not say it, because they might have been refused.
CELLS = {
    "cal_biff5_write.xls": [
        ["1", "2", "3"], ["TRUE", "FALSE", "", "sheetjs"], ["foo", "bar", "2014-02-19 14:30:00", "0.3"],
        ["baz", "", "qux"],
    ],
    "cal_number_rows_repeated.ods": [["A", "B"], ["C", "D"], ["C", "D"], [], [], ["C", "D"], [], ["C", "D"]],
    "sjs_1904.ods": [
        [serial, day, day, day] for serial, day in zip(
            ("1", "11", "111", "1111", "11111"),
            ("1904-01-02", "1904-01-12", "1904-04-21", "1907-01-16", "1934-06-03"), strict=True)
    ],
}  # fmt: skip
# Text in two encodings has no codec of its own: it is read as UTF-8 and the foreign bytes are said.
NO_CODEC = "utf-8 with invalid bytes"


def cases() -> list[Any]:
    folders = [SHARED / folder for folder in FOLDERS] if SHARED.is_dir() else []
    found = [path for folder in [OWN, *folders] for path in sorted(folder.glob("*.expect.json"))]
    return [pytest.param(path, id=f"{path.parent.name}-{path.name.removesuffix('.expect.json')}") for path in found]


@pytest.mark.parametrize("expectation", cases())
def test_a_file_is_read_as_expected(expectation: Path) -> None:
    expect = json.loads(expectation.read_text(encoding="utf-8"))
    path = expectation.with_name(expectation.name.removesuffix(".expect.json"))
    found = look(path)
    if "password" in expect:
        assert found.outcome is Outcome.REFUSE and found.wants_password
        found = look(path, Choices(password=expect["password"]))
        expect |= expect["with_password"]
    if "grid" in expect:
        assert cells_of(path, expect["sheet"]) == trimmed(expect.get("grid_calamine", expect["grid"]))
    if path.name in CELLS:
        assert cells_of(path, "") == CELLS[path.name]
    if only_a_reader_is_judged(expect):
        return
    if expect.get("outcome") == "import_or_refuse_with_reason" and expect.get("kind") == "workbook":
        assert (found.outcome is Outcome.REFUSE) is (path.name in NOT_READ), found.reason
    if "outcome" in expect:
        assert found.outcome in ACCEPTED[expect["outcome"]], (found.reason, found.warnings)
    if found.outcome is Outcome.REFUSE:
        assert found.reason.endswith(".")
        return
    table = found.primary
    assert table is not None
    if "cards" in expect:
        assert_cards(table, expect)
    else:
        assert_read(found, table, expect)
        assert_mapped(table, expect)
        assert_cells(table, expect)
    for each in found.tables:
        assert len(list(drafts(found, each))) == each.data_rows, "rows in = drafts + rejected"


def assert_cards(table: FoundTable, expect: dict[str, Any]) -> None:
    """Address cards: one record for each, whose fields are found in their columns."""
    rows = list(table.rows())
    assert [row.record for row in rows] == list(range(expect["cards"])), "one record for each card"
    for check in expect["spot_checks"]:
        for field in check.keys() - {"card"}:
            assert cell(rows[check["card"]], table.mapping[field].index) == check[field]


def cell(row: RawRow, column: int) -> str:
    """What stands in a column; a row may end before it."""
    return row.cells[column].strip() if column < len(row.cells) else ""


def only_a_reader_is_judged(expect: dict[str, Any]) -> bool:
    """Workbooks that prove how a reader treats cells and hold no leads (`grid`, no mapping): the cells are compared,
    and whether a sheet of three numbers can be imported is not asked."""
    return "grid" in expect and "map" not in expect and "columns" not in expect and expect["outcome"] == "import"


def cells_of(path: Path, sheet: str) -> list[list[str]]:
    book = read_workbook(path, sheet)
    return trimmed([list(row) for row in book.sheets[0].spool.read()])


def trimmed(grid: list[list[str]]) -> list[list[str]]:
    rows = [list(row) for row in grid]
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def assert_read(found: FoundFile, table: FoundTable, expect: dict[str, Any]) -> None:
    if "sheets" in expect:
        assert [name if visible else f"{name} (hidden)" for name, visible in found.sheets] == expect["sheets"]
    if "encoding" in expect:
        wanted = "utf-8" if expect["encoding"].startswith(NO_CODEC) else expect["encoding"]
        assert found.encoding == wanted
    if "delimiter" in expect:
        assert found.delimiter == expect["delimiter"]
    for key in ("header_record", "header_row"):
        if key in expect:
            assert table.header_record == expect[key]
    if "all_leads" in expect:
        assert sum(each.data_rows for each in found.lead_tables) == expect["all_leads"], "all lists of leads"
    if "data_rows" in expect:
        assert table.data_rows == expect["data_rows"]
        assert sum(1 for _ in table.rows()) == expect["data_rows"]
    for key in ("ignored_records", "ignored_rows"):
        if expect.get(key):
            assert table.ignored_records == tuple(sorted(map(int, expect[key])))
    if expect.get("columns"):
        assert [name.strip() for name in table.columns] == [name.strip() for name in expect["columns"]]


def assert_mapped(table: FoundTable, expect: dict[str, Any]) -> None:
    guessed = {field: mapped.index for field, mapped in table.mapping.items()}
    wanted = expect.get("map_index", {})
    assert {field: guessed.get(field) for field in wanted} == wanted
    for field, columns in expect.get("also", {}).items():
        assert set(columns) <= set(table.mapping[field].also_names)


def assert_cells(table: FoundTable, expect: dict[str, Any]) -> None:
    rows = list(table.rows())
    for check in expect.get("spot_checks", []):
        row = rows[check["data_row"]]
        assert row.record == check.get("record", check.get("sheet_row"))
        assert cell(row, table.mapping[check["field"]].index) == check["value"].strip()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is absent")
def test_every_folder_of_shared_cases_is_walked() -> None:
    for folder in FOLDERS:
        assert list((SHARED / folder).glob("*.expect.json"))
