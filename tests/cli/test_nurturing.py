"""The nurture list, what goes out, and proposals accepted on the command line."""

import csv

import pytest
from openpyxl import load_workbook

LATER = "2026-12-10T14:00:00Z"
NURTURE = ("--path", "nurture", "--learned", "No need yet", "--next", "Send the case study", "--due", "2026-12-01")
HEADERS = ["Person", "Account", "E-mail", "Consent to e-mail", "Track", "Content to send", "Due", "Owner", "Lead"]
CASE = "Case study of a hospital lab that moved its send-outs"


@pytest.fixture
def nurtured(assay, mql, monkeypatch):
    """Anna Berg and Bo Lind are nurtured and due."""
    for lead in (1, 2):
        assay.done("move", mql, lead, *NURTURE)
    monkeypatch.setenv("ASSAY_NOW", LATER)
    return mql


def test_the_list_and_what_went_out(assay, nurtured):
    found = assay.document("nurture", nurtured)
    assert (found["due_by"], found["apart"]) == ("2026-12-10", [])
    anna, bo = found["leads"]
    assert (anna["person"], anna["track"], anna["next"], anna["due"], anna["overdue"], anna["consent"]) == (
        "Anna Berg",
        "lab_leaders",
        CASE,
        "2026-12-01",
        True,
        "unknown",
    )
    assert assay.document("nurture", nurtured, "--track", "Laboratory leaders")["leads"] == [anna]
    assert assay.document("nurture", nurtured, "--due", "2026-11-30")["leads"] == []
    assert "2 leads are due to hear something by 2026-12-10." in assay.done("nurture", nurtured).out
    logged = assay.document("nurture", nurtured, "--track", "lab_leaders", "--log")
    assert logged["label"] == "Log the next piece as sent to 1 lead"
    assert assay.document("nurture", nurtured)["leads"] == [bo]
    shown = assay.document("show", nurtured, 1)
    assert (shown["due"], shown["next_step"]) == ("2026-12-31", "Send: How a small parallel run is judged")
    assert shown["nurture"]["pieces"][0]["how"] == "sent"
    assay.done("undo", nurtured)
    assert assay.document("nurture", nurtured)["leads"] == [anna, bo]


def test_the_list_as_a_file(assay, nurtured):
    assay.document("nurture", nurtured, "-o", "list.csv")
    with (assay.folder / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == HEADERS
    anna, bo = rows
    assert anna[:4] == ["Anna Berg", "North Lab", "anna.berg@northlab.example", "Not known"]
    assert anna[4:] == ["Laboratory leaders", CASE, "2026-12-01", "kim", "1"]
    assert bo[0] == "Bo Lind"
    assay.document("nurture", nurtured, "-o", "list.xlsx")
    page = load_workbook(assay.folder / "list.xlsx")["Nurture list"]
    assert [cell.value for cell in page[4]] == HEADERS
    assert page["C5"].value == "anna.berg@northlab.example"
    assert "ends in neither .xlsx nor .csv" in assay.refused("nurture", nurtured, "-o", "list.txt")


def test_a_lead_hears_another_track(assay, nurtured):
    done = assay.document("nurture", nurtured, "--choose", "anna", "--track", "watchers")
    assert done["label"] == "Nurture Anna Berg with Everybody else"
    assert assay.document("show", nurtured, 1)["nurture"]["by_hand"] is True
    assert "Nurture: Everybody else, every 60 days (chosen by hand)" in assay.done("show", nurtured, 1).out
    assay.done("nurture", nurtured, "--choose", 1)
    assert assay.document("show", nurtured, 1)["nurture"]["track"] == "lab_leaders"
    assert "'nobody' is not a nurture track" in assay.refused("nurture", nurtured, "--track", "nobody")


def test_silence_is_said_and_a_pause_accepted(assay, mql, monkeypatch):
    for day in ("17", "20", "23", "26", "29"):
        monkeypatch.setenv("ASSAY_NOW", f"2026-11-{day}T14:00:00Z")
        assay.done("touch", mql, 1, "--kind", "email", "--outcome", "No answer")
    monkeypatch.setenv("ASSAY_NOW", "2026-12-02T14:00:00Z")
    shown = assay.document("show", mql, 1)
    assert [one["says"] for one in shown["proposals"]] == [
        f"Send another message: {CASE}",
        "Pause and write again in 30 days",
    ]
    said = assay.done("show", mql, 1).out
    assert "5 attempts in 15 days without an answer" in said
    assert "Pause and write again in 30 days" in said
    assert "'gone' is not proposed" in assay.refused("accept", mql, 1, "gone")
    done = assay.document("accept", mql, 1, "pause")
    assert (done["path"], done["due"], done["owner"]) == ("not_now", "2027-01-01", "kim")
    monkeypatch.setenv("ASSAY_NOW", "2027-01-04T14:00:00Z")
    (group,) = assay.document("today", mql, "--group", "requalify")["groups"]
    assert group["leads"][0]["why"].startswith("Write again, with another message: due 2027-01-01; Not now since")
    assert "5 attempts in 15 days without an answer" in assay.document("show", mql, 1)["put_off"]["learned"]
    assert assay.document("accept", mql, 1, "take_up")["cycle"] == 2
