"""The words of the command line: verbs, their options, and the help. Names are a contract with whoever scripts them."""

import argparse
import difflib
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from app.cli import options
from app.cli.call_words import add_calls, wrong_call
from app.cli.committee_words import PRIVACY, add_committee
from app.cli.file_words import add_files
from app.cli.gap_words import add_gaps, wrong_gap
from app.cli.list_words import add_lists, choosing, showing, wrong_bulk
from app.cli.playbook_words import add_actions, wrong_source
from app.cli.review_words import add_reviews, wrong_decisions, wrong_metrics

VERBS = (
    "new",
    "import",
    "mappings",
    "own-domains",
    "today",
    "leads",
    "people",
    "accounts",
    "handoffs",
    "imports",
    "views",
    "tag",
    "bulk",
    "edit",
    "search",
    "show",
    "committee",
    "map",
    "person",
    "attach",
    "attachments",
    "score",
    "grid",
    "calibrate",
    "answer",
    "move",
    "accept",
    "nurture",
    "touch",
    "signal",
    "gap",
    "gaps",
    "calls",
    "call",
    "routes",
    "pause",
    "resume",
    "handoff",
    "reply",
    "review",
    "metrics",
    "diagnose",
    "decisions",
    "link",
    "duplicates",
    "merge",
    "separate",
    "unmerge",
    "undo",
    "redo",
    "history",
    "check",
    "backup",
    "playbook",
    "pictures",
    "demo",
)
_ABOUT = """Assay: from a stranger's spreadsheet to decisions a team can prove.
Without a verb the window opens: assay [WORKSPACE] [--sample] [--read-only]."""
_LAST = """LEAD is a number, an e-mail address, an id, or words of the name that fit one lead only.
Exit code: 0 done, 1 something you can put right (said in one line), 2 wrong usage.
ASSAY_NOW sets the clock (ISO 8601), ASSAY_PASSWORD opens protected workbooks,
ASSAY_DEBUG=1 shows the details of a fault of the program."""


