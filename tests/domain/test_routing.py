"""First match wins, why, why not the others, and who gets the lead."""

from datetime import UTC, datetime

import pytest

from app.domain.lead import Gap, LeadFacts, Signal
from app.domain.playbook import Owner
from app.domain.routing import Desks, asks_for_load, owner_of, route, tried
from app.domain.scoring import score

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
ASKED = (Signal(1, "pricing_request", NOW),)
STRONG = {"facility_type": "hospital", "size": 80}
GAP = (Gap(1, "How are results delivered?", "integration", "slows", "ours"),)


def routed(playbook, facts, **more):
    lead = LeadFacts(1, owner="Olga", **facts)
    return route(playbook, lead, score(playbook, lead, NOW), **more)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({**STRONG, "gaps": GAP, "signals": ASKED}, ("technical", "technical_presales", "Tess")),
        ({**STRONG, "region": "west", "signals": ASKED}, ("hot", "sales_discovery", "Will")),
        ({**STRONG, "signals": ASKED}, ("hot", "sales_discovery", "Olga")),  # no region: the owner stays
        (STRONG, ("warm", "sdr", "Ann")),
        ({"signals": ASKED}, ("active", "sdr", "Ann")),
        ({}, ("rest", "nurture", "Olga")),
    ],
)
def test_the_first_route_that_holds_wins(playbook, facts, expected):
    found = routed(playbook, facts)
    assert (found.route, found.path, found.owner) == expected


def test_a_route_says_why_and_the_others_why_not(playbook):
    found = routed(playbook, {**STRONG})
    assert found.why == "Strong fit (Fit: Strong)"
    assert dict(found.why_not) == {
        "Technical first": "Open questions: 0, under 1",
        "Hot": "Intent: Low, not High",
        "Active": "Intent: Low, not High",
        "The rest": "an earlier route matched: Warm",
    }
    assert found.deadline_hours == 16
    assert found.why_owner == "first in turn"


def test_a_later_route_that_would_hold_too_says_so(playbook):
    lead = LeadFacts(1, gaps=GAP, signals=ASKED, facility_type="hospital", size=80)
    every = tried(playbook, lead, score(playbook, lead, NOW))
    assert [(one.route.id, one.holds, one.chosen) for one in every] == [
        ("technical", True, True),
        ("hot", True, False),
        ("warm", True, False),
        ("active", True, False),
        ("rest", True, False),
    ]
    assert every[0].says == "Technical questions are open (Open questions: 1)"
    assert every[2].says == "an earlier route matched: Technical first; this one would hold too (Fit: Strong)"


def a_route(playbook, rule, **more):
    return playbook.routes[0].model_copy(update={"owner": Owner(rule=rule, **more)})


TURNS = ("Ann", "Bob", "Cat")


@pytest.mark.parametrize(
    ("rule", "more", "present", "load", "last", "expected"),
    [
        ("keep", {}, "Olga", {}, "", ("Olga", "stays with its owner")),
        ("keep", {}, "", {}, "", ("", "nobody owns it yet")),
        ("named", {"names": ("Tess",)}, "Olga", {}, "", ("Tess", "named by the rule")),
        ("named", {"names": ("Nobody known",)}, "", {}, "", ("Nobody known", "named by the rule")),
        ("by_region", {"by_region": {"west": "Will"}}, "Olga", {}, "", ("Will", "by its region")),
        ("by_region", {"by_region": {"east": "Eve"}}, "Olga", {}, "", ("Olga", "stays with its owner")),
        ("by_region", {"by_region": {"east": "Eve"}}, "", {}, "", ("", "nobody owns it yet")),
        ("round_robin", {"names": TURNS}, "", {}, "", ("Ann", "first in turn")),
        ("round_robin", {"names": TURNS}, "Olga", {}, "Ann", ("Bob", "next in turn after Ann")),
        ("round_robin", {"names": TURNS}, "Olga", {}, "Cat", ("Ann", "next in turn after Cat")),
        ("round_robin", {"names": TURNS}, "Olga", {}, "Gone", ("Ann", "first in turn")),
        ("round_robin", {"names": TURNS}, "Cat", {}, "Ann", ("Cat", "has it already")),
        (
            "least_loaded",
            {"names": TURNS},
            "Olga",
            {"Ann": 3, "Bob": 2, "Cat": 9},
            "",
            ("Bob", "has the fewest open leads (2)"),
        ),
        ("least_loaded", {"names": TURNS}, "Olga", {"Ann": 3}, "", ("Bob", "has the fewest open leads (0)")),
        ("least_loaded", {"names": TURNS}, "", {}, "", ("Ann", "has the fewest open leads (0)")),
        ("least_loaded", {"names": TURNS}, "Ann", {"Ann": 3}, "", ("Ann", "has it already")),
    ],
)
def test_every_owner_rule(playbook, rule, more, present, load, last, expected):
    one = a_route(playbook, rule, **more)
    facts = LeadFacts(1, owner=present, region="west")
    assert owner_of(one, facts, Desks(load, {one.id: last})) == expected


def test_turns_go_round_whoever_looks(playbook):
    one, last, given = a_route(playbook, "round_robin", names=TURNS), {}, []
    for lead in (9, 4, 4000, 2, 8, 6):
        looked = {owner_of(one, LeadFacts(lead), Desks({}, last)) for _ in range(3)}
        assert len(looked) == 1
        given.append(looked.pop()[0])
        last = {one.id: given[-1]}
    assert given == [*TURNS, *TURNS]


def test_the_load_of_the_owner_is_a_fact_that_rules_may_ask_for(make_playbook, plain_playbook):
    routes = plain_playbook()["routes"]
    routes[2]["when"] = {"all": [{"fact": "owner_load", "at_least": 10}, {"fact": "fit_band", "is": ["strong"]}]}
    routes[3]["owner"] = {"rule": "keep"}
    book = make_playbook(routes=routes)
    lead = LeadFacts(1, owner="Olga", facility_type="hospital", size=80)
    scored = score(book, lead, NOW)
    assert asks_for_load(book)
    assert route(book, lead, scored, Desks({"Olga": 12}, {})).route == "warm"
    found = route(book, lead, scored, Desks({"Olga": 3}, {}))
    assert found.route == "rest"
    assert dict(found.why_not)["Warm"] == "Open leads of the owner: 3, under 10"
