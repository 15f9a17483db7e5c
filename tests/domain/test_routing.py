"""First match wins, why, why not the others, and who gets the lead."""

from datetime import UTC, datetime

import pytest

from app.domain.lead import Gap, LeadFacts, Signal
from app.domain.playbook import Owner
from app.domain.routing import LATER, owner_of, route
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
        "Active": LATER,
        "The rest": LATER,
    }
    assert found.deadline_hours == 16


@pytest.mark.parametrize(
    ("owner", "load", "turn", "expected"),
    [
        (Owner(rule="keep"), {}, 0, "Olga"),
        (Owner(rule="named", names=("Tess",)), {}, 3, "Tess"),
        (Owner(rule="round_robin", names=("Ann", "Bob")), {}, 0, "Ann"),
        (Owner(rule="round_robin", names=("Ann", "Bob")), {}, 5, "Bob"),
        (Owner(rule="least_loaded", names=("Ann", "Bob")), {"Ann": 3, "Bob": 2}, 0, "Bob"),
        (Owner(rule="least_loaded", names=("Ann", "Bob")), {"Ann": 3}, 0, "Bob"),
        (Owner(rule="least_loaded", names=("Ann", "Bob")), {}, 9, "Ann"),
        (Owner(rule="by_region", by_region={"west": "Will"}), {}, 0, "Will"),
        (Owner(rule="by_region", by_region={"east": "Eve"}), {}, 0, "Olga"),
    ],
)
def test_every_owner_rule(owner, load, turn, expected):
    assert owner_of(owner, LeadFacts(1, owner="Olga", region="west"), load, turn) == expected
