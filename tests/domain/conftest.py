"""A small, valid playbook and lead for the rules, independent of the shipped ones."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.lead import Answer, Answered, Certainty, LeadFacts
from app.domain.playbook import Playbook

MakePlaybook = Callable[..., Playbook]


def _entries(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"id": id, "label": label} for id, label in pairs]


def _criterion(id: str, stage: str, gate: str, question: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "stage": stage,
        "gate": gate,
        "question": question,
        "guidance": "Ask.",
        "qualifies": ["Said so"],
        "does_not": ["Hoped so"],
        **more,
    }


def _plain() -> dict[str, Any]:
    return {
        "name": "trial",
        "title": "Trial",
        "about": "For tests.",
        "vocabularies": {
            "source": _entries(("webinar", "Webinar"), ("website", "Website")),
            "facility_type": _entries(("hospital", "Hospital"), ("clinic", "Clinic"), ("employer", "Employer")),
            "segment": _entries(("provider", "Provider")),
            "region": _entries(("northeast", "Northeast"), ("west", "West")),
            "testing_focus": _entries(("respiratory", "Respiratory")),
            "evaluation_stage": _entries(
                ("researching", "Researching"), ("comparing", "Comparing"), ("procuring", "Procuring")
            ),
            "offer": _entries(("pricing", "Pricing request"), ("education", "Education webinar")),
        },
        "service_lines": [
            {"id": "panel", "label": "Panel testing"},
            {"id": "funded", "label": "Funded programme", "budget_required": True},
        ],
        "signal_kinds": [
            {"id": "download", "label": "Download"},
            {"id": "visit", "label": "Page visit"},
            {"id": "demo", "label": "Demo request", "strength": "strong", "engagement": False},
            {"id": "pricing_request", "label": "Pricing request", "strength": "strong", "engagement": False},
        ],
        "paths": [
            {"id": "needs_research", "label": "Needs research", "key": "R"},
            {"id": "nurture", "label": "Nurture track", "key": "T"},
            {"id": "sdr", "label": "SDR outreach"},
            {"id": "sales_discovery", "label": "Sales discovery"},
            {"id": "technical_presales", "label": "Technical pre-sales", "key": "P"},
            {"id": "follow_up", "label": "Dated follow-up", "needs_date": True},
            {"id": "not_now", "label": "Not now", "needs_date": True, "key": "H"},
            {"id": "disqualified", "label": "Disqualified", "open": False, "key": "3"},
            {"id": "duplicate", "label": "Duplicate", "open": False, "key": "4"},
        ],
        "criteria": [
            _criterion(
                "M1",
                "mql",
                "fit",
                "Is it a facility we serve?",
                suggested_by={"fact": "facility_type", "is": ["hospital", "clinic"]},
            ),
            _criterion("M2", "mql", "interest", "Did they show interest in what we sell?"),
            _criterion("A1", "sal", "interest", "Has sales agreed to work it?"),
            _criterion("Q1", "sql", "need", "Is there a specific need?", seat="lab_ops"),
            _criterion("Q2", "sql", "intent", "Do they mean to act?"),
            _criterion("Q3", "sql", "fit", "Does the workflow fit?", seat="lis"),
            _criterion("Q4", "sql", "next_step", "Is there a next step?"),
            _criterion("Q5", "sql", "budget", "Is the money known?"),
        ],
        "questions": [
            {
                "id": "B1",
                "text": "What made you look now?",
                "proves": ["need"],
                "ask": "Lab operations",
                "counts_when": "A named problem",
            },
            {
                "id": "B2",
                "text": "When would you start?",
                "proves": ["intent"],
                "ask": "Sponsor",
                "counts_when": "A month",
            },
            {
                "id": "B3",
                "text": "Which LIS do you run?",
                "proves": ["fit"],
                "ask": "LIS analyst",
                "counts_when": "Name and version",
                "service_lines": ["panel"],
            },
            {
                "id": "B4",
                "text": "Shall we meet on Tuesday?",
                "proves": ["next_step"],
                "ask": "Anyone",
                "counts_when": "A date",
            },
        ],
        "scoring": {
            "fit": [
                {
                    "id": "facility",
                    "label": "Facility we serve",
                    "points": 30,
                    "when": {"fact": "facility_type", "is": ["hospital", "clinic"]},
                },
                {"id": "size", "label": "Large enough", "points": 25, "when": {"fact": "size", "at_least": 50}},
                {"id": "region", "label": "Our region", "points": 20, "when": {"fact": "region", "is": ["northeast"]}},
                {
                    "id": "role",
                    "label": "Runs the lab",
                    "points": 35,
                    "when": {"fact": "job_title", "has": ["lab", "laboratory"]},
                },
                {
                    "id": "competitor",
                    "label": "Competitor",
                    "points": -80,
                    "when": {"fact": "relation", "is": ["competitor"]},
                },
            ],
            "intent": [
                {
                    "id": "asked_price",
                    "label": "Asked for a price",
                    "signals": ["pricing_request"],
                    "points": 50,
                    "half_life_days": 14,
                },
                {
                    "id": "asked_demo",
                    "label": "Asked for a demo",
                    "signals": ["demo"],
                    "points": 40,
                    "half_life_days": 30,
                },
                {
                    "id": "reads",
                    "label": "Reads our material",
                    "signals": ["download", "visit"],
                    "points": 12,
                    "half_life_days": 30,
                    "at_most": 3,
                },
                {
                    "id": "validation",
                    "label": "Looks at validation",
                    "signals": ["download", "demo"],
                    "mentions": ["validation"],
                    "points": 30,
                    "half_life_days": 60,
                },
            ],
            "engagement_cap": 40,
            "fit_bands": [
                {"id": "weak", "label": "Weak", "at_least": 0},
                {"id": "strong", "label": "Strong", "at_least": 50},
            ],
            "intent_bands": [
                {"id": "low", "label": "Low", "at_least": 0},
                {"id": "high", "label": "High", "at_least": 50},
            ],
            "grid": [
                {"fit": "weak", "intent": "low", "label": "Wait", "path": "nurture"},
                {"fit": "weak", "intent": "high", "label": "Check fit", "path": "needs_research"},
                {"fit": "strong", "intent": "low", "label": "Warm up", "path": "sdr"},
                {"fit": "strong", "intent": "high", "label": "Go", "path": "sales_discovery"},
            ],
        },
        "routes": [
            {
                "id": "technical",
                "label": "Technical first",
                "path": "technical_presales",
                "deadline_hours": 8,
                "why": "Technical questions are open",
                "when": {"fact": "open_gaps", "at_least": 1},
                "owner": {"rule": "named", "names": ["Tess"]},
            },
            {
                "id": "hot",
                "label": "Hot",
                "path": "sales_discovery",
                "deadline_hours": 4,
                "why": "Strong fit and high intent",
                "when": {"all": [{"fact": "fit_band", "is": ["strong"]}, {"fact": "intent_band", "is": ["high"]}]},
                "owner": {"rule": "by_region", "by_region": {"northeast": "Nora", "west": "Will"}},
            },
            {
                "id": "warm",
                "label": "Warm",
                "path": "sdr",
                "deadline_hours": 16,
                "why": "Strong fit",
                "when": {"fact": "fit_band", "is": ["strong"]},
                "owner": {"rule": "round_robin", "names": ["Ann", "Bob"]},
            },
            {
                "id": "active",
                "label": "Active",
                "path": "sdr",
                "deadline_hours": 16,
                "why": "High intent",
                "when": {"fact": "intent_band", "is": ["high"]},
                "owner": {"rule": "least_loaded", "names": ["Ann", "Bob"]},
            },
            {
                "id": "rest",
                "label": "The rest",
                "path": "nurture",
                "deadline_hours": 40,
                "why": "Nothing urgent",
                "when": {},
            },
        ],
        "hours": {
            "timezone": "America/New_York",
            "days": ["mon", "tue", "wed", "thu", "fri"],
            "start": "09:00",
            "end": "17:00",
            "holidays": [
                {"name": "Thanksgiving", "rule": "4th thu of november"},
                {"name": "Christmas", "rule": "12-25"},
            ],
        },
        "deadlines": {
            "first_outreach_hours": 16,
            "first_outreach_by_offer": {"pricing": 4},
            "verdict_hours": 24,
            "follow_up_days_by_offer": {"education": 21},
        },
        "no_response": {"attempts": 3, "days": 10, "proposes": "Pause, or try another message"},
        "disqualify": [{"id": "wrong_place", "label": "Outside our area"}],
        "not_now": [
            {"id": "contract", "label": "Bound by a contract", "relook_days": 180, "trigger": "The contract ends"},
            {"id": "later", "label": "Later"},
        ],
        "reasons": {
            "reject": [{"id": "too_early", "label": "Sent too early", "sent_too_early": True}],
            "disqualify": [
                {"id": "no_fit", "label": "No fit"},
                {"id": "other", "label": "Other", "needs_text": True},
            ],
            "not_now": [{"id": "budget_cycle", "label": "Waits for the budget"}],
            "override": [
                {"id": "known_buyer", "label": "Known buyer"},
                {"id": "other_override", "label": "Other", "needs_text": True},
            ],
        },
        "nurture": [
            {
                "id": "lab_track",
                "label": "Lab leaders",
                "roles": ["lab director", "lab_ops"],
                "buyer_question": "Will turnaround improve?",
                "content": ["Turnaround study"],
                "collect": ["Volumes"],
                "every_days": 30,
                "service_lines": ["panel"],
            },
            {
                "id": "finance_track",
                "label": "Finance",
                "roles": ["finance", "procurement"],
                "buyer_question": "What does it cost?",
                "content": ["Cost model"],
                "collect": ["Cycle"],
                "every_days": 60,
            },
            {
                "id": "general",
                "label": "Everyone",
                "roles": [],
                "buyer_question": "What is new?",
                "content": ["Overview"],
                "collect": ["Role"],
                "every_days": 90,
            },
        ],
        "seats": [
            {
                "id": "lab_director",
                "label": "Lab director",
                "lane": "Lab",
                "power": ["signs", "veto"],
                "checks": "Verification",
                "title_words": ["lab director", "laboratory director", "medical director"],
            },
            {
                "id": "lab_ops",
                "label": "Lab operations",
                "lane": "Lab",
                "power": ["recommends"],
                "checks": "Workflow",
                "title_words": ["lab manager", "lab operations", "laboratory manager"],
            },
            {
                "id": "lis",
                "label": "LIS analyst",
                "lane": "IT & data",
                "power": ["recommends"],
                "checks": "Interfaces",
                "title_words": ["LIS", "informatics"],
            },
            {
                "id": "security",
                "label": "Information security",
                "lane": "IT & data",
                "power": ["veto"],
                "checks": "Questionnaire",
                "title_words": ["CISO", "information security"],
            },
            {
                "id": "procurement",
                "label": "Procurement",
                "lane": "Money & supply",
                "power": ["signs"],
                "checks": "Terms",
                "title_words": ["procurement", "sourcing", "contracts"],
            },
            {
                "id": "finance",
                "label": "Finance",
                "lane": "Money & supply",
                "power": ["budget"],
                "checks": "Total cost",
                "title_words": ["CFO", "finance"],
            },
        ],
        "templates": [
            {
                "service_line": "panel",
                "seats": {
                    "lab_director": "required",
                    "lab_ops": "required",
                    "procurement": "required",
                    "lis": "expected",
                    "security": "optional",
                },
            },
        ],
        "handoff": {"mandatory": ["reason", "next_step"], "counted": ["committee"]},
        "diagnoses": [],
        "presets": [
            {"id": "hybrid", "label": "Hybrid", "about": "Both", "mql_fit_at_least": 40, "mql_intent_at_least": 30},
            {
                "id": "quality",
                "label": "Quality first",
                "about": "Strict",
                "mql_fit_at_least": 60,
                "mql_intent_at_least": 40,
                "required_criteria": ["Q5"],
            },
        ],
        "preset": "hybrid",
    }


@pytest.fixture(scope="session")
def make_playbook() -> MakePlaybook:
    """A factory: the small playbook with top-level parts replaced."""
    return lambda **changes: Playbook.model_validate({**_plain(), **changes})


@pytest.fixture(scope="session")
def playbook(make_playbook: MakePlaybook) -> Playbook:
    return make_playbook()


@pytest.fixture(scope="session")
def plain_playbook() -> Callable[[], dict[str, Any]]:
    """The small playbook as plain data, for tests that change a part of a part."""
    return _plain


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday, 10:00 in New York


@pytest.fixture(scope="session")
def yes() -> Callable[..., dict[str, Answer]]:
    """Answers Yes with written evidence to these criteria."""
    return lambda *ids, evidence="They said so on the call": {
        id: Answer(id, Answered.YES, evidence, certainty=Certainty.TOLD) for id in ids
    }


@pytest.fixture(scope="session")
def lead() -> Callable[..., LeadFacts]:
    """A lead with an owner, a next step and what the test adds."""
    return lambda **facts: LeadFacts(**{"lead_id": 1, "service_line": "panel", "owner": "Olga", "path": "sdr", **facts})
