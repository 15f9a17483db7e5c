"""A playbook in the making: plain JSON, the steps that change it, what is wrong with it, and how two differ."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from app.domain.playbook import Playbook
from app.domain.playbook.drafting.body import Body, body_of, labels_of, tidied
from app.domain.playbook.drafting.doubts import doubts
from app.domain.playbook.drafting.fault import Fault
from app.domain.playbook.drafting.faulting import hard_faults
from app.domain.playbook.drafting.mentions import used_by
from app.domain.playbook.drafting.showing import Difference, differences, shown
from app.domain.playbook.drafting.steps import Step, applied, free_id, new_item
from app.domain.playbook.sections import rows
from app.domain.problems import Problem
from app.language import tr

__all__ = [
    "Body",
    "Difference",
    "Fault",
    "Step",
    "applied",
    "body_of",
    "differences",
    "faults",
    "free_id",
    "labels_of",
    "made",
    "new_item",
    "rows",
    "shown",
    "tidied",
    "used_by",
]


def made(body: Mapping[str, Any], version: int) -> Playbook:
    """The playbook that a body describes. Raises Problem with the first fault where it describes none."""
    try:
        return Playbook.model_validate({**tidied(body), "version": version})
    except ValidationError as invalid:
        found, _ = hard_faults(body)
        first = found[0].says if found else tr("something in it cannot be read.")
        raise Problem(tr("The playbook cannot be used yet: {fault}", fault=first)) from invalid


def faults(body: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Everything that is wrong with a body, each at its place; those that only warn come last."""
    found, playbook = hard_faults(body)
    return (*found, *doubts(body, playbook)) if playbook is not None else found
