"""Checklists judged: what holds, what is missing, what contradicts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.judging import SQL_GATES, checklist_of, holds, is_ready, judge, proven, proven_gates
from app.domain.lead import Answer, Answered, Certainty

SQL = ("Q1", "Q2", "Q3", "Q4", "Q5")
ANSWERS = st.builds(
    Answer,
    criterion=st.just(""),
    value=st.sampled_from(Answered),
    evidence=st.sampled_from(["", "  ", "Said on a call"]),
    certainty=st.sampled_from(Certainty),
    earlier=st.sampled_from([None, *(Answer("", value) for value in Answered)]),
)


@pytest.mark.parametrize(
    ("stage", "answer", "expected"),
    [
        ("mql", None, False),
        ("mql", Answer("c", Answered.YES), True),
        ("mql", Answer("c", Answered.NO, "They said no"), False),
        ("mql", Answer("c", Answered.UNKNOWN, "Asked, no reply"), False),
        ("sql", Answer("c", Answered.YES), False),
        ("sql", Answer("c", Answered.YES, "   ", certainty=Certainty.TOLD), False),
        ("sql", Answer("c", Answered.YES, "1,200 samples a month", certainty=Certainty.TOLD), True),
        ("sql", Answer("c", Answered.YES, "Probably, by their size", certainty=Certainty.GUESS), True),
        ("sql", Answer("c", Answered.NO, "Nothing planned", certainty=Certainty.TOLD), False),
    ],
)
def test_when_a_criterion_holds(playbook, stage, answer, expected):
    criterion = next(c for c in playbook.criteria if c.stage == stage)
    assert holds(criterion, answer) is expected


def test_a_verdict_keeps_missing_no_and_contradicted_apart(playbook, yes):
    answers = {
        **yes("Q1"),
        "Q2": Answer("Q2", Answered.NO, "Not this year"),
        "Q3": Answer("Q3", Answered.YES, "Orders by HL7", earlier=Answer("Q3", Answered.NO)),
    }
    verdict = judge(playbook.checklist("sql", "panel"), answers)
    assert verdict.met == ("Q1", "Q3")
    assert verdict.missing == ("Q2", "Q4")
    assert verdict.no == ("Q2",)
    assert verdict.contradicted == ("Q3",)
    assert not verdict.ready


def test_budget_counts_only_where_the_service_line_asks_for_it(playbook, yes):
    answers = yes("Q1", "Q2", "Q3", "Q4")
    assert judge(playbook.checklist("sql", "panel"), answers).ready
    assert judge(playbook.checklist("sql", "funded"), answers).missing == ("Q5",)


@pytest.mark.parametrize(
    ("ids", "text"), [((), "0 of 4"), (("Q1", "Q4"), "2 of 4"), (("Q5",), "0 of 4"), (SQL, "4 of 4")]
)
def test_proven_counts_the_four_gates(playbook, yes, ids, text):
    checklist = playbook.checklist("sql", "panel")
    assert proven(judge(checklist, yes(*ids)), checklist) == text


@given(answers=st.dictionaries(st.sampled_from(SQL), ANSWERS))
def test_a_verdict_accounts_for_every_criterion(playbook, answers):
    checklist = playbook.checklist("sql", "funded")
    verdict = judge(checklist, answers)
    required = {c.id for c in checklist.criteria if c.required}
    assert is_ready(checklist_of(playbook, "sql", "funded"), answers) == verdict.ready
    assert set(verdict.missing) == required - set(verdict.met)
    assert not set(verdict.met) & set(verdict.no)
    assert verdict.ready == (required <= set(verdict.met))
    assert set(proven_gates(verdict, checklist)) <= set(SQL_GATES)


@given(answers=st.dictionaries(st.sampled_from(SQL), ANSWERS), criterion=st.sampled_from(SQL))
def test_proving_one_more_criterion_never_unproves_another(playbook, answers, criterion):
    checklist = playbook.checklist("sql", "panel")
    before = judge(checklist, answers)
    better = {**answers, criterion: replace(Answer(criterion, Answered.YES), evidence="Written down")}
    after = judge(checklist, better)
    assert set(before.met) | {criterion} == set(after.met)
    assert set(after.missing) <= set(before.missing)
