"""What came since a merge to what was made one of two: it stays there when the two are taken apart, and is listed."""

from typing import Any

from sqlalchemy import select

from app.services.work import Work
from app.store import journal
from app.store.tables import (
    AnswerRow,
    Attachment,
    ClockPause,
    GapRow,
    HandoffRow,
    Lead,
    Merged,
    Move,
    Person,
    SignalRow,
    TagRow,
    TouchRow,
)

_STORY: tuple[tuple[type[Any], str, str], ...] = (
    (SignalRow, "signal", "signals"),
    (TouchRow, "touch", "touches"),
    (AnswerRow, "answer", "answers"),
    (Move, "move", "moves"),
    (GapRow, "gap", "gaps"),
    (HandoffRow, "handoff", "handoffs"),
    (ClockPause, "pause of the clock", "pauses of the clock"),
    (TagRow, "tag", "tags"),
    (Attachment, "attachment", "attachments"),
)


def came_since(work: Work, action: int) -> tuple[str, ...]:
    """A sentence for each person and lead that a merge made one of two and that gained something since."""
    made = journal.touched(work.session.connection(), action).get(Merged.__tablename__, set())
    rows = work.session.scalars(select(Merged).where(Merged.id.in_(sorted(made))).order_by(Merged.id)).all()
    said: dict[str, None] = {}
    for row in rows:
        if row.kind == "lead" and (lead := work.session.get(Lead, row.into_id)) is not None:
            gained = [
                one for table, *nouns in _STORY if (one := _count(work, action, table, table.lead_id == lead.id, nouns))
            ]
            who = f"lead {lead.id} ({lead.person.shown_name})"
        elif row.kind == "person" and (person := work.session.get(Person, row.into_id)) is not None:
            one = _count(work, action, Lead, Lead.person_id == person.id, ["lead", "leads"])
            gained, who = [one] if one else [], person.shown_name
        else:
            continue
        if gained:
            said[f"Came since the merge and stays with {who}: {', '.join(gained)}."] = None
    return tuple(said)


def _count(work: Work, action: int, table: type[Any], own: Any, nouns: list[str]) -> str:
    ids = work.session.scalars(select(table.id).where(own)).all()
    count = len(journal.added_since(work.session.connection(), action, table.__tablename__, ids))
    return f"{count} {nouns[count != 1]}" if count else ""
