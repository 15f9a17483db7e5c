"""Routes of leads: which rule proposes the path, why, why not the others, who would have it and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.domain.clock import clock_of
from app.domain.lead import LeadFacts
from app.domain.playbook import Route
from app.domain.routing import Desks, Routed, Tried, asks_for_load, first_route, route, routes_in_turn, tried
from app.domain.scoring import Score, score
from app.services.touches import lead_of
from app.services.work import Work
from app.store.facts import facts_of
from app.store.tables import Lead, Move


class Router:
    """Routes leads one after another; what depends on all of them is counted once, and only where a rule asks."""

    def __init__(self, work: Work) -> None:
        self._playbook = work.playbook
        self._turns = {one.id: one.owner.names for one in routes_in_turn(work.playbook)}
        self._load = _loads(work) if asks_for_load(work.playbook) else {}
        self._last = {id: _last_in_turn(work, id, names) for id, names in self._turns.items()}

    @property
    def desks(self) -> Desks:
        """What the owner rules look at beyond one lead."""
        return Desks(self._load, self._last)

    def route(self, facts: LeadFacts, scored: Score) -> Routed:
        """Where a lead should go next."""
        return route(self._playbook, facts, scored, self.desks)

    def first(self, facts: LeadFacts, scored: Score) -> Route:
        """The route that wins, without a word on why."""
        return first_route(self._playbook, facts, scored, self.desks)

    def took(self, proposed: Route, before: LeadFacts, path: str, owner: str, is_open: bool) -> None:
        """Count a move in, so that the next lead sees the turns and loads as this one left them."""
        if owner in self._turns.get(proposed.id, ()) and path == proposed.path and before.owner != owner:
            self._last[proposed.id] = owner
        if before.owner in self._load:
            self._load[before.owner] -= 1
        if is_open and owner:
            self._load[owner] = self._load.get(owner, 0) + 1


def routed(work: Work, facts: LeadFacts, scored: Score) -> Routed:
    """The route of one lead."""
    return Router(work).route(facts, scored)


def _loads(work: Work) -> dict[str, int]:
    """How many open leads each owner has."""
    counted = select(Lead.owner, func.count()).where(Lead.is_open.is_(True), Lead.owner != "").group_by(Lead.owner)
    return dict(work.session.execute(counted).all())


def _last_in_turn(work: Work, route_id: str, names: Iterable[str]) -> str:
    """Who was given the last lead by a rule that takes turns: the owner of the latest first move along it.

    Moves that are undone are gone, so a turn that was taken back is taken again; looking takes none.
    """
    earlier = aliased(Move)
    again = select(earlier.id).where(
        earlier.lead_id == Move.lead_id,
        earlier.id < Move.id,
        earlier.route == route_id,
        earlier.to_path == earlier.suggested_path,
        earlier.owner == Move.owner,
    )
    query = (
        select(Move.owner)
        .where(Move.route == route_id, Move.to_path == Move.suggested_path)
        .where(Move.owner.in_(list(names)), ~again.exists())
        .order_by(Move.id.desc())
        .limit(1)
    )
    return work.session.scalar(query) or ""


# --- shown ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One route of the playbook, tried on a lead."""

    id: str
    label: str
    path: str
    path_label: str
    owner: str
    why_owner: str
    deadline_hours: float
    due_at: datetime  # its deadline, were the lead routed now
    holds: bool
    chosen: bool
    says: str  # why, or why not: the fact that decided


@dataclass(frozen=True, slots=True)
class RoutesView:
    """All routes of the playbook in order, tried on one lead."""

    lead_id: int
    person: str
    chosen: RouteRow
    routes: tuple[RouteRow, ...]


def routes_view(work: Work, lead_id: int) -> RoutesView:
    """Every route with whether it holds and why. Raises Problem where the lead is gone."""
    lead = lead_of(work, lead_id)
    facts = facts_of(work.session, lead_id)
    scored = score(work.playbook, facts, work.now)
    rows = tuple(_row(work, one) for one in tried(work.playbook, facts, scored, Router(work).desks))
    return RoutesView(lead_id, lead.person.shown_name, next(row for row in rows if row.chosen), rows)


def _row(work: Work, one: Tried) -> RouteRow:
    return RouteRow(
        id=one.route.id,
        label=one.route.label,
        path=one.route.path,
        path_label=work.playbook.label("path", one.route.path),
        owner=one.owner,
        why_owner=one.why_owner,
        deadline_hours=one.route.deadline_hours,
        due_at=clock_of(work.playbook.hours).add_hours(work.now, one.route.deadline_hours),
        holds=one.holds,
        chosen=one.chosen,
        says=one.says,
    )
