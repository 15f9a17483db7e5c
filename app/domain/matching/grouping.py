"""From pairs to groups: what follows from two pairs, what contradicts, and one partner each between two clean lists."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from app.domain.matching.watching import UNWATCHED, Watch
from app.language import later

Edge = tuple[int, int]
_LARGEST = 60  # rows of one group
_LOOKED_AT = 36  # pairs between two groups
_CONTRADICTED = 0.02  # below, two rows are not one


def groups(
    likely: Mapping[Edge, float], judge: Callable[[int, int], float], watch: Watch = UNWATCHED
) -> list[list[int]]:
    """Rows that are one, by likely pairs, the likeliest first. Two groups are joined unless most of their rows
    contradict each other."""
    of: dict[int, list[int]] = {}
    for (one, other), _ in watch.over(_surest_first(likely), later("Comparing")):
        here, there = of.setdefault(one, [one]), of.setdefault(other, [other])
        if here is there or len(here) + len(there) > _LARGEST:
            continue
        if len(here) + len(there) > 2 and _contradicted(here, there, judge):
            continue
        here.extend(there)
        for row in there:
            of[row] = here
    return [sorted(group) for row, group in sorted(of.items()) if len(group) > 1 and min(group) == row]


def _surest_first(likely: Mapping[Edge, float]) -> list[tuple[Edge, float]]:
    return sorted(likely.items(), key=lambda item: (-item[1], item[0]))


def _contradicted(here: list[int], there: list[int], judge: Callable[[int, int], float]) -> bool:
    pairs = [(a, b) for a in here for b in there]
    step = -(-len(pairs) // _LOOKED_AT)
    looked = pairs[::step]
    return 2 * sum(judge(a, b) < _CONTRADICTED for a, b in looked) > len(looked)


def implied(found: Iterable[list[int]], likely: Mapping[Edge, float]) -> list[Edge]:
    """Pairs of one group that were not likely by themselves."""
    return [pair for group in found for pair in combinations(group, 2) if pair not in likely]


def one_each(likely: Mapping[Edge, float], sure: float) -> dict[Edge, float]:
    """Of the pairs of two lists without repetitions, each row's likeliest; further ones only where they are sure."""
    best: defaultdict[int, float] = defaultdict(float)
    kept: dict[Edge, float] = {}
    for (one, other), chance in _surest_first(likely):
        if chance >= sure or (not best[one] and not best[other]):
            kept[one, other] = chance
            best[one], best[other] = max(best[one], chance), max(best[other], chance)
    return kept
