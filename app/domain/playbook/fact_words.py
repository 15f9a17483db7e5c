"""The facts that a condition may test, in words: what people call each, and where its values come from."""

from dataclasses import dataclass
from typing import Literal

from app.language import later

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
    FactWords("service_line", later("Service line"), "choice", "service_line"),
    FactWords("stage", later("Stage"), "choice", "lead_stage"),
    FactWords("path", later("Path"), "choice", "path"),
    FactWords("cycle", later("Cycle"), "number"),
    FactWords("owner", later("Owner"), "text"),
    FactWords("owner_load", later("Open leads of the owner"), "number"),
    FactWords("next_step", later("Next step"), "text"),
    FactWords("evaluation_stage", later("Evaluation stage"), "choice", "evaluation_stage"),
    FactWords("intent_context", later("Intent context"), "choice", "intent_context"),
    FactWords("fit_band", later("Fit"), "choice", "fit_band"),
    FactWords("intent_band", later("Intent"), "choice", "intent_band"),
    # the person
    FactWords("job_title", later("Job title"), "text"),
    FactWords("seat", later("Seat"), "choice", "seat"),
    FactWords("email_kind", later("Kind of e-mail address"), "choice", "email_kind"),
    FactWords("has_contact", later("Can be reached"), "yes_no", "true_false"),
    FactWords("relation", later("Relation to us"), "choice", "relation"),
    # the account
    FactWords("account", later("Account"), "text"),
    FactWords("facility_type", later("Facility type"), "choice", "facility_type"),
    FactWords("segment", later("Segment"), "choice", "segment"),
    FactWords("country", later("Country"), "text"),
    FactWords("region", later("Region"), "choice", "region"),
    FactWords("size", later("Size"), "number"),
    FactWords("testing_focus", later("Testing focus"), "choice", "testing_focus"),
    FactWords("accreditation", later("Accreditation"), "text"),
    FactWords("systems", later("Current systems"), "text", many=True),
    # where it came from and what they did
    FactWords("source", later("Source"), "choice", "source"),
    FactWords("campaign", later("Campaign"), "text"),
    FactWords("offer", later("Offer"), "choice", "offer"),
    FactWords("asked_for", later("Asked for"), "text"),
    FactWords("wishes", later("Asked for or looked at"), "text"),
    FactWords("signal_kinds", later("Signals"), "text", "signal", many=True),
    # what is open
    FactWords("open_gaps", later("Open questions"), "number"),
    FactWords("stopping_gaps", later("Questions that stop the deal"), "number"),
    FactWords("gap_areas", later("Areas of open questions"), "text", many=True),
)

FACT: dict[str, FactWords] = {fact.id: fact for fact in FACTS_IN_WORDS}
