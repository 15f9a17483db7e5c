"""A gesture is a step from one map to the next; here is written what differs between the two, and nothing else."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from app.domain.committee import CommitteeMap, Line, Stakeholder, loop, loop_says
from app.domain.committee.history import NEEDS_REASON, check_reason
from app.domain.problems import Problem
from app.language import tr
from app.services.committee.reading import all_seats, map_and_seats, name_of, of_line
from app.services.editing import account_of
from app.services.work import Changed, Work
from app.store.tables import CommitteeLine, StakeholderRow, StanceChange

Step = Callable[[CommitteeMap], CommitteeMap]

_COLUMNS = {
    "seat": "seat",
    "power": "power",
    "influence": "influence",
    "stance": "stance",
    "depth": "depth",
    "certainty": "certainty",
    "can_show": "can_show",
    "last_contact": "last_contact",
    "confirmed": "confirmed_on",
    "external": "external",
    "reports_to": "reports_to_id",
    "next_step": "next_step",
    "due": "due",
    "champion_test": "champion_test",
    "lane": "lane",
    "band": "band",
    "wanted": "wanted_depth",
    "behaviour": "behaviour",
    "influence_why": "influence_why",
    "channel": "channel",
    "step_owner": "owner",
    "owner": "our_owner",
    "colleagues": "colleagues",
    "organisation": "organisation",
    "pins": "pins",
    "order": "position",
}
EDITABLE = frozenset(_COLUMNS) - {"pins", "order"}


def take_step(work: Work, account_id: int, service_line: str, step: Step, reason: str = "") -> CommitteeMap:
    """Go from the map as it stands to what a step makes of it, and keep what differs. Returns the new map.

    Raises Problem where the step is refused, where it would close a loop in any service line (CM10), or where a known
    stance, power or influence changes without a reason (CM12).
    """
    account_of(work, account_id)
    work.session.flush()
    before = map_and_seats(work, account_id, service_line)[0]
    after = step(before)
    for one in before.people:
        if one.id not in after.by_id:
            work.session.delete(stored(work, one.id))
    moved = [one.id for one in after.people if _keep_person(work, before.by_id[one.id], one, reason)]
    _keep_lines(work, before, after)
    work.session.flush()
    if moved:
        refuse_loops(work, account_id, moved)
    return after


def stored(work: Work, stakeholder_id: int) -> StakeholderRow:
    """The row of a stakeholder. Raises Problem where they are on no committee any more."""
    found = work.session.get(StakeholderRow, stakeholder_id)
    if found is None:
        raise Problem(tr("They are no longer on this committee."))
    return found


def new_row(work: Work, account_id: int, service_line: str, **values: Any) -> StakeholderRow:
    """A new stakeholder, of whom everything not said is unknown."""
    row = StakeholderRow(account_id=account_id, service_line=service_line, created_at=work.now, **values)
    work.session.add(row)
    work.session.flush()
    return row


def who(work: Work, row: StakeholderRow) -> str:
    """Whom a sentence is about: the name, else the seat."""
    return row.person.shown_name if row.person else seat_label(work, row.seat)


def seat_label(work: Work, seat: str) -> str:
    """A seat in words."""
    return tr("Other") if seat == "other" else work.playbook.label("seat", seat)


def changed(row: StakeholderRow, label: str, **more: Any) -> Changed:
    """What one gesture changed: the committee of one account."""
    return Changed(label, accounts=frozenset({row.account_id}), **more)


# --- people -----------------------------------------------------------------------------------------------------------


def _keep_person(work: Work, before: Stakeholder, after: Stakeholder, reason: str) -> bool:
    """Write what differs; True where it is the manager."""
    if before == after:
        return False
    row = stored(work, after.id)
    for field, column in _COLUMNS.items():
        old, new = getattr(before, field), getattr(after, field)
        if old == new:
            continue
        if field in NEEDS_REASON:
            note_opinion(work, row, field, old, new, check_reason(field, old, new, reason))
        setattr(row, column, _manager(work, row, new) if field == "reports_to" else _as_stored(field, new))
        if field == "seat":
            row.seat_is_guess = False
    return before.reports_to != after.reports_to


def _as_stored(field: str, value: Any) -> Any:
    if field == "power":
        return " ".join(value)
    if field == "pins":
        return [list(pin) for pin in value]
    return list(value) if field == "colleagues" else value


def note_opinion(work: Work, row: StakeholderRow, field: str, before: object, after: object, reason: str) -> None:
    """Keep what was thought of somebody before, with who changed it and why; values as they are stored."""
    values = [" ".join(one) if isinstance(one, tuple) else "" if one is None else str(one) for one in (before, after)]
    work.session.add(
        StanceChange(
            stakeholder_id=row.id,
            field=field,
            before=values[0],
            after=values[1],
            reason=reason,
            at=work.now,
            by=work.by,
        )
    )


def _manager(work: Work, row: StakeholderRow, manager_id: int | None) -> int | None:
    """The row to point at: whoever counts for every service line reports to one who does, where there is one."""
    if manager_id is None or row.service_line:
        return manager_id
    manager = stored(work, manager_id)
    if not manager.service_line or manager.person_id is None:
        return manager_id
    s = StakeholderRow
    query = select(s.id).where(s.account_id == row.account_id, s.service_line == "", s.person_id == manager.person_id)
    wide = work.session.scalar(query.order_by(s.id).limit(1))
    return manager_id if wide is None or wide == row.id else wide


def refuse_loops(work: Work, account_id: int, moved: Iterable[int]) -> None:
    """Raise Problem, with the loop spelled out, where one of these would report to themselves in any service line."""
    rows = all_seats(work, [account_id]).get(account_id, [])
    names = {row.id: name_of(row) or seat_label(work, row.seat) for row in rows}
    for line in {row.service_line for row in rows}:
        seats = of_line(rows, line)
        shown = {row.id for row in seats.rows}
        managers = {row.id: seats.stands_for.get(row.reports_to_id, row.reports_to_id) for row in seats.rows}
        for id in moved:
            first = {id: managers[id], **managers} if id in shown else {}
            found = loop({one: above for one, above in first.items() if above in shown})
            if id in found:
                spelled = loop_says(found, names)
                raise Problem(tr("That would make a reporting loop: {loop}. Choose another manager.", loop=spelled))


# --- lines ------------------------------------------------------------------------------------------------------------


def _keep_lines(work: Work, before: CommitteeMap, after: CommitteeMap) -> None:
    drawn = {line.id: line for line in before.lines if line.kind != "reports_to"}
    left = set(drawn)
    for line in after.lines:
        if line.kind == "reports_to":
            _keep_solid(work, before, line)
        elif line.id is None:
            work.session.add(_drawn(CommitteeLine(), line, work))
        else:
            left.discard(line.id)
            if line != drawn.get(line.id):
                _drawn(work.session.get_one(CommitteeLine, line.id), line, work)
    for id in left:
        row = work.session.get(CommitteeLine, id) if id is not None else None
        if row is not None and {row.from_id, row.to_id} <= set(after.by_id):
            work.session.delete(row)


def _drawn(row: CommitteeLine, line: Line, work: Work) -> CommitteeLine:
    row.kind, row.from_id, row.to_id, row.at = line.kind, line.from_id, line.to_id, work.now
    row.strength, row.certainty, row.note = line.strength, line.certainty or "guess", line.note
    return row


def _keep_solid(work: Work, before: CommitteeMap, line: Line) -> None:
    """What is known of a solid line stands with the one who reports."""
    if line not in before.lines:
        row = stored(work, line.from_id)
        row.reports_certainty, row.reports_note = line.certainty or "guess", line.note
        row.reports_since = line.at or work.today
