"""Handing a lead to sales or pre-sales: the workbook, its cover and the call sheet beside it."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look, workbook
from app.cli.painters import without_display
from app.cli.printing import Output
from app.domain.handoff import LEAVES, PLACES, place_of_part
from app.language import SOURCE, speaking
from app.services.desk import Desk
from app.services.handoff_papers import call_sheet_to_go, write_papers
from app.services.handoffs import HandoffRow, Preview, handoff_preview, issue_handoff, issued_sheet, map_of_lead


def handoff_(args: Namespace, out: Output) -> None:
    """Freeze the package of a lead and write its workbook, or say what it would be."""
    if args.dry_run:
        _look(args, out)
        return
    path = workbook(args.output)
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        pictures, why_not = _pictures(args, desk, lead)
        how: dict[str, Any] = {"privacy": args.privacy, "override": args.override, "replaces": args.again}
        changed = desk.do(issue_handoff, lead, path, pictures, **how)
        row, zone = changed.outcome, desk.ask(lambda work: work.definitions.zone)
        assert isinstance(row, HandoffRow)
        papers, why_no_papers = ((), "") if args.alone else _papers(args, desk, row, path)
    notes = [note for note in (why_not, why_no_papers) if note]
    out.document(
        {
            "action": changed.action,
            "lead": lead,
            "file": str(path),
            "beside": [str(paper) for paper in papers],
            "handoff": row,
            "pictures": len(pictures),
            "leaves": LEAVES[args.privacy],
            "kept": changed.kept,
        }
        | ({"without_pictures": why_not} if why_not else {})
        | ({"without_papers": why_no_papers} if why_no_papers else {})
    )
    out.say(f"{changed.label}: {path} (action {changed.action})")
    to = f"to {row.to}, " if row.to else ""
    due = f"{row.due_at.astimezone(zone):%Y-%m-%d %H:%M %Z}"  # as on the cover, where the team works
    out.say(f"  {to}{row.completeness}% complete; a verdict is due by {due}")
    out.say(f"  {LEAVES[args.privacy]}")
    for paper in papers:
        out.say(f"  beside it: {paper.name}")
    for note in (*changed.kept, *notes):
        out.say(f"  note: {note}")


def _look(args: Namespace, out: Output) -> None:
    """How complete it would be, what holds it, and where what is missing is filled in."""
    with to_look(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        found: Preview = desk.ask(handoff_preview, lead, args.privacy, args.again)
    blocking = {part for part, _ in found.complete.blocking}
    missing = [
        {"part": part, "label": label, "blocks": part in blocking, "where": PLACES[place_of_part(part)]}
        for part, label in found.complete.missing
    ]
    older = found.replaces
    out.document(
        {
            "lead": lead,
            "percent": found.complete.percent,
            "may_leave": found.may_leave and not (found.stops and not args.override),
            "missing": missing,
            "stops": found.stops,
            "leaves": LEAVES[args.privacy],
            "version": found.sheet.version,
            "replaces": older.number if older is not None else None,
            "changes": [{"part": row.part, "says": row.says} for row in found.sheet.changes],
        }
    )
    out.say(f"{found.sheet.person}, {found.sheet.account}: {found.complete.percent}% complete")
    for one in missing:
        out.say(f"  {'needed' if one['blocks'] else 'not known yet'}: {one['label']} ({one['where']})")
    for question in found.stops:
        out.say(f"  stops the deal: {question} (settle it, or give --override)")
    if older is not None:
        out.say(f"  it would be version {found.sheet.version} and replace handoff {older.number}:")
        for row in found.sheet.changes:
            out.say(f"    {row.part}: {row.says}")
    out.say(f"  {LEAVES[args.privacy]}")


def _pictures(args: Namespace, desk: Desk, lead: int) -> tuple[Sequence[bytes], str]:
    """The map of the committee as pictures, or why there are none where there is a map."""
    view = desk.ask(map_of_lead, lead)
    if view is None:
        return (), ""
    without_display()
    try:
        with speaking(SOURCE):  # like everything in the workbook
            return args.painters.map_pages(view, args.privacy), ""
    except ImportError as missing:
        return (), f"the committee is in tables only, because its map cannot be drawn on this machine: {missing}"


def _papers(args: Namespace, desk: Desk, row: HandoffRow, path: Path) -> tuple[Sequence[Path], str]:
    """The cover and the call sheet beside the workbook, or why what is painted is not there."""
    call, sheet = desk.ask(call_sheet_to_go, row.number), desk.ask(issued_sheet, row.number)
    cover, printed, why_not = None, None, ""
    without_display()
    try:
        with speaking(SOURCE):
            cover = args.painters.handoff_cover(sheet)
            printed = args.painters.call_sheet(call, "A4") if call is not None else None
    except ImportError as missing:
        why_not = f"no cover and no call sheet as PDF, because nothing can be painted on this machine: {missing}"
    return desk.ask(write_papers, row.number, path, cover, printed, call), why_not
