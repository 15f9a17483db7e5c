"""A stored value as people read it: whom or what a number names, the word behind an id, a moment where they work."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column

from app.domain.stage import Stage
from app.language import tr
from app.services.field_names import field_name
from app.services.row_names import name_of
from app.services.work import Work
from app.store.tables.foundation import Base, Moment

_VOCABULARIES = {  # columns that hold ids of the playbook, and what it calls them
    "service_line": "service_line",
    "path": "path",
    "from_path": "path",
    "to_path": "path",
    "suggested_path": "path",
    "seat": "seat",
    "criterion": "criterion",
    "segment": "segment",
    "facility_type": "facility_type",
    "testing_focus": "testing_focus",
    "source": "source",
    "offer": "offer",
    "evaluation_stage": "evaluation_stage",
    "intent_context": "intent_context",
}
_STAGES = ("stage", "from_stage", "to_stage")


def in_words(work: Work, table: str, column: str, value: Any) -> str:
    """A value of a column as its row in the journal holds it; what has no other words stands as it is."""
    if value is None or value in ("", "{}", "[]"):
        return ""
    known: Column[Any] | None = Base.metadata.tables[table].c.get(column) if table in Base.metadata.tables else None
    if known is not None:
        for key in known.foreign_keys:
            return name_of(work.session, key.column.table.name, int(value))
        if isinstance(known.type, Boolean):
            return tr("Yes") if value else tr("No")
        if isinstance(known.type, Moment):
            at = datetime.fromisoformat(str(value)).replace(tzinfo=UTC).astimezone(work.definitions.zone)
            return f"{at:%Y-%m-%d %H:%M}"
    return _worded(work, column, str(value))


def _worded(work: Work, column: str, text: str) -> str:
    if column in _STAGES:
        return Stage(text).label if text in list(Stage) else text
    if column == "field":
        return field_name(text)
    if column in _VOCABULARIES:
        try:
            return work.label(_VOCABULARIES[column], text)
        except KeyError:  # a playbook may do without a vocabulary
            return text
    return _listed(work, column, text) if text.startswith("[") else text


def _listed(work: Work, column: str, text: str) -> str:
    """A list of words with commas; one of criteria by their questions."""
    try:
        held = json.loads(text)
    except ValueError:
        return text
    if not all(isinstance(one, str) for one in held):
        return text
    return ", ".join(work.label("criterion", one) if column == "missing" else one for one in held)
