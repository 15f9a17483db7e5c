"""The gate: every refusal, every permit, override, cycles."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.gate import NotReady, Permit, allowed, missing_for
from app.domain.lead import Answer, Answered, Certainty, Gap, LeadFacts
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage

DUE = date(2026, 12, 1)
REASON = Reason("Wants a pilot in January", "Book the discovery call", DUE)
UNDATED = Reason("Wants a pilot in January", "Book the discovery call", None)
MQL = {"M1": Answer("M1", Answered.YES), "M2": Answer("M2", Answered.YES)}
STOPS = Gap(7, "Can results reach their LIS?", "integration", "stops", "ours")


def refused(*args, **more):
    with pytest.raises(Problem) as caught:
        allowed(*args, **more)
    return caught.value


def test_a_ready_lead_moves_and_keeps_its_path(playbook, lead):
    permit = allowed(playbook, lead(answers=MQL), Stage.MQL, None, REASON)
    assert permit == Permit(Stage.MQL, "sdr", Reason(REASON.learned, REASON.next_step, DUE, "Olga"))


def test_a_blocked_move_names_what_is_missing_and_how_to_prove_it(playbook, lead, yes):
    blocked = refused(playbook, lead(stage=Stage.MQL, answers=yes("Q2", "Q4")), Stage.SQL, None, REASON)
    assert isinstance(blocked, NotReady)
    assert [(one.criterion, one.proof, one.seat, one.seat_label) for one in blocked.missing] == [
        ("Q1", "What made you look now?", "lab_ops", "Lab operations"),
        ("Q3", "Which LIS do you run?", "lis", "LIS analyst"),
    ]
    assert blocked.message == (
        "Not ready for SQL: prove “Is there a specific need?”; “Does the workflow fit?”, "
        "or override with a written reason."
    )


def test_an_override_is_written_and_marked(playbook, lead):
    permit = allowed(playbook, lead(stage=Stage.MQL), Stage.SQL, None, REASON, "They bought from us before")
    assert permit.overridden
    assert [one.criterion for one in permit.missing] == ["Q1", "Q2", "Q3", "Q4"]


@pytest.mark.parametrize("override", ["", "   "])
def test_an_unwritten_override_opens_nothing(playbook, lead, override):
    assert isinstance(refused(playbook, lead(), Stage.SQL, None, REASON, override), NotReady)


@pytest.mark.parametrize("override", ["Other", "other", "other_override"])
def test_other_is_not_a_reason_to_override(playbook, lead, override):
    assert "alone is not a reason" in refused(playbook, lead(), Stage.SQL, None, REASON, override).message


def test_an_override_that_was_not_needed_is_no_override(playbook, lead):
    assert not allowed(playbook, lead(answers=MQL), Stage.MQL, None, REASON, "To be safe").overridden


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        (Reason("", "Call", DUE), "what was learned"),
        (Reason(" \n", "Call", DUE), "what was learned"),
        (Reason("Learned", "", DUE), "what happens next"),
        (UNDATED, "a date"),
        (Reason("Learned", "Call", DUE, code="made_up"), "is not a reason of this playbook"),
        (Reason("Other", "Call", DUE, code="other"), "alone is not a reason"),
        (Reason("x" * 5000, "Call", DUE), "Shorten"),
    ],
)
def test_a_reason_has_two_parts_and_a_date(playbook, lead, reason, says):
    assert says in refused(playbook, lead(), None, "needs_research", reason).message


@pytest.mark.parametrize("code", ["no_fit", "budget_cycle", "too_early", "known_buyer", "wrong_place", "later"])
def test_every_reason_of_the_playbook_may_be_chosen(playbook, lead, code):
    reason = Reason("They sell to us", "No further contact", None, code=code)
    assert allowed(playbook, lead(), None, "disqualified", reason).reason.code == code


def test_other_with_words_is_a_reason(playbook, lead):
    reason = Reason("They merged with a group we already serve", "None", None, code="other")
    assert allowed(playbook, lead(), None, "disqualified", reason).path == "disqualified"


@pytest.mark.parametrize(
    ("facts", "to_stage", "to_path", "says"),
    [
        ({}, None, "sdr", "already there (Lead, SDR outreach)"),
        ({}, Stage.LEAD, None, "already there"),
        ({}, None, None, "already there"),
        ({}, None, "moon", "'moon' is not a path"),
        ({"stage": Stage.MQL}, Stage.SAL, None, "no SAL stage"),
        ({"stage": Stage.MQL}, Stage.OPPORTUNITY, None, "SQL first"),
        ({"answers": MQL}, Stage.MQL, "disqualified", "Choose an open path"),
        ({"answers": MQL, "path": "duplicate"}, Stage.MQL, None, "Choose an open path"),
        ({"owner": ""}, None, "needs_research", "Name an owner"),
    ],
)
def test_moves_that_make_no_sense_are_refused_in_a_sentence(playbook, lead, facts, to_stage, to_path, says):
    assert says in refused(playbook, lead(**facts), to_stage, to_path, REASON).message


@pytest.mark.parametrize(
    ("path", "reason", "trigger"),
    [
        ("not_now", REASON, ""),
        ("not_now", Reason("Bound until June", "Call again", None, code="contract"), "The contract ends"),
        ("not_now", Reason("No budget", "When the new budget is out", None), "When the new budget is out"),
        ("follow_up", Reason("Asked for June", "once they have moved house", None), "once they have moved house"),
        ("disqualified", UNDATED, ""),
        ("duplicate", UNDATED, ""),
    ],
)
def test_what_may_do_without_a_date(playbook, lead, path, reason, trigger):
    assert allowed(playbook, lead(), None, path, reason).trigger == trigger


@pytest.mark.parametrize(
    "reason", [UNDATED, Reason("Later", "Call again", None, code="later"), Reason("No", "Whenever", None)]
)
def test_not_now_needs_a_date_or_a_trigger(playbook, lead, reason):
    assert "Give a date" in refused(playbook, lead(), None, "not_now", reason).message


def test_a_trigger_may_be_given_apart(playbook, lead):
    assert allowed(playbook, lead(), None, "not_now", UNDATED, trigger=" New lab opens ").trigger == "New lab opens"


def test_a_closed_path_needs_no_owner(playbook, lead):
    assert allowed(playbook, lead(owner=""), None, "duplicate", UNDATED).reason.owner == ""


def test_the_reason_may_name_a_new_owner(playbook, lead):
    reason = Reason("Learned", "Call", DUE, " Bob ")
    assert allowed(playbook, lead(), None, "needs_research", reason).reason.owner == "Bob"


def test_straight_to_sql_needs_full_notes(playbook, lead, yes):
    proven = yes("Q1", "Q2", "Q3", "Q4", evidence="ok")
    short = Reason("Wants it", "Call", DUE)
    blocked = refused(playbook, lead(answers=proven), Stage.SQL, None, short)
    assert [one.criterion for one in blocked.missing] == ["M1", "M2"]
    assert blocked.message.startswith("Straight to SQL needs full notes: write more of what was learned")
    noted = {**proven, "M1": Answer("M1", Answered.NO), "M2": Answer("M2", Answered.YES)}
    assert allowed(playbook, lead(answers=noted), Stage.SQL, None, short).stage == Stage.SQL
    long = Reason("1,200 samples a month, pilot agreed for January, director signs it", "Call", DUE)
    assert allowed(playbook, lead(answers=proven), Stage.SQL, None, long).stage == Stage.SQL


def test_an_mql_needs_only_the_sql_criteria(playbook, lead, yes):
    proven = yes("Q1", "Q2", "Q3", "Q4", evidence="ok")
    assert allowed(playbook, lead(stage=Stage.MQL, answers=proven), Stage.SQL, None, Reason("a", "b", DUE))


def test_budget_is_asked_for_only_where_the_line_needs_it(playbook, lead, yes):
    facts = {"stage": Stage.MQL, "answers": yes("Q1", "Q2", "Q3", "Q4")}
    assert missing_for(playbook, lead(**facts), Stage.SQL) == ()
    assert [one.criterion for one in missing_for(playbook, lead(service_line="funded", **facts), Stage.SQL)] == ["Q5"]


def test_the_preset_in_force_may_ask_for_more(make_playbook, lead, yes):
    facts = lead(service_line="", stage=Stage.MQL, answers=yes("Q1", "Q2", "Q3", "Q4"))
    assert [one.criterion for one in missing_for(make_playbook(preset="quality"), facts, Stage.SQL)] == ["Q5"]


def test_an_open_question_that_stops_the_deal_blocks_sql(playbook, lead, yes):
    facts = lead(stage=Stage.MQL, answers=yes("Q1", "Q2", "Q3", "Q4"), gaps=(STOPS,))
    blocked = refused(playbook, facts, Stage.SQL, None, REASON)
    assert [one.criterion for one in blocked.missing] == ["gap:7"]
    assert "Can results reach their LIS?" in blocked.message
    assert allowed(playbook, facts, Stage.SQL, None, REASON, "They accept paper reports").overridden


@pytest.mark.parametrize("gap", [{"open": False, "severity": "stops"}, {"open": True, "severity": "slows"}])
def test_other_questions_block_nothing(playbook, lead, yes, gap):
    gaps = (Gap(7, "Which interface?", "integration", owed_by="ours", **gap),)
    facts = lead(stage=Stage.MQL, answers=yes("Q1", "Q2", "Q3", "Q4"), gaps=gaps)
    assert allowed(playbook, facts, Stage.SQL, None, REASON).stage == Stage.SQL


def test_sal_where_the_playbook_has_it(make_playbook, lead):
    book = make_playbook(use_sal=True)
    assert [one.criterion for one in missing_for(book, lead(), Stage.SAL)] == ["M1", "M2", "A1"]
    assert [one.criterion for one in missing_for(book, lead(stage=Stage.MQL), Stage.SAL)] == ["A1"]
    ready = lead(stage=Stage.MQL, answers={"A1": Answer("A1", Answered.YES)})
    assert allowed(book, ready, Stage.SAL, None, REASON).stage == Stage.SAL


@pytest.mark.parametrize("to_stage", [Stage.LEAD, Stage.MQL])
def test_moves_backwards_are_always_legal_and_stay_in_the_cycle(playbook, lead, to_stage):
    permit = allowed(playbook, lead(stage=Stage.SQL), to_stage, "nurture", REASON)
    assert (permit.stage, permit.overridden, permit.new_cycle) == (to_stage, False, False)


def test_an_sql_may_become_an_opportunity(playbook, lead):
    assert allowed(playbook, lead(stage=Stage.SQL), Stage.OPPORTUNITY, None, REASON).stage == Stage.OPPORTUNITY


@pytest.mark.parametrize(
    ("from_path", "to_path", "new_cycle"),
    [
        ("not_now", "sdr", True),
        ("disqualified", "needs_research", True),
        ("nurture", "sales_discovery", True),
        ("nurture", "not_now", False),
        ("not_now", "nurture", False),
        ("nurture", "duplicate", False),
        ("duplicate", "sdr", False),  # a mistake taken back, not a return
        ("sdr", "nurture", False),
        ("sdr", "technical_presales", False),
        ("", "sdr", False),
    ],
)
def test_each_return_begins_a_new_cycle(playbook, lead, from_path, to_path, new_cycle):
    assert allowed(playbook, lead(path=from_path), None, to_path, REASON).new_cycle is new_cycle


ANSWERS = st.dictionaries(
    st.sampled_from(["M1", "M2", "A1", "Q1", "Q2", "Q3", "Q4", "Q5"]),
    st.builds(
        Answer,
        criterion=st.just(""),
        value=st.sampled_from([Answered.YES, Answered.YES, Answered.NO, Answered.UNKNOWN]),
        evidence=st.sampled_from(["", " ", "Said so in writing, with volumes and dates"]),
        certainty=st.sampled_from(Certainty),
    ),
)
FACTS = st.builds(
    LeadFacts,
    lead_id=st.just(1),
    owner=st.sampled_from(["", "Olga"]),
    service_line=st.sampled_from(["panel", "funded"]),
    stage=st.sampled_from([Stage.LEAD, Stage.MQL]),
    path=st.sampled_from(["", "sdr", "nurture", "not_now", "disqualified"]),
    answers=ANSWERS,
    gaps=st.sampled_from([(), (STOPS,)]),
    fit_band=st.sampled_from(["", "strong"]),
)
TARGETS = st.sampled_from([None, "sdr", "sales_discovery", "not_now", "disqualified", "duplicate"])


@given(facts=FACTS, to_path=TARGETS, override=st.sampled_from(["", " ", "Known buyer, seen on site"]))
def test_sql_never_without_its_proof_or_a_written_override(playbook, facts, to_path, override):
    reason = Reason("Learned a great deal about volumes, dates and people on this call", "Call", DUE, "Olga")
    try:
        permit = allowed(playbook, facts, Stage.SQL, to_path, reason, override)
    except Problem:
        return
    required = [c.id for c in playbook.checklist("sql", facts.service_line).criteria if c.required]
    held = [
        id for id in required if (answer := facts.answers.get(id)) and answer.value == "yes" and answer.evidence.strip()
    ]
    if not permit.overridden:
        assert held == required
        assert not facts.gaps
    else:
        assert override.strip()
        assert permit.missing


@given(facts=FACTS, to_stage=st.sampled_from([None, *Stage]), to_path=TARGETS, due=st.sampled_from([None, DUE]))
def test_nothing_open_leaves_the_gate_without_owner_step_and_date(playbook, facts, to_stage, to_path, due):
    assume(to_stage is not None or to_path is not None)
    reason = Reason("Learned", "When the tender is out", due)
    try:
        permit = allowed(playbook, facts, to_stage, to_path, reason, "Known buyer")
    except Problem as problem:
        assert problem.message.endswith(".")
        return
    choice = playbook.path(permit.path)
    assert permit.reason.next_step
    if choice is None or choice.open:
        assert permit.reason.owner
        assert permit.reason.due or permit.trigger
