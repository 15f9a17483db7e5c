"""Tables that are marked up in text: web pages, clips of spreadsheets, and Excel 2003 XML."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.choices import Choices
from app.intake.found import FoundFile, Outcome
from app.intake.readers import grids
from app.intake.reading import look
from tests.examples import tried

PEOPLE = "<tr><td>Ana Silva<td>ana@lab.example<tr><td>Bo Ek<td>bo@lab.example"
HEAD = "<tr><th>Name<th>Email"


def read(folder: Path, content: str | bytes, name: str = "page.xls") -> FoundFile:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return look(path)


def rows(found: FoundFile, table: int = 0) -> list[list[str]]:
    return [list(row) for row in found.tables[table].source.read()]


CELLS = [
    ("plain", f"<table>{HEAD}{PEOPLE}</table>", [["Name", "Email"], ["Ana Silva", "ana@lab.example"],
     ["Bo Ek", "bo@lab.example"]]),
    ("line breaks", "<table><tr><td>a<br>b<td> c\n   d <tr><td><p>e</p><p>f</p><td><div>g</div>h</table>",
     [["a\nb", "c d"], ["e\nf", "g\nh"]]),
    ("entities", "<table><tr><td>A &amp; B&nbsp;KG<td>&#252;&#x20AC;<tr><td>&lt;b&gt;<td>&quot;q&quot;</table>",
     [["A & B KG", "ü€"], ["<b>", '"q"']]),
    ("across", "<table><tr><td colspan=2>Both<td>c<tr><td>1<td>2<td>3</table>", [["Both", "", "c"], ["1", "2", "3"]]),
    ("down", "<table><tr><td rowspan=3>Lab<td>a<tr><td>b<tr><td>c</table>", [["Lab", "a"], ["Lab", "b"], ["Lab", "c"]]),
    ("to the end", "<table><tr><td>a<td rowspan=0>x<tr><td>b</table>", [["a", "x"], ["b", "x"]]),
    ("in a frame", f"<table><tr><td>menu<td><table>{HEAD}{PEOPLE}</table></table>", [["Name", "Email"],
     ["Ana Silva", "ana@lab.example"], ["Bo Ek", "bo@lab.example"]]),
    ("small ones inline", "<table><tr><td><table><tr><td>a<td>b</table><td>c<tr><td>d<td>e</table>",
     [["a b", "c"], ["d", "e"]]),
    ("scripts and hidden keys", "<table><tr><td>a<script>if(1<2){}</script><td><span style='display:none'>key</span>b"
     "<tr><td>c<style>td{}</style><td>d</table>", [["a", "b"], ["c", "d"]]),
    ("footer first", "<table><thead><tr><th>A<th>B</thead><tfoot><tr><td>Total<td>2</tfoot><tbody><tr><td>1<td>2"
     "</tbody></table>", [["A", "B"], ["1", "2"], ["Total", "2"]]),
    ("values behind numbers", "<table><tr><td x:num='441234567890'>4.4E+11<td sdval='33155501020'>###<tr><td "
     "data-sheets-value='{&quot;1&quot;:3,&quot;3&quot;:49301234567}'>4.93E+10<td>00123</table>",
     [["441234567890", "33155501020"], ["49301234567", "00123"]]),
    ("links", "<table><tr><td>Ana<td><a href='mailto:ana@lab.example?subject=x'>Email</a><tr><td>Bo<td>x</table>",
     [["Ana", "ana@lab.example"], ["Bo", "x"]]),
    ("no end", "<table><tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
    ("no table", "<tr><td>a<td>b</tr><tr><td>c<td>d</tr>", [["a", "b"], ["c", "d"]]),
    ("names apart", "<table><tr><th>Name<th>Email</table><table><tr><td>Ana<td>a@x.example<tr><td>Bo<td>b@x.example"
     "</table>", [["Name", "Email"], ["Ana", "a@x.example"], ["Bo", "b@x.example"]]),
    ("selected options", "<table><tr><td><select><option>no<option selected>yes<option>maybe</select><td>b<tr><td>c"
     "<td>d</table>", [["yes", "b"], ["c", "d"]]),
    ("sections of Excel", "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><table><tr><td>a<td>b</tr>"
     "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td></tr><![endif]>"
     "<tr><td>c<td>d</table></body></html>", [["a", "b"], [], ["c", "d"]]),
]  # fmt: skip


@pytest.mark.parametrize(("page", "cells"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_cells_are_what_a_reader_of_the_page_sees(tmp_path: Path, page: str, cells: list[list[str]]) -> None:
    found = read(tmp_path, page)
    assert found.format == "html" and rows(found) == cells


STARTS = [
    "",
    "\ufeff",
    "<!DOCTYPE html><html><head><title>Export</title></head><body>",
    "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='http://www.w3.org/1999/xhtml'><body>",
    "<!-- made by a system --><html><body>",
    "<meta charset='utf-8'><google-sheets-html-origin><style>td{}</style>",
    "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000400\r\n<html><body>\r\n<!--StartFragment-->",
    "<style>td{}</style>",
    "<div class='report'><h2>Attendees</h2>",
]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("name", ["leads.xls", "leads.csv", "Pasted rows.html"])
def test_a_page_is_told_by_its_content_and_imported(tmp_path: Path, start: str, name: str) -> None:
    found = read(tmp_path, f"{start}<table>{HEAD}{PEOPLE}</table>", name)
    assert (found.format, found.outcome) == ("html", Outcome.IMPORT)
    assert found.primary is not None
    assert (found.primary.header_record, found.primary.data_rows) == (0, 2)
    assert found.primary.mapping["email"].index == 1


WRITTEN = [
    ("utf-8", "", "utf-8"),
    ("utf-16", "", "utf-16"),
    ("cp1252", "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "cp1252"),
    ("latin-1", "<meta charset=iso-8859-1>", "cp1252"),
    ("cp1250", "<meta charset='windows-1250'>", "cp1250"),
    ("utf-8", "<meta charset='windows-1252'>", "utf-8"),
    ("cp1252", "<meta charset='utf-8'>", "cp1252"),
    ("cp1252", "<meta charset='rot13'>", "cp1252"),
    ("cp1252", "<meta charset='unknown-8'>", "cp1252"),
]


@pytest.mark.parametrize(("codec", "meta", "encoding"), WRITTEN)
def test_the_encoding_is_the_declared_one_unless_the_bytes_say_otherwise(
    tmp_path: Path, codec: str, meta: str, encoding: str
) -> None:
    page = f"<html><head>{meta}</head><body><table>{HEAD}<tr><td>Jürgen Köhler<td>j@x.example</table></body></html>"
    found = read(tmp_path, page.encode(codec))
    assert found.encoding == encoding and rows(found)[1][0] == "Jürgen Köhler"


REFUSED = [
    ("<!DOCTYPE html><html><body>Log in</body></html>", "without a table"),
    ("<html><body><form><table><tr><td>User<td><input name=u><tr><td>Password<td><input type=password></table></form>"
     "</body></html>", "login page"),
    ("<html><frameset><frame src='sheet001.htm'></frameset></html>", "only points to the sheets"),
    ("<html><body><table><tr><td>One cell</table></body><title>x</title></html>", "without a table"),
    ("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n<html><table>", "MHTML"),
    ("<?xml version='1.0'?><leads><lead>Ana</lead></leads>", "XML"),
    ("<?xml version='1.0'?><o:document xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>", ".fods"),
    ('[{"name": "Ana", "email": "a@x.example"}]', "JSON"),
    ('{"name": "Ana"}\n{"name": "Bo"}\n', "JSON"),
    ('[["Name", "Email"], ["Ana", "a@x.example"]]', "JSON"),
    ("<table>" * 100, "within each other"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "says"), REFUSED)
@pytest.mark.parametrize("name", ["leads.csv", "leads.xls"])
def test_what_holds_no_table_is_refused_by_name(tmp_path: Path, content: str, says: str, name: str) -> None:
    found = read(tmp_path, content, name)
    assert found.outcome is Outcome.REFUSE and says in found.reason and found.reason.endswith(".")


def test_cells_of_json_and_tags_do_not_make_a_csv_something_else(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a": 1},ana@x.example\n{"a": 2},bo@x.example\n', "leads.csv")
    assert found.format == "csv"
    found = read(tmp_path, "Name,Email\n<b>Ana</b>,ana@x.example\n", "leads.csv")
    assert found.format == "csv" and found.outcome is Outcome.IMPORT


def test_of_several_tables_the_one_of_leads_is_taken_and_another_can_be_chosen(tmp_path: Path) -> None:
    page = f"""<html><body><h1>Webinar</h1><table><caption>Panelists</caption>{HEAD}<tr><td>Us<td>us@own.example
        </table><h2>Attendees</h2><table>{HEAD}{PEOPLE}</table><p>Thanks</p></body></html>"""
    found = read(tmp_path, page)
    assert [(table.name, table.primary) for table in found.tables] == [("Panelists", False), ("Attendees", True)]
    assert found.sheets == (("Panelists", True), ("Attendees", True))
    assert any("outside of its tables" in said for said in found.said)
    chosen = look(found.path, Choices(sheet="Panelists"))
    assert [table.name for table in chosen.tables] == ["Panelists"]
    assert "There is no table" in look(found.path, Choices(sheet="Others")).reason


def test_spans_do_not_blow_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "_MOST_FILLERS", 100_000)
    found = read(tmp_path, "<table>" + "<tr><td colspan=16000>a<td>b" * 20 + "</table>")
    assert found.outcome is Outcome.REFUSE and "far more cells" in found.reason


def test_a_tag_that_never_ends_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, f"<table>{HEAD}{PEOPLE}<!--" + "x" * (18 << 20))
    assert found.outcome is Outcome.REFUSE and "damaged" in found.reason


LETTERS = st.text(alphabet="abcäß漢 <>&'\"=/!-\n", max_size=20)
TAGS = st.sampled_from(
    ["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th rowspan=2>", "<td colspan=3>", "<br>", "<p>", "<!--",
     "-->", "<![if x]>", "<![endif]>", "<!x", "<?php", "&amp;", "&#x", "<script>", "</script>", "<b", "<select>"]
)  # fmt: skip


@given(st.lists(TAGS | LETTERS, max_size=40))
@tried(400, deadline=None)
def test_no_markup_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    found = read(tmp_path_factory.mktemp("html"), "<html><table>" + "".join(parts))
    assert found.outcome in Outcome


@given(
    st.lists(st.lists(st.text(alphabet="aZäß漢1 \n&<>\"'", max_size=8), min_size=2, max_size=4), min_size=2, max_size=6)
)
@tried(200, deadline=None)
def test_no_letter_of_a_cell_is_lost(tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")

    page = "".join("<tr>" + "".join(f"<td>{escaped(cell)}" for cell in row) for row in table)
    found = read(tmp_path_factory.mktemp("html"), f"<table>{page}</table>")
    if found.outcome is Outcome.REFUSE:
        assert sum(any(cell.strip() for cell in row) for row in table) < 2 or found.reason
        return
    read_back = "".join("".join(row) for row in rows(found))
    assert re.sub(r"\s", "", read_back) == re.sub(r"\s", "", "".join("".join(row) for row in table))


# --- Excel 2003 XML ---------------------------------------------------------------------------------------------------

START = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40">"""


