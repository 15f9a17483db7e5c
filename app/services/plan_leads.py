"""The leads of a plan: one for each person and service line, with what a row says beyond the fields."""

from collections.abc import Iterator, Mapping

from app.intake.drafting.drafts import Draft
from app.services.filling import Differences, fill, otherwise, spoken
from app.services.known import Known
from app.services.planned import KEPT_BESIDE, LEAD_FIELDS, NOTHING, LeadState, PersonState
from app.services.shelf import Shelf

_OF_ONE_LEAD = tuple(name for name in LEAD_FIELDS if name != "service_line")
_KEPT_ELSEWHERE = (*KEPT_BESIDE, "email_suggestion")  # with the person, and as a remark
_BESIDE = "; "  # between two texts of one further fact


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

    def otherwise(self, lead: LeadState, draft: Draft, *, told: bool) -> dict[str, str]:
        """What a row says of a lead that no field holds; where it told of a signal, that holds the most of it."""
        if told:
            return otherwise(lead, draft.lead, ("owner",))
        unheld = {spoken(name): text for name in ("content", "created_at") if (text := draft.lead.get(name))}
        return unheld | otherwise(lead, draft.lead, _OF_ONE_LEAD)

    def add_extra(self, lead: LeadState, draft: Draft, further: Mapping[str, str] = NOTHING) -> bool:
        """Keep what has no field of its own, words that are on no list, and what is `further` said.

        Another text of one name is kept beside the first. True where it is news for a stored lead.
        """
        if lead.id < 0 and not lead.extra and not (draft.unlisted or draft.alternatives or further):
            lead.extra = draft.extra
            return False
        held = {**(lead.fields.get("extra") or NOTHING), **lead.extra} if lead.id > 0 else lead.extra
        fresh: dict[str, str] = {}
        unlisted = {f"{spoken(name)} (not on the list)": text for name, text in draft.unlisted.items()}
        for said in (draft.extra, unlisted, _also(draft), further):
            for name, text in said.items():
                before = fresh.get(name) or held.get(name, "")
                if not set(text.split(_BESIDE)) <= set(before.split(_BESIDE)):
                    fresh[name] = f"{before}{_BESIDE}{text}" if before else text
        if fresh or lead.id < 0:  # a new one has facts of its own, even if none
            lead.extra = {**lead.extra, **fresh}
        return bool(fresh) and lead.id > 0

    def add_remarks(self, lead: LeadState, draft: Draft) -> None:
        """Keep what the cleaning remarked on the row."""
        if draft.remarks:
            lead.remarks += tuple(remark for remark in draft.remarks if remark not in lead.remarks)


def _also(draft: Draft) -> dict[str, str]:
    """Further values of fields of which only one is kept: a second owner, another country."""
    several = draft.alternatives.items() if draft.alternatives else ()
    kept = {name: [text for text in texts if text] for name, texts in several if name not in _KEPT_ELSEWHERE}
    return {f"{spoken(name)} (also)": _BESIDE.join(texts) for name, texts in kept.items() if texts}
