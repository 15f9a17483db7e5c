"""What `assay playbook` understands: its actions and their options, one of them at a time."""

import argparse
from argparse import ArgumentParser
from pathlib import Path

from app.cli import options

_OF_A_SOURCE = ("adopt", "replay")


def add_actions(playbook: ArgumentParser) -> None:
    """Give the verb its actions."""
    actions = _Actions(playbook)
    show = actions.add("show", "The definitions in force, their versions, or one part in full.")
    show.add_argument("--section", default="", metavar="S", help="one part, such as criteria, routes or hours")
    show.add_argument("--version", type=options.number, metavar="N", help="as it was adopted then")
    compare = actions.add("compare", "What differs between two versions, or between one and the draft.")
    compare.add_argument("a", type=options.number, metavar="A")
    compare.add_argument("b", type=options.number, nargs="?", metavar="B", help="(default: the draft)")
    draft = actions.add("draft", "The draft: who changed what, faults, what differs.", changes=True)
    act = draft.add_mutually_exclusive_group()
    act.add_argument("--take", type=Path, metavar="FILE", help="put a whole playbook into the draft")
    act.add_argument("--discard", action="store_true", help="lay the draft aside")
    adopt = actions.add("adopt", "Put a file or the draft in force as the next version.", changes=True)
    _source(adopt)
    adopt.add_argument("--note", required=True, metavar="T", help="why; kept with the version")
    replay = actions.add("replay", "How the latest leads and past decisions would be judged under a file or the draft.")
    _source(replay)
    replay.add_argument("--last", type=options.number, default=200, metavar="N", help="leads (default: 200)")
    replay.add_argument("--service-line", default="", metavar="L", help="only leads of this service line")
    export = actions.add("export", "Write the playbook as a file to be changed and taken back.")
    _target(export, "FILE", "FILE.yaml, or FILE.xlsx for a workbook with a sheet for each part")
    definitions = actions.add("definitions", "Write the definitions as a workbook that a new colleague can read.")
    _target(definitions, "FILE.xlsx", "the workbook")
    questions = actions.add(
        "questions", "Write the questions as a workbook to be changed and taken back, with their use."
    )
    questions.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.xlsx", help="the workbook")
    check = actions.add("check", "Every fault of a playbook as .yaml, .xlsx or .ods, with its place.", workspace=False)
    check.add_argument("file", type=Path, metavar="FILE")


def _target(action: ArgumentParser, name: str, about: str) -> None:
    action.add_argument("-o", "--output", required=True, type=Path, metavar=name, help=about)
    action.add_argument("--version", type=options.number, metavar="N", help="as it was adopted then")


def _source(action: ArgumentParser) -> None:
    action.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a playbook file")
    action.add_argument("--draft", action="store_true", help="what is being prepared in the workspace")


def wrong_source(args: argparse.Namespace) -> str:
    """What is wrong with the words of the actions that take a FILE or --draft, or nothing."""
    if args.act not in _OF_A_SOURCE or (args.file is None) == args.draft:
        return ""
    return f"{args.act}: write one of FILE and --draft"


class _Actions:
    """Adds actions with what all of them understand."""

    def __init__(self, playbook: ArgumentParser) -> None:
        self._group = playbook.add_subparsers(dest="act", metavar="ACTION", required=True, title="actions")

    def add(self, name: str, about: str, *, changes: bool = False, workspace: bool = True) -> ArgumentParser:
        """An action; `changes` ones say who acts."""
        action = self._group.add_parser(name, help=about, description=about)
        action.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document and nothing else"
        )
        if changes:
            action.add_argument("--by", default="", metavar="NAME", help="who acts (default: the system user)")
        if workspace:
            action.add_argument("workspace", type=Path, metavar="W", help="the workspace file")
        return action
