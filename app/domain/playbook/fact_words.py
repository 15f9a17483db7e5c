"""The facts that a condition may test, in words: what people call each, and where its values come from."""

from dataclasses import dataclass
from typing import Literal

FactKind = Literal["choice", "text", "number", "yes_no"]


@dataclass(frozen=True, slots=True)
class FactWords:
    """One fact: its id, its label, what its values are, and for a choice the list of ids they come from."""

    id: str
    label: str
    kind: FactKind
    of: str = ""  # as `Field.of` in sections: service_line, region, seat ...
    many: bool = False  # the label is a plural: "signals mention"

    @property
    def spoken(self) -> str:
        """The id as people write it in a condition: `facility type`."""
        return self.id.replace("_", " ")


FACTS_IN_WORDS: tuple[FactWords, ...] = (
    # the lead
    FactWords("service_line", "Service line", "choice", "service_line"),
    FactWords("stage", "Stage", "choice", "lead_stage"),
    FactWords("path", "Path", "choice", "path"),
    FactWords("cycle", "Cycle", "number"),
    FactWords("owner", "Owner", "text"),
    FactWords("owner_load", "Open leads of the owner", "number"),
    FactWords("next_step", "Next step", "text"),
    FactWords("evaluation_stage", "Evaluation stage", "choice", "evaluation_stage"),
    FactWords("intent_context", "Intent context", "choice", "intent_context"),
    FactWords("fit_band", "Fit", "choice", "fit_band"),
    FactWords("intent_band", "Intent", "choice", "intent_band"),
    # the person
    FactWords("job_title", "Job title", "text"),
    FactWords("seat", "Seat", "choice", "seat"),
    FactWords("email_kind", "Kind of e-mail address", "choice", "email_kind"),
    FactWords("has_contact", "Can be reached", "yes_no", "true_false"),
    FactWords("relation", "Relation to us", "choice", "relation"),
    # the account
    FactWords("account", "Account", "text"),
    FactWords("facility_type", "Facility type", "choice", "facility_type"),
    FactWords("segment", "Segment", "choice", "segment"),
    FactWords("country", "Country", "text"),
    FactWords("region", "Region", "choice", "region"),
    FactWords("size", "Size", "number"),
    FactWords("testing_focus", "Testing focus", "choice", "testing_focus"),
    FactWords("accreditation", "Accreditation", "text"),
    FactWords("systems", "Current systems", "text", many=True),
    # where it came from and what they did
    FactWords("source", "Source", "choice", "source"),
    FactWords("campaign", "Campaign", "text"),
    FactWords("offer", "Offer", "choice", "offer"),
    FactWords("asked_for", "Asked for", "text"),
    FactWords("wishes", "Asked for or looked at", "text"),
    FactWords("signal_kinds", "Signals", "text", "signal", many=True),
    # what is open
    FactWords("open_gaps", "Open questions", "number"),
    FactWords("stopping_gaps", "Questions that stop the deal", "number"),
    FactWords("gap_areas", "Areas of open questions", "text", many=True),
)

FACT: dict[str, FactWords] = {fact.id: fact for fact in FACTS_IN_WORDS}
