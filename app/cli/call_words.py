"""The words for calls: the list of them, and the sheet of one, which may be planned with it."""

from argparse import Namespace
from pathlib import Path

from app.cli import options
from app.cli.committee_words import PAPERS
from app.cli.list_words import Verbs

WHEN = ("today", "planned", "to_close", "done", "cancelled")
_OF_A_PLAN = ("minutes", "kind", "goal", "exit", "site", "attends")


def add_calls(verbs: Verbs) -> None:
    """Add `calls` and `call`."""
    listed = verbs.add("calls", "List calls, or how the questions of the bank have fared in them.")
    listed.add_argument("--when", choices=WHEN, help="only these; to_close: over, and nobody closed them out")
    listed.add_argument("--lead", default="", metavar="LEAD", help="only calls with this lead")
    listed.add_argument("--account", default="", metavar="ACCOUNT", help="only calls with this account")
    listed.add_argument("--limit", type=options.number, metavar="N", help="at most so many (default 500)")
    listed.add_argument(
        "--questions", action="store_true", help="instead: how often each was asked, and led to a proven criterion"
    )
    one = verbs.add("call", "The sheet of a lead's call: shown, written to a file, planned.", changes=True)
    one.add_argument("lead", metavar="LEAD")
    one.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the sheet; ends in .xlsx or .pdf")
    one.add_argument("--paper", choices=PAPERS, default="A4", help="of a .pdf (default: A4)")
    one.add_argument("--number", type=options.number, metavar="N", help="this call, as `calls` numbers it")
    one.add_argument("--plan", type=options.wall_time, metavar="TIME", help='plan a call; like "2026-11-24 10:00"')
    one.add_argument("--minutes", type=options.number, metavar="N", help="how long (default 30)")
    one.add_argument("--kind", default="", metavar="K", help="a kind of call of the playbook (default: call)")
    one.add_argument("--goal", default="", metavar="T", help="in one sentence")
    one.add_argument("--exit", default="", metavar="E", help="the next step that is wanted: an exit of the playbook")
    one.add_argument("--site", default="", metavar="T", help="which site of theirs it is about")
    one.add_argument("--with", dest="attends", action="append", default=[], metavar="NAME", help="who takes part too")
    one.add_argument("--cancel", default="", metavar="WHY", help="call off the call")


def wrong_call(args: Namespace) -> str:
    """What is wrong with the words of `call`, or nothing."""
    if args.plan is not None and (args.cancel or args.number is not None):
        return "--plan makes a new call; --number and --cancel are about one that there is"
    if args.plan is None and any(getattr(args, name) for name in _OF_A_PLAN):
        return "--minutes, --kind, --goal, --exit, --site and --with belong to --plan TIME"
    return ""
