"""A quick look from outside: is a file a handoff that comes back? Needs no openpyxl, so any file may be asked."""

import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

_PROPERTIES, _BOOK = "docProps/custom.xml", "xl/workbook.xml"
_LARGEST = 2_000_000  # bytes of either part; ours have a few thousand
_SHEETS = ("Reply", "Qualification", "Score")  # what remains where a program drops the document's properties


def looks_returned(path: Path) -> bool:
    """True where the marks of a handoff are on a workbook, or its sheets are those of one; a look, no promise."""
    if path.suffix.casefold() not in (".xlsx", ""):
        return False
    try:
        with ZipFile(path) as package:
            parts = {entry.filename: entry.file_size for entry in package.infolist()}
            texts = {name: package.read(name) for name in (_PROPERTIES, _BOOK) if parts.get(name, _LARGEST) < _LARGEST}
    except (OSError, BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError):
        return False
    if b"assay_handoff" in texts.get(_PROPERTIES, b""):
        return True
    return all(f'name="{sheet}"'.encode() in texts.get(_BOOK, b"") for sheet in _SHEETS)
