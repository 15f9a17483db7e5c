"""People typed by hand: names that sort and match, one record for each, and leads of nobody known."""

import pytest
from sqlalchemy import select

from app.domain.problems import Problem
from app.services import account_page, editing, lead_page, leads, searching, seating
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.work import Work
from app.store.tables import Person
from tests.services.conftest import ADA


def parts(work: Work, person_id: int) -> tuple[str, str, str]:
    person = work.session.scalars(select(Person).where(Person.id == person_id)).one()
    return person.first_name, person.last_name, person.sort_name


def test_a_new_name_sorts_and_matches_as_itself(desk: Desk, ada: int) -> None:
    person = desk.ask(lead_page.lead_view, ada).person.id
    desk.do(editing.edit_lead, ada, {"full_name": "Dr. Ada van Zimmer"})
    assert desk.ask(parts, person) == ("Ada", "van Zimmer", "van zimmer ada")
    again = desk.do(
        add_lead, {"full_name": "Ada van Zimmer", "company": ADA["company"], "service_line": "hospital_lab"}
    )
    assert again.outcome == ada


def test_somebody_added_to_an_account_is_named_like_an_imported_one(desk: Desk, ada: int) -> None:
    account = desk.ask(lead_page.lead_view, ada).account
    assert account is not None
    made = desk.do(seating.add_person, account.id, "Prof. Bea de Groot").outcome
    assert desk.ask(parts, int(str(made))) == ("Bea", "de Groot", "de groot bea")


def test_nobody_is_added_twice_under_one_address(desk: Desk, ada: int) -> None:
    account = desk.ask(lead_page.lead_view, ada).account
    assert account is not None
    with pytest.raises(Problem, match="Ada Berg has the address"):
        desk.do(seating.add_person, account.id, "A. Berg", email=ADA["email"].upper())
    desk.do(seating.add_person, account.id, "The desk", email="info@northgate.example")
    desk.do(seating.add_person, account.id, "Another desk", email="info@northgate.example")
    assert len(desk.ask(account_page.account_view, account.id).people) == 3


def test_a_lead_of_nobody_known_can_be_worked_on(desk: Desk) -> None:
    lead = int(str(desk.do(add_lead, {"company": "Marsh Clinic", "service_line": "clinic_panels"}).outcome))
    desk.do(editing.edit_lead, lead, {"due": "2026-12-01"})
    desk.do(editing.edit_lead, lead, {"job_title": "Owner"})
    assert desk.ask(leads.lead_rows, [lead])[0].title == "Owner"


@pytest.mark.parametrize("text", ["99999999999999999999", "²", "٣", ""])
def test_what_is_no_number_of_a_lead_finds_none(desk: Desk, ada: int, text: str) -> None:
    assert desk.ask(searching.lead_by_name, text) == []
