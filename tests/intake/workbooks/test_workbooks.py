"""Workbooks of every format: what their cells say, what is said about them, and what is done with hostile ones."""

import io
import random
import re
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.found import FoundFile, Outcome
from app.intake.readers import workbook as reader
from app.intake.readers.signature import kind_of
from app.intake.readers.workbook import Child, Spool, read_workbook, worker_command
from app.intake.reading import look
from app.intake.workbooks.strays import is_vast
from tests.examples import tried
from tests.intake.workbooks.makers import (
    PEOPLE,
    SHARED_STRINGS,
    container,
    inline,
    ods,
    ods_cell,
    ods_people,
    ods_row,
    people_rows,
    record,
    shared_strings,
    xls,
    xls_people,
    xlsb,
    xlsb_error,
    xlsb_number,
    xlsb_people,
    xlsb_row,
    xlsb_text,
    xlsx,
)

CASES = Path(__file__).parents[2] / "cases" / "intake"
FORMATS = ("xlsx", "xls", "xlsb", "ods")


def people(path: Path, format_: str) -> Path:
    """The same two people in any format."""
    makers = {
        "xlsx": lambda: xlsx(path, people_rows()),
        "xls": lambda: xls(path, xls_people()),
        "xlsb": lambda: xlsb(path, xlsb_people()),
        "ods": lambda: ods(path, ods_people()),
    }
    return makers[format_]()


def rows_of(found: FoundFile) -> list[list[str]]:
    table = found.primary
    assert table is not None, found.reason
    return [list(row.cells) for row in table.rows()]


def cells_of(path: Path) -> list[list[str]]:
    return list(read_workbook(path).sheets[0].spool.read())


# --- every format ---


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_people_come_out_of_every_format(tmp_path: Path, format_: str) -> None:
    found = look(people(tmp_path / f"leads.{format_}", format_))
    assert (found.outcome, found.format, found.reason) == (Outcome.IMPORT, format_, "")
    assert rows_of(found) == PEOPLE[1:]
    table = found.primary
    assert table is not None and {field: each.index for field, each in table.mapping.items()} == {
        "full_name": 0,
        "email": 1,
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_the_name_of_a_file_does_not_matter(tmp_path: Path, format_: str) -> None:
    found = look(people(tmp_path / "leads.csv", format_))
    assert (found.outcome, found.format) == (Outcome.IMPORT, format_)


def test_strict_workbooks_are_read(tmp_path: Path) -> None:
    assert rows_of(look(xlsx(tmp_path / "leads.xlsx", people_rows(), strict=True))) == PEOPLE[1:]


def warned(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = look(path)
    assert found.outcome is Outcome.IMPORT_WITH_WARNING, found
    assert rows_of(found) == [*PEOPLE[1:], ["Cy Dahl", ""]]
    return found.warnings, found.said


ERROR = ("1 cell holds an error of Excel (such as #N/A); left empty.",)
HIDDEN = ("1 hidden row is read as well.",)


def test_hidden_rows_and_errors_are_said_of_xlsx(tmp_path: Path) -> None:
    more = f'<row r="4" hidden="1">{inline("A4", "Cy Dahl")}<c r="B4" t="e"><v>#N/A</v></c></row>'
    assert warned(xlsx(tmp_path / "leads.xlsx", people_rows() + more)) == (ERROR, HIDDEN)


def test_hidden_rows_and_errors_are_said_of_xls(tmp_path: Path) -> None:
    rows = b"".join(
        record(0x0208, bytes([r, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 0x20 * (r == 3), 1, 15, 0])) for r in range(6)
    )
    more = xls_people([*PEOPLE, ["Cy Dahl"]]) + record(0x0205, bytes([3, 0, 1, 0, 15, 0, 0x2A, 1]))
    assert warned(xls(tmp_path / "leads.xls", rows + more)) == (ERROR, HIDDEN)


def test_hidden_rows_and_errors_are_said_of_xlsb(tmp_path: Path) -> None:
    more = xlsb_row(3, xlsb_text(0, "Cy Dahl"), xlsb_error(1), hidden=True) + xlsb_row(4, hidden=True)
    assert warned(xlsb(tmp_path / "leads.xlsb", xlsb_people() + more, last=(3, 1))) == (ERROR, HIDDEN)


def test_hidden_rows_and_errors_are_said_of_ods(tmp_path: Path) -> None:
    error = ods_cell("#N/A", more=' table:formula="of:=NA()" calcext:value-type="error" office:string-value=""')
    hidden = ods_row(ods_cell("Cy Dahl"), error, more=' table:visibility="filter"')
    blank = ods_row("<table:table-cell/>", more=' table:number-rows-repeated="1048570" table:visibility="collapse"')
    assert warned(ods(tmp_path / "leads.ods", ods_people() + hidden + blank)) == (ERROR, HIDDEN)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B4"><f>A1</f><v></v></c>',
        '<c r="B4"><f>A1</f></c>',
        '<c r="B4" s="1"><f t="shared" si="0"/></c>',
        '<c r="B4"><f>A1</f><v/></c>',
    ],
)
def test_a_formula_without_its_result_is_said(tmp_path: Path, cell: str) -> None:
    more = f'<row r="4">{inline("A4", "Cy Dahl")}{cell}</row>'
    warnings, _ = warned(xlsx(tmp_path / "leads.xlsx", people_rows() + more))
    assert warnings[0].startswith("1 cell holds a formula whose result was not saved; it is empty.")


