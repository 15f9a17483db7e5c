"""A pilot: it may be called agreed only with its dates, a number, a judge on their side, and what follows (CP11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.counting import together
from app.domain.problems import Problem
from app.language import later, number, tr, within

SIGNS = (">=", "<=", ">", "<", "=")
_SIGN_WORDS: Mapping[str, str] = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
PILOT_STATES: Mapping[str, str] = {
    "planned": later("planned"),
    "agreed": later("agreed"),
    "running": later("running"),
    "passed": later("passed"),
    "failed": later("failed"),
    "stopped": later("stopped"),
}
NEEDS_AGREEMENT = frozenset(("agreed", "running", "passed", "failed"))  # no pilot runs, or ends, that was not agreed


@dataclass(frozen=True, slots=True)
class PilotCriterion:
    """What is measured, and the number that it has to reach."""

    measure: str
    sign: str = ""
    value: float | None = None
    unit: str = ""

    @property
    def numeric(self) -> bool:
        """True where one can tell by a number whether it was met."""
        return bool(self.measure.strip()) and self.sign in SIGNS and self.value is not None

    @property
    def says(self) -> str:
        """`Agreement ≥ 95 %`."""
        if self.value is None:
            return self.measure.strip()
        places = 0 if self.value == int(self.value) else 2
        shown = number(self.value, places)
        shown = shown.rstrip("0") if places and shown[-1] == "0" else shown
        return " ".join(filter(None, (self.measure.strip(), _SIGN_WORDS.get(self.sign, ""), shown, self.unit.strip())))


@dataclass(frozen=True, slots=True)
class PilotCondition:
    """Something that must be so before the pilot begins."""

    says: str
    met: bool = False


@dataclass(frozen=True, slots=True)
class Pilot:
    """Everything that is known of a pilot."""

    goal: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    sites: str = ""
    samples: int | None = None
    criteria: tuple[PilotCriterion, ...] = ()
    judge: str = ""  # of their side
    conditions: tuple[PilotCondition, ...] = ()
    if_passes: str = ""
    state: str = "planned"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing without which a pilot is not agreed; `id` is the field to fill."""

    id: str
    says: str


def missing_to_agree(pilot: Pilot, judge_is_ours: bool = False) -> tuple[Lack, ...]:
    """What a pilot still lacks before it may be called agreed; nothing where it may."""
    return tuple(_lacks(pilot, judge_is_ours))


def _lacks(pilot: Pilot, judge_is_ours: bool) -> Iterator[Lack]:
    if pilot.starts_on is None:
        yield Lack("starts_on", tr("The day on which it begins"))
    if pilot.ends_on is None:
        yield Lack("ends_on", tr("The day on which it ends"))
    elif pilot.starts_on is not None and pilot.ends_on < pilot.starts_on:
        yield Lack("ends_on", tr("An end that is not before the beginning"))
    if not any(criterion.numeric for criterion in pilot.criteria):
        yield Lack("criteria", tr("A success criterion with a number"))
    if not pilot.judge.strip():
        yield Lack("judge", tr("A judge on their side"))
    elif judge_is_ours:
        yield Lack("judge", tr("A judge on their side, not on ours"))
    if not pilot.if_passes.strip():
        yield Lack("if_passes", tr("What happens if it passes"))


def refuse_agreement(pilot: Pilot, judge_is_ours: bool = False) -> None:
    """Raise a Problem that names what is missing, where a pilot cannot be called agreed yet."""
    lacks = missing_to_agree(pilot, judge_is_ours)
    if lacks:
        named = together([within(lack.says) for lack in lacks])
        raise Problem(tr("The pilot is not agreed yet. Still missing: {named}.", named=named))


# --- as it is kept ---------------------------------------------------------------------------------------------------


def criteria_of(rows: Sequence[Mapping[str, Any]] | None) -> tuple[PilotCriterion, ...]:
    """The criteria that `criteria_rows` wrote; a row without a measure is left out."""
    return tuple(
        PilotCriterion(
            str(row["measure"]), str(row.get("sign") or ""), _a_number(row.get("value")), str(row.get("unit") or "")
        )
        for row in rows or ()
        if isinstance(row, Mapping) and row.get("measure")
    )


def criteria_rows(criteria: Sequence[PilotCriterion]) -> list[dict[str, Any]]:
    """The criteria as plain rows."""
    return [{"measure": one.measure, "sign": one.sign, "value": one.value, "unit": one.unit} for one in criteria]


def conditions_of(rows: Sequence[Mapping[str, Any]] | None) -> tuple[PilotCondition, ...]:
    """The conditions that `conditions_rows` wrote."""
    return tuple(
        PilotCondition(str(row["says"]), row.get("met") is True)
        for row in rows or ()
        if isinstance(row, Mapping) and row.get("says")
    )


def conditions_rows(conditions: Sequence[PilotCondition]) -> list[dict[str, Any]]:
    """The conditions as plain rows."""
    return [{"says": one.says, "met": one.met} for one in conditions]


def _a_number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
