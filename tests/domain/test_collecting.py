"""What a nurture track wants to learn, and what is known of it already."""

import pytest

from app.domain.collecting import Wanted, wanted
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
