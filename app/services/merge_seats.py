"""The seats of two people who are one, or of two accounts that are one: the same seat twice becomes one seat."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, or_, select, update

from app.domain import committee
from app.domain.merging import notes_of_both
from app.domain.problems import Problem
from app.language import tr
from app.services.committees import POWER, STANCE, name_in_seat
from app.services.work import Work
from app.store.tables import CommitteeLine, StakeholderRow, StanceChange

_CERTAINTY = ("guess", "colleague", "told", "document")
_TEXTS = ("can_show", "champion_test", "influence_why")
_FILLED = (
    *("influence", "stance", "depth", "wanted_depth", "next_step", "owner", "due", "reports_to_id"),
    *("lane", "band", "behaviour", "channel", "our_owner", "organisation"),
)
_LATEST = ("last_contact", "confirmed_on")
_AS_IT_IS: Any = {"synchronize_session": False}


Seats = Sequence[StakeholderRow]


def refuse_loop(work: Work, before: Iterable[Seats], after: Iterable[Seats], same_person: Mapping[int, int]) -> None:
    """Raise Problem, with the loop spelled out, where somebody would report to themselves once the merge is done.

    `before` and `after` are the committees as they are and as they will be; looked at before anything is written. A
    loop that is there already is not the fault of the merge. `same_person` leads from who goes to who stays.
    """
    if any(committee.loop_among(_lines(seats, {})) for seats in before):
        return
    for seats in after:
        if loop := committee.loop_among(_lines(seats, same_person)):
            names = {_node(one, same_person): _who(work, one) for one in seats}
            names |= {_node(one, {}): _who(work, one) for one in seats if one.person_id in same_person.values()}
            raise Problem(
                tr(
                    "That would make a reporting loop: {loop}. "
                    "Change who reports to whom on the committee first, then merge.",
                    loop=committee.loop_says(loop, names),
                )
            )


def _lines(seats: Seats, who: Mapping[int, int]) -> list[tuple[int, int]]:
    by_id = {seat.id: seat for seat in seats}
    reporting = ((one, by_id.get(one.reports_to_id or 0)) for one in seats)
    return [(_node(one, who), _node(manager, who)) for one, manager in reporting if manager is not None]


def _who(work: Work, seat: StakeholderRow) -> str:
    return name_in_seat(seat) or work.playbook.label("seat", seat.seat)


def _node(seat: StakeholderRow, who: Mapping[int, int]) -> int:
    """A person, whatever seats they have; an empty place is a node of its own."""
    return -seat.id if seat.person_id is None else who.get(seat.person_id, seat.person_id)


def seats_of(work: Work, accounts: Iterable[int]) -> Seats:
    """All seats on the committees of these accounts, as they stand in the store."""
    query = select(StakeholderRow).where(StakeholderRow.account_id.in_(list(accounts))).order_by(StakeholderRow.id)
    return work.session.scalars(query, execution_options={"populate_existing": True}).all()


def accounts_where_seated(work: Work, people: Iterable[int]) -> set[int]:
    """The accounts on whose committees these people are."""
    query = select(StakeholderRow.account_id).where(StakeholderRow.person_id.in_(list(people)))
    return set(work.session.scalars(query))


def join_same_seats(work: Work, accounts: Iterable[int]) -> list[str]:
    """Make one seat of those that one person holds twice; returns a sentence for each line that was left out."""
    said: list[str] = []
    held: dict[tuple[int, str, int], list[StakeholderRow]] = {}
    for seat in seats_of(work, accounts):
        if seat.person_id is None:
            continue
        before = held.setdefault((seat.account_id, seat.service_line, seat.person_id), [])
        twin = next((one for one in before if _same_seat(one, seat)), None)
        if twin is None:
            before.append(seat)
        else:
            said += _join(work, twin, seat)
    return said


def _same_seat(one: StakeholderRow, other: StakeholderRow) -> bool:
    return one.seat == other.seat or one.seat_is_guess or other.seat_is_guess


def _join(work: Work, ours: StakeholderRow, theirs: StakeholderRow) -> list[str]:
    """Let one row say what both said; the other is taken away."""
    for one, other in ((ours, theirs), (theirs, ours)):
        if one.reports_to_id == other.id:  # the two are one, and nobody reports to themselves
            one.reports_to_id = None
    said = _fill(work, ours, theirs)
    s, line = StakeholderRow, CommitteeLine
    work.session.flush()
    work.session.execute(update(s).where(s.reports_to_id == theirs.id).values(reports_to_id=ours.id), _AS_IT_IS)
    between = [ours.id, theirs.id]
    own = or_(line.from_id.in_(between), line.to_id.in_(between))
    rows = work.session.scalars(select(line).where(own).order_by(line.id)).all()
    known: set[tuple[int, int, str, str]] = set()
    for row in rows:
        ends = (ours.id if row.from_id == theirs.id else row.from_id, ours.id if row.to_id == theirs.id else row.to_id)
        mark = (*ends, row.kind, row.note)
        if ends[0] == ends[1] or mark in known:
            work.session.delete(row)
        else:
            row.from_id, row.to_id = ends
        known.add(mark)
    work.session.flush()
    changes = StanceChange
    moved = update(changes).where(changes.stakeholder_id == theirs.id).values(stakeholder_id=ours.id)
    work.session.execute(moved, _AS_IT_IS)
    work.session.expunge(theirs)
    work.session.execute(delete(s).where(s.id == theirs.id), _AS_IT_IS)
    for held in work.session.identity_map.values():
        if isinstance(held, StakeholderRow | CommitteeLine | StanceChange):
            work.session.expire(held)
    return said


def _fill(work: Work, ours: StakeholderRow, theirs: StakeholderRow) -> list[str]:
    said = []
    surer = _CERTAINTY.index(theirs.certainty) > _CERTAINTY.index(ours.certainty)
    if ours.seat_is_guess and not theirs.seat_is_guess:
        ours.seat, ours.seat_is_guess = theirs.seat, False
    ours.power = " ".join(power for power in POWER if power in {*ours.power.split(), *theirs.power.split()})
    for name in _FILLED:
        here, there = getattr(ours, name), getattr(theirs, name)
        if there in (None, "") or here == there:
            continue
        used, unused = (
            (there, here) if here in (None, "") or (surer and name in ("influence", "stance")) else (here, there)
        )
        setattr(ours, name, used)
        if name == "reports_to_id" and used == there:
            ours.reports_certainty, ours.reports_note = theirs.reports_certainty, theirs.reports_note
            ours.reports_since = theirs.reports_since
        if unused in (None, ""):
            continue
        if name in ("influence", "stance"):
            _note_opinion(work, ours, name, unused, used)
        elif name == "reports_to_id":
            manager = work.session.get(StakeholderRow, unused)
            who = _who(work, manager) if manager else tr("somebody")
            said.append(
                tr(
                    "{name} was said to report to {who} as well; that line was left out.",
                    name=name_in_seat(ours),
                    who=who,
                )
            )
    for name in _TEXTS:
        setattr(ours, name, notes_of_both(getattr(ours, name), getattr(theirs, name)))
    for name in _LATEST:
        setattr(ours, name, max(filter(None, (getattr(ours, name), getattr(theirs, name))), default=None))
    if beside := [name for name in theirs.colleagues if name not in ours.colleagues]:
        ours.colleagues = [*ours.colleagues, *beside]
    ours.certainty = theirs.certainty if surer else ours.certainty
    ours.external = ours.external or theirs.external
    return said


def _note_opinion(work: Work, seat: StakeholderRow, field: str, unused: Any, used: Any) -> None:
    """What was thought of somebody under the other name stays in the history of the seat (CM12)."""
    words = [STANCE.get(one, "") if field == "stance" else str(one) for one in (unused, used)]
    change = StanceChange(stakeholder_id=seat.id, field=field, before=words[0], after=words[1])
    change.reason, change.at, change.by = tr("Two records of one person were merged"), work.now, work.by
    work.session.add(change)
