"""Scores: the ledger of one lead with what would change it, and the fit x intent grid of many."""

from argparse import Namespace

from app.cli.documents import some
from app.cli.finding import the_lead
from app.cli.opening import to_look
from app.cli.printing import Output
from app.cli.verbs.looking import filter_of, up_to_date
from app.domain.grid import Grid
from app.domain.ledger import Point
from app.services.grid import grid_view
from app.services.ledger import FrozenLedger, LedgerView, frozen_ledger, ledger_view


def score_(args: Namespace, out: Output) -> None:
    """The ledger of a lead, now or as it was frozen with a move."""
    with to_look(args) as desk:
        lead_id = desk.ask(the_lead, args.lead)
        if args.at is not None:
            _print_frozen(desk.ask(frozen_ledger, lead_id, args.at), lead_id, out)
        else:
            _print_score(desk.ask(ledger_view, lead_id), out)


def _print_frozen(kept: FrozenLedger, lead_id: int, out: Output) -> None:
    of = kept.of
    out.document(
        {"lead": lead_id, **some(of, "move", "at", "by", "what", "fit", "intent", "playbook_version")}
        | {"ledger": kept.points, "sums": _sums(kept.points)}
    )
    out.say(f"As it stood at move {of.move} to {of.what}, {of.at:%Y-%m-%d %H:%M}, by {of.by}")
    out.say(f"  Fit {of.fit}, intent {of.intent}, under version {of.playbook_version} of the playbook")
    _print_points(kept.points, out)


def _print_score(view: LedgerView, out: Output) -> None:
    names = ("lead", "name", "fit", "intent", "fit_band", "intent_band", "fit_band_label", "intent_band_label")
    parts = some(view, *names, "later", "nearest", "what_if", "next_bands", "frozen")
    cell = {"label": view.cell_label, "path": view.path, "path_label": view.path_label}
    out.document(parts | {"cell": cell, "ledger": view.points, "sums": _sums(view.points)})
    out.say(f"{view.name} (lead {view.lead}): {view.cell_label}, suggests {view.path_label}")
    out.say(f"  Fit {view.fit} ({view.fit_band_label}), intent {view.intent} ({view.intent_band_label})")
    if view.later:
        out.say(f"  Intent if nothing new happens: {', '.join(one.says for one in view.later)}")
    _print_points(view.points, out)
    if view.next_bands:
        out.say("", "To the next band", *(f"  {one.says}" for one in view.next_bands))
    if view.what_if:
        out.say("", "What nobody knows yet", *(f"  {one.says}" for one in view.what_if))
    if view.nearest:
        out.say("", "Rules not met")
        out.table(
            ("Points", "Axis", "Rule", "How"),
            [(f"{one.adds:+d}", one.axis, one.label, one.how) for one in view.nearest],
            right=("Points",),
            indent=2,
        )
    if view.frozen:
        out.say("", "At its moves")
        rows = [(one.move, f"{one.at:%Y-%m-%d}", one.what, one.fit, one.intent) for one in view.frozen]
        out.table(("Move", "When", "To", "Fit", "Intent"), rows, right=("Move", "Fit", "Intent"), indent=2)


def _sums(points: tuple[Point, ...]) -> dict[str, int]:
    return {axis: sum(point.points for point in points if point.axis == axis) for axis in ("fit", "intent")}


def _print_points(points: tuple[Point, ...], out: Output) -> None:
    out.say("")
    rows = [(point.axis, f"{point.points:+d}", point.label, point.fact, point.ages) for point in points]
    out.table(("Axis", "Points", "Rule", "Fact", "Ages"), rows, right=("Points",), indent=2)
    sums = _sums(points)
    out.say(f"  {'; '.join(f'{axis} sums to {total}' for axis, total in sums.items())}")


def grid_(args: Namespace, out: Output) -> None:
    """How many leads stand in each cell, with the path it suggests."""
    with up_to_date(args) as desk:
        grid: Grid = desk.ask(lambda work: grid_view(work, filter_of(work, args.where, args.search)))
    out.document({**some(grid, "count", "open", "elsewhere"), "cells": grid.cells})
    out.table(
        ("Fit", "Intent", "Leads", "Open", "Share", "Cell", "Suggested path"),
        [
            (one.fit_label, one.intent_label, one.count, one.open, f"{one.share:.0%}", one.label, one.path_label)
            for one in grid.cells
        ],
        right=("Leads", "Open", "Share"),
    )
    out.say(f"{grid.count} {'lead' if grid.count == 1 else 'leads'}, {grid.open} open.")
    if grid.elsewhere:
        out.say(f"{grid.elsewhere} wait to be judged by the playbook in force.")
