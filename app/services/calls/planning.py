"""Planning a call: with whom, about which leads, when, to what end; changed, or called off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from app.domain.problems import Problem
from app.language import later, tr
from app.services.calls.keeping import changed, fits, leads_of, still_open, stored, whom_with
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import Call, CallAttendee, CallLead, Lead, Person

LONGEST = 480  # minutes


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who takes part; of somebody known the number is enough."""

    side: str  # theirs, ours
    name: str = ""
    person_id: int | None = None
    title: str = ""
    came: bool | None = None  # None: not known yet


def plan_call(
    work: Work,
    lead_ids: Sequence[int],
    at: datetime,
    minutes: int = 30,
    kind: str = "call",
    goal: str = "",
    exit_wanted: str = "",
    attendees: Sequence[Attendee] = (),
    site: str = "",
) -> Changed:
    """Plan a call about leads of one account. The outcome is its number.

    Without attendees the people of the leads take part, and whoever plans it. `exit_wanted` is an exit of the playbook
    or words of one's own: the single next step that is wanted (CP1).
    """
    leads = _leads(work, lead_ids)
    _check(work, minutes=minutes, kind=kind)
    fits(Call, {"site": site.strip()})
    call = Call(
        account_id=leads[0].account_id,
        service_line=leads[0].service_line,
        kind=kind,
        at=at,
        minutes=minutes,
        site=site.strip(),
        goal=goal.strip(),
        exit_wanted=exit_wanted.strip(),
        created_at=work.now,
        by=work.by,
    )
    work.session.add(call)
    work.session.flush()
    work.session.add_all(CallLead(call_id=call.id, lead_id=lead.id) for lead in leads)
    kept = _seat(work, call, attendees or _usual(work, leads))
    work.session.flush()
    label = tr("Plan a call with {name}", name=whom_with(work, call))
    kept = (*patient_warnings(call.goal, call.exit_wanted, call.site), *kept)
    return changed(work, call, label, outcome=call.id, kept=kept)


def edit_call(work: Work, call_id: int, *, attendees: Sequence[Attendee] | None = None, **fields: Any) -> Changed:
    """Change at, minutes, kind, site, goal, exit_wanted, note, service_line or leads; the note also afterwards.

    `attendees` are all who take part from now on; None: those who do already.
    """
    only_the_note = set(fields) == {"note"} and attendees is None
    call = stored(work, call_id) if only_the_note else still_open(work, call_id)
    if unknown := sorted(set(fields) - set(_LABELS)):
        raise Problem(tr("'{field}' is not a field of a call.", field=unknown[0]))
    _check(work, **fields)
    fits(Call, fields)
    before, there = {lead.id for lead in leads_of(work, call_id)}, _marks(work, call)
    edited = [tr(_LABELS[name]) for name, value in fields.items() if _set(work, call, name, value)]
    told = [str(value) for name, value in fields.items() if name in ("site", "goal", "exit_wanted", "note")]
    kept = patient_warnings(*told) if edited else ()
    if attendees is not None:
        seated = _name_all(work, call, attendees)
        if _marks(work, call) != there:
            edited, kept = [*edited, tr("who takes part")], (*kept, *seated)
    names = ", ".join(edited) or tr("nothing")
    label = tr("Edit {fields} of the call with {name}", fields=names, name=whom_with(work, call))
    return changed(work, call, label, before | {lead.id for lead in leads_of(work, call_id)}, kept=kept)


def cancel_call(work: Work, call_id: int, why: str) -> Changed:
    """Call off a call, with the reason."""
    call, why = still_open(work, call_id), why.strip()
    if not why:
        raise Problem(tr("Write why the call is called off."))
    call.state, call.learned, call.ended_at = "cancelled", why, work.now
    label = tr("Call off the call with {name}", name=whom_with(work, call))
    return changed(work, call, label, kept=patient_warnings(why))


def set_attendees(work: Work, call_id: int, attendees: Sequence[Attendee]) -> Changed:
    """Say who takes part, all of them at once."""
    call = still_open(work, call_id)
    kept = _name_all(work, call, attendees)
    return changed(work, call, tr("Name who takes part in the call with {name}", name=whom_with(work, call)), kept=kept)


def also_takes_part(work: Work, call: Call, one: Attendee) -> None:
    """Let one more take part; whoever does already stays."""
    there = [Attendee(row.side, row.name, row.person_id, row.title) for row in _known(work, call)]
    _seat(work, call, [*there, one])


# --- whom it is about ---------------------------------------------------------------------------------------------


def _leads(work: Work, lead_ids: Sequence[int]) -> list[Lead]:
    """The leads of a call. Raises Problem where there are none, or where they belong to different accounts."""
    leads = [lead_of(work, id) for id in dict.fromkeys(lead_ids)]
    if not leads:
        raise Problem(tr("Choose the lead that the call is about."))
    if len({lead.account_id for lead in leads}) > 1 or (leads[0].account_id is None and len(leads) > 1):
        raise Problem(tr("A call is with one account: choose leads of the same account, or plan one call for each."))
    return leads


