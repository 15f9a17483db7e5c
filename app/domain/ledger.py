"""The lines of a score: every rule that counts, for how much, and the fact behind it in words."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from app.domain.compiled import Test, compiled
from app.domain.conditions import Condition
from app.domain.lead import LeadFacts, Signal
from app.domain.playbook import FitRule, IntentRule, Playbook
from app.domain.playbook.derived import per_playbook
from app.domain.spoken import Words, words_of
from app.language import spoken, tr

CAP, FLOOR, CEILING = "engagement_cap", "at_least_0", "at_most_100"  # lines that are no rule of the playbook
LIMITS = frozenset({CAP, FLOOR, CEILING})

_REMEMBERED = 4096  # values of one fact, per rule; and sets of facts, over all fit rules
_LONGEST = 80
_PLAIN = frozenset(one.name for one in fields(LeadFacts)) - {"signals", "touches", "gaps", "answers"}


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the ledger."""

    rule: str
    label: str
    axis: str  # fit, intent
    points: int
    fact: str
    at: datetime | None = None  # when the signal happened
    signal: int | None = None  # its id, so that a screen can show it
    when_new: int | None = None  # the points on the day of the signal; None for what does not age
    half_life_days: float | None = None

    @property
    def ages(self) -> str:
        """How the points fade, in words: '24 of 30, halves every 14 days'; empty for what does not."""
        if self.half_life_days is None or self.when_new is None:
            return ""
        whole = self.points == self.when_new
        left = tr("still {points}", points=self.points)
        if not whole:
            left = tr("{points} of {when_new}", points=self.points, when_new=self.when_new)
        days = f"{self.half_life_days:g}"
        if self.when_new < 0:
            if self.half_life_days == 1:
                return tr("{left}, halves every day of newer interest", left=left)
            return tr("{left}, halves every {days} days of newer interest", left=left, days=days)
        if self.half_life_days == 1:
            return tr("{left}, halves every day", left=left)
        return tr("{left}, halves every {days} days", left=left, days=days)


def frozen(point: Point) -> dict[str, object]:
    """A line as it is kept with a move (J2)."""
    return {
        "rule": point.rule,
        "label": point.label,
        "axis": point.axis,
        "points": point.points,
        "fact": point.fact,
        "at": point.at.isoformat() if point.at else None,
        "signal": point.signal,
        "when_new": point.when_new,
        "half_life_days": point.half_life_days,
    }


def thawed(kept: Mapping[str, Any]) -> Point:
    """A kept line, also one that was frozen before half-lives were kept."""
    at = kept.get("at")
    return Point(
        rule=kept.get("rule", ""),
        label=kept.get("label", ""),
        axis=kept.get("axis", ""),
        points=kept.get("points", 0),
        fact=kept.get("fact", ""),
        at=datetime.fromisoformat(at) if at else None,
        signal=kept.get("signal"),
        when_new=kept.get("when_new"),
        half_life_days=kept.get("half_life_days"),
    )


class Rules:
    """One playbook's scoring made ready: compiled conditions, intent rules by kind of signal, labels by id."""

    def __init__(self, playbook: Playbook) -> None:
        self.words = words_of(playbook)
        self.fit = [_Fit(rule) for rule in playbook.scoring.fit]
        self.intent = [_Intent(rule) for rule in playbook.scoring.intent]
        self.by_kind: dict[str, list[int]] = {}
        for place, one in enumerate(self.intent):
            for kind in one.rule.signals:
                self.by_kind.setdefault(kind, []).append(place)
        self.engagement = {kind.id for kind in playbook.signal_kinds if kind.engagement}
        self.kinds: Mapping[str, str] = {kind.id: kind.label for kind in playbook.signal_kinds}
        self.cap = playbook.scoring.engagement_cap
        self._looked_at = _looked_at([one.rule.when for one in self.fit])
        self._fit_lines: dict[object, tuple[Point, ...]] = {}

    def fit_lines(self, facts: LeadFacts) -> list[Point]:
        """A line for every fit rule that holds; leads that do not differ in what the rules look at have the same."""
        seen = self._looked_at(facts) if self._looked_at is not None else None
        lines = self._fit_lines.get(seen) if seen is not None else None
        if lines is None:
            lines = tuple(line for one in self.fit if (line := one.line(facts, self.words)) is not None)
            if seen is not None:
                if len(self._fit_lines) >= _REMEMBERED:
                    self._fit_lines.clear()
                self._fit_lines[seen] = lines
        return list(lines)

    def intent_lines(self, signals: Sequence[Signal], today: int) -> list[Point]:
        """The strongest signals of every intent rule, and the limit of engagement (R4).

        A rule over both kinds counts engagement and the rest apart, so that a download never pushes a request out.
        """
        lines: list[Point] = []
        engaged = 0
        counted = self._counted(signals, today)
        for place, engagement in sorted(counted):
            rule, found = self.intent[place].rule, counted[place, engagement]
            if len(found) > 1:
                found.sort(key=_strongest_first)
            for worth, signal in found[: rule.at_most]:
                if points := _rounded(worth):
                    about = (self._said(signal), signal.at, signal.id, rule.points, rule.half_life_days)
                    lines.append(Point(rule.id, rule.label, "intent", points, *about))
                    engaged += points if engagement else 0
        if engaged > self.cap:
            fact = tr("Downloads, visits and the like count for at most {points}", points=self.cap)
            lines.append(Point(CAP, tr("Limit of engagement"), "intent", self.cap - engaged, fact))
        return lines

    def _counted(self, signals: Iterable[Signal], today: int) -> dict[tuple[int, bool], list[tuple[float, Signal]]]:
        """What each signal is worth today, by rule and by whether it is mere engagement.

        What speaks for them fades with time. What speaks against them fades only as far as newer interest lies behind
        it: a No is outlived by asking again, never by silence, so that time alone raises no score.
        """
        matched: list[tuple[int, int, Signal]] = []
        interest = 0  # the day of the newest signal that speaks for them
        for signal in signals:
            places = self.by_kind.get(signal.kind)
            if not places:
                continue
            day = utc_day(signal.at)
            for place in places:
                one = self.intent[place]
                if one.mentioned is None or one.mentioned(f"{signal.asset} {signal.offer} {signal.asked_for}"):
                    matched.append((place, day, signal))
                    if one.rule.points > 0 and day > interest:
                        interest = day
        counted: dict[tuple[int, bool], list[tuple[float, Signal]]] = {}
        for place, day, signal in matched:
            rule = self.intent[place].rule
            age = max(0, (today if rule.points > 0 else interest) - day)  # one ahead of the clock counts as of today
            worth = rule.points * 0.5 ** (age / rule.half_life_days)
            counted.setdefault((place, signal.kind in self.engagement), []).append((worth, signal))
        return counted

    def _said(self, signal: Signal) -> str:
        about = signal.asset or signal.asked_for
        day = signal.at.date().isoformat()
        said = tr("{kind} on {day}", kind=self.kinds.get(signal.kind, signal.kind), day=day)
        return f"{said}: {about[:_LONGEST]}" if about else said


