"""Both layouts by geometry: nobody missing, nothing overlapping, the same picture for the same data, quiet changes."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.committee import BANDS, Pin, committee_map, lane_of
from app.domain.committee.editing import tidied
from app.domain.committee.layout.geometry import CARD_HEIGHT, CARD_WIDTH, PITCH_X, PITCH_Y, Rect, around
from app.domain.committee.layout.lanes import EMPTY_BAND, lanes_layout
from app.domain.committee.layout.tree import tree_layout
from app.domain.committee.model import is_unplaced
from tests.domain.committee.people import SIZES, committee, committees, diagnostics, someone
from tests.examples import tried

LAYOUTS = {"lanes": lanes_layout, "tree": tree_layout}
both = pytest.mark.parametrize("view", LAYOUTS)


def check(map, layout):
    people = [card.key for card in layout.cards if not card.ghost]
    assert sorted(people) == sorted(one.id for one in map.people)  # CM2: everybody, once
    low = sorted(layout.cards, key=lambda card: card.rect.y)
    for at, a in enumerate(low):
        for b in low[at + 1 :]:
            if b.rect.y >= a.rect.bottom:
                break
            assert not a.rect.overlaps(b.rect), (a, b)
    assert all((card.rect.width, card.rect.height) == (CARD_WIDTH, CARD_HEIGHT) for card in layout.cards)
    assert layout.unplaced == sum(card.unplaced for card in layout.cards)
    bounds = layout.bounds
    assert around([bounds, *(card.rect for card in layout.cards)]) == bounds


@both
@pytest.mark.parametrize("size", [*range(21), *SIZES])
def test_cm1_no_card_overlaps_another_from_nobody_to_sixty_people(view, size):
    map = committee(size)
    check(map, LAYOUTS[view](map, diagnostics()))


@both
@tried(100, deadline=None)
@given(map=committees())
def test_cm9_pinned_cards_stay_and_nothing_overlaps_them(view, map):
    layout = LAYOUTS[view](map, diagnostics())
    check(map, layout)
    pins = [(one.id, pin) for one in map.people if (pin := one.pin(view))]
    for id, pin in pins:
        card = layout.card(id)
        assert card.pinned and not card.unplaced
        assert card.rect.x == pin.x
        alone = not any(
            other != id and abs(other_pin.x - pin.x) < CARD_WIDTH and abs(other_pin.y - pin.y) < CARD_HEIGHT * 30
            for other, other_pin in pins
        )
        if alone:
            assert card.rect.y == pin.y


@both
def test_cm9_two_cards_pinned_in_one_place_are_both_seen(view):
    pins = (Pin(view, 10.0, 20.0),)
    map = committee_map([someone(1, pins=pins), someone(2, pins=pins), someone(3)])
    layout = LAYOUTS[view](map, diagnostics())
    check(map, layout)
    assert layout.card(1).rect[:2] == (10.0, 20.0)
    assert layout.card(2).rect.x == 10.0


@both
def test_cm9_a_pin_that_is_no_place_is_left_out(view):
    map = committee_map([someone(1, pins=(Pin(view, float("nan"), 5.0),)), someone(2, reports_to=1)])
    layout = LAYOUTS[view](map, diagnostics())
    check(map, layout)
    assert layout.card(1).rect.x == layout.card(1).rect.x  # a number


@both
@tried(50, deadline=None)
@given(map=committees(most=30), seed=st.integers(0, 99))
def test_the_same_data_give_the_same_picture_in_whatever_order_they_come(view, map, seed):
    mixed = list(map.people)
    random.Random(seed).shuffle(mixed)
    lay = LAYOUTS[view]
    again = lay(committee_map(mixed, map.lines, map.template), diagnostics())
    first = lay(map, diagnostics())
    assert {card.key: card for card in again.cards} == {card.key: card for card in first.cards}
    assert (again.lanes, again.bands, again.tray) == (first.lanes, first.bands, first.tray)


@both
def test_cm9_tidy_lets_every_card_go(view):
    map = committee_map([someone(n, pins=(Pin(view, n * 1000.0, 0.0),)) for n in range(1, 5)])
    free = tidied(map, view)
    assert not any(one.pins for one in free.people)
    assert not any(card.pinned for card in LAYOUTS[view](free, diagnostics()).cards)
    other = "tree" if view == "lanes" else "lanes"
    assert tidied(map, other).people == map.people  # the other view keeps its own


# --- lanes x bands ---------------------------------------------------------------------------------------------------


@tried(100, deadline=None)
@given(map=committees(pinned=False))
def test_cm1_every_card_stands_within_its_lane_and_band(map):
    layout = lanes_layout(map, diagnostics())
    lanes = {strip.name: strip.rect for strip in layout.lanes}
    bands = {strip.name: strip.rect for strip in layout.bands}
    for card in layout.cards:
        if not card.unplaced:
            lane, band = lanes[card.lane], bands[card.band]
            assert lane.x <= card.rect.x and card.rect.right <= lane.right
            assert band.y <= card.rect.y and card.rect.bottom <= band.bottom
            assert around([lane, card.rect]) == lane and around([band, card.rect]) == band
    for a, b in combinations(lanes.values(), 2):
        assert not a.overlaps(b)
    for a, b in combinations(bands.values(), 2):
        assert not a.overlaps(b)
    if layout.tray:
        assert all(not layout.tray.rect.overlaps(rect) for rect in (*lanes.values(), *bands.values()))
        assert all(around([layout.tray.rect, card.rect]) == layout.tray.rect for card in layout.cards if card.unplaced)
    assert list(bands) in ([], list(BANDS))


@tried(100, deadline=None)
@given(map=committees(most=40))
def test_cm2_whoever_has_no_lane_or_band_is_in_the_tray_and_counted(map):
    layout = lanes_layout(map, diagnostics())
    waiting = {one.id for one in map.people if is_unplaced(one, diagnostics()) and not one.pin("lanes")}
    assert {card.key for card in layout.cards if card.unplaced} == waiting
    assert layout.unplaced == len(waiting)
    assert sum(strip.count for strip in layout.lanes) == sum(strip.count for strip in layout.bands)


def test_cm5_empty_seats_are_ghosts_in_their_lane():
    map = committee_map([someone(1, "lab_director")], (), {"lab_director": "required", "privacy": "required"})
    layout = lanes_layout(map, diagnostics())
    ghost = layout.card("privacy")
    assert ghost.ghost and ghost.lane == "IT and data" and not layout.card("lab_director")
    gone = committee_map([someone(1, "lab_director", gone=True)], (), map.template)
    assert lanes_layout(gone, diagnostics()).card("lab_director").ghost
    assert not any(card.ghost for card in lanes_layout(map, diagnostics(), ghosts=False).cards)
    assert lanes_layout(committee_map([], (), {"finance": "optional"}), diagnostics()).cards == ()


def test_cm1_lanes_stand_in_the_order_of_the_playbook_and_made_up_ones_after_them():
    map = committee_map([someone(1, "finance"), someone(2, lane="Board"), someone(3, "clinical_sponsor"), someone(4)])
    assert [lane.name for lane in lanes_layout(map, diagnostics()).lanes] == [
        *("Clinical", "Lab", "Money and supply", "Board"),
    ]
    assert lane_of(map.by_id[2], diagnostics()) == "Board"


@tried(100, deadline=None)
@given(
    map=committees(pinned=False),
    seat=st.sampled_from(["lab_operations", "finance", "other"]),
    band=st.sampled_from(BANDS),
)
def test_cm9_one_more_person_moves_the_others_no_more_than_needed(map, seat, band):
    """Nobody moves within their cell; whole lanes may move right, whole bands and the tray down."""
    before = lanes_layout(map, diagnostics(), ghosts=False)
    after = lanes_layout(committee_map([*map.people, someone(999, seat, band, order=9)]), diagnostics(), ghosts=False)
    new, rise, widen = after.card(999), set(), set()
    for card in before.cards:
        now = after.card(card.key).rect
        across, down = now.x - card.rect.x, now.y - card.rect.y
        if new.unplaced:
            assert (across, down) == (0, 0)
            continue
        widen.add(across)
        rise.add(down)
        assert (across, down) == (0, 0) or not (card.lane == new.lane and card.band == new.band) or _first(before, new)
        if not card.unplaced and BANDS.index(card.band) <= BANDS.index(new.band):
            assert down == 0 or _first(before, new)
    allowed = {0, PITCH_X}
    assert widen <= allowed
    if before.lanes:
        assert rise <= {0, PITCH_Y, PITCH_Y - EMPTY_BAND}
        assert len(rise) <= 2 and len(widen) <= 2


def _first(before, new):
    """True where the new card begins a lane; then the lanes after it move, and nothing is promised of the cell."""
    return new.lane not in {lane.name for lane in before.lanes}


def test_cm9_the_end_of_a_cell_moves_nobody():
    people = [someone(n) for n in range(1, 4)]
    tall = [someone(n, "lis_analyst") for n in range(10, 14)]
    before = lanes_layout(committee_map([*people, *tall]), diagnostics())
    after = lanes_layout(committee_map([*people, someone(4), *tall]), diagnostics())
    assert all(after.card(card.key) == card for card in before.cards)


# --- the tree --------------------------------------------------------------------------------------------------------


def test_cm1_leaves_hang_in_columns_of_six():
    map = committee_map([someone(1), *(someone(n, reports_to=1) for n in range(2, 15))])
    layout = tree_layout(map, diagnostics())
    columns = {}
    for n in range(2, 15):
        columns.setdefault(layout.card(n).rect.x, []).append(n)
    assert list(columns.values()) == [list(range(2, 8)), list(range(8, 14)), [14]]


@tried(100, deadline=None)
@given(map=committees(pinned=False))
def test_cm1_a_manager_stands_above_every_report(map):
    layout = tree_layout(map, diagnostics())
    for one, manager in map.reports_to.items():
        assert layout.card(manager).rect.bottom < layout.card(one).rect.y
    alone = {one.id for one in map.people} - set(map.reports_to) - set(map.reports_to.values())
    assert {card.key for card in layout.cards if card.unplaced} == alone


def test_cm9_a_report_more_in_a_column_with_room_moves_nobody_in_the_tree():
    people = [someone(1), *(someone(n, reports_to=1) for n in range(2, 6)), someone(20, reports_to=2)]
    before = tree_layout(committee_map(people), diagnostics())
    after = tree_layout(committee_map([*people, someone(21, reports_to=1)]), diagnostics())
    assert all(after.card(card.key) == card for card in before.cards)


@tried(100, deadline=None)
@given(map=committees(most=40, pinned=False), under=st.integers(1, 40))
def test_cm9_one_more_report_keeps_the_order_of_the_tree(map, under):
    if under not in map.by_id or not map.reports_to:
        return
    before = tree_layout(map, diagnostics())
    after = tree_layout(committee_map([*map.people, someone(999, reports_to=under, order=9)]), diagnostics())
    managers = set(map.reports_to.values())
    turned = {under} if under not in managers else set()  # a leaf that becomes a branch takes another place
    placed = [card for card in before.cards if not card.unplaced and card.key not in turned]
    for a, b in combinations(placed, 2):
        if map.reports_to.get(a.key) == map.reports_to.get(b.key) and map.reports_to.get(a.key) is not None:
            same_kind = (a.key in managers) == (b.key in managers)
            if same_kind and a.rect.x < b.rect.x and not turned:
                assert after.card(a.key).rect.x < after.card(b.key).rect.x
    if not turned:
        assert all(after.card(card.key).rect.y == card.rect.y for card in placed)


def test_cm10_a_loop_in_old_data_is_cut_and_everybody_is_shown():
    people = [someone(1, reports_to=3), someone(2, reports_to=1), someone(3, reports_to=2), someone(4, reports_to=2)]
    map = committee_map(people)
    layout = tree_layout(map, diagnostics())
    check(map, layout)
    assert layout.unplaced == 0


def test_a_chain_of_a_thousand_has_its_place():
    map = committee_map([someone(1), *(someone(n, reports_to=n - 1) for n in range(2, 1001))])
    layout = tree_layout(map, diagnostics())
    assert len({card.rect.y for card in layout.cards}) == 1000


def test_rectangles_that_share_an_edge_do_not_overlap():
    assert not Rect(0, 0, 10, 10).overlaps(Rect(10, 0, 10, 10))
    assert Rect(0, 0, 10, 10).overlaps(Rect(9, 9, 10, 10))
    assert replace(someone(1), pins=(Pin("tree", 1.0, 2.0),)).pin("lanes") is None
