"""What a replay shows: from where to where leads would go, for which reasons, and which past decisions would differ."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.replay import Standing


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of the grid in words."""

    fit: str
    intent: str
    label: str
    path: str  # what it suggests


@dataclass(frozen=True, slots=True)
class Shift:
    """How many leads go from one place to another, and which; also those that stay, where both are the same."""

    before: str
    after: str
    leads: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.leads)


@dataclass(frozen=True, slots=True)
class CellShift:
    """How many leads go from one cell of the grid to another; the diagonal are those that stay."""

    before: CellRef
    after: CellRef
    leads: tuple[int, ...]

    @property
    def stays(self) -> bool:
        """True where it is the same cell."""
        return (self.before.fit, self.before.intent) == (self.after.fit, self.after.intent)


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, and the leads for which it makes a difference."""

    kind: str  # rule, bands, criterion, route, grid
    id: str
    label: str
    says: str
    leads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeadReplay:
    """A lead for which something would differ, and why."""

    id: int
    person: str
    account: str
    stage: str
    before: Standing
    after: Standing
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastMove:
    """A past move that would have gone otherwise."""

    move: int
    lead: int
    person: str
    at: datetime
    by: str
    to_stage: str
    blocked: bool  # False: it would have been allowed
    overridden: bool  # it happened with a written override
    criteria: tuple[str, ...]  # their questions


@dataclass(frozen=True, slots=True)
class ReplayView:
    """What would differ. Leads are named in `leads`; everything else refers to them by id."""

    looked_at: int
    decisions: int  # past moves to MQL, SAL and SQL of these leads that were judged again
    in_force: int
    summary: tuple[str, ...]
    cells: tuple[CellShift, ...]
    suggested: tuple[Shift, ...]  # paths that the grid suggests
    opened: tuple[Shift, ...]  # gates by stage: before is what was missing, after the stage
    closed: tuple[Shift, ...]
    routes: tuple[Shift, ...]
    groups: tuple[Shift, ...]  # of Today
    reasons: tuple[Because, ...]
    past: tuple[PastMove, ...]
    leads: tuple[LeadReplay, ...]

    @property
    def changes(self) -> bool:
        """True where anything would differ."""
        return bool(self.leads or self.past)
