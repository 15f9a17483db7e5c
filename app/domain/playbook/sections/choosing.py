"""What a choice may hold: the fixed lists, and the ids that the body at hand gives."""

from collections.abc import Mapping
from typing import Any, get_args

from app.domain.handoff import ALIASES, PARTS
from app.domain.playbook.calls import NotAsked
from app.domain.playbook.committee_rules import FIXES, GATE_MODES
from app.domain.playbook.sections.described import SECTION, VOCABULARIES
from app.domain.playbook.sections.items import rows
from app.domain.relations import RELATIONS

Pairs = tuple[tuple[str, str], ...]


def _as_said(*ids: str) -> Pairs:
    return tuple((id, id.replace("_", " ").capitalize()) for id in ids)


_STAGES: Pairs = (("lead", "Lead"), ("mql", "MQL"), ("sal", "SAL"), ("sql", "SQL"), ("opportunity", "Opportunity"))
_GATES = (
    *("need", "intent", "fit", "next_step", "budget", "timeline", "decision", "compliance", "integration", "interest"),
)
_FIXED: Mapping[str, Pairs] = {
    "criterion_stage": _STAGES[1:4],
    "lead_stage": _STAGES,
    "gate": _as_said(*_GATES),
    "strength": _as_said("weak", "middling", "strong"),
    "day": (
        *(("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday"), ("fri", "Friday")),
        *(("sat", "Saturday"), ("sun", "Sunday")),
    ),
    "power": _as_said("signs", "budget", "veto", "recommends", "uses", "gates"),
    "need": _as_said("required", "expected", "optional"),
    "owner_rule": (
        ("keep", "Keep the present owner"),
        ("named", "A named person"),
        ("by_region", "By region"),
        ("round_robin", "In turn"),
        ("least_loaded", "Whoever has least"),
    ),
    "email_kind": _as_said("work", "free", "role", "disposable"),
    "intent_context": _as_said("workflow", "technical", "commercial"),
    "relation": RELATIONS,
    "committee_fix": tuple(FIXES.items()),
    "committee_gate": tuple(GATE_MODES.items()),
    "side": (("ours", "Ours"), ("theirs", "Theirs")),
    "sheet_field": _as_said(*get_args(NotAsked)),
    "true_false": (("true", "Yes"), ("false", "No")),
}
_SECTION_OF: Mapping[str, str] = {
    "service_line": "service_lines",
    "signal": "signal_kinds",
    "path": "paths",
    "seat": "seats",
    "criterion": "criteria",
    "question": "questions",
    "preset": "presets",
    "route": "routes",
    "track": "nurture",
    "fit_band": "fit_bands",
    "intent_band": "intent_bands",
    **{name: name for name in VOCABULARIES},
}

ANYBODY = ("other", "Other or anybody")  # the seat that is always there


def choices(body: Mapping[str, Any], of: str) -> Pairs:
    """What a field with this `of` may hold in the body at hand, as (id, label) in its order."""
    if of == "handoff_part":
        return _handoff_parts(body)
    if of in _FIXED:
        return _FIXED[of]
    section = SECTION[_SECTION_OF[of]]
    found = [(item.get("id"), item.get(section.title)) for item in rows(body, section.id)]
    pairs = tuple((id, label if isinstance(label, str) and label else id) for id, label in found if isinstance(id, str))
    return (*pairs, ANYBODY) if of == "seat" and ANYBODY[0] not in dict(pairs) else pairs


def list_of(section: str) -> str:
    """The `of` under which fields refer to the items of a section; empty where none does."""
    return next((of for of, owner in _SECTION_OF.items() if owner == section), "")


def _handoff_parts(body: Mapping[str, Any]) -> Pairs:
    """The parts a package can have; one that this body calls by an older name keeps that name."""
    lists = [parts for row in rows(body, "handoff") for parts in row.values() if isinstance(parts, list)]
    written = [part for parts in lists for part in parts if isinstance(part, str)]
    older = {ALIASES[part]: part for part in written if part in ALIASES}
    return tuple((older.get(id, id), label) for id, (label, _) in PARTS.items())
