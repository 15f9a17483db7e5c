"""Postal codes: text, not numbers. A zero that a spreadsheet lost is put back where the country's codes prove it."""

import re

from app.intake.cleaning.text import code
from app.intake.cleaning.word_lists import word_lists
from app.language import kept_as_spoken, tr

_PREFIXED = re.compile(r"([A-Za-z]{1,3})\s?-\s?(\d{4,6})")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_MISSING = 2  # zeros at most: 00501 loses two; what is shorter still is something else


@kept_as_spoken(65_536)
def clean_postal_code(text: str, country: str = "") -> tuple[str, str]:
    """The code, and a remark where it was mended or is damaged."""
    written = code(text)
    digits = word_lists("postal_codes")["digits"].get(country, 0)
    if len(written) == digits and written.isdigit():
        return written, ""
    if (found := _PREFIXED.fullmatch(written)) and word_lists("postal_codes")["prefixes"].get(
        found[1].upper()
    ) == country:
        return found[2], ""
    if _SCIENTIFIC.fullmatch(written):
        return written, tr("a spreadsheet program has cut off digits of the postal code")
    if re.fullmatch(r"\d{1,2}[.,]\d{3}", written):
        return written, tr(
            "“{code}” is a number; as a postal code it has lost its form in a spreadsheet program", code=written
        )
    if digits and written.isascii() and written.isdigit() and digits - _MISSING <= len(written) < digits:
        whole = written.zfill(digits)
        return whole, tr(
            "the postal code “{code}” has lost a zero to a spreadsheet program; it is read as “{whole}”",
            code=written,
            whole=whole,
        )
    return written, ""
