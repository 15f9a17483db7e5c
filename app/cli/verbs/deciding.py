"""Decisions of reviews: listed, read back from a workbook, and done."""

from argparse import Namespace
from typing import Any

from app.cli.documents import some
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.counting import counted
from app.domain.problems import Problem
from app.services.review_decisions import (
    decisions_view,
    finish_decision,
    look_at_decisions,
    take_decisions,
)
from app.services.review_reading import STATES, UNCLEAR, ReadLine, ReadReview
from app.services.work import Changed

_LINE = ("state", "place", "text", "owner", "due", "outcome", "rule", "lead_id", "id", "says")


def decisions_(args: Namespace, out: Output) -> None:
    """List the open decisions, show what a returned review would change of them, take it, or mark one as done.

    Raises Problem where a line was not taken; the others are.
    """
    if args.done is not None:
        with to_change(args) as desk:
            changed = desk.do(finish_decision, args.done, args.outcome)
        out.document({"action": changed.action, "decision": args.done, "outcome": args.outcome})
        out.say(f"{changed.label} (action {changed.action})")
        return
    if args.file is None:
        _list(args, out)
        return
    if not args.yes:
        with to_look(args) as desk:
            _tell(out, desk.ask(look_at_decisions, args.file, args.week or ""), None)
        return
    with to_change(args) as desk:
        changed = desk.do(take_decisions, args.file, args.week or "")
    assert isinstance(changed.outcome, ReadReview)
    _tell(out, changed.outcome, changed)
    left = [line for line in changed.outcome.lines if line.state == UNCLEAR]
    if left:
        asked = len(left) + len(changed.outcome.taken)
        raise Problem(f"{left[0].place}: {left[0].says} {len(left)} of {counted(asked, 'line')} not taken.")


def _list(args: Namespace, out: Output) -> None:
    with to_look(args) as desk:
        rows = desk.ask(decisions_view)
    out.document({"decisions": rows})
    if not rows:
        out.say("Every decision is done.")
        return
    columns = ("Decision", "Week", "What", "Owner", "Due", "Lead")
    cells = [(row.id, row.week, row.text, row.owner, row.due or "", row.lead_id or "") for row in rows]
    out.table(columns, cells, right=("Decision", "Lead"))


def _tell(out: Output, found: ReadReview, changed: Changed | None) -> None:
    out.document(
        {
            "action": changed.action if changed is not None else None,
            "week": found.week,
            "lines": [_document(line) for line in found.lines],
            "kept": changed.kept if changed is not None else (),
        }
    )
    if changed is not None:
        out.say(f"{changed.label} (action {changed.action})")
    else:
        out.say(f"Review of {found.week}: {len(found.taken)} to take; nothing is written yet.")
    for line in found.lines:
        what = line.text or "no words"
        owner = f", {line.owner}" if line.owner and line.state != UNCLEAR else ""
        due = f", by {line.due}" if line.due else ""
        lead = f" (lead {line.lead_id})" if line.lead_id is not None else ""
        out.say(f"  {STATES[line.state]}  {line.place}: {what}{owner}{due}{lead}")
        if line.says:
            out.say(f"      {line.says}")
    if changed is None and found.taken:
        out.say("Write --yes to take them.")


def _document(line: ReadLine) -> dict[str, Any]:
    return some(line, *_LINE)
