"""The parts that give points, and say what a score means."""

from app.domain.playbook.sections.section import ID, LABEL, Field, Section


def _bands(axis: str, label: str) -> Section:
    fields = (
        ID,
        LABEL,
        Field(
            "at_least", "From points", "number", "", "The band begins here and ends at the next; one begins at 0.", True
        ),
    )
    about = "Stretches of the score from 0 to 100. The grid has a cell for each fit band with each intent band."
    return Section(f"{axis}_bands", label, "band", "Scoring", about, ("scoring", f"{axis}_bands"), fields)


SCORING: tuple[Section, ...] = (
    Section(
        "fit_rules",
        "Fit rules",
        "fit rule",
        "Scoring",
        "Points for what the organisation and the person are.",
        ("scoring", "fit"),
        (
            ID,
            LABEL,
            Field("when", "When", "condition", "", "The facts that give the points.", True),
            Field("points", "Points", "number", "", "From -100 to 100; below 0 counts against.", True),
        ),
    ),
    Section(
        "intent_rules",
        "Intent rules",
        "intent rule",
        "Scoring",
        "Points for what the person did: points for each signal, halved every so many days.",
        ("scoring", "intent"),
        (
            ID,
            LABEL,
            Field("signals", "Signals", "choices", "signal", "Any of these kinds of signal counts.", True),
            Field("mentions", "Mentioning", "words", "", "Only where one of these words stands in it; empty: always."),
            Field("points", "Points", "number", "", "For each signal, from -100 to 100; below 0 counts against.", True),
            Field("half_life_days", "Halved after days", "number", "", "An old signal counts less and less.", True),
            Field("at_most", "At most", "number", "", "How many such signals count; the strongest do."),
        ),
    ),
    Section(
        "scoring",
        "Limits of scoring",
        "limit",
        "Scoring",
        "What holds for all rules together.",
        ("scoring",),
        (
            Field(
                "engagement_cap",
                "Most points of engagement",
                "number",
                "",
                "Downloads, visits and opens together never give more.",
            ),
        ),
        key=(),
        title="",
        single=True,
    ),
    _bands("fit", "Fit bands"),
    _bands("intent", "Intent bands"),
    Section(
        "grid",
        "Grid",
        "cell",
        "Scoring",
        "What each fit band with each intent band is called, and the path it suggests.",
        ("scoring", "grid"),
        (
            Field("fit", "Fit", "choice", "fit_band", "", True),
            Field("intent", "Intent", "choice", "intent_band", "", True),
            LABEL,
            Field("path", "Path", "choice", "path", "What is suggested for leads in this cell.", True),
        ),
        key=("fit", "intent"),
        fixed=True,
    ),
    Section(
        "presets",
        "Presets",
        "preset",
        "Scoring",
        "Thresholds that are switched together: many leads early, or few with evidence.",
        ("presets",),
        (
            ID,
            LABEL,
            Field("about", "About", "long", "", "When one would choose it.", True),
            Field("mql_fit_at_least", "Fit for MQL", "number", "", "The least points of fit, 0 to 100.", True),
            Field("mql_intent_at_least", "Intent for MQL", "number", "", "The least points of intent, 0 to 100.", True),
            Field("optional_criteria", "Not required here", "choices", "criterion", "Criteria this preset lets go."),
            Field("required_criteria", "Required on top", "choices", "criterion", "Criteria this preset adds."),
        ),
    ),
)
