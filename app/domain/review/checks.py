"""Reconciliation: figures that were reached on two ways and must agree."""

from collections import Counter
from collections.abc import Sequence

from app.domain.review.behind import NEW_LEAD, NEW_MQL, NEW_SQL
from app.domain.review.facts import ReviewFacts
from app.domain.review.flow import state_label
from app.domain.review.passage import CLOSED, Passage
from app.domain.review.sheet import Check, Kpi, LeadRow, MovedRow, MovementRow, PackageRow, StepRow, Verdicts
from app.language import later


def checks(
    facts: ReviewFacts,
    p: Passage,
    moved: Sequence[MovementRow],
    stepped: Sequence[StepRow],
    given: Verdicts,
    rows: Sequence[LeadRow],
) -> tuple[Check, ...]:
    """Every check with both figures."""
    standing = Counter(row.stage for row in rows)
    closing = {row.stage: row.closing for row in moved}
    apart = sum(abs(standing[stage] - closing.get(stage, 0)) for stage in {*standing, *closing})
    opening, arrived = sum(row.opening for row in moved), sum(row.arrived for row in moved)
    came_in = sum(row.moved_in + row.reopened for row in moved if row.stage != state_label(CLOSED))
    to_closed = next((row.moved_in for row in moved if row.stage == state_label(CLOSED)), 0)
    went_out = sum(row.moved_out + row.closed for row in moved)
    at_hand = sum(row.at_hand for row in stepped)
    parts = sum(row.went_on + row.went_back + row.closed + row.stayed for row in stepped)
    return (
        Check(
            later("Stages = leads"),
            later("Sum of the closing stages, and rows on the sheet Leads"),
            sum(closing.values()),
            len(rows),
        ),
        Check(
            later("Each stage = its leads"),
            later("Leads on the sheet that are missing in or beyond their stage"),
            apart,
            0,
        ),
        Check(
            later("Leads balance"), later("Opening plus arrived, and closing"), opening + arrived, sum(closing.values())
        ),
        Check(later("Moves balance"), later("Moves into a stage, and moves out of one"), came_in + to_closed, went_out),
        Check(later("Steps = at hand"), later("At hand in all stages, and what became of them"), at_hand, parts),
        Check(
            later("Packages"),
            later("Accepted + rejected + pending, and packages sent"),
            given.accepted + given.rejected + given.pending,
            given.packages,
        ),
        Check(later("Stages now"), later("Leads whose stored stage differs from their moves"), _differing(facts, p), 0),
    )


def rows_behind(
    kpis: Sequence[Kpi],
    given: Verdicts,
    moved: Sequence[MovementRow],
    stepped: Sequence[StepRow],
    went: Sequence[MovedRow],
    handed: Sequence[PackageRow],
) -> tuple[Check, ...]:
    """Every figure that counts, and the rows listed behind it; the funnel of the week, and the movement."""
    shown, listed = {kpi.id: kpi.n for kpi in kpis}, Counter(row.counts_as for row in went)
    apart = sum(
        abs(step.at_hand - (row.opening + row.arrived + row.moved_in + row.reopened)) + abs(step.stayed - row.closing)
        for step, row in zip(stepped, moved, strict=False)
    )
    decided = given.accepted_in_week + given.rejected_in_week
    return (
        Check(later("Funnel = movement"), later("Leads by which the steps of the week differ"), apart, 0),
        Check(
            later("New leads = rows"),
            later("The figure, and its rows on Movement"),
            shown["new_leads"],
            listed[NEW_LEAD],
        ),
        Check(
            later("New MQLs = rows"), later("The figure, and its rows on Movement"), shown["new_mql"], listed[NEW_MQL]
        ),
        Check(
            later("New SQLs = rows"), later("The figure, and its rows on Movement"), shown["new_sql"], listed[NEW_SQL]
        ),
        Check(
            later("Handoffs = rows"),
            later("The figure, and its rows on Accept-Reject"),
            shown["handoffs"],
            sum(row.sent_in_week for row in handed),
        ),
        Check(
            later("Decided = rows"),
            later("Accepted and rejected in the week, and their rows on Accept-Reject"),
            decided,
            sum(row.decided_in_week for row in handed),
        ),
    )


def _differing(facts: ReviewFacts, p: Passage) -> int:
    """Leads without later moves whose stored stage is not the one their moves lead to."""
    later = {move.lead_id for move in facts.moves if move.at >= facts.end}
    return sum(
        state != (CLOSED if p.leads[id].path in facts.closed_paths else p.leads[id].stage)
        for id, state in p.standing.items()
        if id not in later
    )
