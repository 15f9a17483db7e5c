"""The words of the verbs that list, tag and change many: leads, people, accounts, handoffs, views, tag, bulk ..."""

from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import Protocol

from app.cli import options

TESTS = "fit>=60, city~lund, country!=DE, owner=, “due last_days 30”, “path one_of nurture, not_now”"


class Verbs(Protocol):
    """Where verbs are added."""

    def add(self, name: str, about: str, *, changes: bool = False, workspace: bool = True) -> ArgumentParser:
        """A verb."""
        ...


def add_lists(verbs: Verbs) -> None:
    """Every list, and what is done with many of its rows."""
    for place, about in (
        ("leads", "List leads, or save the list as a file."),
        ("people", "List people, or save the list as a file."),
        ("accounts", "List organisations, or save the list as a file."),
        ("handoffs", "List handoffs with their verdicts, or save the list as a file."),
        ("imports", "List imports and what became of their rows, or save the list as a file."),
    ):
        listing = verbs.add(place, about, changes=True)
        choosing(listing, place)
        showing(listing)
    _views(verbs.add("views", "The saved views: list them, share one as a file, take or forget one.", changes=True))
    tag = verbs.add("tag", "Put a word on leads or take it off; without one, list the tags in use.", changes=True)
    tag.add_argument("word", nargs="?", default="", metavar="WORD")
    tag.add_argument("leads", nargs="*", metavar="LEAD")
    tag.add_argument("--remove", action="store_true", help="take the word off")
    choosing(tag, "leads")
    bulk = verbs.add("bulk", "Change or delete many leads at once; one undo takes it back.", changes=True)
    bulk.add_argument("leads", nargs="*", metavar="LEAD")
    choosing(bulk, "leads")
    bulk.add_argument("--owner", metavar="NAME", help="give them to this person; of a move, the owner of what is next")
    bulk.add_argument("--service-line", metavar="L", help="put them into this service line")
    bulk.add_argument("--delete", action="store_true", help="delete them with what is noted on them")
    bulk.add_argument("--people-too", action="store_true", help="with --delete: people whom nothing else names go too")
    _moving(bulk)
    bulk.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    edit = verbs.add("edit", "Change facts of a lead, a person or an account by the columns of its list.", changes=True)
    edit.add_argument("row", metavar="ROW", help="a lead as everywhere; with --place a person or an account")
    edit.add_argument("cells", nargs="+", type=options.pair, metavar="COLUMN=TEXT", help="title=Head, due=fri, city=")
    edit.add_argument("--place", choices=("leads", "people", "accounts", "gaps"), default="leads", help="whose facts")
    edit.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")


def _moving(bulk: ArgumentParser) -> None:
    bulk.add_argument("--stage", type=options.stage, metavar="S", help="move them to this stage")
    bulk.add_argument("--path", metavar="P", help="move them to this path")
    bulk.add_argument("--learned", default="", metavar="T", help="of a move: what was learned")
    bulk.add_argument("--next", default="", dest="next_step", metavar="T", help="of a move: what happens next")
    bulk.add_argument("--due", type=options.day, metavar="DATE", help="of a move: the date of the next step")
    for name, about in (
        ("--override", "move this lead past the gate, with a reason of its own; may be given for many"),
        ("--learned-of", "what was learned of this lead, where that differs; may be given for many"),
    ):
        bulk.add_argument(name, action="append", default=[], type=options.pair, metavar="LEAD=T", help=about)


def wrong_bulk(args: Namespace) -> str:
    """What is wrong with the words of `bulk`, or nothing: it does one thing, and a move has its reason."""
    moves = args.stage is not None or args.path is not None
    acts = [args.owner is not None and not moves, args.service_line is not None, args.delete, moves]
    if sum(acts) != 1:
        return "say one thing to do: --owner NAME, --service-line L, --delete, or a move with --stage S or --path P"
    if moves and not (args.learned and args.next_step):
        return "a move keeps its reason: write --learned T and --next T"
    of_a_move = args.learned or args.next_step or args.due or args.override or args.learned_of
    return "--learned, --next, --due, --override and --learned-of belong to a move" if of_a_move and not moves else ""


def choosing(verb: ArgumentParser, place: str) -> None:
    """Which rows of a list."""
    fields = f" Fields of leads: {', '.join(options.WHERE)}." if place == "leads" else ""
    verb.add_argument(
        "--where",
        action="append",
        default=[],
        type=options.where if place == "leads" else partial(options.condition, place=place),
        metavar="TEST",
        help=f"only these; several of one field mean any of them, other tests hold together. Tests: {TESTS}.{fields}",
    )
    verb.add_argument("--search", default="", metavar="TEXT", help="only those that hold every word")


def showing(verb: ArgumentParser) -> None:
    """What of these rows, in which order, and where to."""
    verb.add_argument("--limit", type=options.number, metavar="N", help="at most so many")
    verb.add_argument(
        "--sort", default=(), type=options.orders, metavar="COLUMN", help="by these columns: fit:down,person"
    )
    verb.add_argument(
        "--columns",
        default=(),
        type=options.words,
        metavar="LIST",
        help="show these columns: person,account,tags,extra:Hall (a column that a file had)",
    )
    verb.add_argument("--count", dest="counted_by", default="", metavar="COLUMN", help="count by a column instead")
    verb.add_argument("--view", default="", metavar="NAME", help="as a saved view sets it up")
    verb.add_argument("--save", default="", metavar="NAME", help="save this list as a view")
    verb.add_argument("--team", action="store_true", help="with --save: for everybody")
    verb.add_argument("-o", "--output", type=Path, metavar="FILE", help="write what is shown into .xlsx or .csv")


def _views(views: ArgumentParser) -> None:
    what = views.add_mutually_exclusive_group()
    what.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the view named with --view into a file")
    what.add_argument("--take", type=Path, metavar="FILE", help="save the view of a file here")
    what.add_argument("--forget", default="", metavar="NAME", help="forget a view, by number or name")
    views.add_argument("--view", default="", metavar="NAME", help="a view by number or name")
    views.add_argument("--team", action="store_true", help="with --take: for everybody")
