"""Numbers as people say them: `120-150 a month`, `ca. 300`, `1.200 pro Woche`, `2.5k`, `two hours`; with their unit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# fmt: off
_SPELT = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "ninety": 90, "hundred": 100, "dozen": 12, "thousand": 1000,
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "fünfzehn": 15, "zwanzig": 20,
    "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "neunzig": 90, "hundert": 100, "dutzend": 12,
    "tausend": 1000,
}
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "ninety")
_ZEHNER = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "neunzig")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EINER = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_SPELT |= {f"{ten}{joint}{one}": _SPELT[ten] + _SPELT[one] for ten in _TENS for one in _ONES for joint in "- "}
_SPELT |= {f"{one}und{ten}": _SPELT[ten] + _SPELT[one] for ten in _ZEHNER for one in _EINER}
_TIMES = {"hundred": 100, "thousand": 1000, "dozen": 12, "hundert": 100, "tausend": 1000, "dutzend": 12}
_ARTICLES = frozenset(("one", "ein", "eine", "einen", "einem", "einer"))  # numbers only before a measure of time
_NO_NOUN = _listed(
    """
    a an and or but to of in on at by per for from the is are was were with about then than that this they we you it
    each every today now currently later next not no so as up down over under out off plus if when which who do does
    have has had need needs want wants expect expected go goes sent send come comes max maximum minimum und oder
    aber zu von im am auf bei pro für aus der die das den dem ist sind war mit dann als wir sie es jede jeden heute
    jetzt derzeit später nicht kein keine wenn wer ab bis sowie davon rund etwa je
    """
)
# fmt: on
_EACH = r"(?:a|an|per|each|every|pro|im|je|in der|am|/)\s*"
_PERIODS = {
    "a month": re.compile(rf"\s*(?:{_EACH}(?:months?|monat|mon|mo)\b|monthly\b|monatlich\w*)", re.IGNORECASE),
    "a week": re.compile(rf"\s*(?:{_EACH}(?:weeks?|woche|wk)\b|weekly\b|wöchentlich\w*)", re.IGNORECASE),
    "a day": re.compile(rf"\s*(?:{_EACH}(?:days?|tag)\b|daily\b|täglich\w*)", re.IGNORECASE),
    "a year": re.compile(
        rf"\s*(?:{_EACH}(?:years?|jahr|annum|yr)\b|yearly\b|annually\b|jährlich\w*|p\.\s?a\.)", re.IGNORECASE
    ),
    "a quarter": re.compile(rf"\s*(?:{_EACH}(?:quarter|quartal)\b|quarterly\b)", re.IGNORECASE),
}
_TIME_UNIT = {
    word: unit
    for unit, words in {
        "minutes": "min mins minute minutes minuten",
        "hours": "h hr hrs hour hours std stunde stunden",
        "days": "d day days tag tage tagen",
        "weeks": "wk week weeks woche wochen",
        "months": "month months monat monate monaten",
    }.items()
    for word in words.split()
}
TIME_UNITS = tuple(dict.fromkeys(_TIME_UNIT.values()))

_GROUPED = (  # 1,250.50, 1.250,50 and 1 250,50: the sign before the decimals is another than between thousands
    r"\d{1,3}(?:(?P<between>[.,])\d{3}(?:(?P=between)\d{3})*(?:(?!(?P=between))[.,]\d{1,2})?"
    r"|(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,2})?)(?![.,]?\d)"
)
_WORDS = "|".join(sorted(_SPELT, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.:/#])(?:(?<![^\W\d]-)|(?<=\dk-))(?P<sign>[$€£]\s?)?(?P<digits>{_GROUPED}|\d+(?:[.,]\d+)?)(?P<times>\s?(?:k|mio\.?|million|tsd\.?)\b)?"
    rf"|\b(?P<spelt>{_WORDS})\b"
    rf"(?:\s+(?P<of>{'|'.join(_TIMES)})\b(?:\s+(?:and|und)\s+(?P<rest>{_WORDS})\b(?!\s+(?:{'|'.join(_TIMES)})\b))?)?",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:-|–|—|to\b|bis(?:\s+zu)?\b|and\b|und\b)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|zwischen)\s*\Z", re.IGNORECASE)
_SIGN = re.compile(
    r"\s*(?:(?P<percent>%|percent\b|per cent\b|prozent\b)|(?P<money>€|\$|£|eur\b|usd\b|chf\b))", re.IGNORECASE
)
_NOUN = re.compile(r"\s*(?P<noun>[^\W\d_][\w-]*)", re.UNICODE)
_NAMED = re.compile(  # a number that is part of a name: phase 2, ISO 15189
    r"\b(?:phase|grade?|level|stufe|type|typ|version|step|schritt|tier|stage|class|klasse|part|teil|ward|station|room|"
    r"raum|floor|iso|cpt|icd|loinc|section|form|building|haus|release|no\.|nr\.|number)\s*\Z",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[^\W\d_]|[./:]\d", re.UNICODE)  # what makes of digits a name, a version, a time or a day
_VAGUE = re.compile(r"\b(?:few|several|some|many|couple of|einige|mehrere|paar|viele)\s*\Z", re.IGNORECASE)  # hundred
_LONGEST = 30  # letters of a unit; longer words count nothing
_A_TIME = "|".join(sorted(_TIME_UNIT, key=len, reverse=True))
_UNIT_AFTER = re.compile(rf"(?:{_A_TIME})\b", re.IGNORECASE)
_JOINED = re.compile(rf"-(?P<unit>{_A_TIME})\b", re.IGNORECASE)  # a 48-hour turnaround


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or a range of them, at its place in a text."""

    low: float
    high: float | None
    unit: str
    start: int
    end: int

    @property
    def is_time(self) -> bool:
        """True for a stretch of time, as a turnaround is."""
        return self.unit in TIME_UNITS


