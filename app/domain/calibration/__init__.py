"""Calibration: how bands, rules and criteria have fared by what became of leads; it proposes, and decides nothing."""

from app.domain.calibration.cases import Case, JudgedAt
from app.domain.calibration.criteria import CriterionLine, QuestionLine
from app.domain.calibration.difference import Difference, difference
from app.domain.calibration.lines import BandLine, CellLine, RuleLine
from app.domain.calibration.proposals import Proposal
from app.domain.calibration.whole import Calibration, calibrate

__all__ = [
    "BandLine",
    "Calibration",
    "Case",
    "CellLine",
    "CriterionLine",
    "Difference",
    "JudgedAt",
    "Proposal",
    "QuestionLine",
    "RuleLine",
    "calibrate",
    "difference",
]
