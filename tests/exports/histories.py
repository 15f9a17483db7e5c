"""Generated histories of leads for tests and benchmarks: the same seed gives the same year."""

import random
from datetime import datetime, timedelta
from typing import Any

from app.domain.playbook import Diagnosis
from app.domain.review import (
    CriterionFact,
    HandoffFact,
    LeadFact,
    MoveFact,
    ReviewFacts,
    SignalFact,
    TouchFact,
    week_bounds,
)
from app.domain.review.facts import HoursBetween

WEEK = "2026-W46"
ZONE = "America/New_York"
START, END = week_bounds(WEEK, ZONE)
LINES = ("Hospital lab services", "Clinic panels", "Employer screening", "Respiratory programmes")
SEGMENTS = ("Hospital", "Clinic", "Employer", "Laboratory", "Research")
SOURCES = ("Website", "Webinar", "Booth", "Content syndication", "Referral", "=cmd()")
OFFERS = ("Demo", "Guide", "Pricing", "Webinar", "")
REGIONS = ("North-east", "South", "West", "Europe")
OWNERS = ("Mira Lindqvist", "Jonas Falk", "Tove Anand", "")
PEOPLE = ("Ada Berg", "Ines Calder", "Ben Osei", "Lin Moreau", "Sam Okafor", "Eva Novak", "Raj Patel")
PLACES = ("Northgate Hospital Labs", "Harbour Clinic", "Elm Street Practice", "Summit Research", "Vale Employer Group")
PATHS = {
    "nurture": "Nurture",
    "sales_discovery": "Sales discovery",
    "technical_presales": "Technical pre-sales",
    "not_now": "Not now",
    "disqualified": "Disqualified",
    "sdr_outreach": "Outreach",
}
REASONS = (
    ("not_ready", "Not ready: no evaluation plan", True),
    ("wrong_route", "Wrong team, or wrong region", False),
    ("no_fit", "Does not fit", False),
)


def plain_hours(start: datetime, end: datetime) -> float:
    """Business hours without a calendar: a third of the hours of five days in seven."""
    return max(0.0, (end - start) / timedelta(hours=1)) * 40 / 168


def hours() -> HoursBetween:
    """The stand-in for the business clock."""
    return plain_hours


def rules(at_least_n: int = 5) -> tuple[Diagnosis, ...]:
    """All diagnoses with the limits of the code."""
    from app.domain.diagnoses import TESTS

    return tuple(
        Diagnosis(
            id=id,
            label=id.replace("_", " ").capitalize().replace("sql", "SQL").replace("Mql", "MQL"),
            says="",
            suggests=f"Change the rule behind {id}.",
            at_least_n=at_least_n,
        )
        for id in TESTS
    )


def facts(**changes: Any) -> ReviewFacts:
    """Facts of an empty workspace in week 46, with any field changed."""
    given: dict[str, Any] = {
        "week": WEEK,
        "start": START,
        "end": END,
        "now": END + timedelta(hours=9),
        "zone": ZONE,
        "workspace": "Northern diagnostics",
        "playbook": "diagnostics",
        "playbook_version": 3,
        "calendar": "Monday to Friday, 9 to 17, holidays of the United States",
        "journal_head": "9f2c4a6be1d07733",
        "path_labels": PATHS,
        "sales_paths": frozenset({"sales_discovery", "technical_presales"}),
    }
    return ReviewFacts(**(given | changes))


