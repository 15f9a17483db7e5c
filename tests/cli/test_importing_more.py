"""Import: standard input, passwords, files that cannot be read, and the workbook of rows to correct."""

import io
import sys
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook

from app.cli import asking
from app.domain.error_sheet import REASON
from tests.cli.terminal import ANNA, BO, HEADER, Terminal

NOBODY = ",,,,,,,,,,,,,2026-11-01"
SECRET = "open sesame"


@pytest.fixture
def empty(assay: Terminal) -> Path:
    path = assay.folder / "team.assay"
    assay.done("new", path)
    return path


@pytest.fixture
def shut(assay: Terminal) -> Path:
    """A workbook that only its password opens."""
    book, plain = Workbook(), io.BytesIO()
    for line in (HEADER, ANNA):
        book.active.append(line.split(","))
    book.save(plain)
    path = assay.folder / "shut.xlsx"
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt(SECRET, file)
    return path


@pytest.fixture
def piped(monkeypatch):
    """Put bytes on standard input."""

    def put(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))

    return put


@pytest.fixture
def typed(monkeypatch):
    """Sit at a terminal and type passwords."""

    def at(*passwords: str) -> list[str]:
        left, asked = list(passwords), []

        def type_one(prompt: str) -> str:
            asked.append(prompt)
            return left.pop(0)

        monkeypatch.setattr(asking, "can_be_asked", lambda paths: True)
        monkeypatch.setattr("app.cli.verbs.importing.can_be_asked", lambda paths: True)
        monkeypatch.setattr(asking.getpass, "getpass", type_one)
        return asked

    return at


# --- standard input ---------------------------------------------------------------------------------------------------


def test_standard_input_is_a_file_called_by_a_dash(assay, empty, piped):
    piped("\r\n".join([HEADER, ANNA, BO]).encode("utf-16"))
    plan = assay.document("import", empty, "-", "--dry-run")
    assert [(file["file"], file["encoding"], file["outcome"]) for file in plan["files"]] == [("-", "utf-16", "import")]
    assert {row["file"] for row in plan["rows"]} == {"-"}
    assert plan["counts"]["create"] == 2


def test_standard_input_may_be_a_workbook_and_stand_among_files(assay, empty, piped):
    book, plain = Workbook(), io.BytesIO()
    for line in (HEADER, BO):
        book.active.append(line.split(","))
    book.save(plain)
    piped(plain.getvalue())
    done = assay.document("import", empty, assay.file("a.csv", HEADER, ANNA), "--by", "kim", "-", "-")
    assert [(file["file"], file["format"]) for file in done["files"]] == [("a.csv", "csv"), ("-", "xlsx")]
    assert assay.document("leads", empty)["total"] == 2


def test_standard_input_without_anything_is_refused(assay, empty, piped, monkeypatch):
    piped(b"")
    assert assay.refused("import", empty, "-").startswith("-: ")
    monkeypatch.setattr(sys, "stdin", None)
    assert "no standard input" in assay.refused("import", empty, "-")


def test_a_returned_handoff_is_recognised_among_files_and_on_standard_input(assay, mql, piped):
    assay.done("handoff", mql, "1", "-o", "sent.xlsx")
    good = assay.file("a.csv", HEADER, BO)
    assert "assay reply" in assay.refused("import", mql, good, "sent.xlsx")
    piped((assay.folder / "sent.xlsx").read_bytes())
    assert "assay reply" in assay.refused("import", mql, "-")


# --- passwords --------------------------------------------------------------------------------------------------------


def test_a_protected_workbook_says_what_it_wants(assay, empty, shut):
    sentence = assay.refused("import", empty, shut)
    assert "password" in sentence
    assert "--password" in sentence
    assert "does not open" in assay.refused("import", empty, shut, "--password", "wrong")
    plan = assay.document("import", empty, shut, "--dry-run")
    assert plan["files"][0]["outcome"] == "refuse"


