"""Calls without a window: listed, planned, called off; the sheet as text, document, workbook and page."""

import openpyxl
import pytest

import app.bootstrap
from app.services.calls.capture import begin_call, take_answer
from app.services.calls.settling import settle_suggestion
from app.services.desk import Desk

MENU_GAP = "A menu gap: they lack genetics and want one partner"
PLAN = ("--plan", "2026-11-17 10:00", "--goal", "Learn what holds them back", "--exit", "next_call")


@pytest.fixture
def planned(assay, team):
    """The workspace with a call with Anna Berg, planned for tomorrow at ten where the team works."""
    assay("call", team, "Anna", *PLAN, "--kind", "video", "--with", "Cora Lund", "--by", "kim")
    return team


def test_a_call_is_planned_at_the_time_on_the_wall(assay, team):
    done = assay.document("call", team, "Anna", *PLAN, "--minutes", "45", "--site", "North site", "--by", "kim")
    assert done["label"] == "Plan a call with North Lab" and done["action"]
    call = done["call"]
    assert (call["at"], call["minutes"], call["kind"]) == ("2026-11-17T15:00:00+00:00", 45, "call")
    assert (call["theirs"], call["ours"], call["goal"]) == (["Anna Berg"], ["kim"], "Learn what holds them back")
    assert done["sheet"]["header"]["site"] == "North site"


def test_calls_are_listed_by_when(assay, planned):
    done = assay.document("calls", planned)
    (row,) = done["calls"]
    assert (row["when"], row["account"], row["theirs"]) == ("planned", "North Lab", ["Anna Berg", "Cora Lund"])
    assert done["counts"] == {"planned": 1, "today": 0, "to_close": 0, "done": 0}
    assert assay.document("calls", planned, "--when", "today")["calls"] == []
    assert assay.document("calls", planned, "--lead", "Bo")["calls"] == []
    assert [one["id"] for one in assay.document("calls", planned, "--account", "North Lab")["calls"]] == [row["id"]]
    said = assay("calls", planned).out
    assert "2026-11-17 10:00" in said and "Learn what holds them back" in said


def test_an_empty_list_says_how_to_plan_one(assay, team):
    assert "assay call W LEAD --plan TIME" in assay("calls", team).out


def test_the_sheet_of_a_lead_without_a_call_names_what_is_unknown(assay, team):
    done = assay.document("call", team, "Anna")
    assert done["call"] is None and done["sheet"]["header"]["goal"] is None
    assert "header.goal" in done["unknown"] and len(done["unknown"]) == done["sheet"]["footer"]["unknown"]
    assert len(done["sheet"]["questions"]) == 8
    said = assay("call", team, "Anna").out
    assert "not known" in said and "Must learn" in said and "1. " in said


def test_the_sheet_is_written_as_a_workbook_with_its_tables(assay, planned):
    with Desk.open(planned, by="kim") as desk:
        desk.do(begin_call, 1)
        taken = desk.do(
            take_answer, 1, 1, "LP1", "A menu gap: they lack genetics and want one partner", who="Anna Berg"
        )
        desk.do(settle_suggestion, taken.outcome.id, False)
    done = assay.document("call", planned, "Anna", "-o", "sheet.xlsx")
    assert done["files"] == ["sheet.xlsx"] and "action" not in done
    book = openpyxl.load_workbook(assay.folder / "sheet.xlsx")
    tables = {name for page in book for name in page.tables}
    assert {"tbl_Scope", "tbl_Gaps", "tbl_Documents", "tbl_Answers"} <= tables
    told = [cell.value for row in book["Answers"].iter_rows() for cell in row]
    assert any("menu gap" in str(value) for value in told)


def test_the_sheet_is_written_as_a_page(assay, planned, monkeypatch):
    seen = []

    def paint(sheet, paper):
        seen.append((sheet.header.goal, paper))
        return b"%PDF-1.7 a page"

    monkeypatch.setattr(app.bootstrap, "paint_call_sheet", paint)
    done = assay.document("call", planned, "Anna", "-o", "sheet.pdf", "--paper", "Letter")
    assert done["files"] == ["sheet.pdf"]
    assert (assay.folder / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    assert seen == [("Learn what holds them back", "Letter")]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-o", "sheet.docx"), "does not end in .xlsx or .pdf"),
        (("--number", "9"), "Call 9 is not with lead"),
        (("--plan", "2026-11-17 10:00", "--minutes", "900"), "1 to 480 minutes"),
        (("--plan", "2026-11-17 10:00", "--kind", "telepathy"), "not a kind of call"),
        (("--cancel", "Ill"), "No call with lead"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(assay, team, words, says):
    refused = assay("call", team, "Anna", *words)
    assert refused.code == 1 and says in refused.err and len(refused.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--plan", "tomorrow"),
        ("--plan", "2026-11-17"),
        ("--plan", "2026-11-17T10:00+01:00"),
        ("--goal", "Learn"),
        ("--plan", "2026-11-17 10:00", "--number", "1"),
    ],
)
def test_wrong_words_are_wrong_usage(assay, team, words):
    assert assay("call", team, "Anna", *words).code == 2


def test_a_call_is_called_off_with_the_reason(assay, planned):
    done = assay.document("call", planned, "Anna", "--cancel", "Anna is ill", "--by", "kim")
    assert done["label"] == "Call off the call with North Lab" and done["call"]["state"] == "cancelled"
    assert [one["id"] for one in assay.document("calls", planned, "--when", "cancelled")["calls"]] == [1]


def test_the_use_of_questions_is_told(assay, planned):
    assert "No question has been asked" in assay("calls", planned, "--questions").out
    with Desk.open(planned, by="kim") as desk:
        desk.do(begin_call, 1)
        desk.do(take_answer, 1, 1, "LP1", MENU_GAP, who="Anna Berg")
    used = assay.document("calls", planned, "--questions")["questions"]
    asked = next(one for one in used if one["question"] == "LP1")
    assert (asked["asked"], asked["answered"], asked["led"], asked["rate"]) == (1, 1, 0, 0.0)
    assert "LP1" in assay("calls", planned, "--questions").out
