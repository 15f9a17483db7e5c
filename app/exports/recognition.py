"""How a handoff is recognised when it comes back: marks it carries, and what changed outside the reply sheet."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

REPLY = "Reply"
MARKS = ("handoff", "workspace", "number", "version", "digest", "contents")
_SHOWN_CHANGES = 20


def cell_texts(sheet: Worksheet) -> dict[str, str]:
    """Every filled cell as one text, the same whichever program saved it last."""
    return {
        cell.coordinate: text
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and (text := _as_text(cell.value))
    }


def sheet_marks(workbook: Workbook) -> dict[str, str]:
    """A short digest of the cells of each sheet, apart from the reply."""
    return {sheet.title: _mark(cell_texts(sheet)) for sheet in workbook.worksheets if sheet.title != REPLY}


def contents_mark(workbook: Workbook) -> str:
    """The digests of all sheets in one line, short enough for a document property."""
    return "|".join(f"{name}:{mark}" for name, mark in sheet_marks(workbook).items())


def changes(workbook: Workbook, contents: str) -> tuple[str, ...]:
    """Sentences about the sheets that were changed, added or removed since the handoff left."""
    sent = dict(part.rsplit(":", 1) for part in contents.split("|") if ":" in part)
    now = sheet_marks(workbook)
    said = [f"Sheet '{name}' was removed." for name in sent if name not in now]
    said += [f"Sheet '{name}' was added." for name in now if name not in sent]
    said += [f"Sheet '{name}' was changed." for name in sent if name in now and now[name] != sent[name]]
    return tuple(said)


def cell_changes(returned: Workbook, sent: Workbook) -> tuple[str, ...]:
    """The cells outside the reply that differ from the package as it was sent, at most twenty of them."""
    said: list[str] = []
    for sheet in sent.worksheets:
        if sheet.title == REPLY or sheet.title not in returned.sheetnames:
            continue
        before, after = cell_texts(sheet), cell_texts(returned[sheet.title])
        said += [
            _difference(sheet.title, cell, before, after)
            for cell in sorted({*before, *after}, key=_in_order)
            if before.get(cell) != after.get(cell)
        ]
    if len(said) > _SHOWN_CHANGES:
        said = [*said[:_SHOWN_CHANGES], f"and {len(said) - _SHOWN_CHANGES} more"]
    return tuple(said)


def _difference(sheet: str, cell: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    return f"{sheet} {cell}: '{before.get(cell, '')[:60]}' became '{after.get(cell, '')[:60]}'."


def _in_order(coordinate: str) -> tuple[int, int, str]:
    letters = coordinate.rstrip("0123456789")
    return int(coordinate[len(letters) :]), len(letters), letters


def _mark(texts: Mapping[str, str]) -> str:
    lines = "\n".join(f"{cell}={texts[cell]}" for cell in sorted(texts))
    return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()[:10]


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return format(float(value), ".10g")
    if isinstance(value, datetime):
        at = (value + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
        return at.date().isoformat() if at.time() == time() else at.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("_x005F_", "_").strip()
