"""Leaving and coming back as written checks (J7): which rule holds for a lead, and whose trigger has come true."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.clock import clock_of
from app.domain.conditions import Condition
from app.domain.deadlines import engagement
from app.domain.lead import LeadFacts, Signal
from app.domain.matching import fold
from app.domain.paths import DISQUALIFIED, NOT_NOW
from app.domain.playbook import Playbook, Relook
from app.domain.playbook.derived import per_playbook
from app.domain.spoken import words_of
from app.language import tr

_TELLING = 5  # letters; shorter words say nothing about what a trigger waits for
_SHARED = 2  # words that what they did must share with a trigger to be what it waits for


@dataclass(frozen=True, slots=True)
class Held:
    """A written rule that holds for a lead: where it would go, and the facts that make it hold."""

    rule: Relook
    path: str
    because: str


def holding(playbook: Playbook, facts: LeadFacts) -> tuple[Held, ...]:
    """The disqualify and not-now rules that hold for a lead; they propose, and a person decides."""
    words = words_of(playbook)
    return tuple(
        Held(rule, path, words.said(rule.when, facts))
        for rule, path in _rules(playbook)
        if rule.when is not None and rule.when.holds(facts)
    )


def rule_of(playbook: Playbook, code: str) -> Relook | None:
    """The disqualify or not-now rule with this id, or None."""
    return next((rule for rule, _ in _rules(playbook) if rule.id == code), None)


def trigger_of(playbook: Playbook, facts: LeadFacts, code: str) -> str:
    """What brings back a lead that is laid aside by this rule; empty where the facts do not say what the rule says.

    A rule without a condition is a person's judgement, so its trigger counts as it is written.
    """
    rule = rule_of(playbook, code)
    if rule is None or (rule.when is not None and not rule.when.holds(facts)):
        return ""
    return rule.trigger


def come_true(playbook: Playbook, facts: LeadFacts, trigger: str) -> tuple[str, datetime | None] | None:
    """How what a lead waits for has come true since it was laid aside, and when; None where nothing shows it.

    Either the facts no longer say what the rule said, or they did something that speaks of the trigger.
    """
    if not trigger:
        return None
    rule = next((rule for rule, _ in _rules(playbook) if rule.trigger == trigger), None)
    if rule is not None and rule.when is not None and _denied(rule.when, facts):
        says = tr(
            "{trigger}: “{rule}” no longer holds, {facts}",
            trigger=trigger,
            rule=rule.label,
            facts=_now(playbook, rule.when, facts),
        )
        return says, facts.moved_at
    spoken = _speaks_of(playbook, facts, trigger)
    if spoken is None:
        return None
    said = spoken.asset or spoken.asked_for or playbook.label("signal", spoken.kind)
    day = clock_of(playbook.hours).local_date(spoken.at).isoformat()
    return tr("{trigger}: {said} on {day}", trigger=trigger, said=said, day=day), spoken.at


def asked_since(playbook: Playbook, facts: LeadFacts) -> Signal | None:
    """The first thing they asked for since the last move; engagement is no reason, nor is a refusal (R4)."""
    if facts.moved_at is None:
        return None
    asking = _asking(playbook)
    asked = [signal for signal in facts.signals if signal.at > facts.moved_at and signal.kind in asking]
    return min(asked, key=lambda signal: (signal.at, signal.id), default=None)


@per_playbook
def _asking(playbook: Playbook) -> frozenset[str]:
    """Kinds by which somebody asks for something: not engagement, and not weak as a refusal or a bounce is."""
    return frozenset(k.id for k in playbook.signal_kinds if not k.engagement and k.strength != "weak")


def _rules(playbook: Playbook) -> Iterator[tuple[Relook, str]]:
    yield from ((rule, DISQUALIFIED) for rule in playbook.disqualify)
    yield from ((rule, NOT_NOW) for rule in playbook.not_now)


def _denied(condition: Condition, facts: LeadFacts) -> bool:
    """True where every fact is known and the condition does not hold; what is unknown denies nothing (R8)."""
    known = all(getattr(facts, name) not in (None, "") for name in _facts_in(condition))
    return known and not condition.holds(facts)


def _facts_in(condition: Condition) -> frozenset[str]:
    own = frozenset({condition.fact} if condition.fact else ())
    return own.union(*(_facts_in(part) for part in (*condition.all, *condition.any, *condition.none)))


def _now(playbook: Playbook, condition: Condition, facts: LeadFacts) -> str:
    words = words_of(playbook)
    return "; ".join(f"{words.fact(n)}: {words.value(n, getattr(facts, n))}" for n in sorted(_facts_in(condition)))


def _speaks_of(playbook: Playbook, facts: LeadFacts, trigger: str) -> Signal | None:
    """The first act of theirs since the last move whose words share enough with the trigger."""
    wanted = _words(trigger)
    if facts.moved_at is None or len(wanted) < _SHARED:
        return None
    mere = engagement(playbook)
    for signal in sorted(facts.signals, key=lambda one: (one.at, one.id)):
        text = f"{signal.asset} {signal.asked_for} {signal.campaign if signal.kind not in mere else ''}"
        if signal.at > facts.moved_at and len(wanted & _words(text)) >= _SHARED:
            return signal
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) >= _TELLING)
