"""What every metric means, in words that are printed with the numbers."""

from app.domain.review.metrics.catalogue import MARKETING, METRICS, ORDER, SALES
from app.domain.review.metrics.measure import Metric
from app.domain.review.sheet import DefinitionRow
from app.language import later

SINCE = "1"
_WEEK = "the week, by local time"
_QUARTER = "13 weeks up to the end of the week"
_WINDOWS = {
    "week": _WEEK,
    "quarter": _QUARTER,
    "end": "as of the end of the week",
    "cohort": "13 weeks of arrival",
}
_OWNERS = {MARKETING: later("Marketing"), SALES: later("Sales"), ORDER: later("Lead qualification")}
_SOURCES = {
    "new_leads": "lead: arrived; first move",
    "reopened": "move: from path, to path",
    "requalified": "move: cycle",
    "content": "signal: asset; move: to stage",
    "drop_off": "move: from stage, to path",
    "overridden": "move: override",
    "handoffs": "handoff: sent",
    "acceptance": "handoff: verdict, verdict given",
    "acceptance_quarter": "handoff: verdict, verdict given",
    "reject_reasons": "handoff: reason",
    "too_early": "handoff: reason; playbook: sent too early",
    "pending": "handoff: sent, verdict; clock pauses",
    "review_rate": "handoff: sent, verdict given",
    "routing_accuracy": "handoff: path; move: to path",
    "handoff_completeness": "handoff: completeness",
    "hours_to_outreach": "touch: at; lead: arrived",
    "outreach_in_time": "touch: at; lead: arrived, offer",
    "hours_to_verdict": "handoff: sent, verdict given",
    "nurture_engaged": "signal: at; touch: reached; lead: path",
    "sql_meetings": "touch: kind, reached; move: to stage",
    "in_order": "lead: owner, next step, due",
    "data_completeness": "person and account: name, title, e-mail, phone, segment, region; lead: line, source",
}
_MOVES = "move: at, from stage, to stage, cycle"

_OF_THE_SHEETS = tuple(
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
        (
            "Cohort triangle",
            "Leads of one week of arrival that reached the goal within so many weeks",
            "reached it within k weeks",
            "leads that arrived in that week",
            "13 weeks",
            "cohorts younger than k weeks: too early; below n = 10 no rate",
        ),
        (
            "MQL inflation",
            "More MQLs without more readiness, or MQLs without evidence of fit",
            "MQLs 20 % above their four-week mean while acceptance or meetings fall by 10 points",
            "new MQLs; more than a quarter without fit evidence says it too",
            _WEEK,
            "below n = 10 it stays silent; limits as the playbook sets them",
        ),
        (
            "SQL under-reporting",
            "Proven readiness that stands below SQL",
            "all four gates proven, or a technical call logged, and below SQL for five business days",
            "open leads below SQL",
            "as of the end of the week",
            "packages without a decision are listed beside it",
        ),
        (
            "Faults of records",
            "What is missing or doubtful in the records of open leads",
            "open leads with the fault",
            "open leads",
            "as of the end of the week; the trend by week of arrival",
            "closed leads, but for the trend",
        ),
    )
)


def _defined(metric: Metric) -> DefinitionRow:
    return DefinitionRow(
        metric.label,
        metric.words,
        metric.numerator,
        metric.denominator,
        _WINDOWS[metric.window],
        metric.exclusions,
        metric.since,
        _SOURCES.get(metric.id, _MOVES),
        _OWNERS[metric.group],
    )


_BY_NAME = {row.metric: row for row in _OF_THE_SHEETS} | {metric.label: _defined(metric) for metric in METRICS}
DEFINITIONS: tuple[DefinitionRow, ...] = tuple(_BY_NAME.values())
"""Every metric once: what the sheets call by a name of their own, and the metrics as they are computed."""
