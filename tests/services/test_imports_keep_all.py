"""What a row says of somebody known is never lost: another text beside the first, words off the list, remarks."""

from collections.abc import Callable, Mapping

import pytest

from app.services import lead_page, leads
from app.services.desk import Desk
from app.services.imports import ImportPlan

BringIn = Callable[..., ImportPlan]


def _lead(desk: Desk, person: str) -> lead_page.LeadView:
    rows = desk.ask(leads.lead_rows, desk.ask(leads.lead_ids, leads.LeadFilter()))
    (lead,) = [row.id for row in rows if row.person == person]
    return desk.ask(lead_page.lead_view, lead)


def _extra(desk: Desk, person: str) -> Mapping[str, str]:
    return _lead(desk, person).extra


FIRST = "Name,Email,Company,City,Rating,Owner,Created\nAda Berg,ada@north.example,North Lab,Oslo,Warm,Mia,2026-10-01\n"
LATER = "Name,Email,Company,City,Rating,Owner,Created\nAda Berg,ada@north.example,North Lab,Bergen,Hot,Tom,2026-11-01\n"


def test_a_later_file_that_says_otherwise_is_kept_beside_what_was_said(desk: Desk, bring_in: BringIn) -> None:
    bring_in(FIRST)
    plan = bring_in(LATER, "later.csv")
    assert plan.rows[0].act == "update" and "facts of further columns" in plan.rows[0].reason
    held = _extra(desk, "Ada Berg")
    assert held["Rating"] == "Warm; Hot"
    assert held["City (said otherwise)"] == "Bergen"
    assert held["Owner (said otherwise)"] == "Tom"
    assert held["Created at"] == "2026-10-01; 2026-11-01"
    for text in (FIRST, LATER):
        assert bring_in(text, "again.csv").rows[0].act == "skip"
    assert _extra(desk, "Ada Berg") == held


def test_a_second_row_of_the_same_file_loses_nothing_either(desk: Desk, bring_in: BringIn) -> None:
    bring_in(FIRST + LATER.partition("\n")[2])
    held = _extra(desk, "Ada Berg")
    assert (held["Rating"], held["City (said otherwise)"]) == ("Warm; Hot", "Bergen")


def test_a_word_off_the_list_is_kept_once_and_the_same_file_again_brings_nothing(desk: Desk, bring_in: BringIn) -> None:
    text = "Name,Email,Service line\nMike Bray,mike@bay.example,Time travel\n"
    bring_in(text)
    assert _extra(desk, "Mike Bray")["Service line (not on the list)"] == "Time travel"
    assert bring_in(text, "again.csv").rows[0].act == "skip"


@pytest.mark.parametrize(("size", "differs"), [("201-500", False), ("201", False), ("900", True)])
def test_a_size_says_otherwise_only_where_its_number_differs(
    desk: Desk, bring_in: BringIn, size: str, differs: bool
) -> None:
    text = "Name,Email,Company,Company size\nAda Berg,ada@north.example,North Lab,{}\n"
    bring_in(text.format("201-500"))
    bring_in(text.format(size), "later.csv")
    assert ("Size (said otherwise)" in _extra(desk, "Ada Berg")) is differs


def test_a_remark_on_a_row_about_somebody_known_reaches_the_lead(desk: Desk, bring_in: BringIn) -> None:
    bring_in("Name,Email\nAda Berg,ada@north.example\n")
    bring_in("Name,Email,Phone\nAda Berg,ada@north.example,0221 555 0123\n", "later.csv")
    assert any("country" in remark for remark in _lead(desk, "Ada Berg").remarks)


def test_somebody_of_one_name_with_a_phone_only_is_found_again(desk: Desk, bring_in: BringIn) -> None:
    text = "Last name,Company,Phone\nSchmidt,Labor Schmidt,+49 89 5550 123\n"
    bring_in(text)
    (row,) = bring_in(text, "again.csv").rows
    assert row.act == "skip" and "same name and phone number" in row.reason


def test_the_second_address_and_number_of_somebody_known_are_kept(desk: Desk, bring_in: BringIn) -> None:
    bring_in("Name,Email,Company\nAda Berg,ada@north.example,North Lab\n")
    text = "Name,Email,Email 2,Phone,Mobile\nAda Berg,ada@north.example,ada@home.example,+16145550101,+16145550102\n"
    plan = bring_in(text, "later.csv")
    assert plan.rows[0].differences["phone"] == ("", "+16145550101; +16145550102 (kept beside it)")
    held = {(field, value) for field, value, _ in _lead(desk, "Ada Berg").person.alternatives}
    assert held == {("email", "ada@home.example"), ("phone", "+16145550102")}
    assert bring_in(text, "again.csv").rows[0].act == "skip"


def test_a_second_owner_and_the_range_of_a_size_stay_with_the_lead(desk: Desk, bring_in: BringIn) -> None:
    bring_in(
        "Name,Email,Company,Lead owner,Owner email,Employees\n"
        "Ada Berg,ada@north.example,North Lab,Tom Hay,tom@ours.example,201-500\n"
    )
    held = _extra(desk, "Ada Berg")
    assert held["Owner (also)"] == "tom@ours.example" and held["Employees"] == "201-500"


def test_where_somebody_is_stays_with_the_lead_where_no_organisation_is_named(desk: Desk, bring_in: BringIn) -> None:
    text = "Name,Email,City,Country\nAda Berg,ada@north.example,Dresden,Germany\n"
    bring_in(text)
    held = _extra(desk, "Ada Berg")
    assert (held["City"], held["Country"]) == ("Dresden", "DE") and "Domain" not in held
    assert bring_in(text, "again.csv").rows[0].act == "skip"


def test_another_organisation_of_somebody_known_is_kept(desk: Desk, bring_in: BringIn) -> None:
    bring_in("Name,Email,Company\nAda Berg,ada@north.example,North Lab Inc.\n")
    assert bring_in("Name,Email,Company\nAda Berg,ada@north.example,North Lab\n", "same.csv").rows[0].act == "skip"
    text = "Name,Email,Company\nAda Berg,ada@north.example,Mercy Health\n"
    bring_in(text, "later.csv")
    assert _extra(desk, "Ada Berg") == {"Organisation (said otherwise)": "Mercy Health"}
    assert bring_in(text, "again.csv").rows[0].act == "skip"


def test_a_page_and_a_second_first_name_are_kept_as_written(desk: Desk, bring_in: BringIn) -> None:
    bring_in(
        "First name,Last name,Buyer first name,Email,Company,Website\n"
        "Ada,Berg,Grace,ada@north.example,North Lab,https://www.north.example/labs/oslo\n"
        "Ben,Ito,Ben,ben@south.example,South Lab,https://www.south.example/\n"
    )
    held = _extra(desk, "Ada Berg")
    assert held["Website"] == "https://www.north.example/labs/oslo" and "Grace" in held.values()
    assert "Website" not in _extra(desk, "Ben Ito")
