"""The structured side of "counts when": what an answer needs, and which fields to offer for its value."""

from app.domain.playbook import Question
from app.domain.playbook.needs import Need, NeedKind, Option, read_need
from app.language import tr

__all__ = ["Need", "NeedKind", "Option", "choices_of", "needs_of", "value_kinds", "yes_no"]

_VALUES = {"number": "number", "time": "number", "date": "date", "choice": "choice", "yes_no": "choice"}


def needs_of(question: Question) -> tuple[tuple[Need, ...], ...]:
    """What an answer needs: all of the outer, any of the inner. Nothing where the playbook leaves it to a person."""
    return tuple(read_need(line) for line in question.needs)


def value_kinds(question: Question) -> tuple[str, ...]:
    """Which typed fields to offer for the answer, the first one first; none where words are enough."""
    kinds = [_VALUES[need.kind] for line in needs_of(question) for need in line if need.kind in _VALUES]
    return tuple(dict.fromkeys(kinds))


def choices_of(question: Question) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What the field of a choice offers: id, label, and other words for it."""
    for line in needs_of(question):
        for need in line:
            if need.kind == "choice":
                return tuple((option.id, option.label, option.words) for option in need.options)
            if need.kind == "yes_no":
                return yes_no()
    return ()


def yes_no() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The choice of a question that asks for a plain yes or no."""
    return (("yes", tr("Yes"), ("ja", "yep", "correct")), ("no", tr("No"), ("nein", "nope")))
