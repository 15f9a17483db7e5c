"""Conditions as a person writes them in a cell or a line: `facility type is hospital or clinic and size at least 100`."""

from collections.abc import Mapping, Sequence

from app.domain.conditions import Condition
from app.domain.problems import Problem

Labels = Mapping[str, Sequence[tuple[str, str]]]
"""The (id, label) pairs of each list of ids that facts take their values from: `labels_of` in drafting makes it."""


class Unread(Problem):
    """A condition that cannot be understood; `at` is where (from 0), and the message says what was expected there."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def written(condition: Condition, labels: Labels | None = None) -> str:
    """The condition in words that `read` understands; values by their label where `labels` has one."""
    return "always" if condition == Condition() else condition.model_dump_json(by_alias=True, exclude_defaults=True)


def read(text: str, labels: Labels | None = None) -> Condition:
    """The condition that a text says. Raises Unread, which says where it stops and what may stand there."""
    if text.strip().casefold() in ("", "always"):
        return Condition()
    try:
        return Condition.model_validate_json(text)
    except ValueError as broken:
        raise Unread("Write a condition like: facility type is hospital and size at least 100.", 0) from broken
