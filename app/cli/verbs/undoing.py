"""The history: listed, taken back, done again."""

from argparse import Namespace

from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.services import undoing
from app.services.work import Changed


def undo_(args: Namespace, out: Output) -> None:
    """Take back an action, and say what was kept."""
    with to_change(args) as desk:
        do = desk.rehearse if args.dry_run else desk.do
        changed = do(undoing.undo, args.action)
    _report(changed, out, dry_run=args.dry_run)


def redo_(args: Namespace, out: Output) -> None:
    """Do again what was undone last."""
    with to_change(args) as desk:
        changed = desk.do(undoing.redo)
    _report(changed, out, dry_run=False)


def _report(changed: Changed, out: Output, *, dry_run: bool) -> None:
    out.document(
        {
            "action": None if dry_run else changed.action,
            "label": changed.label,
            "of": changed.outcome,
            "kept": changed.kept,
            "dry_run": dry_run,
        }
    )
    out.say(f"{'Would do' if dry_run else 'Done'}: {changed.label} (action {changed.outcome})")
    for sentence in changed.kept:
        out.say(f"  kept: {sentence}")


def history_(args: Namespace, out: Output) -> None:
    """Who did what and when."""
    with to_look(args) as desk:
        lead = desk.ask(the_lead, args.lead) if args.lead else None
        rows = desk.ask(undoing.history, args.limit, lead_id=lead)
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
