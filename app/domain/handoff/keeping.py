"""A package kept as sent: canonical JSON, its digest, and the way back; an earlier form stays to the letter."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from app.domain.handoff import rows as kinds
from app.domain.handoff.sheet import HandoffSheet


def digest(sheet: HandoffSheet) -> str:
    """SHA-256 of the package in canonical JSON: the same package gives the same digest on every machine."""
    return hashlib.sha256(to_json(sheet).encode()).hexdigest()


def to_json(sheet: HandoffSheet) -> str:
    """The package as canonical JSON, to be kept as sent."""
    kept = asdict(sheet)
    if sheet.form == 1:
        _as_first(kept)
    return json.dumps(kept, default=_written, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> HandoffSheet:
    """The package that `to_json` wrote, of whatever form."""
    kept: dict[str, Any] = json.loads(text)
    rows = {f.name: kept.get(f.name, ()) for f in fields(HandoffSheet) if f.name in _ROWS}
    simple = {f.name: kept[f.name] for f in fields(HandoffSheet) if f.name in kept and f.name not in _ROWS}
    for name in _TEXTS:
        simple[name] = tuple(simple.get(name, ()))
    for name in _PAIRS:
        simple[name] = tuple((label, value) for label, value in simple.get(name, ()))
    if simple.get("pilot"):
        simple["pilot"] = _pilot(simple["pilot"])
    lists: dict[str, Any] = {name: tuple(_ROWS[name](**_dated(row)) for row in rows[name]) for name in rows}
    return HandoffSheet(**_dated(simple), **lists)


_ROWS: Mapping[str, Callable[..., Any]] = {
    "checks": kinds.CheckRow,
    "discovery": kinds.DiscoveryRow,
    "committee": kinds.SeatRow,
    "committee_lines": kinds.LineRow,
    "gaps": kinds.GapRow,
    "ledger": kinds.PointRow,
    "signals": kinds.SignalRow,
    "touches": kinds.TouchRow,
    "moves": kinds.MoveRow,
    "changes": kinds.ChangeRow,
    "scope": kinds.ScopeLine,
    "documents": kinds.DocumentLine,
    "steps": kinds.StepLine,
}
_TEXTS = ("content", "questions", "missing", "committee_says")
_PAIRS = ("account_facts", "integration")
_TIMES = ("at", "created_at", "reply_by", "replaced_sent")
_DATES = ("due", "last_contact", "since", "starts_on", "ends_on", "asked_on", "sent_on", "done_on", "raised_on")
_NOT_IN_THE_FIRST = (
    *("form", "version", "replaces", "replaced_sent", "changes", "gap_override"),
    *("scope", "integration", "documents", "pilot", "steps"),
)
_NOT_IN_ROWS_OF_THE_FIRST = {"discovery": ("value", "proves"), "gaps": ("status", "raised_on", "overdue")}


def _as_first(kept: dict[str, Any]) -> None:
    """Leave out what packages of the first form did not have, so that their digests stay what was sent."""
    for name in _NOT_IN_THE_FIRST:
        del kept[name]
    for rows, names in _NOT_IN_ROWS_OF_THE_FIRST.items():
        for row in kept[rows]:
            for name in names:
                del row[name]


def _pilot(row: Mapping[str, Any]) -> kinds.PilotLine:
    listed = {name: tuple(row.get(name, ())) for name in ("criteria", "conditions", "lacks")}
    return kinds.PilotLine(**{**_dated(row), **listed})


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(row[name]) for name in _TIMES if row.get(name)}
    dates = {name: date.fromisoformat(row[name]) for name in _DATES if row.get(name)}
    return {**row, **times, **dates}


def _written(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"a handoff cannot hold a {type(value).__name__}")
