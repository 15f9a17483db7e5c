"""The parts about the buying committee, the handoff and the weekly review."""

from app.domain.playbook.sections.section import ID, LABEL, Field, Section

PEOPLE: tuple[Section, ...] = (
    Section(
        "seats",
        "Seats",
        "seat",
        "Committee and handoff",
        "The functions on a buying committee.",
        ("seats",),
        (
            ID,
            LABEL,
            Field("lane", "Lane", "text", "", "The group it stands in on the map.", True),
            Field("power", "Power", "choices", "power", "What this seat can do."),
            Field("checks", "Looks at", "text", "", "What this seat wants to be sure of.", True),
            Field("title_words", "Job titles", "words", "", "Words that guess the seat from a job title."),
            Field("external", "From outside", "yes_no", "", "Yes where the person works for somebody else."),
        ),
        ordered=True,
    ),
    Section(
        "templates",
        "Committees",
        "committee",
        "Committee and handoff",
        "Which seats a service line needs.",
        ("templates",),
        (
            Field("service_line", "Service line", "choice", "service_line", "", True),
            Field("seats", "Seats", "needs", "seat", "Required, expected or optional; the others are not asked for."),
        ),
        key=("service_line",),
        title="service_line",
    ),
    Section(
        "handoff",
        "Handoff",
        "handoff",
        "Committee and handoff",
        "What a handoff to sales must have.",
        ("handoff",),
        (
            Field("mandatory", "Must have", "choices", "handoff_part", "Without these it cannot be sent."),
            Field("counted", "Counts", "choices", "handoff_part", "These make it more complete."),
        ),
        key=(),
        title="",
        single=True,
    ),
    Section(
        "diagnoses",
        "Diagnoses",
        "diagnosis",
        "Review",
        "What the weekly review looks for. The tests are built in; their limits and words are yours.",
        ("diagnoses",),
        (
            ID,
            LABEL,
            Field("says", "Says", "long", "", "What has been found.", True),
            Field("suggests", "Suggests", "long", "", "Which rule to change.", True),
            Field("at_least_n", "From leads", "number", "", "With fewer cases it stays silent."),
            Field("limits", "Limits", "limits", "", "Shares are written as 0.25 for 25 per cent."),
        ),
        fixed=True,
        ordered=True,
    ),
)
