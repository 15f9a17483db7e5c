"""Conditions laid out for reading: one test to a line, groups indented, every id in its label."""

from collections.abc import Iterator, Sequence

from app.domain.conditions import Condition
from app.domain.playbook import Playbook
from app.domain.playbook.drafting import body_of
from app.domain.playbook.fact_words import FACT
from app.domain.playbook.sections import choices

ALWAYS = "Always"
_SEVERAL = frozenset({"gap_areas", "signal_kinds"})
_COUNTED = frozenset({"open_gaps", "stopping_gaps"})
_ON_ONE_LINE = 3  # tests
_MARK, _STEP = "• ", "   "


class FactNames:
    """What the facts of a condition, their values and the criteria are called."""

    def __init__(self, playbook: Playbook) -> None:
        body = body_of(playbook)
        self._labels = {name: dict(choices(body, fact.of)) for name, fact in FACT.items() if fact.of}
        self._questions = {criterion.id: criterion.question for criterion in playbook.criteria}

    def fact(self, name: str) -> str:
        """The name of a fact."""
        return FACT[name].label

    def value(self, name: str, value: str) -> str:
        """A value of a fact: the label of an id of ours, or a word of theirs."""
        label = self._labels.get(name, {}).get(value)
        return label or (value.replace("_", " ") if FACT[name].kind == "choice" else value)

    def phrase(self, name: str, phrase: str) -> str:
        """A phrase that a fact has to mention: the label of a kind of signal, or the words in quotes."""
        return self._labels.get(name, {}).get(phrase) or f"“{phrase}”"

    def question(self, criterion: str) -> str:
        """The question of a criterion."""
        return self._questions.get(criterion, criterion)


def laid_out(condition: Condition, names: FactNames) -> str:
    """When a condition holds: one line for one test, else lines with marks, groups further in."""
    return "\n".join(_lines(condition, names)) or ALWAYS


def _lines(condition: Condition, names: FactNames, *, inside: bool = False) -> list[str]:
    """The lines of a condition; `inside` a group a few tests stand in one line."""
    tests = list(_tests(condition, names))
    groups = list(_groups(condition, names))
    if not groups:
        if inside and 1 < len(tests) <= _ON_ONE_LINE:
            return ["; and ".join([tests[0], *(test[:1].lower() + test[1:] for test in tests[1:])])]
        return tests if len(tests) < 2 else ["All of these:", *_marked([[test] for test in tests])]
    if not tests and len(groups) == 1:
        return groups[0]
    whole = [[test] for test in tests] + groups
    return ["All of these:", *_marked(whole)]


def _marked(items: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each item with a mark before its first line, the rest of it further in."""
    for first, *rest in items:
        yield f"{_MARK}{first}"
        yield from (f"{_STEP}{line}" for line in rest)


def _groups(condition: Condition, names: FactNames) -> Iterator[list[str]]:
    """Groups that are more than a test: one of several, and none of several."""
    for whole in condition.all:
        yield from _groups(whole, names)
    if condition.any:
        choices = [_lines(one, names, inside=True) or [ALWAYS] for one in condition.any]
        yield choices[0] if len(choices) == 1 else ["One of these:", *_marked(choices)]
    if condition.none:
        against = [_lines(one, names, inside=True) or [ALWAYS] for one in condition.none]
        if len(against) == 1 and len(against[0]) == 1:
            yield [f"Not: {against[0][0]}"]
        else:
            yield ["None of these:", *_marked(against)]


def _tests(condition: Condition, names: FactNames) -> Iterator[str]:
    """The single tests of a condition, and of the conditions that must all hold with it."""
    if condition.fact:
        yield _fact(condition, names)
    for id in condition.yes:
        yield f"Answered Yes: {names.question(id)}"
    if condition.not_yes:
        several = "One of these is not" if len(condition.not_yes) > 1 else "Not"
        yield f"{several} answered Yes yet: {'; '.join(names.question(id) for id in condition.not_yes)}"
    for whole in condition.all:
        yield from _tests(whole, names)


def _fact(condition: Condition, names: FactNames) -> str:
    name = condition.fact
    says = []
    if condition.known is not None:
        says.append("is known" if condition.known else "is not known")
    if condition.is_:
        says.append(f"is {_or([names.value(name, one) for one in condition.is_])}")
    if condition.has:
        verb = "include" if name in _SEVERAL else "mentions"
        says.append(f"{verb} {_or([names.phrase(name, one) for one in condition.has])}")
    if condition.at_least is not None and condition.at_most is not None:
        says.append(f"is from {condition.at_least:g} to {condition.at_most:g}")
    elif condition.at_least is not None:
        says.append(f"is at least {condition.at_least:g}")
    elif condition.at_most is not None:
        says.append(f"is at most {condition.at_most:g}")
    told = " and ".join(says)
    return f"{names.fact(name)} {told}" if name not in _COUNTED else f"{names.fact(name)}: {told.removeprefix('is ')}"


def _or(texts: Sequence[str]) -> str:
    *first, last = texts
    comma = "; " if any(", " in text and not text.startswith("“") for text in texts) else ", "
    return f"{comma.join(first)} or {last}" if first else last
