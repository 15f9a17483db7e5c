"""The buying committee of an account: who sits in which seat, what we know of them, and open technical questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain import committee
from app.domain.committee import Coverage, Stakeholder
from app.domain.problems import Problem
from app.services.editing import account_of
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import GapRow, Lead, Person, StakeholderRow, StanceChange, TouchRow

INFLUENCE = {"high": "High", "medium": "Medium", "low": "Low", "": "Unknown"}
STANCE = {2: "Champion", 1: "Supporter", 0: "Neutral", -1: "Sceptical", -2: "Opposed", None: "Unknown"}
DEPTH = {0: "No contact", 1: "One brief contact", 2: "Several contacts", 3: "Regular contact", None: "Unknown"}
CERTAINTY = {"told": "Told by them", "colleague": "Told by a colleague", "document": "Document", "guess": "Our guess"}
POWER = {
    "signs": "Signs",
    "budget": "Holds budget",
    "veto": "Can veto",
    "recommends": "Recommends",
    "uses": "Uses",
    "gates": "Gates access",
}
_KEEPS_HISTORY = ("stance", "power", "influence")


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """One line of the committee table; a ghost is a seat of the template in which nobody is known yet."""

    id: int | None
    person_id: int | None
    name: str
    title: str
    seat: str
    seat_label: str
    seat_is_guess: bool
    need: str  # required, expected, optional, or empty
    power: tuple[str, ...]
    influence: str
    stance: int | None
    depth: int | None
    certainty: str
    can_show: str
    reports_to: int | None
    reports_to_name: str
    last_contact: date | None
    next_step: str
    due: date | None
    external: bool
    ghost: bool


@dataclass(frozen=True, slots=True)
class CoverageView:
    """How much of the committee is known and contacted, as "4 of 7", and the gaps in rank order."""

    text: str
    required: int
    covered: int
    gaps: tuple[tuple[str, str], ...]  # what is missing, what to do


@dataclass(frozen=True, slots=True)
class CommitteeView:
    """The committee of one account for one service line."""

    service_line: str
    service_lines: tuple[tuple[str, str], ...]
    rows: tuple[StakeholderView, ...]
    coverage: CoverageView
    choices: Mapping[str, tuple[tuple[object, str], ...]]


def committee_view(work: Work, account_id: int, service_line: str) -> CommitteeView:
    """Everybody on the committee, then the empty seats of the service line's template."""
    rows = _rows(work, account_id, service_line)
    known = stakeholders(work, account_id, service_line)
    names = {row.id: _name(row) for row in rows}
    template = work.playbook.template(service_line)
    needs = dict(template.seats) if template else {}
    shown = [_view(work, row, needs, names) for row in rows]
    taken = {row.seat for row in rows}
    order = {"required": 0, "expected": 1}
    empty = sorted((need, seat) for seat, need in needs.items() if need in order and seat not in taken)
    shown += [_ghost(work, seat, need) for need, seat in sorted(empty, key=lambda pair: order[pair[0]])]
    lines = tuple((line.id, line.label) for line in work.playbook.service_lines)
    return CommitteeView(service_line, lines, tuple(shown), coverage_view(work, known, service_line), _choices(work))


def coverage_view(work: Work, known: tuple[Stakeholder, ...], service_line: str) -> CoverageView:
    """Coverage and ranked gaps for a service line; a line without template has nothing to cover."""
    found = coverage_of(work, known, service_line)
    gaps = committee.gaps(found, known, work.now)
    return CoverageView(found.text, found.required, found.covered, tuple((gap.says, gap.fix) for gap in gaps))


def coverage_of(work: Work, known: tuple[Stakeholder, ...], service_line: str) -> Coverage:
    """The coverage of a committee by the template of its service line."""
    return committee.coverage(work.playbook.template(service_line), known, work.playbook)


def stakeholders(work: Work, account_id: int, service_line: str) -> tuple[Stakeholder, ...]:
    """The committee as facts; a person's last contact is the later of what was typed and the last touch."""
    rows = _rows(work, account_id, service_line)
    met = _touch_days(work, [row.person_id for row in rows if row.person_id])
    return tuple(
        Stakeholder(
            id=row.id,
            person_id=row.person_id,
            name=_name(row),
            seat=row.seat,
            power=tuple(row.power.split()),
            influence=row.influence,
            stance=row.stance,
            depth=row.depth,
            certainty=row.certainty,
            can_show=row.can_show,
            last_contact=max(filter(None, (row.last_contact, *met.get(row.person_id or 0, ()))), default=None),
            confirmed=row.confirmed_on,
            champion_test=row.champion_test,
            touches=len(met.get(row.person_id or 0, ())),
            gone=bool(row.person and row.person.relation == "left"),
            external=row.external,
            reports_to=row.reports_to_id,
            next_step=row.next_step,
            due=row.due,
        )
        for row in rows
    )


