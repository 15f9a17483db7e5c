"""What agreement is worth, learned from the rows at hand: how often a value and a level are met anyway, and how often
between two rows of one (Fellegi and Sunter's model, its parameters by expectation maximisation)."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log2

from app.domain.matching import guards
from app.domain.matching.agreement import Agreement, Comparer
from app.domain.matching.evidence import HABITS, LEVELS, Evidence, Level
from app.domain.matching.keys import other_names
from app.domain.matching.rows import Row, Rows, who
from app.domain.matching.watching import Watch
from app.domain.matching.wording import organisation

_WORLD = 40  # rows: a smaller list is taken for a part of so many
_EXPECTED = 6.0  # pairs that are one in such a world
_BACKGROUND = 300  # rows of other lists, so that a value is not common because a list is short
_TRUST = 30.0  # pairs that what is taken at first counts as
_SAMPLE = 10_000  # pairs to learn from
_FEWEST_ROWS = 60  # below, chance pairs teach nothing
_CHANCE_TRUST = 400.0
_ROUNDS = 6
_WEIGHING = "Weighing what tells"
_REST, _REST_OF_A_HOUSE = 0.3, 0.1  # what a further agreement about surroundings is worth; whose house is known, less
_SWAPPED = -3.0  # bits
_MOST_BITS = 60.0
_DIFFER, _OFF = 2.0, 5.0  # times what is usual
_NAMED_ALIKE = 1.0  # bits: addresses made of one name say little beside the name
_OWN = frozenset(
    {Evidence.EMAIL, Evidence.PHONE, Evidence.CODE, Evidence.ORGANISATION}
)  # mostly of one: what counts is who shares it


class Weights:
    """What each level of each field speaks for or against, in bits."""

    def __init__(self, rows: Rows, comparer: Comparer, candidates: Sequence[tuple[int, int]]) -> None:
        self._rows, self._comparer = rows, comparer
        self._fields = rows.fields
        self._around = [field.around for field in rows.fields]
        self._email, self._family = rows.place("email"), rows.place("last_name")
        house = any(field.around and field.evidence is Evidence.ORGANISATION for field in self._fields)
        self._rest = _REST_OF_A_HOUSE if house else _REST
        self._guard = guards.guard(rows)
        self._usual = _Usual(rows)
        self._apart = self._chances()
        self._same = [list(HABITS[field.evidence].same) for field in self._fields]
        first = sum(rows.second)
        count = len(rows.rows)
        self._pairs = float(first * (count - first) if rows.two else count * (count - 1) / 2)
        self._prior = self._odds(min(len(candidates) / 4, (min(first, count - first) if rows.two else count) / 4))
        self._weigh()
        self._learn(candidates)

    def _odds(self, matches: float) -> float:
        world = _WORLD * _WORLD / 2
        return log2((matches + _EXPECTED) / (self._pairs + world))

    # --- what is met by chance

    def _chances(self) -> list[list[float]]:
        """How often each level is met between rows of two: as taken at first, corrected by pairs drawn by lot."""
        counts = [Counter[Level]() for _ in self._fields]
        rows = self._rows.rows
        if len(rows) >= _FEWEST_ROWS:
            dice = random.Random(5)
            drawn = range(min(_SAMPLE, len(rows) * 10))
            for _ in self._rows.watch.over(drawn, _WEIGHING):
                one, other = dice.randrange(len(rows)), dice.randrange(len(rows))
                levels = self._comparer.agreement(rows[one], rows[other]).levels
                known = [level for level in levels if level != Level.UNKNOWN]
                agreeing = sum(level >= Level.NEAR for level in known)
                if one != other and 2 * agreeing < len(known) + (len(known) < 3):
                    for count, level in zip(counts, levels, strict=True):
                        count[level] += 1
        return [self._smoothed(field.evidence, count) for field, count in zip(self._fields, counts, strict=True)]

    def _smoothed(self, evidence: Evidence, count: Counter[Level]) -> list[float]:
        usual = HABITS[evidence].apart
        seen = sum(count[level] for level in LEVELS)
        return [(count[level] + _CHANCE_TRUST * usual[level]) / (seen + _CHANCE_TRUST) for level in LEVELS]

    # --- what is met between rows of one

    def _learn(self, candidates: Sequence[tuple[int, int]]) -> None:
        rows, watch = self._rows.rows, self._rows.watch
        step = max(1, -(-len(candidates) // _SAMPLE))
        taken = candidates[::step]
        seen = [(self._comparer.agreement(rows[i], rows[j]), rows[i], rows[j]) for i, j in watch.over(taken, _WEIGHING)]
        for _ in range(_ROUNDS):
            chances = [self.probability(*pair) for pair in watch.over(seen, _WEIGHING)]
            self._prior = self._odds(sum(chances) * step)
            counts = [[0.0] * 6 for _ in self._fields]
            for (agreement, _, _), chance in zip(seen, chances, strict=True):
                if chance > 0.001:
                    for count, level in zip(counts, agreement.levels, strict=True):
                        count[level] += chance
            for place, field in enumerate(self._fields):
                usual, count = HABITS[field.evidence].same, counts[place]
                trust = _TRUST / (_TRUST + sum(count[:5]))
                self._same[place] = _within_reason(
                    usual,
                    [trust * usual[level] + (1 - trust) * count[level] / max(1e-9, sum(count[:5])) for level in LEVELS],
                )
            self._weigh()

    def _weigh(self) -> None:
        """The weights of the levels; a nearer one never speaks less for one than one farther off."""
        self._bits = []
        for same, apart in zip(self._same, self._apart, strict=True):
            bits = [log2(max(1e-4, here) / max(1e-7, there)) for here, there in zip(same, apart, strict=True)]
            bits[0] = min(bits[0], -0.1)
            for level in (1, 2, 3):
                bits[level] = max(bits[level], bits[level - 1])
            self._bits.append([*bits, 0.0])
        self._usual.forget()

    # --- judging

    def bits(self, agreement: Agreement, one: Row, other: Row) -> list[float]:
        """What every field speaks for (above 0) or against, each for itself."""
        levels = agreement.levels
        bits = [
            self._usual.bits(place, one[place] or other[place], self._same[place][4])
            if level == Level.SAME
            else self._bits[place][level]
            for place, level in enumerate(levels)
        ]
        email, family = self._email, self._family
        if email is not None and (family is None or levels[family] > Level.FAINT):
            if levels[email] == Level.ALIKE:
                bits[email] = min(bits[email], _NAMED_ALIKE)
            elif levels[email] == Level.FAINT:
                bits[email] = self._bits[email][0]
        return bits

    def probability(self, agreement: Agreement, one: Row, other: Row) -> float:
        """How likely two rows are one, between 0 and 1."""
        total = self._prior + (_SWAPPED if agreement.swapped else 0.0)
        best = worst = rest = 0.0
        for bits, around in zip(self.bits(agreement, one, other), self._around, strict=True):
            if not around:
                total += bits
            elif bits >= best:
                best, rest = bits, rest + best
            elif bits < worst:
                worst, rest = bits, rest + worst
            else:
                rest += bits
        total += best + worst + self._rest * rest
        odds = 2.0 ** max(-_MOST_BITS, min(_MOST_BITS, total))
        chance: float = odds / (1 + odds)
        return min(chance, self._guard(agreement.levels))


def _within_reason(usual: Sequence[float], learned: Sequence[float]) -> list[float]:
    """What was learned, not too far from what is usual: homonyms and colleagues must not pass for one person."""
    differs = min(learned[0], _DIFFER * usual[0])
    rest = [min(max(here, there / _OFF), there * _OFF) for here, there in zip(learned[1:], usual[1:], strict=True)]
    share = (1 - differs) / max(1e-9, sum(rest))
    return [differs, *[level * share for level in rest]]


class _Usual:
    """How often each value is met among the rows: agreement in a rare one is worth more."""

    def __init__(self, rows: Rows) -> None:
        self._fields = rows.fields
        self._held: list[Counter[str]] = []
        self._known: list[int] = []
        self._own: list[bool] = []
        self._bits: dict[tuple[int, str], float] = {}
        people = who(rows)
        distinct = dict(zip(rows.rows, people, strict=True))
        for place, field in enumerate(rows.fields):
            column = [row[place] for row in rows.watch.over(distinct, _WEIGHING)]
            if field.evidence in _WRITTEN_IN_WAYS:
                column = [_met_as(field.evidence, value) for value in rows.watch.over(column, _WEIGHING)]
            held = Counter(column)
            self._known.append(len(column) - held.pop("", 0))
            self._own.append(field.evidence in _OWN and not field.around)
            if self._own[place]:
                named = field.evidence is Evidence.ORGANISATION
                told_apart_by = _towns(rows, distinct) if named else list(distinct.values())
                held = _holders(column, told_apart_by, held, rows.watch)
            self._held.append(held)

    def forget(self) -> None:
        """What was worked out with other weights."""
        self._bits.clear()

    def bits(self, place: int, value: str, same: float) -> float:
        """What it speaks for one that both have this value."""
        key = (place, value)
        bits = self._bits.get(key)
        if bits is None:
            evidence = self._fields[place].evidence
            held = self._held[place][_met_as(evidence, value)]
            others = held - 1.0 if self._own[place] else max(0.3, held - 1.7)  # the two themselves are held twice
            usual = (others + _BACKGROUND * HABITS[evidence].usual) / (self._known[place] + _BACKGROUND)
            bits = self._bits[key] = log2(same / min(1.0, usual))
        return bits


_WRITTEN_IN_WAYS = frozenset({Evidence.ORGANISATION, Evidence.PHONE, Evidence.GIVEN, Evidence.FAMILY})


def _met_as(evidence: Evidence, value: str) -> str:
    """What equal values have in common where they may be written in several ways."""
    if evidence is Evidence.ORGANISATION:
        return organisation(value).joined
    if evidence is Evidence.PHONE:
        return value[-8:]
    return value.replace(" ", "") if evidence in (Evidence.GIVEN, Evidence.FAMILY) else value


def _towns(rows: Rows, distinct: dict[Row, str]) -> list[str]:
    place = rows.place("city")
    return [""] * len(distinct) if place is None else [row[place] for row in distinct]


def _holders(column: Sequence[str], people: Sequence[str], held: Counter[str], watch: Watch) -> Counter[str]:
    """How many that have nothing of their names in common share each value: a switchboard, a mailbox, a usual name."""
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for value, name in zip(watch.over(column, _WEIGHING), people, strict=True):
        if held[value] > 1:
            names = shared[value]
            if len(names) < 12 and all(other_names(name, known) for known in names):
                names.append(name)
    return Counter({value: max(1, len(shared.get(value, ()))) for value in held})
