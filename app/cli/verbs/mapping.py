"""Buying committees: who is on one as text or as one document, and its map as a picture."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli.documents import some
from app.cli.finding import the_account, word_of
from app.cli.opening import to_change, to_look
from app.cli.painters import without_display
from app.cli.printing import Output
from app.domain.committee import Line, Stakeholder, band_of, is_unplaced, lane_of
from app.domain.committee.privacy import LEVELS
from app.domain.committee.signs import in_words, signs
from app.domain.problems import Problem, Trouble
from app.services.committee.sent import map_export
from app.services.committee.view import MapView, map_view
from app.services.desk import Desk
from app.services.work import Work

ENDINGS = (".png", ".svg", ".pdf")


def committee_(args: Namespace, out: Output) -> None:
    """Everybody on a committee with the lines between them, its seats, its coverage and its gaps."""
    with to_look(args) as desk:
        view = _view(desk, args)
    out.document(document_of(view))
    if not out.as_json:
        _print(view, out)


def map_(args: Namespace, out: Output) -> None:
    """Draw the map into a file, and remember that it left the house."""
    path: Path = args.output
    if path.suffix.casefold() not in ENDINGS:
        raise Problem(f"{path.name} does not end in .png, .svg or .pdf; name such a file.")
    if path.is_dir():
        raise Problem(f"{path.name} is a folder; name a file in it.")
    with to_change(args) as desk:
        view = _view(desk, args)
        written = _drawn(args, view, path)
        form = path.suffix.casefold().removeprefix(".")
        desk.do(map_export, view.account_id, view.service_line, args.privacy, form)
    out.document(
        {
            "files": [str(one) for one in written],
            "privacy": args.privacy,
            **some(view, "account_id", "account", "service_line"),
            "people": view.tally.people,
        }
    )
    where = ", ".join(map(str, written))
    out.say(f"{view.account}, {view.service_line_label}: {where}. {LEVELS[args.privacy]}.")


def _drawn(args: Namespace, view: MapView, path: Path) -> list[Path]:
    without_display()
    try:
        return list(args.painters.map(view, path, args.privacy, args.paper))
    except ImportError as missing:
        raise Trouble(f"The map cannot be drawn on this machine: {missing}.") from missing
    except OSError as refused:
        raise Trouble(f"{path} cannot be written ({refused.strerror}); name another file.") from refused


def _view(desk: Desk, args: Namespace) -> MapView:
    def asked(work: Work) -> MapView:
        line = args.service_line
        if line is not None:
            line, known = word_of(work.playbook.service_lines, line)
            if line and not known:
                names = ", ".join(one.id for one in work.playbook.service_lines)
                raise Problem(f"'{line}' is not a service line of this playbook; write one of {names}.")
        return map_view(work, the_account(work, args.account), line, getattr(args, "as_of", None))

    return desk.ask(asked)


# --- as one document --------------------------------------------------------------------------------------------------


def document_of(view: MapView) -> dict[str, Any]:
    """A committee as the JSON document of `committee`."""
    return {
        **some(view, "account_id", "account", "service_line", "service_line_label"),
        "as_of": view.as_of,
        "not_yet": view.not_yet,
        "coverage": some(view.coverage, "text", "covered", "required"),
        "seats": view.coverage.seats,
        "people": [_person(view, one) for one in view.map.people],
        "lines": [_line(view, line) for line in view.map.lines],
        "gaps": [some(gap, "rule", "seat", "says", "fix", "act", "target", "hinders") for gap in view.gaps],
        "alarms": [some(alarm, "id", "says") for alarm in view.alarms],
        "decision": some(view.hint, "criteria", "suggests", "says"),
        "gate": {"mode": view.hindrance.mode, "gaps": [gap.says for gap in view.hindrance.gaps]},
        "counts": view.tally,
        "exported": view.exported,
    }


def _person(view: MapView, one: Stakeholder) -> dict[str, Any]:
    before = ("id", "person_id", "name", "title", "seat", "power", "influence", "influence_why", "stance", "behaviour")
    known = ("depth", "wanted", "certainty", "can_show", "champion_test", "touches", "last_contact", "channel")
    rest = ("confirmed", "created", "external", "organisation", "gone", "reports_to", "next_step", "due", "step_owner")
    return {
        **some(one, *before, *known, *rest, "owner", "colleagues"),
        "lane": lane_of(one, view.playbook),
        "band": band_of(one),
        "unplaced": is_unplaced(one, view.playbook),
        "whole_account": one.id in view.account_wide,
        "changed": view.changed.get(one.id, ()),
        "says": in_words(one, view.today),
    }


def _line(view: MapView, line: Line) -> dict[str, Any]:
    ends = {"from": view.map.name(line.from_id), "to": view.map.name(line.to_id)}
    return some(line, "kind", "from_id", "to_id", "strength", "certainty", "note", "at", "id") | ends


# --- for people -------------------------------------------------------------------------------------------------------


def _print(view: MapView, out: Output) -> None:
    when = f", as of {view.as_of}" if view.as_of else ""
    out.say(f"{view.account}, {view.service_line_label}{when}")
    counts = view.tally
    out.pairs(
        [
            ("Known", f"{view.coverage.text} required seats known and contacted"),
            ("People", f"{counts.people}, unplaced {counts.unplaced}, our guess {counts.guesses}"),
            ("Decision path", view.hint.says),
            ("Look out", "; ".join(alarm.says for alarm in view.alarms)),
            ("Before SQL", f"{view.hindrance.mode}: {len(view.hindrance.gaps)} gaps" if view.hindrance.gaps else ""),
            ("Not there yet", ", ".join(view.not_yet)),
        ],
        indent=2,
    )
    if view.map.people:
        out.say("", "People")
    out.table(
        ("No", "Name", "Seat", "Power", "Stance", "Influence", "Contact", "Last", "Reports to", "Changed"),
        [_row(view, one) for one in view.map.people],
        right=("No",),
        indent=2,
    )
    others = [line for line in view.map.lines if line.kind != "reports_to"]
    if others:
        out.say("", "Lines")
    named = [(view.map.name(one.from_id), one.kind, view.map.name(one.to_id), one.strength, one.note) for one in others]
    out.table(("From", "Kind", "To", "Strength", "Note"), named, indent=2)
    empty = [seat for seat in view.coverage.seats if seat.state == "empty" and seat.need != "optional"]
    if empty:
        out.say("", "Nobody known")
    out.table(("Seat", "Needed", "Planned"), [(seat.label, seat.need, seat.planned) for seat in empty], indent=2)
    if view.gaps:
        out.say("", "Mend first")
    out.table(("Rule", "What", "Do"), [(gap.rule, gap.says, gap.fix) for gap in view.gaps], indent=2)


def _row(view: MapView, one: Stakeholder) -> tuple[object, ...]:
    seen = signs(one, view.today)
    above = view.map.manager_of(one.id)
    seat = view.playbook.label("seat", one.seat) if one.seat != "other" else "Other"
    guessed = f"{seat} (our guess)" if one.certainty == "guess" else seat
    changed = ", ".join(view.changed.get(one.id, ()))
    name = one.name or "(to be found)"
    boss = above.name if above else ""
    return one.id, name, guessed, seen.power, seen.stance, seen.influence, seen.depth, seen.contact, boss, changed
