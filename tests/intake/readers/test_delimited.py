"""Delimited text as strangers write it: every cell comes back, nothing is swallowed, nothing is lost."""

import csv
import io
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.found import FoundFile, Outcome
from app.intake.readers.delimited import SwallowedLinesError, open_delimited, usual_width
from app.intake.readers.delimiter import guess_delimiter, hinted, lined_up_with_blanks
from app.intake.reading import look
from tests.examples import tried

NAMES = ["Name", "Email", "Company"]
PEOPLE = [["Ana Silva", "ana@x.example", "Lab A"], ["Bo Ek", "bo@x.example", "Lab B, Inc"],
          ["Ci", "ci@x.example", "Klinik; Ost"], ["Di", "di@x.example", ""]]  # fmt: skip


def written(delimiter: str, rows: list[list[str]] | None = None) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows or [NAMES, *PEOPLE])
    return text.getvalue()


def read(folder: Path, content: str | bytes) -> FoundFile:
    path = folder / "leads.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return look(path)


def rows(found: FoundFile) -> list[list[str]]:
    assert found.primary is not None, found.reason
    return [list(row.cells) for row in found.primary.rows()]


@pytest.mark.parametrize(
    "delimiter", [",", ";", "\t", "|", "~", "^", "¬", "§", "¦", "\x1f", "\x01", ":", "*", "#", "!"]
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_delimiter(tmp_path: Path, delimiter: str, codec: str) -> None:
    plain = [[cell.replace(",", "").replace(";", "") for cell in row] for row in PEOPLE]
    found = read(tmp_path, written(delimiter, [NAMES, *plain]).encode(codec))
    assert (found.delimiter, rows(found)) == (delimiter, plain)


@pytest.mark.parametrize("delimiter", ["||", "::", "|~|", "^^", "##", ";;"])
def test_delimiters_of_several_characters(tmp_path: Path, delimiter: str) -> None:
    lines = [delimiter.join(row) for row in ([NAMES, *PEOPLE] if ";" not in delimiter else [NAMES, *PEOPLE[:2]])]
    found = read(tmp_path, "\n".join(lines) + "\n")
    assert found.delimiter == delimiter and rows(found) == PEOPLE[: len(lines) - 1]


HINTS = [
    ("sep=;\r\n", ";"), ("sep=,\n", ","), ("sep=\t\n", "\t"), ("sep=\\t\n", "\t"), ("SEP=|\r", "|"), ('"sep=;"\n', ";"),
    ("\ufeffsep=;\n", ";"), ("sep=;;;\r\n", ";"), ("sep=^\n", "^"), ("sep=~\n", "~"), ("sep=#\n", "#"),
]  # fmt: skip


@pytest.mark.parametrize(("hint", "delimiter"), HINTS)
def test_the_hint_of_excel(tmp_path: Path, hint: str, delimiter: str) -> None:
    assert hinted(hint) == delimiter
    found = read(tmp_path, hint + written(delimiter).replace("\r\n", hint[-1]))
    assert (found.delimiter, rows(found)) == (delimiter, PEOPLE)


def test_a_wrong_hint_is_not_followed(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "sep=,\n" + written(";"))) == PEOPLE
    assert hinted("separate words\n") is None and hinted("sep=ab\n") is None