@dataclass(frozen=True, slots=True)
class _Token:
    value: float
    start: int
    end: int
    article: bool
    money: str
    times: float = 1


def amounts(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Amount, ...]:
    """Every number in a text, in order; what lies within `taken`, as the digits of a day, is none."""
    tokens = [
        token for token in _tokens(text) if not any(start < token.end and token.start < end for start, end in taken)
    ]
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        low, high = tokens[at], None
        if at + 1 < len(tokens) and _joined(text, low, tokens[at + 1]):
            high = tokens[at + 1]
            if low.times == 1 and low.value * high.times < high.value:  # 8-12k
                low = replace(low, value=low.value * high.times)
        amount = _amount(text, low, high)
        if amount is not None:
            found.append(amount)
        at += 2 if high is not None else 1
    return tuple(found)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _NUMBER.finditer(text):
        if found["digits"]:
            times = _multiple(found["times"])
            value = read_number(found["digits"]) * times
            glued = _GLUED.match(text, found.end()) if not found["times"] else None
            if glued is not None and not _UNIT_AFTER.match(text, found.end()):
                continue
            if _NAMED.search(text[: found.start()]):
                continue
            yield _Token(value, found.start(), found.end(), False, (found["sign"] or "").strip(), times)
        else:
            word = found["spelt"].casefold()
            if word in _TIMES and _VAGUE.search(text[: found.start()]):
                continue
            value = _SPELT[word] * (_TIMES[found["of"].casefold()] if found["of"] else 1)
            value += _SPELT[found["rest"].casefold()] if found["rest"] else 0
            yield _Token(value, found.start(), found.end(), word in _ARTICLES and not found["of"], "")


def read_number(digits: str) -> float:
    """What digits with points, commas or spaces mean: three after a sign are thousands, others decimals."""
    bare = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    grouped = re.fullmatch(r"(?P<whole>\d{1,3}(?:[,.]\d{3})+)(?:[,.](?P<part>\d{1,2}))?", bare)
    if grouped:
        return float(re.sub(r"[,.]", "", grouped["whole"]) + f".{grouped['part'] or 0}")
    return float(bare.replace(",", "."))


def _multiple(word: str | None) -> float:
    said = (word or "").strip().rstrip(".").casefold()
    return {"": 1, "k": 1_000, "tsd": 1_000}.get(said, 1_000_000)


def _joined(text: str, low: _Token, high: _Token) -> bool:
    """True where two numbers are the ends of one range; `and` joins only after `between`."""
    between = text[low.end : high.start]
    sign = _SIGN.match(between)
    joint = _TO.fullmatch(between[sign.end() :] if sign else between)
    if joint is None or low.article or high.article or high.value <= low.value:
        return False
    return joint[0].strip().casefold() not in ("and", "und") or bool(_BETWEEN.search(text[: low.start]))


def _amount(text: str, low: _Token, high: _Token | None) -> Amount | None:
    last = high or low
    unit, end = _unit(text, last.end)
    unit = unit or low.money
    if low.article and unit not in TIME_UNITS:
        return None
    if not unit and high is None and _is_year(text, low):
        return None
    return Amount(low.value, high.value if high else None, unit, low.start, end)


def _is_year(text: str, token: _Token) -> bool:
    digits = text[token.start : token.end]
    return len(digits) == 4 and digits.isdigit() and 1990 <= token.value <= 2100


def _unit(text: str, at: int) -> tuple[str, int]:
    """The unit that follows a number, such as `%`, `hours`, `samples a month`; and where it ends."""
    sign = _SIGN.match(text, at)
    if sign:
        return ("%" if sign["percent"] else sign["money"]), sign.end()
    unit, end = _period(text, at)
    if unit:
        return unit, end
    if (joined := _JOINED.match(text, at)) is not None:
        return _TIME_UNIT[joined["unit"].casefold()], joined.end()
    noun = _NOUN.match(text, at)
    if noun is None or noun["noun"].casefold() in _NO_NOUN or len(noun["noun"]) > _LONGEST:
        return "", at
    word = noun["noun"]
    if word.casefold() in _TIME_UNIT:
        return _TIME_UNIT[word.casefold()], noun.end()
    period, last = _period(text, noun.end())
    return (f"{word} {period}", last) if period else (word, noun.end())


def _period(text: str, at: int) -> tuple[str, int]:
    for unit, pattern in _PERIODS.items():
        found = pattern.match(text, at)
        if found:
            return unit, found.end()
    return "", at
