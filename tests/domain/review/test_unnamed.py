"""A review without the names of our people: nowhere one of them, everywhere the same numbers."""

from dataclasses import replace
from datetime import timedelta

from app.domain.review import Review, to_json, weekly_review
from app.domain.review.facts import Decision
from app.domain.review.unnamed import own_names, without_names
from tests.exports.histories import OWNERS, START, a_year, hours, rules

YEAR = a_year(400)
REVIEW = weekly_review(
    replace(YEAR, decisions=[Decision("Mira Lindqvist asks for volumes first", "Jonas Falk")]), hours(), rules()
)


def test_wr11_none_of_our_names_is_left_anywhere() -> None:
    bare = to_json(without_names(REVIEW))
    named = to_json(REVIEW)
    for name in filter(None, OWNERS):
        assert name in named and name not in bare


def test_wr11_buyers_numbers_and_rows_stay() -> None:
    bare = without_names(REVIEW)
    assert [row.person for row in bare.leads] == [row.person for row in REVIEW.leads]
    assert bare.kpis == REVIEW.kpis and bare.movement == REVIEW.movement and bare.checks == REVIEW.checks
    assert len({row.owner for row in bare.leads}) == len({row.owner for row in REVIEW.leads})
    alias = dict(zip((row.owner for row in REVIEW.leads), (row.owner for row in bare.leads), strict=True))
    for before, after in zip(REVIEW.exceptions, bare.exceptions, strict=True):
        assert after.owner == alias.get(before.owner, after.owner)
    assert bare.decisions[0].text == f"{alias['Mira Lindqvist']} asks for volumes first"


def test_wr11_a_name_within_another_word_or_name_is_left_alone() -> None:
    lead = YEAR.leads[0]._replace(id=1, owner="Ann", person="Ann", created_at=START + timedelta(hours=1))
    other = lead._replace(id=2, ref="L-2", owner="Ann Berg", next_step="Annual plan with Ann and Ann Berg")
    review: Review = weekly_review(replace(YEAR, leads=[lead, other], moves=[], touches=[], handoffs=[]), hours())
    assert own_names(review) == ("Ann", "Ann Berg")
    bare = without_names(review)
    assert [row.owner for row in bare.leads] == ["Colleague 1", "Colleague 2"]
    assert bare.leads[1].next_step == "Annual plan with Colleague 1 and Colleague 2"
    assert bare.leads[0].person == "Ann"


def test_wr11_a_review_of_nobody_is_itself() -> None:
    empty = weekly_review(replace(YEAR, leads=[], moves=[], touches=[], handoffs=[], signals=[]), hours())
    assert without_names(empty) is empty


def test_wr11_whom_a_package_was_sent_to_is_one_of_us_also_where_the_lead_has_another_owner_since() -> None:
    lead = YEAR.leads[0]._replace(owner="Ann Berg", next_step="Ask Ole Dahl what he promised")
    package = next(one for one in YEAR.handoffs)._replace(lead_id=lead.id, to="Ole Dahl", sent_at=YEAR.start)
    review = weekly_review(replace(YEAR, leads=[lead], moves=[], touches=[], handoffs=[package]), hours())
    assert "Ole Dahl" in to_json(review)
    assert "Ole Dahl" not in to_json(without_names(review))


def test_wr11_who_joins_us_later_changes_the_number_of_nobody_in_a_frozen_week() -> None:
    assert without_names(REVIEW, ("Aaron Abel", "Zoe Zander")) == without_names(REVIEW)
