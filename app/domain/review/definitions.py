"""What every metric means, in words that are printed with the numbers."""

from app.domain.review.sheet import DefinitionRow

SINCE = "1"
_WEEK = "the week, by local time"
_QUARTER = "13 weeks up to the end of the week"

DEFINITIONS = tuple(
    DefinitionRow(*row, since=SINCE)
    for row in (
        ("New leads", "Leads that arrived", "leads by arrival", "", _WEEK, "none"),
        (
            "New MQLs",
            "Marketing flow; never pipeline, never added to SQL",
            "leads that moved up to MQL",
            "",
            _WEEK,
            "a lead counts once per cycle",
        ),
        (
            "New SQLs",
            "Readiness confirmed with the buyer",
            "leads that moved up to SQL, straight from Lead too",
            "",
            _WEEK,
            "a lead counts once per cycle",
        ),
        ("Handoffs sent", "Packages given to sales or pre-sales", "packages by date of sending", "", _WEEK, "none"),
        (
            "Acceptance rate",
            "Packages that were taken, among those decided",
            "accepted",
            "accepted + rejected",
            _WEEK + ", by day of the verdict",
            "need more and pending are not decided; hidden below n = 10",
        ),
        (
            "Verdicts pending past deadline",
            "Packages nobody answered in time",
            "packages over their business hours",
            "",
            "as of the end of the week",
            "asked for more counts as pending",
        ),
        (
            "Median hours to first outreach",
            "Business hours from arrival to our first touch",
            "the middle value",
            "",
            _WEEK + ", by day of the touch",
            "leads without a touch",
        ),
        (
            "First outreach in time",
            "First touches within the hours their offer allows",
            "touches in time",
            "first touches with a limit",
            _WEEK,
            "leads without a limit; hidden below n = 10",
        ),
        (
            "Median hours to verdict",
            "Business hours from sending to accept or reject",
            "the middle value",
            "",
            _WEEK + ", by day of the verdict",
            "need more, pending",
        ),
        (
            "Open leads with owner, step and date",
            "Nothing is forgotten",
            "open leads with all three",
            "open leads",
            "as of the end of the week",
            "not-now leads need a date or a trigger instead of a step",
        ),
        (
            "Movement",
            "opening + arrived + moved in + re-opened - moved out - closed = closing",
            "moves",
            "",
            _WEEK,
            "changes of path within a stage",
        ),
        (
            "Steps",
            "What became of everybody at hand in a stage",
            "moved up from the stage",
            "at its opening + arrived + came in",
            _WEEK,
            "none; a direct move up counts as going on",
        ),
        (
            "Cohorts",
            "Leads of one week of arrival that were proven within four weeks",
            "reached the stage in 28 days",
            "leads that arrived in that week",
            "13 weeks",
            "weeks younger than four weeks: too early",
        ),
        (
            "Conversion by segment",
            "Share that ever reached the stage, with its 95 % Wilson interval",
            "reached MQL, or SQL",
            "leads that arrived",
            _QUARTER,
            "hidden below n = 10; 40 most frequent values",
        ),
        (
            "Days in stage",
            "Days since the last change of stage",
            "middle value and 90th percentile",
            "",
            "as of the end of the week",
            "closed leads",
        ),
        ("Owner, segment, source", "As they are when the review is issued", "", "", "as of issue", "none"),
    )
)
