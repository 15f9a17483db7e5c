"""The fit x intent grid (J3): how many leads stand in each cell, under its name and the path it suggests."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.playbook import Band, Playbook

Counts = Mapping[tuple[str, str], tuple[int, int]]  # fit band, intent band: leads, and how many of them are open


@dataclass(frozen=True, slots=True)
class GridCell:
    """One meeting of a fit band and an intent band."""

    fit: str
    intent: str
    fit_label: str
    intent_label: str
    label: str
    path: str
    path_label: str
    count: int
    open: int
    share: float  # of all leads in the grid, from 0 to 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells row by row, the best fit first and intent rising to the right, as people draw it."""

    rows: tuple[tuple[GridCell, ...], ...]
    count: int
    open: int
    elsewhere: int = 0  # in bands that the playbook in force does not have; they wait to be judged anew

    @property
    def cells(self) -> tuple[GridCell, ...]:
        """Every cell in reading order."""
        return tuple(cell for row in self.rows for cell in row)


def laid_out(playbook: Playbook, counts: Counts) -> Grid:
    """Lay the counts out in the cells of the playbook; a cell without leads is there too."""
    scoring = playbook.scoring
    total = sum(count for count, _ in counts.values())
    cells = {(cell.fit, cell.intent): cell for cell in scoring.grid}

    def drawn(fit: Band, intent: Band) -> GridCell:
        of = cells[fit.id, intent.id]
        count, open_ones = counts.get((fit.id, intent.id), (0, 0))
        return GridCell(
            fit=fit.id,
            intent=intent.id,
            fit_label=fit.label,
            intent_label=intent.label,
            label=of.label,
            path=of.path,
            path_label=playbook.label("path", of.path),
            count=count,
            open=open_ones,
            share=count / total if total else 0.0,
        )

    return Grid(
        rows=tuple(tuple(drawn(fit, intent) for intent in scoring.intent_bands) for fit in reversed(scoring.fit_bands)),
        count=total,
        open=sum(open_ones for _, open_ones in counts.values()),
        elsewhere=sum(count for key, (count, _) in counts.items() if key not in cells),
    )
