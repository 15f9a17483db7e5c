"""The rows behind any number of a review, from the facts: the same cases as were counted, lead by lead."""

from collections.abc import Callable, Iterator, Mapping

from app.domain.review.addressing import Address
from app.domain.review.behind_rows import BehindRow
from app.domain.review.metrics import Look
from app.domain.review.rows import arrivals, metrics, movement, packages, records
from app.domain.review.rows.telling import unknown


def rows_of_facts(look: Look, address: Address) -> Iterator[BehindRow]:
    """Every row behind a number. Raises Problem for an address that is none."""
    find = _PARTS.get(address.part)
    if find is None:
        raise unknown(address)
    rows = find(look, address)
    return (row for row in rows if row.counts) if address.held else rows


def _kpi(look: Look, address: Address) -> Iterator[BehindRow]:
    if address.key not in metrics.OF_KPI:
        raise unknown(address)
    return metrics.rows_of_metric(look, metrics.OF_KPI[address.key])


def _figure(look: Look, address: Address) -> Iterator[BehindRow]:
    return metrics.rows_of_metric(look, address.key, address.column, address.value)


_PARTS: Mapping[str, Callable[[Look, Address], Iterator[BehindRow]]] = {
    "kpi": _kpi,
    "figure": _figure,
    "movement": movement.rows_of_movement,
    "step": movement.rows_of_step,
    "segment": arrivals.rows_of_segment,
    "cohort": arrivals.rows_of_cohort,
    "triangle": arrivals.rows_of_triangle,
    "trend": arrivals.rows_of_trend,
    "verdicts": packages.rows_of_verdicts,
    "reason": packages.rows_of_reason,
    "qualifier": packages.rows_of_qualifier,
    "age": records.rows_of_age,
    "quality": records.rows_of_quality,
    "quality_trend": records.rows_of_quality_trend,
    "check": records.rows_of_stages_now,
}
