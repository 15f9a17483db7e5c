"""What stands on a card: readable without colour (CM4), and heard as a sentence (CM14)."""

from datetime import date, timedelta

import pytest

from app.domain.committee import Stakeholder, committee_map
from app.domain.committee.model import Tally, tally
from app.domain.committee.signs import (
    BAND_WORDS,
    CERTAINTY_WORDS,
    DEPTHS,
    INFLUENCES,
    POWER_LETTERS,
    POWERS,
    STANCE_SIGNS,
    STANCES,
    Signs,
    border,
    contact_age,
    depth_dots,
    in_words,
    influence_bars,
    legend,
    power_letters,
    signs,
    stance_sign,
)
from app.domain.committee.weighing import depth_of, influence_needs_why
from app.language import speaking

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(("stance", "sign"), [(2, "++"), (1, "+"), (0, "0"), (-1, "−"), (-2, "−−"), (None, "?")])
def test_cm4_stance_has_a_sign(stance, sign):
    assert stance_sign(stance) == sign


@pytest.mark.parametrize(
    ("power", "letters"),
    [
        ((), "?"),
        (("veto", "signs"), "SV"),
        (("gates", "uses", "recommends", "veto", "budget", "signs"), "SBVRUG"),
        (("rules the world",), "?"),
    ],
)
def test_cm4_power_has_letters_in_one_order(power, letters):
    assert power_letters(power) == letters


@pytest.mark.parametrize(("influence", "bars"), [("high", "▮▮▮"), ("medium", "▮▮▯"), ("low", "▮▯▯"), ("", "?")])
def test_cm4_influence_has_bars(influence, bars):
    assert influence_bars(influence) == bars


@pytest.mark.parametrize(
    ("depth", "dots"), [(0, "○○○"), (1, "●○○"), (2, "●●○"), (3, "●●●"), (9, "●●●"), (-1, "○○○"), (None, "?")]
)
def test_cm4_contact_has_dots(depth, dots):
    assert depth_dots(depth) == dots


@pytest.mark.parametrize(("days", "says"), [(12, "12 d"), (0, "0 d"), (-3, "0 d"), (1200, "1,200 d")])
def test_cm4_the_last_contact_is_an_age(days, says):
    assert contact_age(TODAY - timedelta(days), TODAY) == says
    assert contact_age(None, TODAY) == "–"


@pytest.mark.parametrize(
    ("certainty", "line"),
    [("told", "solid"), ("document", "solid"), ("colleague", "dashed"), ("guess", "dotted"), ("", "dotted")],
)
def test_cm4_certainty_is_a_border(certainty, line):
    assert border(certainty) == line


def test_cm4_no_two_meanings_share_a_sign():
    assert len(set(STANCE_SIGNS.values())) == len(STANCE_SIGNS)
    assert len(set(POWER_LETTERS.values())) == len(POWER_LETTERS)
    words = (STANCES, POWERS, INFLUENCES, DEPTHS, CERTAINTY_WORDS, BAND_WORDS)
    assert all(len(set(table.values())) == len(table) for table in words)
    assert set(POWERS) == set(POWER_LETTERS) and set(STANCES) == set(STANCE_SIGNS)


def test_cm4_a_card_has_all_its_signs():
    one = Stakeholder(
        1, 1, "Ada", "lab_ops", power=("budget",), influence="low", stance=-1, depth=2, certainty="colleague",
        last_contact=TODAY - timedelta(3),
    )  # fmt: skip
    assert signs(one, TODAY) == Signs("−", "B", "▮▯▯", "●●○", "3 d", "dashed")


def test_cm14_a_card_can_be_heard():
    one = Stakeholder(1, 1, "Ada", "lab_ops", power=("veto", "signs"), stance=2, depth=3, certainty="told")
    said = in_words(one, TODAY)
    assert said == (
        "Stance champion; power signs, can veto; influence unknown; contact regular contact, last –; told by them"
    )
    with speaking("en-XA"):
        assert in_words(one, TODAY) != said  # every word of it can be translated


@pytest.mark.parametrize(
    ("touches", "said", "depth"),
    [(0, None, None), (1, None, 1), (2, None, 2), (4, None, 2), (5, None, 3), (9, 1, 1), (9, 0, 0)],
)
def test_cm4_the_depth_of_contact_follows_the_touches_unless_somebody_said_it(touches, said, depth):
    one = Stakeholder(1, 1, "Ada", "lab_ops", touches=touches, depth=said)
    assert depth_of(one) == depth
    assert signs(one, TODAY).depth == depth_dots(depth)


@pytest.mark.parametrize(
    ("influence", "band", "why", "needs"),
    [
        ("high", "specialist", "", True),
        ("high", "specialist", "Owns the interface queue", False),
        ("high", "head", "", False),
        ("low", "executive", "", True),
        ("low", "specialist", "", False),
        ("", "executive", "", False),
    ],
)
def test_influence_that_disagrees_with_seniority_needs_a_reason(influence, band, why, needs):
    one = Stakeholder(1, 1, "Ada", "lis", influence=influence, band=band, influence_why=why)
    assert influence_needs_why(one) is needs


def test_cm13_the_legend_explains_every_sign():
    explained = [sign for sign, _ in legend()]
    assert len(explained) == len(set(explained))
    assert {*STANCE_SIGNS.values(), *POWER_LETTERS.values(), "▮▮▯", "●●○", "dashed"} <= set(explained)
    assert all(words for _, words in legend())


def test_cm13_the_head_of_a_map_counts_guesses_and_unplaced(playbook):
    people = [
        Stakeholder(1, 1, "Ada", "lab_ops", title="Manager", certainty="told"),
        Stakeholder(2, 2, "Bea", "other", title="Manager", external=True),
        Stakeholder(3, 3, "Cy", "lis"),
    ]
    map = committee_map(people, (), {"lab_ops": "required", "procurement": "required", "security": "optional"})
    assert tally(map, playbook) == Tally(people=3, unplaced=2, guesses=2, external=1, empty=1)
