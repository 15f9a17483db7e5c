"""What a diagnosis suggests, as steps of a draft where a rule can be changed at once, so that it can be replayed (J8).

Many suggestions are about people, or have more than one answer: those name the part of the playbook that they touch.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.judging import SQL_GATES
from app.domain.playbook import Playbook
from app.domain.review.sheet import Finding
from app.domain.stage import Stage
from app.language import number, tr, tr_many

PLACES: Mapping[str, str] = {
    "mql_inflation": "presets",
    "form_fill_sqls": "criteria",
    "fit_skipped_at_sql": "criteria",
    "routed_without_context": "handoff",
    "qualifiers_differ": "criteria",
    "engagement_as_intent": "scoring",
    "stale_criteria": "criteria",
    "committee_missing": "templates",
    "low_relevance_syndication": "routes",
    "wrong_route": "routes",
}
"""The section of the playbook that a suggestion changes, by diagnosis; one that is not here is about people."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change of the rules; `steps` are those of the draft (domain.playbook.drafting)."""

    title: str  # 'Lower the most points of engagement from 40 to 20'
    steps: tuple[dict[str, Any], ...]


def remedy(finding: Finding, playbook: Playbook) -> Remedy | None:
    """The change that a diagnosis suggests, where one step or a few of the same kind say it; else None."""
    make = _REMEDIES.get(finding.diagnosis)
    return make(finding, playbook) if make is not None else None


def _require_more(finding: Finding, playbook: Playbook) -> Remedy | None:
    """Require a criterion of MQL that is optional now, one of fit before others; else raise the threshold of fit."""
    preset, checks = playbook.preset_in_force, playbook.checklist(Stage.MQL).criteria
    optional = sorted((one for one in checks if not one.required), key=lambda one: one.gate != "fit")
    if not optional:
        to = min(100, preset.mql_fit_at_least + 10)
        title = tr("Raise the fit for MQL of “{preset}” from {points} to {new}", preset=preset.label,
                   points=number(preset.mql_fit_at_least), new=number(to))  # fmt: skip
        return Remedy(title, (_set("presets", preset.id, "mql_fit_at_least", to),))
    wanted = optional[0]
    required = [*preset.required_criteria, wanted.id]
    released = [id for id in preset.optional_criteria if id != wanted.id]
    steps = [_set("presets", preset.id, "required_criteria", required)]
    if len(released) < len(preset.optional_criteria):
        steps.append(_set("presets", preset.id, "optional_criteria", released))
    return Remedy(tr("Require “{question}” for MQL", question=wanted.question), tuple(steps))


def _require_fit(finding: Finding, playbook: Playbook) -> Remedy | None:
    """Require every criterion of fit at SQL that is optional now."""
    optional = [one for one in playbook.criteria if one.stage == "sql" and one.gate == "fit" and not one.required]
    if not optional:
        return None
    title = tr_many(
        "Require {count} more criterion of fit at SQL", "Require {count} more criteria of fit at SQL", len(optional)
    )
    return Remedy(title, tuple(_set("criteria", one.id, "required", True) for one in optional))


def _lower_cap(finding: Finding, playbook: Playbook) -> Remedy | None:
    """Halve what downloads, visits and opens may give together."""
    now = playbook.scoring.engagement_cap
    if not now:
        return None
    title = tr("Lower the most points of engagement from {points} to {new}", points=number(now), new=number(now // 2))
    return Remedy(title, ({"op": "set", "section": "scoring", "field": "engagement_cap", "value": now // 2},))


def _let_go(finding: Finding, playbook: Playbook) -> Remedy | None:
    """No longer require what is hardly answered, or always alike; the four gates of SQL stay as they are (R1)."""
    named = {row.name for row in finding.rows}
    stale = [one for one in playbook.criteria if one.required and one.id in named]
    stale = [one for one in stale if not (one.stage == "sql" and one.gate in SQL_GATES)]
    kept = {one.stage for one in playbook.criteria if one.required and one not in stale}
    stale = [one for one in stale if one.stage in kept]  # a stage without any requirement is no stage
    if not stale:
        return None
    title = tr_many("Ask {count} criterion without requiring it", "Ask {count} criteria without requiring them",
                    len(stale))  # fmt: skip
    return Remedy(title, tuple(_set("criteria", one.id, "required", False) for one in stale))


def _set(section: str, item: str, field: str, value: object) -> dict[str, Any]:
    return {"op": "set", "section": section, "item": item, "field": field, "value": value}


_REMEDIES: Mapping[str, Callable[[Finding, Playbook], Remedy | None]] = {
    "mql_inflation": _require_more,
    "fit_skipped_at_sql": _require_fit,
    "engagement_as_intent": _lower_cap,
    "stale_criteria": _let_go,
}
