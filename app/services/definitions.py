"""The definitions in force: the team's words at once, the whole playbook when a rule is asked for."""

import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.problems import Problem
from app.language import tr
from app.store.tables import PlaybookVersion

if TYPE_CHECKING:
    from app.domain.playbook import Playbook

_ELSEWHERE = {"path": "paths", "service_line": "service_lines", "signal": "signal_kinds", "seat": "seats"}

_BANDS = {"fit_band": "fit_bands", "intent_band": "intent_bands"}
_REASONS = ("reject",)  # why a handoff came back
_OF_CALLS = {"gap_area": "gap_areas"}


class Definitions:
    """One adopted version of the playbook. A list needs its words only; checking the whole takes a hundred times that.

    `adopted` tells versions apart: an undone version's number may be given again, later.
    """

    def __init__(self, adopted: tuple[Any, ...], body: str) -> None:
        self.adopted = adopted
        self._body = body

    @cached_property
    def playbook(self) -> "Playbook":
        """The whole, with every rule."""
        return _checked(self._body)

    def label(self, kind: str, id: str) -> str:
        """The written form of an id, as `Playbook.label` says it; the id itself if unknown."""
        return self.words(kind).get(id, id)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Where the team works: the zone of its business hours."""
        return ZoneInfo(self._written["hours"]["timezone"])

    def words(self, kind: str) -> Mapping[str, str]:
        """The written forms of a vocabulary by id, in the order of the playbook; bands rise."""
        if kind not in self._labels:
            written = self._written
            if kind in _BANDS:
                entries = written["scoring"][_BANDS[kind]]
            elif kind in _REASONS:
                entries = written["reasons"][kind]
            elif kind == "criterion":
                entries = [{"id": one["id"], "label": one["question"]} for one in written["criteria"]]
            elif kind in _OF_CALLS:
                entries = written.get("calls", {}).get(_OF_CALLS[kind]) or self._usual(kind)
            else:
                entries = written[_ELSEWHERE[kind]] if kind in _ELSEWHERE else written["vocabularies"][kind]
            self._labels[kind] = {entry["id"]: entry["label"] for entry in entries}
        return self._labels[kind]

    def _usual(self, kind: str) -> list[dict[str, str]]:
        """What a playbook has that was adopted before there were such words."""
        return [{"id": one.id, "label": one.label} for one in self.playbook.words(kind)]

    @cached_property
    def _labels(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def _written(self) -> dict[str, Any]:
        written: dict[str, Any] = json.loads(self._body)
        return written


@lru_cache(maxsize=4)  # as many as tables are kept for: see `per_playbook`
def _checked(body: str) -> "Playbook":
    """A playbook as it was adopted: one and the same for one text, with all that is worked out from it."""
    from app.domain.playbook import Playbook

    return Playbook.model_validate_json(body)


def in_force(session: Session, known: Definitions | None = None) -> Definitions:
    """The newest version that was adopted: what is known already where that is still the one."""
    version = PlaybookVersion.__table__.c
    newest = select(version.version, version.adopted_at).order_by(version.version.desc()).limit(1)
    adopted = session.execute(newest).first()
    if adopted is None:
        raise Problem(tr("This workspace has no playbook; restore a backup."))
    if known is not None and known.adopted == tuple(adopted):
        return known
    body = session.execute(select(version.body).where(version.version == adopted.version)).scalar_one()
    return Definitions(tuple(adopted), body)
