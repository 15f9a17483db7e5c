"""Conditions between the playbook, which writes them as data, and people, who read them in words."""

from collections.abc import Callable
from typing import Any

from app.domain.conditions import Condition
from app.domain.playbook.condition_words import Labels, written
from app.domain.playbook.fact_words import FACTS_IN_WORDS
from app.ui.pages.defining.inputs import Options

Written = dict[str, Any]  # a condition as a playbook writes it
OptionsOf = Callable[[str], Options]  # the entries of a vocabulary, the criteria, the seats ...


def labels_from(options: OptionsOf) -> Labels:
    """The words of every list that facts take their values from."""
    return {of: options(of) for of in ("criterion", *(fact.of for fact in FACTS_IN_WORDS)) if of}


def in_words(value: Written, labels: Labels) -> str:
    """A written condition as people read it."""
    return written(Condition.model_validate(value), labels)


def as_written(condition: Condition) -> Written:
    """A condition as a playbook writes it, without what it leaves open."""
    return condition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
