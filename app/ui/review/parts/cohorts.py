"""Cohorts as a triangle: leads that arrived together, and which part had reached a goal so many periods later."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from app.domain.review.addressing import address_of
from app.domain.review.rates import SMALL
from app.domain.review.triangle import GOALS
from app.language import later, number, tr
from app.ui.review.hatching import TriangleDelegate
from app.ui.review.sheets import EQUALLY_OLD, PartSpec, Sheet
from app.ui.review.words import rate_among
from app.ui.tables.column import Column

if TYPE_CHECKING:
    from app.domain.review.addressing import Address
    from app.domain.review.comparing import Compared, ComparedRow
    from app.domain.review.sheet import Review, TriangleRow

STEPS = 12
_GOALS = {"MQL": later("Reached MQL"), "SQL": later("Reached SQL"), "Accepted": later("Accepted by sales")}


class TriangleLine(NamedTuple):
    """One week of arrival, and its cells by how many periods later."""

    week: str
    size: int
    cells: "tuple[TriangleRow, ...]"


def _lines(goal: str) -> "Callable[[Review], list[TriangleLine]]":
    def lines(review: "Review") -> list[TriangleLine]:
        rows: dict[str, list[TriangleRow]] = {}
        for cell in review.triangle:
            if cell.goal == goal:
                rows.setdefault(cell.week, []).append(cell)
        lines = [TriangleLine(week, cells[0].size, tuple(cells)) for week, cells in rows.items()]
        first = next((at for at, line in enumerate(lines) if line.size), len(lines))
        return lines[first:]  # before the first lead there is nothing to tell

    return lines


def _compared(goal: str) -> "Callable[[Compared], list[ComparedRow]]":
    return lambda compared: [row for row in compared.triangle if row.group == goal]


def _cell(row: Any, step: int) -> "TriangleRow | None":
    return row.cells[step] if step < len(row.cells) else None


def _text(step: int) -> Callable[[Any], str]:
    def text(row: Any) -> str:
        cell = _cell(row, step)
        if cell is None or not cell.size:
            return ""
        return tr("too early") if cell.reached is None else rate_among(cell.reached / cell.size, cell.size)

    return text


def _share(step: int) -> Callable[[Any], float | None]:
    def share(row: Any) -> float | None:
        cell = _cell(row, step)
        if cell is None or cell.reached is None or not cell.size:
            return None
        return cell.reached / cell.size if cell.size >= SMALL else 0.0  # hatched would say that it is too early

    return share


def _tip(step: int) -> Callable[[Any], str]:
    def tip(row: Any) -> str:
        cell = _cell(row, step)
        if cell is None:
            return ""
        if cell.reached is None:
            return tr("Too early to tell: {weeks} weeks are not over yet.", weeks=cell.weeks_since)
        told = {"reached": number(cell.reached), "size": number(cell.size), "weeks": cell.weeks_since}
        return tr("{reached} of {size} within {weeks} weeks", **told)

    return tip


def _address(row: Any, column: str) -> "Address | None":
    cell = _cell(row, int(column[1:]) - 1 if column.startswith("w") and column[1:].isdigit() else 0)
    if cell is None or (cell.reached is None and column.startswith("w") and column != "week"):
        return None
    return address_of(cell, "size" if column in ("week", "size", "") else "reached")


COLUMNS = (
    Column("week", later("Arrived in"), 100, lambda r: r.week, "strong"),
    Column("size", later("Arrived"), 66, lambda r: number(r.size), "number"),
    *(
        Column(f"w{at + 1}", f"+{at + 1}", 62, _text(at), "number", share=_share(at), tip=_tip(at), spoken=True)
        for at in range(STEPS)
    ),
)

SPEC = PartSpec(
    "cohorts",
    later("Cohorts"),
    tuple(
        Sheet(
            goal,
            _GOALS[goal],
            later("Of those who arrived together, who got there within so many periods. Hatched: too early to tell."),
            COLUMNS,
            _lines(goal),
            later("No lead has arrived yet in the last 13 weeks."),
            kept="triangle",
            address=_address,
            delegate=TriangleDelegate,
            compared=_compared(goal),
            about_both=EQUALLY_OLD,
            message=f"triangle/{goal}",
        )
        for goal in GOALS
    ),
)
