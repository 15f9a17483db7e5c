"""Names of columns are compared without accents, in whatever way a letter carries them."""

import pytest

from app.intake.words import compact, fold, plain


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Société", "societe"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Søren Łukasz", "soren lukasz"),
        ("Ǿre", "ore"),  # a letter that no accent makes, with an accent
        ("Ǽsir", "aesir"),
        ("so\u00adft", "soft"),
        ("Имя", "имя"),
    ],
)
def test_letters_are_told_without_their_accents(written: str, compared: str) -> None:
    assert plain(written) == compared
    assert plain(compared) == compared


def test_a_name_of_a_column_is_its_words() -> None:
    assert fold("  E-Mail_Adresse (privé)") == "email adresse prive"
    assert compact("FirstName") == compact("first_name") == "firstname"
