"""The history: listed, taken back, done again."""

from argparse import Namespace
from dataclasses import replace

from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.cli.rescoring import catch_up
from app.domain.listing import Condition, Test
from app.domain.problems import Problem
from app.services import undoing
from app.services.what_changed import what_changed
from app.services.work import Changed

SHOWN = 200  # acts that are listed where no number is named


def undo_(args: Namespace, out: Output) -> None:
    """Take back an action, and say what was kept."""
    with to_change(args) as desk:
        do = desk.rehearse if args.dry_run else desk.do
        changed = do(undoing.undo, args.action, edits_too=args.edits_too)
        if not args.dry_run:
            catch_up(desk)  # former definitions may be in force again
    _report(changed, out, dry_run=args.dry_run)


def redo_(args: Namespace, out: Output) -> None:
    """Do again what was undone last."""
    with to_change(args) as desk:
        changed = desk.do(undoing.redo)
        catch_up(desk)
    _report(changed, out, dry_run=False)


def _report(changed: Changed, out: Output, *, dry_run: bool) -> None:
    undone = changed.outcome
    assert isinstance(undone, undoing.Undone)
    out.document(
        {
            "action": None if dry_run else changed.action,
            "label": changed.label,
            "of": undone.of,
            "takes": undone.takes,
            "kept": changed.kept,
            "dry_run": dry_run,
        }
    )
    out.say(f"{'Would do' if dry_run else 'Done'}: {changed.label} (action {undone.of})")
    for sentence in undone.takes:
        out.say(f"  {sentence}")
    for sentence in changed.kept:
        out.say(f"  kept: {sentence}")


def history_(args: Namespace, out: Output) -> None:
    """Who did what and when, or what one action changed."""
    if args.action is not None:
        _show_changes(args, out)
        return
    if (
        args.where
        or args.search
        or args.sort
        or args.columns
        or args.counted_by
        or args.view
        or args.save
        or args.output
    ):
        _list(args, out)
        return
    with to_look(args) as desk:
        lead = desk.ask(the_lead, args.lead) if args.lead else None
        rows = desk.ask(undoing.history, _shown(args), lead_id=lead, account_id=args.account, by=args.done_by)
    keys = ("action", "at", "by", "label", "use_case", "rows", "in_effect", "undoes", "can_undo")
    out.document({"actions": [{key: getattr(row, key) for key in keys} for row in rows]})
    out.table(
        ("Action", "When", "Who", "What", "Rows", ""),
        [
            (row.action, f"{row.at:%Y-%m-%d %H:%M}", row.by, row.label, row.rows, "" if row.in_effect else "undone")
            for row in rows
        ],
        right=("Action", "Rows"),
    )
    if not rows:
        out.say("Nothing was done yet.")


def _shown(args: Namespace) -> int:
    return SHOWN if args.limit is None else int(args.limit)


def _list(args: Namespace, out: Output) -> None:
    """The history as a list with any columns, of one lead, account or person where that is named."""
    from app.cli.verbs import listing  # columns and views are met only when they are asked for

    if args.save and (args.lead or args.account is not None):
        raise Problem("A view is of the whole history; leave out --lead and --account, or --save.")
    with to_look(args) as desk:
        settings = listing.asked(desk, args, "history")
        if args.done_by:
            settings = settings.also(Condition("by", Test.IS, (args.done_by,)))
        if args.lead or args.account is not None:
            lead = desk.ask(the_lead, args.lead) if args.lead else None
            acts = tuple(desk.ask(undoing.acts_on, lead, args.account))
            settings = replace(settings, filter=replace(settings.filter, ids=acts))
        listing.show(desk, args, out, "history", settings)
    listing.save(args, out, "history", settings)


def _show_changes(args: Namespace, out: Output) -> None:
    with to_look(args) as desk:
        view = desk.ask(what_changed, args.action, _shown(args))
    out.document({"action": view.action, "changes": view.rows, "in_bulk": view.in_bulk, "more": view.more})
    state = "" if view.action.in_effect else " (undone)"
    out.say(f"{view.action.action}: {view.action.label}, {view.action.by}, {view.action.at:%Y-%m-%d %H:%M}{state}")
    for sentence in view.in_bulk:
        out.say(f"  {sentence}")
    for row in view.rows:
        out.say(f"  {row.noun} {row.name} {row.what}")
        for field in row.fields if row.what == "changed" else ():
            out.say(f"    {field.field}: {field.before or '(empty)'} → {field.after or '(empty)'}")
    if view.more:
        out.say(f"  and {view.more:,} more")
