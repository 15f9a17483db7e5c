"""Which column becomes which field."""

import pytest

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.columns.mapping import guess_mapping
from app.intake.columns.remembered import RememberedMapping, fingerprint, recall

Columns = list[str]
CASES: list[tuple[Columns, list[list[str]], dict[str, int]]] = [
    (["Nom", "Prénom"], [["Dupont", "Jean"]], {"last_name": 0, "first_name": 1}),
    (["Nom", "Société"], [["Jean Dupont", "Hôpital"]], {"full_name": 0, "company": 1}),
    (["Nombre", "Apellidos"], [["Ana", "Silva"]], {"first_name": 0, "last_name": 1}),
    (["Name", "Ansprechpartner"], [["Beispiel GmbH", "Ana Silva"]], {"company": 0, "full_name": 1}),
    (["Title", "Job Title", "Name"], [["Dr", "Nurse", "Ana"]], {"job_title": 1, "full_name": 2}),
    (["Title", "Name"], [["Lab Manager", "Ana"]], {"job_title": 0}),
    (["Title", "Name"], [["Mrs", "Ana"], ["Mr", "Bo"]], {"full_name": 1}),
    (["Owner Email", "Email"], [["sam@vendor.example", "a@lab.example"]], {"owner": 0, "email": 1}),
    (["Email Opt-In", "E-Mail"], [["Yes", "a@lab.example"]], {"consent": 0, "email": 1}),
    (["Email Status", "Email"], [["Verified", "a@lab.example"]], {"email": 1}),
    (["Company Phone", "Mobile Phone"], [["+49 30 1234567", "+49 170 5550101"]], {"phone": 1}),
    (["Home Phone", "Work Phone"], [["+49 30 1234567", "+49 30 7654321"]], {"phone": 1}),
    (["Country Code", "Name"], [["+49", "Ana"], ["+44", "Bo"]], {"full_name": 1}),
    (["Country Code", "Name"], [["DE", "Ana"], ["GB", "Bo"]], {"country": 0}),
    (["URL", "Website"], [["https://linkedin.com/in/ana", "lab.example"]], {"domain": 1}),
    (["Nmae", "Emial", "Phne", "Compny", "Statu"], [["Ana", "a@lab.example", "5550101", "Lab", "x"]],
     {"full_name": 0, "email": 1, "phone": 2, "company": 3}),
    (["Xyz", "Qrs"], [["a@lab.example", "k"], ["b@lab.example", "k"]], {"email": 0}),
    (["What's your work email?", "Your full name"], [["a@lab.example", "Ana"]], {"email": 0, "full_name": 1}),
    (["Organization Title", "Organization Name"], [["Owner", "Lab"]], {"job_title": 0, "company": 1}),
    (["Lead Source", "Source Campaign", "# Employees"], [["Web", "Q2", "50"]], {"source": 0, "size": 2}),
    (["Provider Last Name", "Provider First Name"], [["SILVA", "ANA"]], {"last_name": 0, "first_name": 1}),
    (["Company / Account", "Name", "Additional Name"], [["Lab", "Ana", "M"]], {"company": 0, "full_name": 1}),
    (["Mobil", "Geschäftlich Telefon"], [["+49 170 5550101", "0351 55501"]], {"phone": 1}),
    (["Asset Title", "Download Date"], [["Guide", "2026-02-13"]], {"content": 0, "created_at": 1}),
    (["PLZ", "Ort", "Straße"], [["01069", "Dresden", "Weg 1"]], {"postal_code": 0, "city": 1, "street": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "rows", "wanted"), CASES)
def test_guess(columns: Columns, rows: list[list[str]], wanted: dict[str, int]) -> None:
    mapping = guess_mapping(columns, (), rows, Choices())
    guessed = {field: mapped.index for field, mapped in mapping.items()}
    assert {field: guessed.get(field) for field in wanted} == wanted
    traps = {"job_title", "country", "consent", "domain"} - wanted.keys()
    assert not traps & guessed.keys()


def test_two_columns_for_one_field_are_kept_in_order() -> None:
    mapping = guess_mapping(
        ["Email 2", "Email", "Home Email"], (), [["c@x.example", "a@x.example", "b@x.example"]], Choices()
    )
    assert mapping["email"].as_json() == {"column": "Email", "index": 1, "also": ["Home Email", "Email 2"]}


def test_a_remembered_layout_needs_nothing() -> None:
    columns = ["Spalte A", "Spalte B", "Name"]
    settled = RememberedMapping(tuple(columns), {"email": "Spalte A", "company": "Name"})
    choices = Choices(remembered={settled.mark: settled})
    mapping = guess_mapping(columns, (), [["a@x.example", "x", "y"]], choices)
    assert {field: mapped.index for field, mapped in mapping.items()} == {"email": 0, "company": 2}
    assert fingerprint(["spalte a", "SPALTE_B", "name"]) == fingerprint(columns)


SETTLED = RememberedMapping(
    ("Eins", "Zwei", "Drei", "Vier", "Fünf"), {"email": "Zwei", "company": "Drei", "phone": 3, "notes": ""}
)
ROW = ["a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    ("columns", "wanted", "says"),
    [
        (["Eins", "Zwei", "Drei", "Vier", "Fünf"], {"email": 1, "company": 2, "phone": 3}, ""),
        (["eins", "ZWEI ", "Drei", "Vier", "Fünf", "Notes"], {"email": 1, "company": 2, "phone": 3, "notes": 5},
         "new: “Notes”"),
        (["Drei", "Zwei", "Eins", "Fünf", "Vier"], {"email": 1, "company": 0, "phone": 4}, "another order"),
        (["Eins", "Zwei", "Drei", "Fünf"], {"email": 1, "company": 2}, "gone: “Vier”"),
        (["Eins", "Zwei", "Sechs", "Sieben", "Name"], {"full_name": 4}, None),
    ],
)  # fmt: skip
def test_a_layout_that_is_nearly_the_same(columns: Columns, wanted: dict[str, int], says: str | None) -> None:
    remembered = {SETTLED.mark: SETTLED}
    mapping = guess_mapping(columns, (), [ROW[: len(columns)]], Choices(remembered=remembered))
    assert {field: mapped.index for field, mapped in mapping.items()} == wanted
    recalled = recall(columns, remembered)
    assert (recalled is None) == (says is None)
    if recalled is not None and says is not None:
        assert says in recalled.says
        assert bool(recalled.says) == bool(says)


def test_the_nearest_layout_is_taken() -> None:
    far = RememberedMapping(("Eins", "Zwei", "Drei", "Vier", "Neun"), {"email": "Eins"})
    recalled = recall(["Eins", "Zwei", "Drei", "Vier", "Fünf", "Neu"], {far.mark: far, SETTLED.mark: SETTLED})
    assert recalled is not None
    assert recalled.mapping is SETTLED


def test_a_column_chosen_by_hand_leaves_its_old_field() -> None:
    mapping = guess_mapping(["Name", "Email"], (), [["Lab", "a@x.example"]], Choices(mapping={"company": "name"}))
    assert {field: mapped.index for field, mapped in mapping.items()} == {"company": 0, "email": 1}
    assert "email" not in guess_mapping(["Email"], (), [["a@x.example"]], Choices(mapping={"email": ""}))


def test_a_column_that_is_not_there_is_a_problem() -> None:
    with pytest.raises(Problem, match="There is no column “Fax”"):
        guess_mapping(["Name"], (), [["Ana"]], Choices(mapping={"phone": "Fax"}))
