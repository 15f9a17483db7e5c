"""Maps drawn from the command line, without a display: as a file, and taken along in a handoff."""

import pytest
from openpyxl import load_workbook

import app.bootstrap
from app.services.committee.people import add_stakeholder
from app.services.desk import Desk
from tests.cli.terminal import in_a_process
from tests.exports.test_handoff_committee import pictures_in

DISPLAYS = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")


@pytest.fixture
def peopled(mql):
    """The workspace with somebody on the committee of Anna's account."""
    with Desk.open(mql, by="kim") as desk:
        desk.do(add_stakeholder, 1, "lab_partner", name="Ann Ash", title="Laboratory director")
    return mql


def test_cm13_a_map_is_drawn_where_there_is_no_display(peopled, monkeypatch):
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    folder = peopled.parent
    for form, begins in (("pdf", b"%PDF"), ("png", b"\x89PNG"), ("svg", b"<?xml")):
        path = folder / f"map.{form}"
        done = in_a_process("map", peopled, "North Lab", "-o", path, "--privacy", "shareable", "--by", "kim")
        assert (done.returncode, done.stderr) == (0, ""), done
        assert "names and seats only" in done.stdout
        assert path.read_bytes().startswith(begins)


def test_cm13_a_handoff_takes_the_map_along(assay, peopled):
    done = assay.document("handoff", peopled, 1, "-o", "out.xlsx", "--by", "kim")
    assert done["pictures"] == 1 and "without_pictures" not in done
    assert len(pictures_in(assay.folder / "out.xlsx")) == 1
    assert assay.document("committee", peopled, "North Lab")["exported"]["form"] == "handoff"


def test_a_handoff_leaves_without_the_libraries_of_a_window_and_says_so(assay, peopled, monkeypatch):
    def paint(view, privacy):
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(app.bootstrap, "paint_map", paint)
    said = assay.done("handoff", peopled, 1, "-o", "out.xlsx", "--by", "kim").out
    assert "in tables only" in said and "libEGL.so.1" in said
    book = load_workbook(assay.folder / "out.xlsx")
    assert pictures_in(assay.folder / "out.xlsx") == []
    assert "Ann Ash" in {cell.value for row in book["Committee"].iter_rows() for cell in row}
    assert assay.document("committee", peopled, "North Lab")["exported"] is None
