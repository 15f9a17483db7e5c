"""A quick look from outside: is a file a handoff that comes back? Needs no openpyxl, so any file may be asked."""

from pathlib import Path
from zipfile import ZipFile

from app.exports.package_cells import DAMAGE

_PROPERTIES, _BOOK = "docProps/custom.xml", "xl/workbook.xml"
_LOOKED_AT = (_PROPERTIES, _BOOK, "xl/sharedStrings.xml", "xl/sharedStrings.bin", "meta.xml", "content.xml")
_LARGEST = 4_000_000  # bytes of a part, or of an old workbook; ours have some ten thousand
_SHEETS = ("Reply", "Qualification", "Score")  # what remains where a program drops the document's properties
_LABELS = ("Handoff id", "Workspace id")  # beside the marks on the sheet itself
_MOST_SHEETS = 20
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def looks_returned(path: Path) -> bool:
    """True where the marks of a handoff are on a workbook of any format, or its sheets are those of one; a look only.

    The name of the file says nothing: it may have been renamed, and its ending too.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
            if start.startswith(b"PK"):
                return _package(path)
            return start == _OLE2 and _holds_labels(start + file.read(_LARGEST))
    except DAMAGE:
        return False


def _package(path: Path) -> bool:
    with ZipFile(path) as package:
        parts = {entry.filename: entry.file_size for entry in package.infolist()}
        binary = [name for name in parts if name.startswith("xl/worksheets/") and name.endswith(".bin")]
        looked_at = (*_LOOKED_AT, *binary[:_MOST_SHEETS])  # a binary workbook may keep its texts in the sheets
        texts = {name: package.read(name) for name in looked_at if parts.get(name, _LARGEST) < _LARGEST}
    if b"assay_handoff" in texts.get(_PROPERTIES, b"") or b"assay_handoff" in texts.get("meta.xml", b""):
        return True
    if all(f'name="{sheet}"'.encode() in texts.get(_BOOK, b"") for sheet in _SHEETS):
        return True
    return any(_holds_labels(text) for text in texts.values())


def _holds_labels(text: bytes) -> bool:
    """In one byte a letter or in two, as old workbooks and binary ones keep their texts."""
    return all(label.encode() in text or label.encode("utf-16-le") in text for label in _LABELS)