def _set_leads(work: Work, call: Call, lead_ids: Sequence[int]) -> bool:
    leads = _leads(work, lead_ids)
    if [lead.id for lead in leads] == [lead.id for lead in leads_of(work, call.id)]:
        return False
    if leads[0].account_id != call.account_id:
        raise Problem(tr("Leads of another account need a call of their own."))
    work.session.execute(delete(CallLead).where(CallLead.call_id == call.id))
    work.session.add_all(CallLead(call_id=call.id, lead_id=lead.id) for lead in leads)
    work.session.flush()
    return True


# --- who takes part -------------------------------------------------------------------------------------------------


def _usual(work: Work, leads: Sequence[Lead]) -> list[Attendee]:
    """The people of the leads, and whoever plans the call."""
    people = dict.fromkeys(lead.person_id for lead in leads)
    return [*(Attendee("theirs", person_id=id) for id in people), Attendee("ours", work.by)]


def _name_all(work: Work, call: Call, attendees: Sequence[Attendee]) -> tuple[str, ...]:
    """Let exactly these take part, as a call needs them: somebody, and of theirs where any of theirs did before."""
    if not attendees:
        raise Problem(tr("Name at least one who takes part."))
    if any(one.side == "theirs" for one in _known(work, call)) and not any(one.side == "theirs" for one in attendees):
        raise Problem(tr("Name at least one of theirs who takes part."))
    return _seat(work, call, attendees)


def _marks(work: Work, call: Call) -> set[tuple[Any, ...]]:
    """Who takes part now."""
    work.session.flush()
    return {_mark(row) for row in _known(work, call)}


def _known(work: Work, call: Call) -> list[CallAttendee]:
    rows = work.session.query(CallAttendee).filter(CallAttendee.call_id == call.id).order_by(CallAttendee.id)
    return list(rows)


def _seat(work: Work, call: Call, attendees: Sequence[Attendee]) -> tuple[str, ...]:
    """Let exactly these take part; whoever did already keeps the row. Returns what their names give away."""
    known = _known(work, call)
    rows, wanted = {_mark(row): row for row in reversed(known)}, dict[tuple[Any, ...], CallAttendee]()
    for one in attendees:
        fresh = _row(work, call, one)
        row = rows.get(_mark(fresh)) or wanted.get(_mark(fresh))
        if row is None:
            work.session.add(fresh)
            row = fresh
        row.title = fresh.title or row.title
        row.came = row.came if one.came is None else one.came
        wanted[_mark(row)] = row
    for row in known:
        if wanted.get(_mark(row)) is not row:  # left out, or there twice since two people became one
            work.session.delete(row)
    return patient_warnings(*(f"{row.name} {row.title}" for row in wanted.values()))


def _mark(row: CallAttendee) -> tuple[Any, ...]:
    return (row.side, row.person_id) if row.person_id is not None else (row.side, row.name.casefold())


def _row(work: Work, call: Call, one: Attendee) -> CallAttendee:
    if one.side not in ("theirs", "ours"):
        raise Problem(tr("'{value}' is not one of {names}.", value=one.side, names="theirs, ours"))
    person = work.session.get(Person, one.person_id) if one.person_id is not None else None
    if one.person_id is not None and person is None:
        raise Problem(tr("There is no person {id}.", id=one.person_id))
    name = person.shown_name if person is not None else " ".join(one.name.split())
    if not name:
        raise Problem(tr("Write the name of whoever takes part."))
    title = one.title.strip() or (person.job_title if person is not None else "")
    fits(CallAttendee, {"name": name, "title": title})
    return CallAttendee(call_id=call.id, side=one.side, person_id=one.person_id, name=name, title=title)


# --- fields ---------------------------------------------------------------------------------------------------------

_LABELS: Mapping[str, str] = {
    "at": later("time"),
    "minutes": later("length"),
    "kind": later("kind"),
    "site": later("site"),
    "goal": later("goal"),
    "exit_wanted": later("exit wanted"),
    "note": later("note"),
    "service_line": later("service line"),
    "leads": later("leads"),
}


def _set(work: Work, call: Call, name: str, value: Any) -> bool:
    """Set a field; True where it was something else."""
    if name == "leads":
        return _set_leads(work, call, value)
    value = value.strip() if isinstance(value, str) else value
    before = getattr(call, name)
    setattr(call, name, value)
    return bool(before != value)


def _check(work: Work, **fields: Any) -> None:
    """Raise Problem for a length, a kind or a service line that there is not."""
    minutes = fields.get("minutes", 30)
    if not 0 < minutes <= LONGEST:
        raise Problem(tr("A call takes from 1 to {most} minutes.", most=LONGEST))
    kinds = [kind.id for kind in work.playbook.calls.kinds]
    if fields.get("kind", kinds[0]) not in kinds:
        known = ", ".join(kinds)
        raise Problem(tr("'{kind}' is not a kind of call; choose one of {names}.", kind=fields["kind"], names=known))
    lines = [line.id for line in work.playbook.service_lines]
    if fields.get("service_line", lines[0]) not in lines:
        known = ", ".join(lines)
        line = fields["service_line"]
        raise Problem(
            tr("“{line}” is no service line of this playbook; choose one of {names}.", line=line, names=known)
        )
