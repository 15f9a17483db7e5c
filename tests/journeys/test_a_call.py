"""From a planned call to sales: what was said proves every gate, and the package leaves with the answers."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook

from app.domain.calls.values import Value
from app.domain.stage import Stage
from app.services import undoing
from app.services.adding import add_lead
from app.services.calls.capture import begin_call, take_answer, take_gap, take_person
from app.services.calls.closing import close_out
from app.services.calls.leaving import save_call_sheet
from app.services.calls.planning import plan_call
from app.services.calls.settling import settle_suggestion
from app.services.calls.view import call_view
from app.services.desk import Desk
from app.services.gaps import close_gap
from app.services.handoffs import issue_handoff
from app.services.lead_page import lead_view
from tests.services.conftest import ADA

NINE = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
SAID = {
    "HL1": "Vitamin D and ferritin come back after four days, and the wards phone for them every morning",
    "HL2": "Both go out, 300 to 400 a month",
    "HL3": "Serum in SST tubes, refrigerated, the courier collects at five",
    "HL5": "Their reference lab raised prices on 1 November 2026 and the board decided to look",
    "HL14": "95 % agreement over 200 samples; the lab director judges it by 31 January 2027",
}


def test_a_call_takes_a_lead_to_sales(tmp_path: Path) -> None:
    at = [NINE]
    with Desk.create(tmp_path / "team.assay", by="Mia", now=lambda: at[0]) as desk:
        desk.do(add_lead, ADA)
        call = int(
            str(desk.do(plan_call, [1], NINE + timedelta(hours=2), 60, goal="Learn", exit_wanted="pilot").outcome)
        )
        at[0] = NINE + timedelta(hours=2)
        desk.do(begin_call, call)
        for question, words in SAID.items():
            at[0] += timedelta(minutes=4)
            value = Value("number", 300, 400, "a month") if question == "HL2" else None
            desk.do(take_answer, call, 1, question, words, value=value, who="Ada Berg")
        gap = desk.do(take_gap, call, "Do we have ferritin stability data?", "performance", "stops")
        desk.do(take_person, call, "Ines Roth, LIS analyst, ines@northgate.example")
        before = desk.ask(call_view, call)
        assert {one.question for one in before.suggestions} == set(SAID), "each of them counts"
        for one in before.suggestions:
            desk.do(settle_suggestion, one.discovery_id, True)
        desk.do(close_gap, int(str(gap.outcome)), "Yes, ten days", "answered")
        told = {"learned": "They change once agreement is shown", "next_step": "Send the pilot page", "owner": "Mia"}
        desk.do(
            close_out, call, reached="yes", **told, due=date(2026, 11, 20), stage=Stage.SQL, route="sales_discovery"
        )
        view = desk.ask(lead_view, 1)
        assert (view.stage, view.path, view.sql.ready) == ("sql", "sales_discovery", True)
        assert {row.evidence for row in view.sql.rows if row.holds} >= set(SAID.values()) - {SAID["HL2"]}
        sheet = desk.ask(save_call_sheet, tmp_path / "sheet.xlsx", call)
        assert any("Serum in SST" in str(cell.value) for row in load_workbook(sheet)["Answers"] for cell in row)
        package = tmp_path / "handoff.xlsx"
        desk.do(issue_handoff, 1, package)
        told_to_sales = [str(cell.value) for row in load_workbook(package)["Discovery"] for cell in row]
        for words in (SAID["HL3"], SAID["HL14"]):
            assert any(words in cell for cell in told_to_sales), words
        desk.do(undoing.undo)
        assert desk.ask(call_view, call).row.state == "planned", (
            "what left the house stays; the close-out came before it"
        )
        assert desk.ask(lead_view, 1).stage != "sql"
