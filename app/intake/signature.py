"""What a file is by its first bytes, whatever its name says, and the plain sentence for what is not read."""

import zipfile
from pathlib import Path

from app.intake.kinds import SAVE_AS, XLSX, Kind
from app.intake.text_kinds import kind_of_text, looks_like_text

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK = "Workbook".encode("utf-16-le")
_OLD_BOOK = "Book".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_LOOK = 1 << 20
_KNOWN_STARTS = (
    (b"%PDF", "pdf", "This is a PDF document, not a table. Ask for the list as a spreadsheet (.xlsx or .csv)."),
    (b"\x89PNG", "image", "This is a picture (PNG), not a table. Ask for the list as a spreadsheet (.xlsx or .csv)."),
    (b"\xff\xd8\xff", "image", "This is a picture (JPEG), not a table. Ask for the list as a spreadsheet (.xlsx "
    "or .csv)."),
    (b"GIF8", "image", "This is a picture (GIF), not a table. Ask for the list as a spreadsheet (.xlsx or .csv)."),
    (b"BM", "image", "This is a picture (BMP), not a table. Ask for the list as a spreadsheet (.xlsx or .csv)."),
    (b"RIFF", "image", "This is a picture or sound file, not a table. Ask for the list as a spreadsheet."),
    (b"\x1f\x8b", "gzip", "This is a compressed file (gzip). Unpack it and import the file inside."),
    (b"7z\xbc\xaf\x27\x1c", "7z", "This is a compressed archive (7-Zip). Unpack it and import the file inside."),
    (b"Rar!", "rar", "This is a compressed archive (RAR). Unpack it and import the file inside."),
    (b"SQLite format 3\0", "sqlite", "This is a database file (SQLite), not a spreadsheet. Export the table as "
    ".csv first."),
    (b"PAR1", "parquet", "This is a Parquet data file. Export it as .csv first and import that."),
    (b"{\\rtf", "rtf", "This is a text document (RTF), not a table. Copy the table into a spreadsheet and save "
    "it as .xlsx."),
    (b"MZ", "program", "This is a program, not a table."),
    (b"\x7fELF", "program", "This is a program, not a table."),
)  # fmt: skip


def kind_of(path: Path) -> Kind:
    """Judge a file by its bytes. Raises OSError where it cannot be opened."""
    size = path.stat().st_size
    if not size:
        return Kind(
            path.suffix.lower().lstrip(".") or "empty", "The file is empty (0 bytes). Export or download it again."
        )
    with path.open("rb") as file:
        head = file.read(_LOOK)
    if head.startswith(_OLE2):
        return _ole2(head)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    for start, name, sentence in _KNOWN_STARTS:
        if head.startswith(start) and not (len(start) == 2 and looks_like_text(head)):
            return Kind(name, sentence)
    return kind_of_text(head, path)


def _ole2(head: bytes) -> Kind:
    if _ENCRYPTED in head:
        return Kind(
            "xlsx",
            "The workbook is password-protected. Open it with its password, remove the password (File, Info, Protect "
            "Workbook) and save it again.",
        )
    if _WORD in head:
        return Kind(
            "doc", "This is a Word document, not a table. Copy the table into a spreadsheet and save it as .xlsx."
        )
    if _BOOK in head or _OLD_BOOK in head:
        return Kind("xls", f"This is a workbook of the old Excel format (.xls), which is not read yet. {SAVE_AS}")
    return Kind("xls", f"This looks like an old Excel workbook (.xls) that is damaged. {SAVE_AS}")


def _zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in entries else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return Kind("xlsx", "The workbook is damaged or was not downloaded completely. Download or export it again.")
    if "opendocument" in mimetype:
        if "spreadsheet" in mimetype:
            return Kind("ods", f"This is an OpenDocument spreadsheet (.ods), which is not read yet. {SAVE_AS}")
        return Kind(
            "odt", "This is an OpenDocument text, not a table. Copy the table into a spreadsheet and save it as .xlsx."
        )
    if any(name.lower() == "xl/workbook.bin" for name in entries):
        return Kind("xlsb", f"This is a binary Excel workbook (.xlsb), which is not read yet. {SAVE_AS}")
    if any(name.lower().startswith("xl/") for name in entries) or "[Content_Types].xml" in entries:
        if any(name.startswith("word/") for name in entries):
            return Kind(
                "docx", "This is a Word document, not a table. Copy the table into a spreadsheet and save it as .xlsx."
            )
        if any(name.startswith("ppt/") for name in entries):
            return Kind(
                "pptx", "This is a presentation, not a table. Ask for the list as a spreadsheet (.xlsx or .csv)."
            )
        return Kind(XLSX)
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in entries):
        return Kind(
            "numbers", "This is an Apple Numbers document. Export it from Numbers as Excel or CSV and import that."
        )
    return Kind("zip", "This is a ZIP archive and no workbook. Unpack it and import the files inside.")
