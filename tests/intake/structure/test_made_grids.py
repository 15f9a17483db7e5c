"""Reports never seen: the header and the rows are found, and no line is lost or counted twice."""

from collections.abc import Iterator

from hypothesis import HealthCheck, given

from app.intake.choices import Choices
from app.intake.found import FoundTable
from app.intake.structure.laying_out import lay_out
from app.intake.tables.from_layout import tables_of, with_primary
from tests.examples import tried
from tests.intake.structure.made_grids import Made, reports, stacked


class InMemory:
    """A grid as a source of records."""

    def __init__(self, grid: list[list[str]]) -> None:
        self._grid = grid

    def read(self) -> Iterator[list[str]]:
        return iter(self._grid)


def lead_tables(grid: list[list[str]]) -> list[FoundTable]:
    source = InMemory(grid)
    return [table for table in with_primary(tables_of(lay_out(source.read()), source, Choices())) if table.primary]


def every_line_has_one_place(made: Made) -> None:
    layout = lay_out(iter(made.grid))
    source = InMemory(made.grid)
    told = [*layout.context_records]
    for part, table in zip(layout.parts, tables_of(layout, source, Choices()), strict=True):
        told += [*part.header_rows, *part.ignored, *[row.record for row in table.rows()]]
    assert sorted(told) == [i for i, cells in enumerate(made.grid) if "".join(cells).strip()]


@given(reports())
@tried(300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_list_is_found_with_anything_around_it(made: Made) -> None:
    tables = lead_tables(made.grid)
    assert [table.header_record for table in tables] == made.headers
    assert [row.record for row in tables[0].rows()] == made.rows
    assert {key: tables[0].context.get(key, "") for key in made.context} == made.context
    assert made.context or "campaign" not in tables[0].context
    every_line_has_one_place(made)


@given(stacked())
@tried(150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_of_stacked_tables_only_the_attendees_are_leads(made: Made) -> None:
    tables = lead_tables(made.grid)
    assert [table.header_record for table in tables] == made.headers
    assert [row.record for row in tables[0].rows()] == made.rows
    assert tables[0].context["campaign"] == "Spirometry live"
    every_line_has_one_place(made)
