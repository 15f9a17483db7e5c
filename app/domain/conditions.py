"""Conditions on named facts, as a playbook writes them: fact, is, has, at_least, known, yes, all, any, none."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.domain.lead import LeadFacts

_COMPUTED = ("open_gaps", "stopping_gaps", "gap_areas", "signal_kinds", "wishes")
_UNSPOKEN = {
    "lead_id",
    "signals",
    "touches",
    "gaps",
    "answers",
    "created_at",
    "moved_at",
    "due",
    "pauses",
    "cycle_at",
    "put_off",
    "track",
}
FACTS: tuple[str, ...] = tuple(f.name for f in fields(LeadFacts) if f.name not in _UNSPOKEN) + _COMPUTED


def _known_fact(name: str) -> str:
    if name and name not in FACTS:
        raise ValueError(f"'{name}' is not a fact; the facts are {', '.join(sorted(FACTS))}")
    return name


class Condition(BaseModel):
    """One test of one fact, or a group of tests. An empty condition always holds."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)

    fact: Annotated[str, AfterValidator(_known_fact)] = ""
    is_: tuple[str, ...] = Field((), alias="is")  # equals one of these, without regard to case
    has: tuple[str, ...] = ()  # contains one of these words or phrases
    at_least: float | None = None
    at_most: float | None = None
    known: bool | None = None  # is (or is not) filled in
    yes: tuple[str, ...] = ()  # these criteria are answered Yes
    not_yes: tuple[str, ...] = ()  # at least one of these criteria is not answered Yes
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    none: tuple[Condition, ...] = ()

    @model_validator(mode="after")
    def _says_something_once(self) -> Condition:
        tests = bool(
            self.is_ or self.has or self.known is not None or self.at_least is not None or self.at_most is not None
        )
        if tests and not self.fact:
            raise ValueError("name the fact that this condition tests ('fact: ...')")
        if self.fact and not tests:
            raise ValueError(f"say what '{self.fact}' must be: is, has, at_least, at_most or known")
        return self

    def holds(self, facts: LeadFacts) -> bool:
        """True where every part holds for these facts."""
        return (
            self._fact_holds(facts)
            and all(_answer(facts, c) == "yes" for c in self.yes)
            and (not self.not_yes or any(_answer(facts, c) != "yes" for c in self.not_yes))
            and all(part.holds(facts) for part in self.all)
            and (not self.any or any(part.holds(facts) for part in self.any))
            and not any(part.holds(facts) for part in self.none)
        )

    def _fact_holds(self, facts: LeadFacts) -> bool:
        if not self.fact:
            return True
        value = getattr(facts, self.fact)
        folded = _folded(value)
        if self.known is not None and self.known != bool(folded):
            return False
        if self.is_ and folded not in {word.casefold() for word in self.is_}:
            return False
        if self.has and not any(_within(word.casefold(), folded) for word in self.has):
            return False
        if self.at_least is not None and not (isinstance(value, (int, float)) and value >= self.at_least):
            return False
        return self.at_most is None or (isinstance(value, (int, float)) and value <= self.at_most)


def _answer(facts: LeadFacts, criterion: str) -> str:
    answer = facts.answers.get(criterion)
    return answer.value if answer else "unknown"


def _folded(value: Any) -> str:
    return "" if value is None else str(value).casefold().strip()


def _within(phrase: str, text: str) -> bool:
    """True where the phrase begins at a word: "lab" is in "lab manager" and "laboratory", not in "collab"."""
    at = text.find(phrase)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False
