"""The playbook: a team's shared definitions as one checked, versioned piece of data."""

from app.domain.playbook.calls import (
    Approval,
    CallExit,
    CallGuide,
    CallKind,
    CallLimits,
    CallRules,
    DocumentKind,
    GapArea,
    Interface,
)
from app.domain.playbook.checklist import Checklist, Criterion, Gate, Question, Reasoned
from app.domain.playbook.committee_rules import FIXES, GATE_MODES, USUAL_GAP_RULES, GapRule, GateMode
from app.domain.playbook.diagnosis import USUAL_LIMITS, Diagnosis
from app.domain.playbook.model import Playbook, Reasons
from app.domain.playbook.part import Id, by_id
from app.domain.playbook.scoring import Band, Cell, FitRule, IntentRule, Owner, Preset, Route, Scoring
from app.domain.playbook.seats import Power, Seat, Template
from app.domain.playbook.upkeep import (
    Deadlines,
    HandoffParts,
    Holiday,
    Hours,
    NoResponse,
    NurtureTrack,
    Relook,
)
from app.domain.playbook.vocabulary import Entry, PathChoice, ServiceLine, SignalKind, Vocabularies

__all__ = [
    "FIXES",
    "GATE_MODES",
    "USUAL_GAP_RULES",
    "USUAL_LIMITS",
    "Approval",
    "Band",
    "CallExit",
    "CallGuide",
    "CallKind",
    "CallLimits",
    "CallRules",
    "Cell",
    "Checklist",
    "Criterion",
    "Deadlines",
    "Diagnosis",
    "DocumentKind",
    "Entry",
    "FitRule",
    "GapArea",
    "GapRule",
    "Gate",
    "GateMode",
    "HandoffParts",
    "Holiday",
    "Hours",
    "Id",
    "IntentRule",
    "Interface",
    "NoResponse",
    "NurtureTrack",
    "Owner",
    "PathChoice",
    "Playbook",
    "Power",
    "Preset",
    "Question",
    "Reasoned",
    "Reasons",
    "Relook",
    "Route",
    "Scoring",
    "Seat",
    "ServiceLine",
    "SignalKind",
    "Template",
    "Vocabularies",
    "by_id",
]
