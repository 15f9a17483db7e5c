"""An answer that counts for several leads of a call: one act, corrected and forgotten as one, settled lead by lead."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.calls.values import Value
from app.domain.problems import Problem
from app.services.calls.capture import forget_answer, take_answer
from app.services.calls.planning import edit_call
from app.services.calls.settling import settle_suggestion
from app.services.calls.view import CallView
from app.services.desk import Desk
from app.services.undoing import undo
from tests.services.calls.conftest import everything
from tests.services.conftest import BEN, SetClock

FIRM = "First result on 14 March 2027 because the contract ends then"
LATER = "It became 30 June 2027, the budget slipped"
Look = Callable[[int], CallView]


@pytest.fixture
def ben(desk: Desk, call: int, add: Callable[..., int]) -> int:
    """Another lead of the account, whom the call is about as well."""
    found = add(BEN)
    desk.do(edit_call, call, leads=[1, found])
    return found


def said(view: CallView, question: str) -> dict[int, str]:
    return {one.lead_id: one.text for one in reversed(view.said.get(question, ()))}


def test_an_answer_counts_for_one_lead_unless_told_otherwise(desk: Desk, call: int, ben: int, look: Look) -> None:
    desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg")
    (one,) = look(call).said["HL13"]
    assert (one.lead_id, one.also) == (1, ())
    assert [found.lead_id for found in look(call).suggestions] == [1]


def test_an_answer_for_several_leads_is_one_act_that_undo_takes_back_whole(
    desk: Desk, call: int, ben: int, look: Look
) -> None:
    before = everything(desk)
    made = desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg", leads=(1, ben))
    assert made.leads == {1, ben}
    assert said(look(call), "HL13") == {1: FIRM, ben: FIRM}
    assert [one.also for one in look(call).said["HL13"]] == [(1,), (ben,)]
    assert sorted(found.lead_id for found in look(call).suggestions) == [1, ben], "each is confirmed by itself"
    desk.do(undo)
    assert everything(desk) == before


def test_what_is_corrected_is_corrected_for_every_lead_for_which_it_counts(
    desk: Desk, call: int, ben: int, look: Look
) -> None:
    first = desk.do(take_answer, call, 1, "HL5", "Pricse rose", who="Ada Berg", leads=(1, ben)).outcome
    desk.do(take_answer, call, 1, "HL5", "Prices rose", who="Ben Ito", corrects=first.id, leads=(1, ben))
    assert said(look(call), "HL5") == {1: "Prices rose", ben: "Prices rose"}
    assert {one.who for one in look(call).said["HL5"]} == {"Ben Ito"} and len(look(call).said["HL5"]) == 2


def test_where_it_no_longer_counts_it_is_taken_out_and_without_a_word_it_stays(
    desk: Desk, call: int, ben: int, look: Look
) -> None:
    first = desk.do(take_answer, call, 1, "HL5", "Prices rose", who="Ada Berg", leads=(1, ben)).outcome
    desk.do(take_answer, call, 1, "HL5", "Prices rose a lot", who="Ada Berg", corrects=first.id)
    assert said(look(call), "HL5") == {1: "Prices rose a lot", ben: "Prices rose"}
    desk.do(undo)
    desk.do(take_answer, call, 1, "HL5", "Prices rose", who="Ada Berg", corrects=first.id, leads=(1,))
    assert said(look(call), "HL5") == {1: "Prices rose"}


def test_what_a_person_settled_for_a_lead_stays_and_is_not_said_twice(
    desk: Desk, call: int, ben: int, look: Look
) -> None:
    first = desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg", leads=(1, ben)).outcome
    theirs = next(found for found in look(call).suggestions if found.lead_id == ben)
    desk.do(settle_suggestion, theirs.discovery_id, True)
    desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg", corrects=first.id, leads=(1, ben))
    assert len(look(call).said["HL13"]) == 2
    desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg", corrects=first.id, leads=(1,))
    assert said(look(call), "HL13") == {1: FIRM, ben: FIRM}, "a tick rests on it"
    other = FIRM.replace("14", "21")
    desk.do(take_answer, call, 1, "HL13", other, who="Ada Berg", corrects=first.id, leads=(1, ben))
    assert [one.text for one in look(call).said["HL13"] if one.lead_id == ben] == [other, FIRM]


def test_an_answer_is_forgotten_for_one_lead_or_for_all(desk: Desk, call: int, ben: int, look: Look) -> None:
    first = desk.do(take_answer, call, 1, "HL5", "Prices rose", who="Ada Berg", leads=(1, ben)).outcome
    desk.do(forget_answer, first.id)
    assert said(look(call), "HL5") == {ben: "Prices rose"}
    desk.do(undo)
    made = desk.do(forget_answer, first.id, for_all=True)
    assert look(call).said.get("HL5") is None and made.leads == {1, ben}


def test_it_counts_for_leads_of_the_call_alone(desk: Desk, call: int, ben: int, add: Callable[..., int]) -> None:
    from tests.services.conftest import CLEO

    before = everything(desk)
    stranger = add(CLEO)
    with pytest.raises(Problem, match="not about lead"):
        desk.do(take_answer, call, 1, "HL5", "Prices rose", leads=(1, stranger))
    desk.do(undo)
    assert everything(desk) == before


def test_the_answer_of_one_lead_is_not_corrected_through_another(desk: Desk, call: int, ben: int) -> None:
    theirs = desk.do(take_answer, call, ben, "HL5", "Prices rose").outcome
    with pytest.raises(Problem, match="belongs elsewhere"):
        desk.do(take_answer, call, 1, "HL5", "Prices fell", corrects=theirs.id)


def test_cp3_a_contradiction_is_seen_though_another_lead_answered_later(
    desk: Desk, call: int, ben: int, clock: SetClock, look: Look
) -> None:
    desk.do(take_answer, call, 1, "HL13", FIRM, who="Ada Berg")
    clock.forward(minutes=10)
    desk.do(take_answer, call, 1, "HL13", LATER, who="Ada Berg")
    desk.do(take_answer, call, ben, "HL13", FIRM, who="Ben Ito")
    assert [(one.lead_id, one.now.text) for one in look(call).contradictions] == [(1, LATER)]


@pytest.mark.parametrize(
    "value", [Value("choice", choice="x" * 101), Value("number", 3, unit="y" * 41)], ids=["choice", "unit"]
)
def test_a_value_longer_than_its_place_is_refused_and_nothing_is_lost(desk: Desk, call: int, value: Any) -> None:
    before = everything(desk)
    with pytest.raises(Problem, match=r"Shorten “[xy]+…” to \d+ characters or fewer"):
        desk.do(take_answer, call, 1, "HL5", "Prices rose", value=value)
    assert everything(desk) == before
