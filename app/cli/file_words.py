"""The words of the verbs about one person, and about files attached to leads, people and accounts."""

from pathlib import Path

from app.cli import options
from app.cli.list_words import Verbs

OWNER = "LEAD|person:ID|account:ID"


def add_files(verbs: Verbs) -> None:
    """Person, attach, attachments."""
    person = verbs.add(
        "person", "Everything known about a person, or settle which value of a field is used.", changes=True
    )
    person.add_argument("person", metavar="PERSON", help="a number, an e-mail address, or words of the name")
    beside = person.add_mutually_exclusive_group()
    beside.add_argument("--use", type=options.number, metavar="NUMBER", help="use this alternative; the other is kept")
    beside.add_argument("--forget", type=options.number, metavar="NUMBER", help="forget this alternative")
    attach = verbs.add("attach", "Keep copies of files with a lead, a person or an account.", changes=True)
    attach.add_argument("owner", metavar=OWNER)
    attach.add_argument("files", nargs="+", type=Path, metavar="FILE")
    attach.add_argument("--note", default="", metavar="T", help="what they are about")
    shown = verbs.add("attachments", "Attached files: list, copy out, rename, note, remove.", changes=True)
    shown.add_argument("owner", nargs="?", metavar=OWNER, help="only of this one (default: all)")
    shown.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="write copies of them into a folder")
    shown.add_argument(
        "--of", type=options.number, metavar="NUMBER", help="the attachment to change, as the list shows"
    )
    shown.add_argument("--name", default=None, metavar="T", help="with --of: its new name")
    shown.add_argument("--note", default=None, metavar="T", help="with --of: what it is about")
    shown.add_argument("--remove", action="store_true", help="with --of: take it off; undo brings it back")
