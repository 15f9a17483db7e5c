"""Weekly reviews as they leave."""

import json
from argparse import Namespace

from app.cli.opening import to_change, to_look, workbook
from app.cli.printing import Output
from app.domain.problems import Problem
from app.domain.review import Review, to_json
from app.services import reviews


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
