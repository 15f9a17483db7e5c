"""The steps on the way to their yes, with the one that is taken today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

StepPlace = Literal["done", "today", "ahead"]


@dataclass(frozen=True, slots=True)
class Step:
    """One approval: what it is, who of theirs takes it, and by when."""

    kind: str  # of the playbook's list
    label: str
    owner: str = ""
    due: date | None = None
    done_on: date | None = None
    note: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class StepState:
    """A step with its place on the way; `today` is the first that is not done."""

    step: Step
    state: StepPlace
    overdue_days: int = 0


def path_of(steps: Sequence[Step], today: date) -> tuple[StepState, ...]:
    """Every step with its state, in their order. A step after an open one may be done already."""
    found: list[StepState] = []
    met = False
    for step in steps:
        if step.done_on is not None:
            found.append(StepState(step, "done"))
            continue
        late = (today - step.due).days if step.due is not None and step.due < today else 0
        found.append(StepState(step, "ahead" if met else "today", late))
        met = True
    return tuple(found)


def todays_step(steps: Sequence[Step], today: date) -> StepState | None:
    """The first step that is not done; None where all are, or none is known."""
    return next((one for one in path_of(steps, today) if one.state == "today"), None)
