"""A review without the names of our people: nowhere one of them, everywhere the same numbers."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

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


# --- the given or the family name alone -------------------------------------------------------------------------------

ROBIN, MIRA = "Robin Vale", "Mira Price"


def noted(
    *notes: str, person: str = "Ada Berg", account: str = "Northgate", owners: tuple[str, ...] = (ROBIN,)
) -> Review:
    """A review of leads with these notes, one each; the owners take turns."""
    leads = [
        YEAR.leads[0]._replace(
            id=at,
            ref=f"L-{at}",
            owner=owners[at % len(owners)],
            person=person,
            account=account,
            next_step=note,
            source="Webinar",
            created_at=START + timedelta(hours=1),
        )
        for at, note in enumerate(notes)
    ]
    return weekly_review(replace(YEAR, leads=leads, moves=[], touches=[], handoffs=[], signals=[]), hours())


def bare_notes(*notes: str, others: tuple[str, ...] = (), **more: Any) -> list[str]:
    """The notes without the names of our people."""
    return [row.next_step for row in without_names(noted(*notes, **more), others).leads]


@pytest.mark.parametrize(
    ("note", "bare"),
    [
        ("Robin said they have a budget", "Colleague 1 said they have a budget"),
        ("Ask Robin", "Ask Colleague 1"),
        ("Ask Vale. Robin's list, Vale’s too", "Ask Colleague 1. Colleague 1's list, Colleague 1’s too"),
        ("They know Ms Vale (Robin)", "They know Ms Colleague 1 (Colleague 1)"),
        ("Robin Vale and Robin", "Colleague 1 and Colleague 1"),
        ("A robin sang; ROBIN did not", "A robin sang; ROBIN did not"),
        ("Robinson and Anne-Robin wrote from x@Robin.example", "Robinson and Anne-Robin wrote from x@Robin.example"),
        ("Robin Castle called from Vale Hospital", "Robin Castle called from Vale Hospital"),
        ("They met Dana Vale", "They met Dana Vale"),
        ("Done. Robin Webinar follows", "Done. Colleague 1 Webinar follows"),
    ],
)
def test_wr11_a_part_of_a_name_alone_is_the_colleague_whom_it_means(note: str, bare: str) -> None:
    assert bare_notes(note) == [bare]


def test_wr11_a_part_that_two_of_us_share_names_nobody() -> None:
    shared = bare_notes("Robin said so", "Vale said so", "Ash said so", owners=(ROBIN, "Robin Ash"))
    assert shared == ["Robin said so", "Colleague 2 said so", "Colleague 1 said so"]
    assert bare_notes("Robin said so", others=("Robin Ash",)) == ["Robin said so"], "also where the week knows only one"


def test_wr11_a_buyer_of_that_name_is_not_taken_for_one_of_us() -> None:
    assert bare_notes("Robin asked for prices", person="Robin Hale") == ["Robin asked for prices"]
    assert bare_notes("Vale asked for prices", account="Vale Clinics") == ["Vale asked for prices"]
    review = noted("Robin said so", person="Robin Hale")
    elsewhere = replace(review, decisions=(Decision("Ask Robin Hale; Robin knows"), Decision("Robin asks again")))
    texts = [one.text for one in without_names(elsewhere).decisions]
    assert texts == ["Ask Robin Hale; Robin knows", "Colleague 1 asks again"], "only beside the name of the buyer"
    about = replace(review, decisions=(Decision("Robin asks again", ref="L-0"), Decision("Robin asks", ref="77")))
    texts = [one.text for one in without_names(about, buyers={"77": ("Robin Oak",)}).decisions]
    assert texts == ["Robin asks again", "Robin asks"], "nor in a decision on a lead of that name"


def test_wr11_an_ordinary_word_is_no_name() -> None:
    notes = bare_notes("Price is too high", "Agree on the price", "Mira asked", owners=(MIRA,))
    assert notes == ["Price is too high", "Agree on the price", "Colleague 1 asked"]
    assert bare_notes("Price said so", owners=(MIRA,)) == ["Colleague 1 said so"]
    assert bare_notes("Webinar is over", owners=("Sam Webinar",)) == ["Webinar is over"], "a word of the playbook"


def test_wr11_a_particle_or_an_initial_is_no_name() -> None:
    names = ("Lena von Thal", "J. Falk")
    assert bare_notes("J. is away, von too", "Thal and Falk know", owners=names) == [
        "J. is away, von too",
        "Colleague 2 and Colleague 1 know",
    ]
