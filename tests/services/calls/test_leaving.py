"""CP7, CP10: what of a call may leave on paper, and the answers that go along with it."""

from datetime import timedelta
from pathlib import Path

from openpyxl import load_workbook

from app.domain.calls.decision import Step
from app.domain.calls.on_paper import outline
from app.domain.calls.pilot import Pilot
from app.domain.calls.sheet import CallSheet
from app.domain.calls.values import Value
from app.domain.outline import texts
from app.language import speaking
from app.services.calls.capture import take_answer
from app.services.calls.leaving import answer_lines, save_call_sheet
from app.services.calls.planning import edit_call
from app.services.calls.sheet import call_sheet
from app.services.calls.technical import (
    DocumentFacts,
    IntegrationFacts,
    ScopeFacts,
    set_decision_steps,
    set_documents,
    set_integration,
    set_pilot,
    set_scope,
)
from app.services.desk import Desk
from app.services.gaps import add_gap
from tests.services.calls.conftest import TOMORROW
from tests.services.conftest import SetClock

PATIENT = "patient ID 448812"


def said(sheet: CallSheet) -> str:
    """Everything that the paper says."""
    return " ".join(text for _, lines in texts(outline(sheet)) for text in lines)


def test_cp10_what_looks_like_patient_data_stays_off_the_sheet(desk: Desk, ada: int, call: int) -> None:
    desk.do(edit_call, call, goal=f"Speak about {PATIENT}", site=PATIENT)
    desk.do(set_scope, ada, [ScopeFacts("TSH", sites=PATIENT)])
    desk.do(set_pilot, ada, Pilot(goal=PATIENT, sites="Main"))
    desk.do(set_documents, ada, [DocumentFacts("ifu", name=f"Report of {PATIENT}")])
    desk.do(set_integration, ada, IntegrationFacts(lis=f"Beaker, {PATIENT}"))
    desk.do(set_decision_steps, ada, [Step("quality", "", owner=PATIENT)])
    desk.do(add_gap, ada, f"What of {PATIENT}?", "scope")
    desk.do(take_answer, call, ada, "HL1", f"TSH, as {PATIENT} shows")
    text = said(desk.ask(call_sheet, call))
    assert "448812" not in text
    assert text.count("left out: looks like patient data") == 9


def test_the_sheet_says_its_times_as_the_clock_of_the_team_shows_them(desk: Desk, planned: int) -> None:
    sheet = desk.ask(call_sheet, planned)
    assert sheet.header.at == TOMORROW
    zone = desk.ask(lambda work: work.definitions.zone)
    assert f"{TOMORROW.astimezone(zone):%H:%M}" in outline(sheet).beside
    assert sheet.footer.made_at.utcoffset() == TOMORROW.astimezone(zone).utcoffset()


def test_cp7_the_workbook_holds_what_was_said_and_speaks_english(
    desk: Desk, ada: int, call: int, tmp_path: Path
) -> None:
    value = Value("number", 120, 150, "a month")
    desk.do(take_answer, call, ada, "HL2", "Mostly winter", value=value, who="Ada Berg")
    with speaking("de"):
        path = desk.ask(save_call_sheet, tmp_path / "call.xlsx", call)
    book = load_workbook(path)
    assert book.sheetnames == ["Call sheet", "Scope", "Gaps", "Documents", "Answers"]
    rows = [[cell.value for cell in row] for row in book["Answers"].iter_rows(min_row=5)]
    assert rows[0][1:4] == ["Mostly winter", "120–150 a month", "Ada Berg"]
    assert "Questions" in {row[0].value for row in book["Call sheet"].iter_rows(max_col=1)}


def test_cp1_a_lead_without_a_call_has_a_workbook_too(desk: Desk, ada: int, tmp_path: Path) -> None:
    path = desk.ask(save_call_sheet, tmp_path / "lead.xlsx", lead_id=ada, paper="Letter")
    assert load_workbook(path)["Answers"]["A5"].value == "nothing answered yet"


def test_answers_come_newest_first_and_without_patient_data(desk: Desk, clock: SetClock, ada: int, call: int) -> None:
    desk.do(take_answer, call, ada, "HL1", "TSH takes too long")
    clock.at = TOMORROW + timedelta(minutes=5)
    desk.do(take_answer, call, ada, "HL5", f"Since {PATIENT}")
    first, second = desk.ask(answer_lines, [ada])
    assert second.answer == "TSH takes too long" and second.question.startswith("Which tests")
    assert "448812" not in first.answer and first.at is not None and first.at > second.at
