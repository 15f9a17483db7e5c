"""Bytes to records: encodings, delimiters, quotation marks, workbooks and what is refused."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.found import Outcome
from app.intake.readers.delimiter import guess_delimiter
from app.intake.readers.encoding import guess_encoding
from app.intake.readers.quotes import repaired, without_open_mark
from app.intake.readers.signature import kind_of
from app.intake.readers.workbook import read_workbook
from app.intake.reading import look
from app.intake.workbooks.cells import text_of
from tests.examples import tried

ENCODINGS = [
    ("utf-8", "Name\nJürgen Groß\n", "utf-8"),
    ("utf-8-sig", "Name\nJürgen\n", "utf-8-sig"),
    ("utf-16", "Name\tOrt\nJürgen\tKöln\n", "utf-16"),
    ("utf-16-le", "Name\tOrt\nJürgen\tKöln\n", "utf-16-le"),
    ("utf-16-be", "Name\tOrt\nJürgen\tKöln\n", "utf-16-be"),
    ("cp1252", "Nom;Ville\nRené Faure – “mini”;Orléans\nHÔPITAL GÉNÉRAL;São Paulo\n", "cp1252"),
    ("cp1250", "Jméno;Město\nŁukasz Wójcik;Łódź\nJiří Dvořák;Plzeň\nŻółć Gęślą;Kraków\n", "cp1250"),
    ("cp1251", "Имя;Город\nИван Петров;Москва\nАнна Смирнова;Казань\n", "cp1251"),
    ("cp932", "名前,会社\n田中太郎,東京病院\n鈴木花子,大阪クリニック\n佐藤,京都医療センター\n", "cp932"),
    ("mac_roman", "Nom,Ville\nRené Faure,Orléans\nJosé Muñoz,Málaga\nZoë Müller,Köln\n", "mac-roman"),
]


@pytest.mark.parametrize(("codec", "text", "name"), ENCODINGS, ids=[case[0] for case in ENCODINGS])
def test_the_encoding_is_told_from_the_bytes(tmp_path: Path, codec: str, text: str, name: str) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(text.encode(codec))
    encoding = guess_encoding(path)
    assert encoding.name == name
    assert path.read_bytes()[encoding.skip :].decode(encoding.codec) == text


def test_foreign_bytes_in_utf8_are_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes("Name,Email\nJosé Núñez,a@lab.example\n".encode() + "Ana Peña,b@lab.example\n".encode("cp1252"))
    found = look(path)
    assert found.primary is not None
    assert found.primary.sample[1].cells[0] == "Ana Peña"
    assert found.outcome is Outcome.IMPORT_WITH_WARNING


DELIMITERS = [
    ("a,b,c\n1,2,3\n", ","),
    ("a;b;c\n1,5;2,5;3\n2,5;3,5;4\n", ";"),
    ("a\tb\nDoe, J\tx\nRoe, R\ty\n", "\t"),
    ("a|b|c\n1|2|3\n", "|"),
    ("a¬b¬c\n1¬2¬3\n4¬5¬6\n", "¬"),
    ("sep=^\na^b\n", "^"),
    ("one column\nof text\n", ","),
    ("2026-01-01 10:00:00\n2026-01-02 11:00:00\n", ","),
    ('"a, b";c\n"d, e";f\n', ";"),
    (
        "1. Summary\nTitle\tLab forum\nStart\t3/12/26, 2:58:02 PM\nEnd\t3/12/26, 4:02:40 PM\n2. Participants\n"
        + "Name\tJoin\tLeave\tEmail\n"
        + "Ana\t3/12/26, 3:00:11 PM\t3/12/26, 4:00:02 PM\ta@lab.example\n" * 4
        + "3. Activities\nName\tJoin\tLeave\n"
        + "Ana\t3/12/26, 3:00:11 PM\t3/12/26, 4:00:02 PM\n" * 4,
        "\t",
    ),
]


@pytest.mark.parametrize(("sample", "delimiter"), DELIMITERS)
def test_the_delimiter_makes_the_most_even_table(sample: str, delimiter: str) -> None:
    assert guess_delimiter(sample) == delimiter


def test_a_mark_that_never_closes_is_taken_out() -> None:
    assert without_open_mark('Ana,"Silva,x\n', ",") == "Ana,Silva,x\n"
    assert without_open_mark('"Ana","Sil""va","x\n', ",") == '"Ana","Sil""va",x\n'
    assert without_open_mark('Ana,5" tube,x\n', ",") == 'Ana,5" tube,x\n'


def test_blanks_before_a_mark_go_and_others_stay() -> None:
    lines = ['a, "b, c" , d\n', '"x\n', 'y, "z" w", "q"\n']
    assert next(csv.reader(repaired(lines, ",", (), True))) == ["a", "b, c ", " d"]


@given(st.lists(st.lists(st.text(alphabet='ab", \n', max_size=6), min_size=1, max_size=4), max_size=8))
@tried(200, deadline=None)
def test_repairs_leave_sound_files_alone(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    lines = io.StringIO(text.getvalue(), newline="")
    assert list(csv.reader(repaired(lines, ",", (), True))) == rows


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
def test_line_ends(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(ending.join(["Name,Email", "Ana,a@lab.example", "Bo,b@lab.example", ""]).encode())
    found = look(path)
    assert found.primary is not None and found.primary.data_rows == 2


def test_nul_and_control_z_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b"Name,Email\nAn\0a,a@lab.example\n\x1a")
    found = look(path)
    assert found.primary is not None and found.primary.data_rows == 1
    assert found.primary.sample[0].cells[0] == "Ana"


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = [
    ("empty.csv", b"", "empty"),
    ("x.xlsx", OLE2 + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "damaged"),
    ("x.xls", OLE2 + b"\0" * 600 + "Workbook".encode("utf-16-le"), "damaged"),
    ("x.xls", OLE2 + b"\0" * 600, "damaged"),
    ("x.doc", OLE2 + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "Word document"),
    ("x.xls", bytes.fromhex("090806000000100000000000"), "Excel 4 or older"),
    ("x.csv", b"%PDF-1.7 rest", "PDF"),
    ("x.csv", b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
    ("x.csv", b"\x89PNG\r\n\x1a\n", "picture"),
    ("x.vcf", b"BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", "blank"),
    ("x.json", b'[{"name": "Ana"}]', "JSON"),
    ("x.csv", bytes(range(256)) * 8, "neither text nor a workbook"),
    ("x.xlsx", b"PK\x03\x04 broken", "damaged"),
    ("x.csv", b" \n\n ,,\n", "blank"),
    ("x.csv", b"Name,Email\n", "no row below"),
]


@pytest.mark.parametrize(("name", "content", "says"), REFUSED)
def test_a_refusal_says_what_it_is_and_what_to_do(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = look(path)
    assert found.outcome is Outcome.REFUSE
    assert says in found.reason


def test_archives_are_told_apart(tmp_path: Path) -> None:
    kinds = {"word/document.xml": "docx", "readme.txt": "zip", "Index/Tables.iwa": "numbers", "ppt/slides.xml": "pptx"}
    for inside, name in kinds.items():
        path = tmp_path / f"{name}.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inside, "x")
            if name in ("docx", "pptx"):
                archive.writestr("[Content_Types].xml", "x")
        kind = kind_of(path)
        assert kind.format == name and kind.refused


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert look(tmp_path).outcome is Outcome.REFUSE
    assert "no file of this name" in look(tmp_path / "gone.csv").reason


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_cells_of_a_workbook_are_text(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Name", "Email", "Phone", "Created", "Seen", "Ok", "Zip"],
        ["Ana", "a@lab.example", 33155501020, date(2026, 2, 1), datetime(2026, 2, 1, 9, 30), True, "01069"],
    ]
    found = look(workbook(tmp_path / "leads.xlsx", rows))
    assert found.outcome is Outcome.IMPORT
    assert found.primary is not None
    assert found.primary.sample[0].cells == (
        "Ana", "a@lab.example", "33155501020", "2026-02-01", "2026-02-01 09:30:00", "TRUE", "01069",
    )  # fmt: skip


def test_rows_and_columns_count_from_the_corner_of_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C3"], sheet["D3"], sheet["C4"], sheet["D4"] = "Name", "Email", "Ana", "a@lab.example"
    book.save(tmp_path / "leads.xlsx")
    table = look(tmp_path / "leads.xlsx").primary
    assert table is not None
    assert (table.header_record, table.mapping["full_name"].index, table.sample[0].record) == (2, 2, 3)


def test_a_hidden_sheet_is_not_read_unless_it_is_chosen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "Email"])
    sheet.append(["Ana", "a@lab.example"])
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["Name", "Email"])
    hidden.append(["Bo", "b@lab.example"])
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "leads.xlsx")
    found = look(tmp_path / "leads.xlsx")
    assert [table.name for table in found.tables] == ["Sheet"]
    assert any("Old" in said for said in found.said) and any("hidden row" in said for said in found.said)
    chosen = look(tmp_path / "leads.xlsx", Choices(sheet="Old")).primary
    assert chosen is not None and chosen.sample[0].cells[0] == "Bo"
    assert "There is no sheet" in look(tmp_path / "leads.xlsx", Choices(sheet="New")).reason


def test_a_definition_in_the_package_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/more.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    assert "attack" in look(path).reason


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"0" * (50 << 20))
    assert "attack" in look(path).reason


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", [["Name"], ["Ana"]])
    with pytest.raises(Problem, match="takes too long"):
        read_workbook(path, seconds=0)


def test_a_cancelled_reading_leaves_no_child(tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def cancel(done: int, total: int, what: str) -> None:
        raise CancelledError

    rows: list[list[object]] = [["Name", "Email"]]
    rows.extend(["Ana", f"a{i}@lab.example"] for i in range(3_000))
    path = workbook(tmp_path / "leads.xlsx", rows)
    with pytest.raises(CancelledError):
        look(path, progress=cancel)


TEXTS = [
    (1.0, "1"),
    (0.5, "0.5"),
    (1e22, "1e+22"),
    (True, "TRUE"),
    (None, ""),
    ("x", "x"),
    (33155501020.0, "33155501020"),
]


@pytest.mark.parametrize(("cell", "text"), TEXTS)
def test_text_of_a_cell(cell: object, text: str) -> None:
    assert text_of(cell) == text
