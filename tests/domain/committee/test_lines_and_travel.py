"""Lines that run between cards (CM3), the card that an arrow reaches, and the order of Tab (CM8)."""

from itertools import pairwise

import pytest
from hypothesis import given

from app.domain.committee import BANDS, Line, Pin, committee_map
from app.domain.committee.layout.geometry import Point, Rect
from app.domain.committee.layout.lanes import lanes_layout
from app.domain.committee.layout.routes import FEW, drawn_lines, routes
from app.domain.committee.layout.travel import neighbour, tab_order
from app.domain.committee.layout.tree import tree_layout
from app.domain.committee.stepping import stepped
from tests.domain.committee.people import SIZES, committee, committees, diagnostics, someone
from tests.examples import tried

LAYOUTS = {"lanes": lanes_layout, "tree": tree_layout}
both = pytest.mark.parametrize("view", LAYOUTS)


def inside(rect, a, b):
    """Whether a stretch of a line runs through a card."""
    return (
        min(a.x, b.x) < rect.right and rect.x < max(a.x, b.x) and min(a.y, b.y) < rect.bottom and rect.y < max(a.y, b.y)
    )


def touches(rect, point):
    return rect.x <= point.x <= rect.right and rect.y <= point.y <= rect.bottom


@pytest.mark.parametrize("size", SIZES)
def test_cm3_no_line_of_the_lanes_runs_over_a_card(size):
    map = committee(size, lines=40)
    layout = lanes_layout(map, diagnostics())
    found = routes(layout, map.lines)
    assert len(found) == len(map.lines)
    for route in found:
        assert route.crossed == 0
        for a, b in pairwise(route.points):
            assert a.x == b.x or a.y == b.y
            assert not any(
                inside(card.rect, a, b)
                for card in layout.cards
                if card.key not in (route.line.from_id, route.line.to_id)
            )


@tried(60, deadline=None)
@given(map=committees(pinned=False))
def test_cm3_lines_find_their_way_to_the_tray_as_well(map):
    assert not any(route.crossed for route in routes(lanes_layout(map, diagnostics()), map.lines))


@pytest.mark.parametrize("size", SIZES)
def test_cm3_no_reporting_line_of_the_tree_runs_over_a_card(size):
    map = committee(size, lines=0)
    layout = tree_layout(map, diagnostics())
    for route in routes(layout, map.lines):
        assert route.crossed == 0, route


@both
@tried(60, deadline=None)
@given(map=committees(most=40))
def test_cm3_a_line_joins_its_two_cards_and_counts_what_it_crosses(view, map):
    layout = LAYOUTS[view](map, diagnostics())
    for route in routes(layout, map.lines):
        ends = [layout.card(route.line.to_id).rect, layout.card(route.line.from_id).rect]
        assert touches(ends[0], route.points[0]) and touches(ends[1], route.points[-1])
        crossed = {
            card.key
            for card in layout.cards
            for a, b in pairwise(route.points)
            if card.rect not in ends and inside(card.rect, a, b)
        }
        assert len(crossed) == route.crossed


def test_cm3_influence_runs_from_who_has_it():
    map = committee_map([someone(1), someone(2)], [Line("influences", 1, 2), Line("conflict", 2, 1)])
    layout = lanes_layout(map, diagnostics())
    first = routes(layout, map.lines)[0]
    assert touches(layout.card(1).rect, first.points[0]) and touches(layout.card(2).rect, first.points[-1])
    assert routes(layout, [Line("influences", 1, 77)]) == ()


def test_cm3_above_twenty_people_only_lines_of_a_lane_and_of_the_focus_are_drawn():
    few, many = committee(FEW, lines=9), committee(60, lines=9)
    assert drawn_lines(few, diagnostics()) == few.lines
    assert drawn_lines(committee(FEW + 1), diagnostics()) != committee(FEW + 1).lines
    assert drawn_lines(many, diagnostics(), everything=True) == many.lines
    lanes = {card.key: card.lane for card in lanes_layout(many, diagnostics()).cards}
    quiet = drawn_lines(many, diagnostics())
    assert quiet and len(quiet) < len(many.lines)
    assert all(line.kind == "reports_to" and lanes[line.from_id] == lanes[line.to_id] for line in quiet)
    focus = many.lines[-1].from_id
    seen = set(drawn_lines(many, diagnostics(), focus))
    assert seen == set(quiet) | {line for line in many.lines if focus in (line.from_id, line.to_id)}


def test_cm3_a_card_says_its_manager_without_a_line():
    map = committee_map([someone(1), someone(2, reports_to=1)])
    assert map.manager_of(2).name == "Person 1"
    assert map.manager_of(1) is None


# --- arrows and Tab --------------------------------------------------------------------------------------------------


def grid():
    seats = ("clinical_sponsor", "lab_director", "finance")
    return [
        someone(10 * row + column, seat, band) for row, band in enumerate(BANDS) for column, seat in enumerate(seats, 1)
    ]


