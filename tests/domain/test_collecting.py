"""What a nurture track wants to learn, and what is known of it already."""

from datetime import UTC, datetime

import pytest

from app.domain.collecting import Heard, Wanted, wanted
from app.domain.lead import Answer, Answered
from app.domain.playbook import NurtureTrack


@pytest.fixture
def learned(playbook, lead):
    def found(what: str, **facts):
        track = NurtureTrack(
            id="t", label="T", roles=(), buyer_question="?", content=(), collect=(what,), every_days=30
        )
        return wanted(playbook, track, lead(**facts))[0]

    return found


def test_tied_to_a_criterion_by_two_words_or_more(learned):
    assert learned("Specific need") == Wanted("Specific need", criterion="Q1")
    assert learned("Workflow fits") == Wanted("Workflow fits")  # "fit" is too short to tie anything
    assert learned("Need") == Wanted("Need")
    yes = {"Q1": Answer("Q1", Answered.YES, "Reports come late")}
    assert learned("Specific need", answers=yes).known == "Yes: Reports come late"
    unknown = {"Q1": Answer("Q1", Answered.UNKNOWN, "They would not say")}
    assert learned("Specific need", answers=unknown).known == ""  # unknown is no answer (R8)


def test_tied_to_a_fact_by_its_name(learned):
    assert learned("Systems in use") == Wanted("Systems in use", fact="systems")
    assert learned("Systems in use", systems="Epic").known == "Epic"
    assert learned("Testing focus", testing_focus="respiratory").known == "Respiratory"


def test_what_nothing_asks_is_shown_all_the_same(learned):
    assert learned("Broker or adviser") == Wanted("Broker or adviser")


SAID_AT = datetime(2026, 11, 12, 9, tzinfo=UTC)


@pytest.fixture
def heard(playbook, lead):
    """What becomes of a wish once somebody answered a question in a call."""

    def found(what: str, asked: str, criterion: str = "", **facts):
        said = (Heard("own-or-gone", asked, "Epic, run by Ben", "Ben Ito", SAID_AT, criterion),)
        track = NurtureTrack(
            id="t", label="T", roles=(), buyer_question="?", content=(), collect=(what,), every_days=30
        )
        return wanted(playbook, track, lead(**facts), said)[0]

    return found


def test_what_was_said_in_a_call_is_known_with_who_and_when(heard):
    one = heard("Who signs", "Who signs such a service, and who could stop it?")
    assert one == Wanted("Who signs", known="Epic, run by Ben", who="Ben Ito", at=SAID_AT)
    assert heard("EHR and its owner", "Which EHR do you use, and who is its owner?").known
    assert heard("Systems in use", "Which systems are in use?", systems="Epic").who == "Ben Ito"
    assert heard("Specific need", "Anything", criterion="Q1") == Wanted(
        "Specific need", criterion="Q1", known="Epic, run by Ben", who="Ben Ito", at=SAID_AT
    )


def test_an_answer_to_something_else_leaves_it_to_be_asked(heard):
    for what, asked in (
        ("Who runs the practice", "Who pays: patient, insurer, employer, practice; and who answers a claim?"),
        ("What they order today", "Which EHR and ordering tool do you use?"),
        ("Present lab and end of its contract", "Does this pass value analysis or a GPO contract?"),
        ("Topic", "What happened that makes this a topic now?"),
    ):
        assert heard(what, asked).known == "", what


def test_a_tick_outweighs_what_was_said(heard):
    yes = {"Q1": Answer("Q1", Answered.YES, "Reports come late", "Ada Berg", at=SAID_AT)}
    one = heard("Specific need", "What is the specific need?", answers=yes)
    assert (one.known, one.who, one.at) == ("Yes: Reports come late", "Ada Berg", SAID_AT)
