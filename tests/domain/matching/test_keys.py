"""Exact keys of people and accounts, and what a hit is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.matching import (
    Index,
    Key,
    account_keys,
    account_name_key,
    email_domain,
    email_key,
    find,
    fold,
    name_key,
    person_keys,
    phone_key,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  Ada   BERG ", "ada berg"),
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("Straße", "strasse"),
        ("José Ångström", "jose angstrom"),
        ("Søren Łukasiewicz", "soren lukasiewicz"),
        ("O'Neill, Pat.", "o neill pat"),
        ("ada_berg/lab", "ada berg lab"),
        ("ﬁne Ｗide", "fine wide"),
        ("Ada\u00adBerg", "adaberg"),  # a soft hyphen is not seen
        ("北京 医院", "北京 医院"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("email", "key"),
    [
        (" Ada.Berg@Northgate.EXAMPLE ", "ada.berg@northgate.example"),
        ("<ada@northgate.example>", "ada@northgate.example"),
        ("mailto:ada@northgate.example", "ada@northgate.example"),
        ("ada@gmail.com", "ada@gmail.com"),
        ("info@northgate.example", ""),
        ("front-desk@northgate.example", ""),
        ("no-reply@northgate.example", ""),
        ("ada@northgate", ""),
        ("ada at northgate.example", ""),
        ("@northgate.example", ""),
        ("", ""),
    ],
)
def test_email_key(email, key):
    assert email_key(email) == key


@pytest.mark.parametrize(
    ("phone", "key"),
    [
        ("+1 (212) 555-0147", "12125550147"),
        ("001 212 555 0147", "12125550147"),
        ("212.555.0147 ext. 12", "2125550147"),
        ("212 555 0147 x5", "2125550147"),
        ("212 555 0147x1234", "2125550147"),
        ("12345", ""),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_phone_key(phone, key):
    assert phone_key(phone) == key


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [("Ada", "Berg", "ada berg"), ("Berg", "Ada", "ada berg"), ("Ada", "", ""), ("", "Berg", ""), ("", "", "")],
)
def test_name_key(first, last, key):
    assert name_key(first, last) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Northgate Diagnostics, Inc.", "northgate diagnostics"),
        ("The Northgate Clinic LLC", "northgate clinic"),
        ("Nordtor Labor GmbH & Co. KG", "nordtor labor"),
        ("Laboratoire du Nord S.A.", "laboratoire du nord"),
        ("Berg & Sons Ltd", "berg and sons"),
        ("Company", "company"),
        ("B. Braun", "b braun"),
        ("", ""),
    ],
)
def test_account_name_key(name, key):
    assert account_name_key(name) == key


def test_person_keys_come_strongest_first():
    keys = person_keys("Ada", "Berg", "ada@northgate.example", "+1 212 555 0147", "Northgate Labs")
    assert keys == (
        Key("email", "ada@northgate.example"),
        Key("name+phone", "ada berg|12125550147"),
        Key("name+account", "ada berg|northgate labs"),
        Key("name+account", "ada berg|northgate example"),
        Key("phone", "12125550147"),
    )


def test_a_role_address_and_free_mail_are_no_keys():
    assert person_keys("Ada", "Berg", "info@northgate.example") == (Key("name+account", "ada berg|northgate example"),)
    assert person_keys("Ada", "Berg", "office@gmail.com") == (Key("all that is known", "office@gmail.com|ada berg|"),)
    assert person_keys("", "", "ada@gmail.com") == (Key("email", "ada@gmail.com"),)
    assert email_domain("ada@gmail.com") == ""
    assert account_keys("", "gmail.com") == ()


def test_account_keys():
    keys = account_keys("Northgate Diagnostics Inc", "https://www.Northgate.example/contact", "NPI 12-34")
    assert keys == (
        Key("identifier", "npi1234"),
        Key("domain", "northgate.example"),
        Key("account name", "northgate diagnostics"),
    )
    assert account_keys("Northgate e.V.", strip_legal_form=lambda name: name.split()[0]) == (
        Key("account name", "northgate"),
    )


def _index(*noted: tuple[int, tuple[Key, ...]]) -> Index:
    index = Index()
    for id, keys in noted:
        index.add(keys, id)
    return index


BERG = _index((1, person_keys("Ada", "Berg", "ada@northgate.example", "+1 212 555 0147", "northgate.example")))


@pytest.mark.parametrize(
    ("person", "sure", "why"),
    [
        (("A.", "B.", "ADA@northgate.example"), True, "same e-mail address"),
        (("Ada", "Berg", "", "001 (212) 555 0147"), True, "same name and phone number"),
        (("Ada", "Berg", "a.berg@northgate.example"), False, "same name at the same organisation"),
        (("Bea", "Carl", "", "+1 212 555 0147"), False, "same phone number under another name"),
    ],
)
def test_what_a_hit_is_worth(person, sure, why):
    found = find(person_keys(*person), BERG)
    assert found and (found.id, found.sure) == (1, sure)
    assert found.why.startswith(why)


def test_nobody_is_found_by_nothing():
    assert find(person_keys("Bea", "Carl", "bea@northgate.example"), BERG) is None
    assert find((), BERG) is None


def test_a_key_stays_with_whom_it_was_noted_for_first():
    index = _index((1, (Key("email", "a"), Key("phone", "b"))), (2, (Key("phone", "b"), Key("phone", "a"))))
    assert [index.get(Key("phone", value)) for value in "abc"] == [2, 1, None]
    assert index.hits((Key("email", "a"), Key("email", "b"))) == [(Key("email", "a"), 1)]


def test_keys_that_disagree_leave_it_doubtful():
    index = _index((1, (Key("email", "ada@northgate.example"),)), (2, (Key("name+phone", "ada berg|12125550147"),)))
    found = find(person_keys("Ada", "Berg", "ada@northgate.example", "+12125550147"), index)
    assert found and (found.id, found.sure) == (1, False)
    assert found.why == "same e-mail address, but the same name and phone number as somebody else"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_the_order_of_names_makes_no_difference(first, last):
    assert name_key(first, last) == name_key(last, first)


@given(st.text(max_size=30), st.text(max_size=30), st.emails(), st.text(max_size=20), st.text(max_size=20))
def test_a_person_is_always_found_by_their_own_keys(first, last, email, phone, account):
    keys = person_keys(first, last, email, phone, account)
    assert len(set(keys)) == len(keys)
    found = find(keys, _index((7, keys)))
    assert found.id == 7 if keys else found is None


def test_why_two_bare_names_are_one_is_a_sentence_anybody_understands():
    index = Index()
    index.add(person_keys("", "", full="Reception"), 7)
    match = find(person_keys("", "", full="reception"), index)
    assert match is not None
    assert (match.sure, match.why) == (True, "all that is known of both is the same")
