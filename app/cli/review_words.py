"""The words of the verbs of the weekly review: the review itself, its metrics, its diagnoses and decisions."""

from pathlib import Path

from app.cli import options
from app.cli.list_words import Verbs

_WEEK = "like 2026-W46 (default: the last complete)"


def add_reviews(verbs: Verbs) -> None:
    """Review, metrics, diagnose, decisions."""
    review = verbs.add("review", "The review of a week: read it, write its workbook, issue it.", changes=True)
    review.add_argument("--week", type=options.week, metavar="WEEK", help=_WEEK)
    review.add_argument("--biweekly", action="store_true", help="of two weeks, up to the end of this one")
    review.add_argument("-o", "--output", type=Path, metavar="FILE", help="the workbook; a complete week is issued")
    review.add_argument("--pdf", type=Path, metavar="FILE", help="page one as a PDF; by itself it freezes nothing")
    review.add_argument("--issue", action="store_true", help="freeze its numbers, also without a workbook")
    review.add_argument("--no-names", action="store_true", help="without the names of our people")
    metrics = verbs.add("metrics", "Every metric of a week: numerator, denominator, rate and its interval.")
    metrics.add_argument("--week", type=options.week, metavar="WEEK", help=_WEEK)
    metrics.add_argument("--metric", default="", metavar="M", help="only this one, with its parts")
    metrics.add_argument("--rows", action="store_true", help="with --metric: the rows behind the number")
    metrics.add_argument("--by", dest="dimension", default="", metavar="D", help="with --rows: of this dimension ...")
    metrics.add_argument("--value", default="", metavar="V", help="... and this value of it")
    diagnose = verbs.add("diagnose", "What the week's numbers point at, with the rows and the rule to change.")
    diagnose.add_argument("--week", type=options.week, metavar="WEEK", help=_WEEK)
    decisions = verbs.add("decisions", "The open decisions of reviews, and those typed into a workbook.", changes=True)
    decisions.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a review that was filled in: shown first"
    )
    decisions.add_argument("--yes", action="store_true", help="take what was typed into FILE")
    decisions.add_argument("--week", type=options.week, metavar="WEEK", help="refuse a FILE of another week")
    decisions.add_argument("--done", type=options.number, metavar="N", help="mark this decision as done ...")
    decisions.add_argument("--outcome", default="", metavar="T", help="... with what came of it")


def wrong_decisions(file: Path | None, yes: bool, week: str | None, done: int | None, outcome: str) -> str:
    """What is wrong with the words of `decisions`, or nothing."""
    if done is not None and file is not None:
        return "--done marks a decision by its number; leave FILE out"
    if outcome and done is None:
        return "--outcome belongs to --done N"
    return "name the FILE that was filled in" if (yes or week) and file is None else ""


def wrong_metrics(rows: bool, metric: str, dimension: str, value: str) -> str:
    """What is wrong with the words of `metrics`, or nothing."""
    if rows and not metric:
        return "--rows needs --metric"
    if bool(dimension) != bool(value) or (dimension and not rows):
        return "--by DIMENSION and --value VALUE belong together, and to --rows"
    return ""