def a_year(leads: int, seed: int = 7, events_per_lead: int = 3) -> ReviewFacts:
    """A year of leads with moves, touches, signals and handoffs; `leads` of them with about so many events each."""
    chance = random.Random(seed)
    rows: list[LeadFact] = []
    moves: list[MoveFact] = []
    touches: list[TouchFact] = []
    signals: list[SignalFact] = []
    handoffs: list[HandoffFact] = []
    for id in range(1, leads + 1):
        born = END - timedelta(minutes=chance.randrange(1, 364 * 24 * 60))
        stage, path, cycle, at, moved = "lead", "sdr_outreach", 1, born, None
        qualifier = chance.choice(OWNERS[:3])
        for _ in range(events_per_lead):
            signals.append(
                SignalFact(
                    id,
                    born + timedelta(hours=chance.randrange(200)),
                    "download",
                    f"Guide {chance.randrange(9)}",
                    chance.random() < 0.7,
                )
            )
        while chance.random() < 0.45:
            at = at + timedelta(hours=chance.randrange(2, 900))
            if at >= END:
                break
            to_stage, to_path = _next(chance, stage, path)
            if path in ("disqualified", "not_now") and to_path not in ("disqualified", "not_now"):
                cycle += 1
            moves.append(MoveFact(id, at, stage, to_stage, path, to_path, cycle, qualifier, chance.random() < 0.03))
            touches.append(
                TouchFact(
                    id,
                    at - timedelta(hours=1),
                    chance.choice(("call", "email", "technical call")),
                    chance.random() < 0.5,
                    qualifier,
                )
            )
            if to_stage == "sql" and stage != "sql":
                handoffs.append(_handoff(chance, len(handoffs) + 1, id, at, qualifier, to_path))
            stage, path, moved = to_stage, to_path, at
        rows.append(_lead(chance, id, born, stage, path, cycle, qualifier))
        assert moved is None or moved < END
    criteria = (
        CriterionFact("sql_budget", "Is the budget known?", "sql", 10, 5, 85),
        CriterionFact("mql_role", "Is the role near the decision?", "mql", 60, 30, 10),
    )
    return facts(leads=rows, moves=moves, touches=touches, signals=signals, handoffs=handoffs, criteria=criteria)


def _next(chance: random.Random, stage: str, path: str) -> tuple[str, str]:
    if path == "disqualified":
        return stage, "nurture"
    draw = chance.random()
    if draw < 0.12:
        return stage, "disqualified"
    if draw < 0.2:
        return stage, "not_now"
    if draw < 0.3 and stage != "lead":
        return "mql" if stage in ("sql", "opportunity") else "lead", "nurture"
    higher = {"lead": "mql", "mql": "sql", "sql": "opportunity", "opportunity": "opportunity"}
    if stage == "lead" and draw > 0.94:
        return "sql", "sales_discovery"
    return higher[stage], chance.choice(("sales_discovery", "technical_presales", "nurture"))


def _handoff(chance: random.Random, number: int, lead: int, at: datetime, by: str, path: str) -> HandoffFact:
    verdict = chance.choice(("accept", "accept", "reject", "need_more", ""))
    verdict_at = at + timedelta(hours=chance.randrange(1, 200)) if verdict else None
    if verdict_at is not None and verdict_at >= END:
        verdict, verdict_at = "", None
    code, reason, early = chance.choice(REASONS) if verdict == "reject" else ("", "", False)
    return HandoffFact(
        number, lead, at, verdict, verdict_at, reason, code, by, "sales", path, chance.randrange(40, 101), early, 16.0
    )


def _lead(
    chance: random.Random, id: int, born: datetime, stage: str, path: str, cycle: int, qualifier: str
) -> LeadFact:
    gates = frozenset(gate for gate in ("need", "intent", "fit", "next_step") if chance.random() < 0.7)
    return LeadFact(
        id=id,
        ref=f"L-{id}",
        person=f"{chance.choice(PEOPLE)}",
        account=chance.choice(PLACES),
        created_at=born,
        stage=stage,
        path=path,
        cycle=cycle,
        service_line=chance.choice(LINES),
        segment=chance.choice(SEGMENTS),
        source=chance.choice(SOURCES),
        offer=chance.choice(OFFERS),
        region=chance.choice(REGIONS),
        owner=chance.choice(OWNERS),
        qualifier=qualifier,
        next_step=chance.choice(("Call about volumes", "Send the guide", "")),
        due=chance.choice((None, (END + timedelta(days=chance.randrange(-40, 40))).date())),
        fit=chance.randrange(101),
        intent=chance.randrange(101),
        fit_evidence=chance.random() < 0.6,
        proven=gates if stage != "lead" else frozenset(),
        asked=chance.random() < 0.8,
        seats_known=chance.randrange(5),
        seats_required=4,
        outreach_hours=8.0,
    )