class _Parser(ArgumentParser):
    """Like argparse's, without guessing at shortened options, and helpful about a mistyped verb.

    A word that may be left out, like the FILE of `decisions`, may stand before, between and after the options.
    """

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)
        self._mixes = True

    def add_subparsers(self, **settings: Any) -> Any:
        self._mixes = False  # the words of a verb are read by its own parser
        return super().add_subparsers(**settings)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, left = super().parse_known_args(args, namespace)
        if not self._mixes or not left or any(word.startswith("-") and word != "-" for word in left):
            return found, left
        self._mixes = False  # argparse reads options and words one after the other, and comes by here for each
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixes = True

    def error(self, message: str) -> NoReturn:
        words = message.split("'")
        if "argument VERB: invalid choice" in message and len(words) > 1:
            near = difflib.get_close_matches(words[1], VERBS, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else f"; the verbs are {', '.join(VERBS)}"
            message = f"there is no verb '{words[1]}'{hint}"
        super().error(" ".join(message.split()))


def read_words(words: Sequence[str]) -> Namespace:
    """What the words ask for. Prints help or usage and raises SystemExit, as argparse does."""
    parser, verbs = build(words[0] if words and words[0] in VERBS else "")
    args, left = parser.parse_known_args(words)
    if left:
        verbs[args.verb].error(f"unrecognized arguments: {' '.join(left)}")
    if args.verb == "mappings" and sum(one is not None for one in (args.output, args.take, args.forget)) > 1:
        verbs["mappings"].error("write one of -o FILE, --take FILE and --forget MARK")
    if args.verb == "merge" and (bool(args.records) if args.all_sure else len(args.records) < 2):
        verbs["merge"].error("name two or more records, or write --all-sure")
    if args.verb == "metrics" and (wrong := wrong_metrics(args.rows, args.metric, args.dimension, args.value)):
        verbs["metrics"].error(wrong)
    if args.verb == "decisions" and (wrong := wrong_decisions(args.file, args.yes, args.week, args.done, args.outcome)):
        verbs["decisions"].error(wrong)
    if args.verb == "playbook" and (wrong := wrong_source(args)):
        verbs["playbook"].error(wrong)
    if args.verb == "bulk" and (wrong := wrong_bulk(args)):
        verbs["bulk"].error(wrong)
    if args.verb == "move" and args.stage is None and args.path is None:
        verbs["move"].error("say where to: --stage S, --path P, or both")
    if args.verb == "call" and (wrong := wrong_call(args)):
        verbs["call"].error(wrong)
    if args.verb == "gap" and (wrong := wrong_gap(args)):
        verbs["gap"].error(wrong)
    if args.verb == "routes" and args.note and not (args.right or args.wrong):
        verbs["routes"].error("--note belongs to --right or --wrong")
    if args.verb == "routes" and args.lead is None and (args.right or args.wrong):
        verbs["routes"].error("name the LEAD whose route was right or wrong")
    return args


def build(only: str = "") -> tuple[ArgumentParser, dict[str, ArgumentParser]]:
    """The parser, and the parser of each verb; of one verb where that is all that will be asked of it.

    Laying out the others takes ten times as long as reading what somebody wrote.
    """
    parser = _Parser(prog="assay", description=_ABOUT, epilog=_LAST)
    parser.add_argument("--version", action="version", version=f"assay {_version()}")
    verbs = _Verbs(parser, only)
    _workspaces(verbs)
    _intake(verbs)
    _looking(verbs)
    _qualifying(verbs)
    _routing(verbs)
    _sending(verbs)
    _settling(verbs)
    _linking(verbs)
    _taking_back(verbs)
    _others(verbs)
    return parser, verbs.all


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("assay")
    except PackageNotFoundError:
        return "from a checkout"


class _Unasked:
    """Stands for a verb that nobody asked for: it is told its words like any other, and keeps none of them."""

    def __getattr__(self, _: str) -> Any:
        return lambda *_, **__: self


class _Verbs:
    """Adds verbs with what all of them understand."""

    def __init__(self, parser: ArgumentParser, only: str) -> None:
        self._only = only
        self._group = parser.add_subparsers(
            dest="verb", metavar="VERB", required=True, parser_class=_Parser, title="verbs"
        )
        self.all: dict[str, ArgumentParser] = {}

    def add(self, name: str, about: str, *, changes: bool = False, workspace: bool = True) -> ArgumentParser:
        """A verb; `changes` ones say who acts."""
        if self._only not in ("", name):
            return cast(ArgumentParser, _Unasked())
        plain = about.replace("%", "%%")  # argparse fills in what follows a %
        verb = self.all[name] = self._group.add_parser(name, help=plain, description=plain)
        verb.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
        verb.set_defaults(by="")
        if changes:
            verb.add_argument("--by", default="", metavar="NAME", help="who acts (default: the system user)")
        if workspace:
            verb.add_argument("workspace", type=Path, metavar="W", help="the workspace file")
        return verb


def _workspaces(verbs: _Verbs) -> None:
    new = verbs.add("new", "Make a workspace.", changes=True)
    new.add_argument("--playbook", default=None, metavar="NAME", help="one that ships with the program")
    new.add_argument("--sample", action="store_true", help="with the sample leads")
    verbs.add("check", "Check the file, its history, its attached files and its frozen weeks.")
    backup = verbs.add("backup", "Make a verified backup now, with the attached files.", changes=True)
    backup.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write a whole copy here to be handed on, its files beside it"
    )


def _intake(verbs: _Verbs) -> None:
    take = verbs.add("import", "Import leads from files, whatever program made them.", changes=True)
    take.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a table as text, a workbook (.xlsx, .xls, .xlsb, .ods), address cards (.vcf), a web page with a table; "
        "- is standard input",
    )
    take.add_argument("--dry-run", action="store_true", help="show the plan and change nothing")
    take.add_argument("--errors", type=Path, metavar="FILE.xlsx", help="write the rows left aside, to be corrected")
    take.add_argument("--skip-unreadable", action="store_true", help="leave out files that cannot be read")
    take.add_argument(
        "--not-own",
        action="append",
        default=[],
        metavar="DOMAIN",
        help="a mail domain that the file makes look like ours",
    )
    take.add_argument("--sheet", metavar="S", help="the sheet of a workbook")
    take.add_argument("--password", metavar="P", help="of a protected workbook; better in ASSAY_PASSWORD")
    take.add_argument("--header", type=options.number, metavar="N", help="the record that names the columns, from 0")
    take.add_argument(
        "--map",
        action="append",
        default=[],
        type=options.mapped,
        metavar="FIELD=COLUMN",
        help="which column holds a field, by its name or its number from 0; an empty column takes the field out",
    )
    take.add_argument("--service-line", default="", metavar="L", help="of rows that name none")
    take.add_argument("--source", default="", metavar="S", help="of rows that name none")
    take.add_argument("--campaign", default="", metavar="C", help="of rows that name none")
    take.add_argument("--encoding", type=options.encoding, metavar="E", help="of a text file")
    take.add_argument("--delimiter", type=options.delimiter, metavar="D", help=", ; | or tab")
    take.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), help="how dates are written")
    _remembered(verbs)


