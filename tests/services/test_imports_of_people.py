"""Who is who in a list: shared addresses, switchboards, second addresses; what of somebody known may not be lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.services import lead_page, leads
from app.services.desk import Desk
from app.services.imports import ImportChoices, ImportPlan, commit_import, first_look, plan_import
from app.services.undoing import undo

Plan = Callable[[str], ImportPlan]


@pytest.fixture
def planned(desk: Desk, csv: Callable[..., Path]) -> Plan:
    return lambda text: desk.ask(plan_import, [csv(text, "planned.csv")])


def _acts(plan: ImportPlan) -> list[str]:
    return [row.act for row in plan.rows]


def _all(desk: Desk) -> list[leads.LeadRow]:
    return desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter(), "created"))


SHARED = "Name,Email,Company\nAda Berg,team7@north.example,North Lab\nBen Ito,team7@north.example,North Lab\n"


def test_two_people_of_one_address_are_not_made_one(desk: Desk, planned: Plan, csv: Callable[..., Path]) -> None:
    plan = planned(SHARED)
    assert _acts(plan) == ["create", "doubtful"]
    assert "another name" in plan.rows[1].reason and "Ben Ito" in plan.rows[1].cells
    mark = plan.rows[1].mark
    apart = desk.ask(plan_import, [csv(SHARED, "planned.csv")], ImportChoices(acts={mark: "create"}))
    assert _acts(apart) == ["create", "create"]
    one = desk.ask(plan_import, [csv(SHARED, "planned.csv")], ImportChoices(acts={mark: "update"}))
    assert _acts(one) == ["create", "skip"]


@pytest.mark.parametrize("name", ["Ada Lind", "A. Berg", "Berg", "BERG Ada", "Ada Bergh", "Adda Berg", "Àda Berg", ""])
def test_another_spelling_is_the_same_person(planned: Plan, bring_in: Callable[..., ImportPlan], name: str) -> None:
    bring_in("Name,Email,Company\nAda Berg,ada@north.example,North Lab\n")
    assert "doubtful" not in _acts(planned(f"Name,Email,Company\n{name},ada@north.example,North Lab\n"))


def test_a_switchboard_does_not_make_its_callers_doubtful(planned: Plan) -> None:
    people = [("Ada Berg", "ada"), ("Ben Ito", "ben"), ("Cleo Marsh", "cleo")]
    rows = [f"{name},{box}@north.example,+1 614 555 0100,North Lab" for name, box in people]
    assert _acts(planned("\n".join(["Name,Email,Phone,Company", *rows, ""]))) == ["create"] * 3
    nothing_else = [f"{name},,+1 614 555 0100," for name, _ in people]
    assert _acts(planned("\n".join(["Name,Email,Phone,Company", *nothing_else, ""]))) == [
        "create",
        "doubtful",
        "doubtful",
    ]


def test_somebody_is_found_by_a_second_address_too(planned: Plan, bring_in: Callable[..., ImportPlan]) -> None:
    bring_in("Name,Email,Phone\nAda Berg,ada@north.example,+1 614 555 0101\n")
    bring_in("Name,Email,Phone\nAda Berg,aberg@home.example,+1 614 555 0101\n", "second.csv")
    assert _acts(planned("Name,Email\nAda Berg,aberg@home.example\n")) == ["skip"]


def test_each_interest_of_a_person_is_a_lead(desk: Desk, bring_in: Callable[..., ImportPlan]) -> None:
    rows = [
        f"Ada Berg,ada@north.example,North Lab,{line}" for line in ("", "Hospital lab", "Clinic panels", "Hospital lab")
    ]
    plan = bring_in("\n".join(["Name,Email,Company,Service line", *rows, ""]))
    assert _acts(plan) == ["create", "update", "create", "skip"]
    assert sorted(row.service_line for row in _all(desk)) == ["clinic_panels", "hospital_lab"]


def test_two_labs_of_one_name_in_two_countries_are_two(desk: Desk, bring_in: Callable[..., ImportPlan]) -> None:
    bring_in("Name,Company,Country\nAda Berg,Central Laboratory,US\nBen Ito,Central Laboratory,Germany\n")
    assert len({row.account_id for row in _all(desk)}) == 2


def test_a_consent_withdrawn_is_withdrawn(desk: Desk, planned: Plan, bring_in: Callable[..., ImportPlan]) -> None:
    head = "Name,Email,Company,Email opt-in\n"
    yes, no = (f"{head}Ada Berg,ada@north.example,North Lab,{word}\n" for word in ("yes", "no"))
    bring_in(yes)
    lead = _all(desk)[0].id
    plan = bring_in(no, "withdrawn.csv")
    assert plan.rows[0].differences["consent"] == ("email=yes", "email=no")
    assert desk.ask(lead_page.lead_view, lead).person.consent == {"email": "no"}
    assert _acts(planned(yes)) == ["skip"]  # a list does not talk anybody back into it
    desk.do(undo)
    assert desk.ask(lead_page.lead_view, lead).person.consent == {"email": "yes"}


def test_a_consent_withdrawn_further_down_the_same_list(desk: Desk, bring_in: Callable[..., ImportPlan]) -> None:
    rows = [f"Ada Berg,ada@north.example,North Lab,{word}" for word in ("yes", "no", "yes")]
    bring_in("\n".join(["Name,Email,Company,Email opt-in", *rows, ""]))
    assert desk.ask(lead_page.lead_view, _all(desk)[0].id).person.consent == {"email": "no"}


def test_notes_are_added_to_notes(desk: Desk, planned: Plan, bring_in: Callable[..., ImportPlan]) -> None:
    head = "Name,Email,Company,Notes\n"
    bring_in(f"{head}Ada Berg,ada@north.example,North Lab,Likes mornings\n")
    later = f"{head}Ada Berg,ada@north.example,North Lab,Contract ends in May\n"
    plan = bring_in(later, "later.csv")
    assert _acts(plan) == ["update"]
    assert desk.ask(lead_page.lead_view, _all(desk)[0].id).person.notes == "Likes mornings\nContract ends in May"
    assert _acts(planned(later)) == ["skip"]
    desk.do(undo)
    assert desk.ask(lead_page.lead_view, _all(desk)[0].id).person.notes == "Likes mornings"


def test_a_plan_made_twice_is_the_same(desk: Desk, planned: Plan, csv: Callable[..., Path]) -> None:
    assert list(planned(SHARED).rows) == list(planned(SHARED).rows)
    desk.do(commit_import, planned(SHARED))
    assert _acts(planned(SHARED)) == ["skip", "doubtful"]


def test_what_a_first_look_read_whole_is_not_read_again_unless_it_changed(desk: Desk, csv: Callable[..., Path]) -> None:
    path = csv(SHARED, "looked.csv")
    looked = desk.ask(first_look, [path])
    plan = desk.ask(plan_import, [path], None, looked)
    assert plan.files[0] is looked.files[0] and len(plan.rows) == 2
    path.write_text(SHARED + "Cleo Marsh,cleo@north.example,North Lab\n", encoding="utf-8")
    again = desk.ask(plan_import, [path], None, looked)
    assert again.files[0] is not looked.files[0] and len(again.rows) == 3
