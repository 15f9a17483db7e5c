"""Nurture and what the rules propose: who is due to hear something, what went out, a proposal accepted."""

from argparse import Namespace
from typing import Any

from app.cli.documents import some
from app.cli.finding import the_lead, word_of
from app.cli.opening import to_change, to_look
from app.cli.printing import Output
from app.domain.consent import SAYS
from app.services.desk import Desk
from app.services.leads import lead_rows
from app.services.nurture_file import save_nurture_list
from app.services.nurturing import NurtureList, NurtureRow, choose_track, log_nurture, nurture_list
from app.services.proposing import accept_proposal

_ROW = ("lead_id", "person", "account", "email", "track", "next", "due", "overdue", "owner")


def nurture_(args: Namespace, out: Output) -> None:
    """Who is due to hear something; with --log it went out, with --choose a lead hears another track."""
    if args.choose is not None:
        _choose(args, out)
        return
    if args.log is None:
        with to_look(args) as desk:
            found = _found(desk, args)
        written = save_nurture_list(found, args.output) if args.output else None
        _show(found, out, file=written)
        return
    with to_change(args) as desk:
        found = _found(desk, args)
        written = save_nurture_list(found, args.output) if args.output else None
        changed = desk.do(log_nurture, [row.lead_id for row in found.rows], args.log)
    _show(found, out, file=written, action=changed.action, label=changed.label)
    out.say(f"{changed.label} (action {changed.action})")


def _found(desk: Desk, args: Namespace) -> NurtureList:
    track = _track(desk, args.track) if args.track else ""
    return desk.ask(nurture_list, track, args.due)


def _track(desk: Desk, text: str) -> str:
    """The id of a track, by its id or its name."""
    return desk.ask(lambda work: word_of(work.playbook.nurture, text))[0]


def _choose(args: Namespace, out: Output) -> None:
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.choose)
        changed = desk.do(choose_track, lead, _track(desk, args.track) if args.track else "")
        row = desk.ask(lead_rows, [lead])[0]
    out.document(
        {"action": changed.action, "lead": lead, "label": changed.label} | some(row, "path", "next_step", "due")
    )
    out.say(f"{changed.label} (action {changed.action})")


def _show(found: NurtureList, out: Output, **more: Any) -> None:
    rows, apart = [_listed(row) for row in found.rows], [_listed(row) | {"why": row.apart} for row in found.apart]
    out.document({"due_by": found.due_by, "leads": rows, "apart": apart} | more)
    out.table(
        ("Lead", "Person", "Account", "E-mail", "Consent", "Track", "Content to send", "Due"),
        [
            (
                row.lead_id,
                row.person,
                row.account,
                row.email,
                SAYS[row.consent].lower(),
                row.track_label,
                row.next,
                f"{row.due or ''}{' late' if row.overdue else ''}",
            )
            for row in found.rows
        ],
        right=("Lead",),
    )
    noun = "lead is" if len(found.rows) == 1 else "leads are"
    out.say(f"{len(found.rows)} {noun} due to hear something by {found.due_by}.")
    if found.apart:
        out.say("", f"Not to be written to ({len(found.apart)})")
        apart_rows = [(row.lead_id, row.person, row.account, row.apart) for row in found.apart]
        out.table(("Lead", "Person", "Account", "Why"), apart_rows, right=("Lead",), indent=2)
    if more.get("file"):
        out.say(f"Written to {more['file']}")


def _listed(row: NurtureRow) -> dict[str, Any]:
    return some(row, *_ROW) | {"consent": row.consent or "unknown"}


def accept_(args: Namespace, out: Output) -> None:
    """Do what the rules propose for a lead, by the id of the proposal."""
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        changed = desk.do(accept_proposal, lead, args.proposal)
        row = desk.ask(lead_rows, [lead])[0]
    done = {"action": changed.action, "lead": lead, "label": changed.label}
    out.document(done | some(row, "stage", "path", "owner", "next_step", "due", "cycle"))
    out.say(f"{changed.label} (action {changed.action})")
    due = f", by {row.due}" if row.due else ""
    out.say(f"  {row.stage.upper()}, {row.path_label}; next: {row.next_step}{due} ({row.owner or 'nobody'})")
