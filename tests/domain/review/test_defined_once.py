"""A figure of the summary and the metric of the same name are one number, with one definition."""

import pytest

from app.domain.review.definitions import DEFINITIONS
from app.domain.review.issue import review_of_passage
from app.domain.review.metrics import METRICS, evaluate, look_at, metric_of
from app.domain.review.rates import SMALL
from app.domain.review.rows.metrics import OF_KPI
from tests.exports.histories import a_year, facts, hours, rules


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("leads", [0, 1, 30, 900])
def test_every_figure_of_the_summary_is_its_metric(leads: int, seed: int) -> None:
    look = look_at(a_year(leads, seed) if leads else facts(), hours())
    review = review_of_passage(look.facts, look.p, look.running, rules())
    figures = {one.metric: one for one in evaluate(look) if not one.dimension}
    for kpi in review.kpis:
        metric = figures[OF_KPI[kpi.id]]
        if kpi.id == "pending":
            assert (kpi.this_week, kpi.n) == (metric.numerator, metric.denominator)
        elif kpi.unit == "count":
            assert (kpi.this_week, kpi.n) == (metric.figure, metric.numerator)
        else:
            few = kpi.unit == "rate" and metric.denominator < SMALL and kpi.id != "in_order"
            assert kpi.n == metric.denominator
            assert kpi.this_week == (None if few else pytest.approx(metric.figure))


def test_every_figure_of_the_summary_is_defined_as_its_metric() -> None:
    by_name = {row.metric: row for row in DEFINITIONS}
    assert len(by_name) == len(DEFINITIONS), "nothing is defined twice"
    metrics = {metric.id: by_name[metric.label] for metric in METRICS}
    look = look_at(a_year(20), hours())
    for kpi in review_of_passage(look.facts, look.p, look.running, rules()).kpis:
        assert by_name[kpi.label]._replace(metric="") == metrics[OF_KPI[kpi.id]]._replace(metric="")
        assert metric_of(OF_KPI[kpi.id]).group == kpi.group
