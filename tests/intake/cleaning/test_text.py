"""Text, codes and websites."""

from app.intake.cleaning.mojibake import undamaged
from app.intake.cleaning.text import code, meant
from app.intake.cleaning.websites import clean_domain


def test_text_that_means_nothing_and_codes() -> None:
    assert [meant(t) for t in (" n/a ", "-", "Lab\nOne", "  a  b ")] == ["", "", "Lab One", "a b"]
    assert [code(t) for t in ("'01069", "01069", "75005.0", '="00501"')] == ["01069", "01069", "75005", "00501"]
    assert clean_domain("https://www.Lab.example/de?x=1") == "lab.example"


def test_a_page_on_a_host_that_many_share_is_no_domain_of_theirs() -> None:
    pages = ("https://www.facebook.com/lab", "de.linkedin.com/company/lab", "gmail.com", "lab.wixsite.com")
    assert [clean_domain(page) for page in pages] == ["", "", "", "lab.wixsite.com"]


def test_damaged_text_is_seen() -> None:
    written = ("JosÃ© PeÃ±a", "KÃ¶ln", "José Peña", "SÃO PAULO", "Ångström", "plain")
    assert [undamaged(text) for text in written] == ["José Peña", "Köln", "", "", "", ""]
