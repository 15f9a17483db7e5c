"""A condition as lines of one test each, and the condition that such lines make together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.conditions import Condition
from app.domain.playbook.fact_words import FACT
from app.language import later, tr

CRITERIA = "criteria"  # stands for the fact where answers are tested
_TESTS = {
    "is": later("is"),
    "has": later("mentions"),
    "at_least": later("is at least"),
    "at_most": later("is at most"),
    "known": later("is known"),
    "unknown": later("is not known"),
    "yes": later("are answered Yes"),
    "not_yes": later("are not all answered Yes"),
}
_OF_KIND = {
    "choice": ("is", "known", "unknown"),
    "yes_no": ("is",),
    "text": ("has", "is", "known", "unknown"),
    "number": ("at_least", "at_most", "known", "unknown"),
}
WITHOUT_VALUE = ("known", "unknown")


@dataclass(frozen=True, slots=True)
class Test:
    """One line of the dialog: where it counts and what it tests; `nested` is a group that has no line of its own."""

    place: str = "all"
    fact: str = ""
    test: str = "is"
    value: Any = ()
    nested: Condition | None = None


def tests_of(condition: Condition) -> list[Test]:
    """A condition as lines; groups within groups stay whole."""
    alone = condition.model_copy(update={"all": (), "any": (), "none": ()})
    found = [Test("all", *one) for one in _leaf(alone)]
    for place in ("all", "any", "none"):
        for part in getattr(condition, place):
            leaves = _leaf(part)
            simple = not (part.all or part.any or part.none)
            if simple and len(leaves) == 1:
                found.append(Test(place, *leaves[0]))
            elif simple and place == "all":
                found += [Test("all", *one) for one in leaves]
            else:
                found.append(Test(place, nested=part))
    return found


def _leaf(condition: Condition) -> list[tuple[str, str, Any]]:
    tests: list[tuple[str, str, Any]] = []
    fact = condition.fact
    if condition.is_:
        tests.append((fact, "is", condition.is_))
    if condition.has:
        tests.append((fact, "has", condition.has))
    if condition.at_least is not None:
        tests.append((fact, "at_least", condition.at_least))
    if condition.at_most is not None:
        tests.append((fact, "at_most", condition.at_most))
    if condition.known is not None:
        tests.append((fact, "known" if condition.known else "unknown", ()))
    if condition.yes:
        tests.append((CRITERIA, "yes", condition.yes))
    if condition.not_yes:
        tests.append((CRITERIA, "not_yes", condition.not_yes))
    return tests


def condition_of(tests: Sequence[Test]) -> Condition:
    """The condition that lines make together."""
    parts: dict[str, list[Condition]] = {"all": [], "any": [], "none": []}
    for one in tests:
        parts[one.place].append(one.nested if one.nested is not None else _condition(one))
    if len(parts["all"]) == 1 and not parts["any"] and not parts["none"]:
        return parts["all"][0]
    return Condition(all=tuple(parts["all"]), any=tuple(parts["any"]), none=tuple(parts["none"]))


def _condition(one: Test) -> Condition:
    if one.fact == CRITERIA:
        return Condition.model_validate({one.test: one.value})
    if one.test in ("known", "unknown"):
        return Condition(fact=one.fact, known=one.test == "known")
    return Condition.model_validate({"fact": one.fact, one.test: one.value})


def tests_for(fact: str, used: str = "") -> tuple[tuple[str, str], ...]:
    """The tests that make sense for a fact, the usual one first; one that is used stays among them."""
    fitting = ("yes", "not_yes") if fact == CRITERIA else _OF_KIND[FACT[fact].kind]
    return tuple((id, tr(_TESTS[id])) for id in (*fitting, *(one for one in (used,) if one and one not in fitting)))
