"""What leaves and what comes back: handoffs, their replies, weekly reviews."""

import json
from argparse import Namespace
from collections.abc import Sequence

from app.cli.finding import the_lead
from app.cli.opening import to_change, to_look, workbook
from app.cli.painters import without_display
from app.cli.printing import Output
from app.domain.problems import Problem
from app.domain.review import Review, to_json
from app.language import SOURCE, speaking
from app.services import reviews
from app.services.desk import Desk
from app.services.handoffs import HandoffRow, issue_handoff, map_of_lead
from app.services.work import Changed


def handoff_(args: Namespace, out: Output) -> None:
    """Freeze the package of a lead and write its workbook."""
    path = workbook(args.output)
    with to_change(args) as desk:
        lead = desk.ask(the_lead, args.lead)
        pictures, why_not = _pictures(args, desk, lead)
        changed = desk.do(issue_handoff, lead, path, pictures)
    row = _handoff(changed)
    out.document(
        {"action": changed.action, "lead": lead, "file": str(path), "handoff": row, "pictures": len(pictures)}
        | ({"without_pictures": why_not} if why_not else {})
    )
    out.say(f"{changed.label}: {path} (action {changed.action})")
    to = f"to {row.to}, " if row.to else ""
    out.say(f"  {to}{row.completeness} % complete; a verdict is due by {row.due_at:%Y-%m-%d %H:%M} UTC")
    if why_not:
        out.say(f"  note: {why_not}")


def _pictures(args: Namespace, desk: Desk, lead: int) -> tuple[Sequence[bytes], str]:
    """The map of the committee as pictures, or why there are none where there is a map."""
    view = desk.ask(map_of_lead, lead)
    if view is None:
        return (), ""
    without_display()
    try:
        with speaking(SOURCE):  # like everything in the workbook
            return args.painters.map_pages(view), ""
    except ImportError as missing:
        return (), f"the committee is in tables only, because its map cannot be drawn on this machine: {missing}"


def _handoff(changed: Changed) -> HandoffRow:
    row = changed.outcome
    assert isinstance(row, HandoffRow)
    return row


def review_(args: Namespace, out: Output) -> None:
    """Write a week's review. A complete week is issued, that is frozen; one that runs is written as it stands."""
    path = workbook(args.output)
    with to_look(args) as desk:
        last = desk.ask(reviews.last_complete_week)
    week = args.week or last
    running = _in_order(week) > _in_order(last)
    action = None
    if running:
        with to_look(args) as desk:
            known = {row.week for row in desk.ask(reviews.weeks)}
            if week not in known:
                raise Problem(f"Week {week} has not begun; choose this week or an earlier one.")
            review = desk.ask(reviews.write_week, week, path)
    else:
        with to_change(args) as desk:
            changed = desk.do(reviews.issue_review, week, path)
        assert isinstance(changed.outcome, Review)
        review, action = changed.outcome, changed.action
    out.document(
        {
            "action": action,
            "week": week,
            "issued": not running,
            "file": str(path),
            "review": json.loads(to_json(review)),
        }
    )
    state = "still runs, so this is how it stands now" if running else "is issued: its numbers are frozen"
    out.say(f"Review of {week}: {path}", f"  The week {state}.")
    for message in review.messages:
        out.say(f"  {message.text}")


def _in_order(week: str) -> tuple[int, int]:
    return int(week[:4]), int(week[6:])
