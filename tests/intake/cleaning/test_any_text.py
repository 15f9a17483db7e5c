"""Any text at all: no cleaner stumbles, and what is clean stays as it is."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.intake.choices import DateOrder
from app.intake.cleaning.casing import cased
from app.intake.cleaning.companies import clean_company, is_no_company
from app.intake.cleaning.consents import clean_consent
from app.intake.cleaning.countries import country_code, probable_country
from app.intake.cleaning.dates import clean_date
from app.intake.cleaning.emails import check_email
from app.intake.cleaning.mojibake import undamaged
from app.intake.cleaning.people import clean_first, clean_last, is_no_person, split_name
from app.intake.cleaning.phones import clean_phone
from app.intake.cleaning.postal_codes import clean_postal_code
from app.intake.cleaning.regions import region_of
from app.intake.cleaning.text import code, meant, one_line, several_lines
from app.intake.cleaning.vocabularies import Words
from app.intake.cleaning.websites import clean_domain

PIECES = [
    "Ana", "Müller", "VAN", "der", "Dr.", "MD", "Jr.", "&", "and", ",", ", ", "(", ")", '"', "'", "-", "@", ".",
    "..", "lab.example", "gmail.con", "mailto:", "<", ">", ";", ":::", "+49", "0049", "(0)", "351", "555-0101",
    "ext.", "x12", "1E+11", "=", "p:", "fax:", "2026", "-05-", "28", "/", "5", "26", "May", "年", "月", "日",
    "T19:01", "Z", "GMT+2", "pm", "午後", "田中", "太郎", "김", "محمد", "İ", "ß", "ǆ", "ﬁ", "🇩🇪",
    "\U0001f469\u200d\u2695\ufe0f", "\u200b", "\xa0", "\u0307", "\n", "\x00", "[{", '"value":', "}]", "GmbH",
    "n/a", "None", "1069", "Ã©", " ", "  ",
]  # fmt: skip
written = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join),
)
many = settings(max_examples=60, deadline=None)

SAME_TWICE: list[Callable[[str], str]] = [
    cased,
    clean_first,
    clean_last,
    clean_company,
    clean_domain,
    country_code,
    meant,
    one_line,
    several_lines,
    code,
    lambda text: check_email(text).address,
    lambda text: clean_date(text, "dmy")[0],
    lambda text: clean_phone(text, "DE").number if clean_phone(text, "DE").valid else "",
    lambda text: clean_postal_code(text, "DE")[0],
]


@pytest.mark.parametrize("clean", SAME_TWICE, ids=range(len(SAME_TWICE)))
def test_what_is_clean_stays_as_it_is(clean: Callable[[str], str]) -> None:
    @many
    @given(written)
    @example("ß [aa")  # a letter that has no large form of one letter
    @example(".,")  # without the comma a word for nothing, as is the next
    @example("n/a,")
    def once_is_enough(text: str) -> None:
        assert clean(clean(text)) == clean(text)

    once_is_enough()


@many
@given(
    written,
    st.sampled_from(["", "DE", "US", "CH", "CA", "Narnia"]),
    st.sampled_from(["Newsletter", "DNC", "", "Opt-out SMS"]),
)
def test_no_text_is_too_odd(text: str, country: str, header: str) -> None:
    for family_first in (False, True):
        person = split_name(text, family_first)
        assert not (person.first or person.last) or person.full
    (
        clean_first(text),
        clean_last(text),
        is_no_person(text),
        is_no_company(text),
        undamaged(text),
        probable_country(text),
    )
    region_of(text, country), clean_postal_code(text, country), clean_consent(header, text)
    orders: tuple[DateOrder | None, ...] = (None, "dmy", "mdy", "ymd")
    for order in orders:
        held, remark = clean_date(text, order, epoch_1904=bool(header))
        assert not held or held[:4].isdigit()
        assert held or remark or len(text.strip()) < 30
    phone = clean_phone(text, country if len(country) == 2 else "")
    assert phone.number or phone.remark or phone.fax or not any(map(str.isdecimal, text))


@dataclass(frozen=True)
class Entry:
    id: str
    label: str
    synonyms: tuple[str, ...]


@many
@given(written, st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_any_vocabulary_takes_any_text(text: str, synonyms: list[str]) -> None:
    said = Words([Entry("one", "One", tuple(synonyms))]).meant(text)
    assert said.known == (said.id == "one")
