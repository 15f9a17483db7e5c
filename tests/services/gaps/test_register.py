"""The register: a gap is raised, changed, settled and opened again, for a lead or for a whole account."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from app.domain.gate import NotReady
from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import gaps
from app.services.attachments import attach
from app.services.bulk import BulkDone
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.moves import move
from app.services.owners import Owner
from app.services.today_leads import today_leads
from app.services.touches import log_touch
from app.services.undoing import undo
from app.services.work import Changed, Work
from tests.services.conftest import ADA, BEN, CLEO, NOW, SetClock, a_reason

TODAY = date(2026, 11, 16)


def raised(desk: Desk, lead: int | None, question: str = "Which HL7 version?", **more: Any) -> int:
    more = {"area": "interface", **more}
    return int(str(desk.do(gaps.add_gap, lead, question, **more).outcome))


def test_a_gap_has_everything_that_was_said_of_it(desk: Desk, ada: int) -> None:
    number = raised(desk, ada, severity="stops", owed_by="theirs", owner="Ben Ito", due=date(2026, 11, 14))
    blocked = desk.ask(lead_view, ada).sql.rows[0]
    desk.do(gaps.edit_gap, number, {"criterion": blocked.id})
    view = desk.ask(gaps.gap_view, number)
    assert (view.question, view.area_label, view.severity) == ("Which HL7 version?", "Interface", "stops")
    assert (view.owed_by, view.owner, view.due, view.overdue) == ("theirs", "Ben Ito", date(2026, 11, 14), True)
    assert (view.person, view.account, view.raised_by, view.age) == ("Ada Berg", "Northgate Hospital Labs", "Mia", 0)
    assert (view.status, view.turn, view.unsettled) == ("open", "theirs", True)
    assert view.criterion_question == blocked.question


def test_its_age_stops_when_it_is_settled(desk: Desk, ada: int, clock: SetClock) -> None:
    number = raised(desk, ada)
    clock.forward(days=3)
    assert desk.ask(gaps.gap_view, number).age == 3
    desk.do(gaps.set_gap_status, number, "answered", "2.5.1")
    clock.forward(days=9)
    view = desk.ask(gaps.gap_view, number)
    assert (view.age, view.closed_at, view.changed_at) == (3, NOW + timedelta(days=3), NOW + timedelta(days=3))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"question": " "}, "as a question"),
        ({"area": "weather"}, "not one of"),
        ({"severity": "hurts"}, "not one of"),
        ({"owed_by": "nobody"}, "not one of"),
        ({"criterion": "no_such"}, "no criterion"),
        ({"status": "lost"}, "not one of"),
        ({"status": "waiting"}, "until when"),
        ({"status": "answered"}, "Write the answer"),
        ({"owner": "x" * 201}, "room for 200"),
        ({"colour": "red"}, "no field colour"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    desk: Desk, ada: int, changes: dict[str, Any], says: str
) -> None:
    number = raised(desk, ada)
    before = desk.ask(gaps.gap_view, number)
    with pytest.raises(Problem, match=says):
        desk.do(gaps.edit_gap, number, {"answer": "", **changes} if "status" not in changes else changes)
    assert desk.ask(gaps.gap_view, number) == before


def test_an_answer_that_is_written_answers(desk: Desk, ada: int) -> None:
    number = raised(desk, ada)
    desk.do(gaps.edit_gap, number, {"answer": "HL7 2.5.1", "evidence": "Their integration guide"})
    view = desk.ask(gaps.gap_view, number)
    assert (view.status, view.answer, view.evidence, view.turn) == (
        "answered",
        "HL7 2.5.1",
        "Their integration guide",
        "",
    )
    desk.do(gaps.edit_gap, number, {"answer": "HL7 2.5.1, with reflex orders"})
    assert desk.ask(gaps.gap_view, number).status == "answered"
    with pytest.raises(Problem, match="Keep the answer"):
        desk.do(gaps.edit_gap, number, {"answer": ""})


def test_a_settled_gap_is_opened_again_with_its_former_answer(desk: Desk, ada: int) -> None:
    number = raised(desk, ada)
    desk.do(gaps.close_gap, number, "HL7 2.5.1")
    with pytest.raises(Problem, match="why it is open again"):
        desk.do(gaps.set_gap_status, number, "open")
    desk.do(gaps.set_gap_status, number, "open", "They changed the engine")
    view = desk.ask(gaps.gap_view, number)
    assert (view.status, view.closed_at) == ("open", None)
    assert view.answer == "Open again since 2026-11-16: They changed the engine. Before that: HL7 2.5.1"
    desk.do(gaps.set_gap_status, number, "answered", "HL7 2.7")
    desk.do(gaps.set_gap_status, number, "closed")
    assert (desk.ask(gaps.gap_view, number).answer, desk.ask(gaps.gap_view, number).status) == ("HL7 2.7", "closed")


def test_what_a_settled_gap_said_stays_before_what_is_said_later(desk: Desk, ada: int) -> None:
    number = raised(desk, ada)
    desk.do(gaps.set_gap_status, number, "accepted", "Files will do")
    desk.do(gaps.set_gap_status, number, "answered", "2.5.1")
    assert desk.ask(gaps.gap_view, number).answer == "Files will do\n2.5.1"
    desk.do(gaps.set_gaps_status, [number], "closed", "Live since May")
    assert desk.ask(gaps.gap_view, number).answer == "Files will do\n2.5.1\nLive since May"
    again = raised(desk, ada)
    desk.do(gaps.edit_gap, again, {"answer": "2.3"})
    desk.do(gaps.edit_gap, again, {"answer": "2.3, closed", "status": "closed"})
    assert desk.ask(gaps.gap_view, again).answer == "2.3, closed", "whoever edits the answer sees the former one"


def test_the_form_asks_as_often_for_an_account_of_many_leads_as_for_one_of_few(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    asked: list[str] = []

    def form(work: Work) -> gaps.GapForm:
        asked.clear()
        event.listen(work.session.connection(), "before_cursor_execute", lambda *told: asked.append(told[2]))
        return gaps.gap_form(work, lead_id=ada)

    assert len(desk.ask(form).homes) == 2
    few = len(asked)
    for place in range(6):
        add(ADA, email=f"colleague{place}@northgate.example", full_name=f"Colleague {place}")
    assert len(desk.ask(form).homes) == 8
    assert len(asked) == few


def test_what_waits_is_theirs_and_has_a_date(desk: Desk, ada: int) -> None:
    number = raised(desk, ada, owed_by="ours")
    desk.do(gaps.set_gap_status, number, "waiting", due=date(2026, 11, 20))
    view = desk.ask(gaps.gap_view, number)
    assert (view.status, view.turn, view.due) == ("waiting", "theirs", date(2026, 11, 20))
    with pytest.raises(Problem, match="until when"):
        desk.do(gaps.edit_gap, number, {"due": None})


def test_each_change_can_be_taken_back(desk: Desk, ada: int) -> None:
    number = raised(desk, ada)
    before = desk.ask(gaps.gap_view, number)
    desk.do(gaps.set_gap_status, number, "accepted", "They live with files")
    desk.do(undo)
    assert desk.ask(gaps.gap_view, number) == before
    desk.do(undo)
    with pytest.raises(Problem, match="no longer exists"):
        desk.ask(gaps.gap_view, number)


def test_patient_data_in_a_gap_is_warned_of(desk: Desk, ada: int) -> None:
    number = raised(desk, ada)
    kept = desk.do(gaps.edit_gap, number, {"answer": "Patient MRN: 12345678 was mixed up"}).kept
    assert len(kept) == 1
    assert "patient data" in kept[0]


# --- of a whole account -----------------------------------------------------------------------------------------------


def test_a_gap_of_the_account_stops_each_of_its_leads(
    desk: Desk, mql: int, add: Callable[..., int], prove: Callable[..., Changed]
) -> None:
    ben, cleo = add(BEN), add(CLEO)
    prove(mql, Stage.SQL)
    account = desk.ask(lead_view, mql).account.id
    number = raised(desk, None, "Is there an agreement on patient data?", area="privacy", severity="stops",
                    account_id=account)  # fmt: skip
    assert [gap.id for gap in desk.ask(gaps.gap_rows, lead=ben)] == [number]
    assert desk.ask(gaps.gap_rows, lead=cleo) == []
    with pytest.raises(NotReady, match="stopped by an open gap, “Is there an agreement") as blocked:
        desk.do(move, mql, stage=Stage.SQL, path=None, reason=a_reason())
    assert [one.criterion for one in blocked.value.missing] == [f"gap:{number}"]
    desk.do(gaps.close_gap, number, "Signed on 3 November")
    desk.do(move, mql, stage=Stage.SQL, path=None, reason=a_reason())


def test_a_stop_is_overridden_with_a_reason_alone(desk: Desk, mql: int, prove: Callable[..., Changed]) -> None:
    prove(mql, Stage.SQL)
    raised(desk, mql, severity="stops")
    with pytest.raises(NotReady):
        desk.do(move, mql, stage=Stage.SQL, path=None, reason=a_reason())
    desk.do(move, mql, stage=Stage.SQL, path=None, reason=a_reason(), override="They test with files until January")
    assert desk.ask(lead_view, mql).stage == "sql"


def test_whose_gap_it_is_must_be_said(desk: Desk) -> None:
    with pytest.raises(Problem, match="Say whose gap"):
        desk.do(gaps.add_gap, None, "Why?", "scope")


# --- read -------------------------------------------------------------------------------------------------------------


def test_the_register_is_asked_by_every_side(desk: Desk, ada: int, add: Callable[..., int]) -> None:
    ben, cleo = add(BEN), add(CLEO)
    account = desk.ask(lead_view, ada).account.id
    late, soon = TODAY - timedelta(days=2), TODAY + timedelta(days=2)
    a = raised(desk, ada, severity="stops", due=soon)
    b = raised(desk, ben, "Who trains the nurses?", area="pilot", owed_by="theirs", due=late)
    c = raised(desk, cleo, "Which tubes?", area="sample", severity="nice", owner="Jo", due=late)
    d = raised(desk, None, "Which BAA?", area="privacy", account_id=account)
    desk.do(gaps.close_gap, d, "Theirs")

    def found(**asked: Any) -> list[int]:
        return [gap.id for gap in desk.ask(gaps.gap_rows, **asked)]

    assert found() == [a, b, c, d]
    assert found(unsettled=True) == [a, b, c]
    assert found(lead=ada) == [a, d]
    assert found(account=account) == [a, b, d]
    assert found(side="theirs") == [b]
    assert (found(severity="stops"), found(status="answered"), found(owner="Jo")) == ([a], [d], [c])
    assert (found(overdue=True), found(overdue=False)) == ([b, c], [a, d])
    assert found(side="ours", overdue=True) == [c]
    assert desk.ask(gaps.gap_counts) == gaps.GapCounts(2, 1, 1, 1, 1)


# --- Today ------------------------------------------------------------------------------------------------------------


def test_an_answer_that_we_owe_and_that_is_late_brings_the_lead_into_today(
    desk: Desk, mql: int, clock: SetClock
) -> None:
    desk.do(log_touch, mql, "call", "Spoke", reached=True)
    number = raised(desk, mql, due=date(2026, 11, 17))
    raised(desk, mql, "Which tubes?", owed_by="theirs", due=date(2026, 11, 16))
    assert not _waits(desk)
    clock.forward(days=2)
    desk.tend(_judge_all)
    assert _waits(desk) == [("missing", "We owe an answer since 2026-11-17: “Which HL7 version?”")]
    desk.do(gaps.close_gap, number, "2.5.1")
    assert not _waits(desk)


def test_today_says_what_alone_keeps_a_lead_from_sql(
    desk: Desk, mql: int, prove: Callable[..., Changed], clock: SetClock
) -> None:
    prove(mql, Stage.SQL)
    desk.do(log_touch, mql, "call", "Spoke", reached=True)
    raised(desk, mql, severity="stops", owed_by="theirs")
    clock.forward(days=4)
    (why,) = (why for _, why in _waits(desk))
    assert "SQL is proven, but it is stopped by “Which HL7 version?”" in why


def _judge_all(work: Any) -> None:
    from app.services.deriving import judge

    judge(work, [1])


def _waits(desk: Desk) -> list[tuple[str, str]]:
    from app.domain.groups import GROUPS

    return [(group.id, row.why.split("; committee")[0]) for group in GROUPS for row in desk.ask(today_leads, group.id)]


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_evidence_names_a_file_or_a_touch(desk: Desk, ada: int, tmp_path: Any) -> None:
    plan = tmp_path / "Verification plan.pdf"
    plan.write_bytes(b"%PDF-1.4 plan")
    desk.do(attach, Owner("account", 1), [plan])
    desk.do(log_touch, ada, "call", "They sent the guide")
    found = desk.ask(gaps.evidence_choices, ada)
    assert [(one.source, one.words) for one in found] == [
        ("attachment", "Verification plan.pdf"),
        ("touch", "Call on 2026-11-16: They sent the guide"),
    ]
    number = raised(desk, ada)
    assert desk.ask(gaps.evidence_choices, gap_id=number) == found
    desk.do(gaps.edit_gap, number, {"evidence": "Page 4 [attachment 1]"})
    with pytest.raises(Problem, match="no attachment 9"):
        desk.do(gaps.edit_gap, number, {"evidence": "Page 4 [attachment 9]"})
    with pytest.raises(Problem, match="no touch 7"):
        desk.do(gaps.set_gap_status, number, "answered", "2.5.1", evidence="[touch 7]")
    assert desk.ask(gaps.gap_view, number).evidence == "Page 4 [attachment 1]"
    assert desk.ask(gaps.gap_view, number).status == "open"


# --- many at once -----------------------------------------------------------------------------------------------------


def test_many_gaps_at_once_and_one_undo(desk: Desk, ada: int) -> None:
    a, b, c = (raised(desk, ada, f"Question {n}?") for n in range(3))
    done = desk.do(gaps.set_gap_owner, [a, b, c, 999], "Jo Lind")
    assert isinstance(done.outcome, BulkDone)
    assert (done.outcome.done, done.label) == ((a, b, c), "Give 3 gaps to Jo Lind")
    desk.do(gaps.set_gap_due, [a, b], date(2026, 11, 20))
    assert [gap.due for gap in desk.ask(gaps.gap_rows)] == [date(2026, 11, 20), date(2026, 11, 20), None]
    desk.do(undo)
    assert {gap.due for gap in desk.ask(gaps.gap_rows)} == {None}
    assert {gap.owner for gap in desk.ask(gaps.gap_rows)} == {"Jo Lind"}


def test_of_many_those_stay_that_cannot_become_so(desk: Desk, ada: int) -> None:
    a, b, c = (raised(desk, ada, f"Question {n}?") for n in range(3))
    desk.do(gaps.set_gap_due, [a], date(2026, 11, 20))
    desk.do(gaps.close_gap, b, "Done", "closed")
    changed = desk.do(gaps.set_gaps_status, [a, b, c], "waiting")
    assert isinstance(changed.outcome, BulkDone)
    assert changed.outcome.done == (a,)
    assert changed.kept == (
        "Question 1?: A gap that is “Closed” can only become: Open.",
        "Question 2?: Say until when you wait; without a date it would be forgotten.",
    )
    assert [gap.status for gap in desk.ask(gaps.gap_rows)] == ["waiting", "open", "closed"]
    with pytest.raises(Problem, match="until when"):
        desk.do(gaps.set_gaps_status, [c], "waiting")
    desk.do(gaps.set_gaps_status, [a, c], "waiting", due=date(2026, 12, 1))
    assert [gap.due for gap in desk.ask(gaps.gap_rows, status="waiting")] == [date(2026, 11, 20), date(2026, 12, 1)]
    with pytest.raises(Problem, match="Choose the gaps"):
        desk.do(gaps.set_gap_owner, [999], "Jo")
