"""Names of people, as tables of cases."""

import pytest

from app.intake.cleaning.casing import cased
from app.intake.cleaning.people import clean_first, clean_last, is_no_person, joined_name, split_name
from app.intake.columns.naming import family_first

NAMES = [
    ("Ana Silva", "Ana", "Silva"),
    ("Silva, Ana", "Ana", "Silva"),
    ("Dr. med. Anna Müller", "Anna", "Müller"),
    ("Prof.Dr. Hans Meier", "Hans", "Meier"),
    ("Univ.-Prof. Dr. Dr. h.c. Hans Meier", "Hans", "Meier"),
    ("Dipl.-Ing. Hans Meier", "Hans", "Meier"),
    ("Frau Dr. Anna Müller-Berg", "Anna", "Müller-Berg"),
    ("Sra. Ana García", "Ana", "García"),
    ("Sig. Mario Rossi", "Mario", "Rossi"),
    ("Mme Marie Curie", "Marie", "Curie"),
    ("Dhr. Jan de Vries", "Jan", "de Vries"),
    ("Fru Elsa Ek", "Elsa", "Ek"),
    ("Herr Müller", "", "Müller"),
    ("Phil Collins", "Phil", "Collins"),
    ("Don Johnson", "Don", "Johnson"),
    ("Jan van der Berg", "Jan", "van der Berg"),
    ("Anna von und zu Berg", "Anna", "von und zu Berg"),
    ("Groot, Piet de", "Piet", "de Groot"),
    ("JAN 'T HART", "Jan", "'t Hart"),
    ("María José de la Cruz", "María José", "de la Cruz"),
    ("María José García López", "María José", "García López"),
    ("María de los Ángeles García", "María de los Ángeles", "García"),
    ("José Ortega y Gasset", "José", "Ortega y Gasset"),
    ("Ana Costa e Silva", "Ana", "Costa e Silva"),
    ("João Silva Filho", "João", "Silva Filho"),
    ("ANNA-MARIA BERG", "Anna-Maria", "Berg"),
    ("J.R. EWING", "J.R.", "Ewing"),
    ("JANSSENS Jan (EXT)", "Jan", "Janssens"),
    ("VAN DER BERG Jan", "Jan", "van der Berg"),
    ("Jean Pierre DUPONT", "Jean Pierre", "Dupont"),
    ("Smith JB", "JB", "Smith"),
    ("Bao NGO", "Bao", "Ngo"),
    ("Ana Silva, MD, PhD", "Ana", "Silva"),
    ("Anna Berg, RN, BSN", "Anna", "Berg"),
    ("Lea Ann Smith MT(ASCP)", "Lea Ann", "Smith"),
    ("Smith, John, MD", "John", "Smith"),
    ("Jack Ma", "Jack", "Ma"),
    ("JACK MA", "Jack", "Ma"),
    ("Kim Do", "Kim", "Do"),
    ("John Q. Public III", "John Q.", "Public"),
    ("Smith Jr., John", "John", "Smith"),
    ('Robert "Bob" Smith', "Robert", "Smith"),
    ("Anna Berg (she/her)", "Anna", "Berg"),
    ("Sean O'Brien", "Sean", "O'Brien"),
    ("Mary-Anne O'Shea-Smith", "Mary-Anne", "O'Shea-Smith"),
    ("İBRAHİM ŞAHİN", "İbrahim", "Şahin"),
    ("محمد بن سلمان", "محمد", "بن سلمان"),
    ("Kovács János", "János", "Kovács"),
    ("Nguyen Van Anh", "Van Anh", "Nguyen"),
    ("Иванов Иван Иванович", "Иван Иванович", "Иванов"),
    ("田中 太郎", "太郎", "田中"),
    ("田中太郎", "太郎", "田中"),
    ("王小明", "小明", "王"),
    ("김민준", "민준", "김"),
    ("山田様", "", "山田"),
    ("ジョン・スミス", "ジョン", "スミス"),
    ("Dr. Chen Wei 陈伟", "Chen", "Wei"),
    ("Alice", "Alice", ""),
    ("Sarah ✨", "Sarah", ""),
    ("12345", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("written", "first", "last"), NAMES)
def test_name(written: str, first: str, last: str) -> None:
    name = split_name(written)
    assert (name.first, name.last) == (first, last)


BESIDE = [
    ("Ana Silva (Hospital Beispiel)", ("Hospital Beispiel",)),
    ("Ana Silva - Lab GmbH", ("Lab GmbH",)),
    ("Ana Silva | Labor", ("Labor",)),
    ("Berg, Anna, Lab Manager", ("Lab Manager",)),
    ("Robert (Bob) Smith", ("Bob",)),
    ("Anna Berg (she/her)", ()),
]


@pytest.mark.parametrize(("written", "beside"), BESIDE)
def test_what_stands_beside_a_name_is_kept(written: str, beside: tuple[str, ...]) -> None:
    assert split_name(written).beside == beside


REMARKED = [
    ("Anna & Bo Berg", "two persons"),
    ("Anna Berg and Bo Dahl", "two persons"),
    ("test test", "trial entry"),
    ("asdf", "trial entry"),
    ("Anna's iPhone", "device"),
    ("ana@lab.example", "in place of the name"),
    ("Mickey Mouse", ""),
    ("Ana Silva <ana@lab.example>", ""),
]


@pytest.mark.parametrize(("written", "said"), REMARKED)
def test_a_doubtful_name_is_said(written: str, said: str) -> None:
    remark = split_name(written).remark
    assert said in remark
    assert bool(said) == bool(remark)


def test_two_persons_share_a_family_name_or_have_none_of_their_own() -> None:
    shared, apart = split_name("Anna & Bo Berg"), split_name("Anna Berg and Bo Dahl")
    assert (shared.first, shared.last) == ("Anna & Bo", "Berg")
    assert (apart.first, apart.last, apart.full) == ("", "", "Anna Berg and Bo Dahl")


def test_an_address_in_the_place_of_a_name_is_handed_on() -> None:
    assert split_name("ana@lab.example").email == "ana@lab.example"
    both = split_name("Ana Silva <ana@lab.example>")
    assert (both.full, both.email) == ("Ana Silva", "ana@lab.example")


def test_a_column_may_hold_the_family_name_first() -> None:
    assert (split_name("Rossi Mario", True).first, split_name("De Luca Anna", True).last) == ("Mario", "De Luca")
    headers = ("Cognome e Nome", "Name, Vorname", "Last Name, First Name", "Nom Prénom", "Vorname Name", "Full Name")
    assert [family_first(header) for header in headers] == [True, True, True, True, False, False]


CASED = [
    ("MCDONALD", "McDonald"),
    ("MACDONALD", "Macdonald"),
    ("o'brien", "O'Brien"),
    ("D'ANGELO", "D'Angelo"),
    ("deGroot", "deGroot"),
    ("JO", "JO"),
    ("anna van der berg", "Anna van der Berg"),
    ("JOHN SMITH III", "John Smith III"),
    ("ÉLODIE GRÜN", "Élodie Grün"),
]


@pytest.mark.parametrize(("written", "cased_once"), CASED)
def test_case_is_touched_only_where_it_says_nothing(written: str, cased_once: str) -> None:
    assert cased(written) == cased_once == cased(cased_once)


def test_parts_of_their_own_columns_lose_titles_and_degrees() -> None:
    assert [clean_first(t) for t in ("Dr. Anna", "ANNA MARIA", "J.", "Anna 🌸")] == ["Anna", "Anna Maria", "J.", "Anna"]
    assert [clean_last(t) for t in ("Berg, MD", "van der Berg", "Null", "n/a")] == ["Berg", "van der Berg", "Null", ""]
    assert [joined_name("太郎", "田中"), joined_name("Ana", "Silva")] == ["田中 太郎", "Ana Silva"]


def test_a_caller_is_no_person() -> None:
    for name in ("call-in user_2", "+49 170 5550101", "Guest", "iPad (2)", "Zoom User 3", "Anonymous Attendee"):
        assert is_no_person(name), name
    assert not is_no_person("Guest Star")
