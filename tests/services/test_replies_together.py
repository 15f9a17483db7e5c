"""H4, H6: several replies at once, what each will do said before it is done, and what flows back from them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from app.domain.problems import Problem
from app.domain.stage import Stage
from app.services import lead_page, replies, touches, undoing
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.gaps import add_gap, gap_rows
from app.services.handoffs import handoff_rows, issue_handoff
from app.services.leads import lead_rows
from app.services.moves import move
from app.services.replies import NothingTaken, Taken, look_at_replies, look_at_reply, take_replies, take_reply
from app.services.today import today_ids
from tests.examples import tried
from tests.services.conftest import BEN, CLEO, Fill, SetClock, a_reason, everything
from tests.services.replying import handed_off, returned


def three_handed_off(desk: Desk, clock: SetClock) -> None:
    """Ada, ready for SQL, is handoff 1; Ben and Cleo, of whom nothing is proven, are 2 and 3."""
    handed_off(desk, clock)
    for number, fields in enumerate((BEN, CLEO), 2):
        desk.do(add_lead, fields)
        desk.do(move, number, path="sdr_outreach", reason=a_reason())
        desk.do(issue_handoff, number, None)


@pytest.fixture
def begin_with() -> Fill:
    return three_handed_off


@pytest.fixture
def out(desk: Desk, clock: SetClock) -> Desk:
    """The workspace a day after three handoffs left."""
    clock.forward(days=1)
    return desk


@pytest.fixture
def back(out: Desk, tmp_path: Path) -> Callable[..., Path]:
    """A reply to a handoff by its number."""

    def made(number: int, verdict: str = "Accept", **more: object) -> Path:
        name = str(more.pop("file", f"back {number}.xlsx"))
        return returned(out, tmp_path, name, number=number, Verdict=verdict, **more)

    return made


_KEPT_APART = frozenset({"reply", "lead"})  # a reply stays for good, and a lead is judged anew with the day


def places(desk: Desk) -> list[tuple[object, ...]]:
    rows = desk.ask(lead_rows, [1, 2, 3])
    return [(row.stage, row.path, row.owner, row.next_step, row.due) for row in rows]


def states(desk: Desk) -> dict[int, str]:
    return {row.number: row.state for row in desk.ask(handoff_rows)}


def test_h4_several_replies_are_one_act_and_one_undo(out: Desk, back: Callable[..., Path], tmp_path: Path) -> None:
    before, leads = everything(out, without=_KEPT_APART), places(out)
    junk = tmp_path / "list.csv"
    junk.write_text("a;b\n")
    paths = [
        back(1),
        back(2, "Reject", Reason="No specific need found", Note="They only read"),
        back(3, "Need more", Note="Which LIS is it? How many tests a month?"),
        junk,
    ]
    assert [view.outcome for view in out.ask(look_at_replies, paths)] == ["can_take"] * 3 + ["refused"]
    changed = out.do(take_replies, paths)
    assert isinstance(changed.outcome, Taken)
    assert [view.outcome for view in changed.outcome.replies] == ["taken", "taken", "taken", "refused"]
    assert changed.label == "Take 3 replies" and "list.csv" in changed.kept[0]
    assert states(out) == {1: "accepted", 2: "rejected", 3: "need_more"}
    out.do(undoing.undo)
    assert states(out) == {1: "pending", 2: "pending", 3: "pending"}
    assert (everything(out, without=_KEPT_APART), places(out)) == (before, leads)


@pytest.mark.parametrize(
    ("number", "fields", "words"),
    [
        (1, {"verdict": "Accept"}, ["Becomes SQL"]),
        (2, {"verdict": "Accept"}, ["Stays Lead although it is accepted", "prove “"]),
        (
            1,
            {"verdict": "Reject", "Reason": "No specific need found"},
            ["Goes back to Mia", "nurture", "ask marketing"],
        ),
        (1, {"verdict": "Reject", "Reason": "Sent to the wrong team"}, ["Goes back to Mia", "needs research", "Route"]),
        (
            3,
            {"verdict": "Need more", "Note": "LIS? Volumes?"},
            ["Find out and hand off again: LIS? Volumes? Opens 2 gaps"],
        ),
    ],
)
def test_h4_what_is_foreseen_is_what_happens(
    out: Desk, back: Callable[..., Path], number: int, fields: dict[str, str], words: list[str]
) -> None:
    path = back(number, **fields)
    view = out.ask(look_at_reply, path)
    assert all(word in view.happens for word in words), view.happens
    out.do(take_reply, path)
    (lead,) = out.ask(lead_rows, [number])
    assert (lead.stage == "sql") == view.happens.startswith("Becomes SQL")
    if view.happens.startswith("Goes back"):
        assert lead.next_step in view.happens and lead.due.isoformat() in view.happens
        assert lead.path_label.casefold() in view.happens.casefold() and lead.owner == "Mia"


def test_h4_a_lead_that_was_closed_since_stays_so_and_that_is_said_before(out: Desk, back: Callable[..., Path]) -> None:
    out.do(move, 1, path="disqualified", reason=a_reason(due=None))
    view = out.ask(look_at_reply, back(1))
    assert view.outcome == "can_take" and "was closed since the handoff left" in view.happens


def test_h4_two_replies_to_one_handoff_are_told_apart(out: Desk, back: Callable[..., Path]) -> None:
    yes, no = back(1, file="Rob.xlsx"), back(1, "Need more", Note="Which LIS?", file="Ina.xlsx", Name="Ina")
    other = back(2)
    views = out.ask(look_at_replies, [yes, no, other])
    assert [(view.outcome, view.kind) for view in views] == [
        ("ask", "two_replies"),
        ("ask", "two_replies"),
        ("can_take", ""),
    ]
    assert views[0].says == "'Rob.xlsx' says accepted to handoff 1, and 'Ina.xlsx' says needs more: take one of them."
    with pytest.raises(Problem, match="answer the same handoff"):
        out.do(take_replies, [yes, no], [yes, no])
    out.do(take_replies, [yes, no, other])
    assert states(out) == {1: "pending", 2: "accepted", 3: "pending"}
    out.do(take_replies, [yes, no], [no])
    assert states(out)[1] == "need_more"


def test_h4_a_copy_in_one_batch_is_not_taken_twice(out: Desk, back: Callable[..., Path]) -> None:
    first, copy = back(1), back(1, file="copy of it.xlsx")
    views = out.ask(look_at_replies, [first, copy, first])
    assert [view.outcome for view in views] == ["can_take", "refused"]  # a file named twice counts once
    assert views[1].says == "'copy of it.xlsx' says the same as 'back 1.xlsx'."
    changed = out.do(take_replies, [first, copy])
    assert isinstance(changed.outcome, Taken) and len(changed.outcome.handoffs) == 1


def test_h4_a_file_that_was_saved_since_somebody_looked_is_not_taken(out: Desk, back: Callable[..., Path]) -> None:
    path = back(1)
    seen = {path: out.ask(look_at_reply, path).digest}
    back(1, "Need more", Note="Which LIS?")
    with pytest.raises(NothingTaken, match="saved again since you looked"):
        out.do(take_replies, [path], [path], seen)
    assert states(out)[1] == "pending"
    with pytest.raises(Problem, match="Choose at least one"):
        out.do(take_replies, [])


def test_h4_one_that_asks_is_taken_where_a_person_decides(out: Desk, back: Callable[..., Path]) -> None:
    unsigned, dated = back(1, Name=None), back(2, Date=date(2030, 1, 1))
    with pytest.raises(NothingTaken):
        out.do(take_replies, [unsigned, dated])
    changed = out.do(take_replies, [unsigned, dated], [unsigned, dated])
    assert isinstance(changed.outcome, Taken)
    first, second = changed.outcome.handoffs
    assert (first.state, first.verdict_by, second.state) == ("accepted", "", "accepted")
    assert second.verdict_at is not None and second.verdict_at.date() == date(2026, 11, 17)  # when it was taken
    nothing_to_decide = back(3, "Reject")
    with pytest.raises(Problem, match="without a reason"):
        out.do(take_reply, nothing_to_decide, anyway=True)


# --- what flows back --------------------------------------------------------------------------------------------------


def test_h6_a_rejection_is_on_todays_list_with_its_reason_until_somebody_acts(
    out: Desk, back: Callable[..., Path], clock: SetClock
) -> None:
    out.do(take_reply, back(1, "Reject", Reason="No specific need found", Note="They only read", Name="Rob"))
    view = out.ask(lead_page.lead_view, 1)
    assert (view.path, view.owner, view.group) == ("nurture", "Mia", "requalify")
    assert view.group_why.startswith("Rob rejected handoff 1: No specific need found: They only read. Next: Back to")
    assert 1 in out.ask(today_ids, "requalify") and 1 not in out.ask(today_ids, "ready")
    clock.forward(hours=2)
    out.do(touches.log_touch, 1, "email", "Asked what they read")
    assert out.ask(lead_page.lead_view, 1).group != "requalify"
    out.do(undoing.undo)
    out.do(undoing.undo)
    assert "rejected" not in (out.ask(lead_page.lead_view, 1).group_why or "")


def test_h6_a_rejection_that_needs_research_says_why_there(out: Desk, back: Callable[..., Path]) -> None:
    out.do(take_reply, back(2, "Reject", Reason="Sent to the wrong team", Note="Not our region", Name="Rob"))
    view = out.ask(lead_page.lead_view, 2)
    assert view.group == "research"
    assert view.group_why.startswith(
        "Rob rejected handoff 2: Sent to the wrong team: Not our region. Next: Route again"
    )
    out.do(issue_handoff, 2, None)
    assert "rejected" not in (out.ask(lead_page.lead_view, 2).group_why or "")


def test_h6_not_ready_tells_the_nurture_track_what_to_find_out(out: Desk, back: Callable[..., Path]) -> None:
    out.do(take_reply, back(1, "Reject", Reason="No evaluation plan and no date", Name="Rob"))
    view = out.ask(lead_page.lead_view, 1)
    assert view.path == "nurture" and view.nurture is not None
    assert view.nurture.collect[0].what == "No evaluation plan and no date"
    out.do(move, 1, path="sales_discovery", reason=a_reason())
    out.do(move, 1, path="nurture", reason=a_reason())
    again = out.ask(lead_page.lead_view, 1).nurture
    assert again is not None and again.collect[0].what != "No evaluation plan and no date"


def test_h6_questions_of_sales_are_gaps_that_we_owe_and_undo_takes_them_back(
    out: Desk, back: Callable[..., Path]
) -> None:
    note = "We cannot price this. Which LIS is it, and who runs the interface? How many tests a month?"
    changed = out.do(take_reply, back(3, "Need more", Note=note, Name="Rob"))
    assert "2 gaps opened that we owe." in changed.kept
    found = {gap.question: gap for gap in out.ask(gap_rows, lead=3)}
    assert set(found) == {"Which LIS is it, and who runs the interface?", "How many tests a month?"}
    assert {(gap.owed_by, gap.owner, gap.status, gap.severity) for gap in found.values()} == {
        ("ours", "Mia", "open", "slows")
    }
    assert found["Which LIS is it, and who runs the interface?"].area == "interface"
    assert all(gap.due == date(2026, 11, 18) for gap in found.values())
    out.do(undoing.undo)
    assert out.ask(gap_rows, lead=3) == []
    out.do(add_gap, 3, "how many tests a month", "scope")
    view = out.ask(look_at_reply, back(3, "Need more", Note=note, Name="Rob"))
    assert "Opens 1 gap that we owe." in view.happens  # the other is registered already


def test_h4_a_note_that_looks_like_patient_data_is_warned_of(out: Desk, back: Callable[..., Path]) -> None:
    note = "Which result had patient John Miller, born 03/04/1961?"
    changed = out.do(take_reply, back(3, "Need more", Note=note))
    assert any("patient" in sentence.casefold() for sentence in changed.kept)


def test_h4_a_verdict_that_stops_at_the_gate_is_kept_all_the_same(out: Desk, back: Callable[..., Path]) -> None:
    changed = out.do(take_replies, [back(2)])
    assert states(out)[2] == "accepted"
    assert out.ask(lead_page.lead_view, 2).stage == Stage.LEAD.value
    assert any(sentence.startswith("Handoff 2: Accepted, and it stays Lead.") for sentence in changed.kept)


# --- whatever stands in the cells -------------------------------------------------------------------------------------

_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)
_CELLS = st.one_of(
    st.none(),
    _TEXTS,
    st.sampled_from(("Accept", "reject", "Need more", "No specific need found", "Other", "=1+1", "_x0041_", " ")),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)),
)


@tried(60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.fixed_dictionaries(dict.fromkeys(("Verdict", "Reason", "Note", "Date", "Name"), _CELLS)))
def test_h4_whatever_stands_in_the_cells_is_said_in_a_sentence(
    out: Desk, tmp_path: Path, fields: dict[str, object]
) -> None:
    path = returned(out, tmp_path, **fields)
    view = out.ask(look_at_reply, path)
    assert view.outcome in ("can_take", "ask") and view.says.endswith((".", "?", "!", "”"))
    assert (view.outcome == "can_take") == (view.kind == "")
    assert view.edited == () and len(view.note) <= 4_000
    if view.outcome == "can_take":
        assert view.verdict and view.happens and view.name
        assert view.on is None or abs(view.on - date(2026, 11, 17)) <= timedelta(days=2)
        assert out.rehearse(take_reply, path).label.startswith("Take the reply to handoff 1")
    else:
        with pytest.raises(Problem):
            out.do(replies.take_reply, path)
