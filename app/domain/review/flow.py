"""Movement between stages, the steps of the funnel, cohorts, and conversion by segment."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from app.domain.review.dimensions import DIMENSIONS, most_frequent
from app.domain.review.facts import ReviewFacts
from app.domain.review.passage import CLOSED, PERIODS, RANK, STATES, Passage
from app.domain.review.rates import rate
from app.domain.review.sheet import CohortRow, MovementRow, SegmentRow, StepRow, TrendRow
from app.domain.review.weeks import name_of_period
from app.domain.stage import Stage
from app.language import later, tr

COHORT_WEEKS = 4


def state_label(state: str) -> str:
    """The word people say for a stage, or for leads that are closed."""
    return tr("Closed") if state == CLOSED else Stage(state).label


def states(facts: ReviewFacts, p: Passage) -> tuple[str, ...]:
    """The states that count here: SAL only where it is used or was."""
    used = facts.use_sal or any("sal" in flow for flow in p.flows) or "sal" in p.standing.values()
    return tuple(state for state in STATES if used or state != "sal")


def movement(facts: ReviewFacts, p: Passage) -> tuple[MovementRow, ...]:
    """Per stage: who was there, who came, who left and where to, who is there now."""
    return tuple(_movement_row(p, state) for state in states(facts, p))


def _movement_row(p: Passage, state: str) -> MovementRow:
    came = {before: n for (before, after), n in p.flows.items() if after == state}
    left = {after: n for (before, after), n in p.flows.items() if before == state}
    reopened = came.get(CLOSED, 0)
    moved_in = sum(came.values()) - reopened
    closed = left.get(CLOSED, 0)
    moved_out = sum(left.values()) - closed
    opening, arrived = p.opening[state], p.arrived[state]
    places = ", ".join(
        f"{state_label(to)} {n}" for to, n in sorted(left.items(), key=lambda item: STATES.index(item[0]))
    )
    closing = opening + arrived + moved_in + reopened - moved_out - closed
    label, again = state_label(state), p.requalified[state]
    return MovementRow(label, opening, arrived, moved_in, reopened, moved_out, closed, closing, places, again)


def steps(facts: ReviewFacts, p: Passage) -> tuple[StepRow, ...]:
    """What became of everybody at hand in each stage during this week; a direct move up counts as going on."""
    rows = []
    for state in states(facts, p)[:-2]:
        came = sum(n for (_, after), n in p.flows.items() if after == state)
        at_hand = p.opening[state] + p.arrived[state] + came
        left = {after: n for (before, after), n in p.flows.items() if before == state}
        on = sum(n for after, n in left.items() if RANK[after] > RANK[state])
        closed = left.get(CLOSED, 0)
        back = sum(left.values()) - on - closed
        share = rate(on, at_hand)
        stayed = at_hand - on - back - closed
        name = tr("{stage} and on", stage=state_label(state))
        rows.append(StepRow(name, at_hand, on, back, closed, stayed, share.value, share.low, share.high))
    return tuple(rows)


def cohorts(p: Passage) -> tuple[CohortRow, ...]:
    """The leads of each week of arrival, and how many were proven within four weeks; young weeks show nothing."""
    arrived, mql, sql = [0] * PERIODS, [0] * PERIODS, [0] * PERIODS
    for id, born in p.born.items():
        number = p.period(born)
        if not 0 <= number < PERIODS:
            continue
        arrived[number] += 1
        limit = born + timedelta(weeks=COHORT_WEEKS)
        mql[number] += id in p.first_mql and p.first_mql[id] <= limit
        sql[number] += id in p.first_sql and p.first_sql[id] <= limit
    rows = []
    for number in range(PERIODS):
        name = period_name(p, number)
        if is_ripe(p, number, COHORT_WEEKS):
            to_mql, to_sql = rate(mql[number], arrived[number]), rate(sql[number], arrived[number])
            rows.append(CohortRow(name, arrived[number], mql[number], to_mql.shown, sql[number], to_sql.shown))
        else:
            rows.append(CohortRow(name, arrived[number], None, None, None, None))
    return tuple(rows)


def is_ripe(p: Passage, number: int, weeks: int) -> bool:
    """True where so many weeks have passed since a period was over, counted in the days people live.

    In hours they are one short where summer time begins on the way, and the cohort would wait for another week.
    """
    over, end = (bound.astimezone(ZoneInfo(p.zone)).date() for bound in (p.bounds[number + 1], p.bounds[-1]))
    return over + timedelta(weeks=weeks) <= end


def period_name(p: Passage, number: int) -> str:
    """The week in which a period begins."""
    return name_of_period(p.bounds[number], p.zone)


def trend(facts: ReviewFacts, p: Passage) -> tuple[TrendRow, ...]:
    """The last periods for the charts."""
    accepted, rejected = [0] * PERIODS, [0] * PERIODS
    for handoff in facts.handoffs:
        if handoff.verdict_at is not None:
            number = p.period(handoff.verdict_at)
            if 0 <= number < PERIODS:
                accepted[number] += handoff.verdict == "accept"
                rejected[number] += handoff.verdict == "reject"
    return tuple(
        TrendRow(period_name(p, n), p.new_leads[n], p.entered[n]["mql"], p.entered[n]["sql"], accepted[n], rejected[n])
        for n in range(PERIODS)
    )


def segments(facts: ReviewFacts, p: Passage) -> tuple[SegmentRow, ...]:
    """Conversion of the leads that arrived in the last 13 weeks, by every dimension; MQL and SQL are separate rows."""
    recent = [lead for id, lead in p.leads.items() if p.born[id] >= p.quarter]
    rows: list[SegmentRow] = []
    for dimension in DIMENSIONS:
        counted = Counter[str]()
        mql, sql = Counter[str](), Counter[str]()
        for lead in recent:
            value = getattr(lead, dimension) or tr("not known")
            counted[value] += 1
            if lead.id in p.first_mql:
                mql[value] += 1
                sql[value] += lead.id in p.first_sql
        rows += _rows(dimension.replace("_", " ").capitalize(), counted, mql, sql)
    return tuple(rows + _content(facts, p))


def _content(facts: ReviewFacts, p: Passage) -> list[SegmentRow]:
    """Which content stands behind leads that became ready: every lead counts once per asset."""
    pairs = {(s.asset, s.lead_id) for s in facts.signals if s.asset and p.quarter <= s.at < p.bounds[-1]}
    known = [(asset, id) for asset, id in pairs if id in p.leads]
    counted = Counter(asset for asset, _ in known)
    mql = Counter(asset for asset, id in known if id in p.first_mql)
    sql = Counter(asset for asset, id in known if id in p.first_sql)
    return _rows("Content", counted, mql, sql)


def _rows(dimension: str, counted: Counter[str], mql: Counter[str], sql: Counter[str]) -> list[SegmentRow]:
    rows = []
    for value, n in most_frequent(counted):
        for step, reached in ((later("Lead to MQL"), mql[value]), (later("Lead to SQL"), sql[value])):
            share = rate(reached, n)
            small = share.shown is None
            low, high = (None, None) if small else (share.low, share.high)
            rows.append(SegmentRow(dimension, value, step, n, reached, share.shown, low, high))
    return rows
