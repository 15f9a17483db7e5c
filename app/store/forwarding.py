"""Where the numbers and identities of merged records lead: followed from one to the next, however often."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

_FORWARD = """
WITH RECURSIVE trail(gone, at) AS (
    SELECT gone_id, into_id FROM merged WHERE kind = :kind AND {start}
    UNION SELECT trail.gone, m.into_id FROM trail JOIN merged m ON m.kind = :kind AND m.gone_id = trail.at)
SELECT gone, at FROM trail WHERE at NOT IN (SELECT gone_id FROM merged WHERE kind = :kind)"""

_BACKWARD = """
WITH RECURSIVE trail(into_id, at) AS (
    SELECT into_id, gone_id FROM merged WHERE kind = :kind AND into_id IN (SELECT value FROM json_each(:ids))
    UNION SELECT trail.into_id, m.gone_id FROM trail JOIN merged m ON m.kind = :kind AND m.into_id = trail.at)
SELECT at, into_id FROM trail"""


def survivors(session: Session | Connection, kind: str, ids: Iterable[int]) -> dict[int, int]:
    """For each of these numbers that was merged away: the number of the record that it became a part of."""
    query = text(_FORWARD.format(start="gone_id IN (SELECT value FROM json_each(:ids))"))
    rows = session.execute(query, {"kind": kind, "ids": json.dumps(list(ids))})
    return {row[0]: row[1] for row in rows}


def survivor(session: Session, kind: str, id: int) -> int:
    """The number under which a record is found today: its own, unless it was merged into another."""
    return survivors(session, kind, [id]).get(id, id)


def survivor_of_identity(session: Session, kind: str, identity: str) -> int | None:
    """The number of the record that one with this identity became a part of; None where none was merged."""
    row = session.execute(text(_FORWARD.format(start="gone_uuid = :uuid")), {"kind": kind, "uuid": identity}).first()
    return row[1] if row else None


def absorbed(session: Session, kind: str, ids: Iterable[int]) -> dict[int, int]:
    """The numbers of records that became part of these, each with the one of these that it leads to."""
    given = json.dumps(list(ids))
    return {row[0]: row[1] for row in session.execute(text(_BACKWARD), {"kind": kind, "ids": given})}
