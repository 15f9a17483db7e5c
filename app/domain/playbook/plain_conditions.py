"""One written form for conditions that mean the same, so that they can be compared and written out in words.

`plain` changes no meaning: groups within groups of their kind are opened, one test stands on each line, and a
negation stands as near to its test as it can.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.domain.conditions import Condition

ALWAYS = Condition()
NEVER = Condition(none=(ALWAYS,))


def plain(condition: Condition) -> Condition:
    """The plain form of a condition; equal for `plain` of itself."""
    terms = list(_terms(condition))
    return NEVER if NEVER in terms else _joined(terms)


def both(*conditions: Condition) -> Condition:
    """The plain condition that holds where all of these do."""
    return plain(Condition(all=conditions))


def parts(condition: Condition) -> tuple[Condition, ...]:
    """What must hold together in a plain condition: tests, answers, groups and negations, each a condition."""
    return tuple(_terms(condition))


def leaves(condition: Condition) -> Iterator[Condition]:
    """Every test of a fact within a condition, at any depth."""
    if condition.fact:
        yield from _tests(condition)
    for inner in (*condition.all, *condition.any, *condition.none):
        yield from leaves(inner)


def _terms(condition: Condition) -> Iterator[Condition]:
    """What must hold together, each a condition of one kind: a test, a Yes, a missing Yes, a group, a negation."""
    if condition.fact:
        yield from _tests(condition)
    for id in condition.yes:
        yield Condition(yes=(id,))
    if condition.not_yes:
        yield Condition(not_yes=tuple(dict.fromkeys(condition.not_yes)))
    for inner in condition.all:
        yield from _terms(inner)
    if condition.any:
        yield from _either(condition.any)
    for inner in condition.none:
        yield from _not(plain(inner))


def _tests(condition: Condition) -> Iterator[Condition]:
    fact = condition.fact
    if condition.known is not None:
        yield Condition(fact=fact, known=condition.known)
    if condition.is_:
        yield Condition(fact=fact, is_=condition.is_)
    if condition.has:
        yield Condition(fact=fact, has=condition.has)
    if condition.at_least is not None or condition.at_most is not None:
        yield Condition(fact=fact, at_least=condition.at_least, at_most=condition.at_most)


def _either(group: Iterable[Condition]) -> Iterator[Condition]:
    """A group of which one must hold."""
    alternatives: list[Condition] = []
    for inner in map(plain, group):
        if inner == ALWAYS:
            return  # the group asks for nothing
        alternatives += inner.any if _only(inner, "any") else (inner,) if inner != NEVER else ()
    if not alternatives:
        yield NEVER
    elif len(alternatives) == 1:
        yield from _terms(alternatives[0])
    elif all(_only(one, "not_yes") for one in alternatives):
        yield Condition(not_yes=tuple(dict.fromkeys(id for one in alternatives for id in one.not_yes)))
    else:
        yield Condition(any=tuple(alternatives))


def _not(inner: Condition) -> Iterator[Condition]:
    """The negation of a plain condition."""
    if inner == ALWAYS:
        yield NEVER
    elif inner == NEVER:
        return
    elif _only(inner, "any"):
        for alternative in inner.any:
            yield from _not(alternative)
    elif _only(inner, "none"):
        yield from _either(inner.none)
    elif _only(inner, "yes"):
        yield Condition(not_yes=tuple(dict.fromkeys(inner.yes)))
    elif _only(inner, "not_yes"):
        yield from (Condition(yes=(id,)) for id in inner.not_yes)
    elif _only(inner, "fact", "known"):
        yield Condition(fact=inner.fact, known=not inner.known)
    else:
        yield Condition(none=(inner,))


def _only(condition: Condition, *names: str) -> bool:
    """True where a condition says nothing but by these."""
    return {name for name, value in condition if value not in ("", None, ())} == set(names)


@dataclass
class _Sorted:
    """Terms by their kind, in order."""

    tests: list[Condition] = field(default_factory=list)
    groups: list[Condition] = field(default_factory=list)
    missing: list[Condition] = field(default_factory=list)  # a Yes that is not there


def _joined(terms: list[Condition]) -> Condition:
    sorted_ = _Sorted()
    for term in terms:
        if term.fact:
            sorted_.tests.append(term)
        elif term.any:
            sorted_.groups.append(term)
        elif term.not_yes:
            sorted_.missing.append(term)
    alone = {id(found[0]) for found in (sorted_.tests, sorted_.groups, sorted_.missing) if len(found) == 1}
    together = [t for t in terms if (t.fact or t.any or t.not_yes) and id(t) not in alone]
    test = sorted_.tests[0] if len(sorted_.tests) == 1 else ALWAYS
    return test.model_copy(
        update={
            "yes": tuple(dict.fromkeys(id for term in terms for id in term.yes)),
            "not_yes": sorted_.missing[0].not_yes if len(sorted_.missing) == 1 else (),
            "all": tuple(together),
            "any": sorted_.groups[0].any if len(sorted_.groups) == 1 else (),
            "none": tuple(inner for term in terms for inner in term.none),
        }
    )
