"""The parts that hold the words of a team: what it sells, what people do, and the vocabularies."""

from app.domain.playbook.sections.section import ABOUT, ID, LABEL, SYNONYMS, Field, Section
from app.language import later


def _words(name: str, label: str, about: str) -> Section:
    """One vocabulary: the values that a field of a lead or account may have."""
    return Section(
        name, label, later("entry"), later("Words"), about, ("vocabularies", name), (ID, LABEL, SYNONYMS, ABOUT)
    )


WORDS: tuple[Section, ...] = (
    Section(
        "service_lines",
        later("Service lines"),
        later("service line"),
        later("Words"),
        later("What we sell."),
        ("service_lines",),
        (
            ID,
            LABEL,
            Field(
                "budget_required",
                later("Budget required"),
                "yes_no",
                "",
                later("Yes where a known budget is part of SQL."),
            ),
            Field(
                "funding",
                later("Counts as budget"),
                "words",
                "",
                later("One a line: planned lab budget, grant awarded."),
            ),
            SYNONYMS,
            ABOUT,
        ),
        ordered=True,
    ),
    Section(
        "signal_kinds",
        later("Signals"),
        later("signal"),
        later("Words"),
        later("The kinds of things people do."),
        ("signal_kinds",),
        (
            ID,
            LABEL,
            Field("strength", later("Strength"), "choice", "strength", later("How much it says about a project.")),
            Field(
                "engagement",
                later("Engagement"),
                "yes_no",
                "",
                later("Yes: its points count towards the most for engagement."),
            ),
            SYNONYMS,
            ABOUT,
        ),
    ),
    _words("source", later("Sources"), later("Where a lead came from.")),
    _words("offer", later("Offers"), later("What they answered to or asked for; follow-up times depend on it.")),
    _words("facility_type", later("Facility types"), later("Kinds of organisation.")),
    _words("segment", later("Segments"), later("How we divide the market.")),
    _words("region", later("Regions"), later("Where the organisation is.")),
    _words("testing_focus", later("Testing focus"), later("What the organisation tests or works on.")),
    _words("evaluation_stage", later("Evaluation stages"), later("How far the buyer's own evaluation has come.")),
)
