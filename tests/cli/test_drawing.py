"""Pictures and the demonstration, which run without anybody looking."""

import pytest
from openpyxl import load_workbook

import app.bootstrap
import app.cli.verbs.demo
from app.exports.recognition import REPLY
from app.services.desk import Desk


@pytest.fixture
def drawn(monkeypatch):
    """Pictures without a window: the folders that were drawn into."""
    folders = []

    def draw(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "today-light.png").write_bytes(b"a picture")
        folders.append(folder)
        return [folder / "today-light.png"]

    monkeypatch.setattr(app.bootstrap, "draw_pictures", draw)
    return folders


def test_pictures_says_what_was_drawn(assay, drawn):
    done = assay.document("pictures", "shots")
    assert done == {"folder": "shots", "files": ["shots/today-light.png"]}
    assert "1 pictures in shots" in assay.done("pictures", "shots").out


def test_a_file_is_no_folder_for_pictures(assay, drawn):
    assert "is a file" in assay.refused("pictures", assay.file("x.txt", "x"))
    assert drawn == []


def test_a_machine_without_the_libraries_of_a_window_says_so(assay, monkeypatch):
    def draw(folder):
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(app.bootstrap, "draw_pictures", draw)
    assert "libEGL.so.1" in assay.refused("pictures", "shots")


def test_the_demo_runs_the_main_job_and_says_where_everything_is(assay, drawn):
    done = assay.document("demo", "out", "--by", "kim")
    assert set(done) == {"workspace", "list", "handoff", "review", "week", "counts", "settled", "pictures"}
    assert sum(done["counts"].values()) == 10
    assert (done["counts"]["create"], done["counts"]["signal"], done["counts"]["reject"]) == (8, 1, 1)
    shown = assay.document("show", done["workspace"], "Carla Nyström")
    assert (shown["stage"], shown["path"], len(shown["handoffs"])) == ("sql", "sales_discovery", 1)
    assert len(shown["signals"]) == 2  # she stood twice on the list
    assert assay.document("show", done["workspace"], "Devon Achebe")["path"] == "technical_presales"
    assert assay.document("show", done["workspace"], "Tilda Brandt")["path"] == "disqualified"
    assert REPLY in load_workbook(assay.folder / done["handoff"]).sheetnames
    assert load_workbook(assay.folder / done["review"]).sheetnames
    assert done["pictures"] == ["out/pictures/today-light.png"]
    assert assay.document("check", done["workspace"])["ok"] is True


def test_a_second_demo_leaves_the_first_workspace_alone(assay, monkeypatch):
    def draw(folder):
        raise ImportError("no window here")

    def without_its_five_weeks(path, by, now):  # they take seconds and say nothing here
        return Desk.create(path, "diagnostics", by=by, now=now)

    monkeypatch.setattr(app.cli.verbs.demo, "create_sample", without_its_five_weeks)
    monkeypatch.setattr(app.bootstrap, "draw_pictures", draw)
    (assay.folder / "out").mkdir()
    assay.done("new", "out/Sample.assay")
    before = (assay.folder / "out" / "Sample.assay").read_bytes()
    said = assay.done("demo", "out").out
    assert "Sample 2.assay" in said
    assert "not drawn: no window here" in said
    assert (assay.folder / "out" / "Sample.assay").read_bytes() == before


def test_a_demo_needs_a_folder(assay, drawn):
    assert "is a file" in assay.refused("demo", assay.file("x.txt", "x"))
