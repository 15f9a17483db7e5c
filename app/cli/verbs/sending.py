"""Weekly reviews as they leave."""

import json
from argparse import Namespace
from pathlib import Path

from app.cli.opening import to_change, to_look, workbook
from app.cli.painters import without_display
from app.cli.printing import Output
from app.domain.problems import Problem, Trouble
from app.domain.review import Review, standing, to_json
from app.domain.review.restating import Restated, RestatedFigure
from app.domain.review.weeks import weeks_covered
from app.language import percent
from app.services import reviews
from app.services.review_leaving import write_painted
from app.services.review_places import refuse_places


def review_(args: Namespace, out: Output) -> None:
    """Print a week's review, or write it: a complete week is frozen then, one that runs is written as it stands."""
    path: Path | None = workbook(args.output) if args.output is not None else None
    page: Path | None = _page(args.pdf) if args.pdf is not None else None
    weeks = 2 if args.biweekly else 1
    with to_look(args) as desk:
        last = desk.ask(reviews.last_complete_week)
        known = {row.week for row in desk.ask(reviews.weeks)}
        desk.ask(refuse_places, path, page)  # both, before anything is frozen or written
    week = args.week or last
    running = _in_order(week) > _in_order(last)
    if running and week not in known:
        raise Problem(f"Week {week} has not begun; choose this week or an earlier one.")
    if running and args.issue:
        raise Problem(f"Week {week} still runs; it can be issued once it is over.")
    names, action = not args.no_names, None
    if not running and (path is not None or args.issue):
        with to_change(args) as desk:
            changed = reviews.issued_from(desk, week, path, weeks, names=names)
            kept = Restated() if changed.action else desk.ask(reviews.restated_view, week, weeks)
        assert isinstance(changed.outcome, Review)
        review, action, issued = changed.outcome, changed.action, True
    else:
        with to_look(args) as desk:
            if path is None:
                review = desk.ask(reviews.review_view, week, weeks)
            else:
                review = desk.ask(reviews.write_week, week, path, weeks, names=names)
            kept, issued = desk.ask(reviews.restated_view, week, weeks), desk.ask(reviews.is_issued, week, weeks)
    if not names:
        with to_look(args) as desk:
            review = desk.ask(reviews.unnamed, review)
    if page is not None:
        _paint(args, page, review, kept, issued)
    _say(out, review, kept, path, page, action, _state(running, issued))


def _page(path: Path) -> Path:
    if not path.suffix:
        path = path.with_name(f"{path.name}.pdf")
    if path.suffix.casefold() != ".pdf":
        raise Problem(f"{path.name} does not end in .pdf; page one is painted as a PDF.")
    if path.is_dir():
        raise Problem(f"{path.name} is a folder; name a file in it.")
    return path


def _paint(args: Namespace, path: Path, review: Review, kept: Restated, issued: bool) -> None:
    without_display()
    try:
        painted: bytes = args.painters.review_page(review, kept, issued)
    except ImportError as missing:
        raise Trouble(
            f"Page one cannot be painted on this machine: {missing}; write the workbook instead."
        ) from missing
    write_painted(path, painted)


def _state(running: bool, issued: bool) -> str:
    if running:
        return "still runs, so this is how it stands now"
    return "is issued: its numbers are frozen" if issued else "is not issued yet: its numbers may still change"


def _say(
    out: Output, review: Review, kept: Restated, path: Path | None, page: Path | None, action: int | None, state: str
) -> None:
    out.document(
        {
            "action": action,
            "week": review.week,
            "issued": "is issued" in state,
            "file": str(path) if path is not None else None,
            "pdf": str(page) if page is not None else None,
            "restated": {
                "says": _restated(kept),
                "figures": [figure._asdict() for figure in kept.figures],
                "leads": [row._asdict() | {"kind": one.kind} for one in kept.causes for row in one.rows],
            },
            "review": json.loads(to_json(review)),
        }
    )
    files = " and ".join(str(file) for file in (path, page) if file is not None)
    out.say(f"Review of {review.week}{f': {files}' if files else ''}", f"  The week {state}.")
    if failed := [check.name for check in review.checks if not check.passed]:
        out.say(f"  Do not share it yet: {len(failed)} of {len(review.checks)} checks fail ({', '.join(failed)}).")
    for message in review.messages:
        out.say(f"  {message.text}")
    if not files:
        out.say("")
        two = weeks_covered(review.start, review.end) > 1
        periods = ("These 2 weeks", "2 weeks before") if two else ("This week", "Last week")
        out.table(
            ("Figure", *periods, "Mean of 4", "n", "Status"),
            [
                (
                    k.label,
                    *(_figure(value, k.unit) for value in (k.this_week, k.last_week, k.mean_4)),
                    k.n,
                    ", ".join(standing.words(k)),
                )
                for k in review.kpis
            ],
            right=(*periods, "Mean of 4", "n"),
            indent=2,
        )
    for sentence in _restated(kept):
        out.say(f"  Restated since: {sentence}")


def _restated(kept: Restated) -> list[str]:
    """What an issued week would say differently by now: which leads are behind it, then every figure."""
    return [*kept.says, *map(_restated_figure, kept.figures)]


def _restated_figure(one: RestatedFigure) -> str:
    issued, now = _figure(one.issued, one.unit), _figure(one.now, one.unit)
    if issued == now:
        return f"{one.label}: {issued} as issued, by now of other cases."
    return f"{one.label}: {issued} as issued, {now} by now."


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "n/a"
    return percent(value) if unit == "rate" else f"{value:.1f} h" if unit == "hours" else f"{value:.4g}"


def _in_order(week: str) -> tuple[int, int]:
    return int(week[:4]), int(week[6:])
