"""Who may be known twice: sure ones apart from doubtful ones, groups as one, what was judged never asked again."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.domain.matching import Thresholds
from app.domain.problems import Problem
from app.services import duplicates, lead_page, merging, side_by_side, undoing, unmerging
from app.services.desk import Desk
from app.services.duplicates import DuplicateGroup, DuplicatePair, grouped
from app.services.work import Cancelled, Changed, Progress, Work
from app.store.tables import Account, Lead, Person, StakeholderRow
from tests.services.conftest import NOW, everything

CAST = (
    ("Ada", "Berg", "ada.berg@northgate.example", "+14155550101"),
    ("Ada", "Berg", "ada.berg@northgate.example", "+14155550101"),
    ("Zdenka", "Wojciechowska", "zdenka@marsh.example", "+14155550102"),
    ("Zdenka", "Wojciechowska", "zdenka@marsh.example", ""),
    ("Zdenka", "Wojciechowska", "zdenka@marsh.example", "+14155550102"),
    ("Carl", "Ott", "carl.ott@south.example", "+14155550199"),
)


@pytest.fixture
def crowd(desk: Desk) -> dict[int, str]:
    """Ada twice and Zdenka three times among others who are nobody's twin."""

    def made(work: Work) -> Changed:
        house = Account(name="Northgate Labs", created_at=NOW, extra={})
        work.session.add(house)
        work.session.flush()
        others = [
            (first, last, f"{first}.{last}@{last}.example".lower(), f"+1415555{number:04}")
            for number, (first, last) in enumerate(
                (first, last)
                for first in ("Mia", "Noor", "Pelle", "Quirin", "Rosa", "Sven")
                for last in ("Holm", "Iyer", "Jensen", "Kato", "Lopez", "Moreau", "Novak")
            )
        ]
        for first, last, email, phone in (*CAST, *others):
            person = Person(first_name=first, last_name=last, full_name=f"{first} {last}", email=email, phone=phone)
            person.consent, person.extra, person.created_at, person.account_id = {}, {}, NOW, house.id
            work.session.add(person)
        return Changed("Make a crowd")

    desk.do(made)
    return desk.ask(lambda work: {row.id: row.full_name for row in work.session.scalars(select(Person))})


def ids(crowd: dict[int, str], name: str) -> tuple[int, ...]:
    return tuple(sorted(id for id, called in crowd.items() if called == name))


def test_sure_ones_are_found_and_three_are_one_group(desk: Desk, crowd: dict[int, str]) -> None:
    view = desk.ask(duplicates.duplicate_pairs, "people")
    assert {group.members for group in view.sure} == {ids(crowd, "Ada Berg"), ids(crowd, "Zdenka Wojciechowska")}
    for pair in view.pairs:
        assert pair.reasons
        assert 0 < pair.probability <= 1


def test_what_was_judged_separate_is_never_offered_again(desk: Desk, crowd: dict[int, str]) -> None:
    one, other = ids(crowd, "Ada Berg")
    desk.do(merging.separate, "people", other, one)
    view = desk.ask(duplicates.duplicate_pairs, "people")
    assert all({one, other} != {pair.a, pair.b} for pair in view.pairs)


def test_all_sure_ones_are_merged_as_one_act_with_one_undo(desk: Desk, crowd: dict[int, str]) -> None:
    before = everything(desk)
    done = desk.do(duplicates.merge_all_sure, "people")
    left = desk.ask(lambda work: sorted(work.session.scalars(select(Person.full_name))))
    assert (left.count("Ada Berg"), left.count("Zdenka Wojciechowska")) == (1, 1)
    assert done.label == "Merge 3 people that are surely known twice"
    desk.do(undoing.undo, done.action)
    assert everything(desk) == before


def test_those_that_were_shown_are_merged_and_nobody_else(desk: Desk, crowd: dict[int, str]) -> None:
    ada, zdenka = (ids(crowd, name) for name in ("Ada Berg", "Zdenka Wojciechowska"))
    done = desk.do(duplicates.merge_all_sure, "people", [ada])
    assert [(one.into, one.gone) for one in done.outcome] == [(ada[0], ada[1:])]
    desk.do(merging.separate, "people", *zdenka[:2])
    done = desk.do(duplicates.merge_all_sure, "people", [ada, zdenka])
    assert done.outcome == (), "of one group somebody is gone, in the other two were judged to be different"
    assert done.action is None


