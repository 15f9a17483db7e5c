"""Search over leads: every word anywhere in the folded text, nothing else, however short or odd the word."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from app.store import search
from tests.examples import tried
from tests.store.acting import Acting

TEXTS = {
    1: "ada lund northgate labs ada@northgate.example",
    2: "bo müller süd-labor 100% natural_kind",
    3: "çelik øst c\\d 0042 'quoted' \"double\"",
    4: "研究所 東京 li wu",
}


@pytest.fixture
def indexed(acting: Acting) -> Acting:
    """Four leads in the index."""
    with acting.workspace.writing() as session:
        search.add(session.connection(), list(TEXTS.items()))
    return acting


def _found(acting: Acting, *words: str, limit: int = -1) -> list[int]:
    with acting.workspace.reading() as session:
        return sorted(search.found(session.connection(), words, limit))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["north"], [1]),
        (["north", "ada"], [1]),
        (["north", "bo"], []),
        (["lab"], [1, 2]),
        (["bo"], [2]),
        (["d"], [1, 2, 3]),
        (["wu"], [4]),
        (["東京"], [4]),
        (["研究所"], [4]),
        (["müll"], [2]),
        (["%"], [2]),
        (["0%"], [2]),
        (["100%"], [2]),
        (["l_k"], [2]),
        (["a_a"], []),
        (["nor%gate"], []),
        (["c\\d"], [3]),
        (["\\"], [3]),
        (["'quoted'"], [3]),
        (['"double"'], [3]),
        (["0042"], [3]),
        (["north*"], []),
        ([], []),
    ],
)
def test_words_are_found_wherever_they_stand(indexed: Acting, words: list[str], ids: list[int]) -> None:
    assert _found(indexed, *words) == ids


def test_no_more_than_asked_for(indexed: Acting) -> None:
    assert len(_found(indexed, "d", limit=2)) == 2


def test_the_index_follows(indexed: Acting) -> None:
    with indexed.workspace.writing() as session:
        search.refresh(session.connection(), [(1, "ada berg"), (7, "new lund")])
        search.drop(session.connection(), [2])
    assert _found(indexed, "lund") == [7]
    assert _found(indexed, "berg") == [1]
    assert _found(indexed, "müller") == []
    assert indexed.faults() == []


def test_nothing_to_do_is_fine(indexed: Acting) -> None:
    with indexed.workspace.writing() as session:
        search.refresh(session.connection(), [])
        search.add(session.connection(), [])
        search.drop(session.connection(), [])
    assert _found(indexed, "lund") == [1]


@given(words=st.lists(st.text("ab %_\\'\"*üñ東", min_size=1, max_size=5), min_size=1, max_size=3), pool=st.data())
@tried(150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_finds_what_python_finds(indexed: Acting, words: list[str], pool: st.DataObject) -> None:
    texts = pool.draw(st.lists(st.text("ab %_\\'\"*üñ東", max_size=12), max_size=6))
    numbered = list(enumerate(texts, start=100))
    with indexed.workspace.writing() as session:
        search.drop(session.connection(), range(100, 110))
        search.add(session.connection(), numbered)
    assert [id for id in _found(indexed, *words) if id >= 100] == _holding(numbered, words)


def _holding(texts: Iterable[tuple[int, str]], words: list[str]) -> list[int]:
    return [id for id, text in texts if all(word in text for word in words)]
