"""The language of what people read: English is written in the code, a catalogue gives the others.

A sentence is `tr("Move {count} leads", count=number(7))`; one that is written before a language is chosen, as a table
at the head of a module, is marked with `later("Due")` and goes through `tr` where it is shown. What is typed, kept or
compared (ids, conditions, what a file holds) is never translated.
"""

import gettext
import locale
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache, wraps
from string import Formatter
from typing import ParamSpec, TypeVar

from app.shipped import shipped

P = ParamSpec("P")
T = TypeVar("T")

SOURCE = "en"
PSEUDO = "en-XA"  # every sentence a third longer and accented, to find what is cut or not translated
LANGUAGES = {SOURCE: "English", "de": "Deutsch"}


@dataclass(frozen=True, slots=True)
class _Signs:
    thousands: str
    decimal: str
    percent: str


_SIGNS = {"de": _Signs(".", ",", "\N{NO-BREAK SPACE}%")}
_ENGLISH = _Signs(",", ".", "%")
_chosen = [SOURCE]  # of the whole program: threads that come later speak it too
_here: ContextVar[str] = ContextVar("language", default="")


def speak(code: str) -> None:
    """Choose the language of the program; one that there is no catalogue for is English."""
    _chosen[0] = code if code in LANGUAGES or code == PSEUDO else SOURCE


def spoken() -> str:
    """The language in which sentences are said here and now, like "de"."""
    return _here.get() or _chosen[0]


def chosen() -> str:
    """The language of the program, also within a block that speaks another: in it people are told what went wrong."""
    return _chosen[0]


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Say sentences in this language within the block: a file speaks one language, whoever writes it."""
    before = _here.set(code)
    try:
        yield
    finally:
        _here.reset(before)


def of_system() -> str:
    """The language this computer is set to, where there is a catalogue for it; else English."""
    code = (locale.getlocale()[0] or "").replace("-", "_").partition("_")[0].casefold()
    code = {"german": "de", "english": "en"}.get(code, code)  # Windows names languages in words
    return code if code in LANGUAGES else SOURCE


def tr(text: str, **values: object) -> str:
    """A sentence in the language in force, with its values put in by name."""
    said = _said(text)
    return said.format(**values) if values else said


def tr_many(one: str, many: str, count: int, **values: object) -> str:
    """A sentence about so many things: `tr_many("{count} lead", "{count} leads", 7)`; the count as people write it."""
    code = spoken()
    if code == PSEUDO:
        said = _pseudo(one if count == 1 else many)
    elif code == SOURCE:
        said = one if count == 1 else many
    else:
        said = _catalogue(code).ngettext(one, many, count)
    return said.format(count=number(count), **values)


def kept_as_spoken(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remember answers as `lru_cache` does, those of each language apart: for functions that answer in sentences."""

    def keeping(function: Callable[P, T]) -> Callable[P, T]:
        kept: Callable[..., T] = lru_cache(maxsize=most)(lambda _, *args, **named: function(*args, **named))

        @wraps(function)
        def answered(*args: P.args, **named: P.kwargs) -> T:
            return kept(spoken(), *args, **named)

        return answered

    return keeping


def later(text: str) -> str:
    """The same text, marked as one that `tr` says where it is shown."""
    return text


def later_many(one: str, many: str) -> tuple[str, str]:
    """The same two texts, marked as what `tr_many` says of one and of several where it is shown."""
    return one, many


def within(label: str) -> str:
    """A label as part of a sentence: English writes it small, other languages as it is, or their nouns would suffer."""
    return label.lower() if spoken() in (SOURCE, PSEUDO) else label


def number(value: float, places: int = 0) -> str:
    """A number with the separators of the language: 1,200 or 1.200; so many decimal places, a half rounded up."""
    return _with_signs(f"{_half_up(value, places):,.{places}f}")


def signed(value: float, places: int = 0) -> str:
    """A difference, with its sign: +12 or -0.5."""
    return _with_signs(f"{_half_up(value, places):+,.{places}f}")


def percent(share: float, places: int = 0) -> str:
    """A share from 0 to 1 in percent, a half rounded up: 12.5 % is 13 %."""
    return _with_signs(f"{_half_up(share, places, percent=True):,.{places}f}") + _signs().percent


_ANY_LENGTH = Context(prec=400)  # the largest float has 309 digits


def _half_up(value: float, places: int, *, percent: bool = False) -> float | Decimal:
    """A value, or a hundred times it, to be written with so many places: a half goes away from zero.

    So do people and spreadsheets; Python takes the even digit, or what the binary number happens to be. Only what ends
    in a half as people write it needs more than that, and few numbers do.
    """
    if isinstance(value, float):
        text, shift = repr(value), 2 if percent else 0
        if (text[-1] == "5" and text.find(".") == len(text) - places - shift - 2) or "e" in text:
            exact, last = Decimal(text).scaleb(shift, _ANY_LENGTH), Decimal(1).scaleb(-places)
            return exact.quantize(last, ROUND_HALF_UP, _ANY_LENGTH)
    return value * 100 if percent else value


def _with_signs(plain: str) -> str:
    signs = _signs()
    if signs is _ENGLISH:
        return plain
    return plain.translate({ord(","): signs.thousands, ord("."): signs.decimal})


def _signs() -> _Signs:
    return _SIGNS.get(spoken(), _ENGLISH)


def _said(text: str) -> str:
    code = spoken()
    if code == SOURCE or not text:
        return text
    return _pseudo(text) if code == PSEUDO else _catalogue(code).gettext(text)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("assay", shipped() / "translations", languages=[code], fallback=True)


_ACCENTED = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")


@cache
def _pseudo(text: str) -> str:
    """A sentence as a longer language would have it: accented letters, a third more of them, the same values."""
    if text.endswith("~"):  # said already
        return text
    parts = []
    for before, name, spec, conversion in Formatter().parse(text):
        parts.append(unicodedata.normalize("NFC", before.translate(_ACCENTED)).replace("{", "{{").replace("}", "}}"))
        if name is not None:
            parts.append("{" + name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}")
    letters = sum(sign.isalpha() for sign in text)
    return "".join(parts) + "~" * round(letters / 3)
