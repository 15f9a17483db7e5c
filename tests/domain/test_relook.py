"""Disqualify and not-now rules as written checks, and what brings a lead back."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.lead import Signal
from app.domain.relook import asked_since, come_true, holding, trigger_of

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
RULES = {
    "disqualify": [
        {
            "id": "far",
            "label": "Outside our regions",
            "when": {"all": [{"fact": "region", "is": ["west"]}], "none": [{"fact": "service_line", "is": ["funded"]}]},
            "relook_days": 365,
            "trigger": "We open that region",
        },
        {"id": "rival", "label": "A competitor", "when": {"fact": "relation", "is": ["competitor"]}},
        {"id": "idle", "label": "Only general questions", "relook_days": 180, "trigger": "They ask for a price"},
    ],
    "not_now": [
        {
            "id": "moving",
            "label": "System is being replaced",
            "when": {"fact": "systems", "has": ["migration"]},
            "relook_days": 180,
            "trigger": "Their new system is live",
        },
        {"id": "later", "label": "Later", "relook_days": 90, "trigger": "Benefits planning begins in spring"},
    ],
}


@pytest.fixture
def book(make_playbook):
    return make_playbook(**RULES)


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({}, []),
        ({"region": "west"}, [("far", "disqualified", "Region: West; Service line: Panel testing")]),
        ({"region": "west", "service_line": "funded"}, []),
        ({"relation": "competitor"}, [("rival", "disqualified", "Relation to us: Competitor")]),
        (
            {"systems": "Old LIS, migration in May"},
            [("moving", "not_now", "Current systems: Old LIS, migration in May")],
        ),
    ],
)
def test_a_rule_that_holds_is_named_with_its_facts(book, lead, facts, rules):
    found = holding(book, lead(**{"region": "northeast", **facts}))
    assert [(held.rule.id, held.path, held.because) for held in found] == rules


def test_a_rule_laid_aside_by_leaves_its_trigger_only_where_it_holds(book, lead):
    assert trigger_of(book, lead(systems="A migration runs"), "moving") == "Their new system is live"
    assert trigger_of(book, lead(systems="Epic"), "moving") == ""
    assert trigger_of(book, lead(), "later") == "Benefits planning begins in spring"  # a person's judgement
    assert trigger_of(book, lead(), "budget_cycle") == ""


@pytest.mark.parametrize(
    ("facts", "trigger", "says"),
    [
        ({"systems": "Epic, live since May"}, "Their new system is live", "“System is being replaced” no longer holds"),
        ({"systems": "A migration runs"}, "Their new system is live", None),
        ({"systems": ""}, "Their new system is live", None),  # unknown denies nothing (R8)
        ({"systems": "Epic"}, "", None),
        ({"region": "northeast"}, "We open that region", "“Outside our regions” no longer holds, Region: Northeast"),
        ({"region": "west"}, "We open that region", None),
        (
            {"signals": (Signal(1, "download", NOW, asset="Benefits planning guide"),)},
            RULES["not_now"][1]["trigger"],
            "Benefits planning guide on 2026-11-18",
        ),
        ({"signals": (Signal(1, "download", NOW, asset="Benefits of panels"),)}, RULES["not_now"][1]["trigger"], None),
        (
            {"signals": (Signal(1, "download", NOW - 9 * DAY, asset="Benefits planning"),)},
            RULES["not_now"][1]["trigger"],
            None,
        ),  # before it was laid aside
        (
            {"signals": (Signal(1, "visit", NOW, asked_for="a new director for laboratory"),)},
            "When the new laboratory director starts",
            "a new director for laboratory",
        ),
    ],
)
def test_a_trigger_comes_true_by_facts_or_by_what_they_did(book, lead, facts, trigger, says):
    found = come_true(book, lead(moved_at=NOW - 2 * DAY, **facts), trigger)
    if says is None:
        assert found is None
    else:
        assert found is not None and found[0].startswith(f"{trigger}: ") and says in found[0]


def test_who_refuses_has_not_asked_again(make_playbook, plain_playbook, lead):
    kinds = [*plain_playbook()["signal_kinds"], {"id": "declined", "label": "Declined", "engagement": False}]
    book = make_playbook(signal_kinds=kinds)
    facts = lead(moved_at=NOW - 2 * DAY, signals=(Signal(1, "declined", NOW), Signal(2, "visit", NOW)))
    assert asked_since(book, facts) is None
    facts = lead(moved_at=NOW - 2 * DAY, signals=(Signal(1, "declined", NOW), Signal(2, "demo", NOW)))
    assert asked_since(book, facts).kind == "demo"
