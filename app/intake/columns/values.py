"""What one cell looks like: an address, a date, a number, a person, a firm, a job."""

import re
from functools import lru_cache

from app.intake.columns.value_words import value_words
from app.intake.words import plain, word_set

EMAIL_IN = re.compile(r"[^\s@,;<>()\"|]{1,64}@[^\s@,;<>()\"|]{1,255}\.[^\s@,;<>()\"|.]{2,}")
_PHONE = re.compile(
    r"'?(?:(?:tel|p|ph|phone|mob|m|t)[.:]\s*)?\(?[+＋]?[\d(][\d\s()./\-–·]{5,22}\d(?:\s*(?:x|ext\.?)\s*\d+)?",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}(?:/\S*)?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d[\d.,'\s]*%?|[-+]?\d+(?:\.\d+)?[eE][-+]?\d+")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T\s].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:[,\s].*)?"
    r"|\d{1,2}[-\s.]+[^\W\d]{3,9}\.?[-\s,]+\d{2,4}(?:[,\s].*)?|[^\W\d]{3,9}\.?\s+\d{1,2},?\s+\d{4}(?:[,\s].*)?"
)
_TRUTH = word_set(
    """
    true false yes no ja nein oui non si nao y n 0 1 t f wahr falsch vrai faux x
    """
)
_WORD = r"[^\W\d_]+(?:[.'’-][^\W\d_]*)*"
_WORDY = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,3}}|[\u3040-\u30ff\u4e00-\u9fff]{{2,6}}")
_FIRM = re.compile(
    r"\b(gmbh|ggmbh|mbh|ag|kg|ohg|inc|llc|llp|ltd|limited|plc|corp|co|sa|sarl|sas|srl|spa|sl|slu|bv|nv|ab|oy|as|aps|pty|pvt|lda|ltda|"
    r"hospitals?|clinics?|clinica|clinique|klinik|klinikum|krankenhaus|praxis|university|universit\w+|institute?|lab|labs|laborator\w+|labor|"
    r"medical|health\w*|diagnostics?|centre|center|zentrum|group|holding|foundation|trust|nhs|pharma\w*|biotech|charite|ziekenhuis|"
    r"sjukhus|ospedale|hopital|chu|mvz|practice|associates|partners|services|solutions|systems|technologies|school|college)\b"
)


@lru_cache(maxsize=65536)
def kind(cell: str) -> str:
    """What one trimmed cell is: email, date, phone, url, number, truth, or text."""
    if len(cell) > 300:
        return "email" if EMAIL_IN.search(cell[:300]) else "text"
    if "@" in cell and EMAIL_IN.search(cell):
        return "email"
    if not any(c.isdigit() for c in cell):
        if "." in cell and _URL.fullmatch(cell):
            return "url"
        return "truth" if cell.casefold() in _TRUTH else "text"
    if _DATE.fullmatch(cell):
        return "date"
    if _NUMBER.fullmatch(cell) and not _phone_digits(cell):
        return "truth" if cell in _TRUTH else "number"
    if _PHONE.fullmatch(cell):
        return "phone"
    if _NUMBER.fullmatch(cell):
        return "number"
    return "url" if "." in cell and _URL.fullmatch(cell) else "text"


def _phone_digits(cell: str) -> bool:
    """A bare number is taken for a phone only with the digits of one."""
    digits = sum(c.isdigit() for c in cell)
    return 7 <= digits <= 15 and "." not in cell and "," not in cell


def is_value(cell: str) -> bool:
    """True for what no one would write as the name of a column."""
    return kind(cell) in ("email", "date", "phone", "url") or (kind(cell) == "number" and len(cell) > 1)


@lru_cache(maxsize=65536)
def names_a_job(cell: str) -> bool:
    """True where a word for a job is in a short text: `Lab Manager`, `Chefärztin`, `Responsable qualité`."""
    return len(cell) < 80 and bool(value_words().jobs.search(plain(cell)))


def looks_like_a_person(cell: str) -> bool:
    """Two to four words of letters that begin with capitals, and no word of a firm or a job."""
    if len(cell) > 60 or not _WORDY.fullmatch(cell.replace(",", "", 1).strip()):
        return False
    capital = all(word[:1].isupper() or not word[:1].islower() or len(word) <= 3 for word in cell.split())
    return capital and not _FIRM.search(plain(cell)) and not names_a_job(cell)


def looks_like_a_firm(cell: str) -> bool:
    """True where a legal form or a word for a hospital, laboratory or company is in the text."""
    return bool(_FIRM.search(plain(cell)))


_SURE_FIRM = re.compile(
    r"\b(gmbh|ggmbh|mbh|inc|llc|llp|ltd|plc|corp|sarl|srl|kg|pty|pvt|ltda|hospitals?|clinics?|clinique|klinikum|krankenhaus|ziekenhuis|"
    r"sjukhus|ospedale|university|universitat\w*|laborator\w+|diagnostics|pharma\w*|medical (center|centre|"
    r"group)|health (system|services|care))\b"
)


@lru_cache(maxsize=65536)
def surely_a_firm(cell: str) -> bool:
    """True only for words that no person is called by."""
    return bool(_SURE_FIRM.search(plain(cell)))
