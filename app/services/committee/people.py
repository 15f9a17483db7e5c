"""Gestures on who is on the map: added, linked to a seat, pasted, picked from the contacts, renamed, taken off."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from app.domain.committee import seat_guess
from app.domain.committee.editing import with_manager, without_person
from app.domain.committee.pasted import Proposal, QuickBuild, placing
from app.domain.committee.pasted import quick_build as read_lines
from app.domain.counting import counted
from app.domain.matching import email_key, fold
from app.domain.problems import Problem
from app.domain.titles import lane as lane_of_seat
from app.language import tr
from app.services.committee.keeping import changed, new_row, seat_label, stored, take_step, who
from app.services.committee.reading import all_seats, of_line
from app.services.editing import account_of, name_parts
from app.services.guarding import patient_warnings
from app.services.seating import add_person
from app.services.work import Changed, Work
from app.store.tables import Account, Person, StakeholderRow


def add_stakeholder(
    work: Work,
    account_id: int,
    service_line: str,
    *,
    person_id: int | None = None,
    name: str = "",
    title: str = "",
    email: str = "",
    seat: str = "",
    lane: str = "",
    band: str = "",
    reports_to: int | None = None,
) -> Changed:
    """Put somebody on the map: a person known already, or a new one. The outcome is the stakeholder's id.

    Without a seat it is guessed from the title; what nobody confirmed is shown as our guess.
    """
    account = account_of(work, account_id)
    _check_line(work, service_line)
    person = _person(work, person_id) if person_id is not None else _new_person(work, account, name, title, email)
    row = _seated(work, account, service_line, person, seat, lane=lane, band=band)
    if reports_to is not None:
        take_step(work, account_id, service_line, lambda map: with_manager(map, row.id, reports_to))
    return changed(row, tr("Add {who} to the map of {account}", who=who(work, row), account=account.name), **_made(row))


def link_person(work: Work, account_id: int, service_line: str, seat: str, person_id: int) -> Changed:
    """Let somebody known take an empty seat; a step planned to find them stays with them. The outcome is the id."""
    account = account_of(work, account_id)
    _check_line(work, service_line)
    _check_seat(work, seat)
    person = _person(work, person_id)
    waiting = next((row for row in _seats(work, account_id, service_line) if _waits(row, seat)), None)
    if waiting is None:
        row = _seated(work, account, service_line, person, seat)
    else:
        row = stored(work, waiting.id)
        row.person_id = person.id
        work.session.flush()
        work.session.refresh(row, ["person"])
    label = tr("{who} takes the seat {seat}", who=person.shown_name, seat=seat_label(work, seat))
    return changed(row, label, **_made(row))


def plan_seat(
    work: Work, account_id: int, service_line: str, seat: str, next_step: str, due: date, owner: str = ""
) -> Changed:
    """Plan a dated step to find out who sits in an empty seat. The outcome is the id of the seat's place."""
    account = account_of(work, account_id)
    _check_line(work, service_line)
    _check_seat(work, seat)
    step = " ".join(next_step.split())
    if not step:
        raise Problem(tr("Write what is done to find out who it is."))
    waiting = next((row for row in _seats(work, account_id, service_line) if _waits(row, seat)), None)
    row = (
        stored(work, waiting.id)
        if waiting is not None
        else new_row(work, account_id, service_line, seat=seat, seat_is_guess=False)
    )
    row.next_step, row.due, row.owner = step, due, owner.strip()
    label = tr("Find out who is {seat} at {account}", seat=seat_label(work, seat), account=account.name)
    return changed(row, label, outcome=row.id, kept=patient_warnings(step))


def proposed(work: Work, account_id: int, service_line: str, text: str) -> QuickBuild:
    """What pasted lines hold, read but not kept: who, with seat, lane and band guessed, each with its reason."""
    known = [row.email for row in _seats(work, account_id, service_line) if row.email]
    return read_lines(text, work.playbook, known)


