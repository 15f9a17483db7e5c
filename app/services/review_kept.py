"""Issued reviews as they are kept: the head of a week at once, its large parts when somebody asks for them.

Nothing in the program changes what is frozen; what somebody changed in the file with another program is found by
digests. That of the head is looked at whenever a week is opened, that of the whole where the whole is read.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from app.domain.problems import Problem, Trouble
from app.domain.review import Review
from app.domain.review.frozen import LARGE, SEAL, digest_of, frozen, review_of, rows_of_part, seal_of
from app.domain.review.weeks import named, span_name
from app.language import tr
from app.services.work import Work, collecting_later
from app.store.tables import ReviewPart, ReviewRow, WorkspaceIdentity

_LAST: dict[tuple[str, str, str], tuple[Any, ...]] = {}
"""The part that was read last: one number after another is opened, and they rest on the same rows."""


_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
"""What reading raises where somebody cut or replaced what is kept: no JSON, no moment, a field that is not there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One issued week: everything but the rows of its large parts."""

    id: int
    week: str
    weeks: int
    issued_at: datetime
    by: str
    digest: str
    head: Mapping[str, Any]
    rows: Mapping[str, int]  # how many rows its large parts have

    @property
    def review(self) -> Review:
        """The review without its large parts. Raises Trouble where what is kept lacks something."""
        try:
            return review_of(self.head)
        except _UNREADABLE as broken:
            raise Trouble(altered(self.week)) from broken

    @property
    def sealed(self) -> bool:
        """False where the head is not what was issued; of a week that was issued without a seal nothing is known."""
        return SEAL not in self.head or self.head[SEAL] == _seal(self)


def is_kept(work: Work, week: str, weeks: int = 1) -> bool:
    """True where a week was issued. Raises Problem for a week that is none."""
    week = named(week)
    row = select(ReviewRow.id).where(ReviewRow.week == week, ReviewRow.weeks == weeks)
    return work.session.scalar(row.limit(1)) is not None


def issued_on(work: Work, week: str, weeks: int = 1) -> date | None:
    """The day on which a week was issued, where the team works; None where it was not."""
    week = named(week)
    r = ReviewRow
    query = select(r.issued_at).where(r.week == week, r.weeks == weeks).order_by(r.id.desc())
    at = work.session.scalar(query.limit(1))
    return work.day_of(at) if at is not None else None


def kept(work: Work, week: str, weeks: int = 1) -> Kept | None:
    """A week as it was issued, or None. Raises Problem for a week that is none, Trouble where it cannot be read."""
    week = named(week)
    r = ReviewRow
    query = select(r.id, r.week, r.weeks, r.issued_at, r.by, r.digest, r.body).where(r.week == week, r.weeks == weeks)
    try:
        row = work.session.execute(query.order_by(r.id.desc()).limit(1)).first()
    except _UNREADABLE as broken:
        raise Trouble(altered(week)) from broken
    if row is None:
        return None
    if not isinstance(row.body, dict):
        raise Trouble(altered(week))
    many = select(ReviewPart.part, ReviewPart.rows).where(ReviewPart.review_id == row.id)
    rows = dict.fromkeys(LARGE, 0) | dict(work.session.execute(many).all())
    return Kept(row.id, row.week, row.weeks, row.issued_at, row.by, row.digest, row.body, rows)


def kept_part(work: Work, of: Kept, part: str) -> tuple[Any, ...]:
    """The rows of one large part, as they were issued."""
    if not of.rows.get(part):
        return ()
    key = (work.session.get_one(WorkspaceIdentity, 1).uuid, of.digest, part)
    known = _LAST.get(key)
    if known is None:
        with collecting_later():
            known = rows_of_part(part, _text(work, of.id, part))
        _LAST.clear()
        _LAST[key] = known
    return known


def forget_parts() -> None:
    """Give back the part that was read last."""
    _LAST.clear()


def as_issued(work: Work, week: str, weeks: int = 1) -> bool:
    """False where what is kept of a week, or any part of it, is not what was issued; a quarter second at 100,000 leads.

    A week that was not issued is nothing that anybody could have changed.
    """
    try:
        of = kept(work, week, weeks)
        return of is None or _is_whole(of, {part: _content(work, of.id, part) for part in LARGE if of.rows.get(part)})
    except Trouble:
        return False


def altered_reviews(work: Work) -> Iterator[str]:
    """A sentence for each frozen week that is not what was issued, all parts of all of them read."""
    r = ReviewRow
    for week, weeks in work.session.execute(select(r.week, r.weeks).distinct().order_by(r.week, r.weeks)):
        try:
            if week != named(week) or not as_issued(work, week, weeks):
                yield altered(span_name(week, weeks))
        except Problem:  # what it is called is no week any more
            yield altered(week)


def altered(week: str) -> str:
    """What is said of a frozen week that is not what was issued, and what to do about it."""
    return tr(
        "The review of {week} is not what was issued: somebody changed it outside the program. Restore the newest "
        "backup in which it is whole.",
        week=week,
    )


def _is_whole(of: Kept, parts: Mapping[str, str | bytes]) -> bool:
    return of.sealed and digest_of(of.head, parts) == of.digest


def _seal(of: Kept) -> str:
    return seal_of(of.head, of.week, str(of.weeks), of.issued_at.astimezone(UTC).isoformat(), of.by, of.digest)


def kept_review(work: Work, of: Kept) -> Review:
    """The whole review as it was issued. Raises Trouble where what is kept is not what was issued."""
    parts = {part: _text(work, of.id, part) for part in LARGE if of.rows.get(part)}
    if not _is_whole(of, parts):
        raise Trouble(altered(of.week))
    with collecting_later():
        return review_of({**of.head, **{part: json.loads(text) for part, text in parts.items()}})


@dataclass(frozen=True, slots=True)
class Packed:
    """A review as it is stored, with nothing left to be computed."""

    taken_at: datetime
    head: dict[str, Any]
    digest: str
    parts: Mapping[str, tuple[int, bytes]]  # by name: how many rows, and those as packed text


def pack(review: Review) -> Packed:
    """Take a review apart for keeping; half a second at 100,000 leads."""
    taken = frozen(review)
    packed = {part: (len(getattr(review, part)), zlib.compress(text.encode())) for part, text in taken.parts.items()}
    return Packed(review.issued_at, taken.head, taken.digest, packed)


def keep(work: Work, packed: Packed, week: str, weeks: int = 1) -> None:
    """Freeze a review."""
    week = named(week)
    of = Kept(0, week, weeks, packed.taken_at, work.by, packed.digest, packed.head, {})
    row = ReviewRow(week=week, weeks=weeks, issued_at=of.issued_at, by=of.by, digest=of.digest)
    row.body = {**packed.head, SEAL: _seal(of)}
    work.session.add(row)
    work.session.flush()
    for part, (rows, body) in packed.parts.items():
        work.session.add(ReviewPart(review_id=row.id, part=part, rows=rows, body=body))
    work.session.flush()


def _text(work: Work, review_id: int, part: str) -> str:
    return _content(work, review_id, part).decode()


def _content(work: Work, review_id: int, part: str) -> bytes:
    query = select(ReviewPart.body).where(ReviewPart.review_id == review_id, ReviewPart.part == part)
    try:
        return zlib.decompress(work.session.execute(query).scalar_one())
    except (zlib.error, TypeError) as broken:
        raise Trouble(
            tr("A part of an issued review cannot be read; restore the newest backup in which it is whole.")
        ) from broken
