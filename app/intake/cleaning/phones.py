"""Phone numbers to E.164 where the country is known; what is damaged or has no country stays as written."""

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.intake.cleaning.phone_plans import international, national, too_short
from app.intake.cleaning.text import one_line
from app.language import kept_as_spoken, later, tr

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_LABELS = (
    "tel|telefon|telefono|teléfono|telefone|telefoon|téléphone|telephone|phone|ph|fon|handy|gsm|mob|mobile|mobil|movil"
    "|móvil|cell|cel|celular|office|work|home|direct|p|t|m"
)
_FAX_LABELS = "telefax|fax|telecopie|télécopie"
_MARK = re.compile(rf"^(?:'|=\"|=)?\s*(?:(?:{_LABELS})(?:\s*[.:]+\s*|\s+(?=[+(\d])))?", re.IGNORECASE)
_FAX = re.compile(rf"^(?:(?:{_FAX_LABELS})\b|f\s*[.:])|\((?:{_FAX_LABELS}|f)\)\s*$", re.IGNORECASE)
_SPLIT = re.compile(
    rf"\s*(?:;|\||:::|\n|\s/\s|\b(?:or|oder|ou|and|und|et)\b|,(?=\s*[+(0]))\s*|\s+(?=(?:{_LABELS}|{_FAX_LABELS}|f)\s*[.:])"
    r"|(?<=\d)\s+(?=\+\d)",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"[-+]?\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_FAST = re.compile(r"\+[0-9\s().\-/–]+")
_PLAIN = re.compile(r"\+?[0-9 ().\-]{7,24}")
_LABEL = re.compile(rf"\s*\((?:{_LABELS}|o|h|w)\)\s*$", re.IGNORECASE)
_FROM_AMERICA = re.compile(r"011[\s.\-]*(?=[1-9])")
_LONGEST = 400
_TOO_FEW = later("“{cell}” has too few or too many digits for a phone number")


@dataclass(frozen=True, slots=True)
class Phone:
    """One cell: `number` in E.164, or as written with a remark where that cannot be had."""

    number: str = ""
    remark: str = ""
    others: tuple[str, ...] = ()
    valid: bool = False
    fax: tuple[str, ...] = ()  # numbers that the cell calls fax


@kept_as_spoken(200_000)
def clean_phone(text: str, region: str = "") -> Phone:
    """Read one cell; `region` is the two-letter country for numbers without a country code, empty if unknown."""
    plain = _PLAIN.fullmatch(text) is not None
    if plain and (fast := international(text) if text[0] == "+" else national(text, region)):
        return Phone(fast, valid=True)
    if plain and text[0] == "+" and too_short(text):
        return Phone(text.strip(), tr(_TOO_FEW, cell=text.strip()))
    cell = one_line(text if text.isascii() else unicodedata.normalize("NFKC", text))[:_LONGEST]
    if not cell or not any(c.isdigit() for c in cell):
        return Phone(remark=tr("“{cell}” is no phone number", cell=cell[:40]) if cell.strip("-–—./?") else "")
    if _SCIENTIFIC.fullmatch(cell):
        return Phone(cell, tr("a spreadsheet program has cut off digits of this phone number"))
    if cell[0] in "[{" and (listed := _from_json(cell)):
        parts = listed
    else:
        parts = [part for part in _SPLIT.split(cell) if part and any(c.isdigit() for c in part)]
    fax = tuple(part for part in parts if _FAX.search(part))
    read = [_one(part, region) for part in parts[:6] if part not in fax]
    if not read:
        return Phone(remark="" if fax else tr("“{cell}” is no phone number", cell=cell[:40]), fax=fax)
    first, *others = read
    return Phone(first.number, first.remark, tuple(o.number for o in others if o.number), first.valid, fax)


def _from_json(cell: str) -> list[str]:
    try:
        said = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    entries = said if isinstance(said, list) else [said]
    values = [entry.get("value") or entry.get("number") if isinstance(entry, dict) else entry for entry in entries]
    return [str(value) for value in values if isinstance(value, str | int)]


def _one(part: str, region: str) -> Phone:
    written = _LABEL.sub("", _MARK.sub("", part.strip())).strip().strip("\"'").strip()
    if written.endswith(".0") and written[:-2].lstrip("+-").isdigit():
        written = written[:-2]
    if not written:
        return Phone()
    if re.fullmatch(r"-\d{8,15}", written):  # Excel took the plus for a sign: -447701234567
        return Phone(written, tr("the number has lost its plus sign to a spreadsheet program"))
    dialled = _with_plus(written, region)
    if _FAST.fullmatch(dialled) and (fast := international(dialled)):
        return Phone(fast, valid=True)
    return _parsed(written, dialled, region)


def _with_plus(written: str, region: str) -> str:
    """The international prefixes 00 and, dialled in North America, 011 as a plus."""
    digits = sum(map(str.isdigit, written))
    if written.startswith("00") and digits > 9:
        return "+" + written[2:].lstrip()
    if region in ("", "US", "CA") and digits >= 13 and _FROM_AMERICA.match(written):
        return "+" + _FROM_AMERICA.sub("", written, count=1)
    return "+" + written.lstrip("+ ") if written.startswith("+") else written


def _parsed(written: str, dialled: str, region: str) -> Phone:
    import phonenumbers

    try:
        number = phonenumbers.parse(dialled, region or None)
    except phonenumbers.NumberParseException:
        return Phone(written, _why_not(written, region))
    if not phonenumbers.is_possible_number(number):
        return Phone(written, tr(_TOO_FEW, cell=written[:40]))
    if number.italian_leading_zero and phonenumbers.parse(_e164(number)) != number:  # zeros where no number has any
        return Phone(written, _why_not(written, region))
    return Phone(_e164(number), valid=True)


def _e164(number: "PhoneNumber") -> str:
    import phonenumbers

    text = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return f"{text} x{number.extension}" if number.extension else text


def _why_not(written: str, region: str) -> str:
    if not region and not written.startswith("+"):
        return tr("the phone number has no country code and the row no country")
    return tr("“{cell}” is no phone number", cell=written[:40])
