"""Call sheets and covers painted from the command line: where there is no display, and where nothing can paint."""

import re

import pytest
from openpyxl import load_workbook

import app.bootstrap
from tests.cli.terminal import in_a_process

DISPLAYS = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
PAGE = re.compile(rb"/Type /Page\n")


@pytest.fixture
def no_painting(monkeypatch):
    """A machine without the libraries of a window."""

    def paint(*_):
        raise ImportError("libEGL.so.1: cannot open shared object file")

    for name in ("paint_map", "paint_call_sheet", "paint_handoff_cover"):
        monkeypatch.setattr(app.bootstrap, name, paint)


def test_cp7_a_call_sheet_is_painted_where_there_is_no_display(mql, monkeypatch):
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    path = mql.parent / "sheet.pdf"
    done = in_a_process("call", mql, "1", "-o", path, "--by", "kim")
    assert (done.returncode, done.stderr) == (0, ""), done
    content = path.read_bytes()
    assert content.startswith(b"%PDF") and len(PAGE.findall(content)) == 1


def test_cp7_without_the_libraries_of_a_window_the_sheet_is_still_a_workbook(assay, mql, no_painting):
    said = assay.refused("call", mql, 1, "-o", "sheet.pdf")
    assert "libEGL.so.1" in said and ".xlsx" in said
    assert not (assay.folder / "sheet.pdf").exists()
    assay.done("call", mql, 1, "-o", "sheet.xlsx")
    assert load_workbook(assay.folder / "sheet.xlsx").sheetnames[0] == "Call sheet"


def test_h3_a_handoff_has_its_cover_and_its_call_sheet_beside_it(assay, mql):
    assay.done("handoff", mql, 1, "-o", "out.xlsx", "--by", "kim")
    for name in ("out cover.pdf", "out call sheet.pdf"):
        assert len(PAGE.findall((assay.folder / name).read_bytes())) == 1, name
    assert "Answers" in load_workbook(assay.folder / "out call sheet.xlsx").sheetnames


def test_a_handoff_leaves_without_what_cannot_be_painted_and_says_so(assay, mql, no_painting):
    said = assay.done("handoff", mql, 1, "-o", "out.xlsx", "--by", "kim").out
    assert "no cover" in said and "libEGL.so.1" in said
    assert sorted(path.name for path in assay.folder.glob("out*")) == ["out call sheet.xlsx", "out.xlsx"]