def sheet(body: str, name: str = "Leads", after: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{body}</Table>{after}</Worksheet>'


def row(*cells: str, at: str = "") -> str:
    return f"<Row{at}>" + "".join(cells) + "</Row>"


def cell(text: str, kind: str = "String", at: str = "") -> str:
    return f'<Cell{at}><Data ss:Type="{kind}">{text}</Data></Cell>'


NAMES = row(cell("Name"), cell("Email"), cell("Created"), cell("Phone"))
ANA = row(
    cell("Ana"), cell("ana@x.example"), cell("2026-02-01T00:00:00.000", "DateTime"), cell("4.41234567E+11", "Number")
)


def test_excel_2003_is_read_with_values_gaps_and_sheets(tmp_path: Path) -> None:
    gap = row(
        cell("Bo"), cell("bo@x.example", at=' ss:Index="2"'), cell("12", "Number", ' ss:Index="4"'), at=' ss:Index="5"'
    )
    rich = '<Cell ss:MergeAcross="1"><ss:Data ss:Type="String"><html:B>Ci</html:B> &amp; Co&#10;x</ss:Data></Cell>'
    third = row(rich, cell("2026-02-01T09:30:00.000", "DateTime"), cell("1", "Boolean"), at=' ss:Hidden="1"')
    hidden = sheet(NAMES, "Old", "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>")
    found = read(tmp_path, f"{START}{sheet(NAMES + ANA + gap + third)}{hidden}</Workbook>", "leads.xls")
    assert (found.format, found.outcome) == ("xml", Outcome.IMPORT_WITH_WARNING) or found.outcome is Outcome.IMPORT
    assert rows(found) == [
        ["Name", "Email", "Created", "Phone"], ["Ana", "ana@x.example", "2026-02-01", "441234567000"], [], [],
        ["Bo", "bo@x.example", "", "12"], ["Ci & Co\nx", "", "2026-02-01 09:30:00", "TRUE"],
    ]  # fmt: skip
    assert found.primary is not None and (found.primary.header_record, found.primary.data_rows) == (0, 3)
    assert any("“Old” is not read" in said for said in found.said) and any(
        "1 hidden row" in said for said in found.said
    )


def test_errors_of_excel_are_left_empty_and_said(tmp_path: Path) -> None:
    broken = row(cell("Ana"), cell("a@x.example"), cell("#N/A", "Error"))
    found = read(tmp_path, f"{START}{sheet(NAMES + broken)}</Workbook>", "leads.xml")
    assert found.outcome is Outcome.IMPORT_WITH_WARNING and "1 cell holds an error" in found.reason


def test_the_days_of_1904_are_told(tmp_path: Path) -> None:
    epoch = "<ExcelWorkbook><Date1904/></ExcelWorkbook>"
    found = read(tmp_path, f"{START}{epoch}{sheet(NAMES + ANA)}</Workbook>")
    assert found.primary is not None and found.primary.epoch_1904


def far(index: int) -> str:
    return f' ss:Index="{index}"'


HOSTILE = [
    (f"<!DOCTYPE Workbook [<!ENTITY a 'b'>]>{START[21:]}{sheet(NAMES + ANA)}</Workbook>", "attack"),
    (f"{START}{sheet(row(cell('x', at=far(99999999))))}</Workbook>", "outside of any sheet"),
    (f"{START}{sheet(row(cell('x'), at=far(9999999)))}</Workbook>", "outside of any sheet"),
    (f"{START}{sheet(NAMES + ANA)}", "damaged"),
    (f"{START}{sheet(row(cell('&amp;nbsp;') + '&nbsp;'))}</Workbook>", "damaged"),
    (f"{START}" + "<a>" * 500, "damaged"),
]


@pytest.mark.parametrize(("content", "says"), HOSTILE)
def test_hostile_xml_is_refused(tmp_path: Path, content: str, says: str) -> None:
    found = read(tmp_path, content, "leads.xls")
    assert found.outcome is Outcome.REFUSE and says in found.reason, found.reason


@given(st.text(alphabet="<>/&;=\"' abRowCell:Data", max_size=120))
@tried(200, deadline=None)
def test_no_xml_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    assert read(tmp_path_factory.mktemp("xml"), START + sheet(body) + "</Workbook>").outcome in Outcome


def test_rows_that_join_their_names_leave_the_tables_below_alone(tmp_path: Path) -> None:
    """Each joined table is read and written again in the midst of what is kept of the others."""
    heads = [f"<table><tr><th>Name {i}<th>Email {i}</table>" for i in range(4)]
    bodies = [
        f"<table><tr><td>Ana {i}<td>ana{i}@lab.example<tr><td>Bo {i}<td>bo{i}@lab.example</table>" for i in range(4)
    ]
    found = read(tmp_path, "".join(head + body for head, body in zip(heads, bodies, strict=True)))
    assert [rows(found, i)[1] for i in range(4)] == [[f"Ana {i}", f"ana{i}@lab.example"] for i in range(4)]
    assert [len(rows(found, i)) for i in range(4)] == [3] * 4


def test_a_tag_that_never_ends_costs_no_rows(tmp_path: Path) -> None:
    page = f"<table>{HEAD}{PEOPLE}</table>"
    assert rows(read(tmp_path, page + "<a href='x")) == rows(read(tmp_path, page))
    found = read(tmp_path, page + "<a " * 200_000)
    assert found.outcome is Outcome.REFUSE and "a tag never ends" in found.reason