@pytest.mark.parametrize(
    ("start", "direction", "reached"),
    [
        (11, "right", 12),
        (12, "left", 11),
        (12, "up", 2),
        (12, "down", 22),
        (1, "left", None),
        (1, "up", None),
        (3, "right", None),
        (32, "down", None),
    ],
)
def test_cm8_arrows_reach_the_nearest_card_that_way(start, direction, reached):
    layout = lanes_layout(committee_map(grid()), diagnostics())
    assert neighbour(layout, start, direction) == reached


def test_cm8_an_arrow_skips_an_empty_cell_and_prefers_what_lies_straight_ahead():
    people = [one for one in grid() if one.id != 12]
    layout = lanes_layout(committee_map(people), diagnostics())
    assert neighbour(layout, 11, "right") == 13
    assert neighbour(layout, 2, "down") == 22
    assert neighbour(layout, 404, "down") is None


@both
@tried(60, deadline=None)
@given(map=committees(most=30))
def test_cm8_an_arrow_leads_that_way_and_tab_reaches_everybody_once(view, map):
    layout = LAYOUTS[view](map, diagnostics())
    order = tab_order(layout)
    assert sorted(map_key(key) for key in order) == sorted(map_key(card.key) for card in layout.cards)
    for card in layout.cards:
        here = card.rect.centre
        for direction in ("left", "right", "up", "down"):
            reached = neighbour(layout, card.key, direction)
            if reached is None:
                assert not [one for one in layout.cards if ahead(direction, here, one.rect.centre) > 3]
            else:
                assert ahead(direction, here, layout.card(reached).rect.centre) > 0


def ahead(direction, here, there):
    """How far a point lies in a direction."""
    way = there.x - here.x if direction in ("left", "right") else there.y - here.y
    return -way if direction in ("left", "up") else way


@tried(40, deadline=None)
@given(map=committees(most=25, pinned=False))
def test_cm8_arrows_alone_reach_every_card_of_the_lanes(map):
    layout = lanes_layout(map, diagnostics())
    if not layout.cards:
        return
    seen, waiting = set(), [layout.cards[0].key]
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            ways = ("left", "right", "up", "down")
            waiting += [to for way in ways if (to := neighbour(layout, key, way)) is not None]
    assert len(seen) == len(layout.cards)


def map_key(key):
    return str(key)


def test_cm8_tab_goes_by_lane_then_band_and_the_tray_is_last():
    people = [*grid(), someone(99, "other"), someone(5, "lab_director", "head", order=-1)]
    layout = lanes_layout(committee_map(people), diagnostics())
    assert tab_order(layout) == (1, 11, 21, 31, 2, 5, 12, 22, 32, 3, 13, 23, 33, 99)


# --- Alt and arrows --------------------------------------------------------------------------------------------------


def cell_of(map, id):
    card = lanes_layout(map, diagnostics()).card(id)
    return card.lane, card.band


def in_cell(map, lane, band):
    cards = lanes_layout(map, diagnostics()).cards
    return [card.key for card in cards if (card.lane, card.band) == (lane, band)]


def test_cm8_alt_and_an_arrow_move_a_card_through_its_cell_then_into_the_next_band():
    map = committee_map([someone(1), someone(2), someone(3), someone(4, band="manager")])
    map = stepped(map, diagnostics(), 1, "down")
    assert in_cell(map, "Lab", "head") == [2, 1, 3]
    map = stepped(stepped(map, diagnostics(), 1, "down"), diagnostics(), 1, "down")
    assert in_cell(map, "Lab", "head") == [2, 3] and in_cell(map, "Lab", "manager") == [1, 4]
    map = stepped(map, diagnostics(), 1, "up")
    assert in_cell(map, "Lab", "head") == [2, 3, 1]
    map = stepped(map, diagnostics(), 2, "up")
    assert cell_of(map, 2) == ("Lab", "executive")
    assert stepped(map, diagnostics(), 2, "up") is map


def test_cm8_alt_and_an_arrow_move_a_card_into_the_next_lane():
    map = committee_map([someone(1, pins=(Pin("lanes", 5.0, 5.0),)), someone(2, "respiratory_director")])
    right = stepped(map, diagnostics(), 1, "right")
    assert cell_of(right, 1) == ("Respiratory", "head") and in_cell(right, "Respiratory", "head") == [2, 1]
    assert not lanes_layout(right, diagnostics()).card(1).pinned
    assert cell_of(stepped(right, diagnostics(), 1, "left"), 1) == ("Lab", "head")
    first = committee_map([someone(1, "clinical_sponsor")])
    assert stepped(first, diagnostics(), 1, "left") is first
    assert stepped(first, diagnostics(), 404, "left") is first


def test_cm8_alt_and_an_arrow_take_somebody_out_of_the_tray():
    map = committee_map([someone(1, "other", "", title="")])
    placed = stepped(map, diagnostics(), 1, "right")
    assert cell_of(placed, 1) == ("Clinical", "specialist")


def test_points_and_rectangles_are_plain_numbers():
    layout = lanes_layout(committee(7), diagnostics())
    assert all(type(number) is float for card in layout.cards for number in card.rect)
    assert Rect(0.0, 0.0, 4.0, 2.0).centre == Point(2.0, 1.0)