def quick_build(work: Work, account_id: int, service_line: str, proposals: Sequence[Proposal]) -> Changed:
    """Put everybody proposed on the map at once; whoever is known already is not made a second time.

    The outcome is the ids; what was linked or left out is said in `kept`.
    """
    account = account_of(work, account_id)
    _check_line(work, service_line)
    there = {row.person_id for row in _seats(work, account_id, service_line)}
    made, said = list[StakeholderRow](), list[str]()
    for one in proposals:
        person = known_person(work, account_id, one)
        if person is not None and person.id in there:
            said.append(tr("{name} is on the map already.", name=person.shown_name))
            continue
        if person is not None:
            said.append(tr("{name} was known already and is linked.", name=person.shown_name))
            _complete(person, one)
        else:
            person = _new_person(work, account, one.name, one.title, one.email, one.phone)
        there.add(person.id)
        row = _seated(work, account, service_line, person, one.placing.seat, guessed=True, **_by_hand(work, one))
        row.external = row.external or one.external
        made.append(row)
    label = tr("Add {people} to the map of {account}", people=_people(len(made)), account=account.name)
    return Changed(
        label,
        accounts=frozenset({account_id}),
        people=frozenset(row.person_id for row in made if row.person_id),
        outcome=tuple(row.id for row in made),
        kept=tuple(said),
    )


def from_contacts(work: Work, account_id: int, service_line: str, person_ids: Iterable[int]) -> Changed:
    """Put people known already on the map, with seats guessed from their titles. The outcome is the ids."""
    account = account_of(work, account_id)
    _check_line(work, service_line)
    there = {row.person_id for row in _seats(work, account_id, service_line)}
    chosen = [id for id in dict.fromkeys(person_ids) if id not in there]
    made = tuple(_seated(work, account, service_line, _person(work, id), "").id for id in chosen)
    label = tr("Add {people} to the map of {account}", people=_people(len(made)), account=account.name)
    return Changed(label, accounts=frozenset({account_id}), people=frozenset(chosen), outcome=made)


def rename_stakeholder(work: Work, stakeholder_id: int, name: str) -> Changed:
    """Give somebody another name; a seat in which nobody is known gets a new person of that name."""
    row, name = stored(work, stakeholder_id), " ".join(name.split())
    if not name:
        raise Problem(tr("Write a name."))
    account = account_of(work, row.account_id)
    before = who(work, row)
    if row.person is None:
        row.person_id = _new_person(work, account, name, "", "").id
        work.session.flush()
        work.session.refresh(row, ["person"])
    else:
        row.person.full_name = name
        row.person.first_name, row.person.last_name = name_parts(name)
    people = frozenset({row.person_id} if row.person_id else ())
    return changed(row, tr("Rename {before} to {name}", before=before, name=name), people=people)


def take_off(work: Work, stakeholder_ids: Sequence[int]) -> Changed:
    """Take people off the map; the people themselves stay. Who reported to them reports to nobody then."""
    if not stakeholder_ids:
        raise Problem(tr("Select somebody on the map first."))
    rows = [stored(work, id) for id in dict.fromkeys(stakeholder_ids)]
    names = [who(work, row) for row in rows]
    said = [one for row in rows if (one := _still_there(work, row))]
    for row in rows:
        take_step(work, row.account_id, row.service_line, partial(without_person, id=row.id))
    whom = names[0] if len(names) == 1 else _people(len(names))
    accounts = frozenset(row.account_id for row in rows)
    return Changed(tr("Take {who} off the map", who=whom), accounts=accounts, kept=tuple(said))


def set_apart(work: Work, stakeholder_id: int, service_line: str) -> Changed:
    """Give somebody who counts for every service line a card of their own for one. The outcome is its id."""
    wide = stored(work, stakeholder_id)
    label = work.playbook.label("service_line", service_line)
    if wide.service_line or not service_line:
        raise Problem(tr("{who} has a card for one service line already.", who=who(work, wide)))
    _check_line(work, service_line)
    if wide.person_id is None:
        raise Problem(tr("Name the person first."))
    copied = {
        column.name: getattr(wide, column.name)
        for column in StakeholderRow.__table__.columns
        if column.name not in ("id", "account_id", "service_line", "created_at")
    }
    row = new_row(work, wide.account_id, service_line, **copied)
    return changed(row, tr("Look at {who} apart for {line}", who=who(work, row), line=label), outcome=row.id)


# --- people and seats -------------------------------------------------------------------------------------------------


