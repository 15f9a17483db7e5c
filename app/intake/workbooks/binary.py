"""Binary workbooks, walked record by record for what the reader of the cells does not say (.xls and .xlsb)."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from app.intake.workbooks.facts import Facts

# Records of .xls (BIFF5 and BIFF8).
_BOF, _EOF, _SHEET, _EPOCH, _ROW, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0022, 0x0208, 0x0006
_BOOL_OR_ERROR = 0x0205
_LARGEST_STREAM = 256 << 20
# Records of .xlsb (BIFF12).
_ROW_12, _ERROR_12, _ERROR_OF_FORMULA_12, _LAST_CELL_12 = 0, 3, 11, 11
_BOOK_12, _SHEET_12, _CELLS_END_12 = 153, 156, 146


def facts_of_xls(file: Path | IO[bytes]) -> tuple[bool, list[Facts]]:
    """Whether dates count from 1904, and the facts of every sheet in the order of the workbook."""
    import olefile

    with olefile.OleFileIO(file) as ole:
        name = next((n for n in ("Workbook", "WORKBOOK", "Book", "BOOK") if ole.exists(n)), None)
        stream = ole.openstream(name).read(_LARGEST_STREAM) if name else b""
    epoch_1904 = False
    starts: list[int] = []
    for kind, _, body in _records(stream, 0):
        if kind == _SHEET and len(body) >= 4:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _EPOCH:
            epoch_1904 = body[:1] == b"\1"
        elif kind == _EOF:
            break
    return epoch_1904, [_facts_of_stream(stream, start) for start in starts]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, bytes]]:
    end = len(stream) - 4
    while 0 <= at <= end:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _facts_of_stream(stream: bytes, start: int) -> Facts:
    facts = Facts()
    depth = 0
    hidden: set[int] = set()
    filled: set[int] = set()
    for kind, _, body in _records(stream, start):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth > 1 or len(body) < 4:
            continue  # a chart within the sheet
        elif kind == _ROW and len(body) >= 14:
            if body[12] & 0x20:
                hidden.add(body[0] | body[1] << 8)
        elif kind == _BOOL_OR_ERROR and len(body) >= 8:
            facts.errors += body[7] == 1
        elif kind == _FORMULA and len(body) >= 14:
            facts.errors += body[6] == 2 and body[12:14] == b"\xff\xff"
        if hidden and kind in _CELLS:
            filled.add(body[0] | body[1] << 8)
    facts.hidden_rows = len(hidden & filled)
    return facts


_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00D6, 0x00FD, 0x027E})


def sheets_of(book: bytes) -> tuple[bool, list[str]]:
    """Of the workbook part of an .xlsb: whether dates count from 1904, and the relations of its sheets in order."""
    epoch_1904 = False
    relations = []
    for kind, at, size in _records_12(book):
        if kind == _BOOK_12 and size:
            epoch_1904 = bool(book[at] & 1)
        elif kind == _SHEET_12 and size >= 12:
            (length,) = struct.unpack_from("<I", book, at + 8)
            relations.append(book[at + 12 : at + 12 + 2 * min(length, 255)].decode("utf-16-le", "replace"))
    return epoch_1904, relations


def _records_12(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of every record; the numbers are of seven bits a byte."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end and shift < 28:
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, at, size
        at += size


def facts_of_xlsb(file: Path | IO[bytes], part: str) -> Facts:
    """Of one sheet; rows and columns are those of the cells that are there."""
    with zipfile.ZipFile(file) as archive, archive.open(part) as opened:
        sheet = opened.read(_LARGEST_STREAM)
    facts = Facts(size=len(sheet))
    row = 0
    hidden = said_hidden = False
    for kind, at, size in _records_12(sheet):
        if kind == _ROW_12 and size >= 12:
            row = int.from_bytes(sheet[at : at + 4], "little")
            hidden = bool(sheet[at + 11] & 0x10)
            said_hidden = False
        elif 0 < kind <= _LAST_CELL_12 and size >= 8:
            facts.rows = max(facts.rows, row + 1)
            facts.columns = max(facts.columns, int.from_bytes(sheet[at : at + 4], "little") + 1)
            facts.errors += kind in (_ERROR_12, _ERROR_OF_FORMULA_12)
            if hidden and not said_hidden and kind > 1:
                facts.hidden_rows += 1
                said_hidden = True
        elif kind == _CELLS_END_12:
            break
    return facts
