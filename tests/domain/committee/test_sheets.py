"""The map on paper: no text under 6 points, everybody on one page, references across pages (CM13)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.committee import Line, Pin, committee_map
from app.domain.committee.layout.geometry import around
from app.domain.committee.layout.sheets import PAPERS, SMALLEST, sheets
from tests.domain.committee.people import SIZES, committee, committees, diagnostics, someone

papers = pytest.mark.parametrize("paper", PAPERS)


def check(map, pages, paper):
    assert sorted(card.key for page in pages for card in page.layout.cards if not card.ghost) == sorted(map.by_id)
    assert [page.page for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert sorted((page.width, page.height)) == sorted(PAPERS[paper])
        assert page.text_points >= SMALLEST
        bounds = page.layout.bounds
        assert bounds.width * page.scale <= page.drawing.width + 0.01
        assert bounds.height * page.scale <= page.drawing.height + 0.01
        paper_area = page.drawing._replace(x=0.0, y=0.0, width=page.width, height=page.height)
        assert around([paper_area, page.drawing]) == paper_area


@papers
@pytest.mark.parametrize("size", SIZES)
def test_cm13_no_text_is_under_six_points_from_nobody_to_sixty_people(paper, size):
    map = committee(size)
    check(map, sheets(map, diagnostics(), paper), paper)


@papers
@settings(max_examples=25, deadline=None)
@given(map=committees(), ghosts=st.booleans())
def test_cm13_everybody_is_on_exactly_one_page(paper, map, ghosts):
    check(map, sheets(map, diagnostics(), paper, ghosts=ghosts), paper)


@pytest.mark.parametrize("seed", range(5))
def test_cm13_sixty_people_take_three_or_four_pages_of_a4(seed):
    assert len(sheets(committee(60, seed), diagnostics(), "A4")) in (3, 4)
    assert len(sheets(committee(60, seed), diagnostics(), "A3")) <= 3
    assert len(sheets(committee(7, seed), diagnostics(), "A3")) == 1


@papers
def test_cm13_sixty_people_in_one_cell_are_split_and_nobody_is_lost(paper):
    map = committee_map(someone(n) for n in range(1, 61))
    check(map, sheets(map, diagnostics(), paper), paper)
    alone = committee_map(someone(n, "other") for n in range(1, 61))
    check(alone, sheets(alone, diagnostics(), paper), paper)


def test_cm13_a_lane_is_split_only_where_it_fits_on_no_page():
    map = committee(60)
    pages = sheets(map, diagnostics(), "A4")
    names = [lane.name for page in pages for lane in page.layout.lanes]
    assert len(names) == len(set(names))


def test_cm13_a_line_to_another_page_is_a_reference_there_and_back():
    map = committee(60, lines=30)
    pages = sheets(map, diagnostics(), "A4")
    on = {card.key: page.page for page in pages for card in page.layout.cards}
    across = [line for line in map.lines if on[line.from_id] != on[line.to_id]]
    assert across
    told = {(one.kind, one.key, one.other, one.upward): one for page in pages for one in page.references}
    for line in across:
        up, down = told[line.kind, line.from_id, line.to_id, True], told[line.kind, line.to_id, line.from_id, False]
        assert (up.page, down.page) == (on[line.to_id], on[line.from_id])
        assert map.name(line.to_id) in up.says and f"page {up.page}" in up.says
    assert len(told) == 2 * len({(line.kind, line.from_id, line.to_id) for line in across})


def test_cm13_a_reference_reads_like_the_card():
    people = [someone(n, "lab_operations") for n in range(1, 41)] + [someone(99, "finance", reports_to=1)]
    pages = sheets(committee_map(people, [Line("conflict", 99, 2)]), diagnostics(), "Letter")
    says = {one.says for page in pages for one in page.references}
    assert any(one.startswith("↑ Person 1, page ") for one in says)
    assert any(one.startswith("↓ Person 99, page ") for one in says)
    assert any(one.startswith("✕ ") for one in says)


def test_cm13_pinned_cards_stay_where_they_are_on_one_sheet_and_go_home_where_it_is_split():
    one = committee_map([someone(1, pins=(Pin("lanes", 400.0, 300.0),)), someone(2)])
    page = sheets(one, diagnostics(), "A4")[0]
    assert page.layout.card(1).rect[:2] == (400.0, 300.0)
    far = committee_map([someone(1, pins=(Pin("lanes", 90_000.0, 300.0),)), someone(2)])
    check(far, sheets(far, diagnostics(), "A4"), "A4")


def test_cm13_a_small_map_does_not_fill_a_wall():
    page = sheets(committee_map([someone(1)]), diagnostics(), "A3")[0]
    assert page.text_points <= 11
