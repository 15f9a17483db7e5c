"""What every metric means, in words that are printed with the numbers."""

from collections.abc import Iterator

from app.domain.review.metrics.catalogue import MARKETING, METRICS, ORDER, SALES
from app.domain.review.metrics.evaluating import metric_of
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

_OF_THE_SHEETS = {
    row[0]: DefinitionRow(*row, since=SINCE)
    for row in (
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
            "Share that ever reached the stage, with its 95% Wilson interval",
            "reached MQL, or SQL",
            "leads that arrived",
            _QUARTER,
            "hidden below n = 10; 40 most frequent values",
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
            "MQLs 20% above their four-week mean while acceptance, or the share of SQLs we spoke with, falls 10 points",
            "new MQLs; more than a quarter without fit evidence says it too",
            _WEEK,
            "below n = 10 it stays silent; limits as the playbook sets them",
        ),
        (
            "SQL under-reporting",
            "Proven readiness that stands below SQL",
            "below SQL with all four gates proven and no move or touch, a prepared call held and no move since, or a "
            "package sent and neither a verdict nor a move since; each for five business days",
            "open leads below SQL",
            "as of the end of the week",
            "leads whose clock is paused; days as the playbook sets them",
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
}
"""What only the sheets of a review tell, by its name there."""


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


_OF_THE_SUMMARY = {
    later("New leads"): "new_leads",
    later("New MQLs"): "new_mql",
    later("New SQLs"): "new_sql",
    later("Handoffs sent"): "handoffs",
    later("Acceptance rate"): "acceptance",
    later("Verdicts pending past deadline"): "pending",
    later("Median hours to first outreach"): "hours_to_outreach",
    later("First outreach in time"): "outreach_in_time",
    later("Median hours to verdict"): "hours_to_verdict",
    later("Open leads with owner, step and date"): "in_order",
}
"""The figures of the summary by the name they have there, and the metric that each of them is: it is defined once."""


def _named() -> Iterator[DefinitionRow]:
    """The summary first, in its order, then what the sheets tell, then every other metric."""
    for name, id in _OF_THE_SUMMARY.items():
        yield _defined(metric_of(id))._replace(metric=name)
    yield from _OF_THE_SHEETS.values()
    yield from (_defined(metric) for metric in METRICS if metric.label not in _OF_THE_SUMMARY)


DEFINITIONS: tuple[DefinitionRow, ...] = tuple(_named())
"""Every metric once: what the sheets call by a name of their own, and the metrics as they are computed."""
