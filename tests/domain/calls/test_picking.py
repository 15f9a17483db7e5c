"""The question picker (CP2): what is asked, in which order, why, and what a person's own choice does to it."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calls.picking import (
    Decided,
    Picked,
    PickFacts,
    Picks,
    Stopping,
    criterion_of,
    must_learn,
    next_own,
    pick,
)
from app.domain.playbook import Playbook
from app.services.playbooks import shipped, shipped_playbook
from tests.examples import tried

LAB = shipped_playbook("diagnostics")
NOTHING = PickFacts("hospital_lab")
GATES = ("need", "intent", "fit", "next_step")
BOOKS = [shipped_playbook(name) for name, _ in shipped()]
LINES = [(book, line.id) for book in BOOKS for line in book.service_lines]
SQL = [criterion.id for criterion in LAB.checklist("sql", "hospital_lab").criteria]
BANK = [question.id for question in LAB.questions if "hospital_lab" in question.service_lines]


def asked(picks: Picks) -> list[str]:
    return [one.question for one in picks.asked]


def found(picks: Picks, question: str) -> Picked:
    return next(one for one in (*picks.asked, *picks.others) if one.question == question)


@pytest.mark.parametrize(("minutes", "most"), [(15, 4), (30, 8), (45, 10), (60, 12)])
def test_cp2_a_call_has_as_many_questions_as_its_length_allows(minutes: int, most: int):
    picks = pick(LAB, NOTHING, minutes)
    assert len(picks.asked) == picks.most == most


@pytest.mark.parametrize(("book", "line"), LINES, ids=[f"{book.name}-{line}" for book, line in LINES])
def test_cp2_every_gate_criterion_has_its_question_first(book: Playbook, line: str):
    picks = pick(book, PickFacts(line), 30)
    wanted = [c for c in book.checklist("sql", line).criteria if c.required and c.gate in GATES]
    first = picks.asked[: len(wanted)]
    assert {one.criterion for one in first} == {criterion.id for criterion in wanted}
    assert [GATES.index(one.gate) if one.gate in GATES else 9 for one in first] == sorted(
        GATES.index(book.criterion(one.criterion).gate) for one in first
    )


def test_cp2_what_is_proven_is_not_asked():
    picks = pick(LAB, replace(NOTHING, proven=frozenset({"sql_use_case", "sql_intent"})), 60)
    assert not {one.criterion for one in picks.asked} & {"sql_use_case", "sql_intent"}
    left = found(picks, "HL1")
    assert left.left_out == "proven"
    assert left.reason == "What it proves is proven already."


def test_cp2_what_is_contradicted_is_asked_again():
    facts = replace(NOTHING, proven=frozenset(SQL), contradicted=frozenset({"sql_use_case"}))
    picks = pick(LAB, facts, 30)
    assert picks.asked[0].criterion == "sql_use_case"
    assert "contradict" in picks.asked[0].reason
    assert must_learn(LAB, facts)[0].criterion == "sql_use_case"


def test_cp2_a_question_that_closes_a_stopping_gap_comes_after_the_gates():
    for stopping in (Stopping(area="validation"), Stopping(criterion="sql_validation")):
        picks = pick(LAB, replace(NOTHING, stopping=(stopping,)), 30)
        gates = [one for one in picks.asked if one.parts[0].id == "gate"]
        assert picks.asked[: len(gates)] == tuple(gates)
        after = picks.asked[len(gates)]
        assert after.criterion == "sql_validation"
        assert "stops the deal" in after.reason
    assert "HL7" not in asked(pick(LAB, NOTHING, 30))


def test_cp2_the_seats_attending_decide_among_the_rest():
    proven = frozenset({"sql_use_case", "sql_intent", "sql_volume", "sql_operations", "sql_next_step"})
    with_it = pick(LAB, replace(NOTHING, proven=proven, seats=frozenset({"lis_analyst"})), 30)
    with_finance = pick(LAB, replace(NOTHING, proven=proven, seats=frozenset({"finance"})), 30)
    assert asked(with_it)[0] in ("HL9", "HL10")
    assert asked(with_finance)[0] == "HL12"
    assert "attends" in with_it.asked[0].reason
    assert with_it.asked[0].seat == "lis_analyst"


def test_cp2_among_equal_questions_the_one_whose_answers_contradict_comes_first():
    gates = [one.id for one in LAB.checklist("sql", "hospital_lab").criteria if one.gate in GATES]
    facts = replace(NOTHING, proven=frozenset(gates))
    before = [one for one in pick(LAB, facts, 60).asked if one.criterion]
    last = before[-1]
    after = pick(LAB, replace(facts, contradicted=frozenset({last.criterion})), 60)
    assert asked(after).index(last.question) < [one.question for one in before].index(last.question)


def test_cp2_a_question_that_also_informs_what_is_open_counts_a_little_more():
    informs = [part for part in found(pick(LAB, NOTHING, 30), "HL2").parts if part.id == "informs"]
    assert informs and informs[0].points > 0
    proven = replace(NOTHING, proven=frozenset(SQL) - {"sql_volume"})
    assert "informs" not in [part.id for part in found(pick(LAB, proven, 30), "HL2").parts]


def test_cp2_a_pinned_question_stands_for_its_gate():
    usual, *others = pick(LAB, NOTHING, 60).asked
    other = next(one for one in others if one.criterion == usual.criterion)
    picks = pick(LAB, NOTHING, 30, {other.question: Decided(pinned=True)})
    assert picks.asked[0].question == other.question
    assert picks.asked[0].parts[0].id == "gate"


def test_cp2_every_choice_has_its_reason_and_its_points():
    picks = pick(LAB, replace(NOTHING, seats=frozenset({"lab_operations"})), 60)
    for one in (*picks.asked, *picks.others):
        assert one.reason.endswith(".")
        assert one.score == sum(part.points for part in one.parts)
    assert all(before.score >= after.score for before, after in pairwise(picks.asked))
    assert all("No room in 60 minutes" in one.reason for one in picks.others if one.left_out == "no_room")


def test_cp2_pinned_skipped_moved_and_reworded_questions_stay_as_a_person_wants_them():
    decided = {
        "HL13": Decided(pinned=True),
        "HL1": Decided(skipped=True),
        "HL2": Decided(text="How many sepsis panels a month?"),
        "HL14": Decided(place=0),
    }
    picks = pick(LAB, NOTHING, 30, decided)
    assert found(picks, "HL13").reason == "Pinned by hand."
    assert "HL13" in asked(picks)
    assert found(picks, "HL1").left_out == "skipped"
    reworded = found(picks, "HL2")
    assert (reworded.question, reworded.asked, reworded.reworded) == ("HL2", "How many sepsis panels a month?", True)
    assert reworded.text.startswith("Of those, what do you run in house")
    assert asked(picks)[0] == "HL14"
    assert len(picks.asked) == 8


def test_cp2_a_skipped_question_leaves_its_criterion_to_another():
    picks = pick(LAB, NOTHING, 30, {"HL1": Decided(skipped=True), "HL4": Decided(skipped=True)})
    assert found(picks, "HL14").criterion == "sql_next_step"
    assert "sql_intent" in {one.criterion for one in picks.asked}


def test_cp2_a_pinned_question_is_asked_even_where_it_proves_nothing_more():
    facts = replace(NOTHING, proven=frozenset(SQL))
    picks = pick(LAB, facts, 30, {"HL1": Decided(pinned=True)})
    assert "HL1" in asked(picks)
    assert all(not one.criterion or one.pinned for one in picks.asked)


def test_cp2_questions_of_ones_own_are_asked_after_the_others():
    own = {"own-1": Decided(text="Do you know our lab in Harbour Street?"), "own-2": Decided(text="  ")}
    picks = pick(LAB, NOTHING, 30, own)
    assert asked(picks)[-1] == "own-1"
    assert picks.asked[-1].own
    assert len(picks.asked) == 8
    assert next_own(["own-1", "own-7", "HL1", "own-x"]) == "own-8"
    assert next_own([]) == "own-1"


def test_cp2_an_answered_question_waits_for_its_tick():
    picks = pick(LAB, replace(NOTHING, answered=frozenset({"HL1"})), 30)
    assert found(picks, "HL1").left_out == "answered"
    assert "confirm the tick" in found(picks, "HL1").reason
    assert picks.asked[0].question == "HL4"


def test_cp2_more_pins_than_room_are_all_asked():
    picks = pick(LAB, NOTHING, 15, {id: Decided(pinned=True) for id in BANK[:6]})
    assert set(asked(picks)) == set(BANK[:6])


def test_must_learn_names_at_most_three_in_the_order_of_the_gates():
    learn = must_learn(LAB, NOTHING)
    assert [one.gate for one in learn] == ["need", "intent", "fit"]
    assert all(one.why == f"Not proven yet: {one.gate}." for one in learn)
    assert learn[0].seat_label == "Lab operations or administrative director"
    assert must_learn(LAB, replace(NOTHING, proven=frozenset(SQL))) == ()


def test_what_need_not_be_proven_need_not_be_learned_unless_it_stops_the_deal():
    criteria = LAB.checklist("sql", "hospital_lab").criteria
    spare = next(one for one in criteria if not one.required and one.gate not in GATES)
    facts = replace(NOTHING, proven=frozenset(SQL) - {spare.id})
    assert must_learn(LAB, facts) == ()
    assert [one.criterion for one in must_learn(LAB, replace(facts, stopping=(Stopping(spare.id),)))] == [spare.id]


def test_an_answer_suggests_the_criterion_that_its_question_proves():
    assert criterion_of(LAB, "HL2", "hospital_lab") == "sql_volume"
    assert criterion_of(LAB, "HL3", "hospital_lab") == "sql_operations"
    assert criterion_of(LAB, "HL1", "hospital_lab") == "sql_use_case"
    assert criterion_of(LAB, "HL1", "hospital_lab", proven=["sql_use_case"]) == "sql_use_case"
    assert criterion_of(LAB, "EM4", "employer_screening", proven=["sql_plan_year"]) == "sql_timeline"
    assert criterion_of(LAB, "own-1", "hospital_lab") == ""
    assert criterion_of(LAB, "A5", "hospital_lab") == ""


def test_a_bank_without_seats_and_criteria_still_has_a_question_for_each_gate():
    bare = [question.model_copy(update={"criteria": (), "seats": (), "needs": ()}) for question in LAB.questions]
    old = LAB.model_copy(update={"questions": tuple(bare)})
    picks = pick(old, NOTHING, 30)
    wanted = {c.id for c in LAB.checklist("sql", "hospital_lab").criteria if c.required and c.gate in GATES}
    assert {one.criterion for one in picks.asked[: len(wanted)]} == wanted


# --- for any facts ---------------------------------------------------------------------------------------------------

facts = st.builds(
    PickFacts,
    service_line=st.just("hospital_lab"),
    proven=st.frozensets(st.sampled_from(SQL)),
    contradicted=st.frozensets(st.sampled_from(SQL), max_size=2),
    stopping=st.lists(
        st.builds(Stopping, criterion=st.sampled_from(["", *SQL]), area=st.just("interface")), max_size=2
    ).map(tuple),
    seats=st.frozensets(st.sampled_from([seat.id for seat in LAB.seats])),
    answered=st.frozensets(st.sampled_from(BANK)),
)
wishes = st.dictionaries(
    st.sampled_from([*BANK, "own-1", "own-2"]),
    st.builds(
        Decided,
        text=st.sampled_from(["", "Said otherwise"]),
        place=st.none() | st.integers(0, 20),
        pinned=st.booleans(),
        skipped=st.booleans(),
    ),
    max_size=10,
)


@tried(60, deadline=None)
@given(facts, wishes, st.sampled_from([15, 30, 60]), st.randoms(use_true_random=False))
def test_cp2_holds_for_any_facts(facts, wishes, minutes, random):
    picks = pick(LAB, facts, minutes, wishes)
    open_ones = {id for id in SQL if id not in facts.proven or id in facts.contradicted}
    assert all(one.pinned or not one.criterion or one.criterion in open_ones for one in picks.asked)
    assert not any(one.skipped for one in picks.asked)
    pinned = sum(one.pinned for one in picks.asked)
    assert len(picks.asked) <= max(picks.most, pinned)
    everything = [one.question for one in (*picks.asked, *picks.others)]
    assert len(everything) == len(set(everything))
    assert set(everything) >= set(BANK)
    questions = list(LAB.questions)
    random.shuffle(questions)
    shuffled = LAB.model_copy(update={"questions": tuple(questions)})
    turned = dict(sorted(wishes.items(), key=lambda _: random.random()))
    assert pick(shuffled, facts, minutes, turned) == picks
