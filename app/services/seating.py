"""Who sits where on a committee: stakeholders added, changed and taken off, people added to an account."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.domain import committee
from app.domain.committee.history import NEEDS_REASON, check_reason
from app.domain.matching import email_key
from app.domain.problems import Problem
from app.language import tr
from app.services.committees import POWER, STANCE, name_in_seat
from app.services.editing import account_of, name_parts
from app.services.work import Changed, Work
from app.store.tables import Person, StakeholderRow, StanceChange

_SETTABLE = {
    "person_id",
    "seat",
    "power",
    "influence",
    "stance",
    "depth",
    "wanted_depth",
    "certainty",
    "can_show",
    "champion_test",
    "external",
    "reports_to_id",
    "last_contact",
    "confirmed_on",
    "next_step",
    "owner",
    "due",
    "our_owner",
    "colleagues",
}


def set_stakeholder(
    work: Work,
    account_id: int,
    service_line: str,
    stakeholder_id: int | None,
    changes: Mapping[str, Any],
    reason: str = "",
) -> Changed:
    """Add a stakeholder (id None) or change one. `power` is a sequence; a reporting loop is refused (CM10).

    A known stance, power or influence changes with a reason only (CM12).
    """
    account = account_of(work, account_id)
    wrong = set(changes) - _SETTABLE
    if wrong:
        raise Problem(tr("A stakeholder has no field {names}.", names=", ".join(sorted(wrong))))
    row = _row_to_change(work, account_id, service_line, stakeholder_id)
    _check_manager(work, row, changes.get("reports_to_id"))
    for field, value in changes.items():
        _set(work, row, field, value, reason)
    if "seat" in changes:
        row.seat_is_guess = False
    elif stakeholder_id is None and row.person_id:
        person = work.session.get_one(Person, row.person_id)
        row.seat = committee.seat_guess(person.job_title, work.playbook).seat
    _refuse_loop(work, account_id, row)
    work.session.flush()
    who = name_in_seat(row) or work.playbook.label("seat", row.seat)
    label = (
        tr("Add {who} on the committee of {account}", who=who, account=account.name)
        if stakeholder_id is None
        else tr("Edit {who} on the committee of {account}", who=who, account=account.name)
    )
    return Changed(label, accounts=frozenset({account.id}), outcome=row.id)


def _row_to_change(work: Work, account_id: int, line: str, stakeholder_id: int | None) -> StakeholderRow:
    if stakeholder_id is None:
        row = StakeholderRow(
            account_id=account_id, service_line=line, seat="other", seat_is_guess=True, power="", created_at=work.now
        )
        work.session.add(row)
        work.session.flush()
        return row
    found = work.session.get(StakeholderRow, stakeholder_id)
    if found is None or found.account_id != account_id:
        raise Problem(tr("This stakeholder is no longer on the committee of this account."))
    return found


def _set(work: Work, row: StakeholderRow, field: str, value: Any, reason: str) -> None:
    if field == "power":
        value = " ".join(power for power in POWER if power in (value.split() if isinstance(value, str) else value))
    before = getattr(row, field)
    if before == value:
        return
    why = check_reason(field, before, value, reason)
    setattr(row, field, value)
    if field == "person_id":
        work.session.flush()
        work.session.refresh(row, ["person"])
    if field in NEEDS_REASON and before not in (None, ""):
        shown = [STANCE.get(v, "") if field == "stance" else str(v or "unknown") for v in (before, value)]
        work.session.add(
            StanceChange(
                stakeholder_id=row.id,
                field=field,
                before=shown[0],
                after=shown[1],
                reason=why,
                at=work.now,
                by=work.by,
            )
        )


def _check_manager(work: Work, row: StakeholderRow, manager_id: int | None) -> None:
    """Nobody reports to themselves, or to somebody of another house."""
    if manager_id is None:
        return
    if manager_id == row.id:
        who = name_in_seat(row) or work.playbook.label("seat", row.seat)
        raise Problem(tr("That would make a reporting loop: {who} → {who}. Choose another manager.", who=who))
    manager = work.session.get(StakeholderRow, manager_id)
    if manager is None or manager.account_id != row.account_id:
        raise Problem(tr("Choose a manager from the committee of the same account."))


def _refuse_loop(work: Work, account_id: int, row: StakeholderRow) -> None:
    if row.reports_to_id is None:
        return
    work.session.flush()
    everybody = work.session.scalars(select(StakeholderRow).where(StakeholderRow.account_id == account_id)).all()
    round_trip = committee.loop({one.id: one.reports_to_id for one in everybody if one.reports_to_id is not None})
    if round_trip:
        names = {one.id: name_in_seat(one) or work.playbook.label("seat", one.seat) for one in everybody}
        spelled = committee.loop_says(round_trip, names)
        raise Problem(tr("That would make a reporting loop: {loop}. Choose another manager.", loop=spelled))


def remove_stakeholder(work: Work, stakeholder_id: int) -> Changed:
    """Take somebody off the committee; the person stays."""
    row = work.session.get(StakeholderRow, stakeholder_id)
    if row is None:
        raise Problem(tr("This stakeholder is no longer on the committee."))
    who, account_id = name_in_seat(row) or work.playbook.label("seat", row.seat), row.account_id
    work.session.delete(row)
    return Changed(tr("Take {who} off the committee", who=who), accounts=frozenset({account_id}))


def add_person(work: Work, account_id: int, name: str, title: str = "", email: str = "", phone: str = "") -> Changed:
    """Add a person to an account. The outcome is the person's id."""
    account = account_of(work, account_id)
    if not (name.strip() or email.strip() or phone.strip()):
        raise Problem(tr("Write a name, an e-mail address or a phone number."))
    known = work.session.scalar(select(Person).where(Person.email_key == (email_key(email) or None)).limit(1))
    if known is not None:
        who = known.shown_name
        if known.account and known.account_id != account_id:
            who = tr("{name} at {account}", name=who, account=known.account.name)
        raise Problem(tr("{name} has the address {email} already; choose them instead.", name=who, email=email.strip()))
    first, last = name_parts(name)
    person = Person(
        account_id=account.id,
        first_name=first,
        last_name=last,
        full_name=name.strip(),
        job_title=title.strip(),
        email=email.strip(),
        phone=phone.strip(),
        consent={},
        extra={},
        created_at=work.now,
    )
    work.session.add(person)
    work.session.flush()
    return Changed(
        tr("Add {name} to {account}", name=person.shown_name, account=account.name),
        accounts=frozenset({account.id}),
        people=frozenset({person.id}),
        outcome=person.id,
    )
