"""What is missing on a buying committee, as rules that a team can read and change (CM6)."""

from collections.abc import Mapping
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, field_validator

from app.domain.playbook.part import Named
from app.language import later

FixId = Literal[
    "name_person",
    "confirm_seat",
    "find_budget",
    "first_contact",
    "win_supporter",
    "second_contact",
    "ask_against",
    "plan_step",
    "test_champion",
    "log_touch",
    "confirm",
    "redate_step",
    "name_successor",
]
GateMode = Literal["off", "warn", "block"]

FIXES: Mapping[str, str] = {
    "name_person": later("Name the person, or plan a dated step to find out"),
    "confirm_seat": later("Ask them whether the seat is theirs"),
    "find_budget": later("Ask who holds the budget"),
    "first_contact": later("Plan a first contact"),
    "win_supporter": later("Find out who gains most from a change"),
    "second_contact": later("Ask them to introduce a second person"),
    "ask_against": later("Ask who is against it"),
    "plan_step": later("Plan a step with them"),
    "test_champion": later("Write their power, what they did without us, and what they gain"),
    "log_touch": later("Log a touch"),
    "confirm": later("Confirm seat, power and stance"),
    "redate_step": later("Do it, or give it a new date"),
    "name_successor": later("Name who follows them"),
}
GATE_MODES: Mapping[str, str] = {
    "off": later("Off"),
    "warn": later("Warns before SQL"),
    "block": later("Blocks SQL until overridden"),
}
WORDS_OF_A_GAP = frozenset({"who", "person", "seat", "days", "share", "step", "due"})  # what a sentence may name


class GapRule(Named):
    """One thing that may be missing; the test itself is code, by id. The order of the rules is their rank.

    `says` may name what was found in braces, such as {person} or {days}; `limits` are days, shares and counts.
    """

    used: bool = True
    hinders: bool = False  # counts where the gate of a committee warns or blocks
    says: str
    fix: FixId
    limits: dict[str, Annotated[float, Field(ge=0, le=3_650)]] = Field(default_factory=dict)

    @field_validator("says")
    @classmethod
    def _names_what_is_found(cls, says: str) -> str:
        try:
            named = [(name, spec or kind) for _, name, spec, kind in Formatter().parse(says) if name is not None]
        except ValueError as unread:
            raise ValueError("close every brace, as in {person}") from unread
        for name, form in named:
            if name not in WORDS_OF_A_GAP or form:
                known = ", ".join(f"{{{word}}}" for word in sorted(WORDS_OF_A_GAP))
                raise ValueError(f"'{{{name}}}' is nothing that is found; write one of {known}")
        return says

    def limit(self, name: str) -> float:
        """A limit of this rule; the usual one where the rule says nothing of it."""
        return self.limits.get(name, _USUAL_LIMITS[self.id][name])


def _rule(id: str, label: str, says: str, fix: FixId, hinders: bool = False, **limits: float) -> GapRule:
    return GapRule(id=id, label=label, says=says, fix=fix, hinders=hinders, limits=limits)


USUAL_GAP_RULES: tuple[GapRule, ...] = (
    _rule("seat_empty", "Required seat empty", later("{seat}: required, unknown"), "name_person", hinders=True),
    _rule("seat_guess", "Required seat is a guess", later("{seat}: {person} is our guess"), "confirm_seat"),
    _rule(
        "budget_unknown",
        "Budget holder unknown",
        later("Nobody is known to hold the budget"),
        "find_budget",
        hinders=True,
    ),
    _rule(
        "veto_uncontacted",
        "Veto never contacted",
        later("{who} can veto and was never contacted"),
        "first_contact",
        hinders=True,
    ),
    _rule("no_strong_supporter", "No strong supporter", later("No supporter has high influence"), "win_supporter"),
    _rule(
        "single_thread",
        "Single thread",
        later("{share} of all touches go through {person}"),
        "second_contact",
        hinders=True,
        share=0.8,
        touches=5,
    ),
    _rule("only_positive", "Nobody against", later("Everybody is in favour, so far as we know"), "ask_against"),
    _rule(
        "opposed_without_step",
        "Opponent without a step",
        later("{person} is opposed, with high influence and no next step"),
        "plan_step",
    ),
    _rule(
        "champion_untested",
        "Champion not tested",
        later("{person} is called champion without the test"),
        "test_champion",
    ),
    _rule("contact_stale", "Contact is old", later("Last contact with {person}: {days} ago"), "log_touch", days=30),
    _rule(
        "confirmation_stale",
        "Confirmation is old",
        later("What we know of {person} was confirmed {days} ago"),
        "confirm",
        days=90,
    ),
    _rule("step_overdue", "Step overdue", later("Overdue since {due}: {step} ({person})"), "redate_step"),
    _rule("person_gone", "Person left", later("{person} has left, or their address bounces"), "name_successor"),
)
_USUAL_LIMITS: Mapping[str, Mapping[str, float]] = {rule.id: rule.limits for rule in USUAL_GAP_RULES}
GAP_RULE_IDS = frozenset(_USUAL_LIMITS)
