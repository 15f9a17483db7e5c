"""What would change a score: rules not met yet, facts that nobody knows, and the way up to the next band."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any

from app.domain.conditions import Condition
from app.domain.lead import LeadFacts, Signal
from app.domain.ledger import CEILING, FLOOR, Rules, rules_of, utc_day
from app.domain.playbook import Playbook, by_id
from app.domain.playbook.derived import per_playbook
from app.domain.scoring import Score, band, cell, clamped
from app.domain.spoken import either
from app.language import later, later_many, number, signed, tr, tr_many, within

ASKED = (  # what somebody can find out; the order is the one in which people ask
    "facility_type",
    "region",
    "country",
    "service_line",
    "testing_focus",
    "size",
    "seat",
    "job_title",
    "systems",
    "accreditation",
    "segment",
    "evaluation_stage",
    "intent_context",
)
_MORE = {
    "fit": later_many(
        "{count} point more and the fit is {band} (“{cell}”, {path}): {way}",
        "{count} points more and the fit is {band} (“{cell}”, {path}): {way}",
    ),
    "intent": later_many(
        "{count} point more and the intent is {band} (“{cell}”, {path}): {way}",
        "{count} points more and the intent is {band} (“{cell}”, {path}): {way}",
    ),
}
_TOGETHER = 3  # facts at once, on the way to the next band


@dataclass(frozen=True, slots=True)
class Nearest:
    """A rule that could give more, what it would add to the score, and how."""

    rule: str
    label: str
    axis: str
    adds: int
    how: str
    unknown: bool = False  # nobody has looked yet; asking may be enough


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the fit would gain or lose if an unknown fact turned out to be one of these values."""

    fact: str
    adds: int
    when: str  # 'facility type is Hospital or Clinic'
    fit_band: str  # the band it would be in, by id
    cell_label: str
    path: str
    path_label: str
    moves_up: bool  # the band would be another one
    says: str
    says_when: str  # the same without the points, where they stand beside it


@dataclass(frozen=True, slots=True)
class NextBand:
    """The band above, what is missing to it, where it leads, and what would do."""

    axis: str
    band: str
    missing: int
    cell_label: str
    path: str
    path_label: str
    by: tuple[str, ...]  # what would do together (fit), or each alone (intent); empty where nothing known would
    says: str


def nearest(playbook: Playbook, facts: LeadFacts, score: Score, now: datetime, at_most: int = 5) -> tuple[Nearest, ...]:
    """The rules that would add most; facts that nobody has looked into come first."""
    rules = rules_of(playbook)
    found = [*_fit_to_gain(rules, facts), *_intent_to_gain(rules, facts, score, now)]
    found.sort(key=lambda one: (not one.unknown, -one.adds, one.axis, one.label, one.rule))
    return tuple(found[:at_most])


def what_if(playbook: Playbook, facts: LeadFacts, score: Score) -> tuple[WhatIf, ...]:
    """What each unknown fact would do at best, at second best and at worst; what would change the band first."""
    found = []
    for name in ASKED:
        if not _unknown(facts, name):
            continue
        by_gain: dict[int, list[object]] = {}
        for value in _values(playbook).get(name, ()):
            gain = _fit(playbook, _learned(facts, name, value)) - score.fit
            by_gain.setdefault(gain, []).append(value)
        gains = [*sorted((gain for gain in by_gain if gain > 0), reverse=True)[:2]]
        gains += [worst] if (worst := min(by_gain, default=0)) < 0 else []
        found += [_what_if(playbook, score, name, gain, by_gain[gain]) for gain in gains]
    found.sort(key=lambda one: (one.adds < 0, not one.moves_up, -abs(one.adds), ASKED.index(one.fact)))
    return tuple(found)


def next_bands(playbook: Playbook, facts: LeadFacts, score: Score, now: datetime) -> tuple[NextBand, ...]:
    """The band above on each axis, where there is one, and what would lead there."""
    scoring = playbook.scoring
    found = []
    for axis, bands, points in (("fit", scoring.fit_bands, score.fit), ("intent", scoring.intent_bands, score.intent)):
        above = next((one for one in bands if one.at_least > points), None)
        if above is None:
            continue
        whole = sum(line.points for line in score.ledger if line.axis == axis and line.rule not in (FLOOR, CEILING))
        missing = above.at_least - min(points, whole)  # what lies under 0 has to be made up for too
        there = replace(score, fit_band=above.id) if axis == "fit" else replace(score, intent_band=above.id)
        by = (
            _facts_that_do(playbook, facts, above.at_least)
            if axis == "fit"
            else _acts_that_do(playbook, facts, score, now, above.at_least - points)
        )
        here = cell(playbook, there)
        path = playbook.label("path", here.path)
        way = _facts_would_do(by) if axis == "fit" else _acts_would_do(by)
        says = tr_many(*_MORE[axis], missing, band=above.label, cell=here.label, path=path, way=way)
        found.append(NextBand(axis, above.id, missing, here.label, here.path, path, by, says))
    return tuple(found)


