"""Merging: two or more people or accounts that are one become one, with everything that belonged to either."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import bindparam, delete, or_, select, update

from app.domain.counting import together
from app.domain.problems import Problem
from app.language import tr
from app.services.belongings import AT_ACCOUNT, OF_PERSON, Belongings
from app.services.merge_fields import Record, fields_of, join_fields
from app.services.merge_leads import forward, join_leads
from app.services.merge_seats import accounts_where_seated, join_same_seats, refuse_loop, seats_of
from app.services.work import Changed, Work
from app.store import forwarding
from app.store.tables import Account, Lead, Person, SeparatePair, StakeholderRow

Kind = Literal["people", "accounts"]
KINDS: tuple[Kind, ...] = ("people", "accounts")
_STORED = {"people": "person", "accounts": "account"}  # as tables name them
_TABLE: Mapping[str, type[Any]] = {"person": Person, "account": Account}
_AS_IT_IS: Any = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What became one: the record that stays, and those that are part of it now."""

    kind: Kind
    into: int
    gone: tuple[int, ...]


def merge(
    work: Work, kind: Kind, keep: int, gone: int | Sequence[int], choices: Mapping[str, int] | None = None
) -> Changed:
    """Make one of several people or accounts. The outcome is a MergeResult.

    `choices` names for a field the record whose value is used; elsewhere the better value is, and the other stays
    beside it. Raises Problem, and changes nothing, where a committee would get a reporting loop.
    """
    stored = stored_kind(kind)
    others = _others(work, stored, keep, (gone,) if isinstance(gone, int) else gone)
    chosen = _chosen(stored, keep, others, choices or {})
    names = [_name(record_of(work, stored, id)) for id in others]
    belongings = Belongings(work, stored, (keep, *others))
    kept: list[str] = []
    for id in others:
        kept += join(work, belongings, keep, id, {name: who == id for name, who in chosen.items()})
    work.session.expire_all()
    into = record_of(work, stored, keep)
    return Changed(
        tr("Merge {name} with {others}", name=_name(into), others=together(names)),
        accounts=frozenset({keep} if kind == "accounts" else {into.account_id} - {None}),
        people=frozenset({keep} if kind == "people" else ()),
        leads=frozenset(_leads_of(work, stored, keep)),
        places=frozenset({"duplicates"}),
        kept=tuple(dict.fromkeys(kept)),
        outcome=MergeResult(kind, keep, tuple(others)),
    )


def separate(work: Work, kind: Kind, a: int, b: int) -> Changed:
    """Judge two that look alike to be different, for good: they are not offered again."""
    stored = stored_kind(kind)
    low, high = sorted((a, b))
    one, other = record_of(work, stored, a), record_of(work, stored, b)
    if low == high:
        raise Problem(tr("Choose two; one record cannot be kept apart from itself."))
    known = select(SeparatePair).where(
        SeparatePair.kind == stored, SeparatePair.low_id == low, SeparatePair.high_id == high
    )
    if work.session.scalar(known) is None:
        work.session.add(SeparatePair(kind=stored, low_id=low, high_id=high, at=work.now, by=work.by))
    label = tr("Keep {name} and {other} separate", name=_name(one), other=_name(other))
    return Changed(label, places=frozenset({"duplicates"}))


def join(work: Work, belongings: Belongings, keep: int, gone: int, wishes: Mapping[str, bool]) -> list[str]:
    """Make one of two, within the action that is going on; returns what is worth saying about it.

    All changes of one such merge follow each other in the history, its trail the last, so that it can be taken apart
    alone. Rows that the session holds may be out of date afterwards. Raises Problem before anything is changed.
    """
    stored = belongings.stored
    is_person = stored == "person"
    seated = belongings.has(StakeholderRow, f"{stored}_id", gone)
    committees = _committees(work, stored, keep, gone) if seated else []
    ours, theirs = belongings.records[keep], belongings.records[gone]
    join_fields(work, belongings, ours, theirs, wishes)
    said = join_leads(work, belongings, keep, gone) if is_person else []
    work.session.flush()
    connection = work.session.connection()
    for table in OF_PERSON if is_person else AT_ACCOUNT:
        if belongings.has(table, f"{stored}_id", gone):
            connection.execute(_TO_RECORD[stored, table], {"gone": gone, "into": keep})
    if belongings.may_be_apart(keep, gone):
        _carry_over_separations(work, stored, keep, gone)
    if seated:
        said += join_same_seats(work, committees)
    forward(work, stored, theirs, keep)
    belongings.pass_on(gone, keep)
    return said