def _remembered(verbs: _Verbs) -> None:
    mappings = verbs.add("mappings", "Mappings remembered from imports: list, keep in a file, take.", changes=True)
    mappings.add_argument("-o", "--output", type=Path, metavar="FILE", help="write all of them into a file")
    mappings.add_argument("--take", type=Path, metavar="FILE", help="remember those of a file as well")
    mappings.add_argument("--forget", metavar="MARK", help="the mark of one, as the list shows it")
    own = verbs.add("own-domains", "Our own mail domains, whose people are no leads: list, add, remove.", changes=True)
    own.add_argument("domains", nargs="*", metavar="DOMAIN", help="these are ours as well")
    own.add_argument("--remove", action="append", default=[], metavar="DOMAIN", help="this one is not ours")


def _looking(verbs: _Verbs) -> None:
    today = verbs.add("today", "What waits, by group, with the leads and why.")
    today.add_argument("--group", default="", metavar="G", help="only this group, all of it")
    today.add_argument(
        "--limit", type=options.number, metavar="N", help="at most so many leads of a group (default 20)"
    )
    add_lists(verbs)
    search = verbs.add("search", "Find leads, people, accounts and notes that hold words; one slip a word is forgiven.")
    search.add_argument("words", metavar="WORDS", nargs="+")
    search.add_argument("--limit", type=options.number, metavar="N", help="at most so many (default 20)")
    show = verbs.add("show", "Show everything about one lead.")
    show.add_argument("lead", metavar="LEAD")
    add_committee(verbs)
    add_files(verbs)
    _scoring(verbs)


def _scoring(verbs: _Verbs) -> None:
    score = verbs.add("score", "The ledger of a lead's score, and what would change it.")
    score.add_argument("lead", metavar="LEAD")
    score.add_argument("--at", type=options.number, metavar="MOVE", help="as it was frozen with one of its moves")
    grid = verbs.add("grid", "How many leads stand in each cell of fit and intent, and the path it suggests.")
    grid.add_argument(
        "--where",
        action="append",
        default=[],
        type=options.where,
        metavar="FIELD=VALUE",
        help="only these, as of `leads`",
    )
    grid.add_argument("--search", default="", metavar="TEXT", help="only those that hold every word")
    calibrate = verbs.add("calibrate", "How bands, rules and criteria have fared, and what that proposes.")
    calibrate.add_argument("--since", type=options.day, metavar="DATE", help="only leads judged from this day on")
    calibrate.add_argument("--service-line", default="", metavar="L", help="only of this service line")
    calibrate.add_argument(
        "--judged-at",
        choices=("first_move", "became_mql"),
        default="first_move",
        help="the moment whose score is looked at (default: first_move)",
    )


