"""What every part of a playbook shares: frozen, strict, and named by a short id."""

import re
from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_ID = re.compile(r"[a-z][a-z0-9_]*\Z|[A-Z]{1,3}[0-9]{1,3}\Z")


def _an_id(text: str) -> str:
    if not _ID.match(text):
        raise ValueError(f"'{text}' is not an id: use lower-case letters, digits and underscores")
    return text


Id = Annotated[str, AfterValidator(_an_id)]
BusinessHours = Annotated[float, Field(gt=0, le=2_000)]  # a year of work; a calendar must be able to count them
Days = Annotated[int, Field(ge=1, le=3_650)]


class Part(BaseModel):
    """A piece of a playbook; unknown keys are faults, so a misspelt key is never silently ignored."""

    # an infinite number, or none, could be adopted but never be read again
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)


class Named(Part):
    """A piece that others refer to by its id and people read by its label."""

    id: Id
    label: str


N = TypeVar("N", bound=Named)


def by_id(parts: Iterable[N], wanted: str) -> N | None:
    """The part with this id, or None."""
    return next((part for part in parts if part.id == wanted), None)