_TO_RECORD = {
    (stored, table): update(table)
    .where(getattr(table, f"{stored}_id") == bindparam("gone"))
    .values({f"{stored}_id": bindparam("into")})
    for stored, tables in (("person", OF_PERSON), ("account", AT_ACCOUNT))
    for table in tables
}


def _committees(work: Work, stored: str, keep: int, gone: int) -> list[int]:
    """The accounts whose committees a merge changes. Raises Problem where one would get a reporting loop."""
    is_person = stored == "person"
    accounts = sorted(accounts_where_seated(work, (keep, gone))) if is_person else [keep, gone]
    before = [seats_of(work, [account]) for account in accounts]
    refuse_loop(work, before, before if is_person else [seats_of(work, accounts)], {gone: keep} if is_person else {})
    return accounts if is_person else [keep]


def _carry_over_separations(work: Work, stored: str, keep: int, gone: int) -> None:
    """Who is somebody else than the one is somebody else than both; the two themselves are one by decision."""
    pair = SeparatePair
    own = or_(pair.low_id.in_((keep, gone)), pair.high_id.in_((keep, gone)))
    rows = work.session.scalars(select(pair).where(pair.kind == stored, own).order_by(pair.id)).all()
    apart = {other for row in rows if (other := _other_of(row, keep)) not in (None, gone)}
    for row in rows:
        other = _other_of(row, gone)
        if other is None:
            continue
        work.session.execute(delete(pair).where(pair.id == row.id), _AS_IT_IS)
        work.session.expunge(row)
        if other != keep and other not in apart:
            low, high = sorted((keep, other))
            work.session.add(pair(kind=stored, low_id=low, high_id=high, at=row.at, by=row.by))


def _other_of(row: SeparatePair, one: int) -> int | None:
    return {row.low_id: row.high_id, row.high_id: row.low_id}.get(one)


# --- who is meant -----------------------------------------------------------------------------------------------------


def stored_kind(kind: str) -> str:
    """The kind as tables name it. Raises Problem for what is neither people nor accounts."""
    if kind not in _STORED:
        raise Problem(tr("'{kind}' cannot be merged; choose one of {names}.", kind=kind, names=", ".join(_STORED)))
    return _STORED[kind]


def record_of(work: Work, stored: str, id: int) -> Any:
    """The person or account of this number. Raises Problem where there is none, and says where a merged one is."""
    found = work.session.get(_TABLE[stored], id)
    if found is not None:
        return found
    into = forwarding.survivor(work.session, stored, id)
    if into != id and (now := work.session.get(_TABLE[stored], into)) is not None:
        says = (
            tr("The person {id} was merged into {name} ({into}); use that number.", id=id, name=_name(now), into=into)
            if stored == "person"
            else tr(
                "The account {id} was merged into {name} ({into}); use that number.", id=id, name=_name(now), into=into
            )
        )
        raise Problem(says)
    raise Problem(
        tr("There is no person {id}.", id=id) if stored == "person" else tr("There is no account {id}.", id=id)
    )


def _name(record: Record) -> str:
    return record.shown_name if isinstance(record, Person) else record.name


def _others(work: Work, stored: str, keep: int, gone: Iterable[int]) -> list[int]:
    others = list(dict.fromkeys(gone))
    if not others or keep in others:
        raise Problem(tr("Choose two or more different records; one cannot be merged with itself."))
    for id in (keep, *others):
        record_of(work, stored, id)
    return others


def _chosen(stored: str, keep: int, others: Sequence[int], choices: Mapping[str, int]) -> dict[str, int]:
    names = {field.name for field in fields_of(stored)}
    if wrong := sorted(set(choices) - names):
        raise Problem(
            tr(
                "There is no field {names} to choose; the fields are {known}.",
                names=", ".join(wrong),
                known=", ".join(sorted(names)),
            )
        )
    if strange := [id for id in choices.values() if id not in (keep, *others)]:
        raise Problem(tr("{id} is not among those that are merged.", id=strange[0]))
    return dict(choices)


def _leads_of(work: Work, stored: str, id: int) -> set[int]:
    column = Lead.person_id if stored == "person" else Lead.account_id
    return set(work.session.scalars(select(Lead.id).where(column == id)))
