"""The parts that give points, and say what a score means."""

from app.domain.playbook.sections.section import ID, LABEL, Field, Section
from app.language import later


def _bands(axis: str, label: str) -> Section:
    fields = (
        ID,
        LABEL,
        Field(
            "at_least",
            later("From points"),
            "number",
            "",
            later("The band begins here and ends at the next; one begins at 0."),
            True,
        ),
    )
    about = later("Stretches of the score from 0 to 100. The grid has a cell for each fit band with each intent band.")
    return Section(f"{axis}_bands", label, later("band"), later("Scoring"), about, ("scoring", f"{axis}_bands"), fields)


SCORING: tuple[Section, ...] = (
    Section(
        "fit_rules",
        later("Fit rules"),
        later("fit rule"),
        later("Scoring"),
        later("Points for what the organisation and the person are."),
        ("scoring", "fit"),
        (
            ID,
            LABEL,
            Field("when", later("When"), "condition", "", later("The facts that give the points."), True),
            Field("points", later("Points"), "number", "", later("From -100 to 100; below 0 counts against."), True),
        ),
    ),
    Section(
        "intent_rules",
        later("Intent rules"),
        later("intent rule"),
        later("Scoring"),
        later("Points for what the person did: points for each signal, halved every so many days."),
        ("scoring", "intent"),
        (
            ID,
            LABEL,
            Field(
                "signals", later("Signals"), "choices", "signal", later("Any of these kinds of signal counts."), True
            ),
            Field(
                "mentions",
                later("Mentioning"),
                "words",
                "",
                later("Only where one of these words stands in it; empty: always."),
            ),
            Field(
                "points",
                later("Points"),
                "number",
                "",
                later("For each signal, from -100 to 100; below 0 counts against."),
                True,
            ),
            Field(
                "half_life_days",
                later("Halved after days"),
                "number",
                "",
                later("An old signal counts less and less."),
                True,
            ),
            Field("at_most", later("At most"), "number", "", later("How many such signals count; the strongest do.")),
        ),
    ),
    Section(
        "scoring",
        later("Limits of scoring"),
        later("limit"),
        later("Scoring"),
        later("What holds for all rules together."),
        ("scoring",),
        (
            Field(
                "engagement_cap",
                later("Most points of engagement"),
                "number",
                "",
                later("Downloads, visits and opens together never give more."),
            ),
        ),
        key=(),
        title="",
        single=True,
    ),
    _bands("fit", later("Fit bands")),
    _bands("intent", later("Intent bands")),
    Section(
        "grid",
        later("Grid"),
        later("cell"),
        later("Scoring"),
        later("What each fit band with each intent band is called, and the path it suggests."),
        ("scoring", "grid"),
        (
            Field("fit", later("Fit"), "choice", "fit_band", "", True),
            Field("intent", later("Intent"), "choice", "intent_band", "", True),
            LABEL,
            Field("path", later("Path"), "choice", "path", later("What is suggested for leads in this cell."), True),
        ),
        key=("fit", "intent"),
        fixed=True,
    ),
    Section(
        "presets",
        later("Presets"),
        later("preset"),
        later("Scoring"),
        later("Thresholds that are switched together: many leads early, or few with evidence."),
        ("presets",),
        (
            ID,
            LABEL,
            Field("about", later("About"), "long", "", later("When one would choose it."), True),
            Field(
                "mql_fit_at_least",
                later("Fit for MQL"),
                "number",
                "",
                later("The least points of fit, 0 to 100."),
                True,
            ),
            Field(
                "mql_intent_at_least",
                later("Intent for MQL"),
                "number",
                "",
                later("The least points of intent, 0 to 100."),
                True,
            ),
            Field(
                "optional_criteria",
                later("Not required here"),
                "choices",
                "criterion",
                later("Criteria this preset lets go."),
            ),
            Field(
                "required_criteria",
                later("Required on top"),
                "choices",
                "criterion",
                later("Criteria this preset adds."),
            ),
        ),
    ),
)
