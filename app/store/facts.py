"""Rows turned into the facts that rules may look at, for many leads at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.domain.judging import followed
from app.domain.lead import Answer, Answered, Certainty, Gap, LeadFacts, Pause, PutOff, Returned, Signal, Touch
from app.domain.paths import PARKED
from app.domain.relations import relation_of
from app.domain.stage import Stage
from app.store import fact_queries as queries
from app.store.bulk import plain_rows
from app.store.forwarding import absorbed
from app.store.numbers import chunks, given
from app.store.tables import Lead

AnyRow = Row[*tuple[Any, ...]]
T = TypeVar("T")


AT_A_TIME = 1_000  # leads whose rows are fetched together


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of a lead, and what its place in Today also depends on."""

    facts: LeadFacts
    verdict_due: datetime | None  # of a handoff that is out without a verdict
    trigger: str
    doubtful: bool = False  # a row of an import may be this person, and nobody has decided about the lead since
    verdict_sent: datetime | None = None  # when that handoff left
    returned: Returned | None = None  # the last one, where sales rejected it


def gather(session: Session, lead_ids: Sequence[int]) -> dict[int, Gathered]:
    """The facts of these leads; ids that do not exist are left out."""
    gathered: dict[int, Gathered] = {}
    for ids in chunks(lead_ids, AT_A_TIME):
        gathered.update(_gather(session, ids))
    return gathered


def facts_of(session: Session, lead_id: int) -> LeadFacts:
    """The facts of one lead. Raises KeyError where there is none."""
    return gather(session, [lead_id])[lead_id].facts


def standings(session: Session) -> dict[int, LeadFacts]:
    """All leads with no more than the gate looks at: place, what comes next, answers, questions that stop the deal."""
    answers, gaps = _grouped(session, queries.answers(of_all=True)), _gaps(session)
    columns = (Lead.id, Lead.service_line, Lead.stage, Lead.path, Lead.cycle, Lead.owner, Lead.next_step, Lead.due)
    return {
        id: LeadFacts(
            lead_id=id,
            service_line=line,
            stage=Stage(stage),
            path=path,
            cycle=cycle,
            owner=owner,
            next_step=next_step,
            due=due,
            answers=latest_answers(answers[id]) if id in answers else {},
            gaps=_gaps_of(gaps[id]) if id in gaps else (),
        )
        for id, line, stage, path, cycle, owner, next_step, due in session.execute(select(*columns))
    }


class _LeadRow(NamedTuple):
    """One row of leads, people and accounts together; plain, because it is read a field at a time."""

    id: int
    person_id: int
    account_id: int | None
    service_line: str
    stage: str
    path: str
    cycle: int
    created_at: datetime
    owner: str
    next_step: str
    due: date | None
    trigger: str
    evaluation_stage: str
    intent_context: str
    source: str
    campaign: str
    offer: str
    asked_for: str
    moved_at: datetime | None
    track: str
    job_title: str
    email: str
    phone: str
    email_kind: str
    person_relation: str
    account_name: str | None
    facility_type: str | None
    segment: str | None
    country: str | None
    region: str | None
    size: int | None
    testing_focus: str | None
    accreditation: str | None
    systems: str | None
    account_relation: str | None


def _gather(session: Session, ids: Sequence[int]) -> dict[int, Gathered]:
    these = given(ids)
    leads = [_LeadRow._make(row) for row in plain_rows(session.connection(), queries.leads(), these)]
    signals = _made(session, queries.signals(), these, Signal)
    touches = _made(session, queries.touches(), these, Touch)
    answers = _grouped(session, queries.answers(), these)
    gaps = _gaps(session, these)
    aside = given(row.id for row in leads if row.cycle > 1 or row.path in PARKED)  # the others have nothing to tell
    moves = _grouped(session, queries.moves(), aside)
    verdicts = {row.lead_id: row for row in session.execute(queries.pending(), these)}
    returned = {row[0]: _returned(row) for row in session.execute(queries.returned(), these)}
    pauses = _made(session, queries.pauses(), these, Pause)
    seats = _seats(session, given(row.person_id for row in leads))
    doubts = _doubts(session, ids)
    return {
        row.id: Gathered(
            _facts(
                row,
                signals.get(row.id, ()),
                touches.get(row.id, ()),
                answers.get(row.id, ()),
                gaps.get(row.id, ()),
                moves.get(row.id, ()),
                seats,
                pauses.get(row.id, ()),
            ),
            verdicts[row.id].due_at if row.id in verdicts else None,
            row.trigger,
            row.id in doubts and (row.moved_at is None or row.moved_at <= doubts[row.id]),
            verdicts[row.id].sent_at if row.id in verdicts else None,
            returned.get(row.id),
        )
        for row in leads
    }


def _returned(row: AnyRow) -> Returned:
    _, at, number, by, reason, note, to = row
    return Returned(at, number, by or to or "", reason, note)


