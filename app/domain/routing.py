"""Routes: the first rule that holds names path, owner and deadline, and says why; the others say why not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.compiled import Test, compiled
from app.domain.lead import LeadFacts
from app.domain.playbook import Owner, Playbook, Route
from app.domain.playbook.derived import per_playbook
from app.domain.scoring import Score
from app.domain.spoken import words_of

LATER = "an earlier route matched"


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a lead should go next; a proposal, never a move."""

    route: str  # its id
    path: str
    owner: str  # empty where the rule keeps the present owner and there is none
    deadline_hours: float  # business hours
    why: str
    why_not: tuple[tuple[str, str], ...]  # label and reason of every other route, in order
    label: str = ""


def route(
    playbook: Playbook, facts: LeadFacts, score: Score, load: Mapping[str, int] | None = None, turn: int = 0
) -> Routed:
    """Route one lead by the first rule whose condition holds (J4).

    `load` counts the open leads of each owner, for rules that ask for whoever has least; `turn` counts the leads
    routed so far, for rules that take turns.
    """
    facts = replace(facts, fit_band=score.fit_band, intent_band=score.intent_band)
    words = words_of(playbook)
    routes = _routes_of(playbook)
    place, chosen = next((i, one) for i, (one, holds) in enumerate(routes) if holds(facts))
    before = tuple((one.label, words.unmet(one.when, facts)) for one, _ in routes[:place])
    after = tuple((one.label, LATER) for one, _ in routes[place + 1 :])
    said = words.said(chosen.when, facts)
    return Routed(
        route=chosen.id,
        path=chosen.path,
        owner=owner_of(chosen.owner, facts, load or {}, turn),
        deadline_hours=chosen.deadline_hours,
        why=f"{chosen.why} ({said})" if said else chosen.why,
        why_not=(*before, *after),
        label=chosen.label,
    )


def owner_of(owner: Owner, facts: LeadFacts, load: Mapping[str, int], turn: int) -> str:
    """Who the rule names; the present owner where it names nobody for this lead."""
    if owner.rule == "named":
        return owner.names[0]
    if owner.rule == "by_region":
        return owner.by_region.get(facts.region) or facts.owner
    if owner.rule == "round_robin":
        return owner.names[turn % len(owner.names)]
    if owner.rule == "least_loaded":
        return min(owner.names, key=lambda name: load.get(name, 0))  # the first named among equals
    return facts.owner


@per_playbook
def _routes_of(playbook: Playbook) -> list[tuple[Route, Test]]:
    return [(one, compiled(one.when)) for one in playbook.routes]
