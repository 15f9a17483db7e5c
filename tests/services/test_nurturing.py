"""Nurture: the track, who is due, who must not be written to, and what went out."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.lead import Answered
from app.domain.problems import Problem
from app.services import moves, nurturing, touches, undoing
from app.services.answers import answer
from app.services.desk import Desk
from app.services.editing import edit_account, set_consent
from app.services.lead_page import LeadView, lead_view
from app.services.proposing import accept_proposal
from tests.services.conftest import ADA, BEN, CLEO, SetClock, a_reason, everything

FIRST, SECOND, THIRD = (
    "Case study of a hospital lab that moved its send-outs",
    "How a small parallel run is judged",
    "Turnaround from which moment: a page to print",
)
MONDAY = date(2026, 11, 16)


def shown(desk: Desk, lead_id: int) -> LeadView:
    return desk.ask(lead_view, lead_id)


def touched(desk: Desk, lead_id: int) -> list[str]:
    return [row.text for row in shown(desk, lead_id).timeline if row.kind == "touch"]


@pytest.fixture
def nurtured(desk: Desk, add: Callable[..., int]) -> Callable[..., int]:
    """Add a lead that is nurtured, due today."""

    def added(fields: dict[str, str] = ADA, **more: str) -> int:
        lead_id = add(fields, **more)
        desk.do(moves.move, lead_id, path="nurture", reason=a_reason(next_step=f"Send: {FIRST}", due=MONDAY))
        return lead_id

    return added


def test_the_next_step_of_nurture_is_the_first_piece_not_sent_yet(desk: Desk, ada: int) -> None:
    steps = desk.ask(moves.reason_templates, ada, "nurture").next_steps
    assert steps == ((f"Send: {FIRST}", 21), (f"Send: {SECOND}", 21), (f"Send: {THIRD}", 21))
    desk.do(touches.log_touch, ada, "email", f"Sent: {FIRST.lower()}, with a personal line")
    assert desk.ask(moves.reason_templates, ada, "nurture").next_steps[0] == (f"Send: {SECOND}", 21)
    desk.do(touches.add_signal, ada, "download", asset=SECOND)  # they took it themselves
    assert desk.ask(moves.reason_templates, ada, "nurture").next_steps == ((f"Send: {THIRD}", 21),)


def test_the_page_shows_the_track_with_what_went_out_and_what_to_learn(
    desk: Desk, nurtured: Callable[..., int]
) -> None:
    ada = nurtured()
    desk.do(touches.log_touch, ada, "email", f"Sent: {FIRST}")
    track = shown(desk, ada).nurture
    assert track is not None
    assert (track.label, track.why, track.by_hand) == ("Laboratory leaders", "role: lab_operations", False)
    assert track.buyer_question == "Can another lab relieve us without new risk?"
    assert [(piece.content, piece.how) for piece in track.pieces] == [(FIRST, "sent"), (SECOND, ""), (THIRD, "")]
    assert track.next == SECOND
    assert [one.what for one in track.collect][:1] == ["Tests that hurt today"]


def test_what_is_known_already_need_not_be_asked(desk: Desk, add: Callable[..., int]) -> None:
    lead = add(ADA, service_line="employer_screening", job_title="Benefits director", facility_type="employer")
    desk.do(answer, lead, "sql_plan_year", Answered.YES, "January; vendor by 15 December", "Ada Berg")
    track = shown(desk, lead).nurture
    assert track is not None
    found = {one.what: (one.criterion, one.known) for one in track.collect}
    assert found["Plan year dates"] == ("sql_plan_year", "Yes: January; vendor by 15 December")
    assert found["Broker or adviser"] == ("sql_purchase_owner", "")


def test_a_track_chosen_by_hand_counts(desk: Desk, nurtured: Callable[..., int]) -> None:
    ada = nurtured()
    before = everything(desk)
    done = desk.do(nurturing.choose_track, ada, "watchers")
    assert done.label == "Nurture Ada Berg with Everybody else"
    view = shown(desk, ada)
    assert view.nurture is not None
    assert (view.nurture.track, view.nurture.why, view.next_step) == ("watchers", "chosen by hand", "Send: Newsletter")
    assert desk.ask(moves.reason_templates, ada, "nurture").next_steps[0] == ("Send: Newsletter", 60)
    desk.do(undoing.undo)
    assert everything(desk) == before
    desk.do(nurturing.choose_track, ada, "watchers")
    desk.do(nurturing.choose_track, ada, "")
    view = shown(desk, ada)
    assert view.nurture is not None
    assert (view.nurture.track, view.next_step) == ("lab_leaders", f"Send: {FIRST}")
    with pytest.raises(Problem, match="'lab' is not a nurture track; choose one of lab_leaders"):
        desk.do(nurturing.choose_track, ada, "lab")


def test_what_somebody_wrote_by_hand_stays(desk: Desk, ada: int) -> None:
    desk.do(moves.move, ada, path="nurture", reason=a_reason(next_step="Invite to the users' day"))
    desk.do(nurturing.choose_track, ada, "watchers")
    assert shown(desk, ada).next_step == "Invite to the users' day"


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_holds_who_is_due_and_nobody_who_refused(
    desk: Desk, nurtured: Callable[..., int], add: Callable[..., int]
) -> None:
    ada, ben, cleo = nurtured(), nurtured(BEN), nurtured(CLEO)
    add(CLEO, full_name="Dora Wynn", email="dora@wynn.example")  # not nurtured
    desk.do(set_consent, shown(desk, ada).person.id, "email", "yes")
    desk.do(set_consent, shown(desk, cleo).person.id, "any", "no")
    found = desk.ask(nurturing.nurture_list)
    assert [(row.lead_id, row.next, row.consent) for row in found.rows] == [(ada, FIRST, "yes"), (ben, FIRST, "")]
    assert [(row.lead_id, row.apart) for row in found.apart] == [(cleo, "said no to e-mail")]
    assert desk.ask(nurturing.nurture_list, "watchers").rows == ()
    assert desk.ask(nurturing.nurture_list, "", date(2026, 11, 15)).rows == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"relation": "competitor"}, "a competitor"),
        ({"relation": "own_staff"}, "our own staff"),
        ({"relation": "supplier"}, ""),
    ],
)
def test_who_is_no_buyer_stays_out(desk: Desk, nurtured: Callable[..., int], change: dict[str, str], why: str) -> None:
    account = shown(desk, nurtured()).account
    assert account is not None
    desk.do(edit_account, account.id, change)
    found = desk.ask(nurturing.nurture_list)
    assert [row.apart for row in (*found.rows, *found.apart)] == [why]
    assert bool(found.rows) == (not why)


def test_a_no_outweighs_a_yes(desk: Desk, nurtured: Callable[..., int]) -> None:
    person = shown(desk, nurtured()).person.id
    desk.do(set_consent, person, "email", "yes")
    desk.do(set_consent, person, "phone", "no")
    assert len(desk.ask(nurturing.nurture_list).rows) == 1
    desk.do(set_consent, person, "any", "no")
    assert [row.apart for row in desk.ask(nurturing.nurture_list).apart] == ["said no to e-mail"]


# --- what went out ----------------------------------------------------------------------------------------------------


def test_what_went_out_to_many_is_one_act(desk: Desk, clock: SetClock, nurtured: Callable[..., int]) -> None:
    ada, ben, cleo = nurtured(), nurtured(BEN), nurtured(CLEO)
    desk.do(set_consent, shown(desk, cleo).person.id, "email", "no")
    before = everything(desk)
    done = desk.do(nurturing.log_nurture, [ada, ben, cleo], FIRST)
    assert done.label == f"Log “{FIRST}” as sent to 2 leads"
    assert done.kept == ("Cleo Marsh: said no to e-mail.",)
    assert isinstance(done.outcome, nurturing.Logged)
    assert (done.outcome.sent, done.outcome.left_out) == ((ada, ben), ((cleo, "Cleo Marsh", "said no to e-mail"),))
    for lead in (ada, ben):
        view = shown(desk, lead)
        assert (view.next_step, view.due) == (f"Send: {SECOND}", date(2026, 12, 7))
        assert touched(desk, lead) == [f"Sent: {FIRST}"]
    assert shown(desk, cleo).due == MONDAY
    assert desk.ask(nurturing.nurture_list).rows == ()
    desk.do(undoing.undo)
    assert everything(desk) == before
    desk.do(undoing.redo)
    clock.forward(days=21)
    assert [row.next for row in desk.ask(nurturing.nurture_list).rows] == [SECOND, SECOND]


def test_each_has_the_next_piece_of_its_own_track(desk: Desk, nurtured: Callable[..., int]) -> None:
    ada, cleo = nurtured(), nurtured(CLEO, job_title="Physician")
    desk.do(nurturing.log_nurture, [ada, cleo])
    assert touched(desk, ada) == [f"Sent: {FIRST}"]
    assert touched(desk, cleo) == ["Sent: Panel overview with decision points"]


def test_the_end_of_a_track_is_said_and_the_lead_is_not_forgotten(
    desk: Desk, clock: SetClock, nurtured: Callable[..., int]
) -> None:
    ada = nurtured()
    for _ in range(3):
        desk.do(nurturing.log_nurture, [ada])
        clock.forward(days=21)
    view = shown(desk, ada)
    assert view.next_step == "Ask how things stand: every piece of “Laboratory leaders” has gone out"
    assert view.group == "requalify"
    assert [row.apart for row in desk.ask(nurturing.nurture_list).apart] == ["every piece of the track has gone out"]
    with pytest.raises(Problem, match="every piece of the track has gone out"):
        desk.do(nurturing.log_nurture, [ada])
    desk.do(nurturing.log_nurture, [ada], "An invitation to the users' day")


def test_one_key_logs_what_is_due(desk: Desk, nurtured: Callable[..., int]) -> None:
    ada = nurtured()
    view = shown(desk, ada)
    assert view.group == "requalify"
    assert view.proposals[0].says == f"Log as sent: {FIRST}"
    desk.do(accept_proposal, ada, "sent")
    assert shown(desk, ada).next_step == f"Send: {SECOND}"
    assert shown(desk, ada).cycle == 1


def test_nobody_chosen_is_said(desk: Desk) -> None:
    with pytest.raises(Problem, match="Choose at least one lead"):
        desk.do(nurturing.log_nurture, [])
