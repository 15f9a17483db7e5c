"""Three levels of what leaves the house, and nobody missing at any of them (CM15)."""

from dataclasses import fields
from datetime import date

from app.domain.committee import Line, Pin, Stakeholder, committee_map
from app.domain.committee.layout.lanes import lanes_layout
from app.domain.committee.privacy import LEVELS, stripped
from tests.domain.committee.people import LINE, diagnostics, someone

DAY = date(2026, 11, 1)
ADA = Stakeholder(
    1, 11, "Ada Ash", "lab_director", ("signs",), "high", 2, 3, "told", "Faster reports", DAY, DAY, True, None,
    "Send the plan", DAY, "a\nb\nc", 4, False, "Lab Director", "", "", 2, "teacher", "sits on the board", "call", DAY,
    "Olga", "Olga", ("Pia",), "North Group", (Pin("lanes", 1, 2),), 3,
)  # fmt: skip
MAP = committee_map(
    [ADA, someone(2, reports_to=1)],
    [Line("conflict", 1, 2, note="They fell out"), Line("influences", 2, 1, "strong", note="Brought her round")],
    {"finance": "required"},
    LINE,
)


def test_cm15_three_levels_have_names():
    assert list(LEVELS) == ["full", "no-stance", "shareable"]
    assert all(LEVELS.values())


def test_cm15_full_leaves_nothing_out():
    assert stripped(MAP, "full") is MAP


def test_cm15_without_stance_nothing_tells_the_opinion():
    map = stripped(MAP, "no-stance")
    one = map.by_id[1]
    assert (one.stance, one.behaviour, one.champion_test, one.influence_why) == (None, "", "", "")
    assert (one.power, one.influence, one.next_step) == (("signs",), "high", "Send the plan")
    assert [line.kind for line in map.lines] == ["reports_to", "influences"]
    assert not any(line.note for line in map.lines)


def test_cm15_shareable_is_names_and_seats_only():
    map = stripped(MAP, "shareable")
    assert map.lines == ()
    for one in map.people:
        usual = Stakeholder(one.id, one.person_id, one.name, one.seat)
        told = {f.name for f in fields(one) if getattr(one, f.name) != getattr(usual, f.name)}
        assert told <= {"certainty", "external", "organisation", "gone", "lane", "band", "order", "pins"}
    assert map.by_id[1].band == "head"  # guessed from the title, which stays here


def test_cm15_the_picture_is_the_same_at_every_level():
    layouts = [lanes_layout(stripped(MAP, level), diagnostics()) for level in LEVELS]
    assert layouts[0] == layouts[1] == layouts[2]
