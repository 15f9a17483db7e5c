"""Leads judged anew at once, as nobody keeps a window open that would do it in the background."""

import sys

from app.services.deriving import AT_A_TIME, bring_up_to_date, waiting
from app.services.desk import Desk


def catch_up(desk: Desk) -> int:
    """Judge every lead that waits for it and return how many they were; a terminal is told how far it is."""
    total, done = desk.ask(waiting), 0
    watched = total > AT_A_TIME and sys.stderr is not None and sys.stderr.isatty()
    while done < total:
        step = desk.tend(bring_up_to_date)
        done = done + len(step.leads) if step.outcome else total
        if watched:
            print(f"\rRescoring {done:,} of {total:,}", end="", file=sys.stderr, flush=True)
    if watched:
        print(file=sys.stderr)
    return total
