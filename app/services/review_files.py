"""The file of a review that came back, whatever spreadsheet program saved it and in which format."""

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.problems import Problem, Trouble
from app.domain.replying import NotTaken
from app.language import tr
from app.services.reply_files import open_reply

if TYPE_CHECKING:
    from app.exports.review_returned import ReturnedReview


PROTECTED, SHUT, UNREAD = "protected", "shut", "unread"
"""Why nobody can tell what a file holds: a password, it may not be read now, or it is too large or oddly packed."""


def open_review(path: Path) -> "ReturnedReview":
    """Read a review that came back. Raises Problem where it is damaged, none of ours, or has lost its sheets.

    One in the format of another program that may not be read just now raises Trouble.
    """
    from app.exports.review_returned import read_review, review_in  # met only when a file is read

    if not _of_another_format(path):
        return read_review(path)
    try:
        book = open_reply(path).book
    except NotTaken as refused:
        if refused.kind != "huge":
            raise
        raise Problem(
            tr("'{name}' is too large to be read in this format: save it as .xlsx and take that.", name=path.name)
        ) from refused
    return review_in(book, path.name)


def why_not_seen(refused: Problem | Trouble) -> str:
    """Why a file that `open_review` refused may hold a review all the same; nothing where it is damaged or none."""
    from app.exports.package_cells import TooLargeError
    from app.exports.package_xml import TooMuchError
    from app.intake.workbooks.refusals import CELLS_DAMAGED, DAMAGED

    if isinstance(refused, NotTaken) and refused.kind == "password":
        return PROTECTED
    why = refused.__cause__
    if isinstance(refused, Trouble) or (isinstance(why, OSError) and why.errno != errno.EINVAL):
        return SHUT  # EINVAL: a broken package points before its own beginning
    if isinstance(why, TooLargeError | TooMuchError | RuntimeError | NotTaken):  # RuntimeError: a packer's password
        return UNREAD
    if isinstance(why, Problem) and why.message not in (tr(DAMAGED), tr(CELLS_DAMAGED)):  # too large, too slow ...
        return UNREAD
    return ""


def _of_another_format(path: Path) -> bool:
    """True for an .ods, .xls or .xlsb, and for a workbook that is protected."""
    from app.intake.readers.kinds import WORKBOOKS, XLSX
    from app.intake.readers.signature import kind_of

    try:
        kind = kind_of(path)
        if kind.format not in WORKBOOKS or kind.refused:
            return False
        with path.open("rb") as file:
            return kind.format != XLSX or file.read(2) != b"PK"
    except OSError:  # it is a folder, not there, or may not be read: the reader says which
        return False
