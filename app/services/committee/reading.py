"""Committees as they are stored, made into the facts that the domain judges; of one account or of hundreds at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from app.domain.committee import CommitteeMap, Line, Pin, Stakeholder, committee_map, loop, without_loops
from app.services.work import Work
from app.store.numbers import among, chunks, given, these
from app.store.tables import Account, CommitteeLine, Lead, Person, StakeholderRow, TouchRow
from app.store.tables.person import somebody_at

_S: Any = StakeholderRow.__table__
_P: Any = Person.__table__
_A: Any = Account.__table__
_NAMED = (_P.c.full_name, _P.c.email, _P.c.phone, _P.c.relation, _A.c.name.label("account_name"))
_WHOLE = (*_S.c, *_NAMED, _P.c.job_title)
_JUDGED = (  # what coverage, gaps and alarms look at, and nothing that would have to be read out of a text
    *(_S.c.id, _S.c.account_id, _S.c.service_line, _S.c.person_id, _S.c.seat, _S.c.power, _S.c.influence, _S.c.stance),
    *(_S.c.depth, _S.c.certainty, _S.c.last_contact, _S.c.confirmed_on, _S.c.next_step, _S.c.due, _S.c.champion_test),
    *_NAMED,
)


class Met(NamedTuple):
    """What we did with a person: how often, and when last."""

    touches: int
    last: date
    channel: str = ""  # how, that last time


@dataclass(frozen=True, slots=True)
class Seats:
    """The stakeholders of one account that count for one service line."""

    rows: tuple[Any, ...]  # rows with the columns of `stakeholder` and those of its person
    stands_for: Mapping[int, int]  # an account-wide row, and the row of this service line that counts instead of it

    @property
    def account_wide(self) -> frozenset[int]:
        """Those that count for every service line."""
        return frozenset(row.id for row in self.rows if not row.service_line)


def all_seats(work: Work, accounts: Iterable[int]) -> dict[int, list[Any]]:
    """Every stakeholder of these accounts with their person, by account, in the order in which they were added."""
    return _seats(work, accounts, _WHOLE)


def judged_seats(work: Work, accounts: Iterable[int]) -> dict[int, list[Any]]:
    """The same with what is judged of them only, for hundreds of accounts at once; see `judged_people`."""
    return _seats(work, accounts, _JUDGED)


def _seats(work: Work, accounts: Iterable[int], columns: Sequence[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for some in chunks(sorted(set(accounts))):
        for row in work.session.connection().execute(_seated(columns), given(some)).all():
            found[row.account_id].append(row)
    return found


@cache
def _seated(columns: Sequence[Any]) -> Select[*tuple[Any, ...]]:
    """Made once for each choice of columns: to make it takes longer than to run it."""
    return (
        select(*columns)
        .select_from(_S.outerjoin(_P, _P.c.id == _S.c.person_id).outerjoin(_A, _A.c.id == _P.c.account_id))
        .where(_S.c.account_id.in_(among()))
        .order_by(_S.c.id)
    )


def of_line(rows: Iterable[Any], service_line: str) -> Seats:
    """Those of a service line, and account-wide ones of people who have no row of that line."""
    rows = [row for row in rows if row.service_line in (service_line, "")]
    own: dict[int, int] = {}
    for row in rows:
        if row.service_line == service_line and service_line and row.person_id:
            own.setdefault(row.person_id, row.id)
    hidden = {row.id: own[row.person_id] for row in rows if not row.service_line and row.person_id in own}
    return Seats(tuple(row for row in rows if row.id not in hidden), hidden)


def met(work: Work, people: Collection[int], until: datetime | None = None) -> dict[int, Met]:
    """How often and when last we did something with each of these people."""
    query = select(Lead.person_id, func.count(), func.max(TouchRow.at)).join(TouchRow, TouchRow.lead_id == Lead.id)
    if until is not None:
        query = query.where(TouchRow.at <= until)
    found: dict[int, Met] = {}
    for some in chunks(sorted(people)):
        rows = work.session.execute(query.where(Lead.person_id.in_(these(some))).group_by(Lead.person_id))
        found |= {person: Met(count, work.day_of(last)) for person, count, last in rows}
    return found


def with_channels(work: Work, known: Mapping[int, Met], until: datetime | None = None) -> dict[int, Met]:
    """The same with how it was that last time."""
    if not known:
        return {}
    query = (
        select(Lead.person_id, TouchRow.kind)
        .join(TouchRow, TouchRow.lead_id == Lead.id)
        .where(Lead.person_id.in_(list(known)))
        .order_by(TouchRow.at, TouchRow.id)
    )
    kinds: dict[int, str] = dict(
        work.session.execute(query if until is None else query.where(TouchRow.at <= until)).all()
    )
    return {person: one._replace(channel=kinds.get(person, "")) for person, one in known.items()}


def people_of(work: Work, seats: Seats, known: Mapping[int, Met]) -> tuple[Stakeholder, ...]:
    """The stakeholders as facts; the last contact is the later of what was typed and the last touch.

    An earlier act may be undone after others, so that two lines stand that closed a loop between them: the later one
    of the people has no manager then, until somebody says better.
    """
    stands_for = seats.stands_for
    people = tuple(_stakeholder(work, row, known.get(row.person_id or 0), stands_for) for row in seats.rows)
    managers = {one.id: one.reports_to for one in people if one.reports_to is not None}
    if not loop(managers):
        return people
    kept = dict(without_loops(managers.items(), {})[0])
    return tuple(replace(one, reports_to=kept.get(one.id)) for one in people)


def _stakeholder(work: Work, row: Any, met: Met | None, stands_for: Mapping[int, int]) -> Stakeholder:
    last, channel = row.last_contact, row.channel
    if met is not None and (last is None or met.last >= last):
        last, channel = met.last, met.channel or row.channel
    return Stakeholder(
        id=row.id,
        person_id=row.person_id,
        name=name_of(row),
        seat=row.seat,
        power=tuple(row.power.split()),
        influence=row.influence,
        stance=row.stance,
        depth=row.depth,
        certainty=row.certainty,
        can_show=row.can_show,
        last_contact=last,
        confirmed=row.confirmed_on,
        external=row.external,
        reports_to=stands_for.get(row.reports_to_id, row.reports_to_id),
        next_step=row.next_step,
        due=row.due,
        champion_test=row.champion_test,
        touches=met.touches if met is not None else 0,
        gone=row.relation == "left",
        title=row.job_title or "",
        lane=row.lane,
        band=row.band,
        wanted=row.wanted_depth,
        behaviour=row.behaviour,
        influence_why=row.influence_why,
        channel=channel,
        created=work.day_of(row.created_at),
        step_owner=row.owner,
        owner=row.our_owner,
        colleagues=tuple(row.colleagues or ()),
        organisation=row.organisation,
        pins=tuple(Pin(*pin) for pin in row.pins or ()),
        order=row.position,
    )


def judged_people(rows: Iterable[Any], known: Mapping[int, Met]) -> tuple[Stakeholder, ...]:
    """Rows of `judged_seats` as facts, without what nobody judges: lines, places, notes."""
    people = []
    for row in rows:
        met, last = known.get(row.person_id), row.last_contact
        if met is not None and (last is None or met.last > last):
            last = met.last
        one = Stakeholder(
            id=row.id,
            person_id=row.person_id,
            name=name_of(row),
            seat=row.seat,
            power=tuple(row.power.split()),
            influence=row.influence,
            stance=row.stance,
            depth=row.depth,
            certainty=row.certainty,
            last_contact=last,
            confirmed=row.confirmed_on,
            next_step=row.next_step,
            due=row.due,
            champion_test=row.champion_test,
            touches=met.touches if met is not None else 0,
            gone=row.relation == "left",
        )
        people.append(one)
    return tuple(people)


def name_of(row: Any) -> str:
    """Who sits there; empty where nobody is known."""
    if row.person_id is None:
        return ""
    return str(row.full_name or row.email or row.phone or somebody_at(row.account_name or ""))


def lines_of(work: Work, seats: Seats, drawn: Iterable[Any], followed: Collection[int]) -> list[Line]:
    """What is known of the lines: the solid ones of who is `followed` stand with them, the others in `drawn`."""
    stands_for, found = seats.stands_for, []
    for row in seats.rows:
        if row.id in followed:
            to = stands_for.get(row.reports_to_id, row.reports_to_id)
            since = row.reports_since
            found.append(Line("reports_to", row.id, to, "", row.reports_certainty, row.reports_note, since))
    for row in drawn:
        ends = (stands_for.get(row.from_id, row.from_id), stands_for.get(row.to_id, row.to_id))
        at = work.day_of(row.at)
        found.append(Line(row.kind, *ends, row.strength, row.certainty, row.note, at, row.id))
    return found


def drawn_lines(work: Work, rows: Sequence[Any]) -> list[Any]:
    """The lines other than the solid ones that begin at these stakeholders."""
    if not rows:
        return []
    line: Any = CommitteeLine.__table__
    query = select(*line.c).where(line.c.from_id.in_([row.id for row in rows])).order_by(line.c.id)
    return list(work.session.execute(query))


def map_of(work: Work, seats: Seats, drawn: Iterable[Any], known: Mapping[int, Met], line: str) -> CommitteeMap:
    """The map of what was read."""
    template = work.playbook.template(line)
    needed = dict(template.seats) if template else {}
    people = people_of(work, seats, known)
    followed = {one.id for one in people if one.reports_to is not None}
    return committee_map(people, lines_of(work, seats, drawn, followed), needed, line)


def the_map(work: Work, account_id: int, service_line: str) -> CommitteeMap:
    """The committee of one account for one service line as it stands now."""
    return map_and_seats(work, account_id, service_line)[0]


def map_and_seats(work: Work, account_id: int, service_line: str) -> tuple[CommitteeMap, Seats]:
    """The map with the rows behind it."""
    rows = all_seats(work, [account_id]).get(account_id, [])
    seats = of_line(rows, service_line)
    known = with_channels(work, met(work, {row.person_id for row in seats.rows if row.person_id}))
    return map_of(work, seats, drawn_lines(work, rows), known, service_line), seats
