"""Replies: the cells of a returned handoff read as a verdict, or one sentence that says why they cannot be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from app.domain.handoff import HandoffSheet
from app.domain.replying import ASK, NotTaken, Said, must_ask
from app.exports.handoff_book import build_handoff
from app.exports.package_cells import DAMAGE, TooLargeError, read_package
from app.exports.package_xml import DefinitionsError, TooMuchError, look_inside, own_properties
from app.exports.recognition import MARKS, changes, written_cells
from app.exports.reply_sheet import VERDICTS, read_fields, read_marks, read_reasons, reply_sheet_of
from app.exports.returned_book import Cells, ReturnedBook, Value
from app.language import SOURCE, speaking, tr

_NOTE_LIMIT = 4_000
_WORD = re.compile(r"[^\w]+")
_ALSO = {"accepted": "accept", "rejected": "reject", "needs more": "need_more", "need more information": "need_more"}


@dataclass(frozen=True, slots=True)
class Marks:
    """Which handoff a workbook is, as it says itself."""

    handoff: str
    workspace: str
    number: int
    digest: str
    contents: str
    sheet: str  # the name of the reply sheet now; empty where it is gone


@dataclass(frozen=True, slots=True)
class Reply:
    """A verdict as it came back. `edited` lists what differs outside the reply sheet, in sentences."""

    handoff: str
    workspace: str
    number: int
    digest: str
    verdict: str  # accept, reject, need_more
    reason_code: str = ""
    reason: str = ""
    note: str = ""
    decided_on: date | None = None
    written_day: str = ""  # what stands in the cell of the date
    name: str = ""
    edited: tuple[str, ...] = ()


def open_package(file: Path | IO[bytes], name: str) -> ReturnedBook:
    """The cells of a workbook in Excel's own format; NotTaken says why there are none."""
    try:
        return read_package(file)
    except TooMuchError as huge:
        raise NotTaken(
            "huge", tr("'{name}' unpacks to far more than a handoff: choose the returned workbook.", name=name)
        ) from huge
    except TooLargeError as huge:
        raise NotTaken(
            "huge",
            tr("'{name}' has sheets far larger than a handoff: choose the returned workbook.", name=name),
        ) from huge
    except DefinitionsError as odd:
        raise NotTaken(
            "definitions",
            tr("'{name}' is not a workbook that a spreadsheet program wrote: ask for it again.", name=name),
        ) from odd
    except DAMAGE as damage:
        raise damaged(name) from damage


def own_marks(file: IO[bytes]) -> dict[str, str]:
    """The marks in the properties of a packed document of another format; none where they cannot be read."""
    try:
        with ZipFile(file) as package:
            return own_properties(package, look_inside(package))
    except DAMAGE:
        return {}


def damaged(name: str) -> NotTaken:
    """What is said of a file that cannot be read as the workbook it seems to be."""
    return NotTaken(
        "damaged",
        tr("'{name}' is damaged or no Excel workbook: ask for it once more.", name=name),
    )


def marks_of(book: ReturnedBook, name: str) -> Marks:
    """Which handoff this is, by its reply sheet or else by the properties of the document. NotTaken: it is none."""
    sheet = reply_sheet_of(book)
    written = read_marks(book.sheets[sheet]) if sheet else {}
    kept = book.properties
    if not written.get("handoff") and not kept.get("handoff"):
        raise NotTaken(
            "not_ours",
            tr("'{name}' is not a handoff from Assay: choose the workbook that was sent out.", name=name),
        )
    if any(written.get(mark) and kept.get(mark) and written[mark] != kept[mark] for mark in ("handoff", "workspace")):
        raise NotTaken(
            "two_marks",
            tr(
                "'{name}' carries two different marks, so its lines 'Handoff id' to 'Contents' were edited: ask for "
                "the workbook as it was sent out, filled in.",
                name=name,
            ),
            ASK,
        )
    said = {mark: written.get(mark) or kept.get(mark, "") for mark in MARKS}
    number = said["number"]
    return Marks(
        handoff=said["handoff"].casefold(),
        workspace=said["workspace"].casefold(),
        number=int(number) if number.isdecimal() and len(number) < 10 else 0,
        digest=said["digest"],
        contents=said["contents"],
        sheet=sheet,
    )


