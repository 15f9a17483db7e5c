"""From the parts of a layout to tables with a mapping, and which of them hold the leads."""

from collections.abc import Sequence
from dataclasses import replace

from app.intake.choices import Choices, DateOrder
from app.intake.cleaning.dates import proven_order
from app.intake.columns.known_exports import recognised
from app.intake.columns.listed_names import CORE
from app.intake.columns.mapping import IDENTIFYING, guess_mapping, used_columns
from app.intake.columns.remembered import recall
from app.intake.found import FoundTable, Mapped
from app.intake.rows import Records
from app.intake.structure.context import from_context
from app.intake.structure.laying_out import lay_out
from app.intake.structure.parts import Layout, Part
from app.intake.structure.titles import standing
from app.intake.tables.beside import Side, sides
from app.intake.tables.corrected import Corrected
from app.intake.words import compact

_MOST_LOOKED_INTO = 100_000  # cells

_NOBODY = -3


def tables_of(
    layout: Layout, source: Records, choices: Choices, *, sheet: str = "", epoch_1904: bool = False
) -> list[FoundTable]:
    """Every part of a layout as a table with its mapping; none is primary yet."""
    return [
        _table(part, layout, records, choices, sheet=sheet, epoch_1904=epoch_1904)
        for part, records in _sides(layout, source)
        if part.data_rows or part.header is not None
    ]


def _sides(layout: Layout, source: Records) -> list[tuple[Part, Records]]:
    """The parts of a layout and where their rows are read. Lists that stand side by side are laid out by themselves."""
    first = layout.parts[0]
    found = sides(first.columns) if first.header is not None else []
    if not found:
        return [(part, source) for part in layout.parts]
    told: list[tuple[Part, Records]] = []
    for start, after in found:
        side = Side(source, start, after)
        limit = None if layout.complete else layout.records
        told.extend((part, side) for part in lay_out(side.read(), first.header, limit=limit).parts)
    layout.parts = [part for part, _ in told]
    return told


def _table(
    part: Part, layout: Layout, source: Records, choices: Choices, *, sheet: str, epoch_1904: bool
) -> FoundTable:
    columns = _without_empty_end(part) if sheet else part.columns
    header = part.header is not None
    mapping = guess_mapping(columns, part.groups, _looked_into(part), choices, header=header)
    used = used_columns(mapping)
    recalled = recall(columns, choices.remembered) if header else None
    return FoundTable(
        name=part.title or sheet,
        primary=False,
        header_record=part.header,
        columns=columns if header else (),
        mapping=mapping,
        unmapped=tuple(column for i, column in enumerate(columns) if i not in used and column.strip()),
        ignored_records=tuple(sorted(part.ignored)),
        data_rows=part.data_rows,
        context=from_context(part.context),
        sample=tuple(part.sample),
        first_record=part.first,
        last_record=part.last,
        source=source,
        preamble=part.context,
        ignored_because=part.ignored,
        header_rows=part.header_rows,
        date_orders=_date_orders(part, mapping, choices),
        complete=layout.complete,
        epoch_1904=epoch_1904,
        remembered=recalled is not None,
        recalled=recalled.says if recalled else "",
        export=recognised(columns, (part.title, *layout.titles, *part.context)) if header else "",
        context_records=tuple(layout.context_records),
        turned=layout.turned,
    )


def _looked_into(part: Part) -> list[tuple[str, ...]]:
    """The sample whose values the mapping looks at: fewer rows where the table is absurdly wide."""
    return [row.cells for row in part.sample[: max(5, _MOST_LOOKED_INTO // max(1, len(part.columns)))]]


def _without_empty_end(part: Part) -> tuple[str, ...]:
    """A sheet is as wide as its widest row; columns without a name and without values at its end are none."""
    width = len(part.columns)
    while (
        width
        and not part.columns[width - 1].strip()
        and not any("".join(r.cells[width - 1 : width]) for r in part.sample)
    ):
        width -= 1
    return part.columns[:width]


def _date_orders(part: Part, mapping: dict[str, Mapped], choices: Choices) -> dict[int, DateOrder]:
    """The order of day and month of each date column, where it is chosen or proven."""
    mapped = mapping.get("created_at")
    orders: dict[int, DateOrder] = {}
    for column in (mapped.index, *mapped.also) if mapped else ():
        order = choices.date_order
        if order is None and column in part.date_starts:
            whole = [row.cells[column] for row in part.sample if column < len(row.cells)]
            order, _ = proven_order(part.date_starts[column], whole)
        if order is not None:
            orders[column] = order
    return orders


def unclear_dates(part: Part, table: FoundTable) -> list[str]:
    """Columns of dates whose order has to be asked for."""
    mapped = table.mapping.get("created_at")
    asked = []
    for column in (mapped.index, *mapped.also) if mapped else ():
        if column in part.date_starts and column not in table.date_orders:
            whole = [row.cells[column] for row in part.sample if column < len(row.cells)]
            if proven_order(part.date_starts[column], whole)[1]:
                asked.append(part.columns[column].strip() or f"column {column + 1}")
    return asked


def with_primary(tables: Sequence[FoundTable], wanted: frozenset[tuple[str, int]] | None = None) -> list[FoundTable]:
    """Mark the tables that hold leads: the wanted ones, else all that come back corrected, else the best one and
    those that continue it with the same columns."""
    if wanted is not None and any(table.mark in wanted for table in tables):
        return [replace(table, primary=table.mark in wanted) for table in tables]
    if any(isinstance(table.source, Corrected) for table in tables):  # rows of leads before, so rows of leads now
        return [
            replace(table, primary=bool(table.data_rows) and isinstance(table.source, Corrected)) for table in tables
        ]
    candidates = [table for table in tables if table.data_rows]
    if not candidates:
        return [replace(tables[0], primary=True), *tables[1:]] if tables else []
    best = max(candidates, key=worth)
    marked = []
    after = False
    for table in tables:
        after = after or table is best
        marked.append(replace(table, primary=table is best or (bool(table.data_rows) and _goes_on(table, best, after))))
    return marked


def _goes_on(table: FoundTable, best: FoundTable, after: bool) -> bool:
    """The same list again: with the same columns, beside it, or a further table of leads below (registered, absent)."""
    stands = standing(table.name)
    if stands < 0 or not _shape(best):
        return False
    if _shape(table) == _shape(best):
        return True
    if isinstance(table.source, Side) and isinstance(best.source, Side) and table.source.source is best.source.source:
        return True
    same_file = table.source is best.source
    return after and same_file and stands >= 2 and standing(best.name) >= 2 and "email" in table.mapping


def _shape(table: FoundTable) -> tuple[str, ...]:
    shape = tuple(compact(column) for column in table.columns)
    while shape and not shape[-1]:
        shape = shape[:-1]
    return tuple(name for i, name in enumerate(shape) if name or any(shape[:i]))


def worth(table: FoundTable) -> tuple[int, float, int]:
    """How likely a table holds the leads: by its title, by its fields, by its rows. One without any name or way of
    contact comes after summaries that have them, and before our own people."""
    core = sum(mapped.confidence for field, mapped in table.mapping.items() if field in CORE)
    rank = 2 * standing(table.name)
    if not table.mapping.keys() & IDENTIFYING:
        rank = min(rank, _NOBODY)
    return rank, round(core, 1), table.data_rows
