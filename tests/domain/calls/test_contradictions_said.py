"""Answers that say otherwise than before are flagged, those that say more are not (CP3)."""

from datetime import date

import pytest

from app.domain.calls.contradicting import contradicts
from app.domain.calls.counting import Known, Said, evidence, speaks_against
from app.domain.calls.values import Value
from app.domain.playbook import Question

TODAY = date(2026, 11, 21)
KNOWN = Known(TODAY, ("Maria Weber",))
WHEN = Question(id="T1", text="When?", proves=("timeline",), ask="sponsor", counts_when="date", needs=("date",))
HOW = Question(
    id="F1",
    text="How?",
    proves=("fit",),
    ask="lab",
    counts_when="status",
    needs=("choice: unmodified; modified; lab-developed = LDT",),
)
FREE = Question(id="N1", text="What?", proves=("need",), ask="lab", counts_when="a case", needs=("words 3",))


@pytest.mark.parametrize(
    ("question", "before", "now"),
    [
        (WHEN, "14 March 2027", "30 June 2027"),
        (WHEN, "Q1 2027", "in September 2027"),
        (WHEN, "14 March 2027", "maybe next year"),
        (WHEN, "im März 2027", "weiß ich noch nicht"),
        (HOW, "unmodified", "they will modify it: modified"),
        (HOW, "unmodified", "an LDT"),
        (FREE, "about 300 a month", "900 a month"),
        (FREE, "the interface project is funded", "the interface project is on hold"),
        (FREE, "das Projekt läuft", "das Projekt wurde gestoppt"),
    ],
)
def test_cp3_a_later_answer_that_says_otherwise_is_flagged(question: Question, before: str, now: str):
    assert contradicts(Said(before), Said(now), question, KNOWN)


@pytest.mark.parametrize(
    ("question", "before", "now"),
    [
        (WHEN, "14 March 2027", "14.03.2027"),
        (WHEN, "Q1 2027", "14 March 2027"),
        (WHEN, "mid March", "in KW 11"),
        (WHEN, "14 March 2027", "we spoke of the team today"),
        (HOW, "unmodified", "cleared, so unmodified"),
        (FREE, "120-150 a month", "ca. 140"),
        (FREE, "120-150 a month", "160 a month"),
        (FREE, "300 a month", "12 hours"),
        (FREE, "late results", "late results, and lost samples too"),
        (FREE, "", "anything"),
    ],
)
def test_cp3_an_answer_that_says_more_contradicts_nothing(question: Question, before: str, now: str):
    assert contradicts(Said(before), Said(now), question, KNOWN) == ""


OTHERS = Question(
    id="D1", text="Who else?", proves=("intent",), ask="lab", counts_when="an option or none", needs=("list 1 | none",)
)


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ("none", "Quest and LabCorp", "“none” before, “Quest and LabCorp” now."),
        ("Quest", "no one", "“Quest” before, “no one” now."),
        ("none", "no other lab", ""),
        ("Quest", "no decision yet between Quest and us", ""),
        ("none", "maybe Quest", ""),
    ],
)
def test_cp3_none_before_and_something_now_contradict(before: str, now: str, says: str):
    assert contradicts(Said(before), Said(now), OTHERS, KNOWN) == says


def test_cp3_typed_values_contradict_as_words_do():
    before, now = Said("", Value("date", day=date(2027, 3, 14))), Said("", Value("date", day=date(2027, 9, 1)))
    assert contradicts(before, now, WHEN, KNOWN) == "14 March 2027 before, 1 September 2027 now."
    assert contradicts(before, before, WHEN, KNOWN) == ""
    yes, no = Said("", Value("choice", choice="unmodified")), Said("", Value("choice", choice="modified"))
    assert contradicts(yes, no, HOW, KNOWN) == "“unmodified” before, “modified” now."


def test_cp3_a_yes_after_a_no_is_flagged_without_a_question_of_the_bank():
    assert contradicts(Said("", Value("choice", choice="yes")), Said("", Value("choice", choice="no")))


def test_cp3_the_evidence_is_the_sentence_with_its_value():
    number = Value("number", 120, 150, "a month")
    assert evidence(Said("120-150 a month sent out", number)) == "120-150 a month sent out"
    assert evidence(Said("sent out", number)) == "sent out (120–150 a month)"
    assert evidence(Said("", number)) == "120–150 a month"
    day = Value("date", day=date(2027, 3, 14))
    assert evidence(Said("live on 14.03.2027", day)) == "live on 14.03.2027"
    assert evidence(Said("live then", day)) == "live then (14 March 2027)"
    chosen = Said("they file it", Value("choice", choice="lab_developed"))
    assert evidence(chosen, HOW) == "they file it (lab-developed)"


def test_cp3_what_takes_something_back_is_known():
    assert speaks_against("The project is on hold")
    assert speaks_against("Das haben wir abgesagt")
    assert not speaks_against("They hold a meeting")


def test_cp3_in_so_many_weeks_is_meant_from_the_day_on_which_it_was_said():
    known = Known(date(2026, 12, 1), ())
    before = Said("in three weeks", at=date(2026, 11, 10))
    assert contradicts(before, Said("1 December 2026", at=date(2026, 12, 1)), WHEN, known) == ""
    assert contradicts(before, Said("in three weeks", at=date(2026, 12, 1)), WHEN, known)