def test_a_password_comes_from_an_option_or_from_the_surroundings(assay, empty, shut, monkeypatch):
    plan = assay.document("import", empty, shut, "--dry-run", "--password", SECRET)
    assert (plan["files"][0]["outcome"], plan["counts"]["create"]) == ("import", 1)
    assert SECRET not in assay.done("import", empty, shut, "--dry-run", "--password", SECRET).out
    monkeypatch.setenv("ASSAY_PASSWORD", SECRET)
    assert assay.document("import", empty, shut)["counts"]["create"] == 1
    assert SECRET.encode() not in empty.read_bytes()


def test_a_password_is_asked_for_at_a_terminal(assay, empty, shut, typed):
    asked = typed("wrong", SECRET)
    assert "1 new" in assay.done("import", empty, shut, "--dry-run").out
    assert asked == ["Password of shut.xlsx: "] * 2


def test_after_three_wrong_passwords_nobody_is_asked_any_more(assay, empty, shut, typed):
    asked = typed("a", "b", "c", "d")
    assert "does not open" in assay.refused("import", empty, shut)
    assert len(asked) == 3


def test_nobody_is_asked_where_a_program_listens(assay, empty, shut, typed):
    asked = typed(SECRET)
    assert assay("import", empty, shut, "--json").code == 1
    assert asked == []


