"""Names of organisations."""

import pytest

from app.domain.matching import account_name_key
from app.intake.cleaning.companies import clean_company, is_no_company

COMPANIES = [
    ("Beispiel-Klinik gGmbH", "Beispiel Klinik"),
    ("Acme, Inc.", "ACME"),
    ("The Lab Group Ltd", "lab group"),
    ("Labo Exemple S.A.R.L.", "LABO EXEMPLE"),
    ("Müller & Söhne GmbH & Co. KG", "Muller and Sohne"),
    ("Pulmo Diagnostics Pvt. Ltd.", "Pulmo Diagnostics"),
    ("Laboratorio Ejemplo S.L.U.", "Laboratorio Ejemplo"),
    ("Laboratório Exemplo Ltda.", "Laboratorio Exemplo"),
    ("Przykład Lab sp. z o.o.", "Przykład Lab sp. z o.o."),
]


@pytest.mark.parametrize(("one", "other"), COMPANIES)
def test_legal_forms_stay_in_the_name_and_do_not_keep_companies_apart(one: str, other: str) -> None:
    assert account_name_key(one) == account_name_key(other)
    assert clean_company(one) == one.rstrip(",")


def test_signs_around_a_name_go() -> None:
    written = ("Acme®", '"Acme, Inc."', "c/o Beispiel GmbH", "Cyberdyne\nInc.", "  ACME  LABS ", "n/a", "-")
    assert [clean_company(text) for text in written] == [
        "Acme", "Acme, Inc.", "Beispiel GmbH", "Cyberdyne Inc.", "ACME LABS", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["self-employed", "Privat", "Freiberufler", "indépendant", "(private)", "zzp", "---"]
)
def test_who_has_no_organisation(written: str) -> None:
    assert is_no_company(written)


def test_organisations_with_such_words_are_organisations() -> None:
    assert not any(
        map(is_no_company, ("Private Clinic Ltd", "Self Health Inc.", "Privatpraxis Berg", "Student Health"))
    )
