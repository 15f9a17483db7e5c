"""How long a score takes, against a loop that only looks the same facts up in a dict."""

import json
import random
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest

from app.domain.lead import LeadFacts, Signal
from app.domain.playbook import Playbook
from app.domain.scoring import score

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
LEADS = 20_000
FACILITIES = ["hospital", "clinic", "employer", "research", "laboratory"]
KINDS = ["download", "visit", "webinar", "demo", "pricing_request", "booth_scan"]


def _playbook() -> Playbook:
    """A playbook with 15 fit rules and 10 intent rules."""

    def named(*ids: str) -> list[dict[str, str]]:
        return [{"id": id, "label": id.title()} for id in ids]

    criterion = {"guidance": "g", "qualifies": [], "does_not": []}
    gates = ("need", "intent", "fit", "next_step")
    fit = [
        {"id": f"facility_{one}", "label": one, "points": 12, "when": {"fact": "facility_type", "is": [one]}}
        for one in FACILITIES
    ]
    fit += [
        {"id": f"region_{n}", "label": f"Region {n}", "points": 8, "when": {"fact": "region", "is": [f"r{n}"]}}
        for n in range(4)
    ]
    fit += [
        {"id": "size", "label": "Size", "points": 15, "when": {"fact": "size", "at_least": 50}},
        {"id": "role", "label": "Role", "points": 15, "when": {"fact": "job_title", "has": ["lab", "director"]}},
        {"id": "systems", "label": "Systems", "points": 5, "when": {"fact": "systems", "known": True}},
        {"id": "asks", "label": "Asks", "points": 5, "when": {"fact": "wishes", "has": ["validation"]}},
        {
            "id": "both",
            "label": "Both",
            "points": 10,
            "when": {"all": [{"fact": "size", "at_least": 200}, {"fact": "region", "is": ["r1", "r2"]}]},
        },
        {"id": "rival", "label": "Rival", "points": -60, "when": {"fact": "relation", "is": ["competitor"]}},
    ]
    intent = [
        {"id": f"did_{kind}", "label": kind, "points": 20, "half_life_days": 30, "signals": [kind]} for kind in KINDS
    ]
    intent += [
        {
            "id": f"about_{n}",
            "label": word,
            "points": 15,
            "half_life_days": 45,
            "signals": KINDS,
            "mentions": [word],
            "at_most": 2,
        }
        for n, word in enumerate(["validation", "pricing", "integration", "pilot"])
    ]
    return Playbook.model_validate(
        {
            "name": "speed",
            "title": "Speed",
            "about": "",
            "vocabularies": {
                "source": [],
                "facility_type": named(*FACILITIES),
                "segment": [],
                "region": named("r0", "r1", "r2", "r3"),
                "testing_focus": [],
                "evaluation_stage": [],
            },
            "service_lines": named("panel"),
            "signal_kinds": named(*KINDS),
            "paths": named("sdr"),
            "criteria": [{**criterion, "id": "M1", "stage": "mql", "gate": "fit", "question": "?"}]
            + [{**criterion, "id": f"Q{n}", "stage": "sql", "gate": g, "question": "?"} for n, g in enumerate(gates)],
            "questions": [],
            "scoring": {
                "fit": fit,
                "intent": intent,
                "fit_bands": [{"id": "any", "label": "Any", "at_least": 0}],
                "intent_bands": [{"id": "any", "label": "Any", "at_least": 0}],
                "grid": [{"fit": "any", "intent": "any", "label": "Any", "path": "sdr"}],
            },
            "routes": [{"id": "r", "label": "R", "path": "sdr", "why": "", "when": {}, "deadline_hours": 1}],
            "hours": {"timezone": "UTC", "days": ["mon"], "start": "09:00", "end": "17:00"},
            "deadlines": {"first_outreach_hours": 8, "verdict_hours": 8},
            "no_response": {"attempts": 3, "days": 9, "proposes": ""},
            "disqualify": [],
            "not_now": [],
            "reasons": {"reject": [], "disqualify": [], "not_now": [], "override": []},
            "nurture": [],
            "seats": [],
            "templates": [],
            "handoff": {"mandatory": [], "counted": []},
            "diagnoses": [],
            "presets": [{"id": "p", "label": "P", "about": "", "mql_fit_at_least": 0, "mql_intent_at_least": 0}],
            "preset": "p",
        }
    )


def _leads() -> list[LeadFacts]:
    draw = random.Random(7)
    return [
        LeadFacts(
            n,
            facility_type=draw.choice(["", *FACILITIES]),
            region=draw.choice(["", "r0", "r1", "r2", "r3"]),
            size=draw.choice([None, 20, 80, 500]),
            job_title=draw.choice(["Lab manager", "Director", "Buyer", f"Specialist {n}"]),
            systems=draw.choice(["", "LIS"]),
            asked_for=draw.choice(["", "Validation plan", "A call"]),
            signals=tuple(
                Signal(s, draw.choice(KINDS), NOW - timedelta(days=draw.random() * 200), draw.choice(["", "Pilot"]))
                for s in range(draw.randint(1, 4))
            ),
        )
        for n in range(LEADS)
    ]


def _looked_up(leads: list[LeadFacts]) -> int:
    """The reference: the same 25 look-ups for each lead, and nothing else."""
    tables = [({"hospital": 12, "clinic": 12}, "facility_type")] * 15 + [({"Lab manager": 15}, "job_title")] * 10
    return sum(sum(table.get(getattr(facts, name), 0) for table, name in tables) for facts in leads)


@pytest.mark.benchmark
def test_scoring_speed(capsys):
    playbook, leads = _playbook(), _leads()
    rules = len(playbook.scoring.fit) + len(playbook.scoring.intent)
    score(playbook, leads[0], NOW)
    ours = theirs = float("inf")
    for _ in range(3):
        start = perf_counter()
        lines = sum(len(score(playbook, facts, NOW).ledger) for facts in leads)
        ours = min(ours, perf_counter() - start)
        start = perf_counter()
        _looked_up(leads)
        theirs = min(theirs, perf_counter() - start)
    figures = {
        "what": "score a lead",
        "rules": rules,
        "leads": LEADS,
        "lines_per_lead": round(lines / LEADS, 1),
        "microseconds": round(ours / LEADS * 1e6, 1),
        "times_plain_look_ups": round(ours / theirs, 1),
    }
    with capsys.disabled():
        print(json.dumps(figures))
    assert lines
