"""CP5: what is typed in a call survives a crash, makes no history, and is gone once it became an answer."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.problems import Problem
from app.services import undoing
from app.services.calls.being_typed import keep_typing, typed
from app.services.calls.capture import begin_call, mark_asked, take_answer, take_gap, take_person
from app.services.calls.closing import close_out
from app.services.calls.planning import cancel_call
from app.services.calls.view import call_view
from app.services.desk import Desk
from tests.house_rules import ROOT
from tests.services.calls.conftest import TOMORROW, everything
from tests.services.conftest import SetClock

TYPES = """
import sys
from pathlib import Path
from app.services.calls.being_typed import keep_typing
from app.services.desk import Desk

desk = Desk.open(Path(sys.argv[1]), by="Mia")
text = ""
while True:
    text += "word "
    desk.tend(keep_typing, 1, "answer:HL5", text)
    print(len(text), flush=True)
"""


def test_what_was_being_typed_survives_a_kill(desk: Desk, planned: int) -> None:
    path = desk.path
    desk.close()
    kept = [_typed_until_killed(path, lines) for lines in (1, 40)]
    assert kept[1] > kept[0]


def _typed_until_killed(path: Path, lines: int) -> int:
    """Let another process type so many times and kill it in the middle; returns how much was kept."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", TYPES, str(path)], stdout=pipe, stderr=pipe, text=True, cwd=ROOT
    ) as one:
        assert one.stdout is not None and one.stderr is not None
        said = [one.stdout.readline() for _ in range(lines)][-1]
        one.kill()
        assert said, one.stderr.read()
    with Desk.open(path, by="Mia") as again:
        found = again.ask(typed, 1)["answer:HL5"]
        assert len(found) >= int(said), "everything that was kept before the kill is there"
        assert found == "word " * (len(found) // 5), "and nothing of it is torn"
        return len(found)


def test_typing_is_no_act_of_the_history(desk: Desk, planned: int) -> None:
    before = [row.action for row in desk.ask(undoing.history)]
    desk.tend(keep_typing, planned, "answer:HL5", "They look because")
    desk.tend(keep_typing, planned, "answer:HL5", "They look because prices rose")
    desk.tend(keep_typing, planned, "gap", "Who owns")
    assert desk.ask(typed, planned) == {"answer:HL5": "They look because prices rose", "gap": "Who owns"}
    assert desk.ask(call_view, planned).typed["gap"] == "Who owns"
    assert [row.action for row in desk.ask(undoing.history)] == before
    desk.tend(keep_typing, planned, "gap", "")
    assert desk.ask(typed, planned) == {"answer:HL5": "They look because prices rose"}


def test_typing_too_much_or_into_no_call_keeps_nothing(desk: Desk, planned: int) -> None:
    with pytest.raises(Problem, match="20000 characters"):
        desk.tend(keep_typing, planned, "note", "x" * 20_001)
    assert desk.tend(keep_typing, 99, "note", "x").outcome is False
    assert desk.ask(typed, 99) == {}


def test_an_answer_clears_what_was_typed_of_it_and_nothing_else(desk: Desk, call: int) -> None:
    for field in ("answer:HL5", "answer:HL6", "gap", "person"):
        desk.tend(keep_typing, call, field, "half")
    desk.do(take_answer, call, 1, "HL5", "Prices rose on 1 November", who="Ada Berg")
    assert set(desk.ask(typed, call)) == {"answer:HL6", "gap", "person"}
    desk.do(take_gap, call, "Who writes the plan?", "validation")
    assert set(desk.ask(typed, call)) == {"answer:HL6", "person"}
    desk.do(take_person, call, "Ines Roth, LIS analyst")
    assert set(desk.ask(typed, call)) == {"answer:HL6"}


@pytest.mark.parametrize("closed", ["done", "cancelled"])
def test_what_was_half_typed_outlives_the_close_out_and_comes_back_with_its_undo(
    desk: Desk, call: int, closed: str
) -> None:
    for field in ("gap", "answer:HL6", "close:learned"):
        desk.tend(keep_typing, call, field, "half a sentence")
    if closed == "done":
        told = {"next_step": "Send the plan", "owner": "Mia", "due": TOMORROW.date()}
        desk.do(close_out, call, reached="no", learned="They wait", **told)
    else:
        desk.do(cancel_call, call, "Nobody came")
    assert desk.tend(keep_typing, call, "gap", "late").outcome is False
    desk.do(undoing.undo)
    assert set(desk.ask(typed, call)) - {"close:learned"} == {"gap", "answer:HL6"}
    assert ("close:learned" in desk.ask(typed, call)) is (closed == "cancelled")


def test_every_answer_has_its_moment_and_who_said_it(desk: Desk, call: int, clock: SetClock, look) -> None:
    clock.forward(minutes=3)
    desk.do(take_answer, call, 1, "HL5", "Prices rose", person_id=1)
    clock.forward(minutes=4)
    desk.do(take_answer, call, 1, "HL6", "Stay with the old lab", who="Ben Ito", certainty="guess")
    view = look(call)
    (first,), (second,) = view.said["HL5"], view.said["HL6"]
    assert [(one.at - TOMORROW).total_seconds() / 60 for one in (first, second)] == [3, 7]
    assert (first.who, first.person_id, first.certainty_label) == ("Ada Berg", 1, "They said so")
    assert (second.who, second.person_id, second.certainty_label) == ("Ben Ito", None, "We infer it")
    assert view.started_at == TOMORROW and view.row.running


def test_a_slip_is_corrected_and_another_speaker_answers_apart(desk: Desk, call: int, look) -> None:
    taken = desk.do(take_answer, call, 1, "HL5", "Pricse rose", who="Ada Berg").outcome
    again = desk.do(take_answer, call, 1, "HL5", "Prices rose", who="Ada Berg").outcome
    assert taken.id == again.id
    desk.do(take_answer, call, 1, "HL5", "The contract ends", who="Ben Ito")
    assert [(one.text, one.who) for one in look(call).said["HL5"]] == [
        ("The contract ends", "Ben Ito"),
        ("Prices rose", "Ada Berg"),
    ]
    desk.do(take_answer, call, 1, "HL5", "Prices rose", who="Cleo Marsh", corrects=again.id)
    assert [one.who for one in look(call).said["HL5"]] == ["Ben Ito", "Cleo Marsh"]
    same = desk.do(take_answer, call, 1, "HL5", "Prices rose", who="Cleo Marsh", corrects=again.id)
    assert same.action is None, "nothing new, nothing written"


def test_every_step_of_the_capture_is_one_act_that_undo_takes_back(desk: Desk, planned: int, account: int) -> None:
    steps = [
        (begin_call, (planned,)),
        (mark_asked, (planned, "HL5")),
        (take_answer, (planned, 1, "HL5", "Prices rose")),
        (take_gap, (planned, "Who writes the plan?", "validation", "stops", "theirs", "Ines Roth")),
        (take_person, (planned, "Ines Roth, LIS analyst, ines@northgate.example")),
    ]
    states = []
    for use_case, args in steps:
        states.append(everything(desk))
        assert desk.do(use_case, *args).action is not None
    for state in reversed(states):
        desk.do(undoing.undo)
        assert everything(desk) == state


def test_what_was_answered_stays_in_the_list_until_the_call_ends(desk: Desk, call: int, look) -> None:
    before = [one.question for one in look(call).picks.asked]
    desk.do(take_answer, call, 1, before[0], "Many tests come back late and the wards ask for them")
    desk.do(mark_asked, call, before[1])
    assert [one.question for one in look(call).picks.asked] == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("HL5", ""), "Write what they said"),
        (("HL99", "Yes"), "no question HL99"),
        (("HL5", "x" * 20_001), "20000 characters"),
    ],
)
def test_what_is_no_answer_is_refused(desk: Desk, call: int, wrong: tuple[str, str], says: str) -> None:
    with pytest.raises(Problem, match=says):
        desk.do(take_answer, call, 1, *wrong)


def test_an_answer_about_a_lead_of_another_call_is_refused(desk: Desk, call: int, add) -> None:
    from tests.services.conftest import CLEO

    with pytest.raises(Problem, match="not about lead"):
        desk.do(take_answer, call, add(CLEO), "HL5", "Prices rose")
