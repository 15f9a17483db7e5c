"""Stages: what has been proven about a lead, in order."""

from enum import StrEnum

from app.language import later, tr


class Stage(StrEnum):
    """What has been proven. SAL is optional and off unless the playbook turns it on."""

    LEAD = "lead"
    MQL = "mql"
    SAL = "sal"
    SQL = "sql"
    OPPORTUNITY = "opportunity"

    @property
    def rank(self) -> int:
        """Position in the order of proof, from 0."""
        return list(Stage).index(self)

    @property
    def label(self) -> str:
        """The word people say."""
        return tr(STAGE_WORDS[self])


STAGE_WORDS = {
    Stage.LEAD: later("Lead"),
    Stage.MQL: later("MQL"),
    Stage.SAL: later("SAL"),
    Stage.SQL: later("SQL"),
    Stage.OPPORTUNITY: later("Opportunity"),
}
