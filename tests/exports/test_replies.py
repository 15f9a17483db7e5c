"""Replies: the round trip of a handoff, and one sentence for everything that is not a reply."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.handoff import HandoffSheet, digest
from app.domain.playbook import Reasoned
from app.domain.problems import Problem
from app.exports.handoff_book import write_handoff
from app.exports.replies import read_reply

Make = Callable[..., HandoffSheet]
Edit = Callable[[Workbook], None]
Answer = Callable[..., Path]


@pytest.fixture
def answer(tmp_path: Path, handoff: Make, reasons: tuple[Reasoned, ...]) -> Answer:
    """Send a handoff, fill in cells of the reply, edit what else is wanted, and save under another name."""

    def make(edit: Edit | None = None, **fields: Any) -> Path:
        path = write_handoff(handoff(), reasons, tmp_path / "sent.xlsx")
        workbook = load_workbook(path)
        for place, name in enumerate(("verdict", "reason", "note", "date", "name"), 5):
            if name in fields:
                workbook["Reply"][f"B{place}"] = fields[name]
        if edit is not None:
            edit(workbook)
        returned = tmp_path / "Re_ your handoff (2).xlsx"
        workbook.save(returned)
        return returned

    return make


def test_a_rejection_comes_back_with_everything(answer: Answer, handoff: Make) -> None:
    path = answer(
        verdict="Reject",
        reason="Wrong team, or wrong region",
        note="  =we sell\nthis in Boston ",
        date=datetime(2026, 11, 17),
        name="Tove Anand",
    )
    reply = read_reply(path)
    assert (reply.handoff, reply.workspace, reply.number) == (handoff().uuid, handoff().workspace, 12)
    assert reply.digest == digest(handoff())
    assert (reply.verdict, reply.reason_code, reply.reason) == ("reject", "wrong_route", "Wrong team, or wrong region")
    assert (reply.decided_on, reply.name, reply.edited) == (date(2026, 11, 17), "Tove Anand", ())
    assert "this in Boston" in reply.note


@pytest.mark.parametrize(
    ("written", "verdict"),
    [("Accept", "accept"), ("accept ", "accept"), ("NEED MORE", "need_more"), ("need_more", "need_more")],
)
def test_verdicts_are_read_however_they_are_typed(answer: Answer, written: str, verdict: str) -> None:
    reply = read_reply(answer(verdict=written, date="2026-11-17 or so"))
    assert (reply.verdict, reply.reason, reply.decided_on) == (verdict, "", date(2026, 11, 17))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "has no verdict yet"),
        ({"verdict": "Maybe"}, "says 'Maybe'"),
        ({"verdict": "Reject"}, "without a reason"),
    ],
)
def test_an_incomplete_reply_is_told(answer: Answer, fields: dict[str, str], words: str) -> None:
    with pytest.raises(Problem, match=words):
        read_reply(answer(**fields))


def without_reply(workbook: Workbook) -> None:
    """Remove the reply sheet."""
    del workbook["Reply"]


def other_marks(workbook: Workbook) -> None:
    """Copy the id of another handoff into the sheet."""
    for row in workbook["Reply"].iter_rows(max_col=1):
        if row[0].value == "Handoff id":
            workbook["Reply"].cell(row[0].row, 2).value = "another"


def no_marks(workbook: Workbook) -> None:
    """Clear the lines at the foot of the reply; the document properties still know."""
    for row in workbook["Reply"].iter_rows(max_col=1):
        if row[0].value in ("Handoff id", "Workspace id", "Handoff number", "Digest", "Contents"):
            workbook["Reply"].cell(row[0].row, 2).value = None


def far_corner(workbook: Workbook) -> None:
    """Make a huge grid of a small file."""
    workbook["Gaps"]["XFD1048576"] = 1


@pytest.mark.parametrize(
    ("edit", "words"),
    [(without_reply, "lost its sheet 'Reply'"), (other_marks, "two different marks"), (far_corner, "far larger")],
)
def test_a_spoilt_workbook_is_told(answer: Answer, edit: Edit, words: str) -> None:
    with pytest.raises(Problem, match=words):
        read_reply(answer(edit, verdict="Accept"))


def test_marks_survive_in_the_properties(answer: Answer, handoff: Make) -> None:
    assert read_reply(answer(no_marks, verdict="Accept")).handoff == handoff().uuid


def test_a_row_inserted_above_the_reply_does_not_matter(answer: Answer) -> None:
    reply = read_reply(answer(lambda book: book["Reply"].insert_rows(1, 2), verdict="Accept", name="Tove Anand"))
    assert (reply.verdict, reply.name) == ("accept", "Tove Anand")


def test_edits_outside_the_reply_are_listed(answer: Answer, handoff: Make) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Gaps"]["B5"] = "Nothing open, trust me"
        workbook.create_sheet("My notes")["A1"] = "x"
        del workbook["Score"]

    path = answer(edit, verdict="Accept")
    shapes = ("Sheet 'Score' was removed.", "Sheet 'My notes' was added.")
    assert read_reply(path).edited == (*shapes, "Sheet 'Gaps' was changed.")
    named = read_reply(path, handoff()).edited
    assert named[:2] == shapes
    assert named[2].startswith("Gaps B5: 'Which verification study") and named[2].endswith("'Nothing open, trust me'.")


def test_an_untouched_package_counts_as_untouched(answer: Answer, handoff: Make) -> None:
    assert read_reply(answer(verdict="Accept"), handoff()).edited == ()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "damaged or no Excel workbook"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "damaged or no Excel workbook"),
        ("a.xlsx", b"just words", "damaged or no Excel workbook"),
        ("a.ods", b"x", "damaged or no Excel workbook"),
        ("a.csv", b"x", "damaged or no Excel workbook"),
    ],
)
def test_other_files_are_told_apart(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Problem, match=words):
        read_reply(path)


def test_a_missing_file_and_a_foreign_workbook_are_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="is not there"):
        read_reply(tmp_path / "none.xlsx")
    workbook = Workbook()
    workbook.save(tmp_path / "foreign.xlsx")
    with pytest.raises(Problem, match="not a handoff from Assay"):
        read_reply(tmp_path / "foreign.xlsx")
    workbook.create_sheet("Reply")["A1"] = "Verdict"
    workbook.save(tmp_path / "foreign.xlsx")
    with pytest.raises(Problem, match="not a handoff from Assay"):
        read_reply(tmp_path / "foreign.xlsx")


def test_a_cut_file_is_damaged(answer: Answer) -> None:
    path = answer(verdict="Accept")
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(Problem, match="damaged"):
        read_reply(path)


def test_a_package_that_unpacks_to_too_much_is_refused(answer: Answer) -> None:
    path = answer(verdict="Accept")
    with ZipFile(path, "a", ZIP_DEFLATED) as package:
        package.writestr("xl/media/bomb.xml", b"0" * (61 * 1024 * 1024))
    with pytest.raises(Problem, match="unpacks to far more"):
        read_reply(path)


def test_a_package_with_document_types_is_refused(answer: Answer) -> None:
    path = answer(verdict="Accept")
    with ZipFile(path, "a") as package:
        package.writestr("xl/more.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')
    with pytest.raises(Problem, match="not a workbook that a spreadsheet program wrote"):
        read_reply(path)
