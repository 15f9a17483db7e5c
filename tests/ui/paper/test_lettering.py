"""Words broken into lines: none is wider than its line, what belongs together stays together, nothing is lost."""

import pytest

from app.domain.running_on import FIRM
from app.ui.paper.lettering import Type, lines, widest, width
from app.ui.paper.marks import paragraph

pytestmark = pytest.mark.usefixtures("dressed")

PLAIN, BOLD, SMALL = Type(10), Type(10, bold=True), Type(8)


def written(runs: list[tuple[str, Type]], wide: float) -> list[str]:
    return [
        "".join(
            (" " if at and word.x - line[at - 1].x - line[at - 1].wide > 0.01 else "") + word.text
            for at, word in enumerate(line)
        )
        for line in lines(runs, wide)
    ]


@pytest.mark.parametrize("wide", [40, 90, 200, 500])
def test_no_line_is_wider_than_it_may_be_and_no_word_is_lost(wide: int) -> None:
    text = "Which tests or panels cause you trouble today, and what happens to patients when they do?"
    made = lines([(text, PLAIN)], wide)
    assert all(line[-1].x + line[-1].wide <= wide + 0.5 for line in made)
    assert "".join(written([(text, PLAIN)], wide)).replace(" ", "").replace("-", "") == text.replace(" ", "")


def test_a_word_wider_than_its_line_is_cut_with_hyphens() -> None:
    word = "Laborinformationssystemschnittstelle"
    made = written([(word, PLAIN)], 60)
    assert len(made) > 2 and all(part.endswith("-") for part in made[:-1])
    assert "".join(part.removesuffix("-") for part in made) == word
    assert all(width(part, PLAIN) <= 60 for part in made)


@pytest.mark.parametrize(
    ("first", "rest"), [("Entscheidungs", "weg"), ("Universitäts", "klinik"), ("Informations", "system")]
)
def test_a_long_german_word_is_cut_where_its_parts_meet(first: str, rest: str) -> None:
    for more in ("", rest[0]):
        room = width(f"{first}{more}-", BOLD) + 0.1
        assert written([(first + rest, BOLD)], room) == [f"{first}-", rest]
    assert written([("Verfahrens-Entscheidungsweg", BOLD)], width("Verfahrens-", BOLD) + 0.1)[0] == "Verfahrens-"


def test_a_word_with_a_hyphen_of_its_own_ends_its_line_there() -> None:
    assert written([("lab-developed", PLAIN)], width("lab-develop", PLAIN)) == ["lab-", "developed"]


@pytest.mark.parametrize(
    ("runs", "part"),
    [
        ([("cleared, unmodified", PLAIN)], "unmodified"),
        ([("lab-developed", PLAIN)], "developed"),
        ([(f"not{FIRM}known", PLAIN)], "known"),
        ([("", PLAIN)], ""),
    ],
)
def test_the_widest_word_is_what_a_line_must_hold_for_none_to_be_cut(runs: list[tuple[str, Type]], part: str) -> None:
    assert widest(runs) == width(part, PLAIN)


def test_what_touches_counts_as_one_word() -> None:
    assert widest([("26 ", PLAIN), ("hours", BOLD), (",", PLAIN)]) == width("hours", BOLD) + width(",", PLAIN)


def test_numbers_are_cut_without_a_hyphen() -> None:
    assert "-" not in "".join(written([("1234567890" * 6, PLAIN)], 60))


def test_runs_that_touch_stay_on_one_line() -> None:
    runs = [("Say ", PLAIN), ("yes", BOLD), (", please", PLAIN)]
    narrow = width("Say yes", PLAIN)  # the comma would not fit beside it
    assert written(runs, narrow) == ["Say", "yes,", "please"]
    assert written(runs, 500) == ["Say yes, please"]


def test_no_line_ends_at_a_firm_space_unless_the_words_alone_are_too_wide() -> None:
    runs = [(f"it is not{FIRM}known", PLAIN)]
    assert written(runs, width(f"not{FIRM}known", PLAIN) + 1) == ["it is", "not known"]
    assert written(runs, width("known", PLAIN) + 1) == ["it is", "not", "known"]


def test_neighbours_of_one_type_are_one_text() -> None:
    ((one, other),) = lines([("two words", PLAIN), (" and bold ones", BOLD)], 500)
    assert (one.text, other.text) == ("two words", "and bold ones")
    assert other.x >= one.wide


def test_a_paragraph_is_as_high_as_its_largest_type_and_empty_without_words() -> None:
    assert paragraph([("small", SMALL), ("large", PLAIN)], 500).high == paragraph([("large", PLAIN)], 500).high
    assert paragraph([("", PLAIN)], 500).high == 0
