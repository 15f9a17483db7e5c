"""One thing to put right in a body."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right, at its place. One that `warns` is legal, but will not do what it seems to."""

    section: str
    item: str  # its key text; empty for the section as a whole
    field: str  # empty for the item as a whole
    says: str
    warns: bool = False
