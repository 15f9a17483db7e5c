"""The words for buying committees: who is on one, and its map as a picture."""

from argparse import ArgumentParser
from pathlib import Path

from app.cli import options
from app.cli.list_words import Verbs

PRIVACY = ("full", "no-stance", "shareable")
PAPERS = ("A4", "A3", "Letter")


def add_committee(verbs: Verbs) -> None:
    """Add `committee` and `map`."""
    seen = verbs.add("committee", "Who is on a buying committee, how much of it is known, and what is missing.")
    seen.add_argument("account", metavar="ACCOUNT", help="its number, or words of its name")
    _line(seen)
    seen.add_argument("--as-of", type=options.day, metavar="DATE", help="as it was at the end of this day")
    drawn = verbs.add("map", "Draw the map of a buying committee into a file.", changes=True)
    drawn.add_argument("account", metavar="ACCOUNT", help="its number, or words of its name")
    drawn.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="ends in .png, .svg or .pdf")
    drawn.add_argument(
        "--privacy", choices=PRIVACY, default="full", help="what may be read on it (default: full, for inside only)"
    )
    _line(drawn)
    drawn.add_argument("--paper", choices=PAPERS, default="A4", help="of a .pdf (default: A4)")


def _line(verb: ArgumentParser) -> None:
    verb.add_argument(
        "--service-line", metavar="L", help="by id or name (default: the one most of its leads are about)"
    )
