"""Leads as a board: a column for each stage or path, with how many there are and the first cards of each."""

from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import func, select

from app.domain.stage import Stage
from app.language import tr
from app.services.leads import LeadFilter, LeadRow, lead, lead_ids, lead_rows, passing
from app.services.work import Work
from app.store.tables import Lead

By = Literal["stage", "path"]
CARDS = 50  # of a column that are drawn; the rest is a list


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One column: how many leads pass the filter there, and the cards of the first of them."""

    id: str  # of the stage or path; empty for leads without a path
    label: str
    count: int
    cards: tuple[LeadRow, ...]

    @property
    def more(self) -> int:
        """How many have no card."""
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True)
class BoardView:
    """The columns in the order of proof, or in that of the playbook's paths."""

    by: By
    columns: tuple[BoardColumn, ...]

    @property
    def count(self) -> int:
        """How many leads pass the filter."""
        return sum(column.count for column in self.columns)


def board_view(work: Work, filter: LeadFilter, by: By = "stage", cards: int = CARDS) -> BoardView:
    """The board of the leads that pass; within a column the due ones come first, those without a date before all.

    Asked in the indexes of stage and due date: 100,000 leads within 150 ms.
    """
    column = lead.stage if by == "stage" else lead.path
    query = passing(work, select(column, func.count()).select_from(Lead.__table__), filter).group_by(column)
    counts: dict[str, int] = {row[0]: row[1] for row in work.session.execute(query)}
    columns = []
    for id, label in _columns(work, by, filter, set(counts)):
        part = replace(filter, stages=(id,)) if by == "stage" else replace(filter, paths=(id,))
        rows = lead_rows(work, lead_ids(work, part, limit=cards)) if counts.get(id) else []
        columns.append(BoardColumn(id, label, counts.get(id, 0), tuple(rows)))
    return BoardView(by, tuple(columns))


def _columns(work: Work, by: By, filter: LeadFilter, found: set[str]) -> list[tuple[str, str]]:
    """Every place a lead may be moved to, and every place where there is one; only those of the filter if it says."""
    if by == "stage":
        used = [stage for stage in Stage if stage is not Stage.SAL or work.playbook.use_sal or stage.value in found]
        return [(stage.value, stage.label) for stage in used if not filter.stages or stage.value in filter.stages]
    known = [(path.id, path.label) for path in work.playbook.paths]
    strange = sorted(found - {id for id, _ in known} - {""})
    every = [*([("", tr("No path yet"))] if "" in found else []), *known, *((id, id) for id in strange)]
    return [(id, label) for id, label in every if not filter.paths or id in filter.paths]
