"""Page one of the review painted from the command line: beside the workbook or alone, frozen or not."""

import re

import pytest

import app.bootstrap
from tests.cli.terminal import in_a_process

DISPLAYS = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
PAGE = re.compile(rb"/Type /Page\n")


@pytest.fixture
def painted(monkeypatch):
    """What is asked to be painted: the review, what was restated, and whether it is issued."""
    asked = []

    def paint(review, restated, issued):
        asked.append((review, restated, issued))
        return b"%PDF of " + review.week.encode()

    monkeypatch.setattr(app.bootstrap, "paint_review", paint)
    return asked


def test_page_one_is_painted_where_there_is_no_display(mql, monkeypatch):
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    path = mql.parent / "one.pdf"
    done = in_a_process("review", mql, "--pdf", path, "--by", "kim")
    assert (done.returncode, done.stderr) == (0, ""), done
    content = path.read_bytes()
    assert content.startswith(b"%PDF") and len(PAGE.findall(content)) == 1 and b"/FontFile" in content


def test_by_itself_it_freezes_nothing_and_says_so(assay, mql, painted):
    done = assay.document("review", mql, "--pdf", "one")
    assert (done["pdf"], done["file"], done["action"], done["issued"]) == ("one.pdf", None, None, False)
    ((_, restated, issued),) = painted
    assert not issued and restated.nothing
    assert (assay.folder / "one.pdf").read_bytes().startswith(b"%PDF")


def test_beside_the_workbook_it_is_of_the_week_that_is_frozen(assay, mql, painted):
    done = assay.document("review", mql, "-o", "r.xlsx", "--pdf", "r.pdf", "--biweekly", "--no-names", "--by", "kim")
    assert (done["file"], done["pdf"], done["issued"]) == ("r.xlsx", "r.pdf", True)
    ((review, _, issued),) = painted
    assert issued and " to " in review.week
    assert not any(row.owner == "kim" for row in review.leads), "names are off on both"
    assay.document("review", mql, "--pdf", "again.pdf", "--biweekly")
    assert painted[-1][2], "painted later by itself it says that the week is frozen"


@pytest.mark.parametrize("name", ["team.assay", "r.xlsx", "leads.csv"])
def test_only_a_pdf_is_written(assay, mql, name):
    before = {path: path.read_bytes() for path in assay.folder.iterdir() if path.is_file()}
    assert ".pdf" in assay.refused("review", mql, "--pdf", name)
    (assay.folder / "folder.pdf").mkdir()
    assert "is a folder" in assay.refused("review", mql, "--pdf", "folder.pdf")
    assert {path: path.read_bytes() for path in assay.folder.iterdir() if path.is_file()} == before


def test_where_nothing_can_be_painted_the_workbook_is_offered(assay, mql, monkeypatch):
    def paint(*_):
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(app.bootstrap, "paint_review", paint)
    said = assay.refused("review", mql, "--pdf", "one.pdf")
    assert "libEGL.so.1" in said and "workbook" in said and not (assay.folder / "one.pdf").exists()