def _rows(work: Work, account_id: int, service_line: str) -> list[StakeholderRow]:
    """Of the service line, and account-wide ones for people who have no row of that line."""
    rows = work.session.scalars(
        select(StakeholderRow)
        .where(StakeholderRow.account_id == account_id, StakeholderRow.service_line.in_((service_line, "")))
        .order_by(StakeholderRow.id)
    ).all()
    own = {row.person_id for row in rows if row.service_line == service_line and row.person_id}
    return [row for row in rows if row.service_line == service_line or row.person_id not in own]


def _touch_days(work: Work, people: list[int]) -> dict[int, list[date]]:
    """The days on which we did something with each person."""
    rows = work.session.execute(
        select(Lead.person_id, TouchRow.at)
        .join(TouchRow, TouchRow.lead_id == Lead.id)
        .where(Lead.person_id.in_(people))
    )
    days: dict[int, list[date]] = {}
    for person_id, at in rows:
        days.setdefault(person_id, []).append(at.date())
    return days


def _name(row: StakeholderRow) -> str:
    return row.person.shown_name if row.person else ""


def _view(work: Work, row: StakeholderRow, needs: Mapping[str, str], names: Mapping[int, str]) -> StakeholderView:
    return StakeholderView(
        id=row.id,
        person_id=row.person_id,
        name=_name(row),
        title=row.person.job_title if row.person else "",
        seat=row.seat,
        seat_label=work.playbook.label("seat", row.seat) if row.seat != "other" else "Other",
        seat_is_guess=row.seat_is_guess,
        need=needs.get(row.seat, ""),
        power=tuple(row.power.split()),
        influence=row.influence,
        stance=row.stance,
        depth=row.depth,
        certainty=row.certainty,
        can_show=row.can_show,
        reports_to=row.reports_to_id,
        reports_to_name=names.get(row.reports_to_id or 0, ""),
        last_contact=row.last_contact,
        next_step=row.next_step,
        due=row.due,
        external=row.external,
        ghost=False,
    )


def _ghost(work: Work, seat: str, need: str) -> StakeholderView:
    return StakeholderView(
        id=None,
        person_id=None,
        name="",
        title="",
        seat=seat,
        seat_label=work.playbook.label("seat", seat),
        seat_is_guess=False,
        need=need,
        power=(),
        influence="",
        stance=None,
        depth=None,
        certainty="",
        can_show="",
        reports_to=None,
        reports_to_name="",
        last_contact=None,
        next_step="",
        due=None,
        external=False,
        ghost=True,
    )


def _choices(work: Work) -> dict[str, tuple[tuple[object, str], ...]]:
    return {
        "seat": (*((seat.id, seat.label) for seat in work.playbook.seats), ("other", "Other")),
        "power": tuple(POWER.items()),
        "influence": tuple(INFLUENCE.items()),
        "stance": tuple(STANCE.items()),
        "depth": tuple(DEPTH.items()),
        "certainty": tuple(CERTAINTY.items()),
    }


# --- changing it ------------------------------------------------------------------------------------------------------

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
}


def set_stakeholder(
    work: Work,
    account_id: int,
    service_line: str,
    stakeholder_id: int | None,
    changes: Mapping[str, Any],
    reason: str = "",
) -> Changed:
    """Add a stakeholder (id None) or change one. `power` is a sequence; a reporting loop is refused (CM10)."""
    account = account_of(work, account_id)
    wrong = set(changes) - _SETTABLE
    if wrong:
        raise Problem(f"A stakeholder has no field {', '.join(sorted(wrong))}.")
    row = _row_to_change(work, account_id, service_line, stakeholder_id)
    for field, value in changes.items():
        _set(work, row, field, value, reason)
    if "seat" in changes:
        row.seat_is_guess = False
    elif stakeholder_id is None and row.person_id:
        person = work.session.get_one(Person, row.person_id)
        row.seat = committee.seat_guess(person.job_title, work.playbook).seat
    _refuse_loop(work, account_id, row)
    work.session.flush()
    who = _name(row) or work.playbook.label("seat", row.seat)
    verb = "Add" if stakeholder_id is None else "Edit"
    return Changed(f"{verb} {who} on the committee of {account.name}", accounts=frozenset({account.id}), outcome=row.id)


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
        raise Problem("This stakeholder is no longer on the committee of this account.")
    return found


