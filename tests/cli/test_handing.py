"""Handing over from the command line: levels of privacy, versions, what stops it, what goes along, what it would be."""

import json
import re

import pytest
from openpyxl import load_workbook

from tests.cli.terminal import reply

QUESTION = "Which verification study do they expect?"
WHY = "Their director wants to see the plan first"


@pytest.fixture
def stopped(assay, mql):
    """A workspace in which a question stops the deal of lead 1."""
    assay.done("gap", mql, 1, "--ask", QUESTION, "--area", "validation", "--severity", "stops", "--by", "kim")
    return mql


def test_h2_an_open_question_that_stops_the_deal_holds_the_handoff_back(assay, stopped):
    said = assay.refused("handoff", stopped, 1, "-o", "out.xlsx")
    assert QUESTION in said and "stops the deal" in said
    assert not (assay.folder / "out.xlsx").exists()
    done = assay.document("handoff", stopped, 1, "-o", "out.xlsx", "--override", WHY, "--by", "kim")
    assert done["handoff"]["override"] == WHY
    cells = [str(cell.value) for row in load_workbook(assay.folder / "out.xlsx")["Summary"].iter_rows() for cell in row]
    assert any(WHY in text for text in cells)


def test_h2_a_look_says_what_is_missing_and_where_it_is_filled_in(assay, stopped):
    before = assay.document("handoffs", stopped)
    found = assay.document("handoff", stopped, 1, "--dry-run")
    assert (found["may_leave"], found["stops"], found["replaces"]) == (False, [QUESTION], None)
    assert 0 < found["percent"] < 100
    volume = next(one for one in found["missing"] if one["part"] == "volume")
    assert volume["label"] == "Volume and growth" and volume["where"].startswith("a call")
    assert assay.document("handoffs", stopped) == before
    said = assay.done("handoff", stopped, 1, "--dry-run").out
    assert "not known yet: Volume and growth (a call" in said and QUESTION in said


def test_h1_a_handoff_sent_again_is_the_next_version_and_replaces_the_first(assay, mql):
    assay.done("handoff", mql, 1, "-o", "first.xlsx", "--by", "kim")
    assay.done("touch", mql, 1, "--kind", "call", "--outcome", "400 a month", "--reached", "--by", "kim")
    done = assay.document("handoff", mql, 1, "-o", "second.xlsx", "--again", 1, "--by", "kim")
    row = done["handoff"]
    assert (row["number"], row["version"], row["replaces"], row["state"]) == (2, 2, 1, "pending")
    assert done["kept"] == ["Handoff 1 is replaced; nobody waits for its verdict any more."]
    states = {one["number"]: one["state"] for one in assay.document("show", mql, 1)["handoffs"]}
    assert states == {1: "replaced", 2: "pending"}
    cells = [
        str(cell.value) for row in load_workbook(assay.folder / "second.xlsx")["History"].iter_rows() for cell in row
    ]
    assert "Since then: 1 touch." in cells
    assert "was sent again as handoff 2" in assay.refused("handoff", mql, 1, "-o", "x.xlsx", "--again", 1)
    assert "no handoff 9" in assay.refused("handoff", mql, 1, "-o", "x.xlsx", "--again", 9)


def test_h5_the_verdict_is_due_by_the_clock_of_the_team_as_on_the_cover(assay, mql):
    said = assay.done("handoff", mql, 1, "-o", "out.xlsx", "--by", "kim").out
    cover = load_workbook(assay.folder / "out.xlsx")["Summary"]
    (asked,) = [
        str(cell.value) for row in cover.iter_rows() for cell in row if "answer on the sheet" in str(cell.value)
    ]
    (due,) = re.findall(r"by (\d{4}-\d\d-\d\d \d\d:\d\d)", asked)
    assert f"a verdict is due by {due} E" in said  # New York, in summer or winter


def test_h1_an_accepted_handoff_is_not_replaced(assay, mql):
    assay.done("handoff", mql, 1, "-o", "first.xlsx", "--by", "kim")
    assay.done("reply", mql, reply(assay.folder / "first.xlsx", "Accept"), "--by", "kim")
    assert "was accepted" in assay.refused("handoff", mql, 1, "-o", "second.xlsx", "--again", 1)
    row = assay.document("handoff", mql, 1, "-o", "second.xlsx", "--by", "kim")["handoff"]
    assert (row["version"], row["replaces"]) == (1, None)


def test_h1_each_level_says_what_leaves_and_the_workbook_keeps_to_it(assay, mql):
    email = "anna.berg@northlab.example"
    texts = {}
    for level in ("full", "no-stance", "shareable"):
        done = assay.document("handoff", mql, 1, "-o", f"{level}.xlsx", "--privacy", level, "--by", "kim")
        assert done["handoff"]["privacy"] == level
        assert "leave" in done["leaves"] and "stay" in done["leaves"]
        book = load_workbook(assay.folder / f"{level}.xlsx")
        texts[level] = json.dumps(
            [[cell.value for cell in row] for page in book for row in page.iter_rows()], default=str
        )
    assert email in texts["full"] and email in texts["no-stance"]
    assert email not in texts["shareable"]
    assert assay("handoff", mql, 1, "-o", "x.xlsx", "--privacy", "everything").code == 2


def test_h3_cover_and_call_sheet_lie_beside_the_workbook(assay, mql):
    pytest.importorskip("PySide6")
    done = assay.document("handoff", mql, 1, "-o", "Berg.xlsx", "--by", "kim")
    assert done["beside"] == ["Berg cover.pdf", "Berg call sheet.pdf", "Berg call sheet.xlsx"]
    for name in done["beside"][:2]:
        assert (assay.folder / name).read_bytes().startswith(b"%PDF-")
    assert load_workbook(assay.folder / "Berg call sheet.xlsx").sheetnames[0] == "Call sheet"
    open_to_all = assay.document("handoff", mql, 1, "-o", "Buyer.xlsx", "--privacy", "shareable", "--by", "kim")
    assert open_to_all["beside"] == ["Buyer cover.pdf"]  # what is ours to ask and not to say stays
    alone = assay.document("handoff", mql, 1, "-o", "Alone.xlsx", "--alone", "--by", "kim")
    assert alone["beside"] == [] and not (assay.folder / "Alone cover.pdf").exists()
