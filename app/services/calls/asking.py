"""What a person chooses from who plans a call with a lead, or changes one: asked once, when the form opens."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.services.calls.view import possible_attendees, team_of
from app.services.touches import lead_of
from app.services.work import Work
from app.store.tables import Lead

Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanningView:
    """The form of a call, before anything is chosen in it."""

    lead_id: int
    name: str  # of the person of the lead
    account: str
    leads: tuple[tuple[int, str, str], ...]  # of the same account that are open: id, name, service line in words
    people: tuple[tuple[int, str, str, str], ...]  # of theirs: person, name, title, seat in words
    person_id: int  # of the lead
    team: tuple[str, ...]
    kinds: Named
    exits: Named


def planning_view(work: Work, lead_id: int) -> PlanningView:
    """What may be chosen for a call with a lead. Raises Problem where the lead is gone."""
    lead, book = lead_of(work, lead_id), work.playbook
    account = lead.account_id
    people = possible_attendees(work, account, lead.service_line) if account is not None else ()
    alone = (lead.person_id, lead.person.shown_name, lead.person.job_title, "")
    return PlanningView(
        lead_id=lead_id,
        name=lead.person.shown_name,
        account=lead.account.name if lead.account is not None else "",
        leads=tuple((one.id, one.person.shown_name, book.label("service_line", one.service_line))
                    for one in _beside(work, lead)),
        people=people or (alone,),
        person_id=lead.person_id,
        team=team_of(work, lead_id),
        kinds=tuple((one.id, one.label) for one in book.words("call_kind")),
        exits=tuple((one.id, one.label) for one in book.words("exit")),
    )  # fmt: skip


def _beside(work: Work, lead: Lead) -> list[Lead]:
    """The lead, then the other open ones of its account."""
    if lead.account_id is None:
        return [lead]
    query = select(Lead).where(Lead.account_id == lead.account_id, Lead.is_open.is_(True), Lead.id != lead.id)
    others = work.session.scalars(query.order_by(Lead.id).options(joinedload(Lead.person)))
    return [lead, *others]
