"""CP8: the next sheet begins with what the last call answered, and what happened since it ended."""

from datetime import date, timedelta

from app.services.calls.capture import begin_call, take_answer, take_gap
from app.services.calls.closing import close_out
from app.services.calls.planning import plan_call
from app.services.calls.sheet import call_sheet
from app.services.calls.technical import DocumentFacts, set_documents
from app.services.desk import Desk
from app.services.editing import edit_lead
from app.services.gaps import add_gap, close_gap
from tests.services.calls.conftest import TOMORROW
from tests.services.conftest import SetClock


def test_cp8_the_first_sheet_has_nothing_to_look_back_on(desk: Desk, planned: int) -> None:
    assert desk.ask(call_sheet, planned).since is None


def test_cp8_answered_newly_open_and_overdue_on_either_side(desk: Desk, call: int, clock: SetClock) -> None:
    clock.forward(minutes=3)
    desk.do(take_answer, call, 1, "HL5", "Prices rose on 1 November 2026", who="Ada Berg")
    desk.do(take_gap, call, "Which method did you compare with?", "performance", owed_by="ours", due=date(2026, 11, 20))
    theirs = desk.do(take_gap, call, "Which HL7 version?", "interface", owed_by="theirs", due=date(2026, 11, 19))
    settled = desk.do(take_gap, call, "Do you ship frozen?", "sample")
    desk.do(
        close_out,
        call,
        reached="yes",
        learned="Prices rose",
        next_step="Send the plan",
        owner="Mia",
        due=date(2026, 11, 18),
    )
    clock.forward(hours=5)
    asked = desk.do(add_gap, 1, "Do you report units?", "performance", "slows", "ours")
    clock.forward(days=2)
    desk.do(close_gap, settled.outcome, "Yes, weekly")
    desk.do(set_documents, 1, [DocumentFacts("ifu", asked_on=date(2026, 11, 18), due=date(2026, 11, 21))])
    clock.forward(days=5)
    again = int(str(desk.do(plan_call, [1], clock.at + timedelta(days=1)).outcome))
    since = desk.ask(call_sheet, again).since
    assert since is not None and since.last == TOMORROW.date()
    assert [(one.kind, one.detail) for one in since.answered] == [
        ("answer", "Prices rose on 1 November 2026"),
        ("gap", "Yes, weekly"),
    ]
    assert [one.id for one in since.newly_open if one.kind == "gap"] == [str(asked.outcome)], "both know what it opened"
    assert [(one.id, one.days) for one in since.overdue_theirs] == [(str(theirs.outcome), 5)]
    assert [(one.kind, one.days) for one in since.overdue_ours] == [("next_step", 6), ("gap", 4), ("document", 3)]
    assert desk.ask(call_sheet, call).since is None, "a sheet looks back, never ahead"


def test_cp8_what_was_agreed_last_is_late_only_as_long_as_it_is_still_to_do(
    desk: Desk, call: int, clock: SetClock
) -> None:
    told = {"next_step": "Send the plan", "owner": "Mia", "due": date(2026, 11, 18)}
    desk.do(close_out, call, reached="yes", learned="Prices rose", **told)
    clock.forward(days=7)
    again = int(str(desk.do(plan_call, [1], clock.at + timedelta(days=1)).outcome))

    def late() -> list[tuple[str, int]]:
        since = desk.ask(call_sheet, again).since
        assert since is not None
        return [(one.text, one.days) for one in since.overdue_ours]

    assert [text for text, _ in late()] == ["Send the plan"]
    desk.do(edit_lead, 1, {"next_step": "Call again", "due": date(2026, 12, 1)})
    assert late() == []


def test_cp8_a_call_that_was_called_off_is_no_last_call(desk: Desk, planned: int, clock: SetClock) -> None:
    from app.services.calls.planning import cancel_call

    desk.do(begin_call, planned)
    desk.do(cancel_call, planned, "Nobody came")
    again = int(str(desk.do(plan_call, [1], TOMORROW + timedelta(days=7)).outcome))
    assert desk.ask(call_sheet, again).since is None


def test_cp8_a_call_closed_out_the_next_morning_ended_when_the_conversation_did(
    desk: Desk, call: int, clock: SetClock
) -> None:
    clock.forward(minutes=10)
    held = desk.do(take_gap, call, "Do you ship frozen?", "sample").outcome
    clock.forward(hours=6)
    evening = desk.do(add_gap, 1, "Which courier?", "sample", "slows", "theirs").outcome
    clock.forward(hours=14)
    late = desk.do(take_gap, call, "Which tube?", "sample").outcome
    desk.do(
        close_out,
        call,
        reached="partly",
        learned="Prices rose",
        next_step="Send the plan",
        owner="Mia",
        due=clock.at.date() + timedelta(days=9),
    )
    again = int(str(desk.do(plan_call, [1], clock.at + timedelta(days=3)).outcome))
    since = desk.ask(call_sheet, again).since
    assert since is not None
    assert [(one.kind, one.text) for one in since.newly_open] == [
        ("gap", "Which courier?"),
        ("next_step", "Send the plan"),
    ]
    assert {held, evening, late} <= {gap.id for gap in desk.ask(call_sheet, again).gaps}, (
        "they stand among the open gaps"
    )
