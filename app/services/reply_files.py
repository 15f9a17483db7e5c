"""Files that come back: whatever they are called and whatever program saved them, their cells or why there are none."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.problems import Problem, Trouble
from app.domain.replying import ASK, NotTaken
from app.language import later, tr

if TYPE_CHECKING:
    from app.exports.returned_book import ReturnedBook, Value

_LARGEST = 20 << 20
_KEPT_BOOKS, _FEW_CELLS = 150, 5_000  # some ten megabytes in all
_MOST_HIDDEN = 12  # sheets that are hidden and looked into all the same
_OTHERS = {  # by the format that the file has, whatever its name says; the sentence goes on with what to do
    "csv": later("'{name}' is a text file, not a workbook: save it as an Excel workbook (.xlsx), or ask for the "
                 "whole workbook."),
    "vcard": later("'{name}' is a business card: choose the returned workbook."),
    "html": later("'{name}' is a web page: open the workbook itself, save it as .xlsx and take that."),
    "mhtml": later("'{name}' is a web archive: open it, save it as an Excel workbook (.xlsx) and take that."),
    "xml": later("'{name}' is an XML file: open it in Excel, save it as an Excel workbook (.xlsx) and take that."),
    "fods": later("'{name}' is an OpenDocument in one XML file: save it as .ods or .xlsx and take that."),
    "json": later("'{name}' is a data file: choose the returned workbook."),
    "pdf": later("'{name}' is a PDF document, which holds no reply that can be read: ask for the workbook itself."),
    "image": later("'{name}' is a picture, which holds no reply that can be read: ask for the workbook itself."),
    "mail": later("'{name}' is an e-mail: open it, save the workbook attached to it and take that."),
    "msg": later("'{name}' is an e-mail: open it, save the workbook attached to it and take that."),
    "zip": later("'{name}' is a packed archive: unpack it and take the workbook inside."),
    "gzip": later("'{name}' is a packed archive: unpack it and take the workbook inside."),
    "7z": later("'{name}' is a packed archive: unpack it and take the workbook inside."),
    "rar": later("'{name}' is a packed archive: unpack it and take the workbook inside."),
    "numbers": later("'{name}' is an Apple Numbers document: export it from Numbers as Excel and take that."),
    "doc": later("'{name}' is a text document, not a workbook: ask for the workbook that was sent out."),
    "docx": later("'{name}' is a text document, not a workbook: ask for the workbook that was sent out."),
    "odt": later("'{name}' is a text document, not a workbook: ask for the workbook that was sent out."),
    "rtf": later("'{name}' is a text document, not a workbook: ask for the workbook that was sent out."),
    "ppt": later("'{name}' is a presentation, not a workbook: ask for the workbook that was sent out."),
    "pptx": later("'{name}' is a presentation, not a workbook: ask for the workbook that was sent out."),
    "program": later("'{name}' is a program, not a workbook: do not open it, and ask for the workbook."),
    "sqlite": later("'{name}' is a database, not a workbook: choose the returned workbook."),
}  # fmt: skip
_SHORTCUTS = (".url", ".lnk", ".webloc", ".gsheet", ".desktop")
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
_LINES_OF_A_MAIL = 2
_MAIL = (b"from:", b"received:", b"return-path:", b"delivered-to:", b"mime-version:", b"message-id:", b"x-mozilla-",
         b"date:", b"subject:", b"to:")  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """A returned file: its cells, and the digest by which it is known again."""

    path: Path
    digest: str
    book: "ReturnedBook"


class _KeptBooks:
    """The cells of the files that were read last: whoever looks at replies takes them a moment later."""

    def __init__(self) -> None:
        self._books: OrderedDict[str, ReturnedBook] = OrderedDict()
        self._lock = threading.Lock()

    def book(self, digest: str, read: Callable[[], "ReturnedBook"]) -> "ReturnedBook":
        """The cells of a file with this digest, read where they are not at hand."""
        with self._lock:
            kept = self._books.get(digest)
        if kept is not None:
            return kept
        book = read()
        if sum(map(len, book.sheets.values())) <= _FEW_CELLS:
            with self._lock:
                self._books[digest] = book
                while len(self._books) > _KEPT_BOOKS:
                    self._books.popitem(last=False)
        return book


_KEPT = _KeptBooks()


def open_reply(path: Path) -> ReplyFile:
    """Read a returned workbook. Raises NotTaken where it is none, Trouble where it may not be read just now."""
    try:
        if not path.exists():
            raise NotTaken("missing", tr("'{name}' is not there: choose the returned workbook.", name=path.name))
        if path.is_dir():
            raise NotTaken("folder", tr("'{name}' is a folder: choose the workbook in it.", name=path.name))
        if path.name.startswith(("~$", ".~lock.")):
            raise NotTaken(
                "lock_file",
                tr("'{name}' only says that somebody has the workbook open: choose the workbook.", name=path.name),
            )
        size = path.stat().st_size
        if not size:
            raise NotTaken("empty", tr("'{name}' is empty (0 bytes): ask for it once more.", name=path.name))
        if size > _LARGEST:
            raise NotTaken(
                "huge", tr("'{name}' is far larger than a handoff: choose the returned workbook.", name=path.name)
            )
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        return ReplyFile(path, digest, _KEPT.book(digest, lambda: _book(path, content)))
    except OSError as shut:
        raise Trouble(
            tr("'{name}' may not be read: close it in other programs and try again.", name=path.name)
        ) from shut


def _book(path: Path, content: bytes) -> "ReturnedBook":
    from app.exports.replies import damaged, open_package
    from app.intake.readers.kinds import WORKBOOKS, XLSX
    from app.intake.readers.signature import kind_of

    kind = kind_of(path)
    if kind.format == XLSX and content.startswith(b"PK"):
        return open_package(BytesIO(content), path.name)
    if kind.format in WORKBOOKS and not kind.refused:
        return _through_the_child(path, content)
    format = _known_better(path, content, kind.format)
    if format in _OTHERS:
        raise NotTaken("other_file", tr(_OTHERS[format], name=path.name))
    if path.suffix.casefold() in _SHORTCUTS:
        raise NotTaken(
            "other_file",
            tr("'{name}' is only a link: open it, download the workbook as .xlsx and take that.", name=path.name),
        )
    raise damaged(path.name)


def _known_better(path: Path, content: bytes, format: str) -> str:
    """What a text is: a mail, a link, or the words of a broken workbook."""
    suffix = path.suffix.casefold()
    head = content[:4_000].lower()
    if suffix == ".eml" or (format == "csv" and head.startswith(_MAIL) and head.count(b":") > _LINES_OF_A_MAIL):
        return "mail"
    if format == "csv" and suffix in (*_SHORTCUTS, *_WORKBOOKS):
        return ""
    return format


def _through_the_child(path: Path, content: bytes) -> "ReturnedBook":
    """An .xls, .xlsb, .ods or protected workbook, read where a hostile file can do no harm."""
    from app.exports.replies import damaged, own_marks
    from app.exports.returned_book import ReturnedBook
    from app.intake.readers.workbook import read_workbook
    from app.intake.workbooks.refusals import WantsPasswordError

    try:
        book = read_workbook(path)
        read = list(book.sheets)
        shown = {sheet.name for sheet in read}
        for name in [name for name, _, is_table in book.listed if is_table and name not in shown][:_MOST_HIDDEN]:
            read += read_workbook(path, name).sheets
        cells = {sheet.name: _cells(path, sheet.spool.read()) for sheet in read if not sheet.failed}
    except WantsPasswordError as locked:
        raise NotTaken(
            "password",
            tr("'{name}' is protected with a password: open it, save it without one and take that.", name=path.name),
            ASK,
        ) from locked
    except NotTaken:
        raise
    except Problem as refused:
        raise damaged(path.name) from refused
    return ReturnedBook(
        sheets={name: cells[name] for name, _, _ in book.listed if name in cells},
        properties=own_marks(BytesIO(content)) if content.startswith(b"PK") else {},
        unread=tuple(name for name, _, _ in book.listed if name not in cells),
        epoch_1904=book.epoch_1904,
    )


def _cells(path: Path, rows: Iterable[Sequence[str]]) -> dict[tuple[int, int], "Value"]:
    from app.exports.returned_book import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

    found: dict[tuple[int, int], Value] = {}
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            if text:
                found[row, column] = text
                if row > MOST_ROWS or column > MOST_COLUMNS or len(found) > MOST_CELLS:
                    raise NotTaken(
                        "huge",
                        tr(
                            "'{name}' has sheets far larger than a handoff: choose the returned workbook.",
                            name=path.name,
                        ),
                    )
    return found
