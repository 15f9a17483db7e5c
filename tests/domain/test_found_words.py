"""Words in texts: where they stand, which slip is forgiven, and the sentence around them."""

import pytest

from app.domain.found_words import Marked, grade, holds, marked, sentence, slipped


def _inside(found: Marked) -> list[str]:
    return [found.text[begin:end] for begin, end in found.marks]


@pytest.mark.parametrize(
    ("text", "words", "inside"),
    [
        ("Ada Berg", ["berg"], ["Berg"]),
        ("Ada Bergström", ["bergstrom"], ["Bergström"]),
        ("Straße 5, Ångström", ["strasse", "angstrom"], ["Straße", "Ångström"]),
        ("overlap lap", ["lap"], ["lap"]),  # rather where a word begins
        ("overlap", ["lap"], ["lap"]),
        ("Ada-Lund", ["ada", "lund"], ["Ada", "Lund"]),
        ("e\u0301mile", ["emile"], ["e\u0301mile"]),
        ("nothing here", ["zz"], []),
        ("Adalund", ["adal", "alund"], ["Adalund"]),
    ],
)
def test_words_are_marked_where_they_stand(text: str, words: list[str], inside: list[str]) -> None:
    assert _inside(marked(text, words)) == inside


@pytest.mark.parametrize("typed", ["johnson", "jhonson", "jonson", "johnnson", "johnsom", "hohnson", "johns"])
def test_one_slip_is_forgiven(typed: str) -> None:
    assert slipped(typed, "johnson")


@pytest.mark.parametrize(
    ("typed", "word"), [("jnhosno", "johnson"), ("lab", "lob"), ("40301", "40302"), ("q1q2", "q1q3")]
)
def test_two_slips_and_numbers_are_not(typed: str, word: str) -> None:
    assert not slipped(typed, word)


def test_a_slip_is_marked_as_the_word_it_was_meant_for() -> None:
    assert _inside(marked("Spoke to Johnson at noon", ["jonson"], slips=True)) == ["Johnson"]
    assert holds("spoke to johnson", "jonson", slips=True) and not holds("spoke to johnson", "jonson")


def test_whole_words_answer_better_than_beginnings_and_these_better_than_insides() -> None:
    names = ["berg", "bergman", "lindberg", "lund"]
    assert sorted(names, key=lambda name: -grade(name, ["berg"])) == names


def test_a_long_text_is_cut_around_the_words_and_keeps_the_marks() -> None:
    long = "First we spoke about nothing in particular. " * 6 + "They want validation data.\nSoon. " + "More. " * 40
    found = sentence(long, ["validation"])
    assert _inside(found) == ["validation"]
    assert len(found.text) < 130 and found.text.startswith("… ") and found.text.endswith(" …")
    assert "\n" not in found.text
