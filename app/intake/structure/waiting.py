"""Records that wait in the walk through a file until what follows says what they were."""

from collections.abc import Sequence
from typing import NamedTuple

from app.intake.cleaning.countries import country_code
from app.intake.columns.values import kind
from app.intake.structure.closing import closing_line
from app.intake.structure.context import names_values_below, pairs_in, speaks_of_all
from app.intake.structure.header import filled
from app.intake.structure.parts import Part, single
from app.intake.structure.titles import standing


class Held(NamedTuple):
    """A record whose meaning the next ones decide; `gap` where a blank line stands above it."""

    record: int
    cells: list[str]
    gap: bool


def blocks(held: Sequence[Held]) -> list[list[Held]]:
    """The waiting lines, parted by gaps."""
    parted: list[list[Held]] = []
    for line in held:
        if line.gap or not parted:
            parted.append([])
        parted[-1].append(line)
    return parted


def header_of_block(block: Sequence[Held]) -> int | None:
    """The line that names the columns of a narrow block: below a title, or above a column of numbers."""
    header = 1 if single(block[0].cells) else 0
    if not block[0].gap or len(block) < header + 2 or about_all(block):
        return None
    cells, below = block[header].cells, [line.cells for line in block[header + 1 :]]
    used = filled(cells)
    if len(used) < 2 or any(kind(cells[i].strip()) != "text" for i in used):
        return None
    numbers = any(all(i < len(row) and kind(row[i].strip()) in ("number", "truth") for row in below) for i in used)
    return header if numbers and not any(closing_line(row) for row in below[:1]) else None


def about_all(held: Sequence[Held]) -> frozenset[int]:
    """The records of the waiting lines that hold keys and values: in each block where one key is known, all of them."""
    return frozenset(record for block in blocks(held) for record in _keys_of(block))


def _keys_of(block: Sequence[Held]) -> set[int]:
    found: set[int] = set()
    known = False
    for at, line in enumerate(block):
        below = block[at + 1] if at + 1 < len(block) else None
        over = below is not None and names_values_below(line.cells) and not speaks_of_all(below.cells)
        if over and below is not None and len(filled(below.cells)) <= len(filled(line.cells)):
            found |= {line.record, below.record}
            known = True
        elif pairs_in(line.cells) and not (closing_line(line.cells) and not speaks_of_all(line.cells)):
            found.add(line.record)
            known = known or speaks_of_all(line.cells)
    return found if known else set()


def may_be_a_title(line: Held, held: Sequence[Held], part: Part) -> bool:
    """A single cell above the header again: the title of the next table, or a row that says little."""
    text = single(line.cells)
    if kind(text) not in ("text", "number"):
        return False
    first = next(i for i, other in enumerate(held) if other is line)
    return any(other.gap for other in held[: first + 1]) or bool(part.title or standing(text) or country_code(text))


def where_above_begins(held: Sequence[Held]) -> int:
    """The first of the waiting lines that belongs to the next table: below the first gap, else the title alone or the
    lines of keys with the title above them."""
    for at, line in enumerate(held):
        if line.gap:
            return at
    keys = [
        at
        for at, line in enumerate(held)
        if closing_line(line.cells) or speaks_of_all(line.cells) or names_values_below(line.cells)
    ]
    if keys:
        return max(0, keys[0] - 1) if keys[0] and single(held[keys[0] - 1].cells) else keys[0]
    return max(0, len(held) - 1) if held and single(held[-1].cells) else len(held)


def same(cells: Sequence[str], columns: Sequence[str]) -> bool:
    """The header again, perhaps with other blanks or capitals."""
    mine = [cell.strip().casefold() for cell in cells]
    theirs = [column.strip().casefold() for column in columns]
    while mine and not mine[-1]:
        mine.pop()
    while theirs and not theirs[-1]:
        theirs.pop()
    return bool(mine) and mine == theirs
