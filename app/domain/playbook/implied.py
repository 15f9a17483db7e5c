"""What follows from a condition: whether it can hold at all, and whether it holds only where another does.

Both answers are careful: what is said is true, and what cannot be told is not said.
"""

from math import prod

from app.domain.conditions import Condition
from app.domain.playbook.plain_conditions import ALWAYS, NEVER, parts, plain

_MOST = 100  # ways through the groups of a condition; beyond that nothing is said


def impossible(condition: Condition) -> bool:
    """True where no lead can ever meet a condition."""
    tidy = plain(condition)
    if tidy == NEVER:
        return True
    terms = parts(tidy)
    if any(_excludes(a, b) for n, a in enumerate(terms) for b in terms[n:]):
        return True
    group = next((term for term in terms if term.any), None)
    if group is None or _ways(terms) > _MOST:
        return False
    others = tuple(term for term in terms if term is not group)
    return all(impossible(Condition(all=(*others, one))) for one in group.any)


def implies(narrow: Condition, wide: Condition) -> bool:
    """True where `wide` holds for every lead for which `narrow` holds."""
    narrow, wide = plain(narrow), plain(wide)
    if wide == ALWAYS or narrow == NEVER:
        return True
    given = parts(narrow)
    group = next((term for term in given if term.any), None)
    if all(_given(given, term) for term in parts(wide)):
        return True
    if group is None or _ways(given) > _MOST:
        return False
    others = tuple(term for term in given if term is not group)
    return all(implies(Condition(all=(*others, one)), wide) for one in group.any)


def _ways(terms: tuple[Condition, ...]) -> int:
    return prod(len(term.any) for term in terms if term.any)


def _given(given: tuple[Condition, ...], term: Condition) -> bool:
    """True where one of the given terms makes sure that another holds."""
    if any(one == term or _makes_sure(one, term) for one in given):
        return True
    if term.any:
        return any(all(_given(given, inner) for inner in parts(one)) for one in term.any)
    return False


def _makes_sure(one: Condition, term: Condition) -> bool:
    if term.any or one.any:
        return False
    if term.not_yes and one.not_yes:
        return set(one.not_yes) <= set(term.not_yes)
    if term.none:
        return _rules_out(one, term.none[0])
    if not one.fact or one.fact != term.fact or one.none:
        return False
    if term.known is True:
        return one.known is not False and all(value.strip() for value in (*one.is_, *one.has))
    if term.is_:
        return bool(one.is_) and _folded(one.is_) <= _folded(term.is_)
    if term.has:
        return bool(one.has) and _folded(one.has) <= _folded(term.has)
    return _within(one, term)


def _rules_out(one: Condition, inner: Condition) -> bool:
    """True where a term makes sure that what another denies does not hold."""
    if one.none:
        return implies(inner, one.none[0])
    return any(_excludes(one, term) for term in parts(inner))


def _excludes(a: Condition, b: Condition) -> bool:
    """True where two terms can never hold together."""
    if a.fact and a.fact == b.fact:
        if a.is_ and b.is_:
            return not _folded(a.is_) & _folded(b.is_)
        if (a.known is False and _asks_for_something(b)) or (b.known is False and _asks_for_something(a)):
            return True
        most, least = _limits(a), _limits(b)
        return max(most[0], least[0]) > min(most[1], least[1])
    if a.yes and b.not_yes:
        return set(b.not_yes) == set(a.yes)
    if b.yes and a.not_yes:
        return set(a.not_yes) == set(b.yes)
    if a.none and not b.none:
        return not b.any and implies(b, a.none[0])
    return bool(b.none and not a.none and not a.any and implies(a, b.none[0]))


def _asks_for_something(term: Condition) -> bool:
    """True where a test fails for a fact that is not known."""
    filled = bool(term.is_) and all(value.strip() for value in term.is_)
    return filled or term.known is True


def _within(one: Condition, term: Condition) -> bool:
    """True where the limits of one test lie within those of another."""
    if one.at_least is None and one.at_most is None:
        return False
    (least, most), (from_, to) = _limits(one), _limits(term)
    return least >= from_ and most <= to


def _limits(term: Condition) -> tuple[float, float]:
    low = float("-inf") if term.at_least is None else term.at_least
    return low, float("inf") if term.at_most is None else term.at_most


def _folded(words: tuple[str, ...]) -> set[str]:
    return {word.casefold() for word in words}
