"""From tables that are marked up in one text file to tables with a mapping, as from the sheets of a workbook."""

from app.domain.problems import Problem
from app.intake.choices import Choices
from app.intake.found import FoundTable
from app.intake.readers.grids import Grids
from app.intake.structure.laying_out import lay_out
from app.intake.structure.parts import Layout
from app.intake.tables.corrected import without_reasons
from app.intake.tables.from_layout import tables_of, with_primary
from app.language import tr


def tables_of_grids(book: Grids, choices: Choices) -> tuple[list[tuple[Layout, FoundTable]], list[str]]:
    """The tables of the grids that are shown, or of the chosen one, and what is worth telling about the others."""
    names = [grid.name for grid in book.grids]
    if choices.sheet and choices.sheet not in names:
        raise Problem(
            tr("There is no table “{sheet}”; the tables are {names}.", sheet=choices.sheet, names=", ".join(names))
        )
    shown = any(grid.visible for grid in book.grids)
    found: list[tuple[Layout, FoundTable]] = []
    said: list[str] = []
    for grid in book.grids:
        if not (grid.name == choices.sheet if choices.sheet else grid.visible or not shown):
            if not choices.sheet:
                said.append(tr("The hidden sheet “{name}” is not read.", name=grid.name))
            continue
        rows = without_reasons(grid.spool)
        layout = lay_out(rows.read(), choices.header_record)
        tables = tables_of(layout, rows, choices, sheet=grid.name, epoch_1904=book.epoch_1904)
        found.extend((layout, table) for table in tables)
    marked = with_primary([table for _, table in found], choices.tables)
    return [(layout, table) for (layout, _), table in zip(found, marked, strict=True)], said