def test_a_formula_with_its_result_is_a_cell_as_any(tmp_path: Path) -> None:
    texts = '<c r="B4" t="str"><f>A1</f><v></v></c><c r="C4"><f>1+1</f><v>2</v></c>'
    found = look(xlsx(tmp_path / "leads.xlsx", people_rows() + f'<row r="4">{inline("A4", "Cy Dahl")}{texts}</row>'))
    assert not [warning for warning in found.warnings if "formula" in warning]
    assert rows_of(found)[-1] == ["Cy Dahl", "", "2"]


EPOCH_1904 = {
    "xlsx": lambda path: xlsx(path, people_rows(), properties='<workbookPr date1904="1"/>'),
    "xls": lambda path: xls(path, xls_people(), globals_=record(0x0022, b"\1\0")),
    "xlsb": lambda path: xlsb(path, xlsb_people(), epoch_1904=True),
    "ods": lambda path: ods(
        path,
        ods_people(),
        before='<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
        "</table:calculation-settings>",
    ),
}


@pytest.mark.parametrize("format_", FORMATS)
def test_numbers_that_are_dates_count_from_the_workbook_s_own_day(tmp_path: Path, format_: str) -> None:
    for made, expected in ((EPOCH_1904[format_](tmp_path / "a"), True), (people(tmp_path / "b", format_), False)):
        table = look(made).primary
        assert table is not None and table.epoch_1904 is expected


# --- cells ---


