"""The parts that hold the words of a team: what it sells, what people do, and the vocabularies."""

from app.domain.playbook.sections.section import ABOUT, ID, LABEL, SYNONYMS, Field, Section


def _words(name: str, label: str, about: str) -> Section:
    """One vocabulary: the values that a field of a lead or account may have."""
    return Section(name, label, "entry", "Words", about, ("vocabularies", name), (ID, LABEL, SYNONYMS, ABOUT))


WORDS: tuple[Section, ...] = (
    Section(
        "service_lines",
        "Service lines",
        "service line",
        "Words",
        "What we sell.",
        ("service_lines",),
        (
            ID,
            LABEL,
            Field("budget_required", "Budget required", "yes_no", "", "Yes where a known budget is part of SQL."),
            Field("funding", "Counts as budget", "words", "", "One a line: planned lab budget, grant awarded."),
            SYNONYMS,
            ABOUT,
        ),
        ordered=True,
    ),
    Section(
        "signal_kinds",
        "Signals",
        "signal",
        "Words",
        "The kinds of things people do.",
        ("signal_kinds",),
        (
            ID,
            LABEL,
            Field("strength", "Strength", "choice", "strength", "How much it says about a project."),
            Field("engagement", "Engagement", "yes_no", "", "Yes: its points count towards the most for engagement."),
            SYNONYMS,
            ABOUT,
        ),
    ),
    _words("source", "Sources", "Where a lead came from."),
    _words("offer", "Offers", "What they answered to or asked for; follow-up times depend on it."),
    _words("facility_type", "Facility types", "Kinds of organisation."),
    _words("segment", "Segments", "How we divide the market."),
    _words("region", "Regions", "Where the organisation is."),
    _words("testing_focus", "Testing focus", "What the organisation tests or works on."),
    _words("evaluation_stage", "Evaluation stages", "How far the buyer's own evaluation has come."),
)
