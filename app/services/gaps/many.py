"""Many gaps at once: another owner, another date, another status; what cannot have it stays and is listed."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select

from app.domain.counting import counted
from app.domain.gaps import statuses
from app.domain.problems import Problem
from app.language import tr
from app.services.bulk import BulkDone
from app.services.gaps.settling import beside_former, settle
from app.services.guarding import patient_warnings
from app.services.work import Changed, Work, risky
from app.store.numbers import these
from app.store.tables import GapRow


@risky
def set_gap_owner(work: Work, gap_ids: Sequence[int], owner: str) -> Changed:
    """Give many gaps to one owner. The outcome is a BulkDone."""
    owner = " ".join(owner.split())
    if not owner:
        raise Problem(tr("Name the owner; a gap without one is nobody's."))
    if len(owner) > 200:
        raise Problem(tr("A name has at most 200 characters."))

    def give(gap: GapRow) -> bool:
        before, gap.owner = gap.owner, owner
        return before != owner

    return _each(work, gap_ids, give, lambda gaps: tr("Give {gaps} to {owner}", gaps=gaps, owner=owner))


@risky
def set_gap_due(work: Work, gap_ids: Sequence[int], due: date) -> Changed:
    """Give many gaps one date. The outcome is a BulkDone."""

    def give(gap: GapRow) -> bool:
        before, gap.due = gap.due, due
        return before != due

    return _each(work, gap_ids, give, lambda gaps: tr("Give {gaps} the date {day}", gaps=gaps, day=due.isoformat()))


@risky
def set_gaps_status(
    work: Work, gap_ids: Sequence[int], status: str, words: str = "", due: date | None = None
) -> Changed:
    """Give many gaps one status, with one answer or reason. The outcome is a BulkDone; who cannot have it stays."""

    def give(gap: GapRow) -> bool:
        if gap.status == status:
            return False
        settle(work, gap, status, beside_former(gap, status, words), gap.due or due)
        return True

    known = statuses()
    changed = _each(
        work, gap_ids, give, lambda gaps: tr("Make {gaps} “{status}”", gaps=gaps, status=known.get(status, status))
    )
    return Changed(
        changed.label,
        changed.leads,
        changed.accounts,
        kept=(*changed.kept, *patient_warnings(words)),
        outcome=changed.outcome,
    )


def _each(work: Work, gap_ids: Sequence[int], give: Callable[[GapRow], bool], says: Callable[[str], str]) -> Changed:
    """Change them one by one; a Problem of one is its reason to stay, and of all alike it is the answer."""
    rows = work.session.scalars(select(GapRow).where(GapRow.id.in_(these(gap_ids))).order_by(GapRow.id)).all()
    if not rows:
        raise Problem(tr("Choose the gaps first; none of these is there."))
    done, left = list[GapRow](), list[tuple[int, str, str]]()
    for at, row in enumerate(rows):
        if at % 200 == 0:
            work.progress(at, len(rows), tr("Changing gaps"))
        try:
            if give(row):
                done.append(row)
        except Problem as problem:
            left.append((row.id, row.question, problem.message))
    if left and not done and len({why for _, _, why in left}) == 1:
        raise Problem(left[0][2])
    return Changed(
        says(counted(len(done), "gap")),
        frozenset(row.lead_id for row in done if row.lead_id is not None),
        frozenset(row.account_id for row in done if row.account_id is not None),
        kept=tuple(tr("{question}: {why}", question=question, why=why) for _, question, why in left),
        outcome=BulkDone(tuple(row.id for row in done), tuple(left)),
    )