def test_somebody_can_be_asked_only_at_a_terminal_whose_input_is_free(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert not asking.can_be_asked([Path("a.xlsx")])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert asking.can_be_asked([Path("a.xlsx")])
    assert not asking.can_be_asked([Path("a.xlsx"), Path("-")])


# --- files that cannot be read ----------------------------------------------------------------------------------------


def test_unreadable_files_are_left_out_where_that_is_wanted(assay: Terminal, empty: Path) -> None:
    good, bad = assay.file("a.csv", HEADER, ANNA), assay.folder / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\n")
    assert "--skip-unreadable" in assay.refused("import", empty, good, bad)
    dry = assay.document("import", empty, good, bad, "--dry-run", "--skip-unreadable")
    done = assay.document("import", empty, good, bad, "--skip-unreadable")
    assert [file["outcome"] for file in done["files"]] == ["import", "refuse"]
    assert dry["counts"] == done["counts"]
    assert done["action"] == 1
    said = assay.done("import", empty, good, bad, "--skip-unreadable").out
    assert "bad.pdf" in said
    assert "refused:" in said


def test_where_no_file_can_be_read_nothing_is_left_out(assay: Terminal, empty: Path) -> None:
    bad = assay.folder / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\n")
    assert "bad.pdf" in assay.refused("import", empty, bad, "--skip-unreadable")


# --- rows to correct --------------------------------------------------------------------------------------------------


def test_rows_left_aside_are_written_corrected_and_come_in(assay: Terminal, empty: Path) -> None:
    file = assay.file("a.csv", HEADER, ANNA, NOBODY, BO.replace("Bo,Lind,", ",,").replace(BO.split(",")[2], "nobody"))
    said = assay.done("import", empty, file, "--errors", "wrong.xlsx").out
    assert "1 row was written to wrong.xlsx" in said
    book = load_workbook(assay.folder / "wrong.xlsx")
    page = book.worksheets[0]
    assert page["A1"].value == REASON
    columns = {cell.value: cell.column for cell in page[1]}
    for row in page.iter_rows(min_row=2):
        row[columns["Email"] - 1].value = f"somebody{row[0].row}@southclinic.example"
    book.save(assay.folder / "right.xlsx")
    again = assay.document("import", empty, "right.xlsx", "--errors", "rest.xlsx")
    assert again["counts"]["reject"] + again["counts"]["doubtful"] == 0
    assert again["errors"] is None
    assert not (assay.folder / "rest.xlsx").exists()
    table = again["files"][0]["tables"][0]
    assert REASON not in str(table["mapping"]) + str(table["unmapped"])
    assert table["columns"] == HEADER.split(",")


def test_a_dry_run_writes_them_too_and_says_how_many(assay: Terminal, empty: Path) -> None:
    file = assay.file("a.csv", HEADER, ANNA, NOBODY)
    plan = assay.document("import", empty, file, "--dry-run", "--errors", "wrong")
    assert plan["errors"] == {"file": "wrong.xlsx", "rows": 1}
    assert load_workbook(assay.folder / "wrong.xlsx").worksheets[0].max_row == 2
    assert "written" not in assay.done("import", empty, file, "--dry-run").out
    none = assay.done("import", empty, assay.file("b.csv", HEADER, ANNA), "--dry-run", "--errors", "none.xlsx")
    assert "No row was left aside" in none.out
    assert not (assay.folder / "none.xlsx").exists()


def test_where_they_cannot_be_written_nothing_is_imported(assay: Terminal, empty: Path) -> None:
    file = assay.file("a.csv", HEADER, ANNA, NOBODY)
    assert "does not end in .xlsx" in assay.refused("import", empty, file, "--errors", "wrong.csv")
    assert "does not exist" in assay.refused("import", empty, file, "--errors", "nowhere/wrong.xlsx")
    assert assay.document("leads", empty)["total"] == 0


def test_the_workbook_that_is_imported_is_not_written_over(assay: Terminal, empty: Path) -> None:
    assay.done("import", empty, assay.file("a.csv", HEADER, NOBODY, ANNA), "--errors", "wrong.xlsx")
    before = (assay.folder / "wrong.xlsx").read_bytes()
    assert "another file" in assay.refused("import", empty, "wrong.xlsx", "--errors", "wrong.xlsx", "--dry-run")
    assert (assay.folder / "wrong.xlsx").read_bytes() == before


def test_what_was_noticed_is_said_once_with_its_rows_counted_from_one(assay: Terminal, empty: Path) -> None:
    file = assay.file("a.csv", "Name,Email,Phone", "Ada,ada@x.example,0221 555 0123", "Bo,bo@x.example,0221 555 0124")
    said = assay.done("import", empty, file).out
    assert said.count("noticed: ") == 1
    assert "noticed: row 2 of a.csv and 1 row more: the phone number has no country code" in said


def test_a_word_that_is_on_no_list_is_said(assay: Terminal, empty: Path) -> None:
    file = assay.file("a.csv", "Name,Email,Service line", "Ada,ada@x.example,Time travel")
    assert "“Time travel” is no service line on our list" in assay.done("import", empty, file).out


def test_a_file_that_says_nothing_new_is_not_said_to_be_imported(assay: Terminal, empty: Path) -> None:
    file = assay.file("a.csv", HEADER, ANNA)
    assay.done("import", empty, file)
    said = assay.done("import", empty, file).out
    assert "Nothing was imported: no row says anything new." in said and "action" not in said


def test_a_header_that_is_not_there_is_refused(assay: Terminal, empty: Path) -> None:
    file = assay.file("a.csv", HEADER, ANNA)
    assert "Row 100" in assay.refused("import", empty, file, "--header", "99")


def test_one_refused_file_is_refused_in_one_line(assay: Terminal, empty: Path) -> None:
    assert assay("import", empty, assay.file("a.csv")).out == ""


def test_show_tells_remarks_notes_consent_and_further_addresses(assay: Terminal, empty: Path) -> None:
    lines = ("Name,Email,Email 2,Notes,Email opt-in", "Ada Berg,ada@x.example,a@gmial.com,Call on Monday,no")
    assay.done("import", empty, assay.file("a.csv", *lines))
    said = assay.done("show", empty, "Ada").out
    assert "“gmial.com” may be meant as “gmail.com”" in said
    assert "Also            a@gmial.com" in said
    assert "Call on Monday" in said and "email: no" in said


def test_a_row_of_one_sheet_among_several_is_said_with_its_sheet(assay: Terminal, empty: Path) -> None:
    book = Workbook()
    for title, domain in (("Bonn", "gmial.com"), ("Berlin", "gmal.com")):
        sheet = book.create_sheet(title)
        sheet.append(["Name", "Email", "Phone"])
        sheet.append([f"Ada {title}", f"ada@{domain}", "+16145550101"])
    book.remove(book.worksheets[0])
    book.save(assay.folder / "two.xlsx")
    assert "row 2 of two.xlsx, Berlin: “gmal.com”" in assay.done("import", empty, assay.folder / "two.xlsx").out
