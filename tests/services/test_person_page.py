"""A person's page: facts with where each came from, other values taken or forgotten, leads, story, seats, consent."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.problems import Problem
from app.services.account_page import account_view
from app.services.alternatives import FactView, forget_alternative, use_alternative
from app.services.desk import Desk
from app.services.editing import edit_account, edit_person, set_consent
from app.services.merging import merge
from app.services.person_page import people_meant, person_view
from app.services.seating import set_stakeholder
from app.services.touches import log_touch
from app.services.undoing import undo
from tests.services.conftest import ADA, BEN, CLEO, SetClock

Add = Callable[..., int]


def fact(desk: Desk, field: str, person: int = 1) -> FactView:
    return next(one for one in desk.ask(person_view, person).facts if one.field == field)


def values(desk: Desk, field: str, person: int = 1) -> tuple[str, set[str]]:
    """The value in use, and those beside it."""
    found = fact(desk, field, person)
    return found.value, {one.value for one in found.alternatives}


def beside(desk: Desk, field: str, value: str) -> int:
    return next(one.id for one in fact(desk, field).alternatives if one.value == value)


# --- where facts came from --------------------------------------------------------------------------------------------


def test_a_fact_typed_by_hand_says_who_typed_it_and_when(desk: Desk, ada: int, clock: SetClock) -> None:
    clock.forward(days=2)
    desk.do(edit_person, 1, {"job_title": "Head of laboratory"})
    title, email = fact(desk, "job_title").origin, fact(desk, "email").origin
    assert title is not None
    assert email is not None
    assert (title.by, title.at, title.says) == ("Mia", clock.at, "Edit job title of Ada Berg")
    assert email.says.startswith("Add")
    assert fact(desk, "phone").origin is None


def test_a_fact_of_an_import_names_the_file_and_the_record(desk: Desk, bring_in: Callable[..., Any]) -> None:
    bring_in("Name,Email,Company\nAda Berg,ada@north.example,North Lab\nBo Lind,bo@south.example,South Clinic\n")
    origin = fact(desk, "email", 2).origin
    assert origin is not None
    assert origin.says == "leads.csv, record 3"
    desk.do(edit_person, 2, {"email": "bo.lind@south.example"})
    changed, name = fact(desk, "email", 2).origin, fact(desk, "full_name", 2).origin
    assert changed is not None
    assert changed.says == "Edit email of Bo Lind"
    assert name == origin


# --- other values -----------------------------------------------------------------------------------------------------


def test_using_another_value_keeps_the_old_one_and_can_be_taken_back(desk: Desk, ada: int) -> None:
    desk.do(edit_person, 1, {"email": "ada@new.example"})
    assert values(desk, "email") == ("ada@new.example", {"ada.berg@northgate.example"})
    done = desk.do(use_alternative, beside(desk, "email", "ada.berg@northgate.example"))
    assert done.label == "Use ada.berg@northgate.example as e-mail of Ada Berg"
    assert done.people == {1}
    assert ada in done.leads  # lists and the lead's page show the address
    assert values(desk, "email") == ("ada.berg@northgate.example", {"ada@new.example"})
    desk.do(undo)
    assert values(desk, "email") == ("ada@new.example", {"ada.berg@northgate.example"})


def test_there_and_back_again_keeps_every_value_once(desk: Desk, ada: int) -> None:
    desk.do(edit_person, 1, {"job_title": "Head of laboratory"})
    desk.do(edit_person, 1, {"job_title": "Laboratory manager"})
    assert values(desk, "job_title") == ("Laboratory manager", {"Head of laboratory"})
    desk.do(use_alternative, beside(desk, "job_title", "Head of laboratory"))
    desk.do(use_alternative, beside(desk, "job_title", "Laboratory manager"))
    assert values(desk, "job_title") == ("Laboratory manager", {"Head of laboratory"})


def test_the_name_of_a_merged_twin_can_be_used(desk: Desk, ada: int, add: Add) -> None:
    add(ADA, full_name="Ada Berg-Holm", email="ada@holm.example", service_line="clinic_panels", company="Holm Labs")
    desk.do(merge, "people", 1, 2, {"full_name": 1, "email": 1, "company": 1})
    assert values(desk, "full_name") == ("Ada Berg", {"Ada Berg-Holm"})
    desk.do(use_alternative, beside(desk, "full_name", "Ada Berg-Holm"))
    view = desk.ask(person_view, 1)
    assert view.name == "Ada Berg-Holm"
    assert values(desk, "full_name") == ("Ada Berg-Holm", {"Ada Berg"})
    done = desk.do(use_alternative, beside(desk, "company", "Holm Labs"))
    assert done.kept == ("Leads stay with the organisation that they are about.",)
    assert desk.ask(person_view, 1).account == "Holm Labs"
    assert values(desk, "company") == ("Holm Labs", {"Northgate Hospital Labs"})


def test_an_organisation_that_is_no_more_cannot_be_used(desk: Desk, ada: int, add: Add) -> None:
    add(ADA, email="ada@holm.example", service_line="clinic_panels", company="Holm Labs")
    desk.do(merge, "people", 1, 2, {"company": 1})
    desk.do(edit_account, 2, {"company": "Holm Diagnostics"})
    with pytest.raises(Problem, match="no account Holm Labs any more"):
        desk.do(use_alternative, beside(desk, "company", "Holm Labs"))
    assert values(desk, "company") == ("Northgate Hospital Labs", {"Holm Labs"})


def test_other_values_of_an_account_are_used_in_the_same_way(desk: Desk, ada: int, add: Add) -> None:
    add(CLEO, size="40", city="Toronto", facility_type="Clinic")
    desk.do(merge, "accounts", 1, 2, {"size": 1, "facility_type": 1})

    def known(field: str) -> FactView:
        return next(one for one in desk.ask(account_view, 1).known if one.field == field)

    size, kind = known("size"), known("facility_type")
    assert (size.value, [one.value for one in size.alternatives]) == ("900", ["40"])
    assert [one.value for one in kind.alternatives] == ["Clinic"]
    desk.do(use_alternative, size.alternatives[0].id)
    desk.do(use_alternative, kind.alternatives[0].id)
    assert (known("size").value, known("size").alternatives[0].value) == ("40", "900")
    assert desk.ask(account_view, 1).card.size == 40
    assert known("facility_type").value == "Clinic"


def test_a_value_can_be_forgotten_and_that_taken_back(desk: Desk, ada: int) -> None:
    desk.do(edit_person, 1, {"email": "ada@new.example"})
    id = beside(desk, "email", "ada.berg@northgate.example")
    assert desk.do(forget_alternative, id).label == "Forget ada.berg@northgate.example of Ada Berg"
    assert values(desk, "email") == ("ada@new.example", set())
    for use_case in (use_alternative, forget_alternative):
        with pytest.raises(Problem, match="There is no alternative"):
            desk.do(use_case, id)
    desk.do(undo)
    assert values(desk, "email") == ("ada@new.example", {"ada.berg@northgate.example"})


# --- the rest of the page ---------------------------------------------------------------------------------------------


def test_the_page_shows_leads_story_seats_and_further_facts(desk: Desk, ada: int, add: Add, clock: SetClock) -> None:
    second = add(ADA, service_line="clinic_panels")
    clock.forward(hours=1)
    desk.do(log_touch, ada, "call", "Wants a pilot", True)
    desk.do(
        set_stakeholder,
        1,
        "hospital_lab",
        None,
        {"person_id": 1, "power": ("signs",), "certainty": "told", "stance": 2},
    )
    view = desk.ask(person_view, 1)
    assert (view.name, view.account, {row.id for row in view.leads}) == (
        "Ada Berg",
        "Northgate Hospital Labs",
        {ada, second},
    )
    assert (view.timeline[0].line.title, view.timeline[0].lead_id) == ("Call, reached", ada)
    assert {row.lead_id for row in view.timeline} <= {ada, second}
    (seat,) = view.seats
    assert (seat.account, seat.power, seat.stance, seat.certainty) == (
        "Northgate Hospital Labs", ("Signs",), "Champion", "Told by them",
    )  # fmt: skip
    assert view.history[0].label.startswith("Add")


def test_further_facts_of_an_import_are_shown_with_their_lead(desk: Desk, bring_in: Callable[..., Any]) -> None:
    bring_in("Name,Email,Company,Badge colour\nAda Berg,ada@north.example,North Lab,green\n")
    ((lead, _, facts),) = desk.ask(person_view, 1).extra_of_leads
    assert (lead, dict(facts)) == (1, {"Badge colour": "green"})


def test_consent_says_for_each_channel_who_wrote_it(desk: Desk, ada: int, clock: SetClock) -> None:
    desk.do(set_consent, 1, "email", "yes")
    clock.forward(days=1)
    desk.do(set_consent, 1, "phone", "no")
    shown = {one.channel: one for one in desk.ask(person_view, 1).consent}
    assert [(name, one.says) for name, one in shown.items()] == [
        ("any", "Not known"), ("email", "Yes"), ("phone", "No"), ("post", "Not known"),
    ]  # fmt: skip
    assert shown["any"].origin is None
    email, phone = shown["email"].origin, shown["phone"].origin
    assert email is not None
    assert phone is not None
    assert (email.says, phone.says) == ("Consent of Ada Berg: yes to email", "Consent of Ada Berg: no to phone")


def test_a_person_who_is_gone_is_said_and_a_merged_one_named(desk: Desk, ada: int, add: Add) -> None:
    add(BEN)
    desk.do(merge, "people", 1, 2)
    with pytest.raises(Problem, match=r"was merged into Ada Berg \(1\)"):
        desk.ask(person_view, 2)
    with pytest.raises(Problem, match="There is no person 77"):
        desk.ask(person_view, 77)


def test_a_person_is_found_by_number_address_name_and_what_they_were(desk: Desk, ada: int, add: Add) -> None:
    add(BEN)
    add(CLEO, full_name="Ada Berger")

    def meant(text: str) -> list[int]:
        return [one.id for one in desk.ask(people_meant, text)]

    assert (meant("2"), meant("BEN.ITO@northgate.example"), meant("ito ben")) == ([2], [2], [2])
    assert meant("Ada Berg") == [1]
    assert meant("ada") == [1, 3]
    assert (meant("nobody"), meant("99"), meant("no@body.example")) == ([], [], [])
    gone = desk.ask(person_view, 2).uuid
    desk.do(merge, "people", 1, 2)
    assert (meant("2"), meant(gone)) == ([1], [1])
