"""The question bank: what each question needs so that an answer counts (CP4), for every one that is shipped."""

from datetime import date

import pytest

from app.domain.calls.counting import Counts, Said, counts, known_of
from app.domain.calls.needs import choices_of, needs_of, value_kinds
from app.domain.calls.values import Value
from app.domain.playbook import Playbook, Question
from app.services.playbooks import shipped, shipped_playbook
from tests.domain.calls.spoken_answers import ANSWERS, LEFT_OPEN

TODAY = date(2026, 11, 21)
BANK: dict[str, tuple[Playbook, Question]] = {
    question.id: (playbook, question)
    for playbook in (shipped_playbook(name) for name, _ in shipped())
    for question in playbook.questions
}


def judged(id: str, said: Said) -> Counts:
    playbook, question = BANK[id]
    return counts(question, said, known_of(playbook, TODAY, ("Maria Weber", "Jonas Keller")))


def test_cp4_every_shipped_question_says_what_its_answer_needs():
    assert [id for id, (_, question) in BANK.items() if not needs_of(question)] == []
    assert set(BANK) == set(ANSWERS)


@pytest.mark.parametrize("id", sorted(BANK))
def test_cp4_a_plain_answer_counts(id: str):
    found = judged(id, Said(ANSWERS[id]))
    assert found.met, found.missing
    assert BANK[id][1].counts_when in found.why


@pytest.mark.parametrize("id", sorted(BANK))
def test_cp4_what_is_left_open_does_not_count(id: str):
    assert [text for text in LEFT_OPEN if judged(id, Said(text)).met] == []


@pytest.mark.parametrize("id", sorted(BANK))
def test_cp3_our_own_guess_never_counts(id: str):
    found = judged(id, Said(ANSWERS[id], certainty="guess"))
    assert not found.met
    assert "guess" in found.why


@pytest.mark.parametrize(
    ("id", "text", "missing"),
    [
        ("HL2", "quite a lot of PCR", "a number"),
        ("HL4", "They expect 4 hours from draw", "2 times"),
        ("HL4", "4 hours, and 18 today", "2 times"),
        ("HL4", "4 h wanted, 18 h now", "from which moment"),
        ("HL7", "Unmodified or modified, one of them", "one of"),
        ("HL7", "It is not modified", "one of"),
        ("HL8", "the quality people", "a named person"),
        ("HL10", "Jonas Keller owns it, maybe in March", "a date"),
        ("HL10", "14.03.2027 is the first free slot", "a person or function"),
        ("HL11", "Yes, it has to go through there", "a date"),
        ("HL13", "Maybe next year", "said firmly"),
        ("HL13", "by the end of the year because of the contract", "a date"),
        ("HL13", "1 April 2027", "a sentence"),
        ("HL14", "95 % agreement, in March 2027", "a person or function"),
        ("CL10", "the network contract, it ends next year", "a date"),
        ("EM4", "the plan year is fixed on 1 July 2027", "2 dates"),
        ("LP9", "24 hours", "2 numbers"),
        ("HS3", "3 sites and 45 users", "3 numbers"),
        ("HS3", "3 sites in 2027, 45 users", "3 numbers"),
        ("A3", "we send it by 1 December and they look at it soon", "2 dates"),
    ],
)
def test_cp4_what_is_missing_is_named(id: str, text: str, missing: str):
    found = judged(id, Said(text))
    assert not found.met
    assert any(missing in one for one in found.missing), found.missing
    assert all(one in found.why for one in found.missing)


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("HL13", "Go-live is 14.03.2027, weil der Vertrag ausläuft"),
        ("HL13", "Mitte März 2027, dann läuft der alte Vertrag aus"),
        ("HL13", "In KW 12, because the analyser leaves then"),
        ("HL13", "Q2 2027, the new wing opens then"),
        ("HL2", "ca. 300"),
        ("HL2", "zwischen 120 und 150 im Monat"),
        ("HL2", "1.200 Proben pro Jahr"),
        ("HL2", "etwa 40 pro Woche, vielleicht mehr"),
        ("HL8", "weber signs the procedure"),
        ("HL8", "Frau Dr. Keller-Brandt unterschreibt"),
        ("HL11", "Nein, unter der Schwelle, kein Termin"),
        ("CL10", "nobody ties us"),
        ("CL10", "bis 30.6.2027"),
        ("LP9", "TAT 24h, rejection 0,5 %"),
        ("BR5", "engere Wahl, zwei Anbieter"),
        ("EM5", "It's a renewal, the draft is out"),
    ],
)
def test_cp4_real_answers_count_in_both_languages(id: str, text: str):
    found = judged(id, Said(text))
    assert found.met, found.missing


def test_cp4_a_typed_value_counts_beside_the_words():
    assert judged("HL2", Said("send-outs", Value("number", 120, 150, "a month"))).met
    assert judged("HL13", Said("the contract ends then", Value("date", day=date(2027, 4, 1)))).met
    assert judged("HL7", Said("they want the verification plan", Value("choice", choice="unmodified"))).met
    assert not judged("HL13", Said("maybe, not sure", Value("date", day=date(2027, 4, 1)))).met


def test_cp3_each_question_offers_the_fields_for_its_value():
    kinds = {id: value_kinds(question) for id, (_, question) in BANK.items()}
    assert kinds["HL2"] == ("number",)
    assert kinds["HL10"] == ("date",)
    assert kinds["HL7"] == ("choice",)
    assert kinds["HL11"] == ("choice", "date")
    assert kinds["HL1"] == ()
    assert [id for id, _, _ in choices_of(BANK["HL7"][1])] == [
        "unmodified",
        "modified",
        "lab_developed",
        "research_use",
    ]
    assert [id for id, _, _ in choices_of(BANK["HL11"][1])] == ["yes", "no"]
    assert choices_of(BANK["HL2"][1]) == ()


def test_cp4_a_question_without_needs_is_left_to_a_person():
    bare = BANK["HL2"][1].model_copy(update={"needs": ()})
    found = counts(bare, Said("120-150 a month"), known_of(BANK["HL2"][0], TODAY))
    assert not found.met
    assert "A person judges" in found.why
