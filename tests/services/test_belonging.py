"""The leads of people and accounts, as a list of those goes on to them."""

from collections.abc import Callable

import pytest

from app.domain.problems import Problem
from app.services.desk import Desk
from app.services.lead_page import lead_view
from app.services.lists.belonging import leads_of
from tests.services.conftest import BEN, CLEO


def test_the_leads_of_accounts_and_people_in_the_order_in_which_they_came(
    desk: Desk, ada: int, add: Callable[..., int]
) -> None:
    ben, cleo = add(BEN), add(CLEO)
    views = {lead: desk.ask(lead_view, lead) for lead in (ada, ben, cleo)}
    accounts = [views[lead].account.id for lead in (cleo, ada)]
    theirs = tuple(lead for lead in (ada, ben, cleo) if views[lead].account.id in accounts)
    assert desk.ask(leads_of, "accounts", accounts) == theirs
    assert desk.ask(leads_of, "people", [views[ben].person.id]) == (ben,)


def test_where_nobody_has_a_lead_it_is_said(desk: Desk, ada: int) -> None:
    with pytest.raises(Problem, match="None of the selected rows has a lead"):
        desk.ask(leads_of, "people", [999_999])
