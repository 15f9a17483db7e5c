"""What a file is by its first bytes, whatever its name says, and the plain sentence for what is not read."""

import struct
import zipfile
from pathlib import Path

from app.intake.archives import BROKEN
from app.intake.readers.kinds import ODS, SAVE_AS, XLS, XLSB, XLSX, Kind
from app.intake.readers.text_kinds import kind_of_text, looks_like_text
from app.language import later, tr

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK = "Workbook".encode("utf-16-le")
_OLD_BOOK = "Book".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_SLIDES = "PowerPoint Document".encode("utf-16-le")
_MESSAGE = "__properties_version1.0".encode("utf-16-le")
_LOOK = 1 << 20
_LARGEST_DIRECTORY = 4 << 20  # of an archive: some ten thousand entries, each of which costs memory
# Excel 4 and before wrote its records without a container around them.
_BARE_WORKBOOKS = (b"\x09\x08", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_KNOWN_STARTS = (
    (b"%PDF", "pdf", later("This is a PDF document, not a table. Ask for the list as a spreadsheet (.xlsx or .csv).")),
    (b"\x89PNG", "image", later("This is a picture (PNG), not a table. Ask for the list as a spreadsheet "
    "(.xlsx or .csv).")),
    (b"\xff\xd8\xff", "image", later("This is a picture (JPEG), not a table. Ask for the list as a spreadsheet (.xlsx "
    "or .csv).")),
    (b"GIF8", "image", later("This is a picture (GIF), not a table. Ask for the list as a spreadsheet (.xlsx "
    "or .csv).")),
    (b"BM", "image", later("This is a picture (BMP), not a table. Ask for the list as a spreadsheet (.xlsx or .csv).")),
    (b"RIFF", "image", later("This is a picture or sound file, not a table. Ask for the list as a spreadsheet.")),
    (b"\x1f\x8b", "gzip", later("This is a compressed file (gzip). Unpack it and import the file inside.")),
    (b"7z\xbc\xaf\x27\x1c", "7z", later("This is a compressed archive (7-Zip). Unpack it and import the file inside.")),
    (b"Rar!", "rar", later("This is a compressed archive (RAR). Unpack it and import the file inside.")),
    (b"SQLite format 3\0", "sqlite", later("This is a database file (SQLite), not a spreadsheet. Export the table as "
    ".csv first.")),
    (b"PAR1", "parquet", later("This is a Parquet data file. Export it as .csv first and import that.")),
    (b"{\\rtf", "rtf", later("This is a text document (RTF), not a table. Copy the table into a spreadsheet and save "
    "it as .xlsx.")),
    (b"MZ", "program", later("This is a program, not a table.")),
    (b"\x7fELF", "program", later("This is a program, not a table.")),
)  # fmt: skip


def kind_of(path: Path) -> Kind:
    """Judge a file by its bytes. Raises OSError where it cannot be opened."""
    size = path.stat().st_size
    if not size:
        return Kind(
            path.suffix.lower().lstrip(".") or "empty", tr("The file is empty (0 bytes). Export or download it again.")
        )
    with path.open("rb") as file:
        head = file.read(_LOOK)
    if head.startswith(_OLE2):
        return _ole2(head)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    if head.startswith(_BARE_WORKBOOKS) and b"\0" in head[:64]:
        return Kind(
            XLS, " ".join((tr("This is a workbook of Excel 4 or older, or a damaged one (.xls)."), tr(SAVE_AS)))
        )
    for start, name, sentence in _KNOWN_STARTS:
        if head.startswith(start) and not (len(start) == 2 and looks_like_text(head)):
            return Kind(name, tr(sentence))
    return kind_of_text(head, path)


def _ole2(head: bytes) -> Kind:
    if _ENCRYPTED in head:
        return Kind(XLSX)
    if _BOOK in head or _OLD_BOOK in head:
        return Kind(XLS)
    if _WORD in head:
        return Kind(
            "doc", tr("This is a Word document, not a table. Copy the table into a spreadsheet and save it as .xlsx.")
        )
    if _SLIDES in head:
        return Kind(
            "ppt", tr("This is a presentation, not a table. Ask for the list as a spreadsheet (.xlsx or .csv).")
        )
    if _MESSAGE in head:
        return Kind("msg", tr("This is an e-mail message. Save the list that is attached to it, and import that."))
    if len(head) == _LOOK:
        return Kind(XLS)  # the list of what is inside may stand at the end
    return Kind(XLS, " ".join((tr("This looks like an old Excel workbook (.xls) that is damaged."), tr(SAVE_AS))))


def _zip(path: Path) -> Kind:
    try:
        if _directory_size(path) > _LARGEST_DIRECTORY:
            return Kind(
                "zip", tr("This archive holds more files than any workbook. Unpack it and import the list inside.")
            )
        with zipfile.ZipFile(path) as archive:
            entries = set(archive.namelist())
            mimetype = _mimetype(archive) if "mimetype" in entries else ""
    except BROKEN:
        return Kind(XLSX, tr("The workbook is damaged or was not downloaded completely. Download or export it again."))
    if "opendocument" in mimetype or ("content.xml" in entries and "META-INF/manifest.xml" in entries):
        if "spreadsheet" in mimetype or not mimetype:
            return Kind(ODS)
        return Kind(
            "odt",
            tr("This is an OpenDocument text, not a table. Copy the table into a spreadsheet and save it as .xlsx."),
        )
    if any(name.lower() == "xl/workbook.bin" for name in entries):
        return Kind(XLSB)
    if any(name.lower().startswith("xl/") for name in entries) or "[Content_Types].xml" in entries:
        if any(name.startswith("word/") for name in entries):
            return Kind(
                "docx",
                tr("This is a Word document, not a table. Copy the table into a spreadsheet and save it as .xlsx."),
            )
        if any(name.startswith("ppt/") for name in entries):
            return Kind(
                "pptx", tr("This is a presentation, not a table. Ask for the list as a spreadsheet (.xlsx or .csv).")
            )
        return Kind(XLSX)
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in entries):
        return Kind(
            "numbers", tr("This is an Apple Numbers document. Export it from Numbers as Excel or CSV and import that.")
        )
    return Kind("zip", tr("This is a ZIP archive and no workbook. Unpack it and import the files inside."))


def _mimetype(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as part:
        return part.read(100).decode("ascii", "replace")


def _directory_size(path: Path) -> int:
    """How many bytes the list of an archive's entries takes, as the end of the archive says."""
    with path.open("rb") as file:
        length = file.seek(0, 2)
        file.seek(max(0, length - 66_000))
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) < at + 22:
            return 0
        size = int(struct.unpack_from("<I", tail, at + 12)[0])
        if at >= 20 and tail[at - 20 : at - 16] == b"PK\x06\x07":
            file.seek(min(struct.unpack_from("<Q", tail, at - 12)[0], length))
            wide = file.read(56)
            if len(wide) == 56:
                size = max(size if size != 0xFFFFFFFF else 0, struct.unpack_from("<Q", wide, 40)[0])
    return size
