"""E-mail addresses, as tables of cases."""

import pytest

from app.intake.cleaning.emails import check_email, domain_of
from app.intake.cleaning.mail_domains import another_owner

EMAILS = [
    ("Ana@Lab.Example ", "ana@lab.example", "personal"),
    ("Name <name@lab.example>", "name@lab.example", "personal"),
    ("mailto:m@lab.example", "m@lab.example", "personal"),
    ("o'brien@lab.example", "o'brien@lab.example", "personal"),
    ("ana＠lab．example", "ana@lab.example", "personal"),
    ("ana @ lab.example", "ana@lab.example", "personal"),
    ("ana@lab.example.", "ana@lab.example", "personal"),
    ("ana@lab.example (private)", "ana@lab.example", "personal"),
    ('"quoted local"@lab.example', '"quoted local"@lab.example', "personal"),
    ("user@xn--labr-6qa.example", "user@laöbr.example", "personal"),
    ("info@lab.example", "info@lab.example", "role"),
    ("no-reply@lab.example", "no-reply@lab.example", "role"),
    ("praxis.mueller@lab.example", "praxis.mueller@lab.example", "role"),
    ("segreteria@lab.example", "segreteria@lab.example", "role"),
    ("accueil@lab.example", "accueil@lab.example", "role"),
    ("inkoop@lab.example", "inkoop@lab.example", "role"),
    ("berlin-office@lab.example", "berlin-office@lab.example", "role"),
    ("info2@lab.example", "info2@lab.example", "role"),
    ("anna.post@lab.example", "anna.post@lab.example", "personal"),
    ("ana@gmail.com", "ana@gmail.com", "free"),
    ("ana@mailinator.com", "ana@mailinator.com", "disposable"),
    ("ana@lab.example\u200b", "ana@lab.example", "personal"),
    ("a@lab.example; b@lab.example", "a@lab.example", "personal"),
    ("Ana <a@lab.example>; Bo <b@lab.example>", "a@lab.example", "personal"),
    ('[{"label": "work", "value": "a@lab.example"}]', "a@lab.example", "personal"),
    ("a@b", "", ""),
    ("n/a", "", ""),
    ("a***@lab.example", "", ""),
    ("x" * 65 + "@lab.example", "", ""),
    ("/o=Exchange/cn=Recipients/cn=ana", "", ""),
    ("EX:/O=LAB/OU=FIRST/CN=RECIPIENTS/CN=ANA", "", ""),
]


@pytest.mark.parametrize(("written", "address", "kind"), EMAILS)
def test_email(written: str, address: str, kind: str) -> None:
    email = check_email(written)
    assert (email.address, email.kind) == (address, kind)
    assert address or email.remark


MEANT = [
    ("ana@gmial.com", "ana@gmial.com", "ana@gmail.com"),
    ("ana@gmsil.com", "ana@gmsil.com", "ana@gmail.com"),
    ("ana@hotmail.cmo", "ana@hotmail.cmo", "ana@hotmail.com"),
    ("ana@klinik.con", "ana@klinik.con", "ana@klinik.com"),
    ("ana@mail.com", "ana@mail.com", ""),
    ("ana@lab.co", "ana@lab.co", ""),
    ("ana[at]lab.example", "", "ana@lab.example"),
    ("ana (at) lab (punkt) example", "", "ana@lab.example"),
    ("ana at lab dot example", "", "ana@lab.example"),
    ("ana@lab,example", "", "ana@lab.example"),
    ("two@@lab.example", "", "two@lab.example"),
    ("x@lab..example", "", "x@lab.example"),
    ("meet at the lab", "", ""),
]


@pytest.mark.parametrize(("written", "address", "meant"), MEANT)
def test_what_is_misspelt_is_proposed_and_not_changed(written: str, address: str, meant: str) -> None:
    email = check_email(written)
    assert (email.address, email.suggestion) == (address, meant)
    assert meant.rpartition("@")[2] in email.remark


def test_one_cell_with_address_and_phone() -> None:
    email = check_email("raj@agency.example / 9876501234")
    assert (email.address, email.rest) == ("raj@agency.example", "9876501234")


def test_several_addresses_are_kept() -> None:
    assert check_email("a@lab.example b@lab.example;c@lab.example").others == ("b@lab.example", "c@lab.example")


@pytest.mark.parametrize("written", ["test@test.com", "noemail@lab.example", "аna@lab.example", "ana@mailinator.com"])
def test_a_doubtful_address_is_said(written: str) -> None:
    email = check_email(written)
    assert email.address == written and email.remark


def test_the_domain_of_an_organisation() -> None:
    written = ("ana@lab.example", "ana@gmail.com", "ana@gmial.com", "ana@mailinator.com")
    assert [domain_of(address) for address in written] == ["lab.example", "", "", ""]


OWNERS = [
    ("roche.com", "roche.co.uk", False),
    ("siemens-healthineers.com", "siemens.com", False),
    ("mail.uk-bonn.de", "ukbonn.de", False),
    ("leeds.lab.example", "lab.example", False),
    ("lab-one.example", "klinik.example", True),
    ("a.co.uk", "b.co.uk", True),
]


@pytest.mark.parametrize(("one", "other", "apart"), OWNERS)
def test_domains_of_one_owner(one: str, other: str, apart: bool) -> None:
    assert another_owner(one, other) is apart
