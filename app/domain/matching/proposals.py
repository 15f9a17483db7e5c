"""What is proposed: pairs of rows that may be one, where they stand, and from when on they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability a pair is proposed as one, and from which it is shown to be decided."""

    sure: float = 0.98
    doubtful: float = 0.5


USUAL = Thresholds()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stands: its file, and the record's number from 0 as a reader of the file counts."""

    file: str
    record: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one: their places in the sequences, how likely, and why in words.

    `for_` and `against` name the fields that speak for it and against it.
    """

    a: int
    b: int
    probability: float
    sure: bool
    reasons: tuple[str, ...]
    for_: tuple[str, ...]
    against: tuple[str, ...]
