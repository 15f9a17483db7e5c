"""Rows pasted from a spreadsheet: of the text and the HTML of a clip, the one that kept the cells."""

import pytest

from app.intake.found import Outcome
from app.intake.readers.clip import better_clip, cells_of
from app.intake.reading import look

TEXT = "Name\tEmail\tZip\r\nAna\tana@x.example\t01067\r\nBo\tbo@x.example\t00123\r\n"
HTML = (
    "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><!--StartFragment--><table><tr><td>Name<td>Email"
    "<td>Zip<tr><td>Ana<td>ana@x.example<td>01067<tr><td>Bo<td>bo@x.example<td>00123</table><!--EndFragment--></body>"
)
QUOTED = 'Name\tEmail\tNotes\r\nAna\tana@x.example\t"one\ntwo, ""three"""\r\nBo\tbo@x.example\tx\r\n'
SPOILT = "Name\tEmail\tNotes\nAna\tana@x.example\tone\ntwo\nBo\tbo@x.example\tx\n"  # as browsers copy tables
BROKEN_LINES = (
    "<table><tr><td>Name<td>Email<td>Notes<tr><td>Ana<td>ana@x.example<td>one<br>two<tr><td>Bo<td>bo@x.example<td>x"
    "</table>"
)
CLIPS = [
    ("same cells", TEXT, HTML, "Pasted rows.txt", [["Ana", "ana@x.example", "01067"], ["Bo", "bo@x.example", "00123"]]),
    ("text alone", TEXT, "", "Pasted rows.txt", [["Ana", "ana@x.example", "01067"], ["Bo", "bo@x.example", "00123"]]),
    ("HTML alone", "", HTML, "Pasted rows.html", [["Ana", "ana@x.example", "01067"], ["Bo", "bo@x.example", "00123"]]),
    ("no table", TEXT, "<p>Name Email</p>", "Pasted rows.txt", [["Ana", "ana@x.example", "01067"],
     ["Bo", "bo@x.example", "00123"]]),
    ("quoted cells", QUOTED, "", "Pasted rows.txt", [["Ana", "ana@x.example", 'one\ntwo, "three"'],
     ["Bo", "bo@x.example", "x"]]),
    ("spoilt text", SPOILT, BROKEN_LINES, "Pasted rows.html", [["Ana", "ana@x.example", "one\ntwo"],
     ["Bo", "bo@x.example", "x"]]),
    ("words of a table", "Name Email Zip Ana ana@x.example", HTML, "Pasted rows.html",
     [["Ana", "ana@x.example", "01067"], ["Bo", "bo@x.example", "00123"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "html", "name", "cells"), [clip[1:] for clip in CLIPS], ids=[c[0] for c in CLIPS])
def test_the_better_clip_is_read(text: str, html: str, name: str, cells: list[list[str]]) -> None:
    path = better_clip(text, html).put()
    assert path.name == name
    found = look(path)
    assert found.outcome is Outcome.IMPORT and found.primary is not None
    assert [list(row.cells) for row in found.primary.rows()] == cells


def test_an_odd_clip_does_no_harm() -> None:
    assert better_clip("", "").content == ""
    assert better_clip("a\0b", "<td>").html is False
    assert better_clip("x", "<table>" * 200).content == "x"
    assert better_clip("\ud800", "").put().read_bytes() == b"?"


ONE_TABLE = "<table><tr><td>Ana<td>one<br>two</table>"
BLOCKS = {
    "text": (
        TEXT,
        HTML,
        [["Name", "Email", "Zip"], ["Ana", "ana@x.example", "01067"], ["Bo", "bo@x.example", "00123"]],
    ),
    "quoted cells": ('Ana\t"one\ntwo, ""three"""\r\n"a\tb"\tx\r\n', "", [["Ana", 'one\ntwo, "three"'], ["a\tb", "x"]]),
    "a mark that is one": ('"Ana" Berg\t5" tube\n"open\tx\n', "", [['"Ana" Berg', '5" tube'], ['"open', "x"]]),
    "blank cells": ("\ta\t\n\n\tb\t\n\n", "", [["", "a", ""], [""], ["", "b", ""]]),
    "one cell": ("Ana", "", [["Ana"]]),
    "a tab at the end": ("Ana\t", "", [["Ana", ""]]),
    "old line ends": ("a\rb\r", "", [["a"], ["b"]]),
    "HTML of one row": ("", ONE_TABLE, [["Ana", "one\ntwo"]]),
    "nothing": ("", "", []),
}


@pytest.mark.parametrize("case", BLOCKS)
def test_a_clip_is_a_block_of_cells(case: str) -> None:
    text, html, cells = BLOCKS[case]
    assert cells_of(text, html) == cells


def test_marks_that_nothing_closes_take_no_time() -> None:
    many = '"open\t' * 20_000
    assert len(cells_of(many, "")[0]) == 20_001
