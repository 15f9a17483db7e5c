"""Scores, places in Today and search follow the facts after every kind of change, undo included."""

from collections.abc import Callable
from typing import Any

import pytest

from app.services import editing, lead_page, leads, seating, touches
from app.services.adding import add_lead
from app.services.deriving import bring_up_to_date
from app.services.desk import Desk
from app.services.undoing import redo, undo
from tests.services.conftest import ADA, BEN, SetClock


def kept_as_shown(desk: Desk, lead: int) -> bool:
    """True where what lists sort by is what the page works out now."""
    row, view = desk.ask(leads.lead_rows, [lead])[0], desk.ask(lead_page.lead_view, lead)
    return (row.fit, row.intent, row.group) == (view.score.fit, view.score.intent, view.group)


def test_a_signal_taken_back_takes_its_points_with_it(desk: Desk, ada: int) -> None:
    before = desk.ask(leads.lead_rows, [ada])[0].intent
    desk.do(touches.add_signal, ada, "pricing_request")
    assert desk.ask(leads.lead_rows, [ada])[0].intent > before
    desk.do(undo)
    assert desk.ask(leads.lead_rows, [ada])[0].intent == before
    desk.do(redo)
    assert kept_as_shown(desk, ada)


def test_a_touch_taken_back_makes_first_outreach_overdue_again(desk: Desk, ada: int, clock: SetClock) -> None:
    desk.do(touches.log_touch, ada, "call", "No answer")
    clock.forward(days=3)
    desk.do(bring_up_to_date)
    desk.do(undo)
    assert desk.ask(leads.lead_rows, [ada])[0].group == "first_outreach"


def test_an_import_taken_back_takes_the_points_it_gave_to_known_leads(
    desk: Desk, ada: int, bring_in: Callable[..., Any]
) -> None:
    before = desk.ask(leads.lead_rows, [ada])[0].intent
    bring_in(f"Name,Email,Service line,Asked for\n{ADA['full_name']},{ADA['email']},hospital_lab,Pricing request\n")
    assert desk.ask(leads.lead_rows, [ada])[0].intent > before
    desk.do(undo)
    assert desk.ask(leads.lead_rows, [ada])[0].intent == before


@pytest.mark.parametrize("seat", ["lab_director", "lab_manager", "procurement"])
def test_a_seat_counts_as_soon_as_it_is_known(desk: Desk, ada: int, seat: str) -> None:
    view = desk.ask(lead_page.lead_view, ada)
    assert view.account is not None
    known = {"person_id": view.person.id, "seat": seat}
    row = int(str(desk.do(seating.set_stakeholder, view.account.id, "hospital_lab", None, known).outcome))
    assert kept_as_shown(desk, ada)
    desk.do(seating.set_stakeholder, view.account.id, "hospital_lab", row, {"person_id": None})
    assert kept_as_shown(desk, ada)
    desk.do(undo)
    assert kept_as_shown(desk, ada)
    desk.do(seating.remove_stakeholder, row)
    assert kept_as_shown(desk, ada)
    desk.do(undo)
    assert kept_as_shown(desk, ada)


def test_a_second_lead_counts_everything_known_of_its_account(desk: Desk, ada: int) -> None:
    account = desk.ask(lead_page.lead_view, ada).account
    assert account is not None
    desk.do(editing.edit_account, account.id, {"accreditation": "CAP", "systems": "Epic", "relation": "competitor"})
    ben = int(str(desk.do(add_lead, BEN).outcome))
    assert kept_as_shown(desk, ben)


def test_a_second_lead_counts_the_seat_of_its_person(desk: Desk, ada: int) -> None:
    view = desk.ask(lead_page.lead_view, ada)
    assert view.account is not None
    desk.do(seating.set_stakeholder, view.account.id, "", None, {"person_id": view.person.id, "seat": "lab_director"})
    second = int(str(desk.do(add_lead, {**ADA, "service_line": "clinic_panels"}).outcome))
    assert second != ada
    assert kept_as_shown(desk, second)
