"""Phone numbers, as tables of cases."""

import pytest

from app.intake.cleaning.phone_plans import region_of_code
from app.intake.cleaning.phones import clean_phone
from app.language import PSEUDO, speaking

PHONES = [
    ("+49 351 555 0101", "", "+493515550101"),
    ("+49 (0)351 5550101", "", "+493515550101"),
    ("0351/555 01 03", "DE", "+493515550103"),
    ("0044 113 496 0000", "", "+441134960000"),
    ("011 49 351 5550101", "US", "+493515550101"),
    ("011-49-351-5550101", "", "+493515550101"),
    ("011 2345 6789", "IN", "+911123456789"),
    ("'+91 98765 43210", "", "+919876543210"),
    ("p:+1 512 555 0199", "", "+15125550199"),
    ('="+493515550101"', "", "+493515550101"),
    ("=+493515550101", "", "+493515550101"),
    ("(415) 293-3313", "US", "+14152933313"),
    ("447701234567.0", "GB", "+447701234567"),
    ("＋４９ ３５１ ５５５０１０１", "", "+493515550101"),
    ("1-800-FLOWERS", "US", "+18003569377"),
    ("Tel. 0351 5550101", "DE", "+493515550101"),
    ("Mobil: 0170 1234567", "DE", "+491701234567"),
    ("+1 512 555 0199 ext. 12", "", "+15125550199 x12"),
    ("+1 512-555-0199 x12", "", "+15125550199 x12"),
    ("+1 555 010 0199 (mobile)", "", "+15550100199"),
    ("+60 12-345 6789 ::: 04-1234567", "MY", "+60123456789"),
    ('[{"label": "work", "value": "+493515550101"}]', "", "+493515550101"),
]


@pytest.mark.parametrize(("written", "region", "number"), PHONES)
def test_phone(written: str, region: str, number: str) -> None:
    phone = clean_phone(written, region)
    assert (phone.number, phone.valid, phone.remark) == (number, True, "")


KEPT = [
    ("5550700", "", "no country code"),
    ("0351 5550101", "", "no country code"),
    ("4.47701E+11", "GB", "cut off digits"),
    ("-447701234567", "GB", "plus sign"),
    ("+49 1", "", "is no phone number"),
    ("+49 351 55501015550101555", "", "is no phone number"),
    ("000000", "DE", "is no phone number"),
]


@pytest.mark.parametrize(("written", "region", "said"), KEPT)
def test_a_number_that_cannot_be_had_stays_as_written(written: str, region: str, said: str) -> None:
    phone = clean_phone(written, region)
    assert (phone.number, phone.valid) == (written, False)
    assert said in phone.remark


def test_words_are_no_number() -> None:
    assert clean_phone("call me", "DE").number == "" and clean_phone("call me", "DE").remark
    assert [clean_phone(text).remark for text in ("", "-", "--")] == ["", "", ""]


def test_a_remark_is_in_the_language_in_force_though_cells_are_remembered() -> None:
    english = clean_phone("ring me", "DE").remark
    with speaking(PSEUDO):
        assert clean_phone("ring me", "DE").remark not in ("", english)
    assert clean_phone("ring me", "DE").remark == english


SEVERAL = [
    ("+49 351 5550101; +49 170 1234567", ("+491701234567",)),
    ("+49 351 5550101 +49 170 1234567", ("+491701234567",)),
    ("+49 351 5550101 / 0170 1234567", ("+491701234567",)),
    ("Tel: 0351 5550101 Mobil: 0170 1234567", ("+491701234567",)),
    ("0351 5550101 oder 0170 1234567", ("+491701234567",)),
]


@pytest.mark.parametrize(("written", "others"), SEVERAL)
def test_several_numbers_in_a_cell(written: str, others: tuple[str, ...]) -> None:
    phone = clean_phone(written, "DE")
    assert (phone.number, phone.others) == ("+493515550101", others)


def test_a_fax_is_no_phone() -> None:
    both = clean_phone("Tel: 0351 5550101 Fax: 0351 5550102", "DE")
    assert (both.number, both.others, both.fax) == ("+493515550101", (), ("Fax: 0351 5550102",))
    assert clean_phone("Fax 0351 5550102", "DE").number == ""


def test_the_country_of_a_dialling_code() -> None:
    assert [region_of_code(code) for code in ("+49", "0049", "91", "1", "+", "abc", "999")] == [
        "DE", "DE", "IN", "US", "", "", "",
    ]  # fmt: skip
