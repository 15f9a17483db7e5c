"""What the rules propose, accepted with one act; leads that come back, with their story."""

from datetime import date
from typing import Any

import pytest

from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import moves, proposing, touches, undoing
from app.services.desk import Desk
from app.services.editing import edit_account, edit_lead, set_consent
from app.services.lead_page import LeadView, lead_view
from app.services.today import today_ids
from tests.services.conftest import SetClock, a_reason


def try_in_vain(desk: Desk, clock: SetClock, lead_id: int, times: int = 5, every: float = 3) -> None:
    """So many e-mails without an answer, as many days apart; then one more such wait."""
    clock.forward(hours=1)
    for _ in range(times):
        desk.do(touches.log_touch, lead_id, "email", "No answer")
        clock.forward(days=every)


def shown(desk: Desk, lead_id: int) -> LeadView:
    return desk.ask(lead_view, lead_id)


def offered(desk: Desk, lead_id: int) -> dict[str, Any]:
    return {one.id: one for one in shown(desk, lead_id).proposals}


def test_silence_proposes_another_message_or_a_pause(desk: Desk, clock: SetClock, mql: int) -> None:
    assert offered(desk, mql) == {}
    try_in_vain(desk, clock, mql)
    view = shown(desk, mql)
    assert view.group == "no_response"
    assert view.group_why.startswith("5 attempts in 15 days without an answer")
    assert [one.says for one in view.proposals] == [
        "Send another message: Case study of a hospital lab that moved its send-outs",
        "Pause and write again in 30 days",
    ]


def test_a_pause_is_accepted_with_one_act_and_comes_back_by_itself(desk: Desk, clock: SetClock, mql: int) -> None:
    try_in_vain(desk, clock, mql)
    done = desk.do(proposing.accept_proposal, mql, "pause")
    assert done.label == "Move Ada Berg to Not now"
    view = shown(desk, mql)
    assert (view.path, view.due, view.owner) == ("not_now", date(2026, 12, 31), "Mia")
    assert view.next_step == "Write again, with another message"
    move = next(row for row in view.timeline if row.kind == "move")
    assert move.text.startswith("5 attempts in 15 days without an answer")
    assert view.group == ""
    clock.forward(days=31)
    view = shown(desk, mql)
    assert view.group == "requalify"
    assert "Not now since 2026-12-01: 5 attempts in 15 days without an answer" in view.group_why
    assert view.put_off is not None
    assert "(No answer after the agreed attempts)" in view.put_off.says
    assert "in cycle 1, by Mia" in view.put_off.says
    taken = next(one for one in view.proposals if one.id == "take_up")
    assert taken.says.endswith("cycle 2")
    desk.do(proposing.accept_proposal, mql, "take_up")
    view = shown(desk, mql)
    assert (view.cycle, view.stage, view.next_step) == (2, "mql", "Write again, with another message")
    assert view.timeline[0].title.startswith("Cycle 2")
    assert view.put_off is not None and not view.put_off.still  # history stays


def test_each_pause_is_longer_until_the_cadence_is_over(desk: Desk, clock: SetClock, mql: int) -> None:
    proposed = []
    for _ in range(4):
        try_in_vain(desk, clock, mql)
        proposed.append(offered(desk, mql)["pause"].says)
        desk.do(proposing.accept_proposal, mql, "pause")
        clock.forward(days=200)
        desk.do(proposing.accept_proposal, mql, "take_up")
    assert proposed == [f"Pause and write again in {days} days" for days in (30, 60, 90, 180)]
    assert shown(desk, mql).cycle == 5
    assert shown(desk, mql).group != "no_response"  # what earlier cycles tried is over
    try_in_vain(desk, clock, mql)
    last = offered(desk, mql)
    assert list(last) == ["nurture", "unreachable"]
    assert "Every pause of the cadence is over" in shown(desk, mql).group_why
    assert last["unreachable"].reason.code == "unreachable"
    assert last["nurture"].reason.next_step == "Send: Case study of a hospital lab that moved its send-outs"


def test_an_answer_begins_the_cadence_again(desk: Desk, clock: SetClock, mql: int) -> None:
    try_in_vain(desk, clock, mql)
    desk.do(proposing.accept_proposal, mql, "pause")
    clock.forward(days=31)
    desk.do(proposing.accept_proposal, mql, "take_up")
    desk.do(touches.log_touch, mql, "call", "They will look at it", reached=True)
    clock.forward(days=1)
    try_in_vain(desk, clock, mql)
    assert "pause" in offered(desk, mql)
    assert offered(desk, mql)["pause"].says == "Pause and write again in 30 days"


def test_another_message_is_a_dated_move(desk: Desk, clock: SetClock, mql: int) -> None:
    try_in_vain(desk, clock, mql)
    desk.do(proposing.accept_proposal, mql, "message")
    view = shown(desk, mql)
    assert (view.path, view.due) == ("follow_up", date(2026, 12, 2))
    assert view.next_step == "Send another message: Case study of a hospital lab that moved its send-outs"
    assert view.group != "no_response"  # somebody decided
    clock.forward(days=1)
    assert shown(desk, mql).group == "no_response"  # its day is here


