"""What the picker and the rules of a call look at, gathered for one call, or for a lead without one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select

from app.domain.calls.counting import Known, known_of, speaks_against
from app.domain.calls.picking import Decided, PickFacts, Picks, Stopping, pick
from app.domain.committee import Stakeholder, seat_guess
from app.domain.judging import judge
from app.domain.lead import LeadFacts
from app.domain.stage import Stage
from app.services.calls.contradicting import Contradiction, contradictions
from app.services.calls.keeping import attendees_of, leads_of
from app.services.calls.said import rows_of
from app.services.committees import stakeholders
from app.services.gaps import GapView, gap_rows
from app.services.work import Work
from app.store.facts import gather
from app.store.tables import AnswerRow, Call, CallAttendee, CallQuestion, DiscoveryRow, Lead

USUAL_MINUTES = 30
STAGES = (Stage.MQL, Stage.SAL, Stage.SQL)


@dataclass(frozen=True)
class CallFacts:
    """Everything stored that a call's page and sheet are made of; asked once, each part when it is first needed."""

    work: Work
    call: Call | None  # None: the sheet of a lead for which no call is planned
    leads: tuple[Lead, ...]

    @property
    def main(self) -> Lead | None:
        """The lead that questions and answers are about."""
        return next(iter(self.leads), None)

    @property
    def line(self) -> str:
        """The service line whose questions are asked."""
        if self.call is not None and self.call.service_line:
            return self.call.service_line
        return self.main.service_line if self.main else ""

    @property
    def lead_ids(self) -> tuple[int, ...]:
        """The leads, by number."""
        return tuple(lead.id for lead in self.leads)

    @cached_property
    def gathered(self) -> Mapping[int, LeadFacts]:
        """The facts of each lead."""
        return {id: one.facts for id, one in gather(self.work.session, self.lead_ids).items()}

    @cached_property
    def attendees(self) -> tuple[CallAttendee, ...]:
        """Who takes part; without a call the people of the leads would."""
        return tuple(attendees_of(self.work, self.call.id)) if self.call is not None else ()

    @cached_property
    def committee(self) -> tuple[Stakeholder, ...]:
        """The committee of the account for this service line."""
        account = self.call.account_id if self.call is not None else self.main.account_id if self.main else None
        return stakeholders(self.work, account, self.line) if account is not None else ()

    @cached_property
    def seated(self) -> Mapping[int, Stakeholder]:
        """Those of the committee who are known, by person."""
        return {one.person_id: one for one in self.committee if one.person_id is not None}

    @cached_property
    def said(self) -> tuple[DiscoveryRow, ...]:
        """Everything that was said about the leads, the oldest first."""
        return tuple(rows_of(self.work, self.lead_ids))

    @cached_property
    def gaps(self) -> tuple[GapView, ...]:
        """The open gaps of the leads and of their account, each once."""
        found = {gap.id: gap for id in self.lead_ids for gap in gap_rows(self.work, lead=id, unsettled=True)}
        return tuple(found.values())

    @cached_property
    def known(self) -> Known:
        """The names and seats that an answer may mention."""
        names = [row.name for row in self.attendees] + [one.name for one in self.committee if one.name]
        names += [lead.person.shown_name for lead in self.leads]
        return known_of(self.work.playbook, self.work.today, tuple(dict.fromkeys(names)))

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where a later answer speaks against an earlier one and nobody has settled it (CP3)."""
        return contradictions(self.work, self.said, self.line, self.known)

    @cached_property
    def picking(self) -> PickFacts:
        """What the picker looks at (CP2), as it was before this call: what the call brings changes no question."""
        stops = [gap for gap in self.gaps if gap.severity == "stops" and not self._came_here(gap.call_id)]
        before = [row for row in self.said if not self._came_here(row.call_id)]
        return PickFacts(
            service_line=self.line,
            proven=self._proven() - self._ticked_here(),
            contradicted=self._contradicted(),
            stopping=tuple(Stopping(gap.criterion, gap.area, gap.question) for gap in stops),
            seats=frozenset(self.seat_of(row) for row in self._theirs()) - {"", "other"},
            answered=answered(before) - {one.question for one in self._doubted()},
        )

    @cached_property
    def picks(self) -> Picks:
        """The questions to ask, each with its reason, and those that are not asked."""
        decided = decisions(self.work, self.call.id) if self.call is not None else {}
        minutes = self.call.minutes if self.call is not None else USUAL_MINUTES
        picks = pick(self.work.playbook, self.picking, minutes, decided)
        kept = {row.question for row in self.said if self._came_here(row.call_id)}
        also = tuple(replace(one, left_out="") for one in picks.others if one.question in kept)
        return replace(
            picks, asked=(*picks.asked, *also), others=tuple(o for o in picks.others if o.question not in kept)
        )

    def seat_of(self, row: CallAttendee) -> str:
        """The seat of somebody who takes part: that of the map, else what the title says."""
        one = self.seated.get(row.person_id) if row.person_id is not None else None
        if one is not None and one.seat:
            return one.seat
        title = row.title or (row.person.job_title if row.person is not None else "")
        return seat_guess(title, self.work.playbook).seat if title else ""

    def _came_here(self, call_id: int | None) -> bool:
        """True for what came of this very call."""
        return self.call is not None and call_id == self.call.id

    def _doubted(self) -> list[Contradiction]:
        """The contradictions that were there before this call."""
        return [one for one in self.contradictions if not self._came_here(one.later.call_id)]

    def _ticked_here(self) -> frozenset[str]:
        """The criteria that this call proved: those that did not hold before the tick that rests on it."""
        ticked = [row for row in self.said if self._came_here(row.call_id) and row.settled == "ticked"]
        return frozenset(row.criterion for row in ticked if not held_before(self.work, row))

    def _theirs(self) -> Iterable[CallAttendee]:
        if self.call is not None:
            return [row for row in self.attendees if row.side == "theirs"]
        return [as_attendee(lead) for lead in self.leads]

    @cached_property
    def asked_of(self) -> LeadFacts | None:
        """The lead that the questions are about: the first of the call's service line, else the first of all."""
        found = [self.gathered[id] for id in self.lead_ids if id in self.gathered]
        return next((one for one in found if one.service_line == self.line), next(iter(found), None))

    def _proven(self) -> frozenset[str]:
        """The criteria that hold for it."""
        one, book = self.asked_of, self.work.playbook
        if one is None:
            return frozenset()
        return frozenset(id for stage in STAGES for id in judge(book.checklist(stage, self.line), one.answers).met)

    def _contradicted(self) -> frozenset[str]:
        flagged = {one.criterion for one in self._doubted() if one.criterion}
        answers = self.asked_of.answers.values() if self.asked_of is not None else ()
        return frozenset(flagged | {answer.criterion for answer in answers if answer.contradicted})


