"""By what leads are told apart in a review, and which values of it are worth a row."""

from collections.abc import Mapping

DIMENSIONS = ("service_line", "segment", "source", "offer", "region", "owner")
"""The fields of a lead by which conversion and metrics are shown; the order is that of the sheets."""

MOST_VALUES = 40  # of one dimension


def most_frequent(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """The values that occur most with how often, at most forty, those that occur as often by their name."""
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]