def test_who_refused_e_mail_is_offered_no_message(desk: Desk, clock: SetClock, mql: int) -> None:
    try_in_vain(desk, clock, mql)
    desk.do(set_consent, shown(desk, mql).person.id, "email", "no")
    assert list(offered(desk, mql)) == ["pause"]


def test_what_is_not_proposed_cannot_be_accepted(desk: Desk, mql: int) -> None:
    with pytest.raises(Problem, match="'pause' is not proposed for Ada Berg now; proposed is nothing"):
        desk.do(proposing.accept_proposal, mql, "pause")


def test_an_accepted_proposal_is_one_act_to_take_back(desk: Desk, clock: SetClock, mql: int) -> None:
    try_in_vain(desk, clock, mql)
    before = shown(desk, mql)
    desk.do(proposing.accept_proposal, mql, "pause")
    desk.do(undoing.undo)
    assert shown(desk, mql) == before


# --- written rules ----------------------------------------------------------------------------------------------------


def test_a_written_rule_is_proposed_and_never_done_by_itself(desk: Desk, ada: int) -> None:
    account = shown(desk, ada).account
    assert account is not None
    desk.do(edit_account, account.id, {"systems": "LIS migration until May"})
    view = shown(desk, ada)
    assert view.path != "not_now"
    (rule,) = view.proposals
    assert rule.says == "Not now: LIS or EHR is being replaced, look again in 180 days"
    assert rule.why == "Current systems: LIS migration until May"
    templates = desk.ask(moves.reason_templates, ada, "not_now")
    assert templates.code == "lis_change"
    assert templates.codes[0] == ("lis_change", "LIS or EHR is being replaced", False)
    assert templates.learned[0] == "LIS or EHR is being replaced (Current systems: LIS migration until May)"
    assert templates.next_steps[0] == ("Look again: Their new system is live", 180)
    assert ("lis_change", 180) in templates.relook
    desk.do(proposing.accept_proposal, ada, "lis_change")
    view = shown(desk, ada)
    assert (view.path, view.due, view.trigger) == ("not_now", date(2027, 5, 17), "Their new system is live")
    desk.do(edit_account, account.id, {"systems": "Sunquest, live"})
    view = shown(desk, ada)
    assert view.group == "requalify"
    assert view.group_why.startswith(
        "Their new system is live: “LIS or EHR is being replaced” no longer holds, Current systems: Sunquest, live"
    )
    assert desk.ask(today_ids, "requalify") == [ada]


def test_a_rule_without_a_relook_says_never(desk: Desk, ada: int) -> None:
    account = shown(desk, ada).account
    assert account is not None
    desk.do(edit_account, account.id, {"relation": "competitor"})
    templates = desk.ask(moves.reason_templates, ada, "disqualified")
    assert templates.code == "not_a_buyer"
    assert templates.next_steps[0] == ("No further contact", None)
    assert ("not_a_buyer", None) in templates.relook
    rule = offered(desk, ada)["not_a_buyer"]
    assert rule.says.endswith("never look again")
    desk.do(proposing.accept_proposal, ada, "not_a_buyer")
    view = shown(desk, ada)
    assert (view.path, view.due, view.is_open, view.group) == ("disqualified", None, False, "")


def test_a_disqualified_lead_comes_back_when_its_rule_no_longer_holds(desk: Desk, ada: int) -> None:
    account = shown(desk, ada).account
    assert account is not None
    desk.do(edit_account, account.id, {"facility_type": "employer"})
    desk.do(proposing.accept_proposal, ada, "wrong_facility")
    assert shown(desk, ada).group == ""
    desk.do(edit_account, account.id, {"facility_type": "hospital"})
    view = shown(desk, ada)
    assert view.group == "requalify"
    assert view.group_why.startswith("They add a laboratory or a programme, or the line was wrong: ")


# --- signals and triggers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "asset", "group"),
    [
        ("pricing_request", "", "requalify"),
        ("download", "Panel overview", ""),
        ("unsubscribed", "", ""),
        ("download", "Contract renewal guide", "requalify"),
    ],
)
def test_what_they_do_after_the_put_off(
    desk: Desk, clock: SetClock, ada: int, kind: str, asset: str, group: str
) -> None:
    reason = a_reason(due=None, next_step="When the contract renewal comes up")
    desk.do(moves.move, ada, path="not_now", reason=reason)
    assert shown(desk, ada).trigger == "When the contract renewal comes up"
    clock.forward(hours=1)
    desk.do(touches.add_signal, ada, kind, asset=asset)
    view = shown(desk, ada)
    assert view.group == group
    if asset and group:
        assert view.group_why.startswith("When the contract renewal comes up: Contract renewal guide on 2026-11-16")


def test_the_day_of_a_next_step_is_in_today(desk: Desk, clock: SetClock, mql: int) -> None:
    desk.do(touches.log_touch, mql, "call", "Spoke", reached=True)
    desk.do(edit_lead, mql, {"due": "2026-11-18"})
    assert shown(desk, mql).group == ""
    clock.forward(days=2)
    why = "Call again: due 2026-11-18; committee: Never met the signer, Nobody for validation"
    assert (shown(desk, mql).group, shown(desk, mql).group_why) == ("requalify", why)
    clock.forward(days=1)
    assert shown(desk, mql).group == "missing"
    assert shown(desk, mql).stage == Stage.MQL