def test_texts_of_a_workbook_come_without_the_marks_of_its_format(tmp_path: Path) -> None:
    parts = shared_strings(
        "<t>課きく</t><rPh sb='0' eb='1'><t>カ</t></rPh><phoneticPr fontId='1'/>",
        "<r><t xml:space='preserve'>Ana </t></r><r><rPr><b/></rPr><t>Silva</t></r>",
        "<t>one_x000D_\ntwo</t>",
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{i}</v></c>' for i, letter in enumerate("ABC"))
    made = xlsx(tmp_path / "leads.xlsx", f'<row r="1">{cells}</row>', parts=parts, relations=SHARED_STRINGS)
    [[japanese, rich, lines]] = cells_of(made)
    assert (japanese, rich, lines.split()) == ("課きく", "Ana Silva", ["one", "two"])
    assert "_x000D_" not in lines


def test_numbers_read_as_a_person_would(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([331555010203, 1069.0, 0.1 + 0.2, 0.125, True, datetime(2026, 2, 1, 9, 30), 1e-7, -5])
    sheet["D1"].number_format = "0.0%"
    book.save(tmp_path / "leads.xlsx")
    assert cells_of(tmp_path / "leads.xlsx") == [
        ["331555010203", "1069", "0.3", "0.125", "TRUE", "2026-02-01 09:30:00", "1e-07", "-5"]
    ]
    assert cells_of(xlsb(tmp_path / "leads.xlsb", xlsb_row(0, xlsb_number(0, 331555010203.0)), last=(0, 0))) == [
        ["331555010203"]
    ]


def valued(kind: str, value: str) -> str:
    """A cell whose value is not its text."""
    return f'<table:table-cell office:value-type="{kind}" {value}><text:p>x</text:p></table:table-cell>'


def test_cells_of_an_opendocument_sheet(tmp_path: Path) -> None:
    comment = "<office:annotation><text:p>call back</text:p></office:annotation>"
    cells = [
        ods_cell("first", "second"),
        f'<table:table-cell office:value-type="string">{comment}<text:p>Ana</text:p></table:table-cell>',
        valued("time", 'office:time-value="PT250H10M05S"'),
        valued("boolean", 'office:boolean-value="true"'),
        valued("float", 'office:value="331555010203"'),
        valued("date", 'office:date-value="2026-02-01"'),
        ods_cell("twice", more=' table:number-columns-repeated="2"'),
    ]
    [row] = cells_of(ods(tmp_path / "leads.ods", ods_row(*cells)))
    assert row == ["first\nsecond", "Ana", "10 days, 10:10:05", "TRUE", "331555010203", "2026-02-01", "twice", "twice"]


def test_repeated_rows_of_an_opendocument_sheet_are_rows(tmp_path: Path) -> None:
    gap = ods_row("<table:table-cell/>", more=' table:number-rows-repeated="3"')
    twice = ods_row(ods_cell("Bo"), more=' table:number-rows-repeated="2"')
    end = ods_row(
        '<table:table-cell table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="1048000"'
    )
    assert cells_of(ods(tmp_path / "leads.ods", gap + twice + end)) == [[""]] * 3 + [["Bo"]] * 2


def test_a_manifest_of_old_openoffice_names_its_document_type(tmp_path: Path) -> None:
    named = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
    assert look(ods(tmp_path / "a.ods", ods_people(), manifest=named)).outcome is Outcome.IMPORT
    defining = '<!DOCTYPE manifest:manifest [<!ENTITY a "b">]>'
    assert "attack" in look(ods(tmp_path / "b.ods", ods_people(), manifest=defining)).reason


# --- cells far away ---


def test_a_dimension_that_lies_is_not_believed(tmp_path: Path) -> None:
    for said in ("A1", "A1:XFD1048576"):
        found = look(xlsx(tmp_path / "leads.xlsx", people_rows(), before=f'<dimension ref="{said}"/>'))
        assert (found.outcome, rows_of(found)) == (Outcome.IMPORT, PEOPLE[1:])


@pytest.mark.parametrize("cell", ["XFD1048576", "Z1048576", "BZ900000"])
def test_a_stray_cell_is_left_out_and_named(tmp_path: Path, cell: str) -> None:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    found = look(xlsx(tmp_path / "leads.xlsx", people_rows() + f'<row r="{row}">{inline(cell, "x")}</row>'))
    assert found.outcome is Outcome.IMPORT_WITH_WARNING
    assert rows_of(found) == PEOPLE[1:]
    assert "far away" in found.reason and cell in found.reason


def test_a_stray_cell_without_content_is_nothing(tmp_path: Path) -> None:
    found = look(xlsx(tmp_path / "leads.xlsx", people_rows() + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'))
    assert (found.outcome, found.warnings, rows_of(found)) == (Outcome.IMPORT, (), PEOPLE[1:])


def test_a_cell_far_below_is_a_row_as_any(tmp_path: Path) -> None:
    found = look(xlsx(tmp_path / "leads.xlsx", people_rows() + f'<row r="300000">{inline("A300000", "Cy Dahl")}</row>'))
    assert rows_of(found)[-1][0] == "Cy Dahl"


def test_sheets_that_cannot_be_laid_out_are_explained(tmp_path: Path) -> None:
    order = f'<row r="1048576">{inline("XFD1048576", "x")}</row>' + people_rows()
    diagonal = "".join(f'<row r="{i * 60}">{inline(f"{a}{b}A{i * 60}", "x")}</row>' for i, (a, b) in
                       enumerate(((a, b) for a in "ABCDEFGHIJKLMNOPQRSTUVW" for b in "ABCDEFGHIJKLM"), 1))  # fmt: skip
    far = xlsb_row(1_048_575, xlsb_text(16_383, "x"))
    blank = ods_row("<table:table-cell/>", more=' table:number-rows-repeated="1048573"')
    far_below = ods_row('<table:table-cell table:number-columns-repeated="16383"/>', ods_cell("x"))
    for made in (
        xlsx(tmp_path / "a.xlsx", order),
        xlsb(tmp_path / "a.xlsb", xlsb_people() + far, last=(1_048_575, 16_383)),
        ods(tmp_path / "a.ods", ods_people() + blank + far_below),
    ):
        found = look(made)
        assert found.outcome is Outcome.REFUSE and "more memory than is allowed" in found.reason, made
    assert look(xlsx(tmp_path / "b.xlsx", diagonal)).outcome is not Outcome.IMPORT


def test_large_tables_are_not_vast() -> None:
    assert not is_vast(1_048_576, 30, 1_600 << 20)
    assert not is_vast(100_000, 52, 0)
    assert is_vast(1_048_576, 16_384, 1 << 20)


# --- passwords ---


def encrypted(path: Path, password: str) -> Path:
    plain = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in PEOPLE:
        sheet.append(row)
    book.save(plain)
    plain.seek(0)
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt(password, file)
    with path.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    return path


PROTECTED = [CASES / "protected.ods", CASES / "protected.xls", None]


@pytest.mark.parametrize("path", PROTECTED)
def test_a_protected_workbook_wants_its_password(tmp_path: Path, path: Path | None) -> None:
    path = path or encrypted(tmp_path / "leads.xlsx", "sesame")
    for password, says in ((None, "Enter the password"), ("Sesame", "does not open"), ("ä€𝄞", "does not open")):
        found = look(path, Choices(password=password))
        assert (found.outcome, found.wants_password) == (Outcome.REFUSE, True)
        assert says in found.reason and "esame" not in repr(found)
    found = look(path, Choices(password="sesame"))
    assert (found.format, found.wants_password) == (path.suffix[1:], False)
    assert rows_of(found)[0][:2] == ["Ana Silva", "ana@lab.example"]


def test_other_refusals_want_no_password(tmp_path: Path) -> None:
    (tmp_path / "leads.xlsx").write_bytes(b"PK\x03\x04 broken")
    found = look(tmp_path / "leads.xlsx", Choices(password="x"))
    assert (found.outcome, found.wants_password) == (Outcome.REFUSE, False)


def test_what_a_password_protects_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[io.BytesIO] = []

    def remember(**_: object) -> io.BytesIO:
        written.append(io.BytesIO())
        return written[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", remember)
    book = read_workbook(encrypted(tmp_path / "leads.xlsx", "sesame"), password="sesame")
    assert list(book.sheets[0].spool.read()) == PEOPLE
    assert [file.getvalue() for file in written] == [b""]
    open_book = read_workbook(people(tmp_path / "open.xlsx", "xlsx"))
    assert list(open_book.sheets[0].spool.read()) == PEOPLE
    assert written[-1].getvalue()


def test_a_password_is_on_no_command_line() -> None:
    assert worker_command(Path("leads.xlsx"), "", 1, 1)[-4:] == [str(Path.cwd() / "leads.xlsx"), "", "1", "1"]


def test_workbooks_that_open_without_asking_do(tmp_path: Path) -> None:
    assert rows_of(look(encrypted(tmp_path / "a.xlsx", "VelvetSweatshop"))) == PEOPLE[1:]
    assert rows_of(look(tmp_path / "a.xlsx", Choices(password="not needed"))) == PEOPLE[1:]
    locked = '<sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/>'
    assert rows_of(look(xlsx(tmp_path / "b.xlsx", people_rows(), after=locked))) == PEOPLE[1:]


# --- hostile and damaged ones ---


def test_lists_of_parts_without_end_are_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for i in range(60_000):
            archive.writestr(f"xl/worksheets/sheet{i}.xml", "")
    assert "more files than any workbook" in look(tmp_path / "a.xlsx").reason


def test_a_kind_that_never_ends_is_not_read_to_its_end(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet" + " " * (64 << 20))
    assert kind_of(tmp_path / "a.ods").format == "ods"
    assert "attack" in look(tmp_path / "a.ods").reason


def test_texts_and_rows_repeated_without_end_are_refused(tmp_path: Path) -> None:
    row = "".join(f'<c r="{letter}1" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{r}">{row.replace("1", str(r))}</row>' for r in range(1, 400))
    parts = shared_strings(f"<t>{'x' * 32_000}</t>")
    assert "more memory" in look(xlsx(tmp_path / "a.xlsx", rows, parts=parts, relations=SHARED_STRINGS)).reason
    again = ods_row(ods_cell("Bo"), ods_cell("b@lab.example"), more=' table:number-rows-repeated="1000000"')
    assert "repeats one and the same row" in look(ods(tmp_path / "a.ods", ods_people() + again)).reason
    again = again.replace("1000000", "2000000000")
    assert "repeats one and the same row" in look(ods(tmp_path / "a.ods", ods_people() + again)).reason


def test_sheets_that_are_all_one_sheet_are_not_read_a_hundred_times(tmp_path: Path) -> None:
    made = xlsx(tmp_path / "a.xlsx", people_rows([["Name", "Email"], *[["Bo", "b@lab.example"]] * 3_000]), sheets=60)
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename.endswith("workbook.xml.rels"):
                body = re.sub(rb"worksheets/sheet\d+\.xml", b"worksheets/sheet1.xml", body)
            if entry.filename in ("xl/worksheets/sheet1.xml",) or "worksheets" not in entry.filename:
                new.writestr(entry.filename, body)
    made.write_bytes(packed.getvalue())
    assert "repeats one and the same row" in look(made).reason


def test_a_thousand_sheets_are_not_all_read(tmp_path: Path) -> None:
    found = look(xlsx(tmp_path / "a.xlsx", people_rows(), sheets=120))
    assert found.outcome is Outcome.IMPORT_WITH_WARNING
    assert "Only the first 100 sheets are read; 20 more are left out." in found.warnings


def test_fifty_thousand_merged_cells_do_no_harm(tmp_path: Path) -> None:
    merged = "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(30, 50_030))
    assert (
        rows_of(look(xlsx(tmp_path / "a.xlsx", people_rows(), after=f"<mergeCells>{merged}</mergeCells>")))
        == PEOPLE[1:]
    )


def test_a_shared_text_that_is_not_there_is_damage(tmp_path: Path) -> None:
    bad = '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'
    made = xlsx(tmp_path / "a.xlsx", bad, parts=shared_strings("<t>x</t>"), relations=SHARED_STRINGS)
    assert "its cells cannot be read" in look(made).reason


@pytest.mark.parametrize(
    "spoil", [lambda b: b.replace(b"\n", b"\r\n"), lambda b: b.decode("utf-8", "replace").encode()]
)
def test_an_xls_that_went_through_a_text_program_is_refused(tmp_path: Path, spoil: Any) -> None:
    path = xls(tmp_path / "leads.xls", xls_people())
    path.write_bytes(spoil(path.read_bytes().replace(b"Ana Silva", b"Ana\nSilva")))
    found = look(path)
    assert found.outcome is Outcome.REFUSE and "damaged" in found.reason


def test_a_container_without_a_workbook_is_refused(tmp_path: Path) -> None:
    found = look(container(tmp_path / "leads.xls", "Other", b"x"))
    assert found.outcome is Outcome.REFUSE and "damaged" in found.reason


def test_a_child_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_START", 0.3)
    monkeypatch.setattr(reader, "worker_command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    with Child(tmp_path, "", "", 1 << 30, 5, 0.3) as child, pytest.raises(Problem, match="takes too long"):
        list(child.frames())


def test_a_child_that_is_alive_and_never_ends_can_be_cancelled_and_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class CancelledError(Exception):
        pass

    def cancel(*_: object) -> None:
        raise CancelledError

    write = (
        "import marshal, struct, sys, time\n"
        "body = marshal.dumps(('alive',))\n"
        "while True:\n"
        "    sys.stdout.buffer.write(struct.pack('<I', len(body)) + body)\n"
        "    sys.stdout.buffer.flush()\n"
        "    time.sleep(0.05)\n"
    )
    monkeypatch.setattr(reader, "_START", 1.5)
    monkeypatch.setattr(reader, "_SILENCE", 1.0)
    monkeypatch.setattr(reader, "worker_command", lambda *_: [sys.executable, "-c", write])
    path = people(tmp_path / "leads.xlsx", "xlsx")
    with pytest.raises(CancelledError):
        read_workbook(path, progress=cancel)
    with pytest.raises(Problem, match="takes too long"):
        read_workbook(path)


def test_frames_that_claim_to_be_huge_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = "import sys; sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff' + b'x' * 100); sys.exit(9)"
    monkeypatch.setattr(reader, "worker_command", lambda *_: [sys.executable, "-c", write])
    with pytest.raises(Problem, match="damaged"):
        read_workbook(people(tmp_path / "leads.xlsx", "xlsx"))


def test_a_csv_and_a_workbook_under_each_other_s_names(tmp_path: Path) -> None:
    (tmp_path / "leads.xls").write_text("Name;Email\nAna;ana@lab.example\n", "utf-8")
    found = look(tmp_path / "leads.xls")
    assert (found.format, rows_of(found)) == ("csv", [["Ana", "ana@lab.example"]])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("small")
    made = {format_: people(folder / f"leads.{format_}", format_).read_bytes() for format_ in FORMATS}
    made["protected.xlsx"] = encrypted(folder / "protected.xlsx", "sesame").read_bytes()
    made |= {path.name: path.read_bytes() for path in sorted(CASES.glob("*.ods")) + sorted(CASES.glob("*.xls"))}
    return made


@tried(40, deadline=None)
@given(
    seed=st.integers(0, 2**32), what=st.sampled_from([*FORMATS, "protected.xlsx", "protected.ods", "trade_fair.xls"])
)
def test_a_spoiled_workbook_gives_rows_or_a_sentence(small: dict[str, bytes], seed: int, what: str) -> None:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leads.xls"
        path.write_bytes(spoiled(small[what], dice))
        found = look(path, Choices(password=dice.choice([None, "sesame"])))
        if found.outcome is Outcome.REFUSE:
            assert found.reason.endswith(".")
        for table in found.tables:
            assert sum(1 for _ in table.rows()) == table.data_rows


def spoiled(content: bytes, dice: random.Random) -> bytes:
    """A package is spoiled inside its parts too, so that more is reached than its directory."""
    if content.startswith(b"PK") and dice.random() < 0.7:
        spoilt = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(spoilt, "w") as new:
            unlucky = dice.choice(old.namelist())
            for name in old.namelist():
                new.writestr(name, mutated(old.read(name), dice) if name == unlucky else old.read(name))
        return spoilt.getvalue()
    return mutated(content, dice)


def mutated(content: bytes, dice: random.Random) -> bytes:
    body = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(body) + 1)
        how = dice.randrange(4)
        if how == 0:
            body[at : at + 1] = bytes([dice.randrange(256)])
        elif how == 1:
            del body[at : at + dice.randint(1, 40)]
        elif how == 2:
            body[at:at] = dice.choice([b"\0", b"\xff" * 4, b"999999999", b"<", b">", b'"', body[at : at + 200]])
        else:
            body[at : at + 4] = dice.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0"])
    return bytes(body)


def test_rows_are_kept_in_order_over_many_frames(tmp_path: Path) -> None:
    rows = [["Name", "Email"], *([f"Ana {i}", f"a{i}@lab.example"] for i in range(2_500))]
    book = read_workbook(xlsx(tmp_path / "a.xlsx", people_rows(rows)))
    spool = book.sheets[0].spool
    assert isinstance(spool, Spool)
    assert list(spool.read()) == rows == list(spool.read())
