"""The routes of the shipped playbooks: each wins for the lead it is made for, names an owner, and says why."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from app.domain.lead import Answer, Answered, Gap, LeadFacts, Signal
from app.domain.routing import NOBODY_YET, first_route, route, tried
from app.domain.scoring import score
from app.domain.stage import Stage
from app.services.playbooks import shipped_playbook

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
PLAYBOOKS = ("diagnostics", "medical", "healthtech", "respiratory")
GAP = (Gap(1, "Which interface?", "interface", "slows", "ours"),)
STOPS = (Gap(1, "Who pays?", "commercial", "stops", "theirs"),)
PRICE = (Signal(1, "pricing_request", NOW),)

shipped = cache(shipped_playbook)

MADE_FOR = (  # the route, the facts of a lead for it, its bands
    ("no_buyer", {"relation": "own_staff"}, "high", "high"),
    ("technical_gap", {"gaps": GAP}, "low", "low"),
    ("technical_gap", {"gaps": STOPS, "stage": Stage.SQL}, "high", "high"),
    ("validation_question", {"asked_for": "your validation summary"}, "medium", "medium"),
    ("integration_question", {"asked_for": "an HL7 interface"}, "medium", "medium"),
    ("technical_context", {"intent_context": "technical"}, "medium", "medium"),
    ("clinical_question", {"asked_for": "the clinical pathway"}, "medium", "medium"),
    ("pilot_ready", {"stage": Stage.SQL, "asked_for": "a pilot", "answers": ("sql_next_step",)}, "medium", "medium"),
    ("papers_ready", {"stage": Stage.SQL, "evaluation_stage": "procuring"}, "medium", "medium"),
    ("enterprise_ready", {"segment": "ENTERPRISE"}, "medium", "high"),
    ("proven", {"stage": Stage.SQL}, "medium", "medium"),
    ("price_first", {"signals": PRICE}, "medium", "high"),
    ("ready_to_talk", {"stage": Stage.MQL}, "high", "high"),
    ("comparing", {"evaluation_stage": "comparing"}, "medium", "low"),
    ("unclear_fit", {}, "low", "high"),
    ("syndicated", {"source": "content_syndication"}, "low", "low"),
    ("warm", {}, "medium", "medium"),
    ("quiet_fit", {}, "high", "low"),
    ("otherwise", {}, "low", "low"),
)


def a_lead(playbook, facts, line):
    given = dict(facts)
    given["answers"] = {id: Answer(id, Answered.YES, "They said so") for id in facts.get("answers", ())}
    if facts.get("segment"):
        when = next(one.when for one in playbook.routes if one.id == "enterprise_ready")
        given["segment"] = next(part.is_[0] for part in when.all if part.fact == "segment")
    return LeadFacts(1, service_line=line, owner="Olga", **given)


def a_score(playbook, lead, fit, intent):
    return replace(score(playbook, lead, NOW), fit_band=fit, intent_band=intent)


@pytest.mark.parametrize("name", PLAYBOOKS)
@pytest.mark.parametrize(("id", "facts", "fit", "intent"), MADE_FOR)
def test_each_route_wins_for_the_lead_it_is_made_for(name, id, facts, fit, intent):
    playbook = shipped(name)
    won = {}
    for line in playbook.service_lines:
        lead = a_lead(playbook, facts, line.id)
        found = route(playbook, lead, a_score(playbook, lead, fit, intent))
        won[line.id] = found.route
        assert first_route(playbook, lead, a_score(playbook, lead, fit, intent)).id == found.route
        assert found.why and found.deadline_hours > 0 and found.owner and found.why_owner
        assert playbook.path(found.path) is not None
        assert [label for label, _ in found.why_not] == [r.label for r in playbook.routes if r.id != found.route]
        assert all(reason for _, reason in found.why_not)
    assert id in won.values(), won


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_route_of_a_shipped_playbook_is_tried_here(name):
    assert {route.id for route in shipped(name).routes} == {id for id, *_ in MADE_FOR}


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_region_has_an_owner_and_an_unknown_one_leaves_the_lead_where_it_is(name):
    playbook = shipped(name)
    for one in playbook.routes:
        if one.owner.rule == "by_region":
            assert set(one.owner.by_region) == {region.id for region in playbook.vocabularies.region}, one.id
            assert all(one.owner.by_region.values())
    lead = a_lead(playbook, {"stage": Stage.SQL, "region": "somewhere"}, playbook.service_lines[0].id)
    proven = next(
        one for one in tried(playbook, lead, a_score(playbook, lead, "medium", "medium"), NOBODY_YET) if one.chosen
    )
    assert proven.owner == "Olga"
