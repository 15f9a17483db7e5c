"""A review of some leads only: of one service line, one segment, one owner."""

from dataclasses import dataclass, replace

from app.domain.review.facts import LeadFact, ReviewFacts

NONE = "(none)"
"""Asks for the leads that have no value there: no owner, no segment."""


@dataclass(frozen=True, slots=True)
class Only:
    """Which leads are looked at, by the words people read; empty: all of them."""

    service_line: str = ""
    segment: str = ""
    owner: str = ""

    def __bool__(self) -> bool:
        return bool(self.service_line or self.segment or self.owner)

    def takes(self, lead: LeadFact) -> bool:
        """True where the lead is one of those looked at."""
        return (
            _is(self.service_line, lead.service_line)
            and _is(self.segment, lead.segment)
            and _is(self.owner, lead.owner)
        )


ALL = Only()


def narrowed(facts: ReviewFacts, only: Only) -> ReviewFacts:
    """The facts of some leads: those leads with all that belongs to them. Decisions stay, for the meeting needs them.

    Criteria are counts over all leads and cannot be taken apart: they are left out, and whoever narrows counts anew.
    """
    if not only:
        return facts
    leads = [lead for lead in facts.leads if only.takes(lead)]
    ids = {lead.id for lead in leads}
    return replace(
        facts,
        leads=leads,
        moves=[one for one in facts.moves if one.lead_id in ids],
        touches=[one for one in facts.touches if one.lead_id in ids],
        signals=[one for one in facts.signals if one.lead_id in ids],
        handoffs=[one for one in facts.handoffs if one.lead_id in ids],
        pauses={id: spans for id, spans in facts.pauses.items() if id in ids},
        criteria=(),
    )


def _is(wanted: str, value: str) -> bool:
    return not wanted or (not value if wanted == NONE else value == wanted)
