"""`assay link`: who is the same in files, by record number, without a workspace."""

import pytest

from tests.domain.matching.lists import people

PEOPLE = (
    "First name,Last name,Email,Company,Born,Badge",
    "Anna,Quistrud,anna.q@north.example,North Lab,1950-02-01,B1",
    "",
    "Bo,Lind,bo.lind@south.example,South Clinic,1971-05-06,B2",
    "Anna,Quistrud,Anna.Q@north.example,North Lab GmbH,1950-02-01,B3",
    "Bo,Lind,bo.lind@south.example,South Clinic,1971-05-06,B4",
)
HOUSES = ("Name,Town", "Univ Hosp Mainz,Mainz", "St. Mary's Hospital,Leeds", "Vogel Praxis,Turin")


def test_one_file_is_linked_with_itself_by_record_number(assay):
    path = assay.file("list.csv", *PEOPLE)
    document = assay.document("link", path)
    assert document["kind"] == "people"
    pairs = {(pair["a"], pair["b"]): pair for pair in document["pairs"]}
    assert set(pairs) == {(1, 4), (3, 5)}  # records from 0, the header and the blank line included
    pair = pairs[1, 4]
    assert {"kind", "a", "b", "probability", "reasons", "sure", "a_source", "b_source"} <= set(pair)
    assert pair["sure"] is True
    assert pair["kind"] == "people"
    assert pair["a_source"] == {"file": "list.csv", "record": 1}
    assert pair["b_source"] == {"file": "list.csv", "record": 4}
    assert "same e-mail address" in pair["reasons"]


def test_two_files_of_organisations_are_linked_with_each_other(assay):
    here = assay.file("here.csv", *HOUSES)
    there = assay.file("there.csv", "Organisation,City", "University Hospital Mainz,Mainz", "Saint Marys Hosp,Leeds")
    document = assay.document("link", here, there, "--kind", "accounts", "--map", "company=Name", "--map", "city=Town")
    assert {(pair["a"], pair["b"], pair["sure"]) for pair in document["pairs"]} == {(1, 1, True), (2, 2, True)}
    assert document["pairs"][0]["b_source"]["file"] == "there.csv"


def test_the_kind_is_what_the_columns_say(assay):
    path = assay.file("houses.csv", "Company,City", "Nordlab GmbH,Mainz", "Nordlab,Mainz", "Vogel Praxis,Turin")
    assert assay.document("link", path)["kind"] == "accounts"


def test_a_further_column_is_evidence(assay):
    rows = ["First name,Last name,City,Card"]
    rows += [f"Per{n},Son{n},Mainz,{7000000 + n * 7919}" for n in range(30)]
    rows += ["Anna,Quistrud,Mainz,8812345", "Anna,Berg,Mainz,8812345"]
    path = assay.file("list.csv", *rows)
    assert assay.document("link", path)["pairs"] == []
    (pair,) = assay.document("link", path, "--compare", "Card")["pairs"]
    assert (pair["a"], pair["b"]) == (31, 32)
    assert "same Card" in pair["reasons"]


def test_birth_days_count_without_being_asked_for(assay):
    path = assay.file(
        "list.csv", "First name,Last name,City,DOB", "Anna,Quistrud,Mainz,1950-02-01", "Anna,Quistrud,Mainz,1950-02-01"
    )
    (pair,) = assay.document("link", path)["pairs"]
    assert "same DOB" in pair["reasons"]


def test_people_read_a_table_and_a_sum(assay):
    said = assay.done("link", assay.file("list.csv", *PEOPLE)).out
    assert "sure" in said
    assert said.strip().endswith("4 rows: 2 pairs surely one, 0 to decide.")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("gone.csv",), "gone.csv"),
        (("list.csv", "--compare", "Shoe size"), "There is no column “Shoe size”"),
        (("list.csv", "--map", "city=Shoe size"), "There is no column “Shoe size”"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(assay, monkeypatch, words, says):
    assay.file("list.csv", *PEOPLE)
    monkeypatch.chdir(assay.folder)
    assert says in assay.refused("link", *words)


def test_a_row_that_could_be_no_lead_is_linked_all_the_same(assay):
    crowd = [
        f"{one['first_name']},{one['last_name']},{one['email']},19{50 + n}-03-11" for n, one in enumerate(people(20))
    ]
    rows = ["First name,Last name,Email,DOB", *crowd, "Quirin,Quistrud,,1944-10-29", ",Quistrud,,1944-10-29"]
    found = {(pair["a"], pair["b"]) for pair in assay.document("link", assay.file("list.csv", *rows))["pairs"]}
    assert (21, 22) in found


def test_a_bare_list_of_organisations_is_known_by_its_names(assay):
    rows = ("Art's Delicatessen,12224 Ventura Blvd,Austin", "Hotel Bel Air,2 Oak St,Austin", "Campanile,3 Ash St,Leeds")
    path = assay.file("houses.csv", "name,address,city", *rows, "Arts Delicatessen,12224 Ventura Boulevard,Austin")
    document = assay.document("link", path)
    assert (document["kind"], document["kind_why"]) == ("accounts", "by the names in them")
    assert [(pair["a"], pair["b"]) for pair in document["pairs"]] == [(1, 4)]
    said = assay.done("link", path).out
    assert "Taken as organisations, by the names in them; --kind people takes them otherwise." in said
    assert assay.document("link", path, "--kind", "people")["kind"] == "people"


def test_a_bare_list_of_people_is_one_of_people(assay):
    rows = (
        "Anna West,1 Elm St,Austin",
        "Dr. Bo House,2 Oak St,Austin",
        "Chen Wei,3 Ash St,Mainz",
        "Ott,4 Ash St,Mainz",
    )
    path = assay.file("people.csv", "name,address,city", *rows)
    assert assay.document("link", path)["kind"] == "people"
    dated = assay.file("born.csv", "name,DOB", "Marsh Clinic,1950-02-01", "Nordlab GmbH,1950-02-02")
    assert assay.document("link", dated)["kind_why"] == "by their columns"
    assert "Taken as people, as you said." in assay.done("link", path, "--kind", "people").out
