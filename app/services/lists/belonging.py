"""The leads that belong to rows of another list."""

from collections.abc import Sequence

from sqlalchemy import select

from app.domain.problems import Problem
from app.language import tr
from app.services.work import Work
from app.store.numbers import numbers, these
from app.store.tables import Lead

_OF = {"people": Lead.person_id, "accounts": Lead.account_id}


def leads_of(work: Work, place: str, ids: Sequence[int]) -> tuple[int, ...]:
    """The leads of these people or accounts, in the order in which they came. Raises Problem where there are none."""
    found = numbers(work.session, select(Lead.id).where(_OF[place].in_(these(ids))).order_by(Lead.id))
    if not found:
        raise Problem(tr("None of the selected rows has a lead."))
    return tuple(found)
