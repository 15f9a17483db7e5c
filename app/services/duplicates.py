"""Duplicates within the workspace: who may be the same, the sure ones apart from those that a person decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import func, select

from app.domain.matching import Thresholds, duplicates
from app.domain.problems import Problem
from app.language import later, later_many, percent, tr, tr_many
from app.services.belongings import Belongings
from app.services.merging import Kind, MergeResult, join, stored_kind
from app.services.numbered import names_of
from app.services.work import Changed, Work, collecting_later, risky
from app.store.numbers import chunks
from app.store.tables import Account, HandoffRow, Lead, Person, SeparatePair, SignalRow, WorkspaceIdentity

SETTING = "duplicates"
_MERGED = {
    "people": later_many(
        "Merge {count} person that are surely known twice", "Merge {count} people that are surely known twice"
    ),
    "accounts": later_many(
        "Merge {count} account that are surely known twice", "Merge {count} accounts that are surely known twice"
    ),
}
EXPLAINED = {
    "sure": later("From this probability on, two records are proposed as one and can be merged all at once."),
    "doubtful": later(
        "From this probability on, two records are shown for a person to decide; below it they are different."
    ),
}


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two records that may be one: how likely, why in words, and which fields speak for it and against it."""

    kind: Kind
    a: int
    b: int
    probability: float
    sure: bool
    reasons: tuple[str, ...]
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Two or more records that may all be one, and the pairs that say so; settled as one."""

    members: tuple[int, ...]
    pairs: tuple[DuplicatePair, ...]
    sure: bool

    @property
    def probability(self) -> float:
        """How likely the least likely of its pairs is."""
        return min(pair.probability for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class DuplicatesView:
    """What waits to be settled: first what is sure, then what a person decides, the likeliest first."""

    kind: Kind
    sure: tuple[DuplicateGroup, ...]
    doubtful: tuple[DuplicateGroup, ...]
    thresholds: Thresholds
    names: Mapping[int, str]  # of everybody in a group

    @property
    def pairs(self) -> tuple[DuplicatePair, ...]:
        """All pairs, the sure ones first."""
        return tuple(pair for group in (*self.sure, *self.doubtful) for pair in group.pairs)


def duplicate_pairs(work: Work, kind: Kind, lead_id: int | None = None) -> DuplicatesView:
    """Who may be whom among all people or accounts; with a lead, who else its person or account may be.

    What was judged to be separate is not offered again.
    """
    stored, settings = stored_kind(kind), thresholds(work)
    one = _whose(work, stored, lead_id) if lead_id is not None else None
    with collecting_later():
        ids, records = _people(work) if stored == "person" else _accounts(work)
        if one is None:
            pairs = duplicates(records, kind, settings=settings, told=work.progress)
            found = [(ids[pair.a], ids[pair.b], pair) for pair in pairs]
        else:
            here = ids.index(one)
            others = [place for place in range(len(ids)) if place != here]
            rest = [records[place] for place in others]
            pairs = duplicates([records[here]], kind, other=rest, settings=settings, told=work.progress)
            found = [(one, ids[others[pair.b]], pair) for pair in pairs]
    work.progress(0, 0, tr("Sorting"))
    apart = _separate(work, stored)
    pairs_now = [
        DuplicatePair(kind, a, b, pair.probability, pair.sure, pair.reasons, pair.for_, pair.against)
        for a, b, pair in found
        if (min(a, b), max(a, b)) not in apart
    ]
    sure = grouped([pair for pair in pairs_now if pair.sure], apart, sure=True)
    doubtful = grouped([pair for pair in pairs_now if not pair.sure], apart, sure=False)
    work.progress(0, 0, tr("Naming"))
    names = names_of(work, kind, (id for group in (*sure, *doubtful) for id in group.members))
    return DuplicatesView(kind, sure, doubtful, settings, names)


def grouped(
    pairs: Iterable[DuplicatePair], apart: Iterable[tuple[int, int]], *, sure: bool
) -> tuple[DuplicateGroup, ...]:
    """Pairs that hang together as groups; no group holds two that were judged to be different."""
    strangers: dict[int, set[int]] = {}
    for low, high in apart:
        strangers.setdefault(low, set()).add(high)
        strangers.setdefault(high, set()).add(low)
    of: dict[int, set[int]] = {}
    by_hand: dict[tuple[int, int], DuplicatePair] = {}
    ordered = sorted(pairs, key=lambda pair: (-pair.probability, pair.a, pair.b))
    for pair in ordered:
        here, there = of.setdefault(pair.a, {pair.a}), of.setdefault(pair.b, {pair.b})
        if here is there:
            continue
        if any(strangers.get(one, set()) & there for one in here):
            by_hand[pair.a, pair.b] = pair
            continue
        here |= there
        for one in there:
            of[one] = here
    of_group: dict[int, list[DuplicatePair]] = {}
    for pair in ordered:
        if (pair.a, pair.b) not in by_hand:
            of_group.setdefault(id(of[pair.a]), []).append(pair)
    groups = [DuplicateGroup(tuple(sorted(of[some[0].a])), tuple(some), sure) for some in of_group.values()]
    groups += [DuplicateGroup(tuple(sorted((pair.a, pair.b))), (pair,), sure) for pair in by_hand.values()]
    return tuple(sorted(groups, key=lambda group: (-group.probability, group.members)))


@risky
def merge_all_sure(work: Work, kind: Kind, groups: Sequence[Sequence[int]] | None = None) -> Changed:
    """Merge every group that is sure, as one act with one undo. The outcome is a MergeResult for each group.

    `groups` are the members of those that were shown, so that nothing else is merged and nobody waits for the search
    again; those of which somebody is gone meanwhile, or was judged to be somebody else, are left as they are. Without
    them they are looked for. A group that would make a reporting loop is left as it is, and that is said.
    """
    stored = stored_kind(kind)
    shown = [group.members for group in duplicate_pairs(work, kind).sure] if groups is None else groups
    apart = _separate(work, stored)
    weights = _weights(work, stored, {id for members in shown for id in members})
    done: list[MergeResult] = []
    kept: list[str] = []
    for number, members in enumerate(shown):
        work.progress(number, len(shown), tr("Merging"))
        if number % _TOGETHER == 0:
            belongings = Belongings(work, stored, {id for some in shown[number : number + _TOGETHER] for id in some})
        if not belongings.records.keys() >= set(members) or any(pair in apart for pair in combinations(members, 2)):
            continue
        keep = max(members, key=lambda id: (weights[id], -id))
        gone: list[int] = []
        for id in members:
            if id == keep:
                continue
            try:
                kept += join(work, belongings, keep, id, {})
                gone.append(id)
            except Problem as refused:
                kept.append(refused.message)
        if gone:
            done.append(MergeResult(kind, keep, tuple(gone)))
    work.session.expire_all()
    count = sum(len(result.gone) for result in done)
    return Changed(
        tr_many(*_MERGED[kind], count),
        people=frozenset(result.into for result in done if kind == "people"),
        accounts=frozenset(result.into for result in done if kind == "accounts"),
        places=frozenset({"duplicates"}),
        kept=tuple(dict.fromkeys(kept)),
        outcome=tuple(done),
    )


# --- settings ---------------------------------------------------------------------------------------------------------


def thresholds(work: Work) -> Thresholds:
    """From which probability pairs are sure, and from which they are shown at all; see EXPLAINED."""
    kept = work.session.get_one(WorkspaceIdentity, 1).settings.get(SETTING, {})
    usual = Thresholds()
    return Thresholds(float(kept.get("sure", usual.sure)), float(kept.get("doubtful", usual.doubtful)))


def set_thresholds(work: Work, sure: float, doubtful: float) -> Changed:
    """Choose both thresholds; probabilities between 0 and 1, the one for sure pairs not below the other."""
    if not 0 < doubtful <= sure <= 1:
        raise Problem(
            tr("Choose probabilities between 0 and 1, the one for sure pairs not below the one for doubtful ones.")
        )
    identity = work.session.get_one(WorkspaceIdentity, 1)
    identity.settings = {**identity.settings, SETTING: {"sure": sure, "doubtful": doubtful}}
    label = tr(
        "Duplicates: sure from {sure}, shown from {doubtful}", sure=percent(sure, 1), doubtful=percent(doubtful, 1)
    )
    return Changed(label, places=frozenset({"duplicates"}))


# --- what is compared -------------------------------------------------------------------------------------------------

_PLACE = ("domain", "country", "region", "city", "street", "postal_code")
_PERSON = ("first_name", "last_name", "full_name", "email", "phone", "job_title")
Record = Mapping[str, str]
_TOGETHER = 250  # groups whose belongings are looked at together
_AT_ONCE = 1_000  # rows between two looks at whether to go on


def _people(work: Work) -> tuple[list[int], list[Record]]:
    """Everybody, with the place of their account."""
    columns = [getattr(Person, name) for name in _PERSON]
    columns += [Account.name.label("company"), *(getattr(Account, name) for name in _PLACE)]
    query = select(Person.id, *columns).outerjoin(Account, Account.id == Person.account_id).order_by(Person.id)
    return _records(work, query, (*_PERSON, "company", *_PLACE))


def _accounts(work: Work) -> tuple[list[int], list[Record]]:
    names = ("identifier", *_PLACE)
    columns = [Account.name.label("company"), *(getattr(Account, name) for name in names)]
    return _records(work, select(Account.id, *columns).order_by(Account.id), ("company", *names))


def _records(work: Work, query: Any, names: Sequence[str]) -> tuple[list[int], list[Record]]:
    ids: list[int] = []
    records: list[Record] = []
    for row in work.session.execute(query.execution_options(yield_per=_AT_ONCE)):
        if len(ids) % _AT_ONCE == 0:
            work.progress(len(ids), 0, tr("Reading what is known"))
        ids.append(row[0])
        records.append({name: value for name, value in zip(names, row[1:], strict=True) if value})
    return ids, records


def _separate(work: Work, stored: str) -> set[tuple[int, int]]:
    pair = SeparatePair
    return {
        (low, high) for low, high in work.session.execute(select(pair.low_id, pair.high_id).where(pair.kind == stored))
    }


def _whose(work: Work, stored: str, lead_id: int) -> int:
    from app.services.touches import lead_of

    lead = lead_of(work, lead_id)
    if stored == "person":
        return lead.person_id
    if lead.account_id is None:
        raise Problem(tr("Lead {lead_id} has no account yet.", lead_id=lead_id))
    return lead.account_id


def _weights(work: Work, stored: str, ids: set[int]) -> dict[int, tuple[int, ...]]:
    """How much hangs on each record, so that the one with more stays: handoffs, moved leads, leads, signals."""
    of: Any = Lead.person_id if stored == "person" else Lead.account_id
    counted: dict[int, list[int]] = {id: [0, 0, 0, 0] for id in ids}
    queries = (
        select(of, func.count()).join(HandoffRow, HandoffRow.lead_id == Lead.id),
        select(of, func.count()).where(Lead.moved_at.is_not(None)),
        select(of, func.count()),
        select(of, func.count()).join(SignalRow, SignalRow.lead_id == Lead.id),
    )
    for some in chunks(sorted(ids)):
        for place, query in enumerate(queries):
            for id, count in work.session.execute(query.where(of.in_(some)).group_by(of)):
                counted[id][place] = count
    return {id: tuple(counts) for id, counts in counted.items()}
