"""Phone numbers to E.164 where the country is known; what is damaged or has no country stays as written."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.intake.cleaning.text import one_line

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_MARK = re.compile(
    r"^(?:'|=\")?\s*(?:(?:tel|telefon|phone|ph|mob|mobile|mobil|cell|fon|p|t|m)\s*[.:]\s*)?", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*(?:;|\||:::|\n|\s/\s|\bor\b|\boder\b|,(?=\s*[+(0]))\s*")
_SCIENTIFIC = re.compile(r"[-+]?\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_FAST = re.compile(r"\+[0-9\s().\-/–]+")
_PLAIN = re.compile(r"\+?[0-9 ().\-]{7,24}")
_WITHOUT_MARKS = {ord(mark): None for mark in "+ ().-/–\t\u00a0\u2009\u202f"}
_LABEL = re.compile(r"\s*\((?:mobile|mobil|cell|work|home|office|direct|fax|m|o|h|w)\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """One cell: `number` in E.164, or as written with a remark where that cannot be had."""

    number: str = ""
    remark: str = ""
    others: tuple[str, ...] = ()
    valid: bool = False


@lru_cache(maxsize=200_000)
def clean_phone(text: str, region: str = "") -> Phone:
    """Read one cell; `region` is the two-letter country for numbers without a country code, empty if unknown."""
    plain = _PLAIN.fullmatch(text) is not None
    if plain and (fast := _international(text) if text[0] == "+" else _national(text, region)):
        return Phone(fast, valid=True)
    cell = one_line(text)
    if not cell or cell in ("-", "--") or not any(c.isdigit() for c in cell):
        return Phone(remark=f"“{cell}” is no phone number" if cell.strip("-") else "")
    if _SCIENTIFIC.fullmatch(cell):
        return Phone(cell, "a spreadsheet program has cut off digits of this phone number")
    if cell[0] in "[{" and (listed := _from_json(cell)):
        parts = listed
    else:
        parts = [part for part in _SPLIT.split(cell) if any(c.isdigit() for c in part)]
    read = [_one(part, region) for part in parts[:6]]
    if not read:
        return Phone(cell, f"“{cell}” is no phone number")
    first, *others = read
    return Phone(first.number, first.remark, tuple(other.number for other in others if other.number), first.valid)


def _from_json(cell: str) -> list[str]:
    try:
        said = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    entries = said if isinstance(said, list) else [said]
    values = [entry.get("value") or entry.get("number") if isinstance(entry, dict) else entry for entry in entries]
    return [str(value) for value in values if isinstance(value, str | int)]


def _one(part: str, region: str) -> Phone:
    written = _LABEL.sub("", _MARK.sub("", part.strip())).strip().strip('"')
    if written.endswith(".0") and written[:-2].lstrip("+-").isdigit():
        written = written[:-2]
    if not written:
        return Phone()
    minus = re.fullmatch(r"-(\d{8,15})", written)
    if minus:  # Excel took the plus for a sign: -447701234567
        return Phone(written, "the number has lost its plus sign to a spreadsheet program", valid=False)
    if written.startswith("00") and len(written) > 9:
        written = "+" + written[2:]
    if written[0] == "＋":
        written = "+" + written[1:]
    if _FAST.fullmatch(written) and (fast := _international(written)):
        return Phone(fast, valid=True)
    return _parsed(written, region)


@lru_cache(maxsize=1)
def _lengths() -> dict[str, frozenset[int]]:
    """Dialling code -> lengths its national numbers can have."""
    import phonenumbers

    lengths: dict[str, frozenset[int]] = {}
    for dialling_code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        held: set[int] = set()
        for region in regions:
            metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
            if metadata is not None and metadata.general_desc is not None:
                held.update(metadata.general_desc.possible_length or ())
        lengths[str(dialling_code)] = frozenset(held)
    return lengths


def _international(written: str) -> str:
    """A number with its country code in plain digits needs no parser: only its length is held against the country."""
    digits = written.translate(_WITHOUT_MARKS)
    if not digits.isdigit():
        return ""
    for size in (1, 2, 3):
        lengths = _lengths().get(digits[:size])
        if lengths and len(digits) > size:
            national = digits[size:]
            return "+" + digits if len(national) in lengths and national[0] != "0" else ""
    return ""


@lru_cache(maxsize=512)
def _plan(region: str) -> tuple[str, str, frozenset[int]] | None:
    """Dialling code, trunk prefix and lengths of a country whose numbers need no rules to be read; else None."""
    import phonenumbers

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None) if region else None
    if metadata is None or metadata.national_prefix_transform_rule or metadata.general_desc is None:
        return None
    prefix = metadata.national_prefix or ""
    if metadata.national_prefix_for_parsing not in (None, prefix):
        return None
    return str(metadata.country_code), prefix, frozenset(metadata.general_desc.possible_length or ())


def _national(written: str, region: str) -> str:
    """A number without country code, where the country's plan is only a trunk prefix and a length."""
    plan = _plan(region)
    if plan is None or written[0] not in "(0123456789":
        return ""
    code, prefix, lengths = plan
    digits = written.translate(_WITHOUT_MARKS)
    if not digits.isdigit() or digits.startswith(("00", "011", code)):
        return ""
    national = digits[len(prefix) :] if prefix and digits.startswith(prefix) else digits
    return f"+{code}{national}" if len(national) in lengths and national[0] != "0" else ""


def _parsed(written: str, region: str) -> Phone:
    import phonenumbers

    try:
        number = phonenumbers.parse(written, region or None)
    except phonenumbers.NumberParseException:
        return Phone(written, _why_not(written, region))
    if not phonenumbers.is_possible_number(number):
        return Phone(written, f"“{written}” has too few or too many digits for a phone number")
    return Phone(_e164(number), valid=True)


def _e164(number: "PhoneNumber") -> str:
    import phonenumbers

    text = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return f"{text} x{number.extension}" if number.extension else text


def _why_not(written: str, region: str) -> str:
    if not region and not written.startswith("+"):
        return "the phone number has no country code and the row no country"
    return f"“{written}” is no phone number"
