"""Decisions from the command line: listed, shown and read back from the review's workbook, done."""

from openpyxl import load_workbook


def filled(assay, mql, monkeypatch):
    """The review of the last week with one decision typed into it."""
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    assay.done("review", mql, "-o", "review.xlsx", "--by", "kim")
    book = load_workbook(assay.folder / "review.xlsx")
    page = book["Summary"]
    row = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == "new")
    page.cell(row, 2).value, page.cell(row, 7).value = "Ask for volumes first", "Kim"
    book.save(assay.folder / "back.xlsx")
    return assay.folder / "back.xlsx"


def test_wr9_a_filled_in_review_is_shown_first_and_taken_with_yes(assay, mql, monkeypatch):
    back = filled(assay, mql, monkeypatch)
    seen = assay.document("decisions", mql, back)
    assert (seen["action"], seen["week"]) == (None, "2026-W47")
    assert [(line["state"], line["text"], line["owner"]) for line in seen["lines"]] == [
        ("new", "Ask for volumes first", "Kim")
    ]
    assert "Write --yes to take them." in assay.done("decisions", mql, back).out
    assert "Every decision is done." in assay.done("decisions", mql).out
    taken = assay.document("decisions", mql, back, "--yes", "--by", "kim")
    assert taken["action"] and taken["lines"] == seen["lines"]
    (row,) = assay.document("decisions", mql)["decisions"]
    assert (row["text"], row["owner"], row["week"], row["done"]) == ("Ask for volumes first", "Kim", "2026-W47", False)
    assert "was read before" in assay.refused("decisions", mql, back, "--yes")


def test_wr9_a_review_of_another_week_or_workspace_is_refused(assay, mql, monkeypatch):
    back = filled(assay, mql, monkeypatch)
    assert "not of 2026-W46" in assay.refused("decisions", mql, back, "--week", "2026-W46")
    assay.done("new", "other")
    assert "another workspace" in assay.refused("decisions", "other", back)
    assert "is not there" in assay.refused("decisions", mql, "nowhere.xlsx")


def test_wr9_lines_that_are_not_taken_are_counted_and_the_others_are_taken(assay, mql, monkeypatch):
    back = filled(assay, mql, monkeypatch)
    book = load_workbook(back)
    page = book["Summary"]
    rows = [row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == "new"]
    page.cell(rows[1], 2).value, page.cell(rows[1], 9).value = "Call the clinic", "4.12.2026"
    book.save(back)
    said = assay("decisions", mql, back, "--yes")
    assert said.code == 1 and "Take 1 decision of the review of 2026-W47" in said.out
    assert "'4.12.2026' is no date" in said.err and "1 of 2 lines not taken." in said.err
    assert [row["text"] for row in assay.document("decisions", mql)["decisions"]] == ["Ask for volumes first"]
    assert assay("decisions", mql, back).code == 0, "looking at them refuses nothing"


def test_a_decision_is_done_with_what_came_of_it(assay, mql, monkeypatch):
    assay.done("decisions", mql, filled(assay, mql, monkeypatch), "--yes")
    assay.done("decisions", mql, "--done", 1, "--outcome", "They send volumes now")
    assert assay.document("decisions", mql)["decisions"] == []
    assert assay("decisions", mql, "--outcome", "x").code == 2
    assert assay("decisions", mql, "--yes").code == 2
