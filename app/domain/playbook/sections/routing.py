"""The parts that say where a lead goes next, and how soon."""

from app.domain.playbook.sections.section import ABOUT, ID, LABEL, SYNONYMS, Field, Section

ROUTING: tuple[Section, ...] = (
    Section(
        "routes",
        "Routes",
        "route",
        "Routing",
        "Where a lead goes next. They are tried from the top; the first that holds decides.",
        ("routes",),
        (
            ID,
            LABEL,
            Field("when", "When", "condition", "", "The last route holds always, so that no lead is left over.", True),
            Field("path", "Path", "choice", "path", "What is proposed.", True),
            Field("why", "Why", "long", "", "The reason that people read beside the proposal.", True),
            Field("owner", "Owner", "owner", "", "Who gets the lead."),
            Field("deadline_hours", "Within hours", "number", "", "Business hours.", True),
        ),
        ordered=True,
    ),
    Section(
        "paths",
        "Paths",
        "path",
        "Routing",
        "What may happen next with a lead.",
        ("paths",),
        (
            ID,
            LABEL,
            Field("open", "Stays open", "yes_no", "", "No ends the work on a lead."),
            Field("needs_date", "Needs a date", "yes_no", "", "Yes where it makes sense only with a date."),
            Field("key", "Key", "text", "", "The key of the cockpit that chooses it."),
            SYNONYMS,
            ABOUT,
        ),
    ),
    Section(
        "hours",
        "Business hours",
        "business hours",
        "Time",
        "When deadlines run.",
        ("hours",),
        (
            Field("timezone", "Time zone", "text", "", "Written like America/New_York.", True),
            Field("days", "Working days", "choices", "day", "", True),
            Field("start", "From", "time", "", "Written like 08:30.", True),
            Field("end", "To", "time", "", "Written like 17:30.", True),
        ),
        key=(),
        title="",
        single=True,
    ),
    Section(
        "holidays",
        "Holidays",
        "holiday",
        "Time",
        "Days nobody works; deadlines stand still.",
        ("hours", "holidays"),
        (
            Field("name", "Name", "text", "", "", True),
            Field(
                "rule", "Day", "text", "", "12-25, 2026-12-24, 4th thu of november, last mon of may or easter -2.", True
            ),
        ),
        key=("name",),
        title="name",
    ),
    Section(
        "deadlines",
        "Deadlines",
        "deadlines",
        "Time",
        "How soon something has to happen, in business hours; an offer may have its own time.",
        ("deadlines",),
        (
            Field(
                "first_outreach_hours",
                "First outreach within hours",
                "number",
                "",
                "Unless the offer has its own.",
                True,
            ),
            Field("first_outreach_by_offer", "First outreach by offer", "hours_by", "offer", "Business hours."),
            Field("verdict_hours", "Verdict on a handoff within hours", "number", "", "Business hours.", True),
            Field(
                "silence_accepts", "Silence accepts", "yes_no", "", "Yes: a handoff nobody answers in time is accepted."
            ),
            Field("follow_up_days_by_offer", "Follow-up by offer", "hours_by", "offer", "Days."),
        ),
        key=(),
        title="",
        single=True,
    ),
    Section(
        "no_response",
        "No response",
        "rule of no response",
        "Time",
        "What is proposed after so many attempts without an answer.",
        ("no_response",),
        (
            Field("attempts", "Attempts", "number", "", "How many without an answer.", True),
            Field("days", "Over days", "number", "", "From the first attempt to today.", True),
            Field("proposes", "Proposes", "long", "", "What people read then.", True),
            Field("cadence_days", "Write again after days", "words", "number", "One number a line: 30, 60, 90."),
        ),
        key=(),
        title="",
        single=True,
    ),
)
