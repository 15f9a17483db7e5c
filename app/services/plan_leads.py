"""The leads of a plan: one for each person and service line, with what a row says beyond the fields."""

from collections.abc import Iterator

from app.intake.drafting.drafts import Draft
from app.services.filling import Differences, fill
from app.services.known import Known
from app.services.planned import LEAD_FIELDS, NOTHING, LeadState, PersonState
from app.services.shelf import Shelf


class PlanLeads:
    """Leads as the plan leaves them."""

    def __init__(self, known: Known, *, in_memory: bool = False) -> None:
        self._known = known
        self._shelf = Shelf(LeadState.unpacked, in_memory=in_memory)

    def __len__(self) -> int:
        return len(self._shelf)

    def __iter__(self) -> Iterator[LeadState]:
        return iter(self._shelf)

    def of(self, person: PersonState, draft: Draft, account: int | None) -> tuple[LeadState, bool]:
        """The lead that a row is about, and whether it is new: the person's for its service line, or another one."""
        line = draft.lead.get("service_line", "")
        id = None
        if person.leads:
            known = dict(person.leads)
            id = known.get(line)
            if id is None and (not line or "" in known):
                id = known.get("") or next(iter(known.values()))
        if id is not None:
            held = self._shelf.get(id)
            return held or LeadState(id, self._known.lead_fields(id), person=person.id, account=account), False
        lead = LeadState(self._shelf.next_id, draft.lead, person=person.id, account=account)
        person.leads = (*person.leads, (line, lead.id))
        self._shelf.put(lead)
        return lead, True

    def put(self, lead: LeadState) -> None:
        """Keep what the plan adds to a lead."""
        self._shelf.put(lead)

    def fill(self, lead: LeadState, draft: Draft, person: PersonState) -> Differences:
        """Fill in what a row says of the lead; one that was about no service line may turn out to be about one."""
        differences = fill(lead, draft.lead, LEAD_FIELDS)
        if "service_line" in differences:
            line = lead.get("service_line")
            person.leads = tuple((line if id == lead.id else of, id) for of, id in person.leads)
        return differences

    def add_extra(self, lead: LeadState, draft: Draft) -> bool:
        """Keep what has no field of its own; what is known already stays as it is. True where it is news."""
        if lead.id < 0 and not lead.extra and not draft.unlisted:
            lead.extra = draft.extra
            return False
        held = lead.fields.get("extra") or NOTHING
        fresh = {name: text for name, text in draft.extra.items() if name not in held and name not in lead.extra}
        fresh |= {name: text for name, text in draft.unlisted.items() if f"{name} (not listed)" not in held}
        if fresh:
            lead.extra = {**lead.extra, **fresh}
        return bool(fresh) and lead.id > 0

    def add_remarks(self, lead: LeadState, draft: Draft) -> None:
        """Keep what the cleaning remarked on the row."""
        if draft.remarks:
            lead.remarks += tuple(remark for remark in draft.remarks if remark not in lead.remarks)
