"""The call sheet: twelve blocks filled from what is stored, and nothing else; every blank is an unknown (CP1)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.domain.calls.completing import completed
from app.domain.calls.decision import path_of
from app.domain.calls.meeting import Attendee, Header, Learn, WhyAsked
from app.domain.calls.picking import must_learn
from app.domain.calls.sheet import CallSheet, Footer, GapLine, QuestionLine, StepLine
from app.domain.committee.signs import STANCES, stance_sign
from app.domain.gaps import ranked
from app.domain.lead import LeadFacts
from app.domain.problems import Problem
from app.language import tr
from app.services.calls.facts import CallFacts, as_attendee, of_call
from app.services.calls.keeping import attendee_name, stored
from app.services.calls.leaving import fit_sheet
from app.services.calls.said import shown_answer
from app.services.calls.sheet_technical import document_block, integration_block, pilot_block, scope_block
from app.services.calls.since_call import since_last_call
from app.services.calls.technical import (
    documents_of,
    scope_of,
    steps_of,
)
from app.services.gaps import areas
from app.services.touches import lead_of
from app.services.work import Work
from app.store.tables import Call, CallAttendee, CallLead

CONTENT = 4  # pieces they looked at, the newest


def call_sheet(work: Work, call_id: int | None = None, *, lead_id: int | None = None) -> CallSheet:
    """The sheet of a call, or of a lead: of its next or last call, or of none where none is planned.

    Raises Problem where there is neither call nor lead.
    """
    return sheet_of(facts_for(work, call_id, lead_id))


def facts_for(work: Work, call_id: int | None, lead_id: int | None) -> CallFacts:
    """What a sheet is made of: of a call, of a lead's call, or of a lead without one."""
    if call_id is None and lead_id is not None:
        call_id = call_of_lead(work, lead_id)
    if call_id is not None:
        return of_call(work, stored(work, call_id))
    if lead_id is None:
        raise Problem(tr("Choose the lead that the call is about."))
    return CallFacts(work, None, (lead_of(work, lead_id),))


def call_of_lead(work: Work, lead_id: int) -> int | None:
    """The call of a lead that somebody means: the one going on, else the next one open, else the last one held."""
    mine = Call.id.in_(select(CallLead.call_id).where(CallLead.lead_id == lead_id))
    open_ones = select(Call.id).where(mine, Call.state == "planned")
    done = select(Call.id).where(mine, Call.state == "done")
    for query in (
        open_ones.where(Call.started_at.is_not(None)).order_by(Call.started_at.desc(), Call.id.desc()),
        open_ones.order_by(Call.at, Call.id),
        done.order_by(Call.ended_at.desc(), Call.id.desc()),
    ):
        found = work.session.scalar(query.limit(1))
        if found is not None:
            return found
    return None


def sheet_of(facts: CallFacts) -> CallSheet:
    """The sheet of what was gathered, as it may leave: without what looks like patient data (CP10)."""
    work, ids = facts.work, facts.lead_ids
    documents, steps = documents_of(work, ids), path_of(steps_of(work, ids), work.today)
    return completed(
        fit_sheet(
            CallSheet(
                header=_header(facts),
                since=since_last_call(facts, documents),
                why=_why(facts),
                must_learn=_must_learn(facts),
                scope=tuple(scope_block(work, one) for one in scope_of(work, ids)),
                integration=integration_block(work, ids),
                documents=tuple(document_block(work, one) for one in documents),
                pilot=pilot_block(work, ids),
                decision=tuple(
                    StepLine(
                        one.step.label, one.step.owner, one.step.due, one.step.done_on, one.state, one.overdue_days
                    )
                    for one in steps
                ),
                gaps=_gaps(facts),
                do_not_say=work.playbook.calls.do_not_say(facts.line),
                questions=_questions(facts),
                footer=_footer(facts),
                without=work.playbook.calls.without(facts.line),
            )
        )
    )


def _must_learn(facts: CallFacts) -> tuple[Learn, ...]:
    found = must_learn(facts.work.playbook, facts.picking)
    return tuple(Learn(one.criterion, one.gate, one.question, one.why, one.seat_label) for one in found)


# --- who and why ----------------------------------------------------------------------------------------------------


def _header(facts: CallFacts) -> Header:
    work, call, lead = facts.work, facts.call, facts.main
    label = work.playbook.label
    account = call.account if call is not None else lead.account if lead is not None else None
    people = facts.attendees or tuple(as_attendee(one) for one in facts.leads)
    ours = tuple(Attendee(name=row.name, title=row.title, came=row.came) for row in people if row.side == "ours")
    return Header(
        account=account.name if account is not None else "",
        site=call.site if call is not None else "",
        service_line=label("service_line", facts.line) if facts.line else "",
        lead=", ".join(one.person.shown_name for one in facts.leads),
        at=work.here(call.at) if call is not None else None,
        minutes=call.minutes if call is not None else None,
        kind=label("call_kind", call.kind) if call is not None else "",
        theirs=tuple(_attendee(facts, row) for row in people if row.side == "theirs"),
        ours=ours,
        goal=call.goal if call is not None else "",
        exit_wanted=label("exit", call.exit_wanted) if call is not None else "",
        planned=call is not None,
    )


