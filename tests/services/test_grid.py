"""The counts of the grid agree with the lists behind them."""

from dataclasses import replace

import pytest

from app.services.grid import grid_view
from app.services.leads import LeadFilter, lead_ids
from app.services.moves import move
from tests.services.conftest import ADA, BEN, CLEO, a_reason

FILTERS = {
    "everybody": LeadFilter(),
    "open ones": LeadFilter(open_only=True),
    "a text": LeadFilter(text="northgate"),
    "a country": LeadFilter(countries=("CA",)),
    "a line and an owner": LeadFilter(service_lines=("hospital_lab",), owners=("Mia",)),
    "nobody": LeadFilter(owners=("Nobody",)),
}


@pytest.fixture
def three(desk, add):
    ids = [add(fields) for fields in (ADA, BEN, CLEO)]
    reason = a_reason(due=None, code="wrong_geography")
    desk.do(move, ids[2], path="disqualified", reason=reason)
    return ids


@pytest.mark.parametrize("case", FILTERS)
def test_every_cell_counts_what_its_list_holds(desk, three, case):
    filter = FILTERS[case]
    grid = desk.ask(grid_view, filter)
    assert grid.count == len(desk.ask(lead_ids, filter))
    for cell in grid.cells:
        own = replace(filter, fit_bands=(cell.fit,), intent_bands=(cell.intent,))
        assert cell.count == len(desk.ask(lead_ids, own))
        assert cell.open == len(desk.ask(lead_ids, replace(own, open_only=True)))


def test_the_bands_of_a_filter_do_not_thin_the_grid(desk, three):
    whole = desk.ask(grid_view)
    assert desk.ask(grid_view, LeadFilter(fit_bands=("high",), intent_bands=("low",))) == whole
    assert (whole.count, whole.open) == (3, 2)