def reply_of(book: ReturnedBook, marks: Marks, name: str) -> Reply:
    """The verdict of a workbook, without what was edited beside it. NotTaken: its sheet is gone, or it has none."""
    if not marks.sheet:
        raise NotTaken(
            "no_sheet", tr("'{name}' has lost its sheet 'Reply': ask for the whole workbook.", name=name), ASK
        )
    cells = book.sheets[marks.sheet]
    fields = read_fields(cells)
    reason = " ".join(_text(fields.get("Reason")).split())
    return Reply(
        handoff=marks.handoff,
        workspace=marks.workspace,
        number=marks.number,
        digest=marks.digest,
        verdict=_verdict(name, fields.get("Verdict")),
        reason_code=_code(cells, reason),
        reason=reason,
        note=_text(fields.get("Note")),
        decided_on=_date(fields.get("Date")),
        written_day=_text(fields.get("Date")),
        name=" ".join(_text(fields.get("Name")).split())[:200],
    )


def edits_of(book: ReturnedBook, marks: Marks, sent: Callable[[], HandoffSheet] | None) -> tuple[str, ...]:
    """What differs outside the reply sheet, in sentences; `sent` is asked only where the digests differ."""
    said = changes(book, marks.contents, marks.sheet, None)
    if book.macros:
        said = (tr("Macros were added; Assay never runs any."), *said)
    if not said or sent is None:
        return said
    with speaking(SOURCE):  # as it was written
        written = written_cells(build_handoff(sent(), ()).workbook)
    macros = said[:1] if book.macros else ()
    return macros + changes(book, marks.contents, marks.sheet, written)


def read_reply(path: Path, sent: HandoffSheet | None = None) -> Reply:
    """Read a returned workbook in Excel's own format; NotTaken says what is wrong with it."""
    if not path.is_file():
        raise NotTaken("missing", tr("'{name}' is not there: choose the returned workbook.", name=path.name))
    book = open_package(path, path.name)
    marks = marks_of(book, path.name)
    reply = reply_of(book, marks, path.name)
    lacks = must_ask(Said(reply.verdict, reply.reason), path.name)
    if lacks is not None:
        raise lacks
    return replace(reply, edited=edits_of(book, marks, None if sent is None else lambda: sent))


def _verdict(file: str, value: Value | None) -> str:
    written = _text(value)
    word = " ".join(_WORD.sub(" ", written.casefold().replace("_", " ")).split())
    verdicts = {label.casefold(): id for id, label in VERDICTS.items()} | _ALSO
    if not word:
        raise NotTaken(
            "no_verdict",
            tr("'{name}' has no verdict yet: choose Accept, Reject or Need more on its sheet 'Reply'.", name=file),
            ASK,
        )
    if word not in verdicts:
        raise NotTaken(
            "unknown_verdict",
            tr(
                "'{name}' says '{verdict}': the verdict must be Accept, Reject or Need more.",
                name=file,
                verdict=written[:40],
            ),
            ASK,
        )
    return verdicts[word]


def _code(cells: Cells, reason: str) -> str:
    """The code of a reason on the list of the sheet, by its label or by the code itself."""
    listed: Mapping[str, str] = read_reasons(cells) if reason else {}
    folded = reason.casefold()
    return listed.get(folded, "") or next((code for code in listed.values() if code.casefold() == folded), "")


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    lines = str(value).replace("_x005F_", "_").replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip()[:_NOTE_LIMIT]


def _date(value: Value | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(value)[:10])
    except ValueError:
        return None