def _qualifying(verbs: _Verbs) -> None:
    answer = verbs.add("answer", "Answer a criterion of a checklist, with evidence.", changes=True)
    answer.add_argument("lead", metavar="LEAD")
    answer.add_argument("criterion", metavar="CRITERION")
    answer.add_argument("value", choices=("yes", "no", "unknown", "suggested"), help="suggested: Yes, as facts suggest")
    answer.add_argument("--evidence", default="", metavar="T")
    answer.add_argument("--who", default="", metavar="P", help="who of them said so")
    answer.add_argument("--certainty", choices=("told", "document", "guess"), default="guess")
    rests = answer.add_mutually_exclusive_group()
    rests.add_argument("--signal", type=int, metavar="N", help="the signal that it rests on, as `show` numbers it")
    rests.add_argument("--touch", type=int, metavar="N", help="the touch that it rests on, as `show` numbers it")
    move = verbs.add("move", "Change stage or path, with the reason in both parts.", changes=True)
    move.add_argument("lead", metavar="LEAD")
    move.add_argument("--stage", type=options.stage, metavar="S", help="lead, mql, sal, sql, opportunity")
    move.add_argument("--path", metavar="P", help="a path of the playbook")
    move.add_argument("--learned", required=True, metavar="T", help="what was learned")
    move.add_argument("--next", required=True, dest="next_step", metavar="T", help="what happens next")
    move.add_argument("--due", type=options.day, metavar="DATE", help="by when; like 2026-12-01")
    move.add_argument("--owner", default="", metavar="O", help="who does it (default: the owner of the lead)")
    move.add_argument("--override", default="", metavar="T", help="why the move happens although the gate is closed")
    move.add_argument("--code", default="", metavar="C", help="a reason of the playbook's lists")
    move.add_argument("--trigger", default="", metavar="T", help="what brings the lead back, where no date does")
    accept = verbs.add("accept", "Do what the rules propose for a lead; show lists it.", changes=True)
    accept.add_argument("lead", metavar="LEAD")
    accept.add_argument(
        "proposal", metavar="PROPOSAL", help="message, pause, take_up, sent, or the id of a written rule"
    )
    _nurture(verbs)
    touch = verbs.add("touch", "Write down what we did with them.", changes=True)
    touch.add_argument("lead", metavar="LEAD")
    touch.add_argument("--kind", required=True, metavar="K", help="email, call, meeting, message, visit")
    touch.add_argument("--outcome", required=True, metavar="T")
    touch.add_argument("--reached", action="store_true", help="they answered")
    touch.add_argument("--at", type=options.moment, metavar="MOMENT")
    signal = verbs.add("signal", "Write down what they did.", changes=True)
    signal.add_argument("lead", metavar="LEAD")
    signal.add_argument("--kind", required=True, metavar="K", help="a kind of signal of the playbook")
    signal.add_argument("--at", type=options.moment, metavar="MOMENT")
    signal.add_argument("--asset", default="", metavar="T", help="what they read or saw")
    signal.add_argument("--offer", default="", metavar="T", help="what they were offered")
    signal.add_argument("--asked-for", default="", metavar="T")
    add_gaps(verbs)
    add_calls(verbs)


def _nurture(verbs: _Verbs) -> None:
    nurture = verbs.add("nurture", "Who is due to hear something, and what goes out.", changes=True)
    nurture.add_argument(
        "--track", default="", metavar="T", help="only this nurture track; with --choose the one to hear"
    )
    nurture.add_argument("--due", type=options.day, metavar="DATE", help="due by then (default: today)")
    nurture.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the list, .xlsx or .csv")
    nurture.add_argument(
        "--log",
        nargs="?",
        const="",
        metavar="CONTENT",
        help="write down that this went out to all of them; without words, the next piece of each",
    )
    nurture.add_argument(
        "--choose", metavar="LEAD", help="let this lead hear --track T; without it, what the rules say"
    )


def _routing(verbs: _Verbs) -> None:
    about = "Which route a lead takes, why, and why not the others; without a lead, how often each route was right."
    routes = verbs.add("routes", about, changes=True)
    routes.add_argument("lead", metavar="LEAD", nargs="?")
    word = routes.add_mutually_exclusive_group()
    word.add_argument("--right", action="store_true", help="the route proposed last was right")
    word.add_argument("--wrong", action="store_true", help="it was wrong; --note says why")
    routes.add_argument("--note", default="", metavar="T", help="what was right or wrong with it")
    pause = verbs.add("pause", "Let the deadlines of a lead stand still.", changes=True)
    pause.add_argument("lead", metavar="LEAD")
    pause.add_argument("--reason", required=True, metavar="T", help="why; it is shown wherever a deadline would be")
    pause.add_argument("--until", type=options.day, metavar="DATE", help="the day on which they run again")
    resume = verbs.add("resume", "Let the deadlines of a lead run again.", changes=True)
    resume.add_argument("lead", metavar="LEAD")


