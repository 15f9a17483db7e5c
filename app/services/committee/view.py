"""What the map of a committee shows: everybody with their lines, how much is known, what is missing, what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from sqlalchemy import func, select

from app.domain import committee
from app.domain.committee import CommitteeGap, CommitteeMap, Coverage, Stakeholder
from app.domain.committee.gating import Alarm, DecisionHint, Hindrance, alarms, decision_hint, hindrance
from app.domain.committee.model import Tally, tally
from app.domain.playbook import Playbook
from app.language import tr
from app.services.committee.past import end_of, map_as_of
from app.services.committee.reading import map_and_seats
from app.services.committee.sent import Exported, last_export
from app.services.committee.words import Choices, choices
from app.services.editing import account_of
from app.services.work import Work
from app.store.tables import Lead, Person

MARKED = ("stance", "power", "influence", "reports_to", "seat", "certainty")  # what a card is marked for


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody of the account who is not on this map."""

    person_id: int
    name: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class MapView:
    """The map of one account and service line, now or as of a day. All four views show the same."""

    account_id: int
    account: str
    service_line: str
    service_line_label: str
    service_lines: tuple[tuple[str, str], ...]  # those of the playbook, then the whole account as ""
    playbook: Playbook
    today: date  # the day looked at
    map: CommitteeMap
    coverage: Coverage
    gaps: tuple[CommitteeGap, ...]  # at most seven
    tally: Tally
    alarms: tuple[Alarm, ...]
    hint: DecisionHint
    hindrance: Hindrance
    account_wide: frozenset[int]  # who counts for every service line
    empty: tuple[int, ...]  # places of a seat in which nobody is known yet
    choices: Choices
    changed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # since the last export
    exported: Exported | None = None
    as_of: date | None = None
    not_yet: tuple[str, ...] = ()  # who came after that day, by name
    contacts: tuple[Contact, ...] = ()
    team: tuple[str, ...] = ()


def map_view(work: Work, account_id: int, service_line: str | None = None, as_of: date | None = None) -> MapView:
    """The map of a service line, or of the one most leads of the account are about; `as_of` shows an earlier day."""
    account = account_of(work, account_id)
    line = main_line(work, account_id) if service_line is None else service_line
    now, seats = map_and_seats(work, account_id, line)
    exported = last_export(work, account_id, line)
    changed = _changed_since(work, account_id, line, now, exported)
    map, not_yet, day = now, tuple[str, ...](), work.today
    if as_of is not None and as_of < work.today:
        map, seats = map_as_of(work, account_id, line, end_of(work, as_of))
        not_yet, day = tuple(one.name for one in now.people if one.id not in map.by_id and one.name), as_of
        changed = {}
    people, book = map.people, work.playbook
    found = committee.coverage(book.template(line), people, book)
    lines = (*((one.id, one.label) for one in book.service_lines), ("", tr("Whole account")))
    return MapView(
        account_id=account_id,
        account=account.name,
        service_line=line,
        service_line_label=dict(lines).get(line, line),
        service_lines=lines,
        playbook=book,
        today=day,
        map=map,
        coverage=found,
        gaps=committee.gaps(found, people, day, book.committee_gaps),
        tally=tally(map, book),
        alarms=alarms(book, found, people, day),
        hint=decision_hint(book, line, found, people),
        hindrance=hindrance(book, line, found, people, day),
        account_wide=seats.account_wide,
        empty=tuple(one.id for one in people if one.person_id is None),
        choices=choices(work),
        changed=changed,
        exported=exported,
        as_of=as_of if day != work.today else None,
        not_yet=not_yet,
        contacts=_contacts(work, account_id, now),
        team=_team(work, account_id, now),
    )


def main_line(work: Work, account_id: int) -> str:
    """The service line most leads of an account are about; the playbook's first where there are none."""
    found = work.session.scalar(
        select(Lead.service_line)
        .where(Lead.account_id == account_id, Lead.service_line != "")
        .group_by(Lead.service_line)
        .order_by(func.count().desc(), Lead.service_line)
        .limit(1)
    )
    return found or work.playbook.service_lines[0].id


def _changed_since(
    work: Work, account_id: int, line: str, now: CommitteeMap, exported: Exported | None
) -> dict[int, tuple[str, ...]]:
    """Who is not as they were when the map left the house; "new" for those who came since."""
    if exported is None:
        return {}
    then = map_as_of(work, account_id, line, exported.at)[0]
    found = {one.id: _differing(then.by_id.get(one.id), one) for one in now.people}
    return {id: changes for id, changes in found.items() if changes}


def _differing(before: Stakeholder | None, now: Stakeholder) -> tuple[str, ...]:
    if before is None:
        return ("new",)
    names = (one.name for one in fields(Stakeholder))
    return tuple(name for name in names if name in MARKED and getattr(before, name) != getattr(now, name))


def _contacts(work: Work, account_id: int, map: CommitteeMap) -> tuple[Contact, ...]:
    there = {one.person_id for one in map.people}
    rows = work.session.scalars(select(Person).where(Person.account_id == account_id).order_by(Person.sort_name))
    return tuple(Contact(one.id, one.shown_name, one.job_title, one.email) for one in rows if one.id not in there)


def _team(work: Work, account_id: int, map: CommitteeMap) -> tuple[str, ...]:
    """Our people, as far as the map and the leads of the account name them."""
    owners = set(work.session.scalars(select(Lead.owner).where(Lead.account_id == account_id).distinct()))
    for one in map.people:
        owners |= {one.owner, one.step_owner, *one.colleagues}
    return tuple(sorted((owners | {work.by}) - {""}, key=str.casefold))
