"""What a team settles about the diagnoses of its review: from when on each speaks, and what it suggests."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from app.domain.playbook.part import Named


class Diagnosis(Named):
    """One weekly diagnosis: its thresholds and the rule change it suggests; the test itself is code, by id."""

    says: str
    suggests: str
    at_least_n: int = Field(5, ge=1)
    limits: dict[str, Annotated[float, Field(ge=0, le=1_000)]] = Field(default_factory=dict)

    def limit(self, name: str) -> float:
        """A threshold of this diagnosis; the usual one where the playbook says nothing of it."""
        return self.limits.get(name, USUAL_LIMITS[self.id][name])


USUAL_LIMITS: Mapping[str, Mapping[str, float]] = {
    "mql_inflation": {
        "rise_over_mean": 0.2,
        "weeks_of_mean": 4,
        "acceptance_fall": 0.1,
        "meetings_fall": 0.1,
        "without_fit_share": 0.25,
    },
    "sql_under_reporting": {"days_proven": 5, "days_sent_without_verdict": 5},
    "form_fill_sqls": {"share": 0.15},
    "fit_skipped_at_sql": {"share": 0.1},
    "routed_without_context": {"share": 0.2, "completeness": 0.6},
    "qualifiers_differ": {"gap_in_acceptance": 0.25, "gap_in_mql_rate": 0.25},
    "engagement_as_intent": {"share": 0.1},
    "stale_criteria": {"unanswered_share": 0.6, "same_answer_share": 0.95},
    "committee_missing": {"known_share": 0.5},
    "stalled_sqls": {"days": 21, "days_past_due": 5},
    "low_relevance_syndication": {"mql_rate_at_most": 0.05, "disqualified_share": 0.4},
    "forgotten_leads": {"days_past_due": 5},
    "wrong_route": {"rerouted_share": 0.2, "business_days": 10},
}
"""Every threshold that the test of a diagnosis looks at, by its id: shares from 0 to 1, days and weeks."""
