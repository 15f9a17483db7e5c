"""Countries, regions and postal codes."""

import pytest

from app.intake.cleaning.countries import countries, country_code, probable_country
from app.intake.cleaning.postal_codes import clean_postal_code
from app.intake.cleaning.regions import region_of
from app.language import PSEUDO, speaking

COUNTRIES = [
    ("Germany", "DE"),
    ("Deutschland", "DE"),
    ("DEU", "DE"),
    ("GER", "DE"),
    ("de", "DE"),
    ("Allemagne", "DE"),
    ("德国", "DE"),
    ("🇩🇪", "DE"),
    ("🇩🇪 Germany", "DE"),
    ("🇩🇪 France", ""),
    ("UK", "GB"),
    ("England", "GB"),
    ("Scotland", "GB"),
    ("USA", "US"),
    ("U.S.A.", "US"),
    ("EE. UU.", "US"),
    ("United States of America", "US"),
    ("アメリカ", "US"),
    ("México", "MX"),
    ("Países Bajos", "NL"),
    ("Zwitserland", "CH"),
    ("Tyskland", "DE"),
    ("Germany (DE)", "DE"),
    ("Korea, Republic of", "KR"),
    ("한국", "KR"),
    ("السويد", "SE"),
    ("السعودية", "SA"),
    ("+49", ""),
    ("Narnia", ""),
    ("", ""),
]


@pytest.mark.parametrize(("written", "iso2"), COUNTRIES)
def test_country(written: str, iso2: str) -> None:
    assert country_code(written) == iso2


def test_the_table_of_countries_is_whole() -> None:
    assert len(countries()) == 249
    assert all(len(c.iso2) == 2 and len(c.iso3) == 3 and c.name for c in countries().values())
    assert countries()["DE"].dialling_code == 49


def test_a_misspelt_country_is_named_and_not_taken() -> None:
    assert [probable_country(t) for t in ("Deutchland", "Untied States", "Narnia")] == ["Germany", "United States", ""]
    assert country_code("Deutchland") == ""


REGIONS = [
    ("TX", "US", ("US", "Texas")),
    ("TX", "", ("", "")),
    ("US-TX", "", ("US", "Texas")),
    ("Texas (TX)", "", ("US", "Texas")),
    ("Washington, DC", "US", ("US", "District of Columbia")),
    ("Georgia", "", ("", "")),
    ("Georgia", "US", ("US", "Georgia")),
    ("Québec", "CA", ("CA", "Quebec")),
    ("Bavaria", "DE", ("DE", "Bayern")),
    ("NRW", "DE", ("DE", "Nordrhein-Westfalen")),
    ("Genève", "CH", ("CH", "Genf")),
    ("MD", "ES", ("", "")),
    ("MD", "US", ("US", "Maryland")),
]


@pytest.mark.parametrize(("written", "country", "region"), REGIONS)
def test_region(written: str, country: str, region: tuple[str, str]) -> None:
    assert region_of(written, country) == region


POSTAL_CODES = [
    ("01069", "DE", "01069", False),
    ("1069", "DE", "01069", True),
    ("501", "US", "00501", True),
    ("D-01069", "DE", "01069", False),
    ("'01069", "", "01069", False),
    ("75005.0", "FR", "75005", False),
    ("1069", "", "1069", False),
    ("8001", "CH", "8001", False),
    ("SW1A 1AA", "GB", "SW1A 1AA", False),
    ("02138-1234", "US", "02138-1234", False),
    ("1,069", "", "1,069", True),
    ("1.00E+15", "DE", "1.00E+15", True),
]


@pytest.mark.parametrize(("written", "country", "code", "said"), POSTAL_CODES)
def test_postal_code(written: str, country: str, code: str, said: bool) -> None:
    cleaned, remark = clean_postal_code(written, country)
    assert (cleaned, bool(remark)) == (code, said)
    assert clean_postal_code(cleaned, country)[0] == code


def test_a_remark_on_a_postal_code_is_in_the_language_in_force() -> None:
    _, english = clean_postal_code("1,069", "")
    with speaking(PSEUDO):
        assert clean_postal_code("1,069", "")[1] not in ("", english)