def _attendee(facts: CallFacts, row: CallAttendee) -> Attendee:
    one = facts.seated.get(row.person_id) if row.person_id is not None else None
    seat = facts.seat_of(row)
    stance = one.stance if one is not None else None
    return Attendee(
        name=attendee_name(row),
        title=row.title or (row.person.job_title if row.person is not None else ""),
        seat=facts.work.playbook.label("seat", seat) if seat not in ("", "other") else "",
        stance=stance_sign(stance),
        stance_words=tr(STANCES[stance]) if stance is not None else "",
        must_show=one.can_show if one is not None else "",
        came=row.came,
    )


def _why(facts: CallFacts) -> WhyAsked:
    """The newest words of any of the leads, where they came from, and what they looked at."""
    work, everybody = facts.work, [facts.gathered[id] for id in facts.lead_ids if id in facts.gathered]
    asked = [(signal, one) for one in everybody for signal in one.signals if signal.asked_for]
    newest, one = max(asked, key=lambda pair: pair[0].at, default=(None, next(iter(everybody), None)))
    if one is None:
        return WhyAsked()
    label = work.playbook.label
    words = newest.asked_for if newest is not None else one.asked_for
    source = (newest.source if newest is not None else "") or one.source
    campaign = (newest.campaign if newest is not None else "") or one.campaign
    return WhyAsked(
        words=words,
        source=" · ".join(part for part in (label("source", source), campaign) if part),
        at=work.day_of(newest.at) if newest is not None else _day(work, one.created_at) if words else None,
        content=_content(work, everybody),
        asked_for=label("offer", one.offer),
    )


def _day(work: Work, at: datetime | None) -> date | None:
    return work.day_of(at) if at is not None else None


def _content(work: Work, everybody: Sequence[LeadFacts]) -> tuple[str, ...]:
    """What they read, watched and attended, the newest of each, with its day."""
    seen: dict[str, date] = {}
    for signal in (signal for one in everybody for signal in one.signals):
        if signal.asset:
            seen[signal.asset] = max(seen.get(signal.asset, date.min), work.day_of(signal.at))
    newest = sorted(seen.items(), key=lambda pair: pair[1], reverse=True)
    return tuple(tr("{what} ({day})", what=what, day=day.isoformat()) for what, day in newest[:CONTENT])


# --- gaps and questions ---------------------------------------------------------------------------------------------


def _gaps(facts: CallFacts) -> tuple[GapLine, ...]:
    today, names = facts.work.today, areas(facts.work)
    return tuple(
        GapLine(
            id=gap.id,
            question=gap.question,
            area=names.get(gap.area, gap.area),
            severity=gap.severity,
            owed_by=gap.owed_by,
            owner=gap.owner,
            due=gap.due,
            status=gap.status,
            age_days=gap.age,
            overdue_days=max((today - gap.due).days, 0) if gap.due is not None else 0,
            blocks=gap.criterion_question,
        )
        for gap in ranked(facts.gaps, today)
    )


def _questions(facts: CallFacts) -> tuple[QuestionLine, ...]:
    """The questions of the call, with what was answered in it; answer lines stay empty until then."""
    here = facts.call.id if facts.call is not None else None
    answers = {row.question: row for row in facts.said if here is not None and row.call_id == here}
    book = facts.work.playbook
    return tuple(
        QuestionLine(
            id=one.question,
            asked=one.asked,
            ask=one.ask,
            why=one.reason,
            gate=one.gate,
            answer=shown_answer(facts.work, answers[one.question]) if one.question in answers else "",
            who=answers[one.question].who if one.question in answers else "",
            proves=known.question if (known := book.criterion(one.criterion)) is not None else "",
        )
        for one in facts.picks.asked
    )


# --- the foot -------------------------------------------------------------------------------------------------------


def _footer(facts: CallFacts) -> Footer:
    work = facts.work
    at = _data_at(facts)
    return Footer(
        data_at=work.here(at) if at is not None else None,
        data_age_days=max((work.today - work.day_of(at)).days, 0) if at is not None else None,
        playbook=work.playbook.title,
        version=work.playbook.version,
        template=work.playbook.calls.limits.template,
        made_at=work.here(work.now),
        warning=tr("Keep patient data off this sheet"),
    )


def _data_at(facts: CallFacts) -> datetime | None:
    """When anything that the sheet tells was learned last."""
    moments: list[datetime | None] = [row.at for row in facts.said]
    for one in facts.gathered.values():
        moments += [one.created_at, one.moved_at]
        moments += [signal.at for signal in one.signals] + [touch.at for touch in one.touches]
        moments += [answer.at for answer in one.answers.values()]
    for gap in facts.gaps:
        moments += [gap.raised_at, gap.changed_at]
    known = [at for at in moments if at is not None]
    return max(known, default=None)
