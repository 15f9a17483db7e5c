"""Care of a workspace: is it sound, is its history whole, is nothing forgotten; backups on request."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from app.language import tr_many
from app.services.opened_copies import lost_files
from app.services.review_kept import altered_reviews
from app.services.work import Work
from app.store import journal
from app.store.soundness import broken_references, damage
from app.store.tables import Action, Lead, Move


@dataclass(frozen=True, slots=True)
class CheckView:
    """What a check found; `findings` are faults, `remarks` are worth knowing."""

    ok: bool
    findings: tuple[str, ...]
    remarks: tuple[str, ...]
    actions: int
    head: str  # hash of the newest action


def check(work: Work) -> CheckView:
    """Check the file, its references, its history, its attached files, its frozen weeks, and that no lead is forgotten.

    It reads all of it, so it takes seconds where there is much.
    """
    connection = work.session.connection()
    of_file = (*damage(connection), *broken_references(connection), *journal.verify(connection))
    findings = (*of_file, *lost_files(work), *altered_reviews(work))
    actions = work.session.scalar(select(func.count()).select_from(Action)) or 0
    return CheckView(not findings, findings, tuple(_remarks(work)), actions, journal.head(connection).hash)


def _remarks(work: Work) -> Iterator[str]:
    undated = Lead.due.is_(None) & (Lead.trigger == "")  # a trigger brings a lead back as well as a date does
    lacking = work.session.scalar(
        select(func.count())
        .select_from(Lead)
        .where(Lead.is_open.is_(True), (Lead.owner == "") | (Lead.next_step == "") | undated)
    )
    if lacking:
        yield tr_many(
            "{count} open lead lacks an owner, a next step or a date.",
            "{count} open leads lack an owner, a next step or a date.",
            lacking,
        )
    overridden = work.session.scalar(select(func.count()).select_from(Move).where(Move.override != ""))
    if overridden:
        yield tr_many(
            "{count} move went through the gate by override.",
            "{count} moves went through the gate by override.",
            overridden,
        )
