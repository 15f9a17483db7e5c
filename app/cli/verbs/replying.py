"""What comes back: returned handoffs, told apart and taken."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from app.cli.asking import files_of
from app.cli.documents import some
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.problems import Problem
from app.services.leads import lead_rows
from app.services.replies import NothingTaken, ReplyView, Taken, look_at_replies, take_replies
from app.services.work import Changed

_SAID = {"can_take": "can be taken", "taken": "taken", "refused": "refused", "ask": "ask"}
_FIELDS = ("handoff", "person", "account", "verdict", "note", "name", "on", "edited", "happens", "kind")


def reply_(args: Namespace, out: Output) -> None:
    """Take the verdicts of returned workbooks as one act. Raises Problem where one of them is not taken."""
    paths = files_of(args.files)
    if not any(path.exists() for path in paths):
        raise Problem(f"There is no file {paths[0]}; check the name.")
    if args.dry_run:
        with to_look(args) as desk:
            _tell(out, desk.ask(look_at_replies, paths), None, {})
        return
    changed: Changed | None = None
    leads: dict[int, Any] = {}
    with to_change(args) as desk:
        try:
            changed = desk.do(take_replies, paths, paths if args.yes else ())
            views = _taken(changed).replies
            leads = {row.id: row for row in desk.ask(lead_rows, sorted(changed.leads))}
        except NothingTaken as nothing:
            views = nothing.replies
    _tell(out, views, changed, leads)
    left = [view for view in views if view.outcome != "taken"]
    if left:
        more = f" {len(left)} of {len(views)} replies were not taken." if len(views) > 1 else ""
        raise Problem(f"{left[0].says}{more}{_way_out(left)}")


def _taken(changed: Changed) -> Taken:
    assert isinstance(changed.outcome, Taken)
    return changed.outcome


def _way_out(left: Sequence[ReplyView]) -> str:
    return " --yes takes those that a person may decide." if any(view.may_be_taken for view in left) else ""


def _tell(out: Output, views: Sequence[ReplyView], changed: Changed | None, leads: dict[int, Any]) -> None:
    out.document(
        {
            "action": changed.action if changed else None,
            "replies": [_document(view, leads) for view in views],
            "kept": changed.kept if changed else (),
        }
    )
    if changed is not None:
        out.say(f"{changed.label} (action {changed.action})")
    for view in views:
        out.say(f"  {_SAID[view.outcome]}  {view.file}: {view.says}")
        if view.outcome in ("taken", "can_take"):
            out.say(f"      {view.happens}")
        for sentence in view.edited:
            out.say(f"      not taken: {sentence}")
        lead = leads.get(view.lead_id or 0) if view.outcome == "taken" else None
        if lead is not None:
            due = f", by {lead.due}" if lead.due else ""
            out.say(f"      {lead.person}: {lead.stage.upper()}, {lead.path_label}; next: {lead.next_step}{due}")


def _document(view: ReplyView, leads: dict[int, Any]) -> dict[str, Any]:
    """One reply: `reason` is why it is not taken, and of one that is taken the reason of its verdict."""
    lead = leads.get(view.lead_id or 0) if view.outcome == "taken" else None
    names = ("id", "person", "stage", "path", "owner", "next_step", "due")
    settled = view.outcome in ("taken", "can_take")
    return {
        "file": view.file,
        "outcome": view.outcome,
        "reason": view.reason if settled else view.says,
        "verdict_reason": view.reason,
        "may_be_taken": view.may_be_taken,
        **some(view, *_FIELDS),
        "lead": some(lead, *names) if lead is not None else None,
    }
