"""One call as its page shows it: who meets whom, what to ask, what was said, what it suggests, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.domain.calls.picking import Picks
from app.domain.calls.sheet import CallSheet
from app.domain.committee import Stakeholder
from app.domain.gaps import severities, sides
from app.domain.stage import Stage
from app.language import tr
from app.services.calls.being_typed import typed
from app.services.calls.facts import CallFacts, of_call
from app.services.calls.keeping import REACHED, attendee_name, stored
from app.services.calls.places import CallRow, call_row
from app.services.calls.said import CERTAINTIES, SaidView, view_of
from app.services.calls.settling import Doubt, Suggestion, doubts_of, suggestions_of
from app.services.calls.sharing import shared_with
from app.services.calls.sheet import call_of_lead, sheet_of
from app.services.calls.technical import ours_around
from app.services.committees import STANCE, stakeholders
from app.services.editing import account_of
from app.services.gaps import GapView, areas
from app.services.guarding import patient_warnings
from app.services.work import Work
from app.store.tables import Call, CallAttendee, GapRow, Lead, Person, StakeholderRow

__all__ = ["CallView", "call_choices", "call_of_lead", "call_view", "possible_attendees", "team_of"]

Choices = Mapping[str, tuple[tuple[str, str], ...]]


class Contact(NamedTuple):
    """Somebody who may take part."""

    person_id: int
    name: str
    title: str
    seat_label: str


@dataclass(frozen=True, slots=True)
class CallLeadView:
    """A lead that the call is about."""

    id: int
    person_id: int
    name: str
    title: str
    service_line: str
    service_line_label: str
    stage: str
    stage_label: str
    path: str
    path_label: str
    is_open: bool
    owner: str


@dataclass(frozen=True, slots=True)
class AttendeeView:
    """Somebody who takes part, with what the map knows of them."""

    id: int
    side: str
    person_id: int | None
    name: str
    title: str
    seat: str
    seat_label: str
    stance: int | None
    stance_label: str
    can_show: str
    came: bool | None


@dataclass(frozen=True, slots=True)
class CallView:
    """Everything the page of a call shows."""

    row: CallRow
    at: datetime  # this and the moments below by the clock of the team
    minutes: int
    site: str
    goal: str
    exit_wanted: str
    note: str
    started_at: datetime | None
    ended_at: datetime | None
    learned: str
    route: str
    route_label: str
    created_at: datetime
    by: str
    lead_id: int | None  # the main lead
    leads: tuple[CallLeadView, ...]
    attendees: tuple[AttendeeView, ...]  # theirs first; "who said it" numbers them in this order
    picks: Picks
    said: Mapping[str, tuple[SaidView, ...]]  # by question, the newest first, of every call about these leads
    typed: Mapping[str, str]  # what was being typed, by field
    gaps: tuple[GapView, ...]  # open ones
    raised: tuple[int, ...]  # gaps that came up in this call
    people: tuple[tuple[int, str], ...]  # who was added while the call went on
    suggestions: tuple[Suggestion, ...]
    contradictions: tuple[Doubt, ...]
    sheet: CallSheet
    warnings: tuple[str, ...]  # what looks like patient data in what was said here (CP10)


def call_view(work: Work, call_id: int) -> CallView:
    """Everything the page of a call shows, computed now. Raises Problem where the call is gone."""
    call = stored(work, call_id)
    facts = of_call(work, call)
    said = _said(facts)
    return CallView(
        row=call_row(work, call),
        at=work.here(call.at),
        minutes=call.minutes,
        site=call.site,
        goal=call.goal,
        exit_wanted=call.exit_wanted,
        note=call.note,
        started_at=_here(work, call.started_at),
        ended_at=_here(work, call.ended_at),
        learned=call.learned,
        route=call.route,
        route_label=work.playbook.label("path", call.route) if call.route else "",
        created_at=call.created_at,
        by=call.by,
        lead_id=facts.main.id if facts.main is not None else None,
        leads=tuple(_lead(work, lead) for lead in facts.leads),
        attendees=tuple(_attendee(facts, row) for row in facts.attendees),
        picks=facts.picks,
        said=said,
        typed=typed(work, call_id),
        gaps=facts.gaps,
        raised=_raised(work, call_id),
        people=_new_people(work, call),
        suggestions=suggestions_of(facts),
        contradictions=doubts_of(facts),
        sheet=sheet_of(facts),
        warnings=patient_warnings(
            call.goal,
            call.note,
            call.learned,
            *(row.text for row in facts.said if row.call_id == call_id),
            *typed(work, call_id).values(),
        ),
    )


def call_choices(work: Work) -> Choices:
    """Every list a person chooses from in a call, by field; ids with their words."""
    named = {name: work.playbook.words(name) for name in ("call_kind", "exit")}
    return {
        **{name: tuple((one.id, one.label) for one in entries) for name, entries in named.items()},
        "route": tuple((one.id, one.label) for one in work.playbook.paths),
        "certainty": tuple((id, tr(label)) for id, label in CERTAINTIES.items()),
        "reached": tuple((id, tr(label)) for id, label in REACHED.items()),
        "area": tuple(areas(work).items()),
        "severity": tuple(severities().items()),
        "side": tuple(sides().items()),
    }


def possible_attendees(work: Work, account_id: int, service_line: str = "") -> tuple[Contact, ...]:
    """Everybody of an account who may take part, those on its map first; of each the seat as far as it is known."""
    seats = {one.person_id: one for one in stakeholders(work, account_of(work, account_id).id, service_line)}
    rows = work.session.scalars(select(Person).where(Person.account_id == account_id).order_by(Person.sort_name))
    people = [Contact(one.id, one.shown_name, one.job_title, _seat(work, seats.get(one.id))) for one in rows]
    there = {one.person_id for one in people}
    others = [one for one in seats.values() if one.person_id is not None and one.person_id not in there]
    outside = [Contact(one.person_id or 0, one.name, one.title, _seat(work, one)) for one in others]
    return tuple(sorted([*people, *outside], key=lambda one: one.person_id not in seats))


def team_of(work: Work, lead_id: int) -> tuple[str, ...]:
    """Our people, as far as the account of a lead names them, in the order of the alphabet."""
    lead = work.session.get(Lead, lead_id)
    return tuple(sorted(ours_around(work, lead), key=str.casefold)) if lead is not None else (work.by,)


# --- parts ----------------------------------------------------------------------------------------------------------


def _lead(work: Work, lead: Lead) -> CallLeadView:
    label = work.playbook.label
    return CallLeadView(
        id=lead.id,
        person_id=lead.person_id,
        name=lead.person.shown_name,
        title=lead.person.job_title,
        service_line=lead.service_line,
        service_line_label=label("service_line", lead.service_line),
        stage=lead.stage,
        stage_label=Stage(lead.stage).label,
        path=lead.path,
        path_label=label("path", lead.path) if lead.path else tr("No path yet"),
        is_open=lead.is_open,
        owner=lead.owner,
    )


def _attendee(facts: CallFacts, row: CallAttendee) -> AttendeeView:
    one = facts.seated.get(row.person_id) if row.person_id is not None else None
    seat = facts.seat_of(row) if row.side == "theirs" else ""
    return AttendeeView(
        id=row.id,
        side=row.side,
        person_id=row.person_id,
        name=attendee_name(row),
        title=row.title or (row.person.job_title if row.person is not None else ""),
        seat=seat,
        seat_label=facts.work.playbook.label("seat", seat) if seat not in ("", "other") else "",
        stance=one.stance if one is not None else None,
        stance_label=tr(STANCE[one.stance if one is not None else None]) if row.side == "theirs" else "",
        can_show=one.can_show if one is not None else "",
        came=row.came,
    )


def _seat(work: Work, one: Stakeholder | None) -> str:
    return work.playbook.label("seat", one.seat) if one is not None and one.seat not in ("", "other") else ""


def _said(facts: CallFacts) -> dict[str, tuple[SaidView, ...]]:
    found: dict[str, tuple[SaidView, ...]] = {}
    for row in facts.said:
        also = tuple(one.lead_id for one in shared_with(facts.said, row)) if len(facts.leads) > 1 else ()
        found[row.question] = (view_of(facts.work, row, facts.known, also), *found.get(row.question, ()))
    return found


def _raised(work: Work, call_id: int) -> tuple[int, ...]:
    return tuple(work.session.scalars(select(GapRow.id).where(GapRow.call_id == call_id).order_by(GapRow.id)))


def _new_people(work: Work, call: Call) -> tuple[tuple[int, str], ...]:
    """Who came onto the account's map while the call went on."""
    if call.account_id is None or call.started_at is None:
        return ()
    s = StakeholderRow
    while_it_went = s.created_at.between(call.started_at, call.ended_at or work.now)
    query = select(Person).join(s, s.person_id == Person.id).where(s.account_id == call.account_id, while_it_went)
    return tuple(dict.fromkeys((one.id, one.shown_name) for one in work.session.scalars(query.order_by(s.id))))


def _here(work: Work, at: datetime | None) -> datetime | None:
    return work.here(at) if at is not None else None