CELLS = [
    ("decimal commas", "Name;Price;Email\nAna;1,50;a@x.example\nBo;2,75;b@x.example\n",
     [["Ana", "1,50", "a@x.example"], ["Bo", "2,75", "b@x.example"]]),
    ("commas in every cell", "Name;Address\nAna;Main St 5, Bonn, DE\nBo;Rue 1, Paris, FR\n",
     [["Ana", "Main St 5, Bonn, DE"], ["Bo", "Rue 1, Paris, FR"]]),
    ("semicolons in notes", "Name,Email,Notes\nAna,a@x.example,one; two; three\nBo,b@x.example,four; five\n",
     [["Ana", "a@x.example", "one; two; three"], ["Bo", "b@x.example", "four; five"]]),
    ("apostrophes around cells", "'Name','Email'\n'Ana, B','a@x.example'\n'Bo','b@x.example'\n",
     [["Ana, B", "a@x.example"], ["Bo", "b@x.example"]]),
    ("backslashes", 'Name,Email,Notes\n"Ana \\"A\\" Silva",a@x.example,\\N\n"Bo",b@x.example,"C:\\Lab"\n',
     [['Ana "A" Silva', "a@x.example", ""], ["Bo", "b@x.example", "C:\\Lab"]]),
    ("lines quoted as a whole", '"Name,Email"\n"Ana,""a@x.example"""\n"Bo,b@x.example"\n',
     [["Ana", "a@x.example"], ["Bo", "b@x.example"]]),
    ("one quoted column stays one", '"Email"\n"a@x.example"\n"b@x.example"\n', [["a@x.example"], ["b@x.example"]]),
    ("one column", "Email\na@x.example\nb@x.example\n", [["a@x.example"], ["b@x.example"]]),
    ("mixed line ends", "Name,Email\r\nAna,a@x.example\nBo,b@x.example\rCi,c@x.example\r\n",
     [["Ana", "a@x.example"], ["Bo", "b@x.example"], ["Ci", "c@x.example"]]),
    ("line ends of other worlds", "Name,Email\nAn\u2028a,a@x.example\nB\x85o,b@x.example\nC\x0bi,c@x.example\nD\x0ci,"
     "d@x.example\n", [["An\u2028a", "a@x.example"], ["B\x85o", "b@x.example"], ["C\x0bi", "c@x.example"],
     ["D\x0ci", "d@x.example"]]),
    ("line breaks in cells", 'Name,Email\n"Ana\r\nSilva",a@x.example\n"Bo\nEk",b@x.example\n',
     [["Ana\r\nSilva", "a@x.example"], ["Bo\nEk", "b@x.example"]]),
    ("comments above", "# made by X, on Monday\n# two\nName,Email\nAna,a@x.example\nBo,b@x.example\n",
     [["Ana", "a@x.example"], ["Bo", "b@x.example"]]),
    ("end of DOS", "Name,Email\nAna,a@x.example\n\x1a", [["Ana", "a@x.example"]]),
    ("quotes in the middle", 'Name,Email\nAna "the" Silva,a@x.example\n5" tube,b@x.example\n',
     [['Ana "the" Silva', "a@x.example"], ['5" tube', "b@x.example"]]),
    ("lists of JSON", 'Name,Email\nAna,"[{""a"": ""b, c""}]"\nBo,"[1, 2]"\n', [["Ana", '[{"a": "b, c"}]'],
     ["Bo", "[1, 2]"]]),
    ("trailing delimiters", "Name,Email,\nAna,a@x.example,\nBo,b@x.example,\n", [["Ana", "a@x.example", ""],
     ["Bo", "b@x.example", ""]]),
    ("ragged rows", "Name,Email,City\nAna,a@x.example\nBo,b@x.example,Bonn,extra\n", [["Ana", "a@x.example"],
     ["Bo", "b@x.example", "Bonn", "extra"]]),
    ("a long cell", "Name,Email\n" + "x" * 300_000 + ",a@x.example\n", [["x" * 300_000, "a@x.example"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cells"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_cells_come_back_as_they_were_meant(tmp_path: Path, text: str, cells: list[list[str]]) -> None:
    assert rows(read(tmp_path, text)) == cells


UNCLOSED = [
    ('Name,Email,City\nAna,"a@x.example,Bonn\nBo,b@x.example,Ulm\nCi,c@x.example,Köln\n', 3),
    ('Name,Email,City\nAna,a@x.example,Bonn\nBo,b@x.example,"Ulm\n', 2),
    ('Name,Email,City\n"Ana,a@x.example,Bonn\nBo,b@x.example,Ulm\nCi,c@x.example,Köln\nDi,d@x.example,Jena\n', 4),
    ('Name,Email,City\nAna,"a@x.example,Bonn\nBo,b@x.example,Ulm\nCi,"c@x.example,Köln\nDi,d@x.example,Jena\n', 4),
    ('Name,Email,City\nAna,"a@x.example,Bonn\nBo,"b@x.example,Ulm\nCi,"c@x.example,Köln\n', 3),
]


@pytest.mark.parametrize(("text", "count"), UNCLOSED)
def test_a_mark_that_never_closes_swallows_nothing(tmp_path: Path, text: str, count: int) -> None:
    found = read(tmp_path, text)
    assert found.outcome is Outcome.IMPORT_WITH_WARNING and "never closed" in found.reason
    assert [row[1][1:] for row in rows(found)] == ["@x.example"] * count


def test_columns_lined_up_with_blanks_are_refused_with_the_way_out(tmp_path: Path) -> None:
    fixed = "".join(f"{a:<20}{b:<25}{c}\n" for a, b, c in [NAMES, *PEOPLE])
    found = read(tmp_path, fixed)
    assert found.outcome is Outcome.REFUSE and "Fixed width" in found.reason
    assert not lined_up_with_blanks("Notes\nOne.  Two\nThree and four\nFive, six.  Seven\n")
    assert not lined_up_with_blanks(written(","))


def test_a_very_wide_header(tmp_path: Path) -> None:
    header = ",".join(["Name", "Email", *(f"Answer {i}" for i in range(3_000))])
    found = read(tmp_path, f"{header}\nAna,a@x.example{',x' * 3_000}\n")
    assert found.primary is not None and len(found.primary.columns) == 3_002
    assert len(rows(found)[0]) == 3_002


@given(
    st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=5), min_size=1, max_size=8), st.sampled_from(",;\t|")
)
@tried(200, deadline=None)
def test_what_csv_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "leads.csv"
    clean = [[_plain(cell) for cell in row] for row in table]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(clean)
    path.write_bytes(text.getvalue().encode())
    source = open_delimited(path, "utf-8", delimiter)
    if not source.wrapped and source.escapechar is None and source.quotechar == '"':
        assert list(source.read()) == clean


def _plain(cell: str) -> str:
    return "".join(c for c in cell if unicodedata.category(c) != "Cs" and c not in "\0\x1a\ufeff")


LINES = st.text(alphabet="abß漢,;\t|\"'\\ \n\r\u2028=#@.1", max_size=60)


@given(st.lists(LINES, min_size=1, max_size=8))
@tried(400, deadline=None)
def test_no_letter_of_a_text_is_lost(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("csv") / "leads.csv"
    text = "Name,Email\n" + "\n".join(lines)
    path.write_bytes(text.encode())
    source = open_delimited(path)
    source.width = usual_width(source)
    for _ in range(40):
        try:
            records = list(source.read())
            break
        except SwallowedLinesError:
            continue
    letters = re.sub(r"[^abß漢1@.]", "", text)
    assert re.sub(r"[^abß漢1@.]", "", "".join("".join(cells) for cells in records)) == letters
    assert guess_delimiter(text)


ROWS = st.sampled_from(
    ["Ana,a@x.example,1,x\n", '"Bo,b@x.example,2,y\n', 'Cy,"c\nd",3,z\n', "\n", '"Di, ""e""",d@x.example,4,\n']
)


@given(st.lists(ROWS, min_size=1, max_size=40))
@tried(300, deadline=None)
def test_what_is_repaired_on_the_way_reads_the_same_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "leads.csv"
    path.write_text("Name,Email,Number,More\n" + "".join(rows), newline="")
    source = open_delimited(path)
    source.width = 4
    for _ in range(3):
        try:
            records = list(source.read())
            break
        except SwallowedLinesError:
            continue
    assert list(source.read()) == records


def test_many_marks_that_never_close_are_repaired_in_one_reading(tmp_path: Path) -> None:
    row = "Ana,a@x.example,1,x\n"
    path = tmp_path / "leads.csv"
    path.write_text("Name,Email,Number,More\n" + row * 3 + ('"' + row + row * 5) * 20)
    source = open_delimited(path)
    source.width = 4
    records = list(source.read())
    assert len(records) == 124 and set(map(tuple, records[1:])) == {("Ana", "a@x.example", "1", "x")}
    assert len(source.unclosed) == 20


@given(st.binary(max_size=300))
@tried(300, deadline=None)
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    for start in (b"", b"Name,Email\nAna,a@x.example\n"):
        assert read(tmp_path_factory.mktemp("csv"), start + content).outcome in Outcome
