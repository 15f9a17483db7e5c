"""Leads judged anew at once, as nobody keeps a window open that would do it in the background."""

import sys

from app.services.deriving import bring_up_to_date, waiting
from app.services.desk import Desk


def catch_up(desk: Desk) -> int:
    """Judge every lead that waits for it and return how many they were; a terminal is told how far it is."""
    total = left = desk.ask(waiting)
    watched = sys.stderr is not None and sys.stderr.isatty()
    while left:
        left = int(str(desk.tend(bring_up_to_date).outcome))
        if watched:
            print(f"\rRescoring {total - left:,} of {total:,}", end="" if left else "\n", file=sys.stderr, flush=True)
    return total
