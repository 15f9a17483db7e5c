"""Replies: a returned handoff workbook read back, or one sentence that says why it cannot be."""

import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.domain.handoff import HandoffSheet
from app.domain.problems import Problem, Trouble
from app.exports.handoff_book import build_handoff
from app.exports.recognition import MARKS, REPLY, cell_changes, changes
from app.exports.reply_sheet import VERDICTS, read_fields, read_marks, read_reasons
from app.language import SOURCE, later, speaking, tr

_LARGEST = 20 * 1024 * 1024
_LARGEST_INSIDE = 60 * 1024 * 1024
_MOST_ROWS, _MOST_COLUMNS = 50_000, 200  # one cell at the far corner makes a small file a huge grid
_ENTRIES = 2_000
_NOTE_LIMIT = 4_000
_DAMAGE = (
    *(BadZipFile, InvalidFileException, ParseError, zlib.error, OSError),  # OSError: a place before the file begins
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OverflowError),  # openpyxl on odd contents
    *(NotImplementedError, RuntimeError),  # packed in a way nobody uses, or with a password
)
_OTHER_FORMATS = {
    ".xls": "Excel 97",
    ".ods": "OpenDocument",
    ".xlsb": later("binary Excel"),
    ".csv": later("text"),
    ".pdf": "PDF",
}


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
    name: str = ""
    edited: tuple[str, ...] = ()


def read_reply(path: Path | str, sent: HandoffSheet | None = None) -> Reply:
    """Read a returned workbook; Problem says what is wrong with it. With `sent`, `edited` names the changed cells."""
    path = Path(path)
    workbook = _opened(path)
    try:
        return _reply(path, workbook, sent)
    finally:
        workbook.close()


def _reply(path: Path, workbook: Workbook, sent: HandoffSheet | None) -> Reply:
    marks = _marks(path, workbook)
    page = workbook[REPLY]
    fields = read_fields(page)
    verdict = _verdict(path, fields.get("Verdict"))
    reason = _text(fields.get("Reason"))
    code = read_reasons(page).get(reason.casefold(), "")
    if verdict == "reject" and not reason:
        raise Problem(tr("'{name}' rejects the handoff without a reason: ask for one from the list.", name=path.name))
    return Reply(
        handoff=marks["handoff"],
        workspace=marks["workspace"],
        number=int(marks["number"]) if marks["number"].isdecimal() else 0,
        digest=marks["digest"],
        verdict=verdict,
        reason_code=code,
        reason=reason,
        note=_text(fields.get("Note")),
        decided_on=_date(fields.get("Date")),
        name=_text(fields.get("Name")),
        edited=_edited(workbook, marks["contents"], sent),
    )


def _opened(path: Path) -> Workbook:
    """The workbook, after a look at its size from outside."""
    if not path.is_file():
        raise Problem(tr("'{name}' is not there: choose the returned workbook.", name=path.name))
    if path.suffix.casefold() in _OTHER_FORMATS:
        kind = _OTHER_FORMATS[path.suffix.casefold()]
        raise Problem(
            tr(
                "'{name}' is a {kind} file: save it as an Excel workbook (.xlsx) and try again.",
                name=path.name,
                kind=tr(kind),
            )
        )
    try:
        if path.stat().st_size > _LARGEST:
            raise Problem(tr("'{name}' is far larger than a handoff: choose the returned workbook.", name=path.name))
        _look_inside(path)
        workbook = load_workbook(path)
        if any(page.max_row > _MOST_ROWS or page.max_column > _MOST_COLUMNS for page in workbook.worksheets):
            raise Problem(
                tr("'{name}' has sheets far larger than a handoff: choose the returned workbook.", name=path.name)
            )
        return workbook
    except PermissionError as shut:
        raise Trouble(
            tr("'{name}' may not be read: close it in other programs and try again.", name=path.name)
        ) from shut
    except _DAMAGE as damage:
        raise Problem(tr("'{name}' is damaged or no Excel workbook: ask for it once more.", name=path.name)) from damage


def _look_inside(path: Path) -> None:
    """Refuse a package that would unpack to more than any handoff, or that declares document types."""
    with ZipFile(path) as package:
        entries = package.infolist()
        names = {entry.filename for entry in entries}
        if "mimetype" in names and "content.xml" in names:
            raise Problem(
                tr(
                    "'{name}' is an OpenDocument file: save it as an Excel workbook (.xlsx) and try again.",
                    name=path.name,
                )
            )
        if "xl/workbook.xml" not in names:
            raise BadZipFile("no workbook inside")
        if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _LARGEST_INSIDE:
            raise Problem(
                tr("'{name}' unpacks to far more than a handoff: choose the returned workbook.", name=path.name)
            )
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.open(entry).read(4_096):
                raise Problem(
                    tr("'{name}' is not a workbook that a spreadsheet program wrote: ask for it again.", name=path.name)
                )


def _marks(path: Path, workbook: Workbook) -> dict[str, str]:
    """The marks of the handoff, from the sheet or else from the properties of the document."""
    kept = {str(p.name): str(p.value) for p in getattr(workbook, "custom_doc_props", ())}
    properties = {name: kept.get(f"assay_{name}", "") for name in MARKS}
    if REPLY not in workbook.sheetnames:
        if properties["handoff"]:
            raise Problem(tr("'{name}' has lost its sheet 'Reply': ask for the whole workbook.", name=path.name))
        raise Problem(
            tr("'{name}' is not a handoff from Assay: choose the workbook that was sent out.", name=path.name)
        )
    written = read_marks(workbook[REPLY])
    if not written.get("handoff") and not properties["handoff"]:
        raise Problem(
            tr("'{name}' is not a handoff from Assay: choose the workbook that was sent out.", name=path.name)
        )
    for name in ("handoff", "workspace", "digest"):
        if written.get(name) and properties[name] and written[name] != properties[name]:
            raise Problem(
                tr(
                    "'{name}' carries two different marks: its lines 'Handoff id' to 'Contents' were edited.",
                    name=path.name,
                )
            )
    return {name: written.get(name) or properties[name] for name in MARKS}


def _verdict(path: Path, value: Any) -> str:
    word = " ".join(_text(value).casefold().replace("_", " ").split())
    verdicts = {label.casefold(): id for id, label in VERDICTS.items()}
    if not word:
        raise Problem(
            tr("'{name}' has no verdict yet: choose Accept, Reject or Need more on its sheet 'Reply'.", name=path.name)
        )
    if word not in verdicts:
        raise Problem(
            tr(
                "'{name}' says '{verdict}': the verdict must be Accept, Reject or Need more.",
                name=path.name,
                verdict=_text(value)[:40],
            )
        )
    return verdicts[word]


def _edited(workbook: Workbook, contents: str, sent: HandoffSheet | None) -> tuple[str, ...]:
    said = changes(workbook, contents)
    if not said or sent is None:
        return said
    shapes = tuple(sentence for sentence in said if not sentence.endswith("was changed."))
    with speaking(SOURCE):  # as it was written
        written = build_handoff(sent, ())
    return shapes + cell_changes(workbook, written.workbook)


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("_x005F_", "_").strip()[:_NOTE_LIMIT]


def _date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(value)[:10])
    except ValueError:
        return None
