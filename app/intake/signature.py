"""What a file is by its first bytes, whatever its name says, and the plain sentence for what is not read."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK = "Workbook".encode("utf-16-le")
_OLD_BOOK = "Book".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_LOOK = 1 << 20
TEXT, XLSX = "csv", "xlsx"
_SAVE_AS = "Open it in Excel or LibreOffice, save it as .xlsx or .csv, and import that file."
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


@dataclass(frozen=True, slots=True)
class Kind:
    """A format, and why it is not read; an empty `refused` means that there is a reader for it."""

    format: str
    refused: str = ""


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
        if head.startswith(start) and not (len(start) == 2 and _is_text(head)):
            return Kind(name, sentence)
    return _text(head, path)


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
        return Kind("xls", f"This is a workbook of the old Excel format (.xls), which is not read yet. {_SAVE_AS}")
    return Kind("xls", f"This looks like an old Excel workbook (.xls) that is damaged. {_SAVE_AS}")


def _zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in entries else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return Kind("xlsx", "The workbook is damaged or was not downloaded completely. Download or export it again.")
    if "opendocument" in mimetype:
        if "spreadsheet" in mimetype:
            return Kind("ods", f"This is an OpenDocument spreadsheet (.ods), which is not read yet. {_SAVE_AS}")
        return Kind(
            "odt", "This is an OpenDocument text, not a table. Copy the table into a spreadsheet and save it as .xlsx."
        )
    if any(name.lower() == "xl/workbook.bin" for name in entries):
        return Kind("xlsb", f"This is a binary Excel workbook (.xlsb), which is not read yet. {_SAVE_AS}")
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


def _is_text(head: bytes) -> bool:
    """True where the bytes are no binary rubbish: hardly any control characters, UTF-16 allowed."""
    sample = head[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if sample.count(0) > len(sample) * 0.2:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        return min(even, odd) <= 0.05 * len(sample) and max(even, odd) > 0.3 * len(sample)
    rubbish = sum(byte < 32 and byte not in (0, 1, 9, 10, 12, 13, 26, 28, 29, 30, 31) for byte in sample)
    return rubbish <= 0.02 * len(sample)


def _text(head: bytes, path: Path) -> Kind:
    start = head[:2048].lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start[:500]:
        if b"<table" in head.lower():
            return Kind("html", f"This is a web page (HTML) with a table in it, which is not read yet. {_SAVE_AS}")
        return Kind(
            "html",
            "This is a web page (HTML), perhaps a login page instead of the download. Log in, download the file "
            "again, and "
            "import that.",
        )
    if start.startswith((b"<?xml", b"<workbook")):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head[:4096]:
            return Kind("xml", f"This is an Excel 2003 XML spreadsheet, which is not read yet. {_SAVE_AS}")
        return Kind("xml", "This is an XML file, not a table. Export the list as .xlsx or .csv and import that.")
    if start.startswith(b"<table"):
        return Kind("html", f"This is an HTML table, which is not read yet. {_SAVE_AS}")
    if start.startswith(b"begin:vcard"):
        return Kind(
            "vcf",
            "This is a vCard file of contacts, which is not read yet. Export the contacts as .csv and import that.",
        )
    if start.startswith((b"{", b"[{", b"[\n", b"[\r\n", b'["', b"[ ")) and path.suffix.lower() in (
        ".json",
        ".geojson",
        ".jsonl",
        ".ndjson",
    ):
        return Kind("json", "This is a JSON data file, not a table. Export the list as .xlsx or .csv and import that.")
    if not _is_text(head):
        return Kind(
            path.suffix.lower().lstrip(".") or "unknown",
            "This is neither text nor a workbook, or it is damaged. Export the list again as .xlsx or .csv.",
        )
    if path.suffix.lower() in (".xls", ".xlsb", ".ods") and b"\xef\xbf\xbd" in head[:64]:
        return Kind(
            path.suffix.lower().lstrip("."),
            "The workbook is damaged. Ask for it again, packed as a ZIP if it came by e-mail.",
        )
    return Kind(TEXT)
