"""One letter wrong, missing, too many or changed over: the index still leads to the word that was meant."""

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from app.store import search, slips
from tests.examples import tried
from tests.store.acting import Acting

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def _slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A word that was meant, and what was typed."""
    meant = draw(st.text(_LETTERS, min_size=4, max_size=10))
    at, letter = draw(st.integers(0, len(meant) - 1)), draw(st.sampled_from(_LETTERS))
    typed = draw(
        st.sampled_from(
            (
                meant[:at] + letter + meant[at + 1 :],
                meant[:at] + meant[at + 1 :],
                meant[:at] + letter + meant[at:],
                meant[:at] + meant[at : at + 2][::-1] + meant[at + 2 :],
            )
        )
    )
    return meant, typed


@given(_slipped())
@tried(200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_slip_still_leads_to_the_word(acting: Acting, words: tuple[str, str]) -> None:
    meant, typed = words
    if len(typed) < slips.SHORTEST:
        return
    with acting.workspace.writing() as session:
        search.replace(session.connection(), [1], [(1, f"ada {meant} labs")], search.STORIES)
        assert search.alike(session.connection(), [typed], 10, search.STORIES) == [1]


def test_numbers_and_short_words_are_meant_as_typed(acting: Acting) -> None:
    with acting.workspace.writing() as session:
        connection = session.connection()
        search.add(connection, [(1, "ada lund 40301"), (2, "ada lund 40302")], search.STORIES)
        assert search.alike(connection, ["40301", "lnud"], 10, search.STORIES) == [1]
        assert search.alike(connection, ["lu", "q1"], 10, search.STORIES) == []
        assert search.alike(connection, ["adq"], 10, search.STORIES) == []


def test_words_of_two_letters_walk_through_the_newest(acting: Acting) -> None:
    with acting.workspace.writing() as session:
        connection = session.connection()
        search.add(connection, [(1, "ada lund"), (2, "bo berg")], search.ACCOUNTS)
        assert search.found_at_once(connection, ["bo"], 10, search.ACCOUNTS) == [2]
        assert search.found_at_once(connection, ["lun", "ad"], 10, search.ACCOUNTS) == [1]
