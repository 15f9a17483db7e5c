"""The metrics of a week and what they point at."""

from argparse import Namespace

from app.cli.documents import some
from app.cli.opening import to_look
from app.cli.printing import Output
from app.domain.review.metrics import Figure, Metric
from app.language import percent
from app.services import reviews
from app.services.metrics import MetricFigures, MetricsView, metrics_view, rows_behind

_DEFINITION = ("words", "numerator", "denominator", "exclusions", "since")
_PARTS_OF_A_WHOLE = ("rate", "share")
_UNITS = {"hours": "h", "days": "days"}


def metrics_(args: Namespace, out: Output) -> None:
    """Print every metric of a week, one with its parts, or the rows behind one number."""
    with to_look(args) as desk:
        week = args.week or desk.ask(reviews.last_complete_week)
        if args.rows:
            found = desk.ask(rows_behind, week, args.metric, args.dimension, args.value)
            out.document({"week": week, "metric": args.metric, "rows": found})
            out.table(
                ("Lead", "Person", "Account", "Owner", "Of", "Handoff", "Holds"),
                [(r.lead_id, r.person, r.account, r.owner, r.of, r.handoff or "", r.holds) for r in found],
                right=("Lead", "Handoff"),
            )
            return
        view: MetricsView = desk.ask(metrics_view, week, args.metric)
    out.document(_document(view))
    out.say(f"{view.week}, {view.zone}, playbook version {view.playbook_version}")
    for one in view.metrics:
        _say(out, one, whole=bool(args.metric))


def diagnose_(args: Namespace, out: Output) -> None:
    """Print what every diagnosis of the playbook says of a week, the rows of those that found something."""
    with to_look(args) as desk:
        week = args.week or desk.ask(reviews.last_complete_week)
        review = desk.ask(reviews.review_view, week)
    out.document(
        {
            "week": week,
            "diagnoses": [
                some(f, "diagnosis", "label", "state", "n", "hits", "says", "suggests")
                | {"rows": [row._asdict() for row in f.rows]}
                for f in review.findings
            ],
        }
    )
    for finding in review.findings:
        out.say(f"{finding.label}: {finding.state} ({finding.hits} of {finding.n})", f"  {finding.says}")
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
        out.pairs([(metric.label, " ".join(filter(None, (most.value and f"{most.value}:", _shown(metric, most)))))])
        return
    out.say(metric.label, f"  {metric.words}. Numerator: {metric.numerator}. {_below(metric)}", "")
    out.table(
        ("By", "Value", "Of", "n", "Figure", "95% from", "to"),
        [
            (f.dimension or "all", f.value, f.numerator, f.denominator, _figure(metric, f), _rate(f.low), _rate(f.high))
            for f in one.figures
        ],
        right=("Of", "n", "Figure", "95% from", "to"),
    )


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