def _seats(work: Work, account_id: int, service_line: str) -> tuple[Any, ...]:
    return of_line(all_seats(work, [account_id]).get(account_id, []), service_line).rows


def _waits(row: Any, seat: str) -> bool:
    """True for the place of a seat in which nobody is known yet."""
    return row.person_id is None and row.seat == seat


def _seated(
    work: Work,
    account: Account,
    service_line: str,
    person: Person,
    seat: str,
    *,
    lane: str = "",
    band: str = "",
    guessed: bool = False,
) -> StakeholderRow:
    """A new row for somebody; whoever is known elsewhere belongs to that organisation."""
    if seat:
        _check_seat(work, seat)
    twice = [row for row in _seats(work, account.id, service_line) if row.person_id == person.id]
    if any(row.service_line == service_line and seat in ("", row.seat) for row in twice):
        raise Problem(tr("{name} is on the map already.", name=person.shown_name))
    chosen = seat or seat_guess(person.job_title, work.playbook).seat
    asked = work.playbook.seat(chosen)
    outside = person.account is not None and person.account_id != account.id
    return new_row(
        work,
        account.id,
        service_line,
        person_id=person.id,
        seat=chosen,
        seat_is_guess=guessed or not seat,
        lane=lane,
        band=band,
        external=outside or bool(asked and asked.external),
        organisation=person.account.name if outside and person.account else "",
    )


def _by_hand(work: Work, one: Proposal) -> dict[str, str]:
    """Lane and band where somebody corrected the guess; what follows from seat and title is not kept twice."""
    chosen, usual = one.placing, placing(one.title, work.playbook)
    return {
        "lane": chosen.lane if chosen.lane != lane_of_seat(chosen.seat, work.playbook) else "",
        "band": chosen.band if chosen.band != usual.band else "",
    }


def known_person(work: Work, account_id: int, one: Proposal) -> Person | None:
    """Who is meant, where they are known: by the address, else by the name among the people of the account."""
    if one.email:
        query = select(Person).where(Person.email_key == email_key(one.email)).order_by(Person.id).limit(1)
        if (found := work.session.scalar(query)) is not None:
            return found
    at_account = work.session.scalars(select(Person).where(Person.account_id == account_id))
    alike = [who for who in at_account if fold(who.full_name) == fold(one.name) and not (one.email and who.email)]
    return alike[0] if len(alike) == 1 else None


def _complete(person: Person, one: Proposal) -> None:
    """What was not known of them until now."""
    person.job_title = person.job_title or one.title
    person.email = person.email or one.email
    person.phone = person.phone or one.phone


def _new_person(work: Work, account: Account, name: str, title: str, email: str, phone: str = "") -> Person:
    return _person(work, int(str(add_person(work, account.id, name, title, email, phone).outcome)))


def _person(work: Work, person_id: int) -> Person:
    found = work.session.get(Person, person_id)
    if found is None:
        raise Problem(tr("There is no person {id}.", id=person_id))
    return found


def _check_seat(work: Work, seat: str) -> None:
    if seat != "other" and work.playbook.seat(seat) is None:
        names = ", ".join(one.id for one in work.playbook.seats)
        raise Problem(tr("“{seat}” is no seat of this playbook; choose one of {names}.", seat=seat, names=names))


def _check_line(work: Work, service_line: str) -> None:
    lines = [line.id for line in work.playbook.service_lines]
    if service_line and service_line not in lines:
        names = ", ".join(lines)
        said = tr(
            "“{line}” is no service line of this playbook; choose one of {names}.", line=service_line, names=names
        )
        raise Problem(said)


def _still_there(work: Work, row: StakeholderRow) -> str:
    """What to say where somebody stays on the map by what is known of them for the whole account."""
    if not row.service_line or row.person_id is None:
        return ""
    s = StakeholderRow
    wide = select(s.id).where(s.account_id == row.account_id, s.service_line == "", s.person_id == row.person_id)
    if work.session.scalar(wide.limit(1)) is None:
        return ""
    return tr("{who} stays on the map with what counts for the whole account.", who=who(work, row))


def _made(row: StakeholderRow) -> dict[str, Any]:
    return {"outcome": row.id, "people": frozenset({row.person_id} if row.person_id else ())}


def _people(count: int) -> str:
    return counted(count, "person", "people")
