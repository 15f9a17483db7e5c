"""Numbers that health systems give to people, told from phone and order numbers by their check digits."""

import re
from collections.abc import Callable

from app.language import later, tr

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ODD_DIGITS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)  # what a sign is worth on an odd place of an Italian code
_ODD_LETTERS = (*_ODD_DIGITS, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
_ODD = dict(zip(_SIGNS, _ODD_DIGITS + _ODD_LETTERS, strict=True))


def is_nhs_number(digits: str) -> bool:
    """Ten digits of the NHS: weights 10 to 2, modulo 11."""
    check = 11 - sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == 10 and len(set(digits)) > 1 and check % 11 == int(digits[9]) and check != 10


def is_german_insured_number(number: str) -> bool:
    """A letter and nine digits: the letter as two digits, weights 1 and 2, modulo 10."""
    digits = f"{ord(number[0].upper()) - ord('A') + 1:02}{number[1:9]}"
    total = sum(sum(divmod(int(d) * (1 + at % 2), 10)) for at, d in enumerate(digits))
    return total % 10 == int(number[9])


def is_french_social_number(digits: str) -> bool:
    """Thirteen digits and a key: 97 less the rest by 97."""
    return 97 - int(digits[:13]) % 97 == int(digits[13:15]) and 1 <= int(digits[3:5]) <= 12


def is_italian_fiscal_code(code: str) -> bool:
    """Fifteen signs and a letter: odd and even places have values of their own, modulo 26."""
    signs = code.upper()
    total = sum(_ODD[s] if at % 2 == 0 else _even(s) for at, s in enumerate(signs[:15]))
    return chr(ord("A") + total % 26) == signs[15]


def _even(sign: str) -> int:
    return int(sign) if sign.isdigit() else ord(sign) - ord("A")


def is_swedish_person_number(digits: str) -> bool:
    """Ten digits with a day of birth, by Luhn."""
    total = sum(sum(divmod(int(d) * (2 - at % 2), 10)) for at, d in enumerate(digits))
    return total % 10 == 0 and 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) <= 31


def is_dutch_citizen_number(digits: str) -> bool:
    """Nine digits: weights 9 to 2 and -1, modulo 11."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(set(digits)) > 1 and sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


_GERMAN_WORDS = r"KVNR|KV-Nr|Versicherten(?:nummer|-?nr)|Krankenversicherten\w*|Vers\.?-?Nr"
_MEDICARE = r"[1-9]L[LD]\d-?L[LD]\d-?LL\d{2}".replace("[LD]", "[AC-HJKMNP-RT-Y\\d]").replace("L", "[AC-HJKMNP-RT-Y]")
# What each looks like. Shapes that phone and order numbers share count only behind a word for them.
_SHAPES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    (later("an NHS number"), r"\bNHS\W{0,3}(?:number|no|nr|num)?\W{0,4}(\d{3}[ -]?\d{3}[ -]?\d{4})\b", is_nhs_number),
    (
        later("a health insurance number"),
        rf"\b(?:{_GERMAN_WORDS})\b\W{{0,4}}([A-Z]\d{{9}})\b",
        is_german_insured_number,
    ),
    (
        later("a social security number"),
        r"(?<!\d)([12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2})(?!\d)",
        is_french_social_number,
    ),
    (later("a person's fiscal code"), r"\b([A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z])\b", is_italian_fiscal_code),
    (later("a person's number"), r"(?<![\d-])(?:19|20)?(\d{6}[-+]\d{4})(?![\d-])", is_swedish_person_number),
    (later("a citizen's number"), r"\b(?:BSN|burgerservicenummer)\b\W{0,4}(\d{9})\b", is_dutch_citizen_number),
    (later("a Medicare number"), rf"\b({_MEDICARE})\b", lambda number: True),
)
_PATTERNS = tuple((name, re.compile(shape, re.IGNORECASE), holds) for name, shape, holds in _SHAPES)


def person_number_in(text: str) -> str:
    """What number of a person the text holds, in words; empty where it holds none."""
    for name, shape, holds in _PATTERNS:
        for found in shape.finditer(text):
            if holds(re.sub(r"[ +-]", "", found[1])):
                return tr(name)
    return ""
