"""The header row: found under titles and preambles, or said to be missing."""

from collections.abc import Sequence
from functools import lru_cache

from app.intake.columns.listed_names import CORE
from app.intake.columns.naming import named
from app.intake.columns.values import is_value, kind
from app.intake.words import fold, names

LOOK_INTO = 60  # records; a preamble longer than that is not searched for a header
_STRONG = 3.0
_NAMES_PEOPLE = 2.0
_BELOW = 12


@lru_cache(maxsize=8192)
def _points(cell: str) -> float:
    judged = named(cell)
    if not judged.field:
        return 0.3 if judged.known else 0.0
    weight = 2.0 if judged.field in CORE else 1.0
    return weight * min(1.0, judged.confidence)


def filled(cells: Sequence[str]) -> list[int]:
    """The columns of a record that hold something."""
    return [i for i, cell in enumerate(cells) if cell and not cell.isspace()]


def header_points(cells: Sequence[str]) -> float:
    """How much a record reads like a row of column names: known fields count, each only once; values speak against."""
    used = filled(cells)
    if not used:
        return 0.0
    values = sum(is_value(cells[i].strip()) for i in used)
    if values and (values > 0.2 * len(used) or any(kind(cells[i].strip()) == "email" for i in used)):
        return 0.0
    best: dict[str, float] = {}
    for i in used:
        field = named(cells[i].strip()).field or f"column {i}"
        best[field] = max(best.get(field, 0.0), _points(cells[i].strip()))
    return sum(best.values())


def find_header(head: Sequence[Sequence[str]]) -> int | None:
    """The record that names the columns, among the first ones; None where no record does."""
    rows = [(i, used) for i, cells in enumerate(head[:LOOK_INTO]) if (used := filled(cells))]
    if not rows:
        return None
    usual = _usual_width(head)
    above = {i for i, used in rows if _names_of_one(head, i, used)}
    rows = [(i, used) for i, used in rows if i not in above and i - 1 not in above]
    scored = [(i, used, header_points(head[i])) for i, used in rows]
    for i, used, points in scored:
        if points >= _STRONG and len(used) >= 2 and not _repeats_below(head, i, used):
            return _better_below(head, scored, i, points)
    for i, used, points in scored:
        if not points and len(used) >= 0.6 * usual and any(is_value(head[i][c].strip()) for c in used):
            break  # rows of values have begun
        if points >= max(0.8, 0.4 * len(used)) and len(used) >= 0.6 * usual and not _repeats_below(head, i, used):
            return i
    return _unlike_below(head, rows, usual)


def _names_of_one(head: Sequence[Sequence[str]], at: int, used: Sequence[int]) -> bool:
    """Names over one row of values (Topic, Webinar ID) above a gap or a title, with a header further below."""
    if len(used) < 2 or at + 3 >= len(head) or not any(fold(head[at][i]) in names().context for i in used):
        return False
    values, after = filled(head[at + 1]), filled(head[at + 2])
    if not values or len(values) > len(used) or len(after) > 1:
        return False
    if after and is_value(head[at + 2][after[0]].strip()):
        return False
    least = max(_NAMES_PEOPLE, header_points(head[at]) + 0.1)
    return any(header_points(cells) >= least for cells in head[at + 3 : LOOK_INTO])


def _better_below(
    head: Sequence[Sequence[str]], scored: Sequence[tuple[int, list[int], float]], at: int, points: float
) -> int:
    """A row of group labels may stand directly above the real names: the fuller row below wins."""
    for i, used, below in scored:
        fuller = len(used) > len(filled(head[at])) or _fills_the_gaps(head[at], head[i])
        if i != at + 1 or below < _STRONG or not fuller:
            continue
        if below > points or group_labels(head[at], head[i]) is not None:
            return i
    return at


def _usual_width(head: Sequence[Sequence[str]]) -> int:
    counts: dict[int, int] = {}
    for cells in head:
        if used := len(filled(cells)):
            counts[used] = counts.get(used, 0) + 1
    return max(counts, key=lambda width: (counts[width] * (1.5 if width > 1 else 1), width)) if counts else 0


def _repeats_below(head: Sequence[Sequence[str]], at: int, used: Sequence[int]) -> bool:
    """A value such as `Hospital` that stands in the same column again is no name of that column."""
    below = []
    for cells in head[at + 1 : at + 1 + _BELOW]:
        if len(used) > 1 and len(filled(cells)) <= 1:
            break  # a gap or a title: what follows may be another table with the same names
        if list(cells) != list(head[at]):
            below.append(cells)
    if not below:
        return False
    again = sum(any(i < len(cells) and fold(cells[i]) == fold(head[at][i]) for cells in below) for i in used)
    return again > 0.4 * len(used)


def _unlike_below(head: Sequence[Sequence[str]], rows: Sequence[tuple[int, list[int]]], usual: int) -> int | None:
    """A row of plain, different words above columns of values names them, in whatever language."""
    for i, used in rows:
        cells = [head[i][c].strip() for c in used]
        if len(used) < max(1, 0.6 * usual) or len({c.casefold() for c in cells}) < len(cells):
            continue
        if any(is_value(cell) or len(cell) > 80 for cell in cells) or any(kind(cell) == "number" for cell in cells):
            return None
        below = [head[r] for r, _ in rows if i < r <= i + _BELOW]
        unlike = sum(
            bool(below) and sum(c < len(b) and is_value(b[c].strip()) for b in below) >= 0.6 * len(below) for c in used
        )
        if unlike >= max(1, 0.2 * len(used)):
            return i
        if below:
            return None
    return None


def _fills_the_gaps(above: Sequence[str], below: Sequence[str]) -> bool:
    """True where the names below stand mostly under blank cells: the parts of a question with several answers."""
    used = filled(below)
    gaps = sum(i >= len(above) or not above[i].strip() for i in used)
    return gaps >= 2 and gaps > 0.5 * len(used) and len(used) > 2


def _is_a_key(cell: str) -> bool:
    return cell.strip().endswith(":") or fold(cell) in names().context


def group_labels(above: Sequence[str], header: Sequence[str]) -> tuple[str, ...] | None:
    """The labels of a merged row directly above the header, spread over the columns they stand for; None where the
    row above is something else."""
    used = filled(above)
    fuller = len(used) <= len(filled(header)) or _fills_the_gaps(above, header)
    if len(used) < 2 or not fuller or used[-1] >= len(header):
        return None
    if any(is_value(above[i].strip()) or any(c.isdigit() for c in above[i]) for i in used):
        return None
    blank_below = [i for i in used if i < len(header) and not header[i].strip()]
    gaps = any(b - a > 1 for a, b in zip(used, [*used[1:], len(header)], strict=True))
    if not gaps and not blank_below:
        return None
    if used == [0, 1] and not blank_below and (len(header) > 3 or _is_a_key(above[0])):
        return None
    spread, label = [], ""
    for i in range(len(header)):
        cell = above[i].strip() if i < len(above) else ""
        label = cell or label
        spread.append(label)
    return tuple(spread)
