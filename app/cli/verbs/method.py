"""The method itself: definitions shown, compared, prepared, replayed and adopted; playbook files checked."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any

from app.cli.documents import some
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.cli.rescoring import catch_up
from app.cli.verbs import playbook_files
from app.domain.playbook.drafting import Body, Difference, body_of, rows, shown
from app.domain.playbook.sections import SECTION, SECTIONS
from app.domain.problems import Problem
from app.services import drafts, replays
from app.services.adopting import adopt
from app.services.drafts import DraftView
from app.services.playbooks import playbook_of, playbook_view

NAMED = 20  # leads that a replay lists


def playbook_(args: Namespace, out: Output) -> None:
    """Do what the action says."""
    _ACTIONS[args.act](args, out)


# --- show and compare -------------------------------------------------------------------------------------------------


def _show(args: Namespace, out: Output) -> None:
    with to_look(args) as desk:
        view = desk.ask(playbook_view)
        playbook = view.playbook if args.version is None else desk.ask(playbook_of, args.version)
    if args.section:
        _show_section(body_of(playbook), args.section, playbook.version, out)
        return
    body = body_of(playbook)
    versions = [some(row, "version", "adopted_at", "by", "note") for row in view.versions]
    out.document(
        {"version": playbook.version, "in_force": view.playbook.version, "playbook": body, "versions": versions}
    )
    out.say(f"{playbook.title}, version {playbook.version}", playbook_files.counts(playbook), "")
    out.table(
        ("Part", "", "Items"),
        [(one.id, one.label, "" if one.single else len(rows(body, one.id))) for one in SECTIONS],
        right=("Items",),
        indent=2,
    )
    out.say("", "Versions")
    out.table(
        ("No", "Adopted", "By", "Why"),
        [(row.version, f"{row.adopted_at:%Y-%m-%d %H:%M}", row.by, row.note) for row in view.versions],
        right=("No",),
        indent=2,
    )


def _show_section(body: Body, name: str, version: int, out: Output) -> None:
    section = SECTION.get(name)
    if section is None:
        raise Problem(f"'{name}' is not a part of the playbook; the parts are {', '.join(SECTION)}.")
    items = rows(body, section.id)
    out.document({"version": version, "section": section.id, "items": items})
    out.say(f"{section.label}, version {version}")
    for item in items:
        out.say("")
        out.pairs([(field.label, shown(body, field, item.get(field.id))) for field in section.fields], indent=2)


def _compare(args: Namespace, out: Output) -> None:
    with to_look(args) as desk:
        found = desk.ask(drafts.compare_versions, args.a, args.b)
        prepared = args.b is None and desk.ask(drafts.draft_view).open
    other = "the draft" if prepared else f"version {args.b}" if args.b else "the version in force, as there is no draft"
    out.document({"a": args.a, "b": args.b, "differences": found})
    out.say(f"From version {args.a} to {other}: {_many(len(found), 'difference')}")
    _print_differences(found, out)


def _print_differences(found: tuple[Difference, ...], out: Output) -> None:
    for one in found:
        out.say(f"  {SECTION[one.section].label}: {one.label} ({one.what})")
        for label, before, after in one.fields:
            out.say(f"    {label}: {before or '-'} -> {after or '-'}")


# --- the draft --------------------------------------------------------------------------------------------------------


def _draft(args: Namespace, out: Output) -> None:
    with to_change(args) if args.take or args.discard else to_look(args) as desk:
        action = None
        if args.take:
            body = body_of(playbook_files.taken(desk, args.take, out))
            action = desk.do(drafts.take_draft, body, f"Take the playbook of {args.take.name}").action
        if args.discard:
            action = desk.do(drafts.discard_draft).action
        view = desk.ask(drafts.draft_view)
    names = ("open", "based_on", "in_force", "started_at", "by", "adoptable", "edits", "faults")
    out.document({"action": action} | some(view, *names, "differences", "no_longer", "in_the_way"))
    _print_draft(view, out)


def _print_draft(view: DraftView, out: Output) -> None:
    if not view.open:
        out.say(f"Nothing is being prepared; version {view.in_force} is in force.")
        return
    out.say(f"A draft on version {view.in_force}, begun by {view.by}")
    edits = [
        (f"{edit.at:%Y-%m-%d %H:%M}", edit.by, edit.says, "" if edit.stands else "no longer") for edit in view.edits
    ]
    out.table(("When", "By", "What", ""), edits, indent=2)
    out.say(*(f"  fault: {fault.says}" for fault in view.faults if not fault.warns), *_in_the_way(view))
    out.say(f"{_many(len(view.differences), 'difference')} to the version in force")
    _print_differences(view.differences, out)


def _in_the_way(view: DraftView) -> list[str]:
    return [f"  {sentence}" for sentence in (*view.no_longer, *view.in_the_way)]


def _adopt(args: Namespace, out: Output) -> None:
    with to_change(args) as desk:
        playbook = playbook_files.taken(desk, args.file, out) if args.file else None
        changed = desk.do(adopt, playbook, args.note) if playbook else desk.do(drafts.adopt_draft, args.note)
        rescored = catch_up(desk)
    out.document(some(changed, "action", "label", "kept", version=changed.outcome, rescored=rescored))
    out.say(f"{changed.label} (action {changed.action}); {_many(rescored, 'lead')} scored anew")
    out.say(*(f"  {sentence}" for sentence in changed.kept))


# --- replay -----------------------------------------------------------------------------------------------------------


def _replay(args: Namespace, out: Output) -> None:
    with to_look(args) as desk:
        playbook = playbook_files.taken(desk, args.file, out) if args.file else None
        if playbook is None:
            view = desk.ask(replays.replay_draft, args.last, args.service_line)
        else:
            view = desk.ask(replays.replay, playbook, args.last, args.service_line)
    out.document({**some(view, *view.__dataclass_fields__), "changes": view.changes})
    out.say(*view.summary)
    moved = [(len(one.leads), one.before.label, one.after.label, one.after.path) for one in view.cells if not one.stays]
    _titled("Cells", ("Leads", "From", "To", "Suggests"), moved, out)
    for title, shifts in (("Routes", view.routes), ("Today", view.groups)):
        _titled(title, ("Leads", "From", "To"), [(one.count, one.before, one.after) for one in shifts], out)
    for title, shifts in (("Gates that would open", view.opened), ("Gates that would close", view.closed)):
        _titled(title, ("Leads", "Gate", "Because of"), [(one.count, one.after, one.before) for one in shifts], out)
    _titled("Reasons", ("Leads", "Why"), [(len(one.leads), one.says) for one in view.reasons], out)
    past = [
        (f"{one.at:%Y-%m-%d}", one.person, one.to_stage.upper(), "blocked" if one.blocked else "allowed", one.criteria)
        for one in view.past
    ]
    _titled("Past decisions", ("When", "Who", "To", "Would be", "Because of"), past, out)
    leads = [(one.id, one.person, one.account, "; ".join(one.because)) for one in view.leads[:NAMED]]
    _titled("Leads", ("Lead", "Name", "Account", "Why"), leads, out)
    if len(view.leads) > NAMED:
        out.say(f"  and {len(view.leads) - NAMED:,} more; --json names all of them")


def _titled(title: str, headers: tuple[str, ...], table: list[Any], out: Output) -> None:
    if table:
        out.say("", title)
        cells = [["; ".join(cell) if isinstance(cell, tuple) else cell for cell in row] for row in table]
        out.table(headers, cells, right=("Leads", "Lead"), indent=2)


def _many(count: int, one: str) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {one}s"


_ACTIONS: Mapping[str, Callable[[Namespace, Output], None]] = {
    "show": _show,
    "compare": _compare,
    "draft": _draft,
    "adopt": _adopt,
    "replay": _replay,
    "export": playbook_files.export,
    "definitions": playbook_files.definitions,
    "questions": playbook_files.questions,
    "check": playbook_files.check,
}
