"""H4: every kind of reply that comes back damaged, altered, foreign or unfinished has its own plain sentence."""

import io
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from app.domain.problems import Problem, Trouble
from app.services import replies, undoing
from app.services.desk import Desk
from app.services.handoffs import handoff_rows, issue_handoff
from app.services.reply_view import ReplyView
from tests.intake.workbooks.makers import xlsb, xlsb_people
from tests.services.conftest import NOW, Fill, SetClock, everything
from tests.services.replying import Edit, handed_off, replaced, returned, set_mark, with_part, without_properties

Make = Callable[[Desk, Path], Path]
PROTECTED = Path(__file__).parent.parent / "cases" / "intake"


@pytest.fixture
def begin_with() -> Fill:
    return handed_off


@pytest.fixture
def out(desk: Desk, clock: SetClock) -> Desk:
    """The workspace a day after handoff 1 left."""
    clock.forward(days=1)
    return desk


def filled(edit: Edit | None = None, *, name: str = "Re_ back.xlsx", **fields: object) -> Make:
    """A reply with these fields, edited."""
    return lambda desk, folder: returned(desk, folder, name, edit, **fields)


def written(name: str, content: bytes) -> Make:
    """A file with this content."""

    def make(_: Desk, folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def spoiled(change: Callable[[bytes], bytes]) -> Make:
    """A good reply with its bytes changed."""

    def make(desk: Desk, folder: Path) -> Path:
        path = returned(desk, folder)
        path.write_bytes(change(path.read_bytes()))
        return path

    return make


def packed(part: str, content: bytes) -> Make:
    """A good reply with one more part in its package."""
    return lambda desk, folder: with_part(returned(desk, folder), part, content)


def in_part(part: str, change: Callable[[bytes], bytes]) -> Make:
    """A good reply with one of its parts changed."""
    return lambda desk, folder: replaced(returned(desk, folder), part, change)


def without(name: str) -> Edit:
    """Remove a sheet."""
    return lambda workbook: workbook.remove(workbook[name])


def far_corner(workbook: Workbook) -> None:
    """Make a huge grid of a small file."""
    workbook["Gaps"]["XFD1048576"] = 1


def nothing_of_ours(workbook: Workbook) -> None:
    """Forget every mark."""
    without_properties(workbook)
    for label in ("Handoff id", "Workspace id", "Handoff number", "Version", "Digest", "Contents"):
        set_mark(label, None)(workbook)


def marked_as(label: str, value: str) -> Edit:
    """Another mark on the sheet, and none in the properties of the document."""

    def edit(workbook: Workbook) -> None:
        without_properties(workbook)
        set_mark(label, value)(workbook)

    return edit


def with_password(desk: Desk, folder: Path) -> Path:
    path = returned(desk, folder)
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt("sesame", file)
    return path


def as_folder(_: Desk, folder: Path) -> Path:
    (folder / "replies").mkdir()
    return folder / "replies"


def in_an_archive(desk: Desk, folder: Path) -> Path:
    path = folder / "replies.zip"
    with ZipFile(path, "w") as archive:
        archive.write(returned(desk, folder), "Re_ back.xlsx")
    return path


def of_other_parts(name: str, *parts: str) -> Make:
    """A package of another program."""

    def make(_: Desk, folder: Path) -> Path:
        with ZipFile(folder / name, "w", ZIP_STORED) as archive:
            for part in parts:
                archive.writestr(part, "application/vnd.oasis.opendocument.text" if part == "mimetype" else "<a/>")
        return folder / name

    return make


def foreign(_: Desk, folder: Path) -> Path:
    book = Workbook()
    book.create_sheet("Reply")["A1"] = "Verdict"
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def binary_list(_: Desk, folder: Path) -> Path:
    return xlsb(folder / "list.xlsb", xlsb_people())


def cut_ods(_: Desk, folder: Path) -> Path:
    whole = (PROTECTED / "trade_fair.ods").read_bytes()
    (folder / "back.ods").write_bytes(whole[: len(whole) // 2])
    return folder / "back.ods"


MAIL = b"From: Rob <rob@sales.example>\r\nTo: mia@team.example\r\nSubject: Re: handoff\r\nDate: today\r\n\r\nAttached."
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

MANY = b"<c/>" * 1_100_000

CASES: dict[str, tuple[Make, str, str, str]] = {
    # what is the matter: how it is made, outcome, kind, words of the sentence
    "a file that is not there": (lambda _, folder: folder / "gone.xlsx", "refused", "missing", "is not there"),
    "a folder": (as_folder, "refused", "folder", "is a folder: choose the workbook in it"),
    "an empty file": (written("a.xlsx", b""), "refused", "empty", "is empty (0 bytes): ask for it once more"),
    "a file without end": (written("a.xlsx", b"x" * (21 << 20)), "refused", "huge", "far larger than a handoff"),
    "what Excel leaves beside an open workbook": (
        written("~$back.xlsx", b"Rob"), "refused", "lock_file", "somebody has the workbook open"),
    "what LibreOffice leaves beside one": (
        written(".~lock.back.ods#", b"Rob"), "refused", "lock_file", "somebody has the workbook open"),
    "words named like a workbook": (written("a.xlsx", b"just words"), "refused", "damaged", "is damaged or no Excel"),
    "words named like an ODS": (written("a.ods", b"just words"), "refused", "damaged", "is damaged or no Excel"),
    "the head of a package alone": (written("a.xlsx", b"PK\x03\x04 and no more"), "refused", "damaged", "is damaged"),
    "a workbook cut short": (spoiled(lambda whole: whole[:-400]), "refused", "damaged", "ask for it once more"),
    "a workbook of which half arrived": (spoiled(lambda whole: whole[: len(whole) // 2]), "refused", "damaged",
                                         "ask for it once more"),
    "a workbook with zeros inside": (spoiled(lambda whole: whole[:900] + bytes(3000) + whole[3900:]), "refused",
                                     "damaged", "ask for it once more"),
    "a sheet that is no XML": (in_part("xl/worksheets/sheet1.xml", lambda part: part[: len(part) // 2]), "refused",
                               "damaged", "is damaged"),
    "an ODS cut short": (cut_ods, "refused", "damaged", "is damaged"),
    "an old workbook without cells": (written("a.xls", OLE2), "refused", "damaged", "is damaged"),
    "a package that unpacks without end": (packed("xl/media/a.xml", b"0" * (61 << 20)), "refused", "huge",
                                           "unpacks to far more than a handoff"),
    "a sheet without end": (filled(far_corner), "refused", "huge", "has sheets far larger than a handoff"),
    "a sheet of a million empty cells": (
        in_part("xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", MANY + b"</sheetData>")),
        "refused", "huge", "has sheets far larger than a handoff"),
    "texts without end": (
        packed("xl/sharedStrings.xml", b"<sst>" + MANY + b"</sst>"),
        "refused", "huge", "unpacks to far more than a handoff"),
    "a part with document types": (packed("xl/a.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
                                   "refused", "definitions", "not a workbook that a spreadsheet program wrote"),
    "document types far inside a part": (
        in_part("xl/workbook.xml", lambda part: b"<!--" + b" " * 9000 + b"--><!DOCTYPE a>" + part[part.index(b"<w"):]),
        "refused", "definitions", "not a workbook that a spreadsheet program wrote"),
    "a workbook with a password": (with_password, "ask", "password", "save it without one and take that"),
    "an ODS with a password": (lambda *_: PROTECTED / "protected.ods", "ask", "password", "protected with a password"),
    "an XLS with a password": (lambda *_: PROTECTED / "protected.xls", "ask", "password", "protected with a password"),
    "a text of values": (written("reply.csv", b"Verdict,Accept\nName,Rob\n"), "refused", "other_file",
                         "is a text file, not a workbook: save it as an Excel workbook"),
    "a PDF": (written("reply.pdf", b"%PDF-1.7\n..."), "refused", "other_file", "is a PDF document"),
    "a picture of the sheet": (written("reply.png", b"\x89PNG\r\n\x1a\n" + bytes(50)), "refused", "other_file",
                               "is a picture"),
    "a photo that was named a workbook": (written("reply.xlsx", b"\xff\xd8\xff\xe0" + bytes(50)), "refused",
                                          "other_file", "is a picture"),
    "a mail as it was saved": (written("Re handoff.eml", MAIL), "refused", "other_file",
                               "is an e-mail: open it, save the workbook attached to it"),
    "a mail without its ending": (written("Re handoff", MAIL), "refused", "other_file", "is an e-mail"),
    "a mail of Outlook": (written("Re handoff.msg", OLE2 + "__properties_version1.0".encode("utf-16-le")), "refused",
                          "other_file", "is an e-mail"),
    "an archive of replies": (in_an_archive, "refused", "other_file", "unpack it and take the workbook inside"),
    "a document of Word": (of_other_parts("a.docx", "[Content_Types].xml", "word/document.xml"), "refused",
                           "other_file", "is a text document"),
    "a text of LibreOffice": (of_other_parts("a.odt", "mimetype", "content.xml"), "refused", "other_file",
                              "is a text document"),
    "slides": (of_other_parts("a.pptx", "[Content_Types].xml", "ppt/presentation.xml"), "refused", "other_file",
               "is a presentation"),
    "a document of Numbers": (of_other_parts("a.numbers", "Index/Document.iwa"), "refused", "other_file",
                              "export it from Numbers as Excel"),
    "a web page": (written("a.html", b"<html><body>Accept</body></html>"), "refused", "other_file", "is a web page"),
    "a link to a workbook elsewhere": (written("back.url", b"[InternetShortcut]\nURL=https://x.example/\n"), "refused",
                                       "other_file", "is only a link"),
    "another workbook with a sheet of that name": (foreign, "refused", "not_ours", "is not a handoff from Assay"),
    "a binary workbook of leads": (binary_list, "refused", "not_ours", "is not a handoff from Assay"),
    "every mark removed": (filled(nothing_of_ours), "refused", "not_ours", "is not a handoff from Assay"),
    "the reply sheet removed": (filled(without("Reply")), "ask", "no_sheet", "lost its sheet 'Reply'"),
    "the id of another handoff written over its own": (
        filled(set_mark("Handoff id", "another")), "ask", "two_marks", "carries two different marks"),
    "marks of a handoff that is not here": (
        filled(marked_as("Handoff id", "0f0e7a52-6a3e-4f5d-9a53-0b6c6a1d8c11")), "refused", "unknown",
        "which is not in this workspace"),
    "a digest of other facts": (filled(marked_as("Digest", "0" * 64)), "ask", "two_marks", "made from other facts"),
    "marks of another workspace": (
        filled(marked_as("Workspace id", "0f0e7a52-6a3e-4f5d-9a53-0b6c6a1d8c11")), "refused", "another_workspace",
        "open that workspace and take it there"),
    "no verdict": (filled(Verdict=None), "ask", "no_verdict", "has no verdict yet"),
    "only blanks as a verdict": (filled(Verdict="   "), "ask", "no_verdict", "has no verdict yet"),
    "a word that is no verdict": (filled(Verdict="Maybe"), "ask", "unknown_verdict", "must be Accept, Reject or"),
    "a number as a verdict": (filled(Verdict=1), "ask", "unknown_verdict", "says '1'"),
    "two verdicts at once": (filled(Verdict="Accept / Reject"), "ask", "unknown_verdict", "says 'Accept / Reject'"),
    "a rejection without a reason": (filled(Verdict="Reject"), "ask", "no_reason", "ask for one from the list"),
    "a reason that nobody knows": (filled(Verdict="Reject", Reason="Did not like it"), "ask", "unknown_reason",
                                   "“Did not like it”, which is not on the list of reasons"),
    "“Other” without a word": (filled(Verdict="Reject", Reason="Other", Note=None), "ask", "no_note",
                               "ask what the reason is"),
    "nobody who signed": (filled(Name=None), "ask", "no_name", "nobody signed it"),
    "a date ahead": (filled(Date=date(2027, 1, 1)), "ask", "date_ahead", "its date 2027-01-01 lies ahead"),
    "a date before it was sent": (filled(Date=date(2026, 11, 2)), "ask", "date_before",
                                  "2026-11-02 lies before the handoff was sent (2026-11-16)"),
    "a date that is none": (filled(Date="when I am back"), "ask", "unclear_date", "“when I am back” cannot be read"),
    "a question that asks nothing": (filled(Verdict="Need more", Note=None), "ask", "no_question",
                                     "asks for more and does not say what"),
}  # fmt: skip


OURS = {  # what is known to be handoff 1, although it is not taken
    *("no_sheet", "no_verdict", "unknown_verdict", "no_reason", "unknown_reason", "no_note", "no_name"),
    *("date_ahead", "date_before", "unclear_date", "no_question"),
}


def test_h4_there_are_more_than_thirty_kinds() -> None:
    assert len(CASES) > 50
    assert len({kind for _, _, kind, _ in CASES.values()}) > 18


@pytest.mark.parametrize("case", CASES)
def test_h4_each_kind_of_damage_has_its_sentence_and_nothing_is_taken(out: Desk, tmp_path: Path, case: str) -> None:
    make, outcome, kind, words = CASES[case]
    path = make(out, tmp_path)
    before = everything(out)
    view = out.ask(replies.look_at_reply, path)
    assert (view.outcome, view.kind) == (outcome, kind), view.says
    assert words in view.says and path.name in view.says
    assert view.says.count(path.name) == 1 and view.says.endswith(".")
    assert (view.handoff == 1) == (kind in OURS or case == "a digest of other facts"), view.handoff
    with pytest.raises(Problem) as refusal:
        out.do(replies.take_reply, path)
    assert refusal.value.message == view.says
    with pytest.raises(replies.NothingTaken) as nothing:
        out.do(replies.take_replies, [path])
    assert nothing.value.replies == (view,)
    assert everything(out) == before
    assert replies.is_reply(path) <= path.exists()


def test_h4_a_file_that_is_locked_is_trouble_and_can_be_tried_again(
    out: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = returned(out, tmp_path)
    read = Path.read_bytes

    def shut(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "in use")
        return read(self)

    with monkeypatch.context() as locked:
        locked.setattr(Path, "read_bytes", shut)
        with pytest.raises(Trouble, match="close it in other programs and try again"):
            out.do(replies.take_reply, path)
        view = out.ask(replies.look_at_reply, path)
        assert (view.outcome, view.kind) == ("ask", "locked")
    assert out.ask(replies.look_at_reply, path).outcome == "can_take"


def view_of(desk: Desk, path: Path) -> ReplyView:
    """How a reply looks before it is taken."""
    return desk.ask(replies.look_at_reply, path)


def test_h4_the_same_reply_is_taken_once_whatever_it_is_called(out: Desk, tmp_path: Path) -> None:
    first = returned(out, tmp_path)
    out.do(replies.take_reply, first)
    before = everything(out)
    renamed = Path(shutil.copy(first, tmp_path / "handoff from Rob"))
    resaved = returned(out, tmp_path, "saved again.xlsx", lambda book: book.create_sheet("My notes"))
    for path, words in ((first, "was taken before, on 2026-11-17"), (renamed, "was taken before"),
                        (resaved, "was taken before, as 'Re_ back.xlsx'")):  # fmt: skip
        view = view_of(out, path)
        assert (view.outcome, view.kind) == ("refused", "taken_before")
        assert words in view.says and "the verdict on handoff 1 stands" in view.says
    assert everything(out) == before


def test_h4_what_was_noted_by_word_of_mouth_is_not_taken_again(out: Desk, tmp_path: Path) -> None:
    out.do(replies.give_verdict, 1, "accept", note="Call is booked", name="rob ek")
    view = view_of(out, returned(out, tmp_path))
    assert view.kind == "taken_before" and "says what was noted on 2026-11-17 already" in view.says


def test_h4_another_verdict_after_the_first_asks_and_may_replace_it(out: Desk, tmp_path: Path) -> None:
    out.do(replies.take_reply, returned(out, tmp_path, Verdict="Need more", Note="Which LIS?"))
    later = returned(out, tmp_path, "later.xlsx")
    view = view_of(out, later)
    assert (view.outcome, view.kind, view.may_be_taken) == ("ask", "second_verdict", True)
    assert "has a verdict already (needs more)" in view.says and "SQL" in view.happens
    with pytest.raises(Problem, match="has a verdict already"):
        out.do(replies.take_reply, later)
    out.do(replies.take_reply, later, anyway=True)
    assert out.ask(handoff_rows)[0].state == "accepted"
    again = view_of(out, tmp_path / "Re_ back.xlsx")
    assert again.kind == "second_verdict"  # the first one no longer stands, and is not taken twice by itself
    out.do(undoing.undo)
    assert out.ask(handoff_rows)[0].state == "need_more"
    assert view_of(out, later).kind == "second_verdict"


def test_h4_an_older_version_says_so_and_counts_for_the_newest_only_where_a_person_says_so(
    out: Desk, tmp_path: Path
) -> None:
    older = returned(out, tmp_path, "older.xlsx")
    out.do(issue_handoff, 1, None)
    before = everything(out)
    view = view_of(out, older)
    assert (view.outcome, view.kind, view.may_be_taken) == ("ask", "older_version", True)
    assert (
        "answers version 1 (handoff 1)" in view.says
        and "sent again as handoff 2, version 2, on 2026-11-17" in view.says
    )
    with pytest.raises(Problem, match="taken now, it counts for handoff 2"):
        out.do(replies.take_reply, older)
    assert everything(out) == before
    out.do(replies.take_reply, older, anyway=True)
    newest, first = out.ask(handoff_rows)
    assert (newest.number, newest.state, first.number, first.state) == (2, "accepted", 1, "replaced")
    assert view_of(out, older).kind == "taken_before"
    rejected = view_of(out, returned(out, tmp_path, "no.xlsx", Verdict="Reject", Reason="No specific need found"))
    assert (rejected.kind, rejected.may_be_taken) == ("older_version", False)
    assert "which has a verdict already (accepted)" in rejected.says


def test_h4_a_verdict_by_word_of_mouth_belongs_to_the_newest_version(out: Desk) -> None:
    out.do(issue_handoff, 1, None)
    with pytest.raises(Problem, match="was sent again as handoff 2: note the verdict on that one"):
        out.do(replies.give_verdict, 1, "accept")
    out.do(replies.give_verdict, 2, "accept")


def test_h4_a_verdict_on_the_newest_version_is_simply_taken(out: Desk, tmp_path: Path) -> None:
    out.do(issue_handoff, 1, None)
    view = view_of(out, returned(out, tmp_path, number=2))
    assert (view.outcome, view.handoff) == ("can_take", 2)


def test_h4_a_reply_to_another_workspace_and_to_an_older_copy(out: Desk, tmp_path: Path) -> None:
    back = returned(out, tmp_path)
    with Desk.create(tmp_path / "other.assay", by="Jon", now=lambda: NOW) as other:
        assert view_of(other, back).kind == "another_workspace"
    copy = shutil.copy(out.back_up("before").path, tmp_path / "older.assay")
    out.do(issue_handoff, 1, None)
    newer = returned(out, tmp_path, "newer.xlsx", number=2)
    with Desk.open(Path(copy), by="Jon", now=lambda: NOW) as older:
        assert view_of(older, newer).kind == "unknown"


# --- read and taken, whatever was done to it --------------------------------------------------------------------------


def renamed_sheet(workbook: Workbook) -> None:
    workbook["Reply"].title = "Antwort von Rob"


def moved_cells(workbook: Workbook) -> None:
    workbook["Reply"].insert_rows(1, 3)
    workbook["Reply"].insert_cols(1)


def hidden_reply(workbook: Workbook) -> None:
    workbook["Reply"].sheet_state = "hidden"


READ: dict[str, tuple[Make, tuple[str, ...]]] = {
    # how it is made, and what is said to differ
    "renamed": (filled(name="Kopie von Übergabe (3).xlsx"), ()),
    "without an ending": (filled(name="handoff"), ()),
    "with the ending of another format": (filled(name="handoff.ods"), ()),
    "the properties of the document lost": (filled(without_properties), ()),
    "the marks on the sheet cleared": (filled(set_mark("Handoff id", None)), ()),
    "the reply sheet renamed": (filled(renamed_sheet), ("Sheet 'Reply' was renamed to 'Antwort von Rob'.",)),
    "the reply sheet hidden": (filled(hidden_reply), ()),
    "rows and columns inserted": (filled(moved_cells), ()),
    "another sheet renamed": (filled(lambda book: setattr(book["Gaps"], "title", "Questions")),
                              ("Sheet 'Gaps' was renamed to 'Questions'.",)),
    "a sheet removed": (filled(without("Score")), ("Sheet 'Score' was removed.",)),
    "a sheet added": (filled(lambda book: book.create_sheet("My notes")), ("Sheet 'My notes' was added.",)),
    "macros added": (packed("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros"),
                     ("Macros were added; Assay never runs any.",)),
    "a word for another": (filled(Verdict=" accepted! "), ()),
    "a date as words": (filled(Date="17 November 2026"), ()),
    "a date of which day and month could be either": (filled(Date="11/17/2026"), ()),
    "a date as a bare number": (filled(Date=46343), ()),
    "a date with a time": (filled(Date=datetime(2026, 11, 17, 9, 5)), ()),
    "a name with blanks": (filled(Name="  Rob\n Ek "), ()),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_h4_a_reply_is_read_whatever_was_done_to_its_workbook(out: Desk, tmp_path: Path, case: str) -> None:
    make, edited = READ[case]
    path = make(out, tmp_path)
    view = view_of(out, path)
    assert view.outcome == "can_take", view.says
    assert (view.handoff, view.verdict, view.name, view.edited) == (1, "accept", "Rob Ek", edited)
    assert replies.is_reply(path)
    changed = out.do(replies.take_reply, path)
    (row,) = out.ask(handoff_rows)
    assert (row.state, row.verdict_by, row.note) == ("accepted", "Rob Ek", "Call is booked")
    assert row.verdict_at is not None and row.verdict_at.date() == date(2026, 11, 17)
    assert [sentence for sentence in changed.kept if "not taken" in sentence] == [
        f"Changed outside the reply sheet and not taken: {what}" for what in edited
    ]


def test_h4_edits_beside_the_reply_are_listed_cell_by_cell_and_not_taken(out: Desk, tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Summary"]["B7"] = "Eve Berg"
        workbook["Gaps"]["B40"] = "One more thing"

    view = view_of(out, returned(out, tmp_path, edit=edit))
    assert view.outcome == "can_take"
    assert "Gaps B40: 'One more thing' was added." in view.edited
    assert any(one.startswith("Summary B7: '") and one.endswith("became 'Eve Berg'.") for one in view.edited)


def test_h4_of_many_edits_twenty_are_named(out: Desk, tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        for row in range(30, 75):
            workbook["Gaps"].cell(row, 2).value = f"line {row}"

    edited = view_of(out, returned(out, tmp_path, edit=edit)).edited
    assert len(edited) == 21 and edited[-1] == "and 25 more"


def test_h4_a_binary_workbook_is_read_too(out: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    whole = load_workbook(returned(out, tmp_path))["Reply"]
    rows = [[_cell(cell.value) for cell in row] for row in whole.iter_rows()]
    path = xlsb(tmp_path / "back.xlsb", xlsb_people(rows), last=(len(rows), 3))
    assert replies.is_reply(path)
    view = view_of(out, path)
    assert (view.outcome, view.verdict, view.name, view.on) == ("can_take", "accept", "Rob Ek", date(2026, 11, 17))
    assert "Sheet 'Summary' was removed." in view.edited


def _cell(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value or "")


def test_h4_a_package_of_another_program_is_read(out: Desk, tmp_path: Path) -> None:
    """Names with prefixes, texts within the cells and parts from the root, as some programs write them."""
    path = returned(out, tmp_path)
    with ZipFile(path) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    parts["xl/workbook.xml"] = (
        parts["xl/workbook.xml"].replace(b"<sheet ", b"<x:sheet ").replace(b"<workbook ", b'<workbook xmlns:x="x" ')
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b'"/xl/', b'"/XL/')
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert view_of(out, path).outcome == "can_take"
