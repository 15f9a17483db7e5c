"""Who is no buyer: relations typed by hand, learned from our own domains, and what they cost a lead."""

import pytest

from app.domain.problems import Problem
from app.domain.relations import relation_meant, relation_of
from app.services.adopting import adopt
from app.services.editing import edit_lead
from app.services.lead_page import lead_view
from app.services.ledger import ledger_view
from app.services.own_domains import own_domains, set_own_domains
from app.services.undoing import undo
from app.store.facts import facts_of
from tests.services.conftest import ADA, BEN


def relation(desk, id):
    return desk.ask(lambda work: facts_of(work.session, id).relation)


def against(desk, id):
    return [(point.rule, point.points) for point in desk.ask(ledger_view, id).points if point.points < 0]


@pytest.mark.parametrize(
    ("person", "account", "counts"),
    [
        ("", "", ""),
        ("", "competitor", "competitor"),
        ("student", "customer", "student"),
        ("own_staff", "", "own_staff"),
        ("left", "supplier", "supplier"),
        ("left", "", "left"),
        ("competitor", "", "competitor"),
    ],
)
def test_what_is_said_of_the_person_comes_first_where_it_is_personal(person, account, counts):
    assert relation_of(person, account) == counts


@pytest.mark.parametrize(
    ("written", "meant"), [("Competitor", "competitor"), (" our own STAFF ", "own_staff"), ("enemy", None)]
)
def test_a_relation_is_read_by_id_or_label(written, meant):
    assert relation_meant(written) == meant


@pytest.mark.parametrize(
    ("written", "rule", "of_the_other_lead_too"),
    [("Competitor", "competitor", True), ("supplier", "supplier", True), ("Student or job seeker", "student", False),
     ("own_staff", "own_staff", False)],
)  # fmt: skip
def test_a_relation_typed_by_hand_costs_points(desk, add, written, rule, of_the_other_lead_too):
    ada, ben = add(ADA), add(BEN)  # at one account
    before = desk.ask(ledger_view, ada).fit
    desk.do(edit_lead, ada, {"relation": written})
    assert against(desk, ada)[0][0] == rule
    assert desk.ask(ledger_view, ada).fit < before
    assert (relation(desk, ben) == rule) is of_the_other_lead_too
    desk.do(edit_lead, ada, {"relation": ""})
    assert (against(desk, ada), relation(desk, ben)) == ([], "")


def test_a_student_at_a_customers_stays_one(desk, ada):
    desk.do(edit_lead, ada, {"relation": "customer"})
    desk.do(edit_lead, ada, {"relation": "student"})
    view = desk.ask(lead_view, ada)
    assert (view.person.relation, view.account.relation, relation(desk, ada)) == ("student", "customer", "student")


def test_a_relation_that_nobody_knows_is_refused(desk, ada):
    with pytest.raises(Problem, match="'enemy' is not a relation; choose one of Customer, Competitor"):
        desk.do(edit_lead, ada, {"relation": "enemy"})


def test_people_at_a_domain_that_becomes_ours_are_our_own_staff(desk, add):
    ada = add(ADA)
    dora = add(ADA, full_name="Dora Lind", email="dora@sub.northgate.example", company="Elsewhere")
    changed = desk.do(set_own_domains, ["northgate.example"])
    assert changed.label.endswith("1 person there counts as our own staff")
    assert (relation(desk, ada), relation(desk, dora)) == ("own_staff", "")
    assert against(desk, ada)[0][0] == "own_staff"
    desk.do(undo, changed.action)
    assert (relation(desk, ada), against(desk, ada)) == ("", [])


def test_taking_a_domain_out_again_gives_them_back_but_keeps_what_was_typed(desk, add):
    ada, ben = add(ADA), add(BEN)
    desk.do(edit_lead, ben, {"relation": "student"})
    desk.do(set_own_domains, ["northgate.example"])
    assert (relation(desk, ada), relation(desk, ben)) == ("own_staff", "student")
    desk.do(set_own_domains, [])
    assert (relation(desk, ada), relation(desk, ben)) == ("", "student")


def test_an_address_of_ours_typed_by_hand_makes_them_our_own_staff(desk, ada):
    desk.do(set_own_domains, ["seller.example"])
    desk.do(edit_lead, ada, {"email": "ada@Seller.example"})
    assert relation(desk, ada) == "own_staff"
    desk.do(edit_lead, ada, {"relation": "customer"})
    assert relation(desk, ada) == "customer"  # what a person says stands


def adopt_with(desk, *domains):
    """Adopt the playbook in force with these own domains."""
    book = desk.ask(lambda work: work.playbook).model_copy(update={"own_domains": domains})
    return desk.do(adopt, book, "Our domains")


def test_a_lead_added_by_hand_from_our_own_domain_is_our_own_staff(desk, add):
    desk.do(set_own_domains, ["seller.example"])
    assert relation(desk, add(ADA, email="ada@Seller.example")) == "own_staff"
    assert relation(desk, add(BEN)) == ""


def test_own_domains_of_an_adopted_playbook_mark_who_is_there_already(desk, add):
    ada, ben = add(ADA), add(BEN, email="ben@elsewhere.example")
    changed = adopt_with(desk, "https://www.Northgate.example/en")
    assert desk.ask(own_domains).of_playbook == ("northgate.example",)
    assert changed.kept == ("1 person counts at northgate.example as our own staff.",)
    assert (relation(desk, ada), relation(desk, ben)) == ("own_staff", "")
    changed = adopt_with(desk)
    assert changed.kept == ("1 person counts at northgate.example no longer as our own staff.",)
    assert relation(desk, ada) == ""
    desk.do(undo)
    assert relation(desk, ada) == "own_staff"


def test_a_domain_that_the_playbook_or_the_workspace_still_names_stays_ours(desk, ada):
    desk.do(set_own_domains, ["northgate.example"])
    adopt_with(desk, "northgate.example")
    desk.do(set_own_domains, [])
    assert relation(desk, ada) == "own_staff"


@pytest.mark.parametrize("written", ["gmail.com", "two words", "co.uk"])
def test_a_playbook_cannot_call_everybody_our_own(desk, ada, written):
    with pytest.raises(Problem, match=r"Anybody|is no domain|anybody"):
        adopt_with(desk, written)
    assert desk.ask(own_domains).of_playbook == ()
