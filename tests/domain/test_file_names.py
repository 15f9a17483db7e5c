"""Names of attached files: what is kept, what is written, what is risky to open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.file_names import LONGEST, kept_name, renamed, risk_of, writable


@pytest.mark.parametrize(
    ("name", "risk"),
    [
        ("setup.exe", "a program"),
        ("SETUP.EXE", "a program"),
        ("invoice.pdf.exe", "a program"),
        ("invoice.exe. .", "a program"),
        ("invoice.exe ", "a program"),
        ("fdp\u202eexe.exe", "a program"),
        ("run.sh", "a script"),
        ("macro.ps1", "a script"),
        ("figures.xlsm", "a document with macros"),
        ("letter.DOCM", "a document with macros"),
        ("install.msi", "an installer"),
        ("here.lnk", "a shortcut that can start a program"),
        ("disk.iso", "a disk image"),
        ("page.html", "a web page, which may run scripts"),
        ("tender.pdf", ""),
        ("figures.xlsx", ""),
        ("photo.jpeg", ""),
        ("exe", ""),
        (".exe", "a program"),
        ("README", ""),
        ("", ""),
    ],
)
def test_kinds_that_can_do_harm_are_named(name, risk):
    assert risk_of(name) == risk


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("tender.pdf", "tender.pdf"),
        ("a/b\\c:d*e?.txt", "a_b_c_d_e_.txt"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("CON.txt", "_CON.txt"),
        ("com1", "_com1"),
        ("-rf.txt", "_-rf.txt"),
        ("..", "file"),
        ("", "file"),
        ("name. . .", "name"),
        (".bashrc", ".bashrc"),
    ],
)
def test_names_are_safe_to_write_on_any_system(name, written):
    assert writable(name) == written


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_kept_and_written(name):
    for made in (kept_name(name), writable(name)):
        made.encode("utf-8")
        assert 0 < len(made) <= LONGEST + 2
        assert not any(ord(c) < 32 for c in made)
    written = writable(name)
    assert written not in (".", "..")
    assert not set('<>:"/\\|?*') & set(written)
    assert written == written.rstrip(". ")
    assert risk_of(name) == risk_of(written)


def test_a_long_name_keeps_its_ending():
    name = kept_name("x" * 500 + ".pdf")
    assert len(name) == LONGEST
    assert name.endswith("….pdf")


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("tender.pdf", "Signed", "Signed.pdf"),
        ("tender.pdf", "Signed.docx", "Signed.docx"),
        ("tender.pdf", "Version 2. Final", "Version 2. Final.pdf"),
        ("README", "Notes", "Notes"),
    ],
)
def test_a_new_name_keeps_the_ending_where_none_is_written(before, name, after):
    assert renamed(before, name) == after
