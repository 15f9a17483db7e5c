"""The buying committee: who is on it, how much of it is known, and which gaps matter most.

Layouts, signs, quick build, history, privacy and the gate have modules of their own in this package.
"""

from app.domain.committee.covering import Coverage, SeatState, coverage
from app.domain.committee.looping import loop, loop_among, loop_says, refuse_loop, without_loops
from app.domain.committee.missing import MOST_GAPS, CommitteeGap, every_gap, gaps
from app.domain.committee.model import (
    BANDS,
    CommitteeMap,
    Line,
    LineKind,
    Pin,
    Stakeholder,
    band_of,
    committee_map,
    is_unplaced,
    lane_of,
)
from app.domain.committee.weighing import champion_test
from app.domain.titles import BandGuess, SeatGuess, band_guess, lane, seat_guess

__all__ = [
    "BANDS",
    "MOST_GAPS",
    "BandGuess",
    "CommitteeGap",
    "CommitteeMap",
    "Coverage",
    "Line",
    "LineKind",
    "Pin",
    "SeatGuess",
    "SeatState",
    "Stakeholder",
    "band_guess",
    "band_of",
    "champion_test",
    "committee_map",
    "coverage",
    "every_gap",
    "gaps",
    "is_unplaced",
    "lane",
    "lane_of",
    "loop",
    "loop_among",
    "loop_says",
    "refuse_loop",
    "seat_guess",
    "without_loops",
]
