"""The board of handoffs: what is to be sent and what it lacks, what waits for a verdict, and what came back."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, String, cast, func, select

from app.domain.handoff import Completeness, completeness, place_of_part
from app.domain.paths import SALES
from app.domain.playbook import Playbook
from app.language import later, tr
from app.services.handoff_rows import HandoffRow, rows_of
from app.services.handoff_sheet import handoff_sheet
from app.services.handoff_versions import replaced
from app.services.handoffs import blocking_gaps
from app.services.lists.verdicts_waiting import ignored
from app.services.work import Work
from app.store.expressions import fact
from app.store.tables import HandoffRow as Stored
from app.store.tables import Lead

COLUMNS = (
    ("pending", later("Pending")),
    ("overdue", later("Overdue")),
    ("need_more", later("Needs more")),
    ("accepted", later("Accepted")),
    ("rejected", later("Rejected")),
)
TO_SEND = ("to_send", later("To be sent"))
CARDS = 40  # of a column that are drawn; the rest is a list
LOOKED_AT = 16  # leads to be sent whose package is composed to say what it lacks
LATELY = timedelta(days=28)  # rejections older than that alarm nobody any more


@dataclass(frozen=True, slots=True)
class Lacking:
    """A part of a package that is missing, and where it is filled in."""

    part: str
    label: str
    place: str  # of domain.handoff.PLACES
    blocks: bool


@dataclass(frozen=True, slots=True)
class ToSend:
    """A lead on its way to sales that nothing was issued for in this cycle."""

    id: int  # of its card: below zero, so that no handoff has it
    lead_id: int
    account_id: int | None
    person: str
    account: str
    service_line_label: str
    stage: str
    owner: str
    due: date | None
    percent: int
    lacks: tuple[Lacking, ...]
    stops: tuple[str, ...]  # open questions that stop the deal

    @property
    def may_go(self) -> bool:
        """True where nothing mandatory is missing and nothing stops it."""
        return not self.stops and not any(one.blocks for one in self.lacks)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board: how many there are, and the cards of the first."""

    id: str
    label: str
    count: int
    cards: tuple[HandoffRow | ToSend, ...]

    @property
    def more(self) -> int:
        """How many have no card."""
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True)
class Alarms:
    """What is alarming about handoffs now (H6)."""

    never_reviewed: int
    too_early: int  # of the last four weeks


@dataclass(frozen=True, slots=True)
class HandoffBoard:
    """The board, the alarms over it, and the rule for silence in words."""

    columns: tuple[Column, ...]
    alarms: Alarms
    silence: str
    by: str = "handoff"

    @property
    def count(self) -> int:
        """How many cards there would be."""
        return sum(column.count for column in self.columns)


def handoff_board(work: Work) -> HandoffBoard:
    """Everything that waits or came back, the most urgent first in its column, and what is still to be sent."""
    out = _waiting(work)
    silent = work.playbook.deadlines.silence_accepts
    columns = [_to_send(work)]
    for id, label in COLUMNS:
        words = tr("Accepted by silence") if id == "overdue" and silent else tr(label)
        if id in ("pending", "overdue"):
            cards = [row for row in out if (row.state == "pending") == (id == "pending")]
            columns.append(Column(id, words, len(cards), tuple(cards[:CARDS])))
        else:
            columns.append(_judged(work, id, words))
    return HandoffBoard(tuple(columns), alarms(work), silence_rule(work.playbook))


def alarms(work: Work) -> Alarms:
    """How many packages nobody reviewed within twice their time, and how many were rejected as not ready lately."""
    early = [reason.id for reason in work.playbook.reasons.reject if reason.sent_too_early]
    rejected = (Stored.verdict == "reject", Stored.reason.in_(early), Stored.verdict_at >= work.now - LATELY)
    too_early = work.session.scalar(select(func.count()).select_from(Stored).where(*rejected)) or 0
    return Alarms(len(ignored(work)), too_early)


def silence_rule(playbook: Playbook) -> str:
    """What becomes of a handoff that nobody answers, in words (H5)."""
    hours = format(playbook.deadlines.verdict_hours, "g")
    if playbook.deadlines.silence_accepts:
        return tr("Sales has {hours} business hours for a verdict; silence then counts as accepted.", hours=hours)
    return tr("Sales has {hours} business hours for a verdict; without one it is overdue, never accepted.", hours=hours)


def lacking(found: Completeness) -> tuple[Lacking, ...]:
    """What a package lacks, what it cannot leave without first, each with the place where it is filled in."""
    blocking = {part for part, _ in found.blocking}
    return tuple(Lacking(part, label, place_of_part(part), part in blocking) for part, label in found.missing)


def _waiting(work: Work) -> list[HandoffRow]:
    """What is out without a verdict, the longest over its time first."""
    query = select(Stored).where(Stored.verdict == "", ~replaced())
    rows = rows_of(work, list(work.session.scalars(query)))
    return sorted(rows, key=lambda row: (row.due_at, row.number))


def _judged(work: Work, state: str, label: str) -> Column:
    """What came back with one verdict, the newest first."""
    verdict = {"need_more": "need_more", "accepted": "accept", "rejected": "reject"}[state]
    tests: tuple[ColumnElement[bool], ...] = (Stored.verdict == verdict, ~replaced())
    count = work.session.scalar(select(func.count()).select_from(Stored).where(*tests)) or 0
    query = select(Stored).where(*tests).order_by(Stored.verdict_at.desc(), Stored.id.desc()).limit(CARDS)
    return Column(state, label, count, tuple(rows_of(work, list(work.session.scalars(query)))))


def _to_send(work: Work) -> Column:
    """Open leads on a path of sales that nothing is out for in this cycle, the ones that are due first."""
    cycle = cast(fact(Stored.__table__.c.sheet, "cycle"), String)
    sent = select(Stored.id).where(
        Stored.lead_id == Lead.id, Stored.verdict.in_(("", "accept", "need_more")), cycle == cast(Lead.cycle, String)
    )
    tests = (Lead.is_open.is_(True), Lead.path.in_(sorted(SALES)), ~sent.exists())
    count = work.session.scalar(select(func.count()).select_from(Lead).where(*tests)) or 0
    first = work.session.scalars(
        select(Lead.id).where(*tests).order_by(Lead.due.is_(None), Lead.due, Lead.id).limit(LOOKED_AT)
    )
    return Column(TO_SEND[0], tr(TO_SEND[1]), count, tuple(_lead_to_send(work, id) for id in first))


def _lead_to_send(work: Work, lead_id: int) -> ToSend:
    lead = work.session.get_one(Lead, lead_id)
    sheet = handoff_sheet(work, lead_id)
    return ToSend(
        id=-lead.id,
        lead_id=lead.id,
        account_id=lead.account_id,
        person=sheet.person,
        account=sheet.account,
        service_line_label=sheet.service_line,
        stage=sheet.stage,
        owner=lead.owner,
        due=lead.due,
        percent=sheet.percent or 0,
        lacks=lacking(completeness(sheet, work.playbook.handoff)),
        stops=blocking_gaps(work, lead_id),
    )
