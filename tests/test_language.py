"""The language of what people read: sentences, plurals, numbers, the pseudo-locale, and which thread speaks what."""

import math
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import ROUND_HALF_UP, Decimal
from gettext import GNUTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import language
from app.domain.counting import counted, together
from app.language import (
    chosen,
    later,
    later_many,
    number,
    percent,
    signed,
    speak,
    speaking,
    spoken,
    tr,
    tr_many,
    within,
)


class Said(GNUTranslations):
    """A catalogue of a few sentences, so that what is asked here does not hang on the German that is shipped."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences = {
            "Due": "Fällig",
            "Move {name} to {stage}": "{name} nach {stage} bewegen",
            "{first} and {last}": "{first} und {last}",
        }

    def gettext(self, message: str) -> str:
        return self.sentences.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if (msgid1, msgid2) == ("{count} lead", "{count} leads"):
            return "{count} Lead" if n == 1 else "{count} Leads"
        return msgid1 if n == 1 else msgid2


@pytest.fixture(autouse=True)
def own_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(language, "_catalogue", lambda code: Said())
    yield
    speak("en")


def test_english_is_what_the_code_says() -> None:
    assert tr("Due") == "Due"
    assert tr("Move {name} to {stage}", name="Ada", stage="MQL") == "Move Ada to MQL"
    assert tr("No values, so {braces} stay") == "No values, so {braces} stay"
    assert tr("") == ""


def test_a_sentence_has_its_values_where_the_other_language_wants_them() -> None:
    with speaking("de"):
        assert tr("Move {name} to {stage}", name="{Ada}", stage="MQL") == "{Ada} nach MQL bewegen"


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    with speaking("de"):
        assert tr("Nobody translated {this}", this=3) == "Nobody translated 3"
        assert tr_many("{count} thing", "{count} things", 2) == "2 things"
        assert tr("") == ""  # the head of a catalogue stands under the empty text


def test_a_text_marked_for_later_is_translated_where_it_is_shown() -> None:
    head = later("Due")
    assert head == "Due"
    with speaking("de"):
        assert tr(head) == "Fällig"
        assert tr_many(*later_many("{count} lead", "{count} leads"), 2) == "2 Leads"


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (0, "0 leads", "0 Leads"),
        (1, "1 lead", "1 Lead"),
        (2, "2 leads", "2 Leads"),
        (1200, "1,200 leads", "1.200 Leads"),
    ],
)
def test_a_count_has_its_plural_and_its_separators(count: int, english: str, german: str) -> None:
    assert counted(count, "lead") == english
    with speaking("de"):
        assert counted(count, "lead") == german


def test_a_plural_takes_further_values() -> None:
    assert tr_many("{count} lead of {name}", "{count} leads of {name}", 1, name="Ada") == "1 lead of Ada"
    assert tr_many("{count} lead of {name}", "{count} leads of {name}", 3, name="Ada") == "3 leads of Ada"


def test_several_things_are_listed_as_the_language_does() -> None:
    assert together(()) == ""
    assert together(("a",)) == "a"
    assert together(("a", "b", "c")) == "a, b and c"
    with speaking("de"):
        assert together(("a", "b", "c")) == "a, b und c"


def test_numbers_have_the_separators_of_the_language() -> None:
    assert (number(1234567), number(1234.5, 1), signed(12), signed(-0.5, 1)) == ("1,234,567", "1,234.5", "+12", "-0.5")
    assert (percent(0.5), percent(0.1234, 1)) == ("50%", "12.3%")
    with speaking("de"):
        assert (number(1234567), number(1234.5, 1), signed(-1200.5, 1)) == ("1.234.567", "1.234,5", "-1.200,5")
        assert percent(0.1234, 1) == "12,3\N{NO-BREAK SPACE}%"


def test_a_half_is_rounded_up_as_people_and_spreadsheets_do() -> None:
    assert [number(value, 1) for value in (3.25, 3.35, 2.675, -0.25, 0.05)] == ["3.3", "3.4", "2.7", "-0.3", "0.1"]
    assert [number(value) for value in (0.5, 1.5, 2.5, 12.5, -2.5)] == ["1", "2", "3", "13", "-3"]
    assert (number(1.005, 2), number(5e-06, 5), number(1234.5), signed(2.5)) == ("1.01", "0.00001", "1,235", "+3")
    assert [percent(share) for share in (0.125, 0.025, 0.285, 0.005, 1.0)] == ["13%", "3%", "29%", "1%", "100%"]
    assert (percent(0.0625, 1), percent(-0.125), percent(0.1245)) == ("6.3%", "-13%", "12%")
    with speaking("de"):
        assert (number(3.25, 1), percent(0.125)) == ("3,3", "13\N{NO-BREAK SPACE}%")
    assert (number(7, 1), number(math.inf), number(1e22)) == ("7.0", "inf", "10,000,000,000,000,000,000,000")


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_every_number_is_rounded_as_it_is_written(value: float, places: int) -> None:
    last = Decimal(1).scaleb(-places)
    assert number(value, places) == f"{Decimal(repr(value)).quantize(last, ROUND_HALF_UP):,f}"


@given(st.integers(0, 1_000), st.integers(1, 1_000), st.integers(0, 1))
def test_every_share_is_rounded_as_it_is_written(hits: int, n: int, places: int) -> None:
    share = hits / n
    rounded = Decimal(repr(share)).scaleb(2).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert percent(share, places) == f"{rounded:,f}%"


def test_a_label_within_a_sentence_is_small_in_english_alone() -> None:
    assert within("Needs more") == "needs more"
    with speaking("de"):
        assert within("Anruf") == "Anruf"


def test_the_pseudo_locale_is_longer_keeps_values_and_shows_what_was_said_twice() -> None:
    with speaking(language.PSEUDO):
        said = tr("Move {name} to {stage}", name="Ada", stage="MQL")
        assert said.startswith("Móvé Ada tó MQL")
        assert said.endswith("~~~") and len(said) > len("Move Ada to MQL")
        assert tr(tr("Due")) == tr("Due") != "Due"
        assert tr("{share:.1f} of {{all}}", share=2.25).startswith("2.2 óf {áll}")
        assert tr_many("{count} lead", "{count} leads", 1200).startswith("1,200 léáds")


def test_a_language_without_a_catalogue_is_english() -> None:
    speak("de")
    assert spoken() == "de"
    speak("tlh")
    assert spoken() == "en"


def test_a_file_speaks_its_language_whatever_the_window_speaks() -> None:
    speak("de")
    with speaking("en"):
        assert (tr("Due"), chosen()) == ("Due", "de")
        with speaking("de"):
            assert tr("Due") == "Fällig"
        assert tr("Due") == "Due"
    assert tr("Due") == "Fällig"


def test_the_language_comes_back_when_a_block_breaks_off() -> None:
    speak("de")
    with pytest.raises(RuntimeError), speaking("en"):
        raise RuntimeError
    assert spoken() == "de"


def test_every_thread_speaks_the_language_of_the_program() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(spoken).result() == "en"
        speak("de")  # chosen while the thread is there already
        assert threads.submit(tr, "Due").result() == "Fällig"


def test_what_one_thread_writes_in_english_leaves_the_others_alone() -> None:
    speak("de")
    heard: list[str] = []
    writes, asked = threading.Event(), threading.Event()

    def write() -> None:
        with speaking("en"):
            writes.set()
            assert asked.wait(10)
            heard.append(tr("Due"))

    writer = threading.Thread(target=write)
    writer.start()
    assert writes.wait(10)
    heard.append(tr("Due"))
    asked.set()
    writer.join()
    assert heard == ["Fällig", "Due"]
