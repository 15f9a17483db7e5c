"""Which organisation is the same, however it is written, and which only shares a house or a word."""

import pytest

from app.domain.matching import duplicates
from tests.domain.matching.lists import one

CROWD = [
    {"company": f"{name} {kind}", "city": town}
    for name in ("Achterberg", "Belldahl", "Castellfeld", "Dungaard", "Ekham", "Fairkamp", "Grunelund", "Hollmark")
    for kind, town in (("Clinic", "Mainz"), ("Reference Laboratory", "Leeds"), ("Health Network", "Austin"))
]
HOUSE = {"street": "Main Street 4", "city": "Mainz", "phone": "+4961314000012"}

alone_and_in_a_crowd = pytest.mark.parametrize("crowd", [[], CROWD], ids=["alone", "in a crowd"])


@alone_and_in_a_crowd
@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("St. Mary's Hospital", "Saint Marys Hosp"),
        ("Univ Hosp Mainz", "University Hospital Mainz"),
        ("Nordlab GmbH", "Nordlab"),
        ("Nordlab Aktiengesellschaft", "NORDLAB AG"),
        ("The Nordlab & Vogel Co.", "Nordlab and Vogel"),
        ("N.O.L. Group", "NOL Group"),
        ("1st Street Clinic", "First Street Clinic"),
        ("SüdLabor Gruppe", "Sudlabor Group"),
    ],
)
def test_one_name_written_in_two_ways_is_sure_where_the_town_is_one(crowd, here, there):
    found = one([*crowd, {"company": here, "city": "Utrecht"}, {"company": there, "city": "Utrecht"}], "accounts")
    assert found is not None
    assert found.sure


@alone_and_in_a_crowd
@pytest.mark.parametrize(
    ("here", "there", "says"),
    [
        ({"company": "UMG"}, {"company": "Utrecht Medizin Gruppe"}, "names agree"),
        ({"company": "Nordlab Clinic 1"}, {"company": "Nordlab Clinic 2"}, "names differ by one character"),
        ({"company": "Nordlab GmbH"}, {"company": "Nordlab AG"}, "same name, other legal form"),
        (
            {"company": "Nordlab", "domain": "nordlab.example"},
            {"company": "Vogel Diagnostics", "domain": "www.nordlab.example"},
            "against: other name (Nordlab / Vogel Diagnostics)",
        ),
    ],
    ids=["acronym", "number", "legal form", "renamed"],
)
def test_what_may_be_another_house_is_left_to_people(crowd, here, there, says):
    found = one([*crowd, here | {"city": "Utrecht"}, there | {"city": "Utrecht"}], "accounts")
    assert found is not None
    assert not found.sure
    assert says in "; ".join(found.reasons)


@alone_and_in_a_crowd
@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({"company": "Nordlab GmbH", **HOUSE}, {"company": "Vogel Praxis", **HOUSE}),
        ({"company": "Memorial Hospital", "city": "Mainz"}, {"company": "Memorial Hospital", "city": "Leeds"}),
        ({"company": "Nordlab Trust", "city": "Mainz"}, {"company": "Vogel Trust", "city": "Mainz"}),
    ],
    ids=["one house and switchboard", "one usual name in two towns", "one usual word"],
)
def test_what_is_shared_makes_no_organisation_one(crowd, here, there):
    assert one([*crowd, here, there], "accounts") is None


def test_another_identifier_is_said():
    here = {"company": "Nordlab", "city": "Mainz", "identifier": "100234557"}
    found = one([here, here | {"identifier": "145556788"}], "accounts")
    assert found is not None
    assert not found.sure
    assert "identifier" in found.against


def test_two_clean_lists_are_linked_one_to_one():
    first = [{"company": f"{name} Clinic", "city": "Mainz"} for name in ("Nordlab", "Vogel", "Ekham", "Hollmark")]
    second = [{"company": "Nordlab Clinic", "city": "Mainz"}, {"company": "Nordlab Clinics West", "city": "Mainz"}]
    found = duplicates(first, "accounts", other=second)
    assert [(pair.a, pair.b) for pair in found] == [(0, 0)]


def test_numbers_that_only_count_the_rows_say_nothing():
    first = [{**row, "identifier": str(100 + n)} for n, row in enumerate(CROWD)]
    second = [{**row, "identifier": str(500 + n)} for n, row in enumerate(CROWD)]
    found = duplicates(first, "accounts", other=second)
    assert {(pair.a, pair.b) for pair in found} == {(n, n) for n in range(len(CROWD))}
    assert all(pair.sure for pair in found)