def test_a_loop_among_many_is_left_and_said_and_the_others_are_merged(desk: Desk, crowd: dict[int, str]) -> None:
    ada, zdenka = (ids(crowd, name) for name in ("Ada Berg", "Zdenka Wojciechowska"))

    def seated(work: Work) -> Changed:
        house = work.session.scalars(select(Account.id)).one()
        above = 0
        for person in (ada[0], ids(crowd, "Carl Ott")[0], ada[1]):
            row = StakeholderRow(account_id=house, person_id=person, seat="other", created_at=NOW)
            row.reports_to_id = above or None
            work.session.add(row)
            work.session.flush()
            above = row.id
        return Changed("Seat three")

    desk.do(seated)
    before = everything(desk)
    done = desk.do(duplicates.merge_all_sure, "people")
    assert [one.gone for one in done.outcome] == [zdenka[1:]]
    assert any("reporting loop" in sentence for sentence in done.kept)
    desk.do(undoing.undo)
    assert everything(desk) == before


def test_one_of_many_sure_ones_is_taken_apart_alone(desk: Desk, crowd: dict[int, str]) -> None:
    ada, zdenka = (ids(crowd, name) for name in ("Ada Berg", "Zdenka Wojciechowska"))
    desk.do(duplicates.merge_all_sure, "people")
    desk.do(unmerging.unmerge, "people", zdenka[1])
    left = set(desk.ask(lambda work: work.session.scalars(select(Person.id)).all()))
    assert left & {*ada, *zdenka} == {ada[0], zdenka[0], zdenka[1]}


def test_merging_all_can_be_given_up_and_leaves_nothing(desk: Desk, crowd: dict[int, str]) -> None:
    before = everything(desk)
    said: list[str] = []

    def say(done: int, total: int, what: str) -> None:
        said.append(what)
        if what == "Merging" and done == 0:
            progress.cancel()

    progress = Progress(say)
    with pytest.raises(Cancelled):
        desk.do_watched(progress, duplicates.merge_all_sure, "people")
    assert "Merging" in said
    assert everything(desk) == before


@pytest.mark.parametrize("part", ["Reading what is known", "Looking for pairs", "Comparing", "Sorting"])
def test_looking_can_be_given_up_in_the_middle_of_it(desk: Desk, crowd: dict[int, str], part: str) -> None:
    def say(done: int, total: int, what: str) -> None:
        if what == part:
            progress.cancel()

    progress = Progress(say)
    with pytest.raises(Cancelled):
        desk.ask_watched(progress, duplicates.duplicate_pairs, "people")


def test_one_lead_against_all(desk: Desk, crowd: dict[int, str]) -> None:
    one, other = ids(crowd, "Ada Berg")

    def interested(work: Work) -> Changed:
        work.session.add(Lead(id=1, person_id=other, service_line="hospital_lab", extra={}, remarks=[], created_at=NOW))
        return Changed("Add a lead")

    desk.do(interested)
    (pair,) = desk.ask(duplicates.duplicate_pairs, "people", 1).pairs
    assert (pair.a, pair.b, pair.sure) == (other, one, True)


def test_the_thresholds_are_settings_that_can_be_taken_back(desk: Desk) -> None:
    assert desk.ask(duplicates.thresholds) == Thresholds()
    done = desk.do(duplicates.set_thresholds, 0.9, 0.3)
    assert desk.ask(duplicates.thresholds) == Thresholds(0.9, 0.3)
    with pytest.raises(Problem, match="between 0 and 1"):
        desk.do(duplicates.set_thresholds, 0.3, 0.9)
    desk.do(undoing.undo, done.action)
    assert desk.ask(duplicates.thresholds) == Thresholds()


def a_pair(a: int, b: int, probability: float = 0.9) -> DuplicatePair:
    return DuplicatePair("people", a, b, probability, True, ("same e-mail address",))


def test_no_group_holds_two_that_are_different_by_decision() -> None:
    pairs = [a_pair(1, 2, 0.99), a_pair(2, 3, 0.95), a_pair(4, 5)]
    groups = grouped(pairs, [(1, 3)], sure=True)
    assert groups == (
        DuplicateGroup((1, 2), (pairs[0],), True),
        DuplicateGroup((2, 3), (pairs[1],), True),
        DuplicateGroup((4, 5), (pairs[2],), True),
    )


def test_side_by_side_marks_what_differs_and_counts_what_hangs_on_each(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    twin = add({"full_name": "A. Berg", "email": "a.berg@mailbox.example", "company": "Berg Labs"})
    assert twin != ada
    people = [desk.ask(lead_page.lead_view, lead).person.id for lead in (ada, twin)]
    view = desk.ask(side_by_side.side_by_side, "people", people)
    fields = {row.field: row for row in view.fields}
    assert (fields["full_name"].differs, fields["full_name"].proposed) == (True, people[0])
    assert fields["email"].differs
    assert fields["company"].values == ("Northgate Hospital Labs", "Berg Labs")
    assert "relation" not in fields
    assert [(side.lead_ids, side.leads) for side in view.sides] == [((ada,), 1), ((twin,), 1)]
