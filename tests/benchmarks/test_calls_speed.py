"""How long the sheet and the page of a call take to come, and every stroke of the live capture, on 100,000 leads."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import insert

from app.services.calls.being_typed import keep_typing
from app.services.calls.capture import begin_call, take_answer
from app.services.calls.closing import close_out
from app.services.calls.feedback import question_use
from app.services.calls.places import call_rows, counts_of_calls, waiting_calls
from app.services.calls.planning import plan_call
from app.services.calls.sheet import call_sheet
from app.services.calls.technical import ScopeFacts, set_scope
from app.services.calls.view import call_view
from app.services.committee.people import add_stakeholder
from app.services.desk import Desk
from app.services.gaps import add_gap
from app.services.lead_page import lead_view
from app.services.work import Changed, Work
from app.store.tables import AnswerRow, Call, CallAttendee, CallLead, CallQuestion, DiscoveryRow
from tests.benchmarks.stored import NOW, stored_people

pytestmark = pytest.mark.benchmark

LEADS, CALLS, RUNS = 100_000, 5_000, 21
CRITERION = "sql_need"
ANSWERS = (
    ("HL5", "Prices rose on 1 November 2026, so the board decided to look"),
    ("HL13", "First result on 14 March 2027 because the contract ends then"),
    ("HL2", "Vitamin D and TSH sent out, 300 to 400 a month"),
    ("HL6", "Stay with the old lab, or a second one in the city"),
)


def _took(what: Callable[[], object], runs: int = RUNS) -> dict[str, float]:
    """The first time, the median and the slowest of some runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        what()
        times.append((perf_counter() - start) * 1000)
    rest = sorted(times[1:])
    return {"first": round(times[0], 1), "median": round(rest[len(rest) // 2], 1), "slowest": round(rest[-1], 1)}


def _past_calls(work: Work) -> Changed:
    """Thousands of calls of the past with four answers each, every one with another lead."""
    connection = work.session.connection()
    ids = range(1, CALLS + 1)
    held = {"state": "done", "reached": "yes", "learned": "They wait", "kind": "call", "minutes": 30, "by": "Mia"}
    at = NOW - timedelta(days=40)
    calls = [
        {
            "id": id,
            "account_id": None,
            "service_line": "hospital_lab",
            "at": at,
            "created_at": at,
            "ended_at": at,
            **held,
        }
        for id in ids
    ]
    connection.execute(insert(Call), calls)
    connection.execute(insert(CallLead), [{"call_id": id, "lead_id": id * 7} for id in ids])
    connection.execute(insert(CallAttendee), [{"call_id": id, "side": "theirs", "name": "Ada Berg"} for id in ids])
    told = {"by": "Mia", "who": "Ada"}
    said = [
        {"lead_id": id * 7, "call_id": id, "question": q, "asked": q, "text": f"{text}, said in call {id}",
         "at": at + timedelta(seconds=id), "criterion": CRITERION, "settled": settled, "answer_id": tick, **told}
        for id in ids
        for number, (q, text) in enumerate(ANSWERS)
        for settled, tick in [("ticked", id) if number == 0 else ("", None)]
    ]  # fmt: skip
    connection.execute(insert(DiscoveryRow), said)
    tick = {"criterion": CRITERION, "value": "yes", "evidence": "Said", "certainty": "told", "by": "Mia"}
    connection.execute(insert(AnswerRow), [{"id": id, "lead_id": id * 7, "at": at, **tick} for id in ids])
    marked = [{"call_id": id, "question": q, "asked_at": at} for id in ids for q, _ in ANSWERS]
    connection.execute(insert(CallQuestion), marked)
    return Changed("Hold thousands of calls")


def test_calls_speed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Large.assay"
    stored_people(path, LEADS, with_leads=True)
    with Desk.open(path, by="Mia", now=lambda: NOW, door="command line") as desk:
        desk.do(_past_calls)
        lead = 777  # with a call of the past
        account = desk.ask(lead_view, lead).account
        assert account is not None
        for number in range(12):
            desk.do(add_stakeholder, account.id, "hospital_lab", name=f"Person {number} Pine", title="LIS analyst")
        for number in range(8):
            desk.do(add_gap, lead, f"What about point {number}?", "interface", "slows", "theirs")
        desk.do(set_scope, lead, [ScopeFacts(f"Test {number}", "Serum") for number in range(6)])
        call = int(str(desk.do(plan_call, [lead], NOW).outcome))
        desk.do(begin_call, call)
        for question, text in ANSWERS:
            desk.do(take_answer, call, lead, question, text, who="Ada Berg")
        typing = iter(range(10_000))
        taken = iter(range(10_000))

        def answer() -> None:
            desk.do(take_answer, call, lead, "HL1", f"Late results number {next(taken)} and wards that wait for them")

        figures = {
            "sheet of a call": _took(lambda: desk.ask(call_sheet, call)),
            "sheet of a lead without a call": _took(lambda: desk.ask(call_sheet, lead_id=5)),
            "page of a call": _took(lambda: desk.ask(call_view, call)),
            "keep what is typed": _took(lambda: desk.tend(keep_typing, call, "answer:HL1", f"typed {next(typing)}")),
            "take an answer": _took(answer),
            "list of calls": _took(lambda: desk.ask(call_rows)),
            "counts of calls": _took(lambda: desk.ask(counts_of_calls)),
            "what waits, for the sidebar": _took(lambda: desk.ask(waiting_calls)),
            "use of the questions, 20,000 answers": _took(lambda: desk.ask(question_use), 3),
        }
        told = {"learned": "They change", "next_step": "Send", "owner": "Mia", "due": NOW.date()}
        figures["close out"] = _took(lambda: desk.rehearse(close_out, call, reached="yes", **told), 5)
    with capsys.disabled():
        print()
        for what, times in figures.items():
            print(json.dumps({"what": f"{what}, {LEADS:,} leads, {CALLS:,} calls, milliseconds", **times}))
        print("goals: a sheet opens <= 100 ms; a stroke is kept <= 50 ms; use of the questions <= 1,000 ms")
