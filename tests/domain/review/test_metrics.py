"""Every metric against a second computation that knows nothing of the first: lead by lead, event by event."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.problems import Problem
from app.domain.review import HandoffFact, LeadFact, MoveFact, ReviewFacts, SignalFact, TouchFact, rate
from app.domain.review.metrics import METRICS, Figure, cases_of, evaluate, figures_of, look_at, metric_of
from app.domain.review.metrics.evaluating import windowed
from app.domain.review.weeks import period_bounds
from tests.exports.histories import END, START, ZONE, a_year, facts, hours, plain_hours

RANK = {"closed": -1, "lead": 0, "mql": 1, "sal": 2, "sql": 3, "opportunity": 4}
LABEL = {"lead": "Lead", "mql": "MQL", "sal": "SAL", "sql": "SQL", "opportunity": "Opportunity", "closed": "Closed"}
QUARTER = period_bounds(START, END, ZONE, 13)[0]
YEAR = a_year(700)


def figures(given: ReviewFacts = YEAR) -> dict[tuple[str, str, str], Figure]:
    return {one[:3]: one for one in evaluate(look_at(given, hours()))}


FIGURES = figures()


def total(id: str) -> tuple[float | None, int | None]:
    return FIGURES[id, "", ""][3:5]


class Course:
    """One lead by hand: where it stood when, from its own moves alone."""

    def __init__(self, lead: LeadFact, moves: list[MoveFact]) -> None:
        self.lead, self.moves = lead, sorted(moves, key=lambda move: move.at)
        first = self.moves[0] if self.moves else None
        self.born = min(lead.created_at, first.at) if first else lead.created_at
        stage, path = (first.from_stage, first.from_path) if first else (lead.stage, lead.path)
        self.stays: list[tuple[datetime, datetime | None, str]] = []
        at, state = self.born, self._state(stage, path)
        for move in self.moves:
            after = self._state(move.to_stage, move.to_path)
            if after != state:
                self.stays.append((at, move.at, state))
                at, state = move.at, after
        self.stays.append((at, None, state))

    @staticmethod
    def _state(stage: str, path: str) -> str:
        return "closed" if path in ("disqualified", "duplicate") else stage

    def changes(self) -> list[tuple[datetime, str, str]]:
        return [(one[1], one[2], other[2]) for one, other in zip(self.stays, self.stays[1:], strict=False) if one[1]]

    def first(self, *stages: str) -> datetime | None:
        return min((since for since, _, state in self.stays if state in stages), default=None)


def courses() -> list[Course]:
    by_lead = defaultdict(list)
    for move in YEAR.moves:
        by_lead[move.lead_id].append(move)
    return [Course(lead, by_lead[lead.id]) for lead in YEAR.leads]


COURSES = courses()


def ups(stage: str) -> int:
    """Leads that went up to a stage in the week, once per cycle."""
    found = set()
    for one in COURSES:
        seen = set()
        for move in one.moves:
            before, after = Course._state(move.from_stage, move.from_path), Course._state(move.to_stage, move.to_path)
            if after == stage and RANK[after] > RANK[before] and (move.cycle, after) not in seen:
                seen.add((move.cycle, after))
                if START <= move.at < END:
                    found.add((one.lead.id, move.cycle))
    return len(found)


@pytest.mark.parametrize("stage", ["mql", "sql", "opportunity"])
def test_new_leads_of_a_stage_count_once_per_cycle(stage: str) -> None:
    assert total(f"new_{stage}") == (ups(stage), None)


def test_arrivals_reopened_and_requalified() -> None:
    assert total("new_leads") == (sum(START <= one.born < END for one in COURSES), None)
    changes = [change for one in COURSES for change in one.changes() if START <= change[0] < END]
    assert total("reopened")[0] == sum(before == "closed" for _, before, _ in changes)
    assert total("overridden")[0] == sum(move.overridden and START <= move.at < END for move in YEAR.moves)
    assert total("requalified")[0] is not None


def test_step_rates_are_those_of_everybody_at_hand() -> None:
    for stage in ("lead", "mql", "sql"):
        hand = on = 0
        for one in COURSES:
            for since, until, state in one.stays:
                if state == stage and since < END and (until is None or until >= START):
                    hand += 1
                    if until is not None and until < END:
                        after = next(a for at, b, a in one.changes() if at == until and b == stage)
                        on += RANK[after] > RANK[stage]
        assert FIGURES["steps", "stage", LABEL[stage]][3:5] == (on, hand)


def test_conversion_in_total_and_by_every_dimension() -> None:
    for id, stages in (("lead_to_mql", ("mql", "sal", "sql", "opportunity")), ("lead_to_sql", ("sql", "opportunity"))):
        recent = [one for one in COURSES if QUARTER <= one.born < END]
        won = [one for one in recent if one.first(*stages)]
        assert total(id) == (len(won), len(recent))
        for dimension in ("segment", "source", "region", "offer", "owner", "service_line"):
            groups = Counter(getattr(one.lead, dimension) or "not known" for one in recent)
            hits = Counter(getattr(one.lead, dimension) or "not known" for one in won)
            for value, n in groups.items():
                found = FIGURES[id, dimension, value]
                assert (found.numerator, found.denominator) == (hits[value], n)
                assert (found.low, found.high) == rate(hits[value], n)[3:5] and found.small == (n < 10)


def test_cohorts_are_equally_old_and_young_ones_are_left_out() -> None:
    bounds = period_bounds(START, END, ZONE, 13)
    for number in range(13):
        old = bounds[number + 1] + timedelta(weeks=4) <= END
        members = [one for one in COURSES if bounds[number] <= one.born < bounds[number + 1]]
        year, week, _ = (bounds[number] + timedelta(days=1)).isocalendar()
        found = FIGURES.get(("cohort_sql", "cohort", f"{year}-W{week:02}"))
        if not old or not members:
            assert found is None
            continue
        within = [one for one in members if (at := one.first("sql", "opportunity")) and at <= one.born + timedelta(28)]
        assert found is not None and (found.numerator, found.denominator) == (len(within), len(members))


def test_acceptance_reasons_and_packages() -> None:
    week = [h for h in YEAR.handoffs if h.verdict in ("accept", "reject") and h.verdict_at]
    given = [h for h in week if h.verdict_at and START <= h.verdict_at < END]
    assert total("acceptance") == (sum(h.verdict == "accept" for h in given), len(given))
    quarter = [h for h in week if h.verdict_at and QUARTER <= h.verdict_at < END]
    for who in {h.by for h in quarter}:
        mine = [h for h in quarter if h.by == who]
        found = FIGURES["acceptance_quarter", "qualifier", who]
        assert (found.numerator, found.denominator) == (sum(h.verdict == "accept" for h in mine), len(mine))
    rejected = Counter(h.reason for h in quarter if h.verdict == "reject")
    for reason, n in rejected.items():
        assert FIGURES["reject_reasons", "reason", reason][3:6] == (n, rejected.total(), n / rejected.total())
    assert total("handoffs")[0] == sum(START <= h.sent_at < END for h in YEAR.handoffs)
    early = [h for h in quarter if h.verdict == "reject" and h.too_early]
    assert total("too_early") == (len(early), len(quarter))


def test_pending_packages_and_those_past_their_time() -> None:
    open_ones = [
        h
        for h in YEAR.handoffs
        if h.sent_at < END and not (h.verdict in ("accept", "reject") and h.verdict_at and h.verdict_at < END)
    ]
    asked = [h for h in open_ones if h.verdict and h.verdict_at and h.verdict_at < END]
    late = [
        h for h in open_ones if h not in asked and h.verdict_hours and plain_hours(h.sent_at, END) > h.verdict_hours
    ]
    assert total("pending") == (len(late), len(open_ones))


def test_hours_and_days_have_a_middle_and_a_ninetieth() -> None:
    verdicts = [
        plain_hours(h.sent_at, h.verdict_at)
        for h in YEAR.handoffs
        if h.verdict in ("accept", "reject") and h.verdict_at and START <= h.verdict_at < END
    ]
    assert total("hours_to_verdict")[1] == len(verdicts)
    assert FIGURES["hours_to_verdict", "", ""].figure == (pytest.approx(median(verdicts)) if verdicts else None)
    for stage in ("lead", "mql"):
        stays = [
            (until - since) / timedelta(days=1)
            for one in COURSES
            for since, until, state in one.stays
            if state == stage and until is not None and QUARTER <= until < END
        ]
        assert FIGURES["days_in_stage", "stage", LABEL[stage]].figure == pytest.approx(median(stays))
        still = [
            (END - since) / timedelta(days=1)
            for one in COURSES
            for since, until, state in one.stays
            if until is None and state == stage and one.born < END
        ]
        assert FIGURES["age", "stage", LABEL[stage]].figure == pytest.approx(median(still))


def test_first_outreach_is_counted_by_the_day_of_the_touch() -> None:
    first: dict[int, datetime] = {}
    for touch in YEAR.touches:
        if touch.at < END:
            first[touch.lead_id] = min(touch.at, first.get(touch.lead_id, touch.at))
    born = {one.lead.id: one.born for one in COURSES}
    taken = {id: plain_hours(born[id], at) for id, at in first.items() if START <= at < END and at >= born[id]}
    assert total("hours_to_outreach")[1] == len(taken)
    limits = {lead.id: lead.outreach_hours for lead in YEAR.leads}
    kept = [took <= limits[id] for id, took in taken.items() if limits[id]]
    assert total("outreach_in_time") == (sum(kept), len(kept))


def test_content_and_drop_off() -> None:
    sql = {one.lead.id for one in COURSES if one.first("sql", "opportunity")}
    pairs = {(s.asset, s.lead_id) for s in YEAR.signals if s.asset and QUARTER <= s.at < END}
    for asset in {asset for asset, _ in pairs}:
        readers = {id for one, id in pairs if one == asset}
        assert FIGURES["content", "content", asset][3:5] == (len(readers & sql), len(readers))
    closed = Counter(
        before for one in COURSES for at, before, after in one.changes() if after == "closed" and QUARTER <= at < END
    )
    for stage, n in closed.items():
        assert FIGURES["drop_off", "stage", LABEL[stage]][3:5] == (n, closed.total())


def test_open_leads_in_order_and_what_is_known_of_them() -> None:
    lead = YEAR.leads[0]
    given = facts(
        leads=[
            lead._replace(id=1, stage="lead", path="nurture", owner="Ann", next_step="Call", due=END.date()),
            lead._replace(id=2, stage="lead", path="not_now", owner="Ann", next_step="", due=None, waits_for="Budget"),
            lead._replace(id=3, stage="lead", path="nurture", owner="", next_step="Call", due=END.date()),
            lead._replace(id=4, stage="lead", path="disqualified", owner="", next_step="", due=None),
        ]
    )
    assert figures(given)["in_order", "", ""][3:5] == (2, 3)
    given = facts(leads=[lead._replace(id=1, path="nurture", known=frozenset({"name", "title"}))])
    found = figures(given)
    assert found["data_completeness", "", ""][3:5] == (2, 8)
    assert found["data_completeness", "field", "Job title"][3:5] == (1, 1)
    assert found["data_completeness", "field", "Region"][3:5] == (0, 1)


def test_nurture_meetings_and_progress() -> None:
    lead = YEAR.leads[0]._replace(created_at=START - timedelta(days=30))
    inside = START + timedelta(days=1)
    given = facts(
        leads=[
            lead._replace(id=1, stage="mql", path="nurture"),
            lead._replace(id=2, stage="mql", path="nurture"),
            lead._replace(id=3, stage="sql", path="sales_discovery"),
            lead._replace(id=4, stage="opportunity", path="sales_discovery"),
        ],
        moves=[
            MoveFact(3, START - timedelta(days=5), "mql", "sql", "nurture", "sales_discovery"),
            MoveFact(4, START - timedelta(days=6), "mql", "sql", "nurture", "sales_discovery"),
            MoveFact(4, inside, "sql", "opportunity", "sales_discovery", "sales_discovery"),
        ],
        signals=[SignalFact(1, inside), SignalFact(2, START - timedelta(days=1))],
        touches=[TouchFact(3, inside, reached=True), TouchFact(4, inside, reached=True, talk=True)],
    )
    found = figures(given)
    assert found["nurture_engaged", "", ""][3:5] == (1, 2)
    assert found["sql_meetings", "", ""][3:5] == (1, 2)  # a message is no meeting
    assert found["sql_progress", "", ""][3:5] == (1, 2)
    assert found["mql_to_sql", "", ""][3:5] == (0, 0)


def sent(number: int, **changes: Any) -> HandoffFact:
    start: dict[str, Any] = {"sent_at": START + timedelta(hours=1), "verdict_hours": 10.0, "path": "sales_discovery"}
    return HandoffFact(number, 1, **(start | changes))


def test_a_package_is_reviewed_where_somebody_answered_in_its_time() -> None:
    soon, late = START + timedelta(hours=20), START + timedelta(days=5)
    given = facts(
        leads=[YEAR.leads[0]._replace(id=1)],
        handoffs=[
            sent(1, verdict="accept", verdict_at=soon),
            sent(2, verdict="need_more", verdict_at=soon),
            sent(3, verdict="reject", verdict_at=late),
            sent(4),
            sent(5, sent_at=END - timedelta(hours=2)),  # its time still runs
            sent(6, sent_at=START - timedelta(days=20)),  # its time ended before the week
        ],
    )
    assert figures(given)["review_rate", "", ""][3:5] == (2, 4)


def test_a_route_is_right_where_nobody_chose_another_within_ten_business_days() -> None:
    given = facts(
        leads=[YEAR.leads[0]._replace(id=n) for n in (1, 2, 3)],
        moves=[
            MoveFact(2, START + timedelta(days=1), "sql", "sql", "sales_discovery", "technical_presales"),
            MoveFact(3, START + timedelta(days=1), "sql", "sql", "sales_discovery", "nurture"),
        ],
        handoffs=[
            sent(1, verdict="accept", verdict_at=START + timedelta(days=2)),
            sent(2)._replace(lead_id=2),
            sent(3)._replace(lead_id=3),  # nurture is no other route of sales, and nobody accepted it
        ],
    )
    assert figures(given)["routing_accuracy", "", ""][3:5] == (1, 2)


def test_each_figure_opens_its_rows() -> None:
    look = look_at(YEAR, hours())
    for metric in METRICS:
        own = windowed(look, metric)
        for found in list(figures_of(metric, own))[:12]:
            rows = cases_of(metric, own, found.dimension, found.value)
            if metric.unit == "count":
                assert len(rows) == found.numerator
            elif metric.unit == "rate":
                assert (sum(case.holds for case in rows), len(rows)) == (found.numerator, found.denominator)
            elif metric.unit == "share":
                assert len(rows) == found.numerator


def test_a_metric_that_is_none_is_said() -> None:
    with pytest.raises(Problem, match="There is no metric 'x'"):
        metric_of("x")


def test_no_metric_adds_mql_and_sql_and_all_have_words() -> None:
    assert len({metric.id for metric in METRICS}) == len(METRICS)
    for metric in METRICS:
        assert metric.words and metric.numerator and metric.exclusions
        assert metric.denominator or metric.unit == "count"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 60))
def test_parts_add_up_to_their_total(seed: int, leads: int) -> None:
    given = a_year(leads, seed)
    look = look_at(given, hours())
    for metric in METRICS:
        found = list(figures_of(metric, windowed(look, metric)))
        whole = found[0]
        for dimension in {one.dimension for one in found[1:]}:
            parts = [one for one in found if one.dimension == dimension]
            assert sum(one.numerator or 0 for one in parts) == pytest.approx(whole.numerator or 0)
            if whole.denominator is not None and metric.unit != "share":
                assert sum(one.denominator or 0 for one in parts) == whole.denominator