def _doubts(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    """The leads that a row may be which nobody has settled, and since when; what they were merged from counts too."""
    formerly = absorbed(session, "lead", ids)
    rows = session.execute(queries.doubts(), given([*ids, *formerly]))
    return {formerly.get(row.lead_id, row.lead_id): row.at for row in rows}


def _grouped(
    session: Session, query: queries.AnySelect, these: Mapping[str, str] | None = None
) -> Mapping[int, list[AnyRow]]:
    groups: dict[int, list[AnyRow]] = defaultdict(list)
    for row in session.execute(query, these):
        groups[row.lead_id].append(row)
    return groups


def _made(
    session: Session, query: queries.AnySelect, these: Mapping[str, str], kind: Callable[..., T]
) -> Mapping[int, list[T]]:
    """What the rows of each lead stand for; a row is the lead and then all that one of that kind is made of."""
    groups: dict[int, list[T]] = defaultdict(list)
    for lead_id, *parts in plain_rows(session.connection(), query, these):
        groups[lead_id].append(kind(*parts))
    return groups


def _seats(session: Session, people: Mapping[str, str]) -> dict[tuple[int, str], str]:
    rows = session.execute(queries.seats(), people)
    return {(row.person_id, row.service_line): row.seat for row in rows if row.person_id is not None}


_STAGES = {stage.value: stage for stage in Stage}


def _facts(
    row: _LeadRow,
    signals: Iterable[Signal],
    touches: Iterable[Touch],
    answers: Iterable[AnyRow],
    gaps: Iterable[AnyRow],
    moves: Sequence[AnyRow],
    seats: Mapping[tuple[int, str], str],
    pauses: Iterable[Pause],
) -> LeadFacts:
    return LeadFacts(
        lead_id=row.id,
        service_line=row.service_line,
        stage=_STAGES[row.stage],
        path=row.path,
        cycle=row.cycle,
        created_at=row.created_at,
        owner=row.owner,
        next_step=row.next_step,
        due=row.due,
        job_title=row.job_title,
        seat=seats.get((row.person_id, row.service_line)) or seats.get((row.person_id, "")) or "",
        email_kind=row.email_kind,
        has_contact=bool(row.email or row.phone),
        account=row.account_name or "",
        facility_type=row.facility_type or "",
        segment=row.segment or "",
        country=row.country or "",
        region=row.region or "",
        size=row.size,
        testing_focus=row.testing_focus or "",
        accreditation=row.accreditation or "",
        systems=row.systems or "",
        evaluation_stage=row.evaluation_stage,
        intent_context=row.intent_context,
        relation=relation_of(row.person_relation or "", row.account_relation or ""),
        source=row.source,
        campaign=row.campaign,
        offer=row.offer,
        asked_for=row.asked_for,
        signals=tuple(signals),
        touches=tuple(touches),
        gaps=_gaps_of(gaps) if gaps else (),
        answers=latest_answers(answers) if answers else {},
        moved_at=row.moved_at,
        pauses=tuple(pauses),
        cycle_at=next((m.at for m in moves if row.cycle > 1 and m.cycle == row.cycle), None) if moves else None,
        put_off=_put_off(moves) if moves else (),
        track=row.track,
    )


def _put_off(moves: Iterable[AnyRow]) -> tuple[PutOff, ...]:
    return tuple(
        PutOff(m.at, m.to_path, m.cycle, m.learned, m.next_step, m.due, m.code, m.by)
        for m in moves
        if m.to_path in PARKED and m.from_path != m.to_path
    )


def _gaps(session: Session, these: Mapping[str, str] | None = None) -> Mapping[int, list[AnyRow]]:
    """Technical questions of the leads given or of all, and after its own those of the whole account."""
    of_all = these is None
    own = _grouped(session, queries.gaps(of_all=of_all), these)
    shared = _grouped(session, queries.shared_gaps(of_all=of_all), these)
    return {id: [*own.get(id, ()), *shared.get(id, ())] for id in (*own, *(id for id in shared if id not in own))}


def _gaps_of(rows: Iterable[AnyRow]) -> tuple[Gap, ...]:
    return tuple(
        Gap(g.id, g.question, g.area, g.severity, g.owed_by, g.status in ("open", "waiting"), g.due, g.criterion)
        for g in rows
    )


def latest_answers(rows: Iterable[Any]) -> dict[str, Answer]:
    """The answer that counts for each criterion; one that contradicts an earlier Yes or No says so (R8).

    `rows` are of one lead, the older before the newer.
    """
    latest: dict[str, Answer] = {}
    stands: dict[str, Answer] = {}  # the last plain Yes or No of each criterion
    for row in rows:
        said = Answer(
            criterion=row.criterion,
            value=Answered(row.value),
            evidence=row.evidence,
            who=row.who,
            certainty=Certainty(row.certainty),
            at=row.at,
            by=row.by,
            source=row.source,
            source_id=row.source_id,
        )
        answer = latest[row.criterion] = followed(stands.get(row.criterion), said)
        if answer.value is not Answered.UNKNOWN:
            stands[row.criterion] = answer
    return latest
