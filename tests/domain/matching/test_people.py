"""Who is the same person, and who only shares a name, a house or a telephone."""

import pytest

from app.domain.matching import Evidence, duplicates
from tests.domain.matching.lists import one, people, person

ANNA = {"first_name": "Anna", "last_name": "Quistrud", "company": "North Lab"}
HOME = {"street": "Main Street 4", "city": "Mainz", "phone": "+4961314000012"}
CROWD = people(150)

alone_and_in_a_crowd = pytest.mark.parametrize("crowd", [[], CROWD], ids=["alone", "in a crowd"])


@alone_and_in_a_crowd
@pytest.mark.parametrize(
    ("here", "there", "why"),
    [
        (person(email="anna.q@north.example"), person(email="Anna.Q@north.example "), "same e-mail address"),
        (ANNA, ANNA | {"company": "North Lab GmbH"}, "same organisation"),
        (ANNA | {"first_name": "Bob"}, ANNA | {"first_name": "Robert"}, "forms of one name (bob / robert)"),
        (ANNA, ANNA | {"first_name": "Quistrud", "last_name": "Anna"}, "the other way round"),
        (person("José", "Núñez", company="Lab"), person("Jose", "Nunez", company="Lab"), "same last name"),
        ({"full_name": "Dr. Anna Quistrud", "company": "North Lab"}, ANNA, "same first name"),
        (ANNA | {"phone": "06131 4000012"}, ANNA | {"phone": "+49 6131 4000012"}, "same phone number"),
        (
            person("Anna", "Meyer", email="anna.meyer@north.example"),
            person("Anna", "Meier", email="anna.meier@north.example"),
            "last names differ by one letter (meyer / meier)",
        ),
        (
            person("Anna", "Quistrud", street="4 Main St.", postal_code="55116", city="Mainz"),
            person("Ana", "Quistrud", street="4 Main Street", postal_code="55116", city="Mainz"),
            "same street",
        ),
    ],
)
def test_the_same_person_is_sure(crowd, here, there, why):
    found = one([*crowd, here, there])
    assert found is not None
    assert found.sure
    assert why in "; ".join(found.reasons)
    assert not found.against


@alone_and_in_a_crowd
@pytest.mark.parametrize(
    ("here", "there", "against"),
    [
        (
            person("Anna", "Quistrud", email="a.q@north.example"),
            person("Anna", "Berg", email="a.q@north.example"),
            "last",
        ),
        (ANNA | {"company": "North Lab"}, ANNA | {"company": "Turin Foods"}, "organisation"),
        (person("Anna", "Quistrud", city="Mainz"), person("Anna", "Quistrud", city="Leeds"), "town"),
    ],
    ids=["married", "changed jobs", "moved"],
)
def test_what_contradicts_is_said_and_left_to_people(crowd, here, there, against):
    found = one([*crowd, here, there])
    assert found is not None
    assert not found.sure
    assert any(reason.startswith(f"against: other {against}") for reason in found.reasons)


@alone_and_in_a_crowd
@pytest.mark.parametrize(
    ("here", "there"),
    [
        (person(email="info@north.example"), person(email="info@north.example")),
        (person("Anna", "Quistrud", email="info@north.example"), person("Bo", "Lind", email="info@north.example")),
        (ANNA | HOME, person("Bo", "Lind", company="North Lab", **HOME)),
        (person("Anna", "Quistrud", **HOME), person("Bo", "Quistrud", **HOME)),
        (ANNA | HOME, ANNA | HOME | {"last_name": "Lind"}),
    ],
    ids=["a desk", "behind a desk", "colleagues", "family", "two Annas at work"],
)
def test_what_is_shared_makes_nobody_one(crowd, here, there):
    assert one([*crowd, here, there]) is None


def test_another_last_name_at_home_may_be_a_marriage():
    found = one([person("Anna", "Quistrud", **HOME), person("Anna", "Lind", **HOME)])
    assert found is not None
    assert found.probability < 0.6
    assert not found.sure


def test_a_bare_name_and_an_initial_are_never_sure():
    assert not one([person("Anna", "Quistrud"), person("Anna", "Quistrud")]).sure
    assert not one([ANNA, ANNA | {"first_name": "A."}]).sure


@alone_and_in_a_crowd
def test_another_birth_day_makes_namesakes(crowd):
    here = person("Anna", "Quistrud", city="Mainz", born="1950-02-01")
    same = one([*crowd, here, here | {"born": "01.02.1950"}], compare={"born": Evidence.DATE})
    other = one([*crowd, here, here | {"born": "1981-11-23"}], compare={"born": Evidence.DATE})
    assert same.sure
    assert "same born" in same.reasons
    assert other is None or (other.probability < 0.6 and "born" in other.against and not other.sure)


def test_a_rare_name_counts_more_than_a_common_one():
    crowd = [person("Anna", "Berg", city=f"Town {n}") for n in range(40)] + people(100)
    rare = one([*crowd, person("Zofia", "Quistrud", city="Mainz"), person("Zofia", "Quistrud", city="Mainc")])
    common = one([*crowd, person("Anna", "Berg", city="Mainz"), person("Anna", "Berg", city="Mainc")])
    assert rare is not None
    assert common is None or common.probability < rare.probability


def test_a_switchboard_counts_less_than_a_number_of_ones_own():
    bo = person("Bo", "Lind", phone="+4961314000012")
    near = person("Boe", "Lynd", phone="+4961314000012")
    shared = [person(first, first + "sen", phone="+4961314000012") for first in ("Uma", "Jens", "Kay", "Ida", "Tor")]
    own = one([*CROWD, bo, near])
    switchboard = one([*CROWD, *shared, bo, near])
    assert own is not None
    assert switchboard is None or switchboard.probability < own.probability


def test_three_rows_of_one_are_three_pairs():
    rows = [ANNA | {"email": "a.q@north.example"}, ANNA, ANNA | {"email": "A.Q@north.example"}]
    assert {(pair.a, pair.b) for pair in duplicates([*rows, *CROWD], "people") if pair.b < 3} == {
        (0, 1),
        (0, 2),
        (1, 2),
    }


def test_different_people_are_hardly_ever_proposed():
    found = duplicates(CROWD, "people")
    assert not any(pair.sure for pair in found)
    assert all(CROWD[p.a]["last_name"] == CROWD[p.b]["last_name"] for p in found)
