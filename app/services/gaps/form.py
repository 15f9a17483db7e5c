"""What the form of a gap offers: whose it may be, what it may block, who may owe it, what its answer may rest on."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.domain.problems import Problem
from app.language import tr
from app.services.editing import account_of
from app.services.gaps.asked import GapView, gap_view
from app.services.gaps.evidence import Ground, evidence_choices
from app.services.touches import lead_of
from app.services.work import Work
from app.store.tables import GapRow, Lead, Person

_OWNERS = 30
_STAGES = ("sql", "mql")


@dataclass(frozen=True, slots=True)
class Home:
    """Whose a gap may be: a lead, or the whole account."""

    words: str
    lead_id: int | None
    account_id: int | None


@dataclass(frozen=True, slots=True)
class GapForm:
    """Everything the form shows; `gap` is None for a new one. The first home is the one that is meant."""

    gap: GapView | None
    homes: tuple[Home, ...]
    owner: str  # who would see to a new one
    owners: tuple[str, ...]
    criteria: tuple[tuple[str, str], ...]
    grounds: tuple[Ground, ...]


def gap_form(
    work: Work, gap_id: int | None = None, lead_id: int | None = None, account_id: int | None = None
) -> GapForm:
    """The form of a gap, or of a new one of a lead or account."""
    gap = gap_view(work, gap_id) if gap_id is not None else None
    if gap is not None:
        lead_id, account_id = gap.lead_id, gap.account_id
    lead = lead_of(work, lead_id) if lead_id is not None else None
    if lead is None and account_id is None:
        raise Problem(tr("Say whose gap it is: a lead, or an account."))
    return GapForm(
        gap=gap,
        homes=_homes(work, lead, account_id),
        owner=lead.owner if lead is not None else work.by,
        owners=_owners(work),
        criteria=_criteria(work, lead.service_line if lead is not None else ""),
        grounds=evidence_choices(work, lead_id, account_id),
    )


def _homes(work: Work, lead: Lead | None, account_id: int | None) -> tuple[Home, ...]:
    """The lead, its account, and the other leads of that account."""
    meant = lead.account_id if lead is not None else account_id
    mine = [_of_lead(work, lead)] if lead is not None else []
    if meant is None:
        return tuple(mine)
    whole = Home(tr("{account}, the whole account", account=account_of(work, meant).name), None, meant)
    whose = joinedload(Lead.person).joinedload(Person.account)
    others = work.session.scalars(select(Lead).where(Lead.account_id == meant).order_by(Lead.id).options(whose))
    return (*mine, whole, *(_of_lead(work, one) for one in others if lead is None or one.id != lead.id))


def _of_lead(work: Work, lead: Lead) -> Home:
    line = work.label("service_line", lead.service_line)
    return Home(" · ".join(part for part in (lead.person.shown_name, line) if part), lead.id, lead.account_id)


def _owners(work: Work) -> tuple[str, ...]:
    """Who sees to gaps and leads, the busiest first."""
    found: dict[str, int] = {}
    for column in (GapRow.owner, Lead.owner):
        rows = work.session.execute(select(column, func.count()).where(column != "").group_by(column))
        for name, count in rows:
            found[name] = found.get(name, 0) + count
    return tuple(sorted(found, key=lambda name: (-found[name], name))[:_OWNERS])


def _criteria(work: Work, line: str) -> tuple[tuple[str, str], ...]:
    lists = (work.playbook.checklist(stage, line).criteria for stage in _STAGES)
    return tuple((one.id, one.question) for criteria in lists for one in criteria)
