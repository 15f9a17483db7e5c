"""Routes: the first rule that holds names path, owner and deadline, and says why; the others say why not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.compiled import Test, compiled
from app.domain.conditions import Condition
from app.domain.lead import LeadFacts
from app.domain.playbook import Owner, Playbook, Route
from app.domain.playbook.derived import per_playbook
from app.domain.scoring import Score
from app.domain.spoken import words_of
from app.language import later, tr

LATER = later("an earlier route matched")


@dataclass(frozen=True, slots=True)
class Desks:
    """What the owner rules look at beyond the lead itself; counted once for many leads."""

    load: Mapping[str, int]  # open leads of each owner
    last: Mapping[str, str]  # who was given the last lead by each route that takes turns, by its id


NOBODY_YET = Desks({}, {})


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
    why_owner: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """One route of the playbook, tried on a lead."""

    route: Route
    holds: bool
    chosen: bool
    says: str  # the facts that decided, in words
    owner: str
    why_owner: str


def route(playbook: Playbook, facts: LeadFacts, score: Score, desks: Desks = NOBODY_YET) -> Routed:
    """Route one lead by the first rule whose condition holds (J4)."""
    every = tried(playbook, facts, score, desks)
    one = next(found for found in every if found.chosen)
    return Routed(
        route=one.route.id,
        path=one.route.path,
        owner=one.owner,
        deadline_hours=one.route.deadline_hours,
        why=one.says,
        why_not=tuple((other.route.label, other.says) for other in every if not other.chosen),
        label=one.route.label,
        why_owner=one.why_owner,
    )


def tried(playbook: Playbook, facts: LeadFacts, score: Score, desks: Desks = NOBODY_YET) -> tuple[Tried, ...]:
    """Every route in order: the one that wins with why, the others with the fact that kept them from it."""
    facts = while_routing(facts, score, desks)
    words, first, found = words_of(playbook), "", []
    for one, holds in _routes_of(playbook):
        held = holds(facts)
        chosen = held and not first
        said = words.said(one.when, facts) if held else words.unmet(one.when, facts)
        if chosen:
            first, said = one.label, f"{one.why} ({said})" if said else one.why
        elif held:
            said = _too_late(first, said)
        owner, why_owner = owner_of(one, facts, desks)
        found.append(Tried(one, held, chosen, said, owner, why_owner))
    return tuple(found)


def _too_late(first: str, said: str) -> str:
    why = f"{tr(LATER)}: {first}"
    return tr("{why}; this one would hold too ({facts})", why=why, facts=said) if said else why


def first_route(playbook: Playbook, facts: LeadFacts, score: Score, desks: Desks = NOBODY_YET) -> Route:
    """The route that wins, without a word on why: for many leads at once."""
    facts = while_routing(facts, score, desks)
    return next(one for one, holds in _routes_of(playbook) if holds(facts))


def while_routing(facts: LeadFacts, score: Score, desks: Desks) -> LeadFacts:
    """The facts of a lead with those that only routing knows: its bands, and the load of its owner."""
    load = desks.load.get(facts.owner, 0) if facts.owner else 0
    return replace(facts, fit_band=score.fit_band, intent_band=score.intent_band, owner_load=load)


def owner_of(route: Route, facts: LeadFacts, desks: Desks) -> tuple[str, str]:
    """Who the route names, and why: the present owner where it names nobody for this lead.

    Among several names, whoever has the lead already keeps it; so a proposal that was taken is the same when one
    looks again, and a turn is taken once a lead.
    """
    rule, present = route.owner, facts.owner
    stays = (present, tr("stays with its owner")) if present else ("", tr("nobody owns it yet"))
    if rule.rule == "named":
        return rule.names[0], tr("named by the rule")
    if rule.rule == "by_region":
        name = rule.by_region.get(facts.region)
        return (name, tr("by its region")) if name else stays
    if rule.rule in ("round_robin", "least_loaded") and present in rule.names:
        return present, tr("has it already")
    if rule.rule == "round_robin":
        return _next_in_turn(rule, desks.last.get(route.id, ""))
    if rule.rule == "least_loaded":
        return _least_loaded(rule, desks.load)
    return stays


def _next_in_turn(rule: Owner, last: str) -> tuple[str, str]:
    if last not in rule.names:
        return rule.names[0], tr("first in turn")
    return rule.names[(rule.names.index(last) + 1) % len(rule.names)], tr("next in turn after {name}", name=last)


def _least_loaded(rule: Owner, load: Mapping[str, int]) -> tuple[str, str]:
    name = min(rule.names, key=lambda one: load.get(one, 0))  # the first named among equals
    count = load.get(name, 0)
    return name, tr("has the fewest open leads ({count})", count=count)


@per_playbook
def asks_for_load(playbook: Playbook) -> bool:
    """True where a route looks at how many open leads somebody has; only then they are counted."""
    return any(one.owner.rule == "least_loaded" or _names(one.when, "owner_load") for one in playbook.routes)


@per_playbook
def routes_in_turn(playbook: Playbook) -> tuple[Route, ...]:
    """The routes whose owners take turns."""
    return tuple(one for one in playbook.routes if one.owner.rule == "round_robin")


def _names(condition: Condition, fact: str) -> bool:
    parts = (*condition.all, *condition.any, *condition.none)
    return condition.fact == fact or any(_names(part, fact) for part in parts)


@per_playbook
def _routes_of(playbook: Playbook) -> list[tuple[Route, Test]]:
    return [(one, compiled(one.when)) for one in playbook.routes]
