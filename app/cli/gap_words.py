"""The words of the verbs of the register: the list of gaps, and one gap that is opened, changed or settled."""

from argparse import Namespace

from app.cli import options
from app.cli.list_words import Verbs, choosing, showing
from app.domain.gaps import SEVERITIES, SIDES, STATUSES, UNSETTLED

_CHANGES = ("question", "area", "severity", "owed_by", "owner", "due", "criterion", "evidence", "status", "answer")


def add_gaps(verbs: Verbs) -> None:
    """The register, and one gap of it."""
    register = verbs.add("gaps", "List the register of technical gaps, or save the list as a file.", changes=True)
    choosing(register, "gaps")
    register.add_argument("--side", choices=SIDES, help="only what this side owes")
    register.add_argument("--severity", choices=SEVERITIES, help="only those that hurt so much")
    register.add_argument("--status", choices=STATUSES, help="only those of this status")
    register.add_argument("--open", action="store_true", help="only those that nobody has settled")
    register.add_argument("--overdue", action="store_true", help="only those past their date and not settled")
    register.add_argument("--owner", default="", metavar="NAME", help="only those that this person sees to")
    register.add_argument("--lead", default="", metavar="LEAD", help="only those of this lead and its whole account")
    register.add_argument("--account", default="", metavar="ACCOUNT", help="only those of this account and its leads")
    showing(register)
    _one(verbs)


def _one(verbs: Verbs) -> None:
    gap = verbs.add("gap", "Open, change or settle a technical question.", changes=True)
    gap.add_argument("lead", metavar="LEAD", help="or account:NUMBER, for a gap of the whole account")
    gap.add_argument("--ask", metavar="QUESTION", help="open a gap")
    gap.add_argument("--edit", type=options.number, metavar="NUMBER", help="change a gap")
    gap.add_argument("--close", type=options.number, metavar="NUMBER", help="close a gap")
    gap.add_argument("--question", metavar="T", help="with --edit: the question in other words")
    gap.add_argument("--area", metavar="A", help="validation, interface, security, sample, ...")
    gap.add_argument("--severity", choices=SEVERITIES)
    gap.add_argument("--owed-by", choices=SIDES)
    gap.add_argument("--owner", metavar="O")
    gap.add_argument("--due", type=options.day, metavar="DATE")
    gap.add_argument("--criterion", metavar="C", help="what it would prove")
    gap.add_argument("--evidence", metavar="T", help="what the answer rests on")
    gap.add_argument("--status", choices=STATUSES, help="with --edit: what became of it; waiting needs --due")
    gap.add_argument("--answer", metavar="T", help="the answer, or why it is accepted, closed or open again")


def wrong_gap(args: Namespace) -> str:
    """What is wrong with the words of `gap`, or nothing: it does one thing."""
    if sum(one is not None for one in (args.ask, args.close, args.edit)) != 1:
        return "write one of --ask QUESTION --area A, --edit NUMBER, and --close NUMBER --answer T"
    if args.ask is not None and args.area is None:
        return "--ask needs --area"
    if args.ask is not None and (args.status is not None or args.answer is not None):
        return "--status and --answer belong to --edit and --close"
    if args.ask is not None and args.question is not None:
        return "--question belongs to --edit; --ask holds the question of a new gap"
    if args.edit is not None and all(getattr(args, name) is None for name in _CHANGES):
        return "say what changes: --question, --area, --severity, --owed-by, --owner, --due, --status, --answer ..."
    if args.close is not None and args.status in UNSETTLED:
        return f"a gap that is {args.status} is not closed; write --edit {args.close} --status {args.status}"
    return ""