def _sending(verbs: _Verbs) -> None:
    handoff = verbs.add("handoff", "Hand a lead to sales or pre-sales, as a workbook.", changes=True)
    handoff.add_argument("lead", metavar="LEAD")
    what = handoff.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="the workbook; cover and call sheet go beside it"
    )
    what.add_argument("--dry-run", action="store_true", help="only say how complete it is and what holds it")
    handoff.add_argument(
        "--privacy",
        choices=PRIVACY,
        default="full",
        help="what may leave (default: full, that is everything)",
    )
    handoff.add_argument(
        "--again", type=options.number, metavar="NUMBER", help="send this handoff again, as its next version"
    )
    handoff.add_argument(
        "--override", default="", metavar="REASON", help="why it leaves though an open question stops the deal"
    )
    handoff.add_argument("--alone", action="store_true", help="only the workbook, nothing beside it")
    reply = verbs.add("reply", "Take the verdicts of returned handoffs, as one act.", changes=True)
    reply.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reply.add_argument("--yes", action="store_true", help="also those that ask, where a person may decide it")
    reply.add_argument("--dry-run", action="store_true", help="only say what each of them is, and what it would do")
    add_reviews(verbs)


def _settling(verbs: _Verbs) -> None:
    found = verbs.add(
        "duplicates", "Who may be known twice, the sure ones first; with --json also the file and record of each."
    )
    found.add_argument("--lead", metavar="LEAD", help="only who else this one may be")
    merge = verbs.add("merge", "Make one of two or more records; the first one stays.", changes=True)
    merge.add_argument("records", nargs="*", metavar="RECORD", help="leads for their people; accounts with --kind")
    merge.add_argument("--all-sure", action="store_true", help="all that are surely known twice, as one act")
    apart = verbs.add("separate", "Keep two records that look alike separate for good.", changes=True)
    apart.add_argument("a", metavar="A")
    apart.add_argument("b", metavar="B")
    again = verbs.add("unmerge", "Take two that were merged apart again; what came since is listed.", changes=True)
    again.add_argument("record", metavar="RECORD", help="the one that stayed, or person:N for the one that went")
    for verb in (found, merge, apart, again):
        verb.add_argument("--kind", choices=("people", "accounts"), default="people", help="(default: people)")


def _linking(verbs: _Verbs) -> None:
    link = verbs.add("link", "Who is the same in one file, or in two, without a workspace.", workspace=False)
    link.add_argument("file_a", type=Path, metavar="FILE_A", help="a list; alone, it is compared with itself")
    link.add_argument("file_b", type=Path, nargs="?", metavar="FILE_B", help="a second list")
    link.add_argument("--kind", choices=("people", "accounts"), help="(default: what the columns say, else the names)")
    link.add_argument(
        "--map",
        action="append",
        default=[],
        type=options.mapped,
        metavar="FIELD=COLUMN",
        help="which column holds a field, by its name or its number from 0; an empty column takes the field out",
    )
    link.add_argument("--compare", action="append", default=[], metavar="COLUMN", help="a further column as evidence")
    link.add_argument("--password", metavar="P", help="of a protected workbook; better in ASSAY_PASSWORD")


def _taking_back(verbs: _Verbs) -> None:
    undo = verbs.add("undo", "Take back the latest action, or any earlier one.", changes=True)
    undo.add_argument("action", nargs="?", type=options.number, metavar="ACTION")
    undo.add_argument("--dry-run", action="store_true", help="say what would stay, and change nothing")
    undo.add_argument("--edits-too", action="store_true", help="take back what was edited since as well")
    verbs.add("redo", "Do again what was undone last.", changes=True)
    history = verbs.add("history", "Who did what and when, newest first.")
    history.add_argument("--lead", metavar="LEAD", help="only what touched this lead")
    history.add_argument("--account", type=options.number, metavar="NUMBER", help="only what touched this account")
    history.add_argument("--by", dest="done_by", default="", metavar="NAME", help="only what this person did")
    history.add_argument("--action", type=options.number, metavar="NUMBER", help="what one action changed, row by row")
    choosing(history, "history")
    showing(history)


def _others(verbs: _Verbs) -> None:
    about = "The method: show, compare, prepare, replay and adopt definitions; check a file of them."
    add_actions(verbs.add("playbook", about, workspace=False))
    pictures = verbs.add("pictures", "Draw every page with the sample workspace.", workspace=False)
    pictures.add_argument("folder", type=Path, metavar="FOLDER")
    demo = verbs.add("demo", "Run the main job into a folder, without a window.", changes=True, workspace=False)
    demo.add_argument("folder", type=Path, metavar="FOLDER")
