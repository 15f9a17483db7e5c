"""A handoff: everything that sales or pre-sales need to take a lead over, frozen as sent, and how complete it is."""

from app.domain.handoff.changes import changes_since
from app.domain.handoff.complete import (
    ALIASES,
    ALWAYS,
    PARTS,
    PLACES,
    Completeness,
    completeness,
    part_label,
    place_of_part,
)
from app.domain.handoff.keeping import digest, from_json, to_json
from app.domain.handoff.privacy import LEAVES, LEVELS, known_level, let_out, printed, stricter
from app.domain.handoff.rows import (
    ChangeRow,
    CheckRow,
    DiscoveryRow,
    DocumentLine,
    GapRow,
    LineRow,
    MoveRow,
    PilotLine,
    PointRow,
    ScopeLine,
    SeatRow,
    SignalRow,
    StepLine,
    TouchRow,
)
from app.domain.handoff.sheet import FORM, HandoffSheet

__all__ = [
    "ALIASES",
    "ALWAYS",
    "FORM",
    "LEAVES",
    "LEVELS",
    "PARTS",
    "PLACES",
    "ChangeRow",
    "CheckRow",
    "Completeness",
    "DiscoveryRow",
    "DocumentLine",
    "GapRow",
    "HandoffSheet",
    "LineRow",
    "MoveRow",
    "PilotLine",
    "PointRow",
    "ScopeLine",
    "SeatRow",
    "SignalRow",
    "StepLine",
    "TouchRow",
    "changes_since",
    "completeness",
    "digest",
    "from_json",
    "known_level",
    "let_out",
    "part_label",
    "place_of_part",
    "printed",
    "stricter",
    "to_json",
]
