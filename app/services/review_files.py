"""The file of a review that came back, whatever spreadsheet program saved it and in which format."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.problems import Problem
from app.domain.replying import NotTaken
from app.language import tr
from app.services.reply_files import open_reply

if TYPE_CHECKING:
    from app.exports.review_returned import ReturnedReview


def open_review(path: Path) -> "ReturnedReview":
    """Read a review that came back. Raises Problem where it is damaged, none of ours, or has lost its sheets."""
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