def _facts_would_do(by: tuple[str, ...]) -> str:
    if not by:
        return tr("what nobody knows does not lead there")
    return tr("{facts} would do", facts=reduce(lambda a, b: tr("{first} and {last}", first=a, last=b), by))


def _acts_would_do(by: tuple[str, ...]) -> str:
    return tr("today {acts} would do", acts=either(list(by))) if by else tr("no act alone would do")


# --- rules not met ----------------------------------------------------------------------------------------------------


def _fit_to_gain(rules: Rules, facts: LeadFacts) -> Iterator[Nearest]:
    before = sum(line.points for line in rules.fit_lines(facts))
    for one in rules.fit:
        rule = one.rule
        adds = clamped(before + rule.points) - clamped(before)
        if adds > 0 and not one.holds(facts):
            unknown = any(_unknown(facts, name) for name in _facts_in(rule.when))
            yield Nearest(rule.id, rule.label, "fit", adds, rules.words.unmet(rule.when, facts), unknown)


def _intent_to_gain(rules: Rules, facts: LeadFacts, score: Score, now: datetime) -> Iterator[Nearest]:
    """Intent rules that one more signal today would make count for more; the gain is that of the signal as a whole."""
    before = _by_rule(rules, facts.signals, now)
    tried: dict[tuple[str, str], tuple[int, dict[str, int]]] = {}
    for one in rules.intent:
        rule, best = one.rule, (0, "")
        if rule.points <= 0:
            continue
        about = rule.mentions[0] if rule.mentions else ""
        for kind in rule.signals:
            if (kind, about) not in tried:
                after = _by_rule(rules, (*facts.signals, Signal(0, kind, now, about)), now)
                tried[kind, about] = (clamped(sum(after.values())) - score.intent, after)
            adds, after = tried[kind, about]
            if adds > best[0] and after.get(rule.id, 0) > before.get(rule.id, 0):
                best = (adds, kind)
        if best[1]:
            how = tr("One more today: {act}", act=rules.kinds.get(best[1], best[1]))
            if about:
                how = tr("{one_more} about {words}", one_more=how, words=about)
            yield Nearest(rule.id, rule.label, "intent", best[0], how)


def _by_rule(rules: Rules, signals: Sequence[Signal], now: datetime) -> dict[str, int]:
    points: dict[str, int] = {}
    for line in rules.intent_lines(signals, utc_day(now)):
        points[line.rule] = points.get(line.rule, 0) + line.points
    return points


def _facts_in(condition: Condition) -> tuple[str, ...]:
    inner = tuple(name for part in (*condition.all, *condition.any) for name in _facts_in(part))
    return (condition.fact, *inner) if condition.fact else inner


# --- facts that nobody knows ------------------------------------------------------------------------------------------


def _unknown(facts: LeadFacts, name: str) -> bool:
    return getattr(facts, name) in (None, "")


def _learned(facts: LeadFacts, name: str, value: object) -> LeadFacts:
    changes: dict[str, Any] = {name: value}
    return replace(facts, **changes)


def _fit(playbook: Playbook, facts: LeadFacts) -> int:
    return clamped(sum(line.points for line in rules_of(playbook).fit_lines(facts)))


def _what_if(playbook: Playbook, score: Score, name: str, adds: int, values: list[object]) -> WhatIf:
    after = band(playbook.scoring.fit_bands, score.fit + adds)
    there = cell(playbook, replace(score, fit_band=after))
    path, moved = playbook.label("path", there.path), after != score.fit_band
    when = _when(playbook, name, values)
    label = next(one.label for one in playbook.scoring.fit_bands if one.id == after)
    gain, condition = tr("{points} fit if the {when}", points=signed(adds), when=when), tr("If the {when}", when=when)
    if moved:
        gain, condition = (
            tr("{gain}: then {band} fit, “{cell}” ({path})", gain=said, band=label, cell=there.label, path=path)
            for said in (gain, condition)
        )
    return WhatIf(name, adds, when, after, there.label, there.path, path, moved, gain, condition)


