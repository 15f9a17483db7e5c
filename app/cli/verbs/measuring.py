"""The metrics of a week and what they point at."""

from argparse import Namespace

from app.cli.documents import some
from app.cli.opening import to_look
from app.cli.printing import Output
from app.domain.diagnoses import WINDOWS
from app.domain.review.metrics import Figure, Metric
from app.language import percent
from app.services import reviews
from app.services.metrics import MetricFigures, MetricsView, metrics_view, rows_behind
from app.services.review_facts import refuse_the_future
from app.services.review_kept import issued_on

_DEFINITION = ("words", "numerator", "denominator", "exclusions", "since")
_NAMED = 12  # values of a dimension that are listed in a sentence
_PARTS_OF_A_WHOLE = ("rate", "share")
_UNITS = {"hours": "h", "days": "days"}
_WINDOWS = {"week": "in the week", "quarter": "13 weeks", "end": "at the end", "cohort": "by week of arrival"}


def metrics_(args: Namespace, out: Output) -> None:
    """Print every metric of a week, one with its parts, or the rows behind one number."""
    with to_look(args) as desk:
        week = args.week or desk.ask(reviews.last_complete_week)
        if args.rows:
            found = desk.ask(rows_behind, week, args.metric, args.dimension, args.value)
            says = "" if found else _why_nothing(desk.ask(metrics_view, week, args.metric), args.dimension, args.value)
            out.document({"week": week, "metric": args.metric, "says": says, "rows": found})
            if says:
                out.say(says)
            out.table(
                ("Lead", "Person", "Account", "Owner", "Of", "Handoff", "Holds"),
                [(r.lead_id, r.person, r.account, r.owner, r.of, r.handoff or "", r.holds) for r in found],
                right=("Lead", "Handoff"),
            )
            return
        view: MetricsView = desk.ask(metrics_view, week, args.metric)
        issued = desk.ask(issued_on, week)
    out.document({**_document(view), "issued_on": issued, "as_of": "now"})
    out.say(f"{view.week}, {view.zone}, playbook version {view.playbook_version}")
    if issued is not None:
        out.say(f"The week was issued on {issued} with the numbers of then; these are of today's facts.")
    for one in view.metrics:
        _say(out, one, whole=bool(args.metric))


def _why_nothing(view: MetricsView, dimension: str, value: str) -> str:
    """Why there are no rows: nothing happened, or nothing with this value."""
    (one,) = view.metrics
    if not dimension:
        return f"{one.metric.label}: nothing is behind it in {view.week}, {_window(one.metric.window)}."
    known = [part.value for part in one.figures if part.dimension == dimension]
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    there = f"there is {', '.join(known[:_NAMED])}{more}" if known else "nothing is behind it"
    return f"{one.metric.label} has nothing in {view.week} with {dimension} '{value}'; {there}."


def diagnose_(args: Namespace, out: Output) -> None:
    """Print what every diagnosis of the playbook says of a week, the rows of those that found something."""
    with to_look(args) as desk:
        week = args.week or desk.ask(reviews.last_complete_week)
        desk.ask(refuse_the_future, week)
        review, issued = desk.ask(reviews.review_view, week), desk.ask(issued_on, week)
    out.document(
        {
            "week": week,
            "issued_on": issued,
            "as_of": "now" if issued is None else "issue",
            "diagnoses": [
                some(f, "diagnosis", "label", "state", "n", "hits", "says", "suggests")
                | {"window": WINDOWS[f.diagnosis], "rows": [row._asdict() for row in f.rows]}
                for f in review.findings
            ],
        }
    )
    if issued is not None:
        out.say(f"As it was issued on {issued}; what changed since does not count.")
    for finding in review.findings:
        counted = f"{finding.hits} of {finding.n}, {_window(WINDOWS[finding.diagnosis])}"
        out.say(f"{finding.label}: {finding.state} ({counted})", f"  {finding.says}")
        if finding.state == "found":
            out.say(f"  {finding.suggests}")
            out.table(
                ("Lead", "Name", "Account", "Owner", "Why"),
                [(row.ref, row.name, row.account, row.owner, row.detail) for row in finding.rows],
                indent=2,
            )


def _document(view: MetricsView) -> dict[str, object]:
    metrics = []
    for metric, (total, *parts) in ((one.metric, one.figures) for one in view.metrics):
        said = some(metric, "id", "label", "group", "unit", "window") | _numbers(metric, total)
        said["definition"] = some(metric, *_DEFINITION)
        said["parts"] = [some(part, "dimension", "value") | _numbers(metric, part) for part in parts]
        metrics.append(said)
    return some(view, "week", "start", "end", "zone", "playbook", "playbook_version") | {"metrics": metrics}


def _numbers(metric: Metric, figure: Figure) -> dict[str, object]:
    """A figure as programs read it; `small` says that the rate of so few cases is not to be shown."""
    return some(figure, "numerator", "denominator", "figure", "ninetieth", "small") | {
        "rate": figure.figure if metric.unit in _PARTS_OF_A_WHOLE else None,
        "interval": None if figure.low is None else [figure.low, figure.high],
    }


def _say(out: Output, one: MetricFigures, whole: bool) -> None:
    metric, total = one.metric, one.figures[0]
    if not whole:
        most = next(iter(one.figures[1:]), total) if metric.unit == "share" else total
        window = _window(metric.window)
        label = metric.label if window in metric.label else f"{metric.label}, {window}"
        out.pairs([(label, " ".join(filter(None, (most.value and f"{most.value}:", _shown(metric, most)))))])
        return
    window = f"Window: {_window(metric.window)}"
    out.say(metric.label, f"  {metric.words}. {window}. Numerator: {metric.numerator}. {_below(metric)}", "")
    out.table(
        ("By", "Value", "Numerator", "Denominator", "Figure", "95% from", "to"),
        [
            (f.dimension or "all", f.value, f.numerator, f.denominator, _figure(metric, f), _rate(f.low), _rate(f.high))
            for f in one.figures
        ],
        right=("Numerator", "Denominator", "Figure", "95% from", "to"),
    )


def _window(window: str) -> str:
    """When the cases behind a number happened."""
    return _WINDOWS.get(window, window)


def _below(metric: Metric) -> str:
    below = f"Denominator: {metric.denominator}. " if metric.denominator else ""
    return f"{below}Without: {metric.exclusions}."


def _shown(metric: Metric, figure: Figure) -> str:
    if metric.unit == "count":
        return f"{figure.figure:g}"
    if figure.figure is None:
        return "n/a"
    said = _figure(metric, figure)
    if metric.unit in _PARTS_OF_A_WHOLE:
        return f"{said} ({figure.numerator:g} of {figure.denominator}, {_rate(figure.low)} to {_rate(figure.high)})"
    return f"{said} (n = {figure.denominator})"


def _figure(metric: Metric, figure: Figure) -> str:
    if figure.figure is None:
        return "n/a"
    if metric.unit in _PARTS_OF_A_WHOLE:
        return "n < 10" if figure.small else _rate(figure.figure)
    if metric.unit == "count":
        return f"{figure.figure:g}"
    if metric.unit == "percent":
        return percent(figure.figure / 100, 1)
    return f"{figure.figure:.1f} {_UNITS[metric.unit]}"


def _rate(value: float | None) -> str:
    return "" if value is None else percent(value)
