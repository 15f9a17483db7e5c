"""Our columns are taken off rows that come back, wherever they stand; other files stay as they are."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.domain.error_sheet import HOW, ORIGIN, REASON
from app.intake.columns.mapping import FIELDS
from app.intake.columns.naming import named
from app.intake.found import Mapped
from app.intake.reading import look
from app.intake.tables.corrected import columns_again


def _text(folder: Path, *lines: str) -> Path:
    path = folder / "rows.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (f"{REASON},{ORIGIN},Name,Email", "Wrong,a row,Ada Berg,ada@x.example"),
        (f"{REASON},Name,Email", "Wrong,Ada Berg,ada@x.example"),
        (f"Name,{ORIGIN},Email, {REASON} ", "Ada Berg,a row,ada@x.example,Wrong"),
    ],
)
def test_our_columns_are_taken_off(tmp_path: Path, header: str, row: str) -> None:
    found = look(_text(tmp_path, header, row, row))
    (table,) = found.tables
    assert table.columns == ("Name", "Email")
    assert {field: mapped.index for field, mapped in table.mapping.items()} == {"full_name": 0, "email": 1}
    assert [raw.cells for raw in table.rows()] == [("Ada Berg", "ada@x.example")] * 2
    assert any("left aside before" in sentence for sentence in found.said)


def test_a_title_above_the_header_does_no_harm(tmp_path: Path) -> None:
    found = look(_text(tmp_path, "Corrected by Kim", "", f"{REASON},Name,Email", "Wrong,Ada Berg,ada@x.example"))
    assert found.tables[0].columns == ("Name", "Email")


def test_a_column_for_the_place_alone_is_somebody_elses(tmp_path: Path) -> None:
    found = look(_text(tmp_path, f"Name,Email,{ORIGIN}", "Ada Berg,ada@x.example,Shelf 3"))
    assert found.tables[0].columns == ("Name", "Email", ORIGIN)


def test_every_tab_with_our_columns_holds_leads_and_the_one_on_how_is_not_read(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, columns in (("Booth", ("Name", "Email")), ("Other", ("Firma", "Telefon"))):
        page = book.create_sheet(name)
        page.append((REASON, ORIGIN, *columns))
        page.append(("Wrong", "a row", "Ada Berg", "ada@x.example"))
    book.create_sheet(HOW).append(("How", "to", "do", "it"))
    book.create_sheet("Mine").append(("A", "sheet", "of mine"))
    book.save(tmp_path / "rows.xlsx")
    found = look(tmp_path / "rows.xlsx")
    assert [(table.name, table.primary) for table in found.tables] == [
        ("Booth", True),
        ("Other", True),
        ("Mine", False),
    ]
    assert HOW not in str(found.said)


@pytest.mark.parametrize("field", FIELDS)
def test_the_name_that_a_field_gets_where_there_was_no_header_is_understood(tmp_path: Path, field: str) -> None:
    rows = _text(tmp_path, "Ada,Berg,ada@x.example,Marsh", "Ben,Ito,ben@x.example,Marsh")
    table = look(rows).tables[0]
    assert table.header_record is None
    renamed = replace(table, mapping={field: Mapped("", 3)})
    assert named(columns_again(renamed)[3]).field == field