def of_call(work: Work, call: Call) -> CallFacts:
    """What a call is made of."""
    return CallFacts(work, call, tuple(leads_of(work, call.id)))


def as_attendee(lead: Lead) -> CallAttendee:
    """The person of a lead as they would take part; nothing of it is kept."""
    person = lead.person
    return CallAttendee(side="theirs", person_id=person.id, name=person.shown_name, title=person.job_title)


def decisions(work: Work, call_id: int) -> dict[str, Decided]:
    """What was decided by hand about the questions of a call."""
    rows = work.session.scalars(select(CallQuestion).where(CallQuestion.call_id == call_id).order_by(CallQuestion.id))
    return {row.question: Decided(row.text, row.place, row.pinned, row.skipped) for row in rows}


def held_before(work: Work, row: DiscoveryRow) -> bool:
    """True where the criterion was answered Yes already when the tick on this answer came."""
    a = AnswerRow
    before = select(a.value).where(a.lead_id == row.lead_id, a.criterion == row.criterion, a.id < (row.answer_id or 0))
    return work.session.scalar(before.order_by(a.id.desc()).limit(1)) == "yes"


def answered(rows: Sequence[DiscoveryRow]) -> frozenset[str]:
    """The questions whose last answer counted and was not declined: nobody asks them again."""
    latest = {row.question: row for row in rows}
    met = {id: row for id, row in latest.items() if row.criterion and row.settled != "declined"}
    return frozenset(id for id, row in met.items() if not speaks_against(row.text))
