"""H4: the round trip through another office: filled in, saved again by LibreOffice as XLSX, ODS and XLS, and read.

Where LibreOffice is at hand the workbook of today goes through it; where it is not, the files in tests/cases/replies
are read, which it made of this very package (`soffice --headless --convert-to ods`). They are always read as well.
"""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.handoff import HandoffSheet
from app.domain.playbook import Reasoned
from app.exports.handoff_book import write_handoff
from app.exports.replies import Reply, edits_of, marks_of, reply_of
from app.exports.returned import looks_returned
from app.services.reply_files import open_reply

KEPT = Path(__file__).parent.parent / "cases" / "replies"
ENDINGS = ("xlsx", "ods", "xls")
OFFICE = shutil.which("soffice")
NOTE = "They have no date.\nCall again in spring, “before the season” – 5 % of the volume"

Make = Callable[..., HandoffSheet]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Save a workbook again in another format, with a profile of its own that goes with the test."""
    profile = tmp_path_factory.mktemp("office")

    def resaved(path: Path, ending: str) -> Path:
        if OFFICE is None:
            return KEPT / f"rejected.{ending}"
        folder = path.parent / ending
        words = [OFFICE, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", ending]
        subprocess.run([*words, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=240)
        return folder / f"{path.stem}.{ending}"

    return resaved


@pytest.fixture
def rejected(tmp_path: Path, handoff: Make, reasons: tuple[Reasoned, ...]) -> Path:
    """The package, rejected."""
    path = tmp_path / "rejected.xlsx"
    book = load_workbook(write_handoff(handoff(), reasons, tmp_path / "sent.xlsx"))
    answers = ("Reject", reasons[0].label, NOTE, date(2026, 11, 17), "Rob Sølver")
    for row, value in enumerate(answers, 5):
        book["Reply"].cell(row, 2).value = value
    book.save(path)
    return path


def read(path: Path) -> tuple[Reply, tuple[str, ...]]:
    """The reply, and which sheets are said to differ."""
    book = open_reply(path).book
    marks = marks_of(book, path.name)
    return reply_of(book, marks, path.name), edits_of(book, marks, None)


def the_same(path: Path, sheet: HandoffSheet) -> None:
    """Everything is read as it was written, and nothing counts as edited."""
    reply, edited = read(path)
    assert looks_returned(path)
    assert (reply.handoff, reply.workspace, reply.number) == (sheet.uuid, sheet.workspace, sheet.number)
    assert (reply.verdict, reply.reason_code, reply.name) == ("reject", "not_ready", "Rob Sølver")
    assert (reply.note, reply.decided_on) == (NOTE, date(2026, 11, 17))
    assert edited == ()


@pytest.mark.parametrize("ending", ENDINGS)
def test_h4_a_reply_that_libreoffice_saved_is_read_as_it_was_written(
    rejected: Path, office: Callable[[Path, str], Path], handoff: Make, ending: str
) -> None:
    the_same(office(rejected, ending), handoff())


@pytest.mark.parametrize("ending", ENDINGS)
def test_h4_replies_that_libreoffice_saved_long_ago_are_read(handoff: Make, ending: str) -> None:
    the_same(KEPT / f"rejected.{ending}", handoff())


def test_h4_from_one_format_into_the_next_nothing_is_lost(
    rejected: Path, office: Callable[[Path, str], Path], handoff: Make
) -> None:
    path = rejected
    for ending in ("ods", "xls", "xlsx"):
        path = office(path, ending)
    the_same(path, handoff())


def test_h4_an_edit_in_libreoffice_is_named_by_its_cell(
    rejected: Path, office: Callable[[Path, str], Path], handoff: Make
) -> None:
    book = load_workbook(rejected)
    book["Gaps"]["B40"] = "Nothing open, trust me"
    book.save(rejected)
    path = rejected if OFFICE is None else office(rejected, "ods")
    opened = open_reply(path).book
    edited = edits_of(opened, marks_of(opened, path.name), handoff)
    assert edited == ("Gaps B40: 'Nothing open, trust me' was added.",)
