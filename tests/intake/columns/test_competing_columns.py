"""Which of several columns for one field is asked first, when their names alone do not settle it."""

import pytest

from app.intake.choices import Choices
from app.intake.columns.mapping import guess_mapping

PEOPLE = ["Ana Silva", "Bo Lind", "Cy Moran", "Dan Weber", "Eva Holm"]
ADDRESSES = [f"{name.split()[0].casefold()}@lab.example" for name in PEOPLE]
NUMBERS = [f"+49 30 23125 10{n}" for n in range(5)]
NOTHING, SAME = [""] * 5, ["sam@vendor.example"] * 5

CASES: list[tuple[dict[str, list[str]], str, str, list[str]]] = [
    ({"WhatsApp": NOTHING, "SMS": NUMBERS}, "phone", "SMS", ["WhatsApp"]),
    ({"Mobile Phone": NOTHING, "Work Direct Phone": NUMBERS}, "phone", "Work Direct Phone", ["Mobile Phone"]),
    ({"Company": NOTHING, "Account Name": ["Lab One GmbH"] * 5}, "company", "Account Name", ["Company"]),
    ({"email_work": NOTHING, "email_other": ADDRESSES}, "email", "email_work", ["email_other"]),
    ({"Email": ["anonymous"] * 5, "Work email": ADDRESSES}, "email", "Work email", []),
    ({"User Email": SAME, "Invitee Email": ADDRESSES}, "email", "Invitee Email", []),
    ({"Name": NOTHING, "Your full name": PEOPLE}, "full_name", "Your full name", ["Name"]),
    (
        {"Name": [f"Call {n}" for n in range(5)], "Contact name": PEOPLE, "Organisation": ["Lab One GmbH"] * 5},
        "full_name",
        "Contact name",
        ["Name"],
    ),
]


@pytest.mark.parametrize(("columns", "field", "first", "also"), CASES)
def test_filled_columns_with_fitting_values_come_first(
    columns: dict[str, list[str]], field: str, first: str, also: list[str]
) -> None:
    mapped = guess_mapping(list(columns), (), list(zip(*columns.values(), strict=True)), Choices())[field]
    assert (mapped.column, list(mapped.also_names)) == (first, also)


def test_a_user_name_is_a_person_or_a_login() -> None:
    def field_of(values: list[str]) -> set[str]:
        rows = list(zip(values, ADDRESSES, strict=True))
        return set(guess_mapping(["User Name", "User Email"], (), rows, Choices()))

    assert field_of(PEOPLE) == {"full_name", "email"}
    assert field_of(["ana7", "bo_l", "cy9", "dweber", "eholm"]) == {"email"}


def test_a_lead_title_is_a_job_where_its_values_are_jobs() -> None:
    def job(values: list[str]) -> bool:
        rows = list(zip(values, PEOPLE, strict=True))
        return "job_title" in guess_mapping(["Lead - Title", "Lead Name"], (), rows, Choices())

    assert job(["Laboratory Director", "Nurse", "Procurement Manager", "Physician", "Head of Quality"])
    assert not job([f"{name.split()[1]} Clinic deal" for name in PEOPLE])


def test_the_number_of_an_attendee_is_no_phone() -> None:
    rows = [(f"1844158342{n}", name) for n, name in enumerate(PEOPLE)]
    mapping = guess_mapping(["Attendee #", "Name"], (), rows, Choices())
    assert "phone" not in mapping and mapping["identifier"].index == 0