class _Fit:
    """A fit rule with its compiled condition; its line is kept for every set of the few facts that it looks at."""

    __slots__ = ("_lines", "_looked_at", "holds", "rule")

    def __init__(self, rule: FitRule) -> None:
        self.rule = rule
        self.holds: Test = compiled(rule.when)
        self._looked_at = _looked_at([rule.when])
        self._lines: dict[object, Point | None] = {}

    def line(self, facts: LeadFacts, words: Words) -> Point | None:
        """The line of the ledger, or None where the rule does not hold or counts for nothing."""
        seen = self._looked_at(facts) if self._looked_at is not None else None
        if seen is None:
            return self._line(facts, words)
        try:
            return self._lines[seen]
        except KeyError:
            if len(self._lines) >= _REMEMBERED:
                self._lines.clear()
            line = self._lines[seen] = self._line(facts, words)
            return line

    def _line(self, facts: LeadFacts, words: Words) -> Point | None:
        rule = self.rule
        if not rule.points or not self.holds(facts):
            return None
        return Point(rule.id, rule.label, "fit", rule.points, words.said(rule.when, facts) or rule.label)


class _Intent:
    """An intent rule with the test for the words it wants mentioned, each at the beginning of a word."""

    __slots__ = ("mentioned", "rule")

    def __init__(self, rule: IntentRule) -> None:
        words = "|".join(re.escape(word.casefold()) for word in rule.mentions)
        self.rule = rule
        self.mentioned = _mentioning(re.compile(rf"(?<![^\W_])(?:{words})")) if words else None


def rules_of(playbook: Playbook) -> Rules:
    """The rules of a playbook; the lines that they remember speak the language in force."""
    kept = _in_each_language(playbook)
    found = kept.get(spoken())
    if found is None:
        found = kept[spoken()] = Rules(playbook)
    return found


@per_playbook
def _in_each_language(playbook: Playbook) -> dict[str, Rules]:
    return {}


def _looked_at(conditions: list[Condition]) -> Callable[[LeadFacts], object] | None:
    """What reads the plain facts that conditions test; None where they test answers or something worked out."""
    names: set[str] = set()
    waiting = list(conditions)
    while waiting:
        one = waiting.pop()
        if one.yes or one.not_yes:
            return None
        names.add(one.fact)
        waiting += (*one.all, *one.any, *one.none)
    names.discard("")
    return attrgetter(*sorted(names)) if names and names <= _PLAIN else None


def utc_day(at: datetime) -> int:
    """The number of the UTC day of an aware moment."""
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).toordinal()


def _mentioning(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """A test of texts that is remembered: what people ask for and look at recurs."""
    return lru_cache(maxsize=_REMEMBERED)(lambda text: pattern.search(text.casefold()) is not None)


def _strongest_first(counted: tuple[float, Signal]) -> tuple[float, datetime, int, str, str, str, str]:
    worth, signal = counted
    return -abs(worth), signal.at, signal.id, signal.kind, signal.asset, signal.offer, signal.asked_for


def _rounded(worth: float) -> int:
    return int(worth + 0.5) if worth >= 0 else -int(0.5 - worth)
