"""Routing: which way a lead should go and why, whether that was right, and the clock that stands still meanwhile."""

from argparse import Namespace
from typing import Any

from app.cli.clock_lines import clock_lines
from app.cli.documents import some
from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.calibration.difference import told
from app.services.lead_page import lead_view
from app.services.pausing import pause_clock, resume_clock
from app.services.route_verdicts import JudgedRoute, in_words, judge_last_route, judged_routes, routing_accuracy
from app.services.routes import RoutesView, routes_view


def routes_(args: Namespace, out: Output) -> None:
    """All routes in order, with why and why not; --right and --wrong judge the one that was proposed last."""
    if args.lead is None:
        _accuracy(args, out)
        return
    done: dict[str, Any] = {}
    if args.right or args.wrong:
        with to_change(args) as desk:
            lead = desk.ask(the_lead, args.lead)
            changed = desk.do(judge_last_route, lead, args.right, args.note)
        done = {"action": changed.action, "label": changed.label}
        out.say(f"{changed.label} (action {changed.action})", "")
    with to_look(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        view, judged = desk.ask(routes_view, lead), desk.ask(judged_routes, lead)
    out.document(done | _document(view, judged))
    _print(view, judged, out)


def _accuracy(args: Namespace, out: Output) -> None:
    """How often each route was right."""
    with to_look(args) as desk:
        found = desk.ask(routing_accuracy)
    out.document({"routes": found})
    if not found:
        out.say("No route was kept with a move yet: move a lead first.")
        return
    out.table(
        ("Route", "Proposed", "Right", "Wrong", "Open", "Was right"),
        [(row.label, row.n, row.right, row.wrong, row.open, told(row.rate)) for row in found],
        right=("Proposed", "Right", "Wrong", "Open"),
    )


def _document(view: RoutesView, judged: tuple[JudgedRoute, ...]) -> dict[str, Any]:
    names = ("id", "label", "path", "path_label", "owner", "why_owner", "deadline_hours", "due_at")
    return {
        "lead": view.lead_id,
        "chosen": some(view.chosen, *names, why=view.chosen.says),
        "routes": [some(row, *names, "holds", "chosen", "says") for row in view.routes],
        "judged": judged,
    }


def _print(view: RoutesView, judged: tuple[JudgedRoute, ...], out: Output) -> None:
    one = view.chosen
    out.say(f"{view.person} (lead {view.lead_id}): {one.path_label}, by the route “{one.label}”")
    out.pairs(
        [
            ("Why", one.says),
            ("Owner", f"{one.owner or 'nobody'} ({one.why_owner})"),
            ("By", f"{one.due_at:%Y-%m-%d %H:%M} UTC ({one.deadline_hours:g} business hours)"),
        ],
        indent=2,
    )
    out.say("", "Every route, in order; the first that holds wins")
    rows = [
        (number, "takes it" if row.chosen else "would hold" if row.holds else "", row.label, row.path_label, row.says)
        for number, row in enumerate(view.routes, 1)
    ]
    out.table(("No", "", "Route", "Path", "Why, or why not"), rows, right=("No",), indent=2)
    if judged:
        out.say("", "Proposed so far")
        out.say(*(f"  {row.at:%Y-%m-%d}  {in_words(row)}" for row in judged))


def pause_(args: Namespace, out: Output) -> None:
    """Let the deadlines of a lead stand still."""
    _clock(args, out, pause_clock, args.reason, args.until)


def resume_(args: Namespace, out: Output) -> None:
    """Let the deadlines of a lead run again."""
    _clock(args, out, resume_clock)


def _clock(args: Namespace, out: Output, use_case: Any, *said: Any) -> None:
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        changed = desk.do(use_case, lead, *said)
        view = desk.ask(lead_view, lead)
    out.document(
        {"action": changed.action, "lead": lead, "label": changed.label}
        | {"paused": view.paused, "deadlines": view.deadlines, "warnings": changed.kept}
    )
    out.say(f"{changed.label} (action {changed.action})", *(f"  {line}" for line in clock_lines(view)))
