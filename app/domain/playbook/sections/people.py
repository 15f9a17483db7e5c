"""The parts about the buying committee, the handoff and the weekly review."""

from app.domain.playbook.sections.section import ID, LABEL, Field, Section
from app.language import later

PEOPLE: tuple[Section, ...] = (
    Section(
        "seats",
        later("Seats"),
        later("seat"),
        later("Committee and handoff"),
        later("The functions on a buying committee."),
        ("seats",),
        (
            ID,
            LABEL,
            Field("lane", later("Lane"), "text", "", later("The group it stands in on the map."), True),
            Field("power", later("Power"), "choices", "power", later("What this seat can do.")),
            Field("checks", later("Looks at"), "text", "", later("What this seat wants to be sure of."), True),
            Field(
                "title_words", later("Job titles"), "words", "", later("Words that guess the seat from a job title.")
            ),
            Field(
                "external", later("From outside"), "yes_no", "", later("Yes where the person works for somebody else.")
            ),
            Field(
                "validates",
                later("Judges validation"),
                "yes_no",
                "",
                later("Yes where this seat says whether our service works."),
            ),
        ),
        ordered=True,
    ),
    Section(
        "templates",
        later("Committees"),
        later("committee"),
        later("Committee and handoff"),
        later("Which seats a service line needs."),
        ("templates",),
        (
            Field("service_line", later("Service line"), "choice", "service_line", "", True),
            Field(
                "seats",
                later("Seats"),
                "needs",
                "seat",
                later("Required, expected or optional; the others are not asked for."),
            ),
            Field(
                "gate",
                later("Gaps before SQL"),
                "choice",
                "committee_gate",
                later("Whether gaps that hinder warn or block."),
            ),
        ),
        key=("service_line",),
        title="service_line",
    ),
    Section(
        "committee_gaps",
        later("Committee gaps"),
        later("gap rule"),
        later("Committee and handoff"),
        later(
            "What is looked for on a committee; the first found stand first. The tests are built in; the rest is yours."
        ),
        ("committee_gaps",),
        (
            ID,
            LABEL,
            Field("used", later("Used"), "yes_no", "", later("No: it is not looked for.")),
            Field(
                "hinders",
                later("Hinders SQL"),
                "yes_no",
                "",
                later("Yes: it counts where the committee warns or blocks."),
            ),
            Field(
                "says",
                later("Says"),
                "long",
                "",
                later("{who}, {person}, {seat}, {days}, {share}, {step} and {due} are filled in."),
                True,
            ),
            Field("fix", later("Fix"), "choice", "committee_fix", later("What is offered to mend it."), True),
            Field(
                "limits",
                later("Limits"),
                "limits",
                "",
                later("Days, touches, or shares written as 0.25 for 25 per cent."),
            ),
        ),
        fixed=True,
        ordered=True,
    ),
    Section(
        "handoff",
        later("Handoff"),
        later("handoff"),
        later("Committee and handoff"),
        later("What a handoff to sales must have."),
        ("handoff",),
        (
            Field(
                "mandatory", later("Must have"), "choices", "handoff_part", later("Without these it cannot be sent.")
            ),
            Field("counted", later("Counts"), "choices", "handoff_part", later("These make it more complete.")),
        ),
        key=(),
        title="",
        single=True,
    ),
    Section(
        "diagnoses",
        later("Diagnoses"),
        later("diagnosis"),
        later("Review"),
        later("What the weekly review looks for. The tests are built in; their limits and words are yours."),
        ("diagnoses",),
        (
            ID,
            LABEL,
            Field("says", later("Says"), "long", "", later("What has been found."), True),
            Field("suggests", later("Suggests"), "long", "", later("Which rule to change."), True),
            Field("at_least_n", later("From leads"), "number", "", later("With fewer cases it stays silent.")),
            Field("limits", later("Limits"), "limits", "", later("Shares are written as 0.25 for 25 per cent.")),
        ),
        fixed=True,
        ordered=True,
    ),
)
