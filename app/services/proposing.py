"""What the rules propose for a lead, accepted with one act; and the story of how it was laid aside."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.domain.consent import consent_to
from app.domain.lead import LeadFacts, PutOff
from app.domain.paths import PARKED
from app.domain.problems import Problem
from app.domain.proposals import Proposal, Standing, proposals
from app.domain.relook import rule_of
from app.domain.scoring import score
from app.domain.today import Placed
from app.language import tr, within
from app.services.moves import move
from app.services.nurturing import CHANNEL, log_nurture
from app.services.routes import routed
from app.services.standing import place_now
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.facts import gather


@dataclass(frozen=True, slots=True)
class PutOffView:
    """How a lead was laid aside last: when, by whom, why, what was agreed, and what brings it back."""

    at: datetime
    day: date  # of that moment, where the team works
    by: str
    path: str
    path_label: str
    because: str  # the reason of the list or the written rule, where one was chosen
    learned: str
    agreed: str
    due: date | None
    trigger: str
    cycle: int
    times: int  # how often it was laid aside so far
    still: bool  # it is laid aside now

    @property
    def says(self) -> str:
        """The whole story in one sentence."""
        agreed = tr("Agreed: {agreed}", agreed=self.agreed)
        if self.due and self.trigger:
            agreed = tr(
                "{agreed}, to come back on {day}, or when: {trigger}",
                agreed=agreed,
                day=self.due.isoformat(),
                trigger=self.trigger,
            )
        elif self.due:
            agreed = tr("{agreed}, to come back on {day}", agreed=agreed, day=self.due.isoformat())
        elif self.trigger:
            agreed = tr("{agreed}, to come back when: {trigger}", agreed=agreed, trigger=self.trigger)
        return f"{self._told} “{self.learned}” {agreed}."

    @property
    def _told(self) -> str:
        by = f"{self.by} ({self.because})" if self.because else self.by
        day = self.day.isoformat()
        if self.still:
            return tr(
                "{path} since {day} in cycle {cycle}, by {by}:", path=self.path_label, day=day, cycle=self.cycle, by=by
            )
        path = within(self.path_label)
        return tr("Was {path} from {day} in cycle {cycle}, by {by}:", path=path, day=day, cycle=self.cycle, by=by)


def put_off_view(work: Work, facts: LeadFacts, trigger: str) -> PutOffView | None:
    """The last time a lead was laid aside; None for one that never was."""
    if not facts.put_off:
        return None
    last, still = facts.put_off[-1], facts.path in PARKED
    return PutOffView(
        at=last.at,
        day=work.day_of(last.at),
        by=last.by,
        path=last.path,
        path_label=work.playbook.label("path", last.path),
        because=_because(work, last),
        learned=last.learned,
        agreed=last.next_step,
        due=facts.due if still else last.due,
        trigger=trigger if still else "",
        cycle=last.cycle,
        times=len(facts.put_off),
        still=still,
    )


def _because(work: Work, put_off: PutOff) -> str:
    reasons = (*work.playbook.reasons.not_now, *work.playbook.reasons.disqualify)
    chosen = rule_of(work.playbook, put_off.code) or next((r for r in reasons if r.id == put_off.code), None)
    return chosen.label if chosen is not None else put_off.code


def proposals_now(
    work: Work, facts: LeadFacts, place: Placed | None, route_path: str, consent: Mapping[str, Any]
) -> tuple[Proposal, ...]:
    """What the rules propose for a lead at this moment, the first three on keys."""
    standing = Standing(
        now=work.now,
        today=work.today,
        group=place.group if place is not None else "",
        why=place.why if place is not None else "",
        route_path=route_path,
        may_write=consent_to(consent, CHANNEL) != "no",
    )
    return proposals(work.playbook, facts, standing)


def accept_proposal(work: Work, lead_id: int, proposal: str) -> Changed:
    """Do what the rules propose, by the id of the proposal. Moves pass the gate with the whole reason (R5).

    Raises Problem where it is not proposed any more, and whatever the gate says.
    """
    lead = lead_of(work, lead_id)
    one = gather(work.session, [lead_id])[lead_id]
    route_path = routed(work, one.facts, score(work.playbook, one.facts, work.now)).path
    offered = proposals_now(work, one.facts, place_now(work, one), route_path, lead.person.consent or {})
    found = next((one for one in offered if one.id == proposal), None)
    if found is None:
        listed = ", ".join(one.id for one in offered) or tr("nothing")
        raise Problem(
            tr(
                "'{proposal}' is not proposed for {name} now; proposed is {listed}.",
                proposal=proposal,
                name=lead.person.shown_name,
                listed=listed,
            )
        )
    if found.act == "nurture":
        return log_nurture(work, [lead_id])
    reason = replace(found.reason, owner=lead.owner or work.by)
    return move(work, lead_id, path=found.path, reason=reason)
