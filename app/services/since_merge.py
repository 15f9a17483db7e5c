"""What came since a merge to what was made one of two: it stays there when the two are taken apart, and is listed."""

from typing import Any

from sqlalchemy import select

from app.language import later_many, tr, tr_many
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

_LEADS = later_many("{count} lead", "{count} leads")
_STORY: tuple[tuple[type[Any], tuple[str, str]], ...] = (
    (SignalRow, later_many("{count} signal", "{count} signals")),
    (TouchRow, later_many("{count} touch", "{count} touches")),
    (AnswerRow, later_many("{count} answer", "{count} answers")),
    (Move, later_many("{count} move", "{count} moves")),
    (GapRow, later_many("{count} gap", "{count} gaps")),
    (HandoffRow, later_many("{count} handoff", "{count} handoffs")),
    (ClockPause, later_many("{count} pause of the clock", "{count} pauses of the clock")),
    (TagRow, later_many("{count} tag", "{count} tags")),
    (Attachment, later_many("{count} attachment", "{count} attachments")),
)


def came_since(work: Work, action: int) -> tuple[str, ...]:
    """A sentence for each person and lead that a merge made one of two and that gained something since."""
    made = journal.touched(work.session.connection(), action).get(Merged.__tablename__, set())
    rows = work.session.scalars(select(Merged).where(Merged.id.in_(sorted(made))).order_by(Merged.id)).all()
    said: dict[str, None] = {}
    for row in rows:
        if row.kind == "lead" and (lead := work.session.get(Lead, row.into_id)) is not None:
            gained = [
                one for table, nouns in _STORY if (one := _count(work, action, table, table.lead_id == lead.id, nouns))
            ]
            who = tr("lead {id} ({name})", id=lead.id, name=lead.person.shown_name)
        elif row.kind == "person" and (person := work.session.get(Person, row.into_id)) is not None:
            one = _count(work, action, Lead, Lead.person_id == person.id, _LEADS)
            gained, who = [one] if one else [], person.shown_name
        else:
            continue
        if gained:
            says = tr("Came since the merge and stays with {who}: {what}.", who=who, what=", ".join(gained))
            said[says] = None
    return tuple(said)


def _count(work: Work, action: int, table: type[Any], own: Any, nouns: tuple[str, str]) -> str:
    ids = work.session.scalars(select(table.id).where(own)).all()
    count = len(journal.added_since(work.session.connection(), action, table.__tablename__, ids))
    return tr_many(*nouns, count) if count else ""
