"""Calibration: how bands, rules and criteria have fared, and what that proposes."""

from argparse import Namespace

from app.cli.documents import some
from app.cli.opening import to_look
from app.cli.printing import Output
from app.domain.calibration import Calibration
from app.domain.calibration.difference import percent
from app.domain.review.rates import SMALL, Rate
from app.services.calibration import calibration_view


def calibrate_(args: Namespace, out: Output) -> None:
    """The figures, each with n and its interval; proposals that nobody has to follow."""
    with to_look(args) as desk:
        found: Calibration = desk.ask(calibration_view, args.since, args.service_line, args.judged_at)
    head = ("says", "notes", "judged_at", "since", "service_line", "days", "cases", "too_young", "lost")
    out.document(
        some(found, *head, converted=_rate(found.converted))
        | {
            "bands": [some(one, "axis", "band", "label", "says", **_rate(one.rate)) for one in found.bands],
            "cells": [some(one, "fit", "intent", "label", "says", **_rate(one.rate)) for one in found.cells],
            "rules": [
                some(one, "rule", "label", "axis", "points", "says", "difference", "never_fired")
                | {"with": _rate(one.with_it), "without": _rate(one.without)}
                for one in found.rules
            ],
            **some(found, "criteria", "questions"),
            "proposals": [some(one, "says", "title", "why", "section", "item", "steps") for one in found.proposals],
        }
    )
    if not out.as_json:
        _print(found, out)


def _rate(rate: Rate) -> dict[str, float | int | None]:
    return {"n": rate.n, "converted": rate.hits, "rate": rate.value, "low": rate.low, "high": rate.high}


def _print(found: Calibration, out: Output) -> None:
    out.say(found.says, *found.notes)
    if found.cases:
        _print_figures(found, out)
    _list("Criteria that do not decide", [one.says for one in found.never_decide], out)
    _list("Questions that prove nothing", [one.says for one in found.questions], out)
    _list("Proposals (replay them before you adopt any)", [one.says for one in found.proposals], out)


def _print_figures(found: Calibration, out: Output) -> None:
    out.say("", "Bands and cells")
    rows = [(f"{one.label} {one.axis}", *_figures(one.rate)) for one in found.bands]
    cells = [(f"{one.label} ({one.path_label})", *_figures(one.rate)) for one in found.cells]
    out.table(("", "Converted", "n", "Between"), [*rows, *cells], right=("Converted", "n"), indent=2)
    judged = [one for one in found.rules if one.difference.verdict != "too_few"]
    if judged:
        out.say("", "Rules")
        out.table(
            ("Points", "Rule", "With it", "n", "Without", "n ", ""),
            [
                (
                    f"{one.points:+d}",
                    one.label,
                    percent(one.with_it.value),
                    one.with_it.n,
                    percent(one.without.value),
                    one.without.n,
                    one.difference.says,
                )
                for one in judged
            ],
            right=("Points", "With it", "n", "Without", "n "),
            indent=2,
        )
    few = len(found.rules) - len(judged) - len(found.never_fire)
    if few:
        out.say(f"  {few} more {'rule' if few == 1 else 'rules'}: too few to say.")
    _list("Rules that never fire", [one.says for one in found.never_fire], out)


def _figures(rate: Rate) -> tuple[str, int, str]:
    if rate.n < SMALL:
        return "", rate.n, "too few to say"
    return percent(rate.value), rate.n, f"{percent(rate.low)} and {percent(rate.high)}"


def _list(title: str, lines: list[str], out: Output) -> None:
    if lines:
        out.say("", title, *(f"  {line}" for line in lines))