def _set(work: Work, row: StakeholderRow, field: str, value: Any, reason: str) -> None:
    if field == "power":
        value = " ".join(power for power in POWER if power in (value.split() if isinstance(value, str) else value))
    before = getattr(row, field)
    if before == value:
        return
    setattr(row, field, value)
    if field == "person_id":
        work.session.flush()
        work.session.refresh(row, ["person"])
    if field in _KEEPS_HISTORY and before not in (None, ""):
        shown = [STANCE.get(v, "") if field == "stance" else str(v or "unknown") for v in (before, value)]
        work.session.add(
            StanceChange(
                stakeholder_id=row.id,
                field=field,
                before=shown[0],
                after=shown[1],
                reason=reason.strip(),
                at=work.now,
                by=work.by,
            )
        )


def _refuse_loop(work: Work, account_id: int, row: StakeholderRow) -> None:
    if row.reports_to_id is None:
        return
    work.session.flush()
    everybody = work.session.scalars(select(StakeholderRow).where(StakeholderRow.account_id == account_id)).all()
    round_trip = committee.loop({one.id: one.reports_to_id for one in everybody if one.reports_to_id is not None})
    if round_trip:
        names = {one.id: _name(one) or work.playbook.label("seat", one.seat) for one in everybody}
        spelled = committee.loop_says(round_trip, names)
        raise Problem(f"That would make a reporting loop: {spelled}. Choose another manager.")


def remove_stakeholder(work: Work, stakeholder_id: int) -> Changed:
    """Take somebody off the committee; the person stays."""
    row = work.session.get(StakeholderRow, stakeholder_id)
    if row is None:
        raise Problem("This stakeholder is no longer on the committee.")
    who, account_id = _name(row) or work.playbook.label("seat", row.seat), row.account_id
    work.session.delete(row)
    return Changed(f"Take {who} off the committee", accounts=frozenset({account_id}))


def add_person(work: Work, account_id: int, name: str, title: str = "", email: str = "", phone: str = "") -> Changed:
    """Add a person to an account. The outcome is the person's id."""
    account = account_of(work, account_id)
    if not (name.strip() or email.strip() or phone.strip()):
        raise Problem("Write a name, an e-mail address or a phone number.")
    first, _, last = name.strip().rpartition(" ")
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
        f"Add {person.shown_name} to {account.name}",
        accounts=frozenset({account.id}),
        people=frozenset({person.id}),
        outcome=person.id,
    )


# --- gaps -------------------------------------------------------------------------------------------------------------

GAP_AREAS = (
    "scope",
    "sample",
    "performance",
    "validation",
    "interface",
    "security",
    "privacy",
    "regulatory",
    "commercial",
    "pilot",
)


def add_gap(
    work: Work,
    lead_id: int,
    question: str,
    area: str,
    severity: str = "slows",
    owed_by: str = "ours",
    owner: str = "",
    due: date | None = None,
    criterion: str = "",
) -> Changed:
    """Register an open technical question of a lead. The outcome is the gap's id."""
    lead = lead_of(work, lead_id)
    for value, known in ((area, GAP_AREAS), (severity, ("stops", "slows", "nice")), (owed_by, ("ours", "theirs"))):
        if value not in known:
            raise Problem(f"'{value}' is not one of {', '.join(known)}.")
    if not question.strip():
        raise Problem("Write the gap as a question.")
    gap = GapRow(
        account_id=lead.account_id,
        lead_id=lead.id,
        area=area,
        question=question.strip(),
        severity=severity,
        owed_by=owed_by,
        owner=owner.strip() or lead.owner,
        due=due,
        criterion=criterion,
        raised_at=work.now,
        raised_by=work.by,
    )
    work.session.add(gap)
    work.session.flush()
    kept = patient_warnings(gap.question)
    return Changed(f"Open a gap: {gap.question}", frozenset({lead.id}), kept=kept, outcome=gap.id)


def close_gap(work: Work, gap_id: int, answer: str, status: str = "answered") -> Changed:
    """Close a gap with its answer, or accept it as it is."""
    gap = work.session.get(GapRow, gap_id)
    if gap is None:
        raise Problem("This gap no longer exists.")
    if status not in ("answered", "accepted", "closed"):
        raise Problem(f"'{status}' does not close a gap; choose answered, accepted or closed.")
    if not answer.strip():
        raise Problem("Write the answer, or why it is accepted as it is.")
    gap.answer, gap.status, gap.closed_at = answer.strip(), status, work.now
    return Changed(f"Close a gap: {gap.question}", frozenset({gap.lead_id} if gap.lead_id else ()))
