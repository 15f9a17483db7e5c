"""Rates of few cases are shown nowhere in the place, as they are shown nowhere in the workbook."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.domain.review.sheet import CohortRow, FigureRow, QualityRow, StepRow, TriangleRow
from app.ui.review.parts import cohorts, funnel, metrics, quality
from app.ui.tables.column import Column


def figure_of(n: int) -> FigureRow:
    """A metric of which a third of n cases holds."""
    return FigureRow("rated", "Rated", "Sales", "rate", "week", "", "", n // 3, n, 1 / 3, 0.1, 0.6, None, n < 10)


def cells(columns: Sequence[Column], row: Any, *ids: str) -> list[str]:
    """What these columns say of a row."""
    return [column.text(row) for column in columns if column.id in ids]


@pytest.mark.parametrize(("n", "rate", "span"), [(9, "n < 10", ""), (12, "33%", "10% to 60%")])
def test_a_rate_has_ten_cases_or_is_not_shown(n: int, rate: str, span: str) -> None:
    hits = n // 3
    step = StepRow("Lead and on", n, hits, 0, 0, n - hits, 1 / 3, 0.1, 0.6)
    assert cells(funnel.ACTIVITY, step, "rate", "span") == [rate, span]
    assert cells(metrics.FIGURES, figure_of(n), "figure", "span") == [rate, span]
    fault = QualityRow("No title", hits, n, 0, 0)
    assert cells(quality.FAULTS, fault, "share") == ["n < 10" if n < 10 else "33%"]
    cell = TriangleRow("MQL", "2026-W40", 1, n, hits)
    assert cells(cohorts.COLUMNS, cohorts.TriangleLine("2026-W40", n, (cell,)), "w1") == [rate]


def test_a_cell_of_few_is_not_hatched_like_one_that_is_too_early() -> None:
    few, early = TriangleRow("MQL", "2026-W40", 1, 4, 1), TriangleRow("MQL", "2026-W40", 2, 4, None)
    columns = {column.id: column for column in cohorts.COLUMNS}
    line = cohorts.TriangleLine("2026-W40", 4, (few, early))
    assert (columns["w1"].share(line), columns["w2"].share(line)) == (0.0, None)


def test_a_cohort_of_few_says_so_and_one_that_is_young_says_nothing_of_a_rate() -> None:
    old, young = CohortRow("2026-W40", 4, 1, None, 0, None), CohortRow("2026-W46", 4, None, None, None, None)
    assert cells(funnel.COHORTS, old, "mql_rate", "sql_rate") == ["n < 10", "n < 10"]
    assert cells(funnel.COHORTS, young, "mql_rate", "sql_rate") == ["", ""]