def _when(playbook: Playbook, name: str, values: list[object]) -> str:
    words = rules_of(playbook).words
    fact = within(words.fact(name))
    if name == "size":
        steps, starts = ([int(str(step)) for step in some] for some in (_values(playbook)["size"], values))
        return tr("{fact} is {value}", fact=fact, value=either(_stretches(steps, starts)))
    texts = list(dict.fromkeys(_plainly(words.value(name, value)) for value in values))
    if name == "country":  # a rule lists codes and names of the same country; people are told one of them
        texts = [text for text in texts if len(text) == 2] or texts
    return tr(_IS.get(name, "{fact} is {value}"), fact=fact, value=either(texts))


_IS = {
    "systems": later("{fact} name {value}"),
    "job_title": later("{fact} names {value}"),
    "accreditation": later("{fact} names {value}"),
}


def _plainly(label: str) -> str:
    """A label among others: without what it explains in brackets, and held together where it has commas."""
    short = label.partition(" (")[0]
    return f"“{short}”" if "," in short else short


def _stretches(steps: list[int], starts: list[int]) -> list[str]:
    """Stretches of sizes in words, neighbours joined; each begins at a step and ends before the next."""
    found: list[tuple[int, int | None]] = []
    for start in sorted(starts):
        end = next((step for step in steps if step > start), None)
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [_stretch(start, end) for start, end in found]


def _stretch(start: int, end: int | None) -> str:
    if end is None:
        return tr("at least {number}", number=number(start))
    if start <= 1:
        return tr("under {number}", number=number(end))
    return tr("{first} to {last}", first=number(start), last=number(end - 1))


@per_playbook
def _values(playbook: Playbook) -> dict[str, tuple[object, ...]]:
    """For each fact, the values that some fit rule tells apart; sizes as the steps at which a rule begins or ends."""
    found: dict[str, dict[object, None]] = {}
    for part in _parts([rule.when for rule in playbook.scoring.fit]):
        of = found.setdefault(part.fact, {})
        if part.fact == "size":
            of[1] = None
            of.update(dict.fromkeys(int(-(-step // 1)) for step in (part.at_least,) if step is not None))
            of.update(dict.fromkeys(int(step // 1) + 1 for step in (part.at_most,) if step is not None))
        else:
            of.update(dict.fromkeys((*part.is_, *part.has)))
    return {
        name: tuple(sorted(values, key=lambda step: int(str(step)))) if name == "size" else tuple(values)
        for name, values in found.items()
        if name in ASKED
    }


def _parts(conditions: Iterable[Condition]) -> Iterator[Condition]:
    for one in conditions:
        if one.fact:
            yield one
        yield from _parts((*one.all, *one.any, *one.none))


# --- the next band ----------------------------------------------------------------------------------------------------


def _facts_that_do(playbook: Playbook, facts: LeadFacts, goal: int) -> tuple[str, ...]:
    """The fewest unknown facts, each at its best, that reach a score together; nothing where they do not."""
    said: list[str] = []
    for _ in range(_TOGETHER):
        here = _fit(playbook, facts)
        tried = [
            (_fit(playbook, _learned(facts, name, value)), -ASKED.index(name), name, value)
            for name in ASKED
            if _unknown(facts, name)
            for value in _values(playbook).get(name, ())
        ]
        best = max(tried, key=lambda one: one[:2], default=None)
        if best is None or best[0] <= here:
            return ()
        alike = [value for fit, _, name, value in tried if fit == best[0] and name == best[2]]
        said.append(_when(playbook, best[2], alike))
        facts = _learned(facts, best[2], best[3])
        if best[0] >= goal:
            return tuple(said)
    return ()


def _acts_that_do(playbook: Playbook, facts: LeadFacts, score: Score, now: datetime, missing: int) -> tuple[str, ...]:
    """The acts of theirs of which each alone would do, the least first."""
    rules = rules_of(playbook)
    gains: dict[str, int] = {}
    for kind in playbook.signal_kinds:
        after = _by_rule(rules, (*facts.signals, Signal(0, kind.id, now)), now)
        gains[kind.id] = clamped(sum(after.values())) - score.intent
    enough = sorted((gain, at) for at, (_, gain) in enumerate(gains.items()) if gain >= missing)
    kinds = list(gains)
    found = [by_id(playbook.signal_kinds, kinds[at]) for _, at in enough]
    return tuple(f"“{kind.label}”" for kind in found[:3] if kind is not None)
