"""One gap as it is kept: found by its number, and what a change of it concerns."""

from app.domain.problems import Problem
from app.language import tr
from app.services.work import Changed, Work
from app.store.tables import GapRow


def the_gap(work: Work, gap_id: int) -> GapRow:
    """The gap with this number. Raises Problem where there is none."""
    gap = work.session.get(GapRow, gap_id)
    if gap is None:
        raise Problem(tr("This gap no longer exists."))
    return gap


def concerning(gap: GapRow, label: str, kept: tuple[str, ...] = (), outcome: object = None) -> Changed:
    """What a use case says that changed a gap."""
    leads = frozenset({gap.lead_id} if gap.lead_id is not None else ())
    accounts = frozenset({gap.account_id} if gap.account_id is not None else ())
    return Changed(label, leads, accounts, kept=kept, outcome=outcome)
